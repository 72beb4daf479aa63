"""Questions put to a record: what is in force, since when, what is counted and what only shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from examples_record import MADE, TRAWLING, WHALING, Clock, by, front, judged, on, position, relay, report

from onrecord.model import Aside, Firmness, Position, Refusal, Report, Span
from onrecord.record import Record, UnknownQuestionError
from onrecord.show import cells, queries, wording
from onrecord.show.answers import Row, Table

BACKS = "Norway will back a ban on trawling"
OPPOSES = "Norway will oppose a ban on trawling"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "onrecord.db", clock=Clock()) as opened:
        with opened.unit() as unit:
            unit.keep_question(TRAWLING)
        yield opened


class Writer:
    """Keeps reports with one position or more each."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.count = 0

    def __call__(
        self, words: str, actor: str | None, side: str | None, day: str = "2023-03-10", **more: Any
    ) -> Report:
        self.count += 1
        facts = {name: more.pop(name) for name in ("outlet", "text", "title") if name in more}
        text = facts.pop("text", f"{words}, a minister said.")
        incoming = report(text, day, id=f"cw-{self.count}", path=f"reports/{self.count}.txt", **facts)
        return self.keep(incoming, position(incoming, words, actor, side, **more))

    def keep(self, incoming: Report, *positions: Position, sourcing: str = "named") -> Report:
        with self.record.unit() as unit:
            questions = self.record.questions()
            unit.keep(incoming, judged(incoming, *positions, sourcing=sourcing), questions, MADE)
        return incoming


@pytest.fixture
def write(record: Record) -> Writer:
    return Writer(record)


def table(record: Record, **filters: Any) -> Table:
    (only,) = queries.positions(record, TRAWLING.id, **filters)
    return only


def row(record: Record, **filters: Any) -> Row:
    (only,) = table(record, **filters).rows
    return only


# --- one row --------------------------------------------------------------------


def test_the_words_before_begin_behind_the_dateline(record: Record, write: Writer) -> None:
    incoming = report(f"BERGEN, March 10 (MNA) - On Friday {BACKS}.", id="cw-9", path="z.txt")
    dateline = Aside(Span(0, incoming.text.index("On Friday")), "dateline")
    write.keep(replace(incoming, asides=(dateline,)), position(incoming, BACKS, "NOR", "for"))
    assert row(record).lead.before == "On Friday "


def test_the_words_that_make_a_side_firm_may_stand_before_those_it_rests_on(
    record: Record, write: Writer
) -> None:
    words = "a ban on trawling in all the waters between Bergen and the northern islands"
    incoming = report(f"Norway flatly rejected {words}.", id="cw-8", path="y.txt")
    firm = Firmness("firm", Span(7, 13))
    write.keep(incoming, position(incoming, words, "NOR", "against", firmness=firm))
    lead = row(record).lead
    assert (lead.words, lead.firmness, lead.firmness_words) == (words, "firm", "flatly")


def test_a_row_with_the_words_it_rests_on(record: Record, write: Writer) -> None:
    text = (
        "date 2023-03-10\nTalks opened in Bergen. According to the Harbour Post, Fisheries Minister Ida Holm "
        "said on Wednesday that Norway will back a ban on trawling if others do, as the treaty asks. "
        "Nobody replied."
    )
    incoming = report(text, id="cw-1", title="Talks open", path="a.txt")
    incoming = replace(incoming, asides=(front(incoming, 15),))
    write.keep(
        incoming,
        position(
            incoming,
            "Norway will back a ban on trawling if others do, as the treaty asks",
            "NOR",
            "for",
            modality="conditional",
            act="pledge",
            speaker="Ida Holm",
            office="Fisheries Minister",
            said_on=on("2023-03-08"),
            grounds=(Span(text.index("the treaty"), text.index("the treaty") + 10),),
            condition=Span(text.index("if others"), text.index("if others") + 12),
            firmness=Firmness("tentative", Span(text.index("said on"), text.index("said on") + 4)),
            relayed_by=(relay(incoming, "Harbour Post"),),
        ),
    )
    shown = row(record)
    assert (shown.actor, shown.actor_name, shown.side, shown.explicit) == ("NOR", "Norway", "for", True)
    assert (shown.modality, shown.act) == ("conditional", "pledge")
    assert (shown.speaker, shown.office) == ("Ida Holm", "Fisheries Minister")
    assert shown.since == shown.confirmed == on("2023-03-08")
    assert (shown.reports, shown.outlets, shown.conflict) == (1, ("Coastal Wire",), False)
    (evidence,) = shown.evidence
    assert evidence.words == "Norway will back a ban on trawling if others do, as the treaty asks"
    assert evidence.before == (
        "Talks opened in Bergen. According to the Harbour Post, Fisheries Minister Ida Holm said on "
        "Wednesday that "
    )
    assert evidence.after == ". Nobody replied."
    assert evidence.span.of(text) == evidence.words
    assert (evidence.grounds, evidence.condition) == (("the treaty",), "if others do")
    assert (evidence.firmness, evidence.firmness_words) == ("tentative", "said")
    assert (evidence.relayed_by, evidence.because) == (("Harbour Post",), ("explicit verb",))
    assert (evidence.statement, evidence.sourcing, evidence.day) == ("s1", "named", date(2023, 3, 8))
    assert (evidence.report.key, evidence.report.title, evidence.report.path) == (
        "cw-1",
        "Talks open",
        "a.txt",
    )


