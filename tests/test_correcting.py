"""`correct`, `decisions` and `agreement`, as a user types them: what is kept, said back and refused."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from commands import Run, runner
from examples_record import TRAWLING, Clock, keep, position, report

from onrecord.record import Record

BACKS = "Norway will back a ban on trawling"
OPPOSES = "Chile will oppose a ban on trawling"
TEXT = f"{BACKS}, Ida Holm said. {OPPOSES}, an envoy said. Peru wants no such thing."


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run a command beside a record of two reports: positions P1 (Norway) and P2 (Chile), P3 (Iceland)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_RECORD", raising=False)
    monkeypatch.setenv("ONRECORD_CODER", "Ana")
    with Record.open(tmp_path / "onrecord.db", clock=Clock()) as record:
        with record.unit() as unit:
            unit.keep_question(TRAWLING)
        talks = report(TEXT, id="talks", path="talks.txt")
        keep(
            record,
            talks,
            position(talks, BACKS, "NOR", "for", speaker="Ida Holm", office="minister"),
            position(talks, OPPOSES, "CHL", "against"),
        )
        quota = report("Iceland backs the ban, it said.", id="quota", path="quota.txt", outlet="Harbour Post")
        keep(record, quota, position(quota, "Iceland backs the ban", "ISL", "for"))
    return runner(capfdbinary)


def listed(run: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*words, "--format", "json").out)
    return found


def row(run: Run, actor: str) -> dict[str, Any]:
    (found,) = (p for p in listed(run, "positions") if p["actor"] == actor and p["status"] == "counted")
    return found


def name_of(out: str) -> str:
    """The decision that `correct` says back."""
    said = re.match(r"(D[0-9a-f]{8}): ", out)
    assert said is not None
    return said[1]


# --- what is decided ----------------------------------------------------------------------------------------


def test_a_position_is_corrected_with_every_option(run: Run) -> None:
    told = run(
        *(
            "correct",
            "P1",
            "--side",
            "against",
            "--actor",
            "Iceland",
            "--implied",
            "--modality",
            "conditional",
        ),
        *("--act", "refuse", "--speaker", "Per Lund", "--office", "envoy", "--said-on", "2023-03-08"),
        *("--by", "Ben", "--reason", "the next sentence says so"),
    )
    assert (told.status, told.err) == (0, "")
    said_back = r"D\w{8}: corrected by Ben, .*: the next sentence says so \(trawling-ban: ISL against\)\n"
    assert re.fullmatch(said_back, told.out)
    (decided,) = listed(run, "decisions")
    assert {key: decided[key] for key in ("person", "verdict", "state", "actor", "side", "speaker")} == {
        "person": "Ben",
        "verdict": "correct",
        "state": "in force",
        "actor": "ISL",
        "side": "against",
        "speaker": "Per Lund",
    }
    iceland = row(run, "ISL")
    assert [(was["side"], was["modality"]) for was in iceland["earlier"]] == [("against", "conditional")]
    assert [p["actor"] for p in listed(run, "positions") if p["status"] == "counted"] == ["ISL", "CHL"]


def test_a_position_is_accepted_and_rejected(run: Run) -> None:
    assert "accepted by Ana" in run("correct", "P1", "--accept").out
    assert row(run, "NOR")["evidence"][0]["decided"][0].startswith("accepted by Ana")
    told = run("correct", "P1", "--reject", "--reason", "it is a rumour")
    assert re.search(r"rejected by Ana, .*: it is a rumour \(trawling-ban\)", told.out)
    rejected = next(p for p in listed(run, "positions") if p["status"] == "rejected")
    assert rejected["actor"] == "NOR"


def test_a_statement_is_corrected(run: Run) -> None:
    told = run("correct", "S1", "--speaker", "Kari Moen", "--actor", "Norway", "--actor", "Iceland")
    assert told.status == 0
    assert told.out.endswith("(Kari Moen, NOR, ISL)\n")
    (decided,) = listed(run, "decisions")
    assert (decided["subject"], decided["actor"]) == ("statement", "NOR; ISL")
    again = run("correct", name_of(told.out), "--actor", "Norway")
    assert again.status == 0, "a decision on a statement takes actors as a statement does"
    assert again.out.endswith("(Kari Moen, NOR)\n")


def test_what_was_missed_is_added(run: Run) -> None:
    words = ("correct", "--report", "talks", "--words", "Peru wants no such thing")
    told = run(*words, "--question", "trawling-ban", "--actor", "Peru", "--side", "against")
    assert told.status == 0
    assert "(trawling-ban: PER against)" in told.out
    assert row(run, "PER")["words"] == "Peru wants no such thing"
    assert run(*words, "--speaker", "an envoy", "--actor", "Peru").out.endswith("(an envoy, PER)\n")


def test_a_decision_is_taken_back_and_brought_back(run: Run) -> None:
    made = name_of(run("correct", "P1", "--side", "neutral").out)
    undone = run("correct", "--undo", made, "--reason", "a slip")
    assert "undone by Ana" in undone.out
    assert row(run, "NOR")["side"] == "for"
    assert run("correct", "--undo", name_of(undone.out)).status == 0
    assert row(run, "NOR")["side"] == "neutral"


def test_reports_are_joined_and_parted(run: Run) -> None:
    assert run("correct", "R1", "--same-origin", "R2").status == 0
    assert run("correct", "quota.txt", "--other-origin", "talks.txt").status == 0
    states = [(d["verdict"], d["subject"], d["state"]) for d in listed(run, "decisions")]
    assert states == [("join", "grouping", "replaced"), ("part", "grouping", "in force")]


def test_reports_are_joined_by_ids_that_look_like_names_of_statements(run: Run) -> None:
    with Record.open(Path("onrecord.db"), clock=Clock()) as record:
        for key in ("S12", "D2024"):
            keep(record, report(f"Peru is silent, {key}.", id=key, path=f"{key}.txt", outlet=f"Post {key}"))
    assert run("correct", "S12", "--same-origin", "D2024").status == 0
    assert [(d["verdict"], d["subject"]) for d in listed(run, "decisions")] == [("join", "grouping")]


def test_statements_are_joined_and_parted(run: Run) -> None:
    told = run("correct", "S1", "--same-as", "S2", "--reason", "one speech")
    assert (told.status, told.err) == (0, "")
    assert "joined by Ana" in told.out
    assert run("correct", "S2", "--other-than", "S1").status == 0
    joined, parted = listed(run, "decisions")
    assert (joined["verdict"], joined["subject"], joined["state"]) == ("join", "sameness", "replaced")
    assert (parted["verdict"], parted["subject"], parted["state"]) == ("part", "sameness", "in force")
    assert {parted["words"], parted["other_words"]} == {
        line["words"] for line in listed(run, "statements")[:2]
    }
    assert parted["other"] in {line["report"]["ref"] for line in listed(run, "statements")}
    assert parted["other_words"] in run("decisions", "--format", "markdown").out


# --- who decides --------------------------------------------------------------------------------------------


def test_who_decides_is_named_by_the_option_the_variable_or_the_login(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "accepted by Ben Ek," in run("correct", "P1", "--accept", "--by", " Ben Ek ").out
    assert "accepted by Ana," in run("correct", "P1", "--accept").out
    monkeypatch.delenv("ONRECORD_CODER")
    monkeypatch.setattr("getpass.getuser", lambda: "eva")
    assert "accepted by eva," in run("correct", "P1", "--accept").out

    def nobody() -> str:
        raise KeyError("no such user")

    monkeypatch.setattr("getpass.getuser", nobody)
    told = run("correct", "P1", "--accept")
    assert (told.status, told.err.count("\n")) == (1, 1)
    assert "a decision needs the name of who makes it (--by NAME, or ONRECORD_CODER)" in told.err


# --- what comes to no decision ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        ("", 1, "nothing is named (a ref such as P12, or --report with --words)"),
        ("P1", 1, "what is so instead is not told"),
        ("P1 --accept --reject", 1, "that is more than one decision"),
        ("P1 --accept --side for", 1, "what is corrected is not accepted as it is"),
        ("P1 --reject --actor Peru", 1, "what is rejected is not corrected as well"),
        ("P1 --undo D1a2b", 1, "--undo stands alone"),
        ("--undo D1a2b --side for", 1, "--undo stands alone"),
        ("--undo D1a2b", 1, "there is no decision 'D1a2b'"),
        ("--undo D1a2b --accept", 1, "that is more than one decision"),
        ("P1 --report talks --words Peru", 1, "P1 is named beside --report or --words"),
        ("P1 --words Peru", 1, "P1 is named beside --report or --words"),
        ("P1 --question trawling-ban --side for", 1, "--question belongs to a position that is added"),
        ("--report talks", 1, "what was missed is not told"),
        ("--words Peru", 1, "what was missed is not told"),
        ("--report talks --words whales", 1, "report talks does not hold the words 'whales'"),
        ("--report talks --words trawling", 1, "report talks holds the words 'trawling' 2 times"),
        ("--report none --words Peru", 1, "there is no report 'none'"),
        (
            "--report talks --words Peru --question trawling-ban",
            1,
            "an added position needs an actor and a side",
        ),
        ("--report talks --words Peru --question whales --side for", 1, "no question 'whales' in the record"),
        ("P1 --actor Peru --actor Chile", 1, "a position is of one actor"),
        ("P1 --actor Nowhereland", 1, "no actor 'Nowhereland' is known"),
        ("S1 --side for", 1, "a statement has no side"),
        ("P99 --accept", 1, "there is no position 'P99'"),
        ("S99 --reject", 1, "there is no statement 'S99'"),
        ("R1 --accept", 1, "R1 names a report, and a report is not decided on"),
        ("--same-origin R2", 1, "only one report is named (onrecord correct R3 --same-origin R5)"),
        ("R1 --same-origin R1", 1, "a report is grouped with itself"),
        ("R1 --same-origin R9", 1, "there is no report 'R9'"),
        ("R1 --same-origin R2 --side for", 1, "--same-origin says all that is decided"),
        ("R1 --other-origin R2 --blind", 1, "--other-origin says all that is decided"),
        ("R1 --same-origin R2 --other-origin R2", 1, "that is more than one decision"),
        ("--same-as S2", 1, "only one statement is named (onrecord correct S7 --same-as S12)"),
        ("S1 --same-as S1", 1, "a statement is joined with itself"),
        ("S1 --same-as S99", 1, "there is no statement 'S99'"),
        ("S1 --other-than R2", 1, "'R2' names no statement"),
        ("R1 --same-as R2", 1, "'R1' names no statement, and only two of one kind are joined or parted (two"),
        (
            "S1 --same-origin S2",
            1,
            "'S1' names no report, and only two of one kind are joined or parted (two",
        ),
        ("R1 --other-origin S2", 1, "'S2' names no report"),
        ("S1 --same-as S2 --speaker Ana", 1, "--same-as says all that is decided"),
        ("S1 --other-than S2 --same-as S2", 1, "that is more than one decision"),
        ("P1 --side maybe", 2, "'maybe' is no side; the sides are for, against, neutral."),
        ("P1 --modality maybe", 2, "'maybe' is none; there are asserted, intended, conditional, former."),
        ("P1 --act maybe", 2, "'maybe' is no act"),
        ("P1 --said-on monday", 2, "'monday' is no day; write it as YYYY-MM-DD."),
    ],
)
def test_what_comes_to_no_decision_is_told_in_a_sentence_and_keeps_nothing(
    run: Run, words: str, status: int, says: str
) -> None:
    told = run("correct", *words.split())
    assert (told.status, told.out) == (status, "")
    assert says in " ".join(told.err.split())
    assert "fault of ours" not in told.err
    if status == 1:
        assert told.err.startswith("onrecord: ")
        assert told.err.count("\n") == 1
    assert listed(run, "decisions") == []


def test_no_record_is_made_by_deciding(run: Run) -> None:
    told = run("correct", "P1", "--accept", "--record", "other.db")
    assert (told.status, "there is no record at other.db" in told.err) == (1, True)
    assert not Path("other.db").exists()


# --- what people decided ------------------------------------------------------------------------------------


def test_decisions_are_listed_in_every_format_and_narrowed(run: Run) -> None:
    assert run("decisions").out == "0 decisions\n"
    run("correct", "P1", "--side", "neutral", "--reason", "=HYPERLINK(1)")
    run("correct", "P2", "--reject", "--by", "Ben")
    assert [d["person"] for d in listed(run, "decisions")] == ["Ana", "Ben"]
    assert [d["person"] for d in listed(run, "decisions", "--by", "Ben")] == ["Ben"]
    assert listed(run, "decisions", "--open") == []
    assert len(listed(run, "decisions", "--question", "trawling-ban")) == 2
    (ana, ben) = csv.DictReader(io.StringIO(run("decisions", "--format", "csv").out))
    assert (ana["reason"], ana["side"], ben["verdict"]) == ("'=HYPERLINK(1)", "neutral", "reject")
    assert "| --- |" in run("decisions", "--format", "markdown").out
    table = run("decisions").out
    assert table.endswith("2 decisions\n")
    assert "corrected by Ana" in " ".join(table.split())
    told = run("decisions", "--question", "trawlin")
    assert (told.status, "no question 'trawlin' in the record (kept are: trawling-ban)" in told.err) == (
        1,
        True,
    )


@pytest.fixture
def copied(run: Run) -> Run:
    """Norway's words, those of Iceland too, stand in two more reports; the last is read otherwise."""
    with Record.open(Path("onrecord.db"), clock=Clock(minutes=9)) as record:
        for name, side in (("copy", "for"), ("late", "against")):
            text = f"{BACKS}, Ida Holm said."
            read = report(text, id=name, path=f"{name}.txt", outlet="Evening Gazette")
            joint = [position(read, BACKS, actor, side, route="joint") for actor in ("NOR", "ISL")]
            keep(record, read, *joint)
    return run


