"""What was said before in a report: the voices that a later source can go back to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.model import Reason, Span, Statement
from onrecord.resolve.cast import Source


@dataclass(frozen=True, slots=True)
class Turn:
    """A statement with its source resolved: what a later pronoun can go back to."""

    statement: Statement
    source: Source
    words: str
    occasion: str


def again(source: Source, span: Span, rule: str = "only-one-fits") -> Source:
    """Return the source as one that words go back to, with the place that says so first."""
    if source.speaker is None:
        return source
    rest = tuple(reason for reason in source.speaker.because if reason.rule != rule)
    return replace(source, speaker=replace(source.speaker, because=(Reason(rule, span), *rest)))