def test_without_a_day_in_the_text_since_is_by_the_day_of_publication(record: Record, write: Writer) -> None:
    write(BACKS, "NOR", "for", "2023-03-10")
    assert row(record).since == by("2023-03-10")


def test_a_week_that_is_not_over_counts_as_said_by_publication(record: Record, write: Writer) -> None:
    week = replace(on("2023-03-06"), value="2023-W10", latest=date(2023, 3, 12))
    write(BACKS, "NOR", "for", "2023-03-10", said_on=week)
    assert row(record).lead.day == date(2023, 3, 10)
    assert table(record, as_of=date(2023, 3, 9)).rows == ()


def test_reports_and_outlets_that_carry_the_side(record: Record, write: Writer) -> None:
    for day, outlet in [("2023-03-10", "Coastal Wire"), ("2023-03-12", "Harbour Post"), ("2023-03-14", None)]:
        write(BACKS, "NOR", "for", day, outlet=outlet)
    shown = row(record)
    assert (shown.reports, shown.outlets) == (3, ("Coastal Wire", "Harbour Post"))
    assert (shown.since, shown.confirmed) == (by("2023-03-10"), by("2023-03-14"))
    assert [e.day.day for e in shown.evidence] == [10, 12, 14]


# --- what is in force --------------------------------------------------------------------


def test_a_changed_side_shows_the_latest_and_when_it_changed(record: Record, write: Writer) -> None:
    write(OPPOSES, "NOR", "against", "2023-03-01", said_on=on("2023-03-01"))
    write(OPPOSES, "NOR", "against", "2023-03-05", said_on=on("2023-03-05"))
    write(BACKS, "NOR", "for", "2023-04-10", said_on=on("2023-04-09"))
    shown = row(record)
    assert (shown.side, shown.since, shown.reports, shown.conflict) == ("for", on("2023-04-09"), 1, False)
    (earlier,) = shown.earlier
    assert (earlier.side, earlier.since, earlier.until) == ("against", on("2023-03-01"), on("2023-04-09"))
    assert len(earlier.evidence) == 2
    assert len(shown.evidence) == 3


@pytest.mark.parametrize(
    ("as_of", "side"),
    [
        (date(2023, 2, 28), None),
        (date(2023, 3, 1), "against"),
        (date(2023, 4, 8), "against"),
        (date(2023, 4, 9), "for"),
    ],
)
def test_as_of_a_day_takes_what_was_said_by_then(
    record: Record, write: Writer, as_of: date, side: str | None
) -> None:
    """The change of 9 April is told on 12 April: it was so on the 9th all the same."""
    write(OPPOSES, "NOR", "against", "2023-03-01")
    write(BACKS, "NOR", "for", "2023-04-12", said_on=on("2023-04-09"))
    shown = table(record, as_of=as_of)
    assert [r.side for r in shown.rows] == ([] if side is None else [side])
    assert f"said by {wording.day(as_of)}" in shown.rule


