"""From labelled spans to attributions: every source and content goes to the cue that it points to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.decoding import PieceSpan, log_softmax

# A source that serves a second cue ("he said X and added Y") gives it part of its pointer.
_SHARED_SOURCE = 0.1
# A cue without content takes one from a cue that has several, if it points there at all.
_SPARE_CONTENT = 0.05


class Window(NamedTuple):
    """What the model says of the pieces `[start, start + n)`: tag scores `[n, 7]`, pointers `[n, 128]`."""

    start: int
    scores: NDArray[np.float32]
    pointer_from: NDArray[np.float32]
    pointer_to: NDArray[np.float32]

    @property
    def end(self) -> int:
        """One past the last piece of the window."""
        return self.start + len(self.scores)


class Part(NamedTuple):
    """A span in an attribution; `strength` 0-1: how strongly it points to the cue (1: the cue itself)."""

    span: PieceSpan
    strength: float


Group = tuple[Part, ...]


def link(
    spans: Sequence[PieceSpan], windows: Sequence[Window], owner: NDArray[np.int64]
) -> tuple[Group, ...]:
    """Group `spans` by cue. `owner` `[n]` names for each piece the window whose word counts.

    A cue has one source at most, a source can serve several cues, a content belongs to one cue. A content
    without any cue in sight is a group of its own; a source without one is left out.
    """
    cues = [span for span in spans if span.role == "cue"]
    pull = {span: _pull(span, cues, windows, owner) for span in spans if span.role != "cue"}
    contents = {span: strength for span, strength in pull.items() if span.role == "content"}
    seen = {span: strength for span, strength in contents.items() if strength.any()}
    parts: list[list[Part]] = [[Part(cue, 1.0)] for cue in cues]
    for span, number in _placed_contents(seen, len(cues)).items():
        parts[number].append(Part(span, float(seen[span][number])))
    sources = {span: strength for span, strength in pull.items() if span.role == "source"}
    for number, part in _given_sources(sources).items():
        parts[number].append(part)
    loose = [(Part(span, 1.0),) for span in contents if span not in seen]
    return (*map(tuple, parts), *loose)


def _pull(
    span: PieceSpan, cues: Sequence[PieceSpan], windows: Sequence[Window], owner: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return how strongly a span points to each cue, `[cues]` in 0-1: the mean over its pieces."""
    total = np.zeros(len(cues))
    owners = owner[span.first : span.last + 1]
    for number in sorted(set(owners.tolist())):
        window = windows[number]
        near = [at for at, cue in enumerate(cues) if window.start <= cue.first < window.end]
        if not near:
            continue
        own = np.flatnonzero(owners == number) + span.first - window.start
        places = [cues[at].first - window.start for at in near]
        scores = window.pointer_from[own].astype(np.float64) @ window.pointer_to[places].T.astype(np.float64)
        total[near] += np.exp(log_softmax(scores)).sum(axis=0)
    return total / len(owners)


def _placed_contents(pull: dict[PieceSpan, NDArray[np.float64]], cues: int) -> dict[PieceSpan, int]:
    """Give each content its cue; then a cue left without takes the one that points to it most.

    It takes it only from a cue that has another: in "X said A and urged B" the pointer of B may go to "said".
    """
    placed = {span: int(strength.argmax()) for span, strength in pull.items()}
    held = np.bincount(list(placed.values()), minlength=cues)
    wanted = [
        (float(pull[span][number]), -span.first, number, span)
        for number in np.flatnonzero(held == 0).tolist()
        for span in pull
        if pull[span][number] >= _SPARE_CONTENT
    ]
    for _, _, number, span in sorted(wanted, reverse=True):
        if held[number] == 0 and held[placed[span]] > 1:
            held[placed[span]] -= 1
            held[number] += 1
            placed[span] = number
    return placed


def _given_sources(pull: dict[PieceSpan, NDArray[np.float64]]) -> dict[int, Part]:
    """Give each cue the source that points to it most strongly."""
    given: dict[int, Part] = {}
    for span, strengths in pull.items():
        for number, strength in enumerate(strengths.tolist()):
            if strength >= _SHARED_SOURCE and (number not in given or strength > given[number].strength):
                given[number] = Part(span, strength)
    return given
