"""What "who", "which" and "it" go back to: the noun right before, the subject, the voice that spoke last."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Span
from onrecord.resolve.cast import Cast, Source
from onrecord.resolve.documents import document_source
from onrecord.resolve.phrases import read_phrase
from onrecord.resolve.sources import resolve_source
from onrecord.resolve.subjects import is_subject, owner_of_its
from onrecord.resolve.turns import Turn, again, last_outside

_LINKS = frozenset("of from to by with for at in on and or but that as against".split())
# "Chile and the EU, which consider": a verb of several.
_OF_BOTH = re.compile(r"(?:which|who) (?:(?:both|also|all) )?(?!is\b|was\b|has\b|does\b)[a-z]+(?<!s)\b")
_AND_THE = re.compile(r",? and (?:the )?")
_MODIFIER = re.compile(r"[Aa]n? (?:[A-Z][\w.]*[\s-]?)+$")
_ARTICLE = re.compile(r"(?<![\w’'-])(?:the|an?|its|his|her|their|this|that|another) ", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_AMONG = re.compile(r"(?P<subject>[^.;:“”\"]+?) (?:is|are|was|were) (?:also )?(?:among|one of) [^,.;]*$")
# "a map of", "the talks with": of what a thing is; ", printed in": an aside on it.
_THING_OF = re.compile(
    r"\b(?:an?|the|its|his|her|their|this|that|another|one|no|any) (?:[\w’'-]+ ){1,4}?"
    r"(?:of|with|in|from|about|for|between|by|on|to) (?:[\w ]+ and )?(?:the )?(?:\w+ern )?\Z",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",? ?[,(] ?\w+(?:ed|en|wn|de) (?:in|by|for|with|from) (?:the )?\Z")
# What may stand between a noun and its "who": "an official here who", "Israel -- which".
_IN_BETWEEN = re.compile(r"(?:[\s,–—-]+(?:here|there))?[\s,–—-]+$")
_PAPER = re.compile(
    r"(?:the|this|that|an?) (?:\w+ )?(?:statement|communiqu[eé]|press release|declaration|letter|memo)",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"[\"“]?(?:even as|even though|while|although|though|as|if|when|since|after|before|because|despite)\b",
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
    end = len(_IN_BETWEEN.sub("", text[: span.start]))
    named = _named_before(cast, Span(start, span.start)) or _both_before(cast, span, Span(start, end))
    if named is not None:
        return resolve_source(cast, named)
    if span.of(text).lower() != "who" and _is_of_a_thing(cast, span, Span(start, end)):
        return _thing_before(cast, Span(start, end))
    brackets = _BRACKETS.search(text, start, end)
    end = brackets.start() if brackets else end
    who = span.of(text).lower() == "who"
    nearest = _apposed_office(cast, start, end) if who else _nearest_noun(cast, start, end)
    if nearest is not None and nearest.speaks:
        return nearest
    for word in re.finditer(r"(?<![\w’'-])[\w’'-]+", text[start:end]):
        if word.group() in _LINKS:
            continue
        phrase = read_phrase(cast.scene, Span(start + word.start(), end))
        if phrase is not None and not text[phrase.head.end : end].strip(" ,"):
            return resolve_source(cast, phrase.span)
    return Source(None)


def _is_of_a_thing(cast: Cast, span: Span, stretch: Span) -> bool:
    """Whether the state that ends a stretch only says of what, where or with whom a thing is: without a comma
    "which" and "that" tell of the thing ("a map of Chile which ..."), and so they do behind an aside
    (", printed in Chile, which ..."). "It was Chile that said" tells of Chile."""
    text = cast.scene.text
    last = [m for m in cast.scene.actors_in(stretch) if m.span.end == stretch.end]
    if not last:
        return False
    before = text[stretch.start : last[-1].span.start]
    if text[stretch.end : span.start].strip():
        return _ASIDE.search(before) is not None
    return _THING_OF.search(before) is not None


def _thing_before(cast: Cast, stretch: Span) -> Source:
    """The paper, body or voice that a stretch ends with, where its noun is one that speaks: "a statement by
    Chile", "the government of Chile"."""
    articles = list(_ARTICLE.finditer(cast.scene.text, *stretch))
    for article in reversed(articles):
        place = Span(article.start(), stretch.end)
        phrase = read_phrase(cast.scene, place)
        document = document_source(cast, place, resolve_source)
        if document is not None:
            return document
        if phrase is not None and phrase.kind != "actor" and phrase.head.end < stretch.end:
            return resolve_source(cast, place)
    return Source(None)


def _named_before(cast: Cast, stretch: Span) -> Span | None:
    """The person's name that ends a stretch."""
    text = cast.scene.text
    for name in cast.scene.found.names:
        ends = {name.span.end, name.title.end if name.title else name.span.end}
        last = any(e <= stretch.end and not text[e : stretch.end].strip(" ,(-–—") for e in ends)
        if name.kind == "person" and name.span.start >= stretch.start and last:
            return name.span
    return None


def _both_before(cast: Cast, span: Span, stretch: Span) -> Span | None:
    """The two actors that end a stretch, where the verb behind the pronoun is one of several."""
    if not _OF_BOTH.match(cast.scene.text, span.start):
        return None
    listed = [m for m in cast.scene.actors_in(stretch) if m.how == "name"]
    if len(listed) < 2 or listed[-1].span.end != stretch.end:
        return None
    first, last = listed[-2:]
    together = _AND_THE.fullmatch(cast.scene.text, first.span.end, last.span.start)
    return Span(first.span.start, stretch.end) if together else None


def _apposed_office(cast: Cast, start: int, end: int) -> Source | None:
    """The office behind the last comma before a "who": "Roe, the Chilean deputy head of the navy, who"."""
    comma = cast.scene.text.rfind(", ", start, end)
    article = _ARTICLE.match(cast.scene.text, comma + 2, end) if comma >= 0 else None
    phrase = read_phrase(cast.scene, Span(comma + 2, end)) if article else None
    if phrase is None or phrase.kind != "office" or phrase.plural or not phrase.actors:
        return None
    return resolve_source(cast, Span(comma + 2, end))


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
    own = _subject_of_clause(cast, span) or _owner_in_clause(cast, span)
    if own is not None:
        return own
    before = scene.sentence_before(span.start)
    since = before.start if before else scene.sentence(span.start).start
    turn = last_outside(earlier)
    if turn is not None and turn.statement.extent.end >= since:
        last = turn.source
        single = not last.plural or last.sourcing == "document"
        is_body = last.person is None and single and last.sourcing in ("body", "document", "unknown")
        if not (is_body or _PAPER.fullmatch(turn.words)) or not last.speaker or _is_modifier(turn):
            return Source(None)
        return again(last, turn.statement.extent)
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


def _owner_in_clause(cast: Cast, span: Span) -> Source | None:
    """The subject in front of an "its" in its own sentence: "Oslo made plain its concern over"."""
    scene = cast.scene
    here = Span(scene.sentence(span.start).start, span.start)
    named = any(is_subject(scene, match, here) for match in scene.actors_in(here))
    owner = owner_of_its(scene, span.end + 1) if named and span.of(scene.text).lower() == "its" else None
    return again(resolve_source(cast, owner.span), owner.span) if owner is not None else None


def _is_modifier(turn: Turn) -> bool:
    """Whether a turn's source only says whose a thing is: the "a US" of "a US demand" is no subject."""
    return turn.source.sourcing != "document" and _MODIFIER.match(turn.words) is not None
