"""Words of a report are found again in another extraction of it, or not at all."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Anchor, Span
from onrecord.record.anchors import anchor_of, locate

BACKS = "Norway will back a ban on trawling"
TEXT = f"Talks opened in Bergen. {BACKS}, Ida Holm said. Nobody replied."


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def anchored(words: str, text: str = TEXT) -> Anchor:
    start = text.index(words)
    return anchor_of(text, Span(start, start + len(words)), digest(text))


def found(anchor: Anchor, text: str) -> str | None:
    span = locate(anchor, text, digest(text))
    return None if span is None else span.of(text)


def test_in_its_own_text_words_stand_where_they_stood() -> None:
    assert locate(anchored(BACKS), TEXT, digest(TEXT)) == Span(24, 24 + len(BACKS))


@pytest.mark.parametrize(
    "text",
    [
        f"published: 2023-03-10\n\n{TEXT}",
        TEXT.replace("Talks opened in Bergen. ", ""),
        TEXT.replace(". ", ".\n\n"),
        f"The harbour was closed. {TEXT} More follows.",
        TEXT.replace("Ida Holm", "minister Ida Holm"),
    ],
)
def test_another_extraction_has_the_words_at_another_place(text: str) -> None:
    assert found(anchored(BACKS), text) == BACKS


@pytest.mark.parametrize("joint", ["\n", "  ", "\u00a0", "\r\n\t"])
def test_white_space_within_the_words_makes_no_difference(joint: str) -> None:
    assert found(anchored(BACKS), TEXT.replace("a ban", f"a{joint}ban")) == BACKS.replace(
        "a ban", f"a{joint}ban"
    )


def test_of_equal_words_those_with_the_same_neighbours_are_meant() -> None:
    text = "Chile said: we back it. Peru said: we back it. Cuba said: we back it."
    start = text.index("we back it", text.index("Peru"))
    anchor = anchor_of(text, Span(start, start + 10), digest(text))
    moved = "Fiji said: we back it. " + text
    span = locate(anchor, moved, digest(moved))
    assert span is not None
    assert moved[: span.start].endswith("Peru said: ")


def test_of_equal_words_with_equal_neighbours_the_nearest_is_meant() -> None:
    text = "aye. " * 100
    anchor = anchor_of(text, Span(250, 254), digest(text))
    span = locate(anchor, text + "Done.", digest(text + "Done."))
    assert span == Span(250, 254)


@pytest.mark.parametrize(
    ("was", "became"),
    [("trawling", "trawlng"), ("trawling", "trawlling"), ("Norway", "Norwey"), ("will back", "will, back,")],
)
def test_a_corrected_letter_does_not_hide_long_words(was: str, became: str) -> None:
    assert found(anchored(BACKS), TEXT.replace(was, became)) == BACKS.replace(was, became)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (BACKS, "Talks were put off, and the ministers went home without a word about any of it."),
        (BACKS, TEXT.replace(BACKS, "Chile plans to leave the talks altogether")),
        ("Bergen", TEXT.replace("Bergen", "Bergan")),  # short words are found to the letter, or not
        (BACKS, ""),
    ],
)
def test_words_that_are_gone_are_not_found(words: str, text: str) -> None:
    assert found(anchored(words), text) is None


@pytest.mark.parametrize(
    ("was", "became"),
    [("will back", "will not back"), ("will", "may"), ("Norway", "Sweden"), ("back", "lack"), ("on ", "")],
)
def test_where_a_word_was_changed_the_words_are_others(was: str, became: str) -> None:
    """A report that is corrected by a "not" says the opposite: nothing decided before holds for it."""
    assert found(anchored(BACKS), TEXT.replace(was, became)) is None


def test_of_a_purged_text_the_place_alone_is_known() -> None:
    bare = Anchor(digest(TEXT), Span(24, 58), "", "", "")
    assert locate(bare, "", digest(TEXT)) == Span(24, 58)
    assert locate(bare, f"More. {TEXT}", digest(f"More. {TEXT}")) is None


@given(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=80),
    st.text(st.characters(codec="utf-8"), max_size=30),
    st.data(),
)
def test_whatever_stands_before_it_words_are_found_as_they_stood(
    text: str, before: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    anchor = anchor_of(text, Span(start, data.draw(st.integers(start + 1, len(text)))), digest(text))
    words = found(anchor, f"{before}\n{text}")
    if anchor.exact.strip():
        assert words is not None
        assert words.split() == anchor.exact.split()
