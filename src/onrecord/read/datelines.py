"""Datelines: "MOSCOW, Sept 28 (Reuters) -", "BEIJING, June 3 (Xinhua) --", "KYIV (AP) —", "WASHINGTON —",
"New Delhi [India], September 28 (ANI):", "MOSCOW, September 28. /TASS/.", "GENEVA (28 September 2022) –".

A dateline tells itself by an agency in brackets that we know, by a day, or by a place in capitals before a
dash; then what stands in the brackets is the agency, known or not ("STRELSAU (RPA) -"), and so is what opens
the line in brackets and capitals ("(RPA) - "). Anything less is prose: "Rudolf Sapt (Labour) - ..." stays one
sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.model import Span

from .days import DAY_OF_MONTH
from .marks import BLANKS, UPPER, WORD, Knows, either

_PLACE = rf"{WORD}(?: {either(WORD, 'de', 'del', 'da', 'es', 'al', 'of', 'upon')}){{0,3}}"
_PLACES = rf"(?P<place>{_PLACE}(?:/{_PLACE})*)"
_REGION = rf"(?:,? \[{_PLACE}\]|, {_PLACE}){{0,2}}"
_DAY = rf"(?P<day>(?i:{DAY_OF_MONTH}))"
_DASH = either(r"\s*(?:--+|[–—―])", r"\s+[-_](?=\s|$)", r"(?<=\))[-_](?=\s|$)")

_BRACKETS = either(
    r"\(\s*(?P<round>[^()\n]{2,40}?)\s*\)", r"/(?P<slash>[^/\n]{2,20})/", r"\[(?P<square>[^\[\]\n]{2,20})\]"
)
_WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_UNDASHED = rf"(?P<undashed>(?<=[{UPPER}]\))(?=\s+[{UPPER}\"“]))"
_BRACKETED = re.compile(
    rf"{_PLACES}?{_REGION}[,.]?\s*(?:{_WEEKDAY}[,.]?\s*)?(?:{_DAY}[,.:]?\s*)?{_BRACKETS}"
    + either(_DASH, r"\s*:", r"\s*\.(?=\s|$)", _UNDASHED)
    + BLANKS
)
_DAYED = re.compile(rf"(?:{_PLACES}{_REGION}[,.]\s+)?{_DAY}{_DASH}{BLANKS}")

_CAPS_WORD = rf"(?:ST\.|[{UPPER}][{UPPER}.'’\-]+)"
_CAPS_PLACE = rf"{_CAPS_WORD}(?: {_CAPS_WORD}){{0,3}}"
_NEAR_REGION = rf"(?:, {WORD}(?: {WORD}){{0,2}}){{0,2}}"
_SPACED_DASH = either(r"\s+(?:--+|[–—―])", r"(?:--+|[–—―])(?=\s)", r"\s+[-_](?=\s)")
_SENTENCE = rf"(?=[{UPPER}\"“‘'`«$\d]|[a-z]\w*[{UPPER}])"
_CAPITALS = re.compile(
    rf"(?P<place>{_CAPS_PLACE}(?:/{_CAPS_PLACE})*){_NEAR_REGION}{_SPACED_DASH}{BLANKS}{_SENTENCE}"
)
# An agency by its looks: in capitals, or with a word that only agencies and papers have in their names.
_AGENCY = (
    rf"(?:[{UPPER}]{{3,7}}|(?:{WORD} ){{1,3}}(?:Agency|Wire|Press|News|Radio|Television|Times|Post|Herald)"
    rf"|[{UPPER}]{{3,}} (?:[{UPPER}]{{3,}} )?(?:AGENCY|WIRE|PRESS|NEWS|RADIO))"
)
_UNKNOWN_AGENCY = re.compile(
    rf"(?P<place>{_CAPS_PLACE}(?:/{_CAPS_PLACE})*){_NEAR_REGION},?\s+\((?P<round>{_AGENCY})\)"
    rf"{_DASH}{BLANKS}{_SENTENCE}"
)
_IN_ROUND, _ACRONYM = rf"{WORD}(?:[ .]{WORD}){{0,3}}", rf"[{UPPER}]{{3,7}}"
_AGENCY_FIRST = re.compile(
    rf"[(\[](?P<round>[{UPPER}]{{3,7}})[)\]](?:\s*(?:--+|[-–—_:])\s+|\s+(?=[{UPPER}]{{3,}}\b)){_SENTENCE}"
)
# What stands in capitals before a dash and is no place; a possessive is a headline's.
_NO_PLACE = re.compile(
    r"\b(?:ADVISORY|ALERT|ANALYSIS|BLOG|BREAKING|BRIEF|COLUMN|COMMENT|COMMENTARY|CORRECTED|CORRECTION|EDITORIAL"
    r"|EXCLUSIVE|EXPLAINED|EXPLAINER|FACTBOX|FEATURE|FILE|FOCUS|INSIGHT|INTERVIEW|LEAD|LIVE|NEWS|NOTE|OPINION|PHOTOS?"
    r"|POLL|PROFILE|QUOTES|RECAP|REPORT|REVIEW|SPECIAL|STORY|TIMELINE|UPDATED?|UPDATES|URGENT|VIDEO|WATCH|WRAPUP"
    r"|AND|OR|IS|ARE|NOT)\b|['’]S\b"
)
_SMALL = re.compile(r"de|del|da|do|es|la|las|los|of|al|am|upon|sur|and")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: its stretch (trailing blanks inside), and place, day and outlet where it gives them."""

    span: Span
    place: str | None
    day: str | None
    outlet: str | None


