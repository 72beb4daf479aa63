"""The user's own phrases as terms of a question: other names of its matter, or of who it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from onrecord.judge.derived import family_of, is_generic
from onrecord.judge.instruments import in_small_letters
from onrecord.judge.matter import OFFICES, Term
from onrecord.judge.words import stem, words_of
from onrecord.model import Question


def from_about(
    question: Question,
    known: Mapping[tuple[str, ...], Term],
    main: int,
    kinds: frozenset[str],
    doings: frozenset[str] = frozenset(),
) -> Iterator[Term]:
    """The user's own phrases, where they name what the proposition is about; others only choose the reports.

    Where the proposition is about who leads, another name that the user lists is the rival's. `doings` are
    the stems of what it asks somebody to do: "polls" is a guess in "the king should think again", and
    "elections" is none in "the islands should elect a council".
    """
    proposition = words_of(question.proposition)
    stems_there = [stem(w.low) for w in proposition]
    heads = {stems[-1] for stems, term in known.items() if term.kind == "matter"}
    held = next((t.sign for t in known.values() if t.kind == "entity"), main)
    for phrase in question.about:
        words = [w for w in words_of(in_small_letters(phrase, question.since)) if w.is_word]
        stems = tuple(stem(w.low) for w in words)
        if not all(w.text[0].isupper() or w.text.isdigit() for w in words):
            if not known or stems[-1] in heads or any(_akin(stems[-1], head) for head in heads):
                asked = any(_akin(stems[-1], doing) for doing in doings)
                yield Term(stems, main, "matter", guessed=not known and not asked)
                if is_generic(words[-1].low):
                    for short in sorted({words[-1].low} | family_of(words[-1].low)):
                        yield Term((stem(short),), main, "near")
            elif kinds & {"leader", "departure"} and (stems[-1] in OFFICES or stems[0] in OFFICES):
                yield Term(stems, held, "entity")
        elif _modifies(stems, stems_there, heads):
            yield Term(stems, main, "matter")
        elif any(same_name(stems, other) for other, term in known.items() if term.kind == "entity"):
            yield Term(stems, held, "entity")
        elif "leader" in kinds and any(term.kind == "entity" for term in known.values()):
            yield Term(stems, -main, "entity")


def same_name(stems: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names share a word, or are the same word in another spelling (Zelenski, Zelenskyy)."""
    return bool({_skeleton(s) for s in stems} & {_skeleton(s) for s in other})


def _skeleton(name: str) -> str:
    """The consonants of a name, doubled ones once."""
    bones = re.sub(r"(.)\1", r"\1", re.sub(r"(?<=.)[aeiouyh'-]", "", name))
    return bones if len(bones) > 1 else name


def _akin(one: str, other: str) -> bool:
    """Whether one stem is derived from the other: annex, annexation."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and long.startswith(short)


def _modifies(stems: tuple[str, ...], text: Sequence[str], heads: set[str]) -> bool:
    """Whether a name stands in the proposition right before what it is about ("the Nord Stream 2
    pipeline")."""
    n = len(stems)
    for i in range(len(text) - n):
        if tuple(text[i : i + n]) == stems:
            rest = [s for s in text[i + n : i + n + 2] if not s[0].isdigit()]
            if rest and rest[0] in heads:
                return True
    return False
