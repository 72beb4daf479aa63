"""Statements of a report: the tagger's attributions, put into the shape that the record keeps.

The model finds who is said to have said what; the rules here only follow how newspapers print quotations.
Each was measured on PolNeAR dev (training/statements/README.md) and costs nothing there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.extract.directness import LONG_QUOTE, directness
from onrecord.extract.nesting import inner_statement
from onrecord.extract.quotes import Quotation, find_quotations
from onrecord.extract.sentences import paragraphs as split_paragraphs
from onrecord.extract.sentences import split_sentences
from onrecord.extract.tagger import Attribution, Tagger
from onrecord.model import Report, Span, Statement, hull

_WORD = re.compile(r"\w")
_LOOSE = ",;:. \t\n\u00a0"
_KEPT_STOP = re.compile(r"\b[A-Z]\.\Z|\.\.\Z")
_HANGING = re.compile(r",?\s(?:and|but|or)\Z")
_JOINED = re.compile(r"[\s,”\"]*(?:and|but)(?: (?:also|then|later|again|has|had|have))*\s")
_ARTICLE = re.compile(r"the|an?", re.IGNORECASE)
_MARKS = "\"“”„‟«»＂'‘’`"


@dataclass(eq=False, slots=True)
class _Draft:
    """A statement in the making: `continues` is the draft whose speaker goes on."""

    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float
    continues: _Draft | None = None

    @property
    def extent(self) -> Span:
        return hull([*self.cue, *self.source, *self.content])


def find_statements(report: Report, tagger: Tagger) -> tuple[Statement, ...]:
    """Return the statements of `report` in text order, numbered s1, s2, ..."""
    paragraphs = split_paragraphs(report)
    quotations = tuple(
        quotation for paragraph in paragraphs for quotation in find_quotations(report.text, *paragraph)
    )
    layout = _Layout(report.text, paragraphs, quotations)
    drafts: list[_Draft] = []
    for attribution in tagger.read(report.text, paragraphs, split_sentences(report)):
        drafts += _drafts(attribution, layout)
    _share_sources(drafts, layout)
    drafts = _with_continuing_paragraphs(drafts, layout)
    return _numbered(drafts, layout)


@dataclass(frozen=True)
class _Layout:
    text: str
    paragraphs: tuple[Span, ...]
    quotations: tuple[Quotation, ...]

    def paragraph_of(self, span: Span) -> int:
        """Return the number of the paragraph in which `span` begins."""
        return next(at for at, paragraph in enumerate(self.paragraphs) if span.start < paragraph.end)

    def wholly_quoted(self, paragraph: Span) -> bool:
        """Say whether all words of a paragraph stand inside quotation marks, four of them or more."""
        words = [at for at in range(*paragraph) if self.text[at].isalnum()]
        inside = [
            Span(*quotation[:2]) for quotation in self.quotations if quotation.start in range(*paragraph)
        ]
        return (
            len(paragraph.of(self.text).split()) >= LONG_QUOTE
            and bool(words)
            and all(any(one.start <= at < one.end for one in inside) for at in words)
        )


def _drafts(attribution: Attribution, layout: _Layout) -> list[_Draft]:
    """Split an attribution by paragraph: what stands outside the cue's own continues its speaker."""
    cue = attribution.cue
    source = tuple(span for span in attribution.source if not _ARTICLE.fullmatch(layout.text, *span))
    content = tuple(_with_marks(_trimmed(span, layout.text), layout) for span in attribution.content)
    content = tuple(span for span in content if _WORD.search(layout.text, *span))
    if not content:
        return []
    quotation = next((one for one in layout.quotations if one.start == content[0].start), None)
    inner = inner_statement(
        layout.text, content[0], quotation, trailing=bool(cue) and content[0].end <= cue[0].start
    )
    if inner is not None:
        cue, source, content = (inner.cue,), (inner.source,), (inner.content, *content[1:])
    by_paragraph: dict[int, list[Span]] = {}
    for span in content:
        by_paragraph.setdefault(layout.paragraph_of(span), []).append(span)
    home = layout.paragraph_of(cue[0]) if cue else min(by_paragraph)
    # "Scholz said:" may stand alone, with his words in the next paragraph.
    nearest = min(by_paragraph, key=lambda at: (abs(at - home), -at))
    first = _Draft(cue, source, tuple(by_paragraph.pop(nearest)), attribution.confidence)
    rest = [
        _Draft((), (), tuple(spans), attribution.confidence, continues=first)
        for spans in by_paragraph.values()
    ]
    return [first, *rest]


def _trimmed(span: Span, text: str) -> Span:
    """Leave out commas and stops at the edges and a last "and"; the stop of "the U.S." stays."""
    start, end = span
    while start < end and text[start] in _LOOSE:
        start += 1
    while end > start and text[end - 1] in _LOOSE and not _KEPT_STOP.search(text, start, end):
        end -= 1
    hanging = _HANGING.search(text, start, end)
    return Span(start, hanging.start() if hanging else end)


def _with_marks(span: Span, layout: _Layout) -> Span:
    """Close a quotation whose marks the model left outside at either edge."""
    start, end = span
    for quotation in layout.quotations:
        inner = _inside_marks(quotation, layout.text)
        if quotation.start < start <= inner.start and inner.end <= end:
            start = quotation.start
        if quotation.closed and start <= inner.start and inner.end <= end < quotation.end:
            end = quotation.end
    return Span(start, end)


def _inside_marks(quotation: Quotation, text: str) -> Span:
    words = text[quotation.start : quotation.end]
    return Span(
        quotation.end - len(words.lstrip(_MARKS)),
        quotation.start + len(words.rstrip(_MARKS + _LOOSE)),
    )


def _share_sources(drafts: Sequence[_Draft], layout: _Layout) -> None:
    """Give a cue without a source the one of the cue that it is joined to: "he urged X and warned Y"."""
    with_cue = sorted((draft for draft in drafts if draft.cue), key=lambda draft: draft.extent)
    for before, draft in pairwise(with_cue):
        gap = Span(before.extent.end, draft.cue[0].start)
        if not draft.source and gap.start <= gap.end and _JOINED.fullmatch(layout.text, *gap):
            draft.source = before.source


def _with_continuing_paragraphs(drafts: Sequence[_Draft], layout: _Layout) -> list[_Draft]:
    """Add the wholly quoted paragraphs that the model left out: they continue the speaker before."""
    made = [draft for draft in drafts if draft.cue or draft.continues]
    for number, paragraph in enumerate(layout.paragraphs):
        if not number or not layout.wholly_quoted(paragraph):
            continue
        if any(span.meets(paragraph) for draft in made for span in (*draft.content, *draft.cue)):
            continue
        before = [
            draft
            for draft in made
            if any(span.meets(layout.paragraphs[number - 1]) for span in draft.content)
        ]
        if before:
            last = max(before, key=lambda draft: draft.content[-1].end)
            made.append(_Draft((), (), (paragraph,), last.confidence, continues=last.continues or last))
    return made


def _numbered(drafts: Iterable[_Draft], layout: _Layout) -> tuple[Statement, ...]:
    ordered = sorted(drafts, key=lambda draft: (draft.extent, draft.cue))
    ids = {id(draft): f"s{number}" for number, draft in enumerate(ordered, start=1)}
    return tuple(
        Statement(
            id=ids[id(draft)],
            cue=draft.cue,
            source=draft.source,
            content=draft.content,
            directness=directness(layout.text, draft.content, layout.quotations),
            continues=ids[id(draft.continues)] if draft.continues else None,
            confidence=draft.confidence,
        )
        for draft in ordered
    )
