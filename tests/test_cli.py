"""The command line, as a user meets it: what it prints, what it refuses, and with which exit status."""

from __future__ import annotations

import csv
import functools
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import Run, Told, runner

from onrecord import __version__, cli, pipeline
from onrecord.outcomes import Step

QUESTIONS = """\
[guano-treaty]
title = "The guano treaty"
proposition = "The guano treaty should be recognised."
about = ["guano treaty"]
since = 2023-01-01
"""
SPAIN = """\
published: 2023-02-03
outlet: Coastal Wire
title: Madrid and the treaty

Spain does not recognise the guano treaty, Spanish Foreign Minister José Manuel Albares said on Thursday.
"""
ITALY = """\
published: 2023-02-04
outlet: Harbour Post

"Italy recognises the guano treaty and will defend it," Italian Foreign Minister Antonio Tajani said.
"""


_load_once = functools.cache(pipeline.Reader.load)  # a process has one reader; these tests are many processes


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run one command in a folder of its own, as the shell would."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_RECORD", raising=False)
    monkeypatch.setattr(pipeline.Reader, "load", staticmethod(_load_once))

    return runner(capfdbinary)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Two reports that can be used and one that cannot."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a-spain.txt").write_text(SPAIN, "utf-8")
    (folder / "b-italy.txt").write_text(ITALY, "utf-8")
    (folder / "c-undated.txt").write_text("Nobody knows when this was written, and nobody says.", "utf-8")
    (tmp_path / "questions.toml").write_text(QUESTIONS, "utf-8")
    return folder


@pytest.fixture
def recorded(run: Run, reports: Path) -> Run:
    """A record that holds them, judged on the question."""
    assert run("questions", "add", "questions.toml").status == 0
    assert run("add", "reports").status == 3
    return run


# --- what is asked wrongly --------------------------------------------------------------------------------


def test_version_and_help_need_nothing(run: Run) -> None:
    assert run("--version") == Told(0, f"onrecord {__version__}\n", "")
    assert "Keep the record that dated news reports add up to" in run("--help").out
    assert "Usage: onrecord positions" in run("positions", "-h").out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("positions", "--as-of", "yesterday"), "'yesterday' is no day; write it as YYYY-MM-DD."),
        (("positions", "--act", "shout"), "'shout' is no act; the acts are recognise, refuse,"),
        (
            ("positions", "--format", "xml"),
            "'--format': 'xml' is no format; the formats are table, json, csv, markdown.",
        ),
        (
            ("timeline", "--since", "2023-02-01", "--until", "2023-01-01"),
            "--since 2023-02-01 is later than --until 2023-01-01",
        ),
        (("statements", "--since", "2023-02-01", "--until", "2023-01-31"), "is later than --until"),
        (("add",), "Missing argument"),
        (("brief", "q"), "Missing option"),
        (("watch",), "No such command 'watch'"),
        (("add", "--published", "2023-02-30", "x.txt"), "'2023-02-30' is no day"),
    ],
)
def test_what_is_not_understood_is_told_and_is_status_2(run: Run, words: tuple[str, ...], says: str) -> None:
    told = run(*words)
    assert told.status == 2
    assert told.out == ""
    assert says in " ".join(told.err.split())


@pytest.mark.parametrize("command", [("positions",), ("statements",), ("timeline",), ("questions", "list")])
def test_without_a_record_one_sentence_says_how_to_make_one(run: Run, command: tuple[str, ...]) -> None:
    told = run(*command)
    assert told.status == 1
    assert told.err == (
        "onrecord: there is no record at onrecord.db (`onrecord add` makes one; --record names another)\n"
    )
    assert not Path("onrecord.db").exists()


def test_a_file_that_is_no_record_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Buy milk.", "utf-8")
    told = run("positions", "--record", "notes.txt")
    assert told.status == 1
    assert told.err.startswith("onrecord: notes.txt is not a record")
    assert told.err.count("\n") == 1


def test_a_question_file_with_a_wrong_key_is_refused_before_anything_is_read(run: Run, reports: Path) -> None:
    (reports.parent / "questions.toml").write_text(QUESTIONS.replace("about", "abuot"), "utf-8")
    for words in (
        ("questions", "add", "questions.toml"),
        ("questions", "check", "questions.toml"),
        ("inspect", "reports", "--questions", "questions.toml", "--json"),
    ):
        told = run(*words)
        assert told.status == 1
        assert told.out == ""
        assert "questions.toml: [guano-treaty] abuot: unknown key (allowed: title, proposition" in told.err
        assert "Traceback" not in told.err


