"""The persons of a report: every name that means the same one, with title, office and the actor spoken for.

A short form ("Scholz", "Mr Lee") belongs to the persons whose full name ends or begins with it: to one, or it
stays open between several. Names and offices are the report's words; the table of offices only adds the
actor."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from onrecord.model import Name, Reason, Span
from onrecord.resolve.phrases import Phrase, read_phrase
from onrecord.resolve.scene import Scene
from onrecord.world.phrases import fold

_PARTICLES = frozenset(
    "von van der den de del della di da dos das du la le bin ibn al el ben abu ter zu".split()
)
_HONORIFIC = re.compile(
    r"(?<!\w)(Mr|Mrs|Ms|Miss|Sir|Dame|Lady|Lord|King|Queen|Madam|Madame|Prince|Princess)\.? $"
)
_FEMALE = frozenset("Mrs Ms Miss Dame Lady Queen Madam Madame Princess".split())


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a report.

    `name` is the fullest name that the text gives, `short` whether that is a surname alone. `office` are the
    office words of the text or None; `sector`, `roles` and `kind` what the title, else the table of offices,
    says. `actors` are those spoken for, `open_actors` those between which it stays open."""

    name: str
    spans: tuple[Span, ...]
    office: str | None = None
    office_span: Span | None = None
    kind: str = "other"
    sector: str | None = None
    roles: frozenset[str] = frozenset()
    gender: str | None = None
    actors: tuple[str, ...] = ()
    open_actors: tuple[str, ...] = ()
    because: tuple[Reason, ...] = ()

    @property
    def likely(self) -> bool:
        """Whether more than the look of the name says that it is a person's, one who may be called "he"."""
        return (
            bool(self.office or self.gender or self.because)
            or len({span.end - span.start for span in self.spans}) > 1
        )

    @property
    def bare(self) -> bool:
        """Whether a title stands with the name that names no country: "Foreign Minister Nanaia Mahuta"."""
        return self.office is not None and not any(reason.rule == "title" for reason in self.because)


@dataclass(frozen=True, slots=True)
class People:
    """The persons of a report, and whom each name may mean: `at[span]` holds positions in `persons`."""

    persons: tuple[Person, ...]
    at: dict[Span, tuple[int, ...]] = field(default_factory=dict)

    def meant(self, span: Span) -> tuple[Person, ...]:
        """The persons that the name at `span` may mean; one where it is settled."""
        return tuple(self.persons[place] for place in self.at.get(span, ()))

    def before(self, position: int, since: int = 0) -> tuple[Person, ...]:
        """The persons named for sure in ``[since, position)``, the latest first."""
        latest: dict[int, int] = {}
        for span, places in self.at.items():
            if since <= span.start and span.end <= position and len(places) == 1:
                latest[places[0]] = max(latest.get(places[0], 0), span.start)
        return tuple(self.persons[place] for place in sorted(latest, key=lambda place: -latest[place]))


def find_people(scene: Scene) -> People:
    """Group the report's person names, then read each person's office and actor."""
    names = [name for name in scene.found.names if name.kind == "person" and name.span.end <= len(scene.text)]
    titles = {name.span: read_phrase(scene, name.title) for name in names if name.title is not None}
    groups, at = _group(scene, names, titles)
    persons = tuple(_person(scene, group, titles) for group in groups)
    return People(persons, {span: places for span, places in sorted(at.items()) if places})


def key_of(name: str) -> tuple[str, ...]:
    """The words of a name for comparison: no accents, case, full stops or hyphens."""
    return tuple(word for word in re.split(r"[\s.\-’']+", fold(name).lower()) if word)


def _group(
    scene: Scene, names: list[Name], titles: dict[Span, Phrase | None]
) -> tuple[list[list[Name]], dict[Span, tuple[int, ...]]]:
    groups: list[list[Name]] = []
    at: dict[Span, tuple[int, ...]] = {}
    keys: list[tuple[str, ...]] = []
    for name in (n for n in names if not _is_short(n.span.of(scene.text))):
        key = key_of(name.span.of(scene.text))
        place = next((i for i, other in enumerate(keys) if _same_person(key, other)), len(keys))
        if place == len(keys):
            keys.append(key)
            groups.append([])
        keys[place] = max(keys[place], key, key=len)
        groups[place].append(name)
        at[name.span] = (place,)
    full = len(groups)
    for name in (n for n in names if _is_short(n.span.of(scene.text))):
        key = key_of(name.span.of(scene.text))
        fits = [i for i in range(full) if _short_for(key, keys[i])]
        fits = _narrowed(scene, name, fits, groups, titles)
        if not fits:
            fits = [next((i for i in range(full, len(groups)) if keys[i] == key), len(groups))]
            if fits[0] == len(groups):
                groups.append([])
                keys.append(key)
        if len(fits) == 1:
            groups[fits[0]].append(name)
        at[name.span] = tuple(fits)
    for group in groups:
        group.sort(key=lambda name: name.span)
    return groups, at


