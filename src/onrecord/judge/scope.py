"""Whether a sentence speaks on the question itself, or only uses a word of it.

A stance is counted only where the words around it say what it is about. "Signed the agreement" is on a
question about the nuclear agreement of two states where the report names both and one of them stands near
(or, on a question that names nothing, a word that tells this agreement from others); else the position is
unsure, and there is none where the report names nothing that the question names. Unsure is also what rests
on phrases of the user alone, where the proposition's own matter is not understood: its sign is then a guess.

Measured by reading what was counted on 19 questions that the rules were not made on: 29 of 84 positions
were right without these doubts, 25 of 52 with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from onrecord.judge.grammar import ADVERBS, AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, is_manner
from onrecord.judge.instruments import in_small_letters
from onrecord.judge.matter import Matter, Occurrence
from onrecord.judge.passage import Passage, passages_of
from onrecord.judge.phrases import same_name
from onrecord.judge.words import Word, stem, words_of
from onrecord.model import Mention, Question, Report, Span
from onrecord.world import World

LEAD_IN = 400  # code points at the head of a report that tell what it is about

# Words of names that many names share.
_SHARED = frozenset(
    "united north south east west new president prime minister republic union state kingdom european "
    "general council security international national".split()
)
_CALENDAR = frozenset(
    "january february march april may june july august september october november december".split()
)
_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Naming:
    """One name of a proposition: the stems that show it, and the codes of the actors that it may mean."""

    stems: frozenset[str]
    actors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """What tells a question from others of its kind: its `names`, and the stems that qualify its nouns."""

    names: tuple[Naming, ...]
    qualifiers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Setting:
    """A report as what surrounds a sentence: stems and actors of the whole, and of its title and opening;
    `by_name`: it calls what the question is about by a name that the user gave.
    """

    stems: frozenset[str]
    actors: frozenset[str]
    lead: frozenset[str]
    lead_actors: frozenset[str]
    by_name: bool = False


@lru_cache(maxsize=64)
def scope_of(question: Question) -> Scope:
    """The names and qualifying words of a question's proposition; `about` adds qualifiers."""
    text = in_small_letters(question.proposition, question.since)
    matches = World.load().find_actors(text, question.since)
    names = [Naming(_telling(m.span.of(text)), frozenset(m.actors)) for m in matches]
    for run in _runs(words_of(text)):
        span = Span(run[0].start, run[-1].end)
        if (
            len(run) == 1
            and re.match(r" [a-z]", text[span.end :])
            and not text[span.end :].startswith(" and")
        ):
            continue  # "Jewish settlements": an adjective, which reports leave out
        stems = _telling(span.of(text))
        if stems and not any(span.meets(m.span) for m in matches):
            names.append(Naming(stems, frozenset()))
    qualifiers = set(_qualifiers(words_of(text)))
    for phrase in question.about:
        words = [w for w in words_of(in_small_letters(phrase, question.since)) if w.is_word]
        qualifiers.update(stem(w.low) for w in words[:-1] if not w.text[:1].isupper())
    return Scope(tuple(_called(name, question.about) for name in names), frozenset(qualifiers))


def _called(name: Naming, about: Sequence[str]) -> Naming:
    """The name with the user's other spellings of it."""
    low = [words for words in map(_telling, (p for p in about if p[:1].isupper())) if words]
    other = [words for words in low if not name.actors and same_name(tuple(words), tuple(name.stems))]
    return Naming(name.stems.union(*other), name.actors)


def setting_of(report: Report, mentions: Sequence[Mention], matter: Matter) -> Setting:
    """The report around the sentences that are to be judged."""
    title, text, names = report.title, report.text, scope_of(matter.question)
    opening = text[:LEAD_IN]
    titled = frozenset(
        code
        for naming in names.names
        if naming.actors and naming.stems & _stems(title or "")
        for code in naming.actors
    )
    return Setting(
        _stems(text) | _stems(title or ""),
        frozenset(m.actor for m in mentions) | titled,
        _stems(opening) | _stems(title or ""),
        frozenset(m.actor for m in mentions if m.span.start < LEAD_IN) | titled,
        any(_by_its_name(matter, words_of(part)) for part in (title or "", text)),
    )


def is_elsewhere(matter: Matter, setting: Setting) -> bool:
    """Whether the report names nothing that the question names, so that it is on some other case."""
    scope = scope_of(matter.question)
    if setting.by_name:
        return False
    return bool(scope.names) and not any(_shown(name, setting.stems, setting.actors) for name in scope.names)


