"""The gate for speakers: whom the statements of labelled agency reports are made for."""

from __future__ import annotations

import gzip
import hashlib
import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from evaluation import evaluation_folder, needs_data
from spoken_for import (
    FOUND,
    HELD_OUT,
    LABELS,
    Score,
    attributions,
    of_labelled_statements,
    of_read_statements,
    outcome,
    speakers,
)

from onrecord.model import Judged
from onrecord.pipeline import Reader, inspect
from onrecord.read import ReadOptions
from onrecord.settings import Settings
from onrecord.world import World

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors_speakers.toml").read_text("utf8"))
SPLITS = ("held-out", "others")
NAMES = (
    *(f"{split} {way}" for split in SPLITS for way in ("labelled", "read")),
    *(f"{name} read" for name in FOUND),
)
ENOUGH = 100


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    """Scores by "split way"; printed, so that `pytest -s` shows them."""
    labels = speakers()
    found = {report: (name, told) for name, path in FOUND.items() for report, told in speakers(path).items()}
    reports = tmp_path_factory.mktemp("speakers") / "reports.jsonl"
    with (
        gzip.open(evaluation_folder() / FLOORS["reports"], "rt", encoding="utf8") as lines,
        reports.open("w", encoding="utf8") as kept,
    ):
        kept.writelines(line for line in lines if json.loads(line)["id"] in labels | found)
    world = World.load()
    counts = {name: Counter[str]() for name in NAMES}
    for judged in inspect([reports], ReadOptions(), Reader.load(Settings.build(environment={}))):
        assert isinstance(judged, Judged), str(judged)
        report = judged.known.found.report
        if report.id in found:
            name, said = found[report.id]
            told = zip(said, of_read_statements(judged.known, said), strict=True)
            counts[f"{name} read"].update(one for label, voice in told if (one := outcome(label, voice)))
            continue
        split = "held-out" if report.id in HELD_OUT else "others"
        ways = {
            "labelled": of_labelled_statements(report, world),
            "read": list(of_read_statements(judged.known, labels[report.id])),
        }
        for way, voices in ways.items():
            told = zip(labels[report.id], voices, strict=True)
            counts[f"{split} {way}"].update(one for label, voice in told if (one := outcome(label, voice)))
    made = {name: Score.of(count) for name, count in counts.items()}
    for name, score in made.items():
        print(f"{name:18} {score}")
    return made


@needs_data
@pytest.mark.parametrize("name", NAMES)
def test_no_figure_falls_short_of_its_floor(name: str, scores: dict[str, Score]) -> None:
    floor, score = FLOORS[name], scores[name]
    assert score.right >= floor["right"], score
    assert score.wrong <= floor["wrong"], score
    assert score.given <= floor["given"], score


@needs_data
def test_the_floors_were_pinned_on_these_labels_and_reports() -> None:
    assert hashlib.sha256(LABELS.read_bytes()).hexdigest() == FLOORS["labels_sha256"]
    for name, path in FOUND.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == FLOORS[f"{name}_sha256"], name
    reports = (evaluation_folder() / FLOORS["reports"]).read_bytes()
    assert hashlib.sha256(reports).hexdigest() == FLOORS["reports_sha256"]


def test_the_labels_are_whole() -> None:
    labels, statements, codes = speakers(), attributions(), set(World.load().actors)
    assert len(labels) >= ENOUGH
    assert labels.keys() >= HELD_OUT
    for report, told in labels.items():
        places = [(a["cue"] or a["content"])[0] for a in statements[report]]
        assert [one["at"] for one in told] == places, report
        unknown = {code for one in told for code in one["actors"]} - codes
        # A held-out label may name who stands in no table: the tables must not learn of it from there.
        assert not unknown or report in HELD_OUT, (report, unknown)
