"""Which reports the record holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from onrecord.record import Record
from onrecord.record.tables import report, standing, version
from onrecord.show.answers import ReportLine, ReportStatus
from onrecord.show.queries.citing import in_force, report_line


@dataclass(frozen=True, slots=True)
class Held:
    """A report of the record in the version in force; `was_read` is false where it is kept unread."""

    report: ReportLine
    status: ReportStatus
    language: str
    was_read: bool


def reports(
    record: Record,
    *,
    outlet: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> tuple[Held, ...]:
    """Return the reports of the record, withdrawn ones too, by day of publication, outlet and key.

    `outlet` is compared whole, case apart; `since` and `until` bound the day of publication.
    """
    wanted = (
        select(
            *(report.c.id.label("report_id"), report.c.provider, report.c.key),
            *(version.c.outlet, version.c.title, version.c.url, version.c.published, version.c.path),
            *(version.c.agencies, version.c.language, version.c.was_read, standing.c.status),
        )
        .join(version, version.c.report_id == report.c.id)
        .join(standing, standing.c.report_id == report.c.id)
        .where(in_force(version, None), in_force(standing, None))
        .order_by(version.c.published, report.c.provider, report.c.key)
    )
    if since is not None:
        wanted = wanted.where(version.c.published >= since)
    if until is not None:
        wanted = wanted.where(version.c.published <= until)
    with record.reading() as connection:
        found: Sequence[Any] = connection.execute(wanted).all()
    return tuple(
        Held(report_line(row), row.status, row.language, row.was_read)
        for row in found
        if outlet is None or (row.outlet or "").casefold() == outlet.casefold()
    )
