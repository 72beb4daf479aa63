"""What a page of one report, statement or actor shows, and the queue of what waits for a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from onrecord.model import Span
from onrecord.record import Record, UnknownQuestionError, dialect
from onrecord.record import decisions as kept
from onrecord.record.naming import find_report, find_statement
from onrecord.record.tables import (
    decision,
    judgement,
    likeness,
    mention,
    position,
    purge,
    report,
    run,
    standing,
    version,
)
from onrecord.record.tables import question as question_table
from onrecord.record.tables import statement as statement_table
from onrecord.show.answers import Evidence, ReportLine, ReportStatus, Row, StatementLine, Table
from onrecord.show.origins import QUOTED
from onrecord.show.overlay import told_apart
from onrecord.show.queries.citing import CITED, in_force, name_of, report_line
from onrecord.show.queries.gathering import gather
from onrecord.show.queries.holdings import questions_of, withdrawn_reports
from onrecord.show.queries.light import Piece
from onrecord.show.queries.positions import of_actor, positions
from onrecord.show.queries.statements import lines_of_version
from onrecord.show.queries.words import PURGED, Words


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of a report: its number, from 1, when the record learned of it, whether it is in force."""

    number: int
    recorded_at: str
    in_force: bool
    was_read: bool
    digest: str


@dataclass(frozen=True, slots=True)
class Kin:
    """Another report that carries the same text, a passage of it, or quotations from the same place.

    `shares` (0-1) are the parts of the words outside quotations that this report and the other share.
    """

    report: ReportLine
    kind: str
    shares: tuple[float, float]

    @property
    def quoted(self) -> str:
        """Why quotations that both share are of one origin; empty where it is not these that link them."""
        return QUOTED.get(self.kind, "")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in its report: its line, the spans of its parts, and why speaker and day were read so."""

    line: StatementLine
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    relays: tuple[tuple[str, Span], ...]
    because: tuple[tuple[str, Span | None], ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided about a report's words, as a sentence, and whether it is in force (what was coded
    blind is, and changes no table).
    """

    ref: str
    told: str
    words: str
    in_force: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report with all that was read in it; `text` is None where it was removed, then `removed` says why.

    `evidence` are its positions on every kept question, `rejected` those that a person rejected.
    """

    report: ReportLine
    status: ReportStatus
    reason: str | None
    text: str | None
    removed: str | None
    language: str
    asides: tuple[tuple[Span, str], ...]
    versions: tuple[VersionLine, ...]
    said: tuple[Said, ...]
    evidence: tuple[Evidence, ...]
    kin: tuple[Kin, ...]
    rejected: tuple[Evidence, ...] = ()
    decided: tuple[Decided, ...] = ()


@dataclass(frozen=True, slots=True)
class Silent:
    """An actor without a position on a question, and in how many of its reports it is mentioned."""

    actor: str
    actor_name: str
    reports: int


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for a person: the evidence, what a decision would do to the table, and a weight by
    which tasks are put in order.
    """

    evidence: Evidence
    why: str
    weight: tuple[int, int]


def report_view(record: Record, name: str) -> ReportView:
    """Return the report that a ref, an id, an address or a path names, in the version in force.

    Raises `UnknownNameError` and `AmbiguousNameError`.
    """
    with record.reading() as connection:
        found = find_report(connection, name)
        row: Any = connection.execute(_version(found.version_id)).one()
        status = connection.execute(
            select(standing.c.status, standing.c.reason).where(
                standing.c.report_id == found.report_id, standing.c.superseded_at.is_(None)
            )
        ).one()
        gone = connection.execute(
            select(purge.c.reason).where(
                purge.c.version_id == found.version_id, purge.c.superseded_at.is_(None)
            )
        ).scalar()
        versions = connection.execute(
            select(version).where(version.c.report_id == found.report_id).order_by(version.c.number)
        ).all()
        evidence, rejected = _evidence_in(connection, found.report_id)
        return ReportView(
            report=report_line(row),
            status=status.status,
            reason=status.reason,
            text=row.text or None,
            removed=gone,
            language=found.language,
            asides=tuple((Span(start, end), kind) for start, end, kind in row.asides),
            versions=tuple(
                VersionLine(
                    one.number, one.recorded_at, one.superseded_at is None, one.was_read, one.text_digest
                )
                for one in versions
            ),
            said=_said(connection, found.version_id),
            evidence=evidence,
            kin=_kin(connection, found.version_id),
            rejected=rejected,
            decided=_decided(connection, found.provider, found.key),
        )


