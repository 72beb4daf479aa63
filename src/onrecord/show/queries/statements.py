"""Who said what, and what happened when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Select, String, bindparam, or_, select
from sqlalchemy import Row as SqlRow
from sqlalchemy import Table as SqlTable

from onrecord.model import Act, Span
from onrecord.record import Record
from onrecord.record import decisions as kept
from onrecord.record.dialect import among, listed
from onrecord.record.rows import last_day, moment_of
from onrecord.record.tables import decision, happening, report, run, standing, statement, version
from onrecord.show.answers import StatementLine, TimelineLine
from onrecord.show.attribution import as_one, attributed
from onrecord.show.overlay import Placed
from onrecord.show.pairing import said_of
from onrecord.show.queries.citing import CITED, cited, in_force, name_of, report_line, words_of
from onrecord.show.queries.gathering import BY_HAND, place, version_of
from onrecord.show.queries.holdings import withdrawn_reports
from onrecord.show.queries.pairing import paired
from onrecord.show.queries.words import PURGED

UNSAID = date.min  # the day of an event whose text gives none: it is on no timeline


def statements(  # noqa: PLR0913 -- each keyword asks for less, or for more
    record: Record,
    *,
    actor: str | None = None,
    speaker: str | None = None,
    since: date | None = None,
    until: date | None = None,
    act: Act | None = None,
    about: str | None = None,
    each: bool = False,
) -> tuple[StatementLine, ...]:
    """Return the statements of the record in the order of their days, reports that are withdrawn left out.

    What is the same statement in several places is one line with its variants; with `each`, a line each.

    `actor` finds joint statements too; `speaker` and `about` are found anywhere in the speaker's name or
    office, and in the words, case apart; `since` and `until` bound the last day a statement can have been
    said on. A statement is found where one of its variants is.
    """
    with record.reading() as connection:
        lines = statement_lines(connection)
        by_people = paired(connection)

    def is_wanted(line: StatementLine) -> bool:
        return (
            (actor is None or actor == line.actor or actor in line.actors)
            and (speaker is None or _holds(f"{line.office or ''} {line.speaker or ''}", speaker))
            and (since is None or line.day >= since)
            and (until is None or line.day <= until)
            and (act is None or line.act == act)
            and (about is None or _holds(line.words, about))
        )

    if each:
        wanted = [line for line in lines if is_wanted(line)]
    else:
        wanted = [
            line
            for line in as_one(lines, PURGED, by_people)
            if any(is_wanted(one) for one in (line, *line.variants))
        ]
    return tuple(sorted(wanted, key=lambda line: (line.day, *cited(line.report), line.span, line.statement)))


def statement_lines(connection: Connection, known_at: str | None = None) -> list[StatementLine]:
    """Return every statement of reports that count, with people's decisions laid over."""
    lines = [_statement_line(row) for row in connection.execute(_of_usable(statement, known_at))]
    return _as_decided(connection, lines, known_at)


def lines_of_version(connection: Connection, version_id: int) -> list[StatementLine]:
    """Return the statements of one version of a report that counts, with people's decisions laid over."""
    rows = connection.execute(_of_usable(statement).where(run.c.version_id == version_id))
    lines = _as_decided(connection, [_statement_line(row) for row in rows], None)
    ref = connection.execute(select(version.c.report_id).where(version.c.id == version_id)).scalar_one()
    return [line for line in lines if line.report.ref == f"R{ref}"]


def found_lines(connection: Connection, ids: Sequence[int]) -> dict[int, StatementLine]:
    """Return those of these statements that count, with people's decisions laid over, by their ids."""
    read = connection.execute(_these_of_usable(), {"ids": listed(ids)})
    lines = _as_decided(connection, [_statement_line(row) for row in read], None)
    return {int(line.ref[1:]): line for line in lines if line.ref.startswith("S")}


@cache
def _these_of_usable() -> Select[Any]:
    """The select of statements by their ids; put together once, for that takes as long as a small answer."""
    return _of_usable(statement).where(among(statement.c.id, bindparam("ids", type_=String)))


def _as_decided(
    connection: Connection, lines: list[StatementLine], known_at: str | None
) -> list[StatementLine]:
    by_people = paired(connection, known_at)
    attributed_lines = _as_attributed(connection, lines, known_at)
    if not by_people:
        return attributed_lines
    return [
        replace(line, decided=(*line.decided, *said_of((line.report.ref, line.span), by_people)))
        for line in attributed_lines
    ]


def _as_attributed(
    connection: Connection, lines: list[StatementLine], known_at: str | None
) -> list[StatementLine]:
    made = kept.in_force(
        kept.decisions(
            connection,
            or_(decision.c.subject == "statement", decision.c.verdict == "undo"),
            known_at=known_at,
        )
    )
    placed = place(
        connection, [one for one in made if one.subject == "statement" and not one.blind], known_at
    )
    if not placed:
        return lines
    out = withdrawn_reports(connection, known_at)
    placed = [one for one in placed if int(one.report.ref[1:]) not in out]
    return attributed(lines, placed, lambda one: _fresh(connection, one, known_at), name_of, last_day)


