"""Keeping the record in order, as a user does: withdraw, purge, rehydrate, reread, merge, backup, verify."""

from __future__ import annotations

import functools
import io
import json
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from commands import Run, Told, runner
from examples_record import TRAWLING, Clock, decide, keep, position, report
from test_cli import ITALY, QUESTIONS, SPAIN

from onrecord import pipeline
from onrecord.record import Record
from onrecord.settings import Settings

BACKS = "Norway will back a ban on trawling"
_load_once = functools.cache(pipeline.Reader.load)  # one for all tests


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run a command in a folder of its own; nobody sits at the terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_RECORD", raising=False)
    monkeypatch.setenv("ONRECORD_CODER", "Ana")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    monkeypatch.setattr(pipeline.Reader, "load", staticmethod(_load_once))
    return runner(capfdbinary)


@pytest.fixture
def recorded(run: Run) -> Run:
    """A record of two reports, made by hand."""
    fill(Path("onrecord.db"), ("talks", "NOR"), ("quota", "ISL"))
    return run


def fill(path: Path, *reports: tuple[str, str], minutes: int = 0) -> None:
    with Record.open(path, clock=Clock(minutes)) as record:
        with record.unit() as unit:
            unit.keep_question(TRAWLING)
        for key, actor in reports:
            incoming = report(f"{BACKS}, {key} says.", id=key, path=f"{key}.txt")
            keep(record, incoming, position(incoming, BACKS, actor, "for"))


def counted(run: Run) -> list[str]:
    found = json.loads(run("positions", "--format", "json").out)
    return sorted(line["actor"] for line in found if line["status"] == "counted")


# --- withdraw -----------------------------------------------------------------------------------------------


def test_a_withdrawn_report_counts_no_more_and_is_told_of(recorded: Run) -> None:
    told = recorded("withdraw", "talks.txt", "--reason", "retracted on 4 March", "--by", "Ben")
    assert told == Told(0, "R1 (Coastal Wire, 2023-03-10) is withdrawn.\n", "")
    assert counted(recorded) == ["ISL"]
    assert "withdrawn by Ben: retracted on 4 March" in " ".join(recorded("changes").out.split())
    again = recorded("withdraw", "R1", "--reason", "retracted")
    assert again == Told(0, "R1 was withdrawn before.\n", "")


def test_a_withdrawal_is_taken_back_and_told_of(recorded: Run) -> None:
    recorded("withdraw", "R1", "--reason", "retracted")
    assert recorded("withdraw", "R1", "--undo").status == 2
    told = recorded("withdraw", "talks.txt", "--undo", "--reason", "another story was", "--by", "Ben")
    assert told == Told(0, "R1 (Coastal Wire, 2023-03-10) counts again.\n", "")
    assert counted(recorded) == ["ISL", "NOR"]
    changes = " ".join(recorded("changes").out.split())
    assert "counts again: for" in changes
    assert "withdrawn by Ana: retracted" in changes
    again = recorded("withdraw", "R1", "--undo", "--reason", "another story was")
    assert again == Told(0, "R1 is not withdrawn.\n", "")


@pytest.mark.parametrize("command", ["withdraw", "purge"])
def test_a_report_is_named_and_a_reason_given(recorded: Run, command: str) -> None:
    assert "Missing option '--reason'" in recorded(command, "R1").err
    blank = recorded(command, "R1", "--reason", " ")
    assert (blank.status, "a reason is needed" in blank.err) == (2, True)
    yes = ("--yes",) if command == "purge" else ()
    told = recorded(command, "R9", "--reason", "an error", *yes)
    assert (told.status, told.err.count("\n")) == (1, 1)
    assert "there is no report 'R9' in the record (name it by its ref such as R3" in told.err


# --- purge --------------------------------------------------------------------------------------------------


