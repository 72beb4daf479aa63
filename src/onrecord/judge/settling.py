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

# What the learned judge must reach to settle a side where the rules are silent: on somebody's words, and on
# the narrator's, where it tells less well whom a sentence is about.
ALONE, ALONE_ON_NARRATOR = 0.75, 0.9
SECOND = 0.03  # what it must leave a side that the rules settle
WITH_DOUBT = 0.5  # what it must reach to settle what the rules leave in doubt
SHOWN = 0.5  # from here on a side that it finds alone is shown as unsure
RULE = "learned judge"
DECLINES = "decline"  # who declines to say takes no side


def settled(stance: Stance, verdict: Verdict) -> Stance:
    """The stance of the rules in the light of a verdict on the same sentence and holder.

    Of one that the verdict holds for all but impossible the side is left in doubt; what the rules leave in
    doubt is settled where it is likely. The strength is that of the surer of the two.
    """
    if stance.side is None:
        likely = verdict.odds[verdict.side]
        if likely < WITH_DOUBT or verdict.act == DECLINES:
            return stance
        return _with(stance, likely, verdict, side=verdict.side, doubt=False)
    likely = verdict.odds[stance.side]
    if stance.doubt:
        return _with(stance, likely, verdict, doubt=likely < WITH_DOUBT)
    unlikely = likely < SECOND
    return _with(stance, likely if unlikely else max(stance.strength, likely), verdict, doubt=unlikely)


def _with(stance: Stance, likely: float, verdict: Verdict, **changed: object) -> Stance:
    reason = Reason(RULE, stance.evidence)
    made = replace(stance, **changed)  # type: ignore[arg-type]
    return replace(made, strength=likely, act=stance.act or verdict.act, because=(*stance.because, reason))


def alone(holder: Holder, verdict: Verdict, evidence: Span, enough: float = ALONE) -> Stance | None:
    """The stance that the learned judge finds where the rules find none; None where it is hardly likely, and
    where the actor declines to say. Below `enough` it is in doubt.
    """
    likely = verdict.odds[verdict.side]
    if likely < SHOWN or verdict.act == DECLINES:
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
        doubt=likely < enough,
    )
