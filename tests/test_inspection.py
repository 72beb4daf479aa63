"""What `inspect --json` prints for a report: every key of DESIGN.md's contract, in its order."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from onrecord.model import (
    Candidate,
    Event,
    Firmness,
    Found,
    Involvement,
    Judged,
    Known,
    Moment,
    Position,
    Reading,
    Reason,
    Relay,
    Report,
    Span,
    Speaker,
    Statement,
    Timex,
    Voice,
)
from onrecord.show.inspection import inspection, inspection_line

TEXT = "On Monday Norway’s foreign minister Ine Dahl said Norway “will recognise” Palestine, NRK reported."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def pair(words: str) -> list[int]:
    return list(at(words))


MONDAY = Moment("2024-05-20", date(2024, 5, 20), date(2024, 5, 20), "stated")
BY_THEN = Moment(None, None, date(2024, 5, 22), "published")

REPORT = Report(
    id="r1",
    path="norway.txt",
    text=TEXT,
    published=date(2024, 5, 22),
    outlet="NRK",
    title=None,
    url="https://example.org/1",
    language="en",
    digest="0" * 64,
)
STATEMENT = Statement(
    id="s1",
    cue=(at("said"),),
    source=(at("Norway’s foreign minister Ine Dahl"),),
    content=(at("Norway “will recognise” Palestine"),),
    directness="indirect",
    confidence=0.91,
)
VOICE = Voice(
    statement="s1",
    speaker=Speaker(
        name="Ine Dahl",
        office="foreign minister",
        sector="government",
        actor="NOR",
        actors=("NOR",),
        because=(Reason("title before the name", at("Norway’s foreign minister")), Reason("own country")),
    ),
    candidates=(),
    relayed_by=(Relay("NRK", at("NRK")),),
    sourcing="named",
    route="own",
    occasion=None,
    speaks_for_actor=True,
)
POSITION = Position(
    question="palestine",
    actor="NOR",
    side="for",
    unsure=False,
    explicit=True,
    modality="intended",
    act="recognise",
    route="own",
    asserted_by="self",
    speaker="Ine Dahl",
    office="foreign minister",
    statement="s1",
    evidence=at("Norway “will recognise” Palestine"),
    grounds=(),
    condition=None,
    said_on=MONDAY,
    relayed_by=(Relay("NRK", at("NRK")),),
    confidence=0.87654,
    firmness=Firmness("firm", at("will")),
)
FOUND = Found(
    report=REPORT,
    sentences=(Span(0, len(TEXT)),),
    statements=(STATEMENT,),
    said_on=(MONDAY,),
    names=(),
    dates=(Timex(at("Monday"), "DATE", "2024-05-20", date(2024, 5, 20), date(2024, 5, 20)),),
    events=(Event(BY_THEN, "expected", at("Norway “will recognise” Palestine")),),
)
JUDGED = Judged(
    known=Known(FOUND, (VOICE,), (), (Involvement(("NOR", "PSE"), ()),)),
    readings=(Reading("s1", "recognise", "intended", (), None),),
    positions=(POSITION,),
)

STATED = {"value": "2024-05-20", "earliest": "2024-05-20", "latest": "2024-05-20", "basis": "stated"}
RELAYED = [{"name": "NRK", "span": pair("NRK")}]
EXPECTED = {
    "report": {
        "id": "r1",
        "path": "norway.txt",
        "published": "2024-05-22",
        "outlet": "NRK",
        "title": None,
        "language": "en",
    },
    "statements": [
        {
            "id": "s1",
            "cue": [pair("said")],
            "source": [pair("Norway’s foreign minister Ine Dahl")],
            "content": [pair("Norway “will recognise” Palestine")],
            "continues": None,
            "directness": "indirect",
            "speaker": {
                "name": "Ine Dahl",
                "office": "foreign minister",
                "sector": "government",
                "actor": "NOR",
                "actors": ["NOR"],
                "because": [
                    {"rule": "title before the name", "span": pair("Norway’s foreign minister")},
                    {"rule": "own country", "span": None},
                ],
            },
            "candidates": {"speaker": [], "said_on": []},
            "relayed_by": RELAYED,
            "said_on": STATED,
            "sourcing": "named",
            "occasion": None,
            "act": "recognise",
            "modality": "intended",
            "grounds": [],
        }
    ],
    "positions": [
        {
            "question": "palestine",
            "actor": "NOR",
            "side": "for",
            "unsure": False,
            "explicit": True,
            "modality": "intended",
            "act": "recognise",
            "route": "own",
            "asserted_by": "self",
            "speaker": "Ine Dahl",
            "office": "foreign minister",
            "statement": "s1",
            "evidence": pair("Norway “will recognise” Palestine"),
            "grounds": [],
            "condition": None,
            "firmness": "firm",
            "firmness_words": pair("will"),
            "said_on": STATED,
            "relayed_by": RELAYED,
            "confidence": 0.877,
        }
    ],
    "dates": [{"start": 3, "end": 9, "type": "DATE", "value": "2024-05-20"}],
    "events": [
        {
            "when": {"value": None, "earliest": None, "latest": "2024-05-22", "basis": "published"},
            "modality": "expected",
            "what": pair("Norway “will recognise” Palestine"),
            "actors": ["NOR", "PSE"],
            "relayed_by": [],
        }
    ],
}


def test_a_report_becomes_the_object_of_the_contract() -> None:
    assert inspection(JUDGED) == EXPECTED


def test_a_line_holds_the_same_in_the_same_order() -> None:
    line = inspection_line(JUDGED)
    assert line.endswith(b"}\n")
    assert line.count(b"\n") == 1
    assert json.loads(line) == EXPECTED
    assert list(json.loads(line)["positions"][0]) == list(EXPECTED["positions"][0])
    assert "“will recognise”".encode() not in line  # the words are in the report, not in the object


def test_an_open_speaker_is_null_with_its_candidates() -> None:
    open_voice = replace(
        VOICE, speaker=None, candidates=(Candidate("Kim", "president", "KOR"), Candidate("Kim", None, "PRK"))
    )
    judged = replace(JUDGED, known=replace(JUDGED.known, voices=(open_voice,)))
    statement = inspection(judged)["statements"][0]
    assert statement["speaker"] is None
    assert statement["candidates"]["speaker"] == [
        {"name": "Kim", "office": "president", "actor": "KOR"},
        {"name": "Kim", "office": None, "actor": "PRK"},
    ]


def test_a_report_in_which_nobody_speaks_has_empty_lists() -> None:
    empty = Judged(
        known=Known(Found(REPORT, (), (), (), (), (), ()), (), (), ()),
        readings=(),
        positions=(),
    )
    assert {key: value for key, value in inspection(empty).items() if key != "report"} == {
        "statements": [],
        "positions": [],
        "dates": [],
        "events": [],
    }


def test_statements_without_a_voice_are_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="zip"):
        inspection(replace(JUDGED, known=replace(JUDGED.known, voices=())))
