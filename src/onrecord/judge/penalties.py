"""Measures against somebody for what he does: who wants them wants it stopped.

As in "Norway backed sanctions over the tests", and, where the proposition asks a named actor to stop, "seeks
sanctions against Mali" beside words that name the matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.judge.grammar import STOPS
from onrecord.judge.holders import SOMEBODY
from onrecord.judge.matter import Matter, matter_sign
from onrecord.judge.passage import Passage
from onrecord.judge.pointers import named_before
from onrecord.judge.polarity import chain_to
from onrecord.judge.said import Said
from onrecord.judge.stance import IMPLIED, NEAR, Stance, side_for
from onrecord.judge.weighing import stance_of

_MEASURES = frozenset("sanctions embargo penalties".split())
_OVER = frozenset("against on over for".split())
_REACH = 5  # words from the measure to what it is for


def on_penalty(said: Said, matter: Matter, on_matter: bool) -> Iterator[Stance]:
    """The stance of who wants, backs or rejects a measure against what the proposition would end.

    `on_matter`: the sentence names the matter. Measures that are the question themselves are left to it.
    """
    if (
        matter_sign(matter) > 0
        or _MEASURES & {t.stems[-1] for t in matter.terms}
        or "sanctions" in matter.frames
    ):
        return
    if not on_matter and not named_before(said.before, matter):
        return
    passage = said.passage
    for i, word in enumerate(passage.words):
        if word.low not in _MEASURES or not _aims(passage, i, said, matter):
            continue
        chain = chain_to(passage, i, i + 1)
        if not chain.sign or chain.nearest.form.entry.role not in ("attitude", "urge", "change"):
            continue
        stance = stance_of(said, matter, chain, chain.sign)
        if stance is not None and stance.holder != SOMEBODY and stance.side is not None:
            yield Stance(
                stance.holder,
                side_for(1 if stance.side == "for" else -1),
                False,
                stance.modality,
                stance.act,
                IMPLIED * NEAR * (1.0 if not stance.doubt else NEAR),
                stance.evidence,
                stance.because,
                stance.condition,
                stance.doubt,
            )


def _aims(passage: Passage, at: int, said: Said, matter: Matter) -> bool:
    """Whether the words behind the measure name an actor of the question, as its "against" or "over"."""
    words = passage.words
    if at + 1 >= len(words) or words[at + 1].low not in _OVER:
        return False
    for k in range(at + 2, min(len(words), at + 2 + _REACH)):
        if words[k].low in STOPS or words[k].low == ",":
            return False
        if any(m.span.meets(words[k].span) and m.actor in matter.actors for m in said.mentions):
            return True
    return False
