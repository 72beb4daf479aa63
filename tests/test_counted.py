"""Sources that count those they mean: "the three countries", "both sides", "the two leaders"."""

from __future__ import annotations

from datetime import date

import pytest
from marked import known

DAY = date(2006, 5, 5)

COUNTED = [
    ("France, Germany and Italy met. [s:The three countries] [c:said] [o:no].", ("FRA", "DEU", "ITA")),
    ("Poland and Sweden differ. [s:Both countries] [c:said] [o:talks would go on].", ("POL", "SWE")),
    ("[o:Talks between Norway and Chile failed], [s:the two sides] [c:said].", ("NOR", "CHL")),
    (
        (
            "Russian President Vladimir Putin met Chinese President Hu Jintao in Sochi. "
            "[s:The two leaders] [c:said] [o:trade would grow]."
        ),
        ("RUS", "CHN"),
    ),
    # the paragraph before names them
    ("Kenya and Uganda met.\n\nIt rained. [s:The two neighbours] [c:agreed] [o:to wait].", ("KEN", "UGA")),
]


@pytest.mark.parametrize(("marked", "actors"), COUNTED)
def test_they_go_back_to_the_nearest_that_are_exactly_as_many(marked: str, actors: tuple[str, ...]) -> None:
    voice = known(marked, DAY).voices[-1]
    assert voice.speaker is not None
    assert voice.speaker.actors == actors
    assert (voice.speaks_for_actor, voice.route) == (True, "joint")
    assert {reason.rule for reason in voice.speaker.because} == {"counted"}


OPEN = [
    "France, Germany, Spain and Italy met. [s:The three countries] [c:said] [o:they would not pay].",
    "France alone came. [s:The three countries] [c:said] [o:they would not pay].",
    "Poland and Sweden voted. [s:The two opposition leaders] [c:said] [o:they would not go].",
]


@pytest.mark.parametrize("marked", OPEN)
def test_more_or_fewer_leave_it_open(marked: str) -> None:
    voice = known(marked, DAY).voices[-1]
    assert not voice.speaks_for_actor
    assert voice.speaker is None or voice.speaker.actors == ()
