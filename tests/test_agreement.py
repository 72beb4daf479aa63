"""Krippendorff's alpha, against the examples that its author works out, and of what coders coded blind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from examples_record import TRAWLING, WHALING, Clock, decide, keep, position, report, row_of, sides

from onrecord.record import Record, UnknownQuestionError
from onrecord.show import queries
from onrecord.show.agreement import alpha
from onrecord.show.answers import Agreement


def coded(*rows: str) -> list[dict[str, str]]:
    """Units from a line a coder, "." where one did not code it, as the reliability data matrix is printed."""
    matrix = [row.split() for row in rows]
    return [
        {f"coder {n}": code for n, code in enumerate(unit) if code != "."}
        for unit in zip(*matrix, strict=True)
    ]


def test_two_coders_binary_data_without_gaps() -> None:
    """Krippendorff (2011), section A."""
    items = coded("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
    assert alpha(items) == pytest.approx(0.095, abs=0.0005)


def test_two_coders_nominal_data_without_gaps() -> None:
    """Krippendorff (2011), section B."""
    items = coded("a a b b d c c c e d d a", "b a b b b c c c e d d d")
    assert alpha(items) == pytest.approx(0.692, abs=0.0005)


def test_four_coders_nominal_data_with_gaps() -> None:
    """Krippendorff (2011), section C: the twelfth unit is coded once, and is left out."""
    items = coded(
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    )
    assert alpha(items) == pytest.approx(0.743, abs=0.0005)
    assert alpha([item for item in items if len(item) > 1]) == alpha(items)


def test_full_agreement_is_one_and_systematic_disagreement_is_below_nothing() -> None:
    assert alpha(coded("a b a b", "a b a b")) == 1.0
    below = alpha(coded("a b a b", "b a b a"))
    assert below is not None
    assert below < 0


@pytest.mark.parametrize(
    "items",
    [
        [],
        [{}],
        coded("a b . .", ". . a b"),  # nothing is coded twice
        coded("a a a", "a a a"),  # nothing can differ
    ],
)
def test_alpha_is_not_defined(items: list[dict[str, str]]) -> None:
    assert alpha(items) is None


# --- over what coders decided -------------------------------------------------------------------------------

STANDS = {"NOR": "for", "CHL": "against", "ISL": "for", "PER": "neutral"}


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "onrecord.db", clock=Clock()) as opened:
        with opened.unit() as unit:
            unit.keep_question(TRAWLING)
            unit.keep_question(WHALING)
        for actor, side in STANDS.items():
            words = f"{actor} takes its side on a ban on trawling"
            incoming = report(f"{words}, a minister said.", id=actor, path=f"{actor}.txt")
            keep(opened, incoming, position(incoming, words, actor, side))
        yield opened


def code(record: Record, person: str, codes: dict[str, str | None]) -> None:
    """Code the actors' positions blind; None: it is no position."""
    for actor, side in codes.items():
        ref = row_of(record, actor).lead.ref
        if side is None:
            decide(record, "reject", ref, person, blind=True)
        else:
            decide(record, "correct", ref, person, side=side, blind=True)


def agreed(record: Record, question: str = "trawling-ban") -> Agreement:
    (found,) = queries.agreement(record, question)
    return found


def test_what_two_coders_coded_blind(record: Record) -> None:
    code(record, "Ana", {"NOR": "for", "CHL": "against", "ISL": "for", "PER": None})
    code(record, "Ben", {"NOR": "for", "CHL": "against", "ISL": "against", "PER": None})
    found = agreed(record)
    assert (found.items, found.codings, found.same, found.coders) == (4, 8, 3, ("Ana", "Ben"))
    items = coded("for against for none", "for against against none")
    assert found.alpha == alpha(items)
    assert sides(record) == STANDS, "no table changes"


def test_an_item_of_one_coder_counts_for_nothing(record: Record) -> None:
    code(record, "Ana", {"NOR": "for", "CHL": "against"})
    code(record, "Ben", {"NOR": "for"})
    found = agreed(record)
    assert (found.items, found.codings, found.alpha, found.coders) == (1, 2, None, ("Ana", "Ben"))


def test_who_codes_an_item_again_has_changed_the_code(record: Record) -> None:
    code(record, "Ana", {"NOR": "against", "CHL": "against"})
    code(record, "Ben", {"NOR": "for", "CHL": "against"})
    code(record, "Ana", {"NOR": "for"})
    found = agreed(record)
    assert (found.items, found.codings, found.same, found.alpha) == (2, 4, 2, 1.0)


def test_to_accept_blind_is_a_code_and_a_decision_that_is_seen_is_none(record: Record) -> None:
    ref = row_of(record, "NOR").lead.ref
    decide(record, "accept", ref, "Ana", blind=True)
    decide(record, "accept", ref, "Ben", blind=True)
    decide(record, "correct", ref, "Eva", side="against")
    assert (agreed(record).codings, agreed(record).coders) == (2, ("Ana", "Ben"))


def test_words_that_both_coders_added_are_one_item(record: Record) -> None:
    for person in ("Ana", "Ben"):
        facts: dict[str, Any] = {"report": "NOR", "question": "whaling", "actor": "NOR", "blind": True}
        side = "for" if person == "Ana" else "against"
        decide(record, "add", person=person, words="NOR takes its side", side=side, **facts)
    assert (agreed(record, "whaling").items, agreed(record, "whaling").same) == (1, 0)
    assert agreed(record).items == 0


def test_codes_of_a_question_that_asks_something_else_by_now_do_not_count(record: Record) -> None:
    code(record, "Ana", {"NOR": "for"})
    code(record, "Ben", {"NOR": "for"})
    with record.unit() as unit:
        unit.keep_question(replace(TRAWLING, proposition="All trawling should be banned."))
    assert (agreed(record).items, agreed(record).coders) == (0, ())


def test_every_kept_question_has_a_line_and_others_are_told(record: Record) -> None:
    assert [(one.question, one.items, one.alpha) for one in queries.agreement(record)] == [
        ("trawling-ban", 0, None),
        ("whaling", 0, None),
    ]
    with pytest.raises(UnknownQuestionError, match="kept are: trawling-ban, whaling"):
        queries.agreement(record, "trawlin")
