"""The persons of a report: every name that means the same one, with title, office and the actor spoken for.

A short form ("Scholz", "Mr Lee") belongs to the persons whose full name ends or begins with it: to one, or it
stays open between several. Names and offices are the report's words; the table of offices only adds the
actor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from onrecord.model import Name, Reason, Span
from onrecord.resolve.beside import Beside
from onrecord.resolve.misspelt import misspelt_demonym
from onrecord.resolve.persons import Person, key_of
from onrecord.resolve.phrases import OF_THE_STATE, SPEAKING, Phrase, read_phrase
from onrecord.resolve.scene import Scene
from onrecord.resolve.sectors import sector_in_front
from onrecord.resolve.tenures import settled_by_office, with_table

_PARTICLES = frozenset(
    "von van der den de del della di da dos das du la le bin ibn al el ben abu ter zu".split()
)
_LEFT_OFFICE = re.compile(
    r", who (?:has )?(?:resigned|stepped down|quit|retired|was (?:ousted|sacked|dismissed|removed|toppled))"
    r" (?:as|from) (?!.{0,40}\bto (?:become|run|take))"
)
_HONORIFIC = re.compile(
    r"(?<!\w)(Mr|Mrs|Ms|Miss|Sir|Dame|Lady|Lord|King|Queen|Madam|Madame|Prince|Princess)\.? $"
)
# "Chirac's spokesman", "Chirac spokesman".
_GENITIVE = re.compile(r"(?:[’'ʼ]s?)? ")
# Those who speak for the one they serve; a minister's lawyer or brother does not.
_SERVES = re.compile(
    r"(?:spokes\w+|aide|advis[eo]r|assistant|envoy|representative|emissary|press secretary"
    r"|chief of staff|deputy)$",
    re.IGNORECASE,
)
# "Kenya's chief opposition critic" is no chief of Kenya's.
_GOES_ON = re.compile(
    r" (?:[\w-]+ )?(?:critics?|opponents?|foes?|rivals?|economists?|analysts?|strategists?|correspondents?"
    r"|editors?)\b"
)
_FEMALE = frozenset("Mrs Ms Miss Dame Lady Queen Madam Madame Princess".split())


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
    names = [
        name
        for name in scene.found.names
        if name.kind == "person" and name.span.end <= len(scene.text) and name.span not in scene.stand_ins
    ]
    titles = {
        name.span: read_phrase(scene, _widened(scene, name.title)) for name in names if name.title is not None
    }
    groups, at = _group(scene, names, titles)
    persons = tuple(_unless_left(scene, _person(scene, group, titles)) for group in groups)
    people = People(persons, {span: places for span, places in sorted(at.items()) if places})
    return _with_masters(scene, people)


def _with_masters(scene: Scene, people: People) -> People:
    """Give "Chirac's spokesman Ann Roux" the actor of the person in office whose he or she is."""
    return replace(people, persons=tuple(_served(scene, people, person) for person in people.persons))


def _served(scene: Scene, people: People, person: Person) -> Person:
    if person.actors or person.office_span is None or not _SERVES.search(person.office or ""):
        return person
    start = person.office_span.start
    near = (span for span in people.at if span.end < start <= span.end + len("’s the "))
    master = next((span for span in near if _GENITIVE.fullmatch(scene.text, span.end, start)), None)
    meant = people.meant(master) if master is not None else ()
    if len(meant) != 1 or meant[0].sector not in SPEAKING or not meant[0].actors:
        return person
    return replace(
        person, sector=meant[0].sector, actors=meant[0].actors, because=(Reason("owner", meant[0].spans[0]),)
    )


def _widened(scene: Scene, title: Span) -> Span:
    """The title with the body or stand-in right before it: "SNB" before "chairman", "Maoist" before
    "leader"."""
    body = next((b.span for b in scene.bodies if b.body.actor and b.span.end + 1 == title.start), None)
    body = body or next((span for span in scene.stand_ins if span.end + 1 == title.start), None)
    return title if body is None else Span(body.start, title.end)


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
    return all(word.lower() in _PARTICLES for word in name.split()[:-1])


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
        _less_others(scene, phrase)
        for name in group
        if (phrase := titles.get(name.span)) is not None and phrase.kind != "actor"
        if not _GOES_ON.match(text, phrase.head.end)
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
        title = _spelt_right(scene, title)
        told = sector_in_front(text, title.span.start) if title.sector in (None, "government") else None
        title = title if told is None else replace(title, sector=told)
        person = replace(
            person,
            office=_office(read, title).words or title.head.of(text),
            office_span=title.span,
            kind=title.kind,
            sector=title.sector,
            roles=frozenset(
                role for role in (_office(read, title).role, title.role, *_twins(scene, title)) if role
            ),
        )
        if title.speaks and title.actors:
            return replace(person, actors=title.actors, because=(Reason("title", title.owner),))
        if title.speaks and title.open_actors:
            settled = settled_by_office(scene, person, title.open_actors)
            if settled:
                return replace(person, actors=settled, because=(Reason("office-holder", fullest.span),))
            return replace(person, open_actors=title.open_actors)
    return with_table(scene, person, fullest.span)


def _unless_left(scene: Scene, person: Person) -> Person:
    """The person as a former official where the report says so behind the name: "who resigned as premier"."""
    left = any(_LEFT_OFFICE.match(scene.text, span.end) for span in person.spans)
    return replace(person, sector="former", actors=(), open_actors=()) if left else person


def _twins(scene: Scene, title: Phrase) -> list[str | None]:
    """The roles that the same title joins: "President and Chief Adviser"."""
    return [
        match.title.role
        for match in scene.titles
        if title.span.holds(match.span) and scene.text.startswith(" and ", match.span.end)
        if match.span.end < title.head.start
    ]


def _spelt_right(scene: Scene, title: Phrase) -> Phrase:
    """The title with the state whose name is misspelt in front of it."""
    meant = None if title.actors or title.open_actors else misspelt_demonym(scene, title.span.start)
    if meant is None or title.sector not in {None, *OF_THE_STATE}:
        return title
    return replace(title, actors=meant[:1], owner=meant[1], sector=title.sector or "government")


def _office(read: Iterable[Phrase], title: Phrase) -> Phrase:
    """The title itself; for "his Maltese counterpart" the office that is named elsewhere."""
    if not title.words.endswith("counterpart"):
        return title
    return next((phrase for phrase in read if phrase.role is not None), title)


def _less_others(scene: Scene, title: Phrase) -> Phrase:
    """The title without the actor that ends another's name: the "Writers' Guild of Sweden" president."""
    if title.owner is None or title.owner.start != title.span.start:
        return title
    if not re.search(r"[A-Z]\w+ of (?:the )?$", scene.text[: title.span.start]):
        return title
    return replace(title, actors=(), owner=None, sector=None, role=None)


