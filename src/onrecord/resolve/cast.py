"""What the sources of a report are resolved against, and what a resolved one is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model import Candidate, Reason, Sourcing, Speaker
from onrecord.resolve.borne_names import told_by_name
from onrecord.resolve.home import Home, find_home, lost_officials, officials_beside, uniformed
from onrecord.resolve.named_later import with_nameless
from onrecord.resolve.people import People, with_beside, with_borne, with_home
from onrecord.resolve.persons import Person
from onrecord.resolve.phrases import SPEAKING
from onrecord.resolve.scene import Scene


@dataclass(frozen=True, slots=True)
class Source:
    """A source resolved. `speaker` None leaves it open between `candidates`; `person` is the person it is."""

    speaker: Speaker | None
    candidates: tuple[Candidate, ...] = ()
    sourcing: Sourcing = "unknown"
    speaks: bool = False
    person: Person | None = None
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Cast:
    """What a report's sources are resolved against."""

    scene: Scene
    people: People
    home: Home | None


def cast_of(scene: Scene, people: People) -> Cast:
    """Give the officials of no named state theirs, by where the report is at home and what stands beside."""
    home = find_home(scene, people)
    people = with_nameless(scene, people, home)
    beside = officials_beside(scene, people, home)
    own = (*lost_officials(scene, people, home), *uniformed(scene, people))
    people = with_home(people, home.actor if home else None, home.span if home else None, own)
    people = with_beside(people, beside)
    return Cast(scene, with_borne(people, told_by_name(scene, people)), home)


def of_person(person: Person, because: Iterable[Reason] = ()) -> Source:
    """The source that is this person."""
    speaks = person.sector in SPEAKING
    actors = person.actors if speaks else ()
    speaker = Speaker(
        name=person.name,
        office=person.office,
        sector=person.sector,
        actor=actors[0] if len(actors) == 1 else None,
        actors=actors,
        because=(*because, *person.because) if speaks else tuple(because),
    )
    candidates = tuple(Candidate(person.name, person.office, code) for code in person.open_actors)
    sourcing: Sourcing = "spokesperson" if person.kind == "spokesperson" else "named"
    return Source(speaker, candidates, sourcing, speaks and bool(actors), person)


def open_between(persons: Iterable[Person]) -> Source:
    """A source that several persons fit."""
    return Source(
        speaker=None,
        candidates=tuple(
            Candidate(p.name, p.office, p.actors[0] if len(p.actors) == 1 and p.sector in SPEAKING else None)
            for p in persons
        ),
    )