def test_what_the_record_knew_at_a_moment_can_be_asked_again(record: Record, write: Writer) -> None:
    first = write(OPPOSES, "NOR", "against")
    with record.unit() as unit:
        then = unit.now
    changed = replace(first, text=f"{BACKS}, a minister said.", digest="other")
    write.keep(changed, position(changed, BACKS, "NOR", "for"))
    assert row(record).side == "for"
    assert row(record, known_at=then).side == "against"


def test_explicit_words_outrank_implied_ones_of_the_same_day(record: Record, write: Writer) -> None:
    write(OPPOSES, "NOR", "against", "2023-03-10", explicit=True)
    write("Norway welcomed the ban", "NOR", "for", "2023-03-10", explicit=False)
    shown = row(record)
    assert (shown.side, shown.explicit, shown.conflict) == ("against", True, False)


def test_the_actors_own_word_outranks_the_narrators_of_the_same_day(record: Record, write: Writer) -> None:
    write(OPPOSES, "NOR", "against", "2023-03-10", asserted_by="narrator", statement=None)
    write(BACKS, "NOR", "for", "2023-03-10")
    shown = row(record)
    assert (shown.side, shown.conflict) == ("for", True)


def test_a_later_implied_word_for_the_same_side_confirms_the_explicit_one(
    record: Record, write: Writer
) -> None:
    write(OPPOSES, "NOR", "against", "2023-03-10")
    write("Norway deplored the ban", "NOR", "against", "2023-03-20", explicit=False)
    shown = row(record)
    assert (shown.explicit, shown.words, shown.reports) == (True, OPPOSES, 2)
    assert (shown.since, shown.confirmed) == (by("2023-03-10"), by("2023-03-20"))


@pytest.mark.parametrize("side", ["for", "neutral"])
def test_a_later_implied_word_does_not_displace_an_explicit_one(
    record: Record, write: Writer, side: str
) -> None:
    write(OPPOSES, "NOR", "against", "2023-03-01", said_on=on("2023-03-01"))
    write("Norway abstained", "NOR", side, "2023-04-10", explicit=False)
    shown = row(record)
    assert (shown.side, shown.words, shown.since) == ("against", OPPOSES, on("2023-03-01"))
    assert (shown.reports, shown.earlier, shown.conflict, len(shown.evidence)) == (1, (), False, 2)
    assert [(e.side, e.said_on) for e in shown.later_implied] == [(side, by("2023-04-10"))]
    assert cells.notes(shown) == [f"later implied {side}, by 10 Apr 2023"]

    write(OPPOSES, "NOR", "against", "2023-05-01")  # said again since: what was implied between is over
    assert row(record).later_implied == ()
    write("Norway backs a ban on trawling", "NOR", "for", "2023-06-01")
    assert (row(record).side, [e.side for e in row(record).earlier]) == ("for", ["against"])


def test_what_is_implied_gives_way_to_what_is_said(record: Record, write: Writer) -> None:
    write("Norway welcomed the ban", "NOR", "for", "2023-03-01", explicit=False)
    write("Norway deplored the ban", "NOR", "against", "2023-03-10", explicit=False)
    assert (row(record).side, row(record).later_implied) == ("against", ())
    write(BACKS, "NOR", "for", "2023-03-20")
    assert (row(record).side, len(row(record).earlier)) == ("for", 2)


def test_who_gave_up_a_side_may_imply_the_other(record: Record, write: Writer) -> None:
    write("Norway no longer backs a ban on trawling", "NOR", "for", "2023-03-01", modality="former")
    write("Norway deplored the ban", "NOR", "against", "2023-03-20", explicit=False)
    assert (row(record).side, row(record).modality) == ("against", "asserted")


def test_what_is_implied_settles_no_explicit_contradiction(record: Record, write: Writer) -> None:
    write(OPPOSES, "NOR", "against", "2023-03-10", said_on=on("2023-03-10"))
    write(BACKS, "NOR", "for", "2023-03-10", said_on=on("2023-03-10"))
    write("Norway deplored the ban", "NOR", "against", "2023-03-20", explicit=False)
    assert (row(record).side, row(record).conflict) == (None, True)
    assert cells.notes(row(record)) == [
        "reports contradict each other: 1 against, 1 for",
        "later implied against, by 20 Mar 2023",
    ]


