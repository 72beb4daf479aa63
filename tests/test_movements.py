"""Movements called by what they are, and their leaders known from the tables."""

from __future__ import annotations

from datetime import date

import pytest
from marked import known

# (report, day, actors spoken for)
BY_LAND = [
    ("Nepal waits. [s:The Maoists] [c:said] [o:the truce would hold].", date(2005, 12, 7), ("CPN_MAOIST",)),
    ("India waits. [s:Maoist rebels] [c:said] [o:the strike was on].", date(2009, 4, 2), ("CPI_MAOIST",)),
    ("Nepal met India. [s:The Maoists] [c:said] [o:the truce would hold].", date(2005, 12, 7), ()),
    ("Norway waits. [s:The Maoists] [c:said] [o:the truce would hold].", date(2005, 12, 7), ()),
    # the movement of Nepal had joined the government by then
    ("Nepal waits. [s:The Maoists] [c:said] [o:the truce would hold].", date(2009, 4, 2), ()),
    ("Sri Lanka waits. [s:Tamil rebels] [c:said] [o:talks were off].", date(2002, 4, 2), ("LTTE",)),
    (
        "Nepal waits. [s:Nepal's government and Maoist leaders] [c:agreed] [o:to meet].",
        date(2005, 12, 7),
        ("NPL", "CPN_MAOIST"),
    ),
    (
        "Nepal waits. [s:Maoist leader Ram Thapa] [c:said] [o:talks were on].",
        date(2005, 12, 7),
        ("CPN_MAOIST",),
    ),
    (
        "Somalia waits. [s:The Islamists] [c:said] [o:they would fight].",
        date(2006, 12, 2),
        ("ISLAMIC_COURTS",),
    ),
    ("Somalia waits. [s:The Islamists] [c:said] [o:they would fight].", date(2011, 12, 2), ("AL_SHABAAB",)),
    (
        "Somalia waits. [s:Islamist security chief Ali Warsame] [c:said] [o:no].",
        date(2006, 12, 2),
        ("ISLAMIC_COURTS",),
    ),
    (
        "Hamas met Egypt's envoys, as al-Qaeda warned. [s:The ruling Islamists] [c:said] [o:no].",
        date(2006, 12, 2),
        ("HAMAS",),
    ),
    ("Hamas met Hezbollah. [s:The Islamists] [c:said] [o:it would wait].", date(2006, 12, 2), ()),
    # its own army is a state's, the army of its enemies is not
    (
        "Somalia waits. [s:Ali Warsame, acting defence chief for the Islamists,] [c:said] [o:no].",
        date(2006, 12, 2),
        ("ISLAMIC_COURTS",),
    ),
    ("Iran waits. [s:The Islamic Republic's armed forces] [c:said] [o:no].", date(2006, 12, 2), ("IRN",)),
]


@pytest.mark.parametrize(("marked", "on", "actors"), BY_LAND)
def test_a_movement_is_told_by_the_land(marked: str, on: date, actors: tuple[str, ...]) -> None:
    voice = known(marked, on).voices[-1]
    assert (voice.speaker.actors if voice.speaker else ()) == actors


def test_whom_the_land_alone_tells_is_said_so_and_is_no_mention() -> None:
    told = known("Nepal waits. [s:The Maoists] [c:said] [o:the truce would hold].", date(2005, 12, 7))
    speaker = told.voices[-1].speaker
    assert speaker is not None
    assert "by-land" in [reason.rule for reason in speaker.because]
    assert {mention.actor for mention in told.mentions} == {"NPL"}


LEADERS = [
    ("[s:Rebel leader Jonas Savimbi] [c:said] [o:no].", date(1997, 4, 2), ("UNITA",)),
    ("[s:Ayman al-Zawahiri] [c:said] [o:no].", date(2006, 12, 31), ("AL_QAEDA",)),
    ("A tape of al-Qaeda came. [s:Zawahiri] [c:said] [o:no].", date(2006, 12, 31), ("AL_QAEDA",)),
    # a short name alone, or a spokesman's, needs the movement beside it
    ("A tape came. [s:Zarqawi] [c:said] [o:no].", date(2006, 1, 31), ()),
    ("A shop closed. [s:Mohammed Hanif] [c:said] [o:no].", date(2006, 1, 31), ()),
    ("The Taliban waits. [s:Mohammed Hanif] [c:said] [o:no].", date(2006, 1, 31), ("TALIBAN",)),
    # after his time
    ("[s:Rebel leader Jonas Savimbi] [c:said] [o:no].", date(2003, 4, 2), ()),
]


@pytest.mark.parametrize(("marked", "on", "actors"), LEADERS)
def test_a_leader_speaks_for_the_movement(marked: str, on: date, actors: tuple[str, ...]) -> None:
    voice = known(marked, on).voices[-1]
    assert (voice.speaker.actors if voice.speaker else ()) == actors
