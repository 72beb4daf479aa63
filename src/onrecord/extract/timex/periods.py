"""Values of months, seasons, quarters, years and longer, and of "this", "last" and "next" of any unit."""

from __future__ import annotations

import re
from datetime import date

from onrecord.extract.timex.calendar import (
    ONE_DAY,
    SEASON_STARTS,
    quarter_of,
    quarter_value,
    season_of,
    shifted,
    week_value,
)
from onrecord.extract.timex.context import Anchor, Context, Value, step
from onrecord.extract.timex.grammar import Expression
from onrecord.extract.timex.lexicon import SEASONS, decade_word, month_number, ordinal, read_year, unit_code

_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|of|by|since|until|till|from|to|through|during|before|after|for|on|and|or|between|around|about|"
    r"this|last|next|a|the|every|each|late|early|mid|that)\s+|[(,–-]\s*)$",
    re.I,
)
_NAME_BEHIND = re.compile(r"['’]s?\s|\s+[A-Z]\w+(?:\s+[A-Z]|\s+said)")
_COUNTED = re.compile(
    r"\s+(?:\w+\s+)??(?:people|troops|soldiers|men|women|miles|kilomet|km|metres|meters|feet|tons|tonnes|dollars|"
    r"euros|pounds|yen|shares|jobs|workers|employees|members|refugees|victims|votes|delegates|students|homes|"
    r"police|officers|barrels|francs|marks|rupees|hours|points|units|cars|times|percent|per cent)\b",
    re.I,
)
_NUMBERED = re.compile(r"(?:\bNo\.|\bflight|[$£€#]|\broom|\babout|\bsome|\bnearly)\s*$", re.I)
_PART_OF_YEAR = re.compile(r"\b(?:months|weeks|half|quarters?|part|rest|remainder)\s+of\s+$", re.I)
_CENTURIES = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}


def _month_year(e: Expression, _: Context) -> Value | None:
    return "DATE", f"{read_year(e['year'] or e['spoken']):04d}-{month_number(e['month']):02d}"


def _month(e: Expression, c: Context) -> Value | None:
    if _no_month(e, c):
        return None
    month, year, det = month_number(e["month"]), c.today.year, e["det"]
    if e["which"]:
        year += step(e["which"])
    elif det == "last":
        just_past = month % 12 + 1 == c.today.month  # of this one papers say "last month"
        year -= (month >= c.today.month) + just_past
    elif det == "next":
        year += month <= c.today.month
    elif det == "this coming" or (det != "this past" and c.tense == "future"):
        year += month < c.today.month
    elif c.tense == "none" and det != "this past":
        ahead = month - c.today.month  # no verb: the nearest, in doubt the one that is past
        year += (ahead < -7) - (ahead > 5)
    elif det != "this":
        year -= month > c.today.month
    return "DATE", f"{year:04d}-{month:02d}"


def _no_month(e: Expression, c: Context) -> bool:
    """Say whether the word is no month: the verb "may", a march, a woman called April or June."""
    if _BEFORE_MONTH.search(c.before) or e["det"] or e["early"] or e["edge"]:
        return False
    return e["month"] in ("may", "march") or bool(_NAME_BEHIND.match(c.after))


def _season(e: Expression, c: Context) -> Value | None:
    if _no_season(e, c):
        return None
    code, det = SEASONS[e["season"]], e["det"].removeprefix("the ")
    if e["year"] or e["spoken"]:
        return "DATE", f"{read_year(e['year'] or e['spoken'])}-{code}"
    running, start = season_of(c.today), SEASON_STARTS[code]
    if running[1] == code and det not in ("last", "next", "previous"):
        return "DATE", f"{running[0]:04d}-{code}"
    year = c.today.year
    if det == "this" or (det == "" and c.tense == "none"):
        return "DATE", f"{year:04d}-{code}"
    if step(det) > 0 or (step(det) == 0 and c.tense != "past"):
        year += c.today.month >= start
    else:
        year -= start > c.today.month or running[1] == code
        year -= running == (c.today.year - 1, code)
    return "DATE", f"{year:04d}-{code}"


def _no_season(e: Expression, c: Context) -> bool:
    """Say whether the word is no season: the fall of a city, a spring in the hills."""
    if e["season"] not in ("fall", "spring") or e["year"] or e["spoken"] or e["early"] or e["edge"]:
        return False
    if e["det"] not in ("", "the", "that"):
        return False
    return e["season"] == "fall" or not re.search(
        r"\b(?:in|by|since|until|during)\s+(?:the\s+)?$", c.before, re.I
    )


def _quarter(e: Expression, c: Context) -> Value | None:
    number = int(e["digit"]) if e["digit"] else ordinal(e["nth"])
    year = _year_named(e, c)
    if year is None:
        year, ahead = c.today.year, number - quarter_of(c.today)[1]
        if c.tense == "past":
            year -= ahead > 0
        else:  # the nearest, in doubt in the direction of the verb
            year += (ahead < -2 or (ahead == -2 and c.tense == "future")) - (ahead > 2)
    return "DATE", quarter_value((year - e["lead"].startswith("year"), number))


def _half(e: Expression, c: Context) -> Value | None:
    number = 1 if e["nth"] in ("first", "1st") else 2
    return "DATE", f"{_year_named(e, c) or c.today.year:04d}-H{number}"


