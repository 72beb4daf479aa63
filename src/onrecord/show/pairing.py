"""What people said of two statements: that they are the same, or that they are not.

Pure: the same decisions give the same answer, in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from onrecord.model import Decision, Span
from onrecord.show.overlay import Placed, told
from onrecord.show.sameness import Pairing
from onrecord.show.wording import excerpt

WORDS = 60  # code points of the other statement that are told beside one

Place = tuple[str, Span]  # the ref of a report, and where a statement stands in it


@dataclass(frozen=True, slots=True)
class Paired:
    """A decision in force that joins or parts two statements, with where these stand.

    `one` and `other` are told by where they stand alone; `decision` is the one on both. `words` are those of
    each.
    """

    decision: Decision
    one: Placed
    other: Placed
    words: tuple[str, str]

    @property
    def ends(self) -> frozenset[Place]:
        """Where the two stand."""
        return frozenset((end.report.ref, end.span) for end in (self.one, self.other))


def undisputed(paired: Sequence[Paired]) -> list[Paired]:
    """Leave out what people do not agree on, and put the others in order, the latest first."""
    verdicts: dict[frozenset[Place], set[str]] = {}
    for one in paired:
        verdicts.setdefault(one.ends, set()).add(one.decision.verdict)
    agreed = (one for one in paired if len(verdicts[one.ends]) == 1)
    return sorted(agreed, key=lambda one: (one.decision.decided_at, one.decision.uid), reverse=True)


def judged(places: Sequence[Place], paired: Sequence[Paired]) -> list[Pairing]:
    """Return what people said of statements at these places, by their numbers, the latest first."""
    return [
        Pairing(i, j, same=made.decision.verdict == "join")
        for made in undisputed(paired)
        for i, j in product(_at(places, made.one), _at(places, made.other))
        if i != j
    ]


def said_of(place: Place, paired: Sequence[Paired]) -> tuple[str, ...]:
    """Return what people said of the statement at a place and others, a sentence each, the earliest first."""
    made = sorted(paired, key=lambda one: (one.decision.decided_at, one.decision.uid))
    return tuple(sentence for one in made for sentence in _sentences(place, one))


def joined_with(place: Place, paired: Sequence[Paired]) -> list[Placed]:
    """Return the statements that people joined with the one at a place."""
    joined = (made for made in undisputed(paired) if made.decision.verdict == "join")
    both = (pair for made in joined for pair in ((made.one, made.other), (made.other, made.one)))
    return [there for here, there in both if _is_at(place, here)]


def _sentences(place: Place, made: Paired) -> Iterator[str]:
    is_same = "the same as" if made.decision.verdict == "join" else "another than"
    for here, there, words in (
        (made.one, made.other, made.words[1]),
        (made.other, made.one, made.words[0]),
    ):
        if _is_at(place, here):
            quoted = f'"{excerpt(words, WORDS)}" in ' if words else "one in "
            yield f"{is_same} {quoted}{there.report.ref}: {told(made.decision)}"


def _at(places: Sequence[Place], end: Placed) -> list[int]:
    return [i for i, place in enumerate(places) if _is_at(place, end)]


def _is_at(place: Place, end: Placed) -> bool:
    return place[0] == end.report.ref and end.is_about(place[1])
