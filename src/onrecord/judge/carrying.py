"""Which words of a report carry a position: the sentence, and in it the stance words that take the side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from onrecord.judge.categories import RULE as CATEGORY
from onrecord.judge.clauses import SAYING, follows_on, is_single
from onrecord.judge.government import Chain, climb
from onrecord.judge.grammar import QUOTES, STOPS
from onrecord.judge.holders import holder_of
from onrecord.judge.matter import Matter, Occurrence, occurrences
from onrecord.judge.passage import Passage, Predicate, passages_of
from onrecord.judge.settling import RULE as LEARNED
from onrecord.judge.words import Word
from onrecord.model import Known, Position, Span, Statement, hull

_WHOLE = frozenset({LEARNED, CATEGORY})  # they weigh sentences and show no word of them
_SHORT = 4  # words: what a rule shows beyond that is a clause, not what takes the side in it


class Line(NamedTuple):
    """A sentence, without quotation marks and what is put between two parts of a quotation.

    `anchors` are the stretches ``words[start:end]`` that carry the position, `governed` those of them that a
    refusal or a demand governs: who refuses to strongly condemn it condemns nothing strongly. `deeds` are
    those that do something: to fully withdraw is no firmer than to withdraw. `plain` says that nothing
    shows which words do, and that the sentence is a single clause: all of it does.
    """

    words: tuple[Word, ...]
    anchors: tuple[tuple[int, int], ...]
    governed: frozenset[tuple[int, int]] = frozenset()
    deeds: frozenset[tuple[int, int]] = frozenset()
    plain: bool = False

    @property
    def own(self) -> tuple[tuple[int, int], ...]:
        """The anchors that nothing of the kind governs."""
        return tuple(place for place in self.anchors if place not in self.governed)


def lines_of(known: Known, matter: Matter, position: Position) -> Iterator[Line]:
    """The sentences that carry a position on the question of `matter`."""
    text = known.found.report.text
    statement = next((s for s in known.found.statements if s.id == position.statement), None)
    said = tuple(statement.content) if statement else (position.evidence,)
    shown = tuple(r.span for r in position.because if r.span is not None and r.rule not in _WHOLE)
    sentences = [s for s in known.found.sentences if any(s.meets(span) for span in shown or said)]
    passages = [p for sentence in sentences for p in passages_of(text, sentence) if p.words]
    if shown:
        yield from (_line(passage, _shown(passage, shown), statement) for passage in passages)
        return
    spoken = [p for p in passages if any(_extent(p).meets(span) for span in said)]
    for passage in spoken:
        if len(spoken) == 1 or occurrences(passage, matter):
            line = _line(passage, _held(passage, matter, known, statement, position), statement)
            yield line if line.anchors else _plainly(line, statement)


def _extent(passage: Passage) -> Span:
    return Span(passage.words[0].start, passage.words[-1].end)


def _shown(passage: Passage, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """The words that the rules went by."""
    found: list[tuple[int, int]] = []
    for span in spans:
        here = [i for i, word in enumerate(passage.words) if word.span.meets(span)]
        if not here:
            continue
        inside = [(p.start, p.end) for p in passage.predicates if p.start <= here[-1] and here[0] < p.end]
        if inside:
            found += [place for place in inside if place not in found]
        elif len(here) <= _SHORT:
            found.append((here[0], here[-1] + 1))
    return found


def _held(
    passage: Passage, matter: Matter, known: Known, statement: Statement | None, position: Position
) -> list[tuple[int, int]]:
    """Of what only the learned judge found: the stance words whose subject holds the position."""
    said = [*statement.content, *statement.cue] if statement else [_extent(passage)]
    chains = []
    for found in passage.predicates:
        chain = climb(passage, found, found.sign) if found.sign else None
        if chain is None or not chain.links:
            continue
        if any(passage.span(found.start, found.end).meets(span) for span in said) and _is_of(
            passage, chain, known, statement, position
        ):
            chains.append(chain)
    places = occurrences(passage, matter)
    if places or len({(chain.top.start, chain.top.end) for chain in chains}) > 1:
        chains = [c for c in chains if any(_reaches(passage, c, place) for place in places)]
    return list(dict.fromkeys((link.start, link.end) for chain in chains for link in chain.links))


def _reaches(passage: Passage, chain: Chain, place: Occurrence) -> bool:
    """Whether the matter is what a chain takes: "opposes | the sale of Y", "Y, which Chile | opposes"."""
    if chain.nearest.end <= place.start:
        return follows_on(passage.words[chain.nearest.end : place.start])
    behind = passage.words[place.end : min(place.end + 2, chain.top.start)]
    return any(word.low in ("which", "that") for word in behind)


def _is_of(
    passage: Passage, chain: Chain, known: Known, statement: Statement | None, position: Position
) -> bool:
    """Whether the subject of a chain is who holds the position."""
    top = passage.span(chain.top.start, chain.top.end)
    if statement is not None and statement.cue and hull(statement.cue).meets(top):
        return True
    holder = holder_of(passage, chain, known.mentions)
    own = holder.kind == "own" and position.asserted_by == "self"
    return own or (holder.kind == "actors" and position.actor in holder.actors)


def _line(passage: Passage, carrying: Sequence[tuple[int, int]], statement: Statement | None) -> Line:
    parts = sorted(statement.content) if statement else []
    between = [Span(a.end, b.start) for a, b in pairwise(parts) if a.end < b.start]
    put_in = [gap for gap in between if not any(passage.span(*place).meets(gap) for place in carrying)]
    kept = [
        i
        for i, word in enumerate(passage.words)
        if word.low not in QUOTES and not any(gap.holds(word.span) for gap in put_in)
    ]
    place = {i: k for k, i in enumerate(kept)}
    words = tuple(passage.words[i] for i in kept)
    anchors: list[tuple[int, int]] = []
    governed, deeds = set(), set()
    for at, (start, end) in enumerate(carrying):
        if start not in place or end - 1 not in place:
            continue
        here = (place[start], place[end - 1] + 1)
        if not all(_is_joined(words, here, other) for other in anchors):
            continue
        anchors.append(here)
        if any(_governs(p) and p.end <= start for p in _at(passage, carrying[at + 1 :])):
            governed.add(here)
        if any(p.form.entry.role == "change" for p in _at(passage, [(start, end)])):
            deeds.add(here)
    return Line(words, tuple(anchors), frozenset(governed), frozenset(deeds))


def _at(passage: Passage, places: Sequence[tuple[int, int]]) -> list[Predicate]:
    return [p for p in passage.predicates if (p.start, p.end) in places]


def _governs(found: Predicate) -> bool:
    return found.sign < 0 or found.form.entry.role == "urge"


def _is_joined(words: Sequence[Word], one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether nobody begins to speak between two stretches of words."""
    between = words[min(one[1], other[1]) : max(one[0], other[0])]
    return not any(word.low in SAYING or word.low in STOPS for word in between)


def _plainly(line: Line, statement: Statement | None) -> Line:
    """The line as a whole, of a statement what is said and its cue, where it is a single clause."""
    words = line.words
    if statement is not None:
        cue = hull(statement.cue) if statement.cue else None
        first = min(span.start for span in statement.content)
        if cue is not None and cue.end <= first and first - cue.end < _SHORT:
            first = cue.start  # "prefers | not to sign it"
        last = max(span.end for span in statement.content)
        words = tuple(word for word in words if first <= word.start and word.end <= last)
    return Line(words, (), plain=is_single(words))
