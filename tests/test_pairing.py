"""What people say of two statements, that they are the same or not: it holds wherever they are listed."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from examples_record import TRAWLING, WHALING, Clock, decide, keep, moment_now, position, report, reread
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Report, Span
from onrecord.record import Record, Wish
from onrecord.record.errors import DecisionError, UnknownNameError
from onrecord.show import queries
from onrecord.show.answers import StatementLine

BACKS = "Norway will back a ban on trawling"
GENTLY = "Our hearts are with the fish and with nobody else"
OPPOSES = "Chile will oppose a ban on trawling"


def first(
    text: str = f"Talks opened in Bergen. {BACKS}, Ida Holm said. {OPPOSES}, Pablo Rey said.",
) -> Report:
    return report(text, id="cw-1", path="a.txt")


def second() -> Report:
    text = f"Oslo was in doubt. {GENTLY}, Ida Holm said on her way out."
    return report(text, "2023-03-11", id="hp-1", path="b.txt", outlet="Harbour Post")


def third() -> Report:
    text = f"It is settled. {BACKS}, Ida Holm said."
    return report(text, id="eg-1", path="c.txt", outlet="Evening Gazette")


def spoken(read: Report, words: str, actor: str, speaker: str) -> Any:
    return position(read, words, actor, "for", speaker=speaker)


def read_first(read: Report) -> tuple[Any, ...]:
    return spoken(read, BACKS, "NOR", "Ida Holm"), spoken(read, OPPOSES, "CHL", "Pablo Rey")


def opened(path: Path) -> Record:
    """Norway's word in two reports, as the texts tell; another word of the same woman in a third."""
    record = Record.open(path, clock=Clock())
    with record.unit() as unit:
        unit.keep_question(TRAWLING)
        unit.keep_question(WHALING)
    keep(record, first(), *read_first(first()))
    keep(record, second(), spoken(second(), GENTLY, "NOR", "Ida Holm"))
    keep(record, third(), spoken(third(), BACKS, "NOR", "Ida Holm"))
    return record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with opened(tmp_path / "onrecord.db") as made:
        yield made


def ref(record: Record, words: str, of: str = "") -> str:
    """What commands call the statement of these words by, in the report `of` where it is named."""
    (found,) = (
        line.ref
        for line in queries.statements(record, each=True)
        if line.words == words and line.report.key.startswith(of)
    )
    return found


def together(record: Record) -> list[list[str]]:
    """The reports of each statement, in the order of the statements."""
    return [[one.report.key for one in (line, *line.variants)] for line in queries.statements(record)]


APART = [["cw-1", "eg-1"], ["cw-1"], ["hp-1"]]
JOINED = [["cw-1", "eg-1", "hp-1"], ["cw-1"]]
PARTED = [["cw-1"], ["eg-1"], ["cw-1"], ["hp-1"]]


def as_sets(found: list[list[str]]) -> list[list[str]]:
    return sorted(map(sorted, found))


def name(made: Any) -> str:
    return f"D{made.uid[:8]}"


def test_two_that_a_person_joins_are_one_with_the_variants_of_both(record: Record) -> None:
    assert as_sets(together(record)) == as_sets(APART)
    made = decide(record, "join", ref(record, BACKS, "cw"), other=ref(record, GENTLY), reason="one speech")
    assert as_sets(together(record)) == as_sets(JOINED)
    (line,) = (line for line in queries.statements(record) if line.variants)
    assert line.decided == (f'the same as "{GENTLY}" in R2: joined by Ana, 1 Jan 2024: one speech',)
    (other,) = (one for one in line.variants if one.words == GENTLY)
    assert other.decided == (f'the same as "{BACKS}" in R1: joined by Ana, 1 Jan 2024: one speech',)
    decide(record, "undo", name(made))
    assert as_sets(together(record)) == as_sets(APART)
    assert all(line.decided == () for line in queries.statements(record, each=True))


def test_two_that_a_person_parts_are_two_whatever_their_words(record: Record) -> None:
    made = decide(record, "part", ref(record, BACKS, "eg"), other=ref(record, BACKS, "cw"))
    assert as_sets(together(record)) == as_sets(PARTED)
    (line,) = (line for line in queries.statements(record) if line.report.key == "eg-1")
    assert line.decided == (f'another than "{BACKS}" in R1: parted by Ana, 1 Jan 2024',)
    again = decide(record, "join", ref(record, BACKS, "cw"), other=ref(record, BACKS, "eg"))
    assert again.replaces == (made.uid,)
    assert as_sets(together(record)) == as_sets(APART)


