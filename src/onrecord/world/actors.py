"""Actors: the states, organisations and other parties that can take a side, and the words that mean them.

Sources of the codes: ISO 3166-1 and 3166-3; Correlates of War, State System Membership; Gleditsch and Ward
(1999), "A revised list of independent states since the congress of Vienna". Where a code was not certain it
is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal, cast

from onrecord.world.tables import Row, covers, first_day, last_day, listed, rows

ActorKind = Literal["state", "organisation", "party"]
How = Literal["name", "demonym", "people", "capital", "seat"]
HOWS: tuple[How, ...] = ("name", "demonym", "people", "capital", "seat")

_COLUMNS: dict[How, str] = {
    "name": "names",
    "demonym": "demonyms",
    "people": "peoples",
    "capital": "capitals",
    "seat": "seats",
}
_DATED = re.compile(r"^(?P<words>[^\[]+)\[(?P<since>[\d-]*)\.\.(?P<until>[\d-]*)\]$")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that means the actor, in the period in which it does (None: open)."""

    words: str
    how: How
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """An actor's code in a scheme: "iso3166-1-alpha-2", "iso3166-1-alpha-3", "cow" (number),
    "cow-abbreviation", "gw" (number).
    """

    scheme: str
    value: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """A member's time in an organisation, whose actor code is `code`. In UNSC it is a seat, permanent or
    elected.
    """

    code: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, organisation or other party, with the days between which it exists (None: open).

    `terms` holds every word that means it, with its period; the properties below list the words by kind,
    whatever their period, without an article ("Kremlin").
    """

    code: str
    name: str
    kind: ActorKind
    terms: tuple[Term, ...]
    since: date | None = None
    until: date | None = None
    codes: tuple[Code, ...] = ()
    members: tuple[Membership, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All English names and aliases, `name` first."""
        return self._words("name")

    @property
    def demonyms(self) -> tuple[str, ...]:
        """Adjectives: "German"."""
        return self._words("demonym")

    @property
    def peoples(self) -> tuple[str, ...]:
        """Nouns for its people: "Germans"."""
        return self._words("people")

    @property
    def capitals(self) -> tuple[str, ...]:
        """Capitals, in their spellings: "Kyiv", "Kiev"."""
        return self._words("capital")

    @property
    def seats(self) -> tuple[str, ...]:
        """Seats and houses of the executive that stand for it: "Kremlin", "Downing Street"."""
        return self._words("seat")

    def exists(self, on: date) -> bool:
        """Whether the actor exists on that day."""
        return covers(self.since, self.until, on)

    def belongs_to(self, organisation: str, on: date) -> bool:
        """Whether the actor is a member of the organisation on that day."""
        return any(m.code == organisation and covers(m.since, m.until, on) for m in self.members)

    def _words(self, how: How) -> tuple[str, ...]:
        return tuple(dict.fromkeys(term.words for term in self.terms if term.how == how))


def load_actors() -> Mapping[str, Actor]:
    """All actors by code, in the order of the tables: states, organisations, other parties."""
    codes = _codes()
    members = _memberships()
    actors: dict[str, Actor] = {}
    for table, kind in (("states", "state"), ("organisations", "organisation"), ("parties", "party")):
        for row in rows(table):
            code = row["code"]
            actors[code] = Actor(
                code=code,
                name=row["name"],
                kind=cast("ActorKind", kind),
                terms=_terms(row),
                since=first_day(row["since"]),
                until=last_day(row["until"]),
                codes=tuple(codes.get(code, ())),
                members=tuple(members.get(code, ())),
            )
    return MappingProxyType(actors)


def _terms(row: Row) -> tuple[Term, ...]:
    terms = (
        []
        if "[" in row["names"] and row["names"].startswith(row["name"] + "[")
        else [Term(row["name"], "name")]
    )
    for how, column in _COLUMNS.items():
        terms += [_term(words, how) for words in listed(row.get(column, ""))]
    return tuple(dict.fromkeys(terms))


def _term(words: str, how: How) -> Term:
    dated = _DATED.match(words)
    if dated is None:
        return Term(words, how)
    return Term(dated["words"].strip(), how, first_day(dated["since"]), last_day(dated["until"]))


def _codes() -> dict[str, list[Code]]:
    codes: dict[str, list[Code]] = {}
    for row in rows("codes"):
        code = Code(row["scheme"], row["value"], first_day(row["since"]), last_day(row["until"]))
        codes.setdefault(row["actor"], []).append(code)
    return codes


def _memberships() -> dict[str, list[Membership]]:
    members: dict[str, list[Membership]] = {}
    for row in rows("members"):
        membership = Membership(row["organisation"], first_day(row["since"]), last_day(row["until"]))
        for actor in row["actors"].split():
            members.setdefault(actor, []).append(membership)
    return members
