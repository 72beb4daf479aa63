"""What changed on a question: what actors did, by day, and what the record learned, on the day it did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from examples_record import (
    MADE,
    TRAWLING,
    WHALING,
    Clock,
    decide,
    judged,
    keep,
    moment_now,
    on,
    position,
    report,
    row_of,
)

from onrecord.model import Report
from onrecord.record import Record, UnknownQuestionError
from onrecord.show import queries
from onrecord.show.answers import Change

BACKS = "Norway will back a ban on trawling"
OPPOSES = "Norway will oppose a ban on trawling"
TODAY = date(2024, 1, 1)  # by the clock of the record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "onrecord.db", clock=Clock()) as opened:
        with opened.unit() as unit:
            unit.keep_question(TRAWLING)
        yield opened


def say(record: Record, words: str, actor: str, side: str, day: str, **more: Any) -> Report:
    """Keep a report of that day in which an actor takes a side."""
    incoming = report(f"{words}, a minister said on {day}.", day, path=f"reports/{day} {words}.txt")
    return keep(record, incoming, position(incoming, words, actor, side, said_on=on(day), **more))


def talks(text: str, **more: Any) -> Report:
    return report(text, id="cw-1", path="reports/talks.txt", **more)


def told(record: Record, **wanted: Any) -> list[tuple[str, str | None, str | None, str | None]]:
    """Kind, actor, stand before and after of each change."""
    return [(c.kind, c.actor, c.before, c.after) for c in queries.changes(record, **wanted)]


def learned(record: Record, **wanted: Any) -> list[Change]:
    return [change for change in queries.changes(record, **wanted) if change.told]


# --- what actors do -----------------------------------------------------------------------------------------


def test_the_first_stand_of_an_actor_is_new(record: Record) -> None:
    say(record, BACKS, "NOR", "for", "2023-03-01", speaker="Ida Holm")
    (change,) = queries.changes(record)
    assert (change.kind, change.actor_name, change.day) == ("new", "Norway", date(2023, 3, 1))
    assert (change.before, change.after, change.repeated) == (None, "for (explicit)", 0)
    assert change.evidence is not None
    assert (change.evidence.words, change.evidence.speaker) == (BACKS, "Ida Holm")


def test_another_side_is_told_with_the_one_before(record: Record) -> None:
    say(record, OPPOSES, "NOR", "against", "2023-03-01")
    say(record, BACKS, "NOR", "for", "2023-04-01")
    assert told(record) == [
        ("new", "NOR", None, "against (explicit)"),
        ("side", "NOR", "against (explicit)", "for (explicit)"),
    ]


def test_a_side_that_is_given_up(record: Record) -> None:
    say(record, BACKS, "NOR", "for", "2023-03-01")
    say(record, "Norway no longer backs a ban on trawling", "NOR", "for", "2023-04-01", modality="former")
    assert told(record)[1] == ("given up", "NOR", "for (explicit)", "no longer for (explicit)")


def test_a_side_given_up_is_no_new_stand_where_nothing_was_read_before(record: Record) -> None:
    say(record, "Norway no longer backs a ban on trawling", "NOR", "for", "2023-04-01", modality="former")
    assert told(record) == [("given up", "NOR", None, "no longer for (explicit)")]


def test_reports_that_contradict_each_other_leave_it_open(record: Record) -> None:
    say(record, BACKS, "NOR", "for", "2023-03-01")
    say(record, BACKS, "NOR", "for", "2023-04-01")
    say(record, OPPOSES, "NOR", "against", "2023-04-01")
    assert told(record)[1] == ("open", "NOR", "for (explicit)", "open")


@pytest.mark.parametrize(
    ("first", "second", "before", "after"),
    [
        ({"explicit": False}, {}, "for (implied)", "for (explicit)"),
        ({"modality": "conditional"}, {}, "for (explicit, conditional)", "for (explicit)"),
        ({"modality": "intended"}, {}, "for (explicit, intended)", "for (explicit)"),
    ],
)
def test_a_firmer_word_for_the_same_side_is_a_change(
    record: Record, first: dict[str, Any], second: dict[str, Any], before: str, after: str
) -> None:
    say(record, BACKS, "NOR", "for", "2023-03-01", **first)
    say(record, "Norway backs the ban", "NOR", "for", "2023-04-01", **second)
    assert told(record) == [("new", "NOR", None, before), ("firmer", "NOR", before, after)]


def test_repetition_is_only_a_number(record: Record) -> None:
    say(record, BACKS, "NOR", "for", "2023-03-01", modality="intended")
    say(record, f"{BACKS} soon", "NOR", "for", "2023-03-02", modality="intended")
    say(record, f"{BACKS} by law", "NOR", "for", "2023-03-03", modality="conditional")
    say(record, "Norway backs the ban", "NOR", "for", "2023-04-01")
    say(record, "Norway backs it", "NOR", "for", "2023-05-01")
    assert [(c.kind, c.repeated) for c in queries.changes(record)] == [
        ("new", 1),
        ("weaker", 0),
        ("firmer", 1),
    ]


def test_a_side_that_now_hangs_on_a_condition_is_told_as_weaker(record: Record) -> None:
    say(record, OPPOSES, "NOR", "against", "2023-03-01")
    say(record, f"{OPPOSES} unless", "NOR", "against", "2023-04-01", modality="conditional")
    say(record, "Norway is against it", "NOR", "against", "2023-05-01")
    assert told(record) == [
        ("new", "NOR", None, "against (explicit)"),
        ("weaker", "NOR", "against (explicit)", "against (explicit, conditional)"),
        ("firmer", "NOR", "against (explicit, conditional)", "against (explicit)"),
    ]


@pytest.mark.parametrize(
    "second",
    [{"modality": "intended"}, {"explicit": False}, {"explicit": False, "modality": "conditional"}],
)
def test_an_announced_step_or_an_implied_word_takes_nothing_back(
    record: Record, second: dict[str, Any]
) -> None:
    say(record, BACKS, "NOR", "for", "2023-03-01")
    say(record, "Norway will sign the ban", "NOR", "for", "2023-04-01", **second)
    assert [(c.kind, c.repeated) for c in queries.changes(record)] == [("new", 1)]


def test_on_one_day_the_firmest_word_counts(record: Record) -> None:
    say(record, BACKS, "NOR", "for", "2023-03-01")
    say(record, f"{BACKS} if", "NOR", "for", "2023-04-01", modality="conditional")
    say(record, f"{BACKS} again", "NOR", "for", "2023-04-01")
    assert [(c.kind, c.repeated) for c in queries.changes(record)] == [("new", 2)]


def test_words_of_one_day_are_one_change_told_by_the_firmest(record: Record) -> None:
    """No text tells which was said first."""
    say(record, "Norway greeted the ban", "NOR", "for", "2023-03-01", explicit=False)
    say(record, BACKS, "NOR", "for", "2023-03-01")
    (change,) = queries.changes(record)
    assert (change.kind, change.after, change.repeated) == ("new", "for (explicit)", 1)


def test_changes_stand_in_the_order_of_days_whatever_order_reports_came_in(record: Record) -> None:
    say(record, BACKS, "NOR", "for", "2023-05-01")
    say(record, "Chile will oppose a ban on trawling", "CHL", "against", "2023-04-01")
    say(record, OPPOSES, "NOR", "against", "2023-03-01")
    changes = queries.changes(record)
    assert [(c.day.month, c.actor) for c in changes] == [(3, "NOR"), (4, "CHL"), (5, "NOR")]
    assert [c.day.month for c in queries.changes(record, since=date(2023, 4, 1))] == [4, 5]
    assert [c.day.month for c in queries.changes(record, actor="NOR")] == [3, 5]
    assert queries.changes(record, since=date(2023, 4, 2), actor="CHL") == ()


def test_what_another_claims_and_what_is_unsure_changes_nothing(record: Record) -> None:
    say(record, BACKS, "NOR", "for", "2023-03-01", asserted_by="CHL")
    say(record, OPPOSES, "NOR", "against", "2023-03-02", unsure=True)
    assert queries.changes(record) == ()


def test_changes_of_one_question_alone(record: Record) -> None:
    with record.unit() as unit:
        unit.keep_question(WHALING)
    say(record, BACKS, "NOR", "for", "2023-03-01")
    say(record, "Norway wants to hunt whales", "NOR", "for", "2023-03-02", question="whaling")
    assert [c.question for c in queries.changes(record)] == ["trawling-ban", "whaling"]
    assert [c.question for c in queries.changes(record, "whaling")] == ["whaling"]
    with pytest.raises(UnknownQuestionError, match="kept are: trawling-ban, whaling"):
        queries.changes(record, "trawlin")


# --- what the record learned --------------------------------------------------------------------------------


def test_a_withdrawn_report_is_told_with_reason_and_person(record: Record) -> None:
    say(record, BACKS, "NOR", "for", "2023-03-01")
    with record.unit() as unit:
        unit.withdraw("R1", "retracted by the agency", "Ana")
    (change,) = queries.changes(record)
    assert (change.kind, change.day, change.actor, change.before) == ("withdrawn", TODAY, "NOR", "for")
    assert change.told == ("R1 of Coastal Wire, 1 Mar 2023, was withdrawn by Ana: retracted by the agency")
    assert change.evidence is None


def test_a_withdrawal_that_is_taken_back_is_told_beside_it(record: Record) -> None:
    say(record, BACKS, "NOR", "for", "2023-03-01")
    with record.unit() as unit:
        unit.withdraw("R1", "retracted by the agency", "Ana")
    moment, before = moment_now(record), queries.changes(record)
    with record.unit() as unit:
        assert unit.reinstate("R1", "it retracted another story", "Ben") == "R1 (Coastal Wire, 2023-03-01)"
        assert unit.reinstate("R1", "it retracted another story", "Ben") is None
    assert row_of(record, "NOR").side == "for"
    back, gone = learned(record)
    assert (gone, queries.changes(record, known_at=moment)) == (before[0], before)
    assert (back.kind, back.day, back.actor, back.before, back.after) == (
        *("reinstated", TODAY, "NOR", None, "for"),
    )
    assert back.told == (
        "R1 of Coastal Wire, 1 Mar 2023, counts again; its withdrawal was taken back by Ben: "
        "it retracted another story"
    )
    with record.unit() as unit:
        unit.withdraw("R1", "it was this one", "Ana")
    assert sorted(c.kind for c in learned(record)) == ["reinstated", "withdrawn", "withdrawn"]
    assert [c.kind for c in queries.changes(record, known_at=moment)] == ["withdrawn"]
    assert record.verify().faults == ()


def test_a_report_counts_again_as_people_have_it_then(record: Record) -> None:
    say(record, BACKS, "NOR", "for", "2023-03-01")
    decide(record, "correct", row_of(record, "NOR").lead.ref, side="neutral")
    with record.unit() as unit:
        unit.withdraw("R1", "retracted", None)
    with record.unit() as unit:
        unit.reinstate("R1", "not retracted", None)
    assert [(c.kind, c.before, c.after) for c in learned(record) if c.kind != "decided"] == [
        ("reinstated", None, "neutral"),
        ("withdrawn", "neutral", None),
    ]


def test_a_withdrawn_report_is_told_once_for_each_actor_and_side(record: Record) -> None:
    text = f"{BACKS}. Norway would back it if Chile did. Chile will oppose it."
    incoming = talks(text)
    keep(
        record,
        incoming,
        position(incoming, BACKS, "NOR", "for"),
        position(incoming, "Norway would back it if Chile did", "NOR", "for", modality="conditional"),
        position(incoming, "Chile will oppose it", "CHL", "against"),
    )
    with record.unit() as unit:
        unit.withdraw("R1", "retracted", None)
    assert [(c.kind, c.actor, c.before) for c in queries.changes(record)] == [
        ("withdrawn", "CHL", "against"),
        ("withdrawn", "NOR", "for"),
    ]


def test_words_that_a_corrected_report_no_longer_holds_are_told(record: Record) -> None:
    first = talks(f"{BACKS}, Ida Holm said.")
    keep(record, first, position(first, BACKS, "NOR", "for"))
    keep(record, talks("Norway has not decided, Ida Holm said."))
    (change,) = queries.changes(record)
    assert (change.kind, change.actor, change.before, change.day) == ("corrected", "NOR", "for", TODAY)
    assert change.told == f"R1 of Coastal Wire, 10 Mar 2023, was corrected and no longer holds: {BACKS}"


def test_words_that_a_correction_only_denies_are_gone(record: Record) -> None:
    """They are found again nearly to the letter, and say the contrary."""
    words = "Norway will join the others who back a ban on trawling in the northern seas this year"
    first = talks(f"{words}, Ida Holm said.")
    keep(record, first, position(first, words, "NOR", "for"))
    denied = words.replace("will", "will not")
    second = talks(f"{denied}, Ida Holm said.")
    keep(record, second, position(second, denied, "NOR", "against"))
    assert [(c.kind, c.before) for c in learned(record)] == [("corrected", "for")]


@pytest.mark.parametrize(
    "text", [f"On Monday: {BACKS}.", "Norway  will back\n\na ban on\ttrawling, she said."]
)
def test_words_that_a_corrected_report_still_holds_are_not_told(record: Record, text: str) -> None:
    first = talks(f"{BACKS}, Ida Holm said.")
    keep(record, first, position(first, BACKS, "NOR", "for"))
    keep(record, talks(text))
    assert queries.changes(record) == ()


def test_words_that_go_with_the_third_version_are_told_once_and_then(tmp_path: Path) -> None:
    clock = Clock()
    with Record.open(tmp_path / "onrecord.db", clock=clock) as record:
        with record.unit() as unit:
            unit.keep_question(TRAWLING)
        for number, text in enumerate((f"{BACKS}.", f"{BACKS}, she said.", "Nothing is decided.")):
            clock.now = clock.now.replace(day=number + 1)
            version = talks(text)
            stands = [position(version, BACKS, "NOR", "for")] if BACKS in text else []
            keep(record, version, *stands)
        (change,) = queries.changes(record)
        assert (change.kind, change.day.day) == ("corrected", 3)


def purge(record: Record) -> None:
    with record.unit() as unit:
        unit.purge("cw-1", "the licence ended", "Ana")
    record.forget()


def without_words(changes: Iterable[Change]) -> list[Change]:
    return [replace(c, told=c.told.replace(BACKS, "[text removed]")) for c in changes if c.told]


def test_a_correction_is_told_without_its_words_once_the_texts_are_removed(record: Record) -> None:
    first = talks(f"{BACKS}, Ida Holm said. Chile opposes it.")
    chile = position(first, "Chile opposes it", "CHL", "against")
    keep(record, first, position(first, BACKS, "NOR", "for"), chile)
    keep(record, talks("Norway has not decided, Ida Holm said. Chile opposes it."))
    moment = moment_now(record)
    before = learned(record)
    assert [(c.kind, c.actor) for c in before] == [("corrected", "NOR")]
    purge(record)
    assert [c for c in learned(record) if c.kind == "corrected"] == without_words(before)
    assert learned(record, known_at=moment) == without_words(before)
    assert record.verify().faults == ()
    with record.unit() as unit:
        unit.put_back(first.text)
    assert [c.told for c in learned(record) if c.kind == "corrected"] == [before[0].told]


def test_words_that_came_back_before_the_texts_were_removed_are_not_told(record: Record) -> None:
    for text in (f"{BACKS}.", "Nothing is decided.", f"On Friday: {BACKS}."):
        version = talks(text)
        keep(record, version, *([position(version, BACKS, "NOR", "for")] if BACKS in text else []))
    assert learned(record) == []
    purge(record)
    assert [c.kind for c in learned(record)] == ["removed"]
    keep(record, talks("The talks end."))
    assert "corrected" not in {c.kind for c in learned(record)}, "whether it holds the words, none can tell"


def test_a_correction_is_still_told_when_a_text_comes_after_the_removed_ones(record: Record) -> None:
    first = talks(f"{BACKS}.")
    keep(record, first, position(first, BACKS, "NOR", "for"))
    keep(record, talks("Nothing is decided."))
    purge(record)
    keep(record, talks("The talks end."))
    purge(record)
    assert [c.before for c in learned(record) if c.kind == "corrected"] == ["for"]


def test_what_people_had_left_of_a_correction_is_told_when_its_texts_are_removed(record: Record) -> None:
    first = talks(f"{BACKS}, Ida Holm said.")
    keep(record, first, position(first, BACKS, "NOR", "for"))
    decide(record, "correct", row_of(record, "NOR").lead.ref, side="neutral")
    keep(record, talks("Norway has not decided, Ida Holm said."))
    purge(record)
    assert [(c.actor, c.before) for c in learned(record) if c.kind == "corrected"] == [("NOR", "neutral")]


def test_a_removed_text_is_told(record: Record) -> None:
    say(record, BACKS, "NOR", "for", "2023-03-01")
    with record.unit() as unit:
        unit.purge("R1", "the licence ended", "Ana")
    (change,) = learned(record)
    assert (change.kind, change.actor, change.before, change.day) == ("removed", "NOR", "for", TODAY)
    assert change.told == "the text of R1 of Coastal Wire, 1 Mar 2023, was removed by Ana: the licence ended"
    (stand,) = (c for c in queries.changes(record) if not c.told)
    assert stand.evidence is not None
    assert stand.evidence.words == "[text removed]"


@pytest.mark.parametrize("done", ["purge", "withdraw"])
def test_what_rested_on_a_report_is_what_people_had_left_of_it(record: Record, done: str) -> None:
    """Of two positions one is corrected and one rejected before the report is removed or withdrawn."""
    incoming = talks(f"{BACKS}. Chile will oppose it.")
    chile = position(incoming, "Chile will oppose it", "CHL", "against")
    keep(record, incoming, position(incoming, BACKS, "NOR", "for"), chile)
    decide(record, "correct", row_of(record, "NOR").lead.ref, side="neutral")
    decide(record, "reject", row_of(record, "CHL").lead.ref)
    with record.unit() as unit:
        getattr(unit, done)("R1", "the licence ended", "Ana")
    kind = {"purge": "removed", "withdraw": "withdrawn"}[done]
    stood = [(c.actor, c.before) for c in learned(record) if c.kind == kind]
    assert stood == [("NOR", "neutral")]


def test_what_a_correction_takes_away_is_what_people_had_left_of_it(record: Record) -> None:
    first = talks(f"{BACKS}, Ida Holm said.")
    keep(record, first, position(first, BACKS, "NOR", "for"))
    decide(record, "correct", row_of(record, "NOR").lead.ref, side="neutral")
    keep(record, talks("Norway has not decided, Ida Holm said."))
    assert [(c.actor, c.before) for c in learned(record) if c.kind == "corrected"] == [("NOR", "neutral")]


def test_decisions_are_told_and_so_is_that_they_are_taken_back(record: Record) -> None:
    say(record, BACKS, "NOR", "for", "2023-03-01")
    ref = row_of(record, "NOR").lead.ref
    made = decide(record, "correct", ref, side="against", reason="the next sentence")
    name = f"D{made.uid[:8]}"
    (change,) = learned(record)
    assert (change.kind, change.actor, change.after, change.day) == (
        "decided",
        "NOR",
        "against (asserted)",
        TODAY,
    )
    assert change.told == f"{name}: corrected by Ana, 1 Jan 2024: the next sentence"
    undo = decide(record, "undo", name)
    back = next(c for c in learned(record) if c.told and c.told.startswith(f"D{undo.uid[:8]}"))
    assert (back.after, back.told) == (None, f"D{undo.uid[:8]}: {name} undone by Ana, 1 Jan 2024")


def test_a_rejection_leaves_no_position(record: Record) -> None:
    say(record, BACKS, "NOR", "for", "2023-03-01")
    decide(record, "reject", row_of(record, "NOR").lead.ref)
    assert told(record) == [("decided", "NOR", None, "no position")]


def test_a_decision_on_whose_it_is_is_told_of_both(record: Record) -> None:
    say(record, BACKS, "NOR", "for", "2023-03-01")
    decide(record, "correct", row_of(record, "NOR").lead.ref, actor="ISL")
    assert [c.kind for c in queries.changes(record, actor="NOR")] == ["decided"]
    assert [c.kind for c in queries.changes(record, actor="ISL")] == ["new", "decided"]


def test_a_decision_on_a_statement_is_told_where_a_position_rests_on_it(record: Record) -> None:
    with record.unit() as unit:
        unit.keep_question(WHALING)
    say(record, BACKS, "NOR", "for", "2023-03-01")
    made = decide(record, "correct", "S1", speaker="Kari Moen", actors=("ISL",))
    (change,) = learned(record)
    assert (change.kind, change.question, change.actor) == ("decided", "trawling-ban", "NOR")
    assert (change.after, change.told) == ("Kari Moen, ISL", f"D{made.uid[:8]}: corrected by Ana, 1 Jan 2024")
    assert learned(record, actor="ISL") == [change]
    assert learned(record, actor="CHL") == []
    decide(record, "undo", f"D{made.uid[:8]}")
    decide(record, "reject", "S1")
    assert {change.after for change in learned(record)} == {"Kari Moen, ISL", None, "no statement"}


def test_what_is_coded_blind_is_no_change(record: Record) -> None:
    say(record, BACKS, "NOR", "for", "2023-03-01")
    decide(record, "correct", row_of(record, "NOR").lead.ref, side="against", blind=True)
    assert learned(record) == []


def test_decisions_that_a_merge_brings_are_told_on_its_day(record: Record, tmp_path: Path) -> None:
    with Record.open(tmp_path / "other.db", clock=Clock(minutes=60 * 24 * 9)) as other:
        say(record, BACKS, "NOR", "for", "2023-03-01")
        decide(record, "correct", row_of(record, "NOR").lead.ref, side="against")
        other.merge(record.path)
        (change,) = learned(other)
        assert change.day == date(2024, 1, 10)
        assert change.told is not None
        assert change.told.endswith("1 Jan 2024")


def test_what_was_told_at_a_moment_is_told_again(record: Record) -> None:
    first = talks(f"{BACKS}, Ida Holm said.")
    keep(record, first, position(first, BACKS, "NOR", "for"))
    say(record, OPPOSES, "NOR", "against", "2023-05-01")
    moments, answers = [], []
    steps = (
        lambda unit: unit.withdraw("R2", "retracted", "Ana"),
        lambda unit: unit.keep(talks("Nothing is decided."), judged(talks("N")), record.questions(), MADE),
        lambda unit: unit.keep_question(replace(TRAWLING, title="Trawling")),
    )
    for step in (*steps, None):
        moments.append(moment_now(record))
        answers.append(queries.changes(record))
        if step is not None:
            with record.unit() as unit:
                step(unit)
    assert len(set(answers)) == 4
    for moment, answer in zip(moments, answers, strict=True):
        assert queries.changes(record, known_at=moment) == answer


def test_nothing_is_told_twice(record: Record) -> None:
    incoming = talks(f"{BACKS}, Ida Holm said. {OPPOSES}, she had said.")
    keep(
        record,
        incoming,
        position(incoming, BACKS, "NOR", "for"),
        position(incoming, BACKS, "NOR", "for", statement=None, asserted_by="narrator"),
        position(incoming, OPPOSES, "NOR", "against", modality="former"),
    )
    decide(record, "accept", row_of(record, "NOR").lead.ref)
    keep(record, talks("Nothing is decided."))
    for step in ("withdraw", "purge"):
        with record.unit() as unit:
            getattr(unit, step)("R1", "an error", "Ana")
    changes = queries.changes(record)
    assert len(changes) == len(set(changes))
