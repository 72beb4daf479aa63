"""Propositions that two readers may take differently, and those that they do not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from onrecord.judge.clarity import faults_of

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("proposition", "fault", "words"),
    [
        ("Is Kosovo a state?", "question", "?"),
        ("Whether Kosovo should be recognised", "question", "whether"),
        ("What should Russia do", "question", "what"),
        ("Recognition of Kosovo", "no verb", ""),
        ("NATO enlargement.", "no verb", ""),
        ("Lifting the embargo", "no verb", ""),
        ("Sanctions imposed on Libya", "no verb", ""),
        ("A treaty that should be ratified", "no verb", ""),
        ("No state should refuse to recognise Kosovo.", "double negative", "No state should refuse"),
        ("The annexation should not be considered illegal.", "double negative", "not be considered illegal"),
        ("No state must not sign.", "double negative", "No state must not"),
        (
            "The embargo should be lifted and sanctions must end.",
            "two propositions",
            "and sanctions must end.",
        ),
        ("The embargo should be lifted. Cuba is a state.", "two propositions", "Cuba is a state."),
        (
            "Russia's war violates the charter and Ukraine has a right to arms.",
            "two propositions",
            "and Ukraine has a right to arms",
        ),
        ("The wall is unlawful and must be taken down.", "two propositions", "and must be taken down."),
    ],
)
def test_what_makes_a_proposition_hard_to_code(proposition: str, fault: str, words: str) -> None:
    assert faults_of(proposition) == ((fault, words),)


@pytest.mark.parametrize(
    "proposition",
    [
        "Sweden should be admitted to NATO.",
        "The treaty should be signed and then ratified.",
        "Taiwan and China are one state.",
        "The Falkland Islands (Islas Malvinas) belong to Argentina.",
        "Russia violated international law.",
        "Iraq invaded Kuwait in 1990.",
        "Mr. Assad must go.",
        "What Russia did in Crimea was unlawful.",
        "The dam threatens Egypt.",
        "No new permanent seats should be created in the UN Security Council.",
        "The court must not have jurisdiction over nationals of states that have not ratified its statute.",
        "Iran must halt its uranium enrichment and the nuclear fuel work that goes with it.",
        "The government should be boycotted and given no aid until Hamas recognises it and gives up arms.",
    ],
)
def test_a_sound_proposition_is_left_alone(proposition: str) -> None:
    assert faults_of(proposition) == ()


def test_questions_that_were_written_with_care_draw_no_warning_but_the_soft_one() -> None:
    files = [*ROOT.glob("training/judge/questions*.toml"), ROOT / "tests" / "cases" / "agency_questions.toml"]
    asked = [q["proposition"] for file in files for q in tomllib.loads(file.read_text("utf-8")).values()]
    found = {p: [fault for fault, _ in faults_of(p)] for p in asked}
    assert len(asked) > 100
    assert {p: faults for p, faults in found.items() if set(faults) - {"two propositions"}} == {}
    assert sum(bool(faults) for faults in found.values()) < len(asked) / 10
