"""Whether the record is what was put into it: each kind of damage is found and named, and a copy is whole."""

from __future__ import annotations

import multiprocessing
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from examples_record import MADE, TRAWLING, WHALING, Clock, judged, position, report

from onrecord.model import Judged, Report
from onrecord.record import Record, dialect
from onrecord.record.errors import CopyError, LockedError, PlaceError
from onrecord.record.verifying import Verified
from onrecord.show.queries import positions, questions

NORWAY = "Norway will back a ban on trawling, its fisheries minister said."
PAGE = 4096


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """A record of three reports, a question, and a position in each report."""
    with Record.open(tmp_path / "onrecord.db", clock=Clock()) as opened:
        fill(opened, 3)
        opened.relate()
        yield opened


def fill(record: Record, number: int, start: int = 0) -> None:
    with record.unit() as unit:
        unit.keep_question(TRAWLING)
    for count in range(start, start + number):
        incoming = report(
            f"{NORWAY} It said so {count} times. " + "The boats lay idle. " * 100, id=f"cw-{count}"
        )
        with record.unit() as unit:
            unit.keep(incoming, read(incoming), record.questions(), MADE)


def read(incoming: Report) -> Judged:
    return judged(incoming, position(incoming, "Norway will back", "NOR", "for"))


def tamper(record: Record, *statements: str) -> None:
    """Change rows behind the program's back, references not minded."""
    with sqlite3.connect(record.path) as connection:
        connection.execute("pragma foreign_keys = off")
        for statement in statements:
            connection.execute(statement)


def said(found: Verified) -> list[str]:
    return [str(fault) for fault in found.faults]


# --- rows --------------------------------------------------------------------------------------


def test_a_record_verifies_clean(record: Record) -> None:
    found = record.verify()
    assert found.faults == ()
    assert (found.counted["report"], found.counted["position"], found.counted["decision"]) == (3, 3, 0)


def test_an_empty_record_verifies_clean(tmp_path: Path) -> None:
    with Record.open(tmp_path / "empty.db") as record:
        assert record.verify().faults == ()


def test_a_record_with_older_versions_readings_and_questions_verifies_clean(record: Record) -> None:
    other = report(f"{NORWAY} Once more.", id="cw-1")
    with record.unit() as unit:
        unit.keep(other, read(other), record.questions(), MADE)
        unit.keep_question(WHALING)
        unit.reread(1, read(next(kept for key, kept in record.versions() if key == 1)), (), MADE)
        unit.withdraw("cw-2", "a hoax", "Ana")
    assert record.verify().faults == ()


