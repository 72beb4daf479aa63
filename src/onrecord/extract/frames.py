"""The attribution that stands beside a quotation: print shows it, whatever the tagger made of it.

"“...,” said X", "X said: “...”", "And from X: “...”", "“...” - X": the quotation is what was said, from mark
to mark, and whom the frame names has said it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from onrecord.extract.page import Page
from onrecord.extract.quotes import Quotation
from onrecord.extract.saying import APPOSITION, DAY_AND_PLACE, LEAD_IN, OCCASION, SAID, SPEAKER
from onrecord.extract.tagger import Attribution
from onrecord.model import Span

# Where a pattern alone shows the statement; the tagger's own are surer or less sure than this.
_CONFIDENCE = 0.6
_BEHIND = re.compile(
    rf",?\s(?:(?P<cue>{SAID}) (?P<who>{SPEAKER})(?P<app>{APPOSITION}{{1,2}})?{OCCASION}\s*(?=[.;:]|,?\s*\Z)"
    rf"|(?P<who2>{SPEAKER}{APPOSITION}?),? (?P<cue2>{SAID})\b)"
)
_BULLET = r"(?:[-*•▪◦·–—] ?)?"
_BEFORE = re.compile(
    rf"{_BULLET}(?P<who>{SPEAKER}{APPOSITION}?),? (?P<cue>{SAID})"
    rf"(?:{OCCASION}|(?<=told) [^.;:!?“”\"«»]{{2,90}})[:,]\s+\Z"
)
_FROM = re.compile(
    r"(?:(?:and|then|also|next|this|this one|these words|"
    r"another),? )*from (?P<who>[^“”\".;:!?]{2,90})(?P<cue>:)\s+\Z",
    re.IGNORECASE,
)
_NAME = r"(?:[A-Z][\w’'.-]*|the|an?|of|for|in|and|de|van|von|al|der|\(\w+\))"
_COLON = re.compile(rf"{_BULLET}(?P<who>{_NAME}(?: {_NAME}){{0,8}})(?P<cue>:)\s+\Z")
_LED_IN = re.compile(rf"(?P<who>{SPEAKER}{APPOSITION}?),? (?P<cue>{LEAD_IN})[^,.;:“”\"]{{0,40}}[.:]\s+\Z")
_GOES_ON = re.compile(rf"{DAY_AND_PLACE}(?:[.,;:]|, but|, and)\s+")
_TO = re.compile(r" to [^,.;:“”\"]{2,60}")
_DASH = re.compile(rf"\s*(?P<cue>--?|[–—])\s?(?P<who>[A-Z][\w’'.-]*(?: {_NAME}){{0,8}}{APPOSITION}?)\.?\s*\Z")


class _Frame(NamedTuple):
    """`whole`: the pattern takes in all of the frame, so that its cue and source go before the tagger's."""

    cue: Span
    source: Span
    content: Span
    whole: bool = False


