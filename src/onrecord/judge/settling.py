"""What the rules found and what the learned judge thinks of it, made one stance.

The rules see how words govern each other, the learned judge the sense of the whole; they err in different
places. Where both say the same a side is settled; where one speaks alone it must be sure of itself.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.judge.holders import Holder
from onrecord.judge.learned import Verdict
from onrecord.judge.stance import Stance
from onrecord.model import Reason, Span

ALONE = 0.7  # what the learned judge must reach where the rules are silent
SECOND = 0.35  # what it must leave a side that the rules settle
WITH_DOUBT = 0.5  # what it must reach to settle what the rules leave in doubt
SHOWN = 0.4  # from here on a side is shown as unsure
RULE = "learned judge"


def settled(stance: Stance, verdict: Verdict) -> Stance:
    """The stance of the rules in the light of a verdict on the same sentence and holder.

    Its strength becomes the verdict's probability of its side; of one that the verdict speaks against, the
    side is left in doubt.
    """
    if stance.side is None:
        likely = verdict.odds[verdict.side]
        if likely < WITH_DOUBT:
            return stance
        return _with(stance, likely, verdict, side=verdict.side, doubt=False)
    likely = verdict.odds[stance.side]
    if stance.doubt:
        return _with(stance, likely, verdict, doubt=likely < WITH_DOUBT)
    return _with(stance, likely, verdict, doubt=likely < SECOND)


def _with(stance: Stance, likely: float, verdict: Verdict, **changed: object) -> Stance:
    reason = Reason(RULE, stance.evidence)
    made = replace(stance, **changed)  # type: ignore[arg-type]
    return replace(made, strength=likely, act=stance.act or verdict.act, because=(*stance.because, reason))


def alone(holder: Holder, verdict: Verdict, evidence: Span) -> Stance | None:
    """The stance that the learned judge finds where the rules find none; None where it is hardly likely."""
    likely = verdict.odds[verdict.side]
    if likely < SHOWN:
        return None
    return Stance(
        holder=holder,
        side=verdict.side,
        explicit=verdict.explicit,
        modality=verdict.modality,
        act=verdict.act,
        strength=likely,
        evidence=evidence,
        because=(Reason(RULE, evidence),),
        doubt=likely < ALONE,
    )