def test_who_said_so_while_it_was_open_carries_what_settles_it(record: Record, write: Writer) -> None:
    write(OPPOSES, "NOR", "against", "2023-03-10", said_on=on("2023-03-10"), outlet="Coastal Wire")
    write(BACKS, "NOR", "for", "2023-03-10", said_on=on("2023-03-10"), outlet="Harbour Post")
    write("Norway will never accept it", "NOR", "against", "2023-03-20", outlet="Evening Gazette")
    settled = row(record)
    assert (settled.side, settled.since, settled.reports) == ("against", on("2023-03-10"), 2)
    assert settled.outlets == ("Coastal Wire", "Evening Gazette")
    assert cells.notes(settled) == ["was open until 20 Mar 2023 at the latest"]
    told = [(change.kind, change.day.day) for change in queries.changes(record)]
    assert told == [("open", 10), ("side", 20)]


def test_words_and_manner_are_those_of_the_latest_day(record: Record, write: Writer) -> None:
    """Norway makes its word depend on a condition: it is still for, and no longer without more."""
    write(BACKS, "NOR", "for", "2023-03-01", said_on=on("2023-03-01"))
    write("Norway backs it if Iceland does", "NOR", "for", "2023-07-04", modality="conditional")
    shown = row(record)
    assert (shown.words, shown.modality) == ("Norway backs it if Iceland does", "conditional")
    assert (shown.since, shown.lead.said_on, shown.reports) == (on("2023-03-01"), by("2023-07-04"), 2)
    assert cells.words_from(shown) == "by 4 Jul 2023, Coastal Wire"
    assert row(record, as_of=date(2023, 7, 3)).modality == "asserted"
    assert cells.words_from(row(record, as_of=date(2023, 7, 3))) == ""


def test_equal_words_for_two_sides_on_one_day_leave_the_row_open(record: Record, write: Writer) -> None:
    write(OPPOSES, "NOR", "against", said_on=on("2023-03-10"), outlet="Harbour Post")
    write(BACKS, "NOR", "for", said_on=on("2023-03-10"))
    shown = row(record)
    assert (shown.side, shown.conflict, len(shown.evidence)) == (None, True, 2)


def test_a_later_word_settles_what_was_open(record: Record, write: Writer) -> None:
    write(OPPOSES, "NOR", "against", "2023-03-01")
    write(OPPOSES, "NOR", "against", "2023-03-10", said_on=on("2023-03-10"))
    write(BACKS, "NOR", "for", "2023-03-10", said_on=on("2023-03-10"))
    write(OPPOSES, "NOR", "against", "2023-03-20")
    shown = row(record)
    assert (shown.side, shown.conflict, shown.since) == ("against", False, by("2023-03-01"))
    assert shown.earlier == ()


@pytest.mark.parametrize(
    ("first", "second", "conflict"),
    [
        (("2023-03-10", None), ("2023-03-11", None), True),  # either may tell of the other's day
        (("2023-03-10", None), ("2023-03-12", None), False),
        (("2023-03-10", "2023-03-09"), ("2023-03-10", "2023-03-10"), False),
        (("2023-03-09", None), ("2023-03-11", "2023-03-10"), False),
        (("2023-03-10", None), ("2023-03-11", "2023-03-10"), True),
    ],
)
def test_two_sides_whose_order_the_texts_do_not_settle_are_in_conflict(
    record: Record,
    write: Writer,
    first: tuple[str, str | None],
    second: tuple[str, str | None],
    conflict: bool,
) -> None:
    for words, side, (published, said) in [(OPPOSES, "against", first), (BACKS, "for", second)]:
        write(words, "NOR", side, published, said_on=on(said) if said else by(published))
    assert row(record).conflict is conflict


def test_who_no_longer_backs_it_has_given_up_a_side(record: Record, write: Writer) -> None:
    write(BACKS, "NOR", "for", "2023-03-01")
    write("Norway no longer backs a ban on trawling", "NOR", "for", "2023-03-20", modality="former")
    shown = table(record)
    (only,) = shown.rows
    assert (only.side, only.modality, only.since) == ("for", "former", by("2023-03-20"))
    assert [(e.side, e.modality) for e in only.earlier] == [("for", "asserted")]
    assert [(t.stand, t.explicit, t.implied) for t in shown.tallies] == [("former", 1, 0)]


