"""A question's own categories: which of them the words of a statement hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from judged import question

from onrecord.judge.categories import in_category
from onrecord.model import Side

ASKED = replace(
    question("The guano treaty should be recognised.", "guano treaty"),
    categories=(
        ("takes note", "neutral"),
        ("welcomes", "for"),
        ("not in a position to", "against"),
        ("welcome the delay", "against"),
    ),
)


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("Spain takes note of the treaty", "neutral"),
        ("we have taken note, and took note before", "neutral"),
        ("Spain warmly welcomed the treaty", "for"),
        ("Spain is not in a position to sign it", "against"),
        ("Spain isn't in a position to sign it", "against"),
        ("we WELCOME the delay", "against"),  # the longest phrase that stands there
        ("Spain does not welcome the treaty", None),
        ("Spain will never formally welcome it", None),
        ("Spain refused to take note of the treaty", None),
        ("Spain declines to welcome it", None),
        ("not a day passed before Spain welcomed it", "for"),  # what is negated is another word
        ("Spain takes note of the treaty and welcomes it", None),  # two sides
        ("the note takes two pages", None),
        ("Spain signed the treaty", None),
        ("", None),
    ],
)
def test_the_side_of_the_category_whose_phrase_stands_in_the_words(words: str, side: Side | None) -> None:
    assert in_category(ASKED, words) == side


def test_a_question_without_categories_has_no_words_of_its_own() -> None:
    assert in_category(replace(ASKED, categories=()), "Spain welcomes the treaty") is None
