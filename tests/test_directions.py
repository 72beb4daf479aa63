"""Which way a proposition points, and what in a report turns a sentence or tells it as overtaken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from judged import KOSOVO, known_of, question

from onrecord.judge import direction_of, judge
from onrecord.judge.instruments import in_small_letters
from onrecord.judge.proposition import matter_of
from onrecord.judge.scope import scope_of
from onrecord.model import Question

LEAVING = question("The withdrawal of Canada from the Coastal Fishing treaty is right.", "fishing treaty")


@pytest.mark.parametrize(
    ("proposition", "favours", "opposes"),
    [
        ("The fishing treaty should be kept.", ("treaty",), ()),
        ("The fishing treaty should be abandoned.", (), ("treaty",)),
        ("Canada should withdraw from the fishing treaty.", (), ("treaty",)),
        ("The withdrawal of Canada from the fishing treaty is right.", ("withdrawal",), ("treaty",)),
        ("The Canadian withdrawal from the fishing treaty is wrong.", ("treaty",), ("withdrawal",)),
        ("The abolition of the fishing quota is wrong.", ("quota",), ("abolition",)),
        ("The abolition of the fishing quota should be supported.", ("abolition",), ("quota",)),
        ("The fishing treaty signed in Oslo in 2020 should be ratified.", ("treaty",), ()),
        ("The referendums held in Latvia should be recognised.", ("referendums",), ()),
        ("The quota imposed on Canada by Norway should be lifted.", (), ("quota",)),
        ("The exit of Latvia from the Hanseatic Union is right.", ("exit",), ()),
        ("Kosovo should not be recognised as a state.", (), ("Kosovo",)),
        # no direction is shown
        ("Canada was right to leave the fishing treaty.", (), ()),
        ("Is Kosovo a state?", (), ()),
        ("Kosovo is part of Serbia.", (), ()),
        ("Kosovo", (), ()),
        ("Latvia should remain in the Hanseatic Union.", (), ()),
    ],
)
def test_the_direction_of_a_proposition(
    proposition: str, favours: tuple[str, ...], opposes: tuple[str, ...]
) -> None:
    found = direction_of(question(proposition))
    assert (found.favours, found.opposes) == (favours, opposes)
    assert found.understood == bool(favours or opposes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Germany regretted the Canadian withdrawal from the Coastal Fishing treaty.", [("DEU", "against")]),
        ("Norway welcomed the withdrawal of Canada from the Coastal Fishing treaty.", [("NOR", "for")]),
        ("Japan supports the Coastal Fishing treaty with Canada.", [("JPN", "against")]),
    ],
)
def test_who_regrets_a_withdrawal_is_against_it(text: str, expected: list[tuple[str, str]]) -> None:
    found = judge(known_of(text), [LEAVING]).positions
    assert [(p.actor, p.side) for p in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ghana has yet to recognise Kosovo.", []),
        ("Ghana is yet to recognise Kosovo.", []),
        ("Ghana may never recognise Kosovo.", []),
        ("Ghana would have recognised Kosovo.", []),
        ("Had Ghana recognised Kosovo, Serbia would have protested.", []),
        ("Ghana does not recognise and will not recognise Kosovo.", [("GHA", "against", "asserted")]),
        ('Ghana "does not recognise and will not recognise" Kosovo.', [("GHA", "against", "asserted")]),
        (
            "Ghana recognised Kosovo on Monday, a year after Ghana had refused to recognise Kosovo.",
            [("GHA", "for", "asserted"), ("GHA", "against", "former")],
        ),
        ("Ghana, which had refused to recognise Kosovo, sent an envoy.", [("GHA", "against", "former")]),
    ],
)
def test_what_is_open_and_what_was_so_before(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = judge(known_of(text), [KOSOVO]).positions
    assert [(p.actor, p.side, p.modality) for p in found] == expected


@pytest.mark.parametrize(
    ("content", "side"),
    [
        ("it was wrong to recognise Kosovo", "against"),
        ("it would be wrong not to recognise Kosovo", "for"),
        ("it is right to recognise Kosovo", "for"),
        ("it is not right to recognise Kosovo", "against"),
    ],
)
def test_a_judgement_on_doing_it(content: str, side: str) -> None:
    text = f"The minister said {content}."
    (found,) = judge(known_of(text, [("The minister", "said", content, "GHA")]), [KOSOVO]).positions
    assert (found.actor, found.side) == ("GHA", side)


@pytest.mark.parametrize(
    ("cue", "modality"),
    [("had said", "former"), ("said", "asserted")],
)
def test_a_word_in_the_past_perfect_is_overtaken_by_the_deed(cue: str, modality: str) -> None:
    content = "that Ghana does not recognise Kosovo"
    text = f"Ghana recognised Kosovo on Monday. In May its minister {cue} {content}."
    found = judge(known_of(text, [("its minister", "said", content, "GHA")]), [KOSOVO]).positions
    assert sorted((p.side or "", p.modality) for p in found) == [("against", modality), ("for", "asserted")]


SO_CALLED = [
    ("The Tromso Seabed Treaty should be ratified.", "The Tromso seabed treaty should be ratified."),
    ("The Kyoto Protocol should be signed.", "The Kyoto protocol should be signed."),
    ("The Paris Agreement should be rejected.", "The Paris agreement should be rejected."),
    ("The Istanbul Convention should be joined.", "The Istanbul convention should be joined."),
    ("States should join the Istanbul Convention.", "States should join the Istanbul convention."),
    ("The Rome Statute should be approved.", "The Rome statute should be approved."),
    ("The Lofoten Fisheries Charter should be adopted.", "The Lofoten fisheries charter should be adopted."),
    ("Resolution 4412 should be adopted.", "resolution 4412 should be adopted."),
    ("The Treaty should be supported.", "The treaty should be supported."),
    (
        "The Comprehensive Test Ban Treaty should not enter into force.",
        "The Comprehensive test ban treaty should not enter into force.",
    ),
]


def sides_of(asked: Question) -> tuple[set[str], set[str]]:
    """What a proposition favours and opposes, in small letters."""
    found = direction_of(asked)
    return {words.lower() for words in found.favours}, {words.lower() for words in found.opposes}


@pytest.mark.parametrize(("capital", "small"), SO_CALLED)
def test_capitals_do_not_change_what_a_proposition_is_about(capital: str, small: str) -> None:
    one, other = question(capital, "treaty"), question(small, "treaty")
    assert sides_of(one) == sides_of(other)
    assert any(sides_of(one))
    assert replace(matter_of(one), question=other) == matter_of(other)
    assert scope_of(one) == scope_of(other)


@pytest.mark.parametrize(
    ("proposition", "sign"),
    [
        ("The Tromso Seabed Treaty should enter into force.", 1),
        ("The Tromso Seabed Treaty must not take effect.", -1),
        ("The Tromso Seabed Treaty entered into force.", 0),
    ],
)
def test_what_is_to_enter_into_force_is_favoured(proposition: str, sign: int) -> None:
    terms = [t for t in matter_of(question(proposition, "seabed")).terms if not t.guessed]
    assert {t.sign for t in terms if t.stems == ("treaty",)} == ({sign} if sign else set())
    assert not any(t.verb for t in terms)


@pytest.mark.parametrize(
    ("proposition", "read"),
    [
        ("The United States Arms Treaty is right.", "The United States arms treaty is right."),
        ("The New START Treaty is right.", "The New START treaty is right."),
        (
            "The North Atlantic Treaty Organization is right.",
            "The North Atlantic Treaty Organization is right.",
        ),
        ("The Sea Law and Sea Courts are right.", "The Sea Law and Sea Courts are right."),
    ],
)
def test_only_names_of_texts_lose_their_capitals(proposition: str, read: str) -> None:
    assert in_small_letters(proposition, date(2022, 1, 1)) == read


@pytest.mark.parametrize("treaty", ["Tromso Seabed Treaty", "Tromso seabed treaty"])
def test_a_question_in_capitals_gives_the_same_positions(treaty: str) -> None:
    asked = question(f"The {treaty} should be ratified.", treaty)
    for written in ("Tromso Seabed Treaty", "Tromso seabed treaty"):
        text = f"Norway rejects the {written}. Finland supports the {written}."
        found = judge(known_of(text), [asked]).positions
        assert [(p.actor, p.side, p.counted) for p in found] == [
            ("NOR", "against", True),
            ("FIN", "for", True),
        ]
