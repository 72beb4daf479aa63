"""A question's own categories: phrases of the user's that stand for a side, found in a statement's words.

The user says what an answer counts for where the matter has words of its own: "takes note" is neutral, "not
in a position to" against. What is found here is the user's word for it, and settles what the rules leave
unsure.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from onrecord.judge.grammar import is_filler, is_negator
from onrecord.judge.words import base_of, stem, words_of
from onrecord.model import Question, Side

RULE = "category of the question"  # the name of the reason, where a side comes from a category

_POSSESSIVE = frozenset({"'s", "’s"})
_REFUSING = frozenset(map(stem, ("refuse", "decline")))  # "refuses to take note"
_REACH = 4  # words between a negation and what it negates: "does not now formally welcome"


def in_category(question: Question, words: str) -> Side | None:
    """Return the side of the question's category whose phrase stands in the words of a statement.

    Phrases are compared by stems, irregular pasts included ("took note" is in "takes note"). Of phrases that
    overlap the longest is found; one that the words negate ("does not welcome") is not, unless the phrase
    holds the negation itself. None where no phrase stands there, or phrases of several sides do.
    """
    if not question.categories:
        return None
    low = tuple(w.low for w in words_of(words) if w.is_word and w.low not in _POSSESSIVE)
    stems = _stems(low)
    taken: set[int] = set()
    sides: set[Side] = set()
    for phrase, side in sorted(question.categories, key=lambda pair: -len(stems_of_phrase(pair[0]))):
        wanted = stems_of_phrase(phrase)
        for start in _places(wanted, stems):
            place = range(start, start + len(wanted))
            if taken.isdisjoint(place):
                taken.update(place)
                if not _is_negated(low, start):
                    sides.add(side)
    return sides.pop() if len(sides) == 1 else None


@lru_cache(maxsize=256)
def stems_of_phrase(phrase: str) -> tuple[str, ...]:
    """What a category is found by: two phrases with the same stems are the same."""
    return _stems(tuple(w.low for w in words_of(phrase) if w.is_word and w.low not in _POSSESSIVE))


def _stems(low: Sequence[str]) -> tuple[str, ...]:
    # "isn't in a position to" holds "not in a position to"
    return tuple("not" if word.endswith("n't") or word == "cannot" else stem(base_of(word)) for word in low)


def _places(phrase: tuple[str, ...], stems: tuple[str, ...]) -> list[int]:
    n = len(phrase)
    return [i for i in range(len(stems) - n + 1) if stems[i : i + n] == phrase]


def _is_negated(low: Sequence[str], start: int) -> bool:
    """Whether a negation stands before the phrase, with nothing but small words between."""
    for word in reversed(low[max(0, start - _REACH) : start]):
        if is_negator(word) or stem(base_of(word)) in _REFUSING:
            return True
        if not is_filler(word) and word != "to":
            return False
    return False
