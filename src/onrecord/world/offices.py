"""Offices in time: who was head of state, head of government or foreign minister of whom, and when.

A table row is a reason and a candidate, never a name put into a text's mouth. The day of a handover belongs
to both holders. Compiled by hand from general knowledge of public record; doubtful rows were left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, cast

from onrecord.world.phrases import fold
from onrecord.world.spellings import sounds_of, spell_one_name
from onrecord.world.tables import Grain, Row, covers, first_day, grain, last_day, listed, rows

Status = Literal["holder", "acting", "claimant"]
_Spelling = tuple[tuple[str, ...], tuple[str, ...]]  # full names, short forms

# Offices that one person of a state holds at a time, and of whose holders the tables have most: another of
# that title is another state's.
HELD_BY_ONE = frozenset(
    {"head of state", "head of government", "foreign minister", "defence minister", "finance minister"}
    | {"supreme leader", "crown prince", "governor-general"}
)
# One pair of tables a region: `offices_<region>` holds the tenures, `people_<region>` the spellings.
_REGIONS = ("europe", "americas", "asia_pacific", "africa_middle_east", "organisations", "movements")


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person's time in one office of one actor.

    `names` are the full name and its spellings, then the short forms used alone (surnames). `executive` is
    False for a head of state who reigns or represents and does not govern. `grain` is the coarsest precision
    of the two dates: a month known only as such begins on its first and ends on its last day here. `until`
    None: in office as far as the table knows.
    """

    person: str
    names: tuple[str, ...]
    role: str
    office: str
    actor: str
    since: date
    until: date | None
    executive: bool = True
    status: Status = "holder"
    grain: Grain = "day"

    def covers(self, on: date) -> bool:
        """Whether the office was held on that day."""
        return covers(self.since, self.until, on)


class Offices:
    """All tenures, by name and by office."""

    def __init__(self, tenures: Iterable[Tenure]) -> None:
        self.tenures = tuple(tenures)
        self._by_name: dict[str, list[Tenure]] = {}
        self._by_office: dict[tuple[str, str], list[Tenure]] = {}
        self._by_role: dict[str, list[Tenure]] = {}
        for tenure in self.tenures:
            for key in _keys(tenure.names):
                self._by_name.setdefault(key, []).append(tenure)
            self._by_office.setdefault((tenure.actor, tenure.role), []).append(tenure)
            self._by_role.setdefault(tenure.role, []).append(tenure)

    def holders(self, name: str, on: date, *, claimants: bool = False) -> tuple[Tenure, ...]:
        """Everyone in office on that day whose full name, a spelling of it or surname is `name`.

        Accents, case and apostrophes do not count. A person with two offices gives two tenures, a surname of
        two holders both. Rival claimants are left out unless asked for.
        """
        found = (tenure for tenure in self._by_name.get(_key(name), ()) if tenure.covers(on))
        return tuple(tenure for tenure in found if claimants or tenure.status != "claimant")

    def spelt_otherwise(self, name: str, roles: Iterable[str], on: date) -> tuple[Tenure, ...]:
        """Everyone in one of the offices `roles` on that day of whose full name `name` may be another
        spelling ("Omar el-Beshir"); see `spellings`. Claimants are left out.
        """
        sounds = sounds_of(name)
        held = (
            tenure for role in sorted({*roles}) for tenure in self._by_role.get(role, ()) if tenure.covers(on)
        )
        return tuple(
            tenure
            for tenure in held
            if tenure.status != "claimant"
            and any(" " in full and spell_one_name(sounds, sounds_of(full)) for full in tenure.names)
        )

    def of(self, name: str) -> tuple[Tenure, ...]:
        """Every office, at any time, of everyone whose full name, a spelling of it or surname is `name`."""
        return tuple(self._by_name.get(_key(name), ()))

    def in_office(self, actor: str, role: str, on: date) -> tuple[Tenure, ...]:
        """Who held the actor's office on that day: none, one, or several (handover, joint heads, imprecise
        dates).
        """
        found = (tenure for tenure in self._by_office.get((actor, role), ()) if tenure.covers(on))
        return tuple(tenure for tenure in found if tenure.status != "claimant")


def load_offices() -> Offices:
    """The table of offices, with the spellings and short forms of its people."""
    spellings = _spellings()
    names: dict[str, tuple[str, ...]] = {}
    return Offices(_tenure(row, spellings, names) for region in _REGIONS for row in rows(f"offices_{region}"))


def _spellings() -> dict[str, _Spelling]:
    """Spellings and short forms by person; whoever stands in the tables of two regions has those of both."""
    people: dict[str, _Spelling] = {}
    for region in _REGIONS:
        for row in rows(f"people_{region}"):
            variants, short = people.get(row["person"], ((), ()))
            people[row["person"]] = (variants + listed(row["variants"]), short + listed(row["short"]))
    return people


def _tenure(row: Row, people: dict[str, _Spelling], names: dict[str, tuple[str, ...]]) -> Tenure:
    person = row["person"]
    if person not in names:
        names[person] = _names(person, *people.get(person, ((), ())))
    since = first_day(row["since"])
    assert since is not None, f"{person}: an office has a first day"
    marks = listed(row["marks"])
    return Tenure(
        person=person,
        names=names[person],
        role=row["role"],
        office=row["office"],
        actor=row["actor"],
        since=since,
        until=last_day(row["until"]),
        executive="ceremonial" not in marks,
        status=cast("Status", next((mark for mark in marks if mark in ("acting", "claimant")), "holder")),
        grain=grain(row["since"], row["until"]),
    )


def _names(person: str, variants: tuple[str, ...], short: tuple[str, ...]) -> tuple[str, ...]:
    """Full names, then short forms; the last word is the surname where the table of people names none."""
    full = (person, *variants)
    return tuple(dict.fromkeys((*full, *(short or (name.split()[-1] for name in full)))))


@cache
def _keys(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_key, names)))


def _key(name: str) -> str:
    return " ".join(fold(name).lower().replace("'", "").replace(".", "").split())
