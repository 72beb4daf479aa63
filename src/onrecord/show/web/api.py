"""The API that reads: the same answers as the pages and `--format json`, typed and in pages (docs/api.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from starlette.requests import Request

from onrecord.model import Act, Side, Span
from onrecord.show import export, ledger, queries
from onrecord.show.actors import actor_code
from onrecord.show.answers import Evidence, Table, Tally
from onrecord.show.queries import reports as held
from onrecord.show.queries.views import Said
from onrecord.show.web import shapes
from onrecord.show.web.paging import MOST, Cursor, Limit, known_by, paged
from onrecord.show.web.problems import API, READING, documented
from onrecord.show.web.site import site_of
from onrecord.world import World

UNCHANGED: dict[int | str, dict[str, Any]] = {
    304: {"description": "The script has this answer already (If-None-Match)."}
}
router = APIRouter(
    prefix=API, tags=["read"], dependencies=[Depends(known_by)], responses=UNCHANGED | documented(READING)
)
PAGE = 50

Name = Annotated[str, Path(max_length=2_000)]
Asked = Annotated[str | None, Query(max_length=2_000)]
Day = Annotated[date | None, Query()]
Moment = Annotated[
    datetime | None, Query(description="what the record said then; UTC where it names no zone")
]


@router.get("/questions", response_model=shapes.Page[shapes.Question])
def questions(request: Request, cursor: Cursor = None, limit: Limit = PAGE) -> Any:
    """The kept questions, by id."""
    kept = queries.questions(site_of(request).record)
    return paged(request, kept, lambda line: line.id, export.question_values, cursor, limit)


@router.get("/questions/{question}", response_model=shapes.AskedQuestion)
def question(request: Request, question: Name) -> Any:
    """One question, with how its table comes out."""
    (table,) = queries.positions(site_of(request).record, question, whole=False)
    return {**export.question_values(table.question), **_beneath(table)}


@router.get("/questions/{question}/positions", response_model=shapes.Positions)
def positions(  # noqa: PLR0913, PLR0917 -- one parameter a filter
    request: Request,
    question: Name,
    as_of: Day = None,
    actor: Asked = None,
    explicit: bool | None = None,
    act: Act | None = None,
    by_membership: bool = False,
    known_at: Moment = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Any:
    """Where actors stand: first the rows of the table, then what is shown and never counted."""
    (table,) = queries.positions(
        site_of(request).record,
        question,
        as_of=as_of,
        actor=_code(actor),
        explicit=explicit,
        act=act,
        by_membership=by_membership,
        known_at=_stamp(known_at),
    )
    page = paged(request, export.position_values(table), _of_position, _as_it_is, cursor, limit)
    return {**page, **_beneath(table), "as_of": table.as_of, "known_at": table.known_at}


@router.get("/questions/{question}/changes", response_model=shapes.Page[shapes.Change])
def changes(
    request: Request,
    question: Name,
    since: Day = None,
    actor: Asked = None,
    known_at: Moment = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Any:
    """What changed, by day."""
    record = site_of(request).record
    found = queries.changes(record, question, since=since, actor=_code(actor), known_at=_stamp(known_at))
    lines = [ledger.change_values(line) for line in found]
    return paged(request, lines, _whole, _as_it_is, cursor, limit)


@router.get("/questions/{question}/conflicts", response_model=shapes.Page[shapes.Conflict])
def conflicts(
    request: Request,
    question: Name,
    as_of: Day = None,
    actor: Asked = None,
    known_at: Moment = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Any:
    """What does not agree, a line for each piece of evidence."""
    record = site_of(request).record
    found = queries.conflicts(record, question, as_of=as_of, actor=_code(actor), known_at=_stamp(known_at))
    lines = [line for n, one in enumerate(found, 1) for line in ledger.conflict_values(one, n)]
    return paged(request, lines, _whole, _as_it_is, cursor, limit)


@router.get("/questions/{question}/silent", response_model=shapes.Page[shapes.SilentActor])
def silent(request: Request, question: Name, cursor: Cursor = None, limit: Limit = PAGE) -> Any:
    """Who is mentioned in reports on the question and has no position in it, most mentioned first."""
    found = queries.silent(site_of(request).record, question)
    return paged(request, found, lambda one: one.actor, asdict, cursor, limit)


@router.get("/questions/{question}/queue", response_model=shapes.Page[shapes.Task])
def queue(request: Request, question: Name, cursor: Cursor = None, limit: Limit = PAGE) -> Any:
    """What waits for a person, first what would change a cell of the table."""
    found = queries.queue(site_of(request).record, question)
    return paged(
        request,
        found,
        lambda task: task.evidence.ref,
        lambda task: {**_of_actor(task.evidence), "why": task.why},
        cursor,
        limit,
    )


@router.get("/statements", response_model=shapes.Page[shapes.Statement])
def statements(  # noqa: PLR0913, PLR0917
    request: Request,
    actor: Asked = None,
    speaker: Asked = None,
    since: Day = None,
    until: Day = None,
    act: Act | None = None,
    about: Asked = None,
    each: bool = False,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Any:
    """Who said what, by day; what several reports have is one item, unless `each` is asked for."""
    found = queries.statements(
        site_of(request).record,
        actor=_code(actor),
        speaker=speaker,
        since=since,
        until=until,
        act=act,
        about=about,
        each=each,
    )
    return paged(request, found, lambda line: line.ref, export.statement_values, cursor, limit)


@router.get("/statements/{ref}", response_model=shapes.StatementInReport)
def statement(request: Request, ref: Name) -> Any:
    """One statement, with why it was read so."""
    view, here = queries.statement_view(site_of(request).record, ref)
    return {
        "statement": _in_text(here) if here is not None else None,
        "report": export.report_values(view.report),
    }


@router.get("/timeline", response_model=shapes.Page[shapes.Dated])
def timeline(
    request: Request,
    actor: Asked = None,
    since: Day = None,
    until: Day = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Any:
    """Events, and statements whose day the text gives, by day."""
    record = site_of(request).record
    found = queries.timeline(record, actor=_code(actor), since=since, until=until)
    return paged(
        request,
        found,
        lambda line: (line.kind, line.report.ref, line.span, line.words),
        export.timeline_values,
        cursor,
        limit,
    )


@router.get("/reports", response_model=shapes.Page[shapes.ReportHeld])
def reports(
    request: Request,
    outlet: Asked = None,
    since: Day = None,
    until: Day = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Any:
    """The reports of the record by day of publication, withdrawn and unread ones too."""
    found = held.reports(site_of(request).record, outlet=outlet, since=since, until=until)
    return paged(
        request,
        found,
        lambda one: one.report.ref,
        lambda one: {
            **export.report_values(one.report),
            "status": one.status,
            "language": one.language,
            "was_read": one.was_read,
        },
        cursor,
        limit,
    )


@router.get("/reports/{ref}", response_model=shapes.WholeReport)
def report(request: Request, ref: Name) -> Any:
    """One report with its text and all that was read in it; `ref` is its ref, or an id without a slash."""
    view = queries.report_view(site_of(request).record, ref)
    return {
        **export.report_values(view.report),
        "status": view.status,
        "reason": view.reason,
        "language": view.language,
        "text": view.text,
        "removed": view.removed,
        "asides": [{"span": _span(span), "kind": kind} for span, kind in view.asides],
        "versions": [asdict(one) for one in view.versions],
        "statements": [_in_text(one) for one in view.said],
        "positions": [_of_actor(one) for one in view.evidence],
        "kin": [
            {"report": export.report_values(one.report), "kind": one.kind, "shares": one.shares}
            for one in view.kin
        ],
    }


@router.get("/actors/{actor}", response_model=shapes.ActorKnown)
def actor(request: Request, actor: Name, as_of: Day = None) -> Any:
    """An actor, by its code or its name in English, and where it stands on every question."""
    code = actor_code(actor)
    known = World.load().actors[code]
    tables = {
        table.question.id: table for table, _ in queries.actor_rows(site_of(request).record, code, as_of)
    }
    return {
        "code": known.code,
        "name": known.name,
        "kind": known.kind,
        "since": known.since,
        "until": known.until,
        "positions": [one for table in tables.values() for one in export.position_values(table)],
    }


@router.get("/search", response_model=shapes.Page[shapes.Hit])
def search(  # noqa: PLR0913, PLR0917
    request: Request,
    q: Annotated[str, Query(max_length=1_000, description='words; in "quotation marks" side by side')],
    actor: Asked = None,
    speaker: Asked = None,
    side: Annotated[
        Side | None, Query(description="that a statement was read as taking, on any question")
    ] = None,
    outlet: Asked = None,
    since: Day = None,
    until: Day = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Any:
    """Statements, then reports, whose text holds all the words, best first: at most 200 of each."""
    found = queries.search(
        site_of(request).record,
        q,
        actor=_code(actor),
        speaker=speaker,
        side=side,
        outlet=outlet,
        since=since,
        until=until,
        limit=MOST,
    )
    return paged(request, found, lambda hit: (hit.kind, hit.ref), ledger.hit_values, cursor, limit)


@router.get("/decisions", response_model=shapes.Page[shapes.Decision])
def decisions(
    request: Request,
    question: Asked = None,
    person: Asked = None,
    only_open: Annotated[bool, Query(alias="open", description="those alone that wait for a person")] = False,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> Any:
    """What people decided, in the order they did, undoings left out."""
    record = site_of(request).record
    found = queries.decisions(record, question=question, person=person, open_only=only_open)
    return paged(request, found, lambda line: line.decision.uid, ledger.decision_values, cursor, limit)


@router.get("/agreement", response_model=shapes.Page[shapes.Agreement])
def agreement(request: Request, question: Asked = None, cursor: Cursor = None, limit: Limit = PAGE) -> Any:
    """How far the coders of each question agree, by what they coded blind."""
    found = queries.agreement(site_of(request).record, question)
    return paged(request, found, lambda line: line.question, ledger.agreement_values, cursor, limit)


@router.get("/coverage", response_model=shapes.Covered)
def coverage(request: Request) -> Any:
    """What the record holds."""
    return asdict(queries.coverage(site_of(request).record))


def _beneath(table: Table) -> dict[str, Any]:
    """What stands under a table."""
    return {
        "rule": table.rule,
        "tallies": _tallies(table.tallies),
        "coverage": asdict(table.coverage),
    }


def _tallies(tallies: Sequence[Tally]) -> list[dict[str, Any]]:
    return [asdict(one) for one in tallies]


def _in_text(said: Said) -> dict[str, Any]:
    return {
        **export.statement_values(said.line),
        "source": [_span(span) for span in said.source],
        "cue": [_span(span) for span in said.cue],
        "content": [_span(span) for span in said.content],
        "because": [
            {"rule": rule, "span": _span(span) if span is not None else None} for rule, span in said.because
        ],
    }


def _of_actor(evidence: Evidence) -> dict[str, Any]:
    return {
        **export.evidence_values(evidence),
        "question": evidence.question,
        "actor": evidence.actor,
        "actor_name": evidence.actor_name,
        "unsure": evidence.unsure,
    }


def _of_position(values: dict[str, Any]) -> tuple[Any, ...]:
    """What one position of a table is known by."""
    return values["status"], values["actor"], values["evidence"][0]["ref"]


def _whole(values: dict[str, Any]) -> str:
    return repr(values)


def _as_it_is(values: dict[str, Any]) -> dict[str, Any]:
    return values


def _span(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _code(actor: str | None) -> str | None:
    return actor_code(actor) if actor is not None else None


def _stamp(moment: datetime | None) -> str | None:
    """Return a moment as the record writes them; one that UTC has not is the first or last of all."""
    if moment is None:
        return None
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
        moment = first if moment.year == 1 else last
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
