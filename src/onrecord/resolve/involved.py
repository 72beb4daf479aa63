"""Who takes part in an event that the narrator tells, and by whose report it is told."""

from __future__ import annotations

import re

from onrecord.model import Event, Involvement, Mention, Span, Voice
from onrecord.resolve.cast import Cast
from onrecord.resolve.relays import find_relays

_LINKS = re.compile(
    r"\b(?:of|in|at|on|for|from|with|to|into|over|against|between|whether|that|which|who|where|when|after"
    r"|before|by|near"
    r"|under|off|about|during|since|as|than|like|including|despite|amid)\b",
    re.IGNORECASE,
)
# Behind it no subject stands: "he will leave Zimbabwe".
_VERB = re.compile(
    r"\b(?:will|would|has|have|had|is|was|are|were|may|might|could|can|must|should)\b", re.IGNORECASE
)
# The verb of the clause comes behind this agent: "a man favoured by Chile, will stand".
_GOES_ON = re.compile(r"[^,]*,\s+(?:will|would|has|have|had|is|was|are|were)\b", re.IGNORECASE)
_OPENING = re.compile(
    r"\s*(?:in|on|at|after|before|during|since|as|when|by|with|last|this|earlier)\b[^,]*,", re.IGNORECASE
)
_AND = re.compile(r"(?:[’'ʼ]s?)?(?:,| and|, and) (?:the )?$")
_AGENT = re.compile(r"\b(?:by|led by) (?:the )?(?:[\w-]+ )?$", re.IGNORECASE)


def involve(cast: Cast, mentions: tuple[Mention, ...], voices: tuple[Voice, ...]) -> tuple[Involvement, ...]:
    """Return the doers and relays of each event, parallel to the events."""
    return tuple(_involvement(cast, event, mentions, voices) for event in cast.scene.found.events)


def _involvement(
    cast: Cast, event: Event, mentions: tuple[Mention, ...], voices: tuple[Voice, ...]
) -> Involvement:
    actors = _doers(cast, event.what, mentions)
    said = [
        voice.speaker.actor
        for statement, voice in zip(cast.scene.found.statements, voices, strict=True)
        if voice.speaker
        and voice.speaker.actor
        and any(_tells(content, event.what, statement.extent) for content in statement.content)
    ]
    if not actors and len(set(said)) == 1:
        actors = (said[0],) if said[0] else ()
    if not actors:
        actors = _doer_before(cast, event.what, mentions)
    sentence = cast.scene.sentence(event.what.start)
    return Involvement(actors, find_relays(cast.scene, (sentence,), (event.what,), None))


def _tells(content: Span, what: Span, extent: Span) -> bool:
    """Whether the event is what a statement tells, or the deed that was read as one; not where the statement
    is a part of the event's clause: "a candidate favoured by Chile will stand on Sunday"."""
    return content.holds(what) or (content.meets(what) and extent.is_mostly(what))


def _doers(cast: Cast, what: Span, mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    """The actors of the subject: named in the clause before any preposition or subordinate clause, or as its
    agent."""
    text = cast.scene.text
    opening = _OPENING.match(text, what.start, what.end)
    start = opening.end() if opening else what.start
    ends = [
        end.start()
        for end in (_LINKS.search(text, start, what.end), _VERB.search(text, start, what.end))
        if end
    ]
    limit = min(ends, default=what.end)
    inside = [m for m in mentions if what.holds(m.span) and m.span.start >= start]
    doers: list[str] = []
    last: Span | None = None
    for mention in inside:
        agent = _AGENT.search(text[max(what.start, mention.span.start - 30) : mention.span.start])
        follows = last is not None and _AND.fullmatch(text[last.end : mention.span.start])
        first = last is None and mention.span.start < limit
        same = last is not None and mention.span.start < limit and _in_subject(text, last, mention.span)
        aside = _GOES_ON.match(text, mention.span.end, what.end)
        passive = agent and not aside and _passive(text[what.start : mention.span.start])
        if first or follows or same or passive:
            doers.append(mention.actor)
            last = mention.span
    return tuple(dict.fromkeys(doers))


def _in_subject(text: str, last: Span, span: Span) -> bool:
    """Whether a title and its holder are one subject: "US President Joe Biden"."""
    return bool(
        re.fullmatch(r"(?:[’'ʼ]s?)? (?:[\w-]+ ){0,4}", text[last.end : span.start])
    ) and not re.search(r"\b(?:was|were|is|has|had|have|will|would|\w+ed)\b", text[last.end : span.start])


def _passive(words: str) -> bool:
    return bool(re.search(r"\b(?:was|were|is|are|been|be|being)\b", words)) or bool(
        re.search(r"\b\w+ed\b", words)
    )


def _doer_before(cast: Cast, what: Span, mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    """Who does what a clause without subject tells: "leading Putin to escalate, announcing ..."."""
    text = cast.scene.text
    sentence = cast.scene.sentence(what.start)
    lead = re.search(r"\b\w+ing (?:that )?(?:[\w-]+ ){0,2}$", text[sentence.start : what.start])
    if lead is None:
        return ()
    before = [
        m for m in mentions if sentence.start <= m.span.start and m.span.end <= sentence.start + lead.start()
    ]
    names = [m for m in before if m.because not in ("demonym", "people")]
    return (names[-1].actor,) if names else ()
