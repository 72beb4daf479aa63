"""What holds in one report may not leak into another, and the order in which reports come decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from examples_record import TRAWLING, WHALING, Clock, decide, keep, position, report

from onrecord.record import Record
from onrecord.show import queries

BACKS = "Norway will back a ban on trawling"
OPPOSES = "Norway will oppose a ban on trawling"
STORY = (
    (
        "Fishing ministers of nine northern states met in Bergen on Monday, "
        "after a storm had kept ferries in port."
    ),
    f"{BACKS}, Ida Holm said before the doors closed on the delegates and their advisers.",
    (
        "Owners of the fleet had asked Oslo for help in spring, when a third "
        "of the ships lay idle for want of fuel."
    ),
    (
        "The committee has rejected two earlier drafts, one of them by Danish "
        "lawyers who worked for a herring guild."
    ),
    (
        "Norway will back a ban on trawling in the far north, Holm told "
        "delegates over dinner in the customs hall."
    ),
    (
        "Scientists from Tromso reported last month that coral beds near "
        "Andoya had shrunk by half since that winter."
    ),
    (
        "Norway will support a trawling ban this year, Holm told the closing "
        "session as snow fell on the harbour."
    ),
    (
        "Icelandic boats stayed away, and a union leader from Akureyri called "
        "the gathering a theatre for tourists."
    ),
    (
        "The next round opens in June at Stavanger, where rooms are booked and "
        "police expect twelve thousand visitors."
    ),
)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "onrecord.db", clock=Clock()) as opened:
        with opened.unit() as unit:
            unit.keep_question(TRAWLING)
        yield opened


def say(record: Record, words: str, day: str, key: str, outlet: str, side: str = "for") -> None:
    said = report(f"Talks went on. {words}, Ida Holm said.", day, id=key, path=f"{key}.txt", outlet=outlet)
    keep(record, said, position(said, words, "NOR", side, speaker="Ida Holm"))


def cut(record: Record, key: str, sentences: tuple[str, ...], words: str) -> None:
    """A report that is a part of the story, from an outlet of its own, with a position in these words."""
    part = report(" ".join(sentences), id=key, path=f"{key}.txt", outlet=f"Outlet {key}")
    keep(record, part, position(part, words, "NOR", "for", speaker="Ida Holm"))


def origins(record: Record) -> list[list[str]]:
    """The keys of the reports of each origin of Norway's row."""
    (table,) = queries.positions(record, TRAWLING.id)
    keys = {e.report.ref: e.report.key for row in table.rows for e in row.evidence}
    return sorted(sorted(keys[ref] for ref in origin.reports) for row in table.rows for origin in row.origins)


def test_a_decision_in_a_report_on_something_else_moves_no_day(record: Record) -> None:
    say(record, BACKS, "2023-03-01", "a", "Coastal Wire")
    say(record, OPPOSES, "2023-09-01", "b", "Harbour Post", "against")
    with record.unit() as unit:
        unit.keep_question(WHALING)
    other = report("The weather was fine, Pablo Rey said.", "2023-09-02", id="c", path="c.txt", outlet="MNA")
    keep(record, other, position(other, "The weather was fine", "CHL", "for", question=WHALING.id))

    def side() -> str | None:
        (table,) = queries.positions(record, TRAWLING.id, as_of=date(2023, 5, 1))
        return table.rows[0].side

    assert side() == "for"
    (line,) = (line for line in queries.statements(record, each=True) if "weather" in line.words)
    decide(record, "correct", line.ref, speaker="P. Rey")
    assert side() == "for"


@pytest.mark.parametrize("shared", [0, 2])
def test_what_two_cuts_of_one_story_share_beside_it_does_not_set_them_apart(
    record: Record, shared: int
) -> None:
    keep(record, report(" ".join(STORY), id="x", path="x.txt", outlet="Wire Hub"))
    cut(record, "a", STORY[: 4 + shared], BACKS)
    cut(record, "b", STORY[4:], "Norway will support a trawling ban this year")
    record.relate()
    assert origins(record) == [["a", "b"]]


@pytest.mark.parametrize("order", ["abc", "acb", "cab", "bca"])
def test_whom_a_third_leads_to_each_other_stays_one_in_any_order(record: Record, order: str) -> None:
    """a and b were parted; c, which is of the same story as both, is beside each of them."""
    parts = {
        "a": (STORY[:3], BACKS),
        "b": (STORY[3:6], f"{BACKS} in the far north"),
        "c": (STORY[6:], "Norway will support a trawling ban this year"),
    }
    keep(record, report(" ".join(STORY), id="x", path="x.txt", outlet="Wire Hub"))
    for key in order:
        cut(record, key, *parts[key])
    record.relate()
    decide(record, "part", "a", other="b")
    assert origins(record) == [["a", "b", "c"]]


def test_a_claim_stands_against_each_actor_that_a_statement_was_decided_to_speak_for(record: Record) -> None:
    say(record, "The north will back a ban on trawling", "2023-03-10", "a", "Coastal Wire")
    claims = ("Norway opposes a ban on trawling", "Iceland opposes a ban on trawling")
    told = report(
        f"Chile says: {claims[0]}, and {claims[1]}, Pablo Rey said.", "2023-03-12", id="c", path="c"
    )
    positions = [
        position(told, words, actor, "against", asserted_by="CHL", speaker="Pablo Rey")
        for words, actor in zip(claims, ("NOR", "ISL"), strict=True)
    ]
    keep(record, told, *positions)
    (line,) = (line for line in queries.statements(record, each=True) if "north" in line.words)
    decide(record, "correct", line.ref, speaker="Ida Holm", actors=("NOR", "ISL"))
    assert sorted(one.actor or "" for one in queries.conflicts(record)) == ["ISL", "NOR"]


@pytest.mark.parametrize("withdrawn", [False, True])
def test_a_removed_text_is_told_also_of_a_report_that_was_withdrawn(record: Record, withdrawn: bool) -> None:
    say(record, BACKS, "2023-03-01", "a", "Coastal Wire")
    with record.unit() as unit:
        if withdrawn:
            unit.withdraw("a", "retracted", "Ana")
    with record.unit() as unit:
        unit.purge("a", "licence", "Ana")
    assert ("removed", "NOR") in {(one.kind, one.actor) for one in queries.changes(record)}
