"""Quotation marks: which stretches of a paragraph stand inside them.

Only the outermost quotation is found; a quotation inside a quotation belongs to the words of the outer one. A
quotation that is not closed runs to the end of its paragraph: that is how newspapers print a quotation of
several paragraphs (each one opens it again, only the last closes it). Where the paragraph ends with who said
it, the mark was forgotten, and the quotation ends with the comma before.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from onrecord.extract.saying import APPOSITION, OCCASION, SAID, SPEAKER

# Two single marks in a row are how some archives print one double mark.
_DOUBLE = re.compile(r"[\"“”„‟«»＂]|''|‘‘|’’|``")
_OPENING = "“„‟«‘`"
_CLOSING = "”»’"
_SINGLE = "'‘’"
_BEFORE_OPENING = "([{–—-/…"
_AFTER_CLOSING = ")]},;:.!?"
# "“We have lost the boats, said the minister.": the mark after the comma is missing.
_UNCLOSED = re.compile(
    rf"(?P<said>[^,;:.!?]*(?:[,;:.!?][^,;:.!?]*){{0,12}}?[,!?])\s+"
    rf"(?:{SAID} {SPEAKER}{APPOSITION}?|(?!(?:he|she|they|we|I|you|it) ){SPEAKER}{APPOSITION}?,? {SAID})"
    rf"{OCCASION}\.\s*"
)


# How far a closing mark is looked for, in code points: a look at the rest of an endless line, from every mark
# in it, would take time with the square of its length.
_LONGEST = 2_000


class Quotation(NamedTuple):
    """A quotation `[start, end)`, marks included, in code points of the whole text."""

    start: int
    end: int
    closed: bool


def find_quotations(text: str, start: int, end: int) -> tuple[Quotation, ...]:
    """Return the outermost quotations of the paragraph `text[start:end]`, in text order.

    Double marks (curly, straight, low, guillemets) are read first; single marks count only outside of
    them or, as the British set them, around them, and only in pairs, since a lone one is an apostrophe.
    """
    double = list(_double_quotations(text, start, end))
    around = list(_single_around(text, start, end, double))
    outer = [one for one in double if not any(single.start < one.start < single.end for single in around)]
    outer = sorted(outer + around)
    edges = [start, *(edge for quotation in outer for edge in quotation[:2]), end]
    single = [
        quotation
        for gap_start, gap_end in zip(edges[::2], edges[1::2], strict=True)
        for quotation in _single_quotations(text, gap_start, gap_end)
    ]
    return tuple(sorted(outer + single))


def _single_around(text: str, start: int, end: int, double: list[Quotation]) -> Iterator[Quotation]:
    """Yield the single quotations around a double one: "‘He told me “wait”, so I waited,’ she said"."""
    if not double or "‘" not in text[start:end]:
        return
    kept = [start, *(edge for one in double for edge in one[:2]), end]
    masked = "".join(
        "x" * (after - before) if inside % 2 else text[before:after]
        for inside, (before, after) in enumerate(pairwise(kept))
    )
    for single in _single_quotations(masked, 0, end - start):
        first, last = single.start + start, single.end + start
        holds = any(first < one.start and one.end < last for one in double)
        if holds and text[last - 2] in ",.!?" and text[first] == "‘":
            yield Quotation(first, last, True)


def _double_quotations(text: str, start: int, end: int) -> Iterator[Quotation]:
    opened: int | None = None
    for mark in _DOUBLE.finditer(text, start, end):
        opens = _opens(text, mark.span(), start, end, inside=opened is not None)
        if opened is not None and opens:
            near = mark.start() - opened <= _LONGEST
            unclosed = _UNCLOSED.fullmatch(text, opened, mark.start()) if near else None
            if unclosed:
                yield Quotation(opened, unclosed.end("said"), False)
                opened = mark.start()
        elif opened is None and opens:
            opened = mark.start()
        elif opened is not None and not opens:
            yield Quotation(opened, mark.end(), True)
            opened = None
    if opened is not None:
        unclosed = _UNCLOSED.fullmatch(text, opened, end) if end - opened <= _LONGEST else None
        yield Quotation(opened, unclosed.end("said") if unclosed else end, False)


def _opens(text: str, mark: tuple[int, int], start: int, end: int, inside: bool) -> bool:
    """Say whether a mark opens: by the blanks around it, then by its shape, then by what is open.

    The blanks come first because agencies set marks the wrong way round more often than on the wrong side.
    """
    first, after = mark
    blank_before = first == start or text[first - 1].isspace() or text[first - 1] in _BEFORE_OPENING
    blank_after = after == end or text[after].isspace() or text[after] in _AFTER_CLOSING
    if blank_before != blank_after:
        return blank_before and not (inside and text[first] in _CLOSING)
    if text[first] in _OPENING:
        return True
    if text[first] in _CLOSING:
        return False
    return not inside


def _single_quotations(text: str, start: int, end: int) -> Iterator[Quotation]:
    at = start
    while at < end:
        if text[at] in _SINGLE and text[at] != "’" and _word_edge(text, at - 1, start, end):
            close = _closing_single(text, at + 1, end)
            if close is not None and at + 1 < end and not text[at + 1].isspace():
                yield Quotation(at, close + 1, True)
                at = close
        at += 1


def _closing_single(text: str, start: int, end: int) -> int | None:
    """Return where a single quotation closes: after punctuation if anywhere, else at the first word's end."""
    ends = [
        at
        for at in range(start + 1, min(end, start + _LONGEST))
        if text[at] in "'’" and not text[at - 1].isspace() and _word_edge(text, at + 1, start, end)
    ]
    after_stop = [at for at in ends if text[at - 1] in ",.!?;"]
    # "the workers' union": an s before the mark is a possessive as often as an end, so prefer any other.
    clear = [at for at in ends if text[at - 1] not in "sS"]
    first = [group[0] for group in (after_stop, clear, ends) if group]
    return min(first[:2]) if first else None


def _word_edge(text: str, at: int, start: int, end: int) -> bool:
    return not (start <= at < end) or not text[at].isalnum()