def doubt_of(
    matter: Matter,
    passage: Passage,
    places: Sequence[Occurrence],
    around: tuple[str, frozenset[str]],
    setting: Setting,
) -> str | None:
    """Why a sentence may not be on the question; None where it is.

    `around` holds the words that lead up to the sentence and the actors named in them and in it.
    """
    scope = scope_of(matter.question)
    before, actors = around
    here = _stems(" ".join(w.text for w in passage.words)) | _stems(before)
    if places and all(place.term.guessed for place in places):
        return "the proposition's matter is not understood"
    if _by_its_name(matter, passage.words):
        return None
    if not all(_shown(name, setting.stems, setting.actors) for name in scope.names):
        return "not all that the question names is named"
    near, near_actors = here | setting.lead, actors | setting.lead_actors
    if scope.names and not any(_shown(name, near, near_actors) for name in scope.names):
        return "nothing that the question names is near"
    bare = [p for p in places if len(p.term.stems) == 1 and p.term.kind != "entity"]
    if not scope.names and bare and len(bare) == len(places) and not _is_told_apart(scope, bare, near):
        return "a word for many things"
    return None


def _by_its_name(matter: Matter, text: Sequence[Word]) -> bool:
    """Whether words call what the question is about by a name that the user gave it: "the Arctic treaty"
    needs no other word of the question beside it.
    """
    names = _names_given(matter)
    if not names:
        return False
    stems = [stem(word.low) for word in text]
    return any(tuple(stems[i : i + len(name)]) == name for name in names for i in range(len(stems)))


@lru_cache(maxsize=64)
def _names_given(matter: Matter) -> tuple[tuple[str, ...], ...]:
    """The stems of `about` phrases that name the matter: a name before a noun of the proposition."""
    nouns = {term.stems[-1] for term in matter.terms if term.kind == "matter" and not term.guessed}
    found = []
    for phrase in matter.question.about:
        small = in_small_letters(phrase, matter.question.since)
        words = [word for word in words_of(small) if word.is_word]
        named = any(w.text[:1].isupper() and w.low not in _SHARED | _CALENDAR for w in words[:-1])
        wanted = tuple(stem(word.low) for word in words)
        if named and not words[-1].text[:1].isupper() and wanted[-1] in nouns:
            found.append(wanted)
    return tuple(found)


def _is_told_apart(scope: Scope, places: Sequence[Occurrence], near: frozenset[str]) -> bool:
    used = {s for place in places for s in place.term.stems}
    rest = scope.qualifiers - used
    return not rest or bool(rest & near)


def _shown(name: Naming, stems: frozenset[str], actors: frozenset[str]) -> bool:
    return bool(name.actors & actors) or bool(name.stems & stems)


@lru_cache(maxsize=256)  # every question, and every stance, looks at the same words
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(w.lower()) for w in _WORDS.findall(text))


def _telling(text: str) -> frozenset[str]:
    """The stems of a name that tell it from others."""
    low = [w.lower() for w in _WORDS.findall(text)]
    return frozenset(stem(w) for w in low if w not in _SHARED and len(w) > 1)


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Names: words with capitals side by side, the sentence's first left out where it stands alone."""
    run: list[Word] = []
    for word in words:
        if word.is_word and word.text[:1].isupper() and word.low not in _CALENDAR | DETERMINERS:
            run.append(word)
            continue
        if run and (run[0] is not words[0] or len(run) > 1):
            yield run
        run = []


def _qualifiers(words: Sequence[Word]) -> Iterator[str]:
    """The stems that stand right before a noun of the proposition, names and small words apart."""
    for word, after in pairwise(words):
        if not (_is_plain(word) and _is_plain(after)) or word.end + 1 != after.start:
            continue
        found = passages_of(" ".join((word.text, after.text)), Span(0, len(word.text) + 1 + len(after.text)))
        if not any(p.predicates for p in found):
            yield stem(word.low)


def _is_plain(word: Word) -> bool:
    low = word.low
    small = low in DETERMINERS or low in PREPOSITIONS or low in AUXILIARIES or low in PRONOUNS
    return (
        word.is_word
        and word.text[:1].islower()
        and not small
        and low not in ADVERBS
        and low not in ("and", "or", "not", "should", "must", "ought", "other", "more")
        and not is_manner(low)
    )