def test_a_reminder_of_a_side_given_up_changes_nothing(record: Record, write: Writer) -> None:
    write(OPPOSES, "NOR", "against", "2023-03-20")
    write("Norway, which used to back a ban on trawling", "NOR", "for", "2023-03-20", modality="former")
    write("Norway, which once backed a ban on trawling", "NOR", "for", "2023-03-25", modality="former")
    shown = row(record)
    assert (shown.side, shown.modality, shown.conflict) == ("against", "asserted", False)


def test_what_is_beats_what_is_no_longer_on_the_same_day(record: Record, write: Writer) -> None:
    """The side given up is said outright, the new one only implied: they agree, and the new one counts."""
    write("Norway no longer backs a ban on trawling", "NOR", "for", modality="former")
    write("Norway deplored the ban", "NOR", "against", explicit=False)
    shown = row(record)
    assert (shown.side, shown.modality, shown.conflict) == ("against", "asserted", False)


def test_a_step_that_was_announced_and_then_taken(record: Record, write: Writer) -> None:
    write("Norway is about to back a ban on trawling", "NOR", "for", "2023-03-01", modality="intended")
    write("Norway backs a ban on trawling", "NOR", "for", "2023-03-20")
    shown = row(record)
    assert (shown.modality, shown.since) == ("asserted", by("2023-03-20"))
    assert row(record, as_of=date(2023, 3, 2)).modality == "intended"


# --- what is never counted --------------------------------------------------------------------


def test_what_another_says_of_it_is_claimed_and_never_counted(record: Record, write: Writer) -> None:
    write(BACKS, "NOR", "for", asserted_by="ISL")
    shown = table(record)
    assert shown.rows == ()
    assert [(e.actor, e.asserted_by_name) for e in shown.claimed] == [("NOR", "Iceland")]


def test_a_position_by_membership_is_never_counted(record: Record, write: Writer) -> None:
    write("The EU will back a ban on trawling", "FRA", "for", route="by_membership")
    shown = table(record)
    assert shown.rows == ()
    assert [e.actor for e in shown.by_membership] == ["FRA"]


def test_an_organisations_word_counts_for_its_members_where_that_is_asked(
    record: Record, write: Writer
) -> None:
    write("The EU will back a ban on trawling", "EU", "for", "2023-03-02")
    write("France rejects a ban on trawling", "FRA", "against", "2023-03-01")
    assert {r.actor for r in table(record).rows} == {"EU", "FRA"}
    rows = {r.actor: r for r in table(record, by_membership=True).rows}
    assert len(rows) == 28  # the union and its 27 members
    assert rows["FRA"].side == "against"  # its own word comes first
    assert (rows["DEU"].side, rows["DEU"].evidence[0].route) == ("for", "by_membership")
    assert "GBR" not in rows  # it had left
    assert "NOR" not in rows
    assert [r.actor for r in table(record, by_membership=True, actor="DEU").rows] == ["DEU"]
    assert "member" in table(record, by_membership=True).rule


def test_what_is_claimed_of_an_organisation_or_said_by_the_un_binds_no_member(
    record: Record, write: Writer
) -> None:
    write("The EU will back a ban on trawling", "EU", "for", asserted_by="ISL")
    write("The UN will back a ban on trawling", "UN", "for")
    assert {r.actor for r in table(record, by_membership=True).rows} == {"UN"}


@pytest.mark.parametrize(
    "doubt", [{"unsure": True}, {"side": None}, {"actor": None}, {"unsure": True, "asserted_by": "ISL"}]
)
def test_what_stays_open_is_shown_apart(record: Record, write: Writer, doubt: dict[str, Any]) -> None:
    write(BACKS, **{"actor": "NOR", "side": "for", **doubt})
    shown = table(record)
    assert (shown.rows, shown.claimed, len(shown.unsure)) == ((), (), 1)


