"""Whether words of one sentence belong to one clause, as far as small words and marks tell.

Where that is in doubt they do not.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.judge.grammar import (
    AUXILIARIES,
    COPULAS,
    DETERMINERS,
    STOPS,
    SUBORDINATORS,
    is_filler,
    is_manner,
    is_negator,
)
from onrecord.judge.words import Word

SAYING = frozenset("said says say saying told tells added adding according".split())
_ENDS = SUBORDINATORS | STOPS | SAYING | frozenset("than as despite ( )".split())


def leads_up(between: Sequence[Word]) -> bool:
    """Whether words before a verb or noun reach it: `between` stands between the two, a comma right behind
    the words left out ("for now, Norway does not").
    """
    inner = list(between[1:] if between and between[0].low == "," else between)
    if inner and inner[0].low in AUXILIARIES:
        inner.pop(0)  # "under no circumstances | will Norway | accept"
    while inner and (_is_helper(inner[-1].low) or inner[-1].low == "to"):
        inner.pop()
    return _is_one(inner) and not any(word.low.endswith("ed") and word.text.islower() for word in inner)


def follows_on(between: Sequence[Word]) -> bool:
    """Whether words behind a verb or noun belong to it: "opposes | the ban on whaling | for now"."""
    inner = list(between[:-1] if between and between[-1].low == "," else between)
    if inner and inner[0].low.endswith("ing") and inner[0].text.islower():
        return False  # "supports closing it for now" closes it for now
    return _is_one(inner) and not any(_begins_infinitive(inner, i) for i in range(len(inner)))


def said_of(between: Sequence[Word]) -> bool:
    """Whether words behind a noun are said of it: "support for the treaty is | unwavering"."""
    inner = list(between)
    while inner and (is_manner(inner[-1].low) or inner[-1].low in ("and", "remains")):
        inner.pop()
    return bool(inner) and inner[-1].low in COPULAS and follows_on(inner[:-1])


def is_single(words: Sequence[Word]) -> bool:
    """Whether a stretch holds no more than one clause."""
    inner = [word for word in words if word.is_word or word.low in STOPS or word.low == ","]
    while inner and inner[-1].low in (".", ",", "!"):
        inner.pop()
    if inner and inner[0].low == "that":
        inner.pop(0)
    return not any(word.low in ("and", "or") or word.low in _ENDS for word in inner)


def _is_one(inner: Sequence[Word]) -> bool:
    """Whether no other clause begins or ends in between."""
    return not any(
        _parts(inner, i) or word.low == "," or (word.low in AUXILIARIES and word.low != "'s")
        for i, word in enumerate(inner)
    )


def _parts(inner: Sequence[Word], i: int) -> bool:
    """Whether the word parts two clauses; "and" parts all but two names."""
    if inner[i].low in ("and", "or"):
        beside = (*inner[max(0, i - 1) : i], *inner[i + 1 : i + 2])
        return len(beside) < 2 or not all(word.text[0].isupper() for word in beside)
    return inner[i].low in _ENDS


def _begins_infinitive(inner: Sequence[Word], i: int) -> bool:
    after = inner[i + 1] if i + 1 < len(inner) else None
    return (
        inner[i].low == "to"
        and after is not None
        and after.text.islower()
        and after.low not in DETERMINERS
        and not after.low.endswith("s")
    )


def _is_helper(low: str) -> bool:
    return is_filler(low) or is_negator(low)
