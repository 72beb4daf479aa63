"""Outlets: the agencies, newspapers, broadcasters and portals that reports name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from onrecord.model import Span
from onrecord.world.phrases import Phrases, fold
from onrecord.world.tables import listed, rows

Scan = Literal["article", "whole", "never"]


@dataclass(frozen=True, slots=True)
class Outlet:
    """`kind`: agency, newspaper, magazine, broadcaster, portal. `names` holds every form, `name` first, no
    article.

    `country` is the actor code of the state it is at home in, or None. It does not say that it speaks for it.
    """

    name: str
    kind: str
    names: tuple[str, ...]
    country: str | None = None


@dataclass(frozen=True, slots=True)
class OutletMatch:
    """Where a text names an outlet, article left outside."""

    span: Span
    outlet: Outlet


class Outlets:
    """The outlets, by every name."""

    def __init__(self, outlets: Iterable[Outlet], words: Mapping[str, Scan]) -> None:
        self.all = tuple(outlets)
        named = [(name, outlet) for outlet in self.all for name in outlet.names]
        self._phrases = Phrases(named)
        no_outlet: list[tuple[str, Outlet | None]] = [
            (w, None) for w, scan in words.items() if scan == "never"
        ]
        self._scanned = Phrases([*no_outlet, *((n, o) for n, o in named if words.get(n) != "whole")])
        self._behind_article = frozenset(fold(word) for word, scan in words.items() if scan == "article")

    def get(self, phrase: str) -> Outlet | None:
        """The outlet of exactly this name, case as given, a leading "the" ignored."""
        words = phrase.strip()
        return self._phrases.get(words.removeprefix("The ").removeprefix("the "))

    def find(self, text: str) -> tuple[OutletMatch, ...]:
        """Every outlet named in a text, in order.

        Names that are words of prose too are held back: "Guardian" must stand behind an article, "Stuff" is
        left to `get`, which reads a whole phrase.
        """
        return tuple(
            OutletMatch(span, outlet)
            for span, outlet in self._scanned.find(text)
            if outlet is not None and self._is_told(text, span)
        )

    def _is_told(self, text: str, span: Span) -> bool:
        if fold(span.of(text)) not in self._behind_article:
            return True
        return text[: span.start].endswith(("the ", "The "))


def load_outlets() -> Outlets:
    """The table of outlets."""
    outlets = (
        Outlet(row["name"], row["kind"], (row["name"], *listed(row["variants"])), row["country"] or None)
        for row in rows("outlets")
    )
    return Outlets(outlets, {row["name"]: cast("Scan", row["scan"]) for row in rows("outlet_words")})
