"""What the value of a time expression depends on besides its words: the day of writing and what precedes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from onrecord.extract.timex.grammar import Expression
from onrecord.extract.timex.tense import Tense
from onrecord.model import TimexType

Value = tuple[TimexType, str]


@dataclass(frozen=True, slots=True)
class Reference:
    """The day, month and year last spoken of ("the next day" follows it), each as its first day."""

    day: date
    month: date
    year: date

    def moved(self, value: str, day: date) -> Reference:
        """Return the reference after a date with this TIMEX3 value that begins on `day`."""
        if re.fullmatch(r"\d{4}-\d\d-\d\d(?:T.*)?", value):
            return Reference(day, day, day)
        if re.fullmatch(r"\d{4}-\d\d", value):
            return Reference(self.day, day, day)
        return Reference(self.day, self.month, day) if re.fullmatch(r"\d{4}", value) else self

    def at(self, unit: str) -> date:
        """Return the reference at the grain of `unit` ("day", "week", "month", "year", ...)."""
        if unit in ("month", "quarter"):
            return self.month
        return self.year if unit in ("year", "decade", "century") else self.day


@dataclass(frozen=True, slots=True)
class Context:
    """Where an expression stands.

    `today` is the day of writing; `tense` the direction of its verb; `reference` what was last spoken of,
    `today` where nothing was; `quarter` the (year, quarter) last spoken of. `before` and `after` are the
    words of the sentence around the expression.
    """

    today: date
    tense: Tense
    reference: Reference
    quarter: tuple[int, int] | None
    before: str
    after: str


Anchor = Callable[[Expression, Context], Value | None]


def step(determiner: str) -> int:
    """Return -1 for "last" and its like, 1 for "next" and its like, 0 for "this"."""
    word = determiner.removeprefix("the ").removeprefix("this ")
    if word in ("last", "past", "previous", "preceding"):
        return -1
    return 1 if word in ("next", "coming", "following") else 0
