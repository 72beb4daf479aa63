"""The way through the house, in order: read, extract, resolve, judge, record."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Literal, TypeVar

import onrecord
from onrecord.ahead import ahead
from onrecord.extract import Tagger, extract
from onrecord.judge import JudgeModel, judge
from onrecord.judge.questions import falls_under, load_questions
from onrecord.model import Judged, Question, Refusal, Report
from onrecord.outcomes import Added, Asked, Checked, Failure, Progress, Step, Unread
from onrecord.read import ReadOptions, count_reports, find_files, read_file, shown_path
from onrecord.record import Made, Outcome, Record, RecordError
from onrecord.resolve import resolve
from onrecord.settings import Settings
from onrecord.world import World

__all__ = [
    "ReadOptions",
    "Reader",
    "Record",
    "add",
    "add_questions",
    "check_questions",
    "count_reports",
    "inspect",
    "judge_waiting",
    "load_questions",
    "read_and_judge",
    "reread",
]

log = logging.getLogger(__name__)

Done = TypeVar("Done")
Item = Report | Refusal | Failure

LANGUAGES_READ = frozenset({"en", "und"})


@dataclass(frozen=True, slots=True)
class Reader:
    """All that reading and judging needs beside the report; `threads` reports are read side by side."""

    tagger: Tagger
    world: World
    judge: JudgeModel | None = None
    threads: int = 1

    @classmethod
    def load(cls, settings: Settings) -> Reader:
        """Load the models and the tables that ship with the program."""
        return cls(Tagger.load(threads=settings.threads), World.load(), threads=settings.threads)

    @property
    def made(self) -> Made:
        """What is kept with each run, to tell what it was made with."""
        return Made(
            onrecord.__version__,
            self.tagger.digest,
            self.world.digest,
            _judge_name(self.judge),
        )


def read_and_judge(report: Report, reader: Reader, questions: Sequence[Question]) -> Judged:
    """Read one report to the end. The same report, reader and questions give the same result."""
    found = extract(report, reader.tagger)
    known = resolve(found, reader.world)
    return judge(known, questions, reader.judge)


def inspect(
    paths: Sequence[Path], options: ReadOptions, reader: Reader, questions: Sequence[Question] = ()
) -> Iterator[Judged | Refusal | Unread | Failure]:
    """Read reports and keep nothing; in the order of the input."""

    def look(item: Item) -> Judged | Refusal | Unread | Failure:
        if not isinstance(item, Report):
            return item
        if item.language not in LANGUAGES_READ:
            return Unread(item.path, item.language)
        return _attempt(item, partial(read_and_judge, item, reader, questions))

    for _, seen in ahead(look, _items(paths, options), reader.threads):
        yield seen


def add(
    paths: Sequence[Path],
    options: ReadOptions,
    record: Record,
    reader: Reader,
    progress: Progress = lambda step: None,
) -> Added:
    """Read reports into the record, one transaction each, and judge them on all kept questions.

    May be interrupted at any moment and called again: what is in the record already is passed over. Raises
    `RecordError` where the record itself cannot be written.
    """
    adding = _Adding(record, reader, insist=options.published is not None or options.outlet is not None)
    found = ahead(adding.read, _items(paths, options), reader.threads)
    settled = set()
    for path, of_path in groupby(found, key=lambda pair: pair[0].path):
        whole = True
        for item, read in of_path:
            progress(adding.take(item, read))
            whole = not isinstance(item, Failure)
        if whole:
            adding.settle(path)
        settled.add(path)
    for path in paths:
        if shown_path(path) not in settled:  # a folder that was refused when it held no report
            adding.settle(shown_path(path))
    judged, failed = judge_waiting(record, reader.judge)
    return adding.added(judged, failed)


def add_questions(
    path: Path, record: Record, model: JudgeModel | None = None, progress: Callable[[], None] = lambda: None
) -> Asked:
    """Keep the questions of a file and judge all stored reports on them; a changed question is a new version.

    Raises `QuestionFileError` (nothing is kept then) and `RecordError`. `progress` is called once a report.
    """
    outcomes: dict[str, list[str]] = {"new": [], "changed": [], "unchanged": []}
    questions = load_questions(path)
    with record.unit() as unit:
        for question in questions:
            outcomes[unit.keep_question(question)].append(question.id)
    judged, failed = judge_waiting(record, model, progress)
    return Asked(
        tuple(outcomes["new"]), tuple(outcomes["changed"]), tuple(outcomes["unchanged"]), judged, failed
    )


def check_questions(path: Path, record: Record | None = None) -> tuple[Checked, ...]:
    """Read a question file and say which stored reports fall under each of its questions; keep nothing.

    Raises `QuestionFileError`.
    """
    questions = load_questions(path)
    if record is None:
        return tuple(Checked(question, None) for question in questions)
    under: dict[str, list[str]] = {question.id: [] for question in questions}
    for _, report in record.versions():
        for question in questions:
            if falls_under(report, question):
                under[question.id].append(report.path)
    return tuple(Checked(question, tuple(under[question.id])) for question in questions)


def judge_waiting(
    record: Record, model: JudgeModel | None = None, progress: Callable[[], None] = lambda: None
) -> tuple[int, tuple[Failure, ...]]:
    """Judge the stored reports that have not been judged on every question in force; how many, and what
    failed.
    """
    judged, failed = 0, []
    for waiting in record.waiting():
        report = waiting.known.found.report
        result = _attempt(report, partial(judge, waiting.known, waiting.questions, model))
        if isinstance(result, Failure):
            failed.append(result)
        else:
            with record.unit() as unit:
                unit.keep_judgements(waiting.run_id, waiting.questions, result.positions, _judge_name(model))
            judged += 1
        progress()
    return judged, tuple(failed)


def reread(
    record: Record, reader: Reader, progress: Callable[[], None] = lambda: None
) -> tuple[Failure, ...]:
    """Read every stored report again from its stored text: a new run each, the old ones superseded."""
    failed = []
    for version_id, report in record.versions():
        questions = record.questions()
        result = _attempt(report, partial(read_and_judge, report, reader, questions))
        if isinstance(result, Failure):
            failed.append(result)
        else:
            with record.unit() as unit:
                unit.reread(version_id, result, questions, reader.made)
        progress()
    return tuple(failed)


@dataclass(frozen=True, slots=True)
class _Read:
    """What reading an item gave (None: another language) and the questions that it was judged on."""

    result: Judged | Literal["not needed"] | None
    questions: tuple[Question, ...] = ()


@dataclass
class _Adding:
    """One call of `add`: what it has counted so far."""

    record: Record
    reader: Reader
    insist: bool
    counts: Counter[str] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    still: set[tuple[str, int | None, str]] = field(default_factory=set)

    def read(self, item: Item) -> _Read | Failure:
        """Read a report that the record does not hold; runs beside others and writes nothing."""
        if isinstance(item, Report):
            return _attempt(item, partial(self._read, item))
        return _Read("not needed") if isinstance(item, Refusal) else item

    def take(self, item: Item, read: _Read | Failure) -> Step:
        """Keep an item, in the order of the input."""
        if isinstance(item, Refusal):
            step = self._refuse(item)
        elif isinstance(item, Failure):
            step = self._fail(item)
        elif isinstance(read, Failure):
            step = self._fail(read)
        else:
            step = self._keep(item, read)
        self.counts[step.outcome] += 1
        return step

    def settle(self, path: str) -> None:
        """`path` has been read to its end: refusals of earlier readings that did not come again are over."""
        with self.record.unit() as unit:
            unit.settle(path, {(line, reason) for place, line, reason in self.still if place == path})

    def added(self, judged: int, failed: Sequence[Failure]) -> Added:
        count = self.counts
        return Added(
            new=count["new"],
            changed=count["changed"],
            unchanged=count["unchanged"],
            unread=count["unread"],
            judged=judged,
            refused=tuple(self.refused),
            failed=(*self.failed, *failed),
        )

    def _read(self, report: Report) -> _Read:
        if self.record.outcome(report, insist=self.insist) == "unchanged":
            return _Read("not needed")
        questions = self.record.questions()
        if report.language not in LANGUAGES_READ:
            return _Read(None, questions)
        return _Read(read_and_judge(report, self.reader, questions), questions)

    def _refuse(self, refusal: Refusal) -> Step:
        with self.record.unit() as unit:
            unit.refuse(refusal)
        self.still.add((refusal.path, refusal.line, refusal.reason))
        self.refused.append(refusal)
        return Step(refusal.path, "refused", refusal)

    def _fail(self, failure: Failure) -> Step:
        self.failed.append(failure)
        return Step(failure.path, "failed", failure)

    def _keep(self, report: Report, read: _Read) -> Step:
        kept = _attempt(report, partial(self._write, report, read))
        if isinstance(kept, Failure):
            return self._fail(kept)
        return Step(report.path, kept if report.language in LANGUAGES_READ else "unread")

    def _write(self, report: Report, read: _Read) -> Outcome:
        if read.result == "not needed":
            return "unchanged"
        with self.record.unit() as unit:
            return unit.keep(report, read.result, read.questions, self.reader.made, insist=self.insist)


def _items(paths: Sequence[Path], options: ReadOptions) -> Iterator[Item]:
    """What there is to read; a file that breaks the reading of it must not lose those behind it."""
    for found in find_files(paths):
        if isinstance(found, Refusal):
            yield found
            continue
        try:
            yield from read_file(found, options)
        except Exception as fault:
            place = shown_path(found)
            yield _failure(place, Path(place).name, fault)


def _judge_name(model: JudgeModel | None) -> str:
    return f"rules {onrecord.__version__}" if model is None else str(getattr(model, "digest", model))


def _attempt(report: Report, work: Callable[[], Done]) -> Done | Failure:
    try:
        return work()
    except RecordError:
        raise  # said in its own words: the record is locked, full or damaged, and that for every report
    except Exception as fault:  # whatever breaks in a stage must not lose the batch; it is counted and told
        return _failure(report.path, report.id, fault)


def _failure(path: str, report: str, fault: Exception) -> Failure:
    log.debug("a fault in report %s of %s", report, path, exc_info=fault)
    sentence = " ".join(str(fault).split())
    return Failure(path, report, f"{type(fault).__name__}: {sentence}" if sentence else type(fault).__name__)
