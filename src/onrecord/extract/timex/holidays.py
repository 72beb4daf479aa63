"""Days of the year that have a name: fixed, falling on a weekday, or counted from Easter."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.extract.timex.lexicon import alternatives

_ONE_DAY = timedelta(days=1)
_FIXED = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "boxing day": (12, 26),
    "halloween": (10, 31),
    "valentine's day": (2, 14),
    "may day": (5, 1),
    "fourth of july": (7, 4),
    "bastille day": (7, 14),
    "veterans day": (11, 11),
    "remembrance day": (11, 11),
    "armistice day": (11, 11),
    "st. patrick's day": (3, 17),
    "april fools' day": (4, 1),
    "groundhog day": (2, 2),
}
# Month, first day on which it can fall, weekday (Monday is 0).
_ON_WEEKDAY = {
    "thanksgiving day": (11, 22, 3),
    "thanksgiving": (11, 22, 3),
    "election day": (11, 2, 1),
    "labor day": (9, 1, 0),
    "memorial day": (5, 25, 0),
    "columbus day": (10, 8, 0),
    "presidents day": (2, 15, 0),
    "martin luther king day": (1, 15, 0),
}
_AFTER_EASTER = {
    "ash wednesday": -46,
    "palm sunday": -7,
    "good friday": -2,
    "easter sunday": 0,
    "easter monday": 1,
    "easter": 0,
    "whit monday": 50,
}
HOLIDAY = alternatives([*_FIXED, *_ON_WEEKDAY, *_AFTER_EASTER]).replace("'", "['’]?")


def holiday(name: str, year: int) -> date:
    """Return the day on which the holiday falls in `year` (American days by the American calendar)."""
    plain = re.sub("’", "'", name.lower())
    if plain in _FIXED:
        return date(year, *_FIXED[plain])
    if plain in _ON_WEEKDAY:
        month, first, weekday = _ON_WEEKDAY[plain]
        day = date(year, month, first)
        return day + (weekday - day.weekday()) % 7 * _ONE_DAY
    return easter(year) + _AFTER_EASTER[plain] * _ONE_DAY


def easter(year: int) -> date:
    """Return Easter Sunday by the Gregorian rule (Meeus, Astronomical Algorithms, 1991, chapter 8)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    shift = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * shift) // 451
    month, day = divmod(epact + shift - 7 * late + 114, 31)
    return date(year, month, day + 1)