def _is_short(name: str) -> bool:
    """One word, or particles with one: "Scholz", "von der Leyen", "al-Sudani"."""
    words = name.split()
    return sum(word.lower() not in _PARTICLES for word in words) <= 1


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    initials = one[-1] == other[-1] and one[0][0] == other[0][0] and (len(one[0]) == 1 or len(other[0]) == 1)
    middle = short[-1] == long[-1] and set(short) <= set(long) and len(short) > 1
    return initials or middle


def _short_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the short form stands in the full name: "Scholz", "Xi", "Lula" in "Luiz Inacio Lula da
    Silva"."""
    size = len(short)
    return any(full[place : place + size] == short for place in range(len(full) - size + 1))


def _narrowed(
    scene: Scene, name: Name, fits: list[int], groups: list[list[Name]], titles: dict[Span, Phrase | None]
) -> list[int]:
    """Of several persons that a short form fits, those whose title or "Mr", "Ms" agrees with the one it
    carries."""
    if len(fits) < 2:
        return fits
    own = titles.get(name.span)
    if own is not None:
        same = [i for i in fits if any(_same_office(own, titles.get(other.span)) for other in groups[i])]
        fits = same or fits
    gender = _gender(scene, name, own)
    if gender is not None:
        theirs = {
            i: {_gender(scene, other, titles.get(other.span)) for other in groups[i]} - {None} for i in fits
        }
        fits = [i for i in fits if theirs[i] <= {gender}] or fits
    return fits


def _same_office(one: Phrase, other: Phrase | None) -> bool:
    if other is None or (one.actors and other.actors and not set(one.actors) & set(other.actors)):
        return False
    return one.role == other.role if one.role else one.words.lower() == other.words.lower()


def _gender(scene: Scene, name: Name, title: Phrase | None) -> str | None:
    if title is not None and title.gender is not None:
        return title.gender
    honorific = _HONORIFIC.search(scene.text, max(0, name.span.start - 12), name.span.start)
    return None if honorific is None else "f" if honorific.group(1) in _FEMALE else "m"


def _person(scene: Scene, group: list[Name], titles: dict[Span, Phrase | None]) -> Person:
    text = scene.text
    fullest = max(group, key=lambda name: (len(key_of(name.span.of(text))), -name.span.start))
    read = [
        phrase for name in group if (phrase := titles.get(name.span)) is not None and phrase.kind != "actor"
    ]
    title = min(
        read, key=lambda phrase: (not (phrase.actors and phrase.speaks), not phrase.actors), default=None
    )
    person = Person(
        name=fullest.span.of(text),
        spans=tuple(name.span for name in group),
        gender=next((g for name in group if (g := _gender(scene, name, titles.get(name.span)))), None),
    )
    if title is not None:
        person = replace(
            person,
            office=title.words or title.head.of(text),
            office_span=title.span,
            kind=title.kind,
            sector=title.sector,
            roles=frozenset([title.role] if title.role else []),
        )
        if title.speaks and title.actors:
            return replace(person, actors=title.actors, because=(Reason("title", title.owner),))
        if title.speaks and title.open_actors:
            return replace(person, open_actors=title.open_actors)
    return _with_table(scene, person, fullest.span)


def _with_table(scene: Scene, person: Person, span: Span) -> Person:
    """Add the actor of the office that the table says the person held on the day, if the title does not speak
    against it."""
    if person.sector is not None and (
        person.sector not in ("government", "international") or not person.roles
    ):
        return person
    on = scene.found.report.published
    tenures = [t for t in scene.world.holders(person.name, on) if not person.roles or t.role in person.roles]
    actors = tuple(dict.fromkeys(tenure.actor for tenure in tenures))
    if not actors:
        return person
    roles = frozenset(tenure.role for tenure in tenures if tenure.actor == actors[0])
    if len(actors) > 1:
        people = {tenure.person for tenure in tenures}
        # one person can head two actors (a president and the union he chairs): the state is the plain reading
        states = tuple(code for code in actors if scene.world.actors[code].kind == "state")
        if len(people) > 1 or len(states) != 1:
            return replace(person, open_actors=actors)
        actors, roles = states, frozenset(t.role for t in tenures if t.actor == states[0])
    kind = person.kind if person.office else "office"
    sector = _sector(scene, actors[0])
    because = (*person.because, Reason("office-holder", span))
    return replace(person, kind=kind, sector=sector, roles=roles, actors=actors, because=because)


def _sector(scene: Scene, actor: str) -> str:
    return "international" if scene.world.actors[actor].kind == "organisation" else "government"


def with_home(people: People, home: str | None, why: Span | None, own: Iterable[int]) -> People:
    """Give the persons at the positions `own`, officials whose title names no country, the report's own
    one."""
    if home is None:
        return people
    chosen = set(own)
    persons = tuple(
        replace(person, actors=(home,), because=(Reason("own-country", why),)) if place in chosen else person
        for place, person in enumerate(people.persons)
    )
    return replace(people, persons=persons)
