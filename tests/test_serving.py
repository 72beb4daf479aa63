"""`serve`: adding reports, asking questions, and the server itself."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from commands import runner
from examples_record import TRAWLING
from served import Browser, Page, served, small_record

from onrecord.cli.serving import PortError, hosts, leading, listening
from onrecord.cli.writing import AskingError, Writer, question_of
from onrecord.model import OnrecordError
from onrecord.record import Record
from onrecord.settings import Settings
from onrecord.show import queries
from onrecord.show.web import Added, Incoming, Tried, Verbs
from onrecord.show.web.fetching import Web
from onrecord.show.web.handed import Tell

STORY = (
    "BERGEN, March 10 - Norway will back a ban on deep-sea trawling, Foreign Minister Ine Dahl said on "
    "Friday.\n"
    "Chile does not support the ban, its foreign ministry said in a statement."
)


ONE = Added(1, 0, 0, (), (("story-1", "Talks in Bergen"),))


@dataclass
class Fake:
    """Verbs that note what they are asked and give what they are told to."""

    came: list[Incoming] = field(default_factory=list)
    asked: list[Mapping[str, Any]] = field(default_factory=list)
    kept: list[Mapping[str, Any]] = field(default_factory=list)
    gives: Added = ONE
    fault: OnrecordError | None = None

    def verbs(self) -> Verbs:
        return Verbs(add=self.add, fetch=self.fetch, ask=self.ask, keep=self.keep)

    def add(self, incoming: Sequence[Incoming], tell: Tell = lambda _: None) -> Added:
        self.came += incoming
        return self.gives

    def fetch(self, url: str) -> Incoming:
        if self.fault:
            raise self.fault
        return Incoming("page.html", b"<p>x", url="https://example.org/a")

    def ask(self, fields: Mapping[str, Any]) -> Tried:
        self.asked.append(fields)
        return Tried("[x]", ("it negates twice",), ("banned",), (), {}, {})

    def keep(self, fields: Mapping[str, Any]) -> str:
        self.kept.append(fields)
        return TRAWLING.id


@pytest.fixture
def path(tmp_path: Path) -> Path:
    small_record(tmp_path / "onrecord.db").close()
    return tmp_path / "onrecord.db"


@pytest.fixture
def fake() -> Fake:
    return Fake()


@pytest.fixture
def browser(path: Path, fake: Fake) -> Iterator[Browser]:
    app = served(path, fake.verbs(), person="Ana")
    yield Browser(app)
    app.state.site.record.close()


def sent(browser: Browser, how: str, files: Any = None, **fields: str) -> Page:
    """Send one of the forms of the page that adds."""
    form = browser.get("/add").form("/add", how=how) | fields
    if files is None:
        return browser.post("/add", form)
    return browser.post("/add", form, files=[("files", one) for one in files])


# --- adding: what the page hands on -----------------------------------------------------------------------


def test_a_pasted_text_goes_on_as_it_is_with_what_is_known_of_it(browser: Browser, fake: Fake) -> None:
    page = sent(
        browser,
        "paste",
        text="date 2020-01-01 is no prefix here.\r\n\r\n  “Never,” she said. ",
        published="2023-03-10",
        outlet="Coastal  Wire",
        title="Talks",
        url="https://example.org/talks",
    )
    assert "1 report read (1 new)" in page.words
    assert page.link("Talks in Bergen") == "/reports/story-1"
    (incoming,) = fake.came
    assert incoming.name == "pasted.jsonl"
    assert json.loads(incoming.content) == {
        "text": "date 2020-01-01 is no prefix here.\n\n  “Never,” she said. ",
        "published": "2023-03-10",
        "outlet": "Coastal Wire",
        "title": "Talks",
        "url": "https://example.org/talks",
    }


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": " \n"}, "no text was pasted"),
        ({"published": ""}, "the day of publication is missing"),
        ({"published": "last Friday"}, "'last Friday' is no day"),
        ({"url": "javascript:alert(1)"}, "'javascript:alert(1)' is no address of the web"),
        ({"text": "x" * 2_100_000}, "the text holds 2,100,000 bytes (at most 2,097,152)"),
        ({"how": "by post"}, "nothing was sent"),
    ],
)
def test_what_cannot_be_pasted_is_told_and_stays_in_the_form(
    browser: Browser, fake: Fake, fields: dict[str, str], said: str
) -> None:
    filled = {"text": "Norway backs it.", "published": "2023-03-10"} | fields
    form = browser.get("/add").form("/add", how="paste") | filled
    page = browser.post("/add", form)
    assert page.status == 422
    assert said in page.words
    assert fake.came == []
    assert f">{filled['text'].strip()[:100]}" in page.source


def test_files_go_on_byte_for_byte(browser: Browser, fake: Fake) -> None:
    files = [("a.txt", b"date 2023-03-10 x\xff\r\n"), ("b.html", b"<p>y"), ("c.jsonl", b"{}\n{}")]
    sent(browser, "files", files, outlet="Coastal Wire", published="2023-03-11")
    assert [(one.name, one.content) for one in fake.came] == files
    assert {(one.outlet, one.published) for one in fake.came} == {("Coastal Wire", date(2023, 3, 11))}


def test_a_form_without_files_is_told(browser: Browser, fake: Fake) -> None:
    assert "no file was chosen" in sent(browser, "files").words
    assert "no file was chosen" in sent(browser, "files", [("", b"")]).words
    assert fake.came == []


def test_an_address_is_fetched_and_goes_on(browser: Browser, fake: Fake) -> None:
    sent(browser, "address", url="https://example.org/a", outlet="Coastal Wire")
    assert fake.came == [Incoming("page.html", b"<p>x", None, "Coastal Wire", "https://example.org/a")]


def test_an_address_that_cannot_be_fetched_is_told(browser: Browser, fake: Fake) -> None:
    fake.fault = OnrecordError("http://10.0.0.1/ leads astray")
    page = sent(browser, "address", url="http://10.0.0.1/")
    assert (page.status, "http://10.0.0.1/ leads astray" in page.words) == (422, True)
    assert page.form("/add", how="address")["url"] == "http://10.0.0.1/"


def test_refusals_are_told_by_name(browser: Browser, fake: Fake) -> None:
    fake.gives = Added(1, 2, 3, ("b.txt: is empty (a report is a day and text)", "<c>.txt: is bad"))
    page = sent(browser, "files", [("b.txt", b"x")])
    assert "6 reports read (1 new, 2 changed, 3 known already); 2 not" in page.words
    assert "b.txt: is empty (a report is a day and text)" in page.words
    assert "<c>" not in page.source
    fake.gives = Added(0, 0, 0, ("b.txt: is empty",))
    assert "No report read" in sent(browser, "files", [("b.txt", b"x")]).words


def test_too_long_a_request_is_refused(path: Path, fake: Fake) -> None:
    app = served(path, fake.verbs(), body_limit=10_000)
    browser = Browser(app)
    form = browser.get("/add").form("/add", how="files")
    answer = browser.client.post("/add", data=form, files=[("files", ("a.txt", b"x" * 20_000))])
    app.state.site.record.close()
    assert answer.status_code == 413
    assert fake.came == []


# --- adding: the pipeline behind it -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Writer:
    """Its models are loaded once."""
    path = tmp_path_factory.mktemp("real") / "onrecord.db"
    with Record.open(path) as record, record.unit() as unit:
        unit.keep_question(TRAWLING)
    return Writer(Settings(record=path, threads=1))


def test_a_pasted_report_is_read_and_judged(writer: Writer) -> None:
    app = served(writer.settings.record, writer.verbs(), person="Ana")
    browser = Browser(app)
    page = sent(browser, "paste", text=STORY, published="2023-03-10", outlet="Coastal Wire", title="Talks")
    assert "1 report read (1 new)" in page.words
    report = browser.get(page.link("Talks"))
    assert report.status == 200
    assert "Foreign Minister Ine Dahl" in report.words
    (table,) = queries.positions(app.state.site.record, TRAWLING.id)
    assert {row.actor: row.side for row in table.rows}["NOR"] == "for"
    (again,) = queries.statements(app.state.site.record, speaker="Ine Dahl")
    assert again.report.outlet == "Coastal Wire"
    page = sent(browser, "paste", text=STORY, published="2023-03-10", outlet="Coastal Wire", title="Talks")
    assert "1 report read (1 known already)" in page.words
    app.state.site.record.close()


def added(writer: Writer, name: str, content: str | bytes, **more: Any) -> Added:
    return writer.add([Incoming(name, content.encode() if isinstance(content, str) else content, **more)])


def coverage(writer: Writer) -> Any:
    with queries.Record.open(writer.settings.record) as record:
        return queries.coverage(record)


def test_two_files_of_one_name_are_two_reports(writer: Writer) -> None:
    before = coverage(writer).reports
    assert added(writer, "story.txt", "date 2023-04-01 Peru backs the ban, it said.").new == 1
    assert added(writer, "story.txt", "date 2023-04-02 Fiji backs the ban, it said.").new == 1
    assert added(writer, "C:\\news\\story.txt", "date 2023-04-02 Fiji backs the ban, it said.").unchanged == 1
    assert coverage(writer).reports == before + 2


def test_what_is_refused_is_told_by_its_name_until_it_can_be_read(writer: Writer) -> None:
    before = coverage(writer).refused
    told = added(writer, "../../undated.txt", "Peru backs the ban, it said.").told
    assert len(told) == 1
    assert told[0].startswith("undated.txt: gives no date of publication (")
    assert "--" not in told[0]
    assert added(writer, "undated.txt", "Peru still backs the ban, it said.").told == told
    assert coverage(writer).refused == before + 1
    assert added(writer, "undated.txt", "Peru backs it, it said.", published=date(2023, 4, 3)).new == 1
    assert coverage(writer).refused == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("paper.pdf", b"%PDF", "paper.pdf: ends in '.pdf', which is not read"),
        ("story", b"x", "story: has no ending that is read"),
        ("empty.txt", b"", "empty.txt: is empty"),
        ("odd.txt", b"date 2023-04-01 \xff\xfe\x00x", "odd.txt: "),
        ("long.txt", b"x" * 2_100_000, "long.txt: holds 2,100,000 bytes"),
        ("lines.jsonl", b'{"text": 3}\n', "lines.jsonl:1: is not a report"),
        ("..", b"x", "unnamed: "),
        ("", b"x", "unnamed: "),
        ("a\x00b\n.txt", b"", "ab .txt: is empty"),
        ("x" * 500 + ".txt", b"", "x" * 146 + ".txt: is empty"),
    ],
)
def test_each_refusal_has_its_sentence(writer: Writer, name: str, content: bytes, said: str) -> None:
    found = added(writer, name, content)
    assert (found.new, found.changed, found.unchanged, len(found.told)) == (0, 0, 0, 1)
    assert found.told[0].startswith(said)


def test_a_report_that_stays_withdrawn_is_told_with_the_way_back(writer: Writer) -> None:
    line = {"id": "gone-1", "published": "2023-04-09", "outlet": "Gull Post"}
    first = json.dumps({**line, "text": "Oman backs the ban on nets, it said."})
    assert added(writer, "gone.jsonl", first).withdrawn == ()
    assert writer.withdraw("gone-1", "retracted", "Ana")
    again = json.dumps({**line, "text": "Oman backs the ban on trawling, it said."})
    found = added(writer, "gone.jsonl", again)
    (one,) = found.withdrawn
    assert (found.changed, one.provider, one.person, one.reason) == (1, "Gull Post", "Ana", "retracted")
    app = served(writer.settings.record, Fake(gives=found).verbs(), person="Ana")
    page = sent(Browser(app), "paste", text="x", published="2023-04-09")
    app.state.site.record.close()
    assert page.link(f"{one.ref} of Gull Post") == f"/reports/{one.ref}"
    assert "withdrawn by Ana: retracted." in page.words
    assert f"onrecord withdraw {one.ref} --undo" in page.words
    assert writer.reinstate("gone-1", "it was not", "Ana")
    assert writer.reinstate("gone-1", "it was not", "Ana") is None
    with pytest.raises(AskingError):
        writer.reinstate("gone-1", " ", "Ana")


def test_a_pasted_text_settles_its_own_refusal_and_that_of_no_other(writer: Writer) -> None:
    """A day in the future is refused; the same text comes again with its day mended."""
    app = served(writer.settings.record, writer.verbs(), person="Ana")
    browser, before = Browser(app), coverage(writer).refused

    def paste(text: str, published: str, **more: str) -> Page:
        return sent(browser, "paste", text=text, published=published, **more)

    samoa, palau = "Samoa backs the ban on trawling, it said.", "Palau backs the ban on trawling, it said."
    page = paste(samoa, "2199-05-01")
    assert "pasted.jsonl:1: the date 2199-05-01 lies in the future" in page.words
    assert "1 report read (1 new)" in paste(palau, "2023-05-01").words
    assert coverage(writer).refused == before + 1
    paste(f"{palau} Again.", "2199-05-01")
    assert coverage(writer).refused == before + 2
    assert "1 report read (1 new)" in paste(samoa, "2023-05-01", outlet="Gull Post").words
    assert coverage(writer).refused == before + 1
    paste("Nauru backs it.", "2199-05-01", url="https://example.org/nauru")
    paste("Nauru backs it, it said.", "2023-05-01", url="https://example.org/nauru")
    assert coverage(writer).refused == before + 1, "an address tells that it is the same report"
    app.state.site.record.close()


def test_reports_of_the_api_settle_their_own_refusals_alone(writer: Writer) -> None:
    before = coverage(writer).refused
    first = {"text": "Kiribati backs the ban on trawling, it said.", "id": "ki-1"}
    second = {"text": "Tuvalu backs the ban on trawling, it said."}
    dated = {"published": "2023-05-02"}

    def give(*reports: dict[str, str]) -> Added:
        content = b"".join(json.dumps(one).encode() + b"\n" for one in reports)
        return writer.add([Incoming("api.jsonl", content, no_file=True)])

    told = give({**first, **dated, "id": "ki-0"}, first, second).told
    assert [line.partition(": ")[0] for line in told] == ["api.jsonl:2", "api.jsonl:3"]
    assert told[0].endswith('the field "published" of a JSON line)')
    assert coverage(writer).refused == before + 2
    assert give({"text": "Tonga waits, it said.", **dated}).new == 1
    assert coverage(writer).refused == before + 2
    assert give({**second, **dated}).new == 1
    assert coverage(writer).refused == before + 1
    assert give({**first, "text": "Kiribati backs it, it said.", **dated}).new == 1
    assert coverage(writer).refused == before


def test_one_bad_file_leaves_the_others(writer: Writer) -> None:
    lines = '{"text": "Oman backs the ban, it said.", "published": "2023-04-05", "id": "o1"}\n{"text": ""}\n'
    found = writer.add([Incoming("bad.txt", b""), Incoming("good.jsonl", lines.encode())])
    assert (found.new, len(found.told)) == (1, 2)
    assert found.told[1].startswith("good.jsonl:2: is empty")
    assert found.reports == (("o1", "Oman backs the ban, it said."),)


def test_a_report_in_another_language_is_told(writer: Writer) -> None:
    text = "date 2023-04-06 Die norwegische Regierung unterstützt das Verbot der Schleppnetzfischerei. " * 3
    found = added(writer, "deutsch.txt", text)
    assert found.new == 0
    assert "the language is de" in found.told[0]


def test_a_fetched_page_is_known_by_its_address(writer: Writer) -> None:
    words = (
        "Malta will back a ban on deep-sea trawling, Foreign Minister Ian Borg said in Valletta on Monday. "
    )
    page = (
        f"<html lang='en'><head><title>Malta backs ban</title></head><body><article><h1>Malta backs ban</h1>"
        f"<p>{words * 3}</p><p>{words}</p></article></body></html>"
    )
    url = "https://example.org/malta?id=7"
    found = added(writer, "page.html", page, url=url, published=date(2023, 4, 7))
    assert found.new == 1
    assert found.reports[0][0] == url
    changed = added(
        writer, "page.html", page.replace("Monday", "Tuesday"), url=url, published=date(2023, 4, 7)
    )
    assert changed.changed == 1
    app = served(writer.settings.record, Verbs())
    report = Browser(app).get("/reports/" + http_quoted(url))
    app.state.site.record.close()
    assert report.status == 200
    assert "Tuesday" in report.words


def http_quoted(url: str) -> str:
    return quote(url, safe="")


def test_an_undated_page_says_where_to_give_the_day(writer: Writer) -> None:
    words = "<p>" + "Malta will back a ban on deep-sea trawling, Ian Borg said. " * 5 + "</p>"
    page = f"<html><body><article>{words}</article></body></html>"
    (told,) = added(writer, "page.html", page, url="https://example.org/undated").told
    assert told.startswith("https://example.org/undated: gives no date of publication (")


# --- asking -----------------------------------------------------------------------------------------------

FIELDS = {
    "title": "Seabed mining",
    "proposition": "Mining the seabed should be banned.",
    "about": "seabed\nmining",
    "since": "2023-01-01",
}


def test_a_question_is_tried_and_not_kept(browser: Browser, fake: Fake) -> None:
    page = browser.post("/ask", browser.get("/ask").form("/ask") | FIELDS | {"deed": "try"})
    assert page.status == 200
    assert fake.asked == [
        {
            "id": "seabed-mining-2023",
            "title": "Seabed mining",
            "proposition": "Mining the seabed should be banned.",
            "about": ["seabed", "mining"],
            "since": "2023-01-01",
            "until": None,
            "categories": [],
        }
    ]
    assert fake.kept == []
    assert "Who is for this is for “banned”" in page.words
    assert "it negates twice" in page.words
    assert page.form("/ask")["id"] == "seabed-mining-2023"


def test_a_question_is_kept_and_leads_to_its_page(browser: Browser, fake: Fake) -> None:
    page = browser.post("/ask", browser.get("/ask").form("/ask") | FIELDS | {"deed": "keep"})
    assert page.address == f"/questions/{TRAWLING.id}"
    assert [fields["id"] for fields in fake.kept] == ["seabed-mining-2023"]


def test_a_question_takes_the_place_of_another_only_on_purpose(browser: Browser, fake: Fake) -> None:
    mine = FIELDS | {"id": TRAWLING.id, "deed": "keep"}
    page = browser.post("/ask", browser.get("/ask").form("/ask") | mine)
    assert (page.status, "trawling-ban is kept already" in page.words) == (422, True)
    assert fake.kept == []
    browser.post("/ask", page.form("/ask") | mine | {"replaces": "1"})
    assert len(fake.kept) == 1


def test_categories_of_its_own_go_on_with_their_sides(browser: Browser, fake: Fake) -> None:
    form = browser.get("/ask").form("/ask") | FIELDS | {"deed": "try"}
    answer = browser.client.post(
        "/ask",
        data={
            **form,
            "category": ["takes note", "", " deplores "],
            "stands_for": ["neutral", "for", "against"],
        },
    )
    assert fake.asked[0]["categories"] == [("takes note", "neutral"), ("deplores", "against")]
    assert 'value="deplores"' in answer.text
    assert "<option selected>against</option>" in answer.text


def test_categories_are_kept_with_the_question_and_read(writer: Writer) -> None:
    words = "Kiribati took note of the lunar treaty, its government said."
    added(writer, "kiribati.txt", f"date 2023-05-02 {words}")
    app = served(writer.settings.record, writer.verbs(), person="Ana")
    browser = Browser(app)
    wanted = {
        **browser.get("/ask").form("/ask"),
        "title": "Lunar treaty",
        "proposition": "The lunar treaty should be ratified.",
        "about": "lunar treaty",
        "since": "2023-01-01",
        "deed": "keep",
    }
    pairs = {"category": ["takes note"], "stands_for": ["neutral"]}
    answer = browser.client.post("/ask", data={**wanted, **pairs})
    assert answer.url.path == "/questions/lunar-treaty-2023"
    (line,) = [one for one in queries.questions(app.state.site.record) if one.id == "lunar-treaty-2023"]
    assert line.categories == (("takes note", "neutral"),)
    (table,) = queries.positions(app.state.site.record, "lunar-treaty-2023")
    assert {row.actor: row.side for row in table.rows} == {"KIR": "neutral"}
    tried = browser.client.post("/ask", data={**wanted, **pairs, "stands_for": [""], "deed": "try"})
    assert tried.status_code == 422
    assert "gives &#39;takes note&#39; an empty text for a side" in tried.text
    app.state.site.record.close()


def test_what_a_question_reaches_is_shown(writer: Writer) -> None:
    added(
        writer,
        "seabed.txt",
        "date 2023-05-01 Tonga will back seabed mining, Prime Minister Hu'akavameiliku said.",
    )
    added(writer, "early.txt", "date 2022-12-20 Nauru backs seabed mining, it said.")
    app = served(writer.settings.record, writer.verbs(), person="Ana")
    browser = Browser(app)
    page = browser.post("/ask", browser.get("/ask").form("/ask") | FIELDS | {"deed": "try"})
    assert "Stored reports under it: 1" in page.words
    assert "published shortly outside its period: 1" in page.words
    assert "Tonga will back" in page.words
    assert "[seabed-mining-2023]" in page.words
    kept = browser.post("/ask", page.form("/ask") | FIELDS | {"deed": "keep"})
    assert (kept.status, kept.address) == (200, "/questions/seabed-mining-2023")
    (table,) = queries.positions(app.state.site.record, "seabed-mining-2023")
    assert "TON" in {row.actor for row in table.rows}, "what was stored is judged on it"
    app.state.site.record.close()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": " "}, "the question has no title"),
        ({"proposition": "?"}, "the question has no proposition"),
        ({"id": "a b"}, "'a b' is no id"),
        ({"id": "a/../b"}, "is no id"),
        ({"since": ""}, "the question has no first day"),
        ({"since": "2023"}, "since: '2023' is no day"),
        ({"until": "2022-01-01"}, "2022-01-01 lies before 2023-01-01"),
        ({"about": "!!"}, "'!!' holds no word"),
        ({"about": 3}, "about is no list of phrases"),
        ({"about": [3]}, "about is no list of phrases"),
        ({"title": 3}, "title is no text"),
        ({"categories": [("takes note", "maybe")]}, "gives 'takes note' the text 'maybe' for a side"),
        ({"categories": [("!", "for")]}, "categories: holds the text '!'"),
        ({"categories": [("takes note", "for"), ("took note", "for")]}, "holds the same words twice"),
    ],
)
def test_a_question_that_cannot_be_kept_is_told(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(OnrecordError, match=re.escape(said)):
        question_of({"id": "seabed", **FIELDS, **fields})


def test_phrases_are_taken_from_the_proposition_where_none_are_given() -> None:
    question, offered = question_of({"id": "seabed", **FIELDS, "about": ""})
    assert offered
    assert question.about


def test_days_and_phrases_may_come_as_such() -> None:
    fields = {"id": "seabed", **FIELDS, "about": ["seabed", " deep  mining "], "since": date(2023, 1, 1)}
    question, offered = question_of(fields)
    assert (question.about, question.since, offered) == (("seabed", "deep mining"), date(2023, 1, 1), False)


def test_a_report_is_withdrawn_for_a_reason(path: Path) -> None:
    writer = Writer(Settings(record=path))
    assert "Coastal Wire" in (writer.withdraw("talks", "retracted", "Ana") or "")
    assert writer.withdraw("talks", "retracted", "Ana") is None
    with pytest.raises(AskingError):
        writer.withdraw("later", "  ", "Ana")


def test_the_server_fetches_by_the_rules_of_fetching(path: Path) -> None:
    verbs = Writer(Settings(record=path), Web(resolve=lambda host, port: ["10.0.0.1"])).verbs()
    with pytest.raises(OnrecordError, match="not on the open internet"):
        verbs.fetch("https://example.org/")


# --- the server itself ------------------------------------------------------------------------------------


@dataclass
class Running:
    """A server in a process of its own."""

    process: subprocess.Popen[str]
    port: int
    said: list[str]

    def get(self, address: str, **headers: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", address, headers=headers)
        answer = connection.getresponse()
        content = answer.read().decode()
        connection.close()
        return answer.status, content


def started(folder: Path, *words: str, browser: str = "") -> Running:
    process = subprocess.Popen(
        [sys.executable, "-c", "from onrecord.cli import main; main()", "serve", "--port", "0", *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "ONRECORD_CODER": "Ana", "BROWSER": browser},
    )
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(2 if "--read-only" in words else 3)]
    found = re.search(r"http://127\.0\.0\.1:(\d+)/", said[0])
    if found is None:
        process.kill()
        raise AssertionError((said, process.communicate()))
    return Running(process, int(found[1]), said)


@pytest.fixture
def running(tmp_path: Path, path: Path) -> Iterator[Running]:
    server = started(tmp_path)
    yield server
    server.process.kill()
    server.process.communicate()


def test_it_answers_on_loopback_and_ends_quietly_on_ctrl_c(running: Running) -> None:
    assert running.said[0] == f"onrecord.db is served at http://127.0.0.1:{running.port}/ (Ctrl-C ends it)\n"
    login = rf"http://127\.0\.0\.1:{running.port}/login\?token=[\w-]{{43}}"
    assert re.fullmatch(rf"To write, open {login} \(it signs in one browser, once\)\n", running.said[1])
    told = r"The token for scripts, and to sign in another browser: ([\w-]{43})\n"
    found = re.fullmatch(told, running.said[2])
    assert found
    assert found[1] not in running.said[1]
    status, page = running.get("/")
    assert status == 200
    assert TRAWLING.title in page
    assert running.get("/", Host=f"localhost:{running.port}")[0] == 200
    assert running.get("/", Host="evil.example")[0] == 421
    assert running.get(f"/review?question={TRAWLING.id}")[0] == 200
    running.process.send_signal(signal.SIGINT)
    out, err = running.process.communicate(timeout=20)
    assert (running.process.returncode, out, err) == (130, "", "")


def test_it_listens_on_loopback_alone(running: Running) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outward:
        try:
            outward.connect(("192.0.2.1", 9))  # sends nothing; tells by which address one would
        except OSError:
            pytest.skip("this machine has no other address")
        own = outward.getsockname()[0]
    if own.startswith("127."):
        pytest.skip("this machine has no other address")
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((own, running.port), 5)


def test_a_port_in_use_is_told_in_a_sentence(
    running: Running,
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    told = runner(capfdbinary)("serve", "--port", str(running.port), "--record", "new.db")
    assert told.status == 1
    assert not (tmp_path / "new.db").exists()
    assert told.err == (
        f"onrecord: port {running.port} is in use, perhaps by another `onrecord serve` "
        "(end that, or name another with --port; --port 0 takes a free one)\n"
    )


def test_a_server_to_read_prints_no_token_and_makes_no_record(
    tmp_path: Path, path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = started(tmp_path, "--read-only", "--record", str(path))
    assert server.said[1] == "It can only be read.\n"
    assert "This server only reads" in server.get("/add")[1]
    server.process.send_signal(signal.SIGINT)
    server.process.communicate(timeout=20)
    monkeypatch.chdir(tmp_path)
    told = runner(capfdbinary)("serve", "--read-only", "--record", "none.db", "--port", "0")
    assert told.status == 1
    assert "there is no record at none.db" in told.err
    assert not (tmp_path / "none.db").exists()


def test_a_record_is_made_where_there_is_none(tmp_path: Path) -> None:
    server = started(tmp_path, "--record", "new.db")
    status, page = server.get("/")
    server.process.send_signal(signal.SIGINT)
    _, err = server.process.communicate(timeout=20)
    assert (status, err) == (200, "a new record is made at new.db\n")
    assert "No question is kept yet" in page


@pytest.mark.skipif(os.name != "posix", reason="other systems have other signals")
@pytest.mark.parametrize(
    ("ending", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_the_page_that_a_browser_is_led_by_is_gone_however_it_ends(
    tmp_path: Path, path: Path, ending: signal.Signals, status: int
) -> None:
    before = signal.signal(ending, signal.SIG_DFL)  # whoever runs the tests may pass the signal over
    try:
        server = started(tmp_path, "--open", "--record", str(path), browser=f"{sys.executable} -c pass %s")
    finally:
        signal.signal(ending, before)
    assert server.get("/")[0] == 200
    (page,) = path.parent.glob("onrecord-open-*.html")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    login = re.search(r"http://\S+/login\?token=[\w-]+", server.said[1])
    assert login
    assert page.read_text().count(login[0]) == 2
    server.process.send_signal(ending)
    out, err = server.process.communicate(timeout=20)
    assert (server.process.returncode, out, err) == (status, "", "")
    assert not page.exists()


def test_where_no_page_can_be_written_the_browser_is_led_to_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with ExitStack() as held:
        found = leading(held, "http://here/", "http://here/login?token=t", tmp_path / "none" / "r.db")
    assert found == "http://here/"
    assert "led to the address for reading (no page can be written beside" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="other systems have other signals")
def test_it_goes_on_where_the_end_of_its_terminal_is_to_be_passed_over(tmp_path: Path, path: Path) -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        server = started(tmp_path, "--record", str(path))
    finally:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    server.process.send_signal(signal.SIGHUP)
    assert server.get("/")[0] == 200
    server.process.send_signal(signal.SIGTERM)
    server.process.communicate(timeout=20)
    assert server.process.returncode == 143


def test_it_ends_while_a_browser_keeps_its_connection(running: Running) -> None:
    with socket.create_connection(("127.0.0.1", running.port), 5):
        running.process.send_signal(signal.SIGINT)
        began = time.monotonic()
        running.process.communicate(timeout=20)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_that_is_none_is_misuse(port: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert runner(capfdbinary)("serve", f"--port={port}").status == 2


def test_the_names_it_answers_to() -> None:
    assert hosts(8000) == {"127.0.0.1:8000", "localhost:8000", "[::1]:8000"}
    assert {"localhost", "localhost:80"} <= hosts(80), "browsers leave the web's own port out"


def test_it_cannot_listen_twice() -> None:
    sockets = listening(0)
    try:
        with pytest.raises(PortError):
            listening(sockets[0].getsockname()[1])
        assert {one.getsockname()[0] for one in sockets} <= {"127.0.0.1", "::1"}
    finally:
        for one in sockets:
            one.close()
