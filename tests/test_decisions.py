"""What people decide about positions, statements and groupings: it holds, whatever is read after it."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from examples_record import (
    TRAWLING,
    WHALING,
    Clock,
    decide,
    keep,
    moment_now,
    on,
    position,
    report,
    reread,
    row_of,
    shown,
    sides,
    table,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from onrecord.model import Position, Report, Span
from onrecord.record import Record, UnknownQuestionError, Wish
from onrecord.record.decisions import asked_digest, decisions, in_force
from onrecord.record.errors import DecisionError, PurgedError, UnknownNameError
from onrecord.show import export, queries
from onrecord.show.overlay import DISAGREE

BACKS = "Norway will back a ban on trawling"
OPPOSES = "Chile will oppose a ban on trawling"
TEXT = f"Talks opened in Bergen. {BACKS}, Ida Holm said. {OPPOSES}, an envoy said. Nobody replied to either."


def told(text: str = TEXT, **more: Any) -> Report:
    return report(text, id="cw-1", path="reports/talks.txt", **more)


def backing(read: Report, **more: Any) -> Position:
    return position(read, BACKS, "NOR", "for", **{"speaker": "Ida Holm", "office": "minister", **more})


def opposing(read: Report, **more: Any) -> Position:
    return position(read, OPPOSES, "CHL", "against", **more)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with opened(tmp_path / "onrecord.db") as made:
        yield made


def opened(path: Path) -> Record:
    record = Record.open(path, clock=Clock())
    with record.unit() as unit:
        unit.keep_question(TRAWLING)
    keep(record, told(), backing(told()), opposing(told()))
    return record


def ref(record: Record, actor: str) -> str:
    """What the table calls the lead of an actor's row by."""
    return row_of(record, actor).lead.ref


def said(record: Record, words: str) -> str:
    """The ref of the statement in force of these words."""
    with sqlite3.connect(record.path) as connection:
        ((number,),) = connection.execute(
            "select id from statement where superseded_at is null and words = ?", (words,)
        )
    return f"S{number}"


# --- positions --------------------------------------------------------------------


def test_an_accepted_position_says_who_accepted_it_and_why(record: Record) -> None:
    decide(record, "accept", ref(record, "NOR"), reason="as the embassy confirms")
    row = row_of(record, "NOR")
    assert (row.side, row.speaker, row.office) == ("for", "Ida Holm", "minister")
    assert row.lead.decided == ("accepted by Ana, 1 Jan 2024: as the embassy confirms",)


def test_a_corrected_side_is_the_side_of_the_row(record: Record) -> None:
    decide(record, "correct", ref(record, "NOR"), side="neutral")
    assert sides(record) == {"NOR": "neutral", "CHL": "against"}


def test_a_corrected_actor_moves_the_position_to_another_row(record: Record) -> None:
    decide(record, "correct", ref(record, "NOR"), actor="SWE")
    assert sides(record) == {"SWE": "for", "CHL": "against"}
    assert row_of(record, "SWE").actor_name == "Sweden"


def test_a_corrected_day_moves_the_position_in_time(record: Record) -> None:
    decide(record, "correct", ref(record, "NOR"), said_on=date(2023, 3, 1))
    assert row_of(record, "NOR").since == on("2023-03-01")
    assert sides(record, as_of=date(2023, 3, 2)) == {"NOR": "for"}


def test_a_rejected_position_is_shown_apart_and_not_counted(record: Record) -> None:
    decide(record, "reject", ref(record, "NOR"))
    assert sides(record) == {"CHL": "against"}
    (out,) = table(record).rejected
    assert (out.actor, out.words, out.decided) == ("NOR", BACKS, ("rejected by Ana, 1 Jan 2024",))
    assert table(record, as_of=date(2023, 3, 1)).rejected == (), "it was not said by then"


def test_what_the_program_missed_is_added_by_its_words(record: Record) -> None:
    decide(
        record, "add", report="R1", words="Nobody  replied", question=TRAWLING.id, actor="ISL", side="neutral"
    )
    row = row_of(record, "ISL")
    assert (row.side, row.words, row.lead.after) == ("neutral", "Nobody replied", " to either.")
    assert row.lead.ref.startswith("D")


