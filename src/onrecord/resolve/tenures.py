"""The actor of an official whose words in the report name none: by the table of offices, or by a body or
union that the report names.

A table row only adds the actor to a name that is said in full or with its title; a surname alone that many
people bear ("Lee", "Rice") or a given name ("Charles") is left a candidate."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from onrecord.model import Reason, Span
from onrecord.resolve.lessons import with_lessons
from onrecord.resolve.persons import Person
from onrecord.resolve.phrases import OF_THE_STATE, read_phrase
from onrecord.resolve.scene import Scene, is_movement
from onrecord.resolve.seconded import organisation_served
from onrecord.resolve.short_names import owns
from onrecord.resolve.subjects import owner_of_its
from onrecord.world import HELD_BY_ONE, Tenure

# Given names, words, and surnames that thousands bear in office: alone they are nobody's.
_NEVER_ALONE = frozenset(
    "Charles Francis Elizabeth William Philip Felipe Harald Frederik Mary John Paul Leo Benedict Lee Rice"
    " Power Ban Kim Li Park King May Key Major Bishop".split()
)
# Surnames common enough that they need their country beside them.
_COMMON = frozenset(
    "Choi Wang Zhang Chen Liu Yang Nguyen Khan Singh Ali Ahmed Hassan Hussein Brown Jones Smith Johnson"
    " Wilson Martin Davis Young Hall Clark Baker Garcia Lopez Perez Fernandez Gonzalez Rodriguez Cook Hammond"
    " Marin Santos Costa Silva Tan Wong Ho Sato Suzuki Chan Tang Tsang Lam Jin Xie Xiao Lou Cooper Patel"
    " Robertson Reid Clarke Howard Oliver Ibrahim Youssef Ahmad Hakim Siam".split()
)
# Offices whose holders the world knows by their surnames; others need their state beside them.
_FAMOUS = HELD_BY_ONE | {"organisation head", "secretary-general", "high representative", "leader"}
_FIRST = ("government", "military", "intelligence")
# Every state has these: such a title alone tells none apart.
_ANY_STATES = frozenset({"minister", "head of state", "head of government"})
_RANK = re.compile(
    r"(?:(?:senior|lieutenant|lt\.?|major|maj\.?|brigadier|field) )?"
    r"(?:general|gen\.?|colonel|col\.?|marshal)",
    re.IGNORECASE,
)
# Titles of those who may lead a movement that is an actor of its own.
_OF_MOVEMENTS = frozenset({"rebel", "party", "religious"})
_OUTSIDE_MOVEMENTS = frozenset({"company", "media", "education", "expert", "citizen", "police", "court"})
# Work that no holder of an office is told by: a namesake's.
_TRADES = (
    "baker|plumber|postman|carpenter|farmer|electrician|butcher|hairdresser|barber|teacher|nurse|dentist|driver"
    "|mechanic|shopkeeper|fisherman|bricklayer|gardener|waiter|waitress|tailor|painter|student|pensioner|cook"
    "|firefighter|sailor|miner|musician|footballer|violinist|architect"
)
_TRADE_BEHIND = re.compile(rf", (?:\d\d, )?an? (?:[a-z-]+ ){{0,2}}(?:{_TRADES})(?![\w-])")
_TRADE_BEFORE = re.compile(rf"(?<![\w-])(?:{_TRADES}) $", re.IGNORECASE)
# "Roads Minister", "Tourism Minister": the word in front is the portfolio.
_MINISTER = re.compile(r"(?:minister|secretary)$", re.IGNORECASE)


def with_table(scene: Scene, person: Person, span: Span) -> Person:
    """Add the actor of the office that the table says the person held on the day, if the title does not speak
    against it; `span` is the fullest form of the name."""
    if _has_trade(scene, person, span):
        return replace(person, sector="citizen")
    ranked = _is_ranked(person) or (" " in person.name and person.sector in ("military", "intelligence"))
    movement = _movement_led(scene, person)
    if movement is not None:
        because = (*person.because, Reason("office-holder", span))
        return replace(person, sector="party", actors=(movement,), because=because)
    return _in_table(scene, person, span) if ranked or _may_hold_office(person) else _by_body(scene, person)


def _in_table(scene: Scene, person: Person, span: Span) -> Person:
    """Add the actor of the one office in the table that is the person's, else what lessons and bodies
    tell."""
    ranked = not _may_hold_office(person) or _is_ranked(person)
    on = scene.found.report.published
    tenures = [t for t in scene.world.holders(person.name, on) if ranked or _same_role(scene, person, t)]
    tenures = _so_titled(person, _famous(person, tenures)) or _spelt_otherwise(scene, person)
    actors = tuple(dict.fromkeys(tenure.actor for tenure in tenures))
    if not actors:
        return with_lessons(scene, person, span) or _by_body(scene, person)
    roles = frozenset(tenure.role for tenure in tenures if tenure.actor == actors[0])
    if len(actors) > 1:
        people = {tenure.person for tenure in tenures}
        # one person can head two actors (a president and the union he chairs): the state is the plain reading
        states = tuple(code for code in actors if scene.world.actors[code].kind == "state")
        if len(people) > 1 or len(states) != 1:
            return replace(person, open_actors=actors)
        actors, roles = states, frozenset(t.role for t in tenures if t.actor == states[0])
    if not _is_surely(scene, person, actors[0], roles):
        return replace(person, open_actors=actors[:1])
    sector = _sector_of(scene, [tenure for tenure in tenures if tenure.actor == actors[0]])
    of_a_party = sector == "party" and not is_movement(scene.world.actors[actors[0]])
    return replace(
        person,
        kind=person.kind if person.office else "office",
        sector=sector,
        roles=roles,
        actors=() if of_a_party else actors,
        because=(*person.because, Reason("office-holder", span)),
    )


def _spelt_otherwise(scene: Scene, person: Person) -> list[Tenure]:
    """The holders of the person's office whose name is spelt otherwise in the tables: "Foreign Secretary
    Malcom Rifkind"."""
    roles = person.roles - {"military officer"}  # a rank is no office, and many officers' names are alike
    if person.office is None or not roles or " " not in person.name:
        return []
    found = scene.world.spelt_otherwise(person.name, roles, scene.found.report.published)
    # of "the minister", "an ambassador" there are hundreds, some of whom are called much alike
    return [tenure for tenure in found if tenure.role in HELD_BY_ONE or _named(scene, tenure.actor)]


