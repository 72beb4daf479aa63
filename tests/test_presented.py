"""Persons presented by a voice beside their name; officials told by the dateline, the turn, or the step of
their state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from marked import found, known

from onrecord.resolve import resolve
from onrecord.world import World

ON = date(2006, 5, 5)

# (report, actors that the last voice speaks for)
TOLD = [
    # by a voice in front of the name
    ("[s:The Arab League's Chile representative, Jan Roe,] [c:said] [o:talks were on].", ("ARAB_LEAGUE",)),
    ("[s:The commander of Norwegian forces in Chile, Colonel Jan Roe,] [c:said] [o:all left].", ("NOR",)),
    (
        'Hamas fighters blamed the army. [o:"They shot,"] [c:said] [s:the group\'s spokesman, Omar Moe].',
        ("HAMAS",),
    ),
    # by whom the person leads, and by the body that he is of
    ("[s:Jan Roe, who heads Norway's delegation to the talks,] [c:said] [o:no].", ("NOR",)),
    ("[s:Jan Roe, who leads the OSCE mission,] [c:said] [o:no].", ("OSCE",)),
    ("[s:Ann Moe, the secretary general of UNITA,] [c:said] [o:no].", ("UNITA",)),
    # one of those who meet
    ("The foreign ministers met in Oslo. [s:Finland's Jan Roe] [c:said] [o:no].", ("FIN",)),
    # a rank alone tells no more than the name
    ('[s:An Israeli army spokesman] [c:said] [o:no]. [o:"Never,"] [s:Capt. Noa Moe] [c:said].', ("ISR",)),
    (
        '[s:The Houthis\' spokesman] [c:said] [o:no]. [o:"Never,"] [s:Brigadier Ali Moe] [c:said].',
        ("HOUTHIS",),
    ),
    # told of right before, without a word of theirs
    ('A spokesman for Hamas was bitter. [o:"They lied,"] [s:Ali Moe] [c:said].', ("HAMAS",)),
    ('Canada\'s prime minister reached out. [o:"Come,"] [s:he] [c:said].', ("CAN",)),
    # by the rank that a report gave one person
    (
        '[s:Norwegian Army Chief General Jan Roe] [c:said] [o:no]. [o:"Never,"] [s:the general] [c:said].',
        ("NOR",),
    ),
    # officials of a state that takes its own step
    ("[o2:Kyrgyzstan would shut the border], [s2:border service spokeswoman Ann Roe] [c2:said].", ("KGZ",)),
    ("[o:Austria would expel nobody], [s:a spokesman for the chancellor] [c:said].", ("AUT",)),
    ("[o:Peru's president is to fly in], [s:his office] [c:said].", ("PER",)),
    ("[o:Peru should strike Chile but ask first], [s:its president] [c:said].", ("PER",)),
    # the scene moves to another capital
    ("Kenya and Chad met. In Tokyo, [s:a government spokesman] [c:said] [o:it was good].", ("JPN",)),
    # a body's officer right behind the body
    (
        (
            "[s:The Russian defence ministry] [c:denied] [o:it]."
            " [s2:Colonel General Jan Roe, deputy chief of the general staff,] [c2:said] [o2:all was calm]."
        ),
        ("RUS",),
    ),
    # who runs a state's elections
    ("Peru voted. [s:The electoral commission's head Ann Roe] [c:said] [o:all was calm].", ("PER",)),
    ("[s:European Environment Commissioner Ann Roe] [c:said] [o:no].", ("EC",)),
    ("[s:Chile and Peru, the guarantors,] [c:congratulated] [o:both sides].", ("CHL", "PER")),
    ("[s:The Czech EU presidency] [c:said] [o:no].", ("EU",)),
]


@pytest.mark.parametrize(("marked", "actors"), TOLD)
def test_who_is_presented_speaks_for_the_one_named_there(marked: str, actors: tuple[str, ...]) -> None:
    voice = known(marked, ON).voices[-1]
    assert voice.speaker is not None
    assert voice.speaker.actors == actors
    assert voice.speaks_for_actor


OPEN = [
    # of those who want it
    "[s:Chile democracy leader Jan Roe] [c:said] [o:no].",
    # what a nameless voice borrows elsewhere says nothing of who is named beside it
    (
        "[s:US State Department spokesman Jan Roe] [c:said] [o:no]."
        " [s2:Foreign Ministry spokesman Ola Moe] [c2:said] [o2:yes]."
    ),
    # an embassy is of another state than the one where it stands
    "Chile is calm. [s:The embassy] [c:said] [o:all was well].",
    # who was put out of office
    "[s:A spokesman for the ousted government of Chile, Jan Roe,] [c:said] [o:no].",
    # the agency's team for Chile is not Chile's
    "[s:Jan Roe, director of the agency's Chile team,] [c:said] [o:no].",
    # an African force in Chile is not Chile's
    "[s:The commander of the West African force in Chile] [c:said] [o:no].",
]


@pytest.mark.parametrize("marked", OPEN)
def test_whom_the_words_leave_open_stays_open(marked: str) -> None:
    assert not known(marked, ON).voices[-1].speaks_for_actor


def test_officials_are_of_the_state_of_the_dateline_unless_all_the_world_meets_there() -> None:
    marked = "China will buy more. China was told. [s:Transport Minister Roe] [c:said] [o:all was ready]."
    world = World.load()
    actors = []
    for place in ("Ulan Bator", "Geneva"):
        told = found(f"{place.upper()}, May 5 - {marked}", ON)
        told = replace(told, report=replace(told.report, place=place))
        speaker = resolve(told, world).voices[-1].speaker
        actors.append(speaker.actors if speaker else None)
    assert actors == [("MNG",), ("CHN",)]
