"""The occasion of a statement: "in a letter sent late on Monday", "told reporters in Paris"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from onrecord.model import Span
from onrecord.resolve.scene import Scene

_NOUN = (
    r"(?:statement|news conference|press conference|press briefing|briefing|interview|speech|address|tweet"
    r"|tweets|post|posts"
    r"|message|meeting|talks|conversation|telephone call|phone call|phone conversation"
    r"|telephone conversation|call|summit"
    r"|letter|debate|session|visit|media release|press release|article|op-ed|remarks|comments|communiqu[eé]"
    r"|readout|video"
    r"|video address|lecture|hearing|forum|conference|event|ceremony|rally|broadcast|declaration|report"
    r"|assembly|trip|stop|circular|bulletin|editorial|commentary|dispatch|e-?mail|telegram|toast|testimony"
    r"|luncheon|dinner|banquet|reception|seminar|symposium|workshop|inauguration|gathering|round ?table"
    r"|question-and-answer session|sidelines|council meeting|vote|blog|column)"
)
_DETERMINER = r"(?:(?:an?|the|his|her|its|their|this|that|another|separate|one of (?:his|her|its))\s+)?"
# "In early May he sent a letter": the month is no part of an occasion.
_NO_MONTH = (
    r"(?!(?:early |late |mid-?)?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b)"
)
_PRESS = r"(?:reporters|journalists|correspondents|newsmen|newspersons|(?:the )?media|the press)"
_LISTENERS = (
    rf"(?:{_PRESS}|(?:[\w’'-]+ ){{1,2}}?(?:reporters|journalists|correspondents)|local media|local press"
    r"|parliament|lawmakers|senators|deputies|supporters|students"
    r"|(?:(?:a|the|an|his|her|its|their) )?(?:[\w’'-]+ ){0,4}?(?:conference|council|committee|commission"
    r"|forum|summit|assembly|meeting|crowd|rally|audience|session|congress|chamber|hearing|gathering|panel"
    r"|newspaper|daily|broadcaster|agency|programme|program|parliament|briefing|radio|television)"
    r"|(?:the )?(?P<listener>[A-Z][\w’'-]+))"
)
_TELLING = (
    r"(?:told|telling|informed|informing|assured|assuring|briefed|briefing|addressed|addressing"
    r"|(?:spoke|speaking) (?:to|at|before)|(?:testified|testifying|appeared|appearing) (?:before|on))"
)
_ASKED = (
    rf"(?:(?:(?:[Ww]hen|[Aa]fter being) )?(?:[Aa]sked|contacted|reached|approached|questioned|interviewed)"
    rf"(?: \w+)? by (?:{_PRESS}|(?:the )?[A-Z][\w’'-]+)"
    rf"|(?:[Aa]nswering|(?:[Rr]eplying|[Rr]esponding|[Ii]n (?:reply|response|answer)) to) (?:\w+ )?"
    rf"(?:questions?|queries|a query|{_PRESS})"
    rf"|[Ww]h(?:ile|en) (?:addressing|speaking|inaugurating|opening|launching|receiving|meeting|visiting"
    rf"|touring|attending)\s+[\w’'-]+)"
)
_OCCASION = re.compile(
    rf"\b(?:(?:[Ii]n|[Aa]t|[Dd]uring|[Aa]fter|[Vv]ia|[Ff]ollowing|[Bb]efore|[Tt]hrough|[Bb]y)\s+{_NO_MONTH}{_DETERMINER}"
    rf"(?:[\w’'-]+\s+){{0,4}}?{_NOUN}\b"
    rf"|[Oo]n\s+{_DETERMINER}(?:visit|trip|tour|call|broadcast|sidelines|margins|programme|blog)\b"
    rf"|[Oo]n\s+(?:[\w’'-]+\s+){{0,3}}?(?:radio|television|TV)\b|[Oo]n (?:Radio|TV) [A-Z][\w’'-]*"
    rf"|{_TELLING}\s+{_LISTENERS}\b|{_ASKED}"
    rf"|[Ss]peaking (?:in|after)\s+[\w’'-]+|[Oo]n (?:Twitter|Facebook|Telegram|X|Truth Social|Weibo))"
)
_END = re.compile(
    r"\s?[,;:\"“”(]|\s[–—-]\s|(?<![A-Z])\.(?=\s|$)|\s(?:that|said|says|saying|citing|reported|as|and|but"
    r"|who|which"
    r"|while|where|has|had"
    r"|have|was|were|is|will|would|because|accusing|calling|urging|warning|adding|called|vowed|accused"
    r"|urged|warned|insisted|added|hours|days)\b"
)
# "Three days after the summit", "with a week to go before the talks": a point in time, no occasion.
_LENGTH = re.compile(r"\b(?:hours?|days?|weeks?|months?|years?|to go) $")
_MADE_THEM = re.compile(
    r"\b(?:made|makes|delivered|gave|issued) (?:the|these|those|his|her|its|their) (?:\w+ )?"
    r"(?:remarks?|comments?|statements?|announcement|call|appeal|pledge)\b"
    r"|\b(?:the|these|those|his|her|its|their) (?:\w+ )?(?:remarks?|comments?|statements?"
    r"|announcement) (?:came|were made"
    r"|was made|followed)\b",
    re.IGNORECASE,
)
_ANY_OCCASION = re.compile(
    r"\b(?:in|at|during|after|on|following|before|while|when"
    r"|to (?=(?:the )?(?:press|media|reporters|journalists)\b))\s*\w+",
    re.IGNORECASE,
)
# A day alone is no occasion, nor is what the words answer to: "made the remarks in response to".
_NO_OCCASION = re.compile(
    r"\b(?:(?:in|on|at) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d|jan|feb|mar|apr|may\b|jun|jul|aug"
    r"|sep|oct|nov|dec|response|reaction|reference|regard|connection|relation|which|whom|behalf)"
    r"|(?:after|before|when|while) (?:he|she|it|they|a|an|the)\b(?! (?:[\w’'-]+ ){0,4}"
    rf"{_NOUN}\b))",
    re.IGNORECASE,
)
# A word or two in quotation marks belong to the occasion: 'at an "open door" day in the port'.
_FEW_QUOTED = re.compile(r"\s?[\"“][^\"“”.,]{1,30}[\"”](?=\s)")


def find_occasion(scene: Scene, sentences: Iterable[Span], quiet: Collection[Span]) -> Span | None:
    """Return the stretch that tells where or how the words were said, outside of the words themselves
    (`quiet`)."""
    for sentence in sentences:
        for match in _OCCASION.finditer(scene.text, sentence.start, sentence.end):
            if any(q.start < match.end() and match.start() < q.end for q in quiet):
                continue
            if _LENGTH.search(scene.text, sentence.start, match.start()):
                continue
            if match["listener"] and _is_an_actor(scene, Span(*match.span("listener"))):
                continue
            return _extended(scene, match, sentence, quiet)
    return None


def _is_an_actor(scene: Scene, listener: Span) -> bool:
    """Whether somebody told is a state or an organisation: "told China" names no occasion, "told Chinese
    students" does."""
    part_of_a_name = re.match(r"[’']s\s|\s[A-Z]", scene.text[listener.end :])
    return not part_of_a_name and any(m.span.meets(listener) and m.how != "demonym" for m in scene.actors)


