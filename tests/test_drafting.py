"""Writing a question with the program's help: what it tries on a record, and what it warns of."""

from __future__ import annotations

import io
import json
import tomllib
from pathlib import Path

import pytest
from commands import Run, runner
from examples_record import MADE, judged, position, report

from onrecord.record import Record

BAN = "Fisheries ministers met. Norway will ban trawling, Prime Minister Kari Moen said."
LOOK = "Boats lay idle. The harbour was full, the mayor said."  # of the period, about something else
NEAR = "Norway should protect the deep sea from bottom nets, a fisherman said. A ban is near, he said."
EARLY = "Trawling goes on, the Norwegian minister said."
ASKED = ("--title", "Ban on trawling", "--proposition", "Trawling in the deep sea should be banned.")
PERIOD = ("--since", "2023-03-01", "--until", "2023-03-31")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run one command in a folder of its own, as a script would: there is no terminal to ask on."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_RECORD", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO())

    return runner(capfdbinary)


@pytest.fixture
def record(tmp_path: Path) -> None:
    """Four stored reports: one under the question, one near it, one early, one about something else."""
    texts = {
        "ban": (BAN, "2023-03-10", "Norway will ban trawling"),
        "near": (NEAR, "2023-03-12", "A ban is near"),
    }
    texts |= {
        "early": (EARLY, "2023-02-20", "Trawling goes on"),
        "look": (LOOK, "2023-03-11", "The harbour was full"),
    }
    with Record.open(tmp_path / "onrecord.db") as kept, kept.unit() as unit:
        for name, (text, day, words) in texts.items():
            one = report(text, day, path=f"reports/{name}.txt")
            unit.keep(one, judged(one, position(one, words, "NOR", "for")), (), MADE)


class Terminal(io.StringIO):
    """Somebody who types these lines."""

    def isatty(self) -> bool:
        return True


# --- new ----------------------------------------------------------------------------------------------------


def test_what_is_printed_is_a_question_file_with_the_reading_in_comments(run: Run) -> None:
    told = run("questions", "new", "trawling", *ASKED, *PERIOD, "--about", "trawling", "--about", "trawlers")
    assert told.status == 0
    assert tomllib.loads(told.out)["trawling"]["about"] == ["trawling", "trawlers"]
    assert '# read as: who is for this is against "Trawling"' in told.out
    assert "# no record is there to try it on" in told.out
    assert not Path("onrecord.db").exists()


def test_phrases_are_taken_from_the_proposition_where_none_is_given(run: Run) -> None:
    told = run("questions", "new", "trawling", *ASKED, *PERIOD)
    assert tomllib.loads(told.out)["trawling"]["about"] == ["Trawling", "deep sea"]
    assert '# about: "Trawling" and "deep sea" are taken from the proposition' in told.out
    given = run("questions", "new", "trawling", *ASKED, *PERIOD, "--about", "trawling")
    assert "taken from the proposition" not in given.out


@pytest.mark.usefixtures("record")
def test_what_falls_under_it_and_what_nearly_does(run: Run) -> None:
    told = run("questions", "new", "trawling", *ASKED, *PERIOD, "--about", "trawling", "-o", "q.toml").out
    lines = told.splitlines()
    assert lines[0] == "trawling is written to q.toml."
    under = lines.index("1 stored report under it:")
    assert lines[under + 1 : under + 3] == [
        "  reports/ban.txt, 10 Mar 2023 (trawling)",
        "    Fisheries ministers met. Norway will ban trawling, Prime Minister Kari Moen said.",
    ]
    said = lines.index("1 statement in them with a word of the question, there or one sentence before:")
    assert lines[said + 2] == "    Norway will ban trawling"
    near = lines.index(
        "nearly: 1 report of its period with words of the proposition, and none of its phrases:"
    )
    assert lines[near + 1] == "  reports/near.txt, 12 Mar 2023 (deep, sea, banned)"
    early = lines.index("nearly: 1 report with a phrase, published within 60 days outside its period:")
    assert lines[early + 1] == "  reports/early.txt, 20 Feb 2023 (trawling)"
    assert "look.txt" not in told


@pytest.mark.usefixtures("record")
def test_what_lies_far_outside_the_period_is_not_near(run: Run) -> None:
    words = ("questions", "new", "q", *ASKED, "--about", "trawling", "--since", "2023-05-01")
    told = run(*words).out
    assert "# nearly: 1 report with a phrase" in told  # ban.txt, 52 days before; early.txt 70
    assert "ban.txt" in told
    assert "early.txt" not in told


def test_a_question_is_appended_and_an_id_that_is_there_refused(run: Run, tmp_path: Path) -> None:
    words = ("questions", "new", "trawling", *ASKED, *PERIOD, "-o", "q.toml")
    assert run(*words).status == 0
    before = (tmp_path / "q.toml").read_text("utf-8")
    again = run(*words)
    assert again.status == 1
    assert "q.toml: [trawling]: the id is there already" in again.err
    assert (tmp_path / "q.toml").read_text("utf-8") == before
    assert run(*words[:2], "other", *words[3:]).status == 0
    assert list(tomllib.loads((tmp_path / "q.toml").read_text("utf-8"))) == ["trawling", "other"]
    assert run(*words[:-1], "none/q.toml").err.startswith("onrecord: none/q.toml cannot be written")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("q", *ASKED), "--since is missing, and there is no terminal to ask on."),
        ((), "ID, --title, --proposition and --since are missing"),
        (("a b", *ASKED, *PERIOD), "'a b' is no id"),
        (("q", *ASKED, *PERIOD, "--about", "..."), "--about '...' holds no word."),
        (("q", *ASKED, *PERIOD, "--about", "_x"), "'_x' holds no word that a report can be searched for."),
        (("q", *ASKED, "--since", "2023-03-02", "--until", "2023-03-01"), "is later than --until"),
        (("q", "--title", "T", "--proposition", "It is so.", *PERIOD), "give one with --about"),
    ],
)
def test_what_is_missing_or_cannot_be_used_is_named(run: Run, words: tuple[str, ...], says: str) -> None:
    told = run("questions", "new", *words)
    assert (told.status, told.out) == (2, "")
    assert says in " ".join(told.err.split())


