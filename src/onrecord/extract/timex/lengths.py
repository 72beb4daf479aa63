"""Values of lengths ("five years"), points told by a length ("five years ago"), sets and vague times."""

from __future__ import annotations

import re

from onrecord.extract.timex.calendar import quarter_of, quarter_value, shifted
from onrecord.extract.timex.context import Anchor, Context, Value, step
from onrecord.extract.timex.grammar import Expression
from onrecord.extract.timex.lexicon import NUMBER, SEASONS, month_number, read_number, unit_code
from onrecord.extract.timex.periods import year_back

_EARLY_HOURS = re.compile(r"\b(?:early|small|wee|first|final|last|opening|closing|dying|late)\s+$", re.I)
_OFTEN = re.compile(r"\b(?:once|twice|times)\s+$", re.I)
# What there is of something in each day or year: a rate, not a time.
_RATE = re.compile(
    rf"""(?: \d | \b(?:{NUMBER}|hundreds|thousands|dozens|millions|billions)\b ) [^\s,;]*
    (?:\s+(?!(?:for|in|after|within|about|over|by|through|than|nearly|at|to|and|or|but|from|with|was|is)\b)
    [a-z-]+){{0,3}} \s+$""",
    re.I | re.X,
)
_BESIDE = re.compile(r"\s+(?:before|after|earlier|later|ago|from)\b", re.I)
_BACK = ("ago", "earlier", "before", "previously")
_HALF_OF = {"Y": "6M", "TH": "30M", "TM": "30S"}
_ADVERBS = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "biweekly": "P2W",
    "monthly": "P1M",
    "annually": "P1Y",
    "yearly": "P1Y",
}
_LENGTH_BEFORE = re.compile(
    r"\b(?:for|after|in|within|of|over|through|during|took|take|takes|lasted|last|spent|spend|and|or|until|"
    r"despite|following|long|many)\s+(?:the\s+)?$",
    re.I,
)


def _span_of_time(e: Expression, c: Context) -> Value | None:
    """Read "five years" as a length and "five years ago" as a point, at the grain of its unit."""
    unit = e["unit"].removesuffix("s")
    number = read_number(e["n"])
    if re.match(r"[\s-]+olds?\b", c.after) or _no_length(e, unit, number, c):
        return None
    if e["n"] in ("a", "an") and not e["way"] and _OFTEN.search(c.before):
        return "SET", _length(1, unit)
    if number is not None and e["rest"]:
        number += 0.5
    if e["way"]:
        return _point(e["way"], number, unit, c)
    if e["det"] in ("the following", "the previous", "the next") and number == 1:
        return "DATE", shifted(c.reference.at(unit), unit, step(e["det"]))
    ahead = c.tense == "future" and bool(re.search(r"\bin\s+$", c.before))
    if number and ahead and unit in ("day", "week", "month", "year"):
        return _point("from now", number, unit, c)
    return "DURATION", _length(number, unit)


def _no_length(e: Expression, unit: str, number: float | None, c: Context) -> bool:
    """Say whether the words measure no time: "the 1988 quarter", "a second", "three quarters" of something,
    "two flights a day".
    """
    if e["n"] in ("a", "an") and not e["way"] and _RATE.search(c.before) and not _BESIDE.match(c.after):
        return True
    if len(e["n"]) == 4 and e["n"].isdigit() and not e["unit"].endswith("s"):
        return True
    if unit == "second":
        return number is None or e["n"] in ("a", "an", "one")
    return unit == "quarter" and number is not None and not e["way"] and not e["det"]


def _length(number: float | None, unit: str) -> str:
    """Return the ISO 8601 duration; X stands for a number that is not given."""
    code = unit_code(unit)
    if code in ("DE", "CE"):
        if number is None:
            return "PXY" if code == "DE" else "PXC"
        return f"P{number * (10 if code == 'DE' else 100):g}Y"
    prefix, letter = ("PT", code[1]) if code.startswith("T") else ("P", code)
    if number is None:
        return f"{prefix}X{letter}"
    whole = int(number)
    if code == "Q":
        return f"P{3 * number:g}M" if number != whole else f"P{whole}Q"
    if number - whole == 0.5 and code in _HALF_OF:
        return f"{prefix}{f'{whole}{letter}' if whole else ''}{_HALF_OF[code]}"
    return f"{prefix}{number:g}{letter}"


