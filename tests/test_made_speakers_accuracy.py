"""The gate for speakers on invented reports: how agencies introduce a voice and come back to it."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from spoken_for import Score, of_read_statements, outcome

from onrecord.model import Judged
from onrecord.pipeline import Reader, inspect
from onrecord.read import ReadOptions
from onrecord.settings import Settings
from onrecord.world import World

HERE = Path(__file__).parent
CASES = HERE / "cases" / "made_speakers.jsonl"
FLOORS = tomllib.loads((HERE / "floors_made_speakers.toml").read_text("utf8"))
SPLITS = ("worked on", "only scored")
OF_A_REPORT = ("id", "published", "title", "text")
# Figures are rounded to a tenth of a percent.
SLACK = 0.05


def cases() -> Iterator[dict[str, Any]]:
    """The reports with their labels, in the order of the file."""
    return map(json.loads, CASES.read_text("utf8").splitlines())


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    """Scores by split; printed, so that `pytest -s` shows them."""
    made = {case["id"]: case for case in cases()}
    reports = tmp_path_factory.mktemp("made") / "reports.jsonl"
    with reports.open("w", encoding="utf8") as kept:
        for case in made.values():
            kept.write(json.dumps({key: case[key] for key in OF_A_REPORT if case[key]}) + "\n")
    counts = {split: Counter[str]() for split in SPLITS}
    for judged in inspect([reports], ReadOptions(), Reader.load(Settings.build(environment={}))):
        assert isinstance(judged, Judged), str(judged)
        case = made[judged.known.found.report.id]
        told = zip(case["speakers"], of_read_statements(judged.known, case["speakers"]), strict=True)
        counts[case["split"]].update(one for label, voice in told if (one := outcome(label, voice)))
    found = {split: Score.of(count) for split, count in counts.items()}
    for split, score in found.items():
        print(f"{split:12} {score}")
    return found


@pytest.mark.parametrize("split", SPLITS)
def test_no_figure_falls_short_of_its_floor(split: str, scores: dict[str, Score]) -> None:
    floor, score = FLOORS[split], scores[split]
    assert score.right >= floor["right"] - SLACK, score
    assert score.wrong <= floor["wrong"] + SLACK, score
    assert score.given <= floor["given"] + SLACK, score
    assert score.read >= floor["read"] - SLACK, score


def test_the_floors_were_pinned_on_these_labels() -> None:
    assert hashlib.sha256(CASES.read_bytes()).hexdigest() == FLOORS["cases_sha256"]


def test_the_labels_lie_where_their_words_are() -> None:
    codes = set(World.load().actors)
    for case in cases():
        places = [label["at"] for label in case["speakers"]]
        assert places == sorted(places), case["id"]
        for label in case["speakers"]:
            assert case["text"][slice(*label["at"])] == label["words"], case["id"]
            assert {*label["actors"]} <= codes, (case["id"], label)
            assert bool(label["actors"]) == (label["sector"] == "actor"), (case["id"], label)
            assert not (label["open"] and label["actors"]), (case["id"], label)
