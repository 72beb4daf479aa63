"""What the rules found and what the learned judge thinks of it, made one stance.

The rules see how words govern each other, the learned judge the sense of the whole; they err in different
places. Where both say the same a side is settled; where one speaks alone it must be sure of itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from onrecord.judge.holders import Holder
from onrecord.judge.learned import Verdict
from onrecord.judge.matter import Matter
from onrecord.judge.stance import Stance
from onrecord.model import Reason, Span


class Bars(NamedTuple):
    """What the learned judge must reach to settle a side where the rules are silent, on somebody's words and
    on the narrator's, and what it must leave a side that the rules settle; all in 0-1.
    """

    spoken: float
    narrated: float
    second: float


# On kinds of questions that the rules know (recognition, membership, ...) their silence tells something; on
# others they miss most sides and err more. On the narrator's words the judge tells less well who is meant.
KNOWN = Bars(spoken=0.97, narrated=0.97, second=0.03)
OTHER = Bars(spoken=0.65, narrated=0.9, second=0.03)
WITH_DOUBT = 0.5  # what it must reach to settle what the rules leave in doubt
SHOWN = 0.5  # from here on a side that it finds alone is shown as unsure
RULE = "learned judge"
DECLINES = "decline"  # who declines to say takes no side


def bars_of(matter: Matter) -> Bars:
    """The bars for a question: `KNOWN` where the rules know its kind."""
    return KNOWN if matter.frames else OTHER


def settled(stance: Stance, verdict: Verdict, second: float) -> Stance:
    """The stance of the rules in the light of a verdict on the same sentence and holder.

    Of one that the verdict leaves less than `second` the side is left in doubt; what the rules leave in
    doubt is settled where it is likely. The strength is that of the surer of the two.
    """
    side = stance.side or verdict.side
    likely = verdict.odds[side]
    if stance.side is None and (likely < WITH_DOUBT or verdict.act == DECLINES):
        return stance
    sure = not stance.doubt and stance.side is not None
    doubt = likely < (second if sure else WITH_DOUBT)
    return replace(
        stance,
        side=side,
        doubt=doubt,
        strength=max(stance.strength, likely) if sure and not doubt else likely,
        act=stance.act or verdict.act,
        because=(*stance.because, Reason(RULE, stance.evidence)),
    )


def alone(holder: Holder, verdict: Verdict, evidence: Span, enough: float) -> Stance | None:
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
