"""A report read to the end, as the JSON object that `onrecord inspect --json` prints (docs/json.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from onrecord.model import (
    Event,
    Involvement,
    Judged,
    Moment,
    Position,
    Reading,
    Relay,
    Report,
    Span,
    Speaker,
    Statement,
    Timex,
    Voice,
)

Json = dict[str, Any]


def inspection(judged: Judged) -> Json:
    """Lay out what was read in one report as plain lists, strings and numbers.

    Spans are ``[start, end]`` in code points of the report's text; days are ISO 8601 strings. Lists are empty
    where there is nothing, never None. Parallel tuples of unequal length raise ValueError: a fault of ours.
    """
    known = judged.known
    found = known.found
    told = zip(found.statements, found.said_on, known.voices, judged.readings, strict=True)
    return {
        "report": _report(found.report),
        "statements": [_statement(*parts) for parts in told],
        "positions": [_position(position) for position in judged.positions],
        "dates": [_date(timex) for timex in found.dates],
        "events": [_event(*parts) for parts in zip(found.events, known.involved, strict=True)],
    }


def inspection_line(judged: Judged) -> bytes:
    """Encode the same as one line of JSON Lines: UTF-8, keys in order, with its line feed."""
    return msgspec.json.encode(inspection(judged)) + b"\n"


def moment(when: Moment) -> Json:
    """Lay out an interval of days; `value` and `earliest` are None where the text gives no day."""
    return {
        "value": when.value,
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "basis": when.basis,
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _spans(spans: Sequence[Span]) -> list[list[int]]:
    return [_span(span) for span in spans]


def _maybe(span: Span | None) -> list[int] | None:
    return None if span is None else _span(span)


def _relays(relays: Sequence[Relay]) -> list[Json]:
    return [{"name": relay.name, "span": _span(relay.span)} for relay in relays]


def _report(report: Report) -> Json:
    return {
        "id": report.id,
        "path": report.path,
        "published": report.published.isoformat(),
        "outlet": report.outlet,
        "title": report.title,
        "language": report.language,
    }


def _speaker(speaker: Speaker | None) -> Json | None:
    if speaker is None:
        return None
    return {
        "name": speaker.name,
        "office": speaker.office,
        "sector": speaker.sector,
        "actor": speaker.actor,
        "actors": list(speaker.actors),
        "because": [{"rule": reason.rule, "span": _maybe(reason.span)} for reason in speaker.because],
    }


def _candidates(voice: Voice) -> Json:
    """Whom the source could mean. No stage proposes several days yet: a day is told or stays open."""
    speakers = [{"name": c.name, "office": c.office, "actor": c.actor} for c in voice.candidates]
    return {"speaker": speakers, "said_on": []}


def _statement(statement: Statement, said_on: Moment, voice: Voice, reading: Reading) -> Json:
    return {
        "id": statement.id,
        "cue": _spans(statement.cue),
        "source": _spans(statement.source),
        "content": _spans(statement.content),
        "continues": statement.continues,
        "directness": statement.directness,
        "speaker": _speaker(voice.speaker),
        "candidates": _candidates(voice),
        "relayed_by": _relays(voice.relayed_by),
        "said_on": moment(said_on),
        "sourcing": voice.sourcing,
        "occasion": _maybe(voice.occasion),
        "act": reading.act,
        "modality": reading.modality,
        "grounds": _spans(reading.grounds),
    }


def _position(position: Position) -> Json:
    return {
        "question": position.question,
        "actor": position.actor,
        "side": position.side,
        "unsure": position.unsure,
        "explicit": position.explicit,
        "modality": position.modality,
        "act": position.act,
        "route": position.route,
        "asserted_by": position.asserted_by,
        "speaker": position.speaker,
        "office": position.office,
        "statement": position.statement,
        "evidence": _span(position.evidence),
        "grounds": _spans(position.grounds),
        "condition": _maybe(position.condition),
        "firmness": position.firmness.kind if position.firmness else None,
        "firmness_words": _maybe(position.firmness.words) if position.firmness else None,
        "said_on": moment(position.said_on),
        "relayed_by": _relays(position.relayed_by),
        "confidence": round(position.confidence, 3),
    }


def _date(timex: Timex) -> Json:
    return {"start": timex.span.start, "end": timex.span.end, "type": timex.type, "value": timex.value}


def _event(event: Event, involved: Involvement) -> Json:
    return {
        "when": moment(event.when),
        "modality": event.modality,
        "what": _span(event.what),
        "actors": list(involved.actors),
        "relayed_by": _relays(involved.relayed_by),
    }
