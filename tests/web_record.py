"""A small record made by hand, and a server on it: what the tests of pages and API are asked of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from examples_record import TRAWLING, WHALING, Clock, decide, keep, on, position, report
from fastapi.testclient import TestClient

from onrecord.model import Decision
from onrecord.record import Record, Wish
from onrecord.show.web import Added, Incoming, Tried, Verbs, Wanted, WebSettings, create_app
from onrecord.show.web.handed import Tell

HOST = "127.0.0.1:8765"
TOKEN = "a-token-for-tests"
COOKIE = "onrecord_session_8765"  # by the port of HOST


@dataclass(frozen=True)
class Fill:
    """What stands in the fields that come from outside."""

    title: str = "Trawling: ministers speak"
    outlet: str = "Coastal Wire"
    path: str = "reports/1.txt"
    url: str | None = "https://example.org/1"
    text: str = "Waves were high."
    speaker: str = "Ida Holm"
    office: str = "Fisheries Minister"
    person: str = "Ana"
    reason: str = "read it again"
    question_title: str = TRAWLING.title
    proposition: str = TRAWLING.proposition


def fill_record(path: Path, fill: Fill | None = None) -> Path:
    """Make a record: two questions, five reports, decisions, a conflict, a claim, a withdrawn report."""
    return _filled(path, [(fill or Fill(), Part(0, TRAWLING.id))])


@dataclass(frozen=True)
class Part:
    """What stands for one `Fill` in a record that holds many: its question, and what its rows are called."""

    number: int
    question: str

    def report(self, nth: int) -> str:
        """The ref of the nth of its five reports."""
        return f"R{5 * self.number + nth}"

    def said(self, nth: int) -> str:
        """The ref of the nth of its eight statements."""
        return f"S{8 * self.number + nth}"

    def position(self, nth: int) -> str:
        """The ref of the nth of its eight positions."""
        return f"P{8 * self.number + nth}"


def parts(number: int) -> list[Part]:
    """Name the parts of a record of so many, the first on `TRAWLING` itself."""
    return [Part(n, f"{TRAWLING.id}-{n}" if n else TRAWLING.id) for n in range(number)]


def fill_many(path: Path, fills: Sequence[Fill]) -> Path:
    """Make one record of what `fill_record` keeps, once for each of `fills`, each on its own question."""
    return _filled(path, list(zip(fills, parts(len(fills)), strict=True)))


def _filled(path: Path, fills: Sequence[tuple[Fill, Part]]) -> Path:
    with Record.open(path, clock=Clock()) as record:
        with record.unit() as unit:
            for fill, part in fills:
                words = {"title": fill.question_title, "proposition": fill.proposition}
                unit.keep_question(replace(TRAWLING, id=part.question, **words))
            unit.keep_question(WHALING)
        for fill, part in fills:
            _reports(record, fill, part)
            by = {"person": fill.person, "reason": fill.reason}
            decide(record, "accept", part.position(1), **by)
            decide(record, "correct", part.said(2), speaker=fill.speaker, **by)
            decide(record, "reject", part.position(3), person="Bo", reason=fill.reason)
            decide(record, "correct", part.position(4), person="Bo", side="neutral", blind=True)
            decide(record, "correct", part.position(4), person=fill.person, side="for", blind=True)
            with record.unit() as unit:
                unit.withdraw(part.report(5), fill.reason, fill.person)
        record.relate()
    return path


def _reports(record: Record, fill: Fill, part: Part) -> None:
    voice = {"speaker": fill.speaker, "office": fill.office, "question": part.question}
    mark = f"-{part.number}" if part.number else ""
    said = "Norway will back a ban on trawling"
    body = f"{said}, the minister said. {fill.text} Iceland will oppose the ban, she said."
    first = report(
        *(body, "2023-03-10"),
        id=f"cw-1{mark}",
        path=fill.path,
        outlet=fill.outlet,
        title=fill.title,
        url=fill.url,
    )
    keep(
        record,
        first,
        position(first, said, "NOR", "for", said_on=on("2023-03-09"), **voice),
        position(first, fill.text, "DNK", "for", statement="s2", **voice),
        position(
            *(first, "Iceland will oppose the ban", "ISL", "against"),
            asserted_by="NOR",
            statement="s3",
            question=part.question,
        ),
    )
    words, against = "Chile is against a ban on trawling", "Japan will oppose the ban on trawling"
    second = report(
        f"{words}. {against}. {fill.text}",
        "2023-04-01",
        id=f"hp-1{mark}",
        path=f"reports/2{mark}.txt",
        outlet="Harbour Post",
    )
    keep(
        record,
        second,
        position(second, words, "CHL", "against", unsure=True, **voice),
        position(second, against, "JPN", "against", statement="s2", **voice),
    )
    words = "Norway no longer wants a ban on trawling"
    third = report(
        *(f"{words}, it was said. {fill.text}", "2023-05-01"),
        id=f"cw-3{mark}",
        path=f"reports/3{mark}.txt",
        outlet=fill.outlet,
        title=fill.title,
        url=fill.url,
    )
    keep(record, third, position(third, words, "NOR", "against", said_on=on("2023-04-30"), **voice))
    fourth = report(
        f"{words}, it was told. {fill.text}", "2023-05-02", id=f"cw-4{mark}", path=f"reports/4{mark}.txt"
    )
    keep(record, fourth, position(fourth, words, "NOR", "for", said_on=on("2023-04-30"), **voice))
    words = "Peru will support the ban on trawling"
    fifth = report(
        f"{words}, it was said.",
        "2023-05-03",
        id=f"cw-5{mark}",
        path=f"reports/5{mark}.txt",
        title=fill.title,
    )
    keep(record, fifth, position(fifth, words, "PER", "for", **voice))


@dataclass
class Spy:
    """Verbs that write decisions and withdrawals to the record, and only note reports."""

    record: Path
    added: list[Incoming] = field(default_factory=list)

    def verbs(self) -> Verbs:
        return Verbs(
            add=self.add,
            fetch=self.fetch,
            decide=self.decide,
            ask=self.ask,
            keep=self.keep,
            withdraw=self.withdraw,
            reinstate=self.reinstate,
        )

    def add(self, incoming: Sequence[Incoming], tell: Tell = lambda _: None) -> Added:
        self.added += incoming
        return Added(len(incoming), 0, 0, ())

    def fetch(self, url: str) -> Incoming:
        return Incoming("page.html", b"<p>Norway will back a ban on trawling.</p>", url=url)

    def decide(self, wanted: Wanted) -> Decision:
        facts = {name: getattr(wanted, name) for name in wanted.__dataclass_fields__}
        with Record.open(self.record, create=False) as record, record.unit() as unit:
            return unit.decide(Wish(**facts))

    def ask(self, asked: Mapping[str, Any]) -> Tried:
        kinds = ("reports", "statements", "unphrased", "undated")
        return Tried(str(asked), (), ("ban",), (), dict.fromkeys(kinds, 0), dict.fromkeys(kinds, ()))

    def keep(self, asked: Mapping[str, Any]) -> str:
        return str(asked.get("id", "a-question"))

    def withdraw(self, name: str, reason: str, person: str) -> str | None:
        with Record.open(self.record, create=False) as record, record.unit() as unit:
            return unit.withdraw(name, reason, person or None)

    def reinstate(self, name: str, reason: str, person: str) -> str | None:
        with Record.open(self.record, create=False) as record, record.unit() as unit:
            return unit.reinstate(name, reason, person or None)


def settings_of(path: Path, **more: Any) -> WebSettings:
    """The settings of a server on a record, under one name and with a token that the tests know."""
    return WebSettings(
        **{"record": path, "hosts": frozenset((HOST,)), "token": TOKEN, "secret": b"s", **more}
    )


def serve(path: Path, verbs: Verbs | None = None, **more: Any) -> TestClient:
    """A client of a server on the record at `path`; faults of ours come back as answers."""
    app = create_app(settings_of(path, **more), verbs)
    return TestClient(app, base_url=f"http://{HOST}", raise_server_exceptions=False, follow_redirects=False)


def sign_in(client: TestClient) -> None:
    """Sign in a client by the token, as a person does who types it."""
    answer = client.post("/login", files={"token": (None, TOKEN)})
    assert (answer.status_code, "may write" in answer.text) == (200, True)


def bearing() -> dict[str, str]:
    """The headers by which a script may write."""
    return {"Authorization": f"Bearer {TOKEN}"}


class Looked(HTMLParser):
    """What in a page could be executed: `faults`, each in words; `links`: every address it names; `said`: its
    text.
    """

    ADDRESSES = frozenset(("href", "src", "action", "formaction", "data", "xlink:href", "srcset", "poster"))
    NEVER = frozenset(
        ("iframe", "object", "embed", "base", "foreignobject", "animate", "set", "applet", "frame")
    )

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.links: list[str] = []
        self.said: list[str] = []
        self._in_script = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        self._in_script = tag == "script"
        if tag == "script" and not facts.get("src", "").startswith("/static/"):
            self.faults.append(f"a script of its own: {facts}")
        if tag in self.NEVER or (tag == "meta" and "http-equiv" in facts):
            self.faults.append(f"an element {tag}: {facts}")
        for name, value in facts.items():
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.faults.append(f"an attribute {name} of {tag}: {value[:80]}")
            if name in self.ADDRESSES:
                self.links.append(value)
                scheme = "".join(c for c in value.lower() if c.isprintable() and not c.isspace()).split(":")[
                    0
                ]
                if (
                    ":" in value
                    and scheme not in ("http", "https")
                    and "/" not in scheme
                    and scheme[:1] not in "?#"
                ):
                    self.faults.append(f"an address {name} of {tag}: {value[:80]}")

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.faults.append(f"a script: {data[:80]}")
        self.said.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._in_script = False
