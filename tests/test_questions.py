"""Question files: what is read from them, and what each fault is told as."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from judged import known_of, question

from onrecord.judge import QuestionFileError, load_questions
from onrecord.judge.questions import falls_under
from onrecord.model import Question

GOOD = """
[strait-2031]
title = "The strait, 2031"
proposition = "The closure of the strait should be accepted."
about = ["closure", "strait"]
since = 2031-03-01
until = 2031-12-31

[bridge-2031]
title = "The bridge, 2031"
proposition = "The bridge should be built."
about = ["bridge"]
since = 2031-01-01
"""


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "questions.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_several_questions_in_the_order_of_the_file(tmp_path: Path) -> None:
    strait, bridge = load_questions(_file(tmp_path, GOOD))
    assert strait == Question(
        id="strait-2031",
        title="The strait, 2031",
        proposition="The closure of the strait should be accepted.",
        about=("closure", "strait"),
        since=date(2031, 3, 1),
        until=date(2031, 12, 31),
    )
    assert (bridge.id, bridge.until, bridge.categories) == ("bridge-2031", None, ())


def test_categories_of_its_own_each_with_a_side(tmp_path: Path) -> None:
    table = '\n[q.categories]\n"takes note" = "neutral"\nwelcomes = "for"\n" shelves " = "against"\n'
    (asked,) = load_questions(_file(tmp_path, HEAD + table))
    assert asked.categories == (("takes note", "neutral"), ("welcomes", "for"), ("shelves", "against"))
    (inline,) = load_questions(_file(tmp_path, HEAD + 'categories = { "takes note" = "neutral" }'))
    assert inline.categories == (("takes note", "neutral"),)


HEAD = '[q]\ntitle = "T"\nproposition = "P."\nabout = ["p"]\nsince = 2031-01-01\n'


@pytest.mark.parametrize(
    ("text", "where", "why", "allowed"),
    [
        (
            HEAD + 'until_when = "x"\n',
            "[q] until_when",
            "unknown key",
            "title, proposition, about, since, until",
        ),
        (
            HEAD.replace('title = "T"\n', ""),
            "[q] title",
            "is missing",
            "title, proposition, about, since are required",
        ),
        (HEAD.replace('"P."', '"  "'), "[q] proposition", "an empty text", "a text that is not empty"),
        (HEAD.replace('"T"', "7"), "[q] title", "a number", "a text that is not empty"),
        (HEAD.replace('["p"]', "[]"), "[q] about", "an empty list", "a list of words or phrases"),
        (HEAD.replace('["p"]', '"p"'), "[q] about", "the text 'p'", "a list of words or phrases"),
        (
            HEAD.replace('["p"]', '["p", ""]'),
            "[q] about",
            "holds an empty text",
            "a list of words or phrases",
        ),
        (HEAD.replace('["p"]', "[3]"), "[q] about", "holds a number", "a list of words or phrases"),
        (
            HEAD.replace("2031-01-01", '"2031-01-01"'),
            "[q] since",
            "is the text",
            "a date without quotation marks",
        ),
        (HEAD.replace("2031-01-01", "2031-01-01T09:00:00"), "[q] since", "a time of day", "a date without"),
        (
            HEAD + "until = 2030-12-31\n",
            "[q] until",
            "2030-12-31 lies before since",
            "a day from 2031-01-01 on",
        ),
        (
            HEAD + 'categories = "x"\n',
            "[q] categories",
            "is the text 'x'",
            "the sides are for, against, neutral",
        ),
        (
            HEAD + 'categories = { welcomes = "pro" }\n',
            "[q] categories",
            "gives 'welcomes' the text 'pro' for a side",
            "the sides are for, against, neutral",
        ),
        (
            HEAD + "categories = { welcomes = 1 }\n",
            "[q] categories",
            "gives 'welcomes' a number",
            "the sides",
        ),
        (HEAD + 'categories = { "..." = "for" }\n', "[q] categories", "the text '...'", "the sides are for"),
        (
            HEAD + 'categories = { welcomes = "for", welcomed = "neutral" }\n',
            "[q] categories",
            "holds the same words twice, as 'welcomes' and as 'welcomed'",
            "each phrase once",
        ),
        (
            HEAD + 'categories = { "takes note" = "for", "took note" = "neutral" }\n',
            "[q] categories",
            "holds the same words twice",
            "each phrase once",
        ),
        ("since = 2031-01-01\n", "questions.toml", "'since' stands outside of a question", "[kosovo-2008]"),
        ('["a b"]\ntitle = "T"\n', "[a b]", "the id is empty or holds blanks", "letters, digits, - and _"),
        ("", "questions.toml", "holds no question", "a table for each question"),
        ("[q\n", "questions.toml", "is no valid TOML", "a table for each question"),
        (
            HEAD.replace("2031-01-01", "2031-02-30"),
            "questions.toml",
            "is no valid TOML",
            "a table for each question",
        ),
    ],
)
def test_faults_name_file_question_key_and_what_is_allowed(
    tmp_path: Path, text: str, where: str, why: str, allowed: str
) -> None:
    path = _file(tmp_path, text)
    with pytest.raises(QuestionFileError) as fault:
        load_questions(path)
    message = str(fault.value)
    assert message.startswith(str(path))
    assert where in message
    assert why in message
    assert allowed in message.split("(allowed: ")[1]


def test_a_file_that_is_not_there_or_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match="cannot be read"):
        load_questions(tmp_path / "none.toml")
    path = tmp_path / "latin.toml"
    path.write_bytes('[q]\ntitle = "Jos\xe9"'.encode("latin-1"))
    with pytest.raises(QuestionFileError, match="is not UTF-8 at byte 16"):
        load_questions(path)


@pytest.mark.parametrize(
    ("text", "about", "falls"),
    [
        ("The Referendums were held on Friday.", "referendum", True),
        ("Both referenda were held on Friday.", "referendum", True),
        ("The referendum was held on Friday.", "referenda", True),
        ("Moscow annexed the land.", "annex", True),
        ("The annexation is void.", "annex", False),  # a derived word is another phrase
        ("The price caps on oil hold.", "price cap", True),
        ("The price of caps fell.", "price cap", False),
        ("Minister meets Guaidó in Bogota.", "Guaido", True),
        ("They recognized the vote.", "recognised", True),
        ("The voters went home.", "vote", False),
    ],
)
def test_a_report_falls_under_a_question_by_its_phrases(text: str, about: str, falls: bool) -> None:
    assert falls_under(known_of(text).found.report, question("P.", about)) is falls


def test_a_report_falls_under_a_question_by_its_title_and_period() -> None:
    report = known_of("Nothing here.").found.report
    titled = type(report)("r", "r", "Nothing here.", date(2022, 9, 30), None, "The bridge", None, "en", "0")
    assert falls_under(titled, question("P.", "bridge"))
    assert not falls_under(titled, question("P.", "bridge", since=date(2022, 10, 1)))
    ended = Question("q", "t", "P.", ("bridge",), date(2022, 1, 1), date(2022, 9, 29))
    assert not falls_under(titled, ended)
