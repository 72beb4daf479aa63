"""Whether the record still is what was put into it: hashes, offsets, counts and references, derived anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, String, Table, func, select, type_coerce
from sqlalchemy.exc import DBAPIError

from onrecord.model import Span
from onrecord.record import dialect, rows
from onrecord.record.content import judgement_content, run_content
from onrecord.record.purging import NOTHING
from onrecord.record.tables import (
    DERIVED,
    decision,
    happening,
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
MOST = 100  # rows that are named for one fault

Found = TypeVar("Found")


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
    """What was looked at, by table, all rows and those in force, and what is wrong with it."""

    counted: dict[str, int]
    faults: tuple[Fault, ...]
    in_force: dict[str, int] = field(default_factory=dict)


def verify(
    connection: Connection, *, quick: bool = False, progress: Callable[[str], None] = lambda _: None
) -> Verified:
    """Check the record. `quick` counts the rows and checks which are in force, and derives nothing anew.

    What cannot be read is a fault of its own, with the table and, where that can be told, the row; all else
    is looked at all the same. Never raises for what is wrong with the record.
    """
    faults: list[Fault] = []
    counted: dict[str, int] = {}
    in_force: dict[str, int] = {}
    parts: dict[str, Callable[[Connection], Iterator[Fault]]] = {
        "counts": partial(_counts, counted=counted, in_force=in_force),
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
        faults += _guarded(Fault(None, None, f"the {what} cannot be read to their end"), part(connection))
    return Verified(counted, tuple(dict.fromkeys(faults)), in_force)


def _guarded(lost: Fault, found: Iterator[Found]) -> Iterator[Found | Fault]:
    """Yield what is found, and `lost` with the reason where that ends in what cannot be read."""
    try:
        yield from found
    except (DBAPIError, ValueError) as fault:  # the pages are damaged, or hold what is no day and no JSON
        why = fault.orig if isinstance(fault, DBAPIError) else fault
        yield Fault(lost.table, lost.row, f"{lost.what}: {why}")


def _pages(connection: Connection) -> Iterator[Fault]:
    for table, row, what in dialect.faults_of_file(connection):
        yield Fault(table, row, what)


def _counts(connection: Connection, counted: dict[str, int], in_force: dict[str, int]) -> Iterator[Fault]:
    for table in metadata.sorted_tables:
        name, rows_of = str(table.name), select(func.count()).select_from(table)
        try:
            counted[name] = in_force[name] = connection.execute(rows_of).scalar_one()
            if "superseded_at" in table.c:
                held = rows_of.where(table.c.superseded_at.is_(None))
                in_force[name] = connection.execute(held).scalar_one()
        except DBAPIError as fault:
            yield Fault(str(table.name), None, f"cannot be counted: {fault.orig}")


# --- what is in force --------------------------------------------------------------------


def _state(connection: Connection) -> Iterator[Fault]:
    """What must hold of the rows that are in force."""
    there = dialect.names_in(connection)
    wanted = {*metadata.tables, *(index.name for table in _tables() for index in table.indexes)}
    for name in sorted(str(name) for name in (wanted | dialect.search_names()) - there):
        yield Fault(None, None, f"the table, index or trigger {name} is not there")
    for table, what, rows_wrong in (*_WRONG, *_doubled()):
        yield from _listed(connection, table, what, rows_wrong)


def _listed(connection: Connection, table: Table, what: str, wanted: Select[tuple[int]]) -> Iterator[Fault]:
    """A fault for each row that `wanted` gives the id of; at most `MOST`, one cause may hit thousands."""
    name = str(table.name)
    lost = Fault(name, None, f'whether a row "{what}" cannot be told')
    yield from _guarded(lost, (Fault(name, key, what) for key in _ids(connection, wanted)))


def _ids(connection: Connection, wanted: Select[Any]) -> Iterator[int]:
    yield from connection.scalars(wanted.limit(MOST))


def _tables() -> Iterator[Table]:
    yield from metadata.sorted_tables


def _doubled() -> Iterator[tuple[Table, str, Select[tuple[int]]]]:
    """Two in force of what there is one of: the index that forbids it may be gone."""
    for table in _tables():
        for index in table.indexes:
            if index.unique:
                named = " and ".join(str(column.name) for column in index.columns)
                in_force = select(func.max(table.c.id)).where(table.c.superseded_at.is_(None))
                several = in_force.group_by(*index.columns).having(func.count() > 1)
                yield table, f"is in force beside another of the same {named}", several


def _has(table: Table, of: Any) -> Any:
    return select(table.c.id).where(of, table.c.superseded_at.is_(None)).exists()


_WRONG: tuple[tuple[Table, str, Select[tuple[int]]], ...] = (
    (
        report,
        "has no version in force",
        select(report.c.id).where(~_has(version, version.c.report_id == report.c.id)),
    ),
    (
        report,
        "has no standing in force",
        select(report.c.id).where(~_has(standing, standing.c.report_id == report.c.id)),
    ),
    (
        version,
        "is read, and has no reading in force",
        select(version.c.id).where(
            version.c.superseded_at.is_(None),
            version.c.was_read,
            ~_has(run, run.c.version_id == version.c.id),
        ),
    ),
    (
        run,
        "is in force, and its version is not",
        select(run.c.id)
        .join(version, version.c.id == run.c.version_id)
        .where(run.c.superseded_at.is_(None), version.c.superseded_at.is_not(None)),
    ),
    (
        judgement,
        "is in force, and its reading is not",
        select(judgement.c.id)
        .join(run, run.c.id == judgement.c.run_id)
        .where(judgement.c.superseded_at.is_(None), run.c.superseded_at.is_not(None)),
    ),
    (
        judgement,
        "is in force, and its question is not",
        select(judgement.c.id)
        .join(question, question.c.id == judgement.c.question_id)
        .where(judgement.c.superseded_at.is_(None), question.c.superseded_at.is_not(None)),
    ),
    (
        position,
        "is in force, and its judgement is not, or the reverse",
        select(position.c.id)
        .join(judgement, judgement.c.id == position.c.judgement_id)
        .where(position.c.superseded_at.is_distinct_from(judgement.c.superseded_at)),
    ),
)


# --- texts and what was read in them ----------------------------------------------------------


def _texts(connection: Connection) -> Iterator[Fault]:
    purged = set(
        connection.execute(select(purge.c.version_id).where(purge.c.superseded_at.is_(None))).scalars()
    )
    wanted = select(version.c.id, version.c.text, version.c.text_digest, version.c.asides)
    for row in _rows(connection, wanted, version):
        if isinstance(row, Fault):
            yield row
        elif row.id in purged:
            if row.text:
                yield Fault("version", row.id, "was removed, and holds a text")
        else:
            if rows.digest_of_text(row.text) != row.text_digest:
                yield Fault("version", row.id, "the text is not the one whose hash was kept")
            if any(not 0 <= start <= end <= len(row.text) for start, end, _ in row.asides):
                yield Fault("version", row.id, "a stretch that is no prose ends outside the text")


def _readings(connection: Connection) -> Iterator[Fault]:
    gone = select(run.c.id).join(purge, purge.c.version_id == run.c.version_id)
    purged = set(connection.execute(gone.where(purge.c.superseded_at.is_(None))).scalars())
    ever = set(connection.execute(select(purge.c.version_id)).scalars())
    wanted: Select[Any] = select(
        run.c.id, run.c.version_id, run.c.content, run.c.known, version.c.text, *_report_columns()
    ).join(version, version.c.id == run.c.version_id)
    for row in _rows(connection, wanted, run):
        if isinstance(row, Fault):
            yield row
            continue
        looks = (_still_said,) if row.id in purged else (_derived, _said, _stretches)
        for look in looks:
            lost = Fault("run", row.id, "what hangs on it cannot be read to its end")
            yield from _guarded(lost, look(connection, row))
        if row.id in purged or (row.known == NOTHING and row.version_id in ever):
            continue
        try:
            rows.unpack(row.known, rows.report_of(row))
        except Exception as fault:  # zlib's and msgspec's errors have no common root
            yield Fault("run", row.id, f"what was read cannot be read back: {fault}")


def _derived(connection: Connection, row: Any) -> Iterator[Fault]:
    if row.content is not None and run_content(connection, row.id) != row.content:
        yield Fault("run", row.id, "its statements, mentions, dates and events are not those that were kept")


def _said(connection: Connection, row: Any) -> Iterator[Fault]:
    """The words of statements and events must be those that stand at their places."""
    said = select(statement.c.id, statement.c.content, statement.c.words)
    for one in connection.execute(said.where(statement.c.run_id == row.id)):
        if rows.CONTENT_JOINT.join(Span(*span).of(row.text) for span in one.content) != one.words:
            yield Fault("statement", one.id, _MISPLACED)
    told = select(happening.c.id, happening.c.start, happening.c.end, happening.c.words)
    for key, start, end, words in connection.execute(told.where(happening.c.run_id == row.id)):
        if Span(start, end).of(row.text) != words:
            yield Fault(str(happening.name), key, _MISPLACED)


_MISPLACED = "its words are not those that stand at its place in the text"


def _stretches(connection: Connection, row: Any) -> Iterator[Fault]:
    for table in DERIVED:
        if {"start", "end"} <= set(table.c.keys()):
            outside = (table.c.start < 0) | (table.c.end > len(row.text)) | (table.c.start > table.c.end)
            for one in connection.execute(select(table.c.id).where(table.c.run_id == row.id, outside)):
                yield Fault(str(table.name), one.id, "stands outside its text")


def _still_said(connection: Connection, row: Any) -> Iterator[Fault]:
    for table in (statement, happening):
        left = select(table.c.id).where(table.c.run_id == row.id, table.c.words != "")
        for one in connection.execute(left):
            yield Fault(str(table.name), one.id, "its text was removed, and it holds words of it")


def _report_columns() -> list[Any]:
    names = "given path published outlet title url language digest asides dateline place".split()
    return [version.c[name] for name in names]


# --- positions and decisions ----------------------------------------------------------------


def _judgements(connection: Connection) -> Iterator[Fault]:
    for row in _rows(connection, select(judgement.c.id, judgement.c.content), judgement):
        if isinstance(row, Fault):
            yield row
            continue
        lost = Fault("judgement", row.id, "its positions cannot be read to their end")
        yield from _guarded(lost, _judged(connection, row))
    for what, wanted in (
        ("its report or question is not that of its judgement", _repointed()),
        ("its day, outlet or voice is not that of its report and statement", _miscopied()),
        ("stands outside its text", _outside()),
    ):
        yield from _listed(connection, position, what, wanted)


def _judged(connection: Connection, row: Any) -> Iterator[Fault]:
    if row.content is not None and judgement_content(connection, row.id) != row.content:
        yield Fault("judgement", row.id, "its positions are not those that were kept")


def _of_report() -> Select[tuple[int]]:
    return (
        select(position.c.id)
        .join(judgement, judgement.c.id == position.c.judgement_id)
        .join(run, run.c.id == judgement.c.run_id)
        .join(version, version.c.id == run.c.version_id)
    )


def _repointed() -> Select[tuple[int]]:
    return _of_report().where(
        position.c.question_id.is_distinct_from(judgement.c.question_id)
        | position.c.version_id.is_distinct_from(run.c.version_id)
        | position.c.report_id.is_distinct_from(version.c.report_id)
    )


def _miscopied() -> Select[tuple[int]]:
    """What a position repeats of its report and statement, see `tables.position`."""
    said = (statement.c.run_id == judgement.c.run_id) & (statement.c.name == position.c.statement)
    published = version.c.published
    last = func.min(func.coalesce(position.c.said_latest, published), published)  # SQLite: the lesser of two
    agencies = (type_coerce(position.c.agencies, String), type_coerce(version.c.agencies, String))
    return (
        _of_report()
        .join(report, report.c.id == version.c.report_id)
        .outerjoin(statement, said)
        .where(
            position.c.provider.is_distinct_from(report.c.provider)
            | position.c.report_key.is_distinct_from(report.c.key)
            | position.c.published.is_distinct_from(published)
            | position.c.day.is_distinct_from(last)
            | position.c.outlet.is_distinct_from(version.c.outlet)
            | agencies[0].is_distinct_from(agencies[1])
            | position.c.sourcing.is_distinct_from(statement.c.sourcing)
            | position.c.directness.is_distinct_from(statement.c.directness)
        )
    )


def _outside() -> Select[tuple[int]]:
    length = func.length(version.c.text)
    wrong = (position.c.start < 0) | (position.c.start > position.c.end) | (position.c.end > length)
    return _of_report().where(version.c.text != "", wrong)


def _decisions(connection: Connection) -> Iterator[Fault]:
    """Decisions are about reports that the record may lack (after a merge); their words must fit their
    text."""
    texts = select(version.c.text_digest, version.c.text).where(version.c.text != "")
    for row in connection.execute(select(decision.c.id, decision.c.anchor, decision.c.other)).all():
        for anchor in (row.anchor, *(row.other or ())[2:]):
            if not anchor or not anchor["exact"]:
                continue
            held = connection.execute(texts.where(version.c.text_digest == anchor["digest"])).first()
            if held is not None and Span(*anchor["span"]).of(held.text) != anchor["exact"]:
                yield Fault("decision", row.id, _MISPLACED)


def _rows(connection: Connection, wanted: Any, table: Table) -> Iterator[Any]:
    """Every row that can be read, a chunk at a time; where a chunk cannot, row by row, so that one damaged
    page hides no others: a fault in place of each row that it does hide.
    """
    last, top = 0, connection.execute(select(func.max(table.c.id))).scalar() or 0
    while last < top:
        upper = min(top, last + CHUNK)
        try:
            chunk = wanted.where(table.c.id > last, table.c.id <= upper).order_by(table.c.id)
            yield from connection.execute(chunk).all()
        except (DBAPIError, ValueError):
            for key in range(last + 1, upper + 1):
                lost = Fault(str(table.name), key, "cannot be read")
                yield from _guarded(lost, _row(connection, wanted.where(table.c.id == key)))
        last = upper


def _row(connection: Connection, wanted: Any) -> Iterator[Any]:
    yield from connection.execute(wanted)
