"""Items are worked on side by side and come in their order."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from onrecord.ahead import ahead


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_items_come_in_their_order(threads: int) -> None:
    assert list(ahead(lambda n: n * n, range(5), threads)) == [(0, 0), (1, 1), (2, 4), (3, 9), (4, 16)]
    assert list(ahead(lambda n: n * n, [], threads)) == []


def test_two_items_are_worked_on_at_once() -> None:
    both = threading.Barrier(2, timeout=10)  # breaks where one waits for the other to be done
    assert [item for item, _ in ahead(lambda n: both.wait(), range(4), 2)] == [0, 1, 2, 3]


def test_a_stream_is_taken_only_a_little_ahead() -> None:
    taken: list[int] = []

    def stream() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    pairs = ahead(lambda n: n, stream(), 2)
    assert next(pairs) == (0, 0)
    assert len(taken) == 3
    pairs.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("threads", [1, 2])
def test_what_breaks_is_raised_in_its_turn(threads: int) -> None:
    pairs = ahead(lambda n: 6 // n, [3, 2, 0, 1], threads)
    assert [next(pairs), next(pairs)] == [(3, 2), (2, 3)]
    with pytest.raises(ZeroDivisionError):
        next(pairs)
