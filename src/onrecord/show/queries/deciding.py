"""What people decided, what became of it, and how far they agree."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from onrecord.model import Anchor, Decision
from onrecord.record import Record, UnknownQuestionError
from onrecord.record import decisions as kept
from onrecord.show.agreement import alpha
from onrecord.show.answers import Agreement, DecisionLine, DecisionState
from onrecord.show.overlay import Placed, items, same_item
from onrecord.show.pairing import Paired
from onrecord.show.queries.citing import report_line
from onrecord.show.queries.gathering import place, version_of
from onrecord.show.queries.holdings import questions_of
from onrecord.show.queries.pairing import paired
from onrecord.show.queries.words import PURGED


def decisions(
    record: Record,
    *,
    question: str | None = None,
    person: str | None = None,
    open_only: bool = False,
    undoings: bool = False,
) -> tuple[DecisionLine, ...]:
    """Return what people decided, in the order they did; with `undoings` also what they took back, whose
    `replaces` names the decision that is undone.

    `open_only` leaves those that wait for a person: reopened by a changed question, lost with their words, or
    in disagreement with another. Raises `UnknownQuestionError`.
    """
    with record.reading() as connection:
        made = kept.decisions(connection)
        known = questions_of(connection, None)
        if question is not None and question not in {q.id for q in known} | {one.question for one in made}:
            raise UnknownQuestionError(question, tuple(q.id for q in known))
        holding = kept.in_force(made)
        held = frozenset(one.uid for one in holding)
        asked = {q.id: q.asked for q in known}
        found = {one.decision.uid: one for one in place(connection, holding, None)}
        pairs = {one.decision.uid: one for one in paired(connection)}
        single = {one.uid for one in holding if one.subject != "sameness"}
        placed = _Places({uid: one for uid, one in found.items() if uid in single}, pairs)
        lines = [
            _line(connection, one, _state(one, made, held, placed, asked), holding, placed)
            for one in made
            if (undoings or one.verdict != "undo")
            and (question is None or one.question == question)
            and (person is None or one.person == person)
        ]
    return tuple(
        line for line in lines if not open_only or line.state in ("reopened", "lost") or line.disagrees
    )


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the words of decisions in force stand, by their uids: of those on one thing, and on two."""

    single: dict[str, Placed]
    pairs: dict[str, Paired]

    def __contains__(self, uid: str) -> bool:
        return uid in self.single or uid in self.pairs


def _line(
    connection: Connection,
    one: Decision,
    state: DecisionState,
    holding: Sequence[Decision],
    placed: _Places,
) -> DecisionLine:
    row = version_of(connection, one, None)
    beside = None
    if one.other is not None:
        beside = version_of(connection, replace(one, provider=one.other[0], report=one.other[1]), None)
    others: tuple[str, ...] = ()
    if state == "in force" and one.verdict != "undo":
        others = tuple(f"D{o.uid[:8]}" for o in holding if not o.blind and _disputes(one, o, placed))
    return DecisionLine(
        ref=f"D{one.uid[:8]}",
        decision=one,
        state=state,
        report=report_line(row) if row is not None else None,
        words=_words(one.anchor) or "",
        disagrees=others,
        other=report_line(beside).ref if beside is not None else None,
        other_words=_words(one.beside),
    )


def _words(anchor: Anchor | None) -> str | None:
    return None if anchor is None else anchor.exact or PURGED


def _disputes(one: Decision, other: Decision, placed: _Places) -> bool:
    """Whether a decision says otherwise of the same thing, of which the same was asked."""
    if one.subject == other.subject == "grouping":
        pairs = [(d.provider, d.report, d.other) for d in (one, other)]
        return pairs[0] == pairs[1] and one.verdict != other.verdict
    if one.uid in placed.pairs and other.uid in placed.pairs:
        same_pair = placed.pairs[one.uid].ends == placed.pairs[other.uid].ends
        return same_pair and one.verdict != other.verdict
    if one.uid not in placed.single or other.uid not in placed.single or one.asked != other.asked:
        return False
    return same_item(placed.single[one.uid], placed.single[other.uid]) and one.outcome != other.outcome


def _state(
    one: Decision,
    made: Sequence[Decision],
    held: frozenset[str],
    placed: _Places,
    asked: dict[str, str],
) -> DecisionState:
    if one.verdict == "undo":
        return "undone" if kept.undone_among(made)(one.uid) else "in force"
    if one.uid not in held:
        undone = any(other.verdict == "undo" and one.uid in other.replaces for other in made)
        return "undone" if undone else "replaced"
    if one.blind:
        return "blind"
    now = asked.get(one.question or "")
    if one.subject == "position" and now != one.asked:
        here = placed.single.get(one.uid)
        later = (p for p in placed.single.values() if p.decision.asked == now and not p.decision.blind)
        return "replaced" if here is not None and any(same_item(here, p) for p in later) else "reopened"
    return "in force" if one.subject == "grouping" or one.uid in placed else "lost"


def agreement(record: Record, question: str | None = None) -> tuple[Agreement, ...]:
    """Return how far the coders of each kept question (or the one named) agree, by what they coded blind.

    Raises `UnknownQuestionError`.
    """
    with record.reading() as connection:
        asked = questions_of(connection, None)
        if question is not None and question not in {q.id for q in asked}:
            raise UnknownQuestionError(question, tuple(q.id for q in asked))
        made = [one for one in kept.in_force(kept.decisions(connection)) if one.blind]
        placed = place(connection, made, None)
    found = []
    for one in asked:
        if question not in (None, one.id):
            continue
        mine = [p for p in placed if p.decision.question == one.id and p.decision.asked == one.asked]
        coded = _coded(mine)
        twice = [codes for codes in coded if len(codes) > 1]
        found.append(
            Agreement(
                question=one.id,
                alpha=alpha(coded),
                items=len(twice),
                codings=sum(len(codes) for codes in twice),
                same=sum(len(set(codes.values())) == 1 for codes in twice),
                coders=tuple(sorted({p.decision.person for p in mine})),
            )
        )
    return tuple(found)


def _coded(placed: Sequence[Placed]) -> list[dict[str, Hashable]]:
    """Each item with the code that each coder gave it."""
    by_report: dict[str, list[Placed]] = {}
    for one in placed:
        by_report.setdefault(one.report.ref, []).append(one)
    return [
        {
            one.decision.person: one.decision.position.side if one.decision.position else "no position"
            for one in item
        }
        for of_report in by_report.values()
        for item in items(of_report)
    ]
