"""What a user calls a report, a position, a statement or a decision by."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from examples_record import TRAWLING, Clock, decide, keep, position, report

from onrecord.record import Record
from onrecord.record.errors import AmbiguousNameError, UnknownNameError
from onrecord.record.naming import find_decision, find_position, find_report, find_statement

NORWAY = "Norway will back a ban on trawling."
CHILE = "Chile will oppose a ban on trawling."


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "onrecord.db", clock=Clock()) as opened:
        with opened.unit() as unit:
            unit.keep_question(TRAWLING)
        one = report(NORWAY, id="cw-1", url="https://example.org/1", path="reports/one.txt")
        keep(opened, one, position(one, NORWAY, "NOR", "for"))
        two = report(CHILE, id="cw-2", path="reports/all.jsonl", outlet="Harbour Post")
        keep(opened, two, position(two, CHILE, "CHL", "against"))
        yield opened


def report_called(record: Record, name: str) -> tuple[int, str]:
    with record.reading() as connection:
        row = find_report(connection, name)
    return row.report_id, row.text


@pytest.mark.parametrize(
    "name", ["R1", "cw-1", "https://example.org/1", "reports/one.txt", "./reports/one.txt"]
)
def test_a_report_is_named_by_its_ref_its_id_its_address_or_its_path(record: Record, name: str) -> None:
    assert report_called(record, name) == (1, NORWAY)


def test_a_path_may_be_absolute(record: Record) -> None:
    assert report_called(record, str(Path("reports/one.txt").absolute())) == (1, NORWAY)


def test_a_report_is_the_version_in_force(record: Record) -> None:
    edited = report(NORWAY + " It met in Bergen.", id="cw-1", path="reports/one.txt")
    keep(record, edited)
    assert report_called(record, "R1") == (1, edited.text)


def test_an_id_that_looks_like_a_ref_is_found_where_there_is_no_such_ref(record: Record) -> None:
    keep(record, report("Peru is silent.", id="R17", path="peru.txt"))
    keep(record, report("Cuba is silent.", id="R2", path="cuba.txt"))
    assert report_called(record, "R17") == (3, "Peru is silent.")
    assert report_called(record, "R2") == (2, CHILE), "a ref comes first"


@pytest.mark.parametrize("name", ["R9", "R0", "R" + "9" * 40, "cw-9", "", "reports", "r1", "cw-1\x00", "P1"])
def test_a_report_that_is_not_there_is_said_so(record: Record, name: str) -> None:
    with pytest.raises(UnknownNameError, match=r"there is no report .* \(name it by its ref such as R3, its"):
        report_called(record, name)


def test_an_id_that_two_outlets_gave_is_ambiguous(record: Record) -> None:
    keep(record, report("Peru is silent.", id="cw-1", path="peru.txt", outlet="Harbour Post"))
    with pytest.raises(
        AmbiguousNameError,
        match=r"'cw-1' names more than one report \(it may be R1 \(Coastal Wire, 2023-03-10\), R3 \(Harbour",
    ):
        report_called(record, "cw-1")


def test_a_file_of_many_reports_names_none_of_them(record: Record) -> None:
    for number in range(3, 12):
        keep(record, report(f"Report {number}.", id=f"cw-{number}", path="reports/all.jsonl"))
    with pytest.raises(AmbiguousNameError) as fault:
        report_called(record, "reports/all.jsonl")
    assert str(fault.value).count("Coastal Wire") == 5, "not all ten are named"


def test_positions_and_statements_are_named_by_their_refs_in_force_or_not(record: Record) -> None:
    edited = report(NORWAY + " It met in Bergen.", id="cw-1", path="reports/one.txt")
    keep(record, edited, position(edited, NORWAY, "NOR", "neutral"))
    with record.reading() as connection:
        assert (find_position(connection, "P1").text, find_position(connection, "P1").side) == (NORWAY, "for")
        assert (find_position(connection, "P2").key, find_position(connection, "P2").question) == (
            "cw-2",
            "trawling-ban",
        )
        assert (find_statement(connection, "S1").words, find_statement(connection, "S3").text) == (
            NORWAY,
            edited.text,
        )


@pytest.mark.parametrize("ref", ["P9", "P0", "P01", "S1", "1", "p1", "", "P1 ", "P" + "9" * 40])
def test_a_position_that_is_not_there_is_said_so(record: Record, ref: str) -> None:
    with record.reading() as connection, pytest.raises(UnknownNameError, match="there is no position"):
        find_position(connection, ref)


@pytest.mark.parametrize("ref", ["S9", "P1", "S", "S-1"])
def test_a_statement_that_is_not_there_is_said_so(record: Record, ref: str) -> None:
    with record.reading() as connection, pytest.raises(UnknownNameError, match="there is no statement"):
        find_statement(connection, ref)


def test_a_decision_is_named_by_as_many_letters_as_tell_it(record: Record) -> None:
    uid = decide(record, "accept", "P1").uid
    with record.reading() as connection:
        for length in (4, 8, 32):
            assert find_decision(connection, f"D{uid[:length]}").uid == uid


@pytest.mark.parametrize("spoil", [str.upper, lambda ref: ref[:4], lambda ref: ref + "0", lambda _: "D%%%%"])
def test_a_decision_that_is_not_there_is_said_so(record: Record, spoil: Callable[[str], str]) -> None:
    uid = "ab" + decide(record, "accept", "P1").uid[2:]
    rename(record, 1, uid)
    with record.reading() as connection, pytest.raises(UnknownNameError, match="there is no decision"):
        find_decision(connection, spoil(f"D{uid}"))


def test_letters_that_two_decisions_begin_with_are_ambiguous(record: Record) -> None:
    for number, ref in enumerate(("P1", "P2"), start=1):
        decide(record, "accept", ref)
        rename(record, number, f"abcd{number}{'0' * 27}")
    with record.reading() as connection:
        with pytest.raises(AmbiguousNameError, match=r"'Dabcd' names more than one decision .*Dabcd10+, Dab"):
            find_decision(connection, "Dabcd")
        assert find_decision(connection, "Dabcd2").id == 2


def rename(record: Record, key: int, uid: str) -> None:
    with sqlite3.connect(record.path) as connection:
        connection.execute("update decision set uid = ? where id = ?", (uid, key))
