"""How answers are laid out: for a reader, for a spreadsheet, for a program, for a page of Markdown."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from examples_show import (
    CHILE_CLAIMED,
    COVERAGE,
    ICELAND,
    NORWAY,
    QUESTION,
    TABLE,
    by,
    evidence,
    on,
    report,
    row,
)
from msgspec import structs
from rich.console import Console

from onrecord.model import Moment, Span
from onrecord.show import cells, listings, tables
from onrecord.show.answers import Row, StatementLine, Table, TimelineLine
from onrecord.show.formats import Format, as_csv, as_json, as_markdown, markdown_text
from onrecord.show.tables import Printed
from onrecord.show.wording import between, excerpt, joined, named, one_line, plain, since


def shown(printed: Printed, width: int = 110) -> str:
    """What a terminal of that width shows."""
    if isinstance(printed, str):
        return printed
    console = Console(width=width, file=io.StringIO(), highlight=False)
    console.print(printed)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def lines_of_csv(printed: Printed) -> list[dict[str, str]]:
    assert isinstance(printed, str)
    return list(csv.DictReader(io.StringIO(printed)))


# --- words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "earliest", "latest", "words"),
    [
        (None, None, "2022-09-28", "by 28 Sep 2022"),
        ("2022-09-30", "2022-09-30", "2022-09-30", "30 Sep 2022"),
        ("2022-W39", "2022-09-26", "2022-09-29", "week of 26 Sep 2022"),
        ("2021-W01", "2021-01-04", "2021-01-10", "week of 4 Jan 2021"),
        ("2022-09", "2022-09-01", "2022-09-30", "Sep 2022"),
        ("2022", "2022-01-01", "2022-12-31", "2022"),
        ("2022-09-30TMO", "2022-09-30", "2022-09-30", "30 Sep 2022"),
        ("2022-WI", "2022-12-01", "2023-02-28", "1 Dec 2022 – 28 Feb 2023"),
        (None, None, None, ""),
    ],
)
def test_a_moment_is_no_more_exact_than_the_text(
    value: str | None, earliest: str | None, latest: str | None, words: str
) -> None:
    first = date.fromisoformat(earliest) if earliest else None
    last = date.fromisoformat(latest) if latest else None
    assert since(value, first, last) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2022, 5, 3), date(2022, 5, 5), "3–5 May 2022"),
        (date(2022, 4, 30), date(2022, 5, 2), "30 Apr – 2 May 2022"),
        (date(2022, 4, 30), None, "from 30 Apr 2022"),
    ],
)
def test_an_interval_is_as_short_as_it_can_be_read(first: date, last: date | None, words: str) -> None:
    assert between(first, last) == words


def test_words_that_fit_stay_whole_and_long_ones_are_cut_between_words() -> None:
    assert excerpt("will not accept a ban", 40) == "will not accept a ban"
    assert excerpt("Norway will not accept a ban on trawling", 25) == "Norway will not accept a …"


def test_long_words_are_cut_around_what_the_question_is_about() -> None:
    words = "The minister thanked her hosts at length for the dinner, and said that trawling must end by law."
    assert "trawling must end" in excerpt(words, 50, ("Trawling",))
    assert excerpt(words, 50, ("Trawling",)).startswith("… ")
    assert "trawling" not in excerpt(words, 50)


def test_control_characters_never_reach_the_terminal() -> None:
    assert plain("a\x1b[31mred\x07\n\nb\u202ec") == "a[31mred bc"


def test_lists_read_as_sentences_do() -> None:
    assert [joined(parts) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


# --- positions ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [100, 110, 120])
def test_the_table_tells_who_stands_where_and_fits_the_terminal(width: int) -> None:
    screen = shown(tables.positions([TABLE], Format.TABLE), width)
    assert max(len(line) for line in screen.splitlines()) <= width
    iceland = next(line for line in screen.splitlines() if line.startswith("Iceland"))
    for part in ("✓ for", "4 May 2023", "Jon Ek", "She said “we now back", "3 reports:"):
        assert part in iceland
    for part in (
        "was against",
        "✗ against",
        "by 3 Feb 2023",
        "A row shows the latest stand.",
        "12 reports from",
    ):
        assert part in screen


@pytest.mark.parametrize("width", [40, 60, 80])
def test_where_the_words_have_no_room_a_row_is_a_block(width: int) -> None:
    screen = shown(tables.positions([TABLE], Format.TABLE), width)
    assert max(len(line) for line in screen.splitlines()) <= width
    lines = [" ".join(line.split()) for line in screen.splitlines()]
    start = lines.index("Actor Iceland")
    block = lines[start : lines.index("", start)]
    assert block[1:3] == ["P1", "Side ✓ for"]
    assert "Since 4 May 2023" in block
    assert any(line.startswith("Words She said “we now back") for line in block)

    said = shown(listings.statements([STATEMENT], Format.TABLE), width).splitlines()
    assert ["Words", "“the talks | will go on”"] in [line.split(maxsplit=1) for line in map(str.rstrip, said)]


def test_words_too_short_to_be_understood_are_shown_with_those_before_them() -> None:
    short = evidence("Guaido", before="He left. Peru and Chile recognised ")
    assert cells.lead_in(short) == "Peru and Chile recognised"
    assert (
        cells.lead_in(structs.replace(short, words="Peru and Chile recognise him as the head of the state"))
        == ""
    )
    long = cells.lead_in(structs.replace(short, before="word " * 40))
    assert long.startswith("… word")
    assert len(long) <= 82


def test_an_office_is_not_said_twice() -> None:
    assert (
        named("Greek government spokesperson", "government spokesperson") == "Greek government spokesperson"
    )
    assert named("Olaf Scholz", "Chancellor") == "Olaf Scholz, Chancellor"
    assert named(None, None) == ""


def test_what_is_not_counted_stands_apart_with_its_reason() -> None:
    screen = " ".join(shown(tables.positions([TABLE], Format.TABLE)).split())
    assert (
        "Claimed by another, not counted Chile ✓ for (explicit) Rosa Lema; by 3 Feb 2023; claimed by Peru"
        in screen
    )
    assert "Unsure, not counted actor open ✗ against" in screen
    assert "By membership only, not counted Denmark ✓ for" in screen


COPIES = tuple(
    structs.replace(
        CHILE_CLAIMED, report=report(f"2023-03-{day:02}", outlet, path=f"{day}.txt", key=f"k{day}"), **more
    )
    for day, outlet, more in [
        (2, "Coastal Wire", {}),
        (1, "Harbour Post", {"words": "Chile  had withdrawn its objection"}),
        (3, "Harbour Post", {"said_on": by("2023-03-03"), "day": date(2023, 3, 3)}),
        (4, "Coastal Wire", {"words": "Chile had not withdrawn it"}),
        (5, "Coastal Wire", {"side": "against"}),
        (6, "Coastal Wire", {"speaker": "Ana Paz"}),
    ]
)


def test_what_says_the_same_and_is_not_counted_stands_there_once() -> None:
    copied = replace(TABLE, claimed=COPIES, unsure=(), by_membership=())
    flat = " ".join(shown(tables.positions([copied], Format.TABLE)).split())
    assert flat.count("claimed by Peru") == 4
    assert "Chile had withdrawn its objection” [3 reports: Coastal Wire, Harbour Post; P1, P1, P1]" in flat
    lines = lines_of_csv(tables.positions([copied], Format.CSV))
    claimed = [line for line in lines if line["status"] == "claimed"]
    assert [(line["reports"], line["outlets"]) for line in claimed] == [
        ("3", "Coastal Wire; Harbour Post"),
        *[("1", "Coastal Wire")] * 3,
    ]
    first = json.loads(str(tables.positions([copied], Format.JSON)))[2]
    assert (first["confirmed"]["latest"], len(first["evidence"])) == ("2023-03-03", 3)
    assert str(tables.positions([copied], Format.MARKDOWN)).count("claimed by Peru") == 4


def test_words_of_another_day_than_since_carry_their_own() -> None:
    later = row(evidence("Norway says no again", said_on=by("2023-06-01")), since=on("2023-02-03"))
    for form in (Format.TABLE, Format.MARKDOWN):
        flat = " ".join(shown(tables.positions([replace(TABLE, rows=(later,))], form), 220).split())
        assert "by 1 Jun 2023" in flat
        assert "3 Feb 2023" in flat
    (line,) = (
        one
        for one in lines_of_csv(tables.positions([replace(TABLE, rows=(later,))], Format.CSV))
        if one["status"] == "counted"
    )
    assert (line["since"], line["said_on"]) == ("2023-02-03", "2023-06-01")


def test_tallies_count_rows_by_stand() -> None:
    assert cells.tallied(TABLE) == "1 for (implied), 1 against (explicit)"
    assert cells.tallied(replace(TABLE, rows=(), tallies=())) == "no position"


def test_a_contradiction_stays_open() -> None:
    open_row = structs.replace(NORWAY, side=None, conflict=True)
    assert cells.side(open_row) == "open"
    assert cells.notes(open_row) == ["reports contradict each other"]
    assert cells.notes(structs.replace(NORWAY, conflict=True)) == ["another side may be as late"]


def test_a_row_says_how_firmly_its_side_is_taken_and_on_which_words() -> None:
    firm = row(evidence("Norway will never accept a ban", firmness="firm", firmness_words="will never"))
    assert cells.notes(firm) == ["firm: “will never”"]
    assert cells.taken(firm.lead) == "explicit, firm: “will never”"
    for form in (Format.TABLE, Format.MARKDOWN):
        assert "firm:" in shown(tables.positions([replace(TABLE, rows=(firm,))], form), 220)
    (record,) = json.loads(str(tables.positions([alone(firm)], Format.JSON)))
    assert (record["firmness"], record["firmness_words"]) == ("firm", "will never")
    assert record["evidence"][0]["firmness_words"] == "will never"
    (line,) = lines_of_csv(tables.positions([alone(firm)], Format.CSV))
    assert (line["firmness"], line["firmness_words"]) == ("firm", "will never")


def test_of_a_text_that_was_removed_the_firmness_is_left_without_its_words() -> None:
    assert cells.firmness(evidence("[text removed]", firmness="tentative")) == "tentative"
    assert cells.firmness(evidence("Norway accepts a ban")) == ""


def alone(of: Row) -> Table:
    """A table of this row and nothing else."""
    return replace(TABLE, rows=(of,), claimed=(), unsure=(), by_membership=(), rejected=())


def test_a_side_given_up_is_none_that_is_held() -> None:
    left = row(evidence("no longer recognises it", side="for", modality="former"))
    assert cells.stand(left) == "former"
    assert cells.marked(left) == "◌ no longer for"
    assert cells.manner(left) == "explicit"


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (on("2023-05-04"), "until 4 May 2023"),
        (by("2023-05-04"), "until 4 May 2023 at the latest"),
        (Moment("2023-W18", date(2023, 5, 1), date(2023, 5, 4), "stated"), "until the week of 1 May 2023"),
    ],
)
def test_a_change_is_dated_as_well_as_the_text_allows(until: Moment, words: str) -> None:
    (former,) = ICELAND.earlier
    changed = structs.replace(ICELAND, earlier=(structs.replace(former, until=until),))
    assert cells.changes(changed) == [f"was against {words}"]


def test_nobody_named_is_said_so() -> None:
    assert cells.who(evidence("x", speaker=None, office=None)) == "speaker open"
    assert cells.who(evidence("x", speaker=None, office=None, statement=None)) == "the report itself"


def test_a_claim_without_a_named_speaker_is_the_claimants() -> None:
    claim = evidence("the ban", speaker=None, office=None, asserted_by="CHL", asserted_by_name="Chile")
    assert cells.who(claim) == "Chile"


def test_coverage_says_what_silence_is_worth() -> None:
    assert cells.covered(TABLE) == (
        "12 reports from 2 outlets (Coastal Wire, Harbour Post), 1 Feb 2023 to 30 Jun 2023; 1 refused, "
        "2 unread, 0 withdrawn. Who is not listed has no statement in this record that was read as a "
        "position."
    )
    part = replace(TABLE, narrowed=True)  # asked for one actor, the table is silent on all others
    assert cells.covered(part).endswith("2 unread, 0 withdrawn.")
    none = replace(TABLE, coverage=replace(COVERAGE, first=None, last=None))
    assert cells.covered(none).startswith("The record holds no report that is read; 1 refused, 2 unread")


def test_json_is_one_array_with_whole_words_and_their_places() -> None:
    printed = tables.positions([TABLE, TABLE], Format.JSON)
    assert isinstance(printed, str)
    records = json.loads(printed)
    assert [record["status"] for record in records] == ["counted"] * 2 + [
        "claimed",
        "unsure",
        "by_membership",
    ] + ["counted"] * 2 + ["claimed", "unsure", "by_membership"]
    iceland = records[0]
    assert (iceland["actor"], iceland["side"], iceland["explicit"], iceland["modality"]) == (
        "ISL",
        "for",
        False,
        "conditional",
    )
    assert iceland["earlier"][0]["side"] == "against"
    assert [e["words"] for e in iceland["evidence"]] == ["“we now back the ban”", "Iceland rejects a ban"]
    assert iceland["evidence"][1]["report"]["url"] == "https://example.org/a"
    assert records[2]["asserted_by"] == "PER"
    assert {tuple(record) for record in records} == {tuple(records[0])}  # every record has the same keys


def test_csv_has_a_line_for_every_position() -> None:
    records = lines_of_csv(tables.positions([TABLE], Format.CSV))
    assert [record["status"] for record in records] == [
        "counted",
        "counted",
        "claimed",
        "unsure",
        "by_membership",
    ]
    assert records[0]["earlier"] == "against until 2023-05-04"
    assert records[0]["outlets"] == "Coastal Wire; Harbour Post"
    assert (records[1]["since"], records[1]["since_latest"], records[1]["since_basis"]) == (
        "",
        "2023-02-03",
        "published",
    )
    assert records[1]["path"] == "reports/a.txt"
    assert (records[1]["start"], records[1]["end"]) == ("38", "78")


@pytest.mark.parametrize("words", ['=HYPERLINK("http://x")', "+1", "-1", "@cmd", "\tx", "\n=1", "＝1"])
def test_a_cell_never_starts_a_formula(words: str) -> None:
    table = replace(TABLE, rows=(row(evidence(words)),), claimed=(), unsure=(), by_membership=())
    (record,) = lines_of_csv(tables.positions([table], Format.CSV))
    assert record["words"] == "'" + words


def test_markdown_escapes_what_a_report_may_hold() -> None:
    table = replace(TABLE, rows=(row(evidence("a | b\n<b>c</b> [d](e) *f*")),))
    markdown = tables.positions([table], Format.MARKDOWN)
    assert isinstance(markdown, str)
    assert "“a \\| b \\<b\\>c\\</b\\> \\[d\\](e) \\*f\\*”" in markdown
    assert "## Ban on deep-sea trawling" in markdown
    assert "Rule: A row shows the latest stand." in markdown


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("# No more", "\\# No more"),
        ("1. Ban it", "1\\. Ban it"),
        ("12) Ban it", "12\\) Ban it"),
        ("- 5 degrees - cold", "\\- 5 degrees - cold"),
        ("No. 1 - a plan", "No. 1 - a plan"),
        ("a\x1b[31m\u202eb", "a\\[31mb"),
    ],
)
def test_words_begin_no_heading_and_no_list_and_steer_no_terminal(words: str, written: str) -> None:
    assert markdown_text(words) == written


def test_a_line_to_print_keeps_all_but_what_steers_a_terminal() -> None:
    assert one_line("a  b\x1b[2J\nc\u202ed é") == "a  b\ufffd[2J\ufffdc\ufffdd é"


def test_a_question_that_nobody_answers_still_says_what_is_covered() -> None:
    empty = replace(TABLE, rows=(), claimed=(), unsure=(), by_membership=(), tallies=())
    screen = shown(tables.positions([empty], Format.TABLE))
    assert "no position" in screen
    assert "12 reports" in screen
    assert tables.positions([empty], Format.JSON) == "[]\n"
    assert len(str(tables.positions([empty], Format.CSV)).splitlines()) == 1


# --- other listings -----------------------------------------------------------------------------------------

STATEMENT = StatementLine(
    ref="S1",
    statement="s1",
    speaker=None,
    office=None,
    sector=None,
    actor=None,
    actor_name=None,
    actors=("KOR", "PRK"),
    candidates=("President Kim of Korea", "Kim Ho"),
    words="the talks | will go on",
    span=Span(4, 26),
    directness="indirect",
    said_on=by("2023-03-01"),
    day=date(2023, 3, 1),
    sourcing="unknown",
    act="pledge",
    modality="intended",
    occasion=None,
    grounds=("the treaty",),
    relayed_by=("state radio",),
    report=report("2023-03-01", None),
)
EVENT = TimelineLine(
    kind="event",
    day=date(2023, 4, 2),
    when=on("2023-04-02"),
    words="the ban takes effect",
    span=Span(0, 20),
    actors=("ISL", "NOR"),
    actor_names=("Iceland", "Norway"),
    modality="expected",
    speaker=None,
    office=None,
    act=None,
    relayed_by=(),
    report=report("2023-03-30"),
)


def test_an_open_speaker_is_listed_with_the_candidates() -> None:
    screen = " ".join(shown(listings.statements([STATEMENT], Format.TABLE), 200).split())
    assert "open: President Kim" in screen
    assert "Kim Ho" in screen
    assert "state radio" in screen
    assert screen.endswith("1 statement")


def test_statements_and_events_have_a_line_of_csv_each() -> None:
    (said,) = lines_of_csv(listings.statements([STATEMENT], Format.CSV))
    assert (said["said_on"], said["said_latest"], said["words"]) == (
        "",
        "2023-03-01",
        "the talks | will go on",
    )
    assert (said["candidates"], said["outlet"], said["path"]) == (
        "President Kim of Korea; Kim Ho",
        "",
        "reports/a.txt",
    )
    (happened,) = lines_of_csv(listings.timeline([EVENT], Format.CSV))
    assert (happened["when"], happened["actors"], happened["modality"]) == (
        "2023-04-02",
        "ISL; NOR",
        "expected",
    )


def test_statements_and_events_are_one_array_of_json() -> None:
    said = json.loads(str(listings.statements([STATEMENT], Format.JSON)))
    assert said[0]["span"] == [4, 26]
    assert said[0]["report"]["outlet"] is None
    happened = json.loads(str(listings.timeline([EVENT], Format.JSON)))
    assert happened[0]["when"]["value"] == "2023-04-02"


def test_the_timeline_reads_from_left_to_right() -> None:
    markdown = listings.timeline([EVENT], Format.MARKDOWN)
    cells_shown = ("2 Apr 2023", "expected", "Iceland and Norway", "", "“the ban takes effect”")
    assert f"| {' | '.join(cells_shown)} | Coastal Wire, 30 Mar 2023 |" in str(markdown)


def test_questions_are_listed_with_their_period() -> None:
    assert "| from 1 Jan 2023 |" in str(listings.questions([QUESTION], Format.MARKDOWN))
    closed = replace(QUESTION, until=date(2023, 12, 31))
    assert "1 Jan 2023 to 31 Dec 2023" in str(listings.questions([closed], Format.MARKDOWN))
    (record,) = lines_of_csv(listings.questions([QUESTION], Format.CSV))
    assert (record["id"], record["about"], record["until"]) == ("fisheries-ban", "trawling; trawlers", "")


def test_an_empty_listing_is_no_error() -> None:
    assert shown(listings.statements([], Format.TABLE)) == "0 statements\n"
    assert listings.timeline([], Format.JSON) == "[]\n"


# --- formats ------------------------------------------------------------------------------------------------


def test_values_are_written_in_one_cell() -> None:
    records = [{"a": None, "b": True, "c": ["x", "y"], "d": {"k": "v", "n": None}, "e": 3}]
    assert as_csv(records, ["a", "b", "c", "d", "e"]) == "a,b,c,d,e\n,yes,x; y,v,3\n"


def test_json_puts_a_record_on_a_line() -> None:
    assert as_json([{"a": "ü"}, {"a": 1}]) == '[\n{"a":"ü"},\n{"a":1}\n]\n'


def test_a_markdown_table_has_a_line_a_row() -> None:
    assert as_markdown(["A", "B"], [["x\ny", "`z`"]]) == "| A | B |\n| --- | --- |\n| x y | \\`z\\` |\n"


def test_a_row_by_membership_says_so() -> None:
    said = evidence(
        "The bloc condemned trawling", speaker="Ursula Roe", office="president", route="by_membership"
    )
    assert cells.who(said) == "Ursula Roe, president (by membership)"
    assert cells.who(structs.replace(said, route="own")) == "Ursula Roe, president"
