"""Attributions of a text by their words, for tests of what is made of what the tagger found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.extract.page import Page
from onrecord.extract.tagger import Attribution
from onrecord.model import Report, Span

Said = tuple[str, str, list[str]]  # cue, source and contents


def spans(text: str, parts: Sequence[str]) -> tuple[Span, ...]:
    return tuple(Span(text.index(part), text.index(part) + len(part)) for part in parts if part)


def page_of(text: str) -> Page:
    return Page.of(Report("r", "r.txt", text, date(2024, 1, 1), None, None, None, "en", "0" * 64))


def attributions(text: str, found: Sequence[Said]) -> list[Attribution]:
    return [
        Attribution(spans(text, [cue]), spans(text, [source]), spans(text, content), 0.9)
        for cue, source, content in found
    ]