def test_the_same_words_in_other_reports_are_named_and_left(copied: Run) -> None:
    told = copied("correct", "P1", "--side", "neutral")
    assert "The same words stand undecided as P4 in R3 and P6 in R4 and count as read there." in told.out
    assert len(listed(copied, "decisions")) == 1


def test_the_same_is_decided_of_the_same_words_and_undone_alone(copied: Run) -> None:
    told = copied("correct", "P1", "--side", "neutral", "--reason", "a slip", "--copies")
    first, *others = told.out.splitlines()
    assert [line.split(": ", 1)[1] for line in others] == [
        "the same for P4 in R3 (trawling-ban: NOR neutral)",
        "the same for P6 in R4 (trawling-ban: NOR neutral)",
    ]
    made = listed(copied, "decisions")
    assert {(d["verdict"], d["side"], d["reason"]) for d in made} == {("correct", "neutral", "a slip")}
    assert {p["side"] for p in listed(copied, "positions") if p["actor"] == "NOR"} == {"neutral"}
    assert {d["actor"] for d in made} == {"NOR"}
    copied("correct", "--undo", name_of(others[0]))
    states = {d["ref"]: d["state"] for d in listed(copied, "decisions") if d["verdict"] != "undo"}
    assert [states[name_of(line)] for line in (first, *others)] == ["in force", "undone", "in force"]


