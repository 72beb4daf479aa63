"""Measures whom statements are made for, against cases/agency_speakers.jsonl.

Of the labels whose actor is settled (not open; police and courts apart, since readers differ on whether they
speak for their state): those made for an actor are right, open or wrong; those made for none are right or
given one. A statement is matched by the label's place, its cue or else the beginning of its content.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.extract.dates import find_dates
from onrecord.extract.names import find_names
from onrecord.extract.sentences import split_sentences
from onrecord.model import Found, Known, Moment, Report, Span, Statement, Voice
from onrecord.resolve import resolve
from onrecord.world import World

HERE = Path(__file__).parent
HELD_OUT = frozenset((HERE / "heldout.txt").read_text("utf8").split())
LABELS = HERE / "cases" / "agency_speakers.jsonl"
# Labels of statements as the program found them: rules were made on the first two sets once they had been
# scored, none on the third.
FOUND = {name: HERE / "cases" / f"agency_speakers_{name}.jsonl" for name in ("fresh", "more", "unseen")}
STATEMENTS = (
    HERE / "cases" / "agency_statements.jsonl",
    HERE.parent / "training" / "statements" / "agency.jsonl",
)
APART = frozenset({"police", "court"})


def speakers(path: Path = LABELS) -> dict[str, list[dict[str, Any]]]:
    """The labels of a file by report."""
    return {row["id"]: row["speakers"] for row in map(json.loads, path.read_text("utf8").splitlines())}


def attributions() -> dict[str, list[dict[str, Any]]]:
    """The labelled statements by report; labels of speakers run parallel to them."""
    rows = (json.loads(line) for path in STATEMENTS for line in path.read_text("utf8").splitlines())
    return {row["id"]: row["attributions"] for row in rows}


@dataclass(frozen=True)
class Score:
    """Shares in percent: of statements made for an actor, and of those made for none; `read` is the share of
    all that a statement was found for."""

    right: float
    open: float
    wrong: float
    given: float
    read: float
    count: int

    @classmethod
    def of(cls, outcomes: Counter[str]) -> Score:
        made = outcomes["right"] + outcomes["open"] + outcomes["wrong"]
        none = outcomes["none"] + outcomes["given"]
        share = lambda part, whole: round(100 * part / whole, 1) if whole else 0.0  # noqa: E731
        return cls(
            right=share(outcomes["right"], made),
            open=share(outcomes["open"], made),
            wrong=share(outcomes["wrong"], made),
            given=share(outcomes["given"], none),
            read=share(made + none, made + none + outcomes["unread"]),
            count=made + none + outcomes["unread"],
        )


def outcome(label: dict[str, Any], voice: Voice | None) -> str | None:
    """What became of one label; None for one that is not counted."""
    if label["open"] or label["sector"] in APART:
        return None
    if voice is None:
        return "unread"
    told = set(voice.speaker.actors) if voice.speaker and voice.speaks_for_actor else set()
    if not label["actors"]:
        return "given" if told else "none"
    return "right" if told == set(label["actors"]) else "wrong" if told else "open"


def of_labelled_statements(report: Report, world: World) -> list[Voice]:
    """Resolve the labelled statements of a report, parallel to its labels: the tagger has no part in it."""
    made = [_statement(report, i, a) for i, a in enumerate(attributions()[report.id], 1)]
    statements = tuple(sorted(made, key=lambda statement: statement.extent))
    sentences = split_sentences(report)
    unknown = Moment(None, None, report.published, "published")
    found = Found(
        report=report,
        sentences=sentences,
        statements=statements,
        said_on=(unknown,) * len(statements),
        names=find_names(report, sentences),
        dates=find_dates(report, sentences),
        events=(),
    )
    voices = {voice.statement: voice for voice in resolve(found, world).voices}
    return [voices[statement.id] for statement in made]


def _statement(report: Report, number: int, label: dict[str, Any]) -> Statement:
    spans = {part: tuple(Span(*span) for span in label[part]) for part in ("cue", "source", "content")}
    quoted = spans["content"][0].of(report.text)[:1] in {'"', "“"}
    follows = f"s{label['continues'] + 1}" if "continues" in label else None
    directness = "direct" if quoted else "indirect"
    return Statement(
        f"s{number}", spans["cue"], spans["source"], spans["content"], directness, continues=follows
    )


def of_read_statements(known: Known, labels: Sequence[dict[str, Any]]) -> Iterator[Voice | None]:
    """For each label the voice of the statement that was found at its place, which is that of the cue, else
    of the content, in one set of the source; None where none was."""
    pairs = list(zip(known.found.statements, known.voices, strict=True))
    for label in labels:
        place = Span(*label["at"])
        cued = [voice for said, voice in pairs if any(place.meets(span) for span in said.cue)]
        held = [voice for said, voice in pairs if not said.cue and any(place.meets(s) for s in said.content)]
        told = [voice for said, voice in pairs if any(place.meets(span) for span in said.source)]
        yield next(iter([*cued, *held, *told]), None)
