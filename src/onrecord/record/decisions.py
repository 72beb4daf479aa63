"""Decisions as rows: kept, read back, and which of them are in force.

A decision is never changed or deleted: what takes its place says so (`replaces`), an undo replaces and says
nothing. What two people decided without knowing of each other is therefore both in force after a merge, and
shown as a disagreement (a multi-value register: Shapiro et al. 2011, "A comprehensive study of convergent and
commutative replicated data types").
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, select

from onrecord.model import Anchor, Attributed, Coded, Decision, Question, Span
from onrecord.record.anchors import locate
from onrecord.record.tables import decision, report, run, statement, version

HALF = 0.5  # of two readings' stretches together: less in common, and they are two statements


def asked_digest(question: Question) -> str:
    """Return the digest of what a question asks: its proposition and its own categories.

    Another title, phrase or period leaves a decision on a side as it is; another proposition reopens it.
    """
    asked = [question.proposition, *(f"{phrase}\t{side}" for phrase, side in question.categories)]
    return hashlib.sha256("\n".join(asked).encode()).hexdigest()


def decision_row(made: Decision) -> dict[str, Any]:
    """Return the columns of `decision`."""
    value = made.position or made.statement
    return {
        "uid": made.uid,
        "subject": made.subject,
        "verdict": made.verdict,
        "question": made.question,
        "asked": made.asked,
        "actor": made.actor,
        "provider": made.provider,
        "report": made.report,
        "anchor": msgspec.to_builtins(made.anchor) if made.anchor else None,
        "other": _other_of(made),
        "value": msgspec.to_builtins(value) if value else None,
        "person": made.person,
        "reason": made.reason,
        "blind": made.blind,
        "replaces": list(made.replaces),
        "decided_at": made.decided_at,
    }


def _other_of(made: Decision) -> list[Any] | None:
    if made.other is None:
        return None
    return [*made.other, *([msgspec.to_builtins(made.beside)] if made.beside else ())]


def decision_of(row: Any) -> Decision:
    """Return the decision that a row was made of."""
    of_position = row.value is not None and row.subject == "position"
    of_statement = row.value is not None and row.subject == "statement"
    return Decision(
        uid=row.uid,
        subject=row.subject,
        verdict=row.verdict,
        person=row.person,
        decided_at=row.decided_at,
        provider=row.provider,
        report=row.report,
        anchor=msgspec.convert(row.anchor, Anchor) if row.anchor else None,
        other=(row.other[0], row.other[1]) if row.other else None,
        beside=msgspec.convert(row.other[2], Anchor) if row.other and len(row.other) > 2 else None,
        question=row.question,
        asked=row.asked,
        actor=row.actor,
        position=msgspec.convert(row.value, Coded) if of_position else None,
        statement=msgspec.convert(row.value, Attributed) if of_statement else None,
        reason=row.reason,
        blind=row.blind,
        replaces=tuple(row.replaces),
    )


_ANY = select(decision.c.id).limit(1)


def decisions(
    connection: Connection, *which: ColumnElement[bool], known_at: str | None = None
) -> tuple[Decision, ...]:
    """Return the decisions of the record (those that it held at `known_at`), in the order they were made."""
    if connection.execute(_ANY).first() is None:
        return ()  # in most records, and every table asks a few times
    wanted = select(decision).where(*which).order_by(decision.c.decided_at, decision.c.uid)
    if known_at is not None:
        wanted = wanted.where(decision.c.recorded_at <= known_at)
    return tuple(decision_of(row) for row in connection.execute(wanted))


def in_force(made: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that hold: neither undone nor replaced by one that is not undone itself.

    To undo a decision brings back what it had replaced; to undo the undo takes that away again.
    """
    is_undone = undone_among(made)
    replacing: dict[str, list[Decision]] = {}
    for one in made:
        if one.verdict != "undo":
            for uid in one.replaces:
                replacing.setdefault(uid, []).append(one)
    return tuple(
        one
        for one in made
        if one.verdict != "undo"
        and not is_undone(one.uid)
        and all(is_undone(later.uid) for later in replacing.get(one.uid, ()))
    )