def _may_hold_office(person: Person) -> bool:
    """Whether the title is none, or one that the table may have."""
    return person.sector is None or (person.sector in ("government", "international") and bool(person.roles))


def _sector_of(scene: Scene, tenures: Iterable[Tenure]) -> str:
    """The sector of who holds these offices of one actor: of a state that of the title, and what speaks for
    it before what does not ("party leader and minister")."""
    offices = list(tenures)
    known = scene.world.actors[offices[0].actor]
    if known.kind == "organisation":
        return "international"
    if is_movement(known):
        return "party"
    titles = [scene.world.title(tenure.office, tenure.actor) for tenure in offices]
    sectors = {title.sector or "government" if title else "government" for title in titles}
    return next((sector for sector in _FIRST if sector in sectors), min(sectors))


def _movement_led(scene: Scene, person: Person) -> str | None:
    """The movement whose leader or spokesman the table says the person was, whatever the report calls him:
    "rebel leader Jonas Savimbi", "the Islamist mediator"."""
    if person.office is None or person.sector in _OUTSIDE_MOVEMENTS:
        return None
    held = scene.world.holders(person.name, scene.found.report.published)
    codes = dict.fromkeys(t.actor for t in held)
    code = next(iter(codes), None)
    if code is None or len(codes) > 1 or not is_movement(scene.world.actors[code]):
        return None
    full = " " in person.name and person.sector in _OF_MOVEMENTS
    return code if full or _named(scene, code) else None


def settled_by_office(scene: Scene, person: Person, between: Iterable[str]) -> tuple[str, ...]:
    """The one actor of those that a word leaves open, "Congolese", whose office the person holds; else
    none."""
    among = {*between}
    held = scene.world.holders(person.name, scene.found.report.published)
    codes = dict.fromkeys(t.actor for t in held if t.actor in among and _same_role(scene, person, t))
    return tuple(codes) if len(codes) == 1 else ()


def _so_titled(person: Person, tenures: list[Tenure]) -> list[Tenure]:
    """Of several holders of a name those whose office is called as here: a king is no president."""
    title = (person.office or "").lower().split()[-1:]
    same = [tenure for tenure in tenures if tenure.office.lower().split()[-1:] == title]
    return same or tenures


