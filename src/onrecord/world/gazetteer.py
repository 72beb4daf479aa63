"""Finds the words that mean an actor in a text, on a day.

Longest match, whole words, case as written: "turkey" and "us" never match. Phrases that hold an actor's word
and do not mean it ("Gulf of Mexico", "New Mexico", "Bank of America", names of outlets) are decoys: the scan
takes them and gives nothing back. What stands joined by a hyphen still matches ("Russian-occupied",
"pro-Russian"); so do a given or family name ("Jordan", "Chad") and the US state of Georgia, which only the
sentence can tell apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from onrecord.model import Span
from onrecord.world.actors import HOWS, Actor, How
from onrecord.world.phrases import WORD, Phrases, fold
from onrecord.world.tables import covers, rows

# shorter words in capitals are acronyms of other things more often than headlines
_SHORTEST_IN_CAPITALS = 4


@dataclass(frozen=True, slots=True)
class ActorMatch:
    """A stretch of a text that means an actor; several `actors` where the words fit more than one on that
    day.
    """

    span: Span
    actors: tuple[str, ...]
    how: How


@dataclass(frozen=True, slots=True)
class _Sense:
    actor: str
    how: How
    since: date | None
    until: date | None


class Gazetteer:
    """Every term of every actor, ready to scan. `decoys` are further phrases that mean no actor."""

    def __init__(self, actors: Mapping[str, Actor], decoys: Iterable[str] = ()) -> None:
        senses = _senses(actors)
        listed: dict[str, list[str]] = {}
        for row in rows("decoys"):
            listed.setdefault(row["kind"], []).append(row["words"])
        self._before = tuple(fold(words) + " " for words in listed["before"])
        self._after = tuple(" " + fold(words) for words in listed["after"])
        nothing: tuple[_Sense, ...] = ()
        phrases: dict[str, tuple[_Sense, ...]] = dict.fromkeys(map(fold, listed["phrase"]), nothing)
        phrases.update(senses)
        phrases.update((key, nothing) for key in _holding(senses, map(fold, decoys)) if key not in senses)
        for words, meaning in list(phrases.items()):
            if len(words) >= _SHORTEST_IN_CAPITALS:
                phrases.setdefault(words.upper(), meaning)
        self._phrases = Phrases(phrases.items())

    def find(self, text: str, on: date) -> tuple[ActorMatch, ...]:
        """Every match, in order; only actors that exist, and words that mean them, on that day."""
        matches: list[ActorMatch] = []
        folded = fold(text)
        for span, senses in self._phrases.find(text):
            valid = [sense for sense in senses if covers(sense.since, sense.until, on)]
            if not valid or self._is_part_of_other_name(folded, span):
                continue
            how = min((sense.how for sense in valid), key=HOWS.index)
            matches.append(ActorMatch(span, tuple(dict.fromkeys(s.actor for s in valid)), how))
        return tuple(matches)

    def _is_part_of_other_name(self, folded: str, span: Span) -> bool:
        return folded.startswith(self._after, span.end) or folded.endswith(self._before, 0, span.start)


def _senses(actors: Mapping[str, Actor]) -> dict[str, tuple[_Sense, ...]]:
    senses: dict[str, list[_Sense]] = {}
    for actor in actors.values():
        for term in actor.terms:
            since = max((day for day in (actor.since, term.since) if day), default=None)
            until = min((day for day in (actor.until, term.until) if day), default=None)
            senses.setdefault(fold(term.words), []).append(_Sense(actor.code, term.how, since, until))
    return {words: tuple(meanings) for words, meanings in senses.items()}


def _holding(senses: Iterable[str], decoys: Iterable[str]) -> list[str]:
    """The decoys that hold a word with which an actor's term begins: only these can hide one."""
    beginnings = {word.group() for words in senses if (word := WORD.match(words))}
    return [decoy for decoy in decoys if not beginnings.isdisjoint(WORD.findall(decoy))]
