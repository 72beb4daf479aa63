"""The gate for time expressions: no score of theirs may fall under its floor in floors_dates.toml."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from evaluation import evaluation_folder, needs_data

from onrecord.extract.dates import find_dates
from onrecord.extract.sentences import split_sentences
from onrecord.read import read_reports

pytestmark = needs_data

FLOORS = tomllib.loads(Path(__file__).with_name("floors_dates.toml").read_text("utf8"))


def score(corpus: str, folder: Path, scratch: Path) -> dict[str, float]:
    """The F1 of each line of the scorer, and the share of bare weekdays that are right, in percent."""
    gold = scratch / f"{corpus}.jsonl"
    gold.write_bytes(gzip.decompress((folder / "data" / "timeml" / f"{corpus}.jsonl.gz").read_bytes()))
    found = scratch / "found.jsonl"
    with found.open("w", encoding="utf8") as lines:
        for report in read_reports([gold]):
            dates = [
                {"start": timex.span.start, "end": timex.span.end, "type": timex.type, "value": timex.value}
                for timex in find_dates(report, split_sentences(report))
            ]
            lines.write(json.dumps({"report": {"id": report.id}, "dates": dates}) + "\n")
    scorer = [sys.executable, str(folder / "eval" / "score_dates.py"), str(gold), str(found)]
    printed = subprocess.run(scorer, check=True, capture_output=True, text=True).stdout
    assert "no prediction" not in printed, printed
    scores = {name: float(f1) for name, f1 in re.findall(r"^(\w+) .*F1 +([\d.]+)", printed, re.M)}
    weekdays = re.search(r"bare weekdays .*\(([\d.]+)%\)", printed)
    assert weekdays is not None, printed
    return scores | {"bare_weekdays": float(weekdays[1])}


@pytest.mark.parametrize("corpus", sorted(FLOORS))
def test_no_number_falls_under_its_floor(corpus: str, tmp_path: Path) -> None:
    folder = evaluation_folder()
    floors = dict(FLOORS[corpus])
    data = (folder / "data" / "timeml" / f"{corpus}.jsonl.gz").read_bytes()
    assert hashlib.sha256(data).hexdigest() == floors.pop("sha256"), "floors were pinned on other data"
    scores = score(corpus, folder, tmp_path)
    fallen = {name: (scores[name], floor) for name, floor in floors.items() if scores[name] < floor}
    assert not fallen, f"{corpus}: (now, floor) {fallen}"
