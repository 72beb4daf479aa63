"""The codebook: the rules that a person codes questions by."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from judged import EMBARGO, NATO

from onrecord.model import Act, Modality, Route, Side
from onrecord.show.codebook import Entry, codebook
from onrecord.show.export import POSITION_COLUMNS

OWN = replace(
    NATO,
    id="nato_2022",
    title="Sweden | Finland",
    about=("NATO", "alliance"),
    since=date(2022, 5, 1),
    until=date(2024, 3, 31),
    categories=(("takes note", "neutral"), ("welcomes", "for"), ("parks it", "against"), ("hails", "for")),
)
PAGE = codebook(
    [Entry(OWN, ("Sweden", "Finland"), ()), Entry(replace(EMBARGO, id="embargo"), (), ("embargo",))]
)


def section(title: str) -> str:
    found = re.search(rf"^##+ {re.escape(title)}\n(.*?)(?=^##+ |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    assert found, title
    return " ".join(found[1].split())


def test_a_question_with_what_falls_under_it_and_its_own_categories() -> None:
    told = section("nato\\_2022: Sweden \\| Finland")
    assert "> Sweden and Finland should be admitted to NATO." in told
    assert (
        'published from 1 May 2022 to 31 Mar 2024 that holds "NATO" or "alliance" in its title or text'
        in told
    )
    assert (
        'agrees that: Sweden and Finland should be admitted to NATO. Also: says "welcomes" or "hails". |'
        in told
    )
    assert 'or wants the contrary. Also: says "parks it" |' in told
    assert 'or abstains. Also: says "takes note" |' in told
    assert (
        '"takes note" is `neutral`; "welcomes" is `for`; "parks it" is `against`; "hails" is `for`.' in told
    )
    assert 'who is for the proposition is for "Sweden" and "Finland".' in told


def test_a_question_without_categories_has_none_and_an_open_period() -> None:
    told = section("embargo: q")
    assert "published from 1 Jan 2000 on that holds" in told
    assert 'who is for the proposition is against "embargo".' in told
    assert "Also: says" not in told
    assert "Categories" not in told


def test_a_proposition_that_is_not_understood_is_said_to_be() -> None:
    assert "does not understand which way this proposition points" in codebook([Entry(EMBARGO, (), ())])


@pytest.mark.parametrize(
    ("title", "words"),
    [
        (
            "Sides",
            ["proposition as it is put", "takes no side, or abstains", "Votes", '"Would not oppose" is for'],
        ),
        (
            "What is no position",
            [
                "dialogue",
                "took note of",
                "declined to comment",
                "opposition",
                "expert",
                "former minister",
                "region",
            ],
        ),
        ("Who takes the side", ["who claims it", "`claimed`", "Unnamed voices"]),
        (
            "Manner",
            ["not unless they withdraw", '"no longer recognises" is for, former', "will ratify in May"],
        ),
        ("When", ["leave `said_on` empty"]),
    ],
)
def test_the_rules_for_all_questions(title: str, words: list[str]) -> None:
    told = section(title)
    assert [w for w in words if w not in told] == []


def test_the_form_has_the_columns_of_the_table_and_every_value_that_they_take() -> None:
    form = section("The form")
    columns = re.findall(r"\| `(\w+)` \| ", form)
    assert set(columns) - set(POSITION_COLUMNS) == {"coder", "notes"}
    for kind in (Side, Modality, Act, Route):
        assert [value for value in kind.__args__ if f"`{value}`" not in form] == []
    assert "| `question` | `nato_2022` or `embargo` |" in form


def test_no_line_is_left_with_marks_of_the_template() -> None:
    assert not re.search(r"\{[{%#]|[%#]\}|\n\n\n", PAGE)
