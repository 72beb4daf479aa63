"""The statement tagger: reads a text in overlapping windows and returns who is said to have said what.

A MiniLM encoder, fine-tuned on PolNeAR (training/statements/README.md), tags every word piece as source, cue
or content and points from every source and content to its cue. It runs on onnxruntime, one unpadded window a
call: the scales of dynamic int8 quantisation depend on all that is in a call, so batches would let the
words of one report change how another is read.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.extract.decoding import Labels, Role, decode
from onrecord.extract.linking import Ground, Group, Window, link
from onrecord.extract.pieces import Pieces, cut
from onrecord.model import OnrecordError, Span

WINDOW, STRIDE = 318, 224
_BLOCK = 60_000  # code points; the longest report of the training data has 34,000
_CLS, _SEP = 101, 102
_FOLDER = Path(__file__).parent / "models" / "statements"
_FILES = ("model.onnx", "tokenizer.json", "labels.json")


class ModelMissingError(OnrecordError):
    """A folder does not hold the statement model."""

    def __init__(self, folder: Path, missing: Sequence[str]) -> None:
        super().__init__(
            f"{folder}: the statement model lacks {', '.join(missing)} "
            f"(a model folder holds {', '.join(_FILES)}; `make model` rebuilds it)"
        )


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
        folder = folder or _FOLDER
        missing = [name for name in _FILES if not (folder / name).is_file()]
        if missing:
            raise ModelMissingError(folder, missing)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        labels = Labels.load(folder / "labels.json")
        digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in _FILES)).hexdigest()
        return cls(session, tokenizer, labels, threads or os.cpu_count() or 1, digest)

    def read(
        self, text: str, paragraphs: Sequence[Span], sentences: Sequence[Span] = ()
    ) -> tuple[Attribution, ...]:
        """Return the attributions in `paragraphs` of `text`, in the order of their first characters.

        Where `sentences` are given, no span runs from one into the next outside of quotation marks.
        """
        starts = np.array([sentence.start for sentence in sentences], dtype=np.int64)
        found = [one for block in _blocks(paragraphs) for one in self._read_block(text, block, starts)]
        return tuple(sorted(found, key=lambda one: min((*one.cue, *one.source, *one.content))))

    def _read_block(
        self, text: str, paragraphs: Sequence[Span], starts: NDArray[np.int64]
    ) -> list[Attribution]:
        pieces = cut(text, paragraphs, self.tokenizer)
        if not len(pieces):
            return []
        windows = list(self._pool.map(lambda start: self._run(pieces, start), window_starts(len(pieces))))
        owner = _owners(windows, len(pieces))
        scores = np.stack([windows[w].scores[at - windows[w].start] for at, w in enumerate(owner)])
        spans = decode(pieces, scores, self._labels, _sentence_starts(pieces, starts))
        groups = link(spans, Ground(windows, owner, np.cumsum(pieces.begins)))
        return [_attribution(pieces, group) for group in groups]

    def _run(self, pieces: Pieces, start: int) -> Window:
        part = slice(start, start + WINDOW)
        given = {"ids": np.concatenate(([_CLS], pieces.ids[part], [_SEP]))[None]}
        for name, surface in (("case", pieces.case), ("begins", pieces.begins), ("quoted", pieces.quoted)):
            given[name] = np.pad(surface[part], 1)[None]
        scores, pointer_from, pointer_to = self._session.run(["tags", "from", "to"], given)
        return Window(start, scores[0, 1:-1], pointer_from[0, 1:-1], pointer_to[0, 1:-1])


def window_starts(count: int) -> tuple[int, ...]:
    """Return where the windows over `count` pieces begin; the last one ends with the text."""
    last = max(0, count - WINDOW)
    return (*range(0, last, STRIDE), last)


def _blocks(paragraphs: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield the paragraphs in blocks, so that memory does not grow with the text; a news report is one."""
    block: list[Span] = []
    for paragraph in paragraphs:
        if block and paragraph.end - block[0].start > _BLOCK:
            yield block
            block = []
        block.append(paragraph)
    if block:
        yield block


def _sentence_starts(pieces: Pieces, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return `[n]`: true on the first piece of a sentence that begins outside of quotation marks."""
    before = np.concatenate(([0], pieces.quoted[:-1]))
    outside = (pieces.quoted == 0) | (before == 0)
    return np.asarray(np.isin(pieces.spans[:, 0], starts) & outside)


def _owners(windows: Sequence[Window], count: int) -> NDArray[np.int64]:
    """Return for each piece the window where it stands most centrally; the text's own ends are no edges."""
    owner = np.zeros(count, dtype=np.int64)
    deepest = np.full(count, -1)
    for number, window in enumerate(windows):
        at = np.arange(len(window.scores))
        left = at if window.start else np.full(len(at), count)
        right = at[::-1] if window.end < count else np.full(len(at), count)
        depth = np.minimum(left, right)
        inside = slice(window.start, window.end)
        better = depth > deepest[inside]
        owner[inside][better] = number
        deepest[inside][better] = depth[better]
    return owner


def _attribution(pieces: Pieces, group: Group) -> Attribution:
    def spans(role: Role) -> tuple[Span, ...]:
        chosen = sorted((part.span for part in group if part.span.role == role), key=lambda one: one.first)
        return tuple(Span(int(pieces.spans[s.first, 0]), int(pieces.spans[s.last, 1])) for s in chosen)

    certain = [part.span.certainty * part.strength for part in group]
    confidence = round(float(np.mean(certain)), 3)
    return Attribution(spans("cue"), spans("source"), spans("content"), confidence)
