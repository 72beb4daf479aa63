"""What "who", "which", "it" and "they" go back to: the noun right before, the subject, the voice that spoke
last."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Span
from onrecord.resolve.cast import Cast, Source
from onrecord.resolve.phrases import read_phrase
from onrecord.resolve.sources import resolve_source
from onrecord.resolve.subjects import is_subject
from onrecord.resolve.turns import Turn, again

_LINKS = frozenset("of from to by with for at in on and or but that as against".split())
# "Chile and the EU, which consider": a verb of several.
_OF_BOTH = re.compile(r"(?:which|who) (?:(?:both|also|all) )?(?!is\b|was\b|has\b|does\b)[a-z]+(?<!s)\b")
_AND_THE = re.compile(r",? and (?:the )?")
_MODIFIER = re.compile(r"[Aa]n? (?:[A-Z][\w.]*[\s-]?)+$")
_ARTICLE = re.compile(r"(?<![\w’'-])(?:the|an?|its|his|her|their|this|that|another) ", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_AMONG = re.compile(r"(?P<subject>[^.;:“”\"]+?) (?:is|are|was|were) (?:also )?(?:among|one of) [^,.;]*$")
_SUBORDINATE = re.compile(
    r"[\"“]?(?:even as|even though|while|although|though|as|if|when|since|after|before|because|despite)\b",
    re.IGNORECASE,
)
_EMBEDDED = re.compile(r"\b(?:what|which|that|whom|where|because|as|if|when) $")
_PLURAL_SUBJECT = re.compile(
    r"(?:^|\b(?:when|as|because|after|while|and|but|,) )(?:the |some |many |several "
    r"|other )?(?P<noun>(?:[\w-]+ )?"
    r"(?:rebels|guerrillas|militants|insurgents|officials|ministers|leaders|ambassadors|diplomats"
    r"|soldiers|troops"
    r"|residents|protesters|workers|students|analysts|experts|villagers|refugees|witnesses|police)) [a-z]",
    re.IGNORECASE,
)


def antecedent(cast: Cast, span: Span) -> Source:
    """Resolve "who", "which" or "that" at `span`: the name or noun right before it; with "France and Chile
    are among the states that" the subject."""
    text = cast.scene.text
    start = cast.scene.sentence(span.start).start
    among = _AMONG.fullmatch(text, start, len(text[: span.start].rstrip(" ,")))
    if among is not None:
        return resolve_source(cast, Span(*among.span("subject")))
    for name in cast.scene.found.names:
        ends = {name.span.end, name.title.end if name.title else name.span.end}
        right_before = any(end <= span.start and not text[end : span.start].strip(" ,(") for end in ends)
        if name.kind == "person" and name.span.start >= start and right_before:
            return resolve_source(cast, name.span)
    end = len(text[: span.start].rstrip(" ,"))
    if _OF_BOTH.match(text, span.start):
        listed = [m for m in cast.scene.actors_in(Span(start, end)) if m.how == "name"]
        if len(listed) > 1 and listed[-1].span.end == end:
            first, last = listed[-2:]
            if _AND_THE.fullmatch(text, first.span.end, last.span.start):
                return resolve_source(cast, Span(first.span.start, end))
    brackets = _BRACKETS.search(text, start, end)
    end = brackets.start() if brackets else end
    if span.of(text).lower() != "who":
        nearest = _nearest_noun(cast, start, end)
        if nearest.speaks:
            return nearest
    for word in re.finditer(r"(?<![\w’'-])[\w’'-]+", text[start:end]):
        if word.group() in _LINKS:
            continue
        phrase = read_phrase(cast.scene, Span(start + word.start(), end))
        if phrase is not None and not text[phrase.head.end : end].strip(" ,"):
            return resolve_source(cast, phrase.span)
    return Source(None)


def _nearest_noun(cast: Cast, start: int, end: int) -> Source:
    """The noun phrase from the last article on: "a decree" in "the president signed a decree which"; from
    the one before where that is a document: "a letter from the ministry which"."""
    articles = list(_ARTICLE.finditer(cast.scene.text, start, end))[-2:]
    read = [resolve_source(cast, Span(article.start(), end)) for article in articles]
    documents = [source for source in read if source.sourcing == "document" and source.speaks]
    return (documents or read or [Source(None)])[-1]


