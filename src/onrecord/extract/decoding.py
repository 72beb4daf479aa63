"""From tag scores to labelled spans: the best path through the chain of a paragraph's words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.chains import NEVER, Chains
from onrecord.extract.pieces import Pieces

Role = Literal["source", "cue", "content"]
_SIDE_BY_SIDE = 20_000  # words, with what short chains are padded with


class PieceSpan(NamedTuple):
    """Pieces `[first, last]` that play one role; `certainty` 0-1 is how likely just they do."""

    role: Role
    first: int
    last: int
    certainty: float


@dataclass(frozen=True)
class Labels:
    """BIO tags of the model and what it learned of their order, natural logarithms, -1e9 where impossible.

    `first` `[tags]` scores a paragraph's first tag, `between` `[tags, tags]` (from, to) a tag after
    another, before the text has its say. `inner` `[tags]` is the tag that the further pieces of a word
    carry when its first piece carries the given one.
    """

    tags: tuple[str, ...]
    first: NDArray[np.float64]
    between: NDArray[np.float64]
    inner: NDArray[np.int64]

    @classmethod
    def load(cls, path: Path) -> Labels:
        """Read `labels.json` as training wrote it."""
        kept = json.loads(path.read_text(encoding="utf-8"))
        tags = tuple(kept["tags"])
        inner = [tags.index("I-" + tag[2:]) if tag.startswith("B-") else at for at, tag in enumerate(tags)]
        return cls(tags, np.array(kept["first"]), np.array(kept["between"]), np.array(inner))


class Scores(NamedTuple):
    """What the model says of `n` pieces: tags `[n, tags]` and what may follow what `[n, tags, tags]`."""

    tags: NDArray[np.floating[Any]]
    transitions: NDArray[np.floating[Any]]


def decode(pieces: Pieces, scores: Scores, labels: Labels, fresh: NDArray[np.bool_]) -> tuple[PieceSpan, ...]:
    """Return the most likely spans, in text order.

    A word carries one tag, judged at its first piece. The words of a paragraph are a chain, every paragraph
    one for itself: of 60,000 spans in training one runs from a paragraph into the next. Nor does a span go
    on at a `fresh` piece `[n]`, the beginning of an unquoted sentence: of the contents in training fewer
    than one in a hundred does.
    """
    if not len(pieces):
        return ()
    starts = np.flatnonzero(~pieces.inner)
    words = scores.tags[starts].astype(np.float64)
    continuing = np.array([tag.startswith("I-") for tag in labels.tags])
    words[fresh[starts]] += np.where(continuing, NEVER, 0.0)
    begins = np.flatnonzero(pieces.begins[starts])
    step = scores.transitions[starts] + labels.between
    step[begins] = labels.first
    step += words[:, None, :]
    lengths = np.diff([*begins.tolist(), len(step)])
    edges = [*starts.tolist(), len(pieces)]
    return tuple(sorted(_spans(step, begins, lengths, labels, edges), key=lambda span: span.first))


def _spans(
    step: NDArray[np.float64],
    begins: NDArray[np.int64],
    lengths: NDArray[np.int64],
    labels: Labels,
    edges: Sequence[int],
) -> Iterator[PieceSpan]:
    """Yield the spans of all chains; `edges` are the words' first pieces, then the number of pieces."""
    for group in _alike(lengths):
        chains = Chains([step[begins[at] : begins[at] + lengths[at]] for at in group])
        paths = chains.best_paths()
        tag, follows = chains.chances()
        for row, at in enumerate(group):
            begin, length = int(begins[at]), int(lengths[at])
            path = _Path(paths[row, :length], tag[row, :length], follows[row, :length])
            for role, first, last, chance in path.stretches(labels):
                yield PieceSpan(role, edges[begin + first], edges[begin + last + 1] - 1, chance)


def _alike(lengths: NDArray[np.int64]) -> Iterator[list[int]]:
    """Yield chains to be read side by side: of like length, so that little of what they are padded to is
    idle.
    """
    group: list[int] = []
    for at in np.argsort(-lengths, kind="stable").tolist():
        if group and (len(group) + 1) * lengths[group[0]] > _SIDE_BY_SIDE:
            yield group
            group = []
        group.append(at)
    yield group


class _Path(NamedTuple):
    """The best tags of a chain `[words]`, with the probability of each tag at each word `[words, tags]` and
    of each tag given the one before `[words, tags, tags]`.
    """

    tags: NDArray[np.int64]
    chances: NDArray[np.float64]
    follows: NDArray[np.float64]

    def stretches(self, labels: Labels) -> Iterator[PieceSpan]:
        """Yield the words `[first, last]` that play a role, with the probability that just these do."""
        at = 0
        while at < len(self.tags):
            now, last = int(self.tags[at]), at
            if name := labels.tags[now][2:]:
                chance, inside = float(self.chances[at, now]), int(labels.inner[now])
                while last + 1 < len(self.tags) and self.tags[last + 1] == inside:
                    chance *= float(self.follows[last + 1, now, inside])
                    last, now = last + 1, inside
                if last + 1 < len(self.tags):
                    chance *= 1 - float(self.follows[last + 1, now, inside])
                yield PieceSpan(_role(name), at, last, chance)
            at = last + 1


def _role(name: str) -> Role:
    return "source" if name == "source" else "cue" if name == "cue" else "content"
