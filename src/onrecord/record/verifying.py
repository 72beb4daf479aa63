"""Whether the record still is what was put into it: hashes, offsets, counts and references, derived anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.exc import DBAPIError

from onrecord.model import Span
from onrecord.record import dialect, rows
from onrecord.record.content import judgement_content, run_content
from onrecord.record.purging import NOTHING
from onrecord.record.tables import (
    DERIVED,
    decision,
    judgement,
    metadata,
    position,
    purge,
    question,
    report,
    run,
    standing,
    statement,
    version,
)

CHUNK = 2000  # rows that are looked at in one read


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: the table and the id of the row, None where it is no single row."""

    table: str | None
    row: int | None
    what: str

    def __str__(self) -> str:
        where = " ".join(str(part) for part in (self.table, self.row) if part is not None)
        return f"{where}: {self.what}" if where else self.what


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, by table, and what is wrong with it."""

    counted: dict[str, int]
    faults: tuple[Fault, ...]


def verify(
    connection: Connection, *, quick: bool = False, progress: Callable[[str], None] = lambda _: None
) -> Verified:
    """Check the record. `quick` counts the rows and checks which are in force, and derives nothing anew.

    A part that cannot be read is a fault of its own; the others are looked at all the same.
    """
    faults: list[Fault] = []
    counted: dict[str, int] = {}
    parts: dict[str, Callable[[Connection], Iterator[Fault]]] = {
        "counts": partial(_counts, counted=counted),
        "state": _state,
    }
    if not quick:
        parts |= {
            "pages": _pages,
            "texts": _texts,
            "readings": _readings,
            "positions": _judgements,
            "decisions": _decisions,
        }
    for what, part in parts.items():
        progress(what)
        faults += _guarded(what, partial(part, connection))
    return Verified(counted, tuple(dict.fromkeys(faults)))


def _guarded(what: str, part: Callable[[], Iterator[Fault]]) -> list[Fault]:
    found: list[Fault] = []
    try:
        found.extend(part())
    except DBAPIError as fault:
        found.append(Fault(None, None, f"the {what} cannot be read to their end: {fault.orig}"))
    return found


def _pages(connection: Connection) -> Iterator[Fault]:
    for line in dialect.faults_of_file(connection):
        yield Fault(None, None, line)


def _counts(connection: Connection, counted: dict[str, int]) -> Iterator[Fault]:
    for table in metadata.sorted_tables:
        try:
            counted[str(table.name)] = connection.execute(
                select(func.count()).select_from(table)
            ).scalar_one()
        except DBAPIError as fault:
            yield Fault(str(table.name), None, f"cannot be counted: {fault.orig}")


def _state(connection: Connection) -> Iterator[Fault]:
    """What must hold of the rows that are in force."""
    without = (
        (
            "report",
            "has no version in force",
            select(report.c.id).where(~_has(version, version.c.report_id == report.c.id)),
        ),
        (
            "report",
            "has no standing in force",
            select(report.c.id).where(~_has(standing, standing.c.report_id == report.c.id)),
        ),
        (
            "version",
            "is read, and has no reading in force",
            select(version.c.id).where(
                version.c.superseded_at.is_(None),
                version.c.was_read,
                ~_has(run, run.c.version_id == version.c.id),
            ),
        ),
        (
            "run",
            "is in force, and its version is not",
            select(run.c.id)
            .join(version, version.c.id == run.c.version_id)
            .where(run.c.superseded_at.is_(None), version.c.superseded_at.is_not(None)),
        ),
        (
            "judgement",
            "is in force, and its reading is not",
            select(judgement.c.id)
            .join(run, run.c.id == judgement.c.run_id)
            .where(judgement.c.superseded_at.is_(None), run.c.superseded_at.is_not(None)),
        ),
        (
            "judgement",
            "is in force, and its question is not",
            select(judgement.c.id)
            .join(question, question.c.id == judgement.c.question_id)
            .where(judgement.c.superseded_at.is_(None), question.c.superseded_at.is_not(None)),
        ),
        (
            "position",
            "is in force, and its judgement is not, or the reverse",
            select(position.c.id)
            .join(judgement, judgement.c.id == position.c.judgement_id)
            .where(position.c.superseded_at.is_distinct_from(judgement.c.superseded_at)),
        ),
    )
    for table, what, wanted in without:
        for row in connection.execute(wanted.limit(100)):
            yield Fault(table, row[0], what)


def _has(table: Table, of: Any) -> Any:
    return select(table.c.id).where(of, table.c.superseded_at.is_(None)).exists()


def _texts(connection: Connection) -> Iterator[Fault]:
    purged = set(
        connection.execute(select(purge.c.version_id).where(purge.c.superseded_at.is_(None))).scalars()
    )
    wanted = select(version.c.id, version.c.text, version.c.text_digest, version.c.asides)
    for row in _rows(connection, wanted, version):
        if row.id in purged:
            if row.text:
                yield Fault("version", row.id, "was removed, and holds a text")
            continue
        if rows.digest_of_text(row.text) != row.text_digest:
            yield Fault("version", row.id, "the text is not the one whose hash was kept")
        if any(not 0 <= start <= end <= len(row.text) for start, end, _ in row.asides):
            yield Fault("version", row.id, "a stretch that is no prose ends outside the text")


def _readings(connection: Connection) -> Iterator[Fault]:
    purged = set(
        connection.execute(
            select(run.c.id)
            .join(purge, purge.c.version_id == run.c.version_id)
            .where(purge.c.superseded_at.is_(None))
        ).scalars()
    )
    ever = set(connection.execute(select(purge.c.version_id)).scalars())
    wanted = select(
        run.c.id, run.c.version_id, run.c.content, run.c.known, version.c.text, *_report_columns()
    ).join(version, version.c.id == run.c.version_id)
    for row in _rows(connection, wanted, run):
        if row.id in purged:
            continue
        if row.content is not None and run_content(connection, row.id) != row.content:
            yield Fault(
                "run", row.id, "its statements, mentions, dates and events are not those that were kept"
            )
        try:
            if row.known != NOTHING or row.version_id not in ever:
                rows.unpack(row.known, rows.report_of(row))
        except Exception as fault:  # zlib's and msgspec's errors have no common root
            yield Fault("run", row.id, f"what was read cannot be read back: {fault}")
        for said in connection.execute(
            select(statement.c.id, statement.c.content, statement.c.words).where(statement.c.run_id == row.id)
        ):
            words = rows.CONTENT_JOINT.join(Span(*span).of(row.text) for span in said.content)
            if words != said.words:
                yield Fault(
                    "statement", said.id, "its words are not those that stand at its place in the text"
                )
        for table in DERIVED:
            if {"start", "end"} <= set(table.c.keys()) and table.name != "lesson":
                length = len(row.text)
                for one in connection.execute(
                    select(table.c.id).where(
                        table.c.run_id == row.id, (table.c.end > length) | (table.c.start > table.c.end)
                    )
                ):
                    yield Fault(str(table.name), one.id, "stands outside its text")


def _report_columns() -> list[Any]:
    names = "given path published outlet title url language digest asides dateline place".split()
    return [version.c[name] for name in names]


def _judgements(connection: Connection) -> Iterator[Fault]:
    wanted = select(judgement.c.id, judgement.c.content)
    for row in _rows(connection, wanted, judgement):
        if row.content is not None and judgement_content(connection, row.id) != row.content:
            yield Fault("judgement", row.id, "its positions are not those that were kept")
    copied = (
        select(position.c.id)
        .join(judgement, judgement.c.id == position.c.judgement_id)
        .join(run, run.c.id == judgement.c.run_id)
        .where(
            (position.c.question_id != judgement.c.question_id) | (position.c.version_id != run.c.version_id)
        )
    )
    for row in connection.execute(copied.limit(100)):
        yield Fault("position", row.id, "its report or question is not that of its judgement")
    outside = (
        select(position.c.id)
        .join(version, version.c.id == position.c.version_id)
        .where(version.c.text != "", position.c.end > func.length(version.c.text))
    )
    for row in connection.execute(outside.limit(100)):
        yield Fault("position", row.id, "stands outside its text")


def _decisions(connection: Connection) -> Iterator[Fault]:
    """Decisions are about reports that the record may lack (after a merge); their words must fit their
    text."""
    texts = select(version.c.text_digest, version.c.text).where(version.c.text != "")
    for row in connection.execute(select(decision.c.id, decision.c.anchor)).all():
        if not row.anchor or not row.anchor["exact"]:
            continue
        held = connection.execute(texts.where(version.c.text_digest == row.anchor["digest"])).first()
        if held is not None and Span(*row.anchor["span"]).of(held.text) != row.anchor["exact"]:
            yield Fault("decision", row.id, "its words are not those that stand at its place in the text")


def _rows(connection: Connection, wanted: Any, table: Table) -> Iterator[Any]:
    """Every row that can be read, a chunk at a time; where a chunk cannot, row by row, so that one damaged
    page hides no others.
    """
    last, top = 0, connection.execute(select(func.max(table.c.id))).scalar() or 0
    while last < top:
        upper = last + CHUNK
        chunk = wanted.where(table.c.id > last, table.c.id <= upper).order_by(table.c.id)
        try:
            yield from connection.execute(chunk).all()
        except DBAPIError:
            for key in range(last + 1, upper + 1):
                try:
                    yield from connection.execute(wanted.where(table.c.id == key)).all()
                except DBAPIError:
                    continue  # the pages of the file name it
        last = upper
