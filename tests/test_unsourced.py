"""Voices of statements without a source, told by the grammar of their sentence."""

from __future__ import annotations

import pytest
from marked import known

# (report, actors spoken for by its last statement in text order)
TOLD = [
    # a participle in front takes the subject of the main clause
    ("[c1:Vowing] [o1:to help], [s2:the Chilean ambassador] [c2:urged] [o2:restraint].", "s1", ("CHL",)),
    ("While [c1:defending] [o1:the plan], [s2:Peru] [c2:said] [o2:it would wait].", "s1", ("PER",)),
    # one behind takes that of the words before it
    ("[s1:Chile] [c1:said] [o1:it would wait], [c2:adding] [o2:that talks went on].", "s2", ("CHL",)),
    ("Chile left the talks, [c1:calling] [o1:them useless].", "s1", ("CHL",)),
    # a second verb that of the first
    ("In the 1970s Ghana left the pact and [c1:called for] [o1:a new one].", "s1", ("GHA",)),
    ("[s1:Peru] [c1:welcomed] [o1:the vote] and [c2:promised] [o2:to help].", "s2", ("PER",)),
    # what stands between the beginning and the verb
    ("Kenyan officials [c1:protested] [o1:the march].", "s1", ("KEN",)),
    ("But Ottawa, for want of money, [c1:has said] [o1:it will wait].", "s1", ("CAN",)),
    # a quotation that goes on
    ('"We wait," [s1:Peru\'s government] [c1:said].\n"[o2:We hope]."', "s1", ("PER",)),
    # neither a passive nor another clause's subject
    ("Chile [c1:was accused of] [o1:delay].", "s1", ()),
    ("Chile left because envoys had come, [c1:calling] [o1:it useless].", "s1", ()),
    ("Chile met envoys who [c1:rejected] [o1:the plan].", "s1", ()),
    ("[c1:The announcement of] [o1:a vote] pleased Chile.", "s1", ()),
]


@pytest.mark.parametrize(("marked", "statement", "actors"), TOLD)
def test_the_sentence_tells_who_speaks(marked: str, statement: str, actors: tuple[str, ...]) -> None:
    voice = next(voice for voice in known(marked).voices if voice.statement == statement)
    assert (voice.speaker.actors if voice.speaker and voice.speaks_for_actor else ()) == actors


def test_a_quotation_right_behind_another_goes_on() -> None:
    story = known('[o1:"We wait,"] [s1:Peru] [c1:said]. [o2:"All will be well."]')
    assert [voice.speaker and voice.speaker.actors for voice in story.voices] == [("PER",), ("PER",)]
    assert story.voices[1].speaker is not None
    assert story.voices[1].speaker.because[0].rule == "continues"


def test_a_quotation_far_from_the_last_stays_open() -> None:
    story = known('[o1:"We wait,"] [s1:Peru] [c1:said]. It rained. Chile left. [o2:"All will be well."]')
    assert story.voices[1].speaker is None
