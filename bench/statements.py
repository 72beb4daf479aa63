"""How fast the statement model reads: `python bench/statements.py [--fp32 DIR] [--reports PATH ...]`.

Prints word pieces and reports a second on one and on two threads, their ratio, and with `--fp32` (the folder
that training/statements/export.py writes) the ratio of int8 to fp32. Without reports it reads invented ones.
"""

import argparse
import time
from datetime import date
from pathlib import Path

from onrecord.extract.pieces import cut
from onrecord.extract.statements import find_statements
from onrecord.extract.tagger import Tagger
from onrecord.model import Report
from onrecord.read import ReadOptions, read_reports

_PARAGRAPHS = (
    "The Finnish government will not reopen the crossing before spring, Prime Minister Petteri Orpo said.",
    "“We have looked at every way of doing it,” he told reporters in Turku. “None of them is safe enough.”",
    "Two villages near the border were left without power for a day after the storm of last week.",
    "According to the interior ministry, 40 people asked for asylum at the crossing in November.",
)


def invented(count: int) -> list[Report]:
    text = "\n\n".join(_PARAGRAPHS * 8)
    day = date(2024, 1, 1)
    return [
        Report(str(n), str(n), f"{text}\n\nReport {n}.", day, None, None, None, "en", "")
        for n in range(count)
    ]


def rate(folder: Path | None, threads: int, reports: list[Report]) -> tuple[float, float]:
    """Return word pieces and reports a second; one report is read before the clock starts."""
    tagger = Tagger.load(folder, threads=threads)
    find_statements(reports[0], tagger)
    began = time.perf_counter()
    for report in reports:
        find_statements(report, tagger)
    took = time.perf_counter() - began
    pieces = sum(len(cut(report.text, [(0, len(report.text))], tagger.tokenizer)) for report in reports)
    return pieces / took, len(reports) / took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fp32", type=Path, help="model folder in fp32, to compare with")
    parser.add_argument("--reports", type=Path, nargs="*", default=[])
    arguments = parser.parse_args()
    reports = [one for one in read_reports(arguments.reports, ReadOptions()) if isinstance(one, Report)]
    reports = reports or invented(40)
    rates = {}
    for name, folder in (("int8", None), ("fp32", arguments.fp32)):
        for threads in (1, 2) if name == "int8" or folder else ():
            rates[name, threads] = rate(folder, threads, reports)
            pieces, read = rates[name, threads]
            print(f"{name} {threads} thread(s): {pieces:8.0f} pieces/s {read:6.1f} reports/s")
    print(f"2 threads / 1 thread: {rates['int8', 2][0] / rates['int8', 1][0]:.2f}")
    if arguments.fp32:
        print(f"int8 / fp32 on 2 threads: {rates['int8', 2][0] / rates['fp32', 2][0]:.2f}")


if __name__ == "__main__":
    main()
