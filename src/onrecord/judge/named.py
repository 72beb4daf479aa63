"""Which actors the words name at a place of a sentence, one or a list of them."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.judge.grammar import DETERMINERS, PREPOSITIONS, STOPS, is_filler
from onrecord.judge.passage import Passage
from onrecord.model import Mention

_INCLUDING = frozenset("including like such".split())


def actors_at(passage: Passage, k: int, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The actors named at ``words[k]``, and those joined to them in one list ("Poland, Hungary and
    Latvia")."""
    words = passage.words
    here = tuple(m.actor for m in mentions if m.span.meets(words[k].span))
    if not here:
        return ()
    actors = list(here)
    back = k - 1
    while back >= 0 and k - back < 60:
        low = words[back].low
        joined = [m.actor for m in mentions if m.span.meets(words[back].span)]
        if joined:
            actors += [a for a in joined if a not in actors]
        elif low not in (",", "and", "with", "along", "together", "as", "well") and low not in DETERMINERS:
            if low not in _INCLUDING or low in STOPS:
                break
        elif low in DETERMINERS and words[back].low != "the":
            break
        back -= 1
    ordered = sorted(set(actors), key=lambda a: min(m.span.start for m in mentions if m.actor == a))
    return tuple(ordered)


def actors_from(passage: Passage, start: int, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The actors of a list that begins at ``words[start]``, the members of a body left out."""
    words = passage.words
    actors: list[str] = []
    k, end = start, min(len(words), start + 30)
    while k < end:
        here = [m.actor for m in mentions if m.span.holds(words[k].span)]
        here = here if not _is_membership(passage, k) else []
        low = words[k].low
        if here:
            actors += [a for a in here if a not in actors]
        elif (
            (k > start + 5 and not actors)
            or low in STOPS
            or (low in PREPOSITIONS and actors)
            or (actors and is_filler(low) and low != "also")
        ):
            break
        k += 1
    return tuple(actors)


def _is_membership(passage: Passage, k: int) -> bool:
    """Whether a name only says of which body some are members ("some NATO members")."""
    after = passage.words[k + 1].low if k + 1 < len(passage.words) else ""
    return after in ("members", "member", "countries", "states", "nations", "diplomats")
