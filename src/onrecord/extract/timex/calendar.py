"""TIMEX3 values and the days they cover."""

from __future__ import annotations

import re
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month
_SHAPES = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<season>SP|SU|FA|WI)|(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T.*)?)?))?"
)


def week_value(day: date) -> str:
    """Return the ISO week of `day` ("2022-W39")."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def monday(day: date) -> date:
    """Return the Monday of the ISO week of `day`."""
    return day - day.weekday() * ONE_DAY


def shift_month(day: date, months: int) -> date:
    """Return the first day of the month that lies `months` after that of `day`."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def shifted(day: date, unit: str, steps: int) -> str:
    """Return the value of the day, week, month or year `steps` units after the one that holds `day`."""
    if unit == "day":
        return (day + steps * ONE_DAY).isoformat()
    if unit == "week":
        return week_value(day + 7 * steps * ONE_DAY)
    if unit == "month":
        return shift_month(day, steps).isoformat()[:7]
    return f"{day.year + steps:04d}"


def quarter_of(day: date) -> tuple[int, int]:
    """Return the year and the quarter, 1-4, of `day`."""
    return day.year, (day.month + 2) // 3


def quarter_value(quarter: tuple[int, int], steps: int = 0) -> str:
    """Return the value of the quarter that lies `steps` quarters after `quarter` ("2022-Q3")."""
    count = quarter[0] * 4 + quarter[1] - 1 + steps
    return f"{count // 4:04d}-Q{count % 4 + 1}"


def season_of(day: date) -> tuple[int, str]:
    """Return the year and season of a day; January is in the winter that began the year before."""
    code = ("WI", "SP", "SU", "FA")[day.month % 12 // 3]
    return (day.year - 1 if day.month < 3 else day.year), code


def real_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none ("30 February")."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_of(value: str) -> tuple[date, date] | None:
    """Return the first and last day that a TIMEX3 date or time covers, None where it covers no known days.

    A winter runs from December to February and carries the year in which it begins.
    """
    decade = re.fullmatch(r"(\d{3})X?", value)
    if decade:
        first = 10 * int(decade[1])
        return date(first, 1, 1), date(first + 9, 12, 31)
    shape = _SHAPES.fullmatch(value)
    if not shape or not 1 <= int(shape["year"]) <= 9998:
        return None
    year = int(shape["year"])
    if shape["week"]:
        return _days_of_week(year, int(shape["week"]), weekend=bool(shape["weekend"]))
    if shape["day"]:
        day = real_day(year, int(shape["month"]), int(shape["day"]))
        return (day, day) if day else None
    first, months = _months_of(shape)
    if not 1 <= first <= 12:
        return None
    end = shift_month(date(year, first, 1), months) - ONE_DAY
    return date(year, first, 1), end


def _days_of_week(year: int, week: int, *, weekend: bool) -> tuple[date, date] | None:
    try:
        return date.fromisocalendar(year, week, 6 if weekend else 1), date.fromisocalendar(year, week, 7)
    except ValueError:
        return None


def _months_of(shape: re.Match[str]) -> tuple[int, int]:
    """Return the first month, 1-12, and the number of months of a value that is coarser than a week."""
    if shape["month"]:
        return int(shape["month"]), 1
    if shape["quarter"]:
        return 3 * int(shape["quarter"]) - 2, 3
    if shape["half"]:
        return 6 * int(shape["half"]) - 5, 6
    if shape["season"]:
        return SEASON_STARTS[shape["season"]], 3
    return 1, 12
