"""The gate for copies: which of many reports carry one text.

Versions of real agency reports are made by tests/copies_made.py, thrown together with all the reports, and
grouped again. Scored are pairs of reports in one group. The method was set on the part "dev"; the floors hold
for "test", whose originals are others. Beside them stand follow-ups, which are no copies.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pytest
from copies_made import CASES, GROUPS, REWORDED, Corpus, Part, Version
from evaluation import evaluation_folder, needs_data

from onrecord.model import Report
from onrecord.read import ReadOptions, read_reports
from onrecord.record.copies import Text, candidates, compare, groups, sketch

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "samples" / "reports"
FLOORS = tomllib.loads((HERE / "floors_copies.toml").read_text("utf8"))
SHOWN = 25
PARTS: tuple[Part, ...] = ("dev", "test")

Pair = tuple[str, str]


def read(paths: list[Path]) -> list[Report]:
    found = list(read_reports(paths, ReadOptions()))
    assert all(isinstance(one, Report) for one in found), [str(one) for one in found]
    return [one for one in found if isinstance(one, Report)]


def grouped(reports: list[Report]) -> tuple[list[list[int]], list[tuple[int, int]]]:
    """The groups of reports, and all pairs that were compared."""
    texts = [Text.of(report.text, report.asides) for report in reports]
    pairs = list(candidates([sketch(report.text, report.asides) for report in reports]))
    found = [(i, j, compare(texts[i], texts[j])) for i, j in pairs]
    links = [(i, j) for i, j, likeness in found if likeness and likeness.kind == "copy"]
    return groups(len(reports), links), pairs


def pairs_of(of: Iterable[Iterable[str]]) -> set[Pair]:
    return {pair for members in of for pair in combinations(sorted(members), 2)}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus.load(evaluation_folder() / FLOORS["reports"])


def measured(corpus: Corpus, part: Part, folder: Path) -> tuple[float, float]:
    """F1 and precision over pairs in one group, as percentages; printed with what went wrong."""
    made = {
        version.id: version
        for version in (
            *(Version(one, one, "original", report["text"]) for one, report in corpus.reports.items()),
            *corpus.made(part),
        )
        if version.id not in corpus.left_out
    }
    path = folder / "reports.jsonl"
    lines = ({"id": one.id, "text": one.text, "published": "2006-12-31"} for one in made.values())
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf8")
    reports = read([path])
    one_text = dict(reversed(pair) for pair in corpus.near)
    together: dict[str, list[str]] = {}
    for version in made.values():
        together.setdefault(one_text.get(version.group, version.group), []).append(version.id)
    true = pairs_of(together.values())
    said, met = grouped(reports)
    found = pairs_of([reports[one].id for one in members] for members in said)
    brought = {tuple(sorted((reports[i].id, reports[j].id))) for i, j in met}
    right = len(found & true)
    f1, precision = 200 * right / (len(found) + len(true)), 100 * right / len(found)
    print(
        f"\n{part}: F1 {f1:.1f}, precision {precision:.1f}, recall {100 * right / len(true):.1f} of "
        f"{len(true)} pairs among {len(reports)} reports; {len(met)} compared, "
        f"{len(true & brought)} of the true ones brought together"
    )
    missed = Counter(made[one].kind for pair in true - found for one in pair)
    print("missed pairs by kind:", dict(missed.most_common()))
    for a, b in sorted(found - true)[:SHOWN]:
        print("wrongly one:", a, "|", b)
    return f1, precision


@needs_data
@pytest.mark.parametrize("part", PARTS)
def test_copies_are_found_again(part: Part, corpus: Corpus, tmp_path: Path) -> None:
    f1, precision = measured(corpus, part, tmp_path)
    assert f1 >= FLOORS[part]["f1"]
    assert precision >= FLOORS[part]["precision"]


@needs_data
@pytest.mark.parametrize("part", PARTS)
def test_a_follow_up_that_repeats_half_of_a_story_is_seldom_called_a_copy(part: Part, corpus: Corpus) -> None:
    """Where it opens with as much of its own."""
    pairs = [(Text.of(one), Text.of(other)) for one, other in corpus.followed_up(part)]
    called = sum((found := compare(one, other)) is not None and found.kind == "copy" for one, other in pairs)
    print(f"\n{part}: {called} of {len(pairs)} follow-ups are called copies")
    assert 100 * called / len(pairs) <= FLOORS[part]["follow_ups"]


@needs_data
def test_the_floors_were_pinned_on_these_reports_and_versions(corpus: Corpus) -> None:
    reports = (evaluation_folder() / FLOORS["reports"]).read_bytes()
    assert hashlib.sha256(reports).hexdigest() == FLOORS["reports_sha256"]
    for part in PARTS:
        made = "".join(f"{one.id}\n{one.group}\n{one.text}\n" for one in corpus.made(part))
        assert hashlib.sha256(made.encode()).hexdigest() == FLOORS[part]["made_sha256"], part


@needs_data
def test_no_part_learns_of_the_other(corpus: Corpus) -> None:
    sources = corpus.sources()
    assert not set(sources["dev"]) & set(sources["test"])
    for of in sources.values():
        assert len(of) == GROUPS
        assert len(set(of) & corpus.rewordings.keys()) == REWORDED


@needs_data
def test_the_rewordings_hold_no_words_of_the_reports(corpus: Corpus) -> None:
    """At most seven words on end, and quotations only as places."""
    for source in corpus.rewordings:
        theirs = set(runs(corpus.text(source)))
        ours = corpus.rewordings[source][1]
        kept = [run for piece in ours.split("{{") for run in runs(piece.rpartition("}}")[2])]
        assert not [run for run in kept if run in theirs], source


def runs(text: str) -> list[tuple[str, ...]]:
    """Every eight words on end."""
    words = "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()
    return [tuple(words[at : at + 8]) for at in range(len(words) - 7)]


def test_the_samples_are_grouped_as_by_hand() -> None:
    reports = read(sorted(path for path in SAMPLES.rglob("*") if path.is_file()))
    said, _ = grouped(reports)
    found = [{Path(reports[one].path).name for one in members} for members in said if len(members) > 1]
    expected = tomllib.loads((CASES / "sample_copies.toml").read_text("utf8"))["groups"]
    assert sorted(map(sorted, found)) == sorted(map(sorted, expected))
