"""A nationality spelt wrong before an office: "Bangaldeshi President"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.model import Span
from onrecord.resolve.scene import Scene

_LEAST = 9  # letters; short ones have true neighbours ("Iberian", "Liberian")
_WORD_BEFORE = re.compile(r"(?<![\w-])([A-Z][a-z]+) $")


def misspelt_demonym(scene: Scene, position: int) -> tuple[str, Span] | None:
    """Return the state whose adjective the capitalised word right before `position` is but for one letter,
    with the word; None where the tables know the word, or it is nobody's, or two states'."""
    word = _WORD_BEFORE.search(scene.text, max(0, position - 24), position)
    if word is None or len(word.group(1)) < _LEAST:
        return None
    span = Span(*word.span(1))
    if any(term.span.meets(span) for term in scene.terms):
        return None
    on = scene.found.report.published
    meant = {
        actor.code
        for actor in scene.world.actors.values()
        if actor.kind == "state" and actor.exists(on)
        for demonym in actor.demonyms
        if demonym[0] == word.group(1)[0] and demonym in _respelt(word.group(1), demonym)
    }
    return (meant.pop(), span) if len(meant) == 1 else None


def _respelt(word: str, demonym: str) -> Iterator[str]:
    """`demonym`, if one letter left out, put in, changed or two swapped make it of `word`."""
    if len(word) == len(demonym):
        places = [i for i, (one, other) in enumerate(zip(word, demonym, strict=True)) if one != other]
        swapped = len(places) == 2 and places[1] == places[0] + 1
        if len(places) == 1 or (
            swapped and word[places[0]] == demonym[places[1]] and word[places[1]] == demonym[places[0]]
        ):
            yield demonym
        return
    short, long = sorted((word, demonym), key=len)
    if len(long) == len(short) + 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long))):
        yield demonym
