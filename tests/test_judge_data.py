"""The judge's data: whole, split by question, and without a word of the held-out reports."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from training.judge.reading import of_training, our_pairs, questions, split_of, variants

HERE = Path(__file__).parent
DATA = HERE.parent / "training" / "judge"
SIDES = {"for", "against", "neutral", "none"}


@pytest.fixture(scope="module")
def real() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / "real.jsonl").read_text("utf8").splitlines()]


@pytest.fixture(scope="module")
def around() -> list[dict[str, Any]]:
    """What the program asks about beside the pairs that were chosen."""
    return [json.loads(line) for line in (DATA / "around.jsonl").read_text("utf8").splitlines()]


def test_the_pairs_in_our_own_words_keep_to_the_guide() -> None:
    checked = subprocess.run([sys.executable, str(DATA / "check.py")], check=False, capture_output=True)
    assert checked.returncode == 0, checked.stdout[-2000:]
    assert len(questions()) >= 90


def test_pairs_on_real_reports_are_offsets_and_labels_alone(real: list[dict[str, Any]]) -> None:
    fields = {"source", "content", "actor", "side", "modality", "explicit", "act", "kind"}
    pairs = [pair for row in real for pair in row["pairs"]]
    assert len(pairs) >= 2000
    for pair in pairs:
        assert set(pair) == fields
        assert pair["side"] in SIDES
        spans = [*pair["source"], *pair["content"]]
        assert spans
        assert all(isinstance(start, int) and start < end for start, end in spans)


def test_what_is_asked_about_beside_them_is_of_the_same_reports_and_questions(
    real: list[dict[str, Any]], around: list[dict[str, Any]]
) -> None:
    chosen = {
        (row["report"], row["question"]): {(pair["actor"], str(pair["content"])) for pair in row["pairs"]}
        for row in real
    }
    labels = {"side", "modality", "explicit", "act", "kind"}
    for row in around:
        held = chosen[row["report"], row["question"]]
        for pair in row["pairs"]:
            assert set(pair) - labels == {"source", "content", "actor"}
            assert (pair["actor"], str(pair["content"])) not in held
            assert pair.get("side", "none") in SIDES
            # what gives a side was read by somebody, and has all labels
            assert pair.get("side", "none") == "none" or labels <= set(pair)


def test_no_held_out_report_and_no_tested_one_is_trained_on(real: list[dict[str, Any]]) -> None:
    held_out = set((HERE / "heldout.txt").read_text("utf8").split())
    rows = map(json.loads, (HERE / "cases" / "agency_positions.jsonl").read_text("utf8").splitlines())
    tested = {row["doc"] for row in rows if row["split"] != "dev"}
    assert not {row["report"] for row in real} & (held_out | tested)


def test_one_question_has_one_proposition(real: list[dict[str, Any]]) -> None:
    put: dict[str, str] = {}
    for row in real:
        assert put.setdefault(row["question"], row["proposition"]) == row["proposition"]
    assert not put.keys() & questions().keys()


def test_the_questions_for_development_and_test_are_there_and_apart(real: list[dict[str, Any]]) -> None:
    split = tomllib.loads((DATA / "split.toml").read_text("utf8"))
    known = questions().keys() | {row["question"] for row in real}
    assert set(split["dev"]) | set(split["test"]) <= known
    assert not set(split["dev"]) & set(split["test"])


def test_every_question_is_put_in_other_ways_too(real: list[dict[str, Any]]) -> None:
    asked = {name: row["proposition"] for name, row in questions().items()}
    asked |= {row["question"]: row["proposition"] for row in real}
    found = variants()
    assert asked.keys() <= found.keys()
    for name, proposition in asked.items():
        ways = [*found[name]["same"], *found[name]["opposite"]]
        assert len(found[name]["same"]) >= 2
        assert len(found[name]["opposite"]) >= 3
        assert len(set(ways)) == len(ways)
        assert proposition not in ways


def test_what_is_trained_on_is_of_no_question_and_no_real_report_kept_for_development() -> None:
    plain = next(our_pairs())
    kept = next(pair.question for pair in our_pairs() if split_of(pair.question) == "dev")
    given = [
        replace(plain, question="one", report="a"),
        replace(plain, question=kept, report="b"),
        replace(plain, question="two", report="b"),
        replace(plain, question="three", report=None),
    ]
    assert [pair.question for pair in of_training(given)] == ["one", "three"]
