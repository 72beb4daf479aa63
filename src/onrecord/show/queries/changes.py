"""What changed, and what does not agree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, or_, select
from sqlalchemy import Row as SqlRow

from onrecord.model import Span
from onrecord.record import Record
from onrecord.record import decisions as kept
from onrecord.record.anchors import anchor_of, locate
from onrecord.record.tables import decision, position, purge, report, standing, version
from onrecord.record.tables import question as question_table
from onrecord.show import conflicts as disagreeing
from onrecord.show import history
from onrecord.show.answers import Change, ChangeKind, Conflict, QuestionLine
from onrecord.show.overlay import told
from onrecord.show.queries.citing import in_force, name_of
from onrecord.show.queries.holdings import questions_of
from onrecord.show.queries.positions import positions
from onrecord.show.wording import day, plain


def changes(
    record: Record,
    question: str | None = None,
    *,
    since: date | None = None,
    actor: str | None = None,
    known_at: str | None = None,
) -> tuple[Change, ...]:
    """Return what changed on the kept questions (or the one named), from the day `since` on, by day.

    What actors do stands on the day they said it; what the record learned (a report withdrawn or corrected, a
    text removed, something decided) on the day it did. Raises `UnknownQuestionError`.
    """
    found = [
        change
        for table in positions(record, question, known_at=known_at)
        for change in history.changes(table)
    ]
    with record.reading() as connection:
        for asked in questions_of(connection, known_at):
            if question in (None, asked.id):
                found += _learned(connection, asked, known_at)
    wanted = (
        change
        for change in found
        if (since is None or change.day >= since) and (actor is None or change.actor == actor)
    )
    return tuple(sorted(wanted, key=lambda c: (c.day, c.question, c.actor_name or "", c.kind, c.told or "")))


def conflicts(
    record: Record,
    question: str | None = None,
    *,
    as_of: date | None = None,
    actor: str | None = None,
    known_at: str | None = None,
) -> tuple[Conflict, ...]:
    """Return what does not agree on the kept questions (or the one named). Raises `UnknownQuestionError`."""
    tables = positions(record, question, as_of=as_of, actor=actor, known_at=known_at)
    return tuple(conflict for table in tables for conflict in disagreeing.conflicts(table))


def _learned(connection: Connection, asked: QuestionLine, known_at: str | None) -> Iterator[Change]:
    for row in _touched(connection, asked, known_at, standing, standing.c.status == "withdrawn"):
        reason = _reason(row)
        yield _change("withdrawn", asked, row, f"R{row.report_id} of {_cited(row)} was withdrawn{reason}")
    for row in _touched(connection, asked, known_at, purge):
        yield _change(
            "removed", asked, row, f"the text of R{row.report_id} of {_cited(row)} was removed{_reason(row)}"
        )
    yield from _gone(connection, asked, known_at)
    about = or_(decision.c.question == asked.id, decision.c.verdict == "undo")
    for made in kept.decisions(connection, about, known_at=known_at):
        if made.question == asked.id and not made.blind:
            coded = made.position
            stand = f"{coded.side} ({coded.modality})" if coded else None
            actor = coded.actor if coded else made.actor
            yield Change(
                "decided",
                asked.id,
                date.fromisoformat(made.decided_at[:10]),
                actor,
                name_of(actor) if actor else None,
                None,
                stand,
                None,
                told=f"D{made.uid[:8]} {told(made)}",
            )


def _touched(
    connection: Connection, asked: QuestionLine, known_at: str | None, table: Any, *which: Any
) -> Iterator[SqlRow[Any]]:
    """The positions of a question in reports to which something was done, each actor and side once."""
    joined = table.c.report_id == position.c.report_id if "report_id" in table.c else None
    if joined is None:
        joined = table.c.version_id == position.c.version_id
    wanted = (
        select(
            *(position.c.report_id, position.c.actor, position.c.side, position.c.modality),
            *(report.c.provider, position.c.published, table.c.reason, table.c.person),
            table.c.recorded_at.label("learned"),
        )
        .join(report, report.c.id == position.c.report_id)
        .join(question_table, question_table.c.id == position.c.question_id)
        .join(table, joined)
        .where(question_table.c.name == asked.id, *which)
        .where(*(in_force(one, known_at) for one in (position, question_table, table)))
        .distinct()
    )
    yield from connection.execute(wanted)  # type: ignore[misc]


def _gone(connection: Connection, asked: QuestionLine, known_at: str | None) -> Iterator[Change]:
    """Positions whose words stood in an older version of a report, and stand in the newest no more."""
    newest = version.alias("newest")
    wanted = (
        select(
            *(position.c.report_id, position.c.actor, position.c.side, position.c.modality),
            *(position.c.start, position.c.end, version.c.text, version.c.text_digest),
            *(newest.c.text.label("now"), newest.c.text_digest.label("now_digest")),
            *(report.c.provider, newest.c.published, version.c.superseded_at.label("learned")),
        )
        .join(report, report.c.id == position.c.report_id)
        .join(question_table, question_table.c.id == position.c.question_id)
        .join(version, version.c.id == position.c.version_id)
        .join(newest, newest.c.report_id == position.c.report_id)
        .where(question_table.c.name == asked.id, version.c.text != "", newest.c.text != "")
        .where(position.c.superseded_at == version.c.superseded_at, version.c.id != newest.c.id)
        .where(in_force(newest, known_at), in_force(question_table, known_at))
    )
    if known_at is not None:
        wanted = wanted.where(version.c.superseded_at <= known_at)
    for row in connection.execute(wanted):
        span = Span(row.start, row.end)
        anchor = anchor_of(row.text, span, row.text_digest)
        if locate(anchor, row.now, row.now_digest) is None:
            words = plain(span.of(row.text))
            sentence = f"R{row.report_id} of {_cited(row)} was corrected and no longer holds: {words}"
            yield _change("corrected", asked, row, sentence)


def _change(kind: ChangeKind, asked: QuestionLine, row: Any, sentence: str) -> Change:
    side = f"no longer {row.side}" if row.modality == "former" else row.side or "open"
    return Change(
        kind,
        asked.id,
        date.fromisoformat(row.learned[:10]),
        row.actor,
        name_of(row.actor) if row.actor else None,
        side,
        None,
        None,
        told=sentence,
    )


def _cited(row: Any) -> str:
    return f"{plain(row.provider)}, {day(row.published)},"


def _reason(row: Any) -> str:
    by = f" by {plain(row.person)}" if row.person else ""
    return f"{by}: {plain(row.reason)}" if row.reason else by
