"""Time judging against reading: one question, the same reports, the same threads, one run.

    python bench/judge.py [QUESTIONS.toml PATH...]      the samples where nothing is given

For every question, on the reports that fall under it: how long the statements take to read, how long the
whole judging takes with that one question, and their ratio; and how many cases the learned judge is asked
about a report. Absolute times change with the machine; compare the ratios.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from onrecord.extract import extract
from onrecord.judge import judge
from onrecord.judge.opinions import opinions_on
from onrecord.judge.proposition import matter_of
from onrecord.judge.questions import falls_under
from onrecord.model import Known, Question, Report
from onrecord.pipeline import LANGUAGES_READ, Reader, ReadOptions, load_questions
from onrecord.read import read_reports
from onrecord.resolve import resolve
from onrecord.settings import Settings

CORES = 2
ROUNDS = 3
SAMPLES = Path(__file__).parent.parent / "samples"


def main(questions: list[Question], paths: list[Path]) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:CORES]))
    reader = Reader.load(Settings.build(threads=CORES))
    found = [r for r in read_reports(paths, ReadOptions()) if isinstance(r, Report)]
    reports = [report for report in found if report.language in LANGUAGES_READ]
    print(f"{'question':32} reports  cases/report  reading s  judging s  judging/reading")
    total = [0.0, 0.0]
    for question in questions:
        under = [report for report in reports if falls_under(report, question)]
        if not under:
            continue
        known = [resolve(extract(report, reader.tagger), reader.world) for report in under]
        reading = min(timed(partial(read, under, reader)) for _ in range(ROUNDS))
        judging = min(timed(partial(judge_all, known, question, reader)) for _ in range(ROUNDS))
        asked = sum(cases(one, question, reader) for one in known) / len(known)
        total = [total[0] + reading, total[1] + judging]
        ratio = judging / reading
        print(f"{question.id:32} {len(under):7} {asked:13.1f} {reading:10.2f} {judging:10.2f} {ratio:16.2f}")
    if total[0]:
        print(f"{'all':32} {'':7} {'':13} {total[0]:10.2f} {total[1]:10.2f} {total[1] / total[0]:16.2f}")


def read(reports: list[Report], reader: Reader) -> None:
    for report in reports:
        extract(report, reader.tagger)


def judge_all(known: list[Known], question: Question, reader: Reader) -> None:
    for one in known:
        judge(one, [question], reader.judge)


def cases(known: Known, question: Question, reader: Reader) -> int:
    if reader.judge is None:
        return 0
    opinions = opinions_on(known, matter_of(question), reader.judge)
    return len(opinions.of_statements) + len(opinions.of_sentences)


def timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(list(load_questions(Path(sys.argv[1]))), [Path(path) for path in sys.argv[2:]])
    else:
        main(list(load_questions(SAMPLES / "questions.toml")), [SAMPLES / "reports"])
