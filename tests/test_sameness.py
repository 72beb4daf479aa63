"""Which statements are one: by voice, day and words, whatever order they come in."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import count, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_sameness_accuracy import labelled

from onrecord.model import Moment
from onrecord.show.sameness import Pairing, Said, same

DAY = date(2022, 9, 28)
LONG = '"Albania will not recognise any border that somebody has drawn with a gun in his hand,"'
_reports = count()


def said(
    words: str,
    speaker: str | None = "Olaf Scholz",
    *actors: str,
    office: str | None = None,
    on: int | None = None,
    out: int = 0,
    direct: bool = False,
    report: object = None,
) -> Said:
    """A statement of its own report; `on` and `out` count days, `on` None where no day is given."""
    published = DAY + timedelta(days=out)
    day = None if on is None else DAY + timedelta(days=on)
    moment = Moment(str(day) if day else None, day, day or published, "stated" if day else "published")
    return Said(words, speaker, office, actors, moment, published, direct, report or next(_reports))


def one(*statements: Said) -> bool:
    return len(same(statements)) == 1


# --- words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("sham referendums are worthless", "fake referenda have no value"),
        ("that Germany would send more tanks to Kyiv", '"We will send more tanks to Kyiv"'),
        ("the harvest had failed in all provinces", "the harvest had failed"),
        ("Germany would never oppose the treaty on fishing", "Germany would support the treaty on fishing"),
        (
            "that the fleet would leave the port on 3 May",
            "the fleet will leave the port on May 3, whatever comes",
        ),
        ("the recognisation of the border was illegal", "the recognization of the border was unlawful"),
        ("he would rather be dead in a ditch", "he would rather be dead in a ditch than ask for delay"),
        ("it is nothing but a land grab in Crimea", "it is nothing more than a land grab in Crimea"),
    ],
)
def test_words_that_say_the_same(words: str, others: str) -> None:
    assert one(said(words), said(others))


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("that Germany will recognise the new state", "that Germany will not recognise the new state"),
        ("that Germany would vote for the moratorium", "that Germany would vote against the moratorium"),
        ("that Germany supports the treaty on fishing", "that Germany opposes the treaty on fishing"),
        ("that it would send 14 tanks to Kyiv", "that it would send 18 tanks to Kyiv"),
        ("that it would send three ships to Tripoli", "that it would send four ships to Tripoli"),
        ("that Sweden would be welcomed with open arms", "Finland would be welcomed with open arms"),
        (
            "that Berlin saw Maduro as the president of Caracas",
            "that Berlin saw Guaido as the president of Caracas",
        ),
        ("Russia would return to the talks in Geneva", "Russia would withdraw from the talks in Geneva"),
        (
            "that talks with the rebels would begin on Monday",
            "that talks with the rebels would end on Monday",
        ),
        ("the army controlled the north of the city", "the army controlled the south of the city"),
        ("the first batch of aid would arrive tomorrow", "the second batch of aid would arrive tomorrow"),
        ("France will vote yes", "France will vote no"),
        ("the votes were worthless", "Germany would go on sending arms"),
        ("the votes", "that the votes in the east were a farce and that nobody would accept them"),
        (
            "we will not recognise the votes and we will send arms to Kyiv",
            "we will not recognise the votes and we will not send arms to Kyiv",
        ),
    ],
)
def test_words_that_say_something_else(words: str, others: str) -> None:
    assert not one(said(words), said(others))


def test_words_of_little_weight_need_speaker_and_day() -> None:
    assert one(said('"Yes,"', on=0), said("Yes", on=0))
    assert not one(said("Yes", on=0), said("Yes", on=1))
    assert not one(said("Yes", "Scholz", on=0), said("Yes", None, on=0))
    assert not one(said("Yes", None), said("Yes", None))


@pytest.mark.parametrize("words", ["", " ", "…", '""'])
def test_empty_words_are_the_same_as_nothing(words: str) -> None:
    assert same([said(words), said(words), said("the harvest had failed")]) == [(0,), (1,), (2,)]


# --- voices -------------------------------------------------------------------------------------------------

WORDS = "that the harvest had failed in all eastern provinces"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Scholz", "Olaf Scholz"),
        ("Volodymyr Zelensky", "Zelenskyy"),
        ("Zelenskiy", "Zelensky"),
        ("Recep Tayyip Erdoğan", "Erdogan"),
        ("I. K. Gujral", "Inder Kumar Gujral"),
        ("Kostas Simitis", "Costas Simitis"),
        ("Lord Robertson", "George Robertson"),
        ("Ursula von der Leyen", "von der Leyen"),
    ],
)
def test_names_of_one_person(name: str, other: str) -> None:
    assert one(said(WORDS, name), said(WORDS, other))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Annalena Baerbock", "Olaf Scholz"),
        ("Wang Yi", "Wang Wenbin"),
        ("Ivan Kostov", "Petar Kostov"),
        ("Emmanuel Macron and Angela Merkel", "Emmanuel Macron"),
        ("Maas", "Mies"),
    ],
)
def test_two_names_are_never_one_voice(name: str, other: str) -> None:
    assert not one(said(LONG, name, direct=True, on=0), said(LONG, other, direct=True, on=0))


def test_actors_are_equal_or_unknown() -> None:
    assert one(said(WORDS, "Scholz", "DEU"), said(WORDS, "Scholz"))
    assert not one(said(WORDS, "Scholz", "DEU"), said(WORDS, "Scholz", "DEU", "FRA"))


def test_a_spokesperson_without_name_needs_close_words() -> None:
    named = said("that the strait was open to ships of all nations", "Amir Sohrabi", "IRN")
    nameless = said("the strait was open to ships of all nations", None, "IRN", office="ministry spokesman")
    farther = replace(nameless, words="the strait was open to all ships, to all cargo")
    assert one(named, nameless)
    assert one(named, replace(farther, speaker="Sohrabi"))
    assert not one(named, farther)
    assert not one(named, replace(nameless, actors=("OMN",)))


def test_two_ministries_are_two_voices() -> None:
    assert one(said(WORDS, "foreign ministry", "CHN"), said(WORDS, "Chinese foreign ministry", "CHN"))
    assert not one(said(WORDS, "foreign ministry", "CHN"), said(WORDS, "defence ministry", "CHN"))


def test_an_unknown_voice_is_told_by_a_long_quotation_alone() -> None:
    known = said(LONG, "Edi Rama", "ALB", direct=True)
    assert one(known, said(LONG, None, direct=True))
    assert not one(said(WORDS, "Edi Rama", "ALB"), said(WORDS, None))


# --- days ---------------------------------------------------------------------------------------------------


def test_a_text_without_a_day_tells_of_its_own_or_two_before() -> None:
    assert one(said(WORDS, on=0), said(WORDS, out=2))
    assert not one(said(WORDS, on=0), said(WORDS, out=3))
    assert not one(said(WORDS, on=0), said(WORDS, out=-1))


def test_a_stated_day_holds_weeks_later() -> None:
    assert one(said(WORDS, on=0), said(WORDS, on=0, out=40))
    assert not one(said(WORDS, on=0), said(WORDS, on=1, out=1))


def test_a_long_quotation_is_repeated_for_weeks() -> None:
    first = said(LONG, "Rama", on=0, direct=True)
    assert one(first, said(LONG, "Rama", out=40, direct=True))
    assert one(first, said(LONG, "Rama", on=1, out=1, direct=True))
    assert not one(first, said(LONG, "Rama", on=30, out=30, direct=True))
    assert not one(first, said(LONG, "Rama", out=200, direct=True))
    assert not one(first, said(LONG, "Rama", out=40))


# --- groups -------------------------------------------------------------------------------------------------


def test_two_sentences_of_one_speech_are_two_statements() -> None:
    votes, arms = "the votes in the east were worthless", "Germany would send tanks and guns to Kyiv"
    both = said(f"{votes}, and {arms}", on=0)
    groups = same([said(votes, on=0), said(arms, on=0), both])
    assert sorted(map(len, groups)) == [1, 2]


def test_no_chain_joins_two_names() -> None:
    nameless = said(WORDS, "a government spokesman", "DEU")
    groups = same([said(WORDS, "Scholz", "DEU"), nameless, said(WORDS, "Baerbock", "DEU")])
    assert not any({0, 2} <= set(group) for group in groups)


def test_one_report_seldom_says_a_thing_twice() -> None:
    first = said("that Germany would send tanks to Kyiv in May", report="a")
    second = said("that Germany would send tanks and guns to Kyiv and money to Tirana", report="a")
    assert not one(first, second)


def test_the_earliest_comes_first() -> None:
    late, other, early = (
        said(WORDS, on=0, out=9),
        said("the roads were open", on=0),
        said(WORDS, out=-0, on=0),
    )
    assert same([late, other, early]) == [(0, 2), (1,)]
    assert same([said(WORDS, out=1), said("the roads were open"), said(WORDS, on=0)]) == [(1,), (2, 0)]


def test_nothing_said_is_no_group() -> None:
    assert same([]) == []


def test_of_equal_words_that_a_person_parted_the_place_tells_which_a_third_one_joins() -> None:
    first, second, third = (
        replace(said(LONG, "Edi Roos", report="r1"), place=(place,), report=report)
        for place, report in (("a", "r1"), ("b", "r1"), ("c", "r2"))
    )
    for order in permutations((first, second, third)):
        parted = Pairing(order.index(first), order.index(second), same=False)
        groups = {frozenset(order[i].place for i in group) for group in same(order, [parted])}
        assert groups == {frozenset({("a",), ("c",)}), frozenset({("b",)})}


def test_the_order_of_input_changes_nothing() -> None:
    statements = [one for _, one in labelled("dev")]
    groups = {frozenset(group) for group in same(statements)}
    for seed in range(5):
        order = list(range(len(statements)))
        random.Random(seed).shuffle(order)
        shuffled = same([statements[i] for i in order])
        assert {frozenset(order[i] for i in group) for group in shuffled} == groups


WORD = st.sampled_from(
    [
        "Germany",
        "will",
        "not",
        "send",
        "tanks",
        "3",
        "votes",
        "no",
        "",
        "if",
        ".",
        "ÿ",
        "ing",
        "oppose",
        "before",
    ]
)
STATEMENTS = st.lists(
    st.builds(
        said,
        st.lists(WORD, max_size=9).map(" ".join),
        st.sampled_from(
            [None, "", "Scholz", "Olaf Scholz", "Baerbock", "the government", "and", "Ångström, X"]
        ),
        st.sampled_from(["DEU", "FRA"]),
        on=st.one_of(st.none(), st.integers(-3, 3)),
        out=st.integers(0, 5),
        direct=st.booleans(),
        report=st.integers(1, 4),
    ),
    max_size=14,
)


@given(STATEMENTS, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_every_index_stands_in_one_group_in_any_order(statements: list[Said], chance: random.Random) -> None:
    groups = same(statements)
    assert sorted(i for group in groups for i in group) == list(range(len(statements)))
    order = list(range(len(statements)))
    chance.shuffle(order)
    mixed = same([statements[i] for i in order])
    # equal statements are interchangeable: compare what stands together, not which copy
    assert held(groups, statements) == held(mixed, [statements[i] for i in order])


def held(groups: list[tuple[int, ...]], statements: list[Said]) -> list[list[str]]:
    return sorted(sorted(repr(statements[i]) for i in group) for group in groups)


@pytest.mark.parametrize(
    ("earliest", "latest"), [(None, None), (DAY, None), (None, DAY), (DAY, DAY - timedelta(days=4))]
)
def test_odd_moments_are_no_fault(earliest: date | None, latest: date | None) -> None:
    odd = replace(said(WORDS), said_on=Moment(None, earliest, latest, "published"))
    assert one(odd, replace(odd, report="another"))
