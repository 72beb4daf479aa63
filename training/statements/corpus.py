"""PolNeAR reports as labelled word pieces, cut into windows for training."""

import gzip
import json
import math
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from network import TAGS
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.extract.pieces import Pieces, cut

WINDOW, STRIDE = 318, 288  # with [CLS] and [SEP]: 320
CLS, SEP = 101, 102
# Agencies print straight marks where PolNeAR has curly ones, British papers single ones for double.
STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}
SINGLE = {"“": "‘", "”": "’", '"': "'"}


@dataclass(frozen=True)
class Labelled:
    """A report's pieces, their tags `[n]` and, by piece of source or content, its cues' first pieces."""

    pieces: Pieces
    tags: NDArray[np.int64]
    cues: dict[int, set[int]]


def read_corpus(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the paragraphs of `text` as PolNeAR prints them: a line each."""
    return [match.span() for match in re.finditer(r"\S[^\n]*", text)]


def label(report: dict[str, Any], tokenizer: Tokenizer) -> Labelled:
    """Tag the pieces of `report`; of two annotations on one character (9 in train) the first stands."""
    pieces = cut(report["text"], paragraphs(report["text"]), tokenizer)
    owner = np.full(len(report["text"]) + 1, -1)
    for number, piece in enumerate(pieces.spans):
        owner[piece[0] : piece[1]] = number
    tags = np.zeros(len(pieces), dtype=np.int64)
    cues: dict[int, set[int]] = {}
    for attribution in report["attributions"]:
        cue_start = _pieces_of(owner, attribution["cue"][0])[:1] if attribution["cue"] else []
        for role, inside in (("source", 2), ("cue", 4), ("content", 6)):
            for span in attribution[role]:
                covered = _pieces_of(owner, span)
                if covered and not tags[covered].any():
                    tags[covered] = inside
                    tags[covered[0]] = inside - 1
                for piece in covered if role != "cue" and cue_start else []:
                    cues.setdefault(piece, set()).add(cue_start[0])
    return Labelled(pieces, tags, cues)


def _pieces_of(owner: NDArray[np.int64], span: list[int]) -> list[int]:
    return sorted(set(owner[span[0] : span[1]].tolist()) - {-1})


def count_transitions(reports: list[Labelled]) -> tuple[list[float], list[list[float]]]:
    """Return log-probabilities of a paragraph's first tag `[7]` and of tag after tag `[7, 7]`; -1e9: never.

    A word is tagged once, so only first pieces are counted; a paragraph is decoded for itself.
    """
    first, pairs = Counter[int](), Counter[tuple[int, int]]()
    for report in reports:
        words = ~report.pieces.inner
        begins, tags = report.pieces.begins[words].tolist(), report.tags[words].tolist()
        first.update(tag for tag, begin in zip(tags, begins, strict=True) if begin)
        pairs.update(pair for pair, begin in zip(pairwise(tags), begins[1:], strict=True) if not begin)
    numbers = range(len(TAGS))
    rows = [[pairs[a, b] if _possible(a, b) else 0 for b in numbers] for a in numbers]
    return (
        [_logarithm(first[b] if _possible(0, b) else 0, first.total()) for b in numbers],
        [[_logarithm(count, sum(row)) for count in row] for row in rows],
    )


def _logarithm(part: int, whole: int) -> float:
    return round(math.log(part / whole), 4) if part else -1e9


def _possible(before: int, after: int) -> bool:
    return not TAGS[after].startswith("I-") or TAGS[before][2:] == TAGS[after][2:]


@dataclass(frozen=True)
class Window:
    """A training window: `inputs` int64 `[4, n]` (ids, case, begins, quoted), `tags` `[n]`, `links`."""

    inputs: NDArray[np.int64]
    tags: NDArray[np.int64]
    links: list[tuple[int, int, float]]


def windows(report: Labelled, chance: random.Random, swaps: dict[str, dict[int, int]]) -> Iterator[Window]:
    """Cut a report into windows; their phase, now and then their quotation marks, differ in every epoch."""
    start = -chance.randrange(STRIDE) if len(report.pieces) > WINDOW else 0
    while start < len(report.pieces):
        low, high = max(0, start), min(len(report.pieces), start + WINDOW)
        if high - low >= 8:
            yield _window(
                report, low, high, chance.choices(("none", "straight", "single"), (0.68, 0.22, 0.1))[0], swaps
            )
        start += STRIDE


def _window(report: Labelled, low: int, high: int, marks: str, swaps: dict[str, dict[int, int]]) -> Window:
    pieces = report.pieces
    ids = [swaps[marks].get(piece, piece) for piece in pieces.ids[low:high].tolist()]
    pad = lambda values: [0, *values, 0]  # noqa: E731
    inputs = [
        [CLS, *ids, SEP],
        *(pad(part[low:high].tolist()) for part in (pieces.case, pieces.begins, pieces.quoted)),
    ]
    links = []
    for piece in range(low, high):
        seen = [cue for cue in report.cues.get(piece, ()) if low <= cue < high]
        links += [(piece - low + 1, cue - low + 1, 1 / len(seen)) for cue in seen]
    tags = np.array([-100, *report.tags[low:high].tolist(), -100])
    return Window(np.array(inputs), tags, links)


def mark_swaps(tokenizer: Tokenizer) -> dict[str, dict[int, int]]:
    """Return, by manner of printing, which vocabulary ids stand for which."""
    number = tokenizer.token_to_id
    straight = {number(a): number(b) for a, b in STRAIGHT.items()}
    return {"none": {}, "straight": straight, "single": {number(a): number(b) for a, b in SINGLE.items()}}


def collate(batch: list[Window]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Pad to inputs `[4, b, n]`, mask `[b, n]`, tags `[b, n]` and link weights `[b, n, n]`."""
    length = max(window.inputs.shape[1] for window in batch)
    inputs = torch.zeros(4, len(batch), length, dtype=torch.int64)
    mask = torch.zeros(len(batch), length, dtype=torch.bool)
    tags = torch.full((len(batch), length), -100)
    links = torch.zeros(len(batch), length, length)
    for row, window in enumerate(batch):
        size = window.inputs.shape[1]
        inputs[:, row, :size] = torch.from_numpy(window.inputs)
        mask[row, :size] = True
        tags[row, :size] = torch.from_numpy(window.tags)
        for piece, cue, weight in window.links:
            links[row, piece, cue] = weight
    return inputs, mask, tags, links
