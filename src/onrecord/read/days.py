"""Days as inputs write them: ISO 8601 dates and datetimes of the field `published`, months of datelines."""

from __future__ import annotations

import re
from datetime import date, datetime

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DAY_OF_MONTH = rf"(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?:,? (?:19|20)\d\d)?"
"""A day as datelines write it: "Sept 28", "28 September 2022", "Dec. 1, 2023"; any case of the month."""

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?", re.DOTALL)
_FARTHEST = 45  # days between dateline and publication beyond which the year stays open


def parse_day(written: str) -> date | None:
    """The day of an ISO 8601 date or datetime, as its own clock shows it; None where there is no such day."""
    written = written.strip()
    if not _ISO.fullmatch(written):
        return None
    try:
        return datetime.fromisoformat(written).date()
    except ValueError:
        return None


def day_of_month(written: str, published: date) -> date | None:
    """The day that a dateline gives, its year the one that brings it nearest to `published` where none
    stands.

    None where there is no such day, or where even the nearest lies more than 45 days off: then the year is a
    guess.
    """
    month = _month(written)
    numbers = [int(n) for n in re.findall(r"\d+", written)]
    if month is None or not numbers:
        return None
    years = [numbers[1]] if len(numbers) > 1 else [published.year - 1, published.year, published.year + 1]
    days = [day for year in years if (day := _day(year, month, numbers[0])) is not None]
    if not days:
        return None
    nearest = min(days, key=lambda day: abs((day - published).days))
    if len(numbers) == 1 and abs((nearest - published).days) > _FARTHEST:
        return None
    return nearest


def _month(written: str) -> int | None:
    word = re.search(r"[^\W\d]{3}", written)
    starts = [name[:3] for name in MONTHS]
    return starts.index(word[0].lower()) + 1 if word and word[0].lower() in starts else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
