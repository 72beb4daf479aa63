"""How firmly a side is taken, in the text's own words: "will never", "for the time being".

What counts is that the words stand in the clause of the position, beside the words that carry it. Where a
sentence says both, or it is not plain that they are said of the side, nothing is said.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, cast

from onrecord.judge.carrying import Line, lines_of
from onrecord.judge.clauses import follows_on, leads_up, said_of
from onrecord.judge.grammar import DETERMINERS, PREPOSITIONS, is_filler, is_negator
from onrecord.judge.matter import Matter
from onrecord.judge.words import Word
from onrecord.model import Firmness, FirmnessKind, Known, Position, Span

WORDS = files("onrecord.judge") / "data" / "firmness_words.toml"

Place = Literal["manner", "quality", "said_of", "clause", "denied", "leading"]
_Listed = dict[Place, dict[FirmnessKind, list[str]]]

_NOT_BEHIND = frozenset("of as from when where".split())  # "at this stage of the talks", "so far as"
_NOT_BEFORE = frozenset("go goes going gone went as".split())  # "has gone so far"
_NOT_NOW = frozenset("once formerly previously initially originally may might".split())
_LESS = frozenset("less least as how too".split())
_MODALS = frozenset("will would shall 'll must should can could".split())
_HAVE = frozenset("have has had 've having".split())
_BETWEEN_QUALITIES = frozenset("continued formal public own official clear very more and , also".split())
_COUNTING = {("so", "far"), ("thus", "far")}  # with a number they count: "so far 30 have died"
_DEGREES = frozenset("fully completely totally utterly".split())
_ENDS = frozenset(". , ! ; : ?".split())
_UNDERSTATED = ("inclined", "minded", "lean", "tend", "prefer")  # "is not inclined to" is no firm no


class Phrase(NamedTuple):
    """Words in lower case, how they must stand, and what they make of a side."""

    words: tuple[str, ...]
    place: Place
    kind: FirmnessKind


def with_firmness(
    known: Known, matters: Mapping[str, Matter], positions: Sequence[Position]
) -> tuple[Position, ...]:
    """The same positions in the same order, each with the words that say how firmly its side is taken, where
    there are any; `matters` are the questions made ready, by their ids.
    """
    return tuple(
        replace(p, firmness=found) if (found := firmness_of(known, matters[p.question], p)) else p
        for p in positions
    )


def firmness_of(known: Known, matter: Matter, position: Position) -> Firmness | None:
    """How firmly the side of a position is taken; None where the text does not say, or says both."""
    if position.side is None or position.modality == "former":
        return None
    found = [one for line in lines_of(known, matter, position) for one in _told(line)]
    if len({one.kind for one in found}) != 1:
        return None
    return min(found, key=lambda one: (one.words.start, -one.words.end))


@cache
def _phrases() -> dict[str, tuple[Phrase, ...]]:
    """The phrases by their first words, the longest first."""
    table: dict[str, list[Phrase]] = {}
    listing = cast("_Listed", tomllib.loads(WORDS.read_text(encoding="utf-8")))
    for place, kinds in listing.items():
        for kind, listed in kinds.items():
            for phrase in listed:
                words = tuple(phrase.split())
                table.setdefault(words[0], []).append(Phrase(words, place, kind))
    return {first: tuple(sorted(group, key=lambda p: -len(p.words))) for first, group in table.items()}


def _told(line: Line) -> Iterator[Firmness]:
    """All that the line says of how firmly its position is taken."""
    lows = [word.low for word in line.words]
    for i, low in enumerate(lows):
        for phrase in _phrases().get(low, ()):
            end = i + len(phrase.words)
            if tuple(lows[i:end]) == phrase.words and _counts(line, phrase, i, end):
                yield Firmness(phrase.kind, Span(line.words[i].start, line.words[end - 1].end))
                break
    for place in line.own:
        yield from _never(line, place)


def _counts(line: Line, phrase: Phrase, start: int, end: int) -> bool:
    return {
        "manner": _is_manner,
        "quality": _is_quality,
        "said_of": _is_said,
        "clause": _is_in_clause,
        "denied": _is_denied,
        "leading": _leads,
    }[phrase.place](line, phrase, start, end)


def _low(line: Line, i: int) -> str:
    return line.words[i].low if 0 <= i < len(line.words) else ""


def _is_beside(line: Line, start: int, end: int) -> bool:
    """Whether ``words[start:end]`` stand in the clause of the words that carry the position."""
    return line.plain or any(
        (leads_up(line.words[end:a]) if end <= a else start < b or follows_on(line.words[b:start]))
        for a, b in line.anchors
    )


def _is_in_clause(line: Line, phrase: Phrase, start: int, end: int) -> bool:
    if _low(line, end) in _NOT_BEHIND or _low(line, start - 1) in _NOT_BEFORE:
        return False
    if phrase.words in _COUNTING:
        numbered = any(word.low[0].isdigit() for word in line.words)
        return not numbered and _is_manner(line, phrase, start, end)
    return _is_beside(line, start, end)


def _is_manner(line: Line, phrase: Phrase, start: int, end: int) -> bool:
    """Whether an adverb is said of a verb that carries the position, and is not itself denied."""
    if _is_weakened(line, start):
        return False
    degree = phrase.words[0] in _DEGREES
    for a, b in line.own:
        if degree and (a, b) in line.deeds:
            continue
        between = [word.low for word in line.words[end:a]]
        if end <= a and not set(between) & _HAVE and all(map(_may_stand_between, between)):
            return True
        if start == b and _closes(line, end):
            return True
        if b < start and _low(line, end) in ("", *_ENDS) and _is_object(line.words[b:start]):
            return True
    return False


def _may_stand_between(low: str) -> bool:
    return is_filler(low) or is_negator(low) or low in ("and", ",")  # "firmly and categorically rejects"


def _closes(line: Line, end: int) -> bool:
    """Whether the adverb before ``words[end]`` belongs to the verb before it, not to what follows: "rejects
    firmly any", not "rejects strongly worded".
    """
    low = _low(line, end)
    named = end < len(line.words) and line.words[end].text[0].isupper()
    return named or low in ("", "to", *_ENDS) or low in DETERMINERS or low in PREPOSITIONS


def _is_object(between: Sequence[Word]) -> bool:
    return not any(word.low == "," for word in between) and follows_on(between)


def _is_weakened(line: Line, start: int) -> bool:
    """Whether the words before an adverb or adjective take it back: "not strongly", "once firmly"."""
    helpers: set[str] = set()
    k = start - 1
    while k >= 0 and (is_filler(_low(line, k)) or is_negator(_low(line, k)) or _low(line, k) in _LESS):
        helpers.add(_low(line, k))
        k -= 1
    unreal = {"would", "have"} <= helpers
    denied = any(is_negator(low) for low in helpers) or {"longer"} <= helpers
    return unreal or denied or bool(helpers & (_LESS | _NOT_NOW)) or _low(line, k) in ("no", "without")


def _is_quality(line: Line, phrase: Phrase, start: int, end: int) -> bool:
    """Whether an adjective stands before a noun that carries the position."""
    if _is_weakened(line, start):
        return False
    return any(
        start < a
        and all(w.low in _BETWEEN_QUALITIES or w.low in _qualities() for w in line.words[start + 1 : a])
        for a, _ in line.own
    )


@cache
def _qualities() -> frozenset[str]:
    every = (phrase for group in _phrases().values() for phrase in group)
    return frozenset(phrase.words[0] for phrase in every if phrase.place == "quality")


def _is_said(line: Line, phrase: Phrase, start: int, end: int) -> bool:
    """Whether a predicative is said of what carries the position: "sanctions are out of the question"."""
    if _is_weakened(line, start):
        return False
    return line.plain or any(b <= start and said_of(line.words[b:start]) for _, b in line.anchors)


def _leads(line: Line, phrase: Phrase, start: int, end: int) -> bool:
    """Whether the words govern what carries the position: "is inclined to sign it"."""
    understated = phrase.kind == "tentative" and phrase.words[0].startswith(_UNDERSTATED)
    if _is_weakened(line, start) and not (understated and _is_only_denied(line, start)):
        return False
    if line.plain:
        return _low(line, start - 1) != ","  # "Norway, determined to end the recession, ..."
    for a, b in line.anchors:
        rest = line.words[end:a]
        if (start < b and a < end) or (end <= a and leads_up(rest[1:] if _opens(rest) else rest)):
            return True
    return False


def _is_only_denied(line: Line, start: int) -> bool:
    before = {_low(line, k) for k in range(max(0, start - 4), start)}
    return not before & (_NOT_NOW | {"longer", "never"})


def _opens(rest: Sequence[Word]) -> bool:
    return bool(rest) and rest[0].low == "that"


def _is_denied(line: Line, phrase: Phrase, start: int, end: int) -> bool:
    """Whether a negation stands before the words, in the same clause."""
    for k in range(start - 1, max(-1, start - 16), -1):
        if _low(line, k) in _ENDS:
            return False
        if is_negator(_low(line, k)):
            return _is_beside(line, start, end)
    return False


def _never(line: Line, place: tuple[int, int]) -> Iterator[Firmness]:
    """As in "will never, ever accept", "vowed never to accept": what is never to be, not what never was."""
    words = line.words
    k = place[0] - 1
    run: list[int] = []
    while k >= 0 and (is_filler(words[k].low) or is_negator(words[k].low) or words[k].low in ("to", ",")):
        run.append(k)
        k -= 1
    lows = {words[i].low for i in run}
    at = next((i for i in run if words[i].low == "never"), None)
    if at is None or lows & _HAVE or lows & {"may", "might"}:
        return
    modal = next((i for i in run if i < at and words[i].low in _MODALS), None)
    after = _low(line, at + 1)
    if modal is None and after != "to":
        return
    last = at
    while _low(line, last + 1) in (",", "ever") and "ever" in (_low(line, last + 1), _low(line, last + 2)):
        last += 1
    first = modal if modal is not None and at - modal == 1 else at
    yield Firmness("firm", Span(words[first].start, words[last].end))
