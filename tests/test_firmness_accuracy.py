"""The gate for how firmly sides are taken: 80 invented sentences, from the text to the position."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from firmly import CASES, HALVES, QUESTIONS, Told, cases, outcomes, positions_of

from onrecord.pipeline import Reader
from onrecord.settings import Settings

FLOORS = tomllib.loads((Path(__file__).parent / "floors_firmness.toml").read_text("utf8"))


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter[str]]:
    """Outcomes by half; the scores are printed, so that `pytest -s` shows them."""
    reader, folder = Reader.load(Settings.build(environment={})), tmp_path_factory.mktemp("firmness")
    found = {half: Counter[str]() for half in HALVES}
    for half, rows in cases().items():
        for row, positions in zip(rows, positions_of(rows, reader, folder), strict=True):
            found[half].update(outcomes(row, positions))
        print(f"{half:12} {Told.of(found[half])}, {dict(found[half])}")
    return found


@pytest.mark.parametrize("half", HALVES)
def test_no_figure_falls_short_of_its_floor(half: str, counts: dict[str, Counter[str]]) -> None:
    told, floor = Told.of(counts[half]), FLOORS[half]
    assert told.precision >= floor["precision"], told
    assert told.recall >= floor["recall"], told
    assert told.recall_of_found >= floor["recall_of_found"], told


def test_the_floors_were_pinned_on_these_cases() -> None:
    for name, path in (("cases_sha256", CASES), ("questions_sha256", QUESTIONS)):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == FLOORS[name], name


def test_the_cases_are_whole() -> None:
    rows = [row for half in HALVES for row in cases()[half]]
    assert len(rows) == 80
    kinds = Counter(row.get("firmness") for row in rows)
    assert min(kinds[kind] for kind in ("firm", "tentative", None)) >= 20
    assert all(words in row["text"] for row in rows for words in row.get("words", ()))
    assert all(bool(row.get("words")) == ("firmness" in row) for row in rows)
