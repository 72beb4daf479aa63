"""Joining another person's record to this one: reports, readings, questions, refusals and decisions.

What comes in is recorded now: the record did not know it before, whenever the other did. Nothing that is here
is lost, merging the same record again changes nothing, and where the two disagree it is told and not settled
silently.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select

from onrecord.model import Anchor, Decision
from onrecord.record import rows
from onrecord.record.anchors import anchor_of
from onrecord.record.decisions import decision_of, decision_row, decisions, in_force, same_item, same_pair
from onrecord.record.purging import bare, with_anchors
from onrecord.record.superseding import supersede, supersede_version
from onrecord.record.tables import (
    DERIVED,
    decision,
    judgement,
    position,
    purge,
    question,
    refusal,
    report,
    run,
    standing,
    version,
)
from onrecord.record.withdrawing import WITHDRAWN, was_taken_back


@dataclass(slots=True)
class Merged:
    """What came in, and where the two records disagree, a sentence each."""

    reports: int = 0
    versions: int = 0
    questions: int = 0
    decisions: int = 0
    refusals: int = 0
    differences: list[str] = field(default_factory=list)


def merge(ours: Connection, theirs: Connection, now: str) -> Merged:
    """Copy into `ours` what only `theirs` holds."""
    return _Merging(ours, theirs, now).run()


class _Merging:
    def __init__(self, ours: Connection, theirs: Connection, now: str) -> None:
        self._ours = ours
        self._theirs = theirs
        self._now = now
        self._merged = Merged()
        self._questions: dict[int, int] = {}  # ids of theirs to ours, where both ask the same

    def run(self) -> Merged:
        self._merge_questions()
        for row in self._theirs.execute(select(report).order_by(report.c.id)).all():
            self._merge_report(row)
        self._merge_refusals()
        self._merge_decisions()
        return self._merged

    # --- questions --------------------------------------------------------------------

    def _merge_questions(self) -> None:
        for row in self._theirs.execute(_current(question).order_by(question.c.name)).all():
            mine = self._ours.execute(_current(question).where(question.c.name == row.name)).first()
            if mine is None:
                last = select(question.c.version).where(question.c.name == row.name)
                number = max(self._ours.execute(last).scalars(), default=0) + 1
                self._questions[row.id] = self._copy(question, row, version=number)
                self._merged.questions += 1
            elif rows.question_of(mine) == rows.question_of(row):
                self._questions[row.id] = mine.id
            else:
                self._differ(f"question {row.name} is worded otherwise there; ours is kept")

    # --- reports --------------------------------------------------------------------

    def _merge_report(self, row: Row[Any]) -> None:
        same = (report.c.provider == row.provider, report.c.key == row.key)
        mine = self._ours.execute(select(report.c.id).where(*same)).scalar()
        versions = self._theirs.execute(
            select(version).where(version.c.report_id == row.id).order_by(version.c.number)
        ).all()
        status = self._theirs.execute(_current(standing).where(standing.c.report_id == row.id)).one()
        if mine is None:
            mine = self._copy(report, row)
            self._copy(standing, status, report_id=mine)
            for one in versions:
                self._copy_version(one, mine, one.number, is_current=one.superseded_at is None)
            self._merged.reports += 1
            return
        self._merge_status(mine, row, status)
        self._merge_versions(mine, row, versions)

    def _merge_status(self, mine: int, row: Row[Any], status: Row[Any]) -> None:
        held = self._ours.execute(_current(standing).where(standing.c.report_id == mine)).one()
        if held.status == status.status:
            return
        name = f"{_named(self._ours, row.provider, row.key)}"
        if status.status == WITHDRAWN and was_taken_back(self._ours, mine, status):
            self._differ(f"{name} is withdrawn there, which was taken back here; ours is kept")
        elif status.status == WITHDRAWN:
            supersede(self._ours, standing, standing.c.id == held.id, self._now)
            self._copy(standing, status, report_id=mine)
            self._differ(f"{name} is withdrawn there, and so it is here now: {status.reason or 'no reason'}")
        else:
            self._differ(f"{name} is {held.status} here and {status.status} there; ours is kept")

    def _merge_versions(self, mine: int, row: Row[Any], versions: Sequence[Row[Any]]) -> None:
        name = _named(self._ours, row.provider, row.key)
        held = self._ours.execute(
            select(version).where(version.c.report_id == mine).order_by(version.c.number)
        ).all()
        current = next(one for one in held if one.superseded_at is None)
        number = max(one.number for one in held)
        known = {_facts(one) for one in held}
        for one in versions:
            if _facts(one) in known:
                if one.superseded_at is None and _facts(one) == _facts(current):
                    self._merge_judgements(current, one, row)
                continue
            number += 1
            newer = one.superseded_at is None and _facts(current) in {
                _facts(other) for other in versions if other.number < one.number
            }
            if newer:
                supersede_version(self._ours, current.id, self._now)
                if not current.text:
                    self._differ(
                        f"{name}, whose text was removed here, has a newer text there, which came in"
                    )
            self._copy_version(one, mine, number, is_current=newer)
            self._merged.versions += 1
            if one.superseded_at is None and not newer:
                self._differ(
                    f"{name} has another text or day there; ours is kept, theirs is its version {number}"
                )

    def _copy_version(self, row: Row[Any], mine: int, number: int, *, is_current: bool) -> None:
        over = None if is_current else self._now
        version_id = self._copy(version, row, report_id=mine, number=number, superseded_at=over)
        for gone in self._theirs.execute(_current(purge).where(purge.c.version_id == row.id)).all():
            self._copy(purge, gone, version_id=version_id)
        if not is_current:
            return  # what an older text was read as is not in force, here or there
        for made in self._theirs.execute(_current(run).where(run.c.version_id == row.id)).all():
            run_id = self._copy(run, made, version_id=version_id)
            for table in DERIVED:
                self._copy_all(table, table.c.run_id == made.id, run_id=run_id)
            self._copy_judgements(made.id, run_id, {"report_id": mine, "version_id": version_id}, frozenset())

    def _merge_judgements(self, mine: Row[Any], other: Row[Any], row: Row[Any]) -> None:
        """What a text both hold was judged on there alone, where both read it alike; the rest is judged
        anew.
        """
        name = f"{_named(self._ours, row.provider, row.key)}"
        if bool(mine.text) != bool(other.text):
            where, elsewhere = ("there", "here") if mine.text else ("here", "there")
            self._differ(f"the text of {name} was removed {where}, and is still held {elsewhere}")
        held = self._ours.execute(_current(run).where(run.c.version_id == mine.id)).first()
        read = self._theirs.execute(_current(run).where(run.c.version_id == other.id)).first()
        if held is None or read is None or _reading(held) != _reading(read):
            return
        done = select(judgement.c.question_id).where(
            judgement.c.run_id == held.id, judgement.c.superseded_at.is_(None)
        )
        judged = frozenset(self._ours.execute(done).scalars())
        self._copy_judgements(read.id, held.id, {"report_id": mine.report_id, "version_id": mine.id}, judged)

    def _copy_judgements(self, theirs: int, run_id: int, of: dict[str, int], done: frozenset[int]) -> None:
        """Copy what a run of theirs was judged on, but for the questions of `done`."""
        for judged in self._theirs.execute(_current(judgement).where(judgement.c.run_id == theirs)).all():
            question_id = self._questions.get(judged.question_id)
            if question_id is None or question_id in done:
                continue  # asked otherwise here: it is judged anew
            judgement_id = self._copy(judgement, judged, run_id=run_id, question_id=question_id)
            of_it = {"judgement_id": judgement_id, "question_id": question_id, **of}
            self._copy_all(position, position.c.judgement_id == judged.id, **of_it)

    # --- refusals and decisions -----------------------------------------------------------------

    def _merge_refusals(self) -> None:
        told = (refusal.c.location, refusal.c.line, refusal.c.reason)
        held = {tuple(row) for row in self._ours.execute(select(*told)).all()}
        for row in self._theirs.execute(_current(refusal).order_by(refusal.c.id)).all():
            if (row.location, row.line, row.reason) not in held:
                self._copy(refusal, row)
                self._merged.refusals += 1

    def _merge_decisions(self) -> None:
        held = set(self._ours.execute(select(decision.c.uid)).scalars())
        came: set[str] = set()
        for row in self._theirs.execute(
            select(decision).order_by(decision.c.decided_at, decision.c.uid)
        ).all():
            if row.uid not in held:
                made = with_anchors(decision_of(row), self._as_held)
                self._ours.execute(insert(decision).values(**decision_row(made), recorded_at=self._now))
                came.add(row.uid)
        self._merged.decisions = len(came)
        known = [one for one in in_force(decisions(self._ours)) if not one.blind]
        told: set[frozenset[str]] = set()
        for one in known:
            if one.uid not in came:
                continue
            for other in self._about_the_same(one, known):
                pair = frozenset((one.uid, other.uid))
                if one.outcome != other.outcome and pair not in told:
                    told.add(pair)
                    self._differ(_disagreement(self._ours, other, one))

    def _about_the_same(self, one: Decision, known: Sequence[Decision]) -> Sequence[Decision]:
        if one.subject == "grouping":
            return _grouped(one, known)
        if one.subject == "sameness":
            return same_pair(self._ours, one, known)
        return same_item(self._ours, one, known)

    def _as_held(self, anchor: Anchor, provider: str | None, key: str | None) -> Anchor:
        """Take the words out of the anchor of a decision on a report whose text was removed here, and put
        them into one that came without, where the text is held here.
        """
        mine = (report.c.provider == provider, report.c.key == key)
        of_report = select(version).join(report, report.c.id == version.c.report_id).where(*mine)
        held = self._ours.execute(of_report.where(version.c.text_digest == anchor.digest)).first()
        current = self._ours.execute(of_report.where(version.c.superseded_at.is_(None))).first()
        if current is not None and any(one is not None and not one.text for one in (held, current)):
            there = select(version.c.text).where(version.c.text_digest == current.text_digest)
            text = current.text or self._theirs.execute(there).scalar() or ""
            return bare(anchor, text, current.text_digest)
        if held is not None and not anchor.exact:
            return anchor_of(held.text, anchor.span, anchor.digest)
        return anchor

    # --- rows --------------------------------------------------------------------

    def _copy(self, table: Table, row: Row[Any], **other: Any) -> int:
        made = self._ours.execute(insert(table).values(**self._values(table, row, other)))
        key: Any = made.inserted_primary_key
        return int(key[0])

    def _copy_all(self, table: Table, which: Any, **other: Any) -> None:
        found = self._theirs.execute(_current(table).where(which).order_by(table.c.id)).all()
        if found:
            self._ours.execute(insert(table), [self._values(table, row, other) for row in found])

    def _values(self, table: Table, row: Row[Any], other: dict[str, Any]) -> dict[str, Any]:
        held = {str(name): value for name, value in row._mapping.items() if name != "id"}
        return {**held, "recorded_at": self._now, "superseded_at": None, **other}

    def _differ(self, sentence: str) -> None:
        self._merged.differences.append(sentence)


def _named(ours: Connection, provider: str | None, key: str | None) -> str:
    """Call a report as commands do: "report R3 of MNA"; by its key where it is not here."""
    found = ours.execute(
        select(report.c.id).where(report.c.provider == provider, report.c.key == key)
    ).scalar()
    return f"report {key if found is None else f'R{found}'} of {provider}"


def _disagreement(ours: Connection, one: Decision, other: Decision) -> str:
    words = one.anchor.exact if one.anchor else ""
    here = _named(ours, one.provider, one.report)
    where = f"on {words!r} in {here}"
    if one.other is not None:
        there = _named(ours, *one.other)
        where = f"{where} and {one.beside.exact!r} in {there}" if one.beside else f"on {here} and {there}"
    about = f"{one.question}: " if one.question else ""
    return (
        f"{about}D{one.uid[:8]} of {one.person} ({_said(one)}) and D{other.uid[:8]} of {other.person} "
        f"({_said(other)}) disagree {where}"
    )


def _said(one: Decision) -> str:
    if one.verdict == "reject":
        return "reject"
    if one.position is not None:
        return f"{one.position.actor} {one.position.side}"
    return (
        ", ".join(one.statement.actors) or one.statement.speaker or "open" if one.statement else one.verdict
    )


def _grouped(one: Decision, known: Sequence[Decision]) -> list[Decision]:
    """Return the decisions that join or part the same two reports."""
    ends = [(one.provider, one.report), one.other]
    return [d for d in known if d.subject == "grouping" and [(d.provider, d.report), d.other] == ends]


def _reading(row: Row[Any]) -> tuple[Any, ...]:
    """What makes a reading of the same text another one."""
    return row.program, row.model, row.world, row.taught, row.content


def _current(table: Table) -> Any:
    return select(table).where(table.c.superseded_at.is_(None))


def _facts(row: Row[Any]) -> tuple[Any, ...]:
    """What makes a version another one: the bytes, and what a person gave besides."""
    return row.digest, row.outlet, row.published