def test_what_is_added_where_the_program_read_something_takes_its_place(record: Record) -> None:
    decide(record, "add", report="cw-1", words=BACKS, question=TRAWLING.id, actor="NOR", side="neutral")
    assert sides(record)["NOR"] == "neutral"
    assert row_of(record, "NOR").reports == 1


def test_an_anonymous_voice_that_a_person_accepts_settles_a_side(tmp_path: Path) -> None:
    with Record.open(tmp_path / "anonymous.db", clock=Clock()) as record:
        with record.unit() as unit:
            unit.keep_question(TRAWLING)
        keep(record, told(), backing(told(), speaker=None, unsure=True), sourcing="anonymous")
        assert sides(record) == {}
        decide(record, "accept", table(record).unsure[0].ref)
        assert sides(record) == {"NOR": "for"}


def test_a_later_correction_starts_from_the_one_before_it(record: Record) -> None:
    first = decide(record, "correct", ref(record, "NOR"), side="neutral")
    second = decide(record, "correct", ref(record, "NOR"), modality="conditional")
    assert second.replaces == (first.uid,)
    assert (row_of(record, "NOR").side, row_of(record, "NOR").modality) == ("neutral", "conditional")


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (Wish("accept", " ", ref="P1"), r"needs the name of who makes it"),
        (Wish("correct", "Ana", ref="P1"), r"what is so instead is not told"),
        (Wish("correct", "Ana", ref="P1", changes={"mood": "sour"}), r"a position has no mood \(it has act,"),
        (Wish("correct", "Ana", ref="P1", changes={"side": "maybe"}), r"Invalid enum value 'maybe'"),
        (Wish("correct", "Ana", ref="P1", changes={"actor": 7}), r"that is no value of it"),
        (Wish("correct", "Ana", ref="P1", changes={"side": None}), r"no actor or no side"),
        (
            Wish("correct", "Ana", ref="P1", changes={"speaker": ""}),
            r"the speaker is empty \(a name, or leave",
        ),
        (Wish("correct", "Ana", ref="P1", changes={"office": " \t"}), r"the office is empty"),
        (Wish("reject", "Ana", ref="P1", changes={"side": "for"}), r"what is rejected is not corrected"),
        (Wish("accept", "Ana", ref="P1", changes={"side": "for"}), r"is not accepted as it is"),
        (Wish("add", "Ana", report="R1"), r"what was missed is not told"),
        (Wish("add", "Ana", report="R1", words="a ban on trawling", question="trawling-ban"), r"2 times"),
        (Wish("add", "Ana", report="R1", words="Peru", question="trawling-ban"), r"does not hold the words"),
        (Wish("add", "Ana", report="R1", words="Nobody", question="trawling-ban"), r"an actor and a side"),
        (Wish("join", "Ana", ref="R1", other="cw-1"), r"grouped with itself"),
    ],
)
def test_a_wish_that_cannot_be_kept_is_refused_with_what_is_allowed(
    record: Record, wish: Wish, message: str
) -> None:
    with pytest.raises(DecisionError, match=message), record.unit() as unit:
        unit.decide(wish)
    assert table(record).rows[0].lead.decided == ()


def test_names_that_mean_nothing_are_refused(record: Record) -> None:
    with pytest.raises(UnknownNameError, match="no position 'P99'"):
        decide(record, "accept", "P99")
    with pytest.raises(UnknownNameError, match="no position ''"):
        decide(record, "accept")
    with pytest.raises(UnknownQuestionError, match="no question 'whales'"):
        decide(record, "add", report="R1", words="Nobody", question="whales", actor="NOR", side="for")


# --- undoing --------------------------------------------------------------------


def name(made: Any) -> str:
    return f"D{made.uid[:8]}"


def test_to_undo_brings_back_what_was_replaced_and_to_undo_that_takes_it_away_again(record: Record) -> None:
    decide(record, "correct", ref(record, "NOR"), side="neutral")
    second = decide(record, "correct", ref(record, "NOR"), side="against")
    undo = decide(record, "undo", name(second), reason="a slip")
    assert sides(record)["NOR"] == "neutral"
    again = decide(record, "undo", name(undo))
    assert sides(record)["NOR"] == "against"
    decide(record, "undo", name(again))
    assert sides(record)["NOR"] == "neutral"


