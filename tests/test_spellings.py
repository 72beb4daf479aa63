"""Names from other scripts in the spellings of several agencies."""

from __future__ import annotations

from datetime import date

import pytest
from marked import known

from onrecord.world import World
from onrecord.world.spellings import sounds_of, spell_one_name

ONE = [
    ("Mouammar Kadhafi", "Muammar Gaddafi"),
    ("Omar el-Beshir", "Omar al-Bashir"),
    ("Abduraheem Hussein", "Abdel Rahim Mohammed Hussein"),
    ("Soeren Gade", "Søren Gade"),
    ("Suleymen Demirel", "Süleyman Demirel"),
    ("Malcom Rifkind", "Malcolm Rifkind"),
    ("Bayan Jabr Solagh", "Bayan Jabr"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert spell_one_name(sounds_of(one), sounds_of(other))


TWO = [
    ("Omar al-Bashir", "Hassan al-Bashir"),
    ("Kim Dae-jung", "Kim Jong-il"),
    ("Li Peng", "Li Ping"),
    ("Gaddafi", "Kadhafi"),  # a surname alone is nobody's
    ("Igor Ivanov", "Sergei Ivanov"),
]


@pytest.mark.parametrize(("one", "other"), TWO)
def test_names_of_two_people_do_not(one: str, other: str) -> None:
    assert not spell_one_name(sounds_of(one), sounds_of(other))


def test_a_holder_is_found_under_another_spelling_in_his_office_and_time() -> None:
    world = World.load()
    found = world.spelt_otherwise("Omar el-Beshir", ["head of state"], date(2005, 5, 5))
    assert {tenure.actor for tenure in found} == {"SDN"}
    assert world.spelt_otherwise("Omar el-Beshir", ["foreign minister"], date(2005, 5, 5)) == ()
    assert world.spelt_otherwise("Omar el-Beshir", ["head of state"], date(1985, 5, 5)) == ()


def test_a_title_and_a_spelling_of_its_own_tell_the_state() -> None:
    marked = "Traders met. [s:Foreign Secretary Malcom Rifkind] [c:said] [o:no]."
    speaker = known(marked, date(1997, 4, 2)).voices[-1].speaker
    assert speaker is not None
    assert (speaker.name, speaker.actors) == ("Malcom Rifkind", ("GBR",))
    late = known(marked, date(1999, 4, 2)).voices[-1].speaker
    assert late is not None
    assert late.actors == ()
