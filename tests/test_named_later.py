"""Persons first named beside a voice without a name: they are that voice."""

from __future__ import annotations

from datetime import date

import pytest
from marked import known

ON = date(2006, 5, 5)

# (report, actors that the last voice speaks for)
NAMED = [
    (
        '[s:A NATO spokesman] [c:said] [o:troops had left]. [o:"It is over,"] [s:Derek Moss] [c:said].',
        ("NATO",),
    ),
    (
        (
            '[s:A leader of Hamas] [c:said] [o:talks were on]. [o:"It is slow,"] [s:Omar Daoud] [c:said].'
            " [s:Daoud] [c:denied] [o:more]."
        ),
        ("HAMAS",),
    ),
    # named by the office that the nameless voice had
    (
        (
            "[s:A top British general] [c:said] [o:Iraq was ready]."
            ' [o:"We can go home,"] [s:General Nick Strand] [c:said].'
        ),
        ("GBR",),
    ),
    # whose office the report gives nobody else
    (
        (
            "[s:Norway's deputy energy minister] [c:said] [o:oil was cheap]."
            ' [o:"It is low,"] [s:Ola Berg] [c:said].'
        ),
        ("NOR",),
    ),
    # told right behind who it is
    (
        (
            '[o:"It is over,"] [s:Derek Moss] [c:said]. [o:"All left,"] [s:the NATO spokesman] [c:added].'
            " [s:Moss] [c:declined] [o:to say more]."
        ),
        ("NATO",),
    ),
]


@pytest.mark.parametrize(("marked", "actors"), NAMED)
def test_a_bare_name_is_the_nameless_voice_beside_it(marked: str, actors: tuple[str, ...]) -> None:
    voice = known(marked, ON).voices[-1]
    assert voice.speaker is not None
    assert voice.speaker.actors == actors
    assert any(reason.rule == "named-later" for reason in voice.speaker.because)


OTHERS = [
    # the words behind say who it is
    '[s:A NATO spokesman] [c:said] [o:troops left]. [o:"Good,"] [s:Derek Moss, a shopkeeper,] [c:said].',
    '[s:A NATO spokesman] [c:said] [o:troops left]. [o:"Good,"] [s:Derek Moss of the union] [c:said].',
    # another office
    '[s:A NATO spokesman] [c:said] [o:troops left]. [o:"Good,"] [s:shop owner Derek Moss] [c:said].',
    # another voice between
    (
        "[s:A NATO spokesman] [c:said] [o:troops left]. [s:Residents] [c:cheered] [o:it]."
        ' [o:"Good,"] [s:Derek Moss] [c:said].'
    ),
    # named before
    ('Derek Moss came. [s:A NATO spokesman] [c:said] [o:troops left]. [o:"Good,"] [s:Derek Moss] [c:said].'),
    (
        "Deputy Energy Minister Jan Roos came."
        " [s:Norway's deputy energy minister] [c:said] [o:oil was cheap]."
        ' [o:"It is low,"] [s:Ola Berg] [c:said].'
    ),
    # one word may be a place
    '[s:A NATO spokesman] [c:said] [o:troops left]. [o:"Good,"] [s:Moss] [c:said].',
    # the office has a name of its own
    (
        '[o:"It is over,"] [s:Derek Moss] [c:said]. [o:"All left,"] [s:the NATO spokesman] [c:added].'
        " NATO spokesman Jan Roos came. [s:Moss] [c:declined] [o:to say more]."
    ),
]


@pytest.mark.parametrize("marked", OTHERS)
def test_a_name_that_is_another_s_stays_without_an_actor(marked: str) -> None:
    voice = known(marked, ON).voices[-1]
    assert not voice.speaks_for_actor
