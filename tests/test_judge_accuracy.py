"""The gate for the learned judge: questions that no training saw, in our own words."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from onrecord.judge.cases import Case
from onrecord.judge.learned import LearnedJudge, Verdict
from onrecord.shipped import ModelMissingError
from training.judge.reading import Pair, our_pairs, split_of
from training.judge.scoring import macro_f1

FLOORS = tomllib.loads((Path(__file__).parent / "floors_judge.toml").read_text("utf8"))


@pytest.fixture(scope="module")
def judge() -> LearnedJudge:
    return LearnedJudge.load()


@pytest.fixture(scope="module")
def judged(judge: LearnedJudge) -> list[tuple[Pair, Verdict]]:
    pairs = [pair for pair in our_pairs() if split_of(pair.question) == "test"]
    return list(zip(pairs, judge.verdicts([pair.case for pair in pairs]), strict=True))


def side_of(verdict: Verdict) -> str:
    odds = {**verdict.odds, "none": 1 - sum(verdict.odds.values())}
    return max(odds, key=lambda side: odds[side])  # type: ignore[index]


def test_macro_f1_on_questions_never_seen(judged: list[tuple[Pair, Verdict]]) -> None:
    rows = [(pair.side, side_of(verdict)) for pair, verdict in judged]
    hard = [(pair.side, side_of(verdict)) for pair, verdict in judged if pair.kind]
    print(f"{len(rows)} pairs: macro-F1 {macro_f1(rows):.1f}, {len(hard)} hard ones {macro_f1(hard):.1f}")
    assert macro_f1(rows) >= FLOORS["macro_f1"]
    assert macro_f1(hard) >= FLOORS["hard"]


def test_confidence_means_what_it_says(judged: list[tuple[Pair, Verdict]]) -> None:
    """Expected calibration error of the sides taken, in ten bins (Guo et al., 2017)."""
    taken = [(max(v.odds.values()), pair.side == v.side) for pair, v in judged if side_of(v) != "none"]
    error = 0.0
    for tenth in range(10):
        inside = [(odds, right) for odds, right in taken if min(9, int(odds * 10)) == tenth]
        error += abs(sum(odds for odds, _ in inside) - sum(right for _, right in inside)) / len(taken)
    print(f"calibration error {error:.3f} over {len(taken)} sides")
    assert error <= FLOORS["calibration_error"]


def test_a_verdict_does_not_depend_on_what_else_is_judged(judge: LearnedJudge) -> None:
    cases = [pair.case for pair in our_pairs() if split_of(pair.question) == "dev"][:40]
    together = judge.verdicts(cases)
    assert [judge.verdicts([case])[0] for case in cases[::-1]] == together[::-1]


def test_odds_are_probabilities_and_the_longest_case_is_cut(judge: LearnedJudge) -> None:
    long = Case(
        "X should be recognised. " * 40, ("X",) * 60, "Norway", "Before. " * 200, "Norway said no. " * 400
    )
    (verdict,) = judge.verdicts([long])
    assert all(0 <= odds <= 1 for odds in verdict.odds.values())
    assert sum(verdict.odds.values()) <= 1 + 1e-9


def test_a_folder_without_a_model_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "labels.json").write_text("{}")
    with pytest.raises(ModelMissingError, match=r"lacks model\.onnx, tokenizer\.json"):
        LearnedJudge.load(tmp_path)
