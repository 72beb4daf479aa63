"""Which stored reports are copies of each other, or share a passage: worked out once, and kept.

What is kept depends on the reports alone, never on the order they came in: each pair is compared once, by its
texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, exists, insert, select, update

from onrecord.model import Aside, Span
from onrecord.record.tables import likeness, purge, sketch, version

CHUNK = 500  # rows that are written at once
HELD = 4096  # texts made ready for comparing that are held at a time


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
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of `sketch` and `likeness` for the versions `new`, compared with all in force."""
    from onrecord.record.copies import SKETCH, Text, candidates, compare  # noqa: PLC0415
    from onrecord.record.copies import sketch as sketched  # noqa: PLC0415

    @lru_cache(maxsize=HELD)
    def text_of(version_id: int) -> Text:
        row = _text(connection, version_id)
        return Text.of(row.text, _asides(row.asides))

    sketches: list[dict[str, Any]] = []
    of_all: list[tuple[str, int, bytes]] = []
    for version_id in new:
        row = _text(connection, version_id)
        passages = sketched(row.text, _asides(row.asides))
        sketches.append({"version_id": version_id, "method": SKETCH, "passages": passages})
        of_all.append((row.text_digest, version_id, passages))
        progress()
    known = connection.execute(
        select(sketch.c.version_id, sketch.c.passages, version.c.text_digest)
        .join(version, version.c.id == sketch.c.version_id)
        .where(sketch.c.superseded_at.is_(None), sketch.c.method == SKETCH, version.c.superseded_at.is_(None))
        .where(~exists().where(purge.c.version_id == version.c.id, purge.c.superseded_at.is_(None)))
    ).all()
    fresh = set(new)
    of_all += [
        (row.text_digest, row.version_id, row.passages) for row in known if row.version_id not in fresh
    ]
    of_all.sort()  # by the digests of the texts: which pairs are looked at does not hang on who came first
    ids = [version_id for _, version_id, _ in of_all]
    where = {place for place, version_id in enumerate(ids) if version_id in fresh}
    found: list[dict[str, Any]] = []
    for pair in candidates([passages for _, _, passages in of_all], where):
        one, other = sorted((ids[pair[0]], ids[pair[1]]))
        alike = compare(text_of(one), text_of(other))
        if alike is not None:
            found.append(
                {
                    "one_id": one,
                    "other_id": other,
                    "method": SKETCH,
                    "kind": alike.kind,
                    "share_one": alike.share_a,
                    "share_other": alike.share_b,
                    "quotations": alike.quotations,
                    "stretches": [[list(a), list(b)] for a, b in alike.stretches],
                }
            )
    return sketches, found


def keep(
    connection: Connection,
    now: str,
    sketches: Iterable[dict[str, Any]],
    likenesses: Iterable[dict[str, Any]],
) -> None:
    """Keep sketches and likenesses; what another process has kept meanwhile by the same method is left, and
    what an older method found is superseded.
    """
    for row in sketches:
        mine = (sketch.c.version_id == row["version_id"], sketch.c.superseded_at.is_(None))
        held = connection.execute(select(sketch.c.method).where(*mine)).scalar()
        if held == row["method"]:
            continue
        if held is not None:
            connection.execute(update(sketch).where(*mine).values(superseded_at=now))
            either = (likeness.c.one_id == row["version_id"]) | (likeness.c.other_id == row["version_id"])
            old = (likeness.c.superseded_at.is_(None), likeness.c.method == held)
            connection.execute(update(likeness).where(either, *old).values(superseded_at=now))
        connection.execute(insert(sketch).values(**row, recorded_at=now))
    for row in likenesses:
        same = exists().where(
            likeness.c.one_id == row["one_id"],
            likeness.c.other_id == row["other_id"],
            likeness.c.superseded_at.is_(None),
        )
        if not connection.execute(select(same)).scalar():
            connection.execute(insert(likeness).values(**row, recorded_at=now))


def _text(connection: Connection, version_id: int) -> Any:
    return connection.execute(
        select(version.c.text, version.c.asides, version.c.text_digest).where(version.c.id == version_id)
    ).one()


def _asides(stored: Iterable[tuple[int, int, Any]]) -> tuple[Aside, ...]:
    return tuple(Aside(Span(start, end), kind) for start, end, kind in stored)
