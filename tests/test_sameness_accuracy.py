"""How well the program tells statements that are the same, on invented pairs: see `floors_sameness.toml`."""

from __future__ import annotations

import hashlib
import json
import tomllib
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import Moment
from onrecord.show.sameness import Said, same

HERE = Path(__file__).parent
CASES = HERE / "cases" / "same_statements.jsonl"
FLOORS = tomllib.loads((HERE / "floors_sameness.toml").read_text(encoding="utf-8"))

Label = tuple[str, str]  # event and group: equal for statements that are the same


def cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def labelled(split: str) -> list[tuple[Label, Said]]:
    """Every statement of one half with its label."""
    return [
        ((event["event"], one["group"]), said_of(event["event"], one))
        for event in cases()
        if event["split"] == split
        for one in event["statements"]
    ]


def said_of(event: str, one: dict[str, Any]) -> Said:
    """`said_on` null: the report gives no day; `report` counts the reports of one event."""
    published = date.fromisoformat(one["published"])
    day = date.fromisoformat(one["said_on"]) if one["said_on"] else None
    moment = Moment(one["said_on"], day, day or published, "stated" if day else "published")
    voice = one["speaker"], one["office"], tuple(one["actors"])
    return Said(one["words"], *voice, moment, published, one["direct"], (event, one["report"]))


def scores(split: str) -> dict[str, float]:
    """Precision, recall and F1 over pairs, in percent."""
    statements = labelled(split)
    pairs = combinations(range(len(statements)), 2)
    wanted = {pair for pair in pairs if statements[pair[0]][0] == statements[pair[1]][0]}
    groups = same([said for _, said in statements])
    told = {pair for group in groups for pair in combinations(sorted(group), 2)}
    right = len(wanted & told)
    return {
        "precision": 100 * right / len(told),
        "recall": 100 * right / len(wanted),
        "f1": 200 * right / (len(told) + len(wanted)),
    }


@pytest.mark.parametrize("split", ["dev", "test"])
def test_pairs_of_statements_are_told_no_worse_than_before(split: str) -> None:
    reached, floors = scores(split), FLOORS[split]
    print(f"\n{split}: " + ", ".join(f"{name} {value:.1f}" for name, value in reached.items()))
    assert all(reached[name] >= floors[name] for name in floors), (
        f"{split}: {reached} against the floors {floors} of tests/floors_sameness.toml"
    )


def test_the_cases_are_the_ones_that_were_scored() -> None:
    assert hashlib.sha256(CASES.read_bytes()).hexdigest() == FLOORS["cases_sha256"]


def test_the_halves_share_no_event_and_hold_enough_pairs() -> None:
    events = cases()
    assert len({event["event"] for event in events}) == len(events) >= 60
    assert sum(n * (n - 1) // 2 for n in (len(event["statements"]) for event in events)) >= 300
