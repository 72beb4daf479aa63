"""What every answer shares: the report a row stands in, its words, and what was in force when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_

from onrecord.model import Span
from onrecord.record.tables import report, version
from onrecord.show.answers import ReportLine
from onrecord.world import World

CITED = (
    report.c.id.label("report_id"),
    report.c.provider,
    report.c.key,
    version.c.outlet,
    version.c.title,
    version.c.url,
    version.c.published,
    version.c.path,
    version.c.text,
    version.c.asides,
    version.c.agencies,
)


def in_force(table: FromClause, known_at: str | ColumnElement[str] | None) -> ColumnElement[bool]:
    """Return the condition that a row is in force now, or was at `known_at` (as `recorded_at` is written)."""
    over = table.c.superseded_at
    if known_at is None:
        return over.is_(None)
    return and_(table.c.recorded_at <= known_at, over.is_(None) | (over > known_at))


def report_line(row: Any) -> ReportLine:
    """Return the report that a row with the columns `CITED` stands in."""
    return ReportLine(
        ref=f"R{row.report_id}",
        provider=row.provider,
        key=row.key,
        outlet=row.outlet,
        title=row.title,
        url=row.url,
        published=row.published,
        path=row.path,
        agencies=tuple(row.agencies or ()),
    )


def cited(line: ReportLine) -> tuple[date, str, str]:
    """Return what reports are put in order by."""
    return line.published, line.provider, line.key


@cache
def name_of(code: str) -> str:
    """Return the English name of an actor, the code itself where we know none."""
    known = World.load().actors.get(code)
    return known.name if known else code


def words_of(text: str, spans: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Return the words of each span; none of a text that was removed."""
    return tuple(words for span in spans if (words := Span(*span).of(text)))
