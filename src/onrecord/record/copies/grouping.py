"""Adding links up to groups."""

from __future__ import annotations

from collections.abc import Iterable


def groups(number: int, links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the connected components of 0 to `number` - 1, each in order, by their first members.

    What is linked to nothing is a group of its own; the order of the links changes nothing.
    """
    first = list(range(number))

    def head(one: int) -> int:
        while first[one] != one:
            first[one] = first[first[one]]
            one = first[one]
        return one

    for a, b in links:
        low, high = sorted((head(a), head(b)))
        first[high] = low
    found: dict[int, list[int]] = {}
    for one in range(number):
        found.setdefault(head(one), []).append(one)
    return list(found.values())
