"""The record itself: what is kept, what is superseded, and what is refused."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from examples_record import MADE, TRAWLING, WHALING, Clock, judged, position, report
from sqlalchemy.exc import IntegrityError

from onrecord.model import Judged, Refusal, Report
from onrecord.record import Record
from onrecord.record.errors import (
    DamagedRecordError,
    LockedError,
    NoRecordError,
    NotARecordError,
    PlaceError,
    UnknownReportError,
)

NORWAY = "Norway will back a ban on trawling, its fisheries minister said."


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "onrecord.db", clock=Clock()) as opened:
        yield opened


def read(incoming: Report, side: str = "for") -> Judged:
    return judged(incoming, position(incoming, incoming.text[:20], "NOR", side))


def keep(record: Record, incoming: Report, side: str = "for", *, insist: bool = False) -> str:
    with record.unit() as unit:
        return unit.keep(incoming, read(incoming, side), record.questions(), MADE, insist=insist)


def dump(record: Record) -> list[str]:
    """Every row of the file, timestamps and all."""
    with sqlite3.connect(record.path) as connection:
        return list(connection.iterdump())


def rows(record: Record, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(record.path) as connection:
        return connection.execute(sql).fetchall()


# --- reports --------------------------------------------------------------------


def test_the_same_report_twice_changes_nothing_not_even_a_time(record: Record) -> None:
    assert keep(record, report(NORWAY)) == "new"
    before = dump(record)

    assert keep(record, report(NORWAY)) == "unchanged"
    assert dump(record) == before


def test_every_row_says_when_it_was_recorded_and_none_is_superseded(record: Record) -> None:
    with record.unit() as unit:
        unit.keep_question(TRAWLING)
        unit.refuse(Refusal("b.txt", "is empty", "a report with text"))
    keep(record, report(NORWAY))
    named = {str(name) for (name,) in rows(record, "select name from sqlite_master where type = 'table'")}
    # filled by people, or when reports are compared
    later = {"decision", "purge", "held", "sketch", "likeness"}
    indexes = {"statement_voice", *(name for name in named if "_search" in name)}
    for table in sorted(named - later - indexes):
        times = rows(record, f"select recorded_at, superseded_at from {table}")
        assert times, f"{table} is empty"
        assert all(str(at).endswith("Z") and len(str(at)) == 27 and over is None for at, over in times), table


def test_other_bytes_under_the_same_key_are_a_new_version(record: Record) -> None:
    first = report(NORWAY, id="cw-17", path="a.jsonl")
    second = report(NORWAY.replace("back", "oppose"), id="cw-17", path="b.jsonl")
    with record.unit() as unit:
        unit.keep_question(TRAWLING)
    keep(record, first)

    assert keep(record, second, "against") == "changed"
    assert rows(record, "select count(*) from report") == [(1,)]
    assert rows(record, "select number, text, superseded_at is null from version order by number") == [
        (1, first.text, 0),
        (2, second.text, 1),
    ]
    for table in ("run", "judgement", "position", "statement", "mention", "timex", "event"):
        counts = rows(record, f"select count(*), count(superseded_at) from {table}")
        assert counts == [(2, 1)], table
    assert rows(record, "select side from position where superseded_at is null") == [("against",)]


def test_an_edited_text_file_is_a_new_version_of_its_report(record: Record) -> None:
    """Its id is the digest of its text, so only the place tells."""
    keep(record, report(NORWAY))

    assert keep(record, report(NORWAY.replace("back", "oppose"))) == "changed"
    assert keep(record, report(NORWAY.replace("back", "oppose"))) == "unchanged"
    assert keep(record, report(NORWAY)) == "changed", "the file itself went back"
    assert rows(record, "select count(*) from report") == [(1,)]
    assert rows(record, "select count(*) from version") == [(3,)]


def test_a_moved_file_is_the_same_report(record: Record) -> None:
    keep(record, report(NORWAY, path="reports/monday.txt"))

    assert keep(record, report(NORWAY, path="archive/monday.txt")) == "unchanged"


def test_an_edited_file_that_is_moved_afterwards_is_the_same_report(record: Record) -> None:
    edited = NORWAY.replace("back", "oppose")
    keep(record, report(NORWAY))
    keep(record, report(edited))

    assert keep(record, report(edited, path="archive/monday.txt")) == "unchanged"


def test_files_of_the_same_name_in_two_folders_are_two_reports(record: Record) -> None:
    keep(record, report(NORWAY, path="march/monday.txt", outlet=None))

    assert keep(record, report("Chile will not join.", path="april/monday.txt", outlet=None)) == "new"


def test_a_page_written_over_with_another_article_is_another_report(record: Record) -> None:
    keep(record, report(NORWAY, path="latest.html", id="https://example.org/1"))

    assert keep(record, report("Chile is silent.", path="latest.html", id="https://example.org/2")) == "new"


def test_the_same_id_twice_in_a_file_of_many_is_two_versions_and_stays_so(record: Record) -> None:
    lines = [report(text, id="cw-1", path="all.jsonl") for text in (NORWAY, NORWAY + " It met in Bergen.")]
    assert [keep(record, line) for line in lines] == ["new", "changed"]
    before = dump(record)

    assert [keep(record, line) for line in lines] == ["unchanged", "unchanged"]
    assert dump(record) == before


def test_lines_of_one_file_without_ids_are_reports_of_their_own(record: Record) -> None:
    keep(record, report(NORWAY, path="all.jsonl"))

    assert keep(record, report("Chile is silent.", path="all.jsonl")) == "new"


def test_the_same_id_of_two_outlets_is_two_reports(record: Record) -> None:
    keep(record, report(NORWAY, id="17", path="a.jsonl"))

    assert keep(record, report(NORWAY, id="17", path="b.jsonl", outlet="Harbour Post")) == "new"


@pytest.mark.parametrize("path", ["monday.txt", "all.jsonl"])
def test_an_outlet_given_on_purpose_is_a_change_of_the_same_bytes(record: Record, path: str) -> None:
    keep(record, report(NORWAY, path=path, outlet=None))
    named = report(NORWAY, path=path, outlet="Harbour Post")

    assert keep(record, named) == "unchanged"
    assert keep(record, named, insist=True) == "changed"
    assert keep(record, named, insist=True) == "unchanged"
    assert rows(record, "select count(*) from report") == [(1,)]


def test_a_report_in_another_language_is_kept_without_a_run(record: Record) -> None:
    with record.unit() as unit:
        assert unit.keep(report("Norwegen stimmt zu.", language="de"), None, (), MADE) == "new"
    assert rows(record, "select was_read from version") == [(0,)]
    assert rows(record, "select count(*) from run") == [(0,)]


def test_a_status_is_superseded_not_overwritten(record: Record) -> None:
    keep(record, report(NORWAY, id="cw-17"))
    with record.unit() as unit:
        unit.set_status("Coastal Wire", "cw-17", "withdrawn")
    assert rows(record, "select status, superseded_at is null from standing order by id") == [
        ("usable", 0),
        ("withdrawn", 1),
    ]
    with (
        pytest.raises(UnknownReportError, match="no report 'cw-18' of 'Coastal Wire'"),
        record.unit() as unit,
    ):
        unit.set_status("Coastal Wire", "cw-18", "withdrawn")


# --- refusals --------------------------------------------------------------------

EMPTY = Refusal("b.txt", "is empty", "a report with text")


def test_the_same_refusal_twice_is_one(record: Record) -> None:
    with record.unit() as unit:
        assert unit.refuse(EMPTY)
        assert not unit.refuse(EMPTY)
        assert unit.refuse(replace(EMPTY, line=3))
    assert rows(record, "select line from refusal") == [(None,), (3,)]


def test_a_refusal_is_superseded_when_the_path_reads_well(record: Record) -> None:
    with record.unit() as unit:
        unit.refuse(replace(EMPTY, line=3))
        unit.refuse(replace(EMPTY, line=5))
    with record.unit() as unit:
        unit.settle("b.txt", {(5, EMPTY.reason)})
    assert rows(record, "select line from refusal where superseded_at is null") == [(5,)]


# --- questions --------------------------------------------------------------------


def test_a_changed_proposition_is_a_new_version_and_its_judgements_are_superseded(record: Record) -> None:
    with record.unit() as unit:
        assert unit.keep_question(TRAWLING) == "new"
        assert unit.keep_question(TRAWLING) == "unchanged"
    keep(record, report(NORWAY))
    with record.unit() as unit:
        assert (
            unit.keep_question(replace(TRAWLING, proposition="All trawling should be banned.")) == "changed"
        )
    assert rows(record, "select version, superseded_at is null from question order by id") == [(1, 0), (2, 1)]
    assert rows(record, "select count(*), count(superseded_at) from position") == [(1, 1)]
    assert rows(record, "select count(*), count(superseded_at) from judgement") == [(1, 1)]


def test_categories_are_kept_and_a_changed_one_is_a_changed_question(record: Record) -> None:
    asked = replace(TRAWLING, categories=(("takes note", "neutral"), ("welcomes", "for")))
    with record.unit() as unit:
        assert unit.keep_question(TRAWLING) == "new"
        assert unit.keep_question(asked) == "changed"
        assert unit.keep_question(asked) == "unchanged"
    assert record.questions() == (asked,)
    keep(record, report(NORWAY))
    assert list(record.waiting()) == []
    other = replace(asked, categories=(("takes note", "neutral"), ("welcomes", "against")))
    with record.unit() as unit:
        assert unit.keep_question(other) == "changed"
    assert [waiting.questions for waiting in record.waiting()] == [(other,)]
    assert rows(record, "select version, categories from question order by id") == [
        (1, None),
        (2, '[["takes note","neutral"],["welcomes","for"]]'),
        (3, '[["takes note","neutral"],["welcomes","against"]]'),
    ]


def test_the_reading_in_force_of_a_stored_version(record: Record) -> None:
    incoming = report(NORWAY)
    keep(record, incoming)
    ((version_id, _),) = record.versions()
    assert record.known(version_id) == read(incoming).known
    assert record.known(version_id + 1) is None


def test_what_waits_for_a_judgement_comes_back_as_it_was_known(record: Record) -> None:
    incoming = report(NORWAY)
    with record.unit() as unit:
        unit.keep_question(TRAWLING)
    keep(record, incoming)
    assert list(record.waiting()) == []
    with record.unit() as unit:
        unit.keep_question(WHALING)

    (waiting,) = record.waiting()
    assert waiting.known == read(incoming).known
    assert waiting.questions == (WHALING,)

    with record.unit() as unit:
        unit.keep_judgements(waiting.run_id, waiting.questions, (), "rules")
    assert list(record.waiting()) == []


def test_a_report_judged_on_a_question_that_changed_meanwhile_waits_for_it(record: Record) -> None:
    with record.unit() as unit:
        unit.keep_question(TRAWLING)
    old = record.questions()
    with record.unit() as unit:
        unit.keep_question(replace(TRAWLING, title="Trawling"))
        unit.keep(report(NORWAY), read(report(NORWAY)), old, MADE)

    assert rows(record, "select count(*) from position") == [(0,)]
    assert [w.questions[0].title for w in record.waiting()] == ["Trawling"]


# --- interruptions and other writers --------------------------------------------------------------------


def test_a_run_read_anew_meanwhile_is_not_judged_beside_its_successor(record: Record) -> None:
    incoming = report(NORWAY)
    keep(record, incoming)
    with record.unit() as unit:
        unit.keep_question(TRAWLING)
    (waiting,) = record.waiting()
    ((version_id, _),) = record.versions()
    with record.unit() as unit:
        unit.reread(version_id, read(incoming), (TRAWLING,), MADE)
    with record.unit() as unit:
        unit.keep_judgements(waiting.run_id, (TRAWLING,), read(incoming).positions, "rules")
    assert rows(record, "select count(*) from position where superseded_at is null") == [(1,)]


def test_a_version_that_was_replaced_meanwhile_is_not_read_again(record: Record) -> None:
    keep(record, report(NORWAY, id="1"))
    ((version_id, old),) = record.versions()
    keep(record, report(NORWAY.replace("back", "oppose"), id="1"), "against")
    before = dump(record)
    with record.unit() as unit:
        unit.reread(version_id, read(old), (), MADE)
    assert dump(record) == before


def test_an_interrupted_unit_leaves_nothing(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(record, report(NORWAY))
    before = dump(record)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(
        "onrecord.record.rows.event_rows", interrupt
    )  # after the statements have been written
    with pytest.raises(KeyboardInterrupt):
        keep(record, report(NORWAY + " It met in Bergen."))
    assert dump(record) == before
    monkeypatch.undo()
    assert keep(record, report(NORWAY + " It met in Bergen.")) == "changed"


def _write_many(path: Path, name: str, start: multiprocessing.synchronize.Barrier) -> None:
    start.wait()
    with Record.open(path) as record:
        for number in range(20):
            incoming = report(f"{NORWAY} {name} {number}", path=f"{name}/{number}.txt")
            shared = report(f"{NORWAY} both {number}", path=f"both/{number}.txt")
            for one in (incoming, shared):
                with record.unit() as unit:
                    unit.keep(one, read(one), (), MADE)


def test_two_processes_may_add_at_once_even_to_a_record_that_is_not_there_yet(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.db"
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(2)
    writers = [context.Process(target=_write_many, args=(path, name, start)) for name in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    with Record.open(path) as record:
        assert rows(record, "select count(*), count(distinct text) from version") == [(60, 60)]
        assert rows(record, "select count(*) from run where superseded_at is null") == [(60,)]
        assert rows(record, "pragma integrity_check") == [("ok",)]


def test_a_writer_that_never_ends_is_told_about(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.db"
    with Record.open(path), sqlite3.connect(path, isolation_level=None) as other:
        other.execute("begin immediate")
        with (
            Record.open(path, wait_seconds=0.05) as record,
            pytest.raises(LockedError, match=r"has been writing to .* for more than 0\.05 seconds"),
        ):
            keep(record, report(NORWAY))


def test_a_reader_goes_on_while_somebody_writes(record: Record) -> None:
    keep(record, report(NORWAY))
    with sqlite3.connect(record.path, isolation_level=None) as other:
        other.execute("begin immediate")
        assert record.outcome(report(NORWAY)) == "unchanged"


# --- places --------------------------------------------------------------------


def test_no_row_can_lose_what_it_hangs_on(record: Record) -> None:
    keep(record, report(NORWAY))
    refused = pytest.raises(IntegrityError, match="FOREIGN KEY")
    with refused, record.reading() as connection:
        connection.exec_driver_sql("delete from report")


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Minutes of the meeting in Bergen.\n" * 50)
    with pytest.raises(NotARecordError, match=r"notes\.txt is not a record of onrecord \(name a record"):
        Record.open(path)
    assert path.read_text() == "Minutes of the meeting in Bergen.\n" * 50


def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table report (id integer)")
    before = path.read_bytes()
    with pytest.raises(NotARecordError, match="is not a record"):
        Record.open(path)
    assert path.read_bytes() == before


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(NotARecordError, match="is not a record"):
        Record.open(tmp_path)


def test_a_place_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlaceError, match=r"cannot be written: there is no folder .*/gone"):
        Record.open(tmp_path / "gone" / "onrecord.db")


def test_a_listing_makes_no_record(tmp_path: Path) -> None:
    with pytest.raises(NoRecordError, match="there is no record at"):
        Record.open(tmp_path / "onrecord.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_can_only_be_read_is_named(record: Record) -> None:
    path = record.path
    keep(record, report(NORWAY))
    refused = pytest.raises(PlaceError, match="cannot be written: attempt to write a readonly database")
    with Record.open(path) as other, refused, other.reading() as connection:
        connection.exec_driver_sql("pragma query_only = on")  # what a read-only disk answers, also to root
        connection.exec_driver_sql("update version set title = 'x'")


@pytest.mark.parametrize("closed", ["onrecord.db", "record #1"])  # the file itself, or its folder
def test_a_record_that_may_not_be_written_can_be_read(
    tmp_path: Path, closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "record #1"
    folder.mkdir()
    with Record.open(folder / "onrecord.db", clock=Clock()) as record:
        keep(record, report(NORWAY))
    shut = lambda path, mode: mode != os.W_OK or Path(path).name != closed  # noqa: E731
    monkeypatch.setattr("onrecord.record.dialect.os.access", shut)  # what root is never told

    with Record.open(folder / "onrecord.db", create=False) as record:
        assert [stored.text for _, stored in record.versions()] == [NORWAY]
        with pytest.raises(PlaceError, match="cannot be written"):
            keep(record, report(NORWAY.replace("back", "oppose")))
    assert [path.name for path in folder.iterdir()] == ["onrecord.db"]


def test_a_run_that_cannot_be_read_back_is_told_about(record: Record) -> None:
    keep(record, report(NORWAY))
    with record.unit() as unit:
        unit.keep_question(TRAWLING)
    with sqlite3.connect(record.path) as connection:
        connection.execute("update run set known = x'00'")
    with pytest.raises(DamagedRecordError, match="run 1 cannot be read back"):
        list(record.waiting())
