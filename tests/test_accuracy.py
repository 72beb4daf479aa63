"""The shipped model, through the code that `inspect` runs, against the floors in floors.toml."""

import contextlib
import gzip
import hashlib
import importlib.util
import io
import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from evaluation import evaluation_folder, needs_data

from onrecord.extract import Tagger
from onrecord.extract.statements import find_statements
from onrecord.model import Report
from onrecord.read import ReadOptions, read_reports

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
HELD_OUT = (HERE / "heldout.txt").read_text(encoding="utf-8").split()
AGENCY_LABELS = HERE / "cases" / "agency_statements.jsonl"
TRAINED_ON = HERE.parent / "training" / "statements" / "agency.jsonl"
SETS = ("polnear-dev", "agency-held-out")
# A reader of agency reports must not lose more than this against the kind of text that the model learned
# from.
GAP = 5.0


def json_lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def gold_of(name: str) -> list[dict[str, Any]]:
    """The reports of a set with their attributions."""
    reports = json_lines(gzip.decompress((evaluation_folder() / FLOORS[name]["file"]).read_bytes()).decode())
    if name == "polnear-dev":
        return reports
    texts = {report["id"]: report for report in reports}
    return [texts[label["id"]] | label for label in json_lines(AGENCY_LABELS.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, float]]:
    """F1 by set and row of the scorer's own print, in percent; of spans that `as marked`."""
    tagger = Tagger.load(threads=2)
    return {name: measured(gold_of(name), tagger, tmp_path_factory.mktemp("read")) for name in SETS}


def measured(gold: Iterable[dict[str, Any]], tagger: Tagger, folder: Path) -> dict[str, float]:
    reports, predicted = folder / "reports.jsonl", folder / "predicted.jsonl"
    reports.write_text("".join(json.dumps(report) + "\n" for report in gold), encoding="utf-8")
    with predicted.open("w", encoding="utf-8") as lines:
        for report in read_reports([reports], ReadOptions()):
            assert isinstance(report, Report), str(report)
            statements = [
                {"cue": one.cue, "source": one.source, "content": one.content}
                for one in find_statements(report, tagger)
            ]
            lines.write(json.dumps({"report": {"id": report.id}, "statements": statements}) + "\n")
    return scored(reports, predicted)


def scored(gold: Path, predicted: Path) -> dict[str, float]:
    found = importlib.util.spec_from_file_location("scorer", evaluation_folder() / FLOORS["scorer"])
    assert found is not None
    assert found.loader is not None
    scorer = importlib.util.module_from_spec(found)
    found.loader.exec_module(scorer)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        scorer.main(str(gold), str(predicted))
    print(printed.getvalue())
    # Of each role the last figure, `as marked`: exact spans without any allowance at their edges.
    last = r"^(source|cue|content|relation \.5) .*F1 +([\d.]+)"
    return {row: float(f1) for row, f1 in re.findall(last, printed.getvalue(), re.MULTILINE)}


@needs_data
@pytest.mark.parametrize("name", SETS)
def test_the_floors_belong_to_this_data(name: str) -> None:
    digest = hashlib.sha256((evaluation_folder() / FLOORS[name]["file"]).read_bytes()).hexdigest()
    assert digest == FLOORS[name]["sha256"], f"{name} is not the data that the floors were measured on"


@needs_data
@pytest.mark.parametrize("role", ["source", "cue", "content", "relation .5"])
@pytest.mark.parametrize("name", SETS)
def test_scores(scores: dict[str, dict[str, float]], name: str, role: str) -> None:
    assert scores[name][role] >= FLOORS[name][role.replace(" .5", "_half")]


@needs_data
def test_agency_reports_are_read_as_well_as_what_the_model_learned_from(
    scores: dict[str, dict[str, float]],
) -> None:
    assert scores["agency-held-out"]["relation .5"] >= scores["polnear-dev"]["relation .5"] - GAP


def test_the_held_out_reports_are_labelled_and_never_trained_on() -> None:
    labelled = [line["id"] for line in json_lines(AGENCY_LABELS.read_text(encoding="utf-8"))]
    trained = {line["id"] for line in json_lines(TRAINED_ON.read_text(encoding="utf-8"))}
    assert len(HELD_OUT) == 30
    assert sorted(labelled) == sorted(HELD_OUT)
    assert len(trained) >= 50
    assert not trained & set(HELD_OUT)
