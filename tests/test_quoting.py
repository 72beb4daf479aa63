"""Shared quotations: of one origin together with another sign, never alone.

The pairs of cases/quoted_origins.toml are invented, each read as a report is; the rules were made on the part
"dev".
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from examples_record import TRAWLING, Clock, keep, position, report, row_of
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Report
from onrecord.read import ReadOptions, read_reports
from onrecord.record import Record
from onrecord.record.copies import Carried, Quoted, Text, candidates, compare, from_one_place, related, sketch
from onrecord.record.rows import agencies_of
from onrecord.show.answers import Row

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "quoted_origins.toml").read_text("utf8")
)["pair"]


def carried(report: Report) -> Carried:
    prepared = Text.of(report.text, report.asides)
    return Carried(prepared, report.text, report.outlet, agencies_of(report.text, report.asides))


def read(case: dict[str, Any], folder: Path) -> tuple[Report, Report]:
    path = folder / "pair.jsonl"
    lines = (
        {"id": side, "outlet": case[side]["outlet"], "text": case[side]["text"], "published": "2023-05-03"}
        for side in "ab"
    )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf8")
    a, b = read_reports([path], ReadOptions())
    assert isinstance(a, Report)
    assert isinstance(b, Report)
    return a, b


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['part']}: {case['name']}")
def test_what_makes_one_origin_of_shared_quotations(case: dict[str, Any], tmp_path: Path) -> None:
    a, b = read(case, tmp_path)
    found = from_one_place(carried(a), carried(b))
    assert (found and found.sign) == case.get("sign")
    turned = from_one_place(carried(b), carried(a))
    assert turned == (found and Quoted(found.sign, tuple(sorted((y, x) for x, y in found.stretches))))
    for one, other in found.stretches if found else ():
        assert one.of(a.text) == other.of(b.text)
    alike = compare(Text.of(a.text, a.asides), Text.of(b.text, b.asides))
    assert alike is None or alike.kind == "passage", "they are no copies"
    assert list(candidates([sketch(one.text, one.asides) for one in (a, b)])) == [(0, 1)], "they are compared"


# --- whichever is named first -----------------------------------------------------

PARTS = (
    "the boats stay in the harbour",
    "nobody asked the cod",
    "whatever our cousins in the south",
    "right after the spring",
    "may sing about it by the fire",
    "we have mended every net twice",
)
OWN = (
    "Rain fell on the quay until noon.",
    "Rain fell on the quay until late in the evening, and the gulls sat on the roof of the customs house.",
    "The minister left by the back door while her driver looked for the keys of the second car.",
    "She spoke on a bench.",
)
VERBS = ("she told Fjord Radio", "she told reporters", "she said", "the minister said in Bergen")


def sentences() -> st.SearchStrategy[str]:
    said = st.lists(st.sampled_from(PARTS), min_size=1, max_size=5)
    quoted = st.builds(lambda parts, verb: f'"{" ".join(parts)}," {verb}.', said, st.sampled_from(VERBS))
    return st.one_of(quoted, st.sampled_from(OWN))


def reports() -> st.SearchStrategy[Carried]:
    return st.builds(
        lambda parts, outlet, agencies: Carried(
            Text.of(" ".join(parts)), " ".join(parts), outlet, tuple(agencies)
        ),
        st.lists(sentences(), min_size=1, max_size=7),
        st.sampled_from(["Fjord Radio", "Harbour Post", None]),
        st.sets(st.just("Reuters")),
    )


@given(reports(), reports())
@settings(max_examples=300, deadline=None)
def test_it_does_not_matter_which_of_two_reports_is_named_first(a: Carried, b: Carried) -> None:
    found, turned = from_one_place(a, b), from_one_place(b, a)
    assert turned == (found and found.mirrored())
    alike, other_way = related(a, b), related(b, a)
    assert other_way == (alike and alike.mirrored())


CUT = f'"{PARTS[0]} {PARTS[3]} {PARTS[4]}," she told Fjord Radio.'
MOVED = f'"{PARTS[3].capitalize()}," she said again. "{PARTS[0]} {PARTS[4]}," she said.'


def test_a_record_is_the_same_whichever_report_came_first(tmp_path: Path) -> None:
    """Two quotations are one over words that the other report has elsewhere, or none is long enough."""
    ours = report(f"{OWN[0]} {CUT}", id="a", path="a", outlet="Coastal Wire")
    theirs = report(f"{OWN[3]} {MOVED} {OWN[2]}", id="b", path="b", outlet="Fjord Radio")
    found = []
    for number, order in enumerate(([ours, theirs], [theirs, ours])):
        with Record.open(tmp_path / f"{number}.db", clock=Clock()) as record:
            for incoming in order:
                keep(record, incoming)
            record.relate()
            with record.reading() as connection:
                kinds = connection.exec_driver_sql("select kind from likeness").scalars().all()
            found.append((list(kinds), record.content()))
    assert found[0] == found[1]


# --- in the record ----------------------------------------------------------------

BACKS = "We shall vote for the ban, and we shall drag our neighbours along by the sleeve"


def kept(folder: Path, other: str) -> Row:
    """Norway's row where the Coastal Wire has its word from Fjord Radio, or so `other` says."""
    with Record.open(folder / "onrecord.db", clock=Clock()) as record:
        with record.unit() as unit:
            unit.keep_question(TRAWLING)
        own = report(f'The minister came to our studio. "{BACKS}," she said.', outlet="Fjord Radio", path="a")
        passed_on = report(f'Oslo has made up its mind. "{BACKS}," Ida Holm {other}.', "2023-03-11", path="b")
        keep(record, own, position(own, BACKS, "NOR", "for"))
        keep(record, passed_on, position(passed_on, BACKS, "NOR", "for"))
        record.relate()
        assert not record.verify().faults
        return row_of(record, "NOR")


def test_an_interview_that_is_passed_on_is_one_origin_and_says_why(tmp_path: Path) -> None:
    (origin,) = kept(tmp_path, "told Fjord Radio").origins
    assert origin.reports == ("R1", "R2")
    assert origin.because[-1] == (
        "R1 and R2 share quotations, and one names the outlet of the other as where it has them from"
    )


def test_the_same_words_in_two_reports_are_two_origins_of_one_statement(tmp_path: Path) -> None:
    assert [origin.reports for origin in kept(tmp_path, "told reporters").origins] == [("R1",), ("R2",)]


def test_quotations_that_are_cut_anywhere_are_compared() -> None:
    words = " ".join(f"word{number}" for number in range(40))
    cuts = [f'One thing was said here: "{words.split(" ", cut)[-1]}."' for cut in (0, 7, 19, 30)]
    found = list(candidates([sketch(text, ()) for text in [*cuts, 'Nobody knew: "That is new to me."']]))
    assert found == [(i, j) for i in range(4) for j in range(i + 1, 4)]