def statement_view(record: Record, ref: str) -> tuple[ReportView, Said | None]:
    """Return the report of a statement and the statement in it; None where a newer reading has it no more.

    Raises `UnknownNameError`.
    """
    with record.reading() as connection:
        row = find_statement(connection, ref)
        found = connection.execute(
            select(report.c.id).where(report.c.provider == row.provider, report.c.key == row.key)
        ).scalar_one()
    view = report_view(record, f"R{found}")
    span = Span(row.start, row.end)
    exact = [one for one in view.said if one.line.ref == ref]
    near = [one for one in view.said if one.line.span.is_mostly(span)]
    return view, next(iter(exact or near), None)


def held(record: Record) -> Mapping[str, int]:
    """Return how many positions were read on each kept question: what a page of all of them would weigh."""
    with record.reading() as connection:
        counted = connection.execute(
            select(question_table.c.name, func.count(position.c.id))
            .outerjoin(
                position,
                and_(position.c.question_id == question_table.c.id, position.c.superseded_at.is_(None)),
            )
            .where(question_table.c.superseded_at.is_(None))
            .group_by(question_table.c.name)
        )
        return {row[0]: row[1] for row in counted}


def touched(record: Record, actor: str) -> Mapping[str, int]:
    """Return the kept questions on which something was read, or decided, of an actor, with the number of
    positions that were read: what was spoken of last comes first, what was only decided after all others.
    """
    with record.reading() as connection:
        read_on = connection.execute(
            select(question_table.c.name, func.count(position.c.id))
            .join(position, position.c.question_id == question_table.c.id)
            .where(
                position.c.actor == actor,
                position.c.superseded_at.is_(None),
                question_table.c.superseded_at.is_(None),
            )
            .group_by(question_table.c.name)
            .order_by(func.max(position.c.day).desc(), question_table.c.name)
        ).all()
        about = connection.execute(
            select(decision.c.question)
            .join(question_table, question_table.c.name == decision.c.question)
            .where(question_table.c.superseded_at.is_(None))
            .distinct()
        ).scalars()
        decided_on: list[str] = [name for name in about if name]
    found = {row[0]: int(row[1]) for row in read_on}
    return {**found, **{name: 0 for name in sorted(decided_on) if name not in found}}


def actors_read(record: Record) -> tuple[str, ...]:
    """Return the actors of which a position was read on any question, by code."""
    with record.reading() as connection:
        found = connection.execute(select(position.c.actor).distinct()).scalars()
        return tuple(sorted(code for code in found if code))


def actor_rows(
    record: Record, actor: str, as_of: date | None = None, *, questions: Iterable[str] | None = None
) -> tuple[tuple[Table, Row], ...]:
    """Return where an actor stands on every kept question (or those named) on which it has a row."""
    names = sorted(touched(record, actor)) if questions is None else [*questions]
    return tuple((table, row) for table in of_actor(record, actor, names, as_of) for row in table.rows)


