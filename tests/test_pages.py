"""The pages that are read: they show what must be shown, lead to the words, and no report can act in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from examples_record import TRAWLING, WHALING, Clock, decide, keep, on, position, relay, report, table
from fastapi.testclient import TestClient

from onrecord.record import Record
from onrecord.show import queries
from onrecord.show.answers import Table
from onrecord.show.web import WebSettings, create_app, pages

HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>"
BACKS = "Norway will back a ban on trawling"
OPPOSES = "Norway will oppose a ban on trawling"
CHILE = "Chile opposes a ban on trawling"
TONGA = "Tonga wants trawling banned"
VOID = {"meta", "link", "input", "img", "br", "path", "circle", "line", "rect", "hr", "wbr"}


class Page(HTMLParser):
    """The elements of a page with their attributes, its words, and whether it is well nested."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def ids(self) -> list[str]:
        return [facts["id"] or "" for _, facts in self.elements if "id" in facts]

    @property
    def links(self) -> list[str]:
        return [facts["href"] or "" for tag, facts in self.elements if tag == "a"]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Norway first against, then for, by two reports; Chile against, as an outlet relays; Tonga claimed."""
    with Record.open(tmp_path / "fisheries.db", clock=Clock()) as opened:
        with opened.unit() as unit:
            unit.keep_question(TRAWLING)
            unit.keep_question(WHALING)
        early = report(
            f"{OPPOSES}, Ida Holm said.", "2023-02-01", id="early", title="Oslo on nets", path="a.txt"
        )
        keep(opened, early, position(early, OPPOSES, "NOR", "against", speaker="Ida Holm", office="minister"))
        late = report(
            f"{BACKS}, Ida Holm said on Monday. {CHILE}, the Tribune reported an envoy as saying. {TONGA}.",
            "2023-03-10",
            id="late",
            title="Two states on trawling",
            url="https://wire.example/late",
            path="b.txt",
        )
        keep(
            opened,
            late,
            position(
                late, BACKS, "NOR", "for", speaker="Ida Holm", office="minister", said_on=on("2023-03-06")
            ),
            position(late, CHILE, "CHL", "against", speaker="an envoy", relayed_by=(relay(late, "Tribune"),)),
            position(late, TONGA, "TON", "for", statement=None, asserted_by="CHL"),
        )
        again = report(
            f"Late news. {BACKS}, Ida Holm said.",
            "2023-03-11",
            id="again",
            outlet="Harbour Post",
            path="c.txt",
        )
        keep(
            opened,
            again,
            position(
                again, BACKS, "NOR", "for", speaker="Ida Holm", office="minister", said_on=on("2023-03-06")
            ),
        )
        yield opened


def client_of(record: Record) -> TestClient:
    settings = WebSettings(record=Path(record.path), hosts=frozenset({"testserver"}))
    return TestClient(create_app(settings), raise_server_exceptions=True)


@pytest.fixture
def client(record: Record) -> TestClient:
    return client_of(record)


def page(client: TestClient, address: str, status: int = 200) -> Page:
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:500]
    return Page(answer.text)


def lead_of(of: Table, actor: str) -> str:
    return next(row.lead.ref for row in of.rows if row.actor == actor)


def everywhere(record: Record) -> list[str]:
    """The addresses of a page of each kind."""
    return [
        "/",
        "/questions/trawling-ban",
        "/questions/whaling",
        "/questions/trawling-ban?as_of=2023-02-15",
        "/actors/NOR",
        "/actors/TON",
        "/speakers?name=Ida+Holm",
        "/reports/R1",
        "/reports/R2",
        "/statements/S2",
        "/search",
        "/search?q=trawling",
        "/search?q=no+such+words",
    ]


# --- each page shows what it must -------------------------------------------------------------------------


def test_a_search_is_narrowed_by_speaker_and_side(client: TestClient) -> None:
    odd = client.get("/search", params={"q": "trawling", "side": "sideways"}).text
    assert "&#39;sideways&#39; is no side (allowed: for, against, neutral)" in odd
    assert "/statements/S" not in odd
    assert "is no side" in client.get("/search", params={"side": "sideways"}).text
    assert "/statements/S" in client.get("/search", params={"q": "trawling", "side": "for"}).text
    narrowed = client.get("/search", params={"q": "trawling", "side": "neutral", "speaker": "Nobody"}).text
    assert "/statements/S" not in narrowed
    assert "as narrowed here" in narrowed
    assert "<option selected>neutral</option>" in narrowed
    assert 'value="Nobody"' in narrowed


def test_the_start_page_counts_the_sides_of_each_question(client: TestClient) -> None:
    start = page(client, "/")
    assert "Ban on deep-sea trawling" in start.text
    assert "Commercial whaling should be allowed again." in start.text
    assert re.search(r"1\s+for", start.text)
    assert re.search(r"1\s+against", start.text)
    assert "3 reports from 2 outlets" in start.text
    assert "/add" in start.links


def test_the_start_page_tells_what_changed_since_a_day(client: TestClient) -> None:
    changed = page(client, "/?since=2023-03-01").text
    assert "What changed since 1 Mar 2023" in changed
    assert "for (explicit), was against (explicit)" in changed
    assert "now against (explicit), was" not in changed
    assert "Nothing in this record changed since 1 Jan 2030" in page(client, "/?since=2030-01-01").text


def test_the_start_page_remembers_the_day_of_the_last_visit(client: TestClient) -> None:
    client.cookies.set("onrecord_visits", ".2023-03-03")
    assert "since 3 Mar 2023" in page(client, "/").text
    # the visit goes on: another look on the same day does not forget when the one before was
    assert "since 3 Mar 2023" in page(client, "/").text
    kept = client.cookies.get("onrecord_visits", domain="testserver.local")
    assert kept is not None
    assert kept.startswith("2023-03-03.")


def test_what_the_record_learned_since_the_last_visit_is_new_whenever_it_was_said(
    client: TestClient, record: Record
) -> None:
    client.cookies.set("onrecord_visits", ".2024-02-01")
    assert "Nothing in this record changed since 1 Feb 2024" in page(client, "/").text
    words = "Fiji will back a ban on trawling"
    old = report(f"{words}, it said.", "2022-06-01", id="old", path="old.txt")
    with Record.open(record.path, clock=Clock(minutes=60 * 24 * 60)) as later:
        keep(later, old, position(old, words, "FJI", "for"))
    fresh = page(client, "/")
    assert "What changed since 1 Feb 2024" in fresh.text
    assert words in fresh.text
    assert BACKS not in fresh.text, "that was known at the last visit"
    asked_for = page(client, "/?since=2024-02-01").text
    assert "Nothing in this record changed since 1 Feb 2024" in asked_for, "a day that is asked for is a day"


def test_a_question_that_is_kept_while_a_page_is_made_breaks_no_page(
    client: TestClient, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = client.app.state.site  # type: ignore[attr-defined]
    page(client, "/?since=2023-01-01")
    site.finished.told(site.finished.state(), "questions", ())
    assert TRAWLING.id in page(client, "/?since=2023-01-02").text
    positions = queries.positions

    def and_one_more(*given: object, **more: object) -> object:
        found = positions(*given, **more)  # type: ignore[arg-type]
        with record.unit() as unit:
            unit.keep_question(replace(TRAWLING, id="another"))
        return found

    monkeypatch.setattr(queries, "positions", and_one_more)
    assert TRAWLING.title in page(client, "/review").text


@pytest.mark.parametrize("cookie", ["", "x", "2023-99-99.x", ".9999-12-31", "<script>.<script>"])
def test_a_cookie_that_is_no_day_is_none(client: TestClient, cookie: str) -> None:
    client.cookies.set("onrecord_visits", cookie)
    page(client, "/")


def test_a_question_shows_who_stands_where_and_by_which_words(client: TestClient) -> None:
    question = page(client, "/questions/trawling-ban").text
    assert "Deep-sea trawling should be banned." in question
    assert f"“{BACKS}”" in question
    assert "Ida Holm, minister" in question
    assert "was against until 6 Mar 2023" in question
    assert "2 independent origins (2 reports): Coastal Wire, Harbour Post" in question
    assert "Claimed by another, not counted" in question
    assert "Rule." not in question
    assert "A row shows the latest side in force" in question
    assert "Who is not listed has no statement in this record" in question


def test_each_row_leads_to_its_words_in_the_report(client: TestClient, record: Record) -> None:
    question = page(client, "/questions/trawling-ban")
    ref = lead_of(table(record), "CHL")
    (address,) = {link for link in question.links if link.endswith(f"#{ref}")}
    place = page(client, address)
    assert ref in place.ids
    marked = [
        facts for tag, facts in place.elements if tag == "mark" and "here" in (facts.get("class") or "")
    ]
    assert len(marked) == 1


def test_a_line_can_be_cited_with_all_it_rests_on(client: TestClient) -> None:
    question = page(client, "/questions/trawling-ban").text
    assert (
        "Chile, an envoy: “Chile opposes a ban on trawling” (as paraphrased, by 10 Mar 2023, relayed by "
        "Tribune). “Two states on trawling”, Coastal Wire, 10 Mar 2023, https://wire.example/late. [R2, P3]"
    ) in question


def test_a_day_shows_what_was_so_then(client: TestClient) -> None:
    then = page(client, "/questions/trawling-ban?as_of=2023-02-15")
    assert f"“{OPPOSES}”" in then.text
    assert BACKS not in then.text
    assert "as of 15 Feb 2023" in then.text
    assert "CHL" not in [one for one in then.ids if len(one) == 3]
    assert page(client, "/questions/trawling-ban?as_of=").text == page(client, "/questions/trawling-ban").text
    page(client, "/questions/trawling-ban?as_of=yesterday", 422)


def test_who_is_mentioned_and_says_nothing_is_silent(client: TestClient, record: Record) -> None:
    """Norway is mentioned in every report; three are not on whaling, one came before the question's time."""
    assert "Mentioned, but silent" not in page(client, "/questions/whaling").text
    for text, day in (
        ("Fleets prepare for whaling.", "2023-02-10"),
        ("A word on whaling.", "2023-03-01"),
        ("Whaling ended.", "2022-12-31"),
    ):
        keep(record, report(text, day, id=text, path=f"{day}.txt"))
    whaling = page(client, "/questions/whaling").text
    assert "No actor takes a side on this" in whaling
    assert re.search(r"Mentioned, but silent.*Norway\s+2", whaling, re.DOTALL)
    assert "Mentioned, but silent" not in page(client, "/questions/trawling-ban").text
    assert re.search(r"Norway\s+1", page(client, "/questions/whaling?as_of=2023-02-15").text)


