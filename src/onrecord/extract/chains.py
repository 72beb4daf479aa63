"""Linear-chain conditional random fields (Lafferty, McCallum and Pereira, ICML 2001), many chains side by
side.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

NEVER = -1e9
_FAINTEST = -300.0  # below any step that matters, above what a double takes for 0


class Chains:
    """Chains of words, each `[words, tags, tags]`: the score (from, to) of every step into a word, a natural
    logarithm up to a constant, `NEVER` where impossible. In a chain's first word all rows are alike.
    """

    def __init__(self, chains: Sequence[NDArray[np.float64]]) -> None:
        longest, size = max(map(len, chains)), chains[0].shape[-1]
        # After a chain's end every tag stays what it is, at no cost.
        still = np.where(np.eye(size, dtype=np.bool_), 0.0, NEVER)
        self.step = np.tile(still, (len(chains), longest, 1, 1))
        for row, chain in zip(self.step, chains, strict=True):
            row[: len(chain)] = chain

    def best_paths(self) -> NDArray[np.int64]:
        """Return the likeliest tags `[chains, longest]` (Viterbi, 1967)."""
        chains, length = self.step.shape[:2]
        best = self.step[:, 0, 0]
        came_from = np.zeros(self.step.shape[:3], dtype=np.int64)
        for at in range(1, length):
            reached = best[:, :, None] + self.step[:, at]
            came_from[:, at] = reached.argmax(axis=1)
            best = reached.max(axis=1)
        paths = np.zeros((chains, length), dtype=np.int64)
        paths[:, -1] = best.argmax(axis=1)
        rows = np.arange(chains)
        for at in range(length - 1, 0, -1):
            paths[:, at - 1] = came_from[rows, at, paths[:, at]]
        return paths

    def chances(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the probability of each tag at each word `[chains, longest, tags]` and of each tag given
        the tag before `[chains, longest, tags, tags]` (forward and backward sums).
        """
        factor = np.exp(np.maximum(self.step - self.step.max(axis=(2, 3), keepdims=True), _FAINTEST))
        ahead, behind = np.ones(factor.shape[:3]), np.ones(factor.shape[:3])
        ahead[:, 0] = factor[:, 0, 0] / factor[:, 0, 0].sum(axis=-1, keepdims=True)
        for at in range(1, factor.shape[1]):
            sums = (ahead[:, at - 1, None, :] @ factor[:, at])[:, 0]
            ahead[:, at] = sums / sums.sum(axis=-1, keepdims=True)
        for at in range(factor.shape[1] - 2, -1, -1):
            sums = (factor[:, at + 1] @ behind[:, at + 1, :, None])[..., 0]
            behind[:, at] = sums / sums.sum(axis=-1, keepdims=True)
        tag = ahead * behind
        follows = factor * behind[:, :, None, :]
        whole = follows.sum(axis=-1, keepdims=True)
        return (
            tag / tag.sum(axis=-1, keepdims=True),
            np.divide(follows, whole, out=np.zeros_like(follows), where=whole > 0),
        )