def silent(
    record: Record, question: str, as_of: date | None = None, *, table: Table | None = None
) -> tuple[Silent, ...]:
    """Return the actors that reports on a question mention, and that stand nowhere in its table, most
    mentioned first; by `as_of`, where a day is given. `table` is the table of that day, where it is at hand.

    On the question is a report of its period that holds a phrase of its `about`, by the index of the full
    text, or that gave a position on it. Reports that are withdrawn are left out. Raises
    `UnknownQuestionError`.
    """
    by_then = as_of or date.max
    if table is None:
        (table,) = positions(record, question, as_of=as_of, whole=False)
    apart = (*table.claimed, *table.unsure, *table.by_membership, *table.rejected)
    having = {row.actor for row in table.rows} | {e.actor for e in apart}
    with record.reading() as connection:
        out = withdrawn_reports(connection, None)
        kept_now: dict[str, Any] = {
            row.name: row
            for row in connection.execute(
                select(question_table).where(question_table.c.superseded_at.is_(None))
            )
        }
        if question not in kept_now:
            raise UnknownQuestionError(question, tuple(kept_now))
        row = kept_now[question]
        asked = row.id
        counted = connection.execute(
            select(mention.c.actor, func.count(func.distinct(mention.c.run_id)))
            .join(run, run.c.id == mention.c.run_id)
            .join(version, version.c.id == run.c.version_id)
            .where(mention.c.run_id.in_(_judged_runs(asked)), mention.c.superseded_at.is_(None))
            .where(version.c.id.in_(_versions_on(row)))
            .where(version.c.published <= by_then, version.c.report_id.not_in(sorted(out)))
            .group_by(mention.c.actor)
        ).all()
    found = [Silent(code, name_of(code), number) for code, number in counted if code not in having]
    return tuple(sorted(found, key=lambda one: (-one.reports, one.actor_name)))


def queue(record: Record, question: str) -> tuple[Task, ...]:
    """Return what waits for a person on a question: first what would change a cell of the table.

    Unsure evidence that would give an actor its first row, then what would change or contradict a row, then
    what would only confirm one; of equals what most reports carry comes first.
    """
    (table,) = positions(record, question)
    rows = {row.actor: row for row in table.rows}
    tasks = []
    carried: dict[tuple[str | None, str | None], int] = {}
    for e in table.unsure:
        carried[e.actor, e.side] = carried.get((e.actor, e.side), 0) + 1
    for e in table.unsure:
        row = rows.get(e.actor or "")
        if e.actor is None:
            rank, why = 3, "the actor is open"
        elif e.side is None:
            rank, why = 3, "the side is open"
        elif row is None:
            rank, why = 0, f"it would be the first position of {e.actor_name}"
        elif row.side is None:
            rank, why = 1, f"{e.actor_name} is open: reports contradict each other"
        elif row.side != e.side:
            rank, why = 1, f"it would speak against the row of {e.actor_name}, which says {row.side}"
        else:
            rank, why = 2, f"it would confirm the row of {e.actor_name}"
        tasks.append(Task(e, why, (rank, -carried[e.actor, e.side])))
    return tuple(sorted(tasks, key=lambda task: (task.weight, task.evidence.order)))


def _version(version_id: int) -> Any:
    return (
        select(*CITED)
        .select_from(version)
        .join(report, report.c.id == version.c.report_id)
        .where(version.c.id == version_id)
    )


def _said(connection: Connection, version_id: int) -> tuple[Said, ...]:
    lines = {line.ref: line for line in lines_of_version(connection, version_id)}
    rows = connection.execute(
        select(statement_table)
        .join(run, run.c.id == statement_table.c.run_id)
        .where(run.c.version_id == version_id, statement_table.c.superseded_at.is_(None))
        .order_by(statement_table.c.place)
    )
    found = []
    for row in rows:
        line = lines.pop(f"S{row.id}", None)
        if line is None:
            continue  # a person rejected it
        found.append(
            Said(
                line=line,
                source=_spans(row.source),
                cue=_spans(row.cue),
                content=_spans(row.content),
                relays=tuple((relay["name"], Span(*relay["span"])) for relay in row.relayed_by),
                because=tuple(
                    (reason["rule"], Span(*reason["span"]) if reason["span"] else None)
                    for reason in row.because
                ),
            )
        )
    found += [Said(line, (), (), (line.span,), (), ()) for line in lines.values()]
    return tuple(sorted(found, key=lambda one: one.line.span))