def test_a_record_that_is_named_must_be_there(run: Run) -> None:
    told = run("questions", "new", "q", *ASKED, *PERIOD, "--record", "none.db")
    assert (told.status, told.out) == (1, "")
    assert "there is no record at none.db" in told.err
    assert run("questions", "new", "q", *ASKED, *PERIOD, "--record", "none.db", "-o", "q.toml").status == 1
    assert not Path("q.toml").exists()


def test_what_is_not_given_is_asked_for_until_it_can_be_used(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ["a b", "trawling", "", "Ban on trawling", ASKED[3], "yesterday", "2023-03-01", "", ""]
    monkeypatch.setattr("sys.stdin", Terminal("\n".join([*typed, ""])))
    told = run("questions", "new")
    assert told.status == 0
    (asked,) = tomllib.loads(told.out).values()
    assert (asked["title"], asked["about"]) == ("Ban on trawling", ["Trawling", "deep sea"])
    assert "until" not in asked
    assert "'a b' is no id" in told.err
    assert "'yesterday' is no day" in told.err
    assert "; between them [Trawling; deep sea]: " in told.err


def test_phrases_can_be_typed_and_a_given_title_is_not_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("trawling; bottom nets ;\n"))
    told = run("questions", "new", "q", *ASKED, *PERIOD)
    assert tomllib.loads(told.out)["q"]["about"] == ["trawling", "bottom nets"]
    assert "Title" not in told.err
    monkeypatch.setattr("sys.stdin", Terminal(""))
    assert run("questions", "new", "q", *ASKED, *PERIOD).status == 2  # nothing more was typed


# --- check --------------------------------------------------------------------------------------------------

BAD = """\
[asks]
title = "T"
proposition = "Should trawling be banned?"
about = ["trawling", "bottom drag"]
since = 2023-03-01

[late]
title = "T"
proposition = "Trawling should be banned and the sea should be closed."
about = ["trawling"]
since = 2031-01-01
categories = { "takes note" = "neutral" }
"""


@pytest.mark.usefixtures("record")
def test_a_check_warns_by_the_id_and_says_what_to_do(run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.toml").write_text(BAD, "utf-8")
    told = run("questions", "check", "q.toml")
    assert told.status == 0
    assert "warning: asks: the proposition is a question; put what is asked as a sentence" in told.out
    assert 'warning: asks: no stored report holds "bottom drag"; look for its spelling' in told.out
    assert 'asks: no stored report holds "trawling"' not in told.out
    assert (
        "warning: late: the record has no report of its period, and 4 of other days; check `since`"
        in told.out
    )
    assert 'note: late: the proposition may hold two ("and the sea should be closed.")' in told.out
    asks, late = json.loads(run("questions", "check", "q.toml", "--format", "json").out)
    assert [line.split(";")[0] for line in late["warnings"]][1:] == [
        "warning: late: the record has no report of its period, and 4 of other days"
    ]
    assert late["categories"] == ["takes note: neutral"]
    assert asks["reports"] == ["reports/ban.txt"]


def test_a_check_without_a_record_warns_of_the_proposition_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.toml").write_text(BAD, "utf-8")
    told = run("questions", "check", "q.toml").out
    assert "the proposition is a question" in told
    assert "no stored report" not in told
    assert "no report of its period" not in told


def test_an_empty_record_says_nothing_of_a_question(run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.toml").write_text(BAD, "utf-8")
    Record.open(tmp_path / "onrecord.db").close()
    told = run("questions", "check", "q.toml").out
    assert "stored reports under it: 0" in told
    assert "no stored report holds" not in told


# --- codebook -----------------------------------------------------------------------------------------------


def test_the_codebook_of_a_file_of_the_record_and_of_one_question(run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.toml").write_text(BAD, "utf-8")
    whole = run("questions", "codebook", "--questions", "q.toml").out
    assert whole.startswith("# Codebook\n")
    assert whole.index("### asks: T") < whole.index("### late: T")
    one = run("questions", "codebook", "late", "--questions", "q.toml").out
    assert '"takes note" is `neutral`' in one
    assert "### asks" not in one
    unknown = run("questions", "codebook", "early", "--questions", "q.toml")
    assert (unknown.status, unknown.out) == (1, "")
    assert "q.toml: [early]: no such question in the file (allowed: asks, late)" in unknown.err

    assert "there is no record at" in run("questions", "codebook").err
    Record.open(tmp_path / "onrecord.db").close()
    assert "onrecord.db keeps no question yet" in run("questions", "codebook").err
    assert run("questions", "add", "q.toml").status == 0
    assert run("questions", "codebook").out == whole
    assert "no question 'early' in the record" in run("questions", "codebook", "early").err
    assert (
        run("questions", "codebook", "-o", "book.md").out
        == "The codebook of 2 questions is written to book.md.\n"
    )
    assert (tmp_path / "book.md").read_text("utf-8") == whole
    (listed, _) = json.loads(run("questions", "list", "--format", "json").out)[::-1]
    assert (listed["id"], listed["categories"]) == ("late", ["takes note: neutral"])
