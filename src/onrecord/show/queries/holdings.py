"""What the record holds: its questions and how much it has read."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from onrecord.record import Record
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
        )
        for row in connection.execute(kept)
    )


def coverage_of(connection: Connection, known_at: str | None) -> Coverage:
    """Return what the record holds now, or held at `known_at`."""
    held = connection.execute(
        select(version.c.outlet, version.c.published, version.c.was_read, standing.c.status)
        .join(standing, standing.c.report_id == version.c.report_id)
        .where(in_force(version, known_at), in_force(standing, known_at))
    ).all()
    usable = [row for row in held if row.status != "withdrawn"]
    read = [row for row in usable if row.was_read]
    refused = select(func.count()).select_from(refusal).where(in_force(refusal, known_at))
    return Coverage(
        reports=len(read),
        outlets=tuple(sorted({row.outlet for row in read if row.outlet})),
        first=min((row.published for row in read), default=None),
        last=max((row.published for row in read), default=None),
        refused=connection.execute(refused).scalar_one(),
        unread=len(usable) - len(read),
        withdrawn=len(held) - len(usable),
    )
