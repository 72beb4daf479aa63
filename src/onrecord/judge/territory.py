"""To whom a land belongs, said against a proposition on its annexation, secession or recognition."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.judge.matter import Matter, matter_sign
from onrecord.judge.passage import Passage
from onrecord.model import Mention, Span

_FRAMES = frozenset({"annexation", "recognition"})
_BELONGS = re.compile(
    r"\b(?:(?:is|are|was|were|be|remains?|remained|stays?|constitutes?|forms?)(?: \w+){0,2}?"
    r"(?P<not> not| never|n['’]t)?(?: \w+){0,3}? "
    r"(?:part|territory|territories|province|provinces|land|lands|region|regions) of"
    r"|belongs? to|belonged to)\s+",
    re.IGNORECASE,
)
_LANDS = re.compile(
    r"\b(?:regions?|territor(?:y|ies)|provinces?|peninsula|islands?|areas?|lands?|republics?|enclaves?|districts?|city)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|never|no longer|cannot)\b|n['’]t\b", re.IGNORECASE)


def belonging(passage: Passage, matter: Matter, mentions: Sequence[Mention]) -> tuple[int, Span] | None:
    """The sign, seen from the proposition, of a sentence that says to whom the land at stake belongs.

    None where it says nothing of the kind, or where the owner is no actor we know.
    """
    if not _FRAMES & matter.frames or not passage.words:
        return None
    start, end = passage.words[0].start, passage.words[-1].end
    for found in _BELONGS.finditer(passage.text, start, end):
        before = passage.text[start : found.start()]
        owner = _owner(found.end(), mentions)
        if owner is None or not _at_stake(before, matter):
            continue
        sign = _owner_sign(owner, matter, mentions, passage.text)
        if _NEGATED.search(found.group()) or before.rstrip().lower().endswith(("never", "not")):
            sign = -sign
        return sign, Span(found.start(), owner.span.end)
    return None


def _owner(at: int, mentions: Sequence[Mention]) -> Mention | None:
    return next((m for m in mentions if at <= m.span.start <= at + 12), None)


def _at_stake(before: str, matter: Matter) -> bool:
    words = set(re.findall(r"\w+", before))
    return bool(_LANDS.search(before)) or bool(words & matter.names)


def _owner_sign(owner: Mention, matter: Matter, mentions: Sequence[Mention], text: str) -> int:
    """Against the proposition, unless the owner is the one it would give the land to."""
    proposition = matter.question.proposition
    called = {m.span.of(text) for m in mentions if m.actor == owner.actor}
    named = [name for name in sorted(called) if re.search(rf"\b{re.escape(name)}\b", proposition)]
    if "annexation" in matter.frames:
        if not named:
            return matter_sign(matter)
        taker = any(
            re.search(rf"\b{re.escape(n)}['’]s?\s+(?:\w+\s+)?annex|annex\w* .*by {re.escape(n)}", proposition)
            for n in named
        )
        return matter_sign(matter) if taker else -matter_sign(matter)
    entities = {s for t in matter.terms if t.kind == "entity" and t.sign > 0 for s in t.stems}
    free = any(name.lower() in entities for name in named)
    return matter_sign(matter) if free else -matter_sign(matter)
