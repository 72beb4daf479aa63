"""Reports read to the end, made by hand: what the tests of the record and its queries are fed with."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from onrecord.model import (
    Aside,
    Decision,
    Event,
    Found,
    Involvement,
    Judged,
    Known,
    Lesson,
    Mention,
    Moment,
    Position,
    Question,
    Reading,
    Reason,
    Relay,
    Report,
    Span,
    Speaker,
    Statement,
    Timex,
    Voice,
)
from onrecord.record import Made, Record, Wish
from onrecord.show import queries
from onrecord.show.answers import Evidence, Row, Table

TRAWLING = Question(
    id="trawling-ban",
    title="Ban on deep-sea trawling",
    proposition="Deep-sea trawling should be banned.",
    about=("trawling", "trawlers"),
    since=date(2023, 1, 1),
)
WHALING = Question(
    id="whaling",
    title="Return to whaling",
    proposition="Commercial whaling should be allowed again.",
    about=("whaling",),
    since=date(2023, 1, 1),
)
MADE = Made(program="0.1.0", model="m1", world="w1", judge="rules")


def report(text: str, day: str = "2023-03-10", **more: Any) -> Report:
    """A report of the Coastal Wire; its id is the digest of its text, as for a text file."""
    facts: dict[str, Any] = {
        "id": hashlib.sha256(text.encode()).hexdigest(),
        "path": "reports/monday.txt",
        "outlet": "Coastal Wire",
        "title": None,
        "url": None,
        "language": "en",
        "digest": hashlib.sha256(b"raw" + text.encode()).hexdigest(),
        **more,
    }
    return Report(text=text, published=date.fromisoformat(day), **facts)


def on(day: str) -> Moment:
    """The text gives the day."""
    when = date.fromisoformat(day)
    return Moment(day, when, when, "stated")


def by(day: str) -> Moment:
    """The text gives no day: said by the day of publication."""
    return Moment(None, None, date.fromisoformat(day), "published")


def position(read: Report, words: str, actor: str | None, side: str | None, **more: Any) -> Position:
    """An explicit position of the actor itself in the statement of the same words; not dated by the text."""
    start = read.text.index(words)
    facts: dict[str, Any] = {
        "question": TRAWLING.id,
        "actor": actor,
        "side": side,
        "unsure": False,
        "explicit": True,
        "modality": "asserted",
        "act": "state",
        "route": "own",
        "asserted_by": "self",
        "speaker": None,
        "office": None,
        "statement": "s1",
        "evidence": Span(start, start + len(words)),
        "grounds": (),
        "condition": None,
        "said_on": Moment(None, None, read.published, "published"),
        "relayed_by": (),
        "confidence": 0.9,
        "because": (Reason("explicit verb"),),
        **more,
    }
    return Position(**facts)


def judged(read: Report, *positions: Position, sourcing: str = "named") -> Judged:
    """The report, a statement (s1, s2, ...) for each position that rests on one, and an event of Norway's."""
    said = [p for p in positions if p.statement is not None]
    statements = tuple(
        Statement(f"s{i}", (), (), (p.evidence,), "indirect") for i, p in enumerate(said, start=1)
    )
    voices = tuple(
        Voice(
            statement=f"s{i}",
            speaker=Speaker(
                p.speaker, p.office, "government", p.actor, (p.actor,) if p.actor else (), (Reason("named"),)
            ),
            candidates=(),
            relayed_by=p.relayed_by,
            sourcing=sourcing,  # type: ignore[arg-type]
            route=p.route,
            occasion=None,
            speaks_for_actor=True,
        )
        for i, p in enumerate(said, start=1)
    )
    named = tuple(_numbered(positions))
    found = Found(
        report=read,
        sentences=(Span(0, len(read.text)),),
        statements=statements,
        said_on=tuple(p.said_on for p in said),
        names=(),
        dates=(Timex(Span(0, 1), "DATE", "2023-03-08", date(2023, 3, 8), date(2023, 3, 8)),),
        events=(Event(on("2023-03-08"), "happened", Span(0, 4)),),
    )
    lesson = Lesson("Kari Moen", "minister", None, "government", "NOR", read.published, read.id, Span(0, 1))
    known = Known(
        found,
        voices,
        (Mention(Span(0, 1), "NOR", "name"),),
        (Involvement(("NOR",), ()),),
        teaches=((lesson, ("kari moen",)),),
        unplaced=("ola vik",),
    )
    readings = tuple(
        Reading(f"s{i}", p.act, p.modality, p.grounds, p.condition) for i, p in enumerate(said, 1)
    )
    return Judged(known, readings, named)


