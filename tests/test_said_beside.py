"""Whose a voice is by the town, force, delegation or clause that it is said with."""

from __future__ import annotations

from datetime import date

import pytest
from marked import known

ON = date(2006, 5, 5)
PERU = "Peru waits. Peru sent its minister to Lima. "

# (report, actors that the last voice speaks for)
TOLD = [
    # a state's own body is at home in its capital
    (f"{PERU}[s:The foreign ministry spokesman in Oslo] [c:said] [o:no].", ("NOR",)),
    (f"{PERU}[s:An army spokesman in Oslo] [c:said] [o:no].", ("NOR",)),
    (f"{PERU}[s:The authorities in Kinshasa] [c:said] [o:no].", ("COD",)),
    (f"{PERU}[s:A spokesman for the Department of Foreign Affairs in Pretoria] [c:said] [o:no].", ("ZAF",)),
    (f"{PERU}[s:The royal court in Riyadh] [c:said] [o:no].", ("SAU",)),
    (f"{PERU}[s:An official of the Saudi royal court] [c:said] [o:no].", ("SAU",)),
    # an officer of a force, whatever the report's own country
    (f"{PERU}[s:Colonel Jan Roe of the Norwegian Air Force] [c:said] [o:no].", ("NOR",)),
    # one of a delegation
    (f"{PERU}[s:A member of the Norwegian delegation] [c:said] [o:no].", ("NOR",)),
    (f"{PERU}[s:Ann Roe, from the Norwegian delegation,] [c:said] [o:no].", ("NOR",)),
    ("[s:Jan Roe, who negotiates in Geneva for Norway,] [c:said] [o:no].", ("NOR",)),
    # an organisation's own
    (f"{PERU}[s:The World Food Programme's Ann Roe] [c:said] [o:no].", ("WFP",)),
    # the embassy of the ambassador named before
    (
        f"{PERU}[s:Norwegian Ambassador Odd Moe] [c:said] [o:no]. [s:The embassy] [c:said] [o:he had left].",
        ("NOR",),
    ),
    # joined to the sentence of its state
    (
        f"{PERU}Oslo, for its part, defended the ban, with [s:a ministry official] [c:saying] [o:it stays].",
        ("NOR",),
    ),
    (
        f"{PERU}Oslo, too, denounced it, and [s:an official at the prime minister's office] [c:said] [o:so].",
        ("NOR",),
    ),
    # a step of its own, told by whoever is its official
    (
        f"{PERU}[o:Norway, with two ships, had already sent both], [s:a defence force spokesman] [c:said].",
        ("NOR",),
    ),
    (f"{PERU}[o:Oslo has extended the loan], [s:finance ministry sources] [c:said].", ("NOR",)),
    # bodies said in common words
    ("[s:Kenya's wildlife service] [c:said] [o:no].", ("KEN",)),
    ("[s:The Zambian roads agency] [c:said] [o:no].", ("ZMB",)),
    # the minister that a spokesman serves
    ("[s:A spokesman for Kenya's coordinating minister for the people's welfare] [c:said] [o:no].", ("KEN",)),
    # a source that was cut too long, or whose name is not known for one
    ("[s:Kenya appealed to the world] on Friday, [c:saying] [o:thousands starved].", ("KEN",)),
    ("[s:Chea Mon, Norwegian commander in the area,] [c:said] [o:no].", ("NOR",)),
    ("[s:Oslo and Lima each] [c:promised] [o:a billion].", ("NOR", "PER")),
    (
        "Observers of the OSCE were stopped, and it was no use, [s:the organization] [c:said] [o:at once].",
        ("OSCE",),
    ),
]
OPEN = [
    # an embassy stands in another's capital
    "[s:The embassy in Oslo] [c:said] [o:no].",
    # bodies of a trade or a cause
    "[s:Kenya's news agency] [c:said] [o:no].",
    "[s:The Kenyan football board] [c:said] [o:no].",
    # a member of what is no government
    "[s:A member of the Norwegian public] [c:said] [o:no].",
    # two ambassadors
    "Norwegian Ambassador Odd Moe met Peruvian Ambassador Ana Rojas. [s:The embassy] [c:said] [o:no].",
    # another's clause
    "Oslo defended the ban that Chile fought, while [s:a ministry official] [c:said] [o:it stays].",
]


@pytest.mark.parametrize(("marked", "actors"), TOLD)
def test_the_words_beside_tell_whose_a_voice_is(marked: str, actors: tuple[str, ...]) -> None:
    voice = known(marked, ON).voices[-1]
    assert voice.speaker is not None
    assert voice.speaks_for_actor
    assert set(voice.speaker.actors) == set(actors)


@pytest.mark.parametrize("marked", OPEN)
def test_what_they_leave_open_stays_open(marked: str) -> None:
    assert not known(marked, ON).voices[-1].speaks_for_actor


def test_he_is_the_one_without_a_name_who_spoke_right_before() -> None:
    marked = (
        "[s1:Norwegian Vice-President Odd Moe] [c1:said] [o1:no]. [s2:A ham radio operator inside the town] "
        "[c2:said] [o2:people slept outside]. [o3:There was no bread left], [s3:he] [c3:added]."
    )
    assert not known(marked, ON).voices[-1].speaks_for_actor


def test_a_minister_of_one_matter_is_not_the_one_of_another() -> None:
    marked = (
        "[s1:Peruvian Foreign Minister Ana Rojas] [c1:said] [o1:no]. [s2:Chilean Senior Minister Jan Roe] "
        "[c2:said] [o2:no]. Manila drew up a plan, [s:the labour secretary] [c:said] [o:at once]."
    )
    speaker = known(marked, ON).voices[-1].speaker
    assert speaker is None or speaker.name is None
