"""Older records are brought up, newer ones refused."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from examples_record import TRAWLING, keep, position, report
from sqlalchemy import Connection

from onrecord.model import Question
from onrecord.record import Record, migrations
from onrecord.record.errors import NewerRecordError
from onrecord.record.migrations import FIRST_FORM, Migration
from onrecord.show import queries

FIRST = Path(__file__).parent / "cases" / "record-form-1.sql"


WITHOUT_FIRMNESS = (
    "alter table position drop column firmness; alter table position drop column firmness_words;"
)


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(sql).fetchall()


def first_form(path: Path) -> Path:
    with sqlite3.connect(path) as connection:
        connection.executescript(FIRST.read_text())
    return path


def shape(path: Path) -> set[tuple[object, ...]]:
    """Every column and index of a file, in no order: a migration adds its columns at the end."""
    columns = rows(
        path,
        "select m.name, c.name, c.type, c.'notnull', c.pk from sqlite_master m, pragma_table_info(m.name) c "
        "where m.type = 'table'",
    )
    return {*columns, *rows(path, "select name, tbl_name from sqlite_master where type = 'index'")}


def add_mood(connection: Connection) -> None:
    connection.exec_driver_sql("alter table statement add column mood text")


def break_down(connection: Connection) -> None:
    connection.exec_driver_sql("alter table statement add column mood text")
    raise KeyboardInterrupt


def test_the_first_form_brought_up_is_the_form_of_a_fresh_record(tmp_path: Path) -> None:
    """A column in tables.py without a migration fails here."""
    old = first_form(tmp_path / "old.db")
    Record.open(old).close()
    fresh = tmp_path / "fresh.db"
    Record.open(fresh).close()
    assert shape(old) == shape(fresh)
    assert rows(old, "select max(version) from form") == rows(fresh, "select max(version) from form")


def test_an_older_record_keeps_its_questions_unchanged(tmp_path: Path) -> None:
    path = first_form(tmp_path / "old.db")
    with sqlite3.connect(path) as connection:
        connection.execute(
            "insert into question values (1, 'trawling', 1, 'Trawling', 'Trawling should be banned.', "
            "'[\"trawling\"]', '2023-01-01', null, '2024-01-01T00:00:00.000000Z', null)"
        )
    asked = Question("trawling", "Trawling", "Trawling should be banned.", ("trawling",), date(2023, 1, 1))
    with Record.open(path) as record:
        assert record.questions() == (asked,)
        with record.unit() as unit:
            assert unit.keep_question(asked) == "unchanged"
            assert unit.keep_question(replace(asked, categories=(("takes note", "neutral"),))) == "changed"


def test_positions_of_form_5_come_to_name_their_reports(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.db"
    with Record.open(path) as record:
        with record.unit() as unit:
            unit.keep_question(TRAWLING)
        for day, text in (("one", "Norway backs a ban."), ("two", "On Friday Norway backs a ban.")):
            keep(
                record, (read := report(text, path=f"{day}.txt")), position(read, "backs a ban", "NOR", "for")
            )
        before = queries.positions(record)
        assert len(before[0].rows[0].evidence) == 2
        (index,) = rows(path, "select sql from sqlite_master where name = 'position_question'")[0]
    with sqlite3.connect(path) as connection:
        older = str(index).replace(", provider, report_key", "")
        assert older != index
        connection.executescript(
            f"drop index position_question; alter table position drop column provider; "
            f"alter table position drop column report_key; {older}; {WITHOUT_FIRMNESS} delete from form; "
            "insert into form values (5, '0.1.0', '2026-01-01T00:00:00.000000Z', null)"
        )
    with Record.open(path) as record:
        assert queries.positions(record) == before
        assert record.verify().faults == ()
    assert rows(path, "select sql from sqlite_master where name = 'position_question'") == [(index,)]


def test_positions_of_form_7_are_open_as_to_how_firm_they_are(tmp_path: Path) -> None:
    """They keep their digests: what was not read yet is no change of what was kept."""
    path = tmp_path / "onrecord.db"
    with Record.open(path) as record:
        with record.unit() as unit:
            unit.keep_question(TRAWLING)
        keep(record, (read := report("Norway backs a ban.")), position(read, "backs a ban", "NOR", "for"))
    with sqlite3.connect(path) as connection:
        connection.executescript(
            f"{WITHOUT_FIRMNESS} delete from form; "
            "insert into form values (7, '0.1.0', '2026-01-01T00:00:00.000000Z', null)"
        )
    with Record.open(path) as record:
        assert record.verify().faults == ()
        (evidence,) = queries.positions(record)[0].rows[0].evidence
        assert (evidence.firmness, evidence.firmness_words) == (None, None)
    assert rows(path, "select max(version) from form") == [(max(m.number for m in migrations.MIGRATIONS),)]


def test_migrations_run_in_the_order_of_their_numbers_and_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[int] = []
    path = first_form(tmp_path / "old.db")
    steps = (
        Migration(FIRST_FORM + 2, "second", lambda _: done.append(2)),
        Migration(FIRST_FORM + 1, "first", lambda _: done.append(1)),
    )
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    for _ in range(2):
        Record.open(path).close()
    assert done == [1, 2]
    assert rows(path, "select version from form") == [(1,), (2,), (3,)]


def test_an_interrupted_migration_leaves_the_older_form_and_goes_on_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = first_form(tmp_path / "old.db")
    before = shape(path)
    monkeypatch.setattr(migrations, "MIGRATIONS", (Migration(2, "mood", break_down),))
    with pytest.raises(KeyboardInterrupt):
        Record.open(path)
    assert shape(path) == before
    assert rows(path, "select max(version) from form") == [(1,)]

    monkeypatch.setattr(migrations, "MIGRATIONS", (Migration(2, "mood", add_mood),))
    Record.open(path).close()
    assert shape(path) - before == {("statement", "mood", "TEXT", 0, 0)}


def test_a_newer_record_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.db"
    Record.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("insert into form values (99, '7.0', '2031-01-01T00:00:00.000000Z', null)")
    before = path.read_bytes()
    with pytest.raises(
        NewerRecordError, match=r"newer onrecord: its form is 99, this program knows forms up to 8"
    ):
        Record.open(path)
    assert path.read_bytes() == before


def test_the_numbers_go_up_by_one() -> None:
    numbers = [step.number for step in migrations.MIGRATIONS]
    assert numbers == list(range(FIRST_FORM + 1, FIRST_FORM + 1 + len(numbers)))
