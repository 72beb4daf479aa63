"""From the types of the stages to rows of the tables, and back where a stage is run again."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from onrecord.model import (
    Aside,
    Judged,
    Known,
    Lesson,
    Moment,
    Position,
    Question,
    Relay,
    Report,
    Span,
    Speaker,
)
from onrecord.world import World

Row = dict[str, Any]

CONTENT_JOINT = " … "


def version_row(report: Report) -> Row:
    """Return the columns of `version` that the report itself fills."""
    return {
        "given": report.id,
        "digest": report.digest,
        "path": report.path,
        "text": report.text,
        "title": report.title,
        "url": report.url,
        "outlet": report.outlet,
        "published": report.published,
        "dateline": report.dateline,
        "place": report.place,
        "language": report.language,
        "asides": [[*aside.span, aside.kind] for aside in report.asides],
        "text_digest": digest_of_text(report.text),
        "agencies": list(agencies_of(report.text, report.asides)),
    }


def digest_of_text(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hex. A text of lone surrogates has one too."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def agencies_of(text: str, asides: Iterable[Aside]) -> tuple[str, ...]:
    """Return the news agencies that a report says it has its text from: in its dateline, in a byline ("With
    inputs from ANI") or by a closing mark. Whoever took its photographs is none of them.
    """
    world = World.load()
    marked = (aside.span.of(text) for aside in asides if aside.kind in ("dateline", "byline", "agency_mark"))
    named = (match.outlet for words in marked for match in world.find_outlets(words))
    return tuple(dict.fromkeys(outlet.name for outlet in named if outlet.kind == "agency"))


def report_of(row: Any) -> Report:
    """Return the report that a row of `version` was made of."""
    return Report(
        id=row.given,
        path=row.path,
        text=row.text,
        published=row.published,
        outlet=row.outlet,
        title=row.title,
        url=row.url,
        language=row.language,
        digest=row.digest,
        asides=tuple(Aside(Span(start, end), kind) for start, end, kind in row.asides),
        dateline=row.dateline,
        place=row.place,
    )


def pack(known: Known) -> bytes:
    """Return the `Known` as compressed JSON, without its text, which its version keeps."""
    found = known.found
    bare = replace(known, found=replace(found, report=replace(found.report, text="")))
    return zlib.compress(msgspec.json.encode(bare))


def unpack(packed: bytes, report: Report) -> Known:
    """Return the `Known` that `pack` made, on its report again.

    Raises `msgspec.ValidationError` or `zlib.error` where the bytes are damaged.
    """
    known = msgspec.json.decode(zlib.decompress(packed), type=Known)
    return replace(known, found=replace(known.found, report=report))


def statement_rows(judged: Judged) -> list[Row]:
    """One row a statement, in text order."""
    known = judged.known
    found = known.found
    parallel = zip(found.statements, found.said_on, known.voices, judged.readings, strict=True)
    rows: list[Row] = []
    for place, (said, said_on, voice, reading) in enumerate(parallel):
        rows.append(
            {
                "place": place,
                "name": said.id,
                "source": said.source,
                "cue": said.cue,
                "content": said.content,
                "start": said.evidence.start,
                "end": said.evidence.end,
                "words": CONTENT_JOINT.join(span.of(found.report.text) for span in said.content),
                "directness": said.directness,
                "continues": said.continues,
                "confidence": said.confidence,
                **_speaker(voice.speaker),
                "candidates": _plain(voice.candidates),
                "relayed_by": _relays(voice.relayed_by),
                **_moment("said", said_on),
                "sourcing": voice.sourcing,
                "route": voice.route,
                "speaks_for_actor": voice.speaks_for_actor,
                "occasion": voice.occasion,
                "act": reading.act,
                "modality": reading.modality,
                "grounds": reading.grounds,
                "condition": reading.condition,
            }
        )
    return rows


def _speaker(speaker: Speaker | None) -> Row:
    return {
        "speaker": speaker.name if speaker else None,
        "office": speaker.office if speaker else None,
        "sector": speaker.sector if speaker else None,
        "actor": speaker.actor if speaker else None,
        "actors": list(speaker.actors) if speaker else [],
        "because": _plain(speaker.because) if speaker else [],
    }


def mention_rows(known: Known) -> list[Row]:
    """One row a mention of an actor."""
    return [
        {"start": m.span.start, "end": m.span.end, "actor": m.actor, "because": m.because}
        for m in known.mentions
    ]


def timex_rows(known: Known) -> list[Row]:
    """One row a time expression."""
    return [
        {
            "start": t.span.start,
            "end": t.span.end,
            "type": t.type,
            "value": t.value,
            "earliest": t.earliest,
            "latest": t.latest,
        }
        for t in known.found.dates
    ]


def event_rows(known: Known) -> list[Row]:
    """One row an event, with who takes part in it."""
    text = known.found.report.text
    return [
        {
            "start": event.what.start,
            "end": event.what.end,
            "words": event.what.of(text),
            "modality": event.modality,
            **_moment("when", event.when),
            "actors": list(involved.actors),
            "relayed_by": _relays(involved.relayed_by),
        }
        for event, involved in zip(known.found.events, known.involved, strict=True)
    ]


def lesson_rows(known: Known) -> list[Row]:
    """One row a lesson and key of its person's name."""
    return [
        {
            "key": key,
            "person": lesson.person,
            "office": lesson.office,
            "role": lesson.role,
            "sector": lesson.sector,
            "actor": lesson.actor,
            "said_on": lesson.on,
            "report": lesson.report,
            "start": lesson.span.start,
            "end": lesson.span.end,
        }
        for lesson, keys in known.teaches
        for key in keys
    ]


def lesson_of(row: Any) -> Lesson:
    """Return the lesson that a row was made of."""
    return Lesson(
        row.person,
        row.office,
        row.role,
        row.sector,
        row.actor,
        row.said_on,
        row.report,
        Span(row.start, row.end),
    )


def unplaced_rows(known: Known) -> list[Row]:
    """One row a person whom lessons could place."""
    return [{"key": key} for key in known.unplaced]


def digest_of(lessons: Iterable[Lesson]) -> str | None:
    """Return what tells one set of lessons from another; None for none."""
    lines = sorted(repr(lesson) for lesson in lessons)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest() if lines else None


def position_row(position: Position) -> Row:
    """Return the columns of `position` that the judge fills."""
    return {
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
        "start": position.evidence.start,
        "end": position.evidence.end,
        "grounds": position.grounds,
        "condition": position.condition,
        **_moment("said", position.said_on),
        "relayed_by": _relays(position.relayed_by),
        "confidence": position.confidence,
        "because": _plain(position.because),
        "firmness": position.firmness.kind if position.firmness else None,
        "firmness_words": position.firmness.words if position.firmness else None,
    }


def question_row(question: Question) -> Row:
    """Return the columns of `question`, its version apart."""
    return {
        "name": question.id,
        "title": question.title,
        "proposition": question.proposition,
        "about": list(question.about),
        "since": question.since,
        "until": question.until,
        "categories": [list(pair) for pair in question.categories] or None,
    }


def question_of(row: Any) -> Question:
    """Return the question that a row was made of."""
    return Question(
        row.name,
        row.title,
        row.proposition,
        tuple(row.about),
        row.since,
        row.until,
        tuple((phrase, side) for phrase, side in row.categories or ()),
    )


def moment_of(row: Any, prefix: str) -> Moment:
    """Return the moment in the columns ``<prefix>_value`` and so on of a row."""
    basis = getattr(row, f"{prefix}_basis")
    return Moment(
        getattr(row, f"{prefix}_value"),
        getattr(row, f"{prefix}_earliest"),
        getattr(row, f"{prefix}_latest"),
        basis,
    )


def last_day(said_on: Moment, published: date) -> date:
    """Return the last day that something can have been said on: what a report tells was said by the time it
    came out, whatever week its words name.
    """
    return min(said_on.latest or published, published)


def _moment(prefix: str, moment: Moment) -> Row:
    return {
        f"{prefix}_value": moment.value,
        f"{prefix}_earliest": moment.earliest,
        f"{prefix}_latest": moment.latest,
        f"{prefix}_basis": moment.basis,
    }


def _relays(relays: Iterable[Relay]) -> list[Row]:
    return [{"name": relay.name, "span": relay.span} for relay in relays]


def _plain(values: Iterable[Any]) -> list[Any]:
    return [msgspec.to_builtins(value) for value in values]
