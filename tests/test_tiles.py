"""The map of equal tiles: every state has its place, and its tile says where it stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from examples_show import NORWAY, QUESTION, TABLE, evidence, on, row
from msgspec import structs

from onrecord.show.answers import Row, Table
from onrecord.show.web.tiles import Tile, layout, others, tiles_of
from onrecord.world import World

WEST_TO_EAST = """
IRL GBR | PRT ESP | GBR NLD | DEU POL | FRA DEU | CHE AUT | NOR SWE | SWE FIN | ITA HRV | HRV SRB |
ESP ITA | GRC TUR | TUR ARM | ARM AZE | ISR JOR | IRQ IRN | IRN AFG | AFG PAK | PAK IND | UZB KGZ | CHN KOR |
KOR JPN | THA KHM | MMR LAO | LAO VNM | VNM PHL | MYS BRN | PNG FSM | AUS NZL | VUT FJI | FJI TON |
MAR DZA | DZA TUN | TUN LBY | LBY EGY | SEN MLI | SLE CIV | GHA BEN | TCD SDN | SDN ERI | ETH DJI | UGA KEN |
COG TZA | AGO MOZ | NAM BWA | BWA ZWE | MOZ MDG | MEX CUB | JAM HTI | HTI DOM | COL VEN | VEN GUY | GUY SUR |
ECU BRA | PER BOL | CHL PRY | CHL ARG | SAU QAT | QAT ARE | YEM OMN | BLR RUS | DEU RUS | RUS KAZ | MEX FRA
"""
NORTH_TO_SOUTH = """
CAN USA | USA MEX | MEX GTM | BLZ HND | HND NIC | NIC CRI | CRI PAN | CUB JAM | KNA ATG | LCA GRD | TTO VEN |
COL ECU | BRA URY | PER CHL | BOL PRY | PRY ARG | GBR FRA | FRA ESP | DNK DEU | DEU CHE | SWE POL | EST LVA |
FIN EST | LTU POL | POL SVK | SVK HUN | BLR UKR | UKR ROU | ROU BGR | BGR GRC | SRB MKD | BIH MNE |
ITA MLT | MLT LBY | ESP MAR | DZA MLI | LBY TCD | EGY SDN | SDN SSD | NER NGA | BFA GHA | ETH KEN | KEN TZA |
TZA MOZ | COD ZMB | AGO NAM | ZMB ZWE | BWA ZAF | NAM ZAF | RUS UKR | RUS GEO | GEO ARM | TUR SYR | SYR JOR |
LBN ISR | JOR SAU | SAU YEM | IRQ KWT | KAZ UZB | TKM AFG | KGZ TJK | MNG CHN | PRK KOR | CHN NPL | NPL IND |
BTN BGD | IND LKA | LKA MDV | MMR THA | LAO KHM | THA MYS | MYS SGP | JPN TWN | TWN PHL | PHL IDN | IDN AUS |
PLW PNG | NRU SLB | SLB VUT | TUV FJI | TON NZL
"""
NEIGHBOURS = """
USA CAN | USA MEX | PRT ESP | FRA BEL | DEU POL | DEU CZE | CZE SVK | AUT HUN | NOR SWE | EST LVA | LVA LTU |
BLR RUS | RUS UKR | UKR MDA | SRB XKX | XKX ALB | MKD GRC | ISR PSE | ISR LBN | JOR IRQ | IRQ IRN | IRQ KWT |
SAU YEM | AFG PAK | PAK IND | IND NPL | IND BGD | BGD MMR | CHN MNG | CHN PRK | PRK KOR | LAO VNM | THA KHM |
MAR DZA | EGY SDN | SDN TCD | SDN SSD | ETH ERI | ETH SOM | KEN UGA | RWA BDI | COD COG | ZMB ZWE | ZAF LSO |
BRA URY | ARG CHL | PER BOL | COL VEN | COL PAN | DOM HTI | VAT ITA | SMR ITA | TLS IDN | NGA NER | GEO ARM
"""


def pairs(of: str) -> list[tuple[str, str]]:
    return [(one, other) for one, other in (pair.split() for pair in of.split("|"))]


def tiles(of: Table = TABLE) -> dict[str, Tile]:
    return {tile.code: tile for tile in tiles_of(of)}


def asked(as_of: str | None = None, rows: tuple[Row, ...] = (), **question: Any) -> Table:
    day = date.fromisoformat(as_of) if as_of else None
    return replace(TABLE, question=replace(QUESTION, **question), as_of=day, rows=rows, unsure=(), claimed=())


def test_every_state_of_the_world_has_a_tile_of_its_own() -> None:
    states = {code for code, actor in World.load().actors.items() if actor.kind == "state"}
    assert set(layout()) == states
    assert [place for place, n in Counter(layout().values()).items() if n > 1] == []
    living = tiles(asked("2024-06-01"))
    assert len(living) == 193 + len({"VAT", "PSE", "XKX", "TWN"})
    assert all(tile.placed for tile in living.values())


def test_the_map_is_compact() -> None:
    assert {column for column, _ in layout().values()} == set(range(1, 33)) - {8}  # the Atlantic
    assert {row for _, row in layout().values()} == set(range(1, 20))


@pytest.mark.parametrize(("west", "east"), pairs(WEST_TO_EAST))
def test_west_is_left(west: str, east: str) -> None:
    assert layout()[west][0] < layout()[east][0]


@pytest.mark.parametrize(("north", "south"), pairs(NORTH_TO_SOUTH))
def test_north_is_up(north: str, south: str) -> None:
    assert layout()[north][1] < layout()[south][1]


@pytest.mark.parametrize(("one", "other"), pairs(NEIGHBOURS))
def test_neighbours_touch(one: str, other: str) -> None:
    (column, row), (next_column, next_row) = layout()[one], layout()[other]
    assert max(abs(column - next_column), abs(row - next_row)) == 1


def test_a_tile_tells_the_stand_and_leads_to_its_row() -> None:
    norway = tiles()["NOR"]
    assert (norway.stand, norway.manner, norway.modality) == ("against", "explicit", "asserted")
    assert norway.told == "Norway: against, explicit, by 3 Feb 2023"
    assert norway.href == "#NOR"
    iceland = tiles()["ISL"]
    assert iceland.told == "Iceland: for, implied, conditional, 4 May 2023"


def test_a_state_without_a_row_leads_to_its_page_on_that_day() -> None:
    albania = tiles(asked("2023-03-01"))["ALB"]
    assert (albania.stand, albania.manner, albania.modality) == ("none", "", None)
    assert albania.href == "/actors/ALB?as_of=2023-03-01"
    assert albania.told == "Albania: no position found"


def test_what_is_claimed_is_no_stand_and_what_is_unsure_only_without_a_row() -> None:
    loose = evidence("words", actor="CHL", actor_name="Chile", unsure=True, side=None)
    beside = evidence("more words", unsure=True)
    shown = tiles(replace(TABLE, unsure=(loose, loose, beside, structs.replace(loose, actor=None))))
    assert shown["CHL"].told == "Chile: unsure, 2 passages"
    assert shown["CHL"].href == "/actors/CHL"
    assert shown["NOR"].stand == "against"
    claimed = evidence("words", actor="CHL", actor_name="Chile", asserted_by="PER")
    assert tiles(replace(TABLE, unsure=(), claimed=(claimed,)))["CHL"].stand == "none"


def test_open_and_given_up_are_told() -> None:
    torn = structs.replace(NORWAY, side=None, conflict=True)
    assert tiles(asked(rows=(torn,)))["NOR"].told == (
        "Norway: open, reports contradict each other, by 3 Feb 2023"
    )
    left = structs.replace(NORWAY, modality="former")
    tile = tiles(asked(rows=(left,)))["NOR"]
    assert (tile.stand, tile.told) == ("former", "Norway: no longer against, explicit, by 3 Feb 2023")
    doubted = structs.replace(NORWAY, conflict=True)
    assert tiles(asked(rows=(doubted,)))["NOR"].told.endswith("by 3 Feb 2023, another side may be as late")


def test_states_are_those_of_the_time() -> None:
    cold_war = tiles(asked("1985-01-01"))
    assert {"SUN", "YUG", "CSK", "DDR"} <= set(cold_war)
    assert not {"RUS", "UKR", "SRB", "CZE", "SVK", "SSD", "XKX"} & set(cold_war)
    turning = tiles(asked(since=date(1991, 1, 1), until=date(1992, 6, 1)))
    assert {"SUN", "RUS", "YUG", "BIH", "CSK"} <= set(turning)
    assert not {"DDR", "CZE", "SSD"} & set(turning)
    assert "SSD" in tiles(asked(since=date(2010, 1, 1)))


def test_a_dissolved_state_with_a_row_has_its_tile_near_its_successors() -> None:
    said = row(evidence("words", actor="SUN", actor_name="Soviet Union", said_on=on("2023-02-03")))
    shown = tiles(asked("2023-03-01", rows=(said,)))
    assert shown["SUN"].stand == "against"
    places = layout()
    for gone, heir in pairs("SUN RUS | YUG BIH | SCG MNE"):
        assert max(abs(a - b) for a, b in zip(places[gone], places[heir], strict=True)) == 1


def test_others_come_behind_the_states_without_a_place() -> None:
    union = row(evidence("words", actor="EU", actor_name="European Union"))
    hearsay = evidence("words", actor="TALIBAN", actor_name="Taliban", unsure=True)
    foreign = row(evidence("words", actor="A B#?", actor_name="Unknown <b>"))
    shown = tiles_of(replace(TABLE, rows=(union, foreign, NORWAY), unsure=(hearsay,)))
    assert [tile.code for tile in others(shown)] == ["A B#?", "EU", "TALIBAN"]
    assert shown[-3:] == others(shown)
    assert [tile.href for tile in others(shown)] == ["#A%20B%23%3F", "#EU", "/actors/TALIBAN"]
    assert [tile.stand for tile in others(shown)] == ["against", "against", "unsure"]
    places = [(tile.row, tile.column) for tile in shown if tile.placed]
    assert places == sorted(places)
