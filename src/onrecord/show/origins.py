"""Independent origins: how many first places the evidence of a position can be traced to.

Pure: the same evidence and links give the same origins, in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from typing import Literal, Protocol, TypeVar

from onrecord.model import Span
from onrecord.show.answers import Origin
from onrecord.world import World

RULE = (
    "Reports are of one origin where one is a copy of the other, where both have the words from the same "
    "agency, outlet or other relay, or where one outlet published both"
)

Pair = tuple[str, str]  # the refs of two reports, the lesser first


class Traced(Protocol):
    """What of a piece of evidence tells its origin. `report` and `ref` are what commands call the report and
    the evidence by; `cited` is what reports are put in order by: publication, provider and key.
    """

    @property
    def ref(self) -> str:
        """What commands call it by."""

    @property
    def report_ref(self) -> str:
        """What commands call its report by."""

    @property
    def span(self) -> Span:
        """First to last character of its words."""

    @property
    def relays(self) -> tuple[str, ...]:
        """Who stands between speaker and report, nearest the reader first."""

    @property
    def agencies(self) -> tuple[str, ...]:
        """The agencies that its report says it has its text from."""

    @property
    def outlet(self) -> str | None:
        """The outlet of its report."""

    @property
    def cited(self) -> tuple[str, str, str]:
        """What its report is put in order by: publication, provider and key."""


T = TypeVar("T", bound=Traced)
Source = tuple[Hashable, str]  # a place that words come from: its key, and its name as the report has it


@dataclass(frozen=True, slots=True)
class Link:
    """What makes two reports one text, in whole or in part.

    `shares` (0-1) are the parts of their words, quotations apart, that they share; `stretches` the shared
    ones, in the first and in the second. A `passage` links only what stands in it. `decided` names the person
    who joined the two, where one did; `by_way` says that they are copies of a report that is not among these.
    """

    kind: Literal["copy", "passage"]
    shares: tuple[float, float] = (1.0, 1.0)
    stretches: tuple[tuple[Span, Span], ...] = ()
    decided: str | None = None
    by_way: bool = False

    def joins(self, first: Span, second: Span) -> bool:
        """Whether it makes one origin of evidence at `first` in the one and at `second` in the other."""
        if self.kind == "copy":
            return True
        return any(one.meets(first) and other.meets(second) for one, other in self.stretches)


@dataclass(frozen=True, slots=True)
class Links:
    """The links between reports; `parted` are those that a person decided to be two origins."""

    linked: Mapping[Pair, Link] = field(default_factory=dict)
    parted: frozenset[Pair] = frozenset()
    _from: dict[str, list[Pair]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for both in self.linked:
            self._from.setdefault(both[0], []).append(both)

    def among(self, reports: Collection[str]) -> Iterator[tuple[Pair, Link]]:
        """Yield the links between these reports, the parted ones apart; `reports` are told by their refs."""
        for one in reports:
            for both in self._from.get(one, ()):
                if both[1] in reports and both not in self.parted:
                    yield both, self.linked[both]


def origins(evidence: Sequence[T], links: Links) -> tuple[Origin, ...]:
    """Group evidence by origin, the earliest first; see `RULE`.

    A link that was parted joins nothing, nor do the names that both reports give; other reports may still
    lead from one to the other.
    """
    by_report: dict[str, list[T]] = {}
    for e in evidence:
        by_report.setdefault(e.report_ref, []).append(e)
    linked_here = list(links.among(by_report))
    parted = {ref for both in links.parted for ref in both if ref in by_report}
    tied = _Ties()
    sources: dict[str, tuple[Source, ...]] = {}
    node: dict[str, Hashable] = {}  # evidence stands for the first name that it gives
    for report_ref, said in by_report.items():
        for ref, found in _sources_in(said):
            sources[ref] = found
            # a parted report's names are its own until they are found to be another's too
            named = [(report_ref, key) if report_ref in parted else key for key, _ in found]
            node[ref] = named[0]
            for key in named[1:]:
                tied.tie(named[0], key)
    if parted:
        for refs in _tied_apart(evidence, sources, links.parted):
            tied.tie(node[refs[0]], node[refs[1]])
    why: dict[str, set[str]] = {}
    for both, link in linked_here:
        for one in by_report[both[0]]:
            for other in by_report[both[1]]:
                if link.joins(one.span, other.span):
                    tied.tie(node[one.ref], node[other.ref])
                    why.setdefault(one.ref, set()).add(_told(link, *both))
    groups: dict[Hashable, list[T]] = {}
    for e in evidence:
        key = node[e.ref]
        groups.setdefault(tied.find(key) if tied else key, []).append(e)
    made = [_origin(group, sources, why) for group in groups.values()]
    return tuple(origin for _, origin in sorted(made, key=lambda pair: (pair[0], pair[1].name)))


def _tied_apart(
    evidence: Sequence[T], sources: Mapping[str, Sequence[Source]], apart: frozenset[Pair]
) -> Iterator[Pair]:
    """Yield what a parted report shares a name with, but for the report that it was parted from: the refs of
    the evidence.
    """
    parted = {ref for both in apart for ref in both}
    for one, other in combinations(evidence, 2):
        if pair(one.report_ref, other.report_ref) in apart or not {one.report_ref, other.report_ref} & parted:
            continue
        if {key for key, _ in sources[one.ref]} & {key for key, _ in sources[other.ref]}:
            yield one.ref, other.ref


def _sources_in(said: Sequence[T]) -> list[tuple[str, tuple[Source, ...]]]:
    """Where the words of one report are from, by their refs. What it says of its own beside words that one
    relay gave it, on the same stand, is from that relay too: a headline is no second origin of the story
    beneath it.
    """
    relayed = {_sources(e) for e in said if e.relays}
    if len(relayed) == 1 and len(said) > 1:
        (only,) = relayed
        return [(e.ref, only) for e in said]
    return [(e.ref, _sources(e)) for e in said]


def _sources(evidence: Traced) -> tuple[Source, ...]:
    """Where the words are from, as far as the text tells. A relay comes before an agency's mark, and that
    before the outlet: Al Jazeera's interview stays Al Jazeera's when an agency passes it on.
    """
    found = _named(evidence.relays, evidence.agencies, evidence.outlet)
    if found:
        return found
    _, provider, key = evidence.cited
    return ((("report", provider, key), provider),)


@cache
def _named(relays: tuple[str, ...], agencies: tuple[str, ...], outlet: str | None) -> tuple[Source, ...]:
    world = World.load()
    for relay in reversed(relays):  # nearest the reader first: the last heard the words
        known = world.outlet(relay)
        if known is not None:
            return ((("named", known.name.casefold()), known.name),)
        if relay[:1].isupper():
            return ((("named", relay.casefold()), relay),)
    named = agencies or ((outlet,) if outlet else ())
    # an outlet that we do not know is the same whether it published the words or is named as their relay
    return tuple(
        (("named", (known.name if (known := world.outlet(name)) else name).casefold()), name)
        for name in named
    )


def _origin(
    group: Sequence[T], sources: Mapping[str, Sequence[Source]], why: Mapping[str, Iterable[str]]
) -> tuple[tuple[str, str, str], Origin]:
    if len(group) == 1:
        (only,) = group
        ref = only.ref
        name = sources[ref][0][1]
        return only.cited, Origin(name, (only.report_ref,), tuple(sorted(why.get(ref, ()))))
    first = min(group, key=lambda e: (e.cited, e.span, [name for _, name in sources[e.ref]]))
    reports = dict(sorted((e.cited, e.report_ref) for e in group))
    having: dict[str, set[str]] = {}
    for e in group:
        for _, name in sources[e.ref]:
            having.setdefault(name, set()).add(e.report_ref)
    names = sorted(name for name, refs in having.items() if len(refs) > 1)
    told = sorted({sentence for e in group for sentence in why.get(e.ref, ())})
    common = [f"{len(having[name])} have it from {name}" for name in names]
    name = sources[first.ref][0][1]
    return first.cited, Origin(name, tuple(reports.values()), (*common, *told))


def _told(link: Link, one: str, other: str) -> str:
    if link.decided:
        return f"{link.decided} decided that {one} and {other} are one"
    if link.by_way:
        return f"{one} and {other} are copies of another report"
    what = "are one text" if link.kind == "copy" else "share the passage"
    first, second = (f"{share:.0%}" for share in link.shares)
    return f"{one} and {other} {what}: {first} and {second} of their words outside quotations are shared"


class _Ties:
    """Disjoint sets: which of the things tied together so far stand in one; false while nothing is tied."""

    def __init__(self) -> None:
        self._above: dict[Hashable, Hashable] = {}

    def __bool__(self) -> bool:
        return bool(self._above)

    def find(self, one: Hashable) -> Hashable:
        root = one
        while (above := self._above.setdefault(root, root)) != root:
            root = above
        while (above := self._above[one]) != root:
            self._above[one], one = root, above
        return root

    def tie(self, one: Hashable, other: Hashable) -> None:
        self._above[self.find(one)] = self.find(other)


def pair(one: str, other: str) -> Pair:
    """Return the refs of two reports as `Links` names them."""
    return (one, other) if one < other else (other, one)


def linked(pairs: Iterable[tuple[Pair, Link]], parted: Iterable[Pair] = ()) -> Links:
    """Collect links; of two for one pair the later holds."""
    return Links(dict(pairs), frozenset(parted))
