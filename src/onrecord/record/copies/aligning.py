"""Two texts laid beside each other: what stands in both in the same words, and what is told in others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from onrecord.model import Aside
from onrecord.record.copies.words import Flags, Numbers, Prose, runs_of

Measures = NDArray[np.float32]
N = TypeVar("N", np.int64, np.uint64)

ALIKE = 0.30  # of the particulars of two sentences, from which on they tell the same
_FAR = 0.10  # below which they have nothing to do with each other
HALF = np.float32(0.5)  # of a sentence's words, from which on it stands in the same words
_RUN = 4  # words that must stand in both in one order: fewer are common phrases
_GAP = 6  # words on either side that may differ within a stretch
_QUOTED = 4  # words of a quotation that can be told from a phrase


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A report's text, prepared once for any number of comparisons.

    `runs` are the distinct runs of four words, sorted, and `run_at` the first word of each. `keys` are the
    distinct particulars told outside quotations, sorted; `told` has one row a sentence and one column a key,
    `rarity` is one over the sentences that tell a key, `named` whether it is a name or figure. `weight` is
    what the particulars of each sentence weigh together, `lengths` its words outside quotations, `outside`
    those of the text.
    """

    prose: Prose
    runs: NDArray[np.uint64]
    run_at: Numbers
    keys: Numbers
    told: Measures
    rarity: Measures
    named: Flags
    weight: Measures
    lengths: Numbers
    outside: int
    quotations: frozenset[bytes]

    @classmethod
    def of(cls, text: str, asides: Sequence[Aside] = ()) -> Text:
        """Prepare a text; its asides count as not there."""
        prose = Prose.of(text, asides)
        runs, run_at = _runs(prose.codes)
        number = len(prose.sentences) - 1
        sentence = np.repeat(np.arange(number), np.diff(prose.sentences))
        telling = (prose.keys != 0) & ~prose.quoted
        keys, column = np.unique(prose.keys[telling], return_inverse=True)
        told = np.zeros((number, len(keys)), np.float32)
        told[sentence[telling], column] = 1
        rarity = (1 / np.maximum(told.sum(axis=0), 1)).astype(np.float32)
        return cls(
            prose,
            runs,
            run_at,
            keys,
            told,
            rarity,
            np.isin(keys, prose.keys[telling & prose.named]),
            told @ rarity,
            np.bincount(sentence[~prose.quoted], minlength=number).astype(np.int64),
            int((~prose.quoted).sum()),
            frozenset(_quoted(prose)),
        )


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """The same words at two places, counted in words; the ends are exclusive."""

    a: int
    b: int
    a_end: int
    b_end: int


@dataclass(frozen=True, slots=True)
class Side:
    """What speaks for one text on its own side of a comparison; shares are of its words outside quotations.

    `same`: in the same words. `told`: how fully its sentences are told by the other's, in the other's order.
    `retold`: how fully those are told that stand not in the same words. `before`: the share that stands
    before the first shared sentence. Two measures, in words, of the longest stretch between shared sentences
    that has nothing to do with the other text: `nameless`, where sentences name nothing that it names, and
    `unlike`, where they come near none of its sentences; words of others in between count against it.
    """

    same: float
    told: float
    retold: float
    before: float
    nameless: int
    unlike: int


def blocks(a: Text, b: Text) -> list[Block]:
    """Maximal stretches of the same words, in order of a. Of a run that a text repeats, the first counts."""
    in_a, in_b = _common(a.runs, b.runs)
    if not len(in_a):
        return []
    at_a, at_b = a.run_at[in_a], b.run_at[in_b]
    order = np.lexsort((at_a, at_a - at_b))
    at_a, at_b = at_a[order], at_b[order]
    breaks = np.flatnonzero((np.diff(at_a) > _RUN) | (np.diff(at_a - at_b) != 0)) + 1
    firsts, lasts = np.append(0, breaks), np.append(breaks, len(at_a)) - 1
    edges = (at_a[firsts], at_b[firsts], at_a[lasts] + _RUN, at_b[lasts] + _RUN)
    return sorted(Block(*edge) for edge in zip(*(one.tolist() for one in edges), strict=True))


def joined(found: Sequence[Block]) -> list[list[Block]]:
    """The blocks, those together that follow each other in both texts with few words between."""
    chains: list[list[Block]] = []
    for block in found:
        last = chains[-1][-1] if chains else None
        if last and -_RUN < block.a - last.a_end <= _GAP and -_RUN < block.b - last.b_end <= _GAP:
            chains[-1].append(block)
        else:
            chains.append([block])
    return chains


