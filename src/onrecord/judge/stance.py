"""One stance that a sentence takes on a question, before the stances of a statement are added up."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.judge.holders import Holder
from onrecord.model import Act, Modality, Reason, Side, Span

EXPLICIT = 0.9
IMPLIED = 0.7
NEAR = 0.9  # another word for the matter, or a pronoun for it
FAINT = 0.6  # only an adjective, or words that alone settle nothing


@dataclass(frozen=True, slots=True)
class Stance:
    """Who holds it, which side it is, how it is said and how sure the rules are.

    `side` None: the words speak on the question, but the rules cannot tell the side. `strength`, in 0-1,
    is that of the rule (`EXPLICIT` to `FAINT`), no measured probability.
    `doubt` says that the stance alone settles nothing ("did not oppose").
    """

    holder: Holder
    side: Side | None
    explicit: bool
    modality: Modality
    act: Act | None
    strength: float
    evidence: Span
    because: tuple[Reason, ...]
    condition: Span | None = None
    doubt: bool = False


def side_for(sign: int) -> Side | None:
    """The side of a sign: 1 for, -1 against, 0 open."""
    return "for" if sign > 0 else "against" if sign < 0 else None


def strongest(stances: list[Stance]) -> tuple[Stance, ...]:
    """The stances added up: one for each holder and for each of now and formerly.

    The explicit outweighs the implied, the settled the doubtful; where two of the same weight disagree,
    the side stays open.
    """
    groups: dict[tuple[Holder, bool], list[Stance]] = {}
    for stance in stances:
        groups.setdefault((stance.holder, stance.modality == "former"), []).append(stance)
    return tuple(_added_up(group) for group in groups.values())


def _added_up(group: list[Stance]) -> Stance:
    best = max(group, key=_weight)
    rivals = [s for s in group if _weight(s)[:2] == _weight(best)[:2] and s.side != best.side]
    if not rivals:
        return best
    reason = Reason("two rules disagree", rivals[0].evidence)
    return Stance(
        holder=best.holder,
        side=None,
        explicit=best.explicit,
        modality=best.modality,
        act=best.act,
        strength=best.strength / 2,
        evidence=best.evidence,
        because=(*best.because, reason),
        condition=best.condition,
        doubt=True,
    )


def _weight(stance: Stance) -> tuple[bool, bool, float]:
    return (not stance.doubt and stance.side is not None, stance.explicit, stance.strength)
