"""Independent origins: how many first places the evidence of a position can be traced to.

Pure: the same evidence and links give the same origins, in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from operator import itemgetter
from typing import Literal, Protocol, TypeVar

from onrecord.model import Span
from onrecord.show.answers import Origin, Traces
from onrecord.world import World

RULE = (
    "Reports are of one origin where one is a copy of the other, where both have the words from the same "
    "agency, outlet or other relay, or where one outlet published both; words that both quote are of one "
    "origin only together with another sign of it"
)

QUOTED = {  # why quotations that two reports share are of one origin
    "relayed": "and one names the outlet of the other as where it has them from",
    "agency": "and both are from one agency",
    "woven": "several in one order, with the same words between them",
}

LinkKind = Literal["copy", "passage", "relayed", "agency", "woven"]
Pair = tuple[str, str]  # the refs of two reports, the lesser first


class Traced(Protocol):
    """What of a piece of evidence tells its origin. `cited` is what reports are put in order by: publication,
    provider and key.
    """

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
    def traces(self) -> Traces:
        """Relays, agencies and outlet in one."""

    @property
    def cited(self) -> tuple[str, str, str]:
        """What its report is put in order by: publication, provider and key."""


T = TypeVar("T", bound=Traced)
Source = tuple[Hashable, str]  # a place that words come from: its key, and its name as the report has it


@dataclass(frozen=True, slots=True)
class Link:
    """What makes two reports one text, in whole or in part.

    `shares` (0-1) are the parts of their words, quotations apart, that they share; `stretches` the shared
    ones, in the first and in the second. All but a `copy` link only what stands in these: a `passage`, or
    quotations that one has from the other (`relayed`), that both have from one `agency`, or that come in one
    order with the same words between them (`woven`). `decided` names the person who joined the two, where one
    did; `by_way` says that they are copies of a report that is not among these.
    """

    kind: LinkKind
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
        for one in reports if self._from else ():
            for both in self._from.get(one, ()):
                if both[1] in reports and both not in self.parted:
                    yield both, self.linked[both]


def origins(evidence: Sequence[T], links: Links) -> tuple[Origin, ...]:
    """Group evidence by origin, the earliest first; see `RULE`.

    A link that was parted joins nothing, nor do the names that both reports give; other reports may still
    lead from one to the other.
    """
    by_report: dict[str, list[int]] = {}  # places in `evidence`
    for i, e in enumerate(evidence):
        by_report.setdefault(e.report_ref, []).append(i)
    sources = _sources_of(evidence, by_report)
    tied = _Ties()
    parted = {ref for both in links.parted for ref in both if ref in by_report}
    if parted:
        node = _parted(evidence, sources, links.parted, parted, tied)
    else:
        node = [found[0][0] for found in sources]  # evidence stands for the first name that it gives
        for found in sources:
            if len(found) > 1:
                for key, _ in found[1:]:
                    tied.tie(found[0][0], key)
    why = _decided_apart(by_report, links.parted if parted else ())
    for both, link in links.among(by_report):
        for one in by_report[both[0]]:
            for other in by_report[both[1]]:
                if link.joins(evidence[one].span, evidence[other].span):
                    tied.tie(node[one], node[other])
                    why.setdefault(one, set()).add(_told(link, *both))
    groups: dict[Hashable, list[int]] = {}
    for i, key in enumerate(tied.roots(node)):
        groups.setdefault(key, []).append(i)
    made = [_origin(group, evidence, sources, why) for group in groups.values()]
    return tuple(origin for _, origin in sorted(made, key=itemgetter(0)))


def _decided_apart(by_report: Mapping[str, Sequence[int]], parted: Iterable[Pair]) -> dict[int, set[str]]:
    """Which reports a person decided to be two, by the places of their evidence."""
    why: dict[int, set[str]] = {}
    for one, other in parted:
        if one in by_report and other in by_report:
            for i in (*by_report[one], *by_report[other]):
                why.setdefault(i, set()).add(f"a person decided that {one} and {other} are two")
    return why


def _parted(
    evidence: Sequence[T],
    sources: Sequence[Sequence[Source]],
    apart: frozenset[Pair],
    parted: set[str],
    tied: _Ties,
) -> list[Hashable]:
    """Tie names where some of these reports are parted: return what each piece of evidence stands for."""
    node: list[Hashable] = []
    for e, found in zip(evidence, sources, strict=True):
        # a parted report's names are its own until they are found to be another's too
        named = [(e.report_ref, key) if e.report_ref in parted else key for key, _ in found]
        node.append(named[0])
        for key in named[1:]:
            tied.tie(named[0], key)
    for (i, one), (j, other) in combinations(enumerate(evidence), 2):
        if pair(one.report_ref, other.report_ref) in apart or not {one.report_ref, other.report_ref} & parted:
            continue
        if {key for key, _ in sources[i]} & {key for key, _ in sources[j]}:
            tied.tie(node[i], node[j])
    return node


def _sources_of(evidence: Sequence[T], by_report: Mapping[str, Sequence[int]]) -> list[tuple[Source, ...]]:
    """Where the words are from. What a report says of its own beside words that one relay gave it, on the
    same stand, is from that relay too: a headline is no second origin of the story beneath it.
    """
    found = [_sources(e) for e in evidence]
    for said in by_report.values():
        if len(said) > 1:
            relayed = {found[i] for i in said if evidence[i].relays}
            if len(relayed) == 1:
                (only,) = relayed
                for i in said:
                    found[i] = only
    return found


def _sources(evidence: Traced) -> tuple[Source, ...]:
    """Where the words are from, as far as the text tells. A relay comes before an agency's mark, and that
    before the outlet: Al Jazeera's interview stays Al Jazeera's when an agency passes it on.
    """
    found = _named(evidence.traces)
    if found:
        return found
    _, provider, key = evidence.cited
    return ((("report", provider, key), provider),)


@cache
def _named(traces: Traces) -> tuple[Source, ...]:
    relays, agencies, outlet = traces
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
    group: Sequence[int],
    evidence: Sequence[T],
    sources: Sequence[Sequence[Source]],
    why: Mapping[int, Iterable[str]],
) -> tuple[tuple[tuple[str, str, str], str], Origin]:
    """Return an origin and what it is put in order by; `group` are places in the evidence."""
    first = group[0]
    if len(group) == 1:
        e, name = evidence[first], sources[first][0][1]
        return (e.cited, name), Origin(name, (e.report_ref,), tuple(sorted(why.get(first, ()))))
    reports_of = sorted((evidence[i].cited, evidence[i].report_ref) for i in group)
    earliest = [i for i in group if evidence[i].cited == reports_of[0][0]]
    if earliest != [first]:
        first = min(earliest, key=lambda i: (evidence[i].span, [name for _, name in sources[i]]))
    having: dict[str, set[str]] = {}
    for i in group:
        for _, name in sources[i]:
            having.setdefault(name, set()).add(evidence[i].report_ref)
    common = [f"{len(refs)} have it from {name}" for name, refs in sorted(having.items()) if len(refs) > 1]
    every = sorted({sentence for i in group if i in why for sentence in why[i]})
    name = sources[first][0][1]
    reports = tuple(dict(reports_of).values())
    return (reports_of[0][0], name), Origin(name, reports, (*common, *every))


def apart(origin: Origin, evidence: Iterable[Traced], *, alone: bool) -> str:
    """Say of an origin of which nothing had to be made one why it is one of its own: whom its report has the
    words from, and, unless it is the row's only one (`alone`), that it shares nothing with the others.
    `evidence` is what carries the row.
    """
    mine = [e for e in evidence if e.report_ref in origin.reports]
    if any(_named((e.relays, (), None)) for e in mine):
        whence = f"has it from {origin.name}"
    elif any(e.agencies for e in mine):
        whence = f"is marked as {origin.name}'s"
    elif any(e.outlet for e in mine):
        whence = f"is {origin.name}'s own"
    else:
        whence = "names no outlet, agency or other source"
    others = "" if alone else "; no copy of the others, and no agency, outlet or relay in common with them"
    return f"the one report {whence}{others}"


def _told(link: Link, one: str, other: str) -> str:
    if link.decided:
        return f"{link.decided} decided that {one} and {other} are one"
    if link.by_way:
        return f"{one} and {other} are copies of another report"
    if link.kind in QUOTED:
        return f"{one} and {other} share quotations, {QUOTED[link.kind]}"
    what = "are one text" if link.kind == "copy" else "share the passage"
    first, second = (f"{share:.0%}" for share in link.shares)
    return f"{one} and {other} {what}: {first} and {second} of their words outside quotations are shared"


class _Ties:
    """Disjoint sets: which of the things tied together so far stand in one."""

    def __init__(self) -> None:
        self._above: dict[Hashable, Hashable] = {}

    def roots(self, things: Sequence[Hashable]) -> Sequence[Hashable]:
        """Return for each thing what stands for all that it is tied to; most are tied to nothing."""
        above = self._above
        return [self.find(one) if one in above else one for one in things] if above else things

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
