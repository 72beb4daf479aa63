"""A table on a terminal: how its columns share the width."""

from __future__ import annotations

import pytest
from rich.console import Console
from rich.text import Text

from onrecord.show.grid import Grid

ID = "ukraine-referendums-2022-and-annexation"
WORDS = "that the results of the vote would never be recognised by any state"


def printed(width: int, *row: str) -> list[str]:
    console = Console(width=width, highlight=False)
    grid = Grid(("Question", "Actor", "Words"), {"Question": 22, "Actor": 8})
    grid.add(*map(Text, row))
    with console.capture() as held:
        console.print(grid)
    return held.get().splitlines()


@pytest.mark.parametrize("width", [60, 80, 110, 150])
def test_an_id_or_a_name_is_never_cut_inside_a_word(width: int) -> None:
    lines = printed(width, ID, "Liechtenstein and Herzegovina", WORDS)
    assert any(ID in line for line in lines)
    assert any("Liechtenstein" in line for line in lines)
    assert any("Herzegovina" in line for line in lines)
    assert all(len(line.rstrip()) <= width for line in lines)


def test_what_is_short_leaves_its_room_to_the_words() -> None:
    (_, _, line, *_) = printed(80, "whaling", "Chile", WORDS)
    assert line.startswith("whaling")
    assert line.index("that the results") < 20


def test_names_of_several_words_still_wrap_between_them() -> None:
    lines = printed(80, "whaling", "Papua New Guinea", WORDS)
    assert not any("Papua New" in line for line in lines)
    assert [word for word in ("Papua", "New", "Guinea") if any(word in line for line in lines)] == [
        "Papua",
        "New",
        "Guinea",
    ]
