"""Who held which office when: the table of offices, looked up by name and by office."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from onrecord.world import Tenure, World, tables
from onrecord.world.offices import load_offices
from onrecord.world.phrases import fold
from onrecord.world.tables import DATA, Row, first_day, last_day, listed, rows

if TYPE_CHECKING:
    from pathlib import Path

WORLD = World.load()
REGIONS = ("europe", "americas", "asia_pacific", "africa_middle_east", "organisations", "movements")
ROWS: list[Row] = [row for region in REGIONS for row in rows(f"offices_{region}")]
PEOPLE: list[Row] = [row for region in REGIONS for row in rows(f"people_{region}")]

# (name as a report has it, day, (actor, role) of each office held that day)
HOLDERS = [
    ("Olaf Scholz", date(2022, 9, 28), {("DEU", "head of government")}),
    ("Scholz", date(2022, 9, 28), {("DEU", "head of government")}),
    ("Zelenskyy", date(2022, 9, 28), {("UKR", "head of state")}),
    ("Zelensky", date(2022, 9, 28), {("UKR", "head of state")}),
    ("Volodymyr Zelenskiy", date(2022, 9, 28), {("UKR", "head of state")}),
    ("Vucic", date(2022, 9, 28), {("SRB", "head of state")}),
    ("Aleksandar Vučić", date(2022, 9, 28), {("SRB", "head of state")}),
    ("Aleksandar Vucic", date(2016, 9, 28), {("SRB", "head of government")}),
    ("von der Leyen", date(2022, 9, 28), {("EC", "organisation head")}),
    ("Ursula von der Leyen", date(2018, 1, 1), {("DEU", "defence minister")}),
    ("Josep Borrell", date(2022, 9, 28), {("EU", "high representative")}),
    ("Borrell", date(2019, 3, 1), {("ESP", "foreign minister")}),
    ("Jens Stoltenberg", date(2022, 9, 28), {("NATO", "secretary-general")}),
    ("Ban", date(2012, 5, 1), {("UN", "secretary-general")}),
    ("Lavrov", date(2014, 3, 18), {("RUS", "foreign minister")}),
    ("Recep Tayyip Erdogan", date(2022, 9, 28), {("TUR", "head of state")}),
    ("Rasmussen", date(2012, 5, 1), {("NATO", "secretary-general")}),
    ("Thordis Kolbrun Reykfjord Gylfadottir", date(2023, 3, 1), {("ISL", "foreign minister")}),
    # a president who is head of state and of government holds two offices
    ("Nikos Christodoulides", date(2023, 6, 1), {("CYP", "head of state"), ("CYP", "head of government")}),
    # so does a minister who is deputy head of government, before he leads it
    (
        "Olaf Scholz",
        date(2021, 12, 1),
        {("DEU", "finance minister"), ("DEU", "deputy head of government")},
    ),
    # out of office, not yet in office, never in office
    ("Annalena Baerbock", date(2021, 12, 1), set()),
    ("Angela Merkel", date(2022, 9, 28), set()),
    ("Gerhard Schroeder", date(2022, 9, 28), set()),
    ("Dmitry Peskov-Nobody", date(2022, 9, 28), set()),
]


@pytest.mark.parametrize(("name", "on", "expected"), HOLDERS)
def test_a_name_finds_the_offices_held_on_the_day(
    name: str, on: date, expected: set[tuple[str, str]]
) -> None:
    assert {(tenure.actor, tenure.role) for tenure in WORLD.holders(name, on)} == expected


def test_a_surname_of_two_holders_gives_both() -> None:
    found = {(t.person, t.actor) for t in WORLD.holders("Andersson", date(2022, 3, 1))}
    assert ("Magdalena Andersson", "SWE") in found
    found = {t.actor for t in WORLD.holders("Kaczynski", date(2006, 9, 1))}
    assert found == {"POL"}
    assert len(WORLD.holders("Kaczynski", date(2006, 9, 1))) == 2


# (actor, role, day, persons)
IN_OFFICE = [
    ("DEU", "head of government", date(2014, 3, 18), ["Angela Merkel"]),
    ("GBR", "head of government", date(2022, 9, 6), ["Boris Johnson", "Liz Truss"]),
    ("GBR", "foreign minister", date(2022, 9, 28), ["James Cleverly"]),
    ("UKR", "head of state", date(2014, 3, 18), ["Oleksandr Turchynov"]),
    ("FRA", "foreign minister", date(2008, 3, 1), ["Bernard Kouchner"]),
    ("CHE", "head of state", date(2022, 6, 1), ["Ignazio Cassis"]),
    ("VAT", "head of state", date(2022, 6, 1), ["Francis"]),
    ("BIH", "head of state", date(2019, 6, 1), ["Milorad Dodik", "Željko Komšić", "Šefik Džaferović"]),
    ("EU", "organisation head", date(2022, 6, 1), ["Charles Michel"]),
    ("EC", "organisation head", date(2008, 3, 1), ["José Manuel Barroso"]),
    ("TUR", "head of government", date(2020, 1, 1), []),
    ("GEO", "head of state", date(2025, 6, 1), ["Mikheil Kavelashvili"]),
]


@pytest.mark.parametrize(("actor", "role", "on", "expected"), IN_OFFICE)
def test_an_office_gives_its_holders_on_the_day(actor: str, role: str, on: date, expected: list[str]) -> None:
    assert sorted(tenure.person for tenure in WORLD.in_office(actor, role, on)) == sorted(expected)


def test_a_rival_claimant_comes_only_when_asked_for() -> None:
    on = date(2025, 6, 1)
    assert WORLD.holders("Zourabichvili", on) == ()
    (claim,) = WORLD.holders("Zourabichvili", on, claimants=True)
    assert (claim.actor, claim.status) == ("GEO", "claimant")


def test_a_head_of_state_who_represents_and_one_who_governs() -> None:
    on = date(2022, 9, 28)
    executive = {
        actor: WORLD.in_office(actor, "head of state", on)[0].executive
        for actor in ("DEU", "ITA", "GBR", "FRA", "UKR", "RUS", "TUR")
    }
    assert executive == {
        "DEU": False, "ITA": False, "GBR": False, "FRA": True, "UKR": True, "RUS": True, "TUR": True,
    }  # fmt: skip


def test_an_end_known_to_the_month_covers_the_month() -> None:
    (tenure,) = (t for t in WORLD.tenures if t.person == "Sali Berisha" and t.role == "head of government")
    assert (tenure.since, tenure.until, tenure.grain) == (date(2005, 9, 1), date(2013, 9, 30), "month")


def test_every_row_is_an_office_of_an_actor_we_know() -> None:
    assert [row for row in ROWS if row["actor"] not in WORLD.actors] == []


def test_every_date_is_sane() -> None:
    for row in ROWS:
        since, until = first_day(row["since"]), last_day(row["until"])
        assert since is not None, row
        assert date(1926, 1, 1) < since < date(2027, 1, 1), row
        assert until is None or since < until < date(2027, 12, 31), row


def test_no_office_falls_wholly_outside_the_life_of_its_actor() -> None:
    for tenure in WORLD.tenures:
        actor = WORLD.actors[tenure.actor]
        assert actor.since is None or tenure.until is None or tenure.until >= actor.since, tenure
        assert actor.until is None or tenure.since <= actor.until, tenure


def test_marks_are_known_ones() -> None:
    assert {mark for row in ROWS for mark in listed(row["marks"])} <= {
        "ceremonial", "acting", "claimant", "joint",
    }  # fmt: skip


def test_two_holders_of_one_office_share_no_more_than_the_day_of_handover() -> None:
    held: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in ROWS:
        shared = {"acting", "claimant", "joint"} & set(listed(row["marks"]))
        if not shared and row["role"] != "spokesperson":
            held[row["actor"], row["role"], row["office"]].append(row)
    overlaps = [
        (first["actor"], first["office"], first["person"], second["person"])
        for rivals in held.values()
        for first, second in combinations(sorted(rivals, key=lambda row: row["since"]), 2)
        if not _hands_over(first, second)
    ]
    assert overlaps == []


def _hands_over(first: Row, second: Row) -> bool:
    """Whether the first ends by the day, or the imprecise month or year, in which the second begins."""
    if not first["until"]:
        return False
    grain = min(len(first["until"]), len(second["since"]))
    return first["until"][:grain] <= second["since"][:grain]


def test_no_row_stands_twice() -> None:
    keys = [(row["actor"], row["role"], row["office"], row["person"], row["since"]) for row in ROWS]
    assert len(keys) == len(set(keys))


def test_every_person_with_spellings_holds_an_office() -> None:
    holders = {row["person"] for row in ROWS}
    assert [row["person"] for row in PEOPLE if row["person"] not in holders] == []


def test_a_person_of_two_regions_has_the_spellings_of_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for region in REGIONS:
        (tmp_path / f"offices_{region}.tsv").write_text("actor\trole\toffice\tperson\tsince\tuntil\tmarks\n")
        (tmp_path / f"people_{region}.tsv").write_text("person\tshort\tvariants\n")
    with (tmp_path / "offices_europe.tsv").open("a") as table:
        table.write("UTO\thead of state\tPresident\tAda Okello\t2014-03-18\n")
    with (tmp_path / "people_europe.tsv").open("a") as table:
        table.write("Ada Okello\tOkello\tAda B. Okello\n")
    with (tmp_path / "people_organisations.tsv").open("a") as table:
        table.write("Ada Okello\tOkelo\n")
    monkeypatch.setattr(tables, "DATA", tmp_path)
    (tenure,) = load_offices().tenures
    assert tenure.names == ("Ada Okello", "Ada B. Okello", "Okello", "Okelo")


def test_one_person_has_one_name_in_the_table_of_offices() -> None:
    """Else "Sergey Lavrov" and "Sergei Lavrov" were two; namesakes serve different actors."""
    spelled: dict[str, set[str]] = defaultdict(set)
    for person in {row["person"] for row in ROWS}:
        spelled[fold(person).lower()].add(person)
    for row in PEOPLE:
        for name in listed(row["variants"]):
            spelled[fold(name).lower()].add(row["person"])
    assert [persons for persons in spelled.values() if len(persons) > 1 and not _namesakes(persons)] == []


def _namesakes(persons: set[str]) -> bool:
    """Two persons of one name: their tenures are of different actors."""
    actors = [{t.actor for t in WORLD.tenures if t.person == person} for person in persons]
    return all(not first & second for first, second in combinations(actors, 2))


def test_short_forms_are_no_numerals() -> None:
    def numeral(tenure: Tenure) -> bool:
        return any(set(name) <= set("IVX") and len(name) > 1 for name in tenure.names)

    assert [tenure.person for tenure in WORLD.tenures if numeral(tenure)] == []


def test_the_title_of_an_office_reads_back_as_its_role() -> None:
    """Else "German Chancellor X" and the row of X would not meet."""
    presidents_who_govern = ("head of government", "head of state")
    apart = {
        (tenure.actor, tenure.office, tenure.role, read)
        for tenure in WORLD.tenures
        if WORLD.actors[tenure.actor].kind != "party"  # a movement's leader goes by many titles
        and (read := WORLD.role(tenure.office, tenure.actor)) != tenure.role
        and (tenure.role, read) != presidents_who_govern
    }
    assert apart == set()


def test_every_table_of_offices_is_read() -> None:
    shipped = {path.name for path in DATA.iterdir() if path.name.startswith(("offices_", "people_"))}
    assert shipped == {f"{kind}_{region}.tsv" for kind in ("offices", "people") for region in REGIONS}