def _point(way: str, number: float | None, unit: str, c: Context) -> Value | None:
    """Return the point that lies a length before or after the day of writing ("ago") or the day spoken of."""
    back = way in _BACK
    if unit in ("hour", "minute", "second") and number is not None:
        return (
            ("DATE", c.today.isoformat())
            if way == "ago" and number < 12
            else ("DURATION", _length(number, unit))
        )
    if number is None or number != int(number) or unit == "century":
        return ("DURATION", _length(number, unit)) if way == "later" else ("DATE", _vague(back))
    base = c.today if way in ("ago", "from now", "hence") else c.reference.at(unit)
    if way in ("later", "after") and base == c.today and c.tense == "past":
        return "DURATION", _length(number, unit)  # later than what, the text has not said
    if unit == "year" and number == 1 and back and c.quarter:
        return "DATE", year_back(c)
    if unit == "decade":
        unit, number = "year", 10 * number
    steps = int(number) * (-1 if back else 1)
    if abs(steps) >= 1000:
        return "DATE", _vague(back)
    return "DATE", quarter_value(quarter_of(base), steps) if unit == "quarter" else shifted(base, unit, steps)


def _vague(back: bool) -> str:
    return "PAST_REF" if back else "FUTURE_REF"


def _vague_span(e: Expression, c: Context) -> Value | None:
    """Read "months", "recent weeks", "years ago"; a bare plural only where it measures something."""
    det, unit, way = e["det"].removeprefix("the "), e["unit"], e["way"]
    if way in _BACK or det == "recent" or (e["det"] == "past" and unit == "years"):
        return "DATE", "PAST_REF"
    if det == "these" and unit == "days":
        return "DATE", "PRESENT_REF"
    if way == "later" or (det in ("the", "those", "these") and not way):
        return None
    if (not det and _EARLY_HOURS.search(c.before)) or re.search(r"\bmatter\s+of\s+$", c.before, re.I):
        return None  # a part of a longer time, "the early hours of the day", or a manner of speaking
    measured = _LENGTH_BEFORE.search(c.before) or re.match(r"\s+(?:of|after|before|since)\b", c.after)
    if not det and not way and not measured:
        return None
    return "DURATION", _length(None, "century" if unit == "centuries" else unit.removesuffix("s"))


def _sets(e: Expression, _: Context) -> Value | None:
    number = 2.0 if e["other"] else read_number(e["n"]) if e["n"] else 1.0
    return "SET", _length(number, e["unit"].removesuffix("s"))


def _named_sets(e: Expression, _: Context) -> Value | None:
    """Read "every July" and "each summer"."""
    part = SEASONS[e["season"]] if e["season"] else f"{month_number(e['month']):02d}"
    return "SET", f"XXXX-{part}"


def _long(e: Expression, _: Context) -> Value | None:
    """Read "a month-long strike", "decades-long rule"."""
    number = read_number(e["n"]) if e["n"] else None if e["many"] else 1.0
    return "DURATION", _length(number, e["unit"])


def _adverb_set(e: Expression, _: Context) -> Value | None:
    return "SET", _ADVERBS[e["adverb"]]


def _reference(value: str) -> Anchor:
    return lambda _e, _c: ("DATE", value)


RULES: dict[str, Anchor] = {
    "span_of_time": _span_of_time,
    "vague_span": _vague_span,
    "sets": _sets,
    "named_sets": _named_sets,
    "long": _long,
    "weekends": lambda _e, _c: ("SET", "XXXX-WXX-WE"),
    "adverb_set": _adverb_set,
    "some_day": _reference("FUTURE_REF"),
    "now": _reference("PRESENT_REF"),
    "before_now": _reference("PAST_REF"),
    "after_now": _reference("FUTURE_REF"),
}
