"""Time expressions of a report, with their TIMEX3 types and values (ISO-TimeML)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from onrecord.extract.timex.anchoring import value_of
from onrecord.extract.timex.calendar import days_of, quarter_of
from onrecord.extract.timex.context import Context, Reference
from onrecord.extract.timex.grammar import Expression, read_expressions
from onrecord.extract.timex.tense import tense_at
from onrecord.model import Report, Span, Timex

_LONGEST_WIRE_DELAY = 31  # days; an older dateline is the date of something else

# Companies report on these too; "a year earlier" then looks back from a year, not from a quarter.
_LONGER_PERIOD = re.compile(r"P(?:6M|9M|12M|1Y|2Q|3Q)")


def find_dates(report: Report, sentences: Sequence[Span]) -> tuple[Timex, ...]:
    """Return the time expressions of the sentences in text order.

    "Today" is the day of the dateline where the report has one that fits its publication, else the day of
    publication. Expressions inside quotations count too, and so does the day of the dateline; what else is
    no sentence (front matter, captions) is not read.
    """
    today = _day_of_writing(report)
    found: list[Timex] = []
    reference = Reference(today, today, today)
    quarter: tuple[int, int] | None = None
    datelines = [aside.span for aside in report.asides if aside.kind == "dateline" and report.dateline]
    for sentence in sorted([*sentences, *datelines]):
        for expression in read_expressions(report.text, sentence):
            context = Context(
                today=today,
                tense=tense_at(report.text, sentence, expression.span),
                reference=reference,
                quarter=quarter,
                before=report.text[sentence.start : expression.span.start],
                after=report.text[expression.span.end : sentence.end],
            )
            timex = _timex(expression, context)
            if timex is None:
                continue
            found.append(timex)
            if timex.earliest:
                reference = reference.moved(timex.value, timex.earliest)
            named = re.fullmatch(r"(\d{4})-Q([1-4])", timex.value)
            if named and "ago" not in expression["lead"] and expression.rule in ("quarter", "this_unit"):
                reported = int(named[1]), int(named[2])
                quarter = reported if reported <= quarter_of(today) else quarter
            elif timex.type == "DURATION" and _LONGER_PERIOD.fullmatch(timex.value) and expression["det"]:
                quarter = None
    return tuple(found)


def _day_of_writing(report: Report) -> date:
    if report.dateline and 0 <= (report.published - report.dateline).days <= _LONGEST_WIRE_DELAY:
        return report.dateline
    return report.published


def _timex(expression: Expression, context: Context) -> Timex | None:
    value = value_of(expression, context)
    if value is None:
        return None
    days = days_of(value[1]) if value[0] in ("DATE", "TIME") else None
    return Timex(expression.span, value[0], value[1], *(days or (None, None)))
