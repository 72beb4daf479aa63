"""Positions as a table weighs them: thousands of rows, without the texts they stand in."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Date, Integer, Select, String, bindparam, select

from onrecord.model import Act, Basis, Modality, Moment, Route, Side, Sourcing, Span
from onrecord.record.dialect import driver_rows
from onrecord.record.tables import position
from onrecord.record.tables import question as question_table
from onrecord.show.answers import Evidence, Traces
from onrecord.show.queries.citing import in_force

LISTS = 4096  # short lists kept as read: most reports name the same few agencies


class Light(NamedTuple):
    """A position as its row has it, days and lists still as text: made by the thousand, read by few."""

    key: int
    actor: str | None
    side: Side | None
    unsure: bool  # as the driver has it: 0 or 1
    explicit: bool
    modality: Modality
    act: Act | None
    route: Route
    asserted_by: str
    statement: str | None
    start: int
    end: int
    said_value: str | None
    said_earliest: str | None
    said_latest: str | None
    said_basis: Basis
    relayed_by: str
    confidence: float
    report_id: int
    version_id: int
    published: str
    outlet: str | None
    named_agencies: str | None
    sourcing: Sourcing | None
    provider: str
    report_key: str
    last_day: str
    day: date  # the last one it can have been said on
    report_ref: str  # what commands call its report by

    @property
    def ref(self) -> str:
        """What commands call it by."""
        return f"P{self.key}"

    @property
    def span(self) -> Span:
        """First to last character of the words."""
        return Span(self.start, self.end)

    @property
    def earliest(self) -> date | None:
        """The first day it can have been said on, where the text gives one."""
        return day_of(self.said_earliest) if self.said_earliest else None

    @property
    def said_on(self) -> Moment:
        """When it was said."""
        return _moment(self.said_value, self.said_earliest, self.said_latest, self.said_basis)

    @property
    def order(self) -> tuple[date, str, str, str, int, str]:
        """What evidence is put in order by: day, publication, report and place."""
        return (self.day, self.published, self.provider, self.report_key, self.start, self.statement or "")

    @property
    def cited(self) -> tuple[str, str, str]:
        """What its report is put in order by."""
        return self.published, self.provider, self.report_key

    @property
    def relays(self) -> tuple[str, ...]:
        """Who stands between speaker and report, nearest the reader first."""
        return _relays(self.relayed_by) if self.relayed_by != "[]" else ()

    @property
    def agencies(self) -> tuple[str, ...]:
        """The agencies that its report says it has its text from."""
        return strings(self.named_agencies)

    @property
    def traces(self) -> Traces:
        """Relays, agencies and outlet: what tells where words are from."""
        return _traces(self.relayed_by, self.named_agencies, self.outlet)


Piece = Light | Evidence

# In the order of `Light`, but for the two fields that are made of others.
_COLUMNS = (
    *(position.c.id, position.c.actor, position.c.side, position.c.unsure, position.c.explicit),
    *(position.c.modality, position.c.act, position.c.route, position.c.asserted_by, position.c.statement),
    *(position.c.start, position.c.end, position.c.said_value, position.c.said_earliest),
    *(position.c.said_latest, position.c.said_basis, position.c.relayed_by, position.c.confidence),
    *(position.c.report_id, position.c.version_id, position.c.published, position.c.outlet),
    *(position.c.agencies, position.c.sourcing, position.c.provider, position.c.report_key, position.c.day),
)
_REPORT = Light._fields.index("report_id")


def read_light(
    connection: Connection,
    question: str,
    known_at: str | None,
    *,
    as_of: date | None = None,
    report_id: int | None = None,
    actor: str | None = None,
) -> list[Light]:
    """Return the positions on a question that are in force, or were at `known_at`: those said by `as_of`, in
    one report or of one actor where these are given.
    """
    asked = {"question": question, "known_at": known_at, "as_of": as_of, "report": report_id, "actor": actor}
    given = {name: value for name, value in asked.items() if value is not None}
    rows = driver_rows(connection, _statement(frozenset(given)), given)
    new = tuple.__new__  # `_make` does no more, in twice the time
    return [new(Light, row + (day_of(row[-1]), f"R{row[_REPORT]}")) for row in rows]  # noqa: RUF005 -- quicker


@cache
def _statement(given: frozenset[str]) -> Select[Any]:
    """The select for what is given; put together once, for that takes as long as a small answer."""
    known_at = bindparam("known_at", type_=String) if "known_at" in given else None
    wanted = (
        select(*_COLUMNS)
        .join(question_table, question_table.c.id == position.c.question_id)
        .where(question_table.c.name == bindparam("question", type_=String))
        .where(in_force(question_table, known_at), in_force(position, known_at))
    )
    if "report" in given:
        wanted = wanted.where(position.c.report_id == bindparam("report", type_=Integer))
    if "actor" in given:
        wanted = wanted.where(position.c.actor == bindparam("actor", type_=String))
    if "as_of" in given:
        wanted = wanted.where(position.c.day <= bindparam("as_of", type_=Date))
    return wanted


@cache
def day_of(iso: str) -> date:
    """Return the day that ISO 8601 text names."""
    return date.fromisoformat(iso)


@lru_cache(LISTS)
def _moment(value: str | None, earliest: str | None, latest: str | None, basis: Basis) -> Moment:
    first, last = (day_of(iso) if iso else None for iso in (earliest, latest))
    return Moment(value, first, last, basis)


@lru_cache(LISTS)
def _relays(packed: str) -> tuple[str, ...]:
    return tuple(relay["name"] for relay in msgspec.json.decode(packed))


@lru_cache(LISTS)
def _traces(relayed_by: str, agencies: str | None, outlet: str | None) -> Traces:
    return _relays(relayed_by) if relayed_by != "[]" else (), strings(agencies), outlet


def strings(packed: str | None) -> tuple[str, ...]:
    """Return the strings of a list in JSON text; none of a list that is not there."""
    return _strings(packed) if packed and packed != "[]" else ()


@lru_cache(LISTS)
def _strings(packed: str) -> tuple[str, ...]:
    return tuple(msgspec.json.decode(packed))
