"""Values of days and times of day, and of days that come round each week."""

from __future__ import annotations

import re
from datetime import date

from onrecord.extract.timex.calendar import ONE_DAY, monday, real_day, week_value
from onrecord.extract.timex.context import Anchor, Context, Value, step
from onrecord.extract.timex.grammar import Expression
from onrecord.extract.timex.holidays import holiday
from onrecord.extract.timex.lexicon import (
    MONTH,
    PARTS_OF_DAY,
    WEEKDAY,
    WEEKDAYS,
    day_ordinal,
    month_number,
    read_year,
)

# A day without a year this near, in days, is meant whatever the verb says: papers add the year to one
# further off.
_CLOSE_BY = 60
_NEAR_DAYS = {
    "yesterday": -1,
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "before yesterday": -2,
    "after tomorrow": 2,
}
_DAY_BEHIND = re.compile(rf"[\s,(]*(?:\d{{3,4}}\s*GMT\)?)?[\s,)]*(?:on\s+)?({WEEKDAY})\b", re.I)

# "Wednesday's ruling" lies behind, even if something will follow from it; a vote or a game may lie ahead.
_OF_AN_EVENT = re.compile(r"['’]s?\s+\w")
_PLANNED = re.compile(
    r"""['’]s?\s+(?:\w+\s+)?? (?:elections?|votes?|voting|ballot|referend\w+
    |polls?|run-?off|primary|summit|match
        |game|race
    |final|deadline|trial|hearing|inauguration|launch|opening)\b | .*\b(?:will|would|is|are)\b""",
    re.I | re.X,
)
# What was planned for a day and then called off lay near, on either side.
_CALLED_OFF = re.compile(
    r"""[^.;]{0,60}?\b(?:was|were|has\s+been|have\s+been|had\s+been)\s+(?:\w+ly\s+)?
    (?:cancell?ed|called\s+off|scrapped|postponed|put\s+off|delayed|banned)\b""",
    re.I | re.X,
)
_PLANNED_FOR = re.compile(
    r"\b(?:planned|scheduled|set|due|slated|called)(?:\s+[\w'’-]+){0,6}?\s+(?:for|on)\s+$", re.I
)
_DAY_BEFORE = re.compile(
    rf"\b(?P<month>{MONTH})\s+[0-3]?\d(?:st|nd|rd|th)?\s*(?:(?:,|and|or|to|through|until|-|–)\s*(?:\d\d?\s*)?)+$"
)


def _iso_day(e: Expression, _: Context) -> Value | None:
    day = real_day(int(e["year"]), int(e["month"]), int(e["day"]))
    return ("DATE", day.isoformat()) if day else None


def _slash_day(e: Expression, _: Context) -> Value | None:
    """Read "28/9/2022"; a day and a month that could change places stay unread."""
    first, second, year = int(e["first"]), int(e["second"]), read_year(e["year"])
    if first != second and max(first, second) <= 12:
        return None
    day = real_day(year, *((second, first) if first > 12 else (first, second)))
    return ("DATE", day.isoformat()) if day else None


def _month_day(e: Expression, c: Context) -> Value | None:
    if e["year"]:
        day = real_day(int(e["year"]), month_number(e["month"]), _number_of_day(e))
    else:
        day = _nearest_month_day(e, c)
    return ("DATE", day.isoformat()) if day else None


def _day_beside(e: Expression, c: Context) -> Value | None:
    """Read the second day of "Sept. 24 and 25"; any other number alone is no day."""
    first = _DAY_BEFORE.search(c.before)
    day = real_day(c.reference.day.year, month_number(first["month"]), int(e["day"])) if first else None
    return ("DATE", day.isoformat()) if day else None


def _number_of_day(e: Expression) -> int:
    return day_ordinal(e["nth"]) if e["nth"] else int(e["day"])


def _attacks(_: Expression, c: Context) -> Value | None:
    """Read "9/11" and "the Sept. 11 attacks", once there had been such."""
    return ("DATE", "2001-09-11") if c.today > date(2001, 9, 11) else None


def _week_of(e: Expression, c: Context) -> Value | None:
    day = _month_day(e, c)
    return ("DATE", week_value(date.fromisoformat(day[1]))) if day else None


def _nearest_month_day(e: Expression, c: Context) -> date | None:
    """Return the day in the year to which the verb looks, the nearest one without such a verb."""
    month, number = month_number(e["month"]), _number_of_day(e)
    years = [real_day(c.today.year + years, month, number) for years in (-1, 0, 1)]
    days = [day for day in years if day is not None]
    if e["weekday"]:
        days = [day for day in days if day.weekday() == WEEKDAYS[e["weekday"]]] or days
    nearest = min(days, key=lambda day: abs(day - c.today), default=None)
    if nearest is None or abs(nearest - c.today).days <= _CLOSE_BY:
        return nearest
    if c.tense == "past":
        days = [day for day in days if day <= c.today] or days
    elif c.tense == "future":
        days = [day for day in days if day >= c.today] or days
    return min(days, key=lambda day: abs(day - c.today))


