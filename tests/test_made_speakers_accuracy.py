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
# Five writers' reports.
SETS = ("made_speakers", "made_speakers_second", "made_speakers_third")
CASES = {name: HERE / "cases" / f"{name}.jsonl" for name in SETS}
FLOORS = {name: tomllib.loads((HERE / f"floors_{name}.toml").read_text("utf8")) for name in SETS}
SPLITS = ("worked on", "only scored")
OF_A_REPORT = ("id", "published", "title", "text")
# Figures are rounded to a tenth of a percent.
SLACK = 0.05


def cases(name: str) -> Iterator[dict[str, Any]]:
    """The reports of a set with their labels, in the order of the file."""
    return map(json.loads, CASES[name].read_text("utf8").splitlines())


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Score]]:
    """Scores by set and split; printed, so that `pytest -s` shows them."""
    return {name: _scored(name, tmp_path_factory) for name in SETS}


def _scored(name: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    made = {case["id"]: case for case in cases(name)}
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
        print(f"{name} {split:12} {score}")
    return found


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("split", SPLITS)
def test_no_figure_falls_short_of_its_floor(
    name: str, split: str, scores: dict[str, dict[str, Score]]
) -> None:
    floor, score = FLOORS[name][split], scores[name][split]
    assert score.right >= floor["right"] - SLACK, score
    assert score.wrong <= floor["wrong"] + SLACK, score
    assert score.given <= floor["given"] + SLACK, score
    assert score.read >= floor["read"] - SLACK, score


@pytest.mark.parametrize("name", SETS)
def test_the_floors_were_pinned_on_these_labels(name: str) -> None:
    assert hashlib.sha256(CASES[name].read_bytes()).hexdigest() == FLOORS[name]["cases_sha256"]


@pytest.mark.parametrize("name", SETS)
def test_the_labels_lie_where_their_words_are(name: str) -> None:
    codes = set(World.load().actors)
    for case in cases(name):
        places = [label["at"] for label in case["speakers"]]
        assert places == sorted(places), case["id"]
        for label in case["speakers"]:
            assert case["text"][slice(*label["at"])] == label["words"], case["id"]
            assert {*label["actors"]} <= codes, (case["id"], label)
            assert bool(label["actors"]) == (label["sector"] == "actor"), (case["id"], label)
            assert not (label["open"] and label["actors"]), (case["id"], label)