def test_a_removed_text_is_gone_from_the_file(recorded: Run) -> None:
    told = recorded("purge", "R1", "--reason", "the licence ended", "--yes")
    assert told == Told(0, "The text of R1 (Coastal Wire, 2023-03-10) is removed, 1 version.\n", "")
    assert b"talks says" not in Path("onrecord.db").read_bytes()
    assert counted(recorded) == ["ISL", "NOR"]
    assert "[text removed]" in recorded("positions").out
    again = recorded("purge", "R1", "--reason", "the licence ended", "--yes")
    assert again.out == "The text of R1 (Coastal Wire, 2023-03-10) was removed before.\n"


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_no_text_is_removed_without_a_yes(
    recorded: Run, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    told = recorded("purge", "R1", "--reason", "the licence ended")
    assert (told.status, told.out.strip()) == (1, "")
    assert "Remove the text of R1 from onrecord.db?" in told.err
    assert "Aborted" in told.err
    assert b"talks says" in Path("onrecord.db").read_bytes()


def test_who_is_asked_may_say_yes(recorded: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    told = recorded("purge", "R1", "--reason", "the licence ended")
    assert (told.status, "is removed, 1 version." in told.out) == (0, True)


# --- with the models ----------------------------------------------------------------------------------------


def test_texts_are_removed_put_back_read_anew_and_merged(run: Run, tmp_path: Path) -> None:
    """One story of commands that load the models."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "spain.txt").write_text(SPAIN.split("\n\n", 1)[1], "utf-8")  # undated: --published says when
    (folder / "italy.txt").write_text(ITALY, "utf-8")
    (tmp_path / "questions.toml").write_text(QUESTIONS, "utf-8")
    run("questions", "add", "questions.toml")
    assert (
        run("add", "reports/spain.txt", "--published", "2023-02-03", "--outlet", "Coastal Wire").status == 0
    )
    assert run("add", "reports/italy.txt").status == 0
    before = run("positions", "--format", "csv").out

    # what is read anew by the same program changes nothing
    preview = run("reread")
    assert (preview.status, preview.out) == (
        0,
        "2 reports read anew: 0 positions would change; nothing is kept without --apply.\n",
    )
    assert run("reread", "--apply").out == "2 reports read anew: 0 positions changed.\n"

    # nothing was removed, so nothing can be put back
    told = run("rehydrate", "reports/italy.txt")
    assert (told.status, told.out) == (1, "0 reports with the text again.\n")
    assert told.err == "reports/italy.txt: its text is none that was removed\n"

    run("purge", "R1", "--reason", "the licence ended", "--yes")
    assert "[text removed]" in run("positions", "--format", "csv").out
    told = run("rehydrate", "reports", "missing.txt")
    assert (told.status, told.out) == (3, "1 report with the text again.\n")
    assert len(told.err.splitlines()) == 2
    assert "[text removed]" not in run("positions", "--format", "csv").out
    run("purge", "R1", "--reason", "the licence ended", "--yes")
    told = run("rehydrate", "reports/spain.txt")
    assert told == Told(0, "1 report with the text again.\n", "")
    assert [line["words"] for line in json.loads(run("positions", "--format", "json").out)] != []
    assert len(run("positions", "--format", "csv").out.splitlines()) == len(before.splitlines())
    assert run("verify").status == 0

    # a colleague's record comes in; merging it again changes nothing
    told = run("merge", "onrecord.db", "--record", "mine.db")
    assert (told.status, told.out) == (
        0,
        "Came in: 2 reports, 0 versions, 1 question, 0 decisions. 0 differences.\n",
    )
    again = run("merge", "onrecord.db", "--record", "mine.db")
    assert again.out == "Came in: 0 reports, 0 versions, 0 questions, 0 decisions. 0 differences.\n"
    assert len(run("positions", "--format", "csv", "--record", "mine.db").out.splitlines()) == len(
        before.splitlines()
    )


def test_what_would_change_is_listed(recorded: Run) -> None:
    """The positions that were made by hand are none that the models read."""
    told = recorded("reread")
    assert told.status == 0
    changes = told.out.splitlines()
    assert changes[-1].startswith("2 reports read anew: ")
    assert "quota.txt: actor: ISL for (asserted) becomes NOR for" in told.out or "gone: ISL for" in told.out
    assert counted(recorded) == ["ISL", "NOR"]


def test_a_reading_is_told_with_what_other_reports_teach(tmp_path: Path) -> None:
    """Else what it had learned from them would be told as lost, and would come back at once."""
    teacher = "Malian Water Minister Awa Keita opened a dam near Bamako on Monday."
    pupil = "Water Minister Awa Keita said on Tuesday that the guano treaty should not be recognised."
    reader = _load_once(Settings.build(record=tmp_path / "r.db"))
    for name, text in (("a", teacher), ("b", pupil)):
        (tmp_path / f"{name}.txt").write_text(f"published: 2023-02-0{3 if name == 'a' else 4}\n\n{text}\n")
    (tmp_path / "questions.toml").write_text(QUESTIONS, "utf-8")
    with Record.open(tmp_path / "r.db") as record:
        pipeline.add_questions(tmp_path / "questions.toml", record, reader.judge)
        pipeline.add([tmp_path / "a.txt", tmp_path / "b.txt"], pipeline.ReadOptions(), record, reader)
        second = next(number for number, stored in record.versions() if stored.path.endswith("b.txt"))
        assert {stand.actor for stand in record.stood(second)} == {"MLI"}
        for apply in (False, True):
            assert pipeline.reread(record, reader, apply=apply).changes == ()
        assert {stand.actor for stand in record.stood(second)} == {"MLI"}


# --- merge --------------------------------------------------------------------------------------------------


def test_merging_tells_what_disagrees(recorded: Run, tmp_path: Path) -> None:
    recorded("backup", "ben.db")
    with Record.open(tmp_path / "ben.db", clock=Clock(minutes=9)) as other:
        decide(other, "correct", "P1", "Ben", side="against")
    assert recorded("correct", "P1", "--side", "neutral").status == 0
    told = recorded("merge", "ben.db")
    assert told.status == 0
    assert told.out.splitlines()[-1] == (
        "Came in: 0 reports, 0 versions, 0 questions, 1 decision. 1 difference."
    )
    assert len(told.out.splitlines()) == 2


def test_what_cannot_be_merged_is_told_and_makes_no_record(run: Run) -> None:
    told = run("merge", "colleague.db")
    assert (told.status, told.err.count("\n")) == (1, 1)
    assert not Path("onrecord.db").exists()
    fill(Path("onrecord.db"))
    assert "there is no record at colleague.db (name one" in run("merge", "colleague.db").err
    assert "is this record itself" in run("merge", "onrecord.db").err
    Path("notes.txt").write_text("no record at all, but long enough to be taken for one " * 20)
    assert "notes.txt is not a record of onrecord" in run("merge", "notes.txt").err


# --- backup and verify --------------------------------------------------------------------------------------


def test_a_backup_is_a_record_and_overwrites_nothing(recorded: Run) -> None:
    assert recorded("backup", "copy.db") == Told(0, "The record is copied to copy.db.\n", "")
    assert recorded("positions", "--record", "copy.db").out == recorded("positions").out
    told = recorded("backup", "copy.db")
    assert (told.status, "a backup overwrites none" in told.err) == (1, True)
    assert "there is no folder" in recorded("backup", "no/such/copy.db").err


def test_verify_says_what_it_counted(recorded: Run) -> None:
    for words in ((), ("--quick",)):
        told = recorded("verify", *words)
        assert (told.status, told.err) == (0, "")
        assert told.out.endswith("No fault found.\n")
        assert told.out.startswith("2 reports, 2 versions, 2 statements, 2 positions, 0 decisions.")


def test_verify_tells_what_is_in_force_from_what_was_superseded(recorded: Run) -> None:
    with Record.open(Path("onrecord.db")) as record, record.unit() as unit:
        unit.keep_question(replace(TRAWLING, proposition="Trawling should be banned."))
    recorded("correct", "S1", "--accept", "--by", "Ana")
    told = recorded("verify", "--quick")
    assert told.out == (
        "2 reports, 2 versions, 2 statements, 2 positions (0 in force), 1 decision (undone and replaced ones "
        "included); what is not in force is of older versions, readings and questions. No fault found.\n"
    )


@pytest.mark.parametrize(
    "damage",
    [
        "update version set text = 'Norway will not back it, talks says.' where id = 1",
        "update position set side = 'against' where id = 1",
        "delete from statement where id = 1",
    ],
)
def test_a_damaged_record_is_named_with_table_and_row(recorded: Run, damage: str) -> None:
    with sqlite3.connect("onrecord.db") as connection:
        connection.execute(damage)
    connection.close()
    told = recorded("verify")
    assert told.status == 1
    assert "fault" in told.out.splitlines()[-1]
    assert len(told.out.splitlines()) > 1


def test_a_file_that_is_torn_is_told_in_a_sentence(recorded: Run) -> None:
    whole = Path("onrecord.db").read_bytes()
    Path("onrecord.db").write_bytes(whole[: len(whole) // 2])
    told = recorded("verify")
    assert told.status == 1
    assert "Traceback" not in told.err
    assert "fault of ours" not in told.err


@pytest.mark.parametrize(
    "words",
    [
        ("withdraw", "R1", "--reason", "x"),
        ("purge", "R1", "--reason", "x", "--yes"),
        ("rehydrate", "a.txt"),
        ("reread",),
        ("backup", "copy.db"),
        ("verify",),
        ("changes",),
        ("conflicts",),
        ("origins",),
        ("search", "trawling"),
        ("decisions",),
        ("agreement",),
    ],
)
def test_what_only_asks_or_mends_makes_no_record(run: Run, words: tuple[str, ...]) -> None:
    told = run(*words)
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith("onrecord: there is no record at onrecord.db (`onrecord add` makes one")
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("command", ["changes", "conflicts", "origins", "agreement"])
def test_where_no_question_is_kept_it_is_said_how_to_keep_one(run: Run, command: str) -> None:
    Record.open(Path("onrecord.db")).close()
    assert run(command).err.startswith("No question is kept yet: `onrecord questions add FILE.toml`")