def test_what_is_undone_is_not_undone_twice(record: Record) -> None:
    made = decide(record, "reject", ref(record, "NOR"))
    undo = decide(record, "undo", name(made))
    with pytest.raises(DecisionError, match="is undone already"):
        decide(record, "undo", name(made))
    again = decide(record, "undo", name(undo))
    decide(record, "undo", name(again))
    with pytest.raises(DecisionError, match="is undone already"):
        decide(record, "undo", name(made))


def test_an_undone_decision_that_comes_back_does_not_dispute_the_later_one(record: Record) -> None:
    made = decide(record, "correct", ref(record, "NOR"), side="neutral")
    undo = decide(record, "undo", name(made))
    decide(record, "correct", ref(record, "NOR"), side="against")
    decide(record, "undo", name(undo))
    assert sides(record)["NOR"] == "against"
    assert table(record).unsure == ()


def test_to_undo_what_was_replaced_brings_nothing_back_beside_its_successor(record: Record) -> None:
    decide(record, "correct", ref(record, "NOR"), side="neutral")
    second = decide(record, "correct", ref(record, "NOR"), side="against")
    third = decide(record, "correct", ref(record, "NOR"), side="for")
    decide(record, "undo", name(second))
    assert (sides(record)["NOR"], table(record).unsure) == ("for", ())
    decide(record, "undo", name(third))
    assert sides(record)["NOR"] == "neutral"


def test_an_undone_reject_is_counted_again(record: Record) -> None:
    made = decide(record, "reject", ref(record, "NOR"))
    decide(record, "undo", name(made))
    assert (sides(record)["NOR"], table(record).rejected) == ("for", ())
    assert row_of(record, "NOR").lead.decided == ()


def test_an_undo_or_a_grouping_is_not_accepted_or_rejected(record: Record) -> None:
    keep(record, report("Nothing else.", id="cw-2", path="b.txt"))
    undo = decide(record, "undo", name(decide(record, "reject", ref(record, "NOR"))))
    joined = decide(record, "part", "R1", other="R2")
    for made in (undo, joined):
        with pytest.raises(DecisionError, match="neither on a position nor on a statement"):
            decide(record, "reject", name(made))


# --- statements --------------------------------------------------------------------


def test_a_corrected_speaker_is_the_speaker_of_the_positions_that_rest_on_the_words(record: Record) -> None:
    decide(record, "correct", said(record, BACKS), speaker="Kari Moen", office="envoy")
    row = row_of(record, "NOR")
    assert (row.speaker, row.office) == ("Kari Moen", "envoy")
    assert row.lead.decided == ("corrected by Ana, 1 Jan 2024",)
    assert row_of(record, "CHL").lead.decided == ()


def test_a_corrected_day_of_a_statement_is_that_of_its_positions(record: Record) -> None:
    decide(record, "correct", said(record, BACKS), said_on=date(2023, 3, 1))
    assert row_of(record, "NOR").since == on("2023-03-01")


def test_actors_of_a_statement_are_those_of_its_positions(record: Record) -> None:
    decide(record, "correct", said(record, BACKS), actors=("SWE", "DNK"))
    assert sides(record) == {"SWE": "for", "DNK": "for", "CHL": "against"}
    decide(record, "correct", said(record, BACKS), actors=("NOR", "DNK"))
    assert sides(record) == {"NOR": "for", "DNK": "for", "CHL": "against"}


def test_a_joint_statement_narrowed_to_one_actor_has_one_position_left(record: Record) -> None:
    reread(record, told(), backing(told()), replace(backing(told()), actor="SWE"))
    assert sides(record) == {"NOR": "for", "SWE": "for"}
    decide(record, "correct", row_statement(record), actors=("NOR",))
    assert sides(record) == {"NOR": "for"}
    assert len(row_of(record, "NOR").evidence) == 1


def row_statement(record: Record) -> str:
    with sqlite3.connect(record.path) as connection:
        found = connection.execute("select min(id) from statement where superseded_at is null").fetchone()
    return f"S{found[0]}"


def test_a_statement_that_speaks_for_nobody_leaves_its_position_open(record: Record) -> None:
    decide(record, "correct", said(record, BACKS), actors=())
    assert "NOR" not in sides(record)
    assert [(e.actor, e.words) for e in table(record).unsure] == [(None, BACKS)]


