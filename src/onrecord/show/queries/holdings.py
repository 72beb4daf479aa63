"""What the record holds: its questions and how much it has read."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Select, func, select

from onrecord.record import Record, UnknownQuestionError
from onrecord.record.decisions import asked_digest
from onrecord.record.rows import question_of
from onrecord.record.tables import question as question_table
from onrecord.record.tables import refusal, standing, version
from onrecord.show.answers import Coverage, QuestionLine
from onrecord.show.queries.citing import in_force


def questions(record: Record) -> tuple[QuestionLine, ...]:
    """Return the kept questions, by id."""
    with record.reading() as connection:
        return questions_of(connection, None)


def coverage(record: Record) -> Coverage:
    """Return what the record holds."""
    with record.reading() as connection:
        return coverage_of(connection, None)


def questions_of(
    connection: Connection, known_at: str | None, name: str | None = None
) -> tuple[QuestionLine, ...]:
    """Return the questions in force now, or at `known_at`, by id; one alone where it is named. Raises
    `UnknownQuestionError`.
    """
    kept = select(question_table).where(in_force(question_table, known_at)).order_by(question_table.c.name)
    rows = connection.execute(kept if name is None else kept.where(question_table.c.name == name)).all()
    if name is not None and not rows:
        raise UnknownQuestionError(name, tuple(row.name for row in connection.execute(kept)))
    return tuple(
        QuestionLine(
            id=row.name,
            version=row.version,
            title=row.title,
            proposition=row.proposition,
            about=tuple(row.about),
            since=row.since,
            until=row.until,
            recorded_at=row.recorded_at,
            categories=tuple((phrase, side) for phrase, side in row.categories or ()),
            asked=asked_digest(question_of(row)),
        )
        for row in rows
    )


# The coverage that was counted last, by the record's engine, with what tells whether it still is so.
_COUNTED_LAST: WeakKeyDictionary[Engine, tuple[tuple[Any, ...], Coverage]] = WeakKeyDictionary()
# Whatever changes the coverage adds a row, ends a refusal, or withdraws a report or takes it back.
_LAST_ROWS = select(
    *(select(func.max(table.c.id)).scalar_subquery() for table in (version, standing, refusal)),
    select(func.max(refusal.c.superseded_at)).scalar_subquery(),
    select(func.count())
    .select_from(standing)
    .where(standing.c.status == "withdrawn", standing.c.superseded_at.is_(None))
    .scalar_subquery(),
)


def coverage_of(connection: Connection, known_at: str | None) -> Coverage:
    """Return what the record holds now, or held at `known_at`.

    That of now is counted anew only once something was added: every table says it, and counting a hundred
    thousand reports takes as long as reading a question's answer.
    """
    if known_at is not None:
        return _coverage(connection, known_at)
    last = tuple(connection.execute(_LAST_ROWS).one())
    told = _COUNTED_LAST.get(connection.engine)
    if told is None or told[0] != last:
        told = (last, _coverage(connection, None))
        _COUNTED_LAST[connection.engine] = told
    return told[1]


def _coverage(connection: Connection, known_at: str | None) -> Coverage:
    out = withdrawn_reports(connection, known_at)
    held = _by_outlet(connection, known_at) if out or known_at is not None else _by_outlet_now(connection)
    read = [group for group in held if group.was_read]
    refused = select(func.count()).select_from(refusal).where(in_force(refusal, known_at))
    return Coverage(
        reports=sum(group.reports for group in read),
        outlets=tuple(sorted({group.outlet for group in read if group.outlet})),
        first=min((group.first for group in read), default=None),
        last=max((group.last for group in read), default=None),
        refused=connection.execute(refused).scalar_one(),
        unread=sum(group.reports for group in held if not group.was_read),
        withdrawn=len(out),
    )


class _Held(NamedTuple):
    """Reports of one outlet, read or unread; their number may stand with one outlet for all."""

    was_read: bool
    outlet: str | None
    reports: int
    first: date
    last: date


def _by_outlet(connection: Connection, known_at: str | None) -> list[_Held]:
    held = (
        select(version.c.was_read, version.c.outlet, func.count(), func.min(version.c.published))
        .add_columns(func.max(version.c.published))
        .where(in_force(version, known_at), version.c.report_id.not_in(_withdrawn(known_at)))
        .group_by(version.c.was_read, version.c.outlet)
    )
    return [_Held(*row) for row in connection.execute(held)]


def _by_outlet_now(connection: Connection) -> list[_Held]:
    """The same of all that is in force, without walking through them: the index `version_facts` has them by
    outlet and day, so that the ends are looked up; counted are those that are not read and not in force.
    """
    every, over, unread = (connection.execute(counting).scalar_one() for counting in _COUNTED)
    found = []
    for was_read, number in ((True, every - over - unread), (False, unread)):
        if number:
            ends = connection.execute(_ends(was_read=was_read)).all()
            known = [_Held(was_read, row[0], 0, row[1], row[2]) for row in ends if row[1] is not None]
            found += [known[0]._replace(reports=number), *known[1:]]
    return found


# All versions, those that are no longer in force, and those that are and were not read.
_COUNTED = tuple(
    select(func.count()).select_from(version).where(*which)
    for which in (
        (),
        (version.c.superseded_at > "",),
        (version.c.superseded_at.is_(None), version.c.was_read.is_(False)),
    )
)


@cache
def _ends(*, was_read: bool) -> Select[Any]:
    """Outlet, first and last day, a row an outlet: each outlet is looked up from the one before it."""
    mine = (version.c.superseded_at.is_(None), version.c.was_read.is_(was_read))
    outlet = version.c.outlet
    named = select(func.min(outlet).label("outlet")).where(*mine).cte("named", recursive=True)
    after = select(func.min(outlet)).where(*mine, outlet > named.c.outlet).scalar_subquery()
    named = named.union_all(select(after).where(named.c.outlet.is_not(None)))
    # the last row that is found has no outlet: there it stands for the reports without one
    first, last = (
        select(extreme(version.c.published))
        .where(*mine, outlet.is_not_distinct_from(named.c.outlet))
        .scalar_subquery()
        for extreme in (func.min, func.max)
    )
    return select(named.c.outlet, first, last)


def withdrawn_reports(connection: Connection, known_at: str | None) -> frozenset[int]:
    """Return the ids of the reports that do not count."""
    return frozenset(row.report_id for row in connection.execute(_withdrawn(known_at)))


def _withdrawn(known_at: str | None) -> Select[tuple[int]]:
    return select(standing.c.report_id).where(standing.c.status == "withdrawn", in_force(standing, known_at))
