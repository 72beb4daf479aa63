"""What the learned judge is asked and how it is laid out: the sentence, the one before, whose words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from judged import EMBARGO, KOSOVO, known_of
from tokenizers import Tokenizer

from onrecord.extract.sentences import split_sentences
from onrecord.judge import learned
from onrecord.judge.cases import (
    ABOUT,
    ACTOR,
    BEFORE,
    CONTENT,
    PROPOSITION,
    SENTENCE,
    SOURCE,
    Case,
    case_of,
    lay_out,
)
from onrecord.judge.learned import Verdict
from onrecord.judge.opinions import near_question, opinions_on
from onrecord.judge.proposition import matter_of
from onrecord.model import Known, Side, Span
from onrecord.shipped import open_model

ASKED = (KOSOVO.proposition, KOSOVO.about)
SINCE_2010 = replace(KOSOVO, since=date(2010, 1, 1))


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return open_model(learned._FOLDER, "learned judge").tokenizer


def span_of(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def case(text: str, source: str, content: str) -> Case:
    """The case of words in a text; without a source they are the narrator's."""
    sentences = known_of(text).found.sentences
    parts = ((span_of(text, source),) if source else (), (span_of(text, content),))
    return case_of(text, sentences, parts, ASKED, "Serbia")


def test_a_statement_stands_in_its_sentence_with_the_one_before() -> None:
    made = case("Talks went on. Serbia said it would wait.\nMali left.", "Serbia", "it would wait")
    assert (made.before, made.sentence) == ("Talks went on.", "Serbia said it would wait.")
    assert [s.of(made.sentence) for s in (*made.source, *made.content)] == ["Serbia", "it would wait"]


def test_a_narrators_sentence_marks_nothing() -> None:
    made = case("Talks went on. Serbia left.", "", "Serbia left.")
    assert (made.source, made.content, made.before) == ((), (), "Talks went on.")


def test_of_a_long_quotation_the_longest_stretch_is_asked_about() -> None:
    text = "One fell. Two were left. Three stood on the long wide road. Four ran. Serbia spoke."
    sentences = known_of(text).found.sentences
    content = (Span(0, 9), span_of(text, "Three stood on the long wide road."), span_of(text, "Four ran."))
    made = case_of(text, sentences, ((span_of(text, "Serbia"),), content), ASKED, "Serbia")
    assert made.sentence == "Three stood on the long wide road."
    assert made.source == ()


def test_each_piece_knows_what_it_is_part_of(tokenizer: Tokenizer) -> None:
    laid = lay_out(case("Talks went on. Serbia said it would wait.", "Serbia", "it would wait"), tokenizer)
    words: dict[int, list[str]] = {}
    for piece, role in zip(laid.ids, laid.roles, strict=True):
        words.setdefault(int(role), []).append(tokenizer.id_to_token(int(piece)))
    assert words[ABOUT] == ["kosovo"]
    assert words[ACTOR] == ["serbia"]
    assert words[BEFORE] == ["talks", "went", "on", "."]
    assert words[SOURCE] == ["serbia"]
    assert words[CONTENT] == ["it", "would", "wait"]
    assert words[SENTENCE] == ["said", ".", "[SEP]"]
    assert words[PROPOSITION][:2] == ["[CLS]", "kosovo"]
    assert [int(s) for s in laid.segments] == sorted(int(s) for s in laid.segments)
    assert int(laid.segments.sum()) == len(words[ACTOR] + words[BEFORE] + words[SOURCE] + words[CONTENT]) + 3


def test_of_a_long_sentence_the_stretch_around_the_content_is_kept(tokenizer: Tokenizer) -> None:
    text = "Serbia, " + "which is old and far, " * 60 + "said it would wait " + "and went on " * 60 + "still."
    laid = lay_out(case(text, "Serbia", "it would wait"), tokenizer)
    roles = [int(role) for role in laid.roles]
    assert roles.count(CONTENT) == 3
    assert len(roles) < 64 + 24 + 12 + 48 + 128 + 3


class Hears:
    """A learned judge that keeps what it was asked."""

    digest = "hears"

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def verdicts(self, cases: Sequence[Case]) -> list[Verdict]:
        self.asked += [(case.actor, case.sentence) for case in cases]
        odds: dict[Side, float] = {"for": 0.1, "against": 0.1, "neutral": 0.1}
        return [Verdict(odds, "asserted", explicit=False, act="state")] * len(cases)


def asked_of(known: Known) -> list[tuple[str, str]]:
    model = Hears()
    opinions_on(known, matter_of(SINCE_2010), model)
    return model.asked


def test_a_voice_is_asked_about_near_the_question_alone() -> None:
    text = "Albania welcomed Kosovo. It was glad. It rained in Mali. Serbia said it was a day."
    said = [
        ("Albania", "welcomed", "Kosovo", "ALB"),
        ("It", "was", "glad", "ALB"),  # the sentence before holds the question's word
        ("Serbia", "said", "it was a day", "SRB"),
    ]
    known = known_of(text, said)
    assert asked_of(known) == [("Albania", "Albania welcomed Kosovo."), ("Albania", "It was glad.")]


def test_who_speaks_for_nobody_is_not_asked_about() -> None:
    known = known_of("A poet praised Kosovo.", [("A poet", "praised", "Kosovo", "ALB")])
    assert asked_of(known) == [("Albania", "A poet praised Kosovo.")]
    silent = replace(known, voices=tuple(replace(v, speaks_for_actor=False) for v in known.voices))
    assert asked_of(silent) == []


def test_of_the_narrators_sentences_those_that_name_an_actor_of_their_own() -> None:
    told = known_of("France backs Kosovo. Kosovo rejoiced. Germany said Spain doubts Kosovo.")
    assert asked_of(told) == [
        ("France", "France backs Kosovo."),
        ("Germany", "Germany said Spain doubts Kosovo."),
        ("Spain", "Germany said Spain doubts Kosovo."),
    ]


def test_a_report_without_a_sentence_is_asked_nothing() -> None:
    empty = known_of("")
    assert near_question("", split_sentences(empty.found.report), EMBARGO) == []
    assert asked_of(empty) == []
