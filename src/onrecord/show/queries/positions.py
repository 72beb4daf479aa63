"""Tables of positions: the evidence of a question, added up to a row an actor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, select
from sqlalchemy import Row as SqlRow

from onrecord.model import Act, Span
from onrecord.record import Record, UnknownQuestionError
from onrecord.record.rows import moment_of
from onrecord.record.tables import (
    judgement,
    position,
    report,
    run,
    standing,
    statement,
    version,
)
from onrecord.record.tables import question as question_table
from onrecord.show.answers import Coverage, Evidence, QuestionLine, Table
from onrecord.show.context import around
from onrecord.show.queries.citing import CITED, cited, day_of, in_force, name_of, report_line, words_of
from onrecord.show.queries.holdings import coverage_of, questions_of
from onrecord.show.standing import RULE, add_up, settled, tally
from onrecord.show.wording import day
from onrecord.world import World

# Their word is given in the name of the members; that of the UN's Secretariat or Security Council is not.
SPEAK_FOR_MEMBERS = frozenset(
    "EU NATO AU ECOWAS ASEAN ARAB_LEAGUE GCC CIS CSTO EAEU SCO BRICS G7 G8 G20".split()
)
SAID = (statement.c.sourcing, statement.c.directness)


def positions(  # noqa: PLR0913 -- each keyword asks for less, or for more
    record: Record,
    question: str | None = None,
    *,
    as_of: date | None = None,
    actor: str | None = None,
    explicit: bool | None = None,
    act: Act | None = None,
    by_membership: bool = False,
    known_at: str | None = None,
) -> tuple[Table, ...]:
    """Return one table for each kept question (or the one named), in the order of their ids.

    `as_of` asks what was so on that day: it takes what was said by then (where the text gives no day:
    published by then). `known_at` (UTC, ISO 8601 with microseconds) asks what the record knew at that moment.
    `actor`, `explicit` and `act` leave out other evidence before it is added up. `by_membership` counts what
    an organisation says for each of its members of that day that has no word of its own. Raises
    `UnknownQuestionError`.
    """
    with record.reading() as connection:
        kept = questions_of(connection, known_at)
        if question is not None and question not in {q.id for q in kept}:
            raise UnknownQuestionError(question, tuple(q.id for q in kept))
        evidence = _evidence(connection, question, known_at)
        covered = coverage_of(connection, known_at)
    known = [e for e in evidence if as_of is None or e.day <= as_of]
    wanted = [
        e
        for e in (*known, *(_of_members(known) if by_membership else ()))
        if (actor is None or e.actor == actor)
        and (explicit is None or e.explicit == explicit)
        and (act is None or e.act == act)
    ]
    rule = _rule(as_of, actor, explicit, act, by_membership)
    narrowed = any(one is not None for one in (as_of, actor, explicit, act))
    return tuple(
        _table(
            asked,
            [e for e in wanted if e.question == asked.id],
            covered,
            as_of,
            rule,
            narrowed,
            by_membership,
        )
        for asked in kept
        if question in (None, asked.id)
    )


def _table(
    asked: QuestionLine,
    evidence: list[Evidence],
    covered: Coverage,
    as_of: date | None,
    rule: str,
    narrowed: bool,
    by_membership: bool,
) -> Table:
    kinds: dict[str, list[Evidence]] = {}
    for e in evidence:
        kinds.setdefault(_kind(e, by_membership), []).append(e)
    settles, anonymous = settled(kinds.get("counted", []))
    rows = add_up(settles)
    return Table(
        question=asked,
        as_of=as_of,
        rule=rule,
        rows=rows,
        claimed=_in_order(kinds.get("claimed", [])),
        unsure=_in_order([*kinds.get("unsure", []), *anonymous]),
        by_membership=_in_order(kinds.get("by membership", [])),
        coverage=covered,
        tallies=tally(rows),
        narrowed=narrowed,
    )


def _kind(evidence: Evidence, asked: bool = False) -> str:
    if evidence.unsure or evidence.actor is None or evidence.side is None:
        return "unsure"
    if evidence.route == "by_membership" and not asked:
        return "by membership"
    return "counted" if evidence.asserted_by in ("self", "narrator") else "claimed"


def _of_members(evidence: Sequence[Evidence]) -> Iterator[Evidence]:
    """What organisations say, for each of their members of that day that the evidence gives no stand of its
    own."""
    counted = [e for e in evidence if _kind(e) == "counted"]
    own = {(e.question, e.actor) for e in counted}
    for e in counted:
        if e.actor not in SPEAK_FOR_MEMBERS:
            continue
        for member in World.load().actors.values():
            if member.belongs_to(e.actor, e.day) and (e.question, member.code) not in own:
                yield replace(e, actor=member.code, actor_name=member.name, route="by_membership")


def _rule(
    as_of: date | None, actor: str | None, explicit: bool | None, act: Act | None, by_membership: bool
) -> str:
    rule = RULE if as_of is None else f"{RULE}; only what was said by {day(as_of)}"
    if by_membership:
        rule += "; who has no word of its own is shown with that of an organisation of which it was a member"
    if actor is not None:
        rule += f"; only positions of {name_of(actor)}"
    if explicit is not None:
        rule += "; only explicit positions" if explicit else "; only implied positions"
    if act is not None:
        rule += f"; only the act {act!r}"
    if explicit is not None or act is not None:
        rule += "; with other evidence left out, a row need not show the stand that is in force"
    return rule + "."


def _evidence(connection: Connection, question: str | None, known_at: str | None) -> list[Evidence]:
    said_in = and_(statement.c.run_id == run.c.id, statement.c.name == position.c.statement)
    asked = (
        select(position, question_table.c.name.label("question"), *SAID, *CITED)
        .join(judgement, judgement.c.id == position.c.judgement_id)
        .join(question_table, question_table.c.id == judgement.c.question_id)
        .join(run, run.c.id == judgement.c.run_id)
        .outerjoin(statement, said_in)
        .join(version, version.c.id == run.c.version_id)
        .join(report, report.c.id == version.c.report_id)
        .join(standing, standing.c.report_id == report.c.id)
        .where(standing.c.status != "withdrawn")
        .where(*(in_force(t, known_at) for t in (position, question_table, version, standing)))
        .order_by(position.c.id)
    )
    if question is not None:
        asked = asked.where(question_table.c.name == question)
    return [_as_evidence(row) for row in connection.execute(asked)]


def _as_evidence(row: SqlRow[Any]) -> Evidence:
    span = Span(row.start, row.end)
    said_on = moment_of(row, "said")
    before, after = around(row.text, span, floor=_body_start(row.asides, span))
    return Evidence(
        question=row.question,
        actor=row.actor,
        actor_name=name_of(row.actor) if row.actor else None,
        side=row.side,
        explicit=row.explicit,
        unsure=row.unsure,
        modality=row.modality,
        act=row.act,
        route=row.route,
        asserted_by=row.asserted_by,
        asserted_by_name=name_of(row.asserted_by),
        speaker=row.speaker,
        office=row.office,
        sourcing=row.sourcing,
        directness=row.directness,
        statement=row.statement,
        words=span.of(row.text),
        before=before,
        after=after,
        span=span,
        grounds=words_of(row.text, row.grounds),
        condition=Span(*row.condition).of(row.text) if row.condition else None,
        said_on=said_on,
        day=day_of(said_on, row.published),
        relayed_by=tuple(relay["name"] for relay in row.relayed_by),
        confidence=row.confidence,
        because=tuple(reason["rule"] for reason in row.because),
        report=report_line(row),
    )


def _in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(
        sorted(
            evidence, key=lambda e: (e.actor_name or "\uffff", e.day, *cited(e.report), e.span, e.side or "")
        )
    )


def _body_start(asides: Iterable[tuple[int, int, str]], span: Span) -> int:
    """Where the prose that leads to the span begins: behind front matter, byline and dateline."""
    heads = (end for _, end, kind in asides if kind in ("front", "byline", "dateline"))
    return max((end for end in heads if end <= span.start), default=0)
