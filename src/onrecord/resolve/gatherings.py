"""The organisation whose meeting a report is about.

"The ministers agreed" in a report on a meeting of APEC's ministers is APEC's word: they speak as its meeting.
A report is about an organisation's meeting where it names the meeting of that one organisation alone, in its
headline or its first paragraphs."""

from __future__ import annotations

import re

from onrecord.model import Span
from onrecord.resolve.cast import Cast
from onrecord.resolve.phrases import Phrase
from onrecord.world import ActorMatch

_MEETING = (
    r"(?:(?:foreign |finance |trade |defen[cs]e |energy |oil |economic |interior |health )?ministers"
    r"|ministerial"
    r"|leaders|summits?|heads of (?:state|government)|conference|talks|(?:\w+ )?meetings?)"
)
_STATES = r"member (?:economies|states|countries|nations)"
_BEHIND = re.compile(
    rf"(?:[’'ʼ]s?)?(?: \( ?\w+\))? (?:(?:[\w-]+ ){{0,3}}?{_MEETING}"
    rf"|{_STATES} (?:[\w-]+ ){{0,5}}?(?:meeting|gathering|summit|talks))\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b(?:{_MEETING} of|(?:leaders|ministers|heads of state) (?:of|from) (?:the )?(?:\d+ )?{_STATES} of)"
    r" (?:the )?$",
    re.IGNORECASE,
)
_PARTICIPANTS = re.compile(
    r"(?:(?:the|their|all|visiting|assembled|member|bloc[’']s|\d+) )*"
    r"(?:(?:foreign|finance|trade|defen[cs]e|energy|oil|economic|interior|health) (?:and \w+ )?)?"
    r"(?:ministers|leaders|heads of (?:state|government)(?: (?:and|or) government)?|presidents|members"
    r"|member (?:states|countries)|delegates)",
    re.IGNORECASE,
)
_PAPERS = re.compile(
    r"(?:joint |final |closing |concluding |[A-Z]\w+ )*(?:statement|communiqu[eé]|declaration)s?",
    re.IGNORECASE,
)
_OPENING = 3  # paragraphs in which a report says what it is about


def gathering_of(cast: Cast) -> ActorMatch | None:
    """Return the word for the one organisation whose meeting the report is about, else None."""
    found = {
        match.actors[0]: match
        for match in reversed(_organisations(cast, _OPENING))
        if _meets(cast.scene.text, match.span)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def opens_with_organisation(cast: Cast) -> bool:
    """Whether the report's first paragraphs name an organisation, whose ministers these may be."""
    return bool(_organisations(cast, _OPENING))


def _organisations(cast: Cast, paragraphs: int) -> list[ActorMatch]:
    """The words for one organisation in the first paragraphs."""
    scene = cast.scene
    ends = [match.end() for match in re.finditer(r"[^\n]+", scene.text) if match.group().strip()]
    opening = Span(0, ends[:paragraphs][-1] if ends else 0)
    return [m for m in scene.actors_in(opening) if len(m.actors) == 1 and scene.are_organisations(m.actors)]


def gathering_speaks(cast: Cast, phrase: Phrase) -> ActorMatch | None:
    """The organisation for which "the ministers", "the leaders", "the joint statement" of its meeting
    speak; None for those of anybody else, and for the UN, whose members' ministers are not its own."""
    words = phrase.span.of(cast.scene.text)
    pattern = _PAPERS if phrase.kind == "document" else _PARTICIPANTS
    if not pattern.fullmatch(words) or (phrase.kind != "document" and not phrase.plural):
        return None
    gathering = gathering_of(cast)
    return gathering if gathering is not None and gathering.actors != ("UN",) else None


def headline_speaks(cast: Cast, phrase: Phrase) -> tuple[str, ...]:
    """The actor that the headline gives the voices of the lead: "APEC ministers committed to ..."."""
    report = cast.scene.found.report
    statements = cast.scene.found.statements
    lead = statements[0].source if statements else ()
    if report.title is None or not phrase.plural or not any(span.holds(phrase.head) for span in lead):
        return ()
    noun = phrase.head.of(cast.scene.text).lower().split()[-1]
    found = cast.scene.world.find_actors(report.title, report.published)
    return next(
        (
            match.actors
            for match in found
            if len(match.actors) == 1
            and match.span.start == 0
            and re.match(rf" (?:\w+ )?{re.escape(noun)}\b", report.title[match.span.end :], re.IGNORECASE)
        ),
        (),
    )


def _meets(text: str, span: Span) -> bool:
    return bool(_BEHIND.match(text, span.end) or _BEFORE.search(text[max(0, span.start - 40) : span.start]))
