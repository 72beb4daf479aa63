"""The pages that are read, beside the first one: question, actor, speaker, report, statement, search."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, cast, get_args

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.model import OnrecordError, Side
from onrecord.show import queries
from onrecord.show.actors import UnknownActorError, actor_code
from onrecord.show.answers import Change, Evidence, Hit, StatementLine, Table
from onrecord.show.brief import by_side
from onrecord.show.history import changes
from onrecord.show.ledger import KINDS
from onrecord.show.queries.citing import name_of
from onrecord.show.queries.gathering import BY_HAND
from onrecord.show.queries.views import ReportView, Said
from onrecord.show.tables import apart
from onrecord.show.web import start as first
from onrecord.show.web.charts import line_chart
from onrecord.show.web.marking import marked_text
from onrecord.show.web.site import Site, link, site_of
from onrecord.show.web.start import a_day
from onrecord.show.web.tiles import tiles_of
from onrecord.show.wording import excerpt, named, plain
from onrecord.world import Actor, World

router = APIRouter(include_in_schema=False)
router.include_router(first.router)

Made = tuple[str, dict[str, Any]]  # a template and what it is filled with

SIDES = get_args(Side)
ACTORS_QUESTIONS = 20  # on which one page of an actor adds up where it stands
FEW_QUESTIONS = 5  # with which the page of an actor has more passages of each
STATEMENTS = 60
HITS = 30  # of a search, statements and reports each
INLINE_ROWS, INLINE_PASSAGES = 40, 800  # beyond which the passages of a row have a page of their own
SHOWN_OF_MANY = {"changes_shown": 20, "apart_shown": 15, "words_shown": 120, "names_shown": 20}
A_TABLE, A_CHART = 80, 25  # rows of a large table that stand on its first page, and lines of one chart
PARTS = {
    "rows": "Where each actor stands",
    "chart": "Over time",
    "changes": "Changes",
    "conflicts": "What does not agree",
    "claimed": "Claimed by another, not counted",
    "unsure": "Unsure, not counted",
    "by": "By membership only, not counted",
    "rejected": "Rejected by a person, not counted",
}
A_PAGE = 100  # changes, conflicts or passages on the pages that have all of them
PASSAGES = 400  # that stand beneath the rows of one page, all together
SHOWN = {
    "names_shown": 40,
    "passages_shown": 8,
    "changes_shown": 60,
    "apart_shown": 50,
    "silent_shown": 60,
}
TILE_WORDS = {
    "for": "for",
    "against": "against",
    "neutral": "neutral",
    "former": "no longer on a side",
    "open": "open: reports contradict each other",
    "unsure": "unsure, not counted",
    "none": "silent in these reports",
}
TILE_SIGNS = {
    "for": "✓",
    "against": "✗",
    "neutral": "○",
    "former": "◌",
    "open": "?",
    "unsure": "~",
    "none": "",
}
SCHEMES = {
    "iso3166-1-alpha-2": "ISO 3166 alpha-2",
    "iso3166-1-alpha-3": "ISO 3166 alpha-3",
    "cow": "Correlates of War",
    "cow-abbreviation": "Correlates of War",
    "gw": "Gleditsch-Ward",
}


@router.get("/questions/{question}/actors/{actor}")
def row(request: Request, question: str, actor: str, as_of: str = "") -> Response:
    """What the row of one actor rests on: its passages, their origins, and how to cite it."""
    site, then = site_of(request), _asked_day(as_of)

    def make() -> Made:
        (table,) = queries.positions(site.record, question, as_of=then, actor=actor)
        if not table.rows:
            raise HTTPException(404, f"{name_of(actor)} has no row on this question{_by(then)}")
        return "row.html.j2", {"table": table, "row": table.rows[0], "most": PASSAGES, "few": A_PAGE}

    return site.kept_page(request, f"/questions/{question}/actors/{actor}", then, make)


@router.get("/questions/{question}/{part}")
def part(request: Request, question: str, part: str, as_of: str = "", page: int = 1) -> Response:
    """What a page of a question with very many passages leaves out: all changes, conflicts, or one of the
    groups that are not counted, a page at a time.
    """
    site, then = site_of(request), _asked_day(as_of)
    if part not in PARTS:
        return _answer_question(request, f"{question}/{part}", then)
    at = max(min(page, 100_000), 1)

    def make() -> Made:
        (table,) = queries.positions(site.record, question, as_of=then)
        every: Sequence[object]
        size = A_CHART if part == "chart" else A_PAGE
        begin = (at - 1) * size
        if part in ("rows", "chart"):
            every = table.rows
        elif part == "changes":
            every = _changes(site, table, then)[::-1]
        elif part == "conflicts":
            every = queries.conflicts_in(site.record, table)
        else:
            every = next((group for head, group in apart(table) if _part(head) == part), ())
        found = every[begin : begin + size]
        return "part.html.j2", {
            "table": table,
            "part": part,
            "heading": PARTS[part],
            "found": found,
            "chart": line_chart(replace(table, rows=table.rows[begin : begin + size]))
            if part == "chart" and found
            else None,
            "begin": begin,
            "whole": len(every),
            "at": at,
            "a_page": size,
            "conflict_kinds": KINDS,
            **SHOWN,
        }

    return site.kept_page(request, f"/questions/{question}/{part}", (then, at), make)


@router.get("/questions/{question:path}")
def question(request: Request, question: str, as_of: str = "") -> Response:
    """One question: map, tallies, table, changes, conflicts, what is unsure, who is silent."""
    return _answer_question(request, question, _asked_day(as_of))


def _answer_question(request: Request, question: str, then: date | None) -> Response:
    site = site_of(request)
    return site.kept_page(request, f"/questions/{question}", then, lambda: _question(site, question, then))


def _question(site: Site, question: str, then: date | None) -> Made:
    state = site.finished.state()
    (table,) = queries.positions(site.record, question, as_of=then)
    if then is None:
        site.finished.told(state, ("tallies", question), first.Tallied.of(table))
    asked, covered = table.question, table.coverage
    ends = [one for one in (asked.until, covered.last) if one]
    silent = queries.silent(site.record, question, then, table=table)
    beside = apart(table)
    places: dict[str, str] = {}  # an anchor for each actor without a row: where it is met first
    met = {row.actor for row in table.rows}
    for e in (same.lead for _, group in beside for same in group[: SHOWN["apart_shown"]]):
        if e.actor is not None and e.actor not in met and e.ref not in places:
            met.add(e.actor)
            places[e.ref] = e.actor
    tiles = tiles_of(table)
    large = len(table.rows) > INLINE_ROWS or sum(len(row.evidence) for row in table.rows) > INLINE_PASSAGES
    rows = table.rows[:A_TABLE] if large else table.rows
    further = {row.actor for row in table.rows[len(rows) :]}  # their anchors are their tiles, or their names
    tiles = tuple(
        replace(tile, href=link("questions", question, "actors", tile.code, as_of=then))
        if tile.code in further
        else tile
        for tile in tiles
    )
    return "question.html.j2", {
        "table": table,
        "groups": by_side(table),
        "apart": [(heading, _part(heading), group) for heading, group in beside],
        "places": places,
        "rows": rows,
        "further": further,
        "tiles": tiles,
        "tile_words": TILE_WORDS,
        "tile_signs": TILE_SIGNS,
        "chart": None if large else line_chart(table),
        "changes": _changes(site, table, then),
        "conflicts": [] if large else queries.conflicts_in(site.record, table),
        "conflict_kinds": KINDS,
        "silent": silent,
        "first": asked.since,
        "last": max(min(ends, default=asked.since), asked.since),
        "large": large,
        **SHOWN,
        **(SHOWN_OF_MANY if large else {}),
        "passages_shown": min(SHOWN["passages_shown"], max(PASSAGES // max(len(table.rows), 1), 2)),
    }


def _changes(site: Site, table: Table, then: date | None) -> tuple[Change, ...]:
    """What changed on a question, oldest first; as of a day, what actors did until then alone."""
    learned = queries.learned(site.record, table.question.id) if then is None else []
    return queries.in_order([*changes(table), *learned])


def _part(heading: str) -> str:
    """The address of a group that is not counted: the first of its heading's words."""
    return "".join(letter for letter in heading.split(maxsplit=1)[0].casefold() if letter.isalpha())


