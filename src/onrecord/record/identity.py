"""Which stored report an incoming one is: by its key, else by the place it was read from."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Literal

from sqlalchemy import ColumnElement, Connection, and_, select

from onrecord.model import Report
from onrecord.record.tables import report as report_table
from onrecord.record.tables import version

Outcome = Literal["new", "changed", "unchanged"]

_ONE_REPORT_A_LINE = (".jsonl", ".jsonl.gz", ".ndjson")


@dataclass(frozen=True, slots=True)
class Stored:
    """The version in force of a stored report, as far as telling whether another is the same needs it."""

    report_id: int
    version_id: int
    number: int
    given: str
    digest: str
    location: str
    outlet: str | None
    published: date
    text_named: bool


def provider_of(report: Report) -> str:
    """Who a report's id belongs to: the outlet, else the file's name."""
    return report.outlet or PurePath(report.path).name


def location_of(path: str) -> str:
    """Return the absolute form of a path, links left as they are."""
    return os.path.abspath(path)


def named_by_text(report_id: str, text: str) -> bool:
    """Whether an id is only the digest of the text, so that it changes with every letter."""
    return report_id == hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def find(connection: Connection, report: Report) -> Stored | None:
    """Return the stored report that `report` is, or is a new version of; None where it is new.

    By (provider, key) as first recorded or as read last; else by its place: a file that holds one report is
    that report, unless both its ids are given ones and differ (a "latest.html" that is written over every
    day); in a file of many, the same bytes are the same report (its outlet may have been given only now).
    """
    provider = provider_of(report)
    by_key = and_(report_table.c.provider == provider, report_table.c.key == report.id)
    by_given = and_(report_table.c.provider == provider, version.c.given == report.id)
    by_place = version.c.location == location_of(report.path)
    for condition in (by_key, by_given):
        for stored in _current(connection, condition):
            return stored
    if _one_a_line(report):
        return next(iter(_current(connection, and_(by_place, version.c.digest == report.digest))), None)
    named = not named_by_text(report.id, report.text)
    for stored in _current(connection, by_place):
        if not (named and not stored.text_named and stored.given != report.id):
            return stored
    return None


def compare(
    connection: Connection, stored: Stored | None, report: Report, *, insist: bool = False
) -> Outcome:
    """Return what adding `report` would do.

    Bytes that an earlier version had change nothing, so that adding an old copy again does not bring it back;
    only the file itself can go back to them. With `insist` another outlet or day for the same bytes is a
    change: somebody gave them on purpose.
    """
    if stored is None:
        return "new"
    if stored.digest == report.digest:
        same_facts = (stored.outlet, stored.published) == (report.outlet, report.published)
        return "unchanged" if same_facts or not insist else "changed"
    known = select(version.c.location).where(
        version.c.report_id == stored.report_id, version.c.digest == report.digest
    )
    places = set(connection.execute(known).scalars())
    if not places:
        return "changed"
    here = location_of(report.path)
    return (
        "changed" if here == stored.location and here in places and not _one_a_line(report) else "unchanged"
    )


def _one_a_line(report: Report) -> bool:
    return report.path.lower().endswith(_ONE_REPORT_A_LINE)


def _current(connection: Connection, condition: ColumnElement[bool]) -> list[Stored]:
    rows = connection.execute(
        select(
            version.c.report_id,
            version.c.id,
            version.c.number,
            version.c.given,
            version.c.digest,
            version.c.location,
            version.c.outlet,
            version.c.published,
            version.c.text_digest,
        )
        .join(report_table, report_table.c.id == version.c.report_id)
        .where(version.c.superseded_at.is_(None), condition)
        .order_by(version.c.id)
    )
    return [Stored(*row[:8], row.given == row.text_digest) for row in rows]
