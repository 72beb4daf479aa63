"""When a deed was done that the report tells with its day: "parliament approved the treaty on Monday".

The day must stand with the verb of the deed: in "backed the treaty, which was signed on Monday" and in
"supports the treaty agreed on Monday" it is that of another deed. What is not certain stays "by the day of
publication".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.judge.settling import RULE as LEARNED
from onrecord.model import Known, Moment, Reason, Span, Timex

_STRONG = (
    "gave|took|withdrew|swore|met|made|led|split|chose|stood|broke|went|drew|won|held|came|began|became|born"
)
_PAST = re.compile(rf"\b(?!need|proceed|exceed|succeed|heed\b)(?:\w+ed|{_STRONG})\b", re.IGNORECASE)
# "Became the first country to ratify" tells what was done.
_BECAME = re.compile(r"\bbecame\b[^,;:]*\bto\s+$", re.IGNORECASE)
# "Is to be", "has been" and the present leave the day to something else; "had" tells of an earlier deed.
_NO_DEED = re.compile(r"\b(?:is|are|be|being|will|would|may|might|could|should|must|had|to)\s+(?:\w+ly\s+)?$")
_BREAK = re.compile(
    rf"""[;:\"“”—–()] | ,\s+(?:and|but|who|which|where|as|after|while)\b
    | \b(?:which|who|whom|whose|that|when|while|where|after|before|since|until|till|because|although|though|if
    |unless|despite|following|amid|ahead|during|over|pending|from|between|through|by|to|than|of|will|would|is|are
    |was|were|has|have|had|be|been|said|says|scheduled|due|planned)\b
    | \b\w+ing\b | {_PAST.pattern}""",
    re.IGNORECASE | re.VERBOSE,
)
_ARTICLE = re.compile(r"(?:\b(?:the|an?|its|his|her|their|this|that)|[’']s)\s+$", re.IGNORECASE)
# Before the verb a day opens the sentence, or stands behind the subject: "Canada on Tuesday ratified".
_OPENING = re.compile(
    r"(?:\W*(?:on|in|at|late|early|earlier|last)\b\W*)*|[^,;:]*\W(?:on|last|late|early|in)\s+", re.I
)
# What a deed is done to may hold an "of", a "to" or a participle: these break nothing in "accession to NATO".
_LINKS = re.compile(r"\b(?:of|to|from|by|between|through|over)\b", re.IGNORECASE)
_LAST = re.compile(
    r"(?:\b(?:of|to|from|by|between|through|over|for|than|since|until)\s+(?:the\s+)?)$", re.IGNORECASE
)


def told_day(known: Known, because: Sequence[Reason]) -> Moment | None:
    """Return when the deed was done that `because` rests on, where its sentence tells that; else None.

    The moment is no later than the publication.
    """
    deed = next((r.span for r in because if r.span is not None and r.rule != LEARNED), None)
    if deed is None or not _is_done(known, deed):
        return None
    text = known.found.report.text
    sentence = next((s for s in known.found.sentences if s.holds(deed)), None)
    if sentence is None:
        return None
    near = [
        date
        for date in known.found.dates
        if date.type == "DATE"
        and date.earliest is not None
        and sentence.holds(date.span)
        and _stands_with(text, sentence, date.span, deed)
    ]
    return _moment(known, near[0]) if len(near) == 1 else None


def _is_done(known: Known, deed: Span) -> bool:
    text = known.found.report.text
    before = text[max(0, deed.start - 60) : deed.start]
    if _BECAME.search(before):
        return True
    return _PAST.search(text, *deed) is not None and not _NO_DEED.search(before)


def _stands_with(text: str, sentence: Span, date: Span, deed: Span) -> bool:
    if _ARTICLE.search(text, sentence.start, date.start) or re.match(r"[’']s?\b|[’']\s", text[date.end :]):
        return False  # "the Monday vote", "Monday's vote": which one, not when
    if deed.end <= date.start:
        between = text[deed.end : date.start]
        return not _LAST.search(between) and not _BREAK.search(_LINKS.sub(" ", between))
    if date.end <= deed.start:
        opening, between = text[sentence.start : date.start], text[date.end : deed.start]
        became = _BECAME.search(between)
        between = between[: became.start()] if became else between
        return _OPENING.fullmatch(opening) is not None and not _BREAK.search(opening + " | " + between)
    return True


def _moment(known: Known, date: Timex) -> Moment | None:
    """The day as an event of the report has it, which settles on which side of the publication it lies."""
    published = known.found.report.published
    told = (e.when for e in known.found.events if e.what.holds(date.span) and e.modality == "happened")
    event = next((when for when in told if when.earliest is not None), None)
    if event is not None:
        return event
    if date.earliest is None or date.latest is None or date.earliest > published:
        return None
    return Moment(date.value.split("T")[0], date.earliest, min(date.latest, published), "stated")
