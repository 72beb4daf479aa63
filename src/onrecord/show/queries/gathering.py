"""The evidence of a question: light at first, with its words where they are shown.

A table sorts and counts thousands of positions and shows the words of a few hundred. So the positions are
read without the texts they stand in, people's decisions are laid over them, and the words of those that are
to be shown are fetched in a second look.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import Connection, and_, or_, select
from sqlalchemy import Row as SqlRow

from onrecord.model import Decision
from onrecord.record import decisions as kept
from onrecord.record.anchors import locate
from onrecord.record.dialect import among
from onrecord.record.rows import last_day
from onrecord.record.tables import decision, report, version
from onrecord.show.answers import Evidence, QuestionLine
from onrecord.show.context import around
from onrecord.show.overlay import Placed, overlay, told
from onrecord.show.queries.citing import CITED, in_force, name_of, report_line
from onrecord.show.queries.holdings import withdrawn_reports
from onrecord.show.queries.light import Light, Piece, read_light
from onrecord.show.queries.words import PURGED, Words, body_start


@dataclass(frozen=True, slots=True)
class Gathered:
    """The evidence of a question with people's decisions laid over it, and what they rejected; `versions` are
    those in force of the reports that somebody decided on, by their refs.
    """

    evidence: tuple[Piece, ...]
    rejected: tuple[Evidence, ...]
    versions: Mapping[str, int]

    def versions_of(self, pieces: Iterable[Piece]) -> dict[str, int]:
        """Return the ids of the versions that pieces of the evidence stand in, by the refs of their
        reports."""
        return {
            e.report_ref: e.version_id if isinstance(e, Light) else self.versions[e.report_ref]
            for e in pieces
        }


def gather(
    connection: Connection,
    asked: QuestionLine,
    as_of: date | None,
    known_at: str | None,
    *,
    report_id: int | None = None,
    actor: str | None = None,
    withdrawn: bool = False,
) -> Gathered:
    """Return what had been said on a question by `as_of`, in one report where one is named. Reports that are
    withdrawn are left out, unless `withdrawn` asks for them. With `actor` the positions of others may be left
    out: they are as long as nobody has decided whose a position is.
    """
    about = _about(connection, asked, known_at)
    out = frozenset[int]() if withdrawn else withdrawn_reports(connection, known_at)
    light = read_light(
        connection,
        asked.id,
        known_at,
        as_of=None if about else as_of,  # a decision may give words an earlier day
        report_id=report_id,
        actor=None if about else actor,
    )
    if out:
        light = [one for one in light if one.report_id not in out]
    held = {(one.provider, one.report_key) for one in light} if about else set()
    mine = [one for one in about if one.subject == "position" or (one.provider, one.report) in held]
    placed = [one for one in place(connection, mine, known_at) if int(one.report.ref[1:]) not in out]
    if report_id is not None:
        placed = [one for one in placed if one.report.ref == f"R{report_id}"]
    if not placed:
        said_by_then = light if as_of is None or not about else [one for one in light if one.day <= as_of]
        return Gathered(tuple(said_by_then), (), {})
    touched = {one.report.ref for one in placed}
    decided = [one for one in light if one.report_ref in touched]
    words = Words(connection, asked, decided)
    laid = overlay(
        [words.of(one) for one in decided],
        placed,
        lambda one: _fresh(connection, one, known_at),
        name_of,
        lambda coded, published: last_day(coded.said_on, published),
    )
    versions = dict(_versions(connection, touched, known_at))
    both: list[Piece] = [*(one for one in light if one.report_ref not in touched), *laid.evidence]
    said = (one for one in both if as_of is None or one.day <= as_of)
    out_of_it = (one for one in laid.rejected if as_of is None or one.day <= as_of)
    return Gathered(tuple(said), tuple(out_of_it), versions)


def place(connection: Connection, made: Sequence[Decision], known_at: str | None) -> list[Placed]:
    """Find the words of decisions in the versions in force; those whose words are gone are left out."""
    placed = []
    for one in made:
        row = version_of(connection, one, known_at)
        if row is None or one.anchor is None:
            continue
        span = locate(one.anchor, row.text, row.text_digest)
        if span is None:
            continue
        said = None
        if one.subject == "statement" and one.verdict != "add":
            said = kept.statement_at(connection, row.id, span, known_at)
        placed.append(Placed(one, report_line(row), said or span, as_read=said is not None))
    return placed


def version_of(connection: Connection, made: Decision, known_at: str | None) -> SqlRow[Any] | None:
    """Return the version in force of the report that a decision is about, None where there is none."""
    found = connection.execute(
        select(version.c.id, version.c.text_digest, *CITED)
        .join(report, report.c.id == version.c.report_id)
        .where(report.c.provider == made.provider, report.c.key == made.report)
        .where(in_force(version, known_at))
    )
    return cast("SqlRow[Any] | None", found.first())


def _versions(
    connection: Connection, refs: Collection[str], known_at: str | None
) -> Iterator[tuple[str, int]]:
    wanted = select(version.c.report_id, version.c.id).where(
        among(version.c.report_id, {int(ref[1:]) for ref in refs}), in_force(version, known_at)
    )
    yield from ((f"R{row.report_id}", row.id) for row in connection.execute(wanted))


def _about(connection: Connection, asked: QuestionLine, known_at: str | None) -> tuple[Decision, ...]:
    """The decisions that hold for a question: on its positions, as long as it asks the same, and on
    statements."""
    which = or_(
        and_(decision.c.subject == "position", decision.c.question == asked.id),
        decision.c.subject == "statement",
        decision.c.verdict == "undo",
    )
    made = kept.in_force(kept.decisions(connection, which, known_at=known_at))
    return tuple(
        one
        for one in made
        if not one.blind
        and (one.subject == "statement" or (one.question == asked.id and one.asked == asked.asked))
    )


def _fresh(connection: Connection, one: Placed, known_at: str | None) -> Evidence:
    """The evidence of a position that a person gave and no reading does."""
    row = version_of(connection, one.decision, known_at)
    coded = one.decision.position
    if row is None or coded is None:
        raise ValueError(f"decision {one.decision.uid} gives no position")
    before, after = around(row.text, one.span, floor=body_start(row.asides, one.span))
    return Evidence(
        ref=f"D{one.decision.uid[:8]}",
        question=one.decision.question or "",
        actor=coded.actor,
        actor_name=name_of(coded.actor) if coded.actor else None,
        side=coded.side,
        explicit=coded.explicit,
        unsure=False,
        modality=coded.modality,
        act=coded.act,
        route=coded.route,
        asserted_by=coded.asserted_by,
        asserted_by_name=name_of(coded.asserted_by),
        speaker=coded.speaker,
        office=coded.office,
        sourcing=None,
        directness=None,
        statement=None if coded.asserted_by == "narrator" else BY_HAND,
        words=one.span.of(row.text) or PURGED,
        before=before,
        after=after,
        span=one.span,
        grounds=(),
        condition=None,
        said_on=coded.said_on,
        day=last_day(coded.said_on, row.published),
        relayed_by=(),
        confidence=1.0,
        because=(),
        report=report_line(row),
        decided=(told(one.decision),),
    )


BY_HAND = "by hand"  # what stands for the id of a statement that no reading found
