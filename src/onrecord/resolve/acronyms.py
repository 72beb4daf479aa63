"""Acronyms that the report gives to somebody else: "International Commission of Jurists (ICJ)"."""

from __future__ import annotations

import re

from onrecord.world import ActorMatch, World

_SPELT_OUT = re.compile(r"((?:[A-Z][\w-]+ (?:(?:of|for|and|the|on) )*)+)\($")
_ROOT = 4  # letters by which words of a name are compared: "Africa", "African"


def redefined(text: str, actors: tuple[ActorMatch, ...], world: World) -> frozenset[str]:
    """Return the acronyms of `actors` that `text` spells out as another name: the initials are right, most
    words are not the actor's."""
    others = set()
    for match in actors:
        acronym = match.span.of(text)
        spelt = _SPELT_OUT.search(text, max(0, match.span.start - 90), match.span.start)
        if spelt is None or not acronym.isupper():
            continue
        words = [word for word in spelt.group(1).split() if word[0].isupper()]
        words = words[-len(acronym) :]
        if "".join(word[0] for word in words) != acronym:
            continue
        own = {
            word[:_ROOT].lower()
            for code in match.actors
            for name in world.actors[code].names
            for word in name.split()
        }
        if 2 * sum(word[:_ROOT].lower() in own for word in words) <= len(words):
            others.add(acronym)
    return frozenset(others)
