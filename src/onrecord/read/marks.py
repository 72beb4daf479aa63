"""What the patterns of layout are made of: capitals, names, alternatives."""

from __future__ import annotations

from collections.abc import Callable

Knows = Callable[[str], str | None]
"""From a phrase to the name of the outlet it names, None where it names none."""

UPPER = r"A-ZÀ-ÖØ-Þ"
WORD = rf"[{UPPER}][\w.'’\-]*"
"""A capitalised word, initials and hyphens included."""

PARTICLE = r"(?:de|del|da|di|van|von|der|bin|ibn|al|el)"
BLANKS = r"[^\S\r\n]*"


def either(*alternatives: str) -> str:
    """A pattern that matches any of `alternatives`, the first that fits."""
    return "(?:" + "|".join(alternatives) + ")"
