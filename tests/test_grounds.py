"""The grounds that statements give: each a stretch of the statement's own words."""

from __future__ import annotations

import pytest

from onrecord.judge.grounds import grounds_in
from onrecord.model import Span


@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        (
            "We must refuse, as the country adheres to the Hague convention, the Charter and EU treaties.",
            ["the Hague convention", "the Charter", "EU treaties"],
        ),
        ("a land grab in clear violation of international law", ["international law"]),
        ("The vote was held in breach of the Minsk agreements", ["the Minsk agreements"]),
        (
            "The annexation is contrary to the Charter of the United Nations.",
            ["the Charter of the United Nations"],
        ),
        (
            "The law violates the constitution and the treaty of 1994",
            ["the constitution", "the treaty of 1994"],
        ),
        (
            "in accordance with international law and human rights, he added",
            ["international law", "human rights"],
        ),
        ("Under international law the vote is void", ["international law"]),
        ("They voted against it, citing the principle of sovereignty", ["the principle of sovereignty"]),
        ("They abstained, citing trade and old ties", ["trade", "old ties"]),
        ("We oppose it because the people were not asked.", ["the people were not asked"]),
        ("We oppose it because of the harm to farmers, he said.", ["the harm to farmers"]),
        ("refused on the grounds that no treaty exists", ["no treaty exists"]),
        ("He came not because we asked him", []),
        ("The ministers met in line with their calendar", []),
        ("Nothing is said of any reason", []),
    ],
)
def test_grounds(text: str, grounds: list[str]) -> None:
    assert [s.of(text) for s in grounds_in(text, [Span(0, len(text))])] == grounds


def test_grounds_lie_inside_the_content() -> None:
    text = "“We refuse,” he said, citing the Charter."
    assert grounds_in(text, [Span(1, 11)]) == ()
