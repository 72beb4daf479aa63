"""What the rules and the learned judge settle together."""

from __future__ import annotations

import pytest

from onrecord.judge.holders import OWN
from onrecord.judge.learned import Verdict
from onrecord.judge.settling import ALONE, SHOWN, alone, settled
from onrecord.judge.stance import Stance
from onrecord.model import Reason, Side, Span

HERE = Span(0, 10)


def verdict(**odds: float) -> Verdict:
    sides: tuple[Side, ...] = ("for", "against", "neutral")
    return Verdict({side: odds.get(side, 0.0) for side in sides}, "intended", explicit=False, act="refuse")


def stance(side: Side | None, *, doubt: bool = False) -> Stance:
    return Stance(
        OWN, side, explicit=True, modality="asserted", act=None, strength=0.9, evidence=HERE,
        because=(Reason("rule", HERE),), doubt=doubt,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ruled", "said", "side", "doubt"),
    [
        (stance("for"), verdict(**{"for": 0.8}), "for", False),
        (stance("for"), verdict(against=0.9), "for", True),  # they disagree: left to a person
        (stance("for", doubt=True), verdict(**{"for": 0.8}), "for", False),
        (stance("for", doubt=True), verdict(**{"for": 0.2}), "for", True),
        (stance(None, doubt=True), verdict(against=0.8), "against", False),
        (stance(None, doubt=True), verdict(against=0.3), None, True),
    ],
)
def test_a_verdict_settles_or_doubts_what_the_rules_found(
    ruled: Stance, said: Verdict, side: Side | None, doubt: bool
) -> None:
    found = settled(ruled, said)
    assert (found.side, found.doubt) == (side, doubt)


def test_the_strength_is_the_verdicts_probability_of_the_side() -> None:
    found = settled(stance("for"), verdict(**{"for": 0.64}))
    assert found.strength == 0.64
    assert found.act == "refuse"
    assert [reason.rule for reason in found.because] == ["rule", "learned judge"]


def test_alone_it_must_be_surer_to_settle_than_to_be_shown() -> None:
    sure = alone(OWN, verdict(against=ALONE + 0.01), HERE)
    unsure = alone(OWN, verdict(against=ALONE - 0.01), HERE)
    assert sure is not None
    assert (sure.side, sure.doubt, sure.modality) == ("against", False, "intended")
    assert unsure is not None
    assert unsure.doubt
    assert alone(OWN, verdict(against=SHOWN - 0.01), HERE) is None
