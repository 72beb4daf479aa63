"""From labelled spans to attributions: every source and content goes to the cue that it points to."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.decoding import PieceSpan, Scores

# A source that serves a second cue ("he said X and added Y") gives it a little of its pointer.
_SHARED_SOURCE = 0.05
# A cue without content takes one from a cue that has several, if it points there in earnest.
_SPARE_CONTENT = 0.2
# Few attributions run over paragraphs, and the pointer crosses them more often than they do.
_OTHER_PARAGRAPH = 0.1


class Window(NamedTuple):
    """What the model says of the pieces `[start, start + n)`: scores of their tags, pointers `[n, 128]`."""

    start: int
    scores: Scores
    pointer_from: NDArray[np.float32]
    pointer_to: NDArray[np.float32]

    @property
    def end(self) -> int:
        """One past the last piece of the window."""
        return self.start + len(self.pointer_to)


class Part(NamedTuple):
    """A span in an attribution; `strength` 0-1: how strongly it points to the cue (1: the cue itself)."""

    span: PieceSpan
    strength: float


Group = tuple[Part, ...]
Pull = dict[int, float]


class Ground(NamedTuple):
    """What links are read from: the windows, and for each piece `[n]` the window whose word counts (`owner`)
    and the number of its paragraph.
    """

    windows: Sequence[Window]
    owner: NDArray[np.int64]
    paragraph: NDArray[np.int64]


def link(spans: Sequence[PieceSpan], ground: Ground) -> tuple[Group, ...]:
    """Group `spans` by cue.

    A cue has one source at most, a source can serve several cues, a content belongs to one cue. A content
    without any cue in sight is a group of its own; a source without one is left out.
    """
    cues = [span for span in spans if span.role == "cue"]
    bare = {span: _pull(span, cues, ground) for span in spans if span.role != "cue"}
    pull = {span: _weighed(strengths, span, cues, ground) for span, strengths in bare.items()}
    contents = {span: strength for span, strength in pull.items() if span.role == "content"}
    seen = {span: strength for span, strength in contents.items() if strength}
    parts: list[list[Part]] = [[Part(cue, 1.0)] for cue in cues]
    for span, number in _placed_contents(seen).items():
        parts[number].append(Part(span, bare[span][number]))
    sources = {span: strength for span, strength in pull.items() if span.role == "source"}
    for number, span in _given_sources(sources).items():
        parts[number].append(Part(span, bare[span][number]))
    loose = [(Part(span, 1.0),) for span in contents if span not in seen]
    return (*map(tuple, parts), *loose)


def _pull(span: PieceSpan, cues: Sequence[PieceSpan], ground: Ground) -> Pull:
    """Return how strongly a span points to each cue in sight, 0-1: the mean over its pieces."""
    total: Pull = {}
    owners = ground.owner[span.first : span.last + 1]
    for number in sorted(set(owners.tolist())):
        window = ground.windows[number]
        near = range(bisect_left(cues, window.start, key=_first), bisect_left(cues, window.end, key=_first))
        if not near:
            continue
        own = np.flatnonzero(owners == number) + span.first - window.start
        places = [cues[at].first - window.start for at in near]
        scores = window.pointer_from[own].astype(np.float64) @ window.pointer_to[places].T.astype(np.float64)
        for at, strength in zip(near, np.exp(_log_softmax(scores)).sum(axis=0).tolist(), strict=True):
            total[at] = total.get(at, 0.0) + strength / len(owners)
    return total


def _weighed(strengths: Pull, span: PieceSpan, cues: Sequence[PieceSpan], ground: Ground) -> Pull:
    """Weigh the cues of other paragraphs less."""
    home = ground.paragraph[span.first]
    return {
        at: strength * (1.0 if ground.paragraph[cues[at].first] == home else _OTHER_PARAGRAPH)
        for at, strength in strengths.items()
    }


def _first(span: PieceSpan) -> int:
    return span.first


def _placed_contents(pull: dict[PieceSpan, Pull]) -> dict[PieceSpan, int]:
    """Give each content its cue; then a cue left without takes the one that points to it most.

    It takes it only from a cue that has another: in "X said A and urged B" the pointer of B may go to "said".
    """
    placed = {span: max(strength, key=strength.__getitem__) for span, strength in pull.items()}
    held = Counter(placed.values())
    wanted = [
        (strength, -span.first, number, span)
        for span, strengths in pull.items()
        for number, strength in strengths.items()
        if not held[number] and strength >= _SPARE_CONTENT
    ]
    for _, _, number, span in sorted(wanted, reverse=True):
        if held[number] == 0 and held[placed[span]] > 1:
            held[placed[span]] -= 1
            held[number] += 1
            placed[span] = number
    return placed


def _given_sources(pull: dict[PieceSpan, Pull]) -> dict[int, PieceSpan]:
    """Give each cue the source that points to it most strongly."""
    given: dict[int, PieceSpan] = {}
    for span, strengths in pull.items():
        for number, strength in strengths.items():
            rival = given.get(number)
            if strength >= _SHARED_SOURCE and (rival is None or strength > pull[rival][number]):
                given[number] = span
    return given


def _log_softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Normalise the last axis to log-probabilities."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))
