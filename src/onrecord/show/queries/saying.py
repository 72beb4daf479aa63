"""What somebody said, and where else it stands: statements found by the few that a page shows.

`statements` weighs all of them; these look where they must be.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Select, and_, func, or_, select

from onrecord.record import Record
from onrecord.record.dialect import among, voice
from onrecord.record.tables import decision, report, run, version
from onrecord.record.tables import statement as statement_table
from onrecord.show.answers import StatementLine
from onrecord.show.attribution import as_one
from onrecord.show.pairing import Paired, joined_with
from onrecord.show.queries.pairing import paired
from onrecord.show.queries.statements import found_lines
from onrecord.show.queries.words import PURGED

AROUND = 62  # days: a statement is repeated for two months at most; see `show/sameness`
MOST_VARIANTS = 400  # statements that are compared with one to find its variants


def variants(record: Record, line: StatementLine) -> tuple[StatementLine, ...]:
    """Return the places where the same statement stands, its own left out, the earliest report first.

    They are looked for among what was published about the same day by the same voice or for the same actor.
    """
    with record.reading() as connection:
        by_people = paired(connection)
        found = found_lines(connection, _near(connection, line))
        fresh = [line, *found.values()]
        while fresh:  # what a person joined with one of them is a variant, with the variants of its own
            wanted = _joined(connection, fresh, by_people)
            more = found_lines(connection, [key for key in wanted if key not in found])
            for one in tuple(more.values()):
                more |= found_lines(connection, _near(connection, one))
            fresh = [one for key, one in more.items() if key not in found]
            found |= more
    for one in as_one([*found.values()], PURGED, by_people):
        places = (one, *one.variants)
        if line.ref in {place.ref for place in places}:
            return tuple(replace(place, variants=()) for place in places if place.ref != line.ref)
    return ()


def _near(connection: Connection, line: StatementLine) -> Sequence[int]:
    """The ids of the statements among which the variants of one are looked for."""
    near = (_shifted(line.report.published, -AROUND), _shifted(line.report.published, AROUND))
    voices = [
        statement_table.c.speaker == line.speaker if line.speaker else None,
        statement_table.c.actor == line.actor if line.actor else None,
        statement_table.c.words == line.words,
    ]
    wanted = (
        _said_in_force()
        .where(version.c.published.between(*near), or_(*(one for one in voices if one is not None)))
        .limit(MOST_VARIANTS)
    )
    return connection.execute(wanted).scalars().all()


def _joined(connection: Connection, lines: Sequence[StatementLine], by_people: Sequence[Paired]) -> list[int]:
    """The ids of the statements that people joined with these."""
    found: list[int] = []
    for line in lines:
        for end in joined_with((line.report.ref, line.span), by_people):
            here = (
                version.c.report_id == int(end.report.ref[1:]),
                statement_table.c.start == end.span.start,
                statement_table.c.end == end.span.end,
            )
            found += connection.execute(_said_in_force().where(*here)).scalars()
    return found


def said_by(
    record: Record, *, actor: str | None = None, speaker: str | None = None, limit: int
) -> tuple[tuple[StatementLine, ...], int]:
    """Return the latest statements of an actor, joint ones too, or of a speaker (by a part of name or office,
    case apart), and how many were looked at: where that is more than `limit` there may be more of them.
    """
    with record.reading() as connection:
        # what people decided on may be another's by now than what was read
        ids = _in_decided_reports(connection, limit)
        looked_at = len(ids)
        if actor is not None:
            mine = _said_in_force().join(voice, voice.c.statement_id == statement_table.c.id)
            mine = mine.where(voice.c.actor == actor)
            newest = mine.order_by(voice.c.published.desc(), voice.c.statement_id.desc())
            of_voice = connection.execute(newest.limit(limit + 1)).scalars().all()
            looked_at = max(looked_at, len(of_voice))
            ids += of_voice
        if speaker is not None:
            said = (
                func.coalesce(statement_table.c.office, "")
                + " "
                + func.coalesce(statement_table.c.speaker, "")
            )
            of_speaker = _said_in_force().where(said.icontains(speaker, autoescape=True))
            named = _latest(connection, of_speaker, limit)
            looked_at = max(looked_at, len(named))
            ids += named
        lines = found_lines(connection, list(dict.fromkeys(ids))).values()
    found = [
        line
        for line in lines
        if (actor is None or actor == line.actor or actor in line.actors)
        and (speaker is None or speaker.casefold() in f"{line.office or ''} {line.speaker or ''}".casefold())
    ]
    in_time = sorted(found, key=lambda line: (line.day, line.report.published, line.report.ref, line.span))
    return tuple(reversed(in_time))[:limit], looked_at


def _latest(connection: Connection, wanted: Select[Any], limit: int) -> Sequence[int]:
    """The ids of the statements that were published last: one more than `limit`, where there are more."""
    newest = wanted.order_by(version.c.published.desc(), statement_table.c.id.desc())
    return connection.execute(newest.limit(limit + 1)).scalars().all()


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


def _in_decided_reports(connection: Connection, limit: int) -> list[int]:
    """The latest statements of reports in which a person decided on some: whose they are may be another's."""
    touched = (
        connection.execute(
            select(report.c.id)
            .join(decision, and_(report.c.provider == decision.c.provider, report.c.key == decision.c.report))
            .where(decision.c.subject == "statement")
        )
        .scalars()
        .all()
    )
    if not touched:
        return []
    readings = select(run.c.id).join(version, version.c.id == run.c.version_id)
    theirs = readings.where(run.c.superseded_at.is_(None), among(version.c.report_id, set(touched)))
    # by the readings, which are few: the other way leads through all statements there are
    return [*_latest(connection, _said_in_force().where(statement_table.c.run_id.in_(theirs)), limit)]