def covered(a: Text, b: Text, found: Sequence[Block]) -> tuple[Flags, Flags]:
    """Which words of each stand in a block."""
    in_a, in_b = np.zeros(len(a.prose.codes), bool), np.zeros(len(b.prose.codes), bool)
    for block in found:
        in_a[block.a : block.a_end] = True
        in_b[block.b : block.b_end] = True
    return in_a, in_b


def per_sentence(text: Text, words: Flags) -> Measures:
    """The share of each sentence's words outside quotations that are among `words`."""
    if not len(text.lengths):
        return np.empty(0, np.float32)
    held = (words & ~text.prose.quoted).astype(np.int64)
    counts = np.add.reduceat(held, text.prose.sentences[:-1])
    return (counts / np.maximum(text.lengths, 1)).astype(np.float32)


def alike(a: Text, b: Text) -> tuple[Measures, Flags, Flags]:
    """How far each sentence of a tells the particulars of each of b (0-1), and which sentences of each name
    what the other names.

    A particular weighs the less the more sentences of its own text tell it: that the minister's name stands
    in two sentences says little where it stands in all of them.
    """
    in_a, in_b = _common(a.keys, b.keys)
    told_a, told_b = a.told[:, in_a], b.told[:, in_b]
    weight = np.sqrt(a.rarity[in_a] * b.rarity[in_b])
    whole = np.sqrt(np.maximum(np.outer(a.weight, b.weight), 1e-6))
    named = a.named[in_a] & b.named[in_b]
    shared = np.minimum((told_a * weight) @ told_b.T / whole, 1)
    naming_a, naming_b = (np.asarray(told[:, named].sum(axis=1) > 0) for told in (told_a, told_b))
    return shared.astype(np.float32), naming_a, naming_b


def side(text: Text, same: Measures, told: Measures, naming: Flags) -> Side:
    """Sum up one side: `same` by sentence, `told` by sentence and sentence of the other, `naming` by
    sentence."""
    nearest = told.max(axis=1) if told.size else np.zeros(len(same), np.float32)
    shared = (same >= HALF) | (nearest >= ALIKE)
    first = int(np.argmax(shared)) if shared.any() else len(shared)
    return Side(
        _mean(same, text.lengths),
        _in_order(told, text.lengths),
        _mean(nearest, text.lengths * (same < HALF)),
        float(text.lengths[:first].sum()) / max(1, text.outside),
        _longest(text.lengths, shared, ~naming),
        _longest(text.lengths, shared, nearest < _FAR),
    )


def _longest(lengths: Numbers, shared: Flags, strange: Flags) -> int:
    """The most by which words of strange sentences outnumber the others in a stretch without shared ones."""
    most = now = 0
    for length, is_shared, is_strange in zip(
        lengths.tolist(), shared.tolist(), strange.tolist(), strict=True
    ):
        now = 0 if is_shared else max(0, now + (length if is_strange else -length))
        most = max(most, now)
    return most


def _mean(values: Measures, weights: Numbers) -> float:
    return float(values @ weights) / max(1, int(weights.sum()))


def _in_order(told: Measures, lengths: Numbers) -> float:
    """The most that the sentences of one text, by length, can be alike to sentences of the other in their
    order (0-1); one sentence may be told in several.
    """
    if not told.size:
        return 0.0
    best = np.zeros(told.shape[1], np.float32)
    for row, length in zip(told, lengths.tolist(), strict=True):
        best = np.maximum.accumulate(best) + length * row
    return float(best.max()) / max(1, int(lengths.sum()))


def _runs(codes: Numbers) -> tuple[NDArray[np.uint64], Numbers]:
    """The distinct runs of words as numbers, sorted, and where each stands first."""
    number = len(codes) - _RUN + 1
    if number <= 0:
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    runs, at = np.unique(runs_of(codes, _RUN), return_index=True)
    return runs, at.astype(np.int64)


def _quoted(prose: Prose) -> Iterator[bytes]:
    for first, end in prose.quotations():
        if end - first >= _QUOTED:
            yield prose.codes[first:end].tobytes()


def _common(a: NDArray[N], b: NDArray[N]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where the numbers that two sorted arrays of distinct ones share stand in each."""
    if not len(a) or not len(b):
        return np.empty(0, np.intp), np.empty(0, np.intp)
    at = np.minimum(np.searchsorted(b, a), len(b) - 1)
    held = np.flatnonzero(b[at] == a)
    return held, at[held]
