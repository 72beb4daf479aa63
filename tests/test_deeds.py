"""The day of a deed that the report tells, and days that are those of something else."""

from __future__ import annotations

from datetime import date

import pytest
from judged import question

from onrecord.model import Report
from onrecord.pipeline import Reader, read_and_judge
from onrecord.settings import Settings

ASKED = question("Sweden should be admitted to NATO.", "Sweden")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load(Settings.build())


def said(reader: Reader, sentence: str) -> dict[str | None, tuple[str | None, str]]:
    day = date(2022, 11, 10)  # a Thursday
    report = Report("r", "r.txt", sentence, day, None, None, None, "en", "0" * 64)
    positions = read_and_judge(report, reader, [ASKED]).positions
    return {p.actor: (p.said_on.value, p.said_on.basis) for p in positions}


OPEN = (None, "published")
CASES = [
    ("Hungary's parliament approved Sweden's accession to NATO on Monday.", "HUN", ("2022-11-07", "stated")),
    ("Sweden's accession to NATO was ratified by Estonia on Tuesday.", "EST", ("2022-11-08", "stated")),
    (
        "Canada on Tuesday became the first country to ratify Sweden's accession to NATO.",
        "CAN",
        ("2022-11-08", "stated"),
    ),
    ("Slovenia voted for Sweden's accession to NATO on 3 November.", "SVN", ("2022-11-03", "stated")),
    ("Hungary's parliament approved Sweden's accession to NATO in July.", "HUN", ("2022-07", "stated")),
    # days of something else
    ("Hungary's parliament, which met on Tuesday, approved Sweden's accession to NATO.", "HUN", OPEN),
    ("Hungary's parliament backed Sweden's accession to NATO, which was signed on Monday.", "HUN", OPEN),
    ("Portugal supports Sweden's accession to NATO agreed on Monday in Brussels.", "PRT", OPEN),
    ("Spain will approve Sweden's accession to NATO on Friday.", "ESP", OPEN),
    ("Norway has backed Sweden's accession to NATO since Monday.", "NOR", OPEN),
]


@pytest.mark.parametrize(("sentence", "actor", "expected"), CASES)
def test_a_deed_has_the_day_that_its_sentence_tells(
    reader: Reader, sentence: str, actor: str, expected: tuple[str | None, str]
) -> None:
    assert said(reader, sentence)[actor] == expected


def test_a_deed_told_on_anothers_word_is_claimed_by_that_other(reader: Reader) -> None:
    text = "According to Norway, Hungary has rejected Sweden's accession to NATO."
    report = Report("r", "r.txt", text, date(2022, 11, 10), None, None, None, "en", "0" * 64)
    counted = [p for p in read_and_judge(report, reader, [ASKED]).positions if not p.unsure]
    assert [(p.actor, p.side, p.asserted_by, p.speaker) for p in counted] == [("HUN", "against", "NOR", None)]


def test_a_deed_told_on_the_own_word_is_the_own_word(reader: Reader) -> None:
    text = "Hungary has rejected Sweden's accession to NATO, according to Hungary's foreign ministry."
    report = Report("r", "r.txt", text, date(2022, 11, 10), None, None, None, "en", "0" * 64)
    counted = [p for p in read_and_judge(report, reader, [ASKED]).positions if not p.unsure]
    assert {(p.actor, p.side, p.asserted_by) for p in counted} == {("HUN", "against", "self")}
