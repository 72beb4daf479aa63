"""Voices that the report introduced before with the actor they belong to.

"A visiting UN special envoy arrived. ... The envoy said": the envoy is the UN's. A report gives the owner
once, where it introduces a voice, and leaves it out from then on. Where it introduced two of that noun with
different owners, or nobody, it stays open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.model import Span
from onrecord.resolve.cast import Cast
from onrecord.resolve.phrases import Phrase, read_phrase
from onrecord.world import ActorMatch

_BETWEEN = re.compile(r"(?P<genitive>[’'ʼ]s?)? (?P<words>(?:[\w-]+ ){0,4})")
_NOT_BETWEEN = frozenset(
    "the a an his her its their this that said told asked and or but of for to from with by in at on"
    " as had has was is were are will would which who sent met".split()
)
_OF = re.compile(r" (?:of|for|from) (?:the )?")
# Adjectives of the moment, which say nothing of the office.
_PASSING = frozenset(
    "the a an visiting senior top new newly-appointed unnamed outgoing current acting country's"
    " nation's".split()
)
# A ministry and its minister are of one state.
_SAME = {"ministry": r"minist(?:ry|er)", "minister": r"minist(?:ry|er)"}
_REACH = 70


class Introduction(NamedTuple):
    """The actors that the voice belongs to, its sector, and the words that say so."""

    actors: tuple[str, ...]
    sector: str
    span: Span


def introduced_before(cast: Cast, phrase: Phrase) -> Introduction | None:
    """Return whose the definite voice `phrase` is by its one introduction before; None where there is none,
    or where several introductions disagree."""
    words = phrase.words.lower().split() or phrase.head.of(cast.scene.text).lower().split()
    return introduction_of(cast, words, phrase.span.start) if words else None


def introduction_of(cast: Cast, words: list[str], before: int) -> Introduction | None:
    """Return the one introduction, ahead of the position `before`, of the office or body called `words`."""
    sought = {word for word in words[:-1] if word not in _PASSING and not word[0].isdigit()}
    found: dict[tuple[str, ...], Introduction] = {}
    whole: list[Span] = []
    for introduction, span in _introductions(cast, words[-1], before):
        whole.append(span)
        if sought <= set(span.of(cast.scene.text).lower().split()):
            found.setdefault(introduction.actors, introduction)
    if len(found) != 1 or _another_named(cast, words[-1], sought, whole, before):
        return None
    return next(iter(found.values()))


def _another_named(cast: Cast, noun: str, sought: set[str], known: list[Span], before: int) -> bool:
    """Whether the report names another of that noun, whose owner it does not say: "the Election
    Commission" beside the European one."""
    named = re.compile(rf"\b(?:[A-Z][\w-]+ )+{re.escape(noun.capitalize())}\b")
    return any(
        sought <= set(match.group().lower().split())
        and not any(span.meets(Span(*match.span())) for span in known)
        for match in named.finditer(cast.scene.text, 0, before)
        if not re.fullmatch(rf"(?:The|An?) {noun.capitalize()}", match.group())
    )


def _introductions(cast: Cast, noun: str, before: int) -> Iterator[tuple[Introduction, Span]]:
    """Yield every voice of that noun said with its owner, and where."""
    text = cast.scene.text
    pattern = re.compile(rf"\b{_SAME.get(noun) or re.escape(noun)}\b", re.IGNORECASE)
    for match in pattern.finditer(text, 0, before):
        place = Span(*match.span())
        for owner in _owners(cast, place):
            whole = Span(min(owner.span.start, place.start), max(owner.span.end, place.end))
            full = read_phrase(cast.scene, whole)
            if full is not None and full.actors and full.speaks and full.head.end >= place.end:
                sector = full.sector or "government"
                yield Introduction(full.actors, sector, owner.span), whole


def _owners(cast: Cast, noun: Span) -> Iterator[ActorMatch]:
    """The words for actors in front of a noun ("UN special envoy", "South Korea's new defence minister"),
    behind its "of" ("president of Chile"), or around it ("the European Commission")."""
    scene, text = cast.scene, cast.scene.text
    for actor in scene.actors_in(Span(max(0, noun.start - _REACH), min(len(text), noun.end + _REACH))):
        if actor.span.end <= noun.start:
            between = _BETWEEN.fullmatch(text, actor.span.end, noun.start)
            plain = between is not None and not _NOT_BETWEEN & set(between["words"].lower().split())
            if plain and between is not None and (between["genitive"] or not _is_verb(between["words"])):
                yield actor
        elif (actor.span.holds(noun) and actor.span.end == noun.end) or (
            actor.span.start > noun.end and _OF.fullmatch(text, noun.end, actor.span.start)
        ):
            yield actor


def _is_verb(words: str) -> bool:
    """Whether the words between may tell what the actor did: "Japan welcomed envoys"."""
    return any(re.search(r"(?:ed|ing|s)$", word) and word.islower() for word in words.split())
