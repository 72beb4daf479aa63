"""Whose report it is: the state whose own officials a report names without saying of which country.

A report from Wellington writes "Foreign Minister Nanaia Mahuta" and "the prime minister"; it writes "the
Ukrainian foreign ministry" of others. So officials with a bare title point home, those of a head of state
less than others, since the best-known of the world go without a country everywhere."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from onrecord.model import Span
from onrecord.resolve.beside import SEATS_OF_MANY, Beside, dateline_states, state_beside
from onrecord.resolve.people import People
from onrecord.resolve.persons import Person
from onrecord.resolve.phrases import SPEAKING
from onrecord.resolve.scene import Scene, is_movement
from onrecord.resolve.tenures import unknown_before
from onrecord.world import HELD_BY_ONE, ActorMatch, Place

_TAKES_A_STAND = re.compile(
    r"(?:[’']s (?:new |own |\w+ )?government)?,? (?:too,? |no longer |also |firmly )*(?:has |have |had )?"
    r"(?:will (?:not|never)|would (?:not|never)|does not|do not|stands?|condemn\w*|supports?|supported"
    r"|refuse\w*|reject\w*"
    r"|welcome\w*|recogni[sz]e\w*|calls? (?:on|for)|called (?:on|for)|urge\w*)\b"
)
# They are sent by another than the state where the report is written.
SENT = re.compile(r"\b(?:envoy|emissary|ambassador|mediator|peacekeepers?)$", re.IGNORECASE)
_WORLD_FAMOUS = frozenset({"head of state", "head of government", "secretary-general"})
_VISITING = re.compile(r"\b(?:[Vv]isiting|counterpart,?|opposite number,?)\s$")
_OWNED = re.compile(r"\b(?:its|their|his|her) $", re.IGNORECASE)
_GONE = re.compile(r"\b(?:late|former|ousted|deposed|exiled|then) (?:[A-Z]\w+ )?(?:[a-z]+ )?$")
# "A vice president" in small letters is mostly a company's.
_COMPANYS = re.compile(r"(?:senior |executive |first )?vice[- ]president")
_LOCAL = re.compile(r"\b(?:prefectur\w+|provinc\w+|county|municipal\w*|district|city|town|regional|local)\b")
_PLACED = re.compile(
    r"\b(?:in|across|throughout|around|over|inside|outside|near|of) (?:(?:\w+-)?(?:southern|northern|eastern"
    r"|western|central|south|north|east|west|southwest|southeast|northwest|northeast) )?(?:the )?$"
)
# Several reports in one, each from its own town.
_NEXT_DATELINE = re.compile(r"\n\s*[A-Z]{3,}[\w ,.]{0,40}\((?:Xinhua|AFP|Reuters|AP)\) ?(?:-|–|—)")
_ENOUGH = 3
_OFTEN = 2
_SHARE = 0.6  # of all words for states
_AHEAD = 2  # times the next one's weight


class Home(NamedTuple):
    """The state, and the words that say so."""

    actor: str
    span: Span


def find_home(scene: Scene, people: People) -> Home | None:
    """Return the report's own state: the one whose signs outweigh those for any other twice; where there are
    no signs, the one that the report is about, else None."""
    weights: Counter[str] = Counter()
    signs: dict[str, Span] = {}
    for person in people.persons:
        bare = person.bare and len(person.actors) == 1 and _is_land(scene, person.actors[0])
        if bare and person.sector in SPEAKING - {"party", "rebel"}:
            everywhere = person.roles & _WORLD_FAMOUS or _names_its_state(scene, person)
            weights[person.actors[0]] += 1 if everywhere else 3
            signs.setdefault(person.actors[0], person.office_span or person.spans[0])
    weights.update(_spoken_for(scene, people))
    most = max(weights.values(), default=0)
    for town in dateline_states(scene):
        named = next((m.span for m in scene.actors if m.actors == (town,)), None)
        if named is not None and weights[town] == most >= _ENOUGH:
            signs.setdefault(town, named)  # written there, and spoken there most
        weights[town] += 3
    stands = _stands(scene)
    if len(stands) == 1 and any(_lost(person) for person in people.persons):
        actor, spans = next(iter(stands.items()))
        weights[actor] += 2 if len(spans) == 1 else 3
        signs.setdefault(actor, spans[0])
    ranked = [(code, weight) for code, weight in weights.most_common() if _is_state(scene, code)]
    if ranked and ranked[0][0] in signs and ranked[0][1] >= _ENOUGH:
        if len(ranked) == 1 or ranked[0][1] >= _AHEAD * ranked[1][1]:
            return Home(ranked[0][0], signs[ranked[0][0]])
        if len(signs) > 1:
            return None  # officials of two states go without a country
    written = _written_in(scene)
    theme = _theme(scene) or _leading(scene, people) or _of_the_lead(scene)
    if written is not None and (theme is None or theme.actor != written.actor):
        # who goes without a country abroad is another's, but not of the state of which nothing else is told
        told = any(m.actors == (written.actor,) for m in scene.actors)
        theme = written if told or theme is not None else None
    elif written is None and theme is not None and _is_elsewhere(scene, theme.actor):
        return None
    return theme if theme and signs.keys() <= {theme.actor} else None


def _names_its_state(scene: Scene, person: Person) -> bool:
    """Whether the office is of a body that one state alone has so called, "State Department spokesman": it
    goes without the country wherever it is written of."""
    office = person.office_span
    return office is not None and any(b.body.actor and office.meets(b.span) for b in scene.bodies)


def _named_states(scene: Scene) -> list[ActorMatch]:
    return [
        match
        for match in scene.actors
        if len(match.actors) == 1 and _is_state(scene, match.actors[0]) and not scene.hyphenated(match.span)
    ]


def lost_officials(scene: Scene, people: People, home: Home | None) -> tuple[int, ...]:
    """Positions of the officials whose title names no country and whom the table does not know.

    Left out are heads of state and government, whom reports name without a country everywhere, and those
    whose office the table says another held."""
    if home is None:
        return ()
    return tuple(
        place
        for place, person in enumerate(people.persons)
        if (_lost(person) or _titled_at_home(scene, person, home.actor))
        and not _of_another(scene, person)
        and not comes_from_elsewhere(scene, person)
        and beside_of(scene, person, home.actor) is None
        and not (person.office_span and unknown_before(scene, person.office_span))
        and not person.roles & _WORLD_FAMOUS
        and not _held_by_another(scene, person, home.actor)
    )


def _held_by_another(scene: Scene, person: Person, home: str) -> bool:
    """Whether the tables have somebody else in that office of the state: where one holds it at a time, or
    as the spokesman of that body."""
    on = scene.found.report.published
    if any(scene.world.in_office(home, role, on) for role in person.roles & HELD_BY_ONE):
        return True
    office = person.office_span
    if office is None or "spokesperson" not in person.roles:
        return False
    led = {b.body.role for b in scene.bodies if b.body.role and office.meets(b.span)}
    held = scene.world.in_office(home, "spokesperson", on)
    return any(b.body.role in led for t in held for b in scene.world.find_bodies(t.office))


def officials_beside(scene: Scene, people: People, home: Home | None) -> dict[int, Beside]:
    """The states of the officials, by position, whom the words around give one against the report's own."""
    found = {
        place: beside_of(scene, person, home.actor if home else None)
        for place, person in enumerate(people.persons)
        if (_lost(person) or _in_uniform(scene, person))
        and not (person.office_span and unknown_before(scene, person.office_span))
    }
    return {
        place: beside for place, beside in found.items() if beside is not None and beside.actor is not None
    }


