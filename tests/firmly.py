"""Measures how firmly sides are read to be taken, from text to position, against cases/firmness.toml."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.judge import load_questions
from onrecord.model import Judged, Position, Span
from onrecord.pipeline import Reader, inspect
from onrecord.read import ReadOptions

HERE = Path(__file__).parent
CASES = HERE / "cases" / "firmness.toml"
QUESTIONS = HERE / "cases" / "firmness_questions.toml"
HALVES = ("worked_on", "only_scored")

Case = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """In percent: of what was read as firm or tentative how much is, with the right words (`precision`), and
    of what is, how much was read (`recall`), in all texts and in those in which the position was found.
    """

    precision: float
    recall: float
    recall_of_found: float

    @classmethod
    def of(cls, counts: Counter[str]) -> Told:
        right, wrong = counts["right"], counts["spurious"]
        return cls(
            _percent(right, right + wrong),
            _percent(right, right + counts["missed"]),
            _percent(right, right + counts["missed"] - counts["missed with its position"]),
        )


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def cases() -> dict[str, list[Case]]:
    """The cases of each half."""
    return dict(tomllib.loads(CASES.read_text("utf8")))


def positions_of(rows: Sequence[Case], reader: Reader, folder: Path) -> Iterator[tuple[Position, ...]]:
    """The positions that reading gives the actor of each case on its question; `folder` takes the texts."""
    file = folder / "firmness.jsonl"
    texts = ({"id": str(i), "published": "2024-05-06", "text": row["text"]} for i, row in enumerate(rows))
    file.write_text("".join(json.dumps(text) + "\n" for text in texts), encoding="utf-8")
    read = inspect([file], ReadOptions(), reader, load_questions(QUESTIONS))
    for row, judged in zip(rows, read, strict=True):
        assert isinstance(judged, Judged), str(judged)
        yield tuple(p for p in judged.positions if (p.question, p.actor) == (row["question"], row["actor"]))


def outcomes(row: Case, positions: Sequence[Position]) -> Iterator[str]:
    """What became of a case. Words are right where they are mostly those of one of the labels."""
    read = [p.firmness for p in positions if p.firmness is not None]
    wanted = [
        Span(start, start + len(words))
        for words in row.get("words", ())
        for start in (row["text"].index(words),)
    ]
    right = [f.kind == row.get("firmness") and any(f.words.is_mostly(span) for span in wanted) for f in read]
    if not positions:
        yield "no position"
    if "firmness" in row:
        yield "right" if any(right) else "missed"
        if not positions:
            yield "missed with its position"
    if not all(right):
        yield "spurious"
