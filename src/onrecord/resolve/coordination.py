"""Several voices in one phrase: "Paris and Berlin", "Macron, Scholz and Draghi"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import pairwise

from onrecord.model import Span
from onrecord.resolve.phrases import read_phrase, trim
from onrecord.resolve.scene import Scene
from onrecord.world import ActorMatch

# What follows describes the voice and is no further one.
_CLAUSE = re.compile(r",? (?:which|who|whose|where|that|including|such as|between|among|led by|backed by)\s")
_AND = re.compile(r"(?:\s*,)?\s+(?:and|as well as|together with|along with|&)\s+|\s*,\s+")

# Between the names of "US, British and French officials", and what may stand behind the last.
_COMMA, _AND_THE = re.compile(r",? (?:the )?"), re.compile(r",? and (?:the )?")
_PLURAL = re.compile(r"[’'ʼ]?s? (?:[\w-]+ ){0,3}?\w+s\b")
GOVERNMENTS = re.compile(
    r"[’'ʼ]?s? (?:(?:foreign|defen[cs]e|interior|finance|trade) )?(?:ministries|governments)"
)


def listed_actors(scene: Scene, span: Span) -> tuple[ActorMatch, ...]:
    """The actors of "US, British and French officials", whose plural noun belongs to each; none where the
    phrase does not begin with such a list."""
    named = [m for m in scene.actors_in(span) if len(m.actors) == 1]
    if len(named) < 2 or named[0].span.start != span.start:
        return ()
    listed = named[:1]
    for match in named[1:]:
        between = (listed[-1].span.end, match.span.start)
        listed.append(match)
        if _AND_THE.fullmatch(scene.text, *between):
            return tuple(listed) if _PLURAL.match(scene.text, match.span.end, span.end) else ()
        if not _COMMA.fullmatch(scene.text, *between):
            return ()
    return ()


def conjuncts(scene: Scene, span: Span, anchors: Collection[Span]) -> tuple[Span, ...]:
    """Cut "Paris and Berlin" or "Macron, Scholz and Draghi" into members; a phrase of one comes back whole.

    A cut stands at an "and" or comma between two parts that each end in an anchor (a person's name or a word
    for an actor). "The foreign ministers of France and Germany" has one head and stays whole; so does "the EU
    and its members", where only the first part names anybody."""
    inner = Span(span.start, trim(scene.text, span).end)
    clause = _CLAUSE.search(scene.text, inner.start, inner.end)
    if clause is not None:
        parts_before = conjuncts(scene, Span(inner.start, clause.start()), anchors)
        return parts_before if len(parts_before) > 1 else (inner,)
    marks = [mark for mark in anchors if inner.holds(mark)]
    parts: list[Span] = []
    start = inner.start
    for link in _AND.finditer(scene.text, inner.start, inner.end):
        if any(mark.start < link.start() < mark.end for mark in marks):
            continue
        left = Span(start, link.start())
        if any(mark.end == left.end for mark in marks if left.holds(mark)):
            parts.append(left)
            start = link.end()
    parts.append(Span(start, inner.end))
    links = [scene.text[one.end : other.start] for one, other in pairwise(parts)]
    if not any(re.search(r"\w|&", link) for link in links) or not all(
        _ends_in(part, marks) for part in parts
    ):
        return (inner,)
    whole = [any(mark == trim(scene.text, part) for mark in marks) for part in parts]
    if whole[-1] and not all(whole) and _shared_head(scene, parts[0]):
        return (inner,)
    return tuple(parts)


def _ends_in(part: Span, marks: Iterable[Span]) -> bool:
    return any(mark.end == part.end for mark in marks if part.holds(mark))


def _shared_head(scene: Scene, first: Span) -> bool:
    """Whether "of France" ends the first part of "the ministers of France and Germany": one head for both."""
    phrase = read_phrase(scene, first)
    return phrase is not None and phrase.kind != "actor" and phrase.head.end < trim(scene.text, first).end