def _fresh(connection: Connection, one: Placed, known_at: str | None) -> StatementLine:
    """The line of a statement that a person gave and no reading does."""
    row = version_of(connection, one.decision, known_at)
    said = one.decision.statement
    if row is None or said is None:
        raise ValueError(f"decision {one.decision.uid} gives no statement")
    line = report_line(row)
    return StatementLine(
        ref=f"D{one.decision.uid[:8]}",
        statement=BY_HAND,
        speaker=said.speaker,
        office=said.office,
        sector=said.sector,
        actor=None,
        actor_name=None,
        actors=said.actors,
        candidates=(),
        words=one.span.of(row.text) or PURGED,
        span=one.span,
        directness="indirect",
        said_on=said.said_on,
        day=last_day(said.said_on, line.published),
        sourcing="unknown",
        act=said.act,
        modality="asserted",
        occasion=None,
        grounds=(),
        relayed_by=(),
        report=line,
    )


def timeline(
    record: Record, *, since: date | None = None, until: date | None = None, actor: str | None = None
) -> tuple[TimelineLine, ...]:
    """Return events, and statements whose day the text gives, in order; the bounds hold for the first day."""
    with record.reading() as connection:
        lines = [_event_line(row) for row in connection.execute(_of_usable(happening))]
        said = statement_lines(connection)
    lines += [_as_timeline(line) for line in said if line.said_on.value is not None]
    wanted = (
        line
        for line in lines
        if line.day != UNSAID
        and (since is None or line.day >= since)
        and (until is None or line.day <= until)
        and (actor is None or actor in line.actors)
    )
    return tuple(sorted(wanted, key=lambda line: (line.day, *cited(line.report), line.span, line.kind)))


def _of_usable(table: SqlTable, known_at: str | None = None) -> Select[Any]:
    return (
        select(table, *CITED)
        .join(run, run.c.id == table.c.run_id)
        .join(version, version.c.id == run.c.version_id)
        .join(report, report.c.id == version.c.report_id)
        .join(standing, standing.c.report_id == report.c.id)
        .where(standing.c.status != "withdrawn")
        .where(*(in_force(t, known_at) for t in (table, version, standing)))
        .order_by(table.c.id)
    )


def _statement_line(row: SqlRow[Any]) -> StatementLine:
    said_on = moment_of(row, "said")
    return StatementLine(
        ref=f"S{row.id}",
        statement=row.name,
        speaker=row.speaker,
        office=row.office,
        sector=row.sector,
        actor=row.actor,
        actor_name=name_of(row.actor) if row.actor else None,
        actors=tuple(row.actors),
        candidates=tuple(_candidate(one) for one in row.candidates),
        words=row.words or PURGED,
        span=Span(row.start, row.end),
        directness=row.directness,
        said_on=said_on,
        day=last_day(said_on, row.published),
        sourcing=row.sourcing,
        act=row.act,
        modality=row.modality,
        occasion=Span(*row.occasion).of(row.text) or None if row.occasion else None,
        grounds=tuple(words for words in words_of(row.text, row.grounds) if words),
        relayed_by=tuple(relay["name"] for relay in row.relayed_by),
        report=report_line(row),
    )


def _candidate(one: dict[str, str | None]) -> str:
    actor = one["actor"]
    said = [one["name"], one["office"], name_of(actor) if actor else None]
    return ", ".join(part for part in said if part)


def _event_line(row: SqlRow[Any]) -> TimelineLine:
    when = moment_of(row, "when")
    return TimelineLine(
        kind="event",
        day=when.earliest or when.latest or UNSAID,
        when=when,
        words=row.words or PURGED,
        span=Span(row.start, row.end),
        actors=tuple(row.actors),
        actor_names=tuple(name_of(code) for code in row.actors),
        modality=row.modality,
        speaker=None,
        office=None,
        act=None,
        relayed_by=tuple(relay["name"] for relay in row.relayed_by),
        report=report_line(row),
    )


def _as_timeline(line: StatementLine) -> TimelineLine:
    return TimelineLine(
        kind="statement",
        day=line.said_on.earliest or line.day,
        when=line.said_on,
        words=line.words,
        span=line.span,
        actors=line.actors,
        actor_names=tuple(name_of(code) for code in line.actors),
        modality=None,
        speaker=line.speaker,
        office=line.office,
        act=line.act,
        relayed_by=line.relayed_by,
        report=line.report,
    )


def _holds(text: str, words: str) -> bool:
    return words.casefold() in text.casefold()
