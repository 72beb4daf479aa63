"""Positions in a report that names nothing of what the question names: "Serbia does not recognise the
referendums", and no word of where they were held.

Most such reports are on another case ("the referendum" of another state), and give no position. Where the
sentence points at the matter as at something known and names no other case, it may be the question's: it is
shown, and left unsure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.judge.matter import Matter, occurrences
from onrecord.judge.passage import Passage, passages_of
from onrecord.model import Known, Position, Span

_POINTING = frozenset("the these those".split())
_ADJECTIVES = 1  # words that may stand between: "the so-called referendums"


def pointing(known: Known, matter: Matter, positions: Iterable[Position]) -> Iterator[Position]:
    """Yield, unsure, the explicit positions whose sentence points at the matter and names no actor but who
    holds it; positions of such a report count nowhere.
    """
    text = known.found.report.text
    for position in positions:
        sentence = next((s for s in known.found.sentences if s.meets(position.evidence)), None)
        if not position.explicit or sentence is None:
            continue
        if any(m.actor != position.actor for m in known.mentions if sentence.holds(m.span)):
            continue
        if any(_points(passage, matter) for passage in passages_of(text, _both(sentence, position.evidence))):
            yield replace(position, unsure=True)


def _both(sentence: Span, evidence: Span) -> Span:
    return Span(min(sentence.start, evidence.start), max(sentence.end, evidence.end))


def _points(passage: Passage, matter: Matter) -> bool:
    for place in occurrences(passage, matter):
        before = [word.low for word in passage.words[max(0, place.start - 1 - _ADJECTIVES) : place.start]]
        if place.term.kind == "matter" and not place.term.guessed and _POINTING.intersection(before):
            return True
    return False
