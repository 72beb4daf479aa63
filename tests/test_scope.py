"""What is on the question, and what only uses a word of it: counted, unsure, or nothing."""

from __future__ import annotations

import pytest
from judged import EMBARGO, known_of, question

from onrecord.judge import judge
from onrecord.model import Question

NAMELESS = question("The fishing pact should be approved.", "fishing pact", "agreement")
PACT = question("The fishing pact between Norway and Canada should be approved.", "fishing pact", "agreement")
TALKS = question("Serbia and Kosovo should resume their border talks.", "border talks", "talks")
FIRE = question("The attacks must stop.", "attacks", "attack")
ARCTIC = question("The Arctic treaty signed in Oslo should be ratified.", "Arctic treaty", "treaty")
HELP = question("Villages should band together against locusts.", "locusts")


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        (PACT, "India welcomed the fishing pact of Norway and Canada.", [("IND", True)]),
        (NAMELESS, "India welcomed an agreement on fishing.", [("IND", True)]),
        (NAMELESS, "India welcomed an agreement on trains.", [("IND", False)]),
        (PACT, "Norway is cold. India welcomed the fishing pact.", [("IND", False)]),
        (PACT, "India welcomed the agreement on trains.", []),
        # nothing of what the question names: open, where the words point at the one that all know
        (PACT, "India does not support the fishing pact.", [("IND", False)]),
        (PACT, "India does not support a fishing pact.", []),
        (PACT, "India does not support the fishing pact of Mali.", []),
        # by the name that the user gave it, whatever else the proposition names
        (ARCTIC, "India supports the Arctic treaty.", [("IND", True)]),
        (ARCTIC, "India supports the treaty of Arctic cod.", [("IND", False)]),
        (TALKS, "Serbia and Kosovo met. Ghana called for new border talks.", [("GHA", True)]),
        (EMBARGO, "Brazil called for the embargo on Mali to be lifted.", []),
        (FIRE, "Ghana launched the attack.", [("GHA", False)]),
        (FIRE, "Ghana called for a withdrawal of the guards to end the attacks.", [("GHA", False)]),
        (HELP, "Ghana welcomed the locusts.", [("GHA", False)]),
    ],
)
def test_counted_or_unsure(asked: Question, text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(p.actor, p.counted) for p in judge(known_of(text), [asked]).positions] == expected