@pytest.mark.parametrize(("read_as", "is_so"), [("NOR", "PER"), ("PER", "NOR")])
def test_who_is_silent_hangs_on_what_people_decided(
    client: TestClient, record: Record, read_as: str, is_so: str
) -> None:
    """Every report mentions Norway; whose position it is a person knows better."""
    words = "The kingdom wants whaling"
    hunt = report(f"{words}, it is told.", "2023-03-02", id="hunt", path="hunt.txt")
    keep(record, hunt, position(hunt, words, read_as, "for", question="whaling"))

    def is_silent() -> bool:
        told = client.get("/api/v1/questions/whaling/silent").json()["items"]
        assert ("Mentioned, but silent" in page(client, "/questions/whaling").text) == bool(told)
        return [one["actor"] for one in told] == ["NOR"]

    assert is_silent() == (read_as != "NOR")
    (whaling,) = queries.positions(record, "whaling")
    decide(record, "correct", whaling.rows[0].lead.ref, actor=is_so)
    assert is_silent() == (is_so != "NOR")


def test_a_report_that_gave_a_position_is_on_the_question(client: TestClient, record: Record) -> None:
    """Its words hold none of the question's phrases: a person, or an earlier reading, knew better."""
    said = "Iceland wants to hunt whales"
    hunt = report(f"{said}, a minister said.", "2023-03-02", id="hunt", path="hunt.txt")
    keep(record, hunt, position(hunt, said, "ISL", "for", question="whaling"))
    assert re.search(r"Mentioned, but silent.*Norway\s+1", page(client, "/questions/whaling").text, re.DOTALL)


