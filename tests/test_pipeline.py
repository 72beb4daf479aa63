"""From files to the record: what is counted, what goes on after a fault, what a second call does."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from examples_record import TRAWLING, Clock, judged, position

from onrecord import pipeline
from onrecord.judge.questions import QuestionFileError
from onrecord.model import Found, Judged, Known, Question, Refusal, Report
from onrecord.outcomes import Added, Failure, Reread, Step, Unread
from onrecord.read import ReadOptions, drafts
from onrecord.record import Record, Unit
from onrecord.record.errors import PlaceError
from onrecord.record.identity import find
from onrecord.show import queries
from onrecord.show.answers import Table

NORWAY = "date 2023-03-10\nNorway will back a ban on trawling, its minister said in Bergen on Wednesday.\n"
CHILE = "date 2023-03-11\nChile will oppose a ban on trawling, its minister said in Santiago on Friday.\n"
GERMAN = (
    "date 2023-03-11\nNorwegen werde dem Verbot der Grundschleppnetzfischerei zustimmen, sagte die "
    "Ministerin am Mittwoch in Bergen. Die Verhandlungen dauern nach ihren Worten noch bis zum Ende der "
    "Woche an.\n"
)
QUESTIONS = """
[trawling-ban]
title = "Ban on deep-sea trawling"
proposition = "Deep-sea trawling should be banned."
about = ["trawling", "trawlers"]
since = 2023-01-01
"""
OPTIONS = ReadOptions(today=date(2024, 1, 1))


@dataclass(frozen=True)
class _Digested:
    digest: str = "d"


READER = pipeline.Reader(_Digested(), _Digested(), threads=2)  # type: ignore[arg-type]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "onrecord.db", clock=Clock()) as opened:
        yield opened


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(NORWAY)
    (folder / "b.txt").write_text(CHILE)
    return folder


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The stages by hand: one position a report, for where it says "back". Lists what they read."""
    read: list[str] = []

    def extract(report: Report, _: object) -> Found:
        read.append(Path(report.path).name)
        return judged(report, _stand(report)).known.found

    def resolve(found: Found, *_: object, **__: object) -> Known:
        return judged(found.report, _stand(found.report)).known

    def judge(known: Known, questions: tuple[Question, ...], _: object = None) -> Judged:
        done = judged(known.found.report, *([_stand(known.found.report)] if questions else []))
        return Judged(known, judged(known.found.report, _stand(known.found.report)).readings, done.positions)

    for verb in (extract, resolve, judge):
        monkeypatch.setattr(pipeline, verb.__name__, verb)
    return read


def _stand(report: Report) -> Any:
    actor, side = ("NOR", "for") if "back" in report.text else ("CHL", "against")
    words = report.text.partition("\n")[2].partition(",")[0]
    return position(report, words, actor, side)


def add(record: Record, *paths: Path, options: ReadOptions = OPTIONS, **more: Any) -> Added:
    return pipeline.add(paths, options, record, READER, **more)


def counts(added: Added) -> tuple[int, int, int, int, int]:
    return added.new, added.changed, added.unchanged, added.unread, len(added.refused)


def dump(record: Record) -> list[str]:
    with sqlite3.connect(record.path) as connection:
        return list(connection.iterdump())


def ask(record: Record, tmp_path: Path, text: str = QUESTIONS) -> pipeline.Asked:
    path = tmp_path / "questions.toml"
    path.write_text(text)
    return pipeline.add_questions(path, record)


def sides(record: Record) -> list[tuple[str, str | None]]:
    (table,) = queries.positions(record)
    return [(row.actor, row.side) for row in table.rows]


def test_reports_are_read_judged_and_kept(
    record: Record, reports: Path, tmp_path: Path, stages: list[str]
) -> None:
    ask(record, tmp_path)
    assert counts(add(record, reports)) == (2, 0, 0, 0, 0)
    assert sides(record) == [("NOR", "for"), ("CHL", "against")]


def test_adding_again_reads_nothing_and_changes_nothing(
    record: Record, reports: Path, stages: list[str]
) -> None:
    add(record, reports)
    before = dump(record)
    stages.clear()

    assert counts(add(record, reports)) == (0, 0, 2, 0, 0)
    assert stages == []
    assert dump(record) == before


def test_other_models_do_not_change_what_is_read_already(
    record: Record, reports: Path, stages: list[str]
) -> None:
    add(record, reports)
    before = dump(record)
    other = pipeline.Reader(_Digested("other"), _Digested("other"))  # type: ignore[arg-type]
    pipeline.add([reports], OPTIONS, record, other)
    assert dump(record) == before