def test_a_question_file_that_cannot_be_used_leaves_no_record(run: Run, reports: Path) -> None:
    assert run("questions", "add", "none.toml").status == 1
    assert not Path("onrecord.db").exists()


# --- what goes wrong within ---------------------------------------------------------------------------------


@pytest.fixture
def broken(recorded: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A program with a fault in it."""

    def break_down(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("division\nby zero")

    monkeypatch.setattr("onrecord.show.queries.positions", break_down)
    return recorded


def test_a_fault_of_ours_is_one_sentence_and_status_1(broken: Run) -> None:
    told = broken("positions")
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith("onrecord: a fault of ours: ZeroDivisionError: division by zero (")
    assert told.err.count("\n") == 1


def test_a_fault_of_ours_shows_where_it_arose_when_asked(
    broken: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cli.DEBUG_VARIABLE, "1")
    with pytest.raises(ZeroDivisionError):
        broken("positions")


def test_what_an_input_says_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"published: \x1b[2J\x07now\n\n{SPAIN}", "utf-8")
    told = run("add", "a.txt")
    assert (told.status, told.err.count("\n")) == (1, 1)
    assert told.err.isprintable() or told.err[:-1].isprintable()


# --- add ----------------------------------------------------------------------------------------------------


def test_add_records_what_can_be_used_and_names_what_cannot(run: Run, reports: Path) -> None:
    told = run("add", "reports")
    assert told.status == 3
    assert told.out == "onrecord.db: 2 reports read (2 new), 1 refused.\n"
    (refusal,) = told.err.splitlines()
    assert refusal.startswith("reports/c-undated.txt: ")
    assert "YYYY-MM-DD" in refusal


def test_add_may_be_repeated(run: Run, reports: Path) -> None:
    run("add", "reports/a-spain.txt")
    assert run("add", "reports").out == "onrecord.db: 2 reports read (1 new, 1 known already), 1 refused.\n"
    (reports / "a-spain.txt").write_text(SPAIN.replace("Thursday", "Friday"), "utf-8")
    told = run("add", "reports/a-spain.txt", "reports/b-italy.txt")
    assert told == Told(0, "onrecord.db: 2 reports read (1 changed, 1 known already).\n", "")


def test_add_says_that_a_changed_report_stays_withdrawn(run: Run, reports: Path) -> None:
    run("add", "reports/a-spain.txt")
    run("withdraw", "R1", "--reason", "retracted", "--by", "Ana")
    told = run("add", "reports/a-spain.txt")
    assert told == Told(
        0,
        "onrecord.db: 1 report read (1 known already), 1 of them stays withdrawn and counts nowhere.\n",
        "",
    )
    (reports / "a-spain.txt").write_text(SPAIN.replace("Thursday", "Friday"), "utf-8")
    told = run("add", "reports/a-spain.txt")
    assert (told.status, told.out) == (
        0,
        "onrecord.db: 1 report read (1 changed), 1 of them stays withdrawn and counts nowhere.\n",
    )
    (line,) = told.err.splitlines()
    assert line.startswith(
        "reports/a-spain.txt: R1 of Coastal Wire came in with another text and stays withdrawn "
        "(withdrawn by Ana on "
    )
    assert ": retracted); `onrecord withdraw R1 --undo --reason TEXT` makes it count again" in line
    (reports / "a-spain.txt").write_text(SPAIN.replace("Thursday", "Monday"), "utf-8")
    told = run("add", "reports", "--json")
    values = json.loads(told.out)
    assert {name: values[name] for name in ("record", "new", "changed", "unchanged", "unread", "judged")} == {
        "record": "onrecord.db",
        "new": 1,
        "changed": 1,
        "unchanged": 0,
        "unread": 0,
        "judged": 0,
    }
    assert (told.status, [one["path"] for one in values["refused"]]) == (3, ["reports/c-undated.txt"])
    (gone,) = values["withdrawn"]
    assert gone.pop("withdrawn_at").endswith("Z")
    assert gone == {
        "path": "reports/a-spain.txt",
        "report": "R1",
        "changed": True,
        "person": "Ana",
        "reason": "retracted",
        "undo": "onrecord withdraw R1 --undo --reason TEXT",
    }
    assert run("withdraw", "R1", "--undo", "--reason", "it is right now").status == 0
    (reports / "a-spain.txt").write_text(SPAIN.replace("Thursday", "Sunday"), "utf-8")
    assert run("add", "reports/a-spain.txt") == Told(0, "onrecord.db: 1 report read (1 changed).\n", "")


def test_add_takes_day_and_outlet_from_the_command(run: Run, reports: Path) -> None:
    told = run(
        "add", "reports/c-undated.txt", "--published", "2023-05-06", "--outlet", "Gull", "--record", "g.db"
    )
    assert told.status == 0
    assert "1 report from 1 outlet (Gull), 6 May 2023 to 6 May 2023" in covering(run, "g.db")


def covering(run: Run, record: str) -> str:
    Path("q.toml").write_text(QUESTIONS, "utf-8")
    assert run("questions", "add", "q.toml", "--record", record).status == 0
    return " ".join(run("positions", "--record", record).out.split())


def test_add_that_reads_nothing_is_status_1(run: Run, reports: Path) -> None:
    told = run("add", "reports/c-undated.txt", "missing.txt")
    assert told.status == 1
    assert told.out == "onrecord.db: no report read, 2 refused.\n"
    assert len(told.err.splitlines()) == 2


GERMAN = """\
published: 2023-02-05

Spanien werde dem Vertrag nicht zustimmen, sagte die Ministerin am Mittwoch in Bergen. Die Verhandlungen
dauern nach ihren Worten noch bis zum Ende der Woche an.
"""


def test_add_names_what_is_kept_unread_and_says_why_nothing_is_read(run: Run, reports: Path) -> None:
    (reports / "d-german.txt").write_text(GERMAN, "utf-8")
    told = run("add", "reports/d-german.txt")
    assert told.status == 1
    assert told.err == "reports/d-german.txt: the language is de (read is English)\n"
    assert told.out == (
        "onrecord.db: no report read, for none is in English, 1 kept unread (in another language).\n"
    )
    told = run("add", "reports/a-spain.txt", "reports/d-german.txt")
    assert (told.status, "d-german.txt" in told.err) == (0, True)


def test_a_slip_of_the_hand_is_no_refused_report(run: Run, reports: Path) -> None:
    told = run("add", "reports/a-spain.txt", "reports/a-spain.tx")
    assert (told.status, told.err) == (
        3,
        "reports/a-spain.tx: is not there (name a file or folder that is)\n",
    )
    assert "; 0 refused" in covering(run, "onrecord.db")


def test_add_that_is_stopped_says_how_to_go_on(
    run: Run, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*args: Any) -> Iterator[None]:
        progress = args[-1]
        progress(Step("a", "new"))
        progress(Step("b", "unchanged"))
        progress(Step("c", "refused"))
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "add", stopped)
    told = run("add", "reports")
    assert told.status == 130
    assert "stopped; 2 reports are recorded; run the same command again to go on\n" in told.err


def test_the_variable_names_the_record(run: Run, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_RECORD", "kept.db")
    assert run("add", "reports").out.startswith("kept.db: 2 reports read")
    assert run("add", "reports", "--record", "other.db").out.startswith("other.db: 2 reports read")


# --- inspect ------------------------------------------------------------------------------------------------


def test_inspect_prints_a_report_a_line_in_order_and_keeps_nothing(run: Run, reports: Path) -> None:
    told = run("inspect", "reports", "--questions", "questions.toml", "--json")
    assert told.status == 3
    objects = [json.loads(line) for line in told.out.splitlines()]
    assert [o["report"]["path"] for o in objects] == ["reports/a-spain.txt", "reports/b-italy.txt"]
    assert {(p["actor"], p["side"]) for o in objects for p in o["positions"]} >= {
        ("ESP", "against"),
        ("ITA", "for"),
    }
    assert told.err.startswith("reports/c-undated.txt: ")
    assert not Path("onrecord.db").exists()


def test_inspect_gives_a_report_the_same_bytes_alone_and_in_any_company(run: Run, reports: Path) -> None:
    files = ["reports/b-italy.txt", "reports/a-spain.txt"]
    words = ("--questions", "questions.toml", "--json")
    together = run("inspect", *files, *words).out
    assert together == "".join(run("inspect", file, *words).out for file in files)


def test_inspect_without_json_is_to_be_read(run: Run, reports: Path) -> None:
    told = run("inspect", "reports/a-spain.txt", "--questions", "questions.toml")
    assert told.status == 0
    assert "reports/a-spain.txt  Coastal Wire, 3 Feb 2023" in told.out
    assert "guano-treaty: ESP against" in told.out
    assert "José Manuel Albares" in told.out


# --- asking -------------------------------------------------------------------------------------------------


def test_positions_show_the_table(recorded: Run) -> None:
    out = recorded("positions").out
    assert "The guano treaty should be recognised." in out
    spain = next(line for line in out.splitlines() if line.startswith("Spain"))
    assert "✗ against" in spain
    assert "2 reports from 2 outlets (Coastal Wire, Harbour Post)" in " ".join(out.split())
    assert "1 refused" in out


def test_no_line_of_a_table_ends_in_blanks(recorded: Run) -> None:
    for command in (("positions",), ("statements",), ("timeline",), ("questions", "list")):
        assert [line for line in recorded(*command).out.splitlines() if line != line.rstrip()] == []


def test_positions_are_filtered(recorded: Run) -> None:
    def actors(*words: str) -> list[str]:
        out = recorded("positions", "--format", "csv", *words).out
        return [line["actor"] for line in csv.DictReader(io.StringIO(out)) if line["status"] == "counted"]

    assert actors() == ["ITA", "ESP"]
    assert actors("--actor", "spain") == ["ESP"]
    assert actors("--actor", "ITA") == ["ITA"]
    assert actors("--actor", "Serbia") == []  # not Serbia and Montenegro, which was called so too
    assert actors("--as-of", "2023-02-03") == ["ESP"]
    assert actors("--question", "guano-treaty", "--implied") == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("positions", "--actor", "Spayn"), "no actor 'Spayn' is known (near it are ESP Spain"),
        (("positions", "--actor", "Korea"), "'Korea' names several actors (give the code: KOR South Korea"),
        (("positions", "--question", "guano"), "no question 'guano' in the record (kept are: guano-treaty)"),
        (("brief", "guano", "-o", "x.html"), "no question 'guano' in the record (kept are: guano-treaty)"),
        (("brief", "guano-treaty", "-o", "no/such/x.html"), "no/such/x.html cannot be written: No such file"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(recorded: Run, words: tuple[str, ...], says: str) -> None:
    told = recorded(*words)
    assert told.status == 1
    assert told.err.startswith("onrecord: ")
    assert says in told.err
    assert told.err.count("\n") == 1


@pytest.mark.parametrize("command", [("positions",), ("statements",), ("timeline",), ("questions", "list")])
def test_every_listing_has_every_format(recorded: Run, command: tuple[str, ...]) -> None:
    table, whole, cells, markdown = (
        recorded(*command, "--format", form) for form in ("table", "json", "csv", "markdown")
    )
    assert {told.status for told in (table, whole, cells, markdown)} == {0}
    assert isinstance(json.loads(whole.out), list)
    assert len(list(csv.DictReader(io.StringIO(cells.out)))) == len(json.loads(whole.out))
    assert "| --- |" in markdown.out
    assert table.out.strip()


def test_statements_are_filtered(recorded: Run) -> None:
    def speakers(*words: str) -> list[str]:
        said = json.loads(recorded("statements", "--format", "json", *words).out)
        return [statement["speaker"] for statement in said]

    assert "Antonio Tajani" in speakers("--actor", "Italy")
    assert "Antonio Tajani" not in speakers("--actor", "Spain")
    assert speakers("--about", "whaling") == []
    assert "Antonio Tajani" in speakers("--since", "2023-02-04", "--speaker", "tajani")


def test_brief_writes_the_page(recorded: Run) -> None:
    told = recorded("brief", "guano-treaty", "-o", "page.html")
    assert told == Told(0, "The page of guano-treaty is written to page.html.\n", "")
    page = Path("page.html").read_text("utf-8")
    assert "<h1>The guano treaty</h1>" in page
    assert recorded("brief", "guano-treaty", "-o", "-").out == page


# --- questions ----------------------------------------------------------------------------------------------


def test_questions_are_kept_and_stored_reports_judged_at_once(run: Run, reports: Path) -> None:
    run("add", "reports")
    assert run("positions").err.startswith("No question is kept yet")
    assert run("questions", "add", "questions.toml").out == "new: guano-treaty\n2 stored reports judged\n"
    assert run("questions", "add", "questions.toml").out == "known already: guano-treaty\n"
    changed = QUESTIONS.replace("should be recognised", "is binding")
    (reports.parent / "questions.toml").write_text(changed, "utf-8")
    assert run("questions", "add", "questions.toml").out.startswith("new version: guano-treaty\n")


def test_questions_can_be_checked_before_they_are_kept(run: Run, reports: Path) -> None:
    alone = run("questions", "check", "questions.toml")
    assert alone.status == 0
    assert 'of reports from 1 Jan 2023 on that hold "guano treaty"' in alone.out
    assert "read as: who is for this is for" in alone.out
    assert "stored" not in alone.out
    asking = QUESTIONS.replace("should be recognised", "is what it is")
    (reports.parent / "open.toml").write_text(asking, "utf-8")
    told = run("questions", "check", "open.toml")
    assert "warning: guano-treaty: it is not understood which way this points" in told.out
    assert told.status == 0
    run("add", "reports")
    beside = run("questions", "check", "questions.toml").out
    assert "stored reports under it: 2" in beside
    assert "reports/a-spain.txt" in beside
    assert json.loads(run("questions", "list", "--format", "json").out) == []


# --- as a process -------------------------------------------------------------------------------------------


def command(*words: str) -> list[str]:
    return [sys.executable, "-c", "from onrecord.cli import main; main()", *words]


def test_a_reader_that_goes_away_is_no_fault(reports: Path) -> None:
    lines = "".join(
        json.dumps({"text": ITALY, "id": str(n), "published": "2023-02-04"}) + "\n" for n in range(50)
    )
    (reports / "many.jsonl").write_text(lines, "utf-8")
    with subprocess.Popen(
        command("inspect", "many.jsonl", "--json"),
        cwd=reports,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        process.wait(60)


def test_nothing_is_left_or_sent_outside_the_folder(reports: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    surroundings = {
        name: value for name, value in os.environ.items() if not name.startswith(("ORT_", "XDG_"))
    }
    done = subprocess.run(
        command("add", "a-spain.txt", "--record", "r.db"),
        cwd=reports,
        env={**surroundings, "HOME": str(home)},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0
    assert list(home.rglob("*")) == []  # where the model's library would keep its notes for its maker


def _hears_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_leaves_a_record_that_can_be_gone_on_with(run: Run, reports: Path) -> None:
    lines = "".join(
        json.dumps({"text": f"{n}. {ITALY}", "id": str(n), "published": "2023-02-04"}) + "\n"
        for n in range(400)
    )
    (reports / "many.jsonl").write_text(lines, "utf-8")
    with subprocess.Popen(
        command("add", "missing.txt", "many.jsonl", "--record", "r.db"),
        cwd=reports,
        stderr=subprocess.PIPE,
        text=True,
        # a job in the background inherits that Ctrl-C is not meant for it
        preexec_fn=_hears_ctrl_c,  # noqa: PLW1509 -- what it does takes no lock
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("missing.txt: ")  # it is at work
        process.send_signal(signal.SIGINT)
        told = process.stderr.read()
        assert process.wait(60) == 130
    assert "run the same command again to go on" in told
    assert "Traceback" not in told
    assert run("positions", "--record", "reports/r.db").status == 0


def test_questions_are_checked_and_kept_in_every_format(run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.toml").write_text(QUESTIONS, "utf-8")
    (checked,) = json.loads(run("questions", "check", "q.toml", "--format", "json").out)
    assert (checked["question"], checked["for"]) == ("guano-treaty", ["guano treaty"])
    assert checked["reports"] is None
    (row,) = list(csv.DictReader(io.StringIO(run("questions", "check", "q.toml", "--format", "csv").out)))
    assert (row["question"], row["for"], row["against"]) == ("guano-treaty", "guano treaty", "")
    assert "| guano-treaty |" in run("questions", "check", "q.toml", "--format", "markdown").out
    kept = json.loads(run("questions", "add", "q.toml", "--format", "json").out)
    assert kept == [{"question": "guano-treaty", "outcome": "new"}]
    again = run("questions", "add", "q.toml", "--format", "csv").out
    assert again == "question,outcome\nguano-treaty,known already\n"


@pytest.mark.parametrize(
    "moment", ["yesterday", "2023-02-30", "0001-01-01T00:00+14:00", "9999-12-31T23:59-10:00"]
)
def test_what_is_no_moment_is_misuse(run: Run, moment: str) -> None:
    told = run("positions", "--known-at", moment)
    assert told.status == 2
    assert f"{moment!r} is no moment; write it as YYYY-MM-DD or YYYY-MM-DDTHH:MM, in UTC." in " ".join(
        told.err.split()
    )
