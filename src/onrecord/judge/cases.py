"""A case for the learned judge: one actor, one sentence, one proposition; and its layout as pieces.

Training and reading lay out cases by the same code, so that the model sees what it has learned from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.model import Span, hull

# What a piece is part of.
PROPOSITION, ABOUT, ACTOR, BEFORE, SENTENCE, SOURCE, CONTENT = range(7)
ROLES = 7

_CLS, _SEP = 101, 102
_LONGEST = {PROPOSITION: 64, ABOUT: 24, ACTOR: 12, BEFORE: 48, SENTENCE: 128}  # in pieces
_SENTENCES, _CHARACTERS = 3, 600  # of a case's sentence, which may be a quotation of several


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked: whether `sentence` gives `actor` (an English name) a side on `proposition`.

    `about` are the question's phrases, `before` is the sentence before, "" where there is none. `source` and
    `content` are stretches of `sentence`; both are empty where the narrator speaks.
    """

    proposition: str
    about: tuple[str, ...]
    actor: str
    before: str
    sentence: str
    source: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()


def case_of(
    text: str,
    sentences: Sequence[Span],
    parts: tuple[Sequence[Span], Sequence[Span]],
    question: tuple[str, tuple[str, ...]],
    actor: str,
) -> Case:
    """Make the case of a statement, or of a narrator's sentence, of a report.

    `parts` are the spans of its source and of its content in `text`; a narrator's sentence has no source and
    itself as content, which is then not marked. `question` is a proposition and its phrases. Of words that
    run over many sentences the one with the longest stretch is taken.
    """
    source, content = parts
    around = [s for s in sentences if any(s.meets(span) for span in (*source, *content))]
    narrated = not source and len(content) == 1 and content[0] in sentences
    if around and (len(around) > _SENTENCES or around[-1].end - around[0].start > _CHARACTERS):
        main = max(content, key=lambda span: span.end - span.start)
        around = [s for s in around if s.meets(main)][:1]
    if not around:
        around = [hull([*source, *content])]
    start, end = around[0].start, around[-1].end
    earlier = [s for s in sentences if s.end <= start]
    return Case(
        proposition=question[0],
        about=question[1],
        actor=actor,
        before=" ".join(earlier[-1].of(text).split()) if earlier else "",
        sentence=text[start:end],
        source=_within(source, start, end),
        content=() if narrated else _within(content, start, end),
    )


def _within(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """What of `spans` lies between `start` and `end`, counted from `start`."""
    return tuple(
        Span(max(span.start, start) - start, min(span.end, end) - start)
        for span in spans
        if span.meets(Span(start, end))
    )


class Laid(NamedTuple):
    """A case as pieces, int64 `[n]` each: vocabulary `ids`, `segments` (0 the question, 1 the report),
    `roles`."""

    ids: NDArray[np.int64]
    segments: NDArray[np.int64]
    roles: NDArray[np.int64]


def lay_out(case: Case, tokenizer: Tokenizer) -> Laid:
    """Cut a case into word pieces: `[CLS] proposition, about [SEP] actor, before, sentence [SEP]`.

    Long parts are cut: of the sentence before the end is kept, of a sentence the stretch around its content.
    """
    ids, segments, roles = [_CLS], [0], [PROPOSITION]

    def add(pieces: list[int], role: list[int], segment: int) -> None:
        ids.extend(pieces)
        roles.extend(role)
        segments.extend([segment] * len(pieces))

    def words(text: str, role: int) -> list[int]:
        return list(tokenizer.encode(text, add_special_tokens=False).ids) if text else []

    for text, role in ((case.proposition, PROPOSITION), ("; ".join(case.about), ABOUT)):
        pieces = words(text, role)[: _LONGEST[role]]
        add(pieces, [role] * len(pieces), 0)
    add([_SEP], [PROPOSITION], 0)
    actor = words(case.actor, ACTOR)[: _LONGEST[ACTOR]]
    add(actor, [ACTOR] * len(actor), 1)
    before = words(case.before, BEFORE)[-_LONGEST[BEFORE] :]
    add(before, [BEFORE] * len(before), 1)
    add(*_sentence(case, tokenizer), 1)
    add([_SEP], [SENTENCE], 1)
    return Laid(*(np.array(part, dtype=np.int64) for part in (ids, segments, roles)))


def _sentence(case: Case, tokenizer: Tokenizer) -> tuple[list[int], list[int]]:
    encoded = tokenizer.encode(case.sentence, add_special_tokens=False)
    roles = [SENTENCE] * len(encoded.ids)
    for role, spans in ((CONTENT, case.content), (SOURCE, case.source)):
        for place, (start, end) in enumerate(encoded.offsets):
            if any(Span(start, end).meets(span) for span in spans):
                roles[place] = role
    longest = _LONGEST[SENTENCE]
    if len(roles) <= longest:
        return list(encoded.ids), roles
    first = next((place for place, role in enumerate(roles) if role == CONTENT), 0)
    start = max(0, min(first - longest // 4, len(roles) - longest))
    return list(encoded.ids)[start : start + longest], roles[start : start + longest]
