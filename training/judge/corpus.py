"""Pairs as padded batches of pieces."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.judge.cases import Laid, lay_out
from training.judge.network import ACTS, MODALITIES, SIDES
from training.judge.reading import Pair, with_variants

PADDING = 0


@dataclass(frozen=True)
class Batch:
    """Padded cases: `ids`, `segments`, `roles` int64 `[b, n]`, `mask` (None: no padding), the labels' numbers
    `[b]`; modality, explicitness and act are -100 where no side is taken.
    """

    inputs: tuple[Tensor, Tensor, Tensor]
    mask: Tensor | None
    sides: Tensor
    modalities: Tensor
    explicit: Tensor
    acts: Tensor


def collate(rows: list[tuple[Laid, Pair]]) -> Batch:
    """Pad cases to the longest."""
    length = max(len(laid.ids) for laid, _ in rows)
    parts = []
    for part in range(3):
        padded = torch.full((len(rows), length), PADDING, dtype=torch.int64)
        for row, (laid, _) in enumerate(rows):
            padded[row, : len(laid[part])] = torch.from_numpy(laid[part])
        parts.append(padded)
    sizes = torch.tensor([len(laid.ids) for laid, _ in rows])
    mask = torch.arange(length)[None] < sizes[:, None]
    pairs = [pair for _, pair in rows]
    taken = [pair.side != "none" for pair in pairs]
    number = lambda values: torch.tensor(values, dtype=torch.int64)  # noqa: E731
    return Batch(
        (parts[0], parts[1], parts[2]),
        None if mask.all() else mask,
        number([SIDES.index(pair.side) for pair in pairs]),
        number([MODALITIES.index(p.modality) if t else -100 for p, t in zip(pairs, taken, strict=True)]),
        number([int(p.explicit) if t else -100 for p, t in zip(pairs, taken, strict=True)]),
        number([ACTS.index(p.act) if t else -100 for p, t in zip(pairs, taken, strict=True)]),
    )


def batches(
    pairs: list[Pair],
    variants: dict[str, dict[str, list[str]]],
    tokenizer: Tokenizer,
    size: int,
    chance: random.Random,
) -> Iterator[Batch]:
    """Yield an epoch's batches in random order, each of cases of nearly one length."""
    laid = [
        (lay_out(pair.case, tokenizer), pair) for pair in (with_variants(p, variants, chance) for p in pairs)
    ]
    chance.shuffle(laid)
    made = []
    for start in range(0, len(laid), 16 * size):
        pool = sorted(laid[start : start + 16 * size], key=lambda row: len(row[0].ids))
        made += [pool[at : at + size] for at in range(0, len(pool), size)]
    chance.shuffle(made)
    yield from map(collate, made)
