"""Which outlet a phrase of the layout names, by the table of outlets in `world`."""

from __future__ import annotations

import functools

from onrecord.world import World


@functools.lru_cache(maxsize=4_096)
def known_outlet(phrase: str) -> str | None:
    """The outlet that `phrase` names, in its own words ("REUTERS": "Reuters"); None if we know none.

    "AFP" stays "AFP": that it is also called Agence France-Presse is for those to see who compare outlets.
    """
    world = World.load()
    phrase = " ".join(phrase.split())
    if world.outlet(phrase):
        return phrase
    return phrase.title() if phrase.isupper() and world.outlet(phrase.title()) else None
