"""What the record holds: its questions and how much it has read."""

from __future__ import annotations

from sqlalchemy import Connection, Select, func, select

from onrecord.record import Record
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


def questions_of(connection: Connection, known_at: str | None) -> tuple[QuestionLine, ...]:
    """Return the questions in force now, or at `known_at`, by id."""
    kept = select(question_table).where(in_force(question_table, known_at)).order_by(question_table.c.name)
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
        for row in connection.execute(kept)
    )


def coverage_of(connection: Connection, known_at: str | None) -> Coverage:
    """Return what the record holds now, or held at `known_at`."""
    out = withdrawn_reports(connection, known_at)
    held = (
        select(version.c.was_read, version.c.outlet, func.count(), func.min(version.c.published))
        .add_columns(func.max(version.c.published))
        .where(in_force(version, known_at))
        .group_by(version.c.was_read, version.c.outlet)
    )
    if out:
        held = held.where(version.c.report_id.not_in(_withdrawn(known_at)))
    groups = connection.execute(held).all()
    read = [group for group in groups if group.was_read]
    refused = select(func.count()).select_from(refusal).where(in_force(refusal, known_at))
    return Coverage(
        reports=sum(group[2] for group in read),
        outlets=tuple(sorted({group.outlet for group in read if group.outlet})),
        first=min((group[3] for group in read), default=None),
        last=max((group[4] for group in read), default=None),
        refused=connection.execute(refused).scalar_one(),
        unread=sum(group[2] for group in groups if not group.was_read),
        withdrawn=len(out),
    )


def withdrawn_reports(connection: Connection, known_at: str | None) -> frozenset[int]:
    """Return the ids of the reports that do not count."""
    return frozenset(row.report_id for row in connection.execute(_withdrawn(known_at)))


def _withdrawn(known_at: str | None) -> Select[tuple[int]]:
    return select(standing.c.report_id).where(standing.c.status == "withdrawn", in_force(standing, known_at))