def beside_of(scene: Scene, person: Person, home: str | None) -> Beside | None:
    """The state that the words around the person's first statement speak for."""
    signs = (state_beside(scene, span, home) for span in person.spans)
    return next((sign for sign in signs if sign is not None), None)


def _lost(person: Person) -> bool:
    own = person.sector == "government" and not SENT.search(person.office or "")
    return person.bare and own and not person.actors and not person.open_actors


def _of_another(scene: Scene, person: Person) -> bool:
    """Whether the office is somebody's whom the words before tell: "its chief of staff"."""
    start = person.office_span.start if person.office_span else 0
    return _OWNED.search(scene.text, max(0, start - 6), start) is not None


def uniformed(scene: Scene, people: People) -> tuple[int, ...]:
    """Positions of the officers and spokesmen of armed forces of which no country is named."""
    return tuple(place for place, person in enumerate(people.persons) if _in_uniform(scene, person))


def _in_uniform(scene: Scene, person: Person) -> bool:
    own = person.bare and person.sector in ("military", "intelligence")
    return own and not person.actors and not person.open_actors and not _of_another(scene, person)


def _titled_at_home(scene: Scene, person: Person, home: str) -> bool:
    """Whether the title is an office of that state alone: an executive secretary is a minister in Manila."""
    if not person.bare or person.actors or person.open_actors or person.office is None:
        return False
    here, elsewhere = scene.world.title(person.office, home), scene.world.title(person.office)
    return here is not None and here != elsewhere and here.sector == "government"


