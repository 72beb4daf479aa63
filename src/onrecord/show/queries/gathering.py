"""The evidence of a question: light at first, with its words where they are shown.

A table sorts and counts thousands of positions and shows the words of a few hundred. So the positions are
read without the texts they stand in, people's decisions are laid over them, and the words of those that are
to be shown are fetched in a second look.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple, cast

import msgspec
from sqlalchemy import Connection, String, and_, func, or_, select, type_coerce
from sqlalchemy import Row as SqlRow

from onrecord.model import Act, Basis, Decision, Directness, Modality, Moment, Route, Side, Sourcing, Span
from onrecord.record import decisions as kept
from onrecord.record.anchors import locate
from onrecord.record.rows import last_day
from onrecord.record.tables import decision, likeness, position, report, version
from onrecord.record.tables import question as question_table
from onrecord.show.answers import Evidence, QuestionLine, ReportLine
from onrecord.show.context import around
from onrecord.show.origins import Link, Links, linked, pair
from onrecord.show.overlay import Placed, overlay, told
from onrecord.show.queries.citing import CITED, in_force, name_of, report_line, words_of
from onrecord.show.queries.holdings import withdrawn_reports

CHUNK = 500  # ids in one look: below every limit on the parameters of a statement
ALONE = 60  # code points: longer words are understood without those around them
PURGED = "[text removed]"  # what stands for the words of a purged report


class Light(NamedTuple):
    """A position as its row has it, days and lists still as text: made by the thousand, read by few."""

    key: int
    actor: str | None
    side: Side | None
    unsure: bool
    explicit: bool
    modality: Modality
    act: Act | None
    route: Route
    asserted_by: str
    speaker: str | None
    office: str | None
    statement: str | None
    start: int
    end: int
    said_value: str | None
    said_earliest: str | None
    said_latest: str | None
    said_basis: Basis
    relayed_by: str
    confidence: float
    report_id: int
    version_id: int
    published: str
    day: date  # the last one it can have been said on
    outlet: str | None
    named_agencies: str | None
    sourcing: Sourcing | None
    directness: Directness | None
    provider: str
    report_key: str
    ref: str  # what commands call it by
    report_ref: str  # what they call its report by

    @property
    def span(self) -> Span:
        """First to last character of the words."""
        return Span(self.start, self.end)

    @property
    def earliest(self) -> date | None:
        """The first day it can have been said on, where the text gives one."""
        return _day(self.said_earliest) if self.said_earliest else None

    @property
    def said_on(self) -> Moment:
        """When it was said."""
        latest = _day(self.said_latest) if self.said_latest else None
        return Moment(self.said_value, self.earliest, latest, self.said_basis)

    @property
    def order(self) -> tuple[date, str, str, str, int, str]:
        """What evidence is put in order by: day, publication, report and place."""
        return (self.day, self.published, self.provider, self.report_key, self.start, self.statement or "")

    @property
    def cited(self) -> tuple[str, str, str]:
        """What its report is put in order by."""
        return self.published, self.provider, self.report_key

    @property
    def relays(self) -> tuple[str, ...]:
        """Who stands between speaker and report, nearest the reader first."""
        return _relays(self.relayed_by) if self.relayed_by != "[]" else ()

    @property
    def agencies(self) -> tuple[str, ...]:
        """The agencies that its report says it has its text from."""
        named = self.named_agencies
        return _strings(named) if named and named != "[]" else ()


Piece = Light | Evidence

# In the order of `Light`; days and lists as the database has them, which is as text.
_DAY = Light._fields.index("day")
_REPORT = Light._fields.index("report_id")
_LIGHT = (
    *(position.c.id, position.c.actor, position.c.side, position.c.unsure, position.c.explicit),
    *(position.c.modality, position.c.act, position.c.route, position.c.asserted_by, position.c.speaker),
    *(position.c.office, position.c.statement, position.c.start, position.c.end, position.c.said_value),
    *(type_coerce(position.c.said_earliest, String), type_coerce(position.c.said_latest, String)),
    *(position.c.said_basis, type_coerce(position.c.relayed_by, String), position.c.confidence),
    *(position.c.report_id, position.c.version_id, type_coerce(position.c.published, String)),
    *(type_coerce(position.c.day, String), position.c.outlet, type_coerce(position.c.agencies, String)),
    *(position.c.sourcing, position.c.directness),
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The evidence of a question with people's decisions laid over it, and what they rejected; `versions` are
    those it stands in, by the refs of their reports.
    """

    evidence: tuple[Piece, ...]
    rejected: tuple[Evidence, ...]
    versions: Mapping[str, int]


