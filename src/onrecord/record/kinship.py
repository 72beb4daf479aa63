"""Which stored reports are copies of each other, share a passage, or have quotations from one place: worked
out once, and kept.

What is kept depends on the reports alone, never on the order they came in, on how many came in at once or by
how many writers: it is what comparing all that are in force at once would give.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, exists, insert, select, update

from onrecord.model import Aside, Span
from onrecord.record.tables import likeness, purge, report, sketch, version

HELD = 4096  # texts made ready for comparing that are held at a time

Row = dict[str, Any]
Pair = tuple[int, int]  # the ids of two versions, the lesser first


class _Member(NamedTuple):
    """A sketched version. `order` tells them apart by what they are, not by when they came in: which pairs
    are looked at hangs on the order they are taken in.
    """

    order: tuple[str, str, str]  # the digest of its text, provider and key
    version_id: int
    passages: bytes


def unsketched(connection: Connection) -> list[int]:
    """Return the ids of the versions in force that have not been compared, oldest first; purged ones
    apart."""
    from onrecord.record.copies import SKETCH  # noqa: PLC0415 -- loads slowly; few commands need it

    done = exists().where(
        sketch.c.version_id == version.c.id, sketch.c.superseded_at.is_(None), sketch.c.method == SKETCH
    )
    gone = exists().where(purge.c.version_id == version.c.id, purge.c.superseded_at.is_(None))
    wanted = select(version.c.id).where(version.c.superseded_at.is_(None), ~done, ~gone)
    return list(connection.execute(wanted.order_by(version.c.id)).scalars())


def relate(
    connection: Connection, new: Sequence[int], progress: Callable[[], None] = lambda: None
) -> tuple[list[Row], list[Row]]:
    """Return the rows of `sketch` and `likeness` for the versions `new`, compared with all in force.

    Where very many carry one passage not each is compared with each (see `candidates`), and who stands next
    to whom changes with every report that comes or goes. So a row may also take back what is kept: a sketch
    whose `passages` are None, of a version that was superseded; a likeness whose `kind` is None, of two
    versions that would not be compared now.
    """
    from onrecord.record.copies import SKETCH, Carried, Text, related  # noqa: PLC0415
    from onrecord.record.copies import sketch as sketched  # noqa: PLC0415

    @lru_cache(maxsize=HELD)
    def carried(version_id: int) -> Carried:
        row = _text(connection, version_id)
        prepared = Text.of(row.text, _asides(row.asides))
        return Carried(prepared, row.text, row.outlet, tuple(row.agencies or ()))

    sketches: list[Row] = []
    members, left = _sketched(connection, SKETCH)
    # where some have left, two that stood too far apart to be compared may have come together
    before = set(_pairs([*members, *left])) if left else None
    for version_id in new:
        row = _text(connection, version_id)
        passages = sketched(row.text, _asides(row.asides))
        sketches.append({"version_id": version_id, "method": SKETCH, "passages": passages})
        members.append(_Member((row.text_digest, row.provider, row.key), version_id, passages))
        progress()
    sketches += [{"version_id": one.version_id, "method": SKETCH, "passages": None} for one in left]
    fresh, bare = set(new), _purged(connection)
    over = _kept(connection, SKETCH, bare)
    found: list[Row] = []
    for pair in _pairs(members):
        over.discard(pair)
        compared = fresh.isdisjoint(pair) and (before is None or pair in before)
        if compared or not bare.isdisjoint(pair):
            continue
        alike = related(carried(pair[0]), carried(pair[1]))
        if alike is not None:
            found.append(
                {
                    "one_id": pair[0],
                    "other_id": pair[1],
                    "method": SKETCH,
                    "kind": alike.kind,
                    "share_one": alike.share_a,
                    "share_other": alike.share_b,
                    "quotations": alike.quotations,
                    "stretches": [[list(a), list(b)] for a, b in alike.stretches],
                }
            )
    return sketches, [*found, *({"one_id": one, "other_id": other, "kind": None} for one, other in over)]


def keep(connection: Connection, now: str, sketches: Iterable[Row], likenesses: Iterable[Row]) -> None:
    """Keep what `relate` gave, and supersede what an older method found.

    Another process may have related meanwhile. One that looked at the record later than this one has kept all
    of this one's versions: its word holds, and nothing is done. What one found that looked earlier is a part
    of what is kept now, but for pairs that the later look no longer takes in.
    """
    sketches, likenesses = list(sketches), list(likenesses)
    held = {row["version_id"]: _method(connection, row["version_id"]) for row in sketches}
    new = [row for row in sketches if row["passages"] is not None]
    met = {row["version_id"] for row in new if held[row["version_id"]] == row["method"]}
    if all(row["version_id"] in met or _is_over(connection, row["version_id"]) for row in new):
        return
    for row in sketches:
        if row["version_id"] in met:
            continue
        _supersede(connection, now, row)
        if row["passages"] is not None:
            connection.execute(insert(sketch).values(**row, recorded_at=now))
    found = {(row["one_id"], row["other_id"]): row for row in likenesses if row["kind"] is not None}
    over = {(row["one_id"], row["other_id"]) for row in likenesses if row["kind"] is None}
    if met:
        others = _kept(connection, new[0]["method"], _purged(connection))
        over |= {pair for pair in others if not met.isdisjoint(pair)} - found.keys()
    for one, other in sorted(over):
        connection.execute(update(likeness).where(*_in_force(one, other)).values(superseded_at=now))
    for pair, row in found.items():
        if connection.execute(select(likeness.c.id).where(*_in_force(*pair))).first() is None:
            connection.execute(insert(likeness).values(**row, recorded_at=now))


def _supersede(connection: Connection, now: str, row: Row) -> None:
    """End the sketch that a version has, and what another method found with it.

    What was found with a version whose text was removed since stays: it cannot be found again.
    """
    mine = (sketch.c.version_id == row["version_id"], sketch.c.superseded_at.is_(None))
    connection.execute(update(sketch).where(*mine).values(superseded_at=now))
    gone = select(purge.c.version_id).where(purge.c.superseded_at.is_(None))
    again = (likeness.c.one_id.not_in(gone), likeness.c.other_id.not_in(gone))
    either = (likeness.c.one_id == row["version_id"]) | (likeness.c.other_id == row["version_id"])
    old = (likeness.c.superseded_at.is_(None), likeness.c.method != row["method"])
    connection.execute(update(likeness).where(either, *old, *again).values(superseded_at=now))


def _sketched(connection: Connection, method: str) -> tuple[list[_Member], list[_Member]]:
    """Return the versions that have been compared: those in force, and those superseded since.

    A purged one keeps its place among the others.
    """
    rows = connection.execute(
        select(version.c.text_digest, report.c.provider, report.c.key, sketch.c.version_id)
        .add_columns(sketch.c.passages, version.c.superseded_at)
        .join(version, version.c.id == sketch.c.version_id)
        .join(report, report.c.id == version.c.report_id)
        .where(sketch.c.superseded_at.is_(None), sketch.c.method == method)
    )
    there: list[_Member] = []
    left: list[_Member] = []
    for digest, provider, key, version_id, passages, superseded_at in rows:
        member = _Member((digest, provider, key), version_id, passages)
        (there if superseded_at is None else left).append(member)
    return there, left


def _pairs(members: Iterable[_Member]) -> Iterator[Pair]:
    """Yield the pairs that are compared where these are all there are."""
    from onrecord.record.copies import candidates  # noqa: PLC0415

    ordered = sorted(members)
    for i, j in candidates([one.passages for one in ordered]):
        one, other = sorted((ordered[i].version_id, ordered[j].version_id))
        yield one, other


def _kept(connection: Connection, method: str, bare: Collection[int]) -> set[Pair]:
    """Return the pairs that are kept as alike and in force, but for those with a version of `bare`."""
    one, other = version.alias("one"), version.alias("other")
    rows = connection.execute(
        select(likeness.c.one_id, likeness.c.other_id)
        .join(one, one.c.id == likeness.c.one_id)
        .join(other, other.c.id == likeness.c.other_id)
        .where(likeness.c.superseded_at.is_(None), likeness.c.method == method)
        .where(one.c.superseded_at.is_(None), other.c.superseded_at.is_(None))
    )
    return {(a, b) for a, b in rows if a not in bare and b not in bare}


def _in_force(one: int, other: int) -> tuple[ColumnElement[bool], ...]:
    return likeness.c.one_id == one, likeness.c.other_id == other, likeness.c.superseded_at.is_(None)


def _method(connection: Connection, version_id: int) -> str | None:
    mine = (sketch.c.version_id == version_id, sketch.c.superseded_at.is_(None))
    return connection.execute(select(sketch.c.method).where(*mine)).scalar()


def _is_over(connection: Connection, version_id: int) -> bool:
    over = select(version.c.superseded_at).where(version.c.id == version_id)
    return connection.execute(over).scalar() is not None


def _purged(connection: Connection) -> frozenset[int]:
    """Return the versions whose text was removed: they can be compared with nothing."""
    gone = select(purge.c.version_id).where(purge.c.superseded_at.is_(None))
    return frozenset(connection.execute(gone).scalars())


def _text(connection: Connection, version_id: int) -> Any:
    return connection.execute(
        select(version.c.text, version.c.asides, version.c.text_digest, version.c.outlet, version.c.agencies)
        .add_columns(report.c.provider, report.c.key)
        .join(report, report.c.id == version.c.report_id)
        .where(version.c.id == version_id)
    ).one()


def _asides(stored: Iterable[tuple[int, int, Any]]) -> tuple[Aside, ...]:
    return tuple(Aside(Span(start, end), kind) for start, end, kind in stored)