def comes_from_elsewhere(scene: Scene, person: Person) -> bool:
    """Whether the words in front say that the official is another's: a visitor, a counterpart, a company's
    vice president."""
    if person.office_span is None:
        return False
    start = person.office_span.start
    elsewhere = _VISITING.search(scene.text, max(0, start - 24), start)
    gone = _GONE.search(scene.text, max(0, start - 40), person.spans[0].start)
    visiting = re.match(r"visiting\b", person.office_span.of(scene.text), re.IGNORECASE)
    stop = re.search(r"[,.;\n]|$", scene.text[person.office_span.end :])
    end = person.office_span.end + (stop.start() if stop else 0)
    local = _LOCAL.search(scene.text, start, end) and not any(start < s.start < end for s in person.spans)
    return bool(elsewhere or gone or visiting or local or _COMPANYS.fullmatch(person.office or ""))


def _spoken_for(scene: Scene, people: People) -> Counter[str]:
    """How many statements have each actor, or a person who speaks for it, as their source."""
    count: Counter[str] = Counter()
    for statement in scene.found.statements:
        for span in statement.source[:1]:
            persons = [people.persons[p[0]] for s, p in people.at.items() if span.holds(s) and len(p) == 1]
            if persons and len(persons[0].actors) == 1:
                count[persons[0].actors[0]] += 1
            elif not persons:
                count.update({m.actors[0] for m in scene.actors_in(span)[:1] if len(m.actors) == 1})
    return count


def _stands(scene: Scene) -> dict[str, list[Span]]:
    """Where states take a stand in the report's words ("New Zealand will not recognise ...")."""
    stands: dict[str, list[Span]] = {}
    for match in scene.actors:
        takes = _TAKES_A_STAND.match(scene.text, match.span.end)
        if takes and match.how == "name" and len(match.actors) == 1 and _is_state(scene, match.actors[0]):
            stands.setdefault(match.actors[0], []).append(match.span)
    return stands


def _theme(scene: Scene) -> Home | None:
    """The state that the report is about: named in its first paragraph, and more often than all other states
    together by half."""
    named = _named_states(scene)
    if not named:
        return None
    (actor, often), *_ = Counter(match.actors[0] for match in named).most_common(1)
    first = scene.text.find("\n", named[0].span.start)
    opening = [m for m in named if m.span.start < (first if first >= 0 else len(scene.text))]
    sign = next((match.span for match in opening if match.actors[0] == actor), None)
    enough = often >= _OFTEN or len(named) == often  # once, and no other
    return Home(actor, sign) if sign and enough and often > _SHARE * len(named) else None


