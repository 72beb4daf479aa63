"""What statements do: the act and modality of each, questions aside."""

from __future__ import annotations

import pytest
from judged import known_of, said_by

from onrecord.judge import judge
from onrecord.model import Reading


def reading(content: str, cue: str = "said", actor: str = "DEU") -> Reading:
    (found,) = judge(said_by(actor, content, cue), ()).readings
    return found


@pytest.mark.parametrize(
    ("cue", "content", "act"),
    [
        ("said", "Germany recognises the new state", "recognise"),
        ("announced", "the recognition of Kosovo", "recognise"),
        ("said that", "Germany would never accept the result of the vote", "refuse"),
        ("said", "we will not recognise the annexation", "refuse"),
        ("said", "Germany rejects the plan", "refuse"),
        ("rejected", "the plan", "refuse"),
        ("ruled out", "any recognition of the breakaway state", "refuse"),
        ("vowed", "never to accept the border", "refuse"),
        ("refused", "to recognise the outcome", "refuse"),
        ("said", "Germany has no plan to recognise the state", "refuse"),
        ("said", "the government had decided to abstain", "neutral"),
        ("said", "his country supports Ukraine", "support"),
        ("welcomed", "the agreement", "support"),
        ("said", "the country's support for Ukraine remains unbroken", "support"),
        ("said", "military support for Ukraine would not falter", "pledge"),
        ("said", "we will continue to free the occupied towns", "pledge"),
        ("promised", "to send ten tanks", "pledge"),
        ("said", "Germany will back Ukraine for as long as it takes", "pledge"),
        ("condemned", "the attack on the port", "condemn"),
        ("said", "the votes were not free and not fair", "condemn"),
        ("said", "the ballot was a farce", "condemn"),
        ("said", "Germany stands firmly against the escalation", "condemn"),
        ("called", "the vote a sham", "condemn"),
        ("dismissed", "the vote as a sham", "condemn"),
        ("urged", "all states to keep the embargo", "urge"),
        ("wants", "the world to speak with one voice", "urge"),
        ("called for", "a return to talks", "urge"),
        ("said", "Russia must withdraw its troops", "urge"),
        ("said", "the sanctions should be lifted", "urge"),
        ("threatened", "to use every weapon", "threaten"),
        ("said", "any attack would have grave consequences", "threaten"),
        ("said", "we will retaliate in kind", "threaten"),
        ("denied", "that his troops had crossed the border", "deny"),
        ("said", "we did not fire the missile", "deny"),
        ("dismissed", "reports of a deal", "deny"),
        ("declined", "to comment on the vote", "decline"),
        ("said", "he would not comment on the vote", "decline"),
        ("said", "his country takes no side in the dispute", "neutral"),
        ("said", "the delegation would abstain", "neutral"),
        ("said", "the regions remain the territory of Ukraine", "state"),
        ("said", "40,000 reservists would be called up", "state"),
        ("said", "talks began on Monday", "state"),
    ],
)
def test_act(cue: str, content: str, act: str) -> None:
    assert reading(content, cue).act == act


@pytest.mark.parametrize(
    ("content", "modality", "condition"),
    [
        ("we will never recognise the annexation", "asserted", None),
        ("Germany will recognise the state next week", "intended", None),
        ("Germany plans to recognise the state", "intended", None),
        ("Germany is ready to recognise the state", "intended", None),
        ("Germany would recognise the state if talks failed", "conditional", "if talks failed"),
        (
            "Germany will support the text provided that it names no one",
            "conditional",
            "provided that it names no one",
        ),
        (
            "Germany will not lift the ban unless the prisoners are freed",
            "conditional",
            "unless the prisoners are freed",
        ),
        ("Once the border is open, Germany will back the deal", "conditional", "Once the border is open"),
        ("Germany formerly supported the plan", "former", None),
        ("Germany condemns the vote", "asserted", None),
        ("he was asked if Germany supports the plan", "asserted", None),
        ("Germany supported the plan until 2019", "former", None),
    ],
)
def test_modality_and_condition(content: str, modality: str, condition: str | None) -> None:
    known = said_by("DEU", content)
    (found,) = judge(known, ()).readings
    assert found.modality == modality
    assert (found.condition.of(known.found.report.text) if found.condition else None) == condition


def test_a_statement_without_words_has_no_act() -> None:
    (found,) = judge(known_of("He said “...” and left.", [("He", "said", "...", "DEU")]), ()).readings
    assert found.act is None
