"""The world as equal tiles: one for each state, so that the small are seen and no border is drawn.

The layout is ours, made by hand (``data/tiles.csv``): neighbours stand near each other, the continents keep
their shape, and where a tile stands says nothing about whose a territory is.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal
from urllib.parse import quote

from onrecord.model import Modality
from onrecord.show import cells
from onrecord.show.answers import Row, Table
from onrecord.show.web.site import link
from onrecord.show.wording import counted, plain
from onrecord.world import World
from onrecord.world.actors import Actor

TileStand = Literal["for", "against", "neutral", "former", "open", "unsure", "none"]
Place = tuple[int, int]  # column from the west, row from the north, both from 1

_STANDS: Mapping[str, TileStand] = {
    "for": "for",
    "against": "against",
    "neutral": "neutral",
    "former": "former",
    "open": "open",
}
_NOWHERE: Place = (0, 0)


@dataclass(frozen=True, slots=True)
class Tile:
    """An actor on the map, or beside it where `column` and `row` are 0: what is no state has no place.

    `stand` is that of its row; "unsure" where only evidence that is not counted names it, "none" where
    nothing does. `manner` is "explicit" or "implied", with a modality that limits it ("explicit,
    conditional"), and "" without a row, as `modality` is None then. `href` leads to its row on the page where
    it has one, else to its page. `told` says all of it in a line, for a title or a screen reader.
    """

    code: str
    name: str
    column: int
    row: int
    stand: TileStand
    manner: str
    modality: Modality | None
    href: str
    told: str

    @property
    def placed(self) -> bool:
        """Whether it stands on the map."""
        return self.column > 0


def tiles_of(table: Table) -> tuple[Tile, ...]:
    """Lay out who stands where: the states from north-west to south-east, line by line, then all others.

    States are those that exist on the table's day (on any day of the question's period, where it has none),
    and those that have a row or unsure evidence. Others are shown only with a row or unsure evidence.
    """
    rows = {row.actor: row for row in table.rows}
    unsure = Counter(e.actor for e in table.unsure if e.actor is not None and e.actor not in rows)
    places = layout()
    actors = World.load().actors
    shown = {code for code in places if _exists(actors[code], table)}
    codes = sorted(shown | rows.keys() | unsure.keys(), key=lambda code: _order(code, places))
    names = {e.actor: e.actor_name for e in table.unsure}
    return tuple(
        _tile(
            code,
            actors[code].name if code in actors else names.get(code) or code,
            places.get(code, _NOWHERE),
            rows.get(code),
            unsure[code],
            table.as_of,
        )
        for code in codes
    )


def others(tiles: tuple[Tile, ...]) -> tuple[Tile, ...]:
    """Return the tiles that have no place on the map: organisations and other parties."""
    return tuple(tile for tile in tiles if not tile.placed)


@cache
def layout() -> Mapping[str, Place]:
    """Return where each state of `world` has its tile, also those that exist no more."""
    return MappingProxyType(dict(_places()))


def _places() -> Iterator[tuple[str, Place]]:
    text = files("onrecord.show.web").joinpath("data", "tiles.csv").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    for cell in csv.DictReader(lines):
        yield cell["code"], (int(cell["column"]), int(cell["row"]))


def _exists(actor: Actor, table: Table) -> bool:
    if table.as_of is not None:
        return actor.exists(table.as_of)
    asked = table.question
    begins, ends = actor.since or date.min, actor.until or date.max
    return begins <= (asked.until or date.max) and asked.since <= ends


def _order(code: str, places: Mapping[str, Place]) -> tuple[bool, int, int, str]:
    column, row = places.get(code, _NOWHERE)
    return code not in places, row, column, code


def _tile(code: str, name: str, place: Place, row: Row | None, unsure: int, as_of: date | None) -> Tile:
    column, line = place
    if row is None:
        stand: TileStand = "unsure" if unsure else "none"
        name, manner, modality = plain(name), "", None
        told = f"{name}: unsure, {counted(unsure, 'passage')}" if unsure else f"{name}: no position found"
        href = link("actors", code, as_of=as_of)
    else:
        stand, name = _STANDS[cells.stand(row)], plain(row.actor_name)
        manner, modality = cells.manner(row), row.modality
        told, href = f"{name}: {_told(row)}", f"#{quote(code, safe='')}"
    return Tile(code, name, column, line, stand, manner, modality, href, told)


def _told(row: Row) -> str:
    if row.side is None:
        return f"open, reports contradict each other, {cells.when(row.since)}".rstrip(", ")
    doubt = "another side may be as late" if row.conflict else ""
    said = (cells.side(row), cells.manner(row), cells.when(row.since), doubt)
    return ", ".join(part for part in said if part)
