"""What makes reports one text, as the record has it: likenesses, and people's groupings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import combinations, pairwise
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Select, String, bindparam, or_, select

from onrecord.model import Span
from onrecord.record import decisions as kept
from onrecord.record.dialect import among, driver_rows, listed
from onrecord.record.tables import decision, likeness, report
from onrecord.show.origins import Link, LinkKind, Links, Pair, linked, pair
from onrecord.show.queries.citing import in_force


class _Likeness(NamedTuple):
    """A row of `likeness`: two versions by their ids, the shared stretches still as text."""

    key: int
    one_id: int
    other_id: int
    kind: LinkKind
    share_one: float
    share_other: float
    stretches: str


_COLUMNS = (
    *(likeness.c.id, likeness.c.one_id, likeness.c.other_id, likeness.c.kind),
    *(likeness.c.share_one, likeness.c.share_other, likeness.c.stretches),
)


def links_between(connection: Connection, versions: Mapping[str, int], known_at: str | None) -> Links:
    """Return what makes reports one text: likenesses of these versions, by the refs of their reports, and
    people's groupings.
    """
    ref_of = {version_id: ref for ref, version_id in versions.items()}
    pairs: list[tuple[tuple[str, str], Link]] = []
    copies: dict[int, set[int]] = {}
    seen: set[int] = set()
    reached = set(ref_of)
    while reached:  # a copy may lead to another by way of reports that have no position here
        seen |= reached
        rows = list(_likenesses(connection, reached, known_at))
        for row in rows:
            if row.one_id in ref_of and row.other_id in ref_of:
                pairs.append(_link(ref_of[row.one_id], ref_of[row.other_id], row))
            elif row.kind == "copy":
                copies.setdefault(row.one_id, set()).add(row.other_id)
                copies.setdefault(row.other_id, set()).add(row.one_id)
        reached = {end for row in rows if row.kind == "copy" for end in (row.one_id, row.other_id)} - seen
    joined, parted = [], []
    grouped = kept.decisions(
        connection, or_(decision.c.subject == "grouping", decision.c.verdict == "undo"), known_at=known_at
    )
    for made in kept.in_force(grouped):
        ends = [_report_ref(connection, name) for name in ((made.provider, made.report), made.other)]
        if made.blind or ends[0] is None or ends[1] is None:
            continue
        both = pair(ends[0], ends[1])
        if made.verdict == "part":
            parted.append(both)
        else:
            joined.append((both, Link("copy", decided=made.person)))
    whole = [(both, link) for both, link in pairs if link.kind == "copy"]
    part = [(both, link) for both, link in pairs if link.kind != "copy"]
    # of two links the later holds: what makes copies says more than a passage that they share
    return linked([*part, *_by_way_of_others(copies, ref_of, parted), *whole, *joined], parted)


def _likenesses(
    connection: Connection, versions: Collection[int], known_at: str | None
) -> Iterator[_Likeness]:
    """The likenesses that one of these versions has part in, each once."""
    told: set[int] = set()
    given = {"ids": listed(versions), **({} if known_at is None else {"known_at": known_at})}
    for end in ("one_id", "other_id"):
        for row in map(
            _Likeness._make, driver_rows(connection, _statement(end, now=known_at is None), given)
        ):
            if row.key not in told:
                told.add(row.key)
                yield row


@cache
def _statement(end: str, *, now: bool) -> Select[Any]:
    when = None if now else bindparam("known_at", type_=String)
    mine = among(likeness.c[end], bindparam("ids", type_=String))
    return select(*_COLUMNS).where(mine, in_force(likeness, when))


def _by_way_of_others(
    copies: Mapping[int, Collection[int]], ref_of: Mapping[int, str], parted: Collection[Pair]
) -> Iterator[tuple[tuple[str, str], Link]]:
    """Link reports that are copies of each other by way of reports that are not among them."""
    seen: set[int] = set()
    for start in sorted(copies):
        if start in seen:
            continue
        seen.add(start)
        group, reached = [], [start]
        while reached:
            one = reached.pop()
            group.append(one)
            fresh = [other for other in copies.get(one, ()) if other not in seen]
            seen.update(fresh)
            reached += fresh
        refs = sorted(ref_of[one] for one in group if one in ref_of)
        here = set(refs)
        # each leads to the next; where two of them were parted, each to all others
        cut = any(one in here and other in here for one, other in parted)
        ends = combinations(refs, 2) if cut else pairwise(refs)
        yield from ((pair(first, other), Link("copy", by_way=True)) for first, other in ends)


def _link(first: str, second: str, row: _Likeness) -> tuple[tuple[str, str], Link]:
    shares = (row.share_one, row.share_other)
    # a copy is one whatever its stretches are; of all else only what stands in them is
    shared = msgspec.json.decode(row.stretches) if row.kind != "copy" else ()
    stretches = [(Span(*a), Span(*b)) for a, b in shared]
    if pair(first, second) != (first, second):
        stretches = [(b, a) for a, b in stretches]
        shares = shares[::-1]
    return pair(first, second), Link(row.kind, shares, tuple(stretches))


def _report_ref(connection: Connection, name: tuple[str | None, str | None] | None) -> str | None:
    if name is None:
        return None
    found = connection.execute(
        select(report.c.id).where(report.c.provider == name[0], report.c.key == name[1])
    ).scalar()
    return None if found is None else f"R{found}"
