"""Keeping the record in order: withdrawing, removing, reading anew, merging, copying, checking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import typer

from onrecord import pipeline
from onrecord.cli.adding import Bar
from onrecord.cli.correcting import person_of
from onrecord.cli.printing import say
from onrecord.model import Stood
from onrecord.outcomes import Change
from onrecord.pipeline import Reader, ReadOptions, Record
from onrecord.settings import Settings
from onrecord.show.wording import counted, day, plain

SHOWN = 200  # changes of a re-reading that are printed; the rest is counted
WORDS = 80  # code points of their words
STOPPED = 1


def withdraw(settings: Settings, report: str, reason: str, by: str | None) -> None:
    """Withdraw a report and say so. Raises `RecordError`."""
    with Record.open(settings.record, create=False) as record, record.unit() as unit:
        named = unit.withdraw(report, reason, person_of(by))
    print(f"{plain(named)} is withdrawn." if named else f"{plain(report)} was withdrawn before.")


def reinstate(settings: Settings, report: str, reason: str, by: str | None) -> None:
    """Take the withdrawal of a report back and say so. Raises `RecordError`."""
    with Record.open(settings.record, create=False) as record, record.unit() as unit:
        named = unit.reinstate(report, reason, person_of(by))
    print(f"{plain(named)} counts again." if named else f"{plain(report)} is not withdrawn.")


def purge(settings: Settings, report: str, reason: str, by: str | None, *, sure: bool) -> None:
    """Remove the text of a report and say so; asks first, where there is a terminal. Raises `RecordError`."""
    with Record.open(settings.record, create=False) as record:
        if not sure:
            typer.confirm(f"Remove the text of {report} from {settings.record}?", abort=True, err=True)
        with record.unit() as unit:
            named, number = unit.purge(report, reason, person_of(by))
        if not record.forget():
            say(
                "Another program has the record open: its log keeps the words until that closes, or until "
                "you purge again then."
            )
    print(
        f"The text of {plain(named)} is removed, {counted(number, 'version')}."
        if number
        else f"The text of {plain(named)} was removed before."
    )


def rehydrate(settings: Settings, paths: Sequence[Path]) -> int:
    """Put texts back, name what is none of them, and give the exit status. Raises `RecordError`."""
    options = ReadOptions(date.today())  # noqa: DTZ011 -- a text is known by its words: any day will do
    with Record.open(settings.record, create=False) as record:
        number, others = pipeline.rehydrate(paths, options, record, Reader.load(settings))
    for other in others:
        say(other if not hasattr(other, "text") else f"{other.path}: its text is none that was removed")
    print(f"{counted(number, 'report')} with the text again.")
    if not number:
        return 1
    return 3 if others else 0


def reread(settings: Settings, *, apply: bool) -> int:
    """Read all texts anew, print what changes, and give the exit status. Raises `RecordError`."""
    with Record.open(settings.record, create=False) as record:
        total = sum(1 for _ in record.versions())
        with Bar(total, "reports") as bar:
            done = pipeline.reread(record, Reader.load(settings), apply=apply, progress=bar.tick)
    for change in done.changes[:SHOWN]:
        print(_told(change))
    if len(done.changes) > SHOWN:
        print(f"... and {len(done.changes) - SHOWN} more")
    for failure in done.failed:
        say(failure)
    what = counted(len(done.changes), "position")
    took = "changed" if apply else "would change; nothing is kept without --apply"
    print(f"{counted(done.reports, 'report')} read anew: {what} {took}.")
    return 1 if done.failed else 0


def merge(settings: Settings, other: Path) -> int:
    """Merge another record, print what came in and what disagrees, and give the exit status."""
    with Record.open(settings.record, create=other.exists()) as record:
        merged, failed = pipeline.merge(record, other, Reader.load(settings))
    for failure in failed:
        say(failure)
    for sentence in merged.differences:
        print(plain(sentence))
    parts = [
        counted(merged.reports, "report"),
        counted(merged.versions, "version"),
        counted(merged.questions, "question"),
        counted(merged.decisions, "decision"),
    ]
    print(f"Came in: {', '.join(parts)}. {counted(len(merged.differences), 'difference')}.")
    return 1 if failed else 0


def backup(settings: Settings, file: Path) -> None:
    """Copy the record, check the copy, and say so. Raises `RecordError`."""
    with Record.open(settings.record, create=False) as record:
        record.backup(file)
    print(f"The record is copied to {file}.")


def verify(settings: Settings, *, quick: bool) -> int:
    """Check the record, print what is wrong with it, and give the exit status. Raises `RecordError`."""
    with Record.open(settings.record, create=False) as record:
        found = record.verify(quick=quick)
    for fault in found.faults:
        print(plain(str(fault)))
    tables = ("report", "version", "statement", "position")
    held = ", ".join(
        _held(table, found.counted.get(table, 0), found.in_force.get(table, 0)) for table in tables
    )
    made = counted(found.counted.get("decision", 0), "decision")
    taken_back = " (undone and replaced ones included)" if found.counted.get("decision") else ""
    superseded = any(found.in_force.get(table) != found.counted.get(table) for table in tables)
    older = "; what is not in force is of older versions, readings and questions" if superseded else ""
    verdict = f"{counted(len(found.faults), 'fault')}." if found.faults else "No fault found."
    print(f"{held}, {made}{taken_back}{older}. {verdict}")
    return 1 if found.faults else 0


def _held(noun: str, rows: int, in_force: int) -> str:
    """Count the rows of a table: "12 statements (8 in force)"."""
    return counted(rows, noun) + (f" ({in_force} in force)" if in_force != rows else "")


def _told(change: Change) -> str:
    words = plain(change.words)
    short = words if len(words) <= WORDS else f"{words[:WORDS].rsplit(' ', 1)[0]} …"
    stands = {
        "added": lambda: f"added: {_stood(change.after)}",
        "gone": lambda: f"gone: {_stood(change.before)}",
    }.get(change.kind, lambda: f"{change.kind}: {_stood(change.before)} becomes {_stood(change.after)}")()
    return f"{change.question}, {plain(change.path)}: {stands}: “{short}”"


def _stood(stood: Stood | None) -> str:
    if stood is None:
        return "nothing"
    how = [
        "explicit" if stood.explicit else "implied",
        *([stood.modality] if stood.modality != "asserted" else []),
        *([stood.firmness] if stood.firmness else []),
        *(["unsure"] if stood.unsure else []),
        *([f"the word of {stood.asserted_by}"] if stood.asserted_by != "self" else []),
        *([f"by {day(stood.latest)}"] if stood.latest else []),
    ]
    return f"{stood.actor or 'actor open'} {stood.side or 'side open'} ({', '.join(how)})"
