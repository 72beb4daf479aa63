"""Taking the text of a report out of the record where its licence asks for it, and putting it back.

What stays: the hash of the text, the offsets, who said what by name and office, the citation and the
decisions. What goes: the text, every copy of its words, and the packed reading. `dialect.forget` then takes
them from the full-text index, the freed pages and the log, so that the words are gone from the file, not only
from its tables.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select, update

from onrecord.model import Anchor, Span
from onrecord.record.anchors import anchor_of, locate
from onrecord.record.rows import CONTENT_JOINT
from onrecord.record.tables import decision, happening, purge, run, sketch, statement, version

NOTHING = b""


def purge_report(connection: Connection, row: Any, reason: str, person: str | None, now: str) -> int:
    """Remove the texts of all versions of a report (`row`: as `find_report` gives it); how many."""
    versions = connection.execute(
        select(version.c.id, version.c.text).where(version.c.report_id == row.report_id, version.c.text != "")
    ).all()
    ids = [one.id for one in versions]
    if not ids:
        return 0
    runs = select(run.c.id).where(run.c.version_id.in_(ids))
    current = connection.execute(
        select(version.c.text, version.c.text_digest).where(
            version.c.report_id == row.report_id, version.c.superseded_at.is_(None)
        )
    ).one()
    connection.execute(update(version).where(version.c.id.in_(ids)).values(text=""))
    connection.execute(update(run).where(run.c.version_id.in_(ids)).values(known=NOTHING))
    for table in (statement, happening):
        connection.execute(update(table).where(table.c.run_id.in_(runs)).values(words=""))
    for made in connection.execute(
        select(decision.c.id, decision.c.anchor).where(
            decision.c.provider == row.provider, decision.c.report == row.key
        )
    ).all():
        if made.anchor:
            held = bare(msgspec.convert(made.anchor, Anchor), current.text, current.text_digest)
            keep_anchor(connection, made.id, held)
    why = {"reason": reason, "person": person, "recorded_at": now}
    connection.execute(insert(purge), [{"version_id": one, **why} for one in ids])
    return len(ids)


def bare(anchor: Anchor, text: str, digest: str) -> Anchor:
    """Return an anchor without words, into `text`, where they stand there: from now on they can be told by
    the text's digest and their span alone.
    """
    span = locate(anchor, text, digest)
    if span is None:
        return replace(anchor, exact="", before="", after="")
    return Anchor(digest, span, "", "", "")


def keep_anchor(connection: Connection, key: int, anchor: Anchor) -> None:
    """Keep another anchor of the same words for a decision."""
    values = {"anchor": msgspec.to_builtins(anchor)}
    connection.execute(update(decision).where(decision.c.id == key).values(values))


def put_back(connection: Connection, text: str, digest: str, now: str) -> list[int]:
    """Put a text back into every purged version that had it, by its digest; which versions."""
    waiting = connection.execute(
        select(version.c.id, version.c.report_id)
        .join(purge, purge.c.version_id == version.c.id)
        .where(version.c.text_digest == digest, purge.c.superseded_at.is_(None))
    ).all()
    for one in waiting:
        connection.execute(update(version).where(version.c.id == one.id).values(text=text))
        runs = connection.execute(select(run.c.id).where(run.c.version_id == one.id)).scalars().all()
        for run_id in runs:
            _say_again(connection, run_id, text)
        of_it = (purge.c.version_id == one.id, purge.c.superseded_at.is_(None))
        connection.execute(update(purge).where(*of_it).values(superseded_at=now))
        # what came in while the text was away has not been compared with it
        stale = (sketch.c.version_id == one.id, sketch.c.superseded_at.is_(None))
        connection.execute(update(sketch).where(*stale).values(superseded_at=now))
    for made in connection.execute(select(decision.c.id, decision.c.anchor)).all():
        anchor = made.anchor
        if waiting and anchor and anchor["digest"] == digest and not anchor["exact"]:
            keep_anchor(connection, made.id, anchor_of(text, Span(*anchor["span"]), digest))
    return [one.id for one in waiting]


def _say_again(connection: Connection, run_id: int, text: str) -> None:
    said = select(statement.c.id, statement.c.content).where(statement.c.run_id == run_id)
    for row in connection.execute(said).all():
        words = CONTENT_JOINT.join(Span(*span).of(text) for span in row.content)
        connection.execute(update(statement).where(statement.c.id == row.id).values(words=words))
    told = select(happening.c.id, happening.c.start, happening.c.end).where(happening.c.run_id == run_id)
    for key, start, end in connection.execute(told).all():
        words = Span(start, end).of(text)
        connection.execute(update(happening).where(happening.c.id == key).values(words=words))
