"""A report's text as numbers: its words, which of them are quoted, its sentences, and what each is about.

Two texts are compared by these numbers alone. A word's number is its CRC-32, so that it is the same in every
process; two words of one number are so rare that they only ever blur a share by a thousandth.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from onrecord.model import Aside

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_MARK = re.compile(r"[\"“”„«»]|\n\s*\n|(?<=[.!?\"”])\s*\n")
_SENTENCE_END = re.compile(r"[.!?][\"'”’»)\]]*\s+(?=[\"'“‘„«(\[]*[^\W\d_a-z]|[\"'“‘„«(\[]*\d)|\n\s*\n")
_SHORTENED = frozenset(
    "mr mrs ms dr st gen col lt sgt capt sen rep gov prof jr sr jan feb mar apr jun jul aug sep sept "
    "oct nov dec mt vs inc ltd co corp".split()
)
# Words that any two stories share, whatever they tell: they say nothing on where a text comes from.
_EMPTY = frozenset(
    "a about above according after again against ago all almost along already also although always am "
    "among an and another any are around as at away back be became because become been before being below "
    "between both but by came can cannot could day days did do does done down during each early either "
    "else even ever every far few first following for former from further get give given go going good "
    "got had has have having he her here him himself his how however i if in including into is it its "
    "itself just know known last late later least less let like likely long made make making many may me "
    "meanwhile might more most much must my near nearly need never new next no nor not nothing now of off "
    "often on once one only onto or other others our out over own part people per put quite rather really "
    "reported reporter reporters reports said same saw say saying says see seen set several shall she "
    "should since so some soon still such take taken than that the their them themselves then there these "
    "they thing things this those though through thus till time to today together told too took toward "
    "towards two under until up upon us use used very want wanted was way we week weeks well went were "
    "what when where whether which while who whom whose why will with within without would year years "
    "yesterday yet you your monday tuesday wednesday thursday friday saturday sunday added statement "
    "spokesman spokeswoman official officials news agency".split()
)
_COUNTED = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split()
    )
}
_COUNTED |= {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "eighty": "80", "ninety": "90"}
_ENDINGS = re.compile(r"(?:'s|s'|ations?|ings?|edly|ed|ians?|ally|al|es|s|ly|n)$")
_MIXING = np.uint64(0x9E3779B97F4A7C15)
_STEM = 6  # letters: "Indonesia" and "Indonesian" are one, and so are "elected" and "election"
_LONGEST_QUOTATION = 250  # words: an unclosed mark must not make the rest of a text a quotation


@dataclass(frozen=True, slots=True, eq=False)
class Prose:
    """The words of a text in order, asides left out; all arrays but `sentences` have one entry a word.

    `codes` are the words themselves; `keys` what they are about, 0 for words that say nothing on that;
    `named` are capitalised words and figures. `sentences` holds the first word of each sentence, and the
    number of words at the end.
    """

    starts: Numbers
    ends: Numbers
    codes: Numbers
    keys: Numbers
    quoted: Flags
    named: Flags
    sentences: Numbers

    @classmethod
    def of(cls, text: str, asides: Sequence[Aside]) -> Prose:
        """Read a text; an aside's words count as not there."""
        found = list(_outside(text, asides))
        starts = [start for start, _ in found]
        ends = [end for _, end in found]
        words = [text[start:end] for start, end in found]
        numbers = [_numbers(word) for word in words]
        quoted = np.zeros(len(words), bool)
        for opens, closes in _quotations(text):
            first, last = bisect_left(starts, opens), bisect_left(starts, closes)
            if last - first <= _LONGEST_QUOTATION:
                quoted[first:last] = True
        return cls(
            np.array(starts, np.int64),
            np.array(ends, np.int64),
            np.array([code for code, _ in numbers], np.int64),
            np.array([key for _, key in numbers], np.int64),
            quoted,
            np.array([not word[0].islower() for word in words], bool),
            np.array(_sentences(text, starts, words), np.int64),
        )

    def quotations(self) -> Iterator[tuple[int, int]]:
        """First and last word (exclusive) of each quotation."""
        edges = np.flatnonzero(np.diff(np.concatenate(([0], self.quoted.astype(np.int8), [0]))))
        yield from ((first, end) for first, end in edges.reshape(-1, 2).tolist())


def runs_of(codes: Numbers, length: int) -> NDArray[np.uint64]:
    """One number for every `length` words on end; `codes` must hold as many."""
    number = len(codes) - length + 1
    mixed = np.zeros(number, np.uint64)
    for step in range(length):
        mixed = (mixed ^ codes[step : number + step].astype(np.uint64)) * _MIXING
        mixed ^= mixed >> np.uint64(29)
    return mixed


def _outside(text: str, asides: Sequence[Aside]) -> Iterator[tuple[int, int]]:
    if not asides:
        yield from (match.span() for match in _WORD.finditer(text))
        return
    spans = sorted(aside.span for aside in asides)
    firsts = [span.start for span in spans]
    for match in _WORD.finditer(text):
        at = bisect_right(firsts, match.start()) - 1
        if at < 0 or spans[at].end <= match.start():
            yield match.span()


@lru_cache(maxsize=1 << 16)
def _numbers(word: str) -> tuple[int, int]:
    """A word's code and key."""
    folded = word.casefold().replace("’", "'")
    plain = folded.replace(",", "") if folded[0].isdigit() else folded
    key = _COUNTED.get(plain, plain)
    if folded in _EMPTY and not key.isdigit():
        return crc32(folded.encode()), 0
    if not key[0].isdigit():
        if len(key) < 3:
            return crc32(folded.encode()), 0
        stem = _ENDINGS.sub("", key)
        key = (stem if len(stem) >= 4 else key)[:_STEM]
    return crc32(folded.encode()), crc32(key.encode()) or 1


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Stretches in quotation marks. A quotation that is not closed runs to the end of its paragraph.

    Straight marks are told apart by what stands beside them, so that one stray mark does not turn all that
    follows inside out.
    """
    opened: int | None = None
    for match in _MARK.finditer(text):
        mark = match[0]
        before = text[match.start() - 1 : match.start()] or " "
        after = text[match.end() : match.end() + 1] or " "
        opens = mark in "“„«" or (
            mark == '"' and not after.isspace() and (before.isspace() or before in "([")
        )
        if opened is None:
            if opens or (mark == '"' and before.isspace()):
                opened = match.end()
            continue
        yield opened, match.start()
        opened = match.end() if opens else None
    if opened is not None:
        yield opened, len(text)


def _sentences(text: str, starts: Sequence[int], words: Sequence[str]) -> list[int]:
    """The first word of each sentence, and the number of words."""
    firsts = {0}
    for match in _SENTENCE_END.finditer(text):
        at = bisect_left(starts, match.end())
        if not 0 < at < len(words):
            continue
        before = words[at - 1]
        paragraph = match[0][0] not in ".!?"
        if paragraph or not (before.casefold() in _SHORTENED or (len(before) == 1 and before.isupper())):
            firsts.add(at)
    return [*sorted(firsts), len(words)] if words else [0]


def stretches_of(prose: Prose) -> Iterator[tuple[int, int]]:
    """First and last word (exclusive) of each sentence."""
    yield from pairwise(prose.sentences.tolist())