def test_a_rejected_statement_takes_its_positions_with_it(record: Record) -> None:
    decide(record, "reject", said(record, BACKS))
    assert sides(record) == {"CHL": "against"}
    assert [e.actor for e in table(record).rejected] == ["NOR"]


def test_an_accepted_statement_changes_nothing_but_says_so(record: Record) -> None:
    before = row_of(record, "CHL").lead
    decide(record, "accept", said(record, OPPOSES))
    assert structs.replace(row_of(record, "CHL").lead, decided=()) == before


def test_an_added_statement_is_that_of_the_words_it_covers(record: Record) -> None:
    words = f"{OPPOSES}, an envoy said"
    decide(record, "add", report="R1", words=words, speaker="Pablo Rey", office="envoy", actors=("CHL",))
    assert row_of(record, "CHL").speaker == "Pablo Rey"


def test_a_statement_within_another_keeps_its_own_voice(tmp_path: Path) -> None:
    inner = "its trade ministry would in the end still oppose the ban"
    outer = f"Chile had told him that {inner}"
    incoming = report(f"Ida Holm said {outer}.", id="cw-1")
    with Record.open(tmp_path / "nested.db", clock=Clock()) as record:
        with record.unit() as unit:
            unit.keep_question(TRAWLING)
        keep(
            record,
            incoming,
            position(incoming, outer, "NOR", "for"),
            position(incoming, inner, "CHL", "against"),
        )
        decide(record, "correct", said(record, outer), speaker="Kari Moen")
        decide(record, "correct", said(record, inner), speaker="Pablo Rey")
        assert (row_of(record, "NOR").speaker, row_of(record, "CHL").speaker) == ("Kari Moen", "Pablo Rey")


def test_to_accept_a_position_accepts_it_as_it_is_shown(record: Record) -> None:
    """Not as it was read before somebody corrected its statement."""
    decide(record, "correct", said(record, BACKS), actors=("SWE",), speaker="Kari Moen")
    decide(record, "accept", ref(record, "SWE"), "Ben")
    assert sides(record) == {"SWE": "for", "CHL": "against"}
    assert row_of(record, "SWE").speaker == "Kari Moen"
    assert len(row_of(record, "SWE").lead.decided) == 2


def test_a_statement_corrected_after_its_position_was_accepted_carries_over(record: Record) -> None:
    decide(record, "accept", ref(record, "NOR"))
    decide(record, "correct", said(record, BACKS), "Ben", actors=("SWE",), speaker="Kari Moen")
    assert sides(record) == {"SWE": "for", "CHL": "against"}
    row = row_of(record, "SWE")
    assert row.speaker == "Kari Moen"
    assert row.lead.decided == ("accepted by Ana, 1 Jan 2024", "corrected by Ben, 1 Jan 2024")


def test_a_position_accepted_after_its_statement_was_rejected_counts(record: Record) -> None:
    was = ref(record, "NOR")
    decide(record, "reject", said(record, BACKS))
    decide(record, "accept", was, "Ben")
    assert sides(record) == {"NOR": "for", "CHL": "against"}
    assert table(record).rejected == ()


# --- groupings --------------------------------------------------------------------


@pytest.fixture
def two(record: Record) -> Record:
    """Two outlets, each with Norway's word."""
    other = report(TEXT.replace("Talks", "A meeting"), outlet="Harbour Post", id="hp-1", path="b.txt")
    keep(record, other, backing(other))
    return record


def origins(record: Record) -> int:
    return len(row_of(record, "NOR").origins)


def test_reports_that_a_person_joins_are_one_origin_until_it_is_undone(two: Record) -> None:
    assert origins(two) == 2
    joined = decide(two, "join", "R1", other="R2")
    (origin,) = row_of(two, "NOR").origins
    assert origin.because == ("Ana decided that R1 and R2 are one",)
    decide(two, "undo", name(joined))
    assert origins(two) == 2


def test_to_part_replaces_to_join_whichever_report_is_named_first(two: Record) -> None:
    joined = decide(two, "join", "R1", other="R2")
    parted = decide(two, "part", "R2", other="R1")
    assert parted.replaces == (joined.uid,)
    assert origins(two) == 2
    decide(two, "undo", name(parted))
    assert origins(two) == 1