CONTENT = "its statements, mentions, dates and events are not those that were kept"
KEPT = "its positions are not those that were kept"
MISPLACED = "its words are not those that stand at its place in the text"


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        pytest.param(
            "update version set text = replace(text, 'back', 'fear') where id = 2",
            ["version 2: the text is not the one whose hash was kept", f"statement 2: {MISPLACED}"],
            id="a changed text",
        ),
        pytest.param(
            "update statement set words = 'Norway will not' where id = 2",
            [f"run 2: {CONTENT}", f"statement 2: {MISPLACED}"],
            id="changed words of a statement",
        ),
        pytest.param(
            "update event set words = 'Oslo' where id = 1",
            [f"run 1: {CONTENT}", f"event 1: {MISPLACED}"],
            id="changed words of an event",
        ),
        pytest.param(
            "update statement set speaker = 'Ola Vik' where id = 3",
            [f"run 3: {CONTENT}"],
            id="another speaker",
        ),
        pytest.param(
            "update mention set end = 99999 where id = 3",
            [f"run 3: {CONTENT}", "mention 3: stands outside its text"],
            id="a stretch outside the text",
        ),
        pytest.param(
            "update position set end = 99999 where id = 1",
            [f"judgement 1: {KEPT}", "position 1: stands outside its text"],
            id="a position outside the text",
        ),
        pytest.param(
            "delete from run where id = 1",
            [
                "version 1: is read, and has no reading in force",
                "statement 1: hangs on a row of run that is not there",
                "judgement 1: hangs on a row of run that is not there",
            ],
            id="a deleted reading",
        ),
        pytest.param(
            "delete from version where id = 2",
            ["report 2: has no version in force", "run 2: hangs on a row of version that is not there"],
            id="a deleted version",
        ),
        pytest.param("delete from position where id = 2", [f"judgement 2: {KEPT}"], id="a deleted position"),
        pytest.param(
            "update position set judgement_id = 3 where id = 1",
            [
                f"judgement 1: {KEPT}",
                f"judgement 3: {KEPT}",
                "position 1: its report or question is not that of its judgement",
            ],
            id="a position given to another report",
        ),
        pytest.param(
            "update position set version_id = 2 where id = 1",
            ["position 1: its report or question is not that of its judgement"],
            id="a position pointed at another version",
        ),
        pytest.param(
            "update position set day = '2001-01-01' where id = 1",
            ["position 1: its day, outlet or voice is not that of its report and statement"],
            id="a position counted on another day",
        ),
        pytest.param(
            "update position set side = 'against' where id = 1", [f"judgement 1: {KEPT}"], id="another side"
        ),
        pytest.param(
            "update position set firmness = 'firm' where id = 1",
            [f"judgement 1: {KEPT}"],
            id="another firmness",
        ),
        pytest.param(
            "update judgement set content = 'x' where id = 2", [f"judgement 2: {KEPT}"], id="a digest"
        ),
        pytest.param(
            "update report set id = 77 where id = 3",
            [
                "report 77: has no version in force",
                "report 77: has no standing in force",
                "version 3: hangs on a row of report that is not there",
                "standing 3: hangs on a row of report that is not there",
            ],
            id="a reference that leads nowhere",
        ),
        pytest.param(
            "update judgement set superseded_at = '2024-01-02T00:00:00.000000Z' where id = 1",
            ["position 1: is in force, and its judgement is not, or the reverse"],
            id="a position that outlives its judgement",
        ),
        pytest.param(
            "update question set superseded_at = '2024-01-02T00:00:00.000000Z'",
            ["judgement 1: is in force, and its question is not"],
            id="judgements of a question that is over",
        ),
        pytest.param(
            "insert into purge (version_id, reason, recorded_at) values (1, 'licence', 'now')",
            [
                "version 1: was removed, and holds a text",
                "statement 1: its text was removed, and it holds words of it",
            ],
            id="a purged version that holds its text",
        ),
        pytest.param(
            "update run set known = x'00ff' where id = 3",
            ["run 3: what was read cannot be read back: "],
            id="a reading that cannot be unpacked",
        ),
        pytest.param(
            "update version set asides = '[[0, 99999, \"front\"]]' where id = 1",
            ["version 1: a stretch that is no prose ends outside the text"],
            id="a front matter longer than the text",
        ),
        pytest.param(
            "update version set asides = 'no JSON' where id = 1",
            ["version 1: cannot be read: "],
            id="no JSON",
        ),
    ],
)
def test_what_was_changed_behind_the_back_is_named_with_table_and_row(
    record: Record, change: str, faults: list[str]
) -> None:
    tamper(record, change)
    found = said(record.verify())
    for fault in faults:
        assert any(line.startswith(fault) for line in found), (fault, found)


@pytest.mark.parametrize(
    "doubled",
    [
        "insert into standing (report_id, status, recorded_at) values (1, 'withdrawn', 'now')",
        "insert into run (version_id, program, model, world, known, recorded_at) values (1, 1, 1, 1, x'', 1)",
        "insert into judgement (run_id, question_id, judge, recorded_at) values (1, 1, 'rules', 'now')",
        "insert into sketch (version_id, method, passages, recorded_at) values (1, 'x', x'', 'now')",
        "update version set report_id = 1 where id = 2",
    ],
)
def test_two_in_force_of_what_there_is_one_of_cannot_be_written(record: Record, doubled: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        tamper(record, doubled)


def test_two_in_force_are_found_where_the_index_that_forbids_them_was_dropped(record: Record) -> None:
    doubled = "insert into standing (report_id, status, recorded_at) values (1, 'withdrawn', 'now')"
    tamper(record, "drop index standing_current", doubled)
    assert said(record.verify(quick=True)) == [
        "the table, index or trigger standing_current is not there",
        "standing 4: is in force beside another of the same report_id",
    ]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("version", "update version set title = 'Herring' where id = 1"),
        ("statement", "delete from statement where id = 1"),
    ],
)
def test_a_full_text_index_that_missed_a_change_is_named(record: Record, table: str, change: str) -> None:
    tamper(record, f"drop trigger {table}_search_changed", f"drop trigger {table}_search_gone", change)
    found = said(record.verify())
    assert f"the table, index or trigger {table}_search_gone is not there" in found
    assert any(line.startswith(f"the full-text index of {table} does not fit its rows") for line in found)


