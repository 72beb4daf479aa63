"""What does not agree: the four kinds with their evidence, and what is near to them and none."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from examples_record import (
    TRAWLING,
    Clock,
    by,
    decide,
    keep,
    moment_now,
    on,
    position,
    report,
    row_of,
    table,
)

from onrecord.model import Report
from onrecord.record import Record
from onrecord.show import queries
from onrecord.show.answers import Conflict
from onrecord.show.overlay import DISAGREE

BACKS = "Norway will back a ban on trawling"
OPPOSES = "Norway will oppose a ban on trawling"
SPEECH = "the government in Oslo regards a general ban on trawling as the right answer to empty seas"
_numbers = count()


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with opened(tmp_path / "onrecord.db") as made:
        yield made


def opened(path: Path, minutes: int = 0) -> Record:
    record = Record.open(path, clock=Clock(minutes))
    with record.unit() as unit:
        unit.keep_question(TRAWLING)
    return record


def say(record: Record, words: str, side: str | None, day: str, **more: Any) -> Report:
    """Keep a report of its own in which Norway (or another actor) takes a side on a day that the text gives;
    `undated` where it gives none.
    """
    number = next(_numbers)
    said_on = by(day) if more.pop("undated", False) else on(day)
    actor = more.pop("actor", "NOR")
    outlet = more.pop("outlet", "Coastal Wire")
    incoming = report(f"{words}, Ida Holm said.", day, id=f"r-{number}", path=f"{number}.txt", outlet=outlet)
    return keep(record, incoming, position(incoming, words, actor, side, said_on=said_on, **more))


def kinds(record: Record, **filters: Any) -> list[str]:
    return [conflict.kind for conflict in queries.conflicts(record, **filters)]


def only(record: Record) -> Conflict:
    (found,) = queries.conflicts(record)
    return found


# --- two sides ----------------------------------------------------------------------------------------------


def test_two_sides_on_one_day_are_shown_side_by_side(record: Record) -> None:
    say(record, OPPOSES, "against", "2023-03-10", outlet="Harbour Post")
    say(record, BACKS, "for", "2023-03-10")
    found = only(record)
    assert (found.kind, found.question, found.actor_name) == ("sides", "trawling-ban", "Norway")
    assert [(e.side, e.report.outlet) for e in found.evidence] == [
        ("for", "Coastal Wire"),
        ("against", "Harbour Post"),
    ]


def test_a_text_without_a_day_may_tell_of_the_day_before(record: Record) -> None:
    say(record, OPPOSES, "against", "2023-03-10")
    say(record, BACKS, "for", "2023-03-11", undated=True)
    assert kinds(record) == ["sides"]


def test_a_conflict_is_one_however_many_reports_carry_it(record: Record) -> None:
    for words, side in ((OPPOSES, "against"), (f"{OPPOSES} again", "against"), (BACKS, "for")):
        say(record, words, side, "2023-03-10")
    assert len(only(record).evidence) == 3


def test_two_conflicts_months_apart_are_two(record: Record) -> None:
    for day in ("2023-03-10", "2023-09-10"):
        say(record, OPPOSES, "against", day)
        say(record, BACKS, "for", day)
    assert kinds(record) == ["sides", "sides"]
    assert kinds(record, as_of=on("2023-04-01").latest) == ["sides"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"day": "2023-03-17"}),  # it changed its mind
        ({}, {"day": "2023-03-12", "undated": True}),  # news of two days later
        ({}, {"explicit": False}),
        ({}, {"modality": "conditional"}),
        ({}, {"modality": "intended"}),
        ({}, {"side": "against"}),
        ({}, {"actor": "CHL"}),
        ({}, {"asserted_by": "narrator", "modality": "conditional"}),
        ({}, {"unsure": True}),
        ({"explicit": False}, {}),
        ({"explicit": False, "day": "2023-03-09"}, {"undated": True}),
    ],
)
def test_what_is_no_conflict_of_sides(record: Record, first: dict[str, Any], second: dict[str, Any]) -> None:
    for words, side, more in ((OPPOSES, "against", dict(first)), (BACKS, "for", dict(second))):
        say(record, words, more.pop("side", side), more.pop("day", "2023-03-10"), **more)
    assert kinds(record) == []


def test_a_weaker_later_word_that_may_be_no_later_leaves_it_open(record: Record) -> None:
    """The row takes the conditional word, for it is the later one, and notes the other."""
    say(record, OPPOSES, "against", "2023-03-10")
    say(record, BACKS, "for", "2023-03-11", undated=True, modality="conditional")
    assert row_of(record, "NOR").conflict
    assert kinds(record) == ["sides"]


@pytest.mark.parametrize("seed", range(12))
def test_every_row_that_says_reports_contradict_each_other_has_a_conflict(record: Record, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(5):
        say(
            record,
            BACKS,
            chance.choice(["for", "against"]),
            f"2023-03-{chance.choice([10, 11, 12])}",
            undated=chance.random() < 0.5,
            explicit=chance.random() < 0.8,
            modality=chance.choice(["asserted", "asserted", "conditional", "former"]),
            asserted_by=chance.choice(["self", "self", "narrator"]),
        )
    listed = "sides" in kinds(record)
    assert listed or not any(row.conflict for row in table(record).rows)


# --- accounts -----------------------------------------------------------------------------------------------


def test_one_statement_that_reports_give_differently(record: Record) -> None:
    say(record, SPEECH, "for", "2023-03-10", speaker="Ida Holm")
    say(record, SPEECH, "against", "2023-03-10", speaker="Ida Holm", modality="conditional")
    found = only(record)
    assert found.kind == "accounts"
    assert {e.side for e in found.evidence} == {"for", "against"}
    assert len({e.report.ref for e in found.evidence}) == 2


@pytest.mark.parametrize(
    "second",
    [
        {"words": "the cod quota of Norway ought to be settled before any other thing is talked about"},
        {"speaker": "Per Lund"},
        {"day": "2023-05-10"},
        {"side": "for"},
        {"actor": "CHL"},
    ],
)
def test_what_is_not_one_statement_is_no_conflict_of_accounts(record: Record, second: dict[str, Any]) -> None:
    say(record, SPEECH, "for", "2023-03-10", speaker="Ida Holm")
    facts = {"words": SPEECH, "side": "against", "day": "2023-03-10", "speaker": "Ida Holm", **second}
    say(record, facts.pop("words"), facts.pop("side"), facts.pop("day"), modality="conditional", **facts)
    assert kinds(record) == []


def test_of_removed_texts_nobody_knows_whether_they_were_one_statement(record: Record) -> None:
    say(record, BACKS, "for", "2023-03-10", speaker="Ida Holm")
    say(record, "the quota kills it", "against", "2023-03-10", speaker="Ida Holm", modality="conditional")
    for ref in ("R1", "R2"):
        with record.unit() as unit:
            unit.purge(ref, "the licence ended", None)
    assert kinds(record) == []


# --- claimed ------------------------------------------------------------------------------------------------


def test_a_position_claimed_by_another_against_the_own_word(record: Record) -> None:
    say(record, BACKS, "for", "2023-03-10")
    say(record, "Norway rejects the ban", "against", "2023-03-20", asserted_by="CHL")
    found = only(record)
    assert (found.kind, found.actor) == ("claimed", "NOR")
    assert [(e.asserted_by, e.side) for e in found.evidence] == [("self", "for"), ("CHL", "against")]


@pytest.mark.parametrize(
    "claim",
    [
        {"side": "for"},
        {"actor": "ISL"},
        {"side": None, "unsure": True},
    ],
)
def test_a_claim_that_the_own_word_does_not_contradict(record: Record, claim: dict[str, Any]) -> None:
    say(record, BACKS, "for", "2023-03-10")
    side = claim.pop("side", "against")
    say(record, "Norway rejects the ban", side, "2023-03-20", asserted_by="CHL", **claim)
    assert kinds(record) == []


def test_a_claim_is_held_against_what_was_the_own_word_then(record: Record) -> None:
    say(record, OPPOSES, "against", "2023-03-10")
    say(record, "Norway rejects the ban", "against", "2023-03-20", asserted_by="CHL")
    say(record, BACKS, "for", "2023-04-10")
    assert kinds(record) == []
    say(record, "Norway still rejects the ban", "against", "2023-04-20", asserted_by="CHL")
    assert kinds(record) == ["claimed"]


def test_a_claim_stands_beside_the_firmest_own_word_of_the_stand(record: Record) -> None:
    say(record, OPPOSES, "against", "2023-02-10")
    say(record, "Norway backs the ban", "for", "2023-03-10")
    say(record, "Norway intends to sign the ban", "for", "2023-03-15", modality="intended")
    say(record, "Norway rejects the ban", "against", "2023-03-20", asserted_by="CHL")
    assert [e.words for e in only(record).evidence] == ["Norway backs the ban", "Norway rejects the ban"]


def test_firmer_words_before_another_side_are_not_of_the_stand(record: Record) -> None:
    say(record, "Norway backs the ban", "for", "2023-03-01")
    say(record, OPPOSES, "against", "2023-03-05")
    say(record, "Norway intends to sign the ban", "for", "2023-03-15", modality="intended")
    say(record, "Norway rejects the ban", "against", "2023-03-20", asserted_by="CHL")
    claims = [c for c in queries.conflicts(record) if c.kind == "claimed"]
    assert [[e.words for e in c.evidence] for c in claims] == [
        ["Norway intends to sign the ban", "Norway rejects the ban"]
    ]


def test_a_claim_made_again_is_one_conflict_in_its_firmest_words(record: Record) -> None:
    say(record, BACKS, "for", "2023-03-10")
    say(record, "Norway may reject it", "against", "2023-03-20", asserted_by="CHL", modality="conditional")
    say(record, "Norway rejects the ban", "against", "2023-03-21", asserted_by="CHL")
    say(record, "Norway is against it", "against", "2023-03-22", asserted_by="RUS")
    claims = [[e.words for e in c.evidence] for c in queries.conflicts(record)]
    assert claims == [[BACKS, "Norway rejects the ban"], [BACKS, "Norway is against it"]]


def test_what_the_narrator_says_is_no_own_word(record: Record) -> None:
    say(record, BACKS, "for", "2023-03-10", asserted_by="narrator", statement=None)
    say(record, "Norway rejects the ban", "against", "2023-03-20", asserted_by="CHL")
    assert kinds(record) == []


# --- people -------------------------------------------------------------------------------------------------


@pytest.fixture
def disputed(record: Record, tmp_path: Path) -> Record:
    """Ana and Ben decided about the same words in records of their own, which were merged."""
    say(record, BACKS, "for", "2023-03-10")
    record.backup(tmp_path / "ben.db")
    with Record.open(tmp_path / "ben.db", clock=Clock(minutes=30)) as other:
        decide(other, "correct", row_of(other, "NOR").lead.ref, "Ben", side="against")
    decide(record, "correct", row_of(record, "NOR").lead.ref, "Ana", side="neutral")
    record.merge(tmp_path / "ben.db")
    return record


def test_people_who_decided_differently(disputed: Record) -> None:
    found = only(disputed)
    assert found.kind == "people"
    (evidence,) = found.evidence
    assert (evidence.words, evidence.decided[0]) == (BACKS, DISAGREE)
    assert [sentence.partition(",")[0] for sentence in evidence.decided[1:]] == [
        "corrected by Ana",
        "corrected by Ben",
    ]


# --- settled by a person ------------------------------------------------------------------------------------


def test_a_third_decision_settles_what_people_disputed(disputed: Record) -> None:
    ref = only(disputed).evidence[0].ref
    decide(disputed, "correct", ref, "Eva", side="for")
    assert kinds(disputed) == []


def test_a_decision_settles_two_sides(record: Record) -> None:
    say(record, OPPOSES, "against", "2023-03-10")
    say(record, BACKS, "for", "2023-03-10")
    before = moment_now(record)
    wrong = next(e for e in only(record).evidence if e.side == "against")
    made = decide(record, "reject", wrong.ref)
    assert kinds(record) == []
    assert kinds(record, known_at=before) == ["sides"]
    decide(record, "undo", f"D{made.uid[:8]}")
    assert kinds(record) == ["sides"]


def test_a_decision_settles_a_claim_and_two_accounts(record: Record) -> None:
    say(record, SPEECH, "for", "2023-03-10", speaker="Ida Holm")
    say(record, SPEECH, "against", "2023-03-10", speaker="Ida Holm", modality="conditional")
    say(record, "Norway rejects the ban", "against", "2023-03-20", asserted_by="CHL")
    assert kinds(record) == ["accounts", "claimed"]
    for found in queries.conflicts(record):
        wrong = next(e for e in found.evidence if e.side == "against")
        decide(record, "reject", wrong.ref)
    assert kinds(record) == []


def test_conflicts_of_one_actor_alone(record: Record) -> None:
    for actor in ("NOR", "CHL"):
        say(record, BACKS, "for", "2023-03-10", actor=actor)
        say(record, OPPOSES, "against", "2023-03-10", actor=actor)
    assert [c.actor for c in queries.conflicts(record)] == ["CHL", "NOR"]
    assert [c.actor for c in queries.conflicts(record, actor="NOR")] == ["NOR"]


def test_what_an_actor_only_implied_since_does_not_bear_out_a_claim(record: Record) -> None:
    say(record, BACKS, "for", "2023-03-10")
    say(record, "Norway deplored the vote", "against", "2023-03-15", explicit=False)
    say(record, "Norway rejects the ban", "against", "2023-03-20", asserted_by="CHL")
    assert kinds(record) == ["claimed"]