def _numbered(positions: Sequence[Position]) -> list[Position]:
    numbers = iter(range(1, len(positions) + 1))
    return [_renamed(p, f"s{next(numbers)}") if p.statement is not None else p for p in positions]


def _renamed(position: Position, name: str) -> Position:
    facts = {field: getattr(position, field) for field in Position.__dataclass_fields__}
    return Position(**{**facts, "statement": name})


def relay(read: Report, name: str) -> Relay:
    """Who the text says it has it from."""
    start = read.text.index(name)
    return Relay(name, Span(start, start + len(name)))


def front(read: Report, end: int) -> Aside:
    """A date prefix or front matter."""
    return Aside(Span(0, end), "front")


def keep(record: Record, incoming: Report, *positions: Position, sourcing: str = "named") -> Report:
    """Keep a report as it was read, on the questions of the record."""
    with record.unit() as unit:
        unit.keep(incoming, judged(incoming, *positions, sourcing=sourcing), record.questions(), MADE)
    return incoming


def reread(record: Record, incoming: Report, *positions: Position) -> None:
    """Read the stored text of a report anew, with another outcome."""
    (number,) = [number for number, stored in record.versions() if stored.digest == incoming.digest]
    with record.unit() as unit:
        unit.reread(number, judged(incoming, *positions), record.questions(), MADE)


def decide(
    record: Record, verdict: Any, ref: str | None = None, person: str = "Ana", **more: Any
) -> Decision:
    """Keep a decision; what is no field of a wish is a change."""
    fields = {name: more.pop(name) for name in list(more) if name in Wish.__dataclass_fields__}
    with record.unit() as unit:
        return unit.decide(Wish(verdict, person, ref=ref, changes=more, **fields))


def table(record: Record, **filters: Any) -> Table:
    """Where the actors stand on trawling."""
    (only,) = queries.positions(record, TRAWLING.id, **filters)
    return only


def sides(record: Record, **filters: Any) -> dict[str, str | None]:
    """The side of each actor that has a row."""
    return {row.actor: row.side for row in table(record, **filters).rows}


def row_of(record: Record, actor: str) -> Row:
    """The row of an actor."""
    (only,) = (row for row in table(record).rows if row.actor == actor)
    return only


def shown(of: Table) -> list[Evidence]:
    """All evidence that a table shows, counted or apart."""
    counted = [evidence for row in of.rows for evidence in row.evidence]
    return [*counted, *of.claimed, *of.unsure, *of.by_membership, *of.rejected]


def moment_now(record: Record) -> str:
    """A moment by the record's own clock."""
    with record.unit() as unit:
        return unit.now


def in_first_form(record: Record, target: Path) -> Path:
    """A copy of what a record holds, in the first form that records had."""
    with sqlite3.connect(target) as connection:
        connection.executescript((Path(__file__).parent / "cases" / "record-form-1.sql").read_text())
        connection.execute("attach ? as newer", (str(record.path),))
        for (name,) in connection.execute(
            "select name from main.sqlite_master where type = 'table'"
        ).fetchall():
            if name != "form":
                held = [row[1] for row in connection.execute(f"pragma main.table_info({name})")]
                columns = ", ".join(f'"{column}"' for column in held)
                connection.execute(f"insert into main.{name} ({columns}) select {columns} from newer.{name}")
    return target


class Clock:
    """A clock that goes on by one second a look, from so many minutes into the year."""

    def __init__(self, minutes: int = 0) -> None:
        self.now = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now
