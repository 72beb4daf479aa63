"""The words of time: names of days, months, seasons, units and numbers, and what they count."""

from __future__ import annotations

import re
from collections.abc import Iterable

WEEKDAYS = {
    "monday": 0,
    "tuesday": 1,
    "wednesday": 2,
    "thursday": 3,
    "friday": 4,
    "saturday": 5,
    "sunday": 6,
}
MONTHS = {
    "january": 1,
    "february": 2,
    "march": 3,
    "april": 4,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "september": 9,
    "october": 10,
    "november": 11,
    "december": 12,
}
_MONTHS_SHORT = {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS_OF_DAY = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "nights": "NI",
    "mornings": "MO",
    "afternoons": "AF",
    "evenings": "EV",
    "midday": "MI",
    "noon": "MI",
    "lunchtime": "MI",
    "midnight": "NI",
    "overnight": "NI",
    "dawn": "MO",
    "dusk": "EV",
    "daytime": "DT",
}
# TIMEX3 designators of the units; a "T" marks those smaller than a day.
UNITS = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "week": "W",
    "weekend": "WE",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
    "centurie": "CE",
}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_ORDINALS |= {"final": 4, "last": 4}
_DAY_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
        "twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth "
        "twenty-seventh twenty-eighth twenty-ninth thirtieth "
        "thirty-first".split(),
        start=1,
    )
}
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBER_WORDS = {word: value for value, word in enumerate(_SMALL.split())}
_NUMBER_WORDS |= {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}
_MULTIPLES = {"hundred": 100, "thousand": 1000, "dozen": 12, "couple": 2}
_DECADES = {word.removesuffix("y") + "ies": 10 * n for n, word in enumerate(_TENS.split(), start=2)}
VAGUE_NUMBERS = (
    "several",
    "some",
    "many",
    "a few",
    "few",
    "",
)
_FRACTIONS = {"1/2": 0.5, "½": 0.5, "1/4": 0.25, "¼": 0.25, "3/4": 0.75, "¾": 0.75, "half": 0.5}


def alternatives(words: Iterable[str]) -> str:
    """Return a regex group that matches any of `words`, the longest first."""
    ordered = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


WEEKDAY = alternatives(WEEKDAYS)
MONTH = (
    alternatives(word.capitalize() for word in MONTHS)
    + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
# Without a day behind it an abbreviation needs its full stop ("Jan" is a first name).
MONTH_ALONE = (
    alternatives(word.capitalize() for word in MONTHS)
    + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\."
)
SEASON = alternatives(SEASONS)
PART = r"(?:mid-?\s?)?" + alternatives(["morning", "afternoon", "evening", "night"])
UNIT = r"(?:second|minute|hour|day|week|month|quarter|year|decade|centur(?:y|ie))"
_WORD_NUMBER = alternatives([*_NUMBER_WORDS, *_MULTIPLES])
_DIGITS = r"\d[\d,]*(?:\.\d+)?(?:[\s-](?:1/2|1/4|3/4)|[½¼¾])?"
NUMBER = (
    rf"(?:{_DIGITS}|{_WORD_NUMBER}(?:(?:[\s-]+and)?[\s-]+{_WORD_NUMBER})*)(?:[\s-]+and[\s-]+a[\s-]+half)?"
)
COUNT = (
    r"(?:a\s+(?:few|couple(?:\s+of)?|dozen|hundred|thousand)|several|many|few|"
    rf"couple(?:\s+of)?|{NUMBER}|half\s+an?|(?:an?\s+)?half|an?)"
)
ORDINAL_DAY = alternatives(_DAY_ORDINALS)
ORDINAL = alternatives([word for word in _ORDINALS if word not in ("final", "last")])
DECADE_WORD = alternatives(_DECADES)
SPOKEN_YEAR = (
    rf"(?:nineteen|eighteen|twenty)[\s-](?:hundred|{alternatives(_TENS.split())}(?:[\s-]"
    rf"{alternatives(_SMALL.split()[1:10])})?|oh[\s-]\w+|{alternatives(_SMALL.split()[10:])})|two\s+thousand"
)


def month_number(word: str) -> int:
    """Return 1-12 for a month's name or its abbreviation, with or without a full stop."""
    name = word.lower().rstrip(".")
    return MONTHS.get(name) or _MONTHS_SHORT[name]


def ordinal(word: str) -> int:
    """Return 1-4 for "first" to "fourth" and "1st" to "4th"; "final" and "last" are the fourth."""
    return _ORDINALS[word.lower()]


def day_ordinal(word: str) -> int:
    """Return 1-31 for "first" to "thirty-first"."""
    return _DAY_ORDINALS[word.lower()]


def decade_word(word: str) -> int:
    """Return 20-90 for "twenties" to "nineties"."""
    return _DECADES[word.lower()]


def unit_code(word: str) -> str:
    """Return the TIMEX3 designator of a unit in singular or plural ("weeks": "W")."""
    return UNITS[word.lower().removesuffix("s")]


def read_number(words: str) -> float | None:
    """Return the number that `words` say ("2 1/2", "a dozen", "forty-five"), or None where they are vague."""
    plain = re.sub(r"\s+", " ", words.lower().strip())
    if plain in VAGUE_NUMBERS:
        return None
    if plain.startswith("half a"):
        return 0.5
    total, current = 0.0, 0.0
    for word in re.split(r"(?<=\d)(?=[½¼¾])|[\s-]+", plain):
        if word in _FRACTIONS:
            current += _FRACTIONS[word]
        elif word[:1].isdigit():
            current += float(word.replace(",", ""))
        elif word in _MULTIPLES:
            current = (current or 1) * _MULTIPLES[word]
            if word == "thousand":
                total, current = total + current, 0.0
        elif word in ("a", "an"):
            current = current or 0
        elif word not in ("and", "of"):
            current += _NUMBER_WORDS[word]
    value = total + current
    return value or (1.0 if plain in ("a", "an") else None)


def read_year(words: str) -> int:
    """Return the year that "1998", "'98", "nineteen ninety-eight" or "two thousand" say.

    A year of two digits lies in 1930-2029.
    """
    digits = re.sub(r"\D", "", words)
    if len(digits) == 4:
        return int(digits)
    if digits:
        return int(digits) + (1900 if int(digits) >= 30 else 2000)
    parts = re.split(r"[\s-]+", words.lower())
    if parts[:2] == ["two", "thousand"]:
        return 2000
    century = 100 * _NUMBER_WORDS[parts[0]]
    return century + sum(_NUMBER_WORDS.get(part, 0) for part in parts[1:])