def gather(
    connection: Connection,
    asked: QuestionLine,
    as_of: date | None,
    known_at: str | None,
    *,
    report_id: int | None = None,
    actor: str | None = None,
) -> Gathered:
    """Return what had been said on a question by `as_of`, in one report where one is named. Reports that are
    withdrawn are left out. With `actor` the positions of others may be left out: they are as long as nobody
    has decided whose a position is.
    """
    about = _about(connection, asked, known_at)
    wanted = (
        select(*_LIGHT, report.c.provider, report.c.key)
        .join(report, report.c.id == position.c.report_id)
        .join(question_table, question_table.c.id == position.c.question_id)
        .where(question_table.c.name == asked.id)
        .where(in_force(question_table, known_at), in_force(position, known_at))
    )
    if report_id is not None:
        wanted = wanted.where(position.c.report_id == report_id)
    if actor is not None and not about:
        # no look-up by actor: its positions are scattered over the file, those of the question lie together
        wanted = wanted.where(func.coalesce(position.c.actor, "") == actor)
    if as_of is not None and not about:  # a decision may give words an earlier day
        wanted = wanted.where(position.c.day <= as_of)
    out = withdrawn_reports(connection, known_at)
    # as the driver gives them: making rows of SQLAlchemy's takes as long as reading them
    raw = connection.execute(wanted).cursor
    light = [_light(row) for row in raw.fetchall()] if raw is not None else []
    if out:
        light = [one for one in light if one.report_id not in out]
    versions = {one.report_ref: one.version_id for one in light}
    held = {(one.provider, one.report_key) for one in light} if about else set()
    mine = [one for one in about if one.subject == "position" or (one.provider, one.report) in held]
    placed = [one for one in place(connection, mine, known_at) if int(one.report.ref[1:]) not in out]
    if report_id is not None:
        placed = [one for one in placed if one.report.ref == f"R{report_id}"]
    if not placed:
        return Gathered(tuple(light), (), versions)
    touched = {one.report.ref for one in placed}
    laid = overlay(
        [as_evidence(one, asked.id) for one in light if one.report_ref in touched],
        placed,
        lambda one: _fresh(connection, one, known_at),
        name_of,
        lambda coded, published: last_day(coded.said_on, published),
    )
    versions.update(_versions(connection, touched - set(versions), known_at))
    both: list[Piece] = [*(one for one in light if one.report_ref not in touched), *laid.evidence]
    said = (one for one in both if as_of is None or one.day <= as_of)
    out_of_it = (one for one in laid.rejected if as_of is None or one.day <= as_of)
    return Gathered(tuple(said), tuple(out_of_it), versions)