@pytest.mark.parametrize("order", list(permutations(("cw-1", "eg-1", "hp-1"))))
def test_whom_a_third_joins_of_two_parted_ones_does_not_hang_on_who_was_recorded_first(
    tmp_path: Path, order: tuple[str, ...]
) -> None:
    """Three reports have the same words, and a person parted two of them."""
    with Record.open(tmp_path / "onrecord.db", clock=Clock()) as record:
        with record.unit() as unit:
            unit.keep_question(TRAWLING)
        for key in order:
            read = report(f"It is settled. {BACKS}, Ida Holm said. ({key})", id=key, path=f"{key}.txt")
            keep(record, read, spoken(read, BACKS, "NOR", "Ida Holm"))
        decide(record, "part", ref(record, BACKS, "eg"), other=ref(record, BACKS, "hp"))
        assert as_sets(together(record)) == [["cw-1", "eg-1"], ["hp-1"]]


def test_within_a_report_the_earlier_of_two_parted_ones_is_joined(tmp_path: Path) -> None:
    with Record.open(tmp_path / "onrecord.db", clock=Clock()) as record:
        with record.unit() as unit:
            unit.keep_question(TRAWLING)
        twice = report(f"{BACKS}, Ida Holm said. Later: {BACKS}, Ida Holm said.", id="cw-1", path="a.txt")
        early = spoken(twice, BACKS, "NOR", "Ida Holm")
        at = twice.text.rindex(BACKS)
        late = replace(early, evidence=Span(at, at + len(BACKS)))
        keep(record, twice, late, early)
        keep(record, third(), spoken(third(), BACKS, "NOR", "Ida Holm"))
        places = {
            line.span.start: line.ref
            for line in queries.statements(record, each=True)
            if "cw" in line.report.key
        }
        decide(record, "part", places[0], other=places[at])
        lone = next(line for line in queries.statements(record) if line.ref == places[at])
        assert lone.variants == ()
        assert as_sets(together(record)) == [["cw-1"], ["cw-1", "eg-1"]]


def test_what_was_joined_is_among_the_variants_that_a_page_shows(record: Record) -> None:
    chile, gentle = ref(record, OPPOSES), ref(record, GENTLY)
    decide(record, "join", gentle, other=chile)  # another voice: nothing but the decision leads there
    (line,) = (line for line in queries.statements(record, each=True) if line.ref == gentle)
    assert [one.ref for one in queries.variants(record, line)] == [chile]
    decide(record, "join", gentle, other=ref(record, BACKS, "eg"))
    found = {(one.words, one.report.key) for one in queries.variants(record, line)}
    assert found == {(OPPOSES, "cw-1"), (BACKS, "cw-1"), (BACKS, "eg-1")}


def test_who_joins_one_with_two_joins_these_and_a_later_word_holds(record: Record) -> None:
    chile, gentle, backs = ref(record, OPPOSES), ref(record, GENTLY), ref(record, BACKS, "cw")
    decide(record, "join", gentle, other=chile)
    decide(record, "join", backs, other=gentle)
    assert as_sets(together(record)) == [["cw-1", "cw-1", "eg-1", "hp-1"]]
    decide(record, "part", backs, other=chile)
    assert as_sets(together(record)) == as_sets(JOINED), "the later two of the three hold"


def test_a_statement_that_a_person_added_is_joined_by_the_name_of_the_decision(record: Record) -> None:
    added = decide(record, "add", report="R1", words="Talks opened", speaker="Ida Holm", actors=("NOR",))
    decide(record, "join", name(added), other=ref(record, GENTLY))
    assert ["cw-1", "hp-1"] in as_sets(together(record))


def test_decisions_are_listed_with_both_statements(record: Record, tmp_path: Path) -> None:
    with opened(tmp_path / "ben.db") as other:
        decide(other, "part", ref(other, BACKS, "cw"), "Ben", other=ref(other, GENTLY))
        decide(record, "join", ref(record, BACKS, "cw"), other=ref(record, GENTLY))
        (told,) = record.merge(other.path).differences
        assert f"disagree on '{BACKS}' in report R1 of Coastal Wire" in told
        assert told.endswith(f"and '{GENTLY}' in report R2 of Harbour Post")
    ana, ben = sorted(queries.decisions(record, open_only=True), key=lambda line: line.decision.person)
    assert (ana.state, ana.disagrees, ben.disagrees) == ("in force", (ben.ref,), (ana.ref,))
    assert (ana.words, ana.other, ana.other_words) == (BACKS, "R2", GENTLY)
    assert as_sets(together(record)) == as_sets(APART), "where people disagree the texts decide"
    settled = decide(record, "join", ref(record, BACKS, "cw"), "Cleo", other=ref(record, GENTLY))
    assert len(settled.replaces) == 2
    assert as_sets(together(record)) == as_sets(JOINED)


