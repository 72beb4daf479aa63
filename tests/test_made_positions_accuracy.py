"""The gate for positions on invented reports: near misses of the matter, of the holder and of the sign."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import Judged, Position
from onrecord.pipeline import Reader, inspect, load_questions
from onrecord.read import ReadOptions
from onrecord.settings import Settings
from onrecord.world import World

HERE = Path(__file__).parent
CASES = HERE / "cases" / "made_positions.jsonl"
QUESTIONS = HERE / "cases" / "made_questions.toml"
FLOORS = tomllib.loads((HERE / "floors_made_positions.toml").read_text("utf8"))
SPLITS = ("worked on", "only scored")
OF_A_REPORT = ("id", "published", "text")
# Figures are rounded to a tenth of a percent.
SLACK = 0.05

Side = tuple[str, str]


def cases() -> list[dict[str, Any]]:
    """The reports with their labels, in the order of the file."""
    return [json.loads(line) for line in CASES.read_text("utf8").splitlines()]


def is_counted(position: Position) -> bool:
    """Whether the table counts it: a settled side of the actor's own, by its word or the narrator's."""
    return (
        position.side is not None
        and not position.unsure
        and position.route != "by_membership"
        and position.asserted_by in ("self", "narrator")
    )


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[Side]]:
    """The counted (actor, side) of every report on its question, by the report's id."""
    reports = tmp_path_factory.mktemp("made") / "reports.jsonl"
    made = cases()
    reports.write_text(
        "".join(json.dumps({key: case[key] for key in OF_A_REPORT}) + "\n" for case in made), "utf8"
    )
    asked = {case["id"]: case["question"] for case in made}
    found: dict[str, set[Side]] = {}
    reader = Reader.load(Settings.build(environment={}))
    for judged in inspect([reports], ReadOptions(), reader, load_questions(QUESTIONS)):
        assert isinstance(judged, Judged), str(judged)
        name = judged.known.found.report.id
        found[name] = {
            (p.actor, p.side or "")
            for p in judged.positions
            if p.question == asked[name] and p.actor and is_counted(p)
        }
    return found


@pytest.mark.parametrize("split", SPLITS)
def test_no_figure_falls_under_its_floor(split: str, sides: dict[str, set[Side]]) -> None:
    count = Counter[str]()
    for case in cases():
        if case["split"] == split:
            may = {(p["actor"], p["side"]) for p in case["positions"]}
            need = {(p["actor"], p["side"]) for p in case["positions"] if not p.get("optional")}
            got = sides[case["id"]]
            count += Counter(right=len(got & need), found=len(got - (may - need)), gold=len(need))
    reached = {
        "precision": 100 * count["right"] / count["found"],
        "recall": 100 * count["right"] / count["gold"],
    }
    print(f"{split:12} {count} {reached}")
    fallen = {k: (reached[k], floor) for k, floor in FLOORS[split].items() if reached[k] < floor - SLACK}
    assert not fallen, f"{split}: (now, floor) {fallen}"


def test_the_floors_were_pinned_on_these_labels() -> None:
    assert hashlib.sha256(CASES.read_bytes()).hexdigest() == FLOORS["cases_sha256"]


def test_every_report_has_a_question_of_its_own_and_known_actors() -> None:
    questions = {question.id: question for question in load_questions(QUESTIONS)}
    codes = set(World.load().actors)
    made = cases()
    assert len({case["question"] for case in made}) == len(made) == len(questions)
    for case in made:
        since = questions[case["question"]].since
        assert since.isoformat() < case["published"] <= (since + timedelta(days=90)).isoformat(), case["id"]
        assert {p["actor"] for p in case["positions"]} <= codes, case["id"]
