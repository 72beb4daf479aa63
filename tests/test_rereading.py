"""Reading stored texts again: what would change is told first, and nothing of the old reading is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from examples_record import TRAWLING, Clock, decide, judged, keep, position, report, row_of, sides

from onrecord.model import Firmness, Judged, Position, Question, Report, Span
from onrecord.outcomes import Reread
from onrecord.record import Made, Record
from onrecord.rereading import reread

BACKS = "Norway will back a ban on trawling"
OPPOSES = "Chile will oppose a ban on trawling"
ANEW = Made(program="0.2.0", model="m2", world="w1", judge="rules")
TALKS = report(f"{BACKS}, Ida Holm said. {OPPOSES}, an envoy said.", id="talks", path="talks.txt")
QUOTA = report("Iceland backs the ban on trawling, it said.", id="quota", path="quota.txt")


def backing(**more: Any) -> Position:
    return position(TALKS, BACKS, more.pop("actor", "NOR"), more.pop("side", "for"), **more)


def opposing(**more: Any) -> Position:
    return position(TALKS, OPPOSES, "CHL", "against", **more)


ICELAND = position(QUOTA, "Iceland backs the ban on trawling", "ISL", "for")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "onrecord.db", clock=Clock()) as opened:
        with opened.unit() as unit:
            unit.keep_question(TRAWLING)
        keep(opened, TALKS, backing(), opposing())
        keep(opened, QUOTA, ICELAND)
        yield opened


def again(record: Record, *talks: Position, apply: bool = True) -> Reread:
    """Read both reports anew; the first gives these positions."""

    def reading(stored: Report, questions: Sequence[Question]) -> Judged:
        assert [question.id for question in questions] == [TRAWLING.id]
        return judged(stored, *(talks if stored.id == TALKS.id else (ICELAND,)))

    return reread(record, reading, ANEW, apply=apply)


def told(done: Reread) -> list[tuple[str, str | None, str | None]]:
    """Kind of each change, with the actor and side it leaves."""
    return [
        (c.kind, c.after.actor if c.after else None, c.after.side if c.after else None) for c in done.changes
    ]


def dump(record: Record) -> list[str]:
    with sqlite3.connect(record.path) as connection:
        return list(connection.iterdump())


def test_a_preview_tells_what_would_change_and_keeps_nothing(record: Record) -> None:
    before = dump(record)
    done = again(record, backing(side="against"), opposing(), apply=False)
    assert (done.reports, done.failed) == (2, ())
    (change,) = done.changes
    assert (change.kind, change.path, change.question) == ("side", "talks.txt", "trawling-ban")
    assert change.before is not None
    assert change.after is not None
    assert (change.before.side, change.after.side, change.words) == ("for", "against", BACKS)
    assert dump(record) == before


def test_what_is_applied_is_a_new_run_beside_the_old_one(record: Record) -> None:
    assert told(again(record, backing(side="neutral"), opposing())) == [("side", "NOR", "neutral")]
    assert sides(record) == {"NOR": "neutral", "CHL": "against", "ISL": "for"}
    with sqlite3.connect(record.path) as connection:
        runs = connection.execute("select program, superseded_at is null from run order by id").fetchall()
    assert runs == [("0.1.0", 0), ("0.1.0", 0), ("0.2.0", 1), ("0.2.0", 1)]


def test_the_same_reading_changes_nothing_and_a_second_one_nothing_more(record: Record) -> None:
    assert again(record, backing(), opposing()).changes == ()
    assert again(record, backing(side="neutral"), opposing()).changes != ()
    assert again(record, backing(side="neutral"), opposing()).changes == ()


@pytest.mark.parametrize(
    ("talks", "changes"),
    [
        ([backing()], [("gone", None, None)]),
        ([], [("gone", None, None), ("gone", None, None)]),
        ([backing(), opposing(), position(TALKS, "Ida Holm said", "ISL", "for")], [("added", "ISL", "for")]),
        ([backing(side="against"), opposing()], [("side", "NOR", "against")]),
        ([backing(actor="ISL"), opposing()], [("actor", "ISL", "for")]),
        ([backing(actor=None, unsure=True), opposing()], [("actor", None, "for")]),
        ([backing(modality="conditional"), opposing()], [("manner", "NOR", "for")]),
        ([backing(unsure=True), opposing()], [("manner", "NOR", "for")]),
        ([backing(firmness=Firmness("firm", Span(0, 6))), opposing()], [("manner", "NOR", "for")]),
        ([backing(confidence=0.5), opposing(speaker="Pablo Rey")], []),
        ([opposing(), backing()], []),
        ([position(TALKS, f"{BACKS}, Ida", "NOR", "for"), opposing()], []),
        (
            [position(TALKS, f"{BACKS}, Ida", "NOR", "against"), opposing()],
            [("side", "NOR", "against")],
        ),
    ],
)
def test_each_kind_of_change_is_told(
    record: Record, talks: list[Position], changes: list[tuple[str, str | None, str | None]]
) -> None:
    assert told(again(record, *talks, apply=False)) == changes


def test_of_several_positions_in_the_same_words_each_is_paired_with_its_own(record: Record) -> None:
    joint = [backing(), backing(actor="ISL"), opposing()]
    again(record, *joint)
    assert told(again(record, backing(), backing(actor="ISL", side="neutral"), opposing())) == [
        ("side", "ISL", "neutral")
    ]
    assert told(again(record, backing(), opposing())) == [("gone", None, None)]


def test_a_report_that_breaks_is_named_and_keeps_its_reading(record: Record) -> None:
    def reading(stored: Report, questions: Sequence[Question]) -> Judged:
        if stored.id == TALKS.id:
            raise ValueError("odd\ntext")
        return judged(stored)

    ticks: list[None] = []
    done = reread(record, reading, ANEW, progress=lambda: ticks.append(None))
    assert (done.reports, len(ticks)) == (1, 2)
    (failure,) = done.failed
    assert failure.path == "talks.txt"
    assert "ValueError" in str(failure)
    assert [change.kind for change in done.changes] == ["gone"]
    assert sides(record) == {"NOR": "for", "CHL": "against"}


def test_what_people_decided_holds_through_it(record: Record) -> None:
    decide(record, "correct", row_of(record, "NOR").lead.ref, side="neutral")
    done = again(record, backing(side="against"), opposing())
    assert told(done) == [("side", "NOR", "against")], "told of the reading, whatever people decided"
    assert sides(record)["NOR"] == "neutral"


def test_a_removed_text_is_not_read_again(record: Record) -> None:
    with record.unit() as unit:
        unit.purge("quota", "the licence ended", None)
    assert again(record, backing(), opposing()).reports == 1
    assert sides(record)["ISL"] == "for"
