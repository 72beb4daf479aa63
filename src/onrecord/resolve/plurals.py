"""What "they" goes back to: the plural subject of its clause, those with whom the sentence before begins, the
body or the voices that spoke last."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Span
from onrecord.resolve.cast import Cast, Source
from onrecord.resolve.counted import resolve_counted
from onrecord.resolve.sources import resolve_source
from onrecord.resolve.turns import Turn, again

_EMBEDDED = re.compile(r"\b(?:what|which|that|whom|where|because|as|if|when) $")
_COUNTED_SUBJECT = re.compile(
    r"(?P<who>(?:The|Both) (?:two |three )?(?:[a-z]+ )?(?:presidents|leaders|ministers|sides|countries"
    r"|nations|governments|premiers|parties)) [a-z]"
)
_LINK = re.compile(r",? and (?:the )?|, (?:the )?")
# No verb of several ends in -s: "Chile and Peru officials".
_VERB = re.compile(
    r", (?:whose|which|who|both)\b| (?!and\b|or\b|of\b|[a-z]+s\b)[a-z]+\b(?! (?:officials|troops))"
)
_OTHERS = re.compile(r",? and (?:several )?other [a-z][a-z -]*s\b")
_PLURAL_SUBJECT = re.compile(
    r"(?:^|\b(?:when|as|because|after|while|and|but|,) )(?:the |some |many |several "
    r"|other )?(?P<noun>(?:[\w-]+ )?"
    r"(?:rebels|guerrillas|militants|insurgents|officials|ministers|leaders|ambassadors|diplomats"
    r"|soldiers|troops"
    r"|residents|protesters|workers|students|analysts|experts|villagers|refugees|witnesses|police)) [a-z]",
    re.IGNORECASE,
)


def several(cast: Cast, span: Span, earlier: Sequence[Turn]) -> Source:
    """Resolve "they" at `span`: the plural subject of its own clause ("the rebels began fighting what they
    call"); those with whom the sentence before begins ("Chile and Peru, ... They"); the body or the people
    that spoke right before ("the ministry considered it, they said"), else voices that spoke together in this
    paragraph or the one before it."""
    own = _plural_subject(cast, span) or _subjects_before(cast, span)
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


def _subjects_before(cast: Cast, span: Span) -> Source | None:
    """Those with whom the sentence before a "They" begins: two or more actors or persons in a row, or "the
    two presidents"."""
    scene = cast.scene
    here, before = scene.sentence(span.start), scene.sentence_before(span.start)
    if before is None or scene.text[here.start : span.start].strip(' "“'):
        return None
    counted = _COUNTED_SUBJECT.match(scene.text, before.start, before.end)
    if counted is not None:
        source = resolve_counted(cast, Span(*counted.span("who")))
        return again(source, before) if source.speaks else None
    start = before.start + (4 if scene.text.startswith("The ", before.start) else 0)
    row = _in_a_row(cast, start, before.end)
    if len(row) < 2:
        return None
    whole = Span(start, row[-1].end)
    source = resolve_source(cast, whole)
    return again(source, whole) if source.speaks and source.plural else None


def _in_a_row(cast: Cast, start: int, end: int) -> list[Span]:
    """The names of actors and persons, with their titles, that follow each other from `start` on: none where
    a noun stands behind the last ("Chile and Peru officials") or they are no subject."""
    scene = cast.scene
    titles = {n.span: n.title.start for n in scene.found.names if n.title is not None}
    names = [(min(titles.get(name, name.start), name.start), name) for name in cast.people.at]
    places = [(m.span.start, m.span) for m in scene.actors if m.how in ("name", "seat", "capital")]
    starts: dict[int, int] = {}
    for begins, name in (*names, *places):
        if name.end <= end:
            starts[begins] = max(starts.get(begins, 0), name.end)
    row: list[Span] = []
    at: int | None = start
    while at in starts:
        row.append(Span(at, starts[at]))
        link = _LINK.match(scene.text, row[-1].end)
        at = link.end() if link else None
    subject = bool(row) and (_VERB.match(scene.text, row[-1].end) or _OTHERS.match(scene.text, row[-1].end))
    return row if subject else []


def _is_singular(words: str) -> bool:
    """Whether a source's words mean one person: "a government official"."""
    return bool(re.match(r"(?:an?|one|another) ", words, re.IGNORECASE))
