"""Positions on what somebody should do: demands and what becomes of them, conditions, penalties, word
families.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from judged import known_of, question, said_by
from marked import known

from onrecord.judge import judge
from onrecord.model import Question

TESTS = question("Iran must stop its missile tests.", "missile tests", "tests")
TARIFFS = question("Japan should scrap the tariffs on rice.", "tariff", "rice")
TROOPS = question("France should cut down the number of its soldiers in Mali.", "Mali", "soldiers", "troops")
DRILLING = question("Norway must halt its oil drilling and the seabed survey work.", "drilling", "seabed")
LEVEL = question("Turkey should devalue its currency.", "currency", "lira")
FORCE = question("An international police force should be sent to Mali.", "international force", "force")
CABINET = question(
    "Vucic's government in Serbia should step down.", "Vucic", "Vuchich", "Serbian government", "resignation"
)
ENRICHMENT = question("Mali must halt its gold refinement.", "gold", "refinement")


def told(asked: Question, text: str) -> list[tuple[str, str | None]]:
    return [
        (p.actor, p.side)
        for p in judge(known_of(text, title=asked.proposition), [asked]).positions
        if p.counted
    ]


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        # whose demand it is, and what others do about it
        (
            TESTS,
            "Iran has rejected Japanese demands that it halt the tests.",
            [("JPN", "for"), ("IRN", "against")],
        ),
        (
            TARIFFS,
            "Japan has spurned demands by Australia, Canada and some other NATO members to cut the tariffs.",
            [("AUS", "for"), ("CAN", "for"), ("JPN", "against")],
        ),
        (
            TESTS,
            "Iran refused to heed France's demand to suspend the tests.",
            [("FRA", "for"), ("IRN", "against")],
        ),
        (TESTS, "Iran rejected calls for an end to the tests.", [("IRN", "against")]),
        (
            TROOPS,
            "Calls to reduce the troops stationed in Mali have been rejected by France.",
            [("FRA", "against")],
        ),
        (TESTS, "The demands of the week were many and Iran rejected them.", []),
        # what hangs on a condition
        (
            TARIFFS,
            "Brazil and Australia do not want to join the pact as long as Japan does not remove the tariffs.",
            [("BRA", "for"), ("AUS", "for")],
        ),
        (TESTS, "Canada will seek penalties if Iran continues its missile tests.", [("CAN", "for")]),
        (TESTS, "Canada is ready to offer credits if Iran stops the tests.", [("CAN", "for")]),
        (TESTS, "Canada will send a delegation to a museum if Iran continues the tests.", []),
        # measures against who does it
        (TESTS, "France pushed for sanctions over the Iranian missile tests.", [("FRA", "for")]),
        (TESTS, "Brazil rejected sanctions against Iran over the tests.", [("BRA", "against")]),
        (TESTS, "France pushed for sanctions against Ghana, and the tests went on.", []),
        # a right to it, a promise of it, a date for it
        (TESTS, "Iran will never give up its right to tests.", [("IRN", "against")]),
        (TROOPS, "Germany has promised up to 700 soldiers.", [("DEU", "against")]),
        (
            TARIFFS,
            "Japan has refused to agree on a year in which the tariffs would be abolished.",
            [("JPN", "against")],
        ),
        (TARIFFS, "Japan favours a plan under which rice would be sold.", []),
        # nouns of doing
        (TARIFFS, "India called for deep cuts in the tariffs.", [("IND", "for")]),
        (TARIFFS, "India welcomed the elimination of the tariffs.", [("IND", "for")]),
        (TARIFFS, "Canada would refuse to give ground without guarantees on cuts in the tariffs.", []),
        (ENRICHMENT, "Mali vowed to continue refining gold.", [("MLI", "against")]),
        (ENRICHMENT, "Japan urged Mali to re-suspend gold refinement-related work.", [("JPN", "for")]),
        (LEVEL, "Germany called for a devaluation of the lira.", [("DEU", "for")]),
        (DRILLING, "Russia backed the work of the bank under the seabed.", []),
        (DRILLING, "Russia backed the seabed programme.", [("RUS", "against")]),
        (TARIFFS, "India called for tariff cuts.", [("IND", "for")]),
        (TROOPS, "France ruled out a troops withdrawal.", [("FRA", "against")]),
        # a noun that says little alone
        (FORCE, "The force's mission, approved by Germany on Friday, is to guard wells.", [("DEU", "for")]),
        (FORCE, "Ghana praised its own task force.", []),
        (
            FORCE,
            "Ghana agreed that a German-led force should be sent soon.",
            [("GHA", "for")],
        ),
        # who is asked, and who speaks for nobody
        (TESTS, "France asked the tests commission for advice.", []),
        (TESTS, "The German opposition leader called for an end to the tests.", []),
        (TROOPS, "France persuaded the soldiers in Mali to sing.", []),
        # who should go
        (CABINET, "Spain called on Vucic to step down.", [("ESP", "for")]),
        (CABINET, "Spain demanded the resignation of the Vucic government.", [("ESP", "for")]),
        (CABINET, "Hungary has stepped up its campaign against Vuchich's cabinet.", [("HUN", "for")]),
        (CABINET, "Hungary reaffirmed its support for the Serbian government.", [("HUN", "against")]),
        (CABINET, "Spain called for the resignation of a harbour master.", []),
    ],
)
def test_narrated(asked: Question, text: str, expected: list[tuple[str, str]]) -> None:
    assert told(asked, text) == expected


@pytest.mark.parametrize(
    ("asked", "content", "side", "explicit"),
    [
        (TARIFFS, "Japan should end the row by making concessions on tariffs", "for", True),
        (
            TARIFFS,
            "Japan should end a row that threatens the talks by making concessions on tariffs",
            "for",
            True,
        ),
        (TROOPS, "the presence of the soldiers ensures the safety of Mali", "against", False),
        (TROOPS, "the soldiers are no longer needed", "for", False),
        (CABINET, "I'm proud of Vucic", "against", False),
        (TESTS, "the tests should be cut", "for", True),
    ],
)
def test_spoken(asked: Question, content: str, side: str, explicit: bool) -> None:
    (found,) = judge(said_by("DEU", content, title=asked.proposition), [asked]).positions
    assert (found.actor, found.side, found.explicit, found.unsure) == ("DEU", side, explicit, False)


def test_a_condition_is_kept_with_the_side() -> None:
    (found,) = judge(known_of("Canada will seek penalties if Iran continues the tests."), [TESTS]).positions
    assert (found.modality, found.explicit, found.condition and found.condition.start) == (
        "conditional",
        False,
        27,
    )


def test_a_deed_is_not_that_of_a_source_which_the_tagger_took_for_it() -> None:
    text = "Hungary ruled out sending soldiers, but Spain is thinking about it."
    known = known_of(text, [("Spain", "ruled out", "sending soldiers", "ESP")], "Soldiers for Mali")
    found = judge(known, [question("Soldiers should be sent to Mali.", "soldiers")]).positions
    assert [(p.actor, p.side, p.asserted_by) for p in found] == [("HUN", "against", "narrator")]


def test_who_rejects_calls_did_not_make_them() -> None:
    text = "Calls to reduce the number of soldiers in Mali have been rejected by France."
    known = known_of(text, [("France", "Calls", "to reduce the number of soldiers in Mali", "FRA")])
    found = judge(known, [TROOPS]).positions
    assert [(p.actor, p.side, p.asserted_by) for p in found] == [("FRA", "against", "narrator")]


def test_that_something_will_end_is_no_wish() -> None:
    assert judge(said_by("DEU", "the tests would end in a month"), [TESTS]).positions == ()


def test_the_condition_that_the_question_itself_makes_is_no_side_against_it() -> None:
    """Who ties recognition to what the question ties aid to is at least not against it."""
    proposition = (
        "The Sudanese government should be boycotted and given no aid until it recognises Chad and gives up"
        " violence."
    )
    asked = Question("q", "t", proposition, ("aid", "boycott"), date(2020, 1, 1))
    told = known(
        '[o:"There cannot be any recognition of the Sudanese government as long as it does not recognise'
        ' Chad,"]'
        " [s:German Foreign Minister Annalena Baerbock] [c:said]."
    )
    titled = replace(told.found.report, title=proposition)
    told = replace(told, found=replace(told.found, report=titled))
    assert [p.side for p in judge(told, [asked]).positions if p.counted] == []
