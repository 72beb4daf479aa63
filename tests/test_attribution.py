"""Statements as people left them, and one line for what is one statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from examples_record import TRAWLING, Clock, decide, keep, on, position, report

from onrecord.model import Report
from onrecord.record import Record
from onrecord.show import queries
from onrecord.show.answers import StatementLine
from onrecord.show.overlay import DISAGREE

SPEECH = "the government in Oslo regards a general ban on trawling as the right answer to empty seas"
SHORTER = "a general ban on trawling as the right answer to empty seas"
OTHER = "the quota of cod ought to be settled before the summer begins"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "onrecord.db", clock=Clock()) as opened:
        with opened.unit() as unit:
            unit.keep_question(TRAWLING)
        yield opened


def say(record: Record, key: str, day: str, *words: str, sourcing: str = "named", **more: Any) -> Report:
    """Keep a report with a statement of Ida Holm's for each of the words."""
    text = " ".join(f"Ida Holm said on Monday that {each}." for each in words)
    incoming = report(text, day, id=key, path=f"{key}.txt", outlet=more.pop("outlet", "Coastal Wire"))
    facts = {"speaker": "Ida Holm", "said_on": on("2023-03-06"), **more}
    said = [position(incoming, each, "NOR", "for", **facts) for each in words]
    return keep(record, incoming, *said, sourcing=sourcing)


def only(record: Record, **filters: Any) -> StatementLine:
    (line,) = queries.statements(record, **filters)
    return line


# --- one line -----------------------------------------------------------------------------------------------


def test_a_statement_in_several_reports_is_one_line_of_the_earliest(record: Record) -> None:
    say(record, "later", "2023-03-08", SHORTER, outlet="Harbour Post")
    say(record, "first", "2023-03-07", SPEECH)
    line = only(record)
    assert (line.words, line.report.key, line.reports) == (SPEECH, "first", 2)
    assert [(v.words, v.report.outlet) for v in line.variants] == [(SHORTER, "Harbour Post")]


def test_each_place_has_its_line_when_asked(record: Record) -> None:
    say(record, "later", "2023-03-08", SHORTER)
    say(record, "first", "2023-03-07", SPEECH)
    lines = queries.statements(record, each=True)
    assert sorted((line.report.key, line.reports, line.variants) for line in lines) == [
        ("first", 1, ()),
        ("later", 1, ()),
    ]


def test_other_statements_have_lines_of_their_own(record: Record) -> None:
    say(record, "first", "2023-03-07", SPEECH, OTHER)
    say(record, "second", "2023-03-09", SPEECH, speaker="Per Lund")
    assert sorted((line.speaker, line.words) for line in queries.statements(record)) == [
        ("Ida Holm", SPEECH),
        ("Ida Holm", OTHER),
        ("Per Lund", SPEECH),
    ]


def test_a_line_is_found_by_the_words_of_its_variants(record: Record) -> None:
    say(record, "first", "2023-03-07", SHORTER)
    say(record, "later", "2023-03-08", SPEECH)
    assert only(record, about="government in Oslo").words == SHORTER
    assert queries.statements(record, about="whales") == ()


# --- what people decided ------------------------------------------------------------------------------------


def test_a_corrected_statement_is_told_as_corrected(record: Record) -> None:
    say(record, "first", "2023-03-07", SPEECH)
    decide(
        record,
        "correct",
        only(record).ref,
        speaker="Per Lund",
        office="envoy",
        actors=("ISL",),
        said_on=on("2023-03-05"),
        reason="he was quoted",
    )
    line = only(record)
    assert (line.speaker, line.office, line.actor, line.actor_name) == ("Per Lund", "envoy", "ISL", "Iceland")
    assert (line.said_on, line.day) == (on("2023-03-05"), on("2023-03-05").latest)
    assert line.decided == ("corrected by Ana, 1 Jan 2024: he was quoted",)
    assert only(record, actor="ISL") == line
    assert queries.statements(record, actor="NOR") == ()


def test_who_names_an_unnamed_voice_vouches_for_it(record: Record) -> None:
    say(record, "first", "2023-03-07", SPEECH, speaker=None, sourcing="anonymous")
    decide(record, "correct", only(record).ref, speaker="Per Lund")
    assert (only(record).speaker, only(record).sourcing) == ("Per Lund", "named")


def test_a_statement_for_several_has_no_actor_alone(record: Record) -> None:
    say(record, "first", "2023-03-07", SPEECH)
    decide(record, "correct", only(record).ref, actors=("ISL", "NOR"))
    assert (only(record).actor, only(record).actors) == (None, ("ISL", "NOR"))


