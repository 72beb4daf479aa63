"""What a question reaches by its words, which phrases its proposition offers, and how it is written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judged import DAY, EMBARGO, KOSOVO, NATO, question

from onrecord.judge.drafts import append_to, as_toml
from onrecord.judge.questions import QuestionFileError, load_questions, parse_questions
from onrecord.judge.reach import content_words, holds_word, near_words, offered_phrases, words_of_question
from onrecord.model import Question


@pytest.mark.parametrize(
    ("proposition", "phrases"),
    [
        ("The guano treaty should be recognised.", ("guano treaty",)),
        (
            "The United States embargo against Cuba should be lifted.",
            ("embargo",),
        ),  # states bring in anything
        ("Sweden should be admitted to NATO.", ("Sweden", "NATO")),  # where there is nothing else
        ("Iran must halt its uranium enrichment in 2006.", ("uranium enrichment",)),
        (
            "Russia should be admitted to the World Trade Organization.",
            ("Russia", "World Trade Organization"),
        ),
        ("States should join the Ottawa treaty.", ("Ottawa treaty",)),  # "treaty" alone is any treaty
        ("It should be so.", ()),
    ],
)
def test_phrases_that_a_proposition_offers(proposition: str, phrases: tuple[str, ...]) -> None:
    assert offered_phrases(proposition, DAY) == phrases


def test_the_words_of_a_question_are_those_that_tell_its_matter() -> None:
    assert list(content_words("The embargo of May 2022 should not be lifted.").values()) == [
        "embargo",
        "lifted",
    ]
    found = words_of_question(EMBARGO)
    assert {"embargo", "lifted", "blockade", "Cuba"} <= set(found.values())
    assert not {"The", "should", "be", "against"} & set(found.values())
    assert holds_word("Havana called for lifting it.", found)
    assert not holds_word("The minister spoke in Havana.", found)


@pytest.mark.parametrize(
    ("text", "asked", "words"),
    [
        ("The embargo hurts Cuba, he said.", EMBARGO, ("embargo", "Cuba")),
        ("The United States spoke to Cuba.", EMBARGO, ()),  # names of states alone are no matter
        ("The embargo was long." + " Nobody knew." * 10 + " It was in Cuba.", EMBARGO, ()),  # far apart
        ("Sweden joins NATO.", NATO, ("Sweden", "NATO")),
        ("Nothing of the kind.", NATO, ()),
        ("Its independent state was recognised.", KOSOVO, ("recognised", "independent")),
    ],
)
def test_words_of_a_proposition_that_stand_together(
    text: str, asked: Question, words: tuple[str, ...]
) -> None:
    assert near_words(text, asked) == words


# --- as TOML ------------------------------------------------------------------------------------------------

FULL = replace(
    question(
        'The "guano" treaty \\ of 2023\nshould be recognised.', "guano", 'the "pact"', name="guano.2023"
    ),
    until=date(2024, 12, 31),
    categories=(("takes note", "neutral"), ("welcomes", "for")),
)


def test_a_question_is_written_as_it_is_read() -> None:
    assert as_toml(replace(FULL, proposition="P.", about=("p",))) == (
        '["guano.2023"]\ntitle = "guano.2023"\nproposition = "P."\nabout = ["p"]\nsince = 2000-01-01\n'
        'until = 2024-12-31\ncategories = { "takes note" = "neutral", "welcomes" = "for" }\n'
    )
    assert parse_questions(as_toml(FULL), Path("q.toml")) == (FULL,)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(lambda s: "a" + s + "b")


@given(WORDS, WORDS)
def test_whatever_the_words_they_come_back(title: str, proposition: str) -> None:
    asked = replace(FULL, title=title, proposition=proposition)
    assert parse_questions(as_toml(asked), Path("q.toml")) == (asked,)


def test_a_question_is_put_behind_the_others_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "questions.toml"
    append_to(path, NATO)
    path.write_bytes(path.read_bytes().rstrip() + b" # mine")  # no line end
    append_to(path, FULL)
    assert load_questions(path) == (NATO, FULL)
    assert "# mine\n\n[" in path.read_text("utf-8")


def test_an_id_that_is_there_or_a_file_that_is_broken_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "questions.toml"
    append_to(path, NATO)
    before = path.read_bytes()
    with pytest.raises(QuestionFileError, match=r"\[q\]: the id is there already"):
        append_to(path, replace(NATO, title="Another"))
    assert path.read_bytes() == before
    path.write_text("[q\n", "utf-8")
    with pytest.raises(QuestionFileError, match="is no valid TOML"):
        append_to(path, FULL)
    assert path.read_text("utf-8") == "[q\n"
