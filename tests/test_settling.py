"""What the rules and the learned judge settle together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from judged import KOSOVO, question

from onrecord.judge.holders import OWN
from onrecord.judge.learned import Verdict
from onrecord.judge.proposition import matter_of
from onrecord.judge.settling import KNOWN, OTHER, SHOWN, alone, bars_of, settled
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
    found = settled(ruled, said, OTHER.second)
    assert (found.side, found.doubt) == (side, doubt)


@pytest.mark.parametrize(
    ("ruled", "likely", "strength"),
    [
        (stance("for"), 0.64, 0.9),  # the rules are the surer of the two
        (stance("for"), 0.95, 0.95),
        (stance("for"), 0.01, 0.01),  # all but impossible
        (stance("for", doubt=True), 0.64, 0.64),
    ],
)
def test_the_strength_is_that_of_the_surer(ruled: Stance, likely: float, strength: float) -> None:
    found = settled(ruled, verdict(**{"for": likely}), OTHER.second)
    assert found.strength == strength
    assert found.act == "refuse"
    assert [reason.rule for reason in found.because] == ["rule", "learned judge"]


def test_who_declines_to_say_takes_no_side() -> None:
    declines = replace(verdict(against=0.99), act="decline")
    assert alone(OWN, declines, HERE, OTHER.spoken) is None
    assert settled(stance(None, doubt=True), declines, OTHER.second).side is None


def test_alone_it_must_be_surer_to_settle_than_to_be_shown() -> None:
    sure = alone(OWN, verdict(against=OTHER.spoken + 0.01), HERE, OTHER.spoken)
    unsure = alone(OWN, verdict(against=OTHER.spoken - 0.01), HERE, OTHER.spoken)
    assert sure is not None
    assert (sure.side, sure.doubt, sure.modality) == ("against", False, "intended")
    assert unsure is not None
    assert unsure.doubt
    assert alone(OWN, verdict(against=SHOWN - 0.01), HERE, OTHER.spoken) is None
    narrated = alone(OWN, verdict(against=OTHER.spoken + 0.01), HERE, OTHER.narrated)
    assert narrated is not None
    assert narrated.doubt  # on the narrator's words more is asked


def test_where_the_rules_know_the_kind_of_question_the_judge_must_be_surer() -> None:
    assert bars_of(matter_of(KOSOVO)) == KNOWN
    assert bars_of(matter_of(question("Fewer lorries should cross the Alps.", "lorries"))) == OTHER
    assert KNOWN.spoken > OTHER.spoken
