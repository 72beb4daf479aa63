"""What was said before in a report: the voices that a later source can go back to."""

from __future__ import annotations

from collections.abc import Sequence
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


def last_outside(earlier: Sequence[Turn]) -> Turn | None:
    """Return the last turn that does not stand within another one: not the mayor of "“Roe, whom the mayor had
    praised, is right,” the envoy said"."""
    for turn in reversed(earlier):
        own = turn.statement.extent
        if not any(other.statement.extent.holds(own) and other.statement.extent != own for other in earlier):
            return turn
    return None


def again(source: Source, span: Span, rule: str = "only-one-fits") -> Source:
    """Return the source as one that words go back to, with the place that says so first."""
    if source.speaker is None:
        return source
    rest = tuple(reason for reason in source.speaker.because if reason.rule != rule)
    return replace(source, speaker=replace(source.speaker, because=(Reason(rule, span), *rest)))