@pytest.mark.parametrize(
    ("change", "entries"),
    [
        ("delete from statement_voice where statement_id = 1", "2 entries, 2 right, of 3"),
        (
            "update statement_voice set actor = 'PER' where statement_id = 1",
            "3 entries, 2 right, of 3",
        ),
        ("update statement_voice set published = '2001-01-01'", "3 entries, 0 right, of 3"),
    ],
)
def test_an_index_of_voices_that_does_not_fit_is_named(record: Record, change: str, entries: str) -> None:
    tamper(record, change)
    assert said(record.verify()) == [f"the index of whose each statement is has {entries}"]


def test_a_quick_check_counts_and_derives_nothing(record: Record) -> None:
    tamper(record, "update version set text = 'Herring' where id = 1")
    found = record.verify(quick=True)
    assert found.faults == ()
    assert (found.counted["version"], found.counted["statement"]) == (3, 3)


# --- pages ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a record of many pages."""
    folder = tmp_path_factory.mktemp("large")
    with Record.open(folder / "onrecord.db") as record:
        fill(record, 120)
        record.backup(folder / "backup.db")
    return folder / "backup.db"


@pytest.fixture
def large(backup: Path, tmp_path: Path) -> Path:
    """The record that the backup was made of."""
    return Path(shutil.copy(backup, tmp_path / "large.db"))


