"""The words of a text that mean an actor, on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.world import World

WORLD = World.load()
DAY = date(2022, 9, 28)

# (text, [(words, actors, how)])
TEXTS = [
    (
        "Ukraine said the Kremlin and Downing Street disagreed with Berlin.",
        [
            ("Ukraine", ("UKR",), "name"),
            ("Kremlin", ("RUS",), "seat"),
            ("Downing Street", ("GBR",), "seat"),
            ("Berlin", ("DEU",), "capital"),
        ],
    ),
    (
        "The German chancellor met Ukrainians in Kyiv, once Kiev.",
        [
            ("German", ("DEU",), "demonym"),
            ("Ukrainians", ("UKR",), "people"),
            ("Kyiv", ("UKR",), "capital"),
            ("Kiev", ("UKR",), "capital"),
        ],
    ),
    # the longest name wins
    ("the Democratic Republic of the Congo", [("Democratic Republic of the Congo", ("COD",), "name")]),
    ("South Korean exports", [("South Korean", ("KOR",), "demonym")]),
    ("the UN Security Council", [("UN Security Council", ("UNSC",), "name")]),
    ("the Republic of Ireland", [("Republic of Ireland", ("IRL",), "name")]),
    # one word, two actors
    ("Korea", [("Korea", ("PRK", "KOR"), "name")]),
    ("Congo", [("Congo", ("COG", "COD"), "name")]),
    ("Brussels warned", [("Brussels", ("BEL", "EU"), "capital")]),
    # typography: accents, apostrophes, capitals, possessives, hyphens
    ("Côte d’Ivoire", [("Côte d’Ivoire", ("CIV",), "name")]),
    ("Cote d'Ivoire", [("Cote d'Ivoire", ("CIV",), "name")]),
    ("TURKIYE and Türkiye", [("TURKIYE", ("TUR",), "name"), ("Türkiye", ("TUR",), "name")]),
    ("UKRAINE, RUSSIA TRADE BLAME", [("UKRAINE", ("UKR",), "name"), ("RUSSIA", ("RUS",), "name")]),
    ("Georgia's foreign minister", [("Georgia", ("GEO",), "name")]),
    ("Russian-occupied land", [("Russian", ("RUS",), "demonym")]),
    ("pro-Russian forces", [("Russian", ("RUS",), "demonym")]),
    ("U.S. and US officials", [("U.S.", ("USA",), "name"), ("US", ("USA",), "name")]),
    # what is no actor
    ("let us eat turkey on china, said a polish cook", []),
    ("the Gulf of Mexico, New Mexico and the Bank of America", []),
    ("the China Daily and the Times of Israel", []),
    ("Israel Katz met Michael Jordan in Jordan", [("Jordan", ("JOR",), "name")]),
    ("Northern Ireland and the Indian Ocean", []),
    ("the Minsk agreement and the Warsaw Pact", []),
    ("Ukrainehouse and Irani", []),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_words_that_mean_an_actor(text: str, expected: list[tuple[str, tuple[str, ...], str]]) -> None:
    found = [(match.span.of(text), match.actors, match.how) for match in WORLD.find_actors(text, DAY)]
    assert found == expected


TALE = "Macedonia, Czechoslovakia, the Soviet Union, South Sudan, Swaziland"

# (day, actors)
DAYS = [
    (date(1985, 6, 1), ["CSK", "SUN", "SWZ"]),
    (date(2000, 6, 1), ["MKD", "SWZ"]),
    (date(2017, 6, 1), ["MKD", "SSD", "SWZ"]),
]


@pytest.mark.parametrize(("on", "expected"), DAYS)
def test_only_actors_that_exist_on_the_day(on: date, expected: list[str]) -> None:
    assert [code for match in WORLD.find_actors(TALE, on) for code in match.actors] == expected


def test_moscow_means_the_state_of_its_day() -> None:
    assert [m.actors for m in WORLD.find_actors("Moscow", date(1985, 6, 1))] == [("SUN",)]
    assert [m.actors for m in WORLD.find_actors("Moscow", DAY)] == [("RUS",)]


# (text, day, actors): organisations and movements go by other names, or mean others, on other days
NAMES_OF_THE_DAY = [
    ("the OAU and the African Union", date(2000, 6, 1), ["OAU"]),
    ("the OAU and the African Union", date(2003, 6, 1), ["AU"]),
    ("the CSCE", date(1993, 6, 1), ["OSCE"]),
    ("the CSCE", DAY, []),
    ("the UN Development Program and the U.N. Environment Programme", DAY, ["UNDP", "UNEP"]),
    ("the UN mission UNMIK", date(2005, 6, 1), ["UN", "UN"]),
    ("the Andean Community of Nations (CAN)", date(2005, 11, 15), ["ANDEAN_COMMUNITY"]),
    ("the Mideast Quartet", date(2006, 6, 1), ["MIDEAST_QUARTET"]),
    ("the SLA", date(1999, 6, 1), ["SLA"]),
    ("the SLA", date(2005, 12, 5), ["SLM"]),
    ("Chechen leader Aslan Maskhadov", date(1997, 6, 1), ["CHECHNYA"]),
    ("Chechen leader Ramzan Kadyrov", DAY, []),
    ("the Kurdistan Democratic Party of Iran and the KDP", date(1996, 6, 1), ["KDPI", "KDP"]),
    ("Commonwealth Bank of Australia", DAY, ["AUS"]),
    ("the Bank of Korea", DAY, []),
    ("the Paris Club", DAY, ["PARIS_CLUB"]),
]


@pytest.mark.parametrize(("text", "on", "expected"), NAMES_OF_THE_DAY)
def test_a_name_means_whom_it_meant_that_day(text: str, on: date, expected: list[str]) -> None:
    assert [code for match in WORLD.find_actors(text, on) for code in match.actors] == expected


def test_every_term_is_found_by_itself() -> None:
    """A decoy or a longer entry must not hide an actor's own words."""
    hidden = []
    for actor in WORLD.actors.values():
        for term in actor.terms:
            day = min(
                max(actor.since or DAY, term.since or DAY, DAY),
                actor.until or date.max,
                term.until or date.max,
            )
            matches = WORLD.find_actors(term.words, day)
            if not any(actor.code in match.actors and match.span.end == len(term.words) for match in matches):
                hidden.append((actor.code, term.words))
    assert hidden == []


@given(st.text(max_size=80), st.sampled_from(["Ukraine", "the Czech Republic", "Côte d’Ivoire"]))
def test_matches_are_in_order_and_lie_in_the_text(noise: str, name: str) -> None:
    text = f"{noise} {name} {noise}"
    matches = WORLD.find_actors(text, DAY)
    ends = 0
    for match in matches:
        assert ends <= match.span.start < match.span.end <= len(text)
        ends = match.span.end