@pytest.mark.parametrize("keys", [("R-1", "D2024"), ("S12", "R-1"), ("S12", "D2024"), ("S1", "S2")])
def test_reports_whose_ids_look_like_names_of_statements_are_joined_and_parted(
    record: Record, keys: tuple[str, str]
) -> None:
    """The ids win where reports are meant, also where there are statements of these names."""
    for key in keys:
        kept = report(
            TEXT.replace("Talks", f"Meeting {key}"), outlet=f"Post {key}", id=key, path=f"{key}.txt"
        )
        keep(record, kept, backing(kept))
    apart = origins(record)
    joined = decide(record, "join", keys[0], other=keys[1], between="reports")
    assert (joined.subject, {joined.report, joined.other and joined.other[1]}) == ("grouping", {*keys})
    assert origins(record) == apart - 1
    parted = decide(record, "part", keys[1], other=keys[0], between="reports")
    assert parted.replaces == (joined.uid,)
    assert origins(record) == apart


def test_two_names_of_which_one_is_made_as_that_of_no_statement_are_of_reports(two: Record) -> None:
    odd = report(TEXT.replace("Talks", "A dinner"), outlet="Evening Gazette", id="D2024", path="c.txt")
    keep(two, odd, backing(odd))
    assert decide(two, "join", "hp-1", other="D2024").subject == "grouping"
    assert decide(two, "join", "S1", other="S3").subject == "sameness"
    assert decide(two, "join", "S1", other="S3", between="statements").subject == "sameness"


def test_a_decision_on_two_reports_is_told_with_each_of_them(two: Record) -> None:
    joined = decide(two, "join", "R1", other="R2")
    for which in ("R1", "R2"):
        (told_here,) = queries.report_view(two, which).decided
        assert (told_here.ref, told_here.words, told_here.in_force) == (name(joined), "", True)
    decide(two, "undo", name(joined))
    assert [one.in_force for one in queries.report_view(two, "R2").decided] == [False]


# --- what is read afterwards --------------------------------------------------------------------

Change = Callable[[Record], None]


def some_characters_off(record: Record) -> None:
    span = backing(told()).evidence
    reread(record, told(), backing(told(), evidence=Span(span.start + 3, span.end + 5)), opposing(told()))


def another_actor(record: Record) -> None:
    reread(record, told(), replace(backing(told()), actor="DNK"))


def nothing(record: Record) -> None:
    reread(record, told())


def revised(text: str) -> Change:
    def keep_revised(record: Record) -> None:
        incoming = told(text)
        keep(record, incoming, *(make(incoming) for make in (backing, opposing)))

    return keep_revised


LATER: dict[str, Change] = {
    "some characters off": some_characters_off,
    "the position gone": nothing,
    "blank lines added": revised(TEXT.replace(". ", ".\n\n\n")),
    "front matter before": revised(f"outlet: Coastal Wire\npublished: 2023-03-10\n\n{TEXT}"),
    "a sentence before": revised(f"The harbour was closed all day. {TEXT}"),
    "its end corrected": revised(TEXT.replace("to either.", "to either of them.")),
}


@pytest.mark.parametrize("later", LATER)
def test_a_correction_holds_through_whatever_is_read_later(record: Record, later: str) -> None:
    decide(record, "correct", ref(record, "NOR"), side="neutral", modality="conditional")
    LATER[later](record)
    row = row_of(record, "NOR")
    assert (row.side, row.modality, row.reports) == ("neutral", "conditional", 1)
    assert BACKS in row.lead.before + row.words + row.lead.after


@pytest.mark.parametrize("later", LATER)
def test_a_rejection_holds_through_whatever_is_read_later(record: Record, later: str) -> None:
    decide(record, "reject", ref(record, "NOR"))
    LATER[later](record)
    assert "NOR" not in sides(record)


@pytest.mark.parametrize("later", [name for name in LATER if name != "the position gone"])
def test_a_corrected_speaker_holds_through_whatever_is_read_later(record: Record, later: str) -> None:
    decide(record, "correct", said(record, BACKS), speaker="Kari Moen")
    LATER[later](record)
    assert row_of(record, "NOR").speaker == "Kari Moen"


