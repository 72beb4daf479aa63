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
    r"|assembly|trip|stop"
    r"|question-and-answer session|sidelines|council meeting|vote|blog|column)"
)
_DETERMINER = r"(?:(?:an?|the|his|her|its|their|this|that|another|separate|one of (?:his|her|its))\s+)?"
_LISTENERS = (
    r"(?:reporters|journalists|the media|the press|local media|local press|parliament|lawmakers|senators"
    r"|deputies"
    r"|(?:a|the|an) (?:[\w’'-]+ ){0,4}?(?:conference|council|committee|commission|forum|summit|assembly"
    r"|meeting|crowd|rally"
    r"|audience|session|congress|chamber|hearing|gathering|panel|newspaper|daily|broadcaster|agency"
    r"|programme|program"
    r"|parliament)|(?:the )?[A-Z][\w’'-]+)"
)
_OCCASION = re.compile(
    rf"\b(?:(?:[Ii]n|[Aa]t|[Dd]uring|[Aa]fter|[Vv]ia|[Ff]ollowing|[Bb]efore|[Tt]hrough|[Bb]y)\s+{_DETERMINER}"
    rf"(?:[\w’'-]+\s+){{0,4}}?{_NOUN}\b"
    rf"|[Oo]n\s+{_DETERMINER}(?:visit|trip|tour|call|broadcast|sidelines|margins|programme|blog)\b"
    rf"|(?:told|telling|speaking to|speaking at|briefing|addressing|addressed)\s+{_LISTENERS}"
    rf"|[Ss]peaking (?:in|after)\s+[\w’'-]+|[Oo]n (?:Twitter|Facebook|Telegram|X|Truth Social|Weibo"
    rf"|state television))"
)
_END = re.compile(
    r"\s?[,;:\"“”(]|\s[–—-]\s|(?<![A-Z])\.(?=\s|$)|\s(?:that|said|says|saying|citing|reported|as|and|but"
    r"|who|which"
    r"|while|where|has|had"
    r"|have|was|were|is|will|would|because|accusing|calling|urging|warning|adding|called|vowed|accused"
    r"|urged|warned|insisted|added|hours|days)\b"
)
_MADE_THEM = re.compile(
    r"\b(?:made|makes|delivered|gave|issued) (?:the|these|those|his|her|its|their) (?:\w+ )?"
    r"(?:remarks?|comments?|statements?|announcement|call|appeal|pledge)\b"
    r"|\b(?:the|these|those|his|her|its|their) (?:\w+ )?(?:remarks?|comments?|statements?"
    r"|announcement) (?:came|were made"
    r"|was made|followed)\b",
    re.IGNORECASE,
)
_ANY_OCCASION = re.compile(r"\b(?:in|at|during|after|on|following|before)\s+[^.;]+", re.IGNORECASE)


def find_occasion(scene: Scene, sentences: Iterable[Span], quiet: Collection[Span]) -> Span | None:
    """Return the stretch that tells where or how the words were said, outside of the words themselves
    (`quiet`)."""
    for sentence in sentences:
        for match in _OCCASION.finditer(scene.text, sentence.start, sentence.end):
            if any(q.start < match.end() and match.start() < q.end for q in quiet):
                continue
            return _extended(scene, match, sentence, quiet)
    return None


def told_afterwards(scene: Scene, sentence: Span) -> Span | None:
    """The occasion in a sentence that only tells it: "Orpo spoke in a call with ..."."""
    made = _MADE_THEM.search(scene.text, sentence.start, sentence.end)
    if made is None:
        return None
    match = _ANY_OCCASION.search(scene.text, made.end(), sentence.end)
    return None if match is None or match.start() - made.end() > 20 else _extended(scene, match, sentence, ())


def _extended(scene: Scene, match: re.Match[str], sentence: Span, quiet: Collection[Span]) -> Span:
    """The match with what belongs to it: "sent late on Monday", "with Latvian President ...", "in
    Paris"."""
    end = _END.search(scene.text, match.end(), sentence.end)
    stop = end.start() if end else sentence.end
    stop = min([stop, *(q.start for q in quiet if q.start >= match.start())])
    return Span(
        match.start(), max(match.start() + len(scene.text[match.start() : stop].rstrip()), match.end())
    )