def _famous(person: Person, tenures: list[Tenure]) -> list[Tenure]:
    """Of several holders of a surname those whom the world knows: "Mr Blair" is no admiral."""
    if person.office is not None or " " in person.name:
        return tenures
    return [tenure for tenure in tenures if tenure.role in _FAMOUS] or tenures


def _is_ranked(person: Person) -> bool:
    """Whether a full name carries a rank alone, as rulers do: "Senior General Than Shwe"."""
    return " " in person.name and _RANK.fullmatch(person.office or "") is not None


def _has_trade(scene: Scene, person: Person, span: Span) -> bool:
    """Whether a trade beside the name tells it from the holder's: "Angela Merkel, a baker from Dresden"."""
    if person.office is not None:
        return False
    text = scene.text
    return bool(
        _TRADE_BEHIND.match(text, span.end) or _TRADE_BEFORE.search(text, max(0, span.start - 30), span.start)
    )


def _same_role(scene: Scene, person: Person, tenure: Tenure) -> bool:
    """Whether the title, where there is one, is the office's: read as that actor uses it, since "Secretary of
    State" is a foreign minister in Washington alone."""
    if not person.roles or tenure.role in person.roles:
        return True
    title = scene.world.title(person.office or "", tenure.actor)
    return title is not None and title.role == tenure.role


def _is_surely(scene: Scene, person: Person, actor: str, roles: frozenset[str]) -> bool:
    """Whether more than a surname says who it is: a full name, a title, for a common surname its country; for
    a movement's man, few of whom the world knows, the movement."""
    if is_movement(scene.world.actors[actor]) and (" " not in person.name or "spokesperson" in roles):
        return _named(scene, actor)
    if person.office is not None or " " in person.name:
        return True
    if person.name in _NEVER_ALONE:
        return False
    return (person.name not in _COMMON and bool(roles & _FAMOUS)) or _named(scene, actor)


def _named(scene: Scene, actor: str) -> bool:
    return any(actor in match.actors for match in scene.actors)


def _by_body(scene: Scene, person: Person) -> Person:
    """Give the finance minister the country whose finance ministry the report names, a ministry's spokesman
    the ministry's; a commissioner is the EU's where the report names the EU."""
    if person.office_span is None or person.sector not in {*OF_THE_STATE, "international"}:
        return person
    its = owner_of_its(scene, person.office_span.start)
    if its is not None:
        return replace(person, actors=its.actors, because=(Reason("owner", its.span),))
    if unknown_before(scene, person.office_span):
        return person
    if person.sector == "international":
        return _serving_organisation(scene, person)
    owners = _owners(scene, person)
    if len(owners) != 1:
        return person
    actors, span = next(iter(owners.items()))
    return replace(person, actors=actors, because=(Reason("same-body", span),))


def _serving_organisation(scene: Scene, person: Person) -> Person:
    served = organisation_served(scene, person.office or "")
    if served is None:
        return person
    union = served.actors == ("EU",) and (person.office or "").endswith("Commissioner")
    actors = ("EC",) if union else served.actors  # the union has no others
    return replace(person, actors=actors, because=(Reason("same-body", served.span),))


def _owners(scene: Scene, person: Person) -> dict[tuple[str, ...], Span]:
    """The actors whose body of the person's title or office the report names, with where."""
    office = person.office_span
    names = {b.body.name for b in scene.bodies if office is not None and office.holds(b.span)}
    found: dict[tuple[str, ...], Span] = {}
    for match in scene.bodies:
        role = match.body.role
        # many speak of governments; only who is the government's by title is the one's that is named
        if match.body.name not in names and (role not in person.roles or role in _ANY_STATES):
            continue
        owner = next((m for m in scene.actors if owns(scene.text, m.span, match.span)), None)
        full = read_phrase(scene, Span(owner.span.start, match.span.end)) if owner else None
        if full is not None and full.actors and full.speaks and full.owner is not None:
            found.setdefault(full.actors, full.owner)
    return found


def unknown_before(scene: Scene, office: Span) -> bool:
    """Whether a capitalised word that no table knows stands right before an office: "Acme president", "Cape
    Attorney-General" are not the state's."""
    before = scene.text[: office.start]
    word = re.search(r"(?<=[^.!?:\n\"“”] )([A-Z][\w-]+) $", before)
    if word is None or (word.group(1).endswith("s") and _MINISTER.search(office.of(scene.text))):
        return False
    return not any(term.span.end == word.end(1) for term in scene.terms)
