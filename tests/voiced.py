"""Measures how voices are sourced, on which occasion and by whose report, against cases/agency_voices.jsonl,
and what happened when, against cases/agency_events.jsonl.

A label stands for a statement (by the place of its cue, or else of its content) or for the date of an event.
What could be read in two ways is marked in the labels and not counted: a sourcing, occasion or relays of
`null`, the dates under `apart`, actors of `null`. An occasion may be told in more than one way: any will do.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.model import Known, Span, Voice

HERE = Path(__file__).parent
VOICES = HERE / "cases" / "agency_voices.jsonl"
# Labels of statements as the program found them, in reports that its tagger was not trained on.
FOUND = HERE / "cases" / "agency_voices_found.jsonl"
EVENTS = HERE / "cases" / "agency_events.jsonl"
HALVES = ("worked on", "only scored")


def half(report: str) -> str:
    """In which half of the labelled reports one is: its misses were looked at, or it was only scored."""
    return HALVES[hashlib.sha256(report.encode()).digest()[-1] % 2]


def labels(path: Path, key: str) -> dict[str, Any]:
    """What `key` holds for each report of a file of labels."""
    return {row["id"]: row[key] for row in map(json.loads, path.read_text("utf8").splitlines())}


@dataclass(frozen=True)
class Told:
    """Of what the labels have, how much was found (`recall`), and of what was found, how much is there
    (`precision`), in percent; `count` of the labels.
    """

    precision: float
    recall: float
    count: int

    @classmethod
    def of(cls, counts: Counter[str]) -> Told:
        return cls(
            precision=percent(counts["right"], counts["right"] + counts["spurious"]),
            recall=percent(counts["right"], counts["right"] + counts["missed"]),
            count=counts["right"] + counts["missed"],
        )


def percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def sourcing(label: dict[str, Any], voice: Voice | None) -> Iterator[str]:
    """Whether the kind of voice is right; a statement that was not found is missed."""
    if label["sourcing"] is not None:
        right = voice is not None and voice.sourcing == label["sourcing"]
        yield "right" if right else "missed"
        if voice is not None and not right:
            yield "spurious"


def occasion(label: dict[str, Any], voice: Voice | None) -> Iterator[str]:
    """Whether the occasion is found: a stretch that is mostly the label's."""
    if label["occasion"] is None:
        return
    wanted = [Span(*span) for span in label["occasion"]]
    found = voice.occasion if voice else None
    right = found is not None and any(found.is_mostly(span) for span in wanted)
    if wanted:
        yield "right" if right else "missed"
    if found is not None and not right:
        yield "spurious"


def relays(label: dict[str, Any], voice: Voice | None) -> Iterator[str]:
    """Whether those who relay are found, and nobody else."""
    if label["relays"] is None:
        return
    wanted = [Span(*span) for span in label["relays"]]
    found = [relay.span for relay in voice.relayed_by] if voice else []
    for span in wanted:
        yield "right" if any(span.meets(other) for other in found) else "missed"
    yield from ("spurious" for other in found if not any(other.meets(span) for span in wanted))


MEASURES = {"sourcing": sourcing, "occasions": occasion, "relays": relays}


def events(known: Known, wanted: Sequence[dict[str, Any]], apart: Sequence[Sequence[int]]) -> Iterator[str]:
    """What became of the labelled events of a report: "right" or "missed" each; of those found "day",
    "modality" or "actors" where these are wrong, "actors told" where they count; "spurious" for each event
    that is no label's.
    """
    found = list(zip(known.found.events, known.involved, strict=True))
    for label in wanted:
        place = Span(*label["at"])
        holding = [pair for pair in found if pair[0].what.holds(place)]
        holding.sort(key=lambda pair: pair[0].when.value != label["value"])
        if not holding:
            yield "missed"
            continue
        event, involved = holding[0]
        found.remove(holding[0])
        yield "right"
        if event.when.value != label["value"]:
            yield "day"
        if event.modality != label["modality"]:
            yield "modality"
        if label["actors"] is not None:
            yield "actors told"
            if sorted(involved.actors) != label["actors"]:
                yield "actors"
    for event, _ in found:
        if not any(event.what.holds(Span(*span)) for span in apart):
            yield "spurious"
