"""The values that time expressions stand for, seen from the day on which the report was written."""

from __future__ import annotations

from onrecord.extract.timex import days, lengths, periods
from onrecord.extract.timex.context import Anchor, Context, Value
from onrecord.extract.timex.grammar import Expression

_RULES: dict[str, Anchor] = {**days.RULES, **periods.RULES, **lengths.RULES}


def value_of(expression: Expression, context: Context) -> Value | None:
    """Return the TIMEX3 type and value of `expression`, None where its words mean no time here ("may",
    "second").

    Nor has it one where that would lie outside the calendar (before the year 1, after 9999).
    """
    try:
        return _RULES[expression.rule](expression, context)
    except (OverflowError, ValueError):  # how `date` says that there is no such day
        return None
