"""Bodies that speak: ministries, governments, parliaments, armies, courts, and the sector of each."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Span
from onrecord.world.phrases import Phrases
from onrecord.world.tables import listed, rows


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of body: `name` the usual one ("foreign ministry"), `sector` as in `Title`, `role` that of the
    holder who leads it ("foreign minister") or None, `actor` the one actor that has a body so called, or
    None.
    """

    name: str
    sector: str
    role: str | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class BodyMatch:
    """A body in a running text, without demonym and article: "foreign ministry" in "the Ukrainian foreign
    ministry".
    """

    span: Span
    body: Body


class Bodies:
    """The table of bodies."""

    def __init__(self) -> None:
        self._phrases = Phrases(
            (
                (words, Body(row["name"], row["sector"], row["role"] or None, row["actor"] or None))
                for row in rows("bodies")
                for words in (row["name"], *listed(row["variants"]))
            ),
            any_case=True,
        )

    def get(self, phrase: str) -> Body | None:
        """The body of exactly this name, a leading "the" ignored."""
        words = phrase.strip()
        return self._phrases.get(words[4:] if words.lower().startswith("the ") else words)

    def find(self, text: str) -> tuple[BodyMatch, ...]:
        """Every body in a text, in order, case ignored."""
        return tuple(BodyMatch(span, body) for span, body in self._phrases.find(text))
