"""The agencies, newspapers, broadcasters and portals that reports name."""

from __future__ import annotations

import pytest

from onrecord.world import World
from onrecord.world.phrases import fold
from onrecord.world.tables import rows

WORLD = World.load()
KINDS = {"agency", "newspaper", "magazine", "broadcaster", "portal"}

# (text, [(words, outlet)])
TEXTS = [
    ("Al Jazeera reported on Friday.", [("Al Jazeera", "Al Jazeera")]),
    (
        "according to the Guardian and The New York Times",
        [("Guardian", "Guardian"), ("New York Times", "New York Times")],
    ),
    ("Reuters, AFP and AP said", [
        ("Reuters", "Reuters"), ("AFP", "Agence France-Presse"), ("AP", "Associated Press"),
    ]),
    ("he told TASS news agency", [("TASS news agency", "TASS")]),
    ("the Times said so", [("Times", "Times")]),
    # words of prose
    ("a guardian of peace, Guardian of the seal", []),
    ("Times are hard.", []),
    ("Stuff happens.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_outlets_in_a_running_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.span.of(text), m.outlet.name) for m in WORLD.find_outlets(text)] == expected


@pytest.mark.parametrize(
    ("phrase", "name", "kind"),
    [
        ("Al Jazeera", "Al Jazeera", "broadcaster"),
        ("The Guardian", "Guardian", "newspaper"),
        ("the Kyiv Independent", "Kyiv Independent", "portal"),
        ("AP", "Associated Press", "agency"),
        ("Stuff", "Stuff", "portal"),
    ],
)
def test_an_outlet_by_its_whole_name(phrase: str, name: str, kind: str) -> None:
    outlet = WORLD.outlet(phrase)
    assert outlet is not None
    assert (outlet.name, outlet.kind) == (name, kind)


@pytest.mark.parametrize("phrase", ["guardian", "al jazeera", "Al Jazeera said", "Ukraine", ""])
def test_what_is_no_name_of_an_outlet(phrase: str) -> None:
    assert WORLD.outlet(phrase) is None


def test_the_table_of_outlets_is_sane() -> None:
    assert {outlet.kind for outlet in WORLD.outlets} <= KINDS
    assert [
        o.name for o in WORLD.outlets if any(n != n.strip() or n.startswith("The ") for n in o.names)
    ] == []


def test_one_name_means_one_outlet() -> None:
    owners: dict[str, set[str]] = {}
    for outlet in WORLD.outlets:
        for name in outlet.names:
            owners.setdefault(fold(name), set()).add(outlet.name)
    assert {name: outlets for name, outlets in owners.items() if len(outlets) > 1} == {}


def test_every_word_held_back_is_a_name_of_an_outlet_or_never_one() -> None:
    for row in rows("outlet_words"):
        assert row["scan"] in {"article", "whole", "never"}, row
        if row["scan"] != "never":
            assert WORLD.outlet(row["name"]) is not None, row
