"""The commands that write to the record."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from onrecord import pipeline
from onrecord.cli.printing import say
from onrecord.outcomes import Added, Step
from onrecord.pipeline import ReadOptions, Record
from onrecord.settings import Settings
from onrecord.show.formats import Format, laid_out
from onrecord.show.wording import counted, one_line

__all__ = ["ReadOptions", "add_questions", "add_reports"]

RECORDED = frozenset({"new", "changed", "unchanged", "unread"})
STOPPED = 130  # 128 + SIGINT, as shells have it


class Bar:
    """A progress bar on standard error, where that is a terminal; it names at once what is not read."""

    def __init__(self, total: int | None, noun: str) -> None:
        self.recorded = 0
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn(noun),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True, highlight=False, markup=False),
            transient=True,
        )
        self._bar.disable = not self._bar.console.is_terminal
        self._task = self._bar.add_task(noun, total=total)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Take the bar off the terminal."""
        self._bar.stop()

    def step(self, step: Step) -> None:
        """Count one input; say what is wrong with it, if anything is, and that another text changed nothing
        for the report is withdrawn.
        """
        self.recorded += step.outcome in RECORDED
        self._bar.advance(self._task)
        if step.fault is not None:
            self._say(step.fault)
        if step.withdrawn is not None and step.withdrawn.changed:
            self._say(step.withdrawn)

    def _say(self, line: object) -> None:
        if self._bar.disable:
            say(line)
        else:
            self._bar.console.print(one_line(str(line)), soft_wrap=True)

    def tick(self) -> None:
        """Count one report."""
        self._bar.advance(self._task)


def add_reports(
    paths: Sequence[Path], options: ReadOptions, settings: Settings, as_json: bool = False
) -> int:
    """Read reports into the record and say what became of them; returns the exit status."""
    with Record.open(settings.record) as record:
        reader = pipeline.Reader.load(settings)
        total = pipeline.count_reports(paths) if sys.stderr.isatty() else None
        with Bar(total, "reports") as bar:
            try:
                added = pipeline.add(paths, options, record, reader, bar.step)
            except KeyboardInterrupt:
                bar.stop()
                are = "is" if bar.recorded == 1 else "are"
                say(
                    f"stopped; {counted(bar.recorded, 'report')} {are} recorded; "
                    "run the same command again to go on"
                )
                return STOPPED
    if as_json:
        print(msgspec.json.encode(summary_values(added, settings.record)).decode())
    else:
        print(summary(added, settings.record))
    for failure in added.failed:
        say(failure)
    return added.status


def summary(added: Added, record: Path) -> str:
    """Say in one line what became of the reports."""
    kinds = [(added.new, "new"), (added.changed, "changed"), (added.unchanged, "known already")]
    parts = [f"{counted(added.read, 'report')} read ({', '.join(f'{n} {kind}' for n, kind in kinds if n)})"]
    if not added.read:
        alone = added.unread and not (added.refused or added.failed)
        parts = ["no report read, for none is in English" if alone else "no report read"]
    parts += [f"{added.unread} kept unread (in another language)"] if added.unread else []
    parts += [f"{len(added.refused)} refused"] if added.refused else []
    parts += [f"{counted(len(added.failed), 'fault')} of ours"] if added.failed else []
    parts += [f"{counted(added.judged, 'stored report')} judged anew"] if added.judged else []
    if added.withdrawn:
        stay = "stays withdrawn and counts" if len(added.withdrawn) == 1 else "stay withdrawn and count"
        parts += [f"{len(added.withdrawn)} of them {stay} nowhere"]
    return f"{record}: {', '.join(parts)}."


def summary_values(added: Added, record: Path) -> dict[str, Any]:
    """Lay out what became of the reports: counts, what was refused and failed, and what stays withdrawn."""
    return {
        "record": str(record),
        **{name: getattr(added, name) for name in ("new", "changed", "unchanged", "unread", "judged")},
        "refused": [
            {"path": one.path, "line": one.line, "reason": one.reason, "allowed": one.allowed}
            for one in added.refused
        ],
        "failed": [{"path": one.path, "report": one.report, "fault": one.fault} for one in added.failed],
        "withdrawn": [
            {
                "path": one.path,
                "report": one.withdrawal.ref,
                "changed": one.changed,
                "person": one.withdrawal.person,
                "reason": one.withdrawal.reason,
                "withdrawn_at": one.withdrawal.withdrawn_at,
                "undo": one.undo,
            }
            for one in added.withdrawn
        ],
    }


def add_questions(path: Path, settings: Settings, form: Format = Format.TABLE) -> int:
    """Keep the questions of a file, judge what is stored, and say what was done; returns the exit status."""
    pipeline.load_questions(path)  # a file that cannot be used leaves no empty record behind
    with Record.open(settings.record) as record, Bar(None, "stored reports") as bar:
        asked = pipeline.add_questions(path, record, pipeline.learned_judge(settings), bar.tick)
    kept = ((asked.new, "new"), (asked.changed, "new version"), (asked.unchanged, "known already"))
    if form is not Format.TABLE:
        rows = [{"question": name, "outcome": what} for names, what in kept for name in names]
        print(laid_out(rows, ("question", "outcome"), form), end="")
    for ids, what in kept if form is Format.TABLE else ():
        if ids:
            print(f"{what}: {', '.join(ids)}")
    if asked.judged and form is Format.TABLE:
        print(f"{counted(asked.judged, 'stored report')} judged")
    for failure in asked.failed:
        say(failure)
    return 1 if asked.failed else 0
