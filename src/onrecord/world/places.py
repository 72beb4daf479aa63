"""Towns, regions and well-known sites other than capitals, and the one state in which each lies.

They mean no actor ("Mumbai" says nothing of India's stand); they tell where a report is at home.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.model import Span
from onrecord.world.tables import rows

_WORD = re.compile(r"\w[\w'’.-]*\w|\w")
_LONGEST = 5  # words of a name


class Place(NamedTuple):
    """A place named in a text, and the code of its state."""

    span: Span
    actor: str


class Places:
    """Finds places by their names, the longest first; names of one word must begin with a capital."""

    def __init__(self) -> None:
        self._states = {_words(row["name"]): row["actor"] for row in rows("places")}

    def find(self, text: str) -> tuple[Place, ...]:
        """Every place that a text names, in text order."""
        words = list(_WORD.finditer(text))
        found: list[Place] = []
        at = 0
        while at < len(words):
            size, state = self._longest(words, at)
            if state is not None:
                found.append(Place(Span(words[at].start(), words[at + size - 1].end()), state))
            at += max(1, size)
        return tuple(found)

    def _longest(self, words: list[re.Match[str]], at: int) -> tuple[int, str | None]:
        if words[at].group()[0].islower() and not words[at].group().startswith("al-"):
            return 0, None
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            name = tuple(word.group().removesuffix("'s").removesuffix("’s") for word in words[at : at + size])
            if name in self._states:
                return size, self._states[name]
        return 0, None


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.group() for word in _WORD.finditer(name))
