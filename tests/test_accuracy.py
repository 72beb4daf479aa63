"""The shipped model, through the code that `inspect` runs, against the floors in floors.toml."""

import contextlib
import gzip
import hashlib
import importlib.util
import io
import json
import re
import tomllib
from pathlib import Path

import pytest
from evaluation import evaluation_folder, needs_data

from onrecord.extract import Tagger
from onrecord.extract.statements import find_statements
from onrecord.model import Report
from onrecord.read import ReadOptions, read_reports

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["polnear-dev"]


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """F1 by row of the scorer's own print, in percent."""
    folder = tmp_path_factory.mktemp("polnear")
    gold = evaluation_folder() / FLOORS["file"]
    reports, predicted = folder / "dev.jsonl", folder / "predicted.jsonl"
    reports.write_bytes(gzip.decompress(gold.read_bytes()))
    tagger = Tagger.load(threads=2)
    with predicted.open("w", encoding="utf-8") as lines:
        for report in read_reports([reports], ReadOptions()):
            assert isinstance(report, Report), str(report)
            statements = [
                {"cue": one.cue, "source": one.source, "content": one.content}
                for one in find_statements(report, tagger)
            ]
            lines.write(json.dumps({"report": {"id": report.id}, "statements": statements}) + "\n")
    return scored(gold, predicted)


def scored(gold: Path, predicted: Path) -> dict[str, float]:
    found = importlib.util.spec_from_file_location("scorer", evaluation_folder() / FLOORS["scorer"])
    assert found is not None
    assert found.loader is not None
    scorer = importlib.util.module_from_spec(found)
    found.loader.exec_module(scorer)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        scorer.main(str(gold), str(predicted))
    print(printed.getvalue())
    first = r"^(source|cue|content|relation \.5) .*?F1 +([\d.]+)"
    return {row: float(f1) for row, f1 in re.findall(first, printed.getvalue(), re.MULTILINE)}


@needs_data
def test_the_floors_belong_to_this_data() -> None:
    digest = hashlib.sha256((evaluation_folder() / FLOORS["file"]).read_bytes()).hexdigest()
    assert digest == FLOORS["sha256"], f"{FLOORS['file']} is not the data that the floors were measured on"


@needs_data
@pytest.mark.parametrize("role", ["source", "cue", "content"])
def test_exact_spans(scores: dict[str, float], role: str) -> None:
    assert scores[role] >= FLOORS[role]


@needs_data
def test_relations(scores: dict[str, float]) -> None:
    assert scores["relation .5"] >= FLOORS["relation_half"]
