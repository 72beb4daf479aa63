"""What we know beforehand, behind one value."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from onrecord.world import World, tables
from onrecord.world.phrases import fold

if TYPE_CHECKING:
    from pathlib import Path


def test_the_world_is_read_once() -> None:
    assert World.load() is World.load()


def test_the_digest_names_the_knowledge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any byte of any table changes it; other files do not."""
    assert re.fullmatch(r"[0-9a-f]{64}", World.load().digest)
    (tmp_path / "states.tsv").write_text("code\tname\nUTO\tUtopia\n")
    monkeypatch.setattr(tables, "DATA", tmp_path)
    first = tables.digest()
    (tmp_path / "notes.txt").write_text("no table")
    assert tables.digest() == first
    (tmp_path / "states.tsv").write_text("code\tname\nUTO\tEutopia\n")
    assert tables.digest() != first


def test_a_name_a_title_and_the_table_of_offices_meet() -> None:
    """ "Serbian President Aleksandar Vucic", September 2022."""
    world, on = World.load(), date(2022, 9, 28)
    (actor,) = (code for match in world.find_actors("Serbian President", on) for code in match.actors)
    role = world.role("Serbian President", actor)
    assert role is not None
    assert world.in_office(actor, role, on) == world.holders("Aleksandar Vucic", on)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Erdoğan, Kačan, Kaczyński", "Erdogan, Kacan, Kaczynski"),
        ("Tómasdóttir and Guðni", "Tomasdottir and Gudni"),
        ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("Зеленський", "Зеленський"),
    ],
)
def test_folding_keeps_the_length(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


def test_a_table_reads_as_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.tsv").write_text("# a comment\ncode\tname\tuntil\n\nUTO\tUtopia\n")
    monkeypatch.setattr(tables, "DATA", tmp_path)
    assert list(tables.rows("t")) == [{"code": "UTO", "name": "Utopia", "until": ""}]


def test_a_broken_table_says_where_and_what_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "t.tsv").write_text("code\tname\nUTO\tUtopia\textra\n")
    monkeypatch.setattr(tables, "DATA", tmp_path)
    with pytest.raises(tables.WorldTableError, match="table t, line 2: 3 cells; at most 2 are allowed"):
        list(tables.rows("t"))


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2014-03-18", date(2014, 3, 18), date(2014, 3, 18)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("1973", date(1973, 1, 1), date(1973, 12, 31)),
        ("", None, None),
    ],
)
def test_an_imprecise_day_is_the_first_or_the_last_it_can_mean(
    cell: str, first: date | None, last: date | None
) -> None:
    assert (tables.first_day(cell), tables.last_day(cell)) == (first, last)


@pytest.mark.parametrize(
    ("cells", "grain"),
    [(("2014-03-18", ""), "day"), (("2014-03-18", "2015-01"), "month"), (("1973", "2015-01"), "year")],
)
def test_the_grain_is_that_of_the_coarsest_date(cells: tuple[str, ...], grain: str) -> None:
    assert tables.grain(*cells) == grain


def test_every_table_that_ships_can_be_read() -> None:
    """No stray blanks in a cell, no table without rows' header."""
    for path in tables.DATA.iterdir():
        if path.name.endswith(".tsv"):
            for row in tables.rows(path.name.removesuffix(".tsv")):
                assert all(cell == cell.strip() for cell in row.values()), (path.name, row)