def test_an_anonymous_voice_settles_nothing_alone(record: Record, write: Writer) -> None:
    incoming = report(f"{BACKS}, an official said.", path="anonymous.txt")
    write.keep(incoming, position(incoming, BACKS, "NOR", "for"), sourcing="anonymous")
    alone = table(record)
    assert (alone.rows, [e.sourcing for e in alone.unsure]) == ((), ["anonymous"])

    write(BACKS, "NOR", "for", "2023-03-20")
    beside = table(record)
    assert (beside.rows[0].reports, beside.unsure) == (2, ())


def unnamed(write: Writer, side: str, day: str, **more: Any) -> None:
    words = {"for": BACKS, "against": OPPOSES}[side]
    incoming = report(f"{words}, an official said.", day, path=f"unnamed-{day}.txt", outlet=None)
    write.keep(incoming, position(incoming, words, "NOR", side, **more), sourcing="anonymous")


def test_an_anonymous_voice_brings_back_no_side_that_was_left(record: Record, write: Writer) -> None:
    write(BACKS, "NOR", "for", "2023-03-01")
    write(OPPOSES, "NOR", "against", "2023-03-10")
    unnamed(write, "for", "2023-03-20")
    shown = table(record)
    assert (row(record).side, row(record).conflict) == ("against", False)
    assert [e.sourcing for e in shown.unsure] == ["anonymous"]

    write(BACKS, "NOR", "for", "2023-03-30")  # the next word of a named voice bears it out
    shown = table(record)
    assert (row(record).side, row(record).reports, shown.unsure) == ("for", 2, ())


def test_an_anonymous_voice_gives_up_no_side(record: Record, write: Writer) -> None:
    write(BACKS, "NOR", "for", "2023-03-01")
    unnamed(write, "for", "2023-03-20", modality="former")
    assert (row(record).side, row(record).modality) == ("for", "asserted")
    assert len(table(record).unsure) == 1


def test_positions_by_the_narrator_jointly_and_on_behalf_are_counted(record: Record, write: Writer) -> None:
    write("Norway backs the ban", "NOR", "for", asserted_by="narrator", statement=None)
    write("Chile and Peru back the ban", "CHL", "for", route="joint")
    write("Spain, for Malta too, backs the ban", "MLT", "for", route="on_behalf")
    assert [r.actor for r in table(record).rows] == ["CHL", "MLT", "NOR"]


def test_a_withdrawn_report_no_longer_counts(record: Record, write: Writer) -> None:
    write(BACKS, "NOR", "for")
    with record.unit() as unit:
        unit.set_status("Coastal Wire", "cw-1", "withdrawn")
    shown = table(record)
    assert shown.rows == ()
    assert (shown.coverage.reports, shown.coverage.withdrawn) == (0, 1)
    assert queries.statements(record) == ()


# --- tables --------------------------------------------------------------------


def test_rows_stand_by_side_then_by_name(record: Record, write: Writer) -> None:
    for actor, side in [
        ("NOR", "against"),
        ("ISL", "neutral"),
        ("CHL", "for"),
        ("DEU", "against"),
        ("PER", "for"),
    ]:
        write(f"{actor} speaks", actor, side, explicit=actor != "PER")
    shown = table(record)
    assert [(r.actor_name, r.side) for r in shown.rows] == [
        ("Chile", "for"),
        ("Peru", "for"),
        ("Germany", "against"),
        ("Norway", "against"),
        ("Iceland", "neutral"),
    ]
    assert [(t.stand, t.explicit, t.implied) for t in shown.tallies] == [
        ("for", 1, 1),
        ("against", 2, 0),
        ("neutral", 1, 0),
    ]


def test_filters_leave_out_evidence_before_it_is_added_up(record: Record, write: Writer) -> None:
    write(OPPOSES, "NOR", "against", "2023-03-01", act="refuse")
    write("Norway welcomed the ban", "NOR", "for", "2023-03-20", explicit=False, act="support")
    write("Chile backs the ban", "CHL", "for")
    assert [r.actor for r in table(record, actor="CHL").rows] == ["CHL"]
    assert {(r.actor, r.side) for r in table(record, explicit=True).rows} == {
        ("CHL", "for"),
        ("NOR", "against"),
    }
    assert [(r.actor, r.side) for r in table(record, act="support").rows] == [("NOR", "for")]
    assert "only explicit positions" in table(record, explicit=True).rule
    for filters, whole in [
        ({"explicit": True}, False),
        ({"act": "support"}, False),
        ({"actor": "CHL"}, True),
    ]:
        assert ("need not show the stand that is in force" not in table(record, **filters).rule) is whole
    assert "only positions of Chile" in table(record, actor="CHL").rule


