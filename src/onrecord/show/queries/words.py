"""The words that evidence rests on: fetched in a second look, for what is to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Select, String, bindparam, case, func, select, type_coerce

from onrecord.model import Directness, FirmnessKind, Span
from onrecord.record.dialect import among, driver_rows, listed
from onrecord.record.tables import position, version
from onrecord.show.answers import Evidence, QuestionLine
from onrecord.show.context import around
from onrecord.show.queries.citing import name_of, report_line, words_of
from onrecord.show.queries.light import LISTS, Light, Piece, day_of, strings

ALONE = 60  # code points: longer words are understood without those around them
PURGED = "[text removed]"  # what stands for the words of a purged report


class _Row(NamedTuple):
    """What a version and its report say at a position; lists are JSON text, but for the agencies."""

    start: int
    end: int
    speaker: str | None
    office: str | None
    directness: Directness | None
    grounds: str
    condition: str | None
    because: str
    firmness: FirmnessKind | None
    firmness_words: str | None
    report_id: int
    provider: str
    key: str
    outlet: str | None
    title: str | None
    url: str | None
    published: date
    path: str
    asides: str
    agencies: tuple[str, ...]
    text: str  # of the version; no more than the words where nothing else of it is shown


_COLUMNS = (
    *(position.c.start, position.c.end, position.c.speaker, position.c.office, position.c.directness),
    *(position.c.grounds, position.c.condition, position.c.because),
    *(position.c.firmness, position.c.firmness_words),
    *(position.c.report_id, position.c.provider, position.c.report_key),
    *(version.c.outlet, version.c.title, version.c.url),
    *(version.c.published, version.c.path, version.c.asides, version.c.agencies),
)
_DAY, _AGENCIES = _Row._fields.index("published"), _Row._fields.index("agencies")
_LENGTH = position.c.end - position.c.start
_TEXT = case(
    (
        (_LENGTH >= ALONE)
        & (type_coerce(position.c.grounds, String) == "[]")
        & type_coerce(position.c.condition, String).is_(None)
        & position.c.firmness.is_(None),
        func.substr(version.c.text, position.c.start + 1, _LENGTH),
    ),
    else_=version.c.text,
)


class Words:
    """The words that evidence rests on, fetched at once for all that is to be shown. Without `beside` what
    stands around them is fetched for short ones alone.
    """

    def __init__(
        self, connection: Connection, asked: QuestionLine, pieces: Iterable[Piece], *, beside: bool = True
    ) -> None:
        self._question = asked.id
        self._beside = beside
        ids = {int(one.ref[1:]) for one in pieces if one.ref.startswith("P")}
        rows = driver_rows(connection, _statement(beside=beside), {"ids": listed(ids)})
        self._rows = {f"P{row[0]}": _row(row[1:]) for row in rows}

    def of(self, piece: Piece, *, beside: bool = True) -> Evidence:
        """Return the evidence with its words and its report as it is cited; what only a decision gives has
        both already. Without `beside` what stands around the words is given for short ones alone.
        """
        beside = beside and self._beside
        row = self._rows.get(piece.ref)
        if isinstance(piece, Light):
            if row is None:
                raise LookupError(f"the words of {piece.ref} were not fetched")
            return self._evidence(piece, row, beside=beside)
        return (
            piece if row is None else replace(piece, **_words(row, Span(row.start, row.end), beside=beside))
        )

    def _evidence(self, light: Light, row: _Row, *, beside: bool) -> Evidence:
        return Evidence(
            ref=light.ref,
            question=self._question,
            actor=light.actor,
            actor_name=name_of(light.actor) if light.actor else None,
            side=light.side,
            explicit=bool(light.explicit),
            unsure=bool(light.unsure),
            modality=light.modality,
            act=light.act,
            route=light.route,
            asserted_by=light.asserted_by,
            asserted_by_name=name_of(light.asserted_by),
            speaker=row.speaker,
            office=row.office,
            sourcing=light.sourcing,
            directness=row.directness,
            statement=light.statement,
            span=light.span,
            said_on=light.said_on,
            day=light.day,
            relayed_by=light.relays,
            confidence=light.confidence,
            **_words(row, light.span, beside=beside),
        )


@cache
def _statement(*, beside: bool) -> Select[Any]:
    return (
        select(position.c.id, *_COLUMNS, version.c.text if beside else _TEXT)
        .join(version, version.c.id == position.c.version_id)
        .where(among(position.c.id, bindparam("ids", type_=String)))
    )


def _row(values: tuple[Any, ...]) -> _Row:
    named = strings(values[_AGENCIES])
    day = day_of(values[_DAY])
    return _Row._make((*values[:_DAY], day, *values[_DAY + 1 : _AGENCIES], named, *values[_AGENCIES + 1 :]))


def _words(row: _Row, span: Span, *, beside: bool) -> dict[str, Any]:
    """What a version's text says at a position, as fields of `Evidence`."""
    text = row.text
    alone = len(text) == span.end - span.start  # then it is the words themselves
    before = after = ""
    if text and not alone and (beside or span.end - span.start < ALONE):
        before, after = around(text, span, floor=body_start(msgspec.json.decode(row.asides), span))
    return {
        "words": (text if alone else span.of(text)) or PURGED,
        "before": before,
        "after": after,
        "grounds": words_of(text, msgspec.json.decode(row.grounds)) if row.grounds != "[]" else (),
        "condition": _of(row.condition, text),
        "because": _rules(row.because),
        "firmness": row.firmness,
        "firmness_words": _of(row.firmness_words, text),
        "report": report_line(row),
    }


def _of(span: str | None, text: str) -> str | None:
    """The words at a span, None where there is none or the text was removed."""
    return Span(*msgspec.json.decode(span)).of(text) or None if span else None


@lru_cache(LISTS)
def _rules(packed: str) -> tuple[str, ...]:
    return tuple(reason["rule"] for reason in msgspec.json.decode(packed))


def body_start(asides: Iterable[tuple[int, int, str]], span: Span) -> int:
    """Where the prose that leads to the span begins: behind front matter, byline and dateline."""
    heads = (end for _, end, kind in asides if kind in ("front", "byline", "dateline"))
    return max((end for end in heads if end <= span.start), default=0)
