"""Which way a proposition points, and what in a report turns a sentence or tells it as overtaken."""

from __future__ import annotations

import pytest
from judged import KOSOVO, known_of, question

from onrecord.judge import direction_of, judge

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
