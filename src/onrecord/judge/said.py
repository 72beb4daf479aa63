"""A sentence to judge, with what the judge needs to know around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.judge.holders import OWN, SOMEBODY, Holder
from onrecord.judge.passage import Passage
from onrecord.judge.scope import Setting
from onrecord.model import Mention, Span
from onrecord.world import World


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence to judge.

    `mentions` are those of the report, `own` the codes that the voice speaks for, `before` the words of
    the report that lead up to it (what a pronoun may point at), `quoted` whether its words are the
    speaker's own, `texts` the sign of a resolution that the report tells about, 0 where unknown, `cue` the
    cue where it belongs to the sentence: what it does its source does. `setting` is the report around it;
    without one every sentence is taken to be on the question.
    """

    passage: Passage
    mentions: Sequence[Mention]
    own: frozenset[str]
    before: str = ""
    quoted: bool = False
    texts: int = 0
    cue: Span | None = None
    setting: Setting | None = None


def own_or(said: Said, holder: Holder) -> Holder:
    """The holder as the voice sees it: its own actors, and everybody, are "own"."""
    if holder.kind == "everyone" or (holder.kind == "they" and (len(said.own) > 1 or _has_members(said.own))):
        return OWN
    if holder.kind == "they":
        return SOMEBODY
    return OWN if holder.kind == "actors" and said.own and set(holder.actors) <= said.own else holder


def _has_members(codes: frozenset[str]) -> bool:
    """Whether an organisation speaks, so that "the allies", "they" are its own."""
    actors = World.load().actors
    return any(code in actors and actors[code].kind == "organisation" for code in codes)


def clause_of(passage: Passage) -> Span:
    """The sentence from its first to its last word."""
    words = [w for w in passage.words if w.is_word]
    return Span(words[0].start, words[-1].end) if words else passage.span(0, len(passage.words))
