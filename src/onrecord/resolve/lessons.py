"""What other reports teach about a person of this one: the office that their words gave the name, about the
day.

"German Chancellor Olaf Scholz" in one report says whose chancellor "Chancellor Scholz" is in another. A
lesson only adds the actor, as a row of the tables would; two that disagree leave it open between them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onrecord.model import Lesson, Reason, Span
from onrecord.resolve.persons import Person, key_of
from onrecord.resolve.phrases import SPEAKING
from onrecord.resolve.scene import Scene

_ANY_PORTFOLIO = "minister"  # the role of ministers that have none of their own in the tables
TAUGHT, TAUGHT_APART = "taught", "taught-apart"


def key_sought(name: str) -> str:
    """Return the key that a name is looked up by."""
    return " ".join(key_of(name))


def keys_of(name: str) -> tuple[str, ...]:
    """Return the keys under which lessons on a person are kept: the whole name, each ending of it ("von der
    Leyen") and each of its words.
    """
    words = key_of(name)
    endings = (" ".join(words[start:]) for start in range(len(words)))
    return tuple(dict.fromkeys((*endings, *words)))


def in_order(lessons: Iterable[Lesson]) -> tuple[Lesson, ...]:
    """Return lessons in one order, however they were found."""
    return tuple(sorted(lessons, key=_order))


def unplaced_in(persons: Iterable[Person]) -> tuple[str, ...]:
    """Return the keys of the persons that lessons place or could place, sorted."""
    return tuple(sorted({key_sought(person.name) for person in persons if _is_unplaced(person)}))


def with_lessons(scene: Scene, person: Person, span: Span) -> Person | None:
    """Add the actor that lessons give a person; None where there is none. `span` is the fullest form of the
    name.
    """
    fitting = [lesson for lesson in scene.lessons if _fits(scene, person, lesson)]
    actors = tuple(sorted({lesson.actor for lesson in fitting}))
    if not actors:
        return None
    if len(actors) > 1:
        return replace(person, open_actors=actors, because=(*person.because, Reason(TAUGHT_APART, span)))
    on = scene.found.report.published
    nearest = min(fitting, key=lambda lesson: (abs(lesson.on - on), _order(lesson)))
    return replace(
        person,
        kind=person.kind if person.office else "office",
        sector=person.sector or nearest.sector,
        roles=person.roles or frozenset({nearest.role} if nearest.role else ()),
        actors=actors,
        because=(*person.because, Reason(TAUGHT, span, nearest.report)),
    )


def _fits(scene: Scene, person: Person, lesson: Lesson) -> bool:
    """Whether a lesson is about this person.

    With a title, the same office: then a surname is enough ("President Bozize"). Without one the whole name,
    in a report that also names the actor, since many people bear one name.
    """
    report = scene.found.report
    if lesson.report == report.id or not lesson.holds_on(report.published):
        return False
    sought = key_sought(person.name)
    if person.office is not None:
        role = lesson.role in person.roles and lesson.role != _ANY_PORTFOLIO
        same = role or lesson.office.lower() == person.office.lower()
        return same and sought in keys_of(lesson.person)
    named = any(lesson.actor in match.actors for match in scene.actors)
    return named and " " in sought and sought == key_sought(lesson.person)


def _order(lesson: Lesson) -> tuple[object, ...]:
    return (
        lesson.person,
        lesson.actor,
        lesson.office,
        lesson.role or "",
        lesson.on,
        lesson.report,
        lesson.span,
    )


def _is_unplaced(person: Person) -> bool:
    """Whether neither words nor tables say for whom a person speaks who may speak for somebody."""
    if any(reason.rule in (TAUGHT, TAUGHT_APART) for reason in person.because):
        return True
    return person.sector in {None, *SPEAKING} and not person.actors and not person.open_actors