def test_every_tile_of_the_map_leads_somewhere(client: TestClient) -> None:
    question = page(client, "/questions/trawling-ban")
    tiles = [facts for tag, facts in question.elements if tag == "a" and "tile" in (facts.get("class") or "")]
    assert len(tiles) > 190
    taking = {facts["href"] for facts in tiles if "none" not in (facts["class"] or "")}
    assert taking == {"#NOR", "#CHL"}
    assert {"NOR", "CHL"} <= set(question.ids)


def test_an_actor_shows_its_stands_and_its_statements(client: TestClient) -> None:
    norway = page(client, "/actors/NOR")
    assert "Ban on deep-sea trawling" in norway.text
    assert "Correlates of War 385" in norway.text
    assert norway.text.count("Ida Holm, minister") >= 3
    assert "Return to whaling" not in norway.text
    assert f"“{OPPOSES}”" in page(client, "/actors/norway?as_of=2023-02-15").text
    assert "No actor 'Atlantis' is known" in page(client, "/actors/Atlantis", 404).text


def test_a_speaker_shows_what_the_reports_have_of_that_name(client: TestClient) -> None:
    holm = page(client, "/speakers?name=ida%20holm")
    assert "3 statements" in holm.text
    assert "Ida Holm, minister" in holm.text
    assert page(client, "/speakers/Ida%20Holm").text == page(client, "/speakers?name=Ida+Holm").text
    page(client, "/speakers?name=Nobody", 404)
    page(client, "/speakers", 404)