def test_an_edited_file_takes_the_place_of_its_older_text(
    record: Record, reports: Path, tmp_path: Path, stages: list[str]
) -> None:
    ask(record, tmp_path)
    add(record, reports)
    (reports / "a.txt").write_text(NORWAY.replace("Norway will back", "Chile will oppose"))

    assert counts(add(record, reports)) == (0, 1, 1, 0, 0)
    assert sides(record) == [("CHL", "against")]


def test_a_batch_with_bad_ones_records_the_rest_and_names_them(
    record: Record, reports: Path, stages: list[str]
) -> None:
    (reports / "c.txt").write_text("")
    (reports / "d.txt").write_text("Norway will back it, its minister said.")
    steps: list[Step] = []
    added = add(record, reports, progress=steps.append)
    assert counts(added) == (2, 0, 0, 0, 2)
    assert [Path(refusal.path).name for refusal in added.refused] == ["c.txt", "d.txt"]
    assert [step.outcome for step in steps] == ["new", "new", "refused", "refused"]
    assert added.status == 3
    assert queries.coverage(record).refused == 2


def test_a_refusal_is_over_when_the_file_reads_well(record: Record, reports: Path, stages: list[str]) -> None:
    (reports / "c.txt").write_text("")
    add(record, reports)
    add(record, reports)
    assert queries.coverage(record).refused == 1
    (reports / "c.txt").write_text(NORWAY.replace("Wednesday", "Thursday"))
    add(record, reports)
    assert queries.coverage(record).refused == 0


def test_a_folder_that_held_nothing_is_no_longer_refused_when_it_holds_reports(
    record: Record, tmp_path: Path, stages: list[str]
) -> None:
    folder = tmp_path / "later"
    folder.mkdir()
    assert counts(add(record, folder)) == (0, 0, 0, 0, 1)
    (folder / "a.txt").write_text(NORWAY)
    assert counts(add(record, folder)) == (1, 0, 0, 0, 0)
    assert queries.coverage(record).refused == 0