def test_a_decision_on_two_statements_is_told_with_the_report_of_each_by_its_own_words(
    record: Record,
) -> None:
    joined = decide(record, "join", ref(record, BACKS, "eg"), other=ref(record, GENTLY))
    told = {key: queries.report_view(record, key).decided for key in ("cw-1", "hp-1", "eg-1")}
    assert told["cw-1"] == ()
    assert [(one.ref, one.words) for one in told["hp-1"]] == [(name(joined), GENTLY)]
    assert [(one.ref, one.words) for one in told["eg-1"]] == [(name(joined), BACKS)]


def test_what_the_record_said_before_a_decision_is_given_again(record: Record) -> None:
    before = moment_now(record)
    decide(record, "part", ref(record, BACKS, "eg"), other=ref(record, BACKS, "cw"))
    now = queries.conflicts(record, TRAWLING.id)
    assert queries.conflicts(record, TRAWLING.id, known_at=moment_now(record)) == now
    assert queries.conflicts(record, TRAWLING.id, known_at=before) == now


def test_two_accounts_of_one_statement_are_told_where_a_person_joins_them(tmp_path: Path) -> None:
    with Record.open(tmp_path / "accounts.db", clock=Clock()) as record:
        with record.unit() as unit:
            unit.keep_question(TRAWLING)
        keep(record, third(), spoken(third(), BACKS, "NOR", "Ida Holm"))
        keep(record, second(), position(second(), GENTLY, "NOR", "neutral", speaker="Ida Holm"))

        def accounts() -> list[set[str]]:
            return [
                {e.words for e in one.evidence}
                for one in queries.conflicts(record, TRAWLING.id)
                if one.kind == "accounts"
            ]

        assert accounts() == []
        decide(record, "join", ref(record, GENTLY), other=ref(record, BACKS))
        assert accounts() == [{GENTLY, BACKS}]


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (Wish("join", "Ana", ref="S1", other="S1"), r"a statement is joined with itself"),
        (Wish("join", "Ana", ref="S1", other="R2"), r"'R2' names no statement"),
        (Wish("part", "Ana", ref="R2", other="S1"), r"'R2' names no statement"),
        (Wish("join", "Ana", ref="S1"), r"'' names no statement"),
        (Wish("join", " ", ref="S1", other="S2"), r"needs the name of who makes it"),
    ],
)
def test_a_wish_that_cannot_be_kept_is_refused(record: Record, wish: Wish, message: str) -> None:
    with pytest.raises(DecisionError, match=message), record.unit() as unit:
        unit.decide(wish)


def test_names_that_mean_no_statement_are_refused(record: Record) -> None:
    with pytest.raises(UnknownNameError, match="no statement 'S99'"):
        decide(record, "join", "S1", other="S99")
    rejected = decide(record, "reject", "P1")
    with pytest.raises(DecisionError, match="is not on a statement"):
        decide(record, "join", "S1", other=name(rejected))
    joined = decide(record, "join", "S1", other="S3")
    with pytest.raises(DecisionError, match="neither on a position nor on a statement"):
        decide(record, "accept", name(joined))


# --- whatever comes after --------------------------------------------------------------------


def test_it_holds_where_a_report_is_corrected_around_its_words_and_is_lost_with_them(record: Record) -> None:
    decide(record, "join", ref(record, BACKS, "cw"), other=ref(record, GENTLY))
    longer = first(f"It rained all day. Talks opened. {BACKS}, Ida Holm said. {OPPOSES}, Pablo Rey said.")
    keep(record, longer, *read_first(longer))
    assert as_sets(together(record)) == as_sets(JOINED)
    gone = first(f"Talks were put off. {OPPOSES}, Pablo Rey said.")
    keep(record, gone, spoken(gone, OPPOSES, "CHL", "Pablo Rey"))
    assert as_sets(together(record)) == [["cw-1"], ["eg-1"], ["hp-1"]]
    (line,) = queries.decisions(record, open_only=True)
    assert line.state == "lost"


def test_purged_words_leave_both_anchors_and_come_back_with_the_text(record: Record) -> None:
    decide(record, "part", ref(record, BACKS, "eg"), other=ref(record, BACKS, "cw"))
    for number in (3, 1):
        with record.unit() as unit:
            unit.purge(f"R{number}", "licence", None)
        with sqlite3.connect(record.path) as connection:
            ((anchor, other),) = connection.execute("select anchor, other from decision")
        held = anchor + other
        assert (BACKS in held) == (number == 3), "the words of the other report stay as long as its text does"
        assert not record.verify().faults
    for incoming in (first(), third()):
        with record.unit() as unit:
            unit.put_back(incoming.text)
    assert as_sets(together(record)) == as_sets(PARTED)
    assert not record.verify().faults