def overwrite(path: Path, name: str) -> None:
    """Overwrite a page in the middle of a table or an index."""
    with sqlite3.connect(path) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
        wanted = "select pageno from dbstat where name = ? and pagetype = 'leaf' order by path"
        pages = [row[0] for row in connection.execute(wanted, (name,))]
    with path.open("r+b") as file:
        file.seek((pages[len(pages) // 2] - 1) * PAGE)
        file.write(b"\xff" * PAGE)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("statement", "statement: its rows cannot be read to the end"),
        ("version", "version: its rows cannot be read to the end"),
        ("mention", "mention: its rows cannot be read to the end"),
        ("judgement", "judgement: its rows cannot be read to the end"),
        ("statement_run", "statement: its index statement_run cannot be read to the end"),
        ("position_question", "position: its index position_question cannot be read to the end"),
        ("version_search_data", "version_search_data: its rows cannot be read to the end"),
    ],
)
def test_a_damaged_page_is_told_by_the_table_or_index_it_hits(large: Path, name: str, told: str) -> None:
    overwrite(large, name)
    with Record.open(large) as record:
        found = said(record.verify())
    assert any(line.startswith(told) for line in found), found
    others = {"statement", "version", "mention", "judgement", "question", "likeness"} - {
        told.partition(":")[0]
    }
    assert not any(line.startswith(f"{other}: its rows") for line in found for other in others), found


def test_the_rows_on_a_damaged_page_are_named_and_no_others(large: Path) -> None:
    overwrite(large, "version")
    with Record.open(large) as record:
        named = {fault.row for fault in record.verify().faults if fault.table == "version" and fault.row}
        whole = [key for key in range(1, 121) if key not in named]
        with record.reading() as connection:
            for key in whole:
                wanted = f"select text from version where id = {key}"
                assert NORWAY in connection.exec_driver_sql(wanted).scalar_one()
    assert 0 < len(named) < 10


def test_what_is_not_hit_can_still_be_asked_and_a_backup_brings_back_the_rest(
    large: Path, backup: Path
) -> None:
    """A table of positions reads neither statements nor the texts that it shows no words of."""
    with Record.open(large) as record:
        before = positions(record, TRAWLING.id, whole=False)
        content = record.content()
    overwrite(large, "statement")
    with Record.open(large) as record:
        assert [asked.id for asked in questions(record)] == [TRAWLING.id]
        assert positions(record, TRAWLING.id, whole=False) == before
        assert record.verify().faults

    large.unlink()
    shutil.copy(backup, large)
    with Record.open(large) as record:
        assert record.verify().faults == ()
        assert record.content() == content


# --- copies ------------------------------------------------------------------------------------


def _write_on(path: Path, started: multiprocessing.synchronize.Event) -> None:
    with Record.open(path) as record:
        for number in range(100, 100_000):
            fill(record, 1, number)
            started.set()


def test_a_backup_while_another_process_writes_is_whole(record: Record, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    started = context.Event()
    writer = context.Process(target=_write_on, args=(record.path, started))
    writer.start()
    try:
        assert started.wait(60)
        for number in range(3):
            record.backup(tmp_path / f"copy-{number}.db")
    finally:
        writer.terminate()
        writer.join(60)
    held = []
    for number in range(3):
        with Record.open(tmp_path / f"copy-{number}.db", create=False) as copy:
            found = copy.verify()
            assert found.faults == ()
            held.append(found.counted["report"])
    assert 3 < held[0] <= held[1] <= held[2]
    assert record.verify().faults == ()


def test_a_backup_overwrites_nothing(record: Record, tmp_path: Path) -> None:
    target = tmp_path / "notes.txt"
    target.write_text("Minutes of the meeting in Bergen.")
    with pytest.raises(CopyError, match=r"at .*notes\.txt: there is a file of that name"):
        record.backup(target)
    assert target.read_text() == "Minutes of the meeting in Bergen."
    with pytest.raises(CopyError, match="there is no folder"):
        record.backup(tmp_path / "gone" / "copy.db")


def test_a_backup_that_fails_leaves_no_part_behind(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()

    def full(_: object, target: Path) -> None:
        target.write_bytes(b"the first pages")
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(dialect, "copy_to", full)
    with pytest.raises(sqlite3.OperationalError):
        record.backup(folder / "copy.db")
    assert list(folder.iterdir()) == []


# --- places --------------------------------------------------------------------


FILL = """
import resource, signal, sys
from pathlib import Path
sys.path[:0] = [{tests!r}]
import test_verifying
from onrecord.record import Record
from onrecord.record.errors import RecordError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write beyond the limit fails as on a full disk
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
with Record.open(Path({path!r})) as record:
    try:
        test_verifying.fill(record, 100_000, 1000)
    except RecordError as fault:
        print(fault)
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="no limit on the size of files here")
def test_a_full_disk_is_told_and_loses_nothing_that_was_recorded(record: Record) -> None:
    with record.reading() as connection:
        size = os.path.getsize(record.path)
        assert connection.exec_driver_sql("select count(*) from report").scalar() == 3
    script = FILL.format(tests=str(Path(__file__).parent), limit=size + 2_000_000, path=str(record.path))
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True
    )
    assert f"the record {record.path} cannot be written: " in ended.stdout
    assert "(name a place that can, with --record)" in ended.stdout
    found = record.verify()
    assert found.faults == ()
    assert found.counted["report"] > 3
    fill(record, 1, 500)
    assert record.verify().counted["report"] == found.counted["report"] + 1


def test_a_full_record_is_told_in_the_words_of_the_database(record: Record) -> None:
    refused = pytest.raises(PlaceError, match=r"onrecord\.db cannot be written: database or disk is full")
    with refused, record.reading() as connection:
        connection.exec_driver_sql("pragma max_page_count = 1")
        connection.exec_driver_sql("create table more as select randomblob(9999999) as what")
    assert record.verify().faults == ()


def test_a_locked_record_is_told_and_can_still_be_checked(record: Record) -> None:
    with sqlite3.connect(record.path, isolation_level=None) as other:
        other.execute("begin immediate")
        with Record.open(record.path, wait_seconds=0.05) as waiting:
            told = r"another process has been writing to .*onrecord\.db for more than 0\.05 seconds"
            with pytest.raises(LockedError, match=told):
                fill(waiting, 1, 50)
            assert waiting.verify(quick=True).faults == ()
            with pytest.raises(LockedError):
                waiting.verify()  # the check of the full-text indexes is a write to SQLite


def test_a_record_in_a_folder_that_may_only_be_read_can_be_checked(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.close()
    monkeypatch.setattr("onrecord.record.dialect.os.access", lambda path, mode: mode != os.W_OK)
    with Record.open(record.path, create=False) as shut:
        assert shut.verify().faults == ()
        with pytest.raises(PlaceError, match="cannot be written"):
            fill(shut, 1, 50)