def test_a_corrected_actor_holds_where_the_words_are_read_as_a_third_ones(record: Record) -> None:
    """A person said Sweden of what was read as Norway's; another reading says Denmark: both are shown."""
    decide(record, "correct", ref(record, "NOR"), actor="SWE")
    another_actor(record)
    assert sides(record) == {"SWE": "for", "DNK": "for"}


def test_words_that_a_new_version_has_no_more_carry_no_decision(record: Record) -> None:
    decide(record, "correct", ref(record, "NOR"), side="neutral")
    incoming = told("Talks were put off. Chile will oppose a ban on trawling, an envoy said.")
    keep(record, incoming, opposing(incoming))
    assert sides(record) == {"CHL": "against"}


def test_a_changed_proposition_reopens_a_side_and_another_title_does_not(record: Record) -> None:
    decide(record, "correct", ref(record, "NOR"), side="neutral")
    decide(record, "correct", said(record, OPPOSES), speaker="Pablo Rey")

    def ask(**changed: Any) -> None:
        asked = replace(TRAWLING, **changed)
        with record.unit() as unit:
            unit.keep_question(asked)
        for waiting in record.waiting():
            with record.unit() as unit:
                on_it = (backing(told()), opposing(told(), statement="s2"))
                unit.keep_judgements(waiting.run_id, (asked,), on_it, "rules")

    ask(title="Trawling", about=("trawling", "nets"))
    assert sides(record)["NOR"] == "neutral"
    ask(proposition="All trawling should be banned at once.")
    assert sides(record)["NOR"] == "for"
    assert row_of(record, "CHL").speaker == "Pablo Rey", "who spoke hangs on no question"
    accepted = decide(record, "accept", ref(record, "NOR"))
    assert accepted.position is not None
    assert accepted.position.side == "for", "what was decided about another proposition is no start"
    ask()
    assert sides(record)["NOR"] == "neutral"


def test_a_decision_is_renewed_for_a_changed_proposition_by_its_own_name(record: Record) -> None:
    made = decide(record, "correct", ref(record, "NOR"), side="neutral")
    changed = replace(TRAWLING, proposition="All trawling should be banned at once.")
    with record.unit() as unit:
        unit.keep_question(changed)
    renewed = decide(record, "accept", name(made), "Ben")
    assert renewed.asked == asked_digest(changed)
    assert sides(record) == {"NOR": "neutral"}


def test_a_decision_on_one_question_leaves_another_alone(record: Record) -> None:
    with record.unit() as unit:
        unit.keep_question(WHALING)
    with sqlite3.connect(record.path) as connection:
        ((run_id,),) = connection.execute("select id from run where superseded_at is null")
    with record.unit() as unit:
        unit.keep_judgements(run_id, (WHALING,), (backing(told(), question=WHALING.id),), "rules")
    decide(record, "reject", ref(record, "NOR"))
    assert "NOR" not in sides(record)
    (whaling,) = queries.positions(record, WHALING.id)
    assert [row.actor for row in whaling.rows] == ["NOR"]


# --- two clocks --------------------------------------------------------------------


def test_a_table_of_a_moment_before_is_what_it_was_then_to_the_letter(record: Record, tmp_path: Path) -> None:
    other = opened(tmp_path / "other.db")
    decide(other, "reject", ref(other, "CHL"), "Ben")
    moments: list[tuple[str, str, str]] = []

    def note() -> None:
        moment = moment_now(record)
        seen = table(record, known_at=moment)
        moments.append((moment, repr(seen), repr(export.position_values(seen))))
        assert replace(table(record), known_at=moment) == seen, "a moment ago is now"

    note()
    made = decide(record, "correct", ref(record, "NOR"), side="neutral")
    note()
    decide(record, "correct", said(record, OPPOSES), speaker="Pablo Rey")
    note()
    decide(record, "undo", name(made))
    note()
    some_characters_off(record)
    note()
    LATER["a sentence before"](record)
    note()
    decide(record, "add", report="R1", words="closed all day", question=TRAWLING.id, actor="ISL", side="for")
    note()
    record.merge(other.path)
    note()
    with record.unit() as unit:
        unit.withdraw("R1", "retracted", "Ana")
    assert sides(record) == {}
    for moment, seen, values in moments:
        again = table(record, known_at=moment)
        assert repr(again) == seen
        assert repr(export.position_values(again)) == values
    other.close()


# --- blind --------------------------------------------------------------------


