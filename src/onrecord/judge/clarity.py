"""Whether a proposition can be coded: what keeps two careful readers from taking it alike.

Read by small words and the stance words alone, so that a warning may be wrong; none keeps a question from
being used.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

from onrecord.judge.grammar import (
    ADVERBS,
    AUXILIARIES,
    COPULAS,
    DETERMINERS,
    PREPOSITIONS,
    is_filler,
    is_manner,
    is_negator,
)
from onrecord.judge.passage import Passage, passages_of
from onrecord.judge.words import forms_of
from onrecord.model import Span

Fault = Literal["question", "no verb", "double negative", "two propositions"]

_ASKS = frozenset("whether who whom what when where why how which".split())
_NOT_FINITE = frozenset("be been being am 's having".split())
_RELATIVES = frozenset("that which who whom whose where".split())
_SUBORDINATE = _RELATIVES | frozenset("if unless until because while when as since though although".split())
# What says no by itself: behind a "not" it makes a yes.
_REFUSALS = (
    "refuse",
    "reject",
    "oppose",
    "deny",
    "decline",
    "prevent",
    "forbid",
    "hinder",
    "boycott",
    "abstain",
)
_UNDOINGS = frozenset(
    "unlawful illegal unjustified illegitimate invalid unacceptable wrong unreasonable unfair "
    "unconstitutional unnecessary impossible inadmissible incompatible".split()
)
# Plain verbs of propositions that carry no stance: "belong", "threatens".
_PLAIN = (
    "belong own need deserve owe violate breach threaten constitute serve harm help form live mean matter "
    "work win lose commit cause lead represent remain stay include apply bind concern depend endanger "
    "justify require allow govern rule exist act carry invade attack occupy annex break keep give take make "
    "hold go come fall rise leave bring pay put send fail succeed pose contribute weaken strengthen "
    "undermine benefit protect damage hurt outweigh fulfil meet comply amount count lie stand"
).split()
_PASTS = frozenset(
    "won lost led brought meant paid sent rose fell gave took made held came went lay lain".split()
)
# Their base is as often a noun ("the fuel work"): a verb only behind what may be a plural subject.
_NOUN_TOO = frozenset(
    "need breach harm help form matter work win cause lead stay concern act attack break go fall rise leave "
    "pay put benefit damage hurt amount count lie stand hold give take come".split()
)


def faults_of(proposition: str) -> tuple[tuple[Fault, str], ...]:
    """Return what makes a proposition hard to code, each with the words that show it ("" for the whole).

    "question": it asks; "no verb": it is no full sentence ("Recognition of Kosovo"); "double negative": a
    negation of a refusal; "two propositions": clauses of two verbs joined by "and", or several sentences.
    """
    passages = passages_of(proposition, Span(0, len(proposition)))
    first, second = ([w.low for p in passages for w in p.words] + ["", ""])[:2]
    finite = sum(_finite(passage, i) for passage in passages for i in range(len(passage.words)))
    # "What Russia did was unlawful" has a verb beside that of its first clause
    if "?" in proposition or (first in _ASKS and (first == "whether" or second in AUXILIARIES or finite < 2)):
        return (("question", "?" if "?" in proposition else first),)
    if not finite:
        return (("no verb", ""),)
    return tuple(_faults(passages))


def _faults(passages: tuple[Passage, ...]) -> Iterator[tuple[Fault, str]]:
    for passage in passages:
        if double := _double_negative(passage):
            yield "double negative", double
    if len(passages) > 1:
        yield "two propositions", _from(passages[1], 0)
        return
    for passage in passages:
        if second := _second_clause(passage):
            yield "two propositions", second


def _finite(passage: Passage, i: int) -> bool:
    """Whether the word is a finite verb of a clause of its own, as far as small words and endings tell."""
    words = passage.words
    low = words[i].low
    before = words[i - 1].low if i else ""
    if before in _RELATIVES and i > 1:
        return False  # "a treaty that should be signed" is a thing
    if low in AUXILIARIES or low.endswith("n't") or low == "cannot":
        return low not in _NOT_FINITE
    kind = _kind_of_verb(passage, i)
    if kind in ("", "ing") or before in DETERMINERS or before in PREPOSITIONS | {"'s"}:
        return False
    if kind == "ed":  # "sanctions imposed on Libya" is a thing, "Iraq invaded Kuwait" a sentence
        after = words[i + 1].low if i + 1 < len(words) else "."
        return i > 0 and after not in PREPOSITIONS and after[0].isalnum()
    if kind == "base" and low in _NOUN_TOO:
        return before.endswith("s")
    return kind == "s" or before != "to"


def _kind_of_verb(passage: Passage, i: int) -> str:
    found = passage.starting_at(i)
    if found is not None and found.form.kind:
        return found.form.kind
    return _plain_forms().get(passage.words[i].low, "")


def is_plain_verb(low: str) -> bool:
    """Whether a word in lower case is a form of a plain verb and hardly a noun: "belongs", "won"."""
    return low in _plain_forms() and low not in _NOUN_TOO


@cache
def _plain_forms() -> dict[str, str]:
    return {form: kind for verb in _PLAIN for form, kind in forms_of(verb)} | dict.fromkeys(_PASTS, "ed")


@cache
def _refusing() -> frozenset[str]:
    return frozenset(form for verb in _REFUSALS for form, _ in forms_of(verb)) | _UNDOINGS


def _double_negative(passage: Passage) -> str:
    """The words from one negation to the next in the same clause, "" where there are none."""
    words = passage.words
    opened: int | None = None
    for i, word in enumerate(words):
        if not word.is_word or word.low in _SUBORDINATE or word.low in ("and", "but"):
            opened = None
        elif is_negator(word.low) and word.low not in ("nor", "without"):
            if opened is not None:
                return _text(passage, opened, i + 1)
            opened = i
        elif opened is not None and word.low in _refusing():
            return _text(passage, opened, i + 1)
    return ""


def _second_clause(passage: Passage) -> str:
    """The words of a second clause from its "and" on: it has a verb of its own, another than the first's."""
    words = passage.words
    finite = [i for i in range(len(words)) if _finite(passage, i)]
    if not finite:
        return ""
    first = finite[0]
    for i in range(first + 1, len(words)):
        if words[i].low in _SUBORDINATE and not (words[i].low == "that" and words[i - 1].low in COPULAS):
            return ""  # what follows belongs to the clause that opens here
        if words[i].low not in ("and", "but", ";"):
            continue
        if any(_is_verb_of(passage, i, k, first) for k in finite):
            return _from(passage, i)
    return ""


def _is_verb_of(passage: Passage, joint: int, k: int, first: int) -> bool:
    """Whether the finite verb at `k` is that of the clause which "and" at `joint` opens, and another than the
    first's."""
    words = passage.words
    between = words[joint + 1 : k]
    if k <= joint or any(not w.is_word or w.low in _SUBORDINATE for w in between):
        return False
    if any(w.low in AUXILIARIES for w in between) or _group(passage, k) == _group(passage, first):
        return False
    subject = [w for w in between if w.low not in ADVERBS and not is_manner(w.low)]
    if not subject and words[first].low in AUXILIARIES and _kind_of_verb(passage, k) == "ed":
        return False  # "should be boycotted and given no aid": one auxiliary for both
    return len(subject) <= 6


def _group(passage: Passage, i: int) -> str:
    """What the verb that begins at `i` says: the first word behind its auxiliaries."""
    words = passage.words
    while i < len(words) - 1 and (is_filler(words[i].low) or is_negator(words[i].low)):
        i += 1
    return words[i].low


def _from(passage: Passage, i: int) -> str:
    return _text(passage, i, min(len(passage.words), i + 7))


def _text(passage: Passage, start: int, end: int) -> str:
    return passage.span(start, end).of(passage.text)
