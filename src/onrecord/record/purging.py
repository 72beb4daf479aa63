"""Taking the text of a report out of the record where its licence asks for it, and putting it back.

What stays: the hash of the text, the offsets, who said what by name and office, the citation, the decisions,
and which words a correction had taken away. What goes: the text, every copy of its words, and the packed
reading. `dialect.forget` then takes them from the full-text index, the freed pages and the log, so that the
words are gone from the file, not only from its tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, select, update

from onrecord.model import Anchor, Decision, Span
from onrecord.record.anchors import anchor_of, holds, locate
from onrecord.record.decisions import decision_of, decision_row
from onrecord.record.rows import CONTENT_JOINT
from onrecord.record.tables import decision, happening, held, position, purge, run, sketch, statement, version

NOTHING = b""


def purge_report(connection: Connection, row: Any, reason: str, person: str | None, now: str) -> int:
    """Remove the texts of all versions of a report (`row`: as `find_report` gives it); how many."""
    versions = connection.execute(
        select(version.c.id, version.c.text).where(version.c.report_id == row.report_id, version.c.text != "")
    ).all()
    ids = [one.id for one in versions]
    if not ids:
        return 0
    _remember_corrections(connection, row.report_id, now)
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

    def without_words(anchor: Anchor, provider: str | None, key: str | None) -> Anchor:
        if (provider, key) != (row.provider, row.key):
            return anchor
        return bare(anchor, current.text, current.text_digest)

    _keep_anchors(connection, without_words)
    why = {"reason": reason, "person": person, "recorded_at": now}
    connection.execute(insert(purge), [{"version_id": one, **why} for one in ids])
    return len(ids)


def _remember_corrections(connection: Connection, report_id: int, now: str) -> None:
    """Keep which later versions of a report hold the words of its superseded positions: as long as there are
    texts this is read in them.
    """
    texts = connection.execute(
        select(version.c.id, version.c.number, version.c.text)
        .where(version.c.report_id == report_id, version.c.text != "")
        .order_by(version.c.number)
    ).all()
    stood = connection.execute(
        select(position.c.id, position.c.start, position.c.end, version.c.number, version.c.text)
        .join(version, version.c.id == position.c.version_id)
        .where(position.c.report_id == report_id, version.c.text != "")
        .where(position.c.superseded_at == version.c.superseded_at)
        .order_by(position.c.id)
    ).all()
    # a text that was put back is compared again, and says the same
    known = {
        (row.position_id, row.version_id)
        for row in connection.execute(
            select(held.c.position_id, held.c.version_id)
            .join(position, position.c.id == held.c.position_id)
            .where(position.c.report_id == report_id)
        )
    }
    found = [
        {"position_id": one.id, "version_id": later.id, "holds": holds(later.text, words), "recorded_at": now}
        for one in stood
        for words in [Span(one.start, one.end).of(one.text)]
        for later in texts
        if later.number > one.number and (one.id, later.id) not in known
    ]
    if found:
        connection.execute(insert(held), found)


def bare(anchor: Anchor, text: str, digest: str) -> Anchor:
    """Return an anchor without words, into `text`, where they stand there: from now on they can be told by
    the text's digest and their span alone.
    """
    span = locate(anchor, text, digest)
    if span is None:
        return replace(anchor, exact="", before="", after="")
    return Anchor(digest, span, "", "", "")


def _keep_anchors(connection: Connection, anew: Callable[[Anchor, str | None, str | None], Anchor]) -> None:
    """Keep other anchors of the same words for decisions: `anew` gives that of an anchor, and of the provider
    and key of its report.
    """
    for row in connection.execute(select(decision).order_by(decision.c.id)).all():
        made = decision_of(row)
        held = with_anchors(made, anew)
        if held != made:
            kept = decision_row(held)
            values = {"anchor": kept["anchor"], "other": kept["other"]}
            connection.execute(update(decision).where(decision.c.id == row.id).values(values))


def with_anchors(made: Decision, anew: Callable[[Anchor, str | None, str | None], Anchor]) -> Decision:
    """Return a decision with other anchors of the same words; see `_keep_anchors`."""
    if made.anchor is not None:
        made = replace(made, anchor=anew(made.anchor, made.provider, made.report))
    if made.beside is not None and made.other is not None:
        made = replace(made, beside=anew(made.beside, *made.other))
    return made


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

    def with_words(anchor: Anchor, *_: str | None) -> Anchor:
        is_bare = anchor.digest == digest and not anchor.exact
        return anchor_of(text, anchor.span, digest) if is_bare else anchor

    if waiting:
        _keep_anchors(connection, with_words)
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
