"""Who speaks: whether two voices, as reports name them, are one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from onrecord.show.sameness.words import folded

Voices = Literal["one", "close", "unknown"]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: `persons` are the words of each name; none for a body or a voice without a name.

    `phrase` holds the words of body and office, `departments` those of them that tell ministries apart.
    """

    persons: tuple[frozenset[str], ...]
    phrase: frozenset[str]
    departments: frozenset[str]
    actors: frozenset[str]


_TITLES = frozenset(
    "lord lady sir dame dr prof professor mr mrs ms miss jr sr ayatollah sheikh prince king queen "
    "pope cardinal general gen colonel col maj president minister premier chancellor senator the".split()
)
_PARTICLES = frozenset("de la le van von der den al el bin ibn ben da di du del dos ul y".split())
_BODIES = frozenset(
    "ministry ministries department government office council party agency spokesman spokeswoman "
    "spokesperson official officials source sources diplomat diplomats parliament kremlin house "
    "pentagon committee commission army military police court union association group "
    "organisation organization company embassy command leaders ministers statement report cabinet "
    "administration authorities analysts experts residents".split()
)
_DEPARTMENTS = frozenset(
    "foreign defence defense interior finance health justice trade environment agriculture energy "
    "transport education economy labour labor culture tourism oil army police parliament "
    "presidential treasury".split()
)
_COMMON = frozenset("the a an of for in at to and s".split())


def voices_of(a: Voice, b: Voice) -> Voices | None:
    """How surely two voices are one; None where they are not."""
    if a.actors and b.actors and a.actors != b.actors:
        return None
    equal = bool(a.actors) and a.actors == b.actors
    if a.persons and b.persons:
        joint = equal and len(a.actors) > 1
        return "one" if joint or _same_persons(a.persons, b.persons) else None
    if not (a.departments <= b.departments or b.departments <= a.departments):
        return None
    if a.persons or b.persons:
        return ("one" if len(a.actors) > 1 else "close") if equal else "unknown"
    return _bodies(a, b, equal)


def _bodies(a: Voice, b: Voice, equal: bool) -> Voices:
    """How surely two voices without a name are one; `equal` tells that they speak for the same actors."""
    nested = bool(a.phrase and b.phrase) and (a.phrase <= b.phrase or b.phrase <= a.phrase)
    if equal:
        return "one" if nested or (a.departments and a.departments == b.departments) else "close"
    if nested:
        return "one" if min(len(a.phrase), len(b.phrase)) > 1 else "close"
    return "unknown"


@lru_cache(maxsize=65536)
def _same_persons(a: tuple[frozenset[str], ...], b: tuple[frozenset[str], ...]) -> bool:
    return len(a) == len(b) and all(any(_one_person(x, y) for y in b) for x in a)


@lru_cache(maxsize=65536)
def _one_person(a: frozenset[str], b: frozenset[str]) -> bool:
    short, long = sorted((a, b), key=len)
    return all(any(_one_name(word, other) for other in long) for word in short)


def _one_name(a: str, b: str) -> bool:
    if a == b:
        return True
    if min(len(a), len(b)) == 1:
        return a[0] == b[0]
    return skeleton(a) == skeleton(b) and SequenceMatcher(None, min(a, b), max(a, b)).ratio() >= 0.6


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """A name without what spellings differ in: vowels behind the first letter, doubled letters, k for c."""
    for written, read in (("shch", "s"), ("sch", "s"), ("ch", "s"), ("sh", "s"), ("dh", "d"), ("ph", "f")):
        word = word.replace(written, read)
    word = word.replace("x", "ks").replace("c", "k").replace("q", "k").replace("w", "v")
    kept = word[:1] + re.sub("[aeiouyjh]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", kept)


@lru_cache(maxsize=65536)
def voice_of(speaker: str, office: str, actors: frozenset[str]) -> Voice:
    """Read who speaks from the words of a report."""
    persons = _persons(speaker)
    phrase = folded(office if persons else f"{speaker} {office}")
    words = frozenset(re.findall(r"[a-z0-9]+", phrase)) - _COMMON
    departments = frozenset(word.replace("defense", "defence") for word in words & _DEPARTMENTS)
    return Voice(persons, words, departments, actors)


def _persons(speaker: str) -> tuple[frozenset[str], ...]:
    persons = [_name(part) for part in re.split(r",\s+(?:and\s+)?|\s+and\s+", speaker) if part.strip()]
    return () if not all(persons) else tuple(sorted(persons, key=sorted))


def _name(part: str) -> frozenset[str]:
    """The words of a person's name, none where a part is no name but tells of a body or a role."""
    words = re.findall(r"[^\W\d_]+", re.sub(r"['’]s\b", "", part).replace("'", "").replace("’", ""))
    telling = [word for word in words if folded(word) not in _PARTICLES]
    if not telling or any(word[0].islower() or folded(word) in _BODIES for word in telling):
        return frozenset()
    return frozenset(folded(word) for word in telling) - _TITLES
