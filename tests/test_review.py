"""The review desk, gone through as a reader without JavaScript does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from examples_record import TRAWLING, decide, keep, position, report, row_of, sides, table
from served import BACKS, HINTS, OPPOSES, WEIGHS, Browser, Page, served, small_record

from onrecord.record import Record
from onrecord.show import queries
from onrecord.show.web import Verbs

DESK = f"/review?question={TRAWLING.id}"
BLIND = f"{DESK}&blind=1"
TURNS = "Norway might oppose it after all"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with small_record(tmp_path / "onrecord.db") as made:
        yield made


@pytest.fixture
def browser(record: Record) -> Iterator[Browser]:
    app = served(record.path, person="Ana")
    yield Browser(app)
    app.state.site.record.close()


def decided(browser: Browser, page: Page, verdict: str, **fields: str) -> Page:
    """Press a button on the item of a page."""
    having = {"verdict": "correct"} if verdict == "correct" else {}
    form = page.form("/review", **having) | {"verdict": verdict} | fields
    return browser.post("/review", form)


def coded(browser: Browser, page: Page, side: str) -> Page:
    return browser.post("/review", page.form("/review") | {"side": side})


def called(browser: Browser, name: str, at: str = DESK) -> Page:
    page = browser.get(at)
    return browser.post("/review/person", page.form("/review/person") | {"person": name})


# --- one item at a time -----------------------------------------------------------------------------------


def test_what_there_is_to_review_is_told_by_question(browser: Browser) -> None:
    page = browser.get("/review")
    assert TRAWLING.title in page.words
    assert "4 passages to review" in page.words
    assert page.link(TRAWLING.title) == DESK


def test_an_item_shows_words_context_speaker_doubt_and_what_a_decision_would_do(browser: Browser) -> None:
    page = browser.get(DESK)
    assert page.status == 200
    assert page.passage == OPPOSES
    assert "Ida Holm said." in page.words, "what stands before it"
    assert "an envoy said. Nobody replied to either." in page.words
    assert "Talks in Bergen , Coastal Wire, 10 Mar 2023" in page.words
    assert "it would be the first position of Chile" in page.words
    assert "the table stays as it is" in page.words
    assert "confidence 0.41" in page.words
    assert "0 decided by you, 4 to go; this is item 1 of them" in page.words


def test_the_queue_begins_with_what_would_change_a_cell_and_skipping_goes_through_it(
    browser: Browser,
) -> None:
    page, seen = browser.get(DESK), []
    while page.passage:
        seen.append(page.passage)
        page = browser.get(page.link("Skip n"))
    assert seen == [OPPOSES, WEIGHS, TURNS, HINTS]
    assert "4 passages wait still, for you skipped them" in page.words
    assert browser.get(page.link("Begin again")).passage == OPPOSES


def test_accepting_counts_and_leads_to_the_next(browser: Browser, record: Record) -> None:
    page = decided(browser, browser.get(DESK), "accept", reason="the envoy speaks for Chile")
    assert sides(record) == {"NOR": "for", "CHL": "against"}
    assert row_of(record, "CHL").lead.decided[0].startswith("accepted by Ana")
    assert row_of(record, "CHL").lead.decided[0].endswith("the envoy speaks for Chile")
    assert page.passage == WEIGHS
    assert "1 decided by you, 3 to go" in page.words
    assert f"Last: accept, “{OPPOSES}”" in page.words


def test_a_decision_leads_on_by_303(browser: Browser) -> None:
    form = browser.get(DESK).form("/review") | {"verdict": "accept"}
    answer = browser.client.post("/review", data=form, follow_redirects=False)
    assert answer.status_code == 303
    assert re.fullmatch(re.escape(DESK) + r"&at=P\d+", answer.headers["location"])


def test_rejecting_takes_it_out(browser: Browser, record: Record) -> None:
    decided(browser, browser.get(DESK), "reject")
    assert sides(record) == {"NOR": "for"}
    assert [e.words for e in table(record).rejected] == [OPPOSES]


def test_correcting_changes_only_what_was_changed(browser: Browser, record: Record) -> None:
    page = browser.get(DESK)
    decided(
        browser,
        page,
        "correct",
        side="neutral",
        modality="intended",
        explicit="no",
        speaker="Rosa Vidal",
        said_on="2023-03-09",
        reason="he abstains",
    )
    lead = row_of(record, "CHL").lead
    assert (lead.side, lead.modality, lead.explicit, lead.speaker) == (
        "neutral",
        "intended",
        False,
        "Rosa Vidal",
    )
    assert lead.said_on.value == "2023-03-09"
    (made,) = (line.decision for line in queries.decisions(record))
    assert (made.verdict, made.reason, made.blind) == ("correct", "he abstains", False)


def test_an_actor_is_corrected_by_name(browser: Browser, record: Record) -> None:
    decided(browser, browser.get(DESK), "correct", actor="Ecuador")
    assert sides(record) == {"NOR": "for", "ECU": "against"}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "nothing was changed"),
        ({"actor": "Norwey", "reason": "so"}, "no actor 'Norwey' is known"),
        ({"said_on": "soon"}, "'soon' is no day"),
        ({"side": "maybe"}, "'maybe' is no side"),
    ],
)
def test_what_cannot_be_kept_is_told_beside_what_was_typed(
    browser: Browser, record: Record, fields: dict[str, str], said: str
) -> None:
    page = decided(browser, browser.get(DESK), "correct", **fields)
    assert page.status == 422
    assert said in page.words
    assert page.passage == OPPOSES
    assert page.form("/review", verdict="correct").get("actor") == fields.get("actor", "CHL")
    assert queries.decisions(record) == ()


def test_what_has_no_side_cannot_be_accepted_but_corrected(browser: Browser, record: Record) -> None:
    page = browser.get(DESK)
    while page.passage != HINTS:
        page = browser.get(page.link("Skip n"))
    assert "it cannot be accepted as it is, for the side is open: correct it" in page.words
    assert re.search(r'value="accept"[^>]*disabled', page.source)
    told = decided(browser, page, "accept")
    assert (told.status, "has no actor or no side" in told.words) == (422, True)
    decided(browser, page, "correct", side="for")
    assert sides(record)["PER"] == "for"


def test_the_last_decision_is_undone_and_its_item_comes_back(browser: Browser, record: Record) -> None:
    decided(browser, browser.get(DESK), "accept")
    page = decided(browser, browser.get(DESK), "reject")
    assert f"Last: reject, “{WEIGHS}”" in page.words
    page = browser.post("/review/undo", page.form("/review/undo"))
    assert page.passage == WEIGHS
    assert f"Last: accept, “{OPPOSES}”" in page.words
    page = browser.post("/review/undo", page.form("/review/undo"))
    assert page.passage == OPPOSES
    assert "Last:" not in page.words
    assert sides(record) == {"NOR": "for"}


def test_what_counts_already_can_be_decided_on_too(browser: Browser, record: Record) -> None:
    settled = row_of(record, "NOR").lead.ref
    page = browser.get(f"{DESK}&at={settled}")
    assert page.passage == BACKS
    assert "it counts nowhere" in page.words
    assert decided(browser, page, "reject").passage == OPPOSES
    assert sides(record) == {}


def test_what_is_claimed_or_holds_by_membership_can_be_decided_on_from_its_report(record: Record) -> None:
    swedes = "The EU is against trawling"
    said = report(f"{OPPOSES}, an envoy of Norway said. {swedes}. {HINTS}.", id="claims", path="claims.txt")
    keep(
        record,
        said,
        position(said, OPPOSES, "CHL", "against", asserted_by="NOR"),
        position(said, swedes, "SWE", "against", route="by_membership"),
        position(said, HINTS, "PER", None, unsure=True),
    )
    app = served(record.path, person="Ana")
    browser = Browser(app)
    there = browser.get("/reports/claims")
    links = re.findall(r'href="([^"]*at=(P\d+))">Decide on it', there.source)
    assert len(links) == 3
    for address, ref in links:
        page = browser.get(address.replace("&amp;", "&"))
        assert page.form("/review", ref=ref), "the item that was asked for, and no other"
    assert [e.ref for e in table(record).claimed] == [links[0][1]]
    page = browser.get(links[0][0].replace("&amp;", "&"))
    assert "it does not wait, but can be decided on" in page.words
    decided(browser, page, "reject")
    assert table(record).claimed == ()
    app.state.site.record.close()


def test_an_item_that_is_not_there_any_more_is_told(browser: Browser) -> None:
    page = browser.get(f"{DESK}&at=P999")
    assert "P999 is not there any more, or was coded: this is another item." in page.words
    assert page.passage == OPPOSES
    assert "not there any more" not in browser.get(DESK).words


@pytest.mark.parametrize(("name", "told"), [("actor", "the actor"), ("side", "the side")])
def test_a_field_that_is_emptied_is_told_and_nothing_is_kept(
    browser: Browser, record: Record, name: str, told: str
) -> None:
    page = decided(browser, browser.get(DESK), "correct", modality="conditional", **{name: ""})
    assert (page.status, f"{told} cannot be left empty" in page.words) == (422, True)
    assert queries.decisions(record) == ()


def test_when_all_is_decided_nothing_waits(browser: Browser) -> None:
    page = browser.get(DESK)
    for _ in range(4):
        page = decided(browser, page, "reject")
    assert "Nothing waits any more." in page.words
    assert "4 decided by you, 0 to go" in page.words


def test_every_verdict_has_its_key(browser: Browser) -> None:
    page = decided(browser, browser.get(DESK), "accept")
    for key in "arcnu":
        assert page.source.count(f'data-key="{key}"') == 1, key


@pytest.mark.parametrize("desk", [DESK, BLIND])
def test_enter_in_a_field_decides_nothing(browser: Browser, desk: str) -> None:
    source = browser.get(desk).source
    first = re.search(r"<button[^>]*>", source[source.index("<article") :])
    assert first is not None
    assert "disabled" in first[0], "browsers press the first button of a form, unless it is disabled"


def test_a_question_that_is_not_kept_is_told(browser: Browser) -> None:
    assert browser.get("/review?question=nothing").status == 404


def test_words_of_a_report_cannot_write_the_page(tmp_path: Path) -> None:
    with Record.open(tmp_path / "onrecord.db") as record:
        with record.unit() as unit:
            unit.keep_question(TRAWLING)
        bad = "<script>alert(1)</script> backs the ban"
        text = report(f"Trawling. {bad}, it said.", title='"><img src=x onerror=alert(1)>')
        keep(record, text, position(text, bad, "NOR", "for", unsure=True, speaker="<b>Ola</b>"))
        app = served(record.path, person="<i>Ana</i>")
        page = Browser(app).get(DESK)
        app.state.site.record.close()
    assert not re.search(r"<script>|<img src=x|<b>Ola|<i>Ana", page.source)
    assert page.passage == bad


# --- who decides ------------------------------------------------------------------------------------------


def test_a_coder_gives_a_name_once(browser: Browser, record: Record) -> None:
    page = called(browser, "  Šárka  Nováková ")
    assert page.form("/review/person")["person"] == "Šárka Nováková"
    decided(browser, page, "accept")
    assert [line.decision.person for line in queries.decisions(record)] == ["Šárka Nováková"]


def test_nobody_decides_without_a_name(record: Record) -> None:
    app = served(record.path)
    page = decided(Browser(app), Browser(app).get(DESK), "accept")
    app.state.site.record.close()
    assert page.status == 403, "another browser's form"
    browser = Browser(app)
    page = decided(browser, browser.get(DESK), "accept")
    assert (page.status, "needs the name of who makes it" in page.words) == (422, True)
    assert queries.decisions(record) == ()


# --- whose forms are taken --------------------------------------------------------------------------------

WRITING = ("/review", "/review/undo", "/review/person", "/review/missed", "/add", "/ask")


@pytest.mark.parametrize("address", WRITING)
@pytest.mark.parametrize("token", [None, "", "x" * 64])
def test_a_form_without_the_token_is_refused(
    browser: Browser, record: Record, address: str, token: str | None
) -> None:
    form = browser.get(DESK).form("/review") | {"verdict": "accept", "person": "Eve"}
    form.pop("csrf")
    if token is not None:
        form["csrf"] = token
    answer = browser.client.post(address, data=form, follow_redirects=False)
    assert answer.status_code == 403
    assert "onrecord_person" not in answer.headers.get("set-cookie", "")
    assert queries.decisions(record) == ()


@pytest.mark.parametrize("address", WRITING)
def test_a_form_of_another_session_or_site_is_refused(browser: Browser, record: Record, address: str) -> None:
    form = browser.get(DESK).form("/review") | {"verdict": "accept"}
    stranger = Browser(browser.client.app)
    assert stranger.post(address, form).status == 403
    stranger.get(DESK)
    assert stranger.post(address, form).status == 403, "it has a session, and another token"
    for name, value in (("Origin", "http://evil.example"), ("Sec-Fetch-Site", "cross-site")):
        assert browser.post(address, form, headers={name: value}).status == 403
    assert queries.decisions(record) == ()


def test_a_decision_cannot_lead_elsewhere(browser: Browser) -> None:
    form = browser.get(DESK).form("/review") | {"verdict": "accept", "next": "//evil.example/"}
    answer = browser.client.post("/review", data=form, follow_redirects=False)
    assert answer.headers["location"].startswith("/review?question=")


def test_a_server_that_only_reads_shows_and_refuses(record: Record) -> None:
    app = served(record.path, Verbs(), person="Ana")
    browser = Browser(app)
    page = browser.get(DESK)
    assert page.passage == OPPOSES
    assert "This server only reads" in page.words
    told = decided(browser, page, "accept")
    assert "This server only reads (start it" in told.words
    app.state.site.record.close()
    assert queries.decisions(record) == ()


# --- coding blind -----------------------------------------------------------------------------------------


def items(browser: Browser) -> list[str]:
    page, seen = browser.get(BLIND), []
    while page.passage:
        seen.append(page.passage)
        page = browser.get(page.link("Skip n"))
    return seen


def test_a_blind_coder_sees_words_and_actor_and_nothing_that_was_read(
    browser: Browser, record: Record
) -> None:
    page = browser.get(BLIND)
    while page.passage != OPPOSES:
        page = browser.get(page.link("Skip n"))
    assert "Where does Chile stand, by these words?" in page.words
    shown = page.source[page.source.index("<article") : page.source.index("</article>")]
    for read in ("0.41", "confidence", "explicit", "unsure", "accept", "first position", "because", "rule"):
        assert read not in shown, read
    assert not re.search(r'class="side|/reports/|/actors/|/statements/', shown)
    assert f"/questions/{TRAWLING.id}" not in page.source
    assert re.findall(r'value="(for|against|neutral|no position)"', shown) == [
        "for",
        "against",
        "neutral",
        "no position",
    ]


def test_blind_items_are_settled_and_unsure_ones_in_one_order_for_all(browser: Browser) -> None:
    first = items(browser)
    assert sorted(first) == sorted([BACKS, OPPOSES, WEIGHS, HINTS, TURNS])
    called(browser, "Ben", BLIND)
    assert items(browser) == first


def test_blind_codings_change_no_table_and_are_kept_as_such(browser: Browser, record: Record) -> None:
    before = table(record)
    page = browser.get(BLIND)
    first = page.passage
    page = coded(browser, page, "neutral")
    assert page.passage != first
    assert page.address.startswith(BLIND)
    assert table(record) == before
    (line,) = queries.decisions(record)
    assert (line.state, line.decision.blind, line.decision.position and line.decision.position.side) == (
        "blind",
        True,
        "neutral",
    )
    page = browser.post("/review/undo", page.form("/review/undo"))
    assert page.passage == first
    assert [line.state for line in queries.decisions(record)] == ["undone"]


def test_a_blind_coder_must_choose(browser: Browser, record: Record) -> None:
    page = coded(browser, browser.get(BLIND), "")
    assert (page.status, "no side is chosen" in page.words) == (422, True)
    assert queries.decisions(record) == ()


def test_agreement_is_shown_at_the_end(browser: Browser, record: Record) -> None:
    says = {BACKS: "for", OPPOSES: "against", WEIGHS: "for", HINTS: "no position", TURNS: "no position"}
    for person, other in (("Ana", {}), ("Ben", {WEIGHS: "neutral"})):
        page = called(browser, person, BLIND)
        for _ in range(5):
            assert "alpha" not in page.words
            page = coded(browser, page, (says | other)[page.passage])
        assert "Nothing waits any more." in page.words
    (agreed,) = queries.agreement(record, TRAWLING.id)
    assert agreed.alpha is not None
    assert f"Krippendorff's alpha {agreed.alpha:.2f} : 4 of 5 items coded alike, by Ana and Ben" in page.words


def test_blind_codings_stay_hidden_among_the_decisions(browser: Browser) -> None:
    coded(browser, browser.get(BLIND), "neutral")
    page = browser.get(f"/decisions?question={TRAWLING.id}")
    row = page.source[page.source.index("<tbody") : page.source.index("</tbody>")]
    assert "coded blind by Ana" in row
    assert "neutral" not in row


@pytest.mark.parametrize("side", ["neutral", "no position"])
def test_blind_codings_tell_others_neither_how_nor_why(browser: Browser, side: str) -> None:
    page = browser.get(BLIND)
    browser.post("/review", page.form("/review") | {"side": side, "reason": "plainly said"})
    pages = [browser.get(address).words for address in ("/reports/R1", "/reports/R2", "/decisions")]
    assert sum("coded blind by Ana" in words for words in pages) == 2
    for words in pages:
        assert not re.search(r"(corrected|rejected) by Ana|plainly said", words)


# --- what was missed, and what was decided ----------------------------------------------------------------


def test_what_was_missed_is_added_by_its_words(browser: Browser, record: Record) -> None:
    page = browser.get(f"/review/missed?question={TRAWLING.id}&report=talks")
    assert "Talks opened in Bergen." in page.words
    form = page.form("/review/missed") | {
        "words": "Nobody replied\r\nto either",
        "actor": "Iceland",
        "side": "neutral",
        "explicit": "no",
        "reason": "its minister sat there",
    }
    page = browser.post("/review/missed", form)
    assert page.address == f"/decisions?question={TRAWLING.id}"
    row = row_of(record, "ISL")
    assert (row.side, row.explicit, row.words) == ("neutral", False, "Nobody replied to either")
    assert "added by Ana" in row.lead.decided[0]
    form = page.form("/review/undo")
    assert browser.post("/review/undo", form).address == page.address
    assert "ISL" not in sides(record)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"words": " "}, "no words are quoted"),
        ({"words": "never said"}, "does not hold the words"),
        ({"words": "said"}, "holds the words 'said' 2 times"),
        ({"actor": ""}, "an added position needs an actor and a side"),
        ({"actor": "Atlantis"}, "no actor 'Atlantis' is known"),
        ({"question": ""}, "no question is chosen"),
    ],
)
def test_what_cannot_be_added_is_told_beside_what_was_typed(
    browser: Browser, record: Record, fields: dict[str, str], said: str
) -> None:
    page = browser.get(f"/review/missed?question={TRAWLING.id}&report=talks")
    filled = {"words": "Talks opened", "actor": "ISL", "side": "for"} | fields
    page = browser.post("/review/missed", page.form("/review/missed") | filled)
    assert page.status == 422
    assert said in page.words
    assert f">{filled['words']}</textarea>" in page.source
    assert queries.decisions(record) == ()


def test_a_report_that_is_not_there_is_told(browser: Browser) -> None:
    page = browser.get("/review/missed?report=R99")
    assert (page.status, "R99" in page.words) == (422, True)


def test_decisions_are_listed_the_latest_first_and_undone_by_who_made_them(
    browser: Browser, record: Record
) -> None:
    decide(record, "accept", row_of(record, "NOR").lead.ref, person="Ben", reason="it is so")
    decided(browser, browser.get(DESK), "reject")
    page = browser.get("/decisions")
    assert page.words.index("reject by Ana") < page.words.index("accept by Ben")
    assert "it is so" in page.words
    assert sum(action == "/review/undo" for action, _ in page.forms()) == 1


def test_only_open_decisions_can_be_listed(browser: Browser, record: Record) -> None:
    decided(browser, browser.get(DESK), "accept")
    assert "Nothing is open." in browser.get("/decisions?open_only=1").words
