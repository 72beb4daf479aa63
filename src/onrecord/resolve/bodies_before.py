"""Nameless voices of the body that the words right before tell of: "The Chilean navy raised the wreck, a
spokesman said", "the European Commission ... commission officials said".

The body opens the sentence, or it was the last voice, in the sentence before."""

from __future__ import annotations

import re
from collections.abc import Callable

from onrecord.model import Reason, Span, Speaker
from onrecord.resolve.cast import Cast, Source
from onrecord.resolve.heads import POSSESSIVE
from onrecord.resolve.introduced import introduction_of
from onrecord.resolve.phrases import Phrase, read_phrase
from onrecord.world import ActorMatch

_SPOKESMAN = re.compile(r"an? (?:senior |chief )?spokes(?:man|woman|person)", re.IGNORECASE)
_OFFICIALS = re.compile(
    r"(?:(?:the|an?|some|several|senior|top|one) )*(?P<body>(?:[a-z]+ )?(?:commission|council|tribunal"
    r"|secretariat|embassy|mission)) (?:officials?|sources?|diplomats?|spokes\w+)",
    re.IGNORECASE,
)
_TROOPS = re.compile(
    r" (?:(?:peacekeeping|military|combat|special|led) )*(?:troops|forces|peacekeepers|soldiers|warplanes"
    r"|jets)\b"
)

Resolve = Callable[[Cast, Span], Source]


def of_body_before(cast: Cast, phrase: Phrase | None, inner: Span, resolve: Resolve) -> Source | None:
    """Return the voice at `inner` as that of the body told right before, else None. `resolve` reads the
    phrase of another source."""
    if phrase is None or phrase.actors or phrase.open_actors or phrase.span.end != _end(cast, inner):
        return None
    words = inner.of(cast.scene.text).strip(' ,.;:"“”')
    officials = _OFFICIALS.fullmatch(words)
    if officials is not None:
        known = introduction_of(cast, officials["body"].lower().split(), inner.start)
        return None if known is None else _for(phrase, known.actors, known.sector, known.span, words)
    if not _SPOKESMAN.fullmatch(words):
        return None
    opening = _opening(cast, inner)
    if opening is not None:
        return _for(phrase, opening.actors, opening.sector or "government", opening.span, words)
    before = _last_body(cast, inner, resolve)
    speaker = before.speaker if before is not None else None
    if speaker is None:
        return None
    return _for(phrase, speaker.actors, speaker.sector or "government", inner, words)


def _end(cast: Cast, inner: Span) -> int:
    """Where the words end, without marks and blanks."""
    return inner.start + len(inner.of(cast.scene.text).rstrip(' ,.;:"“”'))


def _opening(cast: Cast, inner: Span) -> Phrase | None:
    """The body that begins the sentence, as its subject: a state's, an organisation, the troops of one."""
    scene = cast.scene
    start = scene.sentence(inner.start).start
    begin = start + (4 if scene.text.startswith("The ", start) else 0)
    owner = next((m for m in scene.actors_in(Span(start, inner.start)) if m.span.start == begin), None)
    if owner is None or len(owner.actors) != 1:
        return None
    end = next(
        (b.span.end for b in scene.bodies if b.span.end < inner.start and _follows(cast, owner, b.span)),
        _end_of_organisation(cast, owner),
    )
    if end is None:
        return None
    phrase = read_phrase(scene, Span(begin, end))
    return phrase if phrase is not None and phrase.speaks and phrase.actors == owner.actors else None


def _follows(cast: Cast, owner: ActorMatch, body: Span) -> bool:
    """Whether a body's name stands right behind its owner's: "the US" | "State Department"."""
    between = cast.scene.text[owner.span.end : body.start]
    return body.start > owner.span.end and bool(re.fullmatch(r"(?:[’'ʼ]s?)? ", between))


def _end_of_organisation(cast: Cast, owner: ActorMatch) -> int | None:
    """Where the words for a seat of power end, or an organisation that acts itself or by its troops."""
    text = cast.scene.text
    if owner.how == "seat":  # "The White House"
        return owner.span.end
    if not cast.scene.are_organisations(owner.actors) or POSSESSIVE.match(text, owner.span.end):
        return None
    troops = _TROOPS.match(text, owner.span.end)
    return (
        owner.span.end if troops or re.match(r" [a-z]", text[owner.span.end : owner.span.end + 2]) else None
    )


def _last_body(cast: Cast, inner: Span, resolve: Resolve) -> Source | None:
    """The body that spoke in the sentence before, where the words are a quotation or begin with "It"."""
    scene = cast.scene
    if not scene.text.startswith(("It ", '"', "“"), scene.sentence(inner.start).start):
        return None
    statement = next((s for s in scene.found.statements if any(p.meets(inner) for p in s.source)), None)
    before = scene.sentence_before(statement.extent.start if statement else inner.start)
    spoke = [
        span
        for other in scene.found.statements
        for span in other.source
        if before is not None
        and before.start <= span.start
        and span.end <= inner.start
        and other != statement
    ]
    if not spoke:
        return None
    last = max(spoke)
    phrase = read_phrase(scene, last)
    if phrase is not None and phrase.kind not in ("body", "actor"):
        return None
    source = resolve(cast, last)
    body = (
        source.speaks
        and source.person is None
        and not source.plural
        and source.sourcing in ("body", "anonymous")
    )
    return source if body and not _is_state(cast, phrase) else None


def _is_state(cast: Cast, phrase: Phrase | None) -> bool:
    """Whether it is a state itself that spoke, no body of it."""
    if phrase is None or phrase.kind != "actor":
        return False
    return not cast.scene.are_organisations(phrase.actors)


def _for(phrase: Phrase, actors: tuple[str, ...], sector: str, span: Span, words: str) -> Source:
    """The phrase as the voice of these actors."""
    actor = actors[0] if len(actors) == 1 else None
    spokes = phrase.kind == "spokesperson"
    speaker = Speaker(
        words, phrase.words if spokes else None, sector, actor, actors, (Reason("introduced", span),)
    )
    return Source(speaker, (), "spokesperson" if spokes else "anonymous", True, plural=phrase.plural)
