"""`World`: everything we know beforehand, behind one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, cached_property

from onrecord.world.actors import Actor, load_actors
from onrecord.world.bearers import Bearers
from onrecord.world.bodies import Bodies, Body, BodyMatch
from onrecord.world.gazetteer import ActorMatch, Gazetteer
from onrecord.world.offices import Offices, Tenure, load_offices
from onrecord.world.outlets import Outlet, OutletMatch, Outlets, load_outlets
from onrecord.world.places import Place, Places
from onrecord.world.tables import digest
from onrecord.world.titles import Title, TitleMatch, Titles, load_titles


class World:
    """Actors, offices, outlets, titles and bodies, read once from ``world/data`` and never changed.

    Each table is read when it is first asked: a table of positions needs the names of actors alone.
    """

    def __init__(self) -> None:
        self.actors: Mapping[str, Actor] = load_actors()

    @staticmethod
    @cache
    def load() -> World:
        """The world; the same value ever after."""
        return World()

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the tables, kept with each run."""
        return digest()

    @cached_property
    def _offices(self) -> Offices:
        return load_offices()

    @cached_property
    def _outlets(self) -> Outlets:
        return load_outlets()

    @cached_property
    def _titles(self) -> Titles:
        return load_titles()

    @cached_property
    def _bodies(self) -> Bodies:
        return Bodies()

    @cached_property
    def _places(self) -> Places:
        return Places()

    @cached_property
    def _bearers(self) -> Bearers:
        return Bearers()

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer(self.actors, decoys=self._names_of_others())

    @property
    def tenures(self) -> tuple[Tenure, ...]:
        """Every row of the table of offices."""
        return self._offices.tenures

    @property
    def outlets(self) -> tuple[Outlet, ...]:
        """Every outlet."""
        return self._outlets.all

    def find_actors(self, text: str, on: date) -> tuple[ActorMatch, ...]:
        """Every word that means an actor on that day; see `gazetteer`."""
        return self._gazetteer.find(text, on)

    def holders(self, name: str, on: date, *, claimants: bool = False) -> tuple[Tenure, ...]:
        """Who of that name held an office on that day; see `Offices.holders`."""
        return self._offices.holders(name, on, claimants=claimants)

    def spelt_otherwise(self, name: str, roles: Iterable[str], on: date) -> tuple[Tenure, ...]:
        """Who held one of these offices on that day under a name spelt otherwise; see
        `Offices.spelt_otherwise`.
        """
        return self._offices.spelt_otherwise(name, roles, on)

    def tenures_of(self, name: str) -> tuple[Tenure, ...]:
        """Every office that the table has of that name, at any time; see `Offices.of`."""
        return self._offices.of(name)

    def in_office(self, actor: str, role: str, on: date) -> tuple[Tenure, ...]:
        """Who held that office of the actor on that day; see `Offices.in_office`."""
        return self._offices.in_office(actor, role, on)

    def outlet(self, phrase: str) -> Outlet | None:
        """The outlet of exactly this name; see `Outlets.get`."""
        return self._outlets.get(phrase)

    def find_outlets(self, text: str) -> tuple[OutletMatch, ...]:
        """Every outlet that a text names; see `Outlets.find`."""
        return self._outlets.find(text)

    def title(self, words: str, actor: str | None = None) -> Title | None:
        """What a title of office says; see `titles`."""
        return self._titles.read(words, actor)

    def role(self, words: str, actor: str | None = None) -> str | None:
        """The role alone of a title of office; None too for a former holder."""
        title = self._titles.read(words, actor)
        return title.role if title else None

    def find_titles(self, text: str, actor: str | None = None) -> tuple[TitleMatch, ...]:
        """Every title of office in a text; see `Titles.find`."""
        return self._titles.find(text, actor)

    def body(self, phrase: str) -> Body | None:
        """The body of exactly this name; see `Bodies.get`."""
        return self._bodies.get(phrase)

    def find_bodies(self, text: str) -> tuple[BodyMatch, ...]:
        """Every body in a text; see `Bodies.find`."""
        return self._bodies.find(text)

    def find_places(self, text: str) -> tuple[Place, ...]:
        """Every town, region or site in a text that lies in one state; see `places`."""
        return self._places.find(text)

    def bearers(self, name: str) -> Mapping[str, float]:
        """How likely the people of each state bear the name; see `Bearers.shares`."""
        return self._bearers.shares(name)

    def _names_of_others(self) -> list[str]:
        """Names that may hold an actor's word and mean somebody else: "China Daily", "Israel Katz"."""
        outlets = [name for outlet in self._outlets.all for name in outlet.names if " " in name]
        people = [name for tenure in self._offices.tenures for name in tenure.names if " " in name]
        return [*outlets, *dict.fromkeys(people)]
