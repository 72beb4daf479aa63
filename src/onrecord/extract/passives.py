"""Who speaks where the verb is passive or a medium quotes: "was quoted as saying", "is said to have told".

The subject of "was quoted" is the speaker, whom the tagger takes for something said as often as not; who
quotes is the relay, which is read from the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import reduce

from onrecord.extract.page import Page
from onrecord.extract.tagger import Attribution
from onrecord.model import Span, hull

_BE = r"(?:was|were|is|are|(?:has |have |had )?been|being)"
_AS_SAYING = (
    r"as (?:\w+ly )?(?:saying|telling|writing|warning|adding|stating|declaring|claiming|insisting|repeating)"
)
_AS = re.compile(_AS_SAYING)
_AS = re.compile(_AS_SAYING)
_QUOTES = re.compile(r"(?:(?:has|have|had|also|later|earlier) )*(?:quoted|quotes|cited|cites)")
_QUOTED = re.compile(rf"(?P<core>(?:{_BE} )(?:\w+ly |also |later )?quoted(?: {_AS_SAYING})?)(?: by)?")
_WHOM = re.compile(rf" (?P<who>(?!by\b)[^“”\"]{{2,140}}?),? (?P<as>{_AS_SAYING})\b")
_MEDIUM = re.compile(rf"(?P<by> by [^“”\",;:]{{2,80}}?)? (?P<as>{_AS_SAYING})\b")
_BY = re.compile(r" by (?P<who>[^“”\",;:.]{2,80}?)(?= (?:that|to|there|what|how)\b|,? [“\"])")
_TOLD = re.compile(rf"{_BE} (?:\w+ly |also |later )?(?:told|informed|assured|advised)(?: by)?")
_HEDGE = rf"{_BE} (?:\w+ly )?(?:said|understood|believed|reported|thought|rumou?red|alleged|known)"
_SPOKEN = (
    r"(?:told|said|warned|asked|urged|promised|assured|informed|suggested|proposed|demanded|insisted|"
    r"threatened|"
    r"agreed|offered|vowed|complained|admitted|argued|ordered|called for|called on|criticised|criticized)"
)
_TO_HAVE_TOLD = re.compile(rf"(?P<cue>{_HEDGE} to have (?:\w+ly )?{_SPOKEN})\b")
_TOLD_WHOM = re.compile(r"\s[^,.;:“”\"]{2,50}?(?= that\b)")
_TOLD_LAST = re.compile(r"(?<=telling) (?![^.;]*\bthat\b)[^,.;:“”\"]{2,90}(?=\.?\s*\Z)")
_SUBJECT_STARTS = re.compile(r".*(?:[,;:!?“”\"]|(?<!\b[A-Z])\.)(?=\s)", re.DOTALL)


def as_passives_tell(page: Page, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return `attributions` with the speaker that a passive or a quoting medium names."""
    rules: list[Callable[[Page, Attribution], Attribution]] = [
        _quoted_as,
        _was_quoted,
        _to_have_told,
        _told_by,
    ]
    told = [reduce(lambda one, rule: rule(page, one), rules, attribution) for attribution in attributions]
    framed = [hull(one.cue) for one in told if len(one.cue) == 2 and _AS.fullmatch(page.text, *one.cue[1])]
    return tuple(
        one for one in told if not (len(one.cue) == 1 and any(span.holds(one.cue[0]) for span in framed))
    )


def _quoted_as(page: Page, one: Attribution) -> Attribution:
    """Read "Yle quoted Orpo as saying": the words are Orpo's."""
    sentence = _home(page, one)
    if sentence is None or not _QUOTES.fullmatch(page.text, *one.cue[0]):
        return one
    whom = _WHOM.match(page.text, one.cue[0].end, sentence.end)
    if whom is None:
        return one
    frame = Span(one.cue[0].start, whom.end("as"))
    content = _outside(one.content, frame) or _rest(page, frame.end, sentence)
    if not content:
        return one
    return replace(
        one, cue=(one.cue[0], Span(*whom.span("as"))), source=(Span(*whom.span("who")),), content=content
    )


def _was_quoted(page: Page, one: Attribution) -> Attribution:
    """Read "Orpo was quoted (by Yle) as saying (by Yle)": Orpo speaks."""
    sentence = _home(page, one)
    quoted = _QUOTED.match(page.text, one.cue[0].start, sentence.end) if sentence else None
    if quoted is None or sentence is None or quoted.end() < one.cue[0].end:
        return one
    cue = [Span(*quoted.span("core"))]
    medium = None if " as " in cue[0].of(page.text) else _MEDIUM.match(page.text, cue[0].end, sentence.end)
    if medium is not None:
        parted = medium["by"] is not None
        cue = [cue[0], Span(*medium.span("as"))] if parted else [Span(cue[0].start, medium.end("as"))]
    subject = _subject(page, sentence, cue[0])
    if subject is None:
        return one
    whom = _TOLD_LAST.match(page.text, cue[-1].end, sentence.end)
    taken = Span(subject.start, whom.end() if whom else cue[-1].end)
    content = _outside(one.content, taken) or _rest(page, taken.end, sentence)
    return replace(one, cue=tuple(cue), source=(subject,), content=content) if content else one