def test_what_is_coded_blind_changes_no_table(record: Record) -> None:
    before = table(record)
    first = decide(record, "correct", "P1", side="against", blind=True)
    decide(record, "reject", "P2", blind=True)
    decide(record, "correct", said(record, BACKS), speaker="Kari Moen", blind=True)
    decide(
        record, "add", report="R1", words="Nobody", question=TRAWLING.id, actor="ISL", side="for", blind=True
    )
    assert table(record) == before
    assert decide(record, "reject", "P1").replaces == (), "a blind decision is not replaced by an open one"
    again = decide(record, "correct", "P1", " Ana ", side="neutral", blind=True)
    assert again.replaces == (first.uid,)
    assert decide(record, "correct", "P1", "Ben", side="for", blind=True).replaces == ()


def test_who_codes_blind_starts_from_what_was_read_not_from_what_others_decided(record: Record) -> None:
    decide(record, "correct", "P1", side="against", modality="conditional")
    made = decide(record, "accept", "P1", "Ben", blind=True)
    assert made.position is not None
    assert (made.position.side, made.position.modality) == ("for", "asserted")


# --- purged --------------------------------------------------------------------


def test_a_purged_report_can_be_decided_on_but_nothing_is_added_to_it(record: Record) -> None:
    with record.unit() as unit:
        unit.purge("R1", "licence", None)
    decide(record, "correct", ref(record, "NOR"), side="neutral")
    assert sides(record) == {"NOR": "neutral", "CHL": "against"}
    with pytest.raises(PurgedError, match="the text of report R1 was removed"):
        decide(record, "add", report="R1", words="Nobody", question=TRAWLING.id, actor="ISL", side="for")


# --- two people --------------------------------------------------------------------


@pytest.fixture
def disputed(record: Record, tmp_path: Path) -> Record:
    """Ana and Ben decided on Norway without knowing of each other."""
    with opened(tmp_path / "ben.db") as other:
        decide(other, "correct", ref(other, "NOR"), "Ben", side="neutral")
        decide(record, "correct", ref(record, "NOR"), "Ana", side="against")
        record.merge(other.path)
    return record


def test_two_who_disagree_leave_the_position_open(disputed: Record) -> None:
    assert sides(disputed) == {"CHL": "against"}
    (open_,) = table(disputed).unsure
    assert open_.decided[0] == DISAGREE
    assert sorted(open_.decided[1:]) == [
        "corrected by Ana, 1 Jan 2024 (Norway against)",
        "corrected by Ben, 1 Jan 2024 (Norway neutral)",
    ]


def test_to_accept_one_of_two_that_disagree_settles_it(disputed: Record) -> None:
    with disputed.reading() as connection:
        ana, ben = sorted(in_force(decisions(connection)), key=lambda made: made.person)
    settled = decide(disputed, "accept", name(ana), "Cleo")
    assert set(settled.replaces) == {ana.uid, ben.uid}
    assert sides(disputed)["NOR"] == "against"
    decide(disputed, "undo", name(settled))
    assert "NOR" not in sides(disputed)
    decide(disputed, "undo", name(ana))
    assert sides(disputed)["NOR"] == "neutral"


def test_to_accept_the_position_itself_takes_what_was_read(disputed: Record) -> None:
    decide(disputed, "accept", table(disputed).unsure[0].ref, "Cleo")
    assert sides(disputed)["NOR"] == "for"


def test_two_who_agree_apply(record: Record, tmp_path: Path) -> None:
    with opened(tmp_path / "ben.db") as other:
        for one, person in ((record, "Ana"), (other, "Ben")):
            decide(one, "correct", ref(one, "NOR"), person, side="neutral")
        assert record.merge(other.path).differences == []
    assert sides(record)["NOR"] == "neutral"
    assert len(row_of(record, "NOR").lead.decided) == 2


def test_a_backup_holds_every_decision(record: Record, tmp_path: Path) -> None:
    decide(record, "correct", ref(record, "NOR"), side="neutral")
    before = record.content()
    record.backup(tmp_path / "backup.db")
    with Record.open(tmp_path / "backup.db") as copy:
        assert sides(copy) == {"NOR": "neutral", "CHL": "against"}
        assert copy.content() == before


# --- whatever the order --------------------------------------------------------------------

