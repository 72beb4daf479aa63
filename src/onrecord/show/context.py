"""The words around a piece of evidence, cut where a reader would cut them."""

from __future__ import annotations

import re

from onrecord.model import Span

CONTEXT = 300  # code points on either side

_SENTENCE_START = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”’']))\s+(?=[\"“‘'A-Z])|\n\s*")
_SENTENCE_END = re.compile(r"[.!?][\"”’']?(?=\s|$)")


def around(text: str, span: Span, floor: int = 0) -> tuple[str, str]:
    """Return what stands before and after `span` in `text`: at most `CONTEXT` code points each.

    Cut at a sentence, where the window holds the start (or end) of one, else at a word. Nothing before
    `floor` is given. ``before + span.of(text) + after`` is a stretch of the text as it stands.
    """
    low = max(floor, span.start - CONTEXT)
    high = min(len(text), span.end + CONTEXT)
    return _tail(text[low : span.start], whole=low == floor), _head(
        text[span.end : high], whole=high == len(text)
    )


def _tail(words: str, *, whole: bool) -> str:
    if whole:
        return words.lstrip()
    starts = [m.end() for m in _SENTENCE_START.finditer(words) if m.end() < len(words)]
    if starts:
        return words[starts[0] :]
    _, blank, rest = words.partition(" ")
    return rest if blank else words


def _head(words: str, *, whole: bool) -> str:
    if whole:
        return words.rstrip()
    ends = [m.end() for m in _SENTENCE_END.finditer(words)]
    if ends:
        return words[: ends[-1]]
    rest, blank, _ = words.rpartition(" ")
    return rest if blank else words