def test_a_rejected_statement_is_gone_until_it_is_taken_back(record: Record) -> None:
    say(record, "first", "2023-03-07", SPEECH, OTHER)
    wrong = next(line for line in queries.statements(record) if line.words == OTHER)
    made = decide(record, "reject", wrong.ref)
    assert only(record).words == SPEECH
    assert [line.words for line in queries.timeline(record) if line.kind == "statement"] == [SPEECH]
    decide(record, "undo", f"D{made.uid[:8]}")
    assert len(queries.statements(record)) == 2


def test_the_timeline_has_the_day_that_a_person_gave(record: Record) -> None:
    say(record, "first", "2023-03-07", SPEECH)
    decide(record, "correct", only(record).ref, said_on=on("2023-03-05"))
    (line,) = (one for one in queries.timeline(record) if one.kind == "statement")
    assert line.when == on("2023-03-05")


def test_an_added_statement_is_a_line(record: Record) -> None:
    say(record, "first", "2023-03-07", SPEECH)
    with record.reading():
        made = decide(record, "add", report="first", words="Ida Holm said on Monday", speaker="the narrator")
    added = next(line for line in queries.statements(record) if line.speaker == "the narrator")
    assert (added.ref, added.words) == (f"D{made.uid[:8]}", "Ida Holm said on Monday")
    assert added.decided == ("added by Ana, 1 Jan 2024",)
    assert len(queries.statements(record)) == 2


def test_a_decision_on_a_statement_leaves_the_one_around_it_alone(record: Record) -> None:
    whole = "we were told: the talks are over, and no more is to come"
    inner = "the talks are over, and no more is to come"
    incoming = report(f"Ida Holm said {whole}.", "2023-03-07", id="nested", path="nested.txt")
    outer = position(incoming, whole, "NOR", "for", speaker="Ida Holm")
    keep(record, incoming, outer, position(incoming, inner, "CHL", "for", speaker="Per Lund"))
    ref = next(line.ref for line in queries.statements(record, each=True) if line.words == inner)
    decide(record, "correct", ref, speaker="Eva Ros")
    assert {line.words: line.speaker for line in queries.statements(record, each=True)} == {
        whole: "Ida Holm",
        inner: "Eva Ros",
    }


def test_people_who_disagree_leave_it_as_it_was_read(record: Record, tmp_path: Path) -> None:
    say(record, "first", "2023-03-07", SPEECH)
    record.backup(tmp_path / "ben.db")
    with Record.open(tmp_path / "ben.db", clock=Clock(minutes=30)) as other:
        decide(other, "correct", only(other).ref, "Ben", speaker="Per Lund")
    decide(record, "correct", only(record).ref, "Ana", speaker="Eva Ros")
    record.merge(tmp_path / "ben.db")
    line = only(record)
    assert (line.speaker, line.decided[0], len(line.decided)) == ("Ida Holm", DISAGREE, 3)
    assert {len(one.disagrees) for one in queries.decisions(record, open_only=True)} == {1}


def test_decisions_that_wait_for_nobody_are_not_open(record: Record) -> None:
    say(record, "first", "2023-03-07", SPEECH)
    (table,) = queries.positions(record)
    first = decide(record, "correct", table.rows[0].lead.ref, side="neutral")
    asked = replace(TRAWLING, proposition="All trawling should be banned at once.")
    with record.unit() as unit:
        unit.keep_question(asked)
    assert [one.state for one in queries.decisions(record, open_only=True)] == ["reopened"]
    decide(record, "correct", f"D{first.uid[:8]}", "Ben", side="against")
    assert queries.decisions(record, open_only=True) == ()
    assert [one.state for one in queries.decisions(record)] == ["replaced", "in force"]


def test_people_who_group_reports_differently_disagree(record: Record, tmp_path: Path) -> None:
    say(record, "first", "2023-03-07", SPEECH)
    say(record, "later", "2023-03-08", SPEECH)
    record.backup(tmp_path / "ben.db")
    with Record.open(tmp_path / "ben.db", clock=Clock(minutes=30)) as other:
        decide(other, "join", "R1", "Ben", other="R2")
    decide(record, "part", "R2", "Ana", other="R1")
    record.merge(tmp_path / "ben.db")
    assert [one.decision.verdict for one in queries.decisions(record, open_only=True)] == ["part", "join"]


# --- removed texts ------------------------------------------------------------------------------------------


def test_removed_words_read_so_and_are_one_statement_with_none(record: Record) -> None:
    say(record, "first", "2023-03-07", SPEECH, OTHER)
    say(record, "later", "2023-03-08", SPEECH)
    for ref in ("R1", "R2"):
        with record.unit() as unit:
            unit.purge(ref, "the licence ended", None)
    lines = queries.statements(record)
    assert [(line.words, line.variants, line.grounds) for line in lines] == [("[text removed]", (), ())] * 3
    assert {line.speaker for line in lines} == {"Ida Holm"}