def undone_among(made: Iterable[Decision]) -> Callable[[str], bool]:
    """Return what tells, by its uid, whether a decision or an undo is undone by one of `made`."""
    undoing: dict[str, list[str]] = {}
    for one in made:
        if one.verdict == "undo":
            for uid in one.replaces:
                undoing.setdefault(uid, []).append(one.uid)

    def undone(uid: str, above: frozenset[str] = frozenset()) -> bool:
        # `above` ends a ring of undos, which only a damaged or forged record can hold
        return any(one not in above and not undone(one, above | {uid}) for one in undoing.get(uid, ()))

    return undone


def same_item(connection: Connection, one: Decision, known: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return those of `known` that are about the same words (and question as it is asked, and actor) as
    `one`.
    """
    span = place_of(connection, one)
    if span is None:
        return ()
    near = [other for other in known if other.concerns(one) and other.asked == one.asked]
    places = ((other, place_of(connection, other)) for other in near)
    return tuple(
        other for other, place in places if place is not None and _same_words(one, span, other, place)
    )


def ends_of(one: Decision) -> tuple[Decision, Decision]:
    """Return the two statements that a sameness is about, each as a decision on it alone."""
    if one.other is None or one.beside is None:
        raise ValueError(f"decision {one.uid} is not about two statements")
    first = replace(one, subject="statement", verdict="accept", other=None, beside=None)
    return first, replace(first, provider=one.other[0], report=one.other[1], anchor=one.beside)


def same_pair(connection: Connection, one: Decision, known: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return those of `known` that join or part the same two statements as `one`, which does so too."""
    pair = _pair_of(connection, one)
    if pair is None:
        return ()
    near = (
        other for other in known if other.subject == "sameness" and _reports_of(other) == _reports_of(one)
    )
    return tuple(other for other in near if _pair_of(connection, other) == pair)


def _reports_of(one: Decision) -> frozenset[tuple[str | None, str | None]]:
    return frozenset((end.provider, end.report) for end in ends_of(one))


def _pair_of(connection: Connection, one: Decision) -> frozenset[tuple[str | None, str | None, Span]] | None:
    """Where the two statements stand; None where the words of one are gone."""
    found = {(end.provider, end.report, place_of(connection, end)) for end in ends_of(one)}
    places = {(provider, key, span) for provider, key, span in found if span is not None}
    return frozenset(places) if len(places) == len(found) else None


def _same_words(one: Decision, span: Span, other: Decision, place: Span) -> bool:
    if one.subject == "statement" and "add" not in (one.verdict, other.verdict):
        return span == place  # one statement may stand in another, and is not the same for that
    return span.is_mostly(place)


def place_of(connection: Connection, one: Decision) -> Span | None:
    """Return where the words of a decision stand in the version in force; None where they are gone.

    One on a statement stands where the reading in force has that statement, if it has it.
    """
    if one.anchor is None:
        return None
    row = connection.execute(
        select(version.c.id, version.c.text, version.c.text_digest)
        .join(report, report.c.id == version.c.report_id)
        .where(report.c.provider == one.provider, report.c.key == one.report)
        .where(version.c.superseded_at.is_(None))
    ).first()
    span = None if row is None else locate(one.anchor, row.text, row.text_digest)
    if row is None or span is None or one.subject != "statement" or one.verdict == "add":
        return span
    return statement_at(connection, row.id, span) or span


def statement_at(
    connection: Connection, version_id: int, span: Span, known_at: str | None = None
) -> Span | None:
    """Return where the statement that is meant by a stretch of a version stands by the reading in force (or
    that at `known_at`): the one that has most in common with it, and at least half of both together.
    """
    over = run.c.superseded_at
    read = over.is_(None) if known_at is None else over.is_(None) | (over > known_at)
    wanted = (
        select(statement.c.start, statement.c.end)
        .join(run, run.c.id == statement.c.run_id)
        .where(
            run.c.version_id == version_id, read, statement.c.start < span.end, statement.c.end > span.start
        )
        .order_by(statement.c.start, statement.c.end)
    )
    if known_at is not None:
        wanted = wanted.where(run.c.recorded_at <= known_at)
    met = [Span(start, end) for start, end in connection.execute(wanted)]
    best = max(met, key=lambda one: _common(one, span), default=None)
    return best if best is not None and _common(best, span) >= HALF else None


def _common(one: Span, other: Span) -> float:
    """How much two stretches that meet have in common, of what both cover together."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / (max(one.end, other.end) - min(one.start, other.start))