def impersonal(cast: Cast, span: Span, earlier: Sequence[Turn]) -> Source:
    """Resolve "it" at `span`: the subject of the clause before it ("Even as Chile buys, it says"); the body,
    document or medium that spoke in this sentence or the one before; else the actor that the sentence before
    begins with, if it names no other."""
    scene = cast.scene
    own = _subject_of_clause(cast, span)
    if own is not None:
        return own
    before = scene.sentence_before(span.start)
    since = before.start if before else scene.sentence(span.start).start
    if earlier and earlier[-1].statement.extent.end >= since:
        last = earlier[-1].source
        is_body = last.person is None and not last.plural and last.sourcing in ("body", "document", "unknown")
        if not is_body or not last.speaker or _is_modifier(earlier[-1]):
            return Source(None)
        return again(last, earlier[-1].statement.extent)
    if before is None:
        return Source(None)
    named = [m for m in scene.actors_in(Span(since, span.start)) if m.how in ("name", "seat")]
    first = next((m for m in named if m.span.start - since <= len("The ")), None)
    if first is None or any(m.actors != first.actors for m in named) or len(first.actors) != 1:
        return Source(None)
    return again(resolve_source(cast, first.span), first.span)


def _subject_of_clause(cast: Cast, span: Span) -> Source | None:
    """The one subject of the subordinate clause that opens the sentence."""
    scene = cast.scene
    here = Span(scene.sentence(span.start).start, span.start)
    if not _SUBORDINATE.match(scene.text, here.start) or not scene.text[: span.start].rstrip().endswith(","):
        return None
    subjects = {m.actors: m for m in scene.actors_in(here) if is_subject(scene, m, here)}
    if not subjects:  # "Even as China seeks": the conjunction looks like a preposition
        opening = _SUBORDINATE.match(scene.text, here.start)
        start = opening.end() + 1 if opening else here.start
        subjects = {m.actors: m for m in scene.actors_in(here) if m.span.start - start in (0, len("the "))}
    if len(subjects) != 1:
        return None
    match = next(iter(subjects.values()))
    source = resolve_source(cast, match.span)
    return again(source, match.span) if source.speaks else None


def _is_modifier(turn: Turn) -> bool:
    """Whether a turn's source only says whose a thing is: the "a US" of "a US demand" is no subject."""
    return turn.source.sourcing != "document" and _MODIFIER.match(turn.words) is not None


def several(cast: Cast, span: Span, earlier: Sequence[Turn]) -> Source:
    """Resolve "they" at `span`: the plural subject of its own clause ("the rebels began fighting what they
    call"); the body or the people that spoke right before ("the ministry considered it, they said"), else
    voices that spoke together in this paragraph or the one before it."""
    own = _plural_subject(cast, span)
    if own is not None:
        return own
    before = cast.scene.sentence_before(span.start)
    near = before.start if before else 0
    if earlier and earlier[-1].statement.extent.end >= near and not earlier[-1].source.plural:
        last = earlier[-1].source
        many = last.person is None and last.sourcing in ("body", "anonymous")
        if many and not _is_singular(earlier[-1].words):
            return again(last, earlier[-1].statement.extent)
    since = cast.scene.paragraphs_before(span.start)
    joint = [t for t in earlier if t.source.plural and t.statement.extent.start >= since and t.source.speaker]
    voices = {t.source.speaker.actors or (t.source.speaker.name,) for t in joint if t.source.speaker}
    return again(joint[-1].source, joint[-1].statement.extent) if len(voices) == 1 else Source(None)


def _plural_subject(cast: Cast, span: Span) -> Source | None:
    """The plural noun that is the subject of the clause around an embedded "they"."""
    scene = cast.scene
    start = scene.sentence(span.start).start
    if not _EMBEDDED.search(scene.text, start, span.start):
        return None
    subjects = list(_PLURAL_SUBJECT.finditer(scene.text[start : span.start]))
    if not subjects:
        return None
    noun = subjects[-1].span("noun")
    return again(resolve_source(cast, Span(start + noun[0], start + noun[1])), span)


def _is_singular(words: str) -> bool:
    """Whether a source's words mean one person: "a government official"."""
    return bool(re.match(r"(?:an?|one|another) ", words, re.IGNORECASE))
