"""How firmly sides are taken: the words of the report that say so, and what says nothing of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from judged import EMBARGO, KOSOVO, known_of, said_by

from onrecord.judge import judge
from onrecord.judge.cases import Case
from onrecord.judge.learned import JudgeModel, Verdict
from onrecord.model import Firmness, Known, Position, Span

FIRM = [
    ("Norway firmly opposes the recognition of Kosovo.", "firmly"),
    ("Norway remains strongly opposed to the recognition of Kosovo.", "strongly"),
    ("Norway opposes the recognition of Kosovo categorically.", "categorically"),
    ("Norway firmly and categorically rejected the recognition of Kosovo.", "firmly"),
    ("Norway categorically does not recognise Kosovo.", "categorically"),
    ("Norway will never recognise Kosovo.", "will never"),
    ("Norway will never, ever recognise Kosovo.", "will never, ever"),
    ("Norway vowed never to recognise Kosovo.", "never"),
    ("Norway does not recognise Kosovo in any way.", "in any way"),
    ("Under no circumstances will Norway recognise Kosovo.", "Under no circumstances"),
    ("Norway ruled out once and for all the recognition of Kosovo.", "once and for all"),
    ("Norway opposed in the strongest terms the recognition of Kosovo.", "in the strongest terms"),
    ("Norway is determined to recognise Kosovo.", "determined to"),
    ("Norway voiced its strong opposition to the recognition of Kosovo.", "strong"),
]
TENTATIVE = [
    ("For now, Norway does not recognise Kosovo.", "For now"),
    ("Norway does not recognise Kosovo at this stage.", "at this stage"),
    ("Norway does not plan to recognise Kosovo for the time being.", "for the time being"),
    ("Norway has so far refused to recognise Kosovo.", "so far"),
    ("Norway cautiously supports the recognition of Kosovo.", "cautiously"),
    ("Norway supports in principle the recognition of Kosovo.", "in principle"),
    ("Norway is inclined to recognise Kosovo.", "inclined to"),
    ("Norway is not inclined to recognise Kosovo.", "inclined to"),
    ("Norway gave its guarded support to the recognition of Kosovo.", "guarded"),
]
NOTHING = [
    "Norway recognises Kosovo.",
    # of something else, or in somebody else's clause
    "Norway, which was strongly shaken by a storm, recognises Kosovo.",
    "Norway strongly condemned the sale of ships, and recognised Kosovo.",
    "While Chile flatly refused, Norway recognised Kosovo.",
    "Norway recognised Kosovo after strongly worded letters.",
    "Norway recognises Kosovo, which for now has no army.",
    "So far 30 ships have sunk and Norway recognises Kosovo.",
    "So far Norway has recognised Kosovo with 30 letters.",
    "Norway recognised Kosovo at this stage of the talks.",
    "Norway supports recognising Kosovo although Chile would rather wait.",
    # what others are asked to do
    "Norway urged Chile to firmly back the recognition of Kosovo.",
    # denied, or what a refusal governs
    "Norway does not firmly oppose the recognition of Kosovo.",
    "Norway no longer strongly opposes the recognition of Kosovo.",
    "Norway voiced no strong opposition to the recognition of Kosovo.",
    "Norway refused to strongly condemn the recognition of Kosovo.",
    "Norway rejected claims that it firmly supports the recognition of Kosovo.",
    # what never was
    "Norway has never recognised Kosovo.",
    "Never before had Norway spoken, but it recognises Kosovo.",
    "Norway would strongly have opposed the recognition of Kosovo.",
    # both
    "Norway firmly opposes the recognition of Kosovo for now.",
]


def of_norway(known: Known, model: JudgeModel | None = None) -> list[Position]:
    return [p for p in judge(known, [KOSOVO], model).positions if p.actor == "NOR"]


def told(text: str) -> set[tuple[str, str] | None]:
    """What is read of how firmly Norway takes its side: the kind and the words."""
    return {
        (p.firmness.kind, p.firmness.words.of(text)) if p.firmness else None
        for p in of_norway(known_of(text))
    }


@pytest.mark.parametrize(("text", "words"), FIRM)
def test_words_that_make_a_side_firm(text: str, words: str) -> None:
    assert told(text) == {("firm", words)}


@pytest.mark.parametrize(("text", "words"), TENTATIVE)
def test_words_that_make_a_side_tentative(text: str, words: str) -> None:
    assert told(text) == {("tentative", words)}


@pytest.mark.parametrize("text", NOTHING)
def test_words_that_say_nothing_of_it(text: str) -> None:
    assert told(text) <= {None}


def test_words_of_a_statement() -> None:
    known = said_by("NOR", "that Norway would never recognise Kosovo")
    (found,) = of_norway(known)
    assert found.firmness is not None
    assert found.firmness.words.of(known.found.report.text) == "would never"


def test_words_before_the_cue_that_is_the_deed() -> None:
    """The adverb stands outside the statement, the sentence holds both."""
    text = "Norway flatly rejected the recognition of Kosovo."
    known = known_of(text, [("Norway", "rejected", "the recognition of Kosovo", "NOR")])
    assert {p.firmness.words.of(text) for p in of_norway(known) if p.firmness} == {"flatly"}


def test_what_is_put_between_two_parts_of_a_quotation_parts_no_clause() -> None:
    text = '"At this stage," the minister said, "Norway does not recognise Kosovo."'
    known = known_of(text, [("the minister", "said", "Norway does not recognise Kosovo.", "NOR")])
    (statement,) = known.found.statements
    statement = replace(statement, content=(Span(1, 14), *statement.content))
    known = replace(known, found=replace(known.found, statements=(statement,)))
    assert [p.firmness and p.firmness.words.of(text) for p in of_norway(known)] == ["At this stage"]


class Sure:
    """A learned judge that has every actor against."""

    digest = "sure"

    def verdicts(self, cases: list[Case]) -> list[Verdict]:
        odds = {"for": 0.005, "against": 0.99, "neutral": 0.0}
        return [Verdict(odds, "asserted", explicit=True, act="refuse") for _ in cases]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Norway vehemently opposed plans for Kosovo.", "vehemently"),
        ("For Norway a word on Kosovo is out of the question.", "out of the question"),
        ("At present Norway has other views on Kosovo.", "At present"),
        ("Norway, determined to end its recession, has other views on Kosovo.", None),
        ("Chile vehemently opposed the plans of Norway for Kosovo.", None),
        ("Norway, which at present has no king, has other views on Kosovo.", None),
        ("Norway has other views on Kosovo and Chile has none at present.", None),
    ],
)
def test_of_what_only_the_learned_judge_finds_the_clause_must_be_plain(text: str, words: str | None) -> None:
    found = of_norway(known_of(text), Sure())  # type: ignore[arg-type]
    assert {p.firmness and p.firmness.words.of(text) for p in found} == {words}


def test_to_do_it_wholly_is_no_firmer_than_to_do_it() -> None:
    known = known_of("Norway wants to completely lift the blockade of the United States against Cuba.")
    found = [p for p in judge(known, [EMBARGO]).positions if p.actor == "NOR"]
    assert found
    assert {p.firmness for p in found} == {None}


def test_a_side_that_is_open_or_given_up_is_neither() -> None:
    given_up = of_norway(known_of("Norway formerly firmly recognised Kosovo."))
    assert [(p.modality, p.firmness) for p in given_up] == [("former", None)]


def test_nothing_else_of_a_position_hangs_on_it() -> None:
    text = "Norway firmly opposes the recognition of Kosovo."
    (firm,) = of_norway(known_of(text))
    (plain,) = of_norway(known_of(text.replace("firmly", "      ")))
    assert isinstance(firm.firmness, Firmness)
    assert replace(firm, firmness=None) == plain
