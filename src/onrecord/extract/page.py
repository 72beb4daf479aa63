"""A report as it is printed: its paragraphs, sentences and quotations, and which of them a span stands in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from onrecord.extract.directness import LONG_QUOTE
from onrecord.extract.quotes import Quotation, find_quotations
from onrecord.extract.sentences import paragraphs, split_sentences
from onrecord.model import Report, Span

BULLETS = "-*•▪◦·–— \t"


@dataclass(frozen=True)
class Page:
    """All spans in text order; look-ups take time logarithmic in their number."""

    text: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    quotations: tuple[Quotation, ...]

    @classmethod
    def of(cls, report: Report) -> Page:
        """Lay out the prose of `report`, asides left out."""
        found = paragraphs(report)
        quotations = (one for paragraph in found for one in find_quotations(report.text, *paragraph))
        return cls(report.text, found, split_sentences(report), tuple(quotations))

    def paragraph_of(self, span: Span) -> int:
        """Return the number of the paragraph in which `span` begins."""
        return bisect_right(self._paragraph_starts, span.start) - 1

    def sentence_of(self, span: Span) -> Span | None:
        """Return the sentence in which `span` begins."""
        number = bisect_right(self._sentence_starts, span.start) - 1
        if number < 0 or self.sentences[number].end <= span.start:
            return None
        return self.sentences[number]

    def quotations_in(self, span: Span) -> tuple[Quotation, ...]:
        """Return the quotations that have a character in common with `span`."""
        first = bisect_right(self._quotation_ends, span.start)
        return self.quotations[first : bisect_left(self._quotation_starts, span.end)]

    def wholly_quoted(self, paragraph: Span) -> bool:
        """Say whether a paragraph, its bullet apart, is all quotation: four words of it or more."""
        inside = self.quotations_in(paragraph)
        if not inside or self.text[paragraph.start : inside[0].start].strip(BULLETS):
            return False
        edges = [*(one.end for one in inside), paragraph.end]
        starts = [*(one.start for one in inside[1:]), paragraph.end]
        between = (self.text[end:start] for end, start in zip(edges, starts, strict=False))
        return len(paragraph.of(self.text).split()) >= LONG_QUOTE and not any(
            letter.isalnum() for gap in between for letter in gap
        )

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [span.start for span in self.paragraphs]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [one.start for one in self.quotations]

    @cached_property
    def _quotation_ends(self) -> list[int]:
        return [one.end for one in self.quotations]
