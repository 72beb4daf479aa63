"""What somebody said, and where else it stands: statements found by the few that a page shows.

`statements` weighs all of them; these look where they must be.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, func, or_, select, type_coerce

from onrecord.record import Record
from onrecord.record.tables import decision, report, run, version
from onrecord.record.tables import statement as statement_table
from onrecord.show.answers import StatementLine
from onrecord.show.attribution import as_one
from onrecord.show.queries.statements import found_lines
from onrecord.show.queries.words import PURGED

AROUND = 62  # days: a statement is repeated for two months at most; see `show/sameness`
MOST_VARIANTS = 400  # statements that are compared with one to find its variants


def variants(record: Record, line: StatementLine) -> tuple[StatementLine, ...]:
    """Return the places where the same statement stands, its own left out, the earliest report first.

    They are looked for among what was published about the same day by the same voice or for the same actor.
    """
    near = (_shifted(line.report.published, -AROUND), _shifted(line.report.published, AROUND))
    voices = [
        statement_table.c.speaker == line.speaker if line.speaker else None,
        statement_table.c.actor == line.actor if line.actor else None,
        statement_table.c.words == line.words,
    ]
    with record.reading() as connection:
        wanted = (
            _said_in_force()
            .where(version.c.published.between(*near), or_(*(one for one in voices if one is not None)))
            .limit(MOST_VARIANTS)
        )
        lines = found_lines(connection, connection.execute(wanted).scalars().all()).values()
    for one in as_one([*lines], PURGED):
        places = (one, *one.variants)
        if line.ref in {place.ref for place in places}:
            return tuple(replace(place, variants=()) for place in places if place.ref != line.ref)
    return ()


def said_by(
    record: Record, *, actor: str | None = None, speaker: str | None = None, limit: int
) -> tuple[tuple[StatementLine, ...], int]:
    """Return the latest statements of an actor, joint ones too, or of a speaker (by a part of name or office,
    case apart), and how many were looked at: where that is more than `limit` there may be more of them.
    """
    wanted = _said_in_force()
    if actor is not None:
        mine = type_coerce(statement_table.c.actors, String).contains(f'"{actor}"', autoescape=True)
        wanted = wanted.where(or_(mine, _in_decided_reports()))
    if speaker is not None:
        said = (
            func.coalesce(statement_table.c.office, "") + " " + func.coalesce(statement_table.c.speaker, "")
        )
        wanted = wanted.where(or_(said.icontains(speaker, autoescape=True), _in_decided_reports()))
    wanted = wanted.order_by(version.c.published.desc(), statement_table.c.id.desc()).limit(limit + 1)
    with record.reading() as connection:
        ids = connection.execute(wanted).scalars().all()
        lines = found_lines(connection, ids).values()
    found = [
        line
        for line in lines
        if (actor is None or actor == line.actor or actor in line.actors)
        and (speaker is None or speaker.casefold() in f"{line.office or ''} {line.speaker or ''}".casefold())
    ]
    newest = sorted(found, key=lambda line: (line.day, line.report.published, line.report.ref, line.span))
    return tuple(reversed(newest))[:limit], len(ids)


def _shifted(day: date, days: int) -> date:
    """So many days on or back, at most to where the calendar ends."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _said_in_force() -> Select[Any]:
    """The ids of the statements that count."""
    return (
        select(statement_table.c.id)
        .join(run, run.c.id == statement_table.c.run_id)
        .join(version, version.c.id == run.c.version_id)
        .where(statement_table.c.superseded_at.is_(None), version.c.superseded_at.is_(None))
    )


def _in_decided_reports() -> ColumnElement[bool]:
    """Statements of reports in which a person decided on some: whose they are may be another's."""
    touched = (
        select(report.c.id)
        .join(decision, and_(report.c.provider == decision.c.provider, report.c.key == decision.c.report))
        .where(decision.c.subject == "statement")
    )
    return version.c.report_id.in_(touched)
