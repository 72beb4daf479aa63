"""The way through the house, in order: read, extract, resolve, judge, record."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path

import onrecord
from onrecord import rereading
from onrecord.adding import LANGUAGES_READ, Adding, Item, attempt, failure_of
from onrecord.ahead import ahead
from onrecord.extract import Tagger, as_source, extract
from onrecord.judge import JudgeModel, LearnedJudge, judge
from onrecord.judge.questions import checked_categories, is_phrase, load_questions
from onrecord.model import Judged, Known, Question, Refusal, Report
from onrecord.outcomes import Added, Asked, Failure, Identified, Progress, Reread, Unread
from onrecord.read import Astray, ReadOptions, Room, count_reports, find_files, read_file, shown_path
from onrecord.record import Made, Merged, Record, Untaught, Wish
from onrecord.resolve import resolve
from onrecord.settings import Settings
from onrecord.trying import append_question, check_questions, checked_of, draft_question, offered_phrases
from onrecord.world import Tenure, World

__all__ = [
    "ReadOptions",
    "Reader",
    "Record",
    "Room",
    "Wish",
    "add",
    "add_questions",
    "append_question",
    "check_questions",
    "checked_categories",
    "checked_of",
    "count_reports",
    "draft_question",
    "identify",
    "inspect",
    "is_phrase",
    "judge_waiting",
    "learned_judge",
    "load_questions",
    "merge",
    "offered_phrases",
    "read_and_judge",
    "rehydrate",
    "reread",
    "who",
]


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
        tagger = Tagger.load(threads=settings.threads)
        return cls(tagger, World.load(), learned_judge(settings), threads=settings.threads)

    @property
    def made(self) -> Made:
        """What is kept with each run, to tell what it was made with."""
        return Made(
            onrecord.__version__,
            self.tagger.digest,
            self.world.digest,
            _judge_name(self.judge),
        )


def learned_judge(settings: Settings) -> JudgeModel:
    """Load the learned judge that ships with the program."""
    return LearnedJudge.load(threads=settings.threads)


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
        return attempt(item, partial(read_and_judge, item, reader, questions))

    for _, seen in ahead(look, _items(paths, options), reader.threads):
        yield seen


def add(
    paths: Sequence[Path],
    options: ReadOptions,
    record: Record,
    reader: Reader,
    progress: Progress = lambda step: None,
    as_given: Callable[[Item], Item] = lambda item: item,
) -> Added:
    """Read reports into the record, one transaction each, and judge them on all kept questions.

    May be interrupted at any moment and called again: what is in the record already is passed over.
    `as_given` completes an item, in the order of the input, with what the caller knows and its file does not
    say (where it was fetched from). Raises `RecordError` where the record itself cannot be written.
    """
    adding = Adding(
        record,
        lambda report, questions: read_and_judge(report, reader, questions),
        reader.made,
        insist=options.published is not None or options.outlet is not None,
        astray=lambda refusal: isinstance(refusal, Astray),
    )
    found = ahead(adding.read, map(as_given, _items(paths, options)), reader.threads)
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
        if shown_path(path) not in settled:  # a folder, or a file that is gone: whatever was refused is over
            adding.settle(shown_path(path))
        if os.path.isdir(path):
            adding.settle_gone(shown_path(path), settled)
    unlearned = learn(record, reader)
    record.relate()
    judged, failed = judge_waiting(record, reader.judge)
    return adding.added(judged, (*unlearned, *failed))


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


def judge_waiting(
    record: Record, model: JudgeModel | None = None, progress: Callable[[], None] = lambda: None
) -> tuple[int, tuple[Failure, ...]]:
    """Judge the stored reports that have not been judged on every question in force; how many, and what
    failed.
    """
    judged, failed = 0, []
    for waiting in record.waiting():
        report = waiting.known.found.report
        result = attempt(report, partial(judge, waiting.known, waiting.questions, model))
        if isinstance(result, Failure):
            failed.append(result)
        else:
            with record.unit() as unit:
                unit.keep_judgements(waiting.run_id, waiting.questions, result.positions, _judge_name(model))
            judged += 1
        progress()
    return judged, tuple(failed)


def reread(
    record: Record, reader: Reader, *, apply: bool = True, progress: Callable[[], None] = lambda: None
) -> Reread:
    """Read every stored report again from its stored text, and tell what that changes: with `apply` a new run
    each, the old ones superseded; without it nothing is kept.
    """
    done = rereading.reread(
        record,
        lambda report, questions: _read_again(report, reader, questions, record),
        reader.made,
        apply=apply,
        progress=progress,
    )
    return replace(done, failed=(*done.failed, *learn(record, reader))) if apply else done


def _read_again(report: Report, reader: Reader, questions: Sequence[Question], record: Record) -> Judged:
    """Read a stored report with what the others teach by now; without it, what it had learned from them
    would be told as a change.
    """
    found = extract(report, reader.tagger)
    known = resolve(found, reader.world)
    taught = record.lessons(known.unplaced, report.published) if known.unplaced else ()
    others = tuple(one for one in taught if one.report != report.id)
    if others:
        known = resolve(found, reader.world, others)
    return judge(known, questions, reader.judge)


def rehydrate(
    paths: Sequence[Path], options: ReadOptions, record: Record, reader: Reader
) -> tuple[int, tuple[Item, ...]]:
    """Put the texts of purged reports back: those of `paths` whose hash is that of a removed text.

    Returns how many reports have their text again, and what of the input is no removed text.
    """
    number = 0
    others: list[Item] = []
    for item in _items(paths, options):
        if not isinstance(item, Report):
            others.append(item)
            continue
        with record.unit() as unit:
            back = unit.put_back(item.text)
        number += len(back)
        if not back:
            others.append(item)
    for version_id, report in record.versions():
        if record.is_bare(version_id):  # its reading was removed with its text
            questions = record.questions()
            result = attempt(report, partial(read_and_judge, report, reader, questions))
            if isinstance(result, Failure):
                others.append(result)
            else:
                with record.unit() as unit:
                    unit.reread(version_id, result, questions, reader.made)
    others += learn(record, reader)
    record.relate()
    return number, tuple(others)


def merge(record: Record, other: Path, reader: Reader) -> tuple[Merged, tuple[Failure, ...]]:
    """Copy in what only the record at `other` holds; then let the reports teach each other, find copies, and
    judge what is not judged yet. Returns what came in and where the two disagree, and what failed.
    """
    merged = record.merge(other)
    unlearned = learn(record, reader)
    record.relate()
    _, failed = judge_waiting(record, reader.judge)
    return merged, (*unlearned, *failed)


def learn(record: Record, reader: Reader) -> tuple[Failure, ...]:
    """Resolve anew the stored reports that the others teach something about their speakers.

    A second pass over the whole store: its outcome is the same in whatever order, and by however many
    writers, the reports came in. Lessons are what a report's own words say, never what it learned, so that
    one pass is enough.
    """
    failed = []
    for waiting in record.untaught(reader.made):
        questions = record.questions()
        result = attempt(waiting.known.found.report, partial(_taught, waiting, reader, questions))
        if isinstance(result, Failure):
            failed.append(result)
        else:
            with record.unit() as unit:
                unit.reread(waiting.version_id, result, questions, reader.made)
    return tuple(failed)


def _taught(waiting: Untaught, reader: Reader, questions: Sequence[Question]) -> Judged:
    known = resolve(waiting.known.found, reader.world, waiting.lessons)
    return judge(known, questions, reader.judge)


def who(phrase: str, on: date, world: World, record: Record | None = None) -> Identified:
    """Say whom a phrase ("the German chancellor", "Mr Lee") means in a report of that day.

    It is read as the source of a statement would be; `record` lends what its reports teach about the name.
    """
    found = as_source(phrase, on)
    known = resolve(found, world)
    if record is not None and known.unplaced:
        known = resolve(found, world, record.lessons(known.unplaced, on))
    return Identified(phrase, on, known.voices[0], _holders(known, world))


def identify(phrase: str, on: date, settings: Settings, *, insist: bool = False) -> Identified:
    """Say whom a phrase means, with the record of the settings where there is one, or must be (`insist`)."""
    world = World.load()
    if not insist and not settings.record.exists():
        return who(phrase, on, world)
    with Record.open(settings.record, create=False) as record:
        return who(phrase, on, world, record)


def _holders(known: Known, world: World) -> tuple[Tenure, ...]:
    """Who holds the office that the phrase names; the offices of the names in it: of a surname alone those of
    the day and those that the title says.
    """
    report, speaker = known.found.report, known.voices[0].speaker
    said = world.role(speaker.office) if speaker is not None and speaker.office else None
    tenures: list[Tenure] = []
    if speaker is not None and speaker.office is not None:
        for actor in speaker.actors:
            role = world.role(speaker.office, actor)
            tenures += world.in_office(actor, role, report.published) if role else ()
    for name in known.found.names:
        if name.kind == "person":
            words = name.span.of(report.text)
            tenures += (
                tenure
                for tenure in world.tenures_of(words)
                if " " in words or tenure.role == said or tenure.covers(report.published)
            )
    on = report.published
    return tuple(sorted(dict.fromkeys(tenures), key=lambda tenure: (not tenure.covers(on), tenure.since)))


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
            yield failure_of(place, Path(place).name, fault)


def _judge_name(model: JudgeModel | None) -> str:
    rules = f"rules {onrecord.__version__}"
    return rules if model is None else f"{rules}, model {model.digest}"