def _spans(stored: Any) -> tuple[Span, ...]:
    return tuple(Span(*span) for span in stored)


def _evidence_in(connection: Connection, report_id: int) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """Every position that a report gives, on all questions, people's decisions laid over; and what they
    rejected.
    """
    read_on = connection.execute(
        select(question_table.c.name)
        .join(position, position.c.question_id == question_table.c.id)
        .where(
            position.c.report_id == report_id,
            position.c.superseded_at.is_(None),
            question_table.c.superseded_at.is_(None),
        )
        .distinct()
    ).scalars()
    decided_on = connection.execute(
        select(decision.c.question)
        .join(report, and_(report.c.provider == decision.c.provider, report.c.key == decision.c.report))
        .where(report.c.id == report_id)
        .distinct()
    ).scalars()
    names = {*read_on, *decided_on}
    found: list[Evidence] = []
    rejected: list[Evidence] = []
    for asked in questions_of(connection, None):
        if asked.id not in names:
            continue
        read = gather(connection, asked, None, None, report_id=report_id)
        pieces: list[Piece] = [*read.evidence, *read.rejected]
        words = Words(connection, asked, pieces)
        found += (words.of(piece) for piece in read.evidence)
        rejected += (words.of(piece) for piece in read.rejected)
    return _by_place(found), _by_place(rejected)


def _by_place(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(evidence, key=lambda e: (e.span, e.question, e.actor_name or "", e.ref)))


def _decided(connection: Connection, provider: str, key: str) -> tuple[Decided, ...]:
    """What was decided on a report, be it the first or the second of two that were joined or parted."""
    first = and_(decision.c.provider == provider, decision.c.report == key)
    second = and_(decision.c.other[0].as_string() == provider, decision.c.other[1].as_string() == key)
    made = kept.decisions(connection, or_(first, second, decision.c.verdict == "undo"))
    holding = {one.uid for one in kept.in_force(made)}
    found = []
    for one in made:
        if one.verdict != "undo":
            here = one.anchor if (one.provider, one.report) == (provider, key) else one.beside
            words = here.exact or PURGED if here else ""
            found.append(Decided(f"D{one.uid[:8]}", told_apart(one), words, one.uid in holding))
    return tuple(found)


def _kin(connection: Connection, version_id: int) -> tuple[Kin, ...]:
    found = []
    for mine, other in (
        (likeness.c.one_id, likeness.c.other_id),
        (likeness.c.other_id, likeness.c.one_id),
    ):
        rows: Any = connection.execute(
            select(likeness.c.kind, likeness.c.share_one, likeness.c.share_other, *CITED)
            .join(version, version.c.id == other)
            .join(report, report.c.id == version.c.report_id)
            .where(mine == version_id, in_force(likeness, None), in_force(version, None))
        )
        for row in rows:
            shares = (row.share_one, row.share_other)
            found.append(
                Kin(report_line(row), row.kind, shares if mine is likeness.c.one_id else shares[::-1])
            )
    return tuple(sorted(found, key=lambda kin: (kin.report.published, kin.report.provider, kin.report.key)))


def _judged_runs(asked: int) -> Any:
    return select(judgement.c.run_id).where(
        judgement.c.question_id == asked, judgement.c.superseded_at.is_(None)
    )


def _versions_on(asked: Any) -> Any:
    """The versions of reports on a question, a row of its table: what it is judged on beside them says
    nothing of it, and whom they mention is not silent on it.
    """
    phrases = version.c.id.in_(dialect.holding("version", asked.about))
    in_period = [version.c.published >= asked.since]
    if asked.until is not None:
        in_period.append(version.c.published <= asked.until)
    gave = select(position.c.version_id).where(
        position.c.question_id == asked.id, position.c.superseded_at.is_(None)
    )
    return select(version.c.id).where(phrases, *in_period).union(gave)
