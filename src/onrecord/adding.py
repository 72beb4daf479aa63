"""The bookkeeping of one `add`: what is read, what is kept, what failed and by which name."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, TypeVar

from onrecord.model import Judged, Question, Refusal, Report
from onrecord.outcomes import Added, Failure, Step, Unread, Withdrawn
from onrecord.record import Made, Outcome, Record, RecordError

log = logging.getLogger(__name__)

Done = TypeVar("Done")
Item = Report | Refusal | Failure

LANGUAGES_READ = frozenset({"en", "und"})


@dataclass(frozen=True, slots=True)
class ReadItem:
    """What reading an item gave (None: another language) and the questions that it was judged on."""

    result: Judged | Literal["not needed"] | None
    questions: tuple[Question, ...] = ()


@dataclass
class Adding:
    """One call of `add`: what it reads with, where it keeps, and what it has counted so far.

    `reading` reads one report to the end and judges it; `made` is what is kept with each run; `insist`: what
    is given on purpose (a day, an outlet) makes a new version of the same bytes; `astray`: tells refusals of
    paths that lead to no report, which are told and not kept.
    """

    record: Record
    reading: Callable[[Report, Sequence[Question]], Judged]
    made: Made
    insist: bool
    astray: Callable[[Refusal], bool]
    counts: Counter[str] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    withdrawn: list[Withdrawn] = field(default_factory=list)
    still: set[tuple[str, int | None, str]] = field(default_factory=set)

    def read(self, item: Item) -> ReadItem | Failure:
        """Read a report that the record does not hold; runs beside others and writes nothing."""
        if isinstance(item, Report):
            return attempt(item, partial(self._read, item))
        return ReadItem("not needed") if isinstance(item, Refusal) else item

    def take(self, item: Item, read: ReadItem | Failure) -> Step:
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
        """The outcome of the call, with what judging the waiting reports gave besides."""
        count = self.counts
        return Added(
            new=count["new"],
            changed=count["changed"],
            unchanged=count["unchanged"],
            unread=count["unread"],
            judged=judged,
            refused=tuple(self.refused),
            failed=(*self.failed, *failed),
            withdrawn=tuple(self.withdrawn),
        )

    def _read(self, report: Report) -> ReadItem:
        if self.record.outcome(report, insist=self.insist) == "unchanged":
            return ReadItem("not needed")
        questions = self.record.questions()
        if report.language not in LANGUAGES_READ:
            return ReadItem(None, questions)
        return ReadItem(self.reading(report, questions), questions)

    def settle_gone(self, folder: str, seen: Collection[str]) -> None:
        """`folder` has been walked: refusals of files that were in it, and are no more, are over.

        `seen` are the paths that the walk gave. What lies in a folder that was refused itself stays.
        """
        with self.record.unit() as unit:
            unit.settle_gone(folder, seen, {place for place, _, _ in self.still})

    def _refuse(self, refusal: Refusal) -> Step:
        if not self.astray(refusal):  # a slip of the hand is no report that the record lacks
            with self.record.unit() as unit:
                unit.refuse(refusal)
            self.still.add((refusal.path, refusal.line, refusal.reason))
        self.refused.append(refusal)
        return Step(refusal.path, "refused", refusal)

    def _fail(self, failure: Failure) -> Step:
        self.failed.append(failure)
        return Step(failure.path, "failed", failure)

    def _keep(self, report: Report, read: ReadItem) -> Step:
        kept = attempt(report, partial(self._write, report, read))
        if isinstance(kept, Failure):
            return self._fail(kept)
        withdrawn = None if kept == "new" else self._withdrawn(report, changed=kept == "changed")
        if report.language in LANGUAGES_READ:
            return Step(report.path, kept, withdrawn=withdrawn)
        return Step(report.path, "unread", Unread(report.path, report.language), withdrawn)

    def _withdrawn(self, report: Report, *, changed: bool) -> Withdrawn | None:
        """Tell that a report stays withdrawn: whoever adds it again may take it to count."""
        found = self.record.withdrawal(report)
        if found is None:
            return None
        self.withdrawn.append(Withdrawn(report.path, changed, found))
        return self.withdrawn[-1]

    def _write(self, report: Report, read: ReadItem) -> Outcome:
        if read.result == "not needed":
            return "unchanged"
        with self.record.unit() as unit:
            return unit.keep(report, read.result, read.questions, self.made, insist=self.insist)


def attempt(report: Report, work: Callable[[], Done]) -> Done | Failure:
    """Return what `work` gives, or the fault of ours in it. Raises `RecordError` alone."""
    try:
        return work()
    except RecordError:
        raise  # said in its own words: the record is locked, full or damaged, and that for every report
    except Exception as fault:  # whatever breaks in a stage must not lose the batch; it is counted and told
        return failure_of(report.path, report.id, fault)


def failure_of(path: str, report: str, fault: Exception) -> Failure:
    """Name a fault: the input, the report in it, and what broke; its trace goes to the log."""
    log.debug("a fault in report %s of %s", report, path, exc_info=fault)
    sentence = " ".join(str(fault).split())
    return Failure(path, report, f"{type(fault).__name__}: {sentence}" if sentence else type(fault).__name__)
