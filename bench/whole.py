"""Measure the whole way, from files to the record, on two cores: reports a second, the share of each stage.

    python bench/whole.py [PATH...]      samples/reports where no path is given

The rate is that of `onrecord add` into a fresh record; the shares come from the same stages, called one after
another on one core. Absolute times change with the machine and with what else it does; shares and ratios
hardly do, so compare those.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import onrecord.extract as extraction
from onrecord import pipeline
from onrecord.extract import extract
from onrecord.judge import judge
from onrecord.model import Report
from onrecord.pipeline import LANGUAGES_READ, Reader, ReadOptions, Record
from onrecord.read import read_reports
from onrecord.resolve import resolve
from onrecord.settings import Settings

CORES = 2
ROUNDS = 3
SAMPLES = Path(__file__).parent.parent / "samples"
STAGES = ("read", "statements", "rest of extract", "resolve", "judge", "record")

T = TypeVar("T")


class Clock:
    """Seconds spent by stage."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(STAGES, 0.0)

    def time(self, stage: str, work: Callable[[], T]) -> T:
        start = time.perf_counter()
        try:
            return work()
        finally:
            self.spent[stage] += time.perf_counter() - start

    @property
    def total(self) -> float:
        return sum(self.spent.values())


def main(paths: list[Path]) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:CORES]))
    reader = Reader.load(Settings.build(threads=CORES))
    seconds = best(lambda: add_all(paths, reader))
    clocks = [one_round(paths, Reader.load(Settings.build(threads=1))) for _ in range(ROUNDS)]
    clock, reports, words = min(clocks, key=lambda result: result[0].total)
    print(f"{reports} reports of {words / reports:.0f} words, the best of {ROUNDS} rounds")
    print(
        f"{reports / seconds:.1f} reports a second, {words / seconds:,.0f} words a second on {CORES} cores\n"
    )
    for stage, spent in clock.spent.items():
        share = spent / clock.total
        bar = "#" * round(40 * share)
        print(f"{stage:>16} {share:6.1%}  {bar:40}  {1000 * spent / reports:6.1f} ms a report")
    print(
        f"\nthe whole way takes {clock.total / clock.spent['statements']:.2f} times the statement model alone"
    )
    print(f"{CORES} cores are {clock.total / seconds:.2f} times as fast as one")


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of some rounds, after one to warm up."""
    work()
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


@contextmanager
def fresh_record() -> Iterator[Record]:
    """A record in a folder of its own that holds the questions of the samples."""
    with tempfile.TemporaryDirectory() as place, Record.open(Path(place) / "bench.db") as record:
        if (SAMPLES / "questions.toml").exists():
            pipeline.add_questions(SAMPLES / "questions.toml", record)
        yield record


def add_all(paths: list[Path], reader: Reader) -> None:
    with fresh_record() as record:
        pipeline.add(paths, ReadOptions(), record, reader)


def one_round(paths: list[Path], reader: Reader) -> tuple[Clock, int, int]:
    """Read and keep everything once, in a fresh record; what each stage took, and how much there was."""
    clock = Clock()
    find = extraction.find_statements
    extraction.find_statements = lambda *args: clock.time("statements", lambda: find(*args))
    reports = words = 0
    try:
        with fresh_record() as record:
            questions = record.questions()
            for report in timed_reports(paths, clock):
                before = clock.spent["statements"]
                found = clock.time("rest of extract", lambda: extract(report, reader.tagger))  # noqa: B023
                clock.spent["rest of extract"] -= (
                    clock.spent["statements"] - before
                )  # it holds the model's time
                known = clock.time("resolve", lambda: resolve(found, reader.world))  # noqa: B023
                judged = clock.time("judge", lambda: judge(known, questions, reader.judge))  # noqa: B023

                def keep() -> None:
                    with record.unit() as unit:
                        unit.keep(report, judged, questions, reader.made)  # noqa: B023

                clock.time("record", keep)
                reports += 1
                words += len(report.text.split())
    finally:
        extraction.find_statements = find
    return clock, reports, words


def timed_reports(paths: list[Path], clock: Clock) -> Iterator[Report]:
    """The reports that are read, the time to get at each of them counted."""
    items = iter(read_reports(paths, ReadOptions()))
    while (item := clock.time("read", lambda: next(items, None))) is not None:
        if isinstance(item, Report) and item.language in LANGUAGES_READ:
            yield item


if __name__ == "__main__":
    main([Path(word) for word in sys.argv[1:]] or [SAMPLES / "reports"])
