"""Bylines and what stands beside them: who wrote, edited and helped, when the page was published."""

from __future__ import annotations

import re

from onrecord.model import AsideKind

from .days import MONTH
from .marks import PARTICLE, UPPER, WORD, Knows, either

_PERSON = rf"{WORD}(?: (?:{WORD}|{PARTICLE})){{1,4}}"
_PEOPLE = rf"{_PERSON}(?:(?:, | and | & |, and | AND ){_PERSON}){{0,4}}"
_PLACES = rf"{WORD}(?:(?:,? and |, | ){WORD}){{0,5}}"
_ROLE = (
    r"(?:[\w’'\-]+ ){0,4}"
    r"(?i:correspondent|editor|reporter|writer|staff|bureau|chief|analyst|columnist|desk|journalist)[\w ,]*"
)
_BY = re.compile(
    rf"(?:By|BY)\s+(?P<who>{_PEOPLE})(?:\s*(?:[|,/–—-]|\bfor\b|\bof\b)\s*(?:{_ROLE}|{_PLACES}))?"
    rf"(?: in {_PLACES})?\s*\.?"
)
_BY_OUTLET = re.compile(r"(?:By|BY)\s+(?P<outlet>[^\n]{2,40}?)\s*\.?")
# "By Friday Ruritania ...", "By Law, ...": what a headline can begin with and a name does not.
_NO_NAME = re.compile(
    r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|\w+ing|law|contrast|comparison|then|now|all|any|the|this|that|far"
)
_LEADING = re.compile(rf"By {WORD}(?: [{UPPER}][a-zà-ÿ.'’\-]*| and| {PARTICLE}|,){{1,8}}? (?=[{UPPER}]{{3}})")

_DOING = either(
    r"(?i:reporting|writing|editing|translation|production)",
    r"(?i:reported|written|edited|compiled|translated|produced)",
)
_CREDITS = re.compile(
    rf"\W{{0,4}}(?:(?i:additional|further) )?{_DOING}"
    rf"(?:(?: and |, |/)(?i:reporting|writing|editing))* (?:by|from) [{UPPER}]"
)
_CREDIT_WORD = re.compile(
    r"by|from|in|and|for|the|with|of|at|to|additional|further|reporting|writing|editing|reported|written|edited"
    r"|compiled|translated|translation|production|produced|newsroom|bureaus?|" + PARTICLE
)
_CONTRIBUTED = re.compile(
    either(
        r"\w[^.!?\n]{2,300}\bcontribut(?:ed|ing) (?:additional |further )?(?:reporting |research )?"
        r"to (?:this|the) (?:report|story|article|dispatch)",
        r"\w[^.!?\n]{2,300}\bcontributed reporting",
        rf"{_PEOPLE}(?: in {_PLACES})? contributed",
    )
    + r"\s*\.?"
)
_INPUTS = re.compile(
    r"\W?(?i:with) (?:(?i:agency|additional|wire) )?(?i:inputs?|reporting) (?i:from|by) [^\n]{2,80}"
)
_MADE = re.compile(
    r"(?i)\W{0,2}(?:\(?except for the headline, )?"
    + either(
        r"this (?:story|article|copy|report) (?:has (?:not )?been|was|is) (?:edited|auto-?generated|updated)",
        r"this (?:story|article) (?:has (?:not )?been|was) (?:corrected|published|translated|first)",
    )
    + r"\b.{0,200}"
)
_CLOCK = either(
    rf"(?i:{MONTH}|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|[ap]\.?m\.?|at|on|of)\b",
    r"\d[\d:./-]*(?i:st|nd|rd|th|am|pm|h)?",
    r"[A-Z]{2,5}(?:[+-]\d+)?",
)
_STAMP = re.compile(
    r"(?i:(?:first |last )?(?:published|updated|posted|modified|issued))\s*[:|]?\s*"
    rf"(?=.{{0,40}}\d)(?:{_CLOCK}[\s,.|()–-]*){{1,12}}"
)
_EDGE_LINES = 8  # a byline stands within this many lines of the beginning or end


def byline_kind(line: str, from_edge: int, knows: Knows) -> AsideKind | None:
    """Whether the line is a byline, or a stamp of publication ("front"); None where it is prose.

    `from_edge` counts the lines between it and the nearer end of the report, 0 for the first and the last.
    """
    line = line.strip(" \t*_")  # emphasis, as Markdown writes it
    if _is_credits(line) or _INPUTS.fullmatch(line):
        return "byline"
    if from_edge >= _EDGE_LINES:
        return None
    if _MADE.fullmatch(line):
        return "byline"
    if _STAMP.fullmatch(line):
        return "front"
    return "byline" if _CONTRIBUTED.fullmatch(line) or _is_by(line, knows) else None


def leading_byline(text: str, start: int, end: int) -> int | None:
    """Where the names of "By Ana Roth and Jo Lind MOSCOW, Sept 28 (Reuters) - ..." end, so that a dateline
    can begin; None where the line ``text[start:end]`` does not begin with "By" and a name."""
    match = _LEADING.match(text[start:end])
    return start + match.end() if match else None


def _is_by(line: str, knows: Knows) -> bool:
    outlet = _BY_OUTLET.fullmatch(line)
    if outlet and knows(outlet["outlet"]):
        return True
    match = _BY.fullmatch(line)
    return match is not None and not _NO_NAME.fullmatch(match["who"].split()[0])


def _is_credits(line: str) -> bool:
    """Whether the line holds names and the few words that join them: "Reporting by Ana Roth; editing by Jo
    Lind"."""
    if not _CREDITS.match(line):
        return False
    return all(_CREDIT_WORD.fullmatch(word) for word in re.findall(r"(?<![\w’'.\-])[a-z]\w*", line))
