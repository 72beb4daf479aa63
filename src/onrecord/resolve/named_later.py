"""Persons of whom a report tells nothing but the name, beside a voice of which it tells all but the name.

"A spokesman for the rebels said the town had fallen. “We hold it,” Daud Omar told reporters": who is named
for the first time, with no word on who it is, right behind a voice without a name, is that voice; so is who
is called "the rebel spokesman" right afterwards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Reason, Statement, hull
from onrecord.resolve.home import Home
from onrecord.resolve.openings import voice_opening
from onrecord.resolve.people import People
from onrecord.resolve.persons import RANKS, Person
from onrecord.resolve.phrases import OF_THE_STATE, Phrase, read_phrase
from onrecord.resolve.scene import Scene

# "Daud Omar, a shopkeeper", "Daud Omar of the union": the words behind say who it is.
_TOLD_BEHIND = re.compile(
    r",? (?:an?|the|who|of|from|\d\d|(?!(?:said|says|told|added|spoke|warned|announced)\b)[a-z]+"
    r" (?:of|for|at|with))\b|, (?:[a-z]|[A-Z][\w ]+[’'ʼ]s )|\s\("
)
# "Norway's energy minister said", too, if the report gives that office no other name.
_UNNAMED = re.compile(
    r"(?:[Aa]n?|[Oo]ne|[Aa]nother|(?!The )[A-Z][\w-]+(?:[’'ʼ]s)?|[Tt]he (?:[A-Z][\w-]+ )*[A-Z][\w-]*[’'ʼ]s?) "
)
# What a rank in front of a name says of its bearer is no more than the name does.
_RANK_ALONE = re.compile(rf"(?:[Tt]he )?{RANKS}")
_INDEFINITE = re.compile(r"(?:an?|one|another) ", re.IGNORECASE)
_DEFINITE = re.compile(r"the ", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:he|she|it|they|who)", re.IGNORECASE)
_ONE_PERSON = ("spokesperson", "anonymous", "office")
_REACH = 900  # characters between the two


def with_nameless(scene: Scene, people: People, home: Home | None) -> People:
    """Give the persons who are first named beside a nameless voice of one actor that voice's actor."""
    persons = tuple(_told(scene, people, person, home) for person in people.persons)
    return replace(people, persons=persons)


def _told(scene: Scene, people: People, person: Person, home: Home | None) -> Person:
    if not _is_unknown(scene, person):
        return person
    sourced = (s for s in scene.found.statements if s.source)
    said = [s for s in sourced if not _PRONOUN.fullmatch(s.source[0].of(scene.text))]
    place = next((i for i, s in enumerate(said) if any(p.holds(person.spans[0]) for p in s.source)), None)
    if place is None or not _is_all(scene, said[place], person):
        return person
    before = _nameless(scene, people, person, said[place - 1] if place else None, said[place], _UNNAMED)
    if before is None:
        before = _told_of_before(scene, people, person, said[place])
    behind = None
    if before is None:
        behind = _nameless(scene, people, person, _next(said, place), said[place], _DEFINITE)
    phrase = before or behind
    if phrase is None:
        return person
    actors, because = _actors(phrase, home)
    return replace(person, sector=phrase.sector, actors=actors, because=because) if actors else person


def _is_unknown(scene: Scene, person: Person) -> bool:
    if " " not in person.name or person.actors or person.open_actors:
        return False
    ranked = person.sector == "religious" and _RANK_ALONE.fullmatch(person.office or "")
    if person.sector is not None and not ranked and not (person.bare and person.sector in OF_THE_STATE):
        return False
    return not any(_TOLD_BEHIND.match(scene.text, span.end) for span in person.spans)


def _is_all(scene: Scene, statement: Statement, person: Person) -> bool:
    """Whether the source is the name alone, with the office that the nameless voice had at most."""
    start = person.office_span.start if person.office_span else person.spans[0].start
    lead = scene.text[hull(statement.source).start : start].strip()
    return lead in ("", "The", "the") or _RANK_ALONE.fullmatch(lead) is not None


def _next(said: Sequence[Statement], place: int) -> Statement | None:
    return said[place + 1] if place + 1 < len(said) else None


def _nameless(
    scene: Scene,
    people: People,
    person: Person,
    near: Statement | None,
    own: Statement,
    lead: re.Pattern[str],
) -> Phrase | None:
    """The voice of the statement before or behind, where it speaks for an actor and has no name."""
    if near is None:
        return None
    span = hull(near.source)
    first, second = sorted((near.extent, own.extent))
    named = any(" " in name.of(scene.text) and span.holds(name) for name in people.at)
    phrase = None if named or second.start - first.end > _REACH else read_phrase(scene, span)
    if phrase is None or phrase.plural or not phrase.speaks or phrase.kind not in _ONE_PERSON:
        return None
    if person.office is not None and not _RANK_ALONE.fullmatch(person.office):
        prime = {"prime" in words.lower().split() for words in (phrase.words, person.office)}
        same = _last_word(phrase.words) == _last_word(person.office) and len(prime) == 1
        return phrase if same else None  # a prime minister is no other minister
    taken = _is_taken(scene, people, person, phrase, span.start)
    return None if taken or not lead.match(scene.text, span.start) else phrase


def _told_of_before(scene: Scene, people: People, person: Person, own: Statement) -> Phrase | None:
    """The voice without a name that opens the sentence right before a quotation, in its paragraph."""
    here = scene.sentence(own.extent.start)
    near = scene.sentence_before(here.start)
    quoted = scene.text.startswith(('"', "“"), own.extent.start)
    if near is None or not quoted or near.start < scene.paragraph_start(here.start):
        return None
    phrase = voice_opening(scene, near) if person.office is None else None
    taken = phrase is not None and _is_taken(scene, people, person, phrase, near.start)
    return None if taken else phrase


def _is_taken(scene: Scene, people: People, person: Person, phrase: Phrase, start: int) -> bool:
    """Whether who holds the office of a voice that begins at `start` has another name in the report."""
    others = {_last_word(p.office) for p in people.persons if p is not person and p.office}
    return not _INDEFINITE.match(scene.text, start) and _last_word(phrase.words) in others


def _last_word(office: str) -> str:
    return (office.lower().split() or [""])[-1]


def _actors(phrase: Phrase, home: Home | None) -> tuple[tuple[str, ...], tuple[Reason, ...]]:
    if phrase.actors or phrase.open_actors:
        return phrase.actors, (Reason("named-later", phrase.owner or phrase.head),)
    if phrase.sector not in OF_THE_STATE or home is None:
        return (), ()
    return (home.actor,), (Reason("named-later", phrase.head), Reason("own-country", home.span))
