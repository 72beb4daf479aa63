"""The gate for how voices are sourced, their occasions and relays, and for events, on agency reports."""

from __future__ import annotations

import gzip
import hashlib
import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from evaluation import evaluation_folder, needs_data
from spoken_for import HELD_OUT, attributions, of_read_statements
from voiced import EVENTS, FOUND, HALVES, MEASURES, VOICES, Told, events, half, labels, percent

from onrecord.model import Judged
from onrecord.pipeline import Reader, inspect
from onrecord.read import ReadOptions
from onrecord.settings import Settings
from onrecord.world import World

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors_voices.toml").read_text("utf8"))
NAMES = [f"{measure}, {split}" for measure in (*MEASURES, "events") for split in HALVES]
ENOUGH = {"voices": 60, "events": 40}
FILES = {"voices_sha256": VOICES, "found_sha256": FOUND, "events_sha256": EVENTS}


def statements() -> dict[str, list[dict[str, object]]]:
    return labels(VOICES, "statements") | labels(FOUND, "statements")


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter[str]]:
    """Outcomes by "measure, half"; the scores are printed, so that `pytest -s` shows them."""
    voiced, told, apart = statements(), labels(EVENTS, "events"), labels(EVENTS, "apart")
    reports = tmp_path_factory.mktemp("voices") / "reports.jsonl"
    with (
        gzip.open(evaluation_folder() / FLOORS["reports"], "rt", encoding="utf8") as lines,
        reports.open("w", encoding="utf8") as kept,
    ):
        kept.writelines(line for line in lines if json.loads(line)["id"] in voiced)
    found = {name: Counter[str]() for name in NAMES}
    for judged in inspect([reports], ReadOptions(), Reader.load(Settings.build(environment={}))):
        assert isinstance(judged, Judged), str(judged)
        report = judged.known.found.report.id
        voices = list(of_read_statements(judged.known, voiced[report]))
        for measure, outcomes in MEASURES.items():
            for label, voice in zip(voiced[report], voices, strict=True):
                found[f"{measure}, {half(report)}"].update(outcomes(label, voice))
        found[f"events, {half(report)}"].update(events(judged.known, told[report], apart[report]))
    for name, count in found.items():
        print(f"{name:24} {Told.of(count)}")
    return found


@needs_data
@pytest.mark.parametrize("name", NAMES)
def test_no_figure_falls_short_of_its_floor(name: str, counts: dict[str, Counter[str]]) -> None:
    told, floor = Told.of(counts[name]), FLOORS[name]
    assert told.precision >= floor["precision"], told
    assert told.recall >= floor["recall"], told


@needs_data
@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("events")])
def test_day_modality_and_actors_of_the_events_found(name: str, counts: dict[str, Counter[str]]) -> None:
    count = counts[name]
    for part, whole in (("day", "right"), ("modality", "right"), ("actors", "actors told")):
        right = percent(count[whole] - count[part], count[whole])
        print(f"{name}: {part} {right}")
        assert right >= FLOORS[name][part], part


@needs_data
def test_the_floors_were_pinned_on_these_labels_and_reports() -> None:
    for name, path in FILES.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == FLOORS[name], name
    reports = (evaluation_folder() / FLOORS["reports"]).read_bytes()
    assert hashlib.sha256(reports).hexdigest() == FLOORS["reports_sha256"]


def test_the_labels_are_whole() -> None:
    voiced, told, known = statements(), labels(EVENTS, "events"), attributions()
    assert len(voiced) >= ENOUGH["voices"]
    assert sum(bool(rows) for rows in told.values()) >= ENOUGH["events"]
    assert voiced.keys() == told.keys()
    assert not voiced.keys() & HELD_OUT
    for report, rows in labels(VOICES, "statements").items():
        places = [(a["cue"] or a["content"])[0] for a in known[report]]
        assert [row["at"] for row in rows] == places, report
    codes = set(World.load().actors)
    assert {code for rows in told.values() for row in rows for code in row["actors"] or ()} <= codes
