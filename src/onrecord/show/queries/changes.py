"""What changed, and what does not agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select, true
from sqlalchemy import Row as SqlRow

from onrecord.model import Decision, Span
from onrecord.record import Record, UnknownQuestionError
from onrecord.record import decisions as kept
from onrecord.record.store import stamp
from onrecord.record.tables import decision, position, purge, report, standing, version
from onrecord.record.tables import question as question_table
from onrecord.show import conflicts as disagreeing
from onrecord.show import history
from onrecord.show.answers import Change, ChangeKind, Conflict, QuestionLine, Table
from onrecord.show.overlay import Placed, told
from onrecord.show.queries.citing import in_force, name_of
from onrecord.show.queries.corrections import taken_away
from onrecord.show.queries.gathering import gather, place
from onrecord.show.queries.holdings import questions_of
from onrecord.show.queries.light import Piece
from onrecord.show.queries.pairing import paired
from onrecord.show.queries.positions import positions
from onrecord.show.queries.words import PURGED
from onrecord.show.wording import day, plain

_FIRST_DAY = date(1970, 1, 2)  # no record is older, and clocks of machines reach no further back


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
    found += learned(record, question, actor=actor, known_at=known_at)
    wanted = (
        change
        for change in found
        if (since is None or change.day >= since)
        and (actor is None or change.kind == "decided" or change.actor == actor)
    )
    return in_order(wanted)


def in_order(found: Iterable[Change]) -> tuple[Change, ...]:
    """Put changes by day; what one actor said on one day stays in its order."""
    return tuple(sorted(found, key=lambda c: (c.day, c.question, c.actor_name or "", *_told(c))))


def learned(
    record: Record, question: str | None = None, *, actor: str | None = None, known_at: str | None = None
) -> list[Change]:
    """Return what the record learned on the kept questions (or the one named): reports withdrawn or
    corrected, texts removed, and what people decided.
    """
    found: list[Change] = []
    with record.reading() as connection:
        on_statements = kept.decisions(connection, decision.c.subject == "statement", known_at=known_at)
        said = place(connection, [made for made in on_statements if not made.blind], known_at)
        for asked in questions_of(connection, known_at):
            if question in (None, asked.id):
                found += dict.fromkeys(_learned(connection, asked, known_at, actor))
                found += dict.fromkeys(_of_statements(connection, asked, said, known_at, actor))
    return found


def learned_since(record: Record, found: Sequence[Change], day: date) -> tuple[Change, ...]:
    """Return those of the changes found that the record did not tell of when `day` began on this machine.

    What was said years ago is among them where its report was read since.
    """
    begun = stamp(datetime.combine(max(day, _FIRST_DAY), time.min).astimezone())
    told_before = set()
    for question in dict.fromkeys(change.question for change in found):
        with suppress(UnknownQuestionError):  # it was not kept yet
            told_before |= {_known_by(one) for one in changes(record, question, known_at=begun)}
    return tuple(change for change in found if _known_by(change) not in told_before)


def _known_by(change: Change) -> tuple[object, ...]:
    """What a change says, apart from how often it was said again."""
    return change.question, change.kind, change.day, change.actor, change.before, change.after, change.told


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
    return tuple(conflict for table in tables for conflict in conflicts_in(record, table))


def conflicts_in(record: Record, table: Table) -> list[Conflict]:
    """Return what does not agree in a table that holds all its evidence."""
    with record.reading() as connection:
        said = paired(connection, table.known_at)
    return disagreeing.conflicts(table, PURGED, said)


def _told(change: Change) -> tuple[str, str]:
    return (change.kind, change.told) if change.told else ("", "")


def _learned(
    connection: Connection, asked: QuestionLine, known_at: str | None, actor: str | None
) -> Iterator[Change]:
    for row in _touched(connection, asked, known_at, standing, *_withdrawn(known_at)):
        sentence = f"R{row.report_id} of {_cited(row)} was withdrawn{_reason(row)}"
        for piece in _rested_on(connection, asked, row):
            yield _change("withdrawn", asked, row, piece, sentence)
    for row in _touched(connection, asked, known_at, standing, *_reinstated(known_at)):
        sentence = (
            f"R{row.report_id} of {_cited(row)} counts again; its withdrawal was taken back{_reason(row)}"
        )
        for piece in _gives_again(connection, asked, row):
            change = _change("reinstated", asked, row, piece, sentence)
            yield replace(change, before=None, after=change.before)
    for row in _touched(connection, asked, known_at, purge, in_force(purge, known_at)):
        sentence = f"the text of R{row.report_id} of {_cited(row)} was removed{_reason(row)}"
        for piece in _rested_on(connection, asked, row):
            yield _change("removed", asked, row, piece, sentence)
    yield from _gone(connection, asked, known_at)
    about = or_(decision.c.question == asked.id, decision.c.verdict == "undo")
    learned = {
        row.uid: row.recorded_at
        for row in connection.execute(select(decision.c.uid, decision.c.recorded_at).where(about))
    }
    for made in kept.decisions(connection, about, known_at=known_at):
        if made.question == asked.id and not made.blind and (actor is None or actor in made.actors):
            yield _of_decision(asked, made, learned[made.uid])


def _of_decision(asked: QuestionLine, made: Decision, learned: str) -> Change:
    """Tell of a decision, on the day the record learned of it: a merge brings those of others later."""
    coded = made.position
    rejected = "no position" if made.verdict == "reject" else None
    after = f"{coded.side} ({coded.modality})" if coded else rejected
    return _decided(asked, made, learned, coded.actor if coded else made.actor, after)


def _of_statements(
    connection: Connection,
    asked: QuestionLine,
    said: Sequence[Placed],
    known_at: str | None,
    actor: str | None,
) -> Iterator[Change]:
    """Tell of decisions on statements that positions of a question rest on, each actor once."""
    if not said:
        return
    wanted = (
        select(position.c.report_id, position.c.actor, position.c.start, position.c.end)
        .join(question_table, question_table.c.id == position.c.question_id)
        .where(question_table.c.name == asked.id, position.c.statement.is_not(None))
        .where(position.c.report_id.in_({int(one.report.ref[1:]) for one in said}))
        .where(in_force(position, known_at), in_force(question_table, known_at))
    )
    rows = connection.execute(wanted).all()
    about = select(decision.c.uid, decision.c.recorded_at).where(decision.c.subject == "statement")
    learned = {row.uid: row.recorded_at for row in connection.execute(about)}
    for one in said:
        made, value = one.decision, one.decision.statement
        after = ", ".join(part for part in (value.speaker, *value.actors) if part) if value else ""
        for row in rows:
            touched = {row.actor, *(value.actors if value else ())}
            if (
                f"R{row.report_id}" == one.report.ref
                and one.is_about(Span(row.start, row.end))
                and (actor is None or actor in touched)
            ):
                rejected = "no statement" if made.verdict == "reject" else None
                yield _decided(asked, made, learned[made.uid], row.actor, after or rejected)


def _decided(
    asked: QuestionLine, made: Decision, learned: str, actor: str | None, after: str | None
) -> Change:
    undone = f"D{made.replaces[0][:8]} " if made.verdict == "undo" else ""
    return Change(
        "decided",
        asked.id,
        date.fromisoformat(learned[:10]),
        actor,
        name_of(actor) if actor else None,
        None,
        after,
        None,
        told=f"D{made.uid[:8]}: {undone}{told(made)}",
    )


def _touched(
    connection: Connection, asked: QuestionLine, known_at: str | None, table: Any, *which: Any
) -> Iterator[SqlRow[Any]]:
    """The reports to which something was done, of those that were read on a question."""
    texts = version.alias("texts")
    if "report_id" in table.c:
        done, of = table, table.c.report_id
    else:
        done, of = table.join(texts, texts.c.id == table.c.version_id), texts.c.report_id
    on_question = (
        select(position.c.report_id)
        .join(question_table, question_table.c.id == position.c.question_id)
        .where(question_table.c.name == asked.id)
    )
    wanted = (
        select(report.c.id.label("report_id"), report.c.provider, version.c.published)
        .add_columns(table.c.reason, table.c.person, table.c.recorded_at.label("learned"))
        .select_from(done.join(report, report.c.id == of).join(version, version.c.report_id == report.c.id))
        .where(report.c.id.in_(on_question), *which)
        .where(in_force(version, known_at))
        .distinct()
    )
    yield from connection.execute(wanted)


def _withdrawn(known_at: str | None) -> tuple[ColumnElement[bool], ...]:
    """Which standings are withdrawals: those that were taken back since, too."""
    return standing.c.status == "withdrawn", _recorded_by(known_at)


def _reinstated(known_at: str | None) -> tuple[ColumnElement[bool], ...]:
    """Which standings took a withdrawal back: they began where it ended."""
    before = standing.alias("before")
    ended = select(before.c.id).where(
        before.c.report_id == standing.c.report_id,
        before.c.status == "withdrawn",
        before.c.superseded_at == standing.c.recorded_at,
    )
    return standing.c.status != "withdrawn", ended.exists(), _recorded_by(known_at)


def _recorded_by(known_at: str | None) -> ColumnElement[bool]:
    return true() if known_at is None else standing.c.recorded_at <= known_at


def _gives_again(connection: Connection, asked: QuestionLine, row: Any) -> tuple[Piece, ...]:
    """What a report gave on a question when its withdrawal was taken back, as people had left it."""
    return gather(connection, asked, None, row.learned, report_id=row.report_id).evidence


def _rested_on(connection: Connection, asked: QuestionLine, row: Any) -> tuple[Piece, ...]:
    """What a report gave on a question right before something was done to it, as people had left it."""
    before = datetime.fromisoformat(row.learned) - timedelta(microseconds=1)
    known_at = before.isoformat(timespec="microseconds").replace("+00:00", "Z")
    return gather(connection, asked, None, known_at, report_id=row.report_id, withdrawn=True).evidence


def _gone(connection: Connection, asked: QuestionLine, known_at: str | None) -> Iterator[Change]:
    """Positions whose words a correction of their report took away."""
    stood: dict[tuple[int, str], tuple[Piece, ...]] = {}
    for row, words in taken_away(connection, asked.id, known_at):
        sentence = f"R{row.report_id} of {_cited(row)} was corrected and no longer holds: {words}"
        key = row.report_id, row.learned
        if key not in stood:
            stood[key] = _rested_on(connection, asked, row)
        for piece in stood[key]:
            if piece.span == Span(row.start, row.end):
                yield _change("corrected", asked, row, piece, sentence)


def _change(kind: ChangeKind, asked: QuestionLine, row: Any, piece: Piece, sentence: str) -> Change:
    side = f"no longer {piece.side}" if piece.modality == "former" else piece.side or "open"
    return Change(
        kind,
        asked.id,
        date.fromisoformat(row.learned[:10]),
        piece.actor,
        name_of(piece.actor) if piece.actor else None,
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
