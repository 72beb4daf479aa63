"""What a question reaches: its words, where they stand in a report, and phrases that its proposition offers.

All by counting words: which reports are judged is `questions.falls_under`, and nothing here changes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from onrecord.judge.clarity import is_plain_verb
from onrecord.judge.grammar import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_manner,
    is_negator,
)
from onrecord.judge.passage import Passage, passages_of
from onrecord.judge.questions import lemmas_in
from onrecord.judge.words import Word, lemmas_of, stem, words_of
from onrecord.model import Question, Span
from onrecord.world import World

TOGETHER = 15  # words: the stretch in which words of a proposition make a report one on its matter
OFFERED = 5  # phrases at most
_ENOUGH = 2

_MODALS = frozenset("should must ought shall will would can could may might".split())
_JOINTS = frozenset("and or but nor if as than".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
# Words of every proposition: they tell no matter from another.
_ORDINARY = frozenset(
    "and or but nor if as than country countries state states government governments people world place time "
    "year years right rights other others result results new own first last next part end use case member "
    "members matter question force given be made taken put get use used number least above".split()
)
_PARTICLES = frozenset("down up out off back away over ahead apart".split())
_OBJECTS = frozenset("them him her us me itself themselves himself herself".split())
# Nouns that bring every report of a kind in, where they stand alone.
_WIDE = frozenset(
    "treaty agreement accord deal pact law act bill election elections vote resolution troops army war force "
    "president government court conference council assembly membership independence independent recognition "
    "republic union party talks protocol international national foreign military economic official "
    "sovereign".split()
)


@lru_cache(maxsize=256)
def content_words(text: str) -> Mapping[str, str]:
    """The words of a text that say what it is about, as written, by their stems: no small words, no dates."""
    words = words_of(text)
    return {stem(w.low): w.text for i, w in enumerate(words) if _says_something(words, i)}


def words_of_question(question: Question) -> Mapping[str, str]:
    """The content words of a question's proposition and phrases, by their stems."""
    found = dict(content_words(question.proposition))
    for phrase in question.about:
        found |= {stem(w.low): w.text for w in words_of(phrase) if w.is_word and not _is_small(w.low)}
    return found


def holds_word(text: str, words: Mapping[str, str]) -> bool:
    """Whether any of the words stands in a text, inflection apart."""
    return not words.keys().isdisjoint(lemmas_of(words_of(text)))


def near_words(text: str, question: Question) -> tuple[str, ...]:
    """Return the words of a question's proposition that stand together in a text, in its own order.

    Together are two or more within `TOGETHER` words, one of them a noun that says what the proposition is
    about (a verb or the name of a state stands in reports on anything); where it has but one content word,
    that alone. Empty where the text holds none.
    """
    wanted = content_words(question.proposition)
    topics = _topics(question.proposition, question.since)
    enough = min(_ENOUGH, len(wanted))
    lemmas = lemmas_in(text)
    places = [i for i, lemma in enumerate(lemmas) if lemma in wanted]
    best: set[str] = set()
    for at, first in enumerate(places):
        near = {lemmas[i] for i in places[at : at + TOGETHER] if i - first < TOGETHER}
        if len(near) >= enough and near & topics and len(near) > len(best):
            best = near
    return tuple(word for key, word in wanted.items() if key in best)


def offered_phrases(proposition: str, on: date) -> tuple[str, ...]:
    """Return phrases of a proposition by which reports on it may be found, for a person to choose from.

    Runs of words between small words and verbs, as in RAKE (Rose et al., "Automatic keyword extraction from
    individual documents", 2010), without the names of actors (on the day `on`) where something else is left:
    a state's name brings in every other matter of it. Where nothing is left, those names.
    """
    passages = passages_of(proposition, Span(0, len(proposition)))
    named = [match.span for match in World.load().find_actors(proposition, on)]
    matters: dict[str, None] = {}
    actors: dict[str, None] = {}
    for passage in passages:
        for start, end in _runs(passage):
            whole = passage.span(start, end)
            bare = start
            while bare < end and any(span.meets(passage.words[bare].span) for span in named):
                bare += 1
            if bare == end:
                actors[whole.of(proposition)] = None
            elif not _is_wide(rest := passage.words[bare:end]):
                matters[Span(rest[0].start, whole.end).of(proposition)] = None
            elif bare > start:
                matters[whole.of(proposition)] = None
    return tuple(matters or actors)[:OFFERED]


def _is_wide(words: Sequence[Word]) -> bool:
    return all(word.low in _WIDE | _ORDINARY or word.low == "'s" for word in words)


def _runs(passage: Passage) -> Iterator[tuple[int, int]]:
    """The stretches of words between small words, marks and verbs."""
    verbs = set(_verbs(passage))
    start: int | None = None
    for i, word in enumerate(passage.words):
        goes_on = start is not None and word.low in _ORDINARY - _JOINTS
        inside = i not in verbs and (_says_something(passage.words, i) or goes_on)
        if inside and start is None:
            start = i
        elif not inside and start is not None:
            yield start, i
            start = None
    if start is not None:
        yield start, len(passage.words)


def _verbs(passage: Passage) -> Iterator[int]:
    for found in passage.predicates:
        if not found.form.entry.noun:
            yield from range(found.start, found.end)
    for i, word in enumerate(passage.words):
        before = passage.words[i - 1].low if i else ""
        if is_plain_verb(word.low) or (before in PRONOUNS | {"to"} and word.text.islower()):
            yield i
        if word.low in _MODALS:
            k = i + 1
            while k < len(passage.words) and (
                _is_small(passage.words[k].low) or passage.words[k].low == "be"
            ):
                k += 1
            yield k


@lru_cache(maxsize=256)
def _topics(proposition: str, on: date) -> frozenset[str]:
    """The stems of the content words that are neither verbs nor names of actors; of all where there are no
    others."""
    named = [match.span for match in World.load().find_actors(proposition, on)]
    found = frozenset(
        stem(word.low)
        for passage in passages_of(proposition, Span(0, len(proposition)))
        for start, end in _runs(passage)
        for word in passage.words[start:end]
        if not any(span.meets(word.span) for span in named)
    )
    words = content_words(proposition)
    return found & words.keys() or frozenset(words)


def _says_something(words: Sequence[Word], i: int) -> bool:
    low, text = words[i].low, words[i].text
    if not words[i].is_word or low[0].isdigit():
        return False
    if len(low) < 3:
        return text.isupper() and len(low) == 2  # UN, EU
    if low in _MONTHS and (i + 1 == len(words) or words[i + 1].low[0].isdigit()):
        return False
    if text[0].isupper() and i and low not in _MODALS:
        return low not in DETERMINERS  # "World Trade Organization"
    return not (low in _ORDINARY or low in _PARTICLES or low in _OBJECTS or _is_small(low))


def _is_small(low: str) -> bool:
    small = low in AUXILIARIES or low in DETERMINERS or low in PREPOSITIONS or low in PRONOUNS
    return small or low in ADVERBS or low in SUBORDINATORS or is_negator(low) or is_manner(low)