def test_what_came_from_a_record_with_the_text_is_held_without_words_where_it_was_removed(
    record: Record, tmp_path: Path
) -> None:
    with opened(tmp_path / "ben.db") as other:
        decide(other, "join", ref(other, BACKS, "cw"), "Ben", other=ref(other, GENTLY))
        with record.unit() as unit:
            unit.purge("R2", "licence", None)
        record.merge(other.path)
    with sqlite3.connect(record.path) as connection:
        ((anchor, beside),) = connection.execute("select anchor, other from decision")
    assert BACKS in anchor
    assert "hearts" not in beside


PLACES = ((BACKS, "cw"), (GENTLY, "hp"), (BACKS, "eg"), (OPPOSES, "cw"))
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["join"] * 3 + ["part"] * 3 + ["undo"] * 2 + ["reread", "merge", "backup"]),
        st.integers(0, 1),
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    max_size=12,
)


@dataclass(frozen=True)
class Made:
    mark: str
    uid: str
    verdict: str
    pair: frozenset[int] = frozenset()
    over: frozenset[str] = frozenset()
    undoes: str | None = None


@dataclass
class Coder:
    """One of two records, and what its owner knows."""

    record: Record
    known: dict[str, Made] = field(default_factory=dict)

    def is_undone(self, made: Made) -> bool:
        return any(u.undoes == made.mark and not self.is_undone(u) for u in self.known.values())

    def holds(self) -> list[Made]:
        return [
            made
            for made in self.known.values()
            if made.verdict != "undo"
            and not self.is_undone(made)
            and all(self.is_undone(other) for other in self.known.values() if made.mark in other.over)
        ]


def step(coder: Coder, other: Coder, what: str, one: int, two: int, mark: str) -> None:
    record = coder.record
    if what in ("join", "part") and one != two:
        pair = frozenset((one, two))
        over = frozenset(made.mark for made in coder.known.values() if made.pair == pair)
        made = decide(record, what, ref(record, *PLACES[one]), other=ref(record, *PLACES[two]), reason=mark)
        coder.known[mark] = Made(mark, made.uid, what, pair, over)
    elif what == "undo" and coder.known:
        undone = list(coder.known.values())[one % len(coder.known)]
        if not coder.is_undone(undone):
            uid = decide(record, "undo", f"D{undone.uid}", reason=mark).uid
            coder.known[mark] = Made(mark, uid, "undo", undoes=undone.mark)
    elif what == "reread":
        reread(record, first(), *read_first(first()))
    elif what == "merge":
        record.merge(other.record.path)
        coder.known |= other.known
    elif what == "backup":
        copy = record.path.with_name(f"{mark}.db")
        record.backup(copy)
        record.close()
        coder.record = Record.open(copy, clock=Clock(int(mark[1:])))


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_a_word_on_two_statements_holds_through_undoing_rereading_merging_and_backup(
    steps: list[tuple[str, int, int, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        coders = [Coder(opened(Path(folder) / f"{number}.db")) for number in range(2)]
        for number, (what, who, one, two) in enumerate(steps, start=1):
            step(coders[who], coders[1 - who], what, one, two, f"#{number:02}")
        for coder in coders:
            see(coder)
            assert not coder.record.verify().faults
            coder.record.close()


def see(coder: Coder) -> None:
    """Every word in force is told beside both statements, no other is, and each pair stands as it says."""
    lines = queries.statements(coder.record, each=True)
    holds = coder.holds()
    for place, (words, report_) in enumerate(PLACES):
        (line,) = (one for one in lines if one.words == words and one.report.key.startswith(report_))
        told = {made.mark for made in holds if place in made.pair}
        assert {mark for mark in coder.known if mark in " ".join(line.decided)} == told
    groups = [places_in(line) for line in queries.statements(coder.record)]
    for pair in {made.pair for made in holds}:
        verdicts = [made.verdict for made in holds if made.pair == pair]
        if len({frozenset(made.pair) for made in holds}) == 1 and len(set(verdicts)) == 1:
            assert any(pair <= group for group in groups) == (verdicts[0] == "join")
    if all(made.verdict == "part" for made in holds):  # else others may lead from one to the other
        assert not any(made.pair <= group for made in holds for group in groups)


def places_in(line: StatementLine) -> frozenset[int]:
    found = {(one.words, one.report.key[:2]) for one in (line, *line.variants)}
    return frozenset(number for number, place in enumerate(PLACES) if place in found)
