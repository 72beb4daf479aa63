"""Papers of several: whose word a treaty, an accord, a joint statement is."""

from __future__ import annotations

import re

from onrecord.model import Reason, Span, Speaker
from onrecord.resolve.cast import Cast, Source
from onrecord.resolve.counted import two_sides
from onrecord.world import ActorMatch

_TREATY = re.compile(
    r"agreement|accord|treaty|protocol|pact|deal|communiqu[eé]|declaration|statement", re.IGNORECASE
)
_BETWEEN = re.compile(
    r"\s(?:(?:had been|has been|was|were|is) )?(?:(?:reached|signed|made|concluded|struck) )?(?:\w+ )?"
    r"between (?:the )?"
)
_ROW = re.compile(r"(?:,? and |, )?(?:the )?")


def signed_by(cast: Cast, match: re.Match[str]) -> Source | None:
    """Return those named with the treaty of `match`, which has the groups `before` and `noun` of a document;
    None where it is no treaty or names nobody."""
    return _hyphenated(cast, match) or _parties(cast, match)


def _hyphenated(cast: Cast, match: re.Match[str]) -> Source | None:
    """The two sides of a treaty named with it: "the EU-Turkey protocol"."""
    scene = cast.scene
    name = re.match(r"(?:\w+ )?(?P<one>[A-Z][\w.]*)-(?P<other>[A-Z][\w.]*) ", match["before"])
    if name is None or not _TREATY.fullmatch(match["noun"]):
        return None
    start = match.start("before")
    sides = [Span(start + name.start(side), start + name.end(side)) for side in ("one", "other")]
    found = [m for m in scene.actors if m.span in sides and len(m.actors) == 1]
    if len(found) != len(sides):
        return None
    actors = tuple(m.actors[0] for m in found)
    reasons = tuple(Reason("owner", m.span) for m in found)
    return Source(
        Speaker(match["noun"], None, "document", None, actors, reasons), (), "document", True, plural=True
    )


def _parties(cast: Cast, match: re.Match[str]) -> Source | None:
    """Those between whom a treaty was made: "an agreement reached between Chile, Peru and Bolivia"."""
    scene = cast.scene
    if not _TREATY.fullmatch(match["noun"]) and match["noun"].lower() != "agreements":
        return None
    sentence = scene.sentence(match.start())
    between = _BETWEEN.match(scene.text, match.end("noun"), sentence.end)
    if between is None:
        return None
    row: list[ActorMatch] = []
    for actor in scene.actors_in(Span(between.end(), sentence.end)):
        at = row[-1].span.end if row else between.end()
        if len(actor.actors) != 1 or not _ROW.fullmatch(scene.text, at, actor.span.start):
            break
        row.append(actor)
    if len(row) < 2 or not re.match(r",? [a-z]|[.,]", scene.text[row[-1].span.end :]):
        return None
    actors = tuple(dict.fromkeys(actor.actors[0] for actor in row))
    reasons = tuple(Reason("owner", actor.span) for actor in row)
    speaker = Speaker(match["noun"], None, "document", None, actors, reasons)
    return Source(speaker, (), "document", True, plural=True)


def two_leaders(cast: Cast, match: re.Match[str]) -> Source | None:
    """The two sides of a joint statement: those whose two leaders the words before name, nearest first."""
    if not re.match(r"joint ", match["before"]) or not _TREATY.fullmatch(match["noun"]):
        return None
    sides = two_sides(cast, match.start())
    if len(sides) != 2:
        return None
    reasons = tuple(Reason("counted", span) for span in sides.values())
    return Source(
        Speaker(match["noun"], None, "document", None, tuple(sides), reasons),
        (),
        "document",
        True,
        plural=True,
    )
