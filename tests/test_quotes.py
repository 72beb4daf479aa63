"""Quotations are found as newspapers and agencies print them, whatever marks they use."""

import pytest

from onrecord.extract.quotes import find_quotations


def quoted(text: str) -> list[str]:
    return [text[found.start : found.end] for found in find_quotations(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will not sign,” he said.", ["“We will not sign,”"]),
        ('"We will not sign," he said. "Never."', ['"We will not sign,"', '"Never."']),
        ("«Nous ne signerons pas», he said.", ["«Nous ne signerons pas»"]),
        ("„Wir unterschreiben nicht“, he said.", ["„Wir unterschreiben nicht“"]),
        ("''We will not sign,'' he said.", ["''We will not sign,''"]),
        ("‘We will not sign,’ the workers’ leader said.", ["‘We will not sign,’"]),
        ("'We won't sign,' she said.", ["'We won't sign,'"]),
    ],
)
def test_every_kind_of_mark(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The ministers' talks went on.",
        "It won't be Lagos' last word.",
        "In the '90s the border was open.",
        "He stood 6' tall.",
    ],
)
def test_an_apostrophe_is_no_quotation(text: str) -> None:
    assert quoted(text) == []


def test_a_quotation_inside_a_quotation_belongs_to_the_outer_one() -> None:
    assert quoted("“They call it ‘aid’, we call it bribery,” she said.") == [
        "“They call it ‘aid’, we call it bribery,”"
    ]


def test_marks_set_the_wrong_way_round_are_read_by_the_blanks_beside_them() -> None:
    assert quoted("He called it ”a mistake“ twice.") == ["”a mistake“"]


def test_a_quotation_that_is_not_closed_runs_to_the_end_of_its_paragraph() -> None:
    text = "“The border stays shut.\n\n“It stays shut for good,” he said."
    first = find_quotations(text, 0, text.index("\n"))
    assert [(text[one.start : one.end], one.closed) for one in first] == [("“The border stays shut.", False)]


def test_brackets_and_ellipses_stand_inside() -> None:
    assert quoted('"They ... will not recognise [the vote]," he said.') == [
        '"They ... will not recognise [the vote],"'
    ]