def _leading(scene: Scene, people: People) -> Home | None:
    """The state that the whole report names twice as often as any other: by name, people or town, in its
    headline, in its dateline, by the persons who hold its offices."""
    weights: Counter[str] = Counter(dateline_states(scene) * _OFTEN)
    signs: dict[str, Span] = {}
    for match in scene.actors:
        if len(match.actors) == 1 and not scene.hyphenated(match.span):
            placed = _PLACED.search(scene.text, max(0, match.span.start - 30), match.span.start)
            weights[match.actors[0]] += _OFTEN if placed else 1
            signs.setdefault(match.actors[0], match.span)
    for place in named_places(scene):
        weights[place.actor] += 1
        signs.setdefault(place.actor, place.span)
    for person in people.persons:
        by_table = any(reason.rule == "office-holder" for reason in person.because)
        if by_table and len(person.actors) == 1 and person.sector in SPEAKING:
            weights[person.actors[0]] += _OFTEN
            signs.setdefault(person.actors[0], person.spans[0])
    report = scene.found.report
    for match in scene.world.find_actors(report.title, report.published) if report.title else ():
        weights[match.actors[0]] += _OFTEN if len(match.actors) == 1 else 0
    ranked = [(code, weight) for code, weight in weights.most_common() if _is_land(scene, code)]
    if not ranked or ranked[0][0] not in signs or ranked[0][1] < _ENOUGH:
        return None
    if not _is_state(scene, ranked[0][0]):
        return None  # a report from Hong Kong
    clear = len(ranked) == 1 or ranked[0][1] >= _AHEAD * ranked[1][1]
    return Home(ranked[0][0], signs[ranked[0][0]]) if clear else None


def _of_the_lead(scene: Scene) -> Home | None:
    """The only land that the report's first paragraph names, if the rest names none more often."""
    named = [m for m in scene.actors if len(m.actors) == 1 and _is_land(scene, m.actors[0])]
    lead = scene.text.find("\n", len(scene.text) - len(scene.text.lstrip()))
    first = [m for m in named if m.span.start < (lead if lead >= 0 else len(scene.text))]
    if len({m.actors for m in first}) != 1 or not _is_state(scene, first[0].actors[0]):
        return None
    often = Counter(m.actors[0] for m in named)
    sign = first[0]
    return Home(sign.actors[0], sign.span) if often[sign.actors[0]] == max(often.values()) else None


def _is_elsewhere(scene: Scene, actor: str) -> bool:
    """Whether the dateline is of another state, which the report does not even name."""
    here = dateline_states(scene)
    return bool(here) and actor not in here


def _written_in(scene: Scene) -> Home | None:
    """The state of the dateline; of a town where all the world meets, none."""
    report = scene.found.report
    if not report.place or SEATS_OF_MANY.fullmatch(report.place) or _NEXT_DATELINE.search(scene.text):
        return None
    lands = dateline_states(scene) or tuple({p.actor for p in scene.world.find_places(report.place)})
    if len(lands) != 1 or not _is_state(scene, lands[0]):
        return None
    town = re.compile(rf"{re.escape(report.place)}", re.IGNORECASE)
    named = [m.span for m in scene.actors if m.actors == lands and not town.fullmatch(m.span.of(scene.text))]
    dateline = town.search(scene.text, 0, 80)
    sign = named[0] if named else Span(*dateline.span()) if dateline else None
    return Home(lands[0], sign) if sign else None


def named_places(scene: Scene) -> list[Place]:
    """The towns and regions that the report names, each once: persons, bodies and actors may be called like
    one."""
    taken = [*(m.span for m in scene.actors), *(n.span for n in scene.found.names if n.kind == "person")]
    once: dict[str, Place] = {}
    for place in scene.world.find_places(scene.text):
        if not any(place.span.meets(span) for span in taken):
            once.setdefault(place.span.of(scene.text), place)
    return list(once.values())


def _is_land(scene: Scene, code: str) -> bool:
    """Whether it is a state, or a land with a government of its own."""
    return code in scene.world.actors and (
        _is_state(scene, code)
        or (scene.world.actors[code].kind == "party" and not is_movement(scene.world.actors[code]))
    )


def _is_state(scene: Scene, code: str) -> bool:
    return code in scene.world.actors and scene.world.actors[code].kind == "state"
