"""Full text: inflected words and phrases are found, odd queries are harmless, what is gone is not found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import runner
from examples_record import TRAWLING, Clock, decide, keep, position, report

from onrecord.record import Record, dialect
from onrecord.show import queries
from onrecord.show.queries.search import EmptySearchError

NORWAY = "Norway will back a ban on deep-sea trawling"
CHILE = "Chile opposed the banning of trawling in São Tomé"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "onrecord.db", clock=Clock()) as opened:
        say(opened, NORWAY, "NOR", "2023-03-10", speaker="Ida Holm", office="Fisheries Minister")
        say(opened, CHILE, "CHL", "2023-04-10", outlet="Harbour Post", speaker="Pablo Rey")
        yield opened


def say(record: Record, words: str, actor: str, day: str, **more: Any) -> None:
    given: dict[str, Any] = {name: more.pop(name) for name in ("outlet", "title", "id") if name in more}
    facts: dict[str, Any] = {"id": actor, "path": f"{actor}.txt", **given}
    incoming = report(f"Talks opened. {words}, it was said.", day, **facts)
    keep(record, incoming, position(incoming, words, actor, more.pop("side", "for"), **more))


def found(record: Record, words: str, **filters: Any) -> list[str]:
    """Kind and report of each hit."""
    return [f"{hit.kind} {hit.report.key}" for hit in queries.search(record, words, **filters)]


BOTH = ["statement", "report"]


def test_a_hit_says_who_said_it_and_where(record: Record) -> None:
    said, held = queries.search(record, "deep sea")
    assert (said.kind, said.ref, said.actor, said.speaker) == (
        "statement",
        "S1",
        "NOR",
        "Ida Holm, Fisheries Minister",
    )
    assert said.words == NORWAY
    assert (held.kind, held.ref, held.report.path) == ("report", "R1", "NOR.txt")
    assert NORWAY in held.words


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("backs banning", "NOR"),
        ("bans opposing", "CHL"),
        ("OPPOSED", "CHL"),
        ("sao tome", "CHL"),
        ("São Tomé", "CHL"),
        ('"back a ban"', "NOR"),
        ("deep-sea", "NOR"),
        ("Fisheries norway", "NOR"),
    ],
)
def test_words_are_found_in_every_inflection(record: Record, words: str, key: str) -> None:
    assert f"statement {key}" in found(record, words)


def test_all_words_must_be_there_and_those_in_quotation_marks_side_by_side(record: Record) -> None:
    assert found(record, "ban trawling", actor="NOR") == ["statement NOR"]
    assert found(record, '"ban trawling"') == []
    assert found(record, "norway chile") == []


@pytest.mark.parametrize(
    "words",
    [
        '"',
        'norway "',
        '"norway',
        '""norway""',
        "norway *",
        "nor*",
        "norway NEAR ban",
        "NEAR(norway ban)",
        "norway OR chile",
        "norway AND",
        "NOT norway",
        "-norway",
        "norway -",
        "words:norway",
        "^norway",
        "{norway}",
        "norway + ban",
        "norway; drop table statement",
        "norway\x00ban",
        "norway \udcff",
        "норвегия 挪威 🐟",
        "n" * 5000,
        "norway " * 300,
        "'norway'",
        "%norway_",
    ],
)
def test_operators_and_odd_characters_are_harmless(record: Record, words: str) -> None:
    try:
        hits = found(record, words)
    except EmptySearchError:
        assert not any(letter.isalnum() for letter in words)
    else:
        assert set(hits) <= {"statement NOR", "report NOR"}


@pytest.mark.parametrize(
    "words", ["norway *", "norway -", "-norway", "^norway", "norway\x00", '"norway', "(norway)"]
)
def test_marks_beside_a_word_do_not_hide_it(record: Record, words: str) -> None:
    assert found(record, words) == ["statement NOR", "report NOR"]


@pytest.mark.parametrize("words", ["", " ", '"', '""', "* - +", "\x00"])
def test_a_search_for_nothing_is_told(record: Record, words: str) -> None:
    with pytest.raises(EmptySearchError, match="holds no word to search for"):
        queries.search(record, words)


def test_what_is_withdrawn_or_superseded_is_left_out(record: Record) -> None:
    say(record, "Norway has not decided on the quota", "NOR", "2023-03-10")
    assert found(record, '"back a ban"') == []
    assert found(record, "quota") == ["statement NOR", "report NOR"]
    with record.unit() as unit:
        unit.withdraw("R1", "retracted", None)
    assert found(record, "quota") == []


def test_a_removed_text_is_not_found(record: Record, tmp_path: Path) -> None:
    with record.unit() as unit:
        unit.purge("R1", "the licence ended", None)
    record.forget()
    assert found(record, "norway") == []
    assert found(record, "removed") == []
    assert found(record, "Ida Holm") == ["statement NOR"], "who spoke stays"


def test_hits_are_narrowed(record: Record) -> None:
    assert sorted(found(record, "talks")) == ["report CHL", "report NOR"]
    assert found(record, "trawling", actor="CHL") == ["statement CHL"]
    assert found(record, "trawling", outlet="harbour post") == ["statement CHL", "report CHL"]
    assert found(record, "trawling", since=date(2023, 3, 11)) == ["statement CHL", "report CHL"]
    assert found(record, "trawling", until=date(2023, 4, 9)) == ["statement NOR", "report NOR"]
    assert found(record, "trawling", since=date(2023, 5, 1)) == []


def test_statements_are_narrowed_by_speaker(record: Record) -> None:
    assert found(record, "trawling", speaker="holm") == ["statement NOR"], "a part of the name, case apart"
    assert found(record, "trawling", speaker="Fisheries Min") == ["statement NOR"], "or of the office"
    assert found(record, "trawling", speaker="Nobody") == []
    decide(record, "correct", "S1", speaker="Eva Ros", office=None)
    assert found(record, "trawling", speaker="holm") == [], "who it is, people decide"


def test_statements_are_narrowed_by_the_side_that_they_were_read_as_taking(record: Record) -> None:
    with record.unit() as unit:
        unit.keep_question(TRAWLING)
    say(record, "Peru is against a ban on trawling", "PER", "2023-05-10", side="against", speaker="Ana Ruiz")
    say(record, "Fiji wants a ban on trawling", "FJI", "2023-05-11", speaker="Mere Tuni", unsure=True)
    assert found(record, "trawling", side="against") == ["statement PER"]
    assert found(record, "trawling", side="for") == ["statement FJI"]
    assert found(record, "trawling", side="neutral") == []
    assert found(record, "trawling", speaker="ruiz", side="for") == []


def test_the_command_narrows_by_speaker_and_side(
    record: Record, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with record.unit() as unit:
        unit.keep_question(TRAWLING)
    say(record, "Peru is against a ban on trawling", "PER", "2023-05-10", side="against", speaker="Ana Ruiz")
    say(record, "Fiji wants a ban on trawling", "FJI", "2023-05-11", speaker="Mere Tuni")
    run = runner(capfdbinary)

    def hits(*options: str) -> list[str]:
        told = run("search", "trawling", *options, "--format", "json", "--record", str(record.path))
        assert (told.status, told.err) == (0, "")
        return [f"{hit['kind']} {hit['path']}" for hit in json.loads(told.out)]

    assert len(hits()) == 8
    assert hits("--speaker", "tuni") == ["statement FJI.txt"]
    assert hits("--side", "against") == ["statement PER.txt"]
    assert hits("--side", "against", "--speaker", "tuni") == []
    odd = run("search", "trawling", "--side", "pro", "--record", str(record.path))
    assert (odd.status, "'pro' is no side; the sides are for, against, neutral" in odd.err) == (2, True)


def test_the_limit_holds_for_each_kind_and_behind_the_filters(record: Record) -> None:
    for number in range(30):
        say(record, f"{NORWAY} in act {number}", "NOR", "2023-03-10", id=f"n{number}")
    assert [kind.split()[0] for kind in found(record, "trawling", limit=1)] == BOTH
    assert found(record, "trawling", limit=1, outlet="Harbour Post") == ["statement CHL", "report CHL"]


def test_whose_a_statement_is_people_decide(record: Record) -> None:
    decide(record, "correct", "S1", speaker="Eva Ros", office=None, actors=("ISL",))
    said = queries.search(record, "deep sea", actor="ISL")
    assert [(hit.ref, hit.actor, hit.speaker) for hit in said] == [("S1", "ISL", "Eva Ros")]
    assert found(record, "deep sea", actor="NOR") == []
    decide(record, "reject", "S2")
    assert found(record, "opposed") == ["report CHL"]


def test_words_that_very_many_hold_find_the_last_recorded(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ranking a million rows takes seconds, and words that they all hold tell little."""
    say(record, "Trawling, trawling, trawling, Peru said of trawling", "PER", "2023-01-01")
    ranked = found(record, "trawling", limit=2)
    assert ranked[0] == "statement PER"
    say(record, CHILE, "ARG", "2023-01-01")
    monkeypatch.setattr(dialect, "RANKED", 3)
    assert found(record, "trawling", limit=2) == [f"{kind} {key}" for kind in BOTH for key in ("ARG", "PER")]
    monkeypatch.setattr(dialect, "RANKED", 4)
    assert found(record, "trawling", limit=2)[0] == "statement PER"


def test_what_an_actor_said_is_found_by_the_day_of_its_reports(record: Record) -> None:
    for number, day in enumerate(("2023-05-01", "2022-05-01", "2024-05-01")):
        say(record, f"{NORWAY} for {number} years", "NOR", day, id=f"n{number}")
    said, looked_at = queries.said_by(record, actor="NOR", limit=3)
    assert [str(line.report.published) for line in said] == ["2024-05-01", "2023-05-01", "2023-03-10"]
    assert looked_at == 4
    assert queries.said_by(record, actor="PER", limit=3) == ((), 0)