@pytest.mark.parametrize(
    ("address", "leads", "fields"),
    [
        ("/actors/NOR", "/search?actor=NOR", {"q": "", "actor": "NOR"}),
        ("/speakers?name=Ida+Holm", "/search?speaker=Ida+Holm", {"q": "", "speaker": "Ida Holm"}),
    ],
)
def test_what_a_long_list_leaves_out_is_searched_by_who_said_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, address: str, leads: str, fields: dict[str, str]
) -> None:
    """Not by the name as words: few statements hold the name of who says them."""
    monkeypatch.setattr(pages, "STATEMENTS", 1)
    assert leads in page(client, address).links
    filled = {
        facts["name"]: facts.get("value") for tag, facts in page(client, leads).elements if tag == "input"
    }
    assert {name: filled[name] for name in fields} == fields


def test_a_report_shows_its_text_with_what_was_read_in_it(client: TestClient) -> None:
    late = page(client, "/reports/R2")
    assert f"{BACKS}, Ida Holm said on Monday. {CHILE}, the Tribune reported" in late.text
    assert {"S2", "S3", "P2", "P3", "P4", "about-S2", "about-P4"} <= set(late.ids)
    assert "https://wire.example/late" in late.links
    assert "Told by the report itself" in late.text
    assert "1, in force: recorded 2024-01-01" in late.text


def test_a_report_is_found_by_what_it_is_called_elsewhere(client: TestClient) -> None:
    assert "Report R2" in page(client, "/reports/https%3A%2F%2Fwire.example%2Flate").text
    assert "no report" in page(client, "/reports/R99", 404).text


def test_a_statement_shows_the_way_its_words_came_and_why_they_are_read_so(client: TestClient) -> None:
    chile = page(client, "/statements/S3").text
    way = re.search(r"speaker\s+an envoy\s+relayed by\s+Tribune\s+report\s+Coastal Wire, 10 Mar 2023", chile)
    assert way is not None
    assert "the report gives no day, and was published then" in chile
    assert "1 report in this record carries this statement" in chile


def test_a_statement_shows_the_reports_that_carry_it(client: TestClient) -> None:
    assert "2 reports in this record carry this statement" in page(client, "/statements/S2").text


def test_what_people_decided_is_shown_where_the_words_stand(client: TestClient, record: Record) -> None:
    decide(record, "reject", lead_of(table(record), "CHL"), reason="he speaks for himself")
    late = page(client, "/reports/R2").text
    assert "Rejected by a person" in late
    assert "rejected by Ana, 1 Jan 2024: he speaks for himself" in late
    assert "rejected by Ana" in page(client, "/questions/trawling-ban").text


