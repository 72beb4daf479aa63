"""Sides not taken: saying so, or abstaining, is neutral; declining to comment and calling for talks are
not."""

from __future__ import annotations

import re

from onrecord.judge.passage import Passage
from onrecord.model import Span

_SAYS_SO = re.compile(
    r"\b(?:(?:takes?|took|taken|taking|taking up|has|have|had) (?:no|neither) "
    r"(?:sides?|position|stand|stance|part in the vote)"
    r"|(?:not|n['’]t|never|without|nor)(?: \w+){0,2} (?:take|taken|taking|pick|choose) (?:any |either )?"
    r"(?:sides?|a position|a stand|a stance|part in the (?:vote|voting))"
    r"|(?:remain|remains|remained|stay|stays|stayed|is|are|be|was|were) (?:strictly |completely )?neutral"
    r"|neither (?:\w+ )?(?:supports?|supported|backs?|backed|endorses?|endorsed"
    r"|recogni[sz]\w+|opposes?|opposed|for|approv\w+)(?: \w+){0,3} nor (?:\w+ )?"
    r"(?:oppos\w+|support\w*|back\w*|endors\w+|condemn\w*|reject\w*|against|disapprov\w+|den(?:y|ies|ied))"
    r"|nor does it (?:oppose|support)"
    r"|(?:stay|stays|stayed|keep|kept|staying) (?:out of|aloof from) (?:the|this|that|a) (?:\w+ )?"
    r"(?:quarrel|dispute|matter|question|row|conflict|debate)"
    r"|sid(?:e|es|ed|ing) with (?:none|neither|nobody)"
    r"|(?:has|have|had) no (?:position|opinion|view) on"
    r"|neutral (?:on|in|over|as to) the"
    r"|no opinion (?:to|on))\b",
    re.IGNORECASE,
)
_ABSTAINS = re.compile(r"\b(?:abstain(?:s|ed|ing)?|abstentions?)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|n['’]t|rather than|instead of|cannot)\s+(?:\w+\s+)?$", re.IGNORECASE)


def says_neutral(passage: Passage) -> Span | None:
    """The words that say that no side is taken."""
    return _search(_SAYS_SO, passage)


def abstains(passage: Passage) -> Span | None:
    """The word that tells an abstention, a negated one left out."""
    found = _search(_ABSTAINS, passage)
    if found is None:
        return None
    start = passage.words[0].start
    return None if _NOT.search(passage.text, max(start, found.start - 20), found.start) else found


def _search(pattern: re.Pattern[str], passage: Passage) -> Span | None:
    if not passage.words:
        return None
    found = pattern.search(passage.text, passage.words[0].start, passage.words[-1].end)
    return Span(found.start(), found.end()) if found else None