READINGS: tuple[Change, ...] = (
    lambda record: reread(record, told(), backing(told()), opposing(told())),
    some_characters_off,
    lambda record: reread(record, told(), replace(backing(told()), side="against"), opposing(told())),
    nothing,
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["decide"] * 4 + ["undo"] * 2 + ["reread", "merge", "backup"]),
        st.integers(0, 1),
        st.integers(0, 11),
    ),
    max_size=14,
)


@dataclass
class Coder:
    """One of two records, and what its owner knows: the decisions, by the mark that their reason gives."""

    record: Record
    reading: int = 0
    known: dict[str, Made] = field(default_factory=dict)

    def holds(self) -> list[Made]:
        return [
            made
            for made in self.known.values()
            if made.of != "undo"
            and not self.is_undone(made)
            and all(self.is_undone(other) for other in self.known.values() if made.mark in other.over)
        ]

    def is_undone(self, made: Made) -> bool:
        return any(u.undoes == made.mark and not self.is_undone(u) for u in self.known.values())


@dataclass(frozen=True)
class Made:
    mark: str
    uid: str
    of: str  # an actor, "statement" or "undo"
    verdict: str
    over: frozenset[str] = frozenset()
    undoes: str | None = None


def step(coder: Coder, other: Coder, what: str, number: int, mark: str) -> None:
    record = coder.record
    if what == "decide":
        of = ("NOR", "CHL", "statement")[number % 3]
        verdict = ("accept", "correct", "reject", "correct")[number // 3]
        target = _named(record, of)
        if target is None:
            return
        changes: dict[str, Any] = {}
        if verdict == "correct":
            # another sign than the mark: who accepts it later says it again
            changes = (
                {"speaker": f"Ida {mark[1:]}"}
                if of == "statement"
                else {"side": ("for", "neutral")[number // 6]}
            )
        over = frozenset(made.mark for made in coder.known.values() if made.of == of)
        try:
            uid = decide(record, verdict, target, "Ana", reason=mark, **changes).uid
        except DecisionError:
            assert of != "statement"  # its statement is rejected, or nobody's
            return
        coder.known[mark] = Made(mark, uid, of, verdict, over)
    elif what == "undo" and coder.known:
        undone = list(coder.known.values())[number % len(coder.known)]
        if coder.is_undone(undone):
            return
        uid = decide(record, "undo", f"D{undone.uid}", reason=mark).uid
        coder.known[mark] = Made(mark, uid, "undo", "undo", undoes=undone.mark)
    elif what == "reread":
        coder.reading = number % len(READINGS)
        READINGS[coder.reading](record)
    elif what == "merge":
        record.merge(other.record.path)
        coder.known |= other.known
    elif what == "backup":
        copy = record.path.with_name(f"{mark}.db")
        record.backup(copy)
        record.close()
        coder.record = Record.open(copy, clock=Clock(int(mark[1:])))


def _named(record: Record, of: str) -> str | None:
    wanted = (
        "select 'S' || min(id) from statement where superseded_at is null and start < 60"
        if of == "statement"
        else f"select 'P' || id from position where superseded_at is null and actor = '{of}'"
    )
    with sqlite3.connect(record.path) as connection:
        found = connection.execute(wanted).fetchone()
    return found[0] if found else None


@settings(max_examples=20, deadline=None)
@given(STEPS)
def test_every_decision_that_was_neither_replaced_nor_undone_is_visible(
    steps: list[tuple[str, int, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        coders = [Coder(opened(Path(folder) / f"{number}.db")) for number in range(2)]
        for number, (what, who, which) in enumerate(steps, start=1):
            step(coders[who], coders[1 - who], what, which, f"#{number:02}")
        for coder in coders:
            evidence = shown(table(coder.record))
            visible = " ".join(sentence for one in evidence for sentence in one.decided)
            holds = coder.holds()
            for made in holds:
                if coder.reading == 3 and (made.verdict == "reject" or made.of == "statement"):
                    continue  # nothing is read that it could be shown beside
                assert made.mark in visible, made
            for gone in coder.known.values():
                if gone not in holds:
                    assert gone.mark not in visible, gone
            with coder.record.reading() as connection:
                assert connection.exec_driver_sql("select count(*) from decision").scalar() == len(
                    coder.known
                )
            coder.record.close()
