"""When statements were made: the date that stands with the words of saying, none inside the content.

"The minister, in a letter sent on Monday night, said" was said on that Monday; "said elections would be held
on Sunday" gives no day. A statement without a day of its own stays open: "by the day of publication".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from onrecord.extract.timex.lexicon import alternatives
from onrecord.model import Moment, Report, Span, Statement, Timex, hull

_ONE_DAY = timedelta(days=1)
# Between the words of saying and their date nothing may begin another clause.
_BREAKING = """
about after against amid because before but despite following had has have if over regarding since that
until when where which while who whom whose will would
"""
_BREAK = re.compile(
    rf"""[\"“”;:] | '' | `` | ,\s+(?:and|but)\b | \bby\s+\w+ing\b | \bas\b(?!\s+saying)
    | \b{alternatives(_BREAKING.split())}\b""",
    re.I | re.X,
)
# Whom one speaks "to" is no verb: "told the press", "speaking to reporters".
_SPOKEN_TO = """
a an business deputies foreign her his its journalists lawmakers leaders local media members ministers
my news our parliament reporters state students supporters television the their troops
"""
_INFINITIVE = re.compile(rf"\bto\s+(?!{alternatives(_SPOKEN_TO.split())}\b)[a-z]+")
_OCCASIONS = """
address article briefing broadcast call communique communiqué conference debate decree editorial
interview letter meeting message post release remarks report sermon session speech statement tweet
"""
_OCCASION = re.compile(rf"\b{alternatives(_OCCASIONS.split())}\b[^,;:\"“”]*$", re.I)
# "The victims of Sunday", "the deputies elected last Friday": the date says which, not when they spoke.
_BOUND = re.compile(r"\b(?:of|for|from|in|at|by|to|with|\w+ed|\w+ing)\s+(?:on\s+)?$|,\s*$", re.I)
_OPENING = re.compile(
    r"""[\"“”'’,\s]* (?: (?:but|and|yet|meanwhile|however|also|then|only|just),?\s+ )?
    (?: (?:on|in|at|late|early|earlier|during|by|speaking|talking|writing|addressing|asked|appearing)\b
        [^;:\"“”]* )?$""",
    re.I | re.X,
)
# Cues that are themselves the deed, done to what follows: "recognised Kosovo on Monday" tells the day of the
# deed, while "said elections would be held on Sunday" tells the day of the elections.
_DEEDS = """
accepted acknowledged approved backed blamed blasted blocked commended condemned criticised criticized
decried denounced deplored dismissed endorsed hailed lauded opposed praised ratified rebuffed recognised
recognized rejected renounced slammed spurned supported vetoed welcomed
"""
_DEED = re.compile(rf"\b{alternatives(_DEEDS.split())}$", re.I)
_CLAUSAL = re.compile(
    r"\b(?:that|will|would|is|are|was|were|has|have|had|can|could|may|might|must|should)\b", re.I
)
_BARE_DATE = re.compile(r"\s*(?:(?:late|early|on|in)\s+)*$", re.I)
_RELATIVE = re.compile(r"which|that|who", re.I)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.I)


def date_statements(
    report: Report, sentences: Sequence[Span], statements: Sequence[Statement], dates: Sequence[Timex]
) -> tuple[Moment, ...]:
    """Return when each statement was made, parallel to `statements`.

    A statement that continues another was made when that one was. No moment lies after the publication.
    """
    said = dates_of_saying(report, sentences, statements, dates)
    moments: dict[str, Moment] = {}
    for statement in statements:
        timex = said.get(statement.id)
        if timex is not None:
            moments[statement.id] = past_moment(report, timex)
        elif statement.continues in moments:
            moments[statement.id] = moments[statement.continues]
        else:
            moments[statement.id] = Moment(None, None, report.published, "published")
    return tuple(moments[statement.id] for statement in statements)


def dates_of_saying(
    report: Report, sentences: Sequence[Span], statements: Sequence[Statement], dates: Sequence[Timex]
) -> Mapping[str, Timex]:
    """Return the date that stands with the words of saying, by the id of its statement."""
    found: dict[str, Timex] = {}
    for statement in statements:
        if not statement.cue:
            continue
        cue = hull(statement.cue)
        sentence = next((s for s in sentences if s.start <= cue.start < s.end), None)
        if sentence is None:
            continue
        near = [
            timex
            for timex in dates
            if sentence.holds(timex.span)
            and timex.earliest is not None
            and not _told_by_others(timex.span, cue, statement, statements)
            and not _before_relative(report.text, timex.span, statement)
            and _stands_with(report.text, sentence, timex.span, statement)
            and _may_be_past(report, timex)
        ]
        if near:
            found[statement.id] = min(near, key=lambda timex: _distance(timex.span, cue))
    return found


def past_moment(report: Report, timex: Timex) -> Moment:
    """Return the moment that `timex` gives to something that is over when the report is published.

    Parts of a day are given as their day. "Earlier this week" ends the day before publication.
    """
    words = timex.span.of(report.text)
    earliest, latest = timex.earliest, timex.latest
    if earliest is None or latest is None:
        return Moment(None, None, report.published, "published")
    value = timex.value.split("T")[0]
    if earliest > report.published and _WEEKDAY.search(words):
        # Its verb seemed to look ahead; what has been said or done lies behind.
        earliest, latest = earliest - 7 * _ONE_DAY, latest - 7 * _ONE_DAY
        value = earliest.isoformat()
    latest = min(latest, report.published)
    if words.lower().startswith("earlier") and earliest < report.published == latest:
        latest -= _ONE_DAY
    return Moment(value, earliest, latest, "stated")


def _may_be_past(report: Report, timex: Timex) -> bool:
    if timex.earliest is None or timex.earliest <= report.published:
        return True
    weekday = _WEEKDAY.search(timex.span.of(report.text))
    return weekday is not None and timex.earliest - 7 * _ONE_DAY <= report.published


def _told_by_others(date: Span, cue: Span, own: Statement, statements: Sequence[Statement]) -> bool:
    """Say whether the date lies in this statement's content, or in another's that lacks this cue."""
    return any(
        span.meets(date) and (other is own or not span.holds(cue))
        for other in statements
        for span in other.content
    )


def _before_relative(text: str, date: Span, statement: Statement) -> bool:
    """Say whether the words are those of what a relative clause describes, and the date stands before it: "on
    Monday he signed a decree that bans ..." tells when he signed.
    """
    return any(date.end <= s.start and _RELATIVE.fullmatch(s.of(text)) for s in statement.source)


def _distance(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def _stands_with(text: str, sentence: Span, date: Span, statement: Statement) -> bool:
    """Say whether the date stands in the clause of the words of saying."""
    for source in statement.source:
        if source.holds(date):
            return _dates_the_source(text, source, date)
    if any(cue.holds(date) for cue in statement.cue):
        return True
    frame = sorted([*statement.source, *statement.cue])
    before = [span for span in frame if span.end <= date.start]
    behind = [span for span in frame if span.start >= date.end]
    if before and behind:
        return _joined(text, before[-1].end, behind[0].start, date)
    if before:
        return _follows(text, before[-1], date, statement)
    if not behind:
        return False
    contents = [span.end for span in statement.content if sentence.start < span.end <= date.start]
    opening = text[max([sentence.start, *contents]) : date.start]
    return bool(_OPENING.match(opening)) and _joined(text, date.end, behind[0].start, date)


def _dates_the_source(text: str, source: Span, date: Span) -> bool:
    """Say whether a date inside the source tells when it spoke ("the ministry Tuesday")."""
    before = text[source.start : date.start]
    if _BREAK.search(before):
        return False
    if _OCCASION.search(before):
        return True
    last = text[date.end : source.end].strip(" ,") == ""
    return last and not _BOUND.search(before)


def _joined(text: str, start: int, end: int, date: Span) -> bool:
    around = text[start : max(start, date.start)] + " | " + text[min(date.end, end) : end]
    return not _BREAK.search(around) and not _INFINITIVE.search(around)


def _follows(text: str, frame: Span, date: Span, statement: Statement) -> bool:
    """Say whether a date behind source and cue belongs to them: only a quotation may stand between."""
    between = [span for span in statement.content if frame.end <= span.start and span.end <= date.start]
    if not between:
        gap = text[frame.end : date.start]
        return not _BREAK.search(gap) and not _INFINITIVE.search(gap)
    last = max(span.end for span in between)
    gap = text[last : date.start]
    if _BARE_DATE.match(gap) and _DEED.search(frame.of(text)):
        return not any(_CLAUSAL.search(span.of(text)) for span in between)
    if _BREAK.search(gap.lstrip("\"”’'., ")) or _INFINITIVE.search(gap):
        return False
    quoted = statement.directness != "indirect" and text[last - 1 : last + 1].strip(" .,")[-1:] in (
        '"',
        "”",
        "’",
        "'",
    )
    return bool(_OCCASION.search(gap)) or (quoted and len(gap) < 25)


def narrow(report: Report, timex: Timex) -> Moment:
    """Return the moment that `timex` gives to something that may still be ahead: "later this week" begins
    today.
    """
    earliest, latest = timex.earliest, timex.latest
    if earliest and timex.span.of(report.text).lower().startswith("later") and earliest < report.published:
        earliest = report.published
    return Moment(timex.value.split("T")[0], earliest, latest, "stated")