def test_to_accept_with_copies_puts_right_what_was_read_otherwise_there(copied: Run) -> None:
    copied("correct", "P1", "--accept", "--copies")
    made = {d["report"]: (d["verdict"], d["side"]) for d in listed(copied, "decisions")}
    assert made == {"R1": ("accept", "for"), "R3": ("accept", "for"), "R4": ("correct", "for")}


def test_to_reject_with_copies_rejects_them_all(copied: Run) -> None:
    copied("correct", "P1", "--reject", "--copies")
    assert {(d["report"], d["verdict"]) for d in listed(copied, "decisions")} == {
        ("R1", "reject"),
        ("R3", "reject"),
        ("R4", "reject"),
    }
    assert "stand undecided in no other report" in copied("correct", "P2", "--accept", "--copies").out


@pytest.mark.parametrize(
    "words", ["S1 --accept --copies", "P1 --accept --copies --blind", "R1 --same-origin R2 --copies"]
)
def test_copies_are_of_positions_that_tables_show(copied: Run, words: str) -> None:
    told = copied("correct", *words.split())
    assert (told.status, "--copies is for a decision on a position" in told.err) == (1, True)
    assert listed(copied, "decisions") == []


@pytest.mark.parametrize("command", [("positions",), ("correct", "P1")])
def test_explicit_and_implied_exclude_each_other(run: Run, command: tuple[str, ...]) -> None:
    told = run(*command, "--explicit", "--implied")
    assert (told.status, "--explicit and --implied exclude each other" in told.err) == (2, True)