def _to_have_told(page: Page, one: Attribution) -> Attribution:
    """Read "The king is said to have warned X": the king warned, and the rest is what he said."""
    sentence = _home(page, one)
    if sentence is None:
        return one
    hedged = _meeting(_TO_HAVE_TOLD, page, sentence, one.cue[0])
    if hedged is None:
        return one
    subject = _subject(page, sentence, hedged)
    if subject is None:
        return one
    whom = (
        _TOLD_WHOM.match(page.text, hedged.end, sentence.end)
        if page.text.endswith("told", 0, hedged.end)
        else None
    )
    taken = Span(subject.start, whom.end() if whom else hedged.end)
    content = _outside(one.content, taken) or _rest(page, taken.end, sentence)
    if (
        content
        and content[0].start > taken.end
        and not any(mark in content[0].of(page.text) for mark in '"“')
    ):
        # "warned the generals that": whom he warned begins what is said.
        content = (Span(taken.end + 1, content[0].end), *content[1:])
    return replace(one, cue=(hedged,), source=(subject,), content=content) if content else one


def _told_by(page: Page, one: Attribution) -> Attribution:
    """Read "Reporters were told by an envoy that ...": the envoy speaks."""
    if not one.cue and len(one.content) == 1:
        return _told_before(page, one)
    sentence = _home(page, one)
    if sentence is None or not _TOLD.fullmatch(page.text, *one.cue[0]):
        return one
    cue = Span(one.cue[0].start, one.cue[0].start + len(one.cue[0].of(page.text).removesuffix(" by")))
    by = _BY.match(page.text, cue.end, sentence.end)
    if by is None:
        return one
    subject = _subject(page, sentence, cue)
    taken = Span(subject.start if subject else cue.start, by.end())
    content = _outside(one.content, taken) or _rest(page, taken.end, sentence)
    return replace(one, cue=(cue,), source=(Span(*by.span("who")),), content=content) if content else one


def _told_before(page: Page, one: Attribution) -> Attribution:
    """Give words without a cue the frame that ends where they begin."""
    sentence = page.sentence_of(one.content[0])
    if sentence is None:
        return one
    for told in _TOLD.finditer(page.text, sentence.start, one.content[0].start):
        by = _BY.match(page.text, told.end() - (3 if told[0].endswith(" by") else 0), sentence.end)
        if by is not None and page.text[by.end() : one.content[0].start].isspace():
            cue = Span(told.start(), told.start() + len(told[0].removesuffix(" by")))
            return replace(one, cue=(cue,), source=(Span(*by.span("who")),))
    return one


def _home(page: Page, one: Attribution) -> Span | None:
    return page.sentence_of(one.cue[0]) if len(one.cue) == 1 else None


def _meeting(pattern: re.Pattern[str], page: Page, sentence: Span, cue: Span) -> Span | None:
    found = (Span(*match.span("cue")) for match in pattern.finditer(page.text, *sentence))
    return next((span for span in found if span.meets(cue)), None)


def _subject(page: Page, sentence: Span, cue: Span) -> Span | None:
    """Return the words before `cue`, back to the last mark or quotation; None where they name nobody."""
    start = sentence.start
    for quotation in page.quotations_in(Span(sentence.start, cue.start)):
        start = max(start, quotation.end)
    mark = _SUBJECT_STARTS.match(page.text, start, cue.start)
    start = mark.end() if mark else start
    while start < cue.start and page.text[start].isspace():
        start += 1
    subject = Span(start, start + len(page.text[start : cue.start].rstrip(" ,")))
    words = subject.of(page.text).split()
    return subject if 0 < len(words) <= 12 and words[0].lower() not in {"who", "it", "and", "but"} else None


def _outside(spans: Sequence[Span], taken: Span) -> tuple[Span, ...]:
    """Return what of `spans` stands outside of `taken`."""
    parts = [
        part
        for span in spans
        for part in (Span(span.start, min(span.end, taken.start)), Span(max(span.start, taken.end), span.end))
        if part.start < part.end
    ]
    return tuple(dict.fromkeys(parts))


def _rest(page: Page, start: int, sentence: Span) -> tuple[Span, ...]:
    rest = page.text[start : sentence.end]
    words = rest.strip(" ,.:")
    at = start + rest.find(words) if words else start
    return (Span(at, at + len(words)),) if len(words.split()) > 2 else ()