def test_what_a_person_adds_is_shown_in_its_report(client: TestClient, record: Record) -> None:
    decide(record, "add", report="R3", words="Late news", question=WHALING.id, actor="ISL", side="for")
    assert "Other positions" in page(client, "/reports/R3").text
    assert "Iceland" in page(client, "/questions/whaling").text


def test_a_report_that_is_withdrawn_says_so(client: TestClient, record: Record) -> None:
    with record.unit() as unit:
        unit.withdraw("R2", reason="it was made up", person="Ana")
    late = page(client, "/reports/R2").text
    assert "This report is withdrawn and counts no more: it was made up" in late
    assert "onrecord withdraw R2 --undo" in late
    assert "its report is withdrawn" in page(client, "/statements/S2").text


def test_the_changes_of_a_question_tell_what_the_record_learned(client: TestClient, record: Record) -> None:
    with record.unit() as unit:
        unit.withdraw("early", "the agency took it back", "Ana")
    decide(record, "reject", lead_of(table(record), "CHL"), reason="he asked a question")
    told = [line["told"] for line in client.get("/api/v1/questions/trawling-ban/changes").json()["items"]]
    sentences = [line for line in told if line]
    assert len(sentences) == 2
    for address in ("/questions/trawling-ban", "/questions/trawling-ban/changes"):
        shown = page(client, address).text
        for line in sentences:
            assert line in shown
    then = page(client, "/questions/trawling-ban?as_of=2023-03-11").text
    assert not any(line in then for line in sentences), "the record learned it later"


def test_a_text_that_was_removed_is_told(client: TestClient, record: Record) -> None:
    with record.unit() as unit:
        unit.purge("R2", reason="its licence", person="Ana")
    late = page(client, "/reports/R2")
    assert "The text of this report was removed: its licence" in late.text
    assert CHILE not in late.text


def test_a_search_leads_to_the_words(client: TestClient) -> None:
    found = page(client, "/search?q=trawling&actor=norway")
    assert "3 statements" in found.text
    assert "/statements/S2" in found.links
    assert "Nothing in this record holds these words" in page(client, "/search?q=submarine").text
    assert "holds no word to search for" in page(client, "/search?q=%22%22").text
    assert "No actor 'Atlantis' is known" in page(client, "/search?q=nets&actor=Atlantis").text


