"""A case for the learned speaker reader: one statement, the sentences around it, the actors they name; and
its layout as pieces.

Training and reading lay out cases by the same code, so that the model sees what it has learned from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.model import Span, Statement

# What a piece is part of.
PLAIN, SOURCE, CUE, CONTENT = range(4)
ROLES = 4

# What a clue is: a word for a state, for an organisation, for a party; a person who speaks for one; a place
# in a state; a body of a state; a source whose actor is settled.
STATE, ORGANISATION, PARTY, PERSON, PLACE, BODY, VOICE = range(1, 8)
KINDS = 8

_CLS, _SEP = 101, 102
LONGEST = 320  # pieces of a case
_BEFORE, _BEHIND = 6, 1  # sentences around a statement, as far as there is room
_NAME = re.compile(r"[A-Z][\w’'-]{2,}")


class Clue(NamedTuple):
    """A stretch that names an actor or tells of one, and what kind of clue it is."""

    span: Span
    actor: str
    kind: int


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked: for whom the voice of a statement speaks, as `sentences` of the report's `text` tell it.

    `parts` are the spans of source, cue and content; `clues` stand in text order, none overlapping another.
    """

    text: str
    sentences: tuple[Span, ...]
    parts: tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]
    clues: tuple[Clue, ...]


def case_of(text: str, sentences: Sequence[Span], statement: Statement, clues: Sequence[Clue]) -> Case:
    """Make the case of a statement: of the report its own sentences, those before it, the first, those that
    first name what its source names, the one behind it, until a window is full.
    """
    parts = (statement.source, statement.cue, statement.content)
    said = [*statement.source, *statement.cue] or list(statement.content[:1])
    own = [i for i, s in enumerate(sentences) if any(s.meets(span) for span in said)]
    if not own:
        return Case(text, (), parts, ())
    wanted = [*own, own[0] - 1, own[0] - 2, 0]
    wanted += _first_named(text, sentences, statement.source, own[0])
    wanted += [own[0] - place for place in range(3, _BEFORE + 1)]
    wanted += [own[-1] + place for place in range(1, _BEHIND + 1)]
    taken: list[int] = []
    room = LONGEST * 4  # code points: a piece has four or five, so that little is cut afterwards
    for place in dict.fromkeys(wanted):
        if 0 <= place < len(sentences):
            room -= sentences[place].end - sentences[place].start
            if room < 0 and place not in own:
                break
            taken.append(place)
    chosen = tuple(sentences[place] for place in sorted(taken))
    return Case(text, chosen, parts, tuple(c for c in clues if any(s.holds(c.span) for s in chosen)))


def _first_named(text: str, sentences: Sequence[Span], source: Sequence[Span], before: int) -> Iterator[int]:
    """The sentences in which the capitalised words of the source stand for the first time."""
    for span in source:
        for name in _NAME.findall(span.of(text)):
            first = text.find(name)
            place = next((i for i, s in enumerate(sentences[:before]) if s.start <= first < s.end), None)
            if place is not None:
                yield place


class Laid(NamedTuple):
    """A case as pieces, int64 `[n]` each: vocabulary `ids`, `roles`, `kinds` of clues (0 for none), and
    `clues`: the place among the case's clues on the first piece of each, else -1.
    """

    ids: NDArray[np.int64]
    roles: NDArray[np.int64]
    kinds: NDArray[np.int64]
    clues: NDArray[np.int64]


def lay_out(case: Case, tokenizer: Tokenizer) -> Laid:
    """Cut a case into word pieces: `[CLS] sentence [SEP] sentence ... [SEP]`; what is too long is cut behind
    the source and the cue, else at the end.
    """
    rows = [(_CLS, PLAIN, 0, -1)]
    parts, clues = list(enumerate(case.parts, 1)), list(enumerate(case.clues))
    for sentence in case.sentences:
        encoded = tokenizer.encode(sentence.of(case.text), add_special_tokens=False)
        begun: set[int] = set()
        for piece, (start, end) in zip(encoded.ids, encoded.offsets, strict=True):
            span = Span(sentence.start + start, sentence.start + end)
            role = next((r for r, part in parts if any(span.meets(s) for s in part)), PLAIN)
            place, clue = next(((k, c) for k, c in clues if c.span.meets(span)), (-1, None))
            rows.append((piece, role, clue.kind if clue else 0, -1 if place in begun else place))
            begun.add(place)
        rows.append((_SEP, PLAIN, 0, -1))
    if len(rows) > LONGEST:
        last = max((i for i, row in enumerate(rows) if row[1] in (SOURCE, CUE)), default=0)
        start = max(1, min(last + LONGEST // 8, len(rows)) - LONGEST + 1)
        rows = [rows[0], *rows[start : start + LONGEST - 1]]
    return Laid(*(np.array(part, dtype=np.int64) for part in zip(*rows, strict=True)))
