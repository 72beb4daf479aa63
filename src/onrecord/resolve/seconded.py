"""Those whom states lend to an organisation: peacekeepers, commissioners and chiefs of missions.

They speak for it, not for the state they come from."""

from __future__ import annotations

import re

from onrecord.model import Span
from onrecord.resolve.scene import Scene
from onrecord.world import ActorMatch

_PEACEKEEPERS = re.compile(r"(?<!\w)peace-?keep(?:ers?|ing)(?!\w)", re.IGNORECASE)
_COMMISSIONERS = re.compile(r"(?<!\w)commissioners?$", re.IGNORECASE)
_KEEPS_PEACE = re.compile(r"(?:[’'ʼ]s)? (?:[\w-]+ ){0,2}(?:peace-?keep|mission|force\b|troops|blue helmets)")
# "the Italian head of the OSCE mission": who leads for an organisation is its own, wherever he comes from.
_LEADS_FOR = re.compile(
    r"(?:head|chief|president|director|chair\w*|commander|secretary|spokes\w+|deputy|coordinator|governor)s?",
    re.IGNORECASE,
)
_LINK = re.compile(r" (?:of|for|with) (?:the )?")


def is_seconded(words: str, sector: str | None) -> bool:
    """Whether such a voice serves an organisation, whatever state its words name."""
    return sector == "international" or _PEACEKEEPERS.search(words) is not None


def organisation_served(scene: Scene, words: str) -> ActorMatch | None:
    """The organisation that peacekeepers or commissioners of the report serve, if it names only one such."""
    if _COMMISSIONERS.search(words):
        for code in ("EC", "EU"):
            union = next((m for m in scene.actors if m.actors == (code,)), None)
            if union is not None:
                return union
    if not _PEACEKEEPERS.search(words):
        return None
    serving = {
        match.actors: match
        for match in reversed(scene.actors)
        if _is_one_organisation(scene, match) and _KEEPS_PEACE.match(scene.text, match.span.end)
    }
    return next(iter(serving.values())) if len(serving) == 1 else None


def organisation_led(scene: Scene, head: Span, end: int) -> ActorMatch | None:
    """The organisation that an office is of, right behind it: "head of the OSCE mission"."""
    link = _LINK.match(scene.text, head.end, end)
    if link is None or not _LEADS_FOR.fullmatch(head.of(scene.text)):
        return None
    return next(
        (m for m in scene.actors if m.span.start == link.end() and _is_one_organisation(scene, m)), None
    )


def _is_one_organisation(scene: Scene, match: ActorMatch) -> bool:
    return len(match.actors) == 1 and scene.are_organisations(match.actors)