def match_dateline(text: str, start: int, end: int, knows: Knows) -> Dateline | None:
    """The dateline that the line ``text[start:end]`` begins with, if it begins with one."""
    head = text[start : min(end, start + 200)]
    return (
        _bracketed(head, start, knows)
        or _dayed(head, start)
        or _of_unknown_agency(head, start)
        or _in_capitals(head, start)
    )


def _bracketed(head: str, start: int, knows: Knows) -> Dateline | None:
    match = _BRACKETED.match(head)
    if match is None:
        return None
    inside = match["round"] or match["slash"] or match["square"]
    day, outlet = match["day"], knows(inside)
    if match["undashed"] is not None and day is None:
        return None
    if outlet is None:
        if match["place"] and re.fullmatch(_DAY, inside):
            day = inside
        elif day is None and not (match["weekday"] and match["place"]):
            return None
        elif re.fullmatch(_IN_ROUND if match["round"] else _ACRONYM, inside):
            outlet = inside  # where a day stands before them, the brackets hold the agency, known or not
    return _dateline(match, start, day, outlet)


def _dayed(head: str, start: int) -> Dateline | None:
    match = _DAYED.match(head)
    return _dateline(match, start, match["day"], None) if match else None


def _of_unknown_agency(head: str, start: int) -> Dateline | None:
    """As in "STRELSAU (RPA) -", "(RPA) -": without a day the place or the agency must stand in capitals."""
    placed = _UNKNOWN_AGENCY.match(head)
    if placed is not None:
        return None if _NO_PLACE.search(placed["place"]) else _dateline(placed, start, None, placed["round"])
    first = _AGENCY_FIRST.match(head)
    if first is None or _NO_PLACE.search(first["round"]):
        return None
    following = _dayed(head[first.end() :], start + first.end()) or _in_capitals(
        head[first.end() :], start + first.end()
    )
    if following is None:
        return Dateline(Span(start, start + first.end()), None, None, first["round"])
    return Dateline(Span(start, following.span.end), following.place, following.day, first["round"])


def _in_capitals(head: str, start: int) -> Dateline | None:
    match = _CAPITALS.match(head)
    if match is None or _NO_PLACE.search(match["place"]):
        return None
    return _dateline(match, start, None, None)


def _dateline(match: re.Match[str], start: int, day: str | None, outlet: str | None) -> Dateline:
    place = match["place"]
    return Dateline(
        Span(start, start + match.end()), _in_small_letters(place) if place else None, day, outlet
    )


def _in_small_letters(place: str) -> str:
    """Write "DAR ES SALAAM" as "Dar es Salaam"; a place that has small letters stays as it stands."""
    if not place.isupper():
        return place
    words = re.split(r"([ /])", place)
    return "".join(
        word.lower() if i and words[i - 1] == " " and _SMALL.fullmatch(word.lower()) else _capitalised(word)
        for i, word in enumerate(words)
    )


def _capitalised(word: str) -> str:
    """Small letters behind the first of each part: "PORT-AU-PRINCE", "O'SMACH"; but "SANA'A" as "Sana'a"."""
    return re.sub(r"(?:^[A-Z]['’]|[^\W_])(?:[^\W_]|['’])*", lambda m: _initial(m[0]), word)


def _initial(part: str) -> str:
    if part[1:2] in ("'", "’"):
        return part[:2].upper() + part[2:].capitalize()
    return part.capitalize()
