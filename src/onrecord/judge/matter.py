"""What a question is about: the terms to look for in a report, and which way its proposition points at
each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.judge.derived import is_generic
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
from onrecord.model import Mention, Question, Span

TermKind = Literal["matter", "near", "entity", "integrity"]

_AFTER_NAMES = frozenset(
    "next last this that these today tomorrow yesterday soon again within early earlier later already twice "
    "himself itself herself instead together first joining leaving becoming having being".split()
)

_OF_WHAT = frozenset("on against of in for with from over".split())

OFFICES = frozenset(
    "government cabinet presidency regime claim leadership administration authority coalition rule".split()
)

# What a thing has by being there: who approves its mission or deployment approves the thing.
_OF_ITS_OWN = frozenset("mission deployment dispatch mandate creation arrival presence continuation".split())

_UNDOING = frozenset(
    "cut cuts cutback cutbacks reduction reductions withdrawal withdrawals removal pullout pull-out ban bans "
    "freeze halt moratorium elimination abolition suspension closure closures".split()
)

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
    recognising it. `verb` marks a verb of the matter's family (enrich, for enrichment), `guessed` a phrase
    of the user's whose sign the proposition does not show.
    """

    stems: tuple[str, ...]
    sign: int
    kind: TermKind
    verb: bool = False
    guessed: bool = False


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
    stems = [stem(w.low.removesuffix("-related")) if w.is_word else w.low for w in passage.words]
    found: list[Occurrence] = []
    firsts = {term.stems[0] for term in matter.terms}
    i = 0
    while i < len(stems):
        if stems[i] not in firsts:
            i += 1
            continue
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


def turned(passage: Passage, place: Occurrence) -> Term:
    """The term, its sign turned where the next noun undoes it ("tax cuts", "a whaling ban")."""
    after = passage.words[place.end].low if place.end < len(passage.words) else ""
    undone = after in _UNDOING and place.term.kind in ("matter", "near") and not place.term.verb
    return replace(place.term, sign=-place.term.sign) if undone else place.term


def is_another(passage: Passage, place: Occurrence, matter: Matter, mentions: Sequence[Mention]) -> bool:
    """Whether the words tell of another case of the same kind ("the embargo on Libya", where Cuba's is
    asked)."""
    if not matter.actors or place.term.kind == "entity":
        return False
    words = passage.words
    if _is_its_own(passage, place.start):
        return not any(m.actor in matter.actors for m in mentions if _is_in(m.span, passage))
    near: list[int] = []
    if place.end < len(words) and words[place.end].low in _OF_WHAT:
        near = _listed(passage, place.end + 1, mentions)
    if place.term.kind == "near" and not place.term.verb:
        near += _leaning_on(passage, place.start)
    told = [m for m in mentions for k in near if m.span.meets(words[k].span)]
    return (
        bool(told)
        and not any(m.actor in matter.actors for m in told)
        and any(len(m.actor) == 3 for m in told)
    )


def _is_its_own(passage: Passage, start: int) -> bool:
    """Whether the noun at `start` is somebody's own ("cut its own budget"), not the one that is asked."""
    before = [w.low for w in passage.words[max(0, start - 3) : start]]
    return "own" in before[-2:]


def _is_in(span: Span, passage: Passage) -> bool:
    return passage.words[0].start <= span.start and span.end <= passage.words[-1].end


def _leaning_on(passage: Passage, start: int) -> list[int]:
    """The words right before a noun that may say whose it is, up to the verb; who leads it owns it not."""
    found: list[int] = []
    for k in range(start - 1, max(-1, start - 5), -1):
        low = passage.words[k].low
        if passage.ending_at(k + 1) is not None or low in AUXILIARIES - {"'s"}:
            break
        if not low.endswith(("-led", "-backed", "-approved", "-drafted")):
            found.append(k)
    return found


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
    if term.kind in ("near", "matter") and end < len(passage.words) and _is_owner(passage, end):
        return end + 1 >= len(passage.words) or passage.words[end + 1].low not in _OF_ITS_OWN
    if term.verb:
        return passage.words[start].low.endswith(("ed", "s")) and len(term.stems) == 1
    if len(term.stems) == 1 and is_generic(passage.words[start].low):
        before = passage.words[start - 1].low if start else ""
        short = before in ("the", "this", "that", "such") or before.endswith(("-led", "-strong"))
        return not short and not before[:1].isdigit()
    if term.kind == "near":
        return (
            any(p.start <= start < p.end for p in passage.predicates) or passage.words[start].low == "voted"
        )
    return term.kind == "entity" and leans(passage.words, end)


def _is_owner(passage: Passage, end: int) -> bool:
    """Whether a possessive follows: "the force's", "the soldiers'"."""
    mark, last = passage.words[end], passage.words[end - 1]
    return mark.low == "'s" or (mark.low == "'" and last.low.endswith("s") and mark.start == last.end)


def leans(words: Sequence[Word], end: int) -> bool:
    """Whether a name only modifies the noun behind it: "Kosovo's police", "Kosovo police"."""
    if end >= len(words):
        return False
    if words[end].low == "'s" and end + 1 < len(words) and words[end + 1].low in OFFICES:
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
