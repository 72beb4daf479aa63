"""Finds the phrases of a table in a text: longest first, whole words only, one reading a place.

The text is folded code point by code point (accents off, typographic apostrophes, dashes and blanks to their
plain forms), so that a match's offsets are those of the text as it was read. One dictionary look-up a word
keeps a scan linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from onrecord.model import Span

T = TypeVar("T")

WORD = re.compile(r"\w+")
_PLAIN = {
    "‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    "\n": " ", "\t": " ", "\r": " ", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i",
    "ð": "d", "Ð": "D",
}  # fmt: skip


def _folding() -> dict[int, str]:
    table = {ord(mark): plain for mark, plain in _PLAIN.items()}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and code not in table:
            table[code] = base
    return table


_FOLD = _folding()


def fold(text: str) -> str:
    """The text without accents and typographic marks, code point for code point (the length is kept)."""
    return text.translate(_FOLD)


class Phrases(Generic[T]):
    """Phrases with what each means. `any_case` ignores upper and lower case; otherwise case counts."""

    def __init__(self, meanings: Iterable[tuple[str, T]], *, any_case: bool = False) -> None:
        self._any_case = any_case
        self._meanings: dict[str, T] = {}
        by_word: dict[str, list[str]] = {}
        for phrase, meaning in meanings:
            key = self._key(phrase)
            if key in self._meanings:
                continue
            self._meanings[key] = meaning
            by_word.setdefault(_first_word(key), []).append(key)
        self._by_word = {
            word: tuple(sorted(phrases, key=len, reverse=True)) for word, phrases in by_word.items()
        }

    def __len__(self) -> int:
        return len(self._meanings)

    def __contains__(self, phrase: str) -> bool:
        return self._key(phrase) in self._meanings

    def get(self, phrase: str) -> T | None:
        """What the whole phrase means; None where the table lacks it."""
        return self._meanings.get(self._key(phrase))

    def find(self, text: str) -> Iterator[tuple[Span, T]]:
        """Every phrase, in order, none overlapping another; the longest wins where several begin."""
        folded = self._key(text)
        end = 0
        for word in WORD.finditer(folded):
            start = word.start()
            if start < end:
                continue
            for phrase in self._by_word.get(word.group(), ()):
                stop = start + len(phrase)
                if folded.startswith(phrase, start) and _ends_word(folded, stop):
                    yield Span(start, stop), self._meanings[phrase]
                    end = stop
                    break

    def _key(self, text: str) -> str:
        folded = fold(text)
        return folded.lower() if self._any_case else folded


def _first_word(phrase: str) -> str:
    word = WORD.match(phrase)
    if word is None:
        raise ValueError(f"a phrase begins with a letter or a digit, not {phrase!r}")
    return word.group()


def _ends_word(text: str, stop: int) -> bool:
    return stop >= len(text) or not _is_word(text[stop - 1]) or not _is_word(text[stop])


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