def with_framed_quotations(page: Page, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return `attributions` with the quotations that stand beside their speaker."""
    made = list(attributions)
    frames = {quotation: _frame(page, quotation) for quotation in page.quotations}
    for frame in frames.values():
        if frame is not None:
            made = _with_frame(page, made, frame)
    for quotation, following in pairwise(page.quotations):
        frame = frames[quotation]
        if frame is not None and frames[following] is None and _goes_on(page, frame, following):
            made = _with_following(made, frame, Span(*following[:2]))
    return tuple(made)


def _frame(page: Page, quotation: Quotation) -> _Frame | None:
    paragraph = page.paragraphs[page.paragraph_of(Span(*quotation[:2]))]
    for read in (_behind, _dashed, _led_in, _before):
        frame = read(page, quotation, paragraph)
        if frame is not None:
            return frame
    return None


def _behind(page: Page, quotation: Quotation, paragraph: Span) -> _Frame | None:
    """Read "“...,” said X" and "“...,” X said": a comma, a question or an exclamation leads into them."""
    text = page.text
    last = text[quotation.start : quotation.end].rstrip("\"”’'»“ ")[-1:]
    if last not in ",?!" and text[quotation.end : quotation.end + 1] != ",":
        return None
    stop = next((one.start for one in page.quotations if one.start >= quotation.end), paragraph.end)
    match = _BEHIND.match(text, quotation.end, min(stop, paragraph.end))
    if match is None:
        return None
    if match["cue2"]:
        return _Frame(Span(*match.span("cue2")), Span(*match.span("who2")), Span(*quotation[:2]))
    end = match.end("app") if match["app"] else match.end("who")
    return _Frame(Span(*match.span("cue")), Span(match.start("who"), end), Span(*quotation[:2]))


def _before(page: Page, quotation: Quotation, paragraph: Span) -> _Frame | None:
    sentence = page.sentence_of(Span(quotation.start, quotation.start))
    if sentence is None or page.text[paragraph.start : quotation.start].rstrip()[-1:] not in (":", ","):
        return None
    start = max(sentence.start, paragraph.start)
    for pattern in (_FROM, _COLON, _BEFORE):
        match = pattern.match(page.text, start, quotation.start)
        if match:
            who, cue = Span(*match.span("who")), Span(*match.span("cue"))
            return _Frame(cue, who, Span(*quotation[:2]), whole=pattern is _FROM)
    return None


def _dashed(page: Page, quotation: Quotation, paragraph: Span) -> _Frame | None:
    """Read "“...” -Commissioner X", with the name at the end of the paragraph or as the next one."""
    if page.text[quotation.start : quotation.end].rstrip("\"”’'»“ ")[-1:] not in ".!?":
        return None
    number = page.paragraph_of(paragraph)
    end = paragraph.end
    if not page.text[quotation.end : end].strip() and number + 1 < len(page.paragraphs):
        end = page.paragraphs[number + 1].end
    match = _DASH.match(page.text, quotation.end, end)
    if match is None:
        return None
    who = Span(match.start("who"), match.start("who") + len(match["who"].rstrip(".")))
    return _Frame(Span(*match.span("cue")), who, Span(*quotation[:2]), whole=True)


def _led_in(page: Page, quotation: Quotation, paragraph: Span) -> _Frame | None:
    """Read "X was blunt. “...”", where the quotation is all that stands behind."""
    before = page.text[paragraph.start : quotation.start].rstrip()
    if before[-1:] not in (".", ":") or page.text[quotation.end - 2 : quotation.end - 1] not in ".!?":
        return None
    lead = page.sentence_of(Span(paragraph.start + len(before) - 1, quotation.start))
    match = _LED_IN.match(page.text, lead.start, quotation.start) if lead else None
    if match is None:
        return None
    return _Frame(Span(*match.span("cue")), Span(*match.span("who")), Span(*quotation[:2]), whole=True)


def _goes_on(page: Page, frame: _Frame, following: Quotation) -> bool:
    """Say whether nothing but the occasion stands between a frame and the next quotation."""
    end = max(frame.cue.end, frame.source.end)
    said = page.text[following.start : following.end].rstrip("\"”’'»“")[-1:] in ".,?!"
    return said and end > frame.content.end and bool(_GOES_ON.fullmatch(page.text, end, following.start))


def _with_following(attributions: Sequence[Attribution], frame: _Frame, following: Span) -> list[Attribution]:
    """Give the quotation behind a frame to its speaker where it is nobody's yet."""
    made = [one for one in attributions if one.cue or not any(span.meets(following) for span in one.content)]
    if any(span.meets(following) for one in made for span in (*one.content, *one.cue)):
        return list(attributions)
    return [
        replace(one, content=(*one.content, following)) if frame.cue in one.cue and one.content else one
        for one in made
    ]


def _with_frame(page: Page, attributions: Sequence[Attribution], frame: _Frame) -> list[Attribution]:
    """Give the quotation to the attribution whose cue the frame holds; make it where there is none."""
    holder = next((one for one in attributions if any(cue.meets(frame.cue) for cue in one.cue)), None)
    held = [one for one in attributions if any(span.meets(frame.content) for span in one.content)]
    if any(_nested(one, frame) for one in attributions) or (
        holder not in held and not _free(page, holder, held, frame)
    ):
        return list(attributions)
    made = [other for one in attributions if one is not holder for other in _parted(one, frame)]
    if holder is None:
        return [*made, Attribution((frame.cue,), (frame.source,), (frame.content,), _CONFIDENCE)]
    home = page.sentence_of(frame.cue)
    elsewhere = home is not None and not any(home.meets(span) for span in holder.source)
    astray = elsewhere and any(span.meets(frame.source) for span in holder.content)
    frame = frame._replace(whole=frame.whole or astray or _addressed(page, holder, frame))
    cue = (frame.cue,) if frame.whole else holder.cue
    source = (frame.source,) if frame.whole or not holder.source else holder.source
    content = _closed(page, holder.content, frame._replace(source=source[-1]))
    return [*made, replace(holder, cue=cue, source=source, content=content)]


def _free(page: Page, holder: Attribution | None, held: Sequence[Attribution], frame: _Frame) -> bool:
    """Say whether a quotation that the cue's attribution lacks is one to give it.

    Not one that only ends what leads up to the cue, "On “Dawn Call,” Oru said ...", nor another's where the
    cue has words of its own: "“Later, perhaps?” he explained why"."""
    own = [] if holder is None else [span for span in holder.content if not span.meets(frame.source)]
    if own and any(one.cue for one in held):
        return False
    sentence = page.sentence_of(frame.content)
    before = "" if sentence is None else page.text[sentence.start : frame.content.start].strip()
    return not before or before[-1] in ":”\"’'" or frame.cue.start < frame.content.start


def _closed(page: Page, content: Sequence[Span], frame: _Frame) -> tuple[Span, ...]:
    """Return `content` with the whole quotation, without what stands behind its sentence.

    What leads into it or ends its sentence stays: "it was “a shame,”", "“a shame” that they left"."""
    said = [span for span in content if span.meets(frame.content)]
    start = min(span.start for span in (*said, frame.content))
    end = max(span.end for span in (*said, frame.content))
    sentence = page.sentence_of(Span(frame.content.end - 1, end))
    into = any(part.start in range(frame.content.end, end + 1) for part in (frame.cue, frame.source))
    if into or end > (sentence.end if sentence else end):
        end = frame.content.end
    own = (frame.source, frame.cue, *_addressee(page, frame))
    rest = [span for span in content if span not in said and not any(span.meets(one) for one in own)]
    return tuple(sorted([Span(start, end), *rest]))


def _addressed(page: Page, holder: Attribution, frame: _Frame) -> bool:
    return [cue.of(page.text) for cue in holder.cue] == [frame.cue.of(page.text) + " to"]


def _addressee(page: Page, frame: _Frame) -> Iterator[Span]:
    """Yield to whom it was said: "“See you in court,” he tweeted to his rival"."""
    match = _TO.match(page.text, frame.cue.end)
    if match:
        yield Span(*match.span())


def _nested(one: Attribution, frame: _Frame) -> bool:
    """Say whether the whole frame is another's words: "“...,” Orpo said, Yle reported"."""
    own = any(cue.meets(frame.cue) for cue in one.cue)
    return bool(one.cue) and not own and any(span.meets(frame.cue) for span in one.content)


def _parted(one: Attribution, frame: _Frame) -> Iterator[Attribution]:
    """Leave the quotation out of an attribution that is not its own."""
    content = tuple(span for span in one.content if not span.meets(frame.content))
    if content or not one.content:
        yield replace(one, content=content)
