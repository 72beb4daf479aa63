"""The gate for positions: real agency reports marked by hand, split by question.

"held-out" are the reports of heldout.txt, "fresh" others that no rule was made on; both were read twice.
"""

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


SPLITS = ("dev", "test", "held-out", "fresh")
QUESTIONS = {
    "dev": "agency_questions.toml",
    "test": "agency_questions.toml",
    "held-out": "agency_questions_two.toml",
    "fresh": "agency_questions_two.toml",
}


@pytest.fixture(scope="module")
def predicted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What `onrecord inspect --json` prints for the labelled reports, by split."""
    folder = tmp_path_factory.mktemp("agency")
    reader = Reader.load(Settings.build(environment={}))
    with gzip.open(evaluation_folder() / FLOORS["reports"], "rt", encoding="utf8") as lines:
        texts = {json.loads(line)["id"]: line for line in lines}
    found = {split: folder / f"{split}.found.jsonl" for split in SPLITS}
    for split in SPLITS:
        rows = [row for row in labels() if row["split"] == split]
        reports = folder / f"{split}.reports.jsonl"
        reports.write_text("".join(texts[doc] for doc in dict.fromkeys(row["doc"] for row in rows)), "utf8")
        asked = {row["question"] for row in rows}
        questions = [q for q in load_questions(HERE / "cases" / QUESTIONS[split]) if q.id in asked]
        with found[split].open("wb") as out:
            for judged in inspect([reports], ReadOptions(), reader, questions):
                assert isinstance(judged, Judged), str(judged)
                out.write(inspection_line(judged))
    return found


def labels() -> list[dict[str, Any]]:
    return [json.loads(line) for line in LABELS.read_text("utf8").splitlines()]


def score(split: str, predicted: Path) -> dict[str, float]:
    gold = predicted.with_name(f"{split}.gold.jsonl")
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


def test_no_question_stands_in_two_splits() -> None:
    splits = [{row["question"] for row in labels() if row["split"] == split} for split in SPLITS]
    assert len(set().union(*splits)) == sum(map(len, splits))


def test_the_held_out_reports_are_all_there_and_apart() -> None:
    held_out = set((HERE / "heldout.txt").read_text("utf8").split())
    docs = {split: {row["doc"] for row in labels() if row["split"] == split} for split in SPLITS}
    assert docs["held-out"] == held_out
    assert not held_out & (docs["dev"] | docs["test"] | docs["fresh"])
    assert len(docs["held-out"] | docs["fresh"]) >= 60


@pytest.mark.parametrize("split", SPLITS)
def test_no_figure_falls_under_its_floor(split: str, predicted: dict[str, Path]) -> None:
    reached = score(split, predicted[split])
    fallen = {name: (reached[name], floor) for name, floor in FLOORS[split].items() if reached[name] < floor}
    assert not fallen, f"{split}: (now, floor) {fallen}"