def test_what_was_taken_back_is_listed_with_who_when_and_why(run: Run) -> None:
    name = run("correct", "P1", "--side", "neutral").out.split(":")[0]
    told = run("correct", "--undo", name, "--by", "Ben", "--reason", "a slip").out
    undo = told.split(":")[0]
    assert told.startswith(f"{undo}: {name} undone by Ben, ")
    made, undoing = listed(run, "decisions")
    assert (made["state"], undoing["state"], undoing["verdict"]) == ("undone", "in force", "undo")
    assert (undoing["ref"], undoing["replaces"], undoing["person"]) == (undo, [name], "Ben")
    assert (undoing["reason"], undoing["disagrees"]) == ("a slip", [])
    assert f"{name} undone by Ben" in " ".join(run("decisions", "--format", "markdown").out.split())
    run("correct", "--undo", undo)
    assert [d["state"] for d in listed(run, "decisions")] == ["in force", "undone", "in force"]
    assert listed(run, "decisions", "--open") == []


def test_coders_who_code_blind_change_no_table_and_are_measured(run: Run) -> None:
    before = run("positions").out
    for person, sides in (("Ana", ("for", "against")), ("Ben", ("for", "neutral"))):
        for ref, side in zip(("P1", "P2"), sides, strict=True):
            assert run("correct", ref, "--side", side, "--blind", "--by", person).status == 0
    assert run("positions").out == before
    (line,) = listed(run, "agreement")
    assert line == {
        "question": "trawling-ban",
        "alpha": 0.4,
        "items": 2,
        "codings": 4,
        "same": 1,
        "coders": ["Ana", "Ben"],
    }
    table = run("agreement").out
    assert "0.40" in table
    assert "1 of 2" in table
    assert {d["state"] for d in listed(run, "decisions")} == {"blind"}


def test_agreement_that_is_not_defined_says_so(run: Run) -> None:
    assert "not defined" in run("agreement").out
    assert listed(run, "agreement")[0]["alpha"] is None
    assert run("agreement", "--question", "whales").status == 1
