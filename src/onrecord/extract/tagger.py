"""The statement tagger: reads a text in overlapping windows and returns who is said to have said what.

A MiniLM encoder, fine-tuned on PolNeAR and agency reports (training/statements/README.md), tags every word
piece as source, cue or content and points from every source and content to its cue. It runs on onnxruntime,
one unpadded window a call: the scales of dynamic int8 quantisation depend on all that is in a call, so
batches would let the words of one report change how another is read.
"""

from __future__ import annotations

import math
import os
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.extract.decoding import Labels, Role, Scores, decode
from onrecord.extract.linking import Ground, Group, Window, link
from onrecord.extract.pieces import OPENS, OUTSIDE, Pieces, cut
from onrecord.model import Span
from onrecord.shipped import open_model

WINDOW, OVERLAP = 318, 48  # pieces of the longest window, and what two windows share at least
_BLOCK = 60_000  # code points; the longest report of the training data has 34,000
_CLS, _SEP = 101, 102
_FOLDER = Path(__file__).parent / "models" / "statements"
_OUTPUTS = ("tags", "transitions", "from", "to")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: spans in text order. `cue` is empty where the content's cue is out of sight, `source`
    and `content` where none was found. `confidence` is in 0-1, three decimals.
    """

    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float


class Tagger:
    """Reads attributions out of a text. Safe to share between threads.

    `digest` is the SHA-256 of the model's files, `tokenizer` what cuts a text into its word pieces.
    """

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        tokenizer: Tokenizer,
        labels: Labels,
        threads: int,
        digest: str,
    ) -> None:
        self._session = session
        self.tokenizer = tokenizer
        self._labels = labels
        self.digest = digest
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="tagger")

    @classmethod
    def load(cls, folder: Path | None = None, threads: int | None = None) -> Tagger:
        """Load the model from `folder` (default: the one in the package); `threads` windows run side by side
        (default: one a core).

        Raises `ModelMissingError` where a file of the model is not there.
        """
        opened = open_model(folder or _FOLDER, "statement model")
        labels = Labels.load(opened.labels)
        return cls(opened.session, opened.tokenizer, labels, threads or os.cpu_count() or 1, opened.digest)

    def read(
        self, text: str, paragraphs: Sequence[Span], sentences: Sequence[Span] = ()
    ) -> tuple[Attribution, ...]:
        """Return the attributions in `paragraphs` of `text`, in the order of their first characters.

        Where `sentences` are given, no span runs from one into the next outside of quotation marks.
        """
        starts = np.array([sentence.start for sentence in sentences], dtype=np.int64)
        found: list[Attribution] = []
        for block in _blocks(paragraphs, sentences):
            found += self._read_block(text, block, starts)
        return tuple(sorted(found, key=lambda one: min((*one.cue, *one.source, *one.content))))

    def windows(self, pieces: Pieces) -> list[Window]:
        """Return what the model says of each window over `pieces`, side by side on the tagger's threads."""
        return list(self._pool.map(lambda part: self._run(pieces, part), windows_over(len(pieces))))

    def _read_block(
        self, text: str, paragraphs: Sequence[Span], starts: NDArray[np.int64]
    ) -> list[Attribution]:
        pieces = cut(text, paragraphs, self.tokenizer)
        if not len(pieces):
            return []
        windows = self.windows(pieces)
        depths = _depths(windows, len(pieces))
        spans = decode(pieces, _joined(windows, depths), self._labels, _sentence_starts(pieces, starts))
        groups = link(spans, Ground(windows, depths.argmax(axis=0), np.cumsum(pieces.begins)))
        return [_attribution(pieces, group) for group in groups]

    def _run(self, pieces: Pieces, part: slice) -> Window:
        given = {"ids": np.concatenate(([_CLS], pieces.ids[part], [_SEP]))[None]}
        for name, surface in (("case", pieces.case), ("begins", pieces.begins), ("quoted", pieces.quoted)):
            given[name] = np.pad(surface[part], 1)[None]
        tags, transitions, *pointers = (found[0, 1:-1] for found in self._session.run(_OUTPUTS, given))
        scores = Scores(tags, transitions.reshape(len(tags), tags.shape[1], tags.shape[1]))
        return Window(part.start, scores, *pointers)