def _year_named(e: Expression, c: Context) -> int | None:
    if e["year"] or e["lead"][:1].isdigit():
        return int(e["year"] or e["lead"])
    named = e["poss"] or e["rel"]
    return c.today.year + step(named) if named else None


def _year_ago_period(e: Expression, c: Context) -> Value | None:
    if e["lead"]:
        return "DATE", quarter_value((int(e["lead"]), c.quarter[1])) if c.quarter else e["lead"]
    return "DATE", year_back(c)


def year_back(c: Context) -> str:
    """Return the same quarter a year before where the text speaks of quarters, else the year before."""
    return quarter_value(c.quarter, -4) if c.quarter else f"{c.today.year - 1:04d}"


def _latest_period(_: Expression, c: Context) -> Value | None:
    return ("DATE", quarter_value(c.quarter)) if c.quarter else None


def _year_end(_: Expression, c: Context) -> Value | None:
    over = c.tense == "past" and c.before.rstrip().endswith(("since", "at", "from", "last"))
    return "DATE", f"{c.today.year - over:04d}"


def _year(e: Expression, c: Context) -> Value | None:
    if e["plain"] and (_COUNTED.match(c.after) or _NUMBERED.search(c.before)):
        return None
    if e["plain"] and int(e["plain"]) < 1700 and not re.search(r"\b(?:in|since|of|year)\s+$", c.before, re.I):
        return None
    return "DATE", f"{read_year(e['plain'] or e['spoken'] or e['short']):04d}"


def _fiscal_year(e: Expression, c: Context) -> Value | None:
    return "DATE", f"{c.today.year + step(e['det']):04d}"


def _decade(e: Expression, c: Context) -> Value | None:
    if e["word"]:
        if re.search(r"\b(?:his|her|their|my)\s+(?:\w+\s+)?$", c.before, re.I):
            return None  # an age
        return "DATE", f"{190 + decade_word(e['word']) // 10}"
    return "DATE", e["full"] or f"{'19' if int(e['short']) > 2 else '20'}{e['short']}"


def _century(e: Expression, _: Context) -> Value | None:
    number = _CENTURIES.get(e["nth"]) or int(re.sub(r"\D", "", e["nth"]))
    return "DATE", f"{number - 1:02d}"


def _this_unit(e: Expression, c: Context) -> Value | None:
    """Read "this week" by the day of writing, "that year" and "the following month" by what was spoken of."""
    det, unit = e["det"], e["unit"]
    if unit == "weekend":
        return "DATE", _weekend(det, c)
    if det == "the" and not (e["early"] or e["edge"]):
        return _the_unit(e, c)
    if det in ("the past", "past") and unit != "quarter":
        return "DURATION", {"decade": "P10Y", "century": "P100Y"}.get(unit) or f"P1{unit_code(unit)}"
    told = det in ("that", "same", "the same", "the following", "the previous", "the preceding")
    base = c.reference.at(unit) if told or (det == "the next" and unit == "day") else c.today
    if unit == "quarter":
        quarter = c.quarter if told and c.quarter else quarter_of(base)
        return "DATE", quarter_value(quarter, -1 if det == "the latest" else step(det))
    return "DATE", _unit_from(base, unit, step(det), c)


def _the_unit(e: Expression, c: Context) -> Value | None:
    """Read "the quarter" as the one spoken of, "for the year" as this one, "the year ended" as a length."""
    if e["unit"] == "quarter" and c.quarter:
        return "DATE", quarter_value(c.quarter)
    if e["unit"] == "year" and (e["kind"] == "fiscal" or re.match(r"\s+end(?:ed|ing)\b", c.after)):
        return "DURATION", "P1Y"
    alone = re.search(r"\bfor\s+$", c.before, re.I) and re.match(r"\s*[,.;]", c.after)
    this_year = e["unit"] == "year" and bool(alone or _PART_OF_YEAR.search(c.before))
    return ("DATE", f"{c.today.year:04d}") if this_year else None


def _unit_from(base: date, unit: str, steps: int, c: Context) -> str:
    if unit in ("decade", "century"):
        return str(base.year // (10 if unit == "decade" else 100) + steps)
    if unit == "day" and steps > 0 and c.tense == "past" and base >= c.today:
        return "XXXX-XX-XX"  # the next day after one that the text has not named
    return shifted(base, unit, steps)


def _weekend(det: str, c: Context) -> str:
    weeks = step(det)
    if det in ("the", "this") and c.tense == "past" and c.today.weekday() < 5:
        weeks = -1
    return week_value(c.today + 7 * weeks * ONE_DAY) + "-WE"


def period_beside(e: Expression, c: Context) -> Value | None:
    """Read "the day before" or "the year after" by what was spoken of."""
    base: date = c.reference.at(e["unit"])
    return "DATE", shifted(base, e["unit"], -1 if e["way"] == "before" else 1)


RULES: dict[str, Anchor] = {
    "month_year": _month_year,
    "month": _month,
    "season": _season,
    "quarter": _quarter,
    "half": _half,
    "year_ago_period": _year_ago_period,
    "latest_period": _latest_period,
    "year_end": _year_end,
    "year": _year,
    "fiscal_year": _fiscal_year,
    "decade": _decade,
    "century": _century,
    "this_unit": _this_unit,
    "period_beside": period_beside,
}