@pytest.mark.parametrize(
    ("filters", "narrowed"),
    [({}, False), ({"actor": "CHL"}, True), ({"explicit": False}, True), ({"as_of": date(2023, 5, 1)}, True)],
)
def test_a_part_of_the_answer_says_that_it_is_one(
    record: Record, filters: dict[str, Any], narrowed: bool
) -> None:
    assert table(record, **filters).narrowed is narrowed


def test_the_rule_is_one_sentence(record: Record) -> None:
    rule = table(record, as_of=date(2023, 3, 1), act="condemn").rule
    assert rule.count(".") == 1
    assert rule.endswith(".")


def test_the_coverage_says_what_silence_rests_on(record: Record, write: Writer) -> None:
    write(BACKS, "NOR", "for", "2023-03-10")
    write(BACKS, "NOR", "for", "2023-05-01", outlet="Harbour Post")
    with record.unit() as unit:
        unit.refuse(Refusal("b.txt", "is empty", "a report with text"))
        unit.keep(report("Norwegen stimmt zu.", language="de", path="c.txt"), None, (), MADE)
    covered = table(record).coverage
    assert covered == queries.coverage(record)
    assert (covered.reports, covered.outlets) == (2, ("Coastal Wire", "Harbour Post"))
    assert (covered.first, covered.last) == (date(2023, 3, 10), date(2023, 5, 1))
    assert (covered.refused, covered.unread, covered.withdrawn) == (1, 1, 0)


def test_one_table_a_question_and_an_unknown_one_is_named(record: Record, write: Writer) -> None:
    with record.unit() as unit:
        unit.keep_question(WHALING)
    write(BACKS, "NOR", "for")
    assert [(t.question.id, len(t.rows)) for t in queries.positions(record)] == [
        ("trawling-ban", 1),
        ("whaling", 0),
    ]
    with pytest.raises(UnknownQuestionError, match=r"no question 'fish' .*kept are: trawling-ban, whaling"):
        queries.positions(record, "fish")


def test_a_changed_question_shows_its_new_version_alone(record: Record, write: Writer) -> None:
    write(BACKS, "NOR", "for")
    with record.unit() as unit:
        unit.keep_question(replace(TRAWLING, proposition="All trawling should be banned."))
    shown = table(record)
    assert (shown.question.version, shown.rows) == (2, ())
    assert [q.proposition for q in queries.questions(record)] == ["All trawling should be banned."]


# --- context --------------------------------------------------------------------


def test_the_words_around_are_cut_at_sentences(record: Record, write: Writer) -> None:
    filler = "The talks in Bergen went on. " * 20
    write(BACKS, "NOR", "for", text=f"{filler}{BACKS}. {filler}")
    evidence = row(record).lead
    assert evidence.before.startswith("The talks in Bergen went on. The talks")
    assert evidence.after.endswith("The talks in Bergen went on.")
    assert 200 < len(evidence.before) <= 300
    assert 200 < len(evidence.after) <= 300


def test_where_no_sentence_begins_the_cut_is_between_words(record: Record, write: Writer) -> None:
    filler = "fish and chips and " * 30
    write(BACKS, "NOR", "for", text=f"{filler}{BACKS} {filler}")
    evidence = row(record).lead
    assert {*evidence.before.split(), *evidence.after.split()} == {"fish", "and", "chips"}


# --- statements and the timeline --------------------------------------------------------------------