def told_afterwards(scene: Scene, sentence: Span) -> Span | None:
    """The occasion in a sentence that only tells it: "Orpo spoke in a call with ..."."""
    made = _MADE_THEM.search(scene.text, sentence.start, sentence.end)
    if made is None:
        return None
    places = _ANY_OCCASION.finditer(scene.text, made.end(), sentence.end)
    match = next((m for m in places if not _NO_OCCASION.match(scene.text, m.start())), None)
    return None if match is None or match.start() - made.end() > 20 else _extended(scene, match, sentence, ())


def _extended(scene: Scene, match: re.Match[str], sentence: Span, quiet: Collection[Span]) -> Span:
    """The match with what belongs to it: "sent late on Monday", "with Latvian President ...", "in
    Paris"."""
    end = _END.search(scene.text, match.end(), sentence.end)
    while end and (goes_on := _goes_on(scene.text, match.start(), end, sentence)):
        end = _END.search(scene.text, goes_on, sentence.end)
    stop = end.start() if end else sentence.end
    stop = min([stop, *(q.start for q in quiet if q.start >= match.start())])
    if stop == sentence.end and scene.text[stop - 1 : stop] == ".":
        stop -= 1
    return Span(
        match.start(), max(match.start() + len(scene.text[match.start() : stop].rstrip()), match.end())
    )


def _goes_on(text: str, start: int, end: re.Match[str], sentence: Span) -> int | None:
    """Where a stretch goes on that seemed to end: behind a few quoted words, behind the "and" of "between X
    and Y"; None where it ends."""
    few = _FEW_QUOTED.match(text, end.start(), sentence.end)
    if few:
        return few.end()
    both = end.group().strip() == "and" and re.search(r"\bbetween\b(?!.*\sand\s)", text[start : end.start()])
    return end.end() if both else None
