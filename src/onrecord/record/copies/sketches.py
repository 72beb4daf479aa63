"""Which reports might carry one text: a short sketch of each report, and the pairs whose sketches meet.

Broder, "On the resemblance and containment of documents" (1997), for the signatures; Leskovec, Rajaraman and
Ullman, "Mining of Massive Datasets", chapter 3, for cutting them into bands. Schleimer, Wilkerson and Aiken,
"Winnowing: local algorithms for document fingerprinting" (2003), for what is kept of quotations.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.model import Aside
from onrecord.record.copies.words import Prose, runs_of, stretches_of

SKETCH = "passages-3"  # changes with what changes a sketch or what is alike: older ones must be made again

# A passage is matched where more than about half of it is the same (6 rows a band): that finds what was cut,
# moved or touched up. A re-worded passage keeps less, but the text keeps its names and figures: so these are
# sketched too, over the whole and its parts, and matched from a little under half on (5 rows a band). One row
# fewer finds 1 true pair in 50 more, none that a group hangs on, and three times as many false ones.
_PASSAGE_ROWS, _PASSAGE_BANDS = 6, 20
_NAMES_ROWS, _NAMES_BANDS = 5, 24
# A quotation is cut anywhere, so its words meet where ten on end are the same: of any six runs of five words
# that follow each other one is kept.
_RUN, _WINDOW, _QUOTATION_BANDS = 5, 6, 1
_BANDS = (_PASSAGE_BANDS, _NAMES_BANDS, _QUOTATION_BANDS)
_PERMUTATIONS = 120
_FEWEST = 6  # keys of a passage: what holds fewer says nothing alone, and is joined to what follows
_MOST = 40  # keys of a passage: longer ones (a text without sentences) are cut
_FEWEST_NAMES = 5
_PARTS = 4  # the whole, its halves and its first quarter

_SMALL = 8  # members of a bucket that are all compared with each other
_NEXT = 4  # in a larger one, how many of the following each is compared with

_MOST_FINGERPRINTS = 60_000  # of a text, at most: what its sketch can count

_HEAD = struct.Struct("<HHH")
Keys = NDArray[np.uint32]


def sketch(text: str, asides: Sequence[Aside]) -> bytes:
    """Return the sketch of a report: the bands of one MinHash signature a passage of its prose, then of one a
    part for the names and figures in it, both outside quotation marks; then fingerprints of what stands in
    them. A text without words gives a sketch that meets no other.
    """
    prose = Prose.of(text, asides)
    parts = (
        _bands(_passages(prose), _PASSAGE_ROWS, _PASSAGE_BANDS),
        _bands(_names(prose), _NAMES_ROWS, _NAMES_BANDS),
        _quotations(prose),
    )
    return _HEAD.pack(*map(len, parts)) + b"".join(part.tobytes() for part in parts)


def candidates(sketches: Sequence[bytes], new: Collection[int] | None = None) -> Iterator[tuple[int, int]]:
    """Yield the pairs (i < j) of reports that may share passages, in order; with `new`, only those of which
    at least one is in it.

    Reports that meet in a band stand in one bucket. In a small bucket each meets each; in a large one (a
    background paragraph that hundreds carry, a wire story in a thousand papers) each meets the `_NEXT` ones
    after it and the first, so that pairs grow with the reports and not with their square. Lost are pairs
    that stand far apart in every bucket they share: of a thousand copies nearly all, which changes no group,
    since each is still linked along the chain; but also a pair that has nothing in common with the ones
    between beside one passage that very many carry. Such a pair shares a boilerplate, not a text: a copy has
    other passages, and meets in their buckets.
    """
    number = len(sketches)
    wanted = np.ones(number, bool) if new is None else np.zeros(number, bool)
    if new is not None:
        wanted[list(new)] = True
    pairs = np.empty(0, np.int64)
    if wanted.any():
        for which in range(len(_BANDS)):
            owners, keys = _gathered(sketches, which)
            for band in range(keys.shape[1]):
                met = _met(owners, keys[:, band], number)
                met = met[wanted[met // number] | wanted[met % number]]
                pairs = np.union1d(pairs, met)
    for code in pairs:
        i, j = divmod(int(code), number)
        yield i, j


def _passages(prose: Prose) -> list[Keys]:
    """The keys of each passage, distinct ones, outside quotations: a sentence, or where that says too little
    the ones that follow with it. Where a passage ends is told by its own words, so that what is cut or put
    before it moves no others.
    """
    found: list[Keys] = []
    held: list[int] = []
    outside = np.where(prose.quoted, 0, prose.keys).tolist()
    for first, end in stretches_of(prose):
        for key in outside[first:end]:
            if not key:
                continue
            held.append(key)
            if len(held) >= _MOST or (end - first > 2 * _MOST and key % 8 == 0 and len(held) >= 2 * _FEWEST):
                found.append(np.unique(np.array(held, np.uint32)))
                held = []
        distinct = np.unique(np.array(held, np.uint32))
        if len(distinct) >= _FEWEST:
            found.append(distinct)
            held = []
    if len(held) >= _FEWEST // 2 and not found:
        found.append(np.unique(np.array(held, np.uint32)))
    return found


def _names(prose: Prose) -> list[Keys]:
    """The distinct names and figures outside quotations: of the text, its halves and its first quarter.

    Parts, because a re-worded text is often a cut one too, and a fourth of the names is too little to meet.
    """
    telling = prose.named & ~prose.quoted & (prose.keys != 0)
    length = len(prose.keys)
    found = []
    for first, end in ((0, length), (0, length // 2), (length // 2, length), (0, length // _PARTS)):
        keys = np.unique(prose.keys[first:end][telling[first:end]]).astype(np.uint32)
        if len(keys) >= _FEWEST_NAMES:
            found.append(keys)
    return found


def _quotations(prose: Prose) -> Keys:
    """Fingerprints of the quotations, distinct ones: two that share `_RUN` + `_WINDOW` - 1 words on end share
    one, wherever they were cut.
    """
    kept: list[NDArray[np.uint64]] = [np.empty(0, np.uint64)]
    for first, end in prose.quotations():
        if end - first < _RUN + _WINDOW - 1:
            continue
        runs = runs_of(prose.codes[first:end], _RUN)
        kept.append(np.lib.stride_tricks.sliding_window_view(runs, _WINDOW).min(axis=1))
    found = np.unique(np.concatenate(kept)[:_MOST_FINGERPRINTS])
    return (found >> np.uint64(16)).astype(np.uint32).reshape(-1, _QUOTATION_BANDS)


@lru_cache(maxsize=1)
def _blank() -> Any:
    """A signature without permutations of its own: making them takes longer than all the rest."""
    # Imported here because it takes a second, and most commands need none. It says nothing of its types.
    from datasketch import MinHash  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415

    return MinHash(num_perm=_PERMUTATIONS, seed=1, hashfunc=int, scheme="affine32")


def _bands(sets: Sequence[Keys], rows: int, bands: int) -> Keys:
    """One row a set, one number a band: what the signature holds there, hashed into 32 bits."""
    if not sets:
        return np.empty((0, bands), np.uint32)
    signatures = np.empty((len(sets), _PERMUTATIONS), np.uint64)
    for at, keys in enumerate(sets):
        signature = _blank().copy()
        signature.update_batch(keys.tolist())
        signatures[at] = signature.hashvalues
    cut = signatures[:, : rows * bands].reshape(len(sets), bands, rows)
    mixed = np.zeros((len(sets), bands), np.uint64)
    for row in range(rows):
        mixed = (mixed ^ cut[:, :, row]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> np.uint64(16)).astype(np.uint32)


def _gathered(sketches: Sequence[bytes], which: int) -> tuple[NDArray[np.int64], Keys]:
    """The rows of all sketches, one under the other, and whose each is."""
    bands = _BANDS[which]
    heads = [_HEAD.unpack_from(one) for one in sketches]
    rows = np.array([head[which] for head in heads], np.int64)
    keys = np.empty((int(rows.sum()), bands), np.uint32)
    at = 0
    for one, head in zip(sketches, heads, strict=True):
        before = zip(head[:which], _BANDS, strict=False)
        skipped = _HEAD.size + 4 * sum(number * width for number, width in before)
        size = head[which]
        if size:
            keys[at : at + size] = np.frombuffer(one, np.uint32, size * bands, skipped).reshape(size, bands)
        at += size
    return np.repeat(np.arange(len(sketches), dtype=np.int64), rows), keys


def _met(owners: NDArray[np.int64], keys: Keys, number: int) -> NDArray[np.int64]:
    """The pairs that one band brings together, each as i * number + j, distinct."""
    order = np.argsort(keys, kind="stable")  # stable: within a bucket the reports stay in order
    key, owner = keys[order].astype(np.int64), owners[order]
    once = np.ones(len(key), bool)
    once[1:] = (key[1:] != key[:-1]) | (owner[1:] != owner[:-1])
    key, owner = key[once], owner[once]
    opens = np.ones(len(key), bool)
    opens[1:] = key[1:] != key[:-1]
    first = np.flatnonzero(opens)
    sizes = np.diff(np.append(first, len(key)))
    size, heads = np.repeat(sizes, sizes), np.repeat(first, sizes)
    place = np.arange(len(key))
    many = place[place > heads]
    met = [owner[heads[many]] * number + owner[many]]
    for step in range(1, _SMALL):
        here = np.flatnonzero(place[step:] - step >= heads[step:]) + step
        if step > _NEXT:
            here = here[size[here] <= _SMALL]
        met.append(owner[here - step] * number + owner[here])
    return np.unique(np.concatenate(met))