def with_home(people: People, home: str | None, why: Span | None, own: Iterable[int]) -> People:
    """Give the persons at the positions `own`, officials whose title names no country, the report's own
    one."""
    if home is None:
        return people
    chosen = {*own}
    persons = tuple(
        replace(person, actors=(home,), sector=_of_state(person), because=(Reason("own-country", why),))
        if place in chosen
        else person
        for place, person in enumerate(people.persons)
    )
    return replace(people, persons=persons)


def _of_state(person: Person) -> str:
    return person.sector if person.sector in OF_THE_STATE else "government"


def with_beside(people: People, beside: Mapping[int, Beside]) -> People:
    """Give the persons at these positions the state that the words around them speak for."""
    persons = tuple(
        replace(person, actors=(sign.actor,), because=(Reason("same-subject", sign.span),))
        if (sign := beside.get(place)) is not None and sign.actor is not None
        else person
        for place, person in enumerate(people.persons)
    )
    return replace(people, persons=persons)


def with_borne(people: People, borne: Mapping[int, tuple[str | None, Span | None]]) -> People:
    """Give the persons at these positions the state whose people bear such names; leave open those of no
    state that fits."""
    persons = tuple(
        person
        if (told := borne.get(place)) is None
        else replace(person, actors=(told[0],), because=(Reason("borne-name", told[1]),))
        if told[0] is not None
        else replace(person, actors=(), because=())
        for place, person in enumerate(people.persons)
    )
    return replace(people, persons=persons)
