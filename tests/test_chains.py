"""The chain of a paragraph's words: best path and probabilities, against a count of every path there is."""

from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from onrecord.extract.chains import NEVER, Chains
from onrecord.extract.decoding import Labels, Scores, decode
from onrecord.extract.pieces import Pieces

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
INNER = np.array([0, 2, 2, 4, 4, 6, 6])


def allowed(before: str, after: str) -> bool:
    return not after.startswith("I-") or before[2:] == after[2:]


def steps(seed: int, words: int, begins: list[int]) -> NDArray[np.float64]:
    chance = np.random.default_rng(seed)
    possible = np.array([[0.0 if allowed(a, b) else NEVER for b in TAGS] for a in TAGS])
    step = chance.normal(0, 2, (words, 7, 7)) + possible
    step[begins] = (chance.normal(0, 2, (len(begins), 7)) + possible[0])[:, None, :]
    return step


def every_path(step: NDArray[np.float64]) -> dict[tuple[int, ...], float]:
    """The probability of each path through one chain."""
    score = {
        path: step[0, 0, path[0]] + sum(step[at, path[at - 1], path[at]] for at in range(1, len(path)))
        for path in product(range(7), repeat=len(step))
    }
    top = max(score.values())
    whole = sum(np.exp(one - top) for one in score.values())
    return {path: float(np.exp(one - top) / whole) for path, one in score.items()}


@pytest.mark.parametrize("seed", range(5))
def test_two_chains_of_different_length(seed: int) -> None:
    step = steps(seed, 7, [0, 4])
    chains = Chains([step[:4], step[4:]])
    tag, follows = chains.chances()
    for row, part in enumerate((step[:4], step[4:])):
        paths = every_path(part)
        assert tuple(chains.best_paths()[row, : len(part)]) == max(paths, key=paths.__getitem__)
        for at in range(len(part)):
            for one in range(7):
                share = sum(chance for path, chance in paths.items() if path[at] == one)
                assert tag[row, at, one] == pytest.approx(share, abs=1e-9)
        both = sum(chance for path, chance in paths.items() if path[:2] == (5, 6))
        assert tag[row, 0, 5] * follows[row, 1, 5, 6] == pytest.approx(both, abs=1e-9)


def pieces(count: int, begins: list[int], inner: list[int]) -> Pieces:
    marked = lambda places: np.isin(np.arange(count), places)  # noqa: E731
    spans = np.stack([np.arange(count) * 5, np.arange(count) * 5 + 4], axis=1)
    zeros = np.zeros(count, dtype=np.int64)
    return Pieces(zeros, spans, zeros, marked(begins).astype(np.int64), zeros, marked(inner))


def scored(wanted: list[int], strength: float = 8.0) -> Scores:
    tags = np.zeros((len(wanted), 7))
    tags[np.arange(len(wanted)), wanted] = strength
    return Scores(tags, np.zeros((len(wanted), 7, 7)))


LABELS = Labels(
    TAGS,
    np.array([0.0 if allowed("O", b) else NEVER for b in TAGS]),
    np.array([[0.0 if allowed(a, b) else NEVER for b in TAGS] for a in TAGS]),
    INNER,
)


@pytest.mark.parametrize(
    ("wanted", "begins", "inner", "fresh", "spans"),
    [
        ([1, 2, 3, 5, 6, 0], [0], [], [], [("source", 0, 1), ("cue", 2, 2), ("content", 3, 4)]),
        # A word's further pieces carry its tag, whatever their own scores.
        ([1, 0, 3, 5, 6, 6], [0], [1], [], [("source", 0, 1), ("cue", 2, 2), ("content", 3, 5)]),
        # A paragraph ends every span, and none goes on in it without a beginning.
        ([0, 5, 6, 6, 6, 6], [0, 3], [], [], [("content", 1, 2), ("content", 3, 5)]),
        # So does an unquoted sentence.
        ([0, 5, 6, 6, 6, 6], [0], [], [4], [("content", 1, 3), ("content", 4, 5)]),
        # Two spans of one role side by side.
        ([5, 6, 5, 6, 0, 0], [0], [], [], [("content", 0, 1), ("content", 2, 3)]),
        ([0, 0, 0, 0, 0, 0], [0], [], [], []),
    ],
)
def test_spans(
    wanted: list[int],
    begins: list[int],
    inner: list[int],
    fresh: list[int],
    spans: list[tuple[str, int, int]],
) -> None:
    given = pieces(len(wanted), begins, inner)
    found = decode(given, scored(wanted), LABELS, np.isin(np.arange(len(wanted)), fresh))
    assert [(one.role, one.first, one.last) for one in found] == spans
    assert all(0.9 < one.certainty <= 1 for one in found)


def test_how_likely_just_these_words_are() -> None:
    """The certainty of a span is the share of all paths that hold just it."""
    step = steps(3, 5, [0])
    step[1, :, 5] += 4
    step[2, 5, 6] += 4
    paths = every_path(step)
    best = max(paths, key=paths.__getitem__)
    scores = Scores(np.zeros((5, 7)), step.copy())
    scores.transitions[0] = 0
    labels = Labels(TAGS, step[0, 0], np.zeros((7, 7)), INNER)
    found = decode(pieces(5, [0], []), scores, labels, np.zeros(5, bool))
    assert len(found) > 0
    for one in found:
        inside = {"source": 2, "cue": 4, "content": 6}[one.role]
        same = [
            chance
            for path, chance in paths.items()
            if path[one.first] == inside - 1
            and all(tag == inside for tag in path[one.first + 1 : one.last + 1])
            and (one.last == 4 or path[one.last + 1] != inside)
        ]
        assert best[one.first] == inside - 1
        assert one.certainty == pytest.approx(sum(same), abs=1e-9)


def test_nothing_to_decode() -> None:
    assert (
        decode(pieces(0, [], []), Scores(np.zeros((0, 7)), np.zeros((0, 7, 7))), LABELS, np.zeros(0, bool))
        == ()
    )