@pytest.mark.parametrize("name", ["mistyped.txt", "mistyped", "empty", "notes.pdf"])
def test_a_path_that_leads_to_no_report_is_told_and_not_kept(
    record: Record, reports: Path, tmp_path: Path, stages: list[str], name: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.pdf").write_text("%PDF")
    added = add(record, reports, tmp_path / name)
    assert (counts(added), added.status) == ((2, 0, 0, 0, 1), 3)
    assert added.refused[0].path == str(tmp_path / name)
    assert queries.coverage(record).refused == 0


def test_a_refused_file_that_is_gone_is_settled_by_its_folder(
    record: Record, reports: Path, tmp_path: Path, stages: list[str]
) -> None:
    (reports / "c.txt").write_text("")
    (reports / "deep").mkdir()
    (reports / "deep" / "d.txt").write_text("")
    beside = tmp_path / "reports2"
    beside.mkdir()
    (beside / "e.txt").write_text("")
    add(record, reports, beside)
    for file in (reports / "c.txt", reports / "deep" / "d.txt", beside / "e.txt"):
        file.unlink()
    add(record, reports / "a.txt")
    assert queries.coverage(record).refused == 3
    add(record, reports)
    assert queries.coverage(record).refused == 1  # nobody has looked beside
    add(record, beside / "e.txt")
    assert queries.coverage(record).refused == 0


def test_a_refused_file_in_a_folder_that_may_not_be_looked_into_stays_refused(
    record: Record, reports: Path, stages: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shut = reports / "shut"
    shut.mkdir()
    (shut / "d.txt").write_text("")
    add(record, reports)
    look = Path.iterdir

    def refuse(folder: Path) -> Iterator[Path]:
        if folder == shut:
            raise PermissionError(13, "Permission denied")
        return look(folder)

    monkeypatch.setattr(Path, "iterdir", refuse)
    add(record, reports)
    assert queries.coverage(record).refused == 2  # the folder itself, and the file that it held
    monkeypatch.undo()


def test_lines_that_were_mended_are_no_longer_refused(
    record: Record, tmp_path: Path, stages: list[str]
) -> None:
    path = tmp_path / "all.jsonl"
    good = '{"id": "1", "published": "2023-03-10", "text": "Norway will back it, its minister said."}\n'
    path.write_text(good + "{broken\n" + "{broken too\n")
    assert len(add(record, path).refused) == 2
    path.write_text(good + good.replace('"1"', '"2"') + "{broken too\n")
    assert counts(add(record, path)) == (1, 0, 1, 0, 1)
    with sqlite3.connect(record.path) as connection:
        in_force = connection.execute("select line from refusal where superseded_at is null").fetchall()
    assert in_force == [(3,)]


def test_another_language_is_kept_unread_and_counted(
    record: Record, reports: Path, stages: list[str]
) -> None:
    (reports / "c.txt").write_text(GERMAN)
    assert counts(add(record, reports)) == (2, 0, 0, 1, 0)
    assert counts(add(record, reports)) == (0, 0, 2, 1, 0)
    assert "c.txt" not in stages
    assert queries.coverage(record).unread == 1


@pytest.mark.parametrize("stage", ["extract", "resolve", "judge"])
def test_a_fault_of_ours_loses_one_report_and_names_it(
    record: Record, reports: Path, stages: list[str], monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    work: Callable[..., Any] = getattr(pipeline, stage)

    def break_down(given: Any, *rest: Any, **named: Any) -> Any:
        report = given if isinstance(given, Report) else getattr(given, "found", given).report
        if "Norway" in report.text:
            raise IndexError("list index\nout of range")
        return work(given, *rest, **named)

    monkeypatch.setattr(pipeline, stage, break_down)
    added = add(record, reports)
    assert (added.new, added.status) == (1, 1)
    (failure,) = added.failed
    assert failure.path.endswith("a.txt")
    assert "a fault of onrecord" in str(failure)
    assert "IndexError: list index out of range" in str(failure)

    monkeypatch.setattr(pipeline, stage, work)
    assert counts(add(record, reports)) == (1, 0, 1, 0, 0)


@pytest.mark.parametrize("verb", ["keep", "find"])
def test_a_report_that_cannot_be_kept_is_named_and_the_rest_goes_on(
    record: Record, reports: Path, stages: list[str], monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    place = "onrecord.record.unit.Unit.keep" if verb == "keep" else "onrecord.record.store.find"
    work = Unit.keep if verb == "keep" else find

    def break_down(among: Any, report: Report, *rest: Any, **more: Any) -> Any:
        if "Norway" in report.text:
            raise ValueError("not to be kept")
        return work(among, report, *rest, **more)

    monkeypatch.setattr(place, break_down)
    added = add(record, reports)
    assert (added.new, added.status) == (1, 1)
    (failure,) = added.failed
    assert failure.path.endswith("a.txt")
    assert "ValueError: not to be kept" in str(failure)


@pytest.mark.parametrize("whole", [True, False])
def test_a_file_that_breaks_its_reader_is_named_and_the_rest_goes_on(
    record: Record, reports: Path, stages: list[str], monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    line = '{"id": "%s", "published": "2023-03-10", "text": "Norway will back it\\n, %s."}\n'
    (reports / "0.jsonl").write_text(line % ("1", "fine") + "{broken\n" + line % ("2", "odd"))
    work = drafts.find_layout

    def break_down(text: str, *rest: Any) -> Any:
        if "odd" in text and not whole:
            raise ValueError("odd")
        return work(text, *rest)

    monkeypatch.setattr(drafts, "find_layout", break_down)
    added = add(record, reports)
    assert (added.new, len(added.refused), added.status) == ((4, 1, 3) if whole else (3, 1, 1))
    assert [f"{Path(failure.path).name}: {failure.fault}" for failure in added.failed] == (
        [] if whole else ["0.jsonl: ValueError: odd"]
    )
    kinds = [type(item) for item in pipeline.inspect([reports], OPTIONS, READER)]
    assert kinds == [Judged, Refusal, Judged if whole else Failure, Judged, Judged]


def test_a_record_that_cannot_be_written_ends_the_batch(
    record: Record, reports: Path, stages: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise PlaceError(record.path, "the disk is full")

    monkeypatch.setattr(Unit, "keep", full)
    with pytest.raises(PlaceError, match="the disk is full"):
        add(record, reports)


def test_an_interrupted_add_goes_on_where_it_stopped(
    record: Record, reports: Path, tmp_path: Path, stages: list[str]
) -> None:
    ask(record, tmp_path)

    def interrupt(step: Step) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add(record, reports, progress=interrupt)
    assert sides(record) == [("NOR", "for")]
    assert counts(add(record, reports)) == (1, 0, 1, 0, 0)
    assert sides(record) == [("NOR", "for"), ("CHL", "against")]


def test_an_interruption_while_judging_leaves_the_question_to_go_on_with(
    record: Record, reports: Path, tmp_path: Path, stages: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    add(record, reports)
    work = pipeline.judge

    def interrupt(known: Known, *rest: Any) -> Judged:
        if "Chile" in known.found.report.text:
            raise KeyboardInterrupt
        return work(known, *rest)

    monkeypatch.setattr(pipeline, "judge", interrupt)
    with pytest.raises(KeyboardInterrupt):
        ask(record, tmp_path)
    assert sides(record) == [("NOR", "for")]

    monkeypatch.setattr(pipeline, "judge", work)
    assert add(record, reports).judged == 1
    assert sides(record) == [("NOR", "for"), ("CHL", "against")]


def test_a_question_is_judged_at_once_on_what_is_stored(
    record: Record, reports: Path, tmp_path: Path, stages: list[str]
) -> None:
    add(record, reports)
    stages.clear()
    asked = ask(record, tmp_path)
    assert (asked.new, asked.judged) == (("trawling-ban",), 2)
    assert stages == [], "nothing is read again"
    assert sides(record) == [("NOR", "for"), ("CHL", "against")]

    again = ask(record, tmp_path)
    assert (again.unchanged, again.judged) == (("trawling-ban",), 0)

    changed = ask(record, tmp_path, QUESTIONS.replace("Deep-sea trawling should", "All trawling should"))
    assert (changed.changed, changed.judged) == (("trawling-ban",), 2)
    assert sides(record) == [("NOR", "for"), ("CHL", "against")]


def test_a_question_added_while_reports_are_read_is_judged_at_the_end(
    record: Record, reports: Path, tmp_path: Path, stages: list[str]
) -> None:
    def ask_meanwhile(step: Step) -> None:
        if step.path.endswith("b.txt"):
            with record.unit() as unit:
                unit.keep_question(TRAWLING)

    assert add(record, reports, progress=ask_meanwhile).judged == 2
    assert sides(record) == [("NOR", "for"), ("CHL", "against")]


def test_a_question_file_with_a_wrong_key_keeps_nothing(
    record: Record, tmp_path: Path, stages: list[str]
) -> None:
    before = dump(record)
    with pytest.raises(QuestionFileError, match="propositon"):
        ask(record, tmp_path, QUESTIONS.replace("proposition", "propositon"))
    assert dump(record) == before


def without_refs(tables: tuple[Table, ...]) -> str:
    """The tables in words; a re-reading gives its positions new refs."""
    return re.sub(r"\bP\d+\b", "P", repr(tables))


def test_what_is_derived_can_be_made_again_from_the_stored_texts(
    record: Record, reports: Path, tmp_path: Path, stages: list[str]
) -> None:
    ask(record, tmp_path)
    add(record, reports)
    for path in reports.iterdir():
        path.unlink()
    shown = without_refs(queries.positions(record))

    assert pipeline.reread(record, READER) == Reread(2, (), ())
    assert without_refs(queries.positions(record)) == shown
    with sqlite3.connect(record.path) as connection:
        runs = connection.execute("select count(*), count(superseded_at) from run").fetchone()
    assert runs == (4, 2)


def test_inspect_keeps_nothing_and_stays_in_order(reports: Path, stages: list[str]) -> None:
    (reports / "c.txt").write_text(GERMAN)
    (reports / "d.txt").write_text("")
    items = list(pipeline.inspect([reports], OPTIONS, READER, (TRAWLING,)))
    assert [type(item) for item in items] == [Judged, Judged, Unread, Refusal]
    assert [p.actor for p in items[0].positions] == ["NOR"]  # type: ignore[union-attr]
    assert "the language is de" in str(items[2])


@pytest.mark.parametrize(
    ("new", "refused", "failed", "status"),
    [(1, 0, 0, 0), (1, 1, 0, 3), (0, 1, 0, 1), (0, 0, 0, 1), (1, 0, 1, 1), (1, 1, 1, 1)],
)
def test_exit_statuses(new: int, refused: int, failed: int, status: int) -> None:
    added = Added(
        new=new,
        changed=0,
        unchanged=0,
        unread=0,
        judged=0,
        refused=(Refusal("a.txt", "is empty", "text"),) * refused,
        failed=(Failure("a.txt", "1", "IndexError"),) * failed,
    )
    assert added.status == status
