"""Finding words again in another extraction of the same report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from onrecord.model import Anchor, Span

BESIDE = 60  # code points of the text kept before and after the words
ALIKE = 90.0  # of 100: how like the words an inexact place must be (rapidfuzz's partial ratio)
SHORTEST = 20  # code points: shorter words are found exactly or not at all
LONG = 5  # code points: a letter more or less makes no other word of one that is so long
_WORD = re.compile(r"\w+")


def anchor_of(text: str, span: Span, digest: str) -> Anchor:
    """Return the anchor of a span of `text`, whose SHA-256 is `digest`."""
    before, after = text[max(0, span.start - BESIDE) : span.start], text[span.end : span.end + BESIDE]
    return Anchor(digest, span, span.of(text), before, after)


def locate(anchor: Anchor, text: str, digest: str) -> Span | None:
    """Return where the words of an anchor stand in `text`; None where they are not found.

    In the text it was made in, its span. In another, the place with these words (white space apart) whose
    surroundings are most like; of equals the one nearest to where they stood. Where there is none, words of
    `SHORTEST` code points or more may differ by their marks, and long ones among them by a letter: where a
    word came in or went ("will not back"), what was decided on the others no longer holds.
    """
    if digest == anchor.digest:
        return anchor.span
    if not anchor.exact.strip():
        return None  # purged, or never words
    places = list(_exact(anchor.exact, text))
    if places:
        return max(
            places, key=lambda span: (_beside(anchor, text, span), -abs(span.start - anchor.span.start))
        )
    return _near(anchor.exact, text)


def holds(text: str, words: str) -> bool:
    """Whether words stand in a text to the letter, white space apart."""
    return next(_exact(words, text), None) is not None


def _exact(words: str, text: str) -> Iterator[Span]:
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return (Span(*match.span()) for match in re.finditer(pattern, text))


def _beside(anchor: Anchor, text: str, span: Span) -> float:
    before, after = text[max(0, span.start - BESIDE) : span.start], text[span.end : span.end + BESIDE]
    return fuzz.ratio(anchor.before, before) + fuzz.ratio(anchor.after, after)


def _near(words: str, text: str) -> Span | None:
    if len(words) < SHORTEST or len(words) > len(text):
        return None
    found = fuzz.partial_ratio_alignment(words, text, score_cutoff=ALIKE)
    if found is None or found.dest_end <= found.dest_start:
        return None
    return _whole_words(text, Span(found.dest_start, found.dest_end), words)


def _whole_words(text: str, found: Span, words: str) -> Span | None:
    """The stretch moved to the nearest ends of words, and over the mark that `words` begin or end with: it
    was found to be as long as they are, which need not be so.
    """
    edges = [match.span() for match in _WORD.finditer(text)]
    if not edges:
        return None
    start = min((start for start, _ in edges), key=lambda at: (abs(at - found.start), at))
    end = min((end for _, end in edges), key=lambda at: (abs(at - found.end), -at))
    if text[start - 1 : start] == words[0]:
        start -= 1
    if text[end : end + 1] == words[-1]:
        end += 1
    return Span(start, end) if start < end and _are_same(words, text[start:end]) else None


def _are_same(words: str, others: str) -> bool:
    """Whether two stretches have the same words, marks and case apart, but for a letter of a long one."""
    one, other = _WORD.findall(words.casefold()), _WORD.findall(others.casefold())
    return len(one) == len(other) and all(
        a == b or (min(len(a), len(b)) >= LONG and Levenshtein.distance(a, b) == 1)
        for a, b in zip(one, other, strict=True)
    )
