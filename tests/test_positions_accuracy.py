"""The gate for positions: real agency reports marked by hand, in two halves by question."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from evaluation import evaluation_folder, needs_data

from onrecord.model import Judged
from onrecord.pipeline import Reader, inspect, load_questions
from onrecord.read import ReadOptions
from onrecord.settings import Settings
from onrecord.show.inspection import inspection_line

pytestmark = needs_data

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors_positions.toml").read_text("utf8"))
LABELS = HERE / "cases" / "agency_positions.jsonl"


@pytest.fixture(scope="module")
def predicted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `onrecord inspect --json` prints for the labelled reports."""
    folder = tmp_path_factory.mktemp("agency")
    wanted = {row["doc"] for row in labels()}
    reports = folder / "reports.jsonl"
    with (
        gzip.open(evaluation_folder() / FLOORS["reports"], "rt", encoding="utf8") as lines,
        reports.open("w", encoding="utf8") as kept,
    ):
        kept.writelines(line for line in lines if json.loads(line)["id"] in wanted)
    questions = load_questions(HERE / "cases" / "agency_questions.toml")
    reader = Reader.load(Settings.build(environment={}))
    found = folder / "found.jsonl"
    with found.open("wb") as out:
        for judged in inspect([reports], ReadOptions(), reader, questions):
            assert isinstance(judged, Judged), str(judged)
            out.write(inspection_line(judged))
    return found


def labels() -> list[dict[str, Any]]:
    return [json.loads(line) for line in LABELS.read_text("utf8").splitlines()]


def score(split: str, predicted: Path) -> dict[str, float]:
    gold = predicted.with_name(f"{split}.jsonl")
    rows = [row for row in labels() if row["split"] == split]
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf8")
    scorer = [sys.executable, str(evaluation_folder() / FLOORS["scorer"]), str(gold), str(predicted)]
    printed = subprocess.run(scorer, check=True, capture_output=True, text=True).stdout
    print(printed)
    assert "no prediction" not in printed, printed
    figures = re.search(r"^actor\+side P +([\d.]+)  R +([\d.]+)  F1 +([\d.]+)", printed, re.M)
    assert figures is not None, printed
    return dict(zip(("precision", "recall", "f1"), map(float, figures.groups()), strict=True))


def test_the_floors_belong_to_this_data() -> None:
    reports = (evaluation_folder() / FLOORS["reports"]).read_bytes()
    assert hashlib.sha256(reports).hexdigest() == FLOORS["reports_sha256"]
    assert hashlib.sha256(LABELS.read_bytes()).hexdigest() == FLOORS["labels_sha256"]


def test_no_question_stands_in_both_halves() -> None:
    halves = [{row["question"] for row in labels() if row["split"] == split} for split in ("dev", "test")]
    assert not halves[0] & halves[1]


@pytest.mark.parametrize("split", ["dev", "test"])
def test_no_figure_falls_under_its_floor(split: str, predicted: Path) -> None:
    reached = score(split, predicted)
    fallen = {name: (reached[name], floor) for name, floor in FLOORS[split].items() if reached[name] < floor}
    assert not fallen, f"{split}: (now, floor) {fallen}"