def _by(then: date | None) -> str:
    return f" by {then.isoformat()}" if then else ""


def ahead(site: Site) -> Iterator[Callable[[], object]]:
    """What to make before anybody asks for it, where making it takes long: first pages of questions, then
    those of the actors that have a row on one.
    """
    held = site.finished.value("held", lambda: queries.held(site.record))
    if sum(held.values()) <= first.WEIGHED:
        return
    for name in held:
        yield partial(site.ahead, f"/questions/{name}", None, partial(_question, site, name, None))
    yield partial(first.ahead, site)
    for code in queries.actors_read(site.record):
        yield partial(site.ahead, f"/actors/{code}", (None, 1), partial(_actor, site, code, None, 1))


def _asked_day(said: str) -> date | None:
    """The day that a form asks for; an empty field asks for none."""
    found = a_day(said)
    if said and found is None:
        raise HTTPException(422, f"{said!r} is no day (2022-09-30 is one)")
    return found


@router.get("/actors/{actor:path}")
def actor(request: Request, actor: str, as_of: str = "", page: int = 1) -> Response:
    """Where an actor stands on every question, and what it said."""
    site, then = site_of(request), _asked_day(as_of)
    at = max(min(page, 100_000), 1)
    return site.kept_page(request, f"/actors/{actor}", (then, at), lambda: _actor(site, actor, then, at))


