"""How fast the statement model reads, beside an encoder of BERT-base's size, on the same reports and threads.

    python bench/statements.py [--threads 2] [--seconds 6] [--model DIR] [REPORTS ...]

Prints word pieces a second of onrecord (the whole of `find_statements`, and its encoder alone) and of a
BERT-base-sized encoder (12 layers, 768 wide; random weights, which take as long as trained ones) in PyTorch
and in ONNX Runtime, fp32 and int8, with the ratios; then how near each encoder comes to this machine's own
int8 and fp32 matrix-multiply rate, measured in the same run (products of pieces with pieces stay in fp32).
BERT has windows as long as ours without overlap, no decoding, and the best of several ways to call it. All
take turns. Without REPORTS it reads invented ones. Needs PyTorch and onnx (`pip install -e '.[train]'`);
without them only onrecord's own rows are printed.
"""

from __future__ import annotations

import argparse
import importlib
import math
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from timing import BERT, OURS, race

from onrecord.extract.page import Page
from onrecord.extract.pieces import Pieces, cut
from onrecord.extract.statements import find_statements
from onrecord.extract.tagger import WINDOW, Tagger, windows_over
from onrecord.model import Report
from onrecord.read import ReadOptions, read_reports

_PARAGRAPHS = (
    "The Finnish government will not reopen the crossing before spring, Prime Minister Petteri Orpo said.",
    "“We have looked at every way of doing it,” he told reporters in Turku. “None of them is safe enough.”",
    "Two villages near the border were left without power for a day after the storm of last week.",
    "According to the interior ministry, 40 people asked for asylum at the crossing in November.",
)
_CLS, _SEP = 101, 102


def invented(count: int, words: int) -> list[Report]:
    """Return `count` reports of about `words` words."""
    size = sum(len(paragraph.split()) for paragraph in _PARAGRAPHS)
    text = "\n\n".join(_PARAGRAPHS * max(1, round(words / size)))
    day = date(2024, 1, 1)
    return [
        Report(str(n), str(n), f"{text}\n\nReport {n}.", day, None, None, None, "en", "")
        for n in range(count)
    ]


def windows_of(cuts: Sequence[Pieces], shared: bool) -> list[NDArray[np.int64]]:
    """Return the word pieces `[1, n]` of each window: as the tagger cuts them, or (not `shared`) without the
    pieces that two windows share.
    """
    made = []
    for pieces in cuts:
        even = np.array_split(pieces.ids, math.ceil(len(pieces) / WINDOW))
        longest = max(map(len, even))
        parts = [pieces.ids[one] for one in windows_over(len(pieces))]
        for part in parts if shared else [np.resize(one, longest) for one in even]:
            made.append(np.concatenate(([_CLS], part, [_SEP]))[None])
    return made


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("reports", type=Path, nargs="*", help="reports to read instead of invented ones")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=6.0, help="for each measurement")
    parser.add_argument("--model", type=Path, help="model folder, instead of the shipped one")
    arguments = parser.parse_args()
    reports = [one for one in read_reports(arguments.reports, ReadOptions()) if isinstance(one, Report)]
    measure(reports or invented(8, 600), Tagger.load(arguments.model, threads=arguments.threads), arguments)


def measure(reports: Sequence[Report], tagger: Tagger, arguments: argparse.Namespace) -> None:
    threads, seconds = arguments.threads, arguments.seconds
    cuts = [cut(page.text, page.paragraphs, tagger.tokenizer) for page in map(Page.of, reports)]
    pieces = sum(map(len, cuts))
    pool = ThreadPoolExecutor(threads)  # reports are read side by side, as `onrecord add` reads them
    runs: dict[tuple[str, str], Callable[[], object]] = {
        ("onrecord, find_statements", ""): lambda: [
            *pool.map(lambda one: find_statements(one, tagger), reports)
        ],
        ("onrecord, its encoder", ""): lambda: [*pool.map(tagger.windows, cuts)],
    }
    try:
        other = importlib.import_module("bert")
    except ImportError as missing:
        print(f"{missing}: nothing to compare with (pip install -e '.[train]')")
        other = None
    with tempfile.TemporaryDirectory() as name:
        if other:
            windows = windows_of(cuts, shared=False)
            theirs = {"PyTorch fp32": other.in_torch(windows, threads)}
            theirs |= {f"ONNX Runtime {k}": v for k, v in other.in_onnx(Path(name), windows, threads).items()}
            runs |= {
                (f"BERT-base, {row}", way): run for row, ways in theirs.items() for way, run in ways.items()
            }
        best: dict[str, float] = {}
        for (row, _), rate in race(runs, seconds).items():
            best[row] = max(best.get(row, 0.0), rate * pieces)
        show(best, len(reports), pieces, threads)
        if other:
            shares(best, cuts, other.multiply_rates(Path(name), threads, seconds))


def show(best: dict[str, float], reports: int, pieces: int, threads: int) -> None:
    """Print pieces a second by row, and how many times as fast onrecord is, all told and as encoder."""
    whole, alone, *_ = best.values()
    print(f"{reports} reports, {pieces} word pieces, {threads} threads")
    for row, rate in best.items():
        told = f"{rate * reports / pieces:6.1f} reports/s" if row.startswith("onrecord") else ""
        told = (
            told or f"onrecord reads {whole / rate:5.1f} times as much, its encoder {alone / rate:.1f} times"
        )
        print(f"{row:30} {rate:8.0f} pieces/s  {told}")


def shares(best: dict[str, float], cuts: Sequence[Pieces], peaks: dict[str, float]) -> None:
    """Print how near each encoder comes to the time that its products take at the machine's own rate."""
    plain, small = peaks["fp32"], peaks["int8"]
    print(f"large matrix products: {plain / 1e9:.0f} GFLOP/s in fp32, {small / 1e9:.0f} GOP/s in int8")
    pieces = sum(map(len, cuts))
    for row, shape, rate in (
        ("onrecord, its encoder", OURS, small),
        ("BERT-base, PyTorch fp32", BERT, plain),
        ("BERT-base, ONNX Runtime fp32", BERT, plain),
        ("BERT-base, ONNX Runtime int8", BERT, small),
    ):
        lengths = [window.shape[1] for window in windows_of(cuts, shared=shape is OURS)]
        ideal = sum(shape.weights(n) / rate + shape.attention(n) / plain for n in lengths)
        print(f"{row:30} {ideal * best[row] / pieces:5.0%} of that rate")


if __name__ == "__main__":
    main()
