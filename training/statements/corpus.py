"""PolNeAR reports as labelled word pieces, cut into windows for training."""

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.extract.pieces import Pieces, cut
from training.statements.network import NAMES

WINDOW, STRIDE = 318, 288  # with [CLS] and [SEP]: 320
CLS, SEP, MASK = 101, 102, 103
# In half of the windows a twelfth of the pieces is hidden, so that no name or phrase is learned by heart.
MASKED_WINDOWS, MASKED = 0.5, 0.08
# Agencies print straight marks where PolNeAR has curly ones, British papers single ones for double.
STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}
SINGLE = {"“": "‘", "”": "’", '"': "'"}


@dataclass(frozen=True)
class Labelled:
    """A report's pieces, their tags `[n]` (a word's on its first piece), by piece of source or content its
    cues' first pieces, and silver name tags `[n]` (-100: not known).
    """

    pieces: Pieces
    tags: NDArray[np.int64]
    cues: dict[int, set[int]]
    names: NDArray[np.int64]


def read_corpus(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_agency(reports: Path, labels: Path, held_out: Path) -> Iterator[dict[str, Any]]:
    """Yield the agency reports that `labels` holds offsets for, with their attributions.

    Raises `ValueError` where a label is of a held-out report or of a text that is not there.
    """
    kept = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    texts = {report["id"]: report for report in read_corpus(reports)}
    held = set(held_out.read_text(encoding="utf-8").split())
    for line in kept:
        if line["id"] in held or line["id"] not in texts:
            raise ValueError(f"{labels}: {line['id']} is held out, or not in {reports}")
        yield texts[line["id"]] | {"attributions": line["attributions"]}


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
        cue = report["attributions"][attribution["continues"]] if "continues" in attribution else attribution
        cue_start = _pieces_of(owner, cue["cue"][0])[:1] if cue["cue"] else []
        for role, inside in (("source", 2), ("cue", 4), ("content", 6)):
            for span in attribution[role]:
                covered = _pieces_of(owner, span)
                if covered and not tags[covered].any():
                    tags[covered] = inside
                    tags[covered[0]] = inside - 1
                for piece in covered if role != "cue" and cue_start else []:
                    cues.setdefault(piece, set()).add(cue_start[0])
    return Labelled(pieces, _by_word(pieces, tags), cues, _names(report, owner, len(pieces)))


def _by_word(pieces: Pieces, tags: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give every piece its word's tag: the first that a piece of it bears; no span runs over a paragraph's
    end.
    """
    starts = [*np.flatnonzero(~pieces.inner).tolist(), len(pieces)]
    made, before = tags.copy(), 0
    for start, end in pairwise(starts):
        borne = tags[start:end][tags[start:end] > 0]
        tag = int(borne[0]) if len(borne) else 0
        begun = tag and tag % 2 == 0 and (pieces.begins[start] or before not in (tag - 1, tag))
        tag -= int(bool(begun))
        made[start] = tag
        made[start + 1 : end] = tag + tag % 2
        before = tag
    return made


def _names(report: dict[str, Any], owner: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    tags = np.full(count, 0 if report.get("entities_corenlp") else -100, dtype=np.int64)
    for start, end, kind in report.get("entities_corenlp", ()):
        covered = _pieces_of(owner, [start, end]) if kind in NAMES else []
        if covered:
            tags[covered] = 2 + 2 * NAMES.index(kind)
            tags[covered[0]] -= 1
    return tags


def _pieces_of(owner: NDArray[np.int64], span: list[int]) -> list[int]:
    return sorted(set(owner[span[0] : span[1]].tolist()) - {-1})


@dataclass(frozen=True)
class Window:
    """A training window: `inputs` int64 `[4, n]` (ids, case, begins, quoted), `tags`, `names` and `words`
    (true on a word's first piece) `[n]`, `links`.
    """

    inputs: NDArray[np.int64]
    tags: NDArray[np.int64]
    names: NDArray[np.int64]
    words: NDArray[np.bool_]
    links: list[tuple[int, int, float]]


def windows(report: Labelled, chance: random.Random, swaps: dict[str, dict[int, int]]) -> Iterator[Window]:
    """Cut a report into windows; their phase, now and then their quotation marks, differ in every epoch."""
    start = -chance.randrange(STRIDE) if len(report.pieces) > WINDOW else 0
    while start < len(report.pieces):
        low, high = max(0, start), min(len(report.pieces), start + WINDOW)
        low += int(report.pieces.inner[low:high].argmin())  # a window begins with a word
        if high - low >= 8:
            marks = chance.choices(("none", "straight", "single"), (0.68, 0.22, 0.1))[0]
            yield _window(report, low, high, swaps[marks], chance)
        start += STRIDE


def _window(report: Labelled, low: int, high: int, swap: dict[int, int], chance: random.Random) -> Window:
    pieces = report.pieces
    ids = [swap.get(piece, piece) for piece in pieces.ids[low:high].tolist()]
    hidden = MASKED if chance.random() < MASKED_WINDOWS else 0.0
    ids = [MASK if hidden and chance.random() < hidden else piece for piece in ids]
    pad = lambda values: [0, *values, 0]  # noqa: E731
    inputs = [
        [CLS, *ids, SEP],
        *(pad(part[low:high].tolist()) for part in (pieces.case, pieces.begins, pieces.quoted)),
    ]
    links = []
    for piece in range(low, high):
        seen = [cue for cue in report.cues.get(piece, ()) if low <= cue < high]
        links += [(piece - low + 1, cue - low + 1, 1 / len(seen)) for cue in seen]
    return Window(
        np.array(inputs),
        np.array([-100, *report.tags[low:high].tolist(), -100]),
        np.array([-100, *report.names[low:high].tolist(), -100]),
        np.array(pad((~pieces.inner[low:high]).tolist()), dtype=np.bool_),
        links,
    )


def mark_swaps(tokenizer: Tokenizer) -> dict[str, dict[int, int]]:
    """Return, by manner of printing, which vocabulary ids stand for which."""
    number = tokenizer.token_to_id
    straight = {number(a): number(b) for a, b in STRAIGHT.items()}
    return {"none": {}, "straight": straight, "single": {number(a): number(b) for a, b in SINGLE.items()}}


class Batch(NamedTuple):
    """Padded windows: `inputs` `[4, b, n]`, `mask` (none: no padding), `tags`, `names` `[b, n]`, `words`
    `[b, w]` (places of words' first pieces, -1: none) and link weights `[b, n, n]`.
    """

    inputs: Tensor
    mask: Tensor | None
    tags: Tensor
    names: Tensor
    words: Tensor
    links: Tensor


def collate(batch: list[Window]) -> Batch:
    """Pad windows to the longest."""
    length = max(window.inputs.shape[1] for window in batch)
    inputs = torch.zeros(4, len(batch), length, dtype=torch.int64)
    mask = torch.zeros(len(batch), length, dtype=torch.bool)
    tags, names = (torch.full((len(batch), length), -100) for _ in range(2))
    words = torch.full((len(batch), max(int(window.words.sum()) for window in batch)), -1)
    links = torch.zeros(len(batch), length, length)
    for row, window in enumerate(batch):
        size = window.inputs.shape[1]
        inputs[:, row, :size] = torch.from_numpy(window.inputs)
        mask[row, :size] = True
        tags[row, :size] = torch.from_numpy(window.tags)
        names[row, :size] = torch.from_numpy(window.names)
        places = torch.from_numpy(np.flatnonzero(window.words))
        words[row, : len(places)] = places
        for piece, cue, weight in window.links:
            links[row, piece, cue] = weight
    return Batch(inputs, None if mask.all() else mask, tags, names, words, links)
