"""How likely the people of each state bear a name, told by its letters.

"Rune Fredheim" is a name of Norway, not of Russia. A small model (``data/bearers.npz``, training/names) reads
the beginnings, endings and inner pieces of the words of a name: each piece has a vector, the mean of a name's
vectors gives a share for every state (the hashed pieces of fastText: Joulin et al., EACL 2017). It knows what
names are like, not who anybody is: names cross borders, so a share never settles whose somebody is alone."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.world.phrases import fold
from onrecord.world.tables import DATA

BUCKETS = 1 << 15
_SIZES = (2, 3, 4, 5)  # of the pieces of a word, in letters
_WORD = re.compile("[a-z]+")
_MARKS = re.compile("['’ʼ]")
SCALE = 4  # of the mean, so that it is learned faster


def pieces(name: str) -> list[int]:
    """Return the buckets of a name's pieces, in ``[0, BUCKETS)``, some more than once; none for a name
    without a Latin letter. Accents and case do not count; which word comes first and last does."""
    words = _WORD.findall(_MARKS.sub("", fold(name).lower()))
    return [
        zlib.crc32(piece.encode()) % BUCKETS for i, word in enumerate(words) for piece in _of(word, i, words)
    ]


def _of(word: str, place: int, words: list[str]) -> Iterator[str]:
    where = "f" if place == 0 else "l" if place == len(words) - 1 else "m"
    marked = f"^{word}$"
    yield from sorted({marked[i : i + n] for n in _SIZES for i in range(len(marked) - n + 1)})
    yield from (where + marked,) * 3  # the whole word tells most
    yield from (where + marked[:3], where + marked[-3:], where + marked[-4:])


class _Model(NamedTuple):
    states: tuple[str, ...]
    vectors: NDArray[np.float32]  # [BUCKETS, width]
    weights: NDArray[np.float32]  # [states, width]
    bias: NDArray[np.float32]  # [states]


class Bearers:
    """The model, read when it is first asked."""

    @cached_property
    def _model(self) -> _Model:
        with (DATA / "bearers.npz").open("rb") as file, np.load(file, allow_pickle=False) as held:
            vectors = held["vectors"].astype(np.float32) * held["scale"]
            return _Model(tuple(map(str, held["states"])), vectors, held["weights"], held["bias"])

    def shares(self, name: str) -> Mapping[str, float]:
        """Return the natural logarithm of each state's share in those who bear such a name, were all states
        of one size; the shares sum to 1. Empty for a name without a Latin letter."""
        found = pieces(name)
        if not found:
            return {}
        model = self._model
        scores = SCALE * model.weights @ model.vectors[found].mean(axis=0) + model.bias
        scores -= scores.max()
        scores -= np.log(np.exp(scores).sum())
        return dict(zip(model.states, scores.round(3).tolist(), strict=True))
