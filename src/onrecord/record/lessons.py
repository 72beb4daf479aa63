"""What the stored reports teach each other: offices that one names, for persons that others leave open."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select

from onrecord.model import Lesson
from onrecord.record import rows
from onrecord.record.purging import NOTHING
from onrecord.record.tables import lesson, report, run, standing, unplaced, version
from onrecord.record.unit import Made


def about(connection: Connection, keys: Collection[str], on: date) -> tuple[Lesson, ...]:
    """Return the lessons in force of these keys that hold about that day."""
    found = connection.execute(_in_force(select(lesson)).where(lesson.c.key.in_(sorted(keys))))
    taught = dict.fromkeys(rows.lesson_of(row) for row in found)
    return tuple(one for one in taught if one.holds_on(on))


def stale(connection: Connection, made: Made) -> Iterator[tuple[int, int, tuple[Lesson, ...]]]:
    """Yield run, version and lessons of the runs in force whose lessons are others now, oldest run first."""
    alike = (
        run.c.superseded_at.is_(None),
        run.c.program == made.program,
        run.c.model == made.model,
        run.c.world == made.world,
        run.c.known != NOTHING,  # purged: it cannot be resolved anew
    )
    of_run: dict[int, dict[Lesson, None]] = {}
    pairs = _in_force(select(unplaced.c.run_id.label("pupil"), lesson)).join(
        unplaced, unplaced.c.key == lesson.c.key
    )
    for row in connection.execute(pairs.where(unplaced.c.superseded_at.is_(None))):
        of_run.setdefault(row.pupil, {})[rows.lesson_of(row)] = None
    own = (
        select(run.c.id, run.c.version_id, run.c.taught, version.c.given, version.c.published)
        .join(version, version.c.id == run.c.version_id)
        .where(*alike)
        .order_by(run.c.id)
    )
    for row in connection.execute(own):
        taught = tuple(
            one for one in of_run.get(row.id, ()) if one.report != row.given and one.holds_on(row.published)
        )
        if rows.digest_of(taught) != row.taught:
            yield row.id, row.version_id, taught


def _in_force(wanted: Select[Any]) -> Select[Any]:
    """Narrow to the lessons of readings in force, of reports that are not withdrawn."""
    teacher = version.alias("teacher")
    return (
        wanted.select_from(lesson)
        .join(run, run.c.id == lesson.c.run_id)
        .join(teacher, teacher.c.id == run.c.version_id)
        .join(report, report.c.id == teacher.c.report_id)
        .join(standing, standing.c.report_id == report.c.id)
        .where(lesson.c.superseded_at.is_(None), standing.c.superseded_at.is_(None))
        .where(standing.c.status != "withdrawn")
    )