class Words:
    """The words that evidence rests on, fetched at once for all that is to be shown."""

    def __init__(self, connection: Connection, asked: QuestionLine, pieces: Iterable[Piece]) -> None:
        self._question = asked.id
        self._rows: dict[str, SqlRow[Any]] = {}
        ids = sorted({int(one.ref[1:]) for one in pieces if one.ref.startswith("P")})
        columns = (position.c.id, position.c.start, position.c.end, position.c.grounds, position.c.condition)
        for chunk in _chunks(ids):
            rows = connection.execute(
                select(*columns, position.c.because, *CITED)
                .join(version, version.c.id == position.c.version_id)
                .join(report, report.c.id == position.c.report_id)
                .where(position.c.id.in_(chunk))
            ).all()
            self._rows.update((f"P{row.id}", cast("SqlRow[Any]", row)) for row in rows)

    def of(self, piece: Piece, *, beside: bool = True) -> Evidence:
        """Return the evidence with its words and its report as it is cited; what only a decision gives has
        both already. Without `beside` what stands around the words is given for short ones alone.
        """
        row = self._rows.get(piece.ref)
        if isinstance(piece, Light):
            return as_evidence(piece, self._question, row, beside=beside)
        return (
            piece if row is None else replace(piece, **_words(row, Span(row.start, row.end), beside=beside))
        )


def _light(row: Sequence[Any]) -> Light:
    refs = (f"P{row[0]}", f"R{row[_REPORT]}")
    return Light._make((*row[:_DAY], _day(row[_DAY]), *row[_DAY + 1 :], *refs))


def as_evidence(
    light: Light, question: str, row: SqlRow[Any] | None = None, *, beside: bool = True
) -> Evidence:
    """Return the evidence that a light position stands for, with the words that `row` gives (see `Words`);
    without a row they are empty.
    """
    words = _words(row, light.span, beside=beside) if row is not None else _wordless(light)
    return Evidence(
        ref=light.ref,
        question=question,
        actor=light.actor,
        actor_name=name_of(light.actor) if light.actor else None,
        side=light.side,
        explicit=bool(light.explicit),
        unsure=bool(light.unsure),
        modality=light.modality,
        act=light.act,
        route=light.route,
        asserted_by=light.asserted_by,
        asserted_by_name=name_of(light.asserted_by),
        speaker=light.speaker,
        office=light.office,
        sourcing=light.sourcing,
        directness=light.directness,
        statement=light.statement,
        span=light.span,
        said_on=light.said_on,
        day=light.day,
        relayed_by=light.relays,
        confidence=light.confidence,
        **words,
    )


def _words(row: SqlRow[Any], span: Span, *, beside: bool) -> dict[str, Any]:
    """What a version's text says at a position, as fields of `Evidence`."""
    text = row.text
    before = after = ""
    if text and (beside or span.end - span.start < ALONE):
        before, after = around(text, span, floor=_body_start(row.asides, span))
    return {
        "words": span.of(text) or PURGED,
        "before": before,
        "after": after,
        "grounds": words_of(text, row.grounds),
        "condition": Span(*row.condition).of(text) or None if row.condition else None,
        "because": tuple(reason["rule"] for reason in row.because),
        "report": report_line(row),
    }


def _wordless(light: Light) -> dict[str, Any]:
    line = ReportLine(
        ref=light.report_ref,
        provider=light.provider,
        key=light.report_key,
        outlet=light.outlet,
        title=None,
        url=None,
        published=_day(light.published),
        path="",
        agencies=light.agencies,
    )
    nothing = dict.fromkeys(("words", "before", "after"), "")
    return {**nothing, "grounds": (), "condition": None, "because": (), "report": line}


