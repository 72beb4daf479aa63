"""Whether a given name is a woman's or a man's: the common ones, where nearly everybody who bears it is."""

from __future__ import annotations

from onrecord.resolve.persons import key_of
from onrecord.world.given_names import gender_of_given_name

# "Jean Ping" is a man, "Jean Shaheen" a woman.
_DOUBLE = {"jean": frozenset("pierre paul claude jacques marc michel francois".split())}


def gender_by_given_name(name: str) -> str | None:
    """Return "f" or "m" for a name of two words or more whose first is mostly one's, else None."""
    words = key_of(name)
    if len(words) < 2:
        return None
    first = words[0]
    if first in _DOUBLE and words[1] not in _DOUBLE[first]:
        return None
    return gender_of_given_name(first)
