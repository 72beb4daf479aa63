"""Paragraphs and sentences: the text in the test, the expected pieces beneath."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.sentences import paragraphs, split_sentences
from onrecord.model import Aside, Report, Span


def report(text: str, *asides: Span) -> Report:
    return Report(
        id="r",
        path="r.txt",
        text=text,
        published=date(2022, 9, 28),
        outlet=None,
        title=None,
        url=None,
        language="en",
        digest="",
        asides=tuple(Aside(span, "front") for span in asides),
    )


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(report(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # abbreviations, titles and initials
        ("The U.S. envoy met Gen. Park. He left.", ["The U.S. envoy met Gen. Park.", "He left."]),
        ("He lives in the U.S. The embassy is shut.", ["He lives in the U.S.", "The embassy is shut."]),
        ("J. R. Holt and Mary B. Lund agreed.", ["J. R. Holt and Mary B. Lund agreed."]),
        ("Talks open on Sept. 28. Delegates came.", ["Talks open on Sept. 28.", "Delegates came."]),
        ("Acme Corp. fell. Bolt Inc. The rest rose.", ["Acme Corp. fell.", "Bolt Inc.", "The rest rose."]),
        ("It ended at 5 p.m. Sunday. It was late.", ["It ended at 5 p.m. Sunday.", "It was late."]),
        ("Asked again, she said no. They left.", ["Asked again, she said no.", "They left."]),
        ("Report No. 4 is out.", ["Report No. 4 is out."]),
        # decimals and ellipses
        ("Prices rose 2.5 percent. Wages fell.", ["Prices rose 2.5 percent.", "Wages fell."]),
        ('"We ... will not sign that," he said.', ['"We ... will not sign that," he said.']),
        ('He called it "a farce... a trick".', ['He called it "a farce... a trick".']),
        ("They waited... Then they left.", ["They waited...", "Then they left."]),
        # quotation marks
        ('"We stay. We fight." He left.', ['"We stay.', 'We fight."', "He left."]),
        ("“It is over.” “No.”", ["“It is over.”", "“No.”"]),
        ('"Will it hold?" Minister Lund asked. No.', ['"Will it hold?" Minister Lund asked.', "No."]),
        ('"Is it over?" The crowd went home.', ['"Is it over?"', "The crowd went home."]),
        ("``It holds,'' he said. ``For now.''", ["``It holds,'' he said.", "``For now.''"]),
        ("He is in Lansing, Mich. “It is cold.”", ["He is in Lansing, Mich.", "“It is cold.”"]),
        ("It passed (by one vote.) Nobody cheered.", ["It passed (by one vote.)", "Nobody cheered."]),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


WRAPPED = """\
The government said on Monday that it would send two more
envoys to the capital, where talks with the rebels broke
down.
The rebels said that they had not been asked to come and
would not talk; nor had they been told of the new road to
   The king was silent."""
WRAPPED_PARAGRAPHS = [
    "\n".join(WRAPPED.split("\n")[:3]),
    "\n".join(WRAPPED.split("\n")[3:5]),
    "The king was silent.",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One line.\n\nAnother line.", ["One line.", "Another line."]),
        # lines are paragraphs where they are no wrapped copy
        (
            "A headline, no stop\nThe envoy left on Monday.",
            ["A headline, no stop", "The envoy left on Monday."],
        ),
        ("The envoy left.\r\nNobody followed.", ["The envoy left.", "Nobody followed."]),
        # copy wrapped to a width: only a short line, an indent or a blank line ends a paragraph
        (WRAPPED, WRAPPED_PARAGRAPHS),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in paragraphs(report(text))] == expected


def test_no_sentence_runs_over_a_paragraph() -> None:
    assert sentences("The envoy said that\n\nnobody came") == ["The envoy said that", "nobody came"]


def test_asides_are_left_out_and_cut() -> None:
    text = "date 2022-09-28 The envoy left. Read more here. Nobody followed."
    aside = text.index("Read more"), text.index("Nobody")
    found = split_sentences(report(text, Span(0, 16), Span(*aside)))
    assert [span.of(text) for span in found] == ["The envoy left.", "Nobody followed."]


@given(st.text(alphabet="Ab. \n\t\r\u2028!?\"”“…'(),1", max_size=80), st.integers(0, 40), st.integers(0, 40))
def test_sentences_hold_all_the_prose_and_nothing_else(text: str, start: int, length: int) -> None:
    aside = Span(min(start, len(text)), min(start + length, len(text)))
    found = split_sentences(report(text, aside))
    held = [at for span in found for at in range(*span)]
    prose = [at for at in range(len(text)) if not aside.start <= at < aside.end]
    assert held == sorted(set(held))
    assert [at for at in held if not text[at].isspace()] == [at for at in prose if not text[at].isspace()]
    assert all(span.of(text) == span.of(text).strip() for span in found)
    assert found == split_sentences(report(text, aside))
