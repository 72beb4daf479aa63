"""Days and asides inside a verb, what is said of a demand, and words on a neighbouring thing."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.judge.answers import answered
from onrecord.judge.matter import is_another, occurrences
from onrecord.judge.passage import Passage, passages_of
from onrecord.judge.polarity import chain_to
from onrecord.judge.proposition import matter_of
from onrecord.model import Question, Span


def passage(text: str) -> Passage:
    (only,) = passages_of(text, Span(0, len(text)))
    return only


def sign(text: str) -> int:
    """The sign at the word in capitals, with what is said of the demand for it."""
    term = next(w for w in text.split() if w.isupper() and len(w) > 2)
    read = passage(text.replace(term, term.lower()))
    at = next(i for i, w in enumerate(read.words) if w.low == term.lower())
    chain = chain_to(read, at, at + 1)
    return (answered(read, chain, at + 1) if chain.links else chain).sign or chain.sign


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru does not, for the time being, recognise the REFERENDUM", -1),
        ("Peru will not, however, accept the REFERENDUM", -1),
        ("The vote was not free, fair and open, Peru rejects the REFERENDUM", -1),
        ("Peru called Monday for a BOYCOTT", 1),
        ("Peru called on Monday for an end to the BOYCOTT", -1),
        ("Peru asked on Thursday for a BOYCOTT", 1),
        ("Peru demanded that Tehran halt the BOYCOTT", -1),
        ("Calls for a BOYCOTT are premature", -1),
        ("Chile's call for a BOYCOTT was unacceptable", -1),
        ("Peru said that calls for a BOYCOTT were unwise", -1),
        ("Calls for an end to the BOYCOTT are wrong", 1),
        ("Talk of a BOYCOTT is unhelpful", -1),
        ("Peru described the calls for a BOYCOTT as wrong", -1),
        ("The SOLDIERS should leave the island", -1),
        ("The SOLDIERS should not leave the island", 1),
        ("The SOLDIERS will leave the island", 0),
    ],
)
def test_which_way_it_points(text: str, expected: int) -> None:
    assert sign(text) == expected


def test_what_somebody_does_with_his_own_is_another_matter() -> None:
    asked = Question(
        id="budget",
        title="Budget",
        proposition="The European Union's budget should be cut.",
        about=("budget",),
        since=date(2005, 1, 1),
    )
    matter = matter_of(asked)
    own, asked_for = passage("Germany cut its own budget"), passage("Germany cut the budget")
    (place,) = occurrences(own, matter)
    assert is_another(own, place, matter, [])
    (place,) = occurrences(asked_for, matter)
    assert not is_another(asked_for, place, matter, [])


@pytest.mark.parametrize(
    ("proposition", "stem", "points"),
    [
        ("Kosovo's independence should be recognised.", "kosovo", 1),
        ("Kosovo's independence should not be recognised.", "kosovo", -1),
        ("Iran must stop enriching uranium.", "enrichment", -1),
        ("Foreign troops should leave Iraq.", "troop", -1),
    ],
)
def test_what_a_proposition_points_at(proposition: str, stem: str, points: int) -> None:
    asked = Question(id="q", title="q", proposition=proposition, about=("x",), since=date(2005, 1, 1))
    assert {term.sign for term in matter_of(asked).terms if term.stems == (stem,)} == {points}