def links_between(connection: Connection, versions: Mapping[str, int], known_at: str | None) -> Links:
    """Return what makes reports one text: likenesses of these versions, by the refs of their reports, and
    people's groupings.
    """
    ref_of = {version_id: ref for ref, version_id in versions.items()}
    pairs: list[tuple[tuple[str, str], Link]] = []
    copies: dict[int, set[int]] = {}
    seen: set[int] = set()
    reached = set(ref_of)
    while reached:  # a copy may lead to another by way of reports that have no position here
        seen |= reached
        rows = list(_likenesses(connection, reached, known_at))
        for row in rows:
            if row.one_id in ref_of and row.other_id in ref_of:
                pairs.append(_link(ref_of[row.one_id], ref_of[row.other_id], row))
            elif row.kind == "copy":
                copies.setdefault(row.one_id, set()).add(row.other_id)
                copies.setdefault(row.other_id, set()).add(row.one_id)
        reached = {end for row in rows if row.kind == "copy" for end in (row.one_id, row.other_id)} - seen
    pairs = [*_by_way_of_others(copies, ref_of), *pairs]
    joined, parted = [], []
    grouped = kept.decisions(
        connection, or_(decision.c.subject == "grouping", decision.c.verdict == "undo"), known_at=known_at
    )
    for made in kept.in_force(grouped):
        ends = [_report_ref(connection, name) for name in ((made.provider, made.report), made.other)]
        if made.blind or ends[0] is None or ends[1] is None:
            continue
        both = pair(ends[0], ends[1])
        if made.verdict == "part":
            parted.append(both)
        else:
            joined.append((both, Link("copy", decided=made.person)))
    return linked([*pairs, *joined], parted)


def _likenesses(
    connection: Connection, versions: Collection[int], known_at: str | None
) -> Iterator[SqlRow[Any]]:
    """The likenesses that one of these versions has part in, each once."""
    told: set[int] = set()
    for chunk in _chunks(sorted(versions)):
        for end in (likeness.c.one_id, likeness.c.other_id):
            rows: Any = connection.execute(
                select(likeness).where(end.in_(chunk), in_force(likeness, known_at))
            )
            for row in rows:
                if row.id not in told:
                    told.add(row.id)
                    yield row


def _by_way_of_others(
    copies: Mapping[int, Collection[int]], ref_of: Mapping[int, str]
) -> Iterator[tuple[tuple[str, str], Link]]:
    """Link reports that are copies of each other by way of reports that are not among them."""
    seen: set[int] = set()
    for start in sorted(copies):
        if start in seen:
            continue
        seen.add(start)
        group, reached = [], [start]
        while reached:
            one = reached.pop()
            group.append(one)
            fresh = [other for other in copies.get(one, ()) if other not in seen]
            seen.update(fresh)
            reached += fresh
        refs = sorted(ref_of[one] for one in group if one in ref_of)
        yield from ((pair(first, other), Link("copy", by_way=True)) for first, other in pairwise(refs))


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
    for chunk in _chunks(sorted(int(ref[1:]) for ref in refs)):
        rows = connection.execute(
            select(version.c.report_id, version.c.id).where(
                version.c.report_id.in_(chunk), in_force(version, known_at)
            )
        )
        yield from ((f"R{row.report_id}", row.id) for row in rows)


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
    before, after = around(row.text, one.span, floor=_body_start(row.asides, one.span))
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


def _link(first: str, second: str, row: SqlRow[Any]) -> tuple[tuple[str, str], Link]:
    stretches = [(Span(*a), Span(*b)) for a, b in row.stretches]
    shares = (row.share_one, row.share_other)
    if pair(first, second) != (first, second):
        stretches = [(b, a) for a, b in stretches]
        shares = shares[::-1]
    return pair(first, second), Link(row.kind, shares, tuple(stretches))


def _report_ref(connection: Connection, name: tuple[str | None, str | None] | None) -> str | None:
    if name is None:
        return None
    found = connection.execute(
        select(report.c.id).where(report.c.provider == name[0], report.c.key == name[1])
    ).scalar()
    return None if found is None else f"R{found}"


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _body_start(asides: Iterable[tuple[int, int, str]], span: Span) -> int:
    """Where the prose that leads to the span begins: behind front matter, byline and dateline."""
    heads = (end for _, end, kind in asides if kind in ("front", "byline", "dateline"))
    return max((end for end in heads if end <= span.start), default=0)


@cache
def _day(iso: str) -> date:
    return date.fromisoformat(iso)


@cache
def _relays(packed: str) -> tuple[str, ...]:
    return tuple(relay["name"] for relay in msgspec.json.decode(packed))


@cache
def _strings(packed: str) -> tuple[str, ...]:
    return tuple(msgspec.json.decode(packed))
