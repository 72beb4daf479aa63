"""The actors that can take a side, their words, codes and memberships."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from itertools import combinations

import pytest

from onrecord.world import Actor, World
from onrecord.world.tables import rows

WORLD = World.load()
ACTORS = WORLD.actors
MARCH_2014 = date(2014, 3, 18)

# words of two actors that live at the same time; the sentence must tell them apart
SHARED = {
    "Congo": {"COG", "COD"},
    "Congolese": {"COG", "COD"},
    "Korea": {"PRK", "KOR"},
    "Korean": {"PRK", "KOR"},
    "Koreans": {"PRK", "KOR"},
    "Dominican": {"DMA", "DOM"},
    "Dominicans": {"DMA", "DOM"},
    "Brussels": {"BEL", "EU"},
    "The Hague": {"NLD", "ICC"},
    "National Liberation Army": {"ELN", "NLA"},
}


def test_an_actor_has_its_words_by_kind() -> None:
    germany = ACTORS["DEU"]
    assert (germany.name, germany.kind) == ("Germany", "state")
    assert "Federal Republic of Germany" in germany.names
    assert "German" in germany.demonyms
    assert "Germans" in germany.peoples
    assert "Berlin" in germany.capitals
    assert "Downing Street" in ACTORS["GBR"].seats


@pytest.mark.parametrize(
    ("code", "exists_from", "exists_until"),
    [
        ("SSD", date(2011, 7, 9), None),
        ("CSK", date(1918, 10, 28), date(1992, 12, 31)),
        ("TLS", date(2002, 5, 20), None),
        ("XKX", date(2008, 2, 17), None),
        ("OAU", date(1963, 5, 25), date(2002, 7, 8)),
        ("AFDL", date(1996, 10, 18), date(1997, 5, 17)),
    ],
)
def test_an_actor_lives_between_its_days(
    code: str, exists_from: date | None, exists_until: date | None
) -> None:
    assert (ACTORS[code].since, ACTORS[code].until) == (exists_from, exists_until)


def test_code_and_name_are_well_formed() -> None:
    assert [code for code in ACTORS if not re.fullmatch(r"[A-Z0-9_]+", code)] == []
    assert [
        actor.code for actor in ACTORS.values() if actor.name != actor.name.strip() or not actor.name
    ] == []
    codes = [row["code"] for table in ("states", "organisations", "parties") for row in rows(table)]
    assert len(codes) == len(set(codes))


def test_no_actor_ends_before_it_begins() -> None:
    def backwards(actor: Actor) -> bool:
        periods = [(actor.since, actor.until)]
        periods += [(term.since, term.until) for term in actor.terms]
        periods += [(member.since, member.until) for member in actor.members]
        return any(since and until and until < since for since, until in periods)

    assert [actor.code for actor in ACTORS.values() if backwards(actor)] == []


def test_a_word_means_one_actor_a_day_or_is_listed_as_shared() -> None:
    owners: dict[str, list[tuple[str, date, date]]] = defaultdict(list)
    for actor in ACTORS.values():
        for term in actor.terms:
            since = max(actor.since or date.min, term.since or date.min)
            until = min(actor.until or date.max, term.until or date.max)
            owners[term.words].append((actor.code, since, until))
    shared = {
        words: {one[0], other[0]}
        for words, lives in owners.items()
        for one, other in combinations(lives, 2)
        if one[0] != other[0] and one[1] < other[2] and other[1] < one[2]
    }
    assert shared == SHARED


def test_a_code_of_a_scheme_means_one_actor_a_day() -> None:
    owners: dict[tuple[str, str], list[tuple[str, date, date]]] = defaultdict(list)
    for actor in ACTORS.values():
        for code in actor.codes:
            since = max(actor.since or date.min, code.since or date.min)
            until = min(actor.until or date.max, code.until or date.max)
            owners[code.scheme, code.value].append((actor.code, since, until))
    clashes = {
        (key, one[0], other[0])
        for key, lives in owners.items()
        for one, other in combinations(lives, 2)
        if one[1] < other[2] and other[1] < one[2]
    }
    assert clashes == set()


def test_every_state_of_today_has_its_iso_code_as_its_code() -> None:
    today = date(2022, 9, 28)
    for actor in ACTORS.values():
        if actor.kind == "state" and actor.exists(today) and actor.code != "XKX":  # user-assigned, not in ISO
            assert actor.code in {c.value for c in actor.codes if c.scheme == "iso3166-1-alpha-3"}, actor.code


def test_tables_name_only_actors_that_exist() -> None:
    members = {row["organisation"] for row in rows("members")} | {
        code for row in rows("members") for code in row["actors"].split()
    }
    bodies = {row["actor"] for row in rows("bodies")} - {""}
    titles = {code for row in rows("titles") for code in row["only"].split()}
    outlets = {row["country"] for row in rows("outlets")} - {""}
    coded = {row["actor"] for row in rows("codes")}
    assert (members | bodies | titles | outlets | coded) - set(ACTORS) == set()


# (organisation, day, how many members)
SIZES = [
    ("EU", date(1985, 1, 1), 10),
    ("EU", MARCH_2014, 28),
    ("EU", date(2022, 9, 28), 27),
    ("NATO", MARCH_2014, 28),
    ("NATO", date(2022, 9, 28), 30),
    ("NATO", date(2024, 6, 1), 32),
    ("UNSC", MARCH_2014, 15),
    ("UNSC", date(2022, 9, 28), 15),
    ("G7", MARCH_2014, 7),
    ("ASEAN", MARCH_2014, 10),
    ("GCC", MARCH_2014, 6),
    ("BRICS", date(2022, 9, 28), 5),
    ("BRICS", date(2024, 6, 1), 9),
]


@pytest.mark.parametrize(("organisation", "on", "size"), SIZES)
def test_an_organisation_has_its_members_of_the_day(organisation: str, on: date, size: int) -> None:
    assert sum(actor.belongs_to(organisation, on) for actor in ACTORS.values()) == size


@pytest.mark.parametrize(
    ("code", "organisation", "on", "expected"),
    [
        ("GBR", "EU", date(2020, 1, 31), True),
        ("GBR", "EU", date(2020, 2, 1), False),
        ("HRV", "EU", date(2013, 6, 30), False),
        ("HRV", "EU", date(2013, 7, 1), True),
        ("FIN", "NATO", date(2023, 4, 3), False),
        ("FIN", "NATO", date(2023, 4, 4), True),
        ("SWE", "NATO", date(2024, 3, 7), True),
        ("CHE", "EU", date(2022, 9, 28), False),
        ("RUS", "UNSC", MARCH_2014, True),
        ("DEU", "UNSC", date(2019, 6, 1), True),
        ("DEU", "UNSC", date(2021, 6, 1), False),
    ],
)
def test_a_member_from_the_day_it_joins_to_the_day_it_leaves(
    code: str, organisation: str, on: date, expected: bool
) -> None:
    assert ACTORS[code].belongs_to(organisation, on) is expected