@pytest.fixture
def spoken(record: Record, write: Writer) -> Record:
    write(BACKS, "NOR", "for", "2023-03-10", speaker="Ida Holm", office="Fisheries Minister", act="pledge")
    write("Chile objects to it", "CHL", "against", "2023-03-12", said_on=on("2023-03-11"), act="refuse")
    write("Iceland keeps silent", "ISL", "neutral", "2023-03-09", act="neutral")
    return record


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({}, ["Iceland keeps silent", BACKS, "Chile objects to it"]),
        ({"actor": "CHL"}, ["Chile objects to it"]),
        ({"speaker": "holm"}, [BACKS]),
        ({"speaker": "fisheries minister"}, [BACKS]),
        ({"since": date(2023, 3, 10)}, [BACKS, "Chile objects to it"]),
        ({"until": date(2023, 3, 9)}, ["Iceland keeps silent"]),
        ({"act": "refuse"}, ["Chile objects to it"]),
        ({"about": "TRAWLING"}, [BACKS]),
        ({"about": "%"}, []),
    ],
)
def test_statements_by_who_when_what(spoken: Record, filters: dict[str, Any], words: list[str]) -> None:
    assert [line.words for line in queries.statements(spoken, **filters)] == words


def test_a_statement_says_who_and_where(spoken: Record) -> None:
    (line,) = queries.statements(spoken, actor="NOR")
    assert (line.statement, line.speaker, line.office, line.actor_name) == (
        "s1",
        "Ida Holm",
        "Fisheries Minister",
        "Norway",
    )
    assert (line.sourcing, line.sector, line.directness) == ("named", "government", "indirect")
    assert (line.said_on, line.day, line.report.key) == (by("2023-03-10"), date(2023, 3, 10), "cw-1")


def test_the_timeline_holds_events_and_dated_statements_in_order(spoken: Record) -> None:
    lines = queries.timeline(spoken)
    assert [(line.kind, line.day.day) for line in lines] == [*[("event", 8)] * 3, ("statement", 11)]
    assert [line.kind for line in queries.timeline(spoken, since=date(2023, 3, 9))] == ["statement"]
    assert [line.kind for line in queries.timeline(spoken, actor="CHL")] == ["statement"]
    assert {line.actor_names for line in queries.timeline(spoken, until=date(2023, 3, 8))} == {("Norway",)}


# --- origins --------------------------------------------------------------------


def alike(record: Record, *pairs: tuple[int, int]) -> None:
    """Keep that the texts of these reports, in the order they came in, are copies."""
    rows = [
        {
            "one_id": one,
            "other_id": other,
            "method": "by hand",
            "kind": "copy",
            "share_one": 1.0,
            "share_other": 1.0,
            "quotations": 0,
            "stretches": [],
        }
        for one, other in pairs
    ]
    ends = sorted({end for both in pairs for end in both})
    sketches = [{"version_id": end, "method": "by hand", "passages": b""} for end in ends]
    with record.unit() as unit:
        unit.keep_likenesses(sketches, rows)


def test_copies_are_one_origin_also_by_way_of_a_report_without_a_position(
    record: Record, write: Writer
) -> None:
    for number, outlet in enumerate(("Coastal Wire", "Harbour Post", "Evening Gazette")):
        incoming = report(f"{BACKS}. It came out {number} hours later.", outlet=outlet, path=f"{number}.txt")
        taken = [] if outlet == "Harbour Post" else [position(incoming, BACKS, "NOR", "for")]
        write.keep(incoming, *taken)
    assert [origin.name for origin in row(record).origins] == ["Coastal Wire", "Evening Gazette"]
    alike(record, (1, 2), (2, 3))
    (origin,) = row(record).origins
    assert origin.reports == ("R1", "R3")
    assert origin.because == ("R1 and R3 are copies of another report",)


def test_the_coverage_is_counted_anew_when_what_is_held_changes(record: Record, write: Writer) -> None:
    """It is kept between questions; nothing that is recorded, mended or withdrawn may be missing from it."""

    def held() -> tuple[int, tuple[str, ...], int, int]:
        covered = queries.coverage(record)
        return covered.reports, covered.outlets, covered.refused, covered.withdrawn

    assert held() == (0, (), 0, 0)
    write(BACKS, "NOR", "for", outlet="MNA")
    assert held() == (1, ("MNA",), 0, 0)
    with record.unit() as unit:
        unit.refuse(Refusal("late.txt", "is empty", "a report with text"))
    assert held() == (1, ("MNA",), 1, 0)
    with record.unit() as unit:
        unit.settle("late.txt", ())
    assert held() == (1, ("MNA",), 0, 0)
    with Record.open(record.path) as other, other.unit() as unit:
        unit.withdraw("R1", "retracted", None)
    assert held() == (0, (), 0, 1)
