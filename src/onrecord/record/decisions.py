"""Decisions as rows: kept, read back, and which of them are in force.

A decision is never changed or deleted: what takes its place says so (`replaces`), an undo replaces and says
nothing. What two people decided without knowing of each other is therefore both in force after a merge, and
shown as a disagreement (a multi-value register: Shapiro et al. 2011, "A comprehensive study of convergent and
commutative replicated data types").
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, select

from onrecord.model import Anchor, Attributed, Coded, Decision, Question, Span
from onrecord.record.anchors import locate
from onrecord.record.tables import decision, report, version


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
        "other": list(made.other) if made.other else None,
        "value": msgspec.to_builtins(value) if value else None,
        "person": made.person,
        "reason": made.reason,
        "blind": made.blind,
        "replaces": list(made.replaces),
        "decided_at": made.decided_at,
    }


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
        question=row.question,
        asked=row.asked,
        actor=row.actor,
        position=msgspec.convert(row.value, Coded) if of_position else None,
        statement=msgspec.convert(row.value, Attributed) if of_statement else None,
        reason=row.reason,
        blind=row.blind,
        replaces=tuple(row.replaces),
    )


def decisions(
    connection: Connection, *which: ColumnElement[bool], known_at: str | None = None
) -> tuple[Decision, ...]:
    """Return the decisions of the record (those that it held at `known_at`), in the order they were made."""
    wanted = select(decision).where(*which).order_by(decision.c.decided_at, decision.c.uid)
    if known_at is not None:
        wanted = wanted.where(decision.c.recorded_at <= known_at)
    return tuple(decision_of(row) for row in connection.execute(wanted))


def in_force(made: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that hold: neither undone nor replaced by one that is not undone itself.

    To undo a decision brings back what it had replaced; to undo the undo takes that away again.
    """
    undoing: dict[str, list[Decision]] = {}
    replacing: dict[str, list[Decision]] = {}
    for one in made:
        for uid in one.replaces:
            (undoing if one.verdict == "undo" else replacing).setdefault(uid, []).append(one)

    def undone(uid: str, above: frozenset[str] = frozenset()) -> bool:
        # `above` ends a ring of undos, which only a damaged or forged record can hold
        return any(
            one.uid not in above and not undone(one.uid, above | {uid}) for one in undoing.get(uid, ())
        )

    return tuple(
        one
        for one in made
        if one.verdict != "undo"
        and not undone(one.uid)
        and all(undone(later.uid) for later in replacing.get(one.uid, ()))
    )


def same_item(connection: Connection, one: Decision, known: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return those of `known` that are about the same words (and question, and actor) as `one`."""
    span = place_of(connection, one)
    if span is None:
        return ()
    near = [other for other in known if other.concerns(one)]
    places = ((other, place_of(connection, other)) for other in near)
    return tuple(other for other, place in places if place is not None and place.is_mostly(span))


def place_of(connection: Connection, one: Decision) -> Span | None:
    """Return where the words of a decision stand in the version in force; None where they are gone."""
    if one.anchor is None:
        return None
    row = connection.execute(
        select(version.c.text, version.c.text_digest)
        .join(report, report.c.id == version.c.report_id)
        .where(report.c.provider == one.provider, report.c.key == one.report)
        .where(version.c.superseded_at.is_(None))
    ).first()
    return None if row is None else locate(one.anchor, row.text, row.text_digest)
