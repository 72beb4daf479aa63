"""What a question is about: the terms to look for in a report, and which way its proposition points at
each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.judge.frames import speaks_on_names
from onrecord.judge.grammar import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    SUBORDINATORS,
    is_manner,
    is_negator,
)
from onrecord.judge.passage import Passage, Predicate
from onrecord.judge.words import Word, stem
from onrecord.model import Mention, Question

TermKind = Literal["matter", "near", "entity", "integrity"]

_AFTER_NAMES = frozenset(
    "next last this that these today tomorrow yesterday soon again within early earlier later already twice "
    "himself itself herself instead together first joining leaving becoming having being".split()
)

_OF_WHAT = frozenset("on against of in for with from over".split())

_OFFICES = frozenset("government presidency regime claim leadership administration authority".split())

_OUGHT = frozenset(
    "should must ought deserves deserve ready entitled right belongs eligible qualified welcome".split()
)

_JOINS = frozenset("join joining admitted member membership take belongs belong accession seat".split())

_IS = frozenset("is be become becomes remain remains remained was".split())

_STATELY = frozenset("independent sovereign".split())

_RIGHTFUL = frozenset("legitimate lawful rightful president leader".split())


@dataclass(frozen=True, slots=True)
class Term:
    """Something the question is about, as stems. `sign` tells which way the proposition points at it.

    A *matter* can be the object of any stance word, a *near* one is another word for it; an *entity* (a
    state, a person) only of those in the question's frame: to condemn an attack in Kosovo says nothing on
    recognising it.
    """

    stems: tuple[str, ...]
    sign: int
    kind: TermKind


@dataclass(frozen=True, slots=True)
class Matter:
    """A question made ready: `terms`, `frames` that its proposition falls in, lemmas of its stance words,
    and the `names` and `actors` (codes) that it names."""

    question: Question
    terms: tuple[Term, ...]
    frames: frozenset[str]
    predicates: frozenset[str]
    names: frozenset[str]
    actors: frozenset[str] = frozenset()

    def takes_entity(self, predicate: Predicate) -> bool:
        """Whether the stance word, held to an entity of the question, speaks on the proposition."""
        lemma = predicate.form.entry.lemma
        return lemma in self.predicates or speaks_on_names(lemma, self.frames)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term at ``words[start:end]`` of a passage."""

    start: int
    end: int
    term: Term


def matter_sign(matter: Matter) -> int:
    """Whether the proposition as a whole is for (1) or against (-1) what it is about."""
    return 1 if sum(t.sign for t in matter.terms if t.kind in ("matter", "entity")) >= 0 else -1


def occurrences(passage: Passage, matter: Matter) -> tuple[Occurrence, ...]:
    """Where the passage speaks of the question's terms, in order, the longest term first at each place."""
    stems = [stem(w.low) if w.is_word else w.low for w in passage.words]
    found: list[Occurrence] = []
    i = 0
    while i < len(stems):
        for term in matter.terms:
            end = i + len(term.stems)
            if tuple(stems[i:end]) == term.stems and not _is_else(passage, i, end, term):
                found.append(Occurrence(i, end, term))
                i = end - 1
                break
        i += 1
    return tuple(found)


def itself(passage: Passage, end: int, frames: frozenset[str]) -> int:
    """The sign of what is said of a name that ends at `end`: "should join", "is the legitimate president".

    0 where nothing of the kind is said; -1 where it is denied.
    """
    tail: list[str] = []
    for word in passage.words[end : end + 9]:
        if word.low in SUBORDINATORS or word.low in (",", ".", ";"):
            break
        tail.append(word.low)
    said = bool(_OUGHT.intersection(tail))
    joins = "membership" in frames and said and bool(_JOINS.intersection(tail))
    stands = bool(_IS.intersection(tail)) and (
        ("recognition" in frames and bool(_STATELY.intersection(tail)))
        or ("leader" in frames and bool(_RIGHTFUL.intersection(tail)))
    )
    if not joins and not stands:
        return 0
    return -1 if any(is_negator(w) for w in tail) else 1


def is_another(passage: Passage, place: Occurrence, matter: Matter, mentions: Sequence[Mention]) -> bool:
    """Whether the words tell of another case of the same kind ("the embargo on Libya", where Cuba's is
    asked)."""
    if not matter.actors or place.term.kind == "entity":
        return False
    words = passage.words
    near: list[int] = []
    if place.end < len(words) and words[place.end].low in _OF_WHAT:
        near = _listed(passage, place.end + 1, mentions)
    if place.term.kind == "near":
        near += range(max(0, place.start - 4), place.start)
    told = [m for m in mentions for k in near if m.span.meets(words[k].span)]
    return (
        bool(told)
        and not any(m.actor in matter.actors for m in told)
        and any(len(m.actor) == 3 for m in told)
    )


def _listed(passage: Passage, start: int, mentions: Sequence[Mention]) -> list[int]:
    """The words of a list of actors that begins right here."""
    found: list[int] = []
    for k in range(start, min(len(passage.words), start + 12)):
        named = any(m.span.meets(passage.words[k].span) for m in mentions)
        if (
            not named
            and passage.words[k].low not in ("and", "or", ",")
            and passage.words[k].low not in DETERMINERS
        ):
            break
        found.append(k)
    return found


def _is_else(passage: Passage, start: int, end: int, term: Term) -> bool:
    """Whether the words are no mention of the term: a name before another noun, "voted" for the vote."""
    if term.kind in ("near", "matter") and end < len(passage.words) and passage.words[end].low == "'s":
        return True
    if term.kind == "near":
        return (
            any(p.start <= start < p.end for p in passage.predicates) or passage.words[start].low == "voted"
        )
    return term.kind == "entity" and leans(passage.words, end)


def leans(words: Sequence[Word], end: int) -> bool:
    """Whether a name only modifies the noun behind it: "Kosovo's police", "Kosovo police"."""
    if end >= len(words):
        return False
    if words[end].low == "'s" and end + 1 < len(words) and words[end + 1].low in _OFFICES:
        return False
    after = words[end].low
    known = after in AUXILIARIES or after in PREPOSITIONS or after in SUBORDINATORS or after in ADVERBS
    known = (
        known
        or after in _AFTER_NAMES
        or after in ("and", "or", "to", "only", "alone")
        or is_negator(after)
        or is_manner(after)
    )
    return after == "'s" or (words[end].is_word and not known and words[end].text.islower())
