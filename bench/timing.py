"""What both sides of bench/statements.py are measured with."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import onnxruntime

ROUNDS = 3


class Shape(NamedTuple):
    """Layers of a transformer encoder, its width and the width between its two outer products."""

    layers: int
    width: int
    inner: int

    def weights(self, length: int) -> float:
        """Operations of the products with weights for one window of `length` pieces; int8 where quantised."""
        return 2.0 * self.layers * length * (4 * self.width**2 + 2 * self.width * self.inner)

    def attention(self, length: int) -> float:
        """Operations of the products of pieces with pieces, which quantisation leaves in fp32."""
        return 4.0 * self.layers * length**2 * self.width


OURS, BERT = Shape(6, 384, 1536), Shape(12, 768, 3072)

Run = Callable[[], object]


def race(runs: Mapping[str, Run], seconds: float) -> dict[str, float]:
    """Return how often a second each of `runs` is done: the median over rounds in which they take turns, so
    that what else the machine does falls on all alike. `seconds` is the time for each of them, all rounds
    together.
    """
    for run in runs.values():
        run()
    rates: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            began, done = time.perf_counter(), 0
            while not done or time.perf_counter() - began < seconds / ROUNDS:
                run()
                done += 1
            rates[name].append(done / (time.perf_counter() - began))
    return {name: statistics.median(found) for name, found in rates.items()}


def session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
