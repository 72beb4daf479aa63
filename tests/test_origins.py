"""How many independent origins carry a side: what has its words from one place is one."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from examples_show import evidence, report
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from onrecord.model import Span
from onrecord.show.answers import Evidence, Origin
from onrecord.show.origins import Link, Links, apart, linked, origins, pair

WORDS = "Norway opposes the ban"


def carried(
    number: int,
    outlet: str | None,
    *,
    relays: tuple[str, ...] = (),
    agencies: tuple[str, ...] = (),
    day: str | None = None,
    at: int = 38,
) -> Evidence:
    """Evidence of the report R<number>, a day later each."""
    facts: dict[str, Any] = {"ref": f"R{number}", "key": f"{number}", "path": f"{number}.txt"}
    line = structs.replace(report(day or f"2023-03-{number:02}", outlet, **facts), agencies=agencies)
    span = Span(at, at + len(WORDS))
    return evidence(WORDS, ref=f"P{number}{at}", report=line, relayed_by=relays, span=span)


def of(*carry: Evidence, links: Links | None = None) -> list[tuple[str, tuple[str, ...]]]:
    return [(origin.name, origin.reports) for origin in origins(carry, links or Links())]


def copies(*pairs: tuple[int, int], parted: tuple[tuple[int, int], ...] = ()) -> Links:
    return linked(
        [(pair(f"R{a}", f"R{b}"), Link("copy", (0.9, 0.8))) for a, b in pairs],
        [pair(f"R{a}", f"R{b}") for a, b in parted],
    )


def test_two_outlets_are_two_origins_the_earliest_first() -> None:
    assert of(carried(2, "Harbour Post"), carried(1, "Coastal Wire")) == [
        ("Coastal Wire", ("R1",)),
        ("Harbour Post", ("R2",)),
    ]


def test_two_reports_of_one_outlet_are_one_origin() -> None:
    (origin,) = origins([carried(1, "Coastal Wire"), carried(2, "Coastal Wire")], Links())
    assert origin == Origin("Coastal Wire", ("R1", "R2"), ("2 have it from Coastal Wire",))


def test_reports_without_an_outlet_are_origins_of_their_own() -> None:
    assert of(carried(1, None), carried(2, None)) == [("a.txt", ("R1",)), ("a.txt", ("R2",))]


def test_outlets_that_mark_the_same_agency_are_one_origin() -> None:
    assert of(
        carried(1, "Coastal Wire", agencies=("Reuters",)),
        carried(2, "Harbour Post", agencies=("Reuters",)),
        carried(3, "Evening Gazette"),
    ) == [("Reuters", ("R1", "R2")), ("Evening Gazette", ("R3",))]


def test_the_agency_itself_is_the_same_origin() -> None:
    assert of(carried(1, "Reuters"), carried(2, "Harbour Post", agencies=("Reuters",))) == [
        ("Reuters", ("R1", "R2"))
    ]


def test_a_text_marked_by_two_agencies_ties_both() -> None:
    carry = [
        carried(1, "A", agencies=("Reuters",)),
        carried(2, "B", agencies=("TASS",)),
        carried(3, "C", agencies=("Reuters", "TASS")),
    ]
    assert of(*carry[:2]) == [("Reuters", ("R1",)), ("TASS", ("R2",))]
    assert of(*carry) == [("Reuters", ("R1", "R2", "R3"))]


@pytest.mark.parametrize("outlet", ["Al Jazeera", "Harbour Post"])  # one that we know, one that we do not
def test_an_interview_is_its_outlets_also_when_an_agency_passes_it_on(outlet: str) -> None:
    assert of(
        carried(1, "ANI", relays=(outlet,), agencies=("ANI",)),
        carried(2, outlet),
        carried(3, "Coastal Wire", relays=("ANI", outlet)),
    ) == [(outlet, ("R1", "R2", "R3"))]


def test_the_agency_that_passed_one_word_on_is_an_origin_of_another() -> None:
    carry = carried(1, "ANI", relays=("Al Jazeera",)), carried(2, "ANI")
    assert of(*carry) == [("Al Jazeera", ("R1",)), ("ANI", ("R2",))]


def test_a_headline_is_no_second_origin_of_the_story_beneath_it() -> None:
    headline = carried(1, "Coastal Wire", at=0)
    relayed = carried(1, "Coastal Wire", relays=("Harbour Post",))
    assert of(headline, relayed) == [("Harbour Post", ("R1",))]


def test_words_that_two_relays_gave_one_report_are_two_origins() -> None:
    found = of(
        carried(1, "Coastal Wire", relays=("Harbour Post",)),
        carried(1, "Coastal Wire", relays=("Evening Gazette",), at=900),
    )
    assert sorted(found) == [("Evening Gazette", ("R1",)), ("Harbour Post", ("R1",))]


def test_a_relay_without_a_name_is_no_origin() -> None:
    assert of(carried(1, "A", relays=("state media",)), carried(2, "B", relays=("state media",))) == [
        ("A", ("R1",)),
        ("B", ("R2",)),
    ]


def test_copies_are_one_origin_and_say_why() -> None:
    (origin,) = origins([carried(1, "A"), carried(2, "B")], copies((1, 2)))
    assert origin.reports == ("R1", "R2")
    assert origin.because[-1] == (
        "R1 and R2 are one text: 90% and 80% of their words outside quotations are shared"
    )


def test_copies_of_copies_are_one_origin() -> None:
    carry = [carried(number, f"Outlet {number}") for number in range(1, 5)]
    assert of(*carry, links=copies((1, 2), (2, 3))) == [
        ("Outlet 1", ("R1", "R2", "R3")),
        ("Outlet 4", ("R4",)),
    ]


def test_a_passage_ties_only_what_stands_in_it() -> None:
    shared = Link("passage", (0.4, 0.5), ((Span(30, 80), Span(130, 180)),))
    links = linked([(("R1", "R2"), shared)])
    assert len(of(carried(1, "A"), carried(2, "B", at=140), links=links)) == 1
    assert len(of(carried(1, "A"), carried(2, "B", at=300), links=links)) == 2
    assert len(of(carried(1, "A", at=300), carried(2, "B", at=140), links=links)) == 2


def test_what_a_person_joined_is_one_origin() -> None:
    links = linked([(("R1", "R2"), Link("copy", decided="Ana"))])
    (origin,) = origins([carried(1, "A"), carried(2, "B")], links)
    assert origin.because[-1] == "Ana decided that R1 and R2 are one"


def test_what_a_person_parted_is_two_origins_copies_or_not() -> None:
    one, two = carried(1, "A", agencies=("Reuters",)), carried(2, "B", agencies=("Reuters",))
    assert len(of(one, two, links=copies((1, 2)))) == 1
    assert len(of(one, two, links=copies((1, 2), parted=((1, 2),)))) == 2


def test_what_was_parted_says_so() -> None:
    one, two = carried(1, "Coastal Wire"), carried(2, "Harbour Post")
    found = origins([one, two], copies((1, 2), parted=((1, 2),)))
    assert [origin.because for origin in found] == [("a person decided that R1 and R2 are two",)] * 2


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"outlet": "Coastal Wire"}, "the one report is Coastal Wire's own"),
        ({"outlet": "Coastal Wire", "agencies": ("ANI",)}, "the one report is marked as ANI's"),
        ({"outlet": "Coastal Wire", "relays": ("Al Jazeera",)}, "the one report has it from Al Jazeera"),
        ({"outlet": None}, "the one report names no outlet, agency or other source"),
    ],
)
def test_one_report_says_why_it_stands_apart(facts: dict[str, Any], says: str) -> None:
    mine = carried(1, facts.pop("outlet"), **facts)
    other = carried(2, "Evening Gazette")
    found = origins([mine, other], Links())
    assert apart(found[0], [mine, other], alone=True) == says
    assert apart(found[0], [mine, other], alone=False) == (
        f"{says}; no copy of the others, and no agency, outlet or relay in common with them"
    )


def test_what_was_parted_is_still_tied_to_others_of_its_agency() -> None:
    carry = [
        carried(1, "A", agencies=("Reuters",)),
        carried(2, "B", agencies=("TASS",)),
        carried(3, "C", agencies=("Reuters",)),
    ]
    assert of(*carry, links=copies((1, 2), parted=((1, 2),))) == [
        ("Reuters", ("R1", "R3")),
        ("TASS", ("R2",)),
    ]


OUTLETS = st.sampled_from([None, "Coastal Wire", "Harbour Post", "Reuters", "ANI"])
RELAYS = st.sampled_from([(), ("Al Jazeera",), ("ANI", "Al Jazeera"), ("state media",), ("Harbour Post",)])
AGENCIES = st.sampled_from([(), ("Reuters",), ("TASS", "ANI")])
PAIRS = st.lists(st.tuples(st.integers(1, 4), st.integers(5, 8)), max_size=5)


@given(
    st.lists(st.tuples(OUTLETS, RELAYS, AGENCIES), min_size=8, max_size=8),
    PAIRS,
    PAIRS,
    st.integers(0, 99),
)
def test_the_order_of_the_evidence_and_of_the_links_makes_no_difference(
    facts: list[tuple[str | None, tuple[str, ...], tuple[str, ...]]],
    linked_: list[tuple[int, int]],
    parted: list[tuple[int, int]],
    seed: int,
) -> None:
    carry = [
        carried(number, outlet, relays=relays, agencies=agencies)
        for number, (outlet, relays, agencies) in enumerate(facts, start=1)
    ]
    again, pairs = list(carry), list(linked_)
    Random(seed).shuffle(again)
    Random(seed).shuffle(pairs)
    found = origins(carry, copies(*linked_, parted=tuple(parted)))
    assert origins(again, copies(*pairs, parted=tuple(parted))) == found
    assert sorted(ref for origin in found for ref in set(origin.reports)) == sorted(
        f"R{n}" for n in range(1, 9)
    ), "a report with one word is of one origin"
