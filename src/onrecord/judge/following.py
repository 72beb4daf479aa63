"""Sides taken by doing as others did: "Poland and Latvia followed suit", "London would do the same"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.judge.holders import SOMEBODY, holder_before
from onrecord.judge.said import Said, clause_of, own_or
from onrecord.judge.stance import Stance
from onrecord.model import Position, Reason, Span

LEAD = 300  # code points before a sentence in which what it points at may stand
_FOLLOWS = re.compile(
    r"\b(?:joined (?:them|in)|followed suit|follow suit|(?:did|do) (?:the same|likewise|so)"
    r"|followed their example)\b",
    re.IGNORECASE,
)


def following(said: Said, told: Sequence[Position]) -> tuple[Stance, ...]:
    """The side told last before the sentence, where the sentence says that others took it too."""
    passage = said.passage
    start = passage.words[0].start
    found = _FOLLOWS.search(passage.text, start, passage.words[-1].end)
    before = [p for p in told if p.evidence.end <= start <= p.evidence.end + LEAD and p.side and not p.unsure]
    if found is None or not before:
        return ()
    last = max(before, key=lambda p: p.evidence.end)
    holder = own_or(said, holder_before(passage, found.start(), said.mentions))
    if holder == SOMEBODY:
        return ()
    return (
        Stance(
            holder=holder,
            side=last.side,
            explicit=last.explicit,
            modality=last.modality,
            act=last.act,
            strength=last.confidence,
            evidence=clause_of(passage),
            because=(Reason("followed suit", Span(found.start(), found.end())),),
            condition=None,
        ),
    )
