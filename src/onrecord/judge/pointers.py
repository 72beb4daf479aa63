"""Stances on what was named before: "we will never recognise it", "the results are void"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.judge.grammar import is_filler, is_negator
from onrecord.judge.matter import Matter, occurrences
from onrecord.judge.passage import Passage, passages_of
from onrecord.judge.polarity import chain_to
from onrecord.judge.said import Said
from onrecord.judge.stance import FAINT, IMPLIED, NEAR, Stance
from onrecord.judge.weighing import says_we, stance_of
from onrecord.model import Span

_POINTERS = frozenset("it that this them these those him her".split())

_SHORT_FOR = frozenset(
    "results result outcome outcomes move moves decision step steps vote votes ballot process exercise plan "
    "declaration claim claims status".split()
)

_ACCEPTED = frozenset({"recognition", "annexation", "vote", "leader"})

_RESULTS = frozenset("results result outcome outcomes vote votes ballot".split())

_RECOGNISED = frozenset(
    "state republic country nation government regime authorities rebels neighbour neighbor".split()
)


def on_pointer(said: Said, matter: Matter) -> Iterator[Stance]:
    """As in "We will never recognise it", "the results are void", where the matter was named before."""
    if not named_before(said.before, matter):
        return
    passage = said.passage
    recent = named_before(_last_sentence(said.before), matter)
    sign = 1 if sum(t.sign for t in matter.terms if t.kind == "matter") >= 0 else -1
    for i, word in enumerate(passage.words):
        noun = (
            (word.low in (_SHORT_FOR if recent else _RESULTS) or _is_recognised(passage, i, matter))
            and i > 0
            and _points_back(passage, i)
        )
        pronoun = word.low in _POINTERS and not noun and _stands_alone(passage, i)
        if not noun and not pronoun:
            continue
        chain = chain_to(passage, i, i + 1)
        if not chain.sign or chain.nearest.form.entry.role not in ("attitude", "eval"):
            continue
        if word.low in _RECOGNISED and not matter.takes_entity(chain.nearest):
            continue
        core = chain.nearest.form.entry.lemma in ("recognise", "acknowledge") or (
            chain.nearest.form.entry.lemma == "accept" and bool(_ACCEPTED & matter.frames)
        )
        firm = core or (bool(matter.frames) and (noun or (recent and says_we(passage, chain))))
        stance = stance_of(said, matter, chain, chain.sign * sign)
        if stance is not None and firm:
            weaker = stance.strength * NEAR if core else min(stance.strength, IMPLIED) * NEAR
            yield replace(stance, explicit=stance.explicit and core, strength=weaker)
        elif stance is not None:
            yield replace(stance, strength=stance.strength * FAINT, doubt=True)


def _is_recognised(passage: Passage, i: int, matter: Matter) -> bool:
    """As in "Recognises the new state": a kind of thing that is recognised, not named apart from the
    question's."""
    if passage.words[i].low not in _RECOGNISED or not {"recognition", "leader"} & matter.frames:
        return False
    behind = passage.words[i + 1 : i + 6]
    named = {w.text for w in behind if w.text[:1].isupper()}
    return named <= matter.names


def _points_back(passage: Passage, i: int) -> bool:
    """Whether an article that points at something named before stands in front of the noun, an adjective
    apart."""
    near = [w.low for w in passage.words[max(0, i - 2) : i]]
    return bool({"the", "these", "this", "that", "those", "their", "its"} & set(near)) and "," not in near


def _stands_alone(passage: Passage, i: int) -> bool:
    after = passage.words[i + 1] if i + 1 < len(passage.words) else None
    return (
        after is None
        or not after.is_word
        or is_filler(after.low)
        or is_negator(after.low)
        or after.low in ("as", "and")
    )


def _last_sentence(before: str) -> str:
    passages = [p for p in passages_of(before, Span(0, len(before))) if len(p.words) > 2]
    return before[passages[-1].words[0].start :] if passages else ""


def named_before(before: str, matter: Matter, *, by_name: bool = False) -> bool:
    """Whether the words before speak of the matter; with `by_name`, a name of the question will do."""
    return any(
        by_name or place.term.kind in ("matter", "near")
        for passage in passages_of(before, Span(0, len(before)))
        for place in occurrences(passage, matter)
    )
