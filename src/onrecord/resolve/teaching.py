"""What a report teaches others of who holds which office."""

from __future__ import annotations

from onrecord.model import Lesson
from onrecord.resolve.lessons import keys_of
from onrecord.resolve.people import People
from onrecord.resolve.persons import Person
from onrecord.resolve.phrases import SPEAKING
from onrecord.resolve.scene import Scene


def teach(scene: Scene, people: People) -> tuple[tuple[Lesson, tuple[str, ...]], ...]:
    """Return the offices that the report's own words give persons by their full name, where the tables know
    none, each with the keys of the name.

    What the tables know needs no lesson; what this report learned from others is not handed on.
    """
    report = scene.found.report
    taught = []
    for person in people.persons:
        told = any(reason.rule == "title" for reason in person.because)
        if not (told and person.office and person.office_span and person.sector in SPEAKING):
            continue
        if len(person.actors) != 1 or " " not in person.name or _is_known(scene, person):
            continue
        lesson = Lesson(
            person=person.name,
            office=person.office,
            role=min(person.roles, default=None),
            sector=person.sector,
            actor=person.actors[0],
            on=report.published,
            report=report.id,
            span=person.office_span,
        )
        taught.append((lesson, keys_of(person.name)))
    return tuple(taught)


def _is_known(scene: Scene, person: Person) -> bool:
    holders = scene.world.holders(person.name, scene.found.report.published)
    return any(tenure.actor in person.actors for tenure in holders)
