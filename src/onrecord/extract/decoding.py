"""From tag scores to labelled spans: Viterbi over words, with transitions counted in the training reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.pieces import Pieces

Role = Literal["source", "cue", "content"]
_NEVER = -1e9


class PieceSpan(NamedTuple):
    """Pieces `[first, last]` that play one role; `certainty` is the mean probability of their tags, 0-1."""

    role: Role
    first: int
    last: int
    certainty: float


@dataclass(frozen=True)
class Labels:
    """BIO tags of the model with their transitions, natural logarithms, -1e9 where impossible.

    `first` is `[tags]`, `transitions` `[tags, tags]` (from, to), both already weighted. `inner` `[tags]` is
    the tag that the further pieces of a word carry when its first piece carries the given one.
    """

    tags: tuple[str, ...]
    first: NDArray[np.float64]
    transitions: NDArray[np.float64]
    inner: NDArray[np.int64]

    @classmethod
    def load(cls, path: Path) -> Labels:
        """Read `labels.json` as training wrote it."""
        kept = json.loads(path.read_text(encoding="utf-8"))
        tags = tuple(kept["tags"])
        inner = [tags.index("I-" + tag[2:]) if tag.startswith("B-") else at for at, tag in enumerate(tags)]
        return cls(
            tags=tags,
            first=_weighted(kept["first"], kept["weight"]),
            transitions=_weighted(kept["transitions"], kept["weight"]),
            inner=np.array(inner),
        )


def _weighted(logarithms: object, weight: float) -> NDArray[np.float64]:
    table = np.array(logarithms, dtype=np.float64)
    return np.where(table <= _NEVER, _NEVER, table * weight)


def decode(
    pieces: Pieces, scores: NDArray[np.float32], labels: Labels, fresh: NDArray[np.bool_]
) -> tuple[PieceSpan, ...]:
    """Return the most likely spans for tag scores `[n, tags]` (logits), in text order.

    A word carries one tag. Every paragraph is decoded for itself: of 60,000 spans in training one runs from a
    paragraph into the next. Nor does a span go on at a `fresh` piece `[n]`, the beginning of an unquoted
    sentence: of the contents in training fewer than one in a hundred does.
    """
    if not len(pieces):
        return ()
    likely = log_softmax(scores.astype(np.float64))
    starts = np.flatnonzero(~pieces.inner)
    inner = np.flatnonzero(pieces.inner)
    word_of = np.cumsum(~pieces.inner) - 1
    words = likely[starts]
    np.add.at(words, word_of[inner], likely[inner][:, labels.inner])
    continuing = np.array([tag.startswith("I-") for tag in labels.tags])
    words[fresh[starts]] += np.where(continuing, _NEVER, 0.0)
    tags = _best_paths(words, np.flatnonzero(pieces.begins[starts]), labels)[word_of]
    tags[inner] = labels.inner[tags[inner]]
    probability = np.exp(likely[np.arange(len(tags)), tags])
    begins = pieces.begins.astype(np.bool_)
    return tuple(_spans(tags, probability, begins, labels))


def log_softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Normalise the last axis to log-probabilities."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


def _best_paths(words: NDArray[np.float64], begins: NDArray[np.int64], labels: Labels) -> NDArray[np.int64]:
    """Viterbi (1967) for scores `[words, tags]`, all paragraphs (first words `begins`) side by side."""
    lengths = np.diff([*begins.tolist(), len(words)])
    step = np.arange(lengths.max())
    inside = step[None, :] < lengths[:, None]
    padded = np.zeros((*inside.shape, words.shape[1]))
    padded[inside] = words
    best = padded[:, 0] + labels.first
    came_from = np.zeros(padded.shape, dtype=np.int64)
    stay = np.arange(words.shape[1])
    for at in step[1:]:
        reached = best[:, :, None] + labels.transitions
        live = inside[:, at, None]
        came_from[:, at] = np.where(live, reached.argmax(axis=1), stay)
        best = np.where(live, reached.max(axis=1) + padded[:, at], best)
    paths = np.zeros(inside.shape, dtype=np.int64)
    paths[:, -1] = best.argmax(axis=1)
    rows = np.arange(len(lengths))
    for at in step[:0:-1]:
        paths[:, at - 1] = came_from[rows, at, paths[:, at]]
    return paths[inside]


def _spans(
    tags: NDArray[np.int64],
    probability: NDArray[np.float64],
    begins: NDArray[np.bool_],
    labels: Labels,
) -> Iterator[PieceSpan]:
    at = 0
    while at < len(tags):
        name = labels.tags[tags[at]]
        last = at
        if name != "O":
            inside = labels.inner[tags[at]]
            while last + 1 < len(tags) and tags[last + 1] == inside and not begins[last + 1]:
                last += 1
            role: Role = "source" if name[2:] == "source" else "cue" if name[2:] == "cue" else "content"
            yield PieceSpan(role, at, last, float(probability[at : last + 1].mean()))
        at = last + 1