def windows_over(count: int) -> tuple[slice, ...]:
    """Return the windows over `count` pieces: as few as can be, and alike in length."""
    number = max(1, math.ceil((count - OVERLAP) / (WINDOW - OVERLAP)))
    length = math.ceil((count + (number - 1) * OVERLAP) / number)
    starts = [round(at * (count - length) / max(1, number - 1)) for at in range(number)]
    return tuple(slice(start, start + length) for start in starts)


def _blocks(paragraphs: Sequence[Span], sentences: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield the paragraphs in blocks, so that memory does not grow with the text; a news report is one.

    A paragraph longer than a block is cut where a sentence begins.
    """
    starts = [sentence.start for sentence in sentences]
    block: list[Span] = []
    for paragraph in paragraphs:
        for part in _parts(paragraph, starts):
            if block and part.end - block[0].start > _BLOCK:
                yield block
                block = []
            block.append(part)
    if block:
        yield block


def _parts(paragraph: Span, starts: Sequence[int]) -> Iterator[Span]:
    begin, end = paragraph
    while end - begin > _BLOCK:
        at = bisect_right(starts, begin + _BLOCK)
        cut_at = starts[at - 1] if at and starts[at - 1] > begin else begin + _BLOCK
        yield Span(begin, cut_at)
        begin = cut_at
    yield Span(begin, end)


def _sentence_starts(pieces: Pieces, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return `[n]`: true on the first piece of a sentence that begins outside of quotation marks."""
    outside = np.isin(pieces.quoted, (OUTSIDE, OPENS))
    return np.asarray(np.isin(pieces.spans[:, 0], starts) & outside)


def _depths(windows: Sequence[Window], count: int) -> NDArray[np.int64]:
    """Return `[windows, n]`: how far a piece stands from the window's nearer edge, from 1 on; 0 where the
    window does not hold it. The text's own ends are no edges.
    """
    depths = np.zeros((len(windows), count), dtype=np.int64)
    for row, window in zip(depths, windows, strict=True):
        at = np.arange(1, window.end - window.start + 1)
        left = at if window.start else np.full(len(at), count + 1)
        right = at[::-1] if window.end < count else np.full(len(at), count + 1)
        row[window.start : window.end] = np.minimum(left, right)
    return depths


def _joined(windows: Sequence[Window], depths: NDArray[np.int64]) -> Scores:
    """Return each piece's scores: the mean over the windows that hold it, the deeper the weightier."""
    whole = depths.sum(axis=0)
    first = windows[0].scores
    tags = np.zeros((depths.shape[1], *first.tags.shape[1:]))
    transitions = np.zeros((depths.shape[1], *first.transitions.shape[1:]))
    for row, window in zip(depths, windows, strict=True):
        part = slice(window.start, window.end)
        share = row[part] / whole[part]
        tags[part] += share[:, None] * window.scores.tags
        transitions[part] += share[:, None, None] * window.scores.transitions
    return Scores(tags, transitions)


def _attribution(pieces: Pieces, group: Group) -> Attribution:
    def spans(role: Role) -> tuple[Span, ...]:
        chosen = sorted((part.span for part in group if part.span.role == role), key=lambda one: one.first)
        return tuple(Span(int(pieces.spans[s.first, 0]), int(pieces.spans[s.last, 1])) for s in chosen)

    certain = [part.span.certainty * part.strength for part in group]
    confidence = round(float(np.mean(certain)), 3)
    return Attribution(spans("cue"), spans("source"), spans("content"), confidence)