def _actor(site: Site, actor: str, then: date | None, at: int) -> Made:
    known = World.load().actors
    code = actor
    said, looked_at = queries.said_by(site.record, actor=code, limit=STATEMENTS)
    asked = queries.touched(site.record, code)
    if code not in known and not said and not any(asked.values()):
        try:
            code = actor_code(actor)
        except UnknownActorError as fault:
            raise HTTPException(404, str(fault)) from fault
        said, looked_at = queries.said_by(site.record, actor=code, limit=STATEMENTS)
        asked = queries.touched(site.record, code)
    names = [*asked]
    found = known.get(code)
    begin = (at - 1) * ACTORS_QUESTIONS
    return "actor.html.j2", {
        "actor": found,
        "codes": _codes(found) if found else [],
        "code": code,
        "name": name_of(code),
        "as_of": then,
        "rows": queries.actor_rows(
            site.record, code, then, questions=names[begin : begin + ACTORS_QUESTIONS]
        ),
        "at": at,
        "pages": max(-(-len(names) // ACTORS_QUESTIONS), 1),
        "asked": len(names),
        "titles": {one.id: one.title for one in queries.questions(site.record)},
        "statements": said,
        "more": looked_at > STATEMENTS,
        **SHOWN,
        "passages_shown": SHOWN["passages_shown"] if len(names) <= FEW_QUESTIONS else 2,
    }


def _codes(actor: Actor) -> list[str]:
    """The actor's codes as somebody would look for them: "Correlates of War 255 (from 1990)"."""
    told = []
    for code in actor.codes:
        times = [
            f"from {code.since.year}" if code.since else "",
            f"to {code.until.year}" if code.until else "",
        ]
        period = " ".join(part for part in times if part)
        told.append(f"{SCHEMES.get(code.scheme, code.scheme)} {code.value}{f' ({period})' if period else ''}")
    return told


@router.get("/speakers")
@router.get("/speakers/{name:path}")
def speaker(request: Request, name: str = "") -> Response:
    """What a speaker said, by name: as a query, because a name may hold anything."""
    site = site_of(request)
    said: tuple[StatementLine, ...] = ()
    looked_at = 0
    if name.strip():
        said, looked_at = queries.said_by(site.record, speaker=name, limit=STATEMENTS)
    if not said:
        raise HTTPException(404, f"nobody called “{plain(name)}” speaks in this record")
    actors = {line.actor: line.actor_name for line in said if line.actor}
    return site.page(
        request,
        "speaker.html.j2",
        {
            "speaker": name,
            "statements": said,
            "more": looked_at > STATEMENTS,
            "offices": sorted({named(line.speaker, line.office) for line in said} - {""})[:12],
            "actors": sorted(actors.items())[:12],
        },
    )


@router.get("/reports/{name:path}")
def report(request: Request, name: str, at: str | None = None) -> Response:
    """A report with its statements and positions marked, its versions and its kin; `at` names a position."""
    site = site_of(request)
    view = queries.report_view(site.record, name)
    return site.page(request, "report.html.j2", _report(site, view, None, at))


@router.get("/statements/{ref}")
def statement(request: Request, ref: str) -> Response:
    """A statement in its report, with why it was read so."""
    site = site_of(request)
    view, here = queries.statement_view(site.record, ref)
    told = {**_report(site, view, here, None)}
    if here is None:
        why = "its report is withdrawn" if view.status == "withdrawn" else "a newer reading, or a person"
        told["missing"] = f"{ref} is no statement of this report any more: {why}."
    else:
        variants = queries.variants(site.record, here.line)
        told["variants"] = variants
        told["reports"] = len({view.report.ref, *(line.report.ref for line in variants)})
    return site.page(request, "report.html.j2", told)


def _report(site: Site, view: ReportView, here: Said | None, at: str | None) -> dict[str, Any]:
    stands_of, beside = _by_statement(view)
    anchors: dict[str, str | None] = {}
    for e in view.evidence:
        anchors.setdefault(e.ref, e.actor)
    return {
        "view": view,
        "text": marked_text(view, here, at),
        "here": here,
        "variants": (),
        "reports": 1,
        "missing": None,
        "stands_of": stands_of,
        "narrated": [e for e in beside if e.statement is None],
        "others": [e for e in beside if e.statement is not None],
        "anchors": anchors,
        "titles": {one.id: one.title for one in queries.questions(site.record)},
        "reasons_of": lambda said: _reasons(said, view.text or ""),
        "name_of": name_of,
    }


def _by_statement(view: ReportView) -> tuple[dict[str, list[Evidence]], list[Evidence]]:
    """The positions by the refs of the statements they rest on, and those that rest on none that is shown."""
    found: dict[str, list[Evidence]] = {}
    beside = []
    by_name = {said.line.statement: said for said in view.said if said.line.statement != BY_HAND}
    by_hand = [said for said in view.said if said.line.statement == BY_HAND]
    for e in view.evidence:
        said = by_name.get(e.statement or "") or next(
            (one for one in by_hand if e.statement == BY_HAND and one.line.span.is_mostly(e.span)), None
        )
        if said is None:
            beside.append(e)
        else:
            found.setdefault(said.line.ref, []).append(e)
    return found, beside


def _reasons(said: Said, text: str) -> list[tuple[str, str]]:
    """Why speaker and actor were read so: each rule, with the words of the report that speak for it."""
    return [(rule, excerpt(span.of(text), 80) if span else "") for rule, span in said.because]


@dataclass(frozen=True, slots=True)
class _Sought:
    """What the form of the search holds."""

    q: str = ""
    actor: str = ""
    speaker: str = ""
    side: str = ""
    outlet: str = ""
    since: date | None = None
    until: date | None = None


@router.get("/search")
def search(  # noqa: PLR0913, PLR0917 -- one parameter a field of the form
    request: Request,
    q: str = "",
    actor: str = "",
    speaker: str = "",
    side: str = "",
    outlet: str = "",
    since: str = "",
    until: str = "",
) -> Response:
    """Full text over statements and reports."""
    site = site_of(request)
    asked = _Sought(q, actor, speaker, side.strip(), outlet, _asked_day(since), _asked_day(until))
    return site.kept_page(request, "/search", asked, lambda: _search(site, asked))


def _search(site: Site, asked: _Sought) -> Made:
    hits: tuple[Hit, ...] = ()
    fault = ""
    if asked.side and asked.side not in SIDES:
        fault = f"{excerpt(asked.side, 80)!r} is no side (allowed: {', '.join(SIDES)})"
    elif asked.q.strip():
        try:
            hits = queries.search(
                site.record,
                asked.q,
                actor=actor_code(asked.actor) if asked.actor.strip() else None,
                speaker=asked.speaker.strip() or None,
                side=cast("Side", asked.side) if asked.side else None,
                outlet=asked.outlet.strip() or None,
                since=asked.since,
                until=asked.until,
                limit=HITS,
            )
        except OnrecordError as told:  # what was asked cannot be: said on the form, to be mended there
            fault = str(told)
    names = {hit.actor: name_of(hit.actor) for hit in hits if hit.actor}
    return "search.html.j2", {
        "asked": asked,
        "hits": hits,
        "most": HITS,
        "fault": fault,
        "names": names,
        "sides": SIDES,
    }
