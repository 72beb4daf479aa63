"""Officials whose title names no country, told by the name that they bear.

A report from Moscow on a sunken submarine quotes "Admiral Einar Skorgen": of the states that it names, Norway
is the one whose people have such names, so that he is not Russia's. Names cross borders: one alone settles
nothing that the title or the tables tell, and where no state of the report fits clearly the official stays
open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from onrecord.model import Span
from onrecord.resolve.beside import dateline_states
from onrecord.resolve.home import comes_from_elsewhere, named_places
from onrecord.resolve.people import People
from onrecord.resolve.persons import Person, key_of
from onrecord.resolve.phrases import OF_THE_STATE
from onrecord.resolve.scene import Scene

# How a state was given that the name may speak against: by the report at large or by the sentence around.
_SUPPOSED = frozenset({"own-country", "same-subject"})
_FAMOUS = frozenset({"head of state", "head of government"})
# Peoples of states that are gone.
_PEOPLES = {
    "CSK": ("CZE", "SVK"),
    "DDR": ("DEU",),
    "SCG": ("SRB", "MNE"),
    "SUN": tuple("RUS UKR BLR EST LVA LTU MDA GEO ARM AZE KAZ UZB KGZ TJK TKM".split()),
    "YUG": tuple("SRB MNE HRV BIH SVN MKD XKX".split()),
}
# Whoever these serve, it is mostly no state, wherever they come from.
_OF_MANY = re.compile(
    r"\b(?:force commander|envoy|emissary|mediator|observers?|monitors?|peacekeepers?|representative"
    r"|coordinator)\b",
    re.IGNORECASE,
)
# Natural logarithms of ratios of shares, chosen on reports that rules were made on.
_AGAINST = 4.0  # another state of the report fits better by this: the supposed one does not stand
_AHEAD = 2.0  # of the next state of the report
_FITS = 2.5  # behind the state that fits best in all the world


class Borne(NamedTuple):
    """The state whose people bear the name, None where that stays open; its place in the report."""

    actor: str | None
    span: Span | None


def told_by_name(scene: Scene, people: People) -> dict[int, Borne]:
    """Return, by position in `people`, the officials whose name settles or shakes whose they are."""
    found: dict[int, Borne] = {}
    asked = [place for place, person in enumerate(people.persons) if _may_be_told(scene, person)]
    states = _states_of(scene) if asked else {}
    for place in asked:
        borne = _borne(scene, people.persons[place], states)
        if borne is not None:
            found[place] = borne
    return found


def _may_be_told(scene: Scene, person: Person) -> bool:
    """Whether the person has a full name and an office of some state, and nothing better tells of which."""
    if not person.bare or person.sector not in OF_THE_STATE or len(key_of(person.name)) < 2:
        return False
    if person.actors:
        return any(reason.rule in _SUPPOSED for reason in person.because)
    elsewhere = _without_a_land(scene, person) or comes_from_elsewhere(scene, person)
    return not person.open_actors and not elsewhere


def _without_a_land(scene: Scene, person: Person) -> bool:
    """Whether the office may be no state's: a president in small letters is a company's as well."""
    title = person.office_span
    famous = bool(person.roles & _FAMOUS) and title is not None and scene.text[title.start].islower()
    return title is None or famous


def _borne(scene: Scene, person: Person, states: Mapping[str, Span]) -> Borne | None:
    shares = dict(scene.world.bearers(person.name))
    for gone, peoples in _PEOPLES.items():
        shares |= {gone: max(shares[code] for code in peoples)} if shares else {}
    ranked = sorted((code for code in states if code in shares), key=lambda code: -shares[code])
    if not ranked:
        return None
    best, most = ranked[0], max(shares.values())
    clear = shares[best] >= most - _FITS and all(shares[best] - shares[c] >= _AHEAD for c in ranked[1:2])
    clear = clear and states[best].start < person.spans[0].start  # whom a report quotes, it says of where
    told = Borne(best, states[best]) if clear and not _OF_MANY.search(person.office or "") else None
    if not person.actors:
        return told
    supposed = shares.get(person.actors[0])
    if len(person.actors) > 1 or supposed is None:
        return None
    return None if shares[best] - supposed < _AGAINST else told or Borne(None, None)


def _states_of(scene: Scene) -> dict[str, Span]:
    """The states that the report names, by word, town or dateline, each with the first place that does."""
    places: dict[str, Span] = {}
    for match in scene.actors:
        if len(match.actors) == 1 and not scene.hyphenated(match.span):
            places.setdefault(match.actors[0], match.span)
    for place in named_places(scene):
        places.setdefault(place.actor, place.span)
    town = re.search(re.escape(scene.found.report.place or ""), scene.text, re.IGNORECASE)
    if town is not None:
        places |= {actor: Span(*town.span()) for actor in dateline_states(scene) if actor not in places}
    known = scene.world.actors
    return {code: span for code, span in places.items() if code in known and known[code].kind == "state"}