def _weekday(e: Expression, c: Context) -> Value | None:
    """Read a weekday as the nearest in the direction of its verb, the day of writing included.

    "Last Friday" and "next Friday" are the nearest strictly before and after the day of writing.
    """
    number, det = WEEKDAYS[e["weekday"]], e["det"].removeprefix("the ")
    told = bool(_OF_AN_EVENT.match(c.after)) and not _PLANNED.match(c.after)
    called_off = bool(_PLANNED_FOR.search(c.before) and _CALLED_OFF.match(c.after))
    if e["week"]:
        day = monday(c.today) + (7 * step(e["week"]) + number) * ONE_DAY
    elif det == "previous":
        day = _weekday_before(c.reference.day, number)
    elif det == "following":
        day = _weekday_after(c.reference.day, number)
    elif step(det):
        day = (_weekday_before if step(det) < 0 else _weekday_after)(c.today, number)
    elif called_off:
        day = _nearest_weekday(c.today, number)
    elif not told and (c.tense == "future" or (det == "this" and c.tense == "none")):
        day = _weekday_after(c.today - ONE_DAY, number)
    else:
        day = _weekday_before(c.today + ONE_DAY, number)
    return _with_part(day, e["part"])


def _weekday_before(day: date, number: int) -> date:
    return day - ((day.weekday() - number - 1) % 7 + 1) * ONE_DAY


def _weekday_after(day: date, number: int) -> date:
    return day + ((number - day.weekday() - 1) % 7 + 1) * ONE_DAY


def _nearest_weekday(day: date, number: int) -> date:
    """Return the weekday at most three days away from `day`."""
    return day + ((number - day.weekday() + 3) % 7 - 3) * ONE_DAY


def _with_part(day: date, part: str) -> Value:
    if not part:
        return "DATE", day.isoformat()
    return "TIME", f"{day.isoformat()}T{_part_code(part)}"


def _part_code(part: str) -> str:
    return PARTS_OF_DAY[re.sub("^mid[- ]?(?=morn|after)", "", part)]


def _weekdays(e: Expression, _: Context) -> Value | None:
    value = f"XXXX-WXX-{WEEKDAYS[e['weekday'] or e['many']] + 1}"
    part = e["part"] or e["parts"]
    return "SET", value + (f"T{_part_code(part)}" if part else "")


def _near_day(e: Expression, c: Context) -> Value | None:
    part = "night" if e["near"] == "tonight" else e["part"] or e["lead"]
    return _with_part(c.today + _NEAR_DAYS[e["near"]] * ONE_DAY, part)


def _this_part(e: Expression, c: Context) -> Value | None:
    """Read "this morning" by the day of writing, "that night" and "the next morning" by the day spoken of."""
    if e["det"] in ("", "this", "last"):
        return _with_part(c.today - (e["det"] == "last") * ONE_DAY, e["part"])
    return _with_part(c.reference.day + step(e["det"]) * ONE_DAY, e["part"])


def _night_beside(e: Expression, c: Context) -> Value | None:
    """Read "the night before" and "the night after"."""
    return _with_part(c.reference.day + (-1 if e["way"] == "before" else 1) * ONE_DAY, "night")


def _holiday(e: Expression, c: Context) -> Value | None:
    if e["year"]:
        return "DATE", holiday(e["holiday"], int(e["year"])).isoformat()
    days = [holiday(e["holiday"], c.today.year + years) for years in (-1, 0, 1)]
    if e["det"] == "last" or c.tense == "past":
        days = [day for day in days if day <= c.today]
    elif e["det"] == "next" or c.tense == "future":
        days = [day for day in days if day >= c.today]
    return "DATE", min(days, key=lambda day: abs(day - c.today)).isoformat()


def _clock(e: Expression, c: Context) -> Value | None:
    day = _day_of_clock(e, c)
    if e["spoken"]:
        return "TIME", f"{day.isoformat()}T{'24:00' if e['spoken'] == 'midnight' else '12:00'}"
    hour = int(e["hour"] or e["hour24"] or e["hourat"] or e["hourin"])
    minute = int(e["minute"] or e["minute24"] or e["minuteat"] or 0)
    if e["half"] or e["hourin"]:
        small_hours = e["hourpart"] == "night" and hour in (12, 1, 2, 3, 4)
        late = e["half"] == "p" or (e["hourin"] and e["hourpart"] != "morning" and not small_hours)
        hour = hour % 12 + (12 if late else 0)
    return ("TIME", f"{day.isoformat()}T{hour:02d}:{minute:02d}") if max(minute, 2 * hour) < 60 else None


def _day_of_clock(e: Expression, c: Context) -> date:
    if e["rel"]:
        return c.today + _NEAR_DAYS[e["rel"]] * ONE_DAY
    if e["month"]:
        return _nearest_month_day(e, c) or c.today
    behind = _DAY_BEHIND.match(c.after)
    weekday = e["weekday"] or (behind[1].lower() if behind else "")
    if not weekday:
        return c.today
    if c.tense == "future":
        return _weekday_after(c.today - ONE_DAY, WEEKDAYS[weekday])
    return _weekday_before(c.today + ONE_DAY, WEEKDAYS[weekday])


RULES: dict[str, Anchor] = {
    "iso_day": _iso_day,
    "slash_day": _slash_day,
    "month_day": _month_day,
    "attacks": _attacks,
    "week_of": _week_of,
    "weekday": _weekday,
    "weekdays": _weekdays,
    "near_day": _near_day,
    "this_part": _this_part,
    "night_beside": _night_beside,
    "day_beside": _day_beside,
    "holiday": _holiday,
    "clock": _clock,
}
