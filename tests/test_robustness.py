"""Statements in every dress that print gives them: the cases stand in `cases/robustness.toml`."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from onrecord.extract.quotes import find_quotations
from onrecord.extract.statements import find_statements
from onrecord.extract.tagger import Attribution, Tagger
from onrecord.model import Report, Span, Statement
from onrecord.read import read_reports

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "robustness.toml").read_text(encoding="utf-8")
)["case"]
KINDS = {case["kind"] for case in CASES}


@cache
def shipped() -> Tagger:
    return Tagger.load(threads=1)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Report]:
    """The cases, read as a user's file is: that is where datelines and other layout are set aside."""
    file = tmp_path_factory.mktemp("robustness") / "cases.jsonl"
    rows = ({"published": "2024-05-06", "text": case["text"]} for case in CASES)
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = [report for report in read_reports([file]) if isinstance(report, Report)]
    assert len(found) == len(CASES)
    return found


def shape(report: Report, statement: Statement) -> dict[str, Any]:
    """The words of a statement, without the punctuation that ends a span: PolNeAR marks "said:" and "X, a
    doctor," as well as "said" and "X, a doctor", and no reader of a table minds.
    """
    words = {
        part: [span.of(report.text).rstrip(" ,") for span in getattr(statement, part)]
        for part in ("source", "cue")
    }
    cue = " | ".join(words["cue"])
    shown = {
        "directness": statement.directness,
        "source": " | ".join(words["source"]),
        "cue": cue.rstrip(":") or cue,
        "content": [span.of(report.text).rstrip(".") for span in statement.content],
    }
    return shown | ({"continues": int(statement.continues[1:])} if statement.continues else {})


def parameters() -> list[Any]:
    return [
        pytest.param(
            number,
            id=f"{case['kind']}: {' '.join(case['text'].split()[:6])}",
            marks=[pytest.mark.xfail(reason=reason, strict=True) for reason in case.get("known_to_fail", ())],
        )
        for number, case in enumerate(CASES)
    ]


@pytest.mark.parametrize("number", parameters())
def test_statements_in_print(number: int, reports: list[Report]) -> None:
    report = reports[number]
    found = [shape(report, statement) for statement in find_statements(report, shipped())]
    assert found == expected(CASES[number])


def expected(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            key: [part.rstrip(".") for part in value] if key == "content" else value
            for key, value in says.items()
        }
        for says in case["says"]
    ]


class Silent(Tagger):
    """A tagger that finds nothing."""

    def __init__(self) -> None:
        pass

    def read(self, text, paragraphs, sentences=()):
        return ()


class Astray(Tagger):
    """A tagger that takes half of every quotation for nobody's words."""

    def __init__(self) -> None:
        pass

    def read(self, text, paragraphs, sentences=()):
        quoted = [one for paragraph in paragraphs for one in find_quotations(text, *paragraph)]
        halves = (Span(one.start + 3, (one.start + one.end) // 2) for one in quoted)
        return tuple(Attribution((), (), (half,), 0.5) for half in halves)


# What stands beside its speaker in print needs no tagger.
@pytest.mark.parametrize("tagger", [Silent(), Astray()], ids=["silent", "astray"])
@pytest.mark.parametrize(
    "number",
    [
        pytest.param(number, id=f"{case['kind']}: {' '.join(case['text'].split()[:6])}")
        for number, case in enumerate(CASES)
        if case.get("in_print")
    ],
)
def test_direct_quotations_whatever_the_tags_say(number: int, tagger: Tagger, reports: list[Report]) -> None:
    report = reports[number]
    found = [shape(report, statement) for statement in find_statements(report, tagger)]
    assert found == expected(CASES[number])


def test_the_table_is_broad_and_few_of_its_cases_fail() -> None:
    assert all(sum(case["kind"] == kind for case in CASES) >= 3 for kind in KINDS)
    assert sum("known_to_fail" in case for case in CASES) <= 5
