"""Stands that their own report tells as overtaken: "recognised it, months after its minister had said that
it would not".

Past perfect alone tells only that something was said before; it is a former stand where the report also
gives the actor the other side, and not in the past perfect.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.judge.passage import Passage
from onrecord.judge.stance import Stance
from onrecord.model import Known, Position, Span

_HAD = re.compile(
    r"\bhad(?: (?:\w+ly|long|once|earlier|first|previously|already|never|not))?\s+$", re.IGNORECASE
)
_OTHER = {"for": "against", "against": "for"}
_NEAR = 30  # code points in which "had" and its adverb stand before the verb


_BEFORE = re.compile(r"\b(?:after|although|though|whereas)\b[^;:]{0,80}?\bhad\b", re.IGNORECASE)


def told_as_earlier(stances: Sequence[Stance], passage: Passage) -> list[Stance]:
    """The stances of a sentence, *former* where they stand behind "after ... had" and the main clause before
    it gives the other side."""
    found = _BEFORE.search(passage.text, passage.words[0].start, passage.words[-1].end)
    if found is None:
        return list(stances)
    main = {s.side for s in stances if not s.doubt and _place(s) < found.start()}
    return [
        replace(s, modality="former") if _place(s) >= found.end() and _OTHER.get(s.side or "") in main else s
        for s in stances
    ]


def _place(stance: Stance) -> int:
    """The code point at which the word nearest to the matter begins."""
    shown = [reason.span for reason in stance.because if reason.span is not None]
    return shown[0].start if shown else stance.evidence.start


def with_former(known: Known, positions: Sequence[Position]) -> tuple[Position, ...]:
    """The same positions in the same order, those in the past perfect *former* where another overtakes
    them."""
    earlier = [_is_earlier(known, p) for p in positions]
    newest = {
        (p.question, p.actor, p.side)
        for p, before in zip(positions, earlier, strict=True)
        if not before and not p.unsure and p.modality in ("asserted", "intended")
    }
    return tuple(
        replace(p, modality="former")
        if before and (p.question, p.actor, _OTHER.get(p.side or "")) in newest
        else p
        for p, before in zip(positions, earlier, strict=True)
    )


def _is_earlier(known: Known, position: Position) -> bool:
    text = known.found.report.text
    return any(_HAD.search(text, max(0, s.start - _NEAR), s.start) for s in _verbs_of(known, position))


def _verbs_of(known: Known, position: Position) -> list[Span]:
    """Where the position is said: the cue of its statement, else the topmost word that shows it."""
    for statement in known.found.statements:
        if statement.id == position.statement:
            return list(statement.cue)
    shown = [reason.span for reason in position.because if reason.span is not None]
    return shown[-1:]