def test_a_search_that_may_have_found_more_says_so(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "The first 3 statements; there may be more, so narrow the search"
    monkeypatch.setattr(pages, "HITS", 4)
    assert told not in page(client, "/search?q=trawling&actor=norway").text
    monkeypatch.setattr(pages, "HITS", 3)
    assert told in page(client, "/search?q=trawling&actor=Norway").text


def test_what_is_not_there_is_said_on_a_page(client: TestClient) -> None:
    for address in ("/nothing", "/questions/nothing", "/statements/S99", "/statements/x"):
        assert "cannot be shown" in page(client, address, 404).text


# --- all of them --------------------------------------------------------------------------------------------


def test_every_link_of_ours_leads_to_a_page_and_a_place_on_it(client: TestClient, record: Record) -> None:
    seen: dict[str, Page] = {}
    for address in everywhere(record):
        seen[address] = page(client, address)
        for link in seen[address].links:
            assert link, address
            target, _, place = link.partition("#")
            if target.startswith("https://"):
                continue
            target = target or address
            if target not in seen:
                seen[target] = page(client, target)
            assert not place or place in seen[target].ids, (address, link)


def test_nothing_is_inline_and_every_id_is_one_elements(client: TestClient, record: Record) -> None:
    for address in everywhere(record):
        shown = page(client, address)
        assert len(shown.ids) == len(set(shown.ids)), address
        for tag, facts in shown.elements:
            assert tag != "style"
            assert tag != "script" or facts.get("src", "").startswith("/static/")  # type: ignore[union-attr]
            assert not [name for name in facts if name == "style" or name.startswith("on")], (address, tag)
            for name in ("src", "href", "action"):
                assert not re.match(r"\s*(javascript|data|vbscript):", facts.get(name) or "", re.IGNORECASE)


def test_every_page_can_be_read_by_a_screen_reader(client: TestClient, record: Record) -> None:
    for address in everywhere(record):
        shown = page(client, address)
        tags = [tag for tag, _ in shown.elements]
        assert ("html", {"lang": "en"}) in shown.elements
        assert tags.count("main") == tags.count("h1") == 1
        assert "#main" in shown.links
        labelled = {facts.get("for") for tag, facts in shown.elements if tag == "label"}
        fields = {facts.get("id") for tag, facts in shown.elements if tag == "input"}
        assert fields <= labelled, address


def test_a_page_is_small(client: TestClient, record: Record) -> None:
    assert len(client.get("/").content) < 20_000
    assert len(client.get("/questions/trawling-ban").content) < 150_000


def test_many_questions_make_no_heavy_start_page(client: TestClient, record: Record) -> None:
    with record.unit() as unit:
        for number in range(150):
            facts = {field: getattr(TRAWLING, field) for field in TRAWLING.__dataclass_fields__}
            unit.keep_question(type(TRAWLING)(**{**facts, "id": f"q{number}", "proposition": "word " * 60}))
    assert len(client.get("/").content) < 200_000


@pytest.fixture
def hostile(tmp_path: Path) -> TestClient:
    """A record in which everything that a report or a question can say is an attack."""
    with Record.open(tmp_path / "hostile.db", clock=Clock()) as record:
        facts = {field: getattr(TRAWLING, field) for field in TRAWLING.__dataclass_fields__}
        bad = type(TRAWLING)(
            **{**facts, "title": HOSTILE, "proposition": HOSTILE, "about": (HOSTILE, "trawling")}
        )
        with record.unit() as unit:
            unit.keep_question(bad)
        read = report(
            f"{HOSTILE} {BACKS} {HOSTILE} \u202e\x00 trawling",
            id=HOSTILE,
            title=HOSTILE,
            outlet=HOSTILE,
            url="javascript:alert(1)",
            path=f"../{HOSTILE}",
        )
        words = f"{HOSTILE} {BACKS} {HOSTILE}"
        facts = {"speaker": HOSTILE, "office": f'"{HOSTILE}', "relayed_by": (relay(read, HOSTILE),)}
        keep(
            record,
            read,
            position(read, words, "NOR", "for", **facts),
            position(read, BACKS, "CHL", None, unsure=True, **facts),
        )
        return client_of(record)


def test_nothing_that_a_report_says_becomes_part_of_a_page(hostile: TestClient) -> None:
    addresses = [
        "/",
        "/?since=<script>alert(1)</script>",
        "/questions/trawling-ban",
        "/actors/NOR",
        "/reports/R1",
        "/reports/R1?at=%22%3E%3Cscript%3E",
        "/statements/S1",
        "/speakers?name=%3Cscript%3E",
        "/search?q=trawling",
        "/search?q=%3Cscript%3Ealert",
        "/search?q=%22%3E%3Cscript%3Ealert(1)",
    ]
    faults = ["/actors/<script>alert(1)</script>", "/reports/<script>", "/questions/<img src=x>", "/<script>"]
    for address in [*addresses, *faults]:
        answer = hostile.get(address)
        assert answer.status_code == (404 if address in faults else 200), (address, answer.text[:300])
        shown = Page(answer.text)
        scripts = [facts for tag, facts in shown.elements if tag == "script"]
        assert [facts.get("src") for facts in scripts] == ["/static/site.js"], address
        images = {facts.get("src") for tag, facts in shown.elements if tag == "img"}
        assert images == {"/static/icon.svg"}, address
        assert not [link for link in shown.links if link.startswith("javascript")], address
        assert "\u202e" not in answer.text
        assert "\x00" not in answer.text


def test_an_empty_record_says_how_to_begin(tmp_path: Path) -> None:
    with Record.open(tmp_path / "empty.db", clock=Clock()) as record:
        start = page(client_of(record), "/")
    assert "No question is kept yet" in start.text
    assert "holds no report that is read yet" in start.text
