"""Officials whose title names no country, told by the name that they bear."""

from __future__ import annotations

from datetime import date

import pytest
from marked import known

from onrecord.world import World

ON = date(2000, 8, 21)
AT_SEA = "Russia mourns. All of Russia watches Russia's divers. A ship of Norway came. The hull lies deep. "
TO = "Peru and Japan met. "

# (report, actors that the last voice speaks for, the rule)
TOLD = [
    # the report's own country by its other signs, another by the name
    (f"{AT_SEA}[s:Admiral Einar Fredheim] [c:said] [o:the hatch was whole].", ("NOR",), "borne-name"),
    (f"{AT_SEA}[s:Admiral Vyacheslav Kuroyev] [c:said] [o:the hatch was whole].", ("RUS",), "own-country"),
    # come back to by surname and pronoun
    (
        f"{AT_SEA}[s:Admiral Einar Fredheim] [c:said] [o:no]. [o:All was whole], [s:Fredheim] [c:said].",
        ("NOR",),
        "borne-name",
    ),
    # two states, neither the report's own
    (f"{TO}[s:Deputy Foreign Minister Hideo Kajitani] [c:said] [o:no].", ("JPN",), "borne-name"),
    (f"{TO}[s:Deputy Foreign Minister Ramiro Huaman Quispe] [c:said] [o:no].", ("PER",), "borne-name"),
]
OPEN = [
    # a surname alone, a name of neither, a president who may be a company's, who serves many
    f"{TO}[s:Deputy Foreign Minister Kajitani] [c:said] [o:no].",
    f"{TO}[s:Deputy Foreign Minister Lars Sorensen] [c:said] [o:no].",
    f"{TO}[s:Hideo Kajitani, vice president of the firm,] [c:said] [o:no].",
    f"{TO}[s:The force commander, General Hideo Kajitani,] [c:said] [o:no].",
    # two that are alike
    "Austria and Germany met. [s:Deputy Foreign Minister Hans Huber] [c:said] [o:no].",
]


@pytest.mark.parametrize(("marked", "actors", "rule"), TOLD)
def test_an_official_is_of_the_state_whose_people_bear_such_names(
    marked: str, actors: tuple[str, ...], rule: str
) -> None:
    speaker = known(marked, ON).voices[-1].speaker
    assert speaker is not None
    assert speaker.actors == actors
    assert rule in {reason.rule for reason in speaker.because}


@pytest.mark.parametrize("marked", OPEN)
def test_a_name_that_settles_nothing_leaves_it_open(marked: str) -> None:
    assert not known(marked, ON).voices[-1].speaks_for_actor


def test_the_reason_is_the_place_where_the_report_names_the_state() -> None:
    told = known(TOLD[0][0], ON)
    speaker = told.voices[-1].speaker
    assert speaker is not None
    (why,) = (reason.span for reason in speaker.because if reason.rule == "borne-name")
    assert why is not None
    assert why.of(told.found.report.text) == "Norway"


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Haruto Kobayashi", "JPN"),
        ("Giorgi Beridze", "GEO"),
        ("Chukwuemeka Okafor", "NGA"),
        ("Aung Kyaw", "MMR"),
    ],
)
def test_a_name_is_most_likely_of_its_own_people(name: str, state: str) -> None:
    shares = World.load().bearers(name)
    assert max(shares, key=lambda code: shares[code]) == state
    assert sum(2.718281828**share for share in shares.values()) == pytest.approx(1, abs=0.02)


def test_accents_case_and_apostrophes_do_not_count() -> None:
    world = World.load()
    assert world.bearers("Žarko Petrović") == world.bearers("zarko petrovic")
    assert world.bearers("Sean O’Brien") == world.bearers("Sean O'Brien")


def test_a_name_without_latin_letters_has_no_shares() -> None:
    assert World.load().bearers("李明") == {}
