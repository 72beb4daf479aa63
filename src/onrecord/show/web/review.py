"""The review desk: what waits for a person, one item at a time, and coding without seeing what was read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.model import Modality, OnrecordError, Side
from onrecord.show import cells, queries
from onrecord.show.actors import actor_code
from onrecord.show.answers import DecisionLine, Evidence, Table
from onrecord.show.overlay import DISAGREE
from onrecord.show.queries.views import Task
from onrecord.show.web.forms import Filled, Form, FormError, go_to, remember, status_for
from onrecord.show.web.handed import Wanted
from onrecord.show.web.security import ForbiddenError
from onrecord.show.web.site import Site, link, person_of, site_of
from onrecord.show.wording import joined, plain
from onrecord.world import World

router = APIRouter(include_in_schema=False)

SIDES = get_args(Side)
MODALITIES = get_args(Modality)
NO_POSITION = "no position"
ON_WHAT_IS_SETTLED = (
    "it stays as it is, and bears your name",
    "it counts nowhere, and the words stand among those that people rejected",
)
LEARNED = "learned judge"  # the name of what reads where no rule does
LISTED = 300  # decisions on one page, reports that a field offers

Name = Annotated[str | None, Query()]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a coder is: on which question, under which name, blind or not."""

    question: str
    person: str
    blind: bool

    def address(self, at: str | None = None, *, ends: bool = False) -> str:
        """Return the address of an item, of the next one where none is named, or of the end."""
        return link(
            "review", question=self.question, blind=1 if self.blind else None, at=at, end=1 if ends else None
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """The item that is shown, where it stands among those that wait, and which one follows."""

    evidence: Evidence
    number: int
    waiting: int
    following: str | None


@router.get("/review")
def review(
    request: Request, question: Name = None, blind: bool = False, at: Name = None, end: bool = False
) -> Response:
    """Show the next item of a question, or what there is to review."""
    site = site_of(request)
    if question is None:
        return _overview(request, site)
    desk = Desk(question, person_of(request, site.settings), blind)
    return _shown(request, site, desk, at, ends=end)


@router.post("/review")
def decide(request: Request, form: Filled) -> Response:
    """Keep what a coder says of an item, and lead on to the next."""
    site = site_of(request)
    desk = _desk(request, site, form)
    ref = form.text("ref")
    try:
        site.verbs.decide(
            _blind(desk, form) if desk.blind else _wanted(desk, form, _evidence(site, desk, ref))
        )
    except ForbiddenError:
        raise
    except OnrecordError as fault:
        return _shown(request, site, desk, ref, fault=fault, typed=_typed(form))
    following = form.text("next")
    return go_to(desk.address(following, ends=following is None))


@router.post("/review/undo")
def undo(request: Request, form: Filled) -> Response:
    """Take a decision back, and lead to its item, which waits again."""
    site = site_of(request)
    desk = _desk(request, site, form)
    ref = form.text("ref")
    made = next((one for one in queries.decisions(site.record) if one.ref == ref), None)
    site.verbs.decide(Wanted("undo", desk.person, ref=ref, blind=desk.blind))
    if form.text("back") == "decisions":
        return go_to(link("decisions", question=desk.question or None))
    return go_to(desk.address(_item_of(site, desk, made)))


@router.post("/review/person")
def call_oneself(request: Request, form: Filled) -> Response:
    """Keep the name of who decides in a cookie."""
    site = site_of(request)
    name = form.text("person")
    if name is None:
        raise FormError("no name was given", "a decision is kept with the name of who makes it")
    desk = _desk(request, site, form)
    answer = go_to(desk.address(form.text("at")) if desk.question else link("review"))
    remember(answer, name)
    return answer


@router.get("/review/missed")
def missed(request: Request, question: Name = None, report: Name = None) -> Response:
    """Show the form for what the program missed, beside the text of a report."""
    site = site_of(request)
    return _missed(request, site, {"question": question or "", "report": report or ""})


@router.post("/review/missed")
def add_missed(request: Request, form: Filled) -> Response:
    """Keep a position that the program missed."""
    site = site_of(request)
    question = form.text("question")
    try:
        if question is None:
            raise FormError("no question is chosen", "a position is on a question")
        if form.text("words") is None:
            raise FormError("no words are quoted", "words of the report, as they stand in it")
        changes = _changes(form)
        if not {"actor", "side"} <= set(changes):
            raise FormError("an added position needs an actor and a side", "give both")
        site.verbs.decide(
            Wanted(
                "add",
                person_of(request, site.settings),
                report=form.text("report"),
                words=form.text("words"),
                question=question,
                changes=changes,
                reason=form.text("reason"),
            )
        )
    except ForbiddenError:
        raise
    except OnrecordError as fault:
        return _missed(request, site, _typed(form), fault)
    return go_to(link("decisions", question=question))


@router.get("/decisions")
def decisions(request: Request, question: Name = None, open_only: bool = False) -> Response:
    """List what people decided, the latest first, with how far they agree."""
    site = site_of(request)
    made = queries.decisions(site.record, question=question or None, open_only=open_only)
    asked = queries.questions(site.record)
    return site.page(
        request,
        "decided.html.j2",
        {
            "question": question or "",
            "open_only": open_only,
            "lines": made[::-1][:LISTED],
            "number": len(made),
            "asked": asked,
            "titles": {one.id: one.title for one in asked},
            "agreed": queries.agreement(site.record, question or None),
        },
    )


# --- pages ------------------------------------------------------------------------------------------------


def _overview(request: Request, site: Site) -> Response:
    asked = queries.questions(site.record)  # first: one that is kept meanwhile is then left out
    waiting = {table.question.id: len(table.unsure) for table in queries.positions(site.record, whole=False)}
    context = {
        "mode": "overview",
        "asked": asked,
        "waiting": waiting,
        "agreed": {one.question: one for one in queries.agreement(site.record)},
    }
    return site.page(request, "review.html.j2", context)


def _shown(
    request: Request,
    site: Site,
    desk: Desk,
    at: str | None,
    *,
    ends: bool = False,
    fault: OnrecordError | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    """Show one item, or the end where none waits."""
    (table,) = queries.positions(site.record, desk.question)
    made = queries.decisions(site.record, question=desk.question, person=desk.person)
    tasks = {} if desk.blind else {one.evidence.ref: one for one in queries.queue(site.record, desk.question)}
    waits = _to_code(table, made) if desk.blind else [task.evidence for task in tasks.values()]
    beside = [e for e in _all_of(table) if e.ref == at and at not in tasks and not desk.blind]
    turn = None if ends else _beside(beside[0], waits) if beside else _turn(waits, at)
    gone = at is not None and turn is not None and turn.evidence.ref != at
    context: dict[str, Any] = {
        "mode": "end" if turn is None else "blind" if desk.blind else "item",
        "asked": table.question,
        "desk": desk,
        "turn": turn,
        "waiting": len(waits),
        "last": _last(made, desk),
        "coded": sum(_counts(one, desk) for one in made),
        "agreed": queries.agreement(site.record, desk.question),
        "fault": str(fault) if fault else None,
        "gone": plain(at or "") if gone and fault is None else None,
        "sides": SIDES,
    }
    if turn is not None and not desk.blind:
        e = turn.evidence
        context |= {
            "doubts": doubts(e) if turn.number else [],
            "effects": effects(tasks[e.ref]) if turn.number else ON_WHAT_IS_SETTLED,
            "modalities": MODALITIES,
            "typed": typed or filled(e),
            "corrects": typed is not None,
            "actors": World.load().actors,
        }
    return site.page(request, "review.html.j2", context, status_for(fault) if fault else 200)


def _missed(
    request: Request, site: Site, typed: Mapping[str, str], fault: OnrecordError | None = None
) -> Response:
    question, report = typed.get("question", ""), typed.get("report", "")
    offered = {}
    if question:
        (table,) = queries.positions(site.record, question)
        offered = {e.report.ref: e.report for e in _all_of(table)}
    view = None
    if report:
        try:
            view = queries.report_view(site.record, report)
        except OnrecordError as unknown:
            fault = fault or unknown
    context = {
        "mode": "missed",
        "questions": queries.questions(site.record),
        "typed": {name: typed.get(name, "") for name in (*_FIELDS, "question", "report", "words", "reason")},
        "view": view,
        "offered": sorted(offered.values(), key=lambda line: (line.published, line.ref))[-LISTED:],
        "fault": str(fault) if fault else None,
        "sides": SIDES,
        "modalities": MODALITIES,
        "actors": World.load().actors,
    }
    return site.page(request, "review.html.j2", context, status_for(fault) if fault else 200)


# --- what waits -------------------------------------------------------------------------------------------


def _turn(waits: Sequence[Evidence], at: str | None) -> Turn | None:
    """The item named, else the first; what follows the last is nothing, so that skipping comes to an end."""
    if not waits:
        return None
    refs = [e.ref for e in waits]
    place = refs.index(at) if at in refs else 0
    following = refs[place + 1] if place + 1 < len(refs) else None
    return Turn(waits[place], place + 1, len(waits), following)


def _beside(e: Evidence, waits: Sequence[Evidence]) -> Turn:
    """Something that does not wait and is decided on all the same; then those that wait follow."""
    return Turn(e, 0, len(waits), waits[0].ref if waits else None)


def _all_of(table: Table) -> list[Evidence]:
    """All that can be decided on, what others claim and what holds by membership too."""
    return [*_own(table), *table.claimed, *table.by_membership]


def _own(table: Table) -> list[Evidence]:
    """What was read as the actors' own positions."""
    return [*(e for row in table.rows for e in row.evidence), *table.unsure, *table.rejected]


def _to_code(table: Table, made: Sequence[DecisionLine]) -> list[Evidence]:
    """What a coder has not coded blind yet: all that was read as an actor's own position, settled or not.

    In an order that is everybody's and tells nothing, so that those who stop early have coded the same items,
    and a fair part of all.
    """
    mine = [one for one in made if one.state == "blind"]
    waits = [e for e in _own(table) if e.actor and e.ref.startswith("P") and not _was_corrected(e)]
    return sorted((e for e in waits if not any(_is_of(one, e) for one in mine)), key=_shuffled)


def _was_corrected(e: Evidence) -> bool:
    """Whether its actor may be a person's, and not the one that it was read as."""
    return any(told.startswith("corrected") for told in e.decided)


def _shuffled(e: Evidence) -> str:
    named = "\x1f".join((e.report.provider, e.report.key, str(e.span.start), str(e.span.end), e.actor or ""))
    return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()


def _is_of(line: DecisionLine, e: Evidence) -> bool:
    made = line.decision
    return (
        made.anchor is not None
        and (made.provider, made.report) == (e.report.provider, e.report.key)
        and (made.anchor.span == e.span or line.words == e.words)
        and e.actor in made.actors
    )


def _counts(line: DecisionLine, desk: Desk) -> bool:
    return line.state == "blind" if desk.blind else line.state in ("in force", "reopened", "lost")


def _last(made: Sequence[DecisionLine], desk: Desk) -> DecisionLine | None:
    """The coder's last decision that holds, to be undone."""
    return max(
        (one for one in made if _counts(one, desk)), key=lambda one: one.decision.decided_at, default=None
    )


def _item_of(site: Site, desk: Desk, line: DecisionLine | None) -> str | None:
    """The ref of what a decision was on."""
    if line is None or not desk.question:
        return None
    (table,) = queries.positions(site.record, desk.question)
    return next((e.ref for e in _all_of(table) if _is_of(line, e)), None)


def _evidence(site: Site, desk: Desk, ref: str | None) -> Evidence | None:
    (table,) = queries.positions(site.record, desk.question)
    return next((e for e in _all_of(table) if e.ref == ref), None)


def doubts(e: Evidence) -> list[str]:
    """Say why the program is not sure of a piece of evidence."""
    told = []
    if DISAGREE in e.decided:
        told.append(DISAGREE)
    if e.actor is None:
        told.append("it stays open whose position it is")
    if e.side is None:
        told.append("it stays open which side the words take")
    if e.sourcing == "anonymous":
        told.append("only an unnamed voice says it")
    if e.condition:
        told.append(f"it holds under a condition: {cells.quoted(e.condition, 120)}")
    if not told and e.because == (LEARNED,):
        told.append("no rule reads a side in the words, the learned judge alone does")
    return told or ["rules and the learned judge do not settle what the words mean"]


def effects(task: Task) -> tuple[str, str]:
    """Say what accepting and what rejecting an item would do to the table."""
    e = task.evidence
    if e.actor is None or e.side is None:
        accepted = f"it cannot be accepted as it is, for {task.why}: correct it"
    elif cells.claimed(e):
        accepted = f"it would stand among what others claim of {e.actor_name}, and count nowhere"
    else:
        accepted = task.why
    return accepted, "the table stays as it is, and the words stand among those that people rejected"


# --- what was decided -------------------------------------------------------------------------------------

_FIELDS = ("actor", "side", "modality", "explicit", "speaker", "said_on")
LABELS = {"actor": "the actor", "side": "the side", "speaker": "the speaker", "said_on": "the day"}


def filled(e: Evidence) -> dict[str, str]:
    """Return how the fields of a correction are filled before anything is changed."""
    only = e.said_on.earliest if e.said_on.earliest == e.said_on.latest else None
    return {
        "actor": e.actor or "",
        "side": e.side or "",
        "modality": e.modality,
        "explicit": "yes" if e.explicit else "no",
        "speaker": plain(e.speaker or ""),
        "said_on": only.isoformat() if only else "",
        "reason": "",
    }


def _desk(request: Request, site: Site, form: Form) -> Desk:
    return Desk(form.text("question") or "", person_of(request, site.settings), form.text("blind") == "1")


def _typed(form: Form) -> dict[str, str]:
    names = (*_FIELDS, "question", "report", "reason")
    return {**{name: form.text(name) or "" for name in names}, "words": form.whole("words")}


def _blind(desk: Desk, form: Form) -> Wanted:
    """What a coder says who does not know what was read: a side, or that there is no position."""
    side = form.text("side")
    if side not in (*SIDES, NO_POSITION):
        raise FormError("no side is chosen", f"{', '.join(SIDES)}, or {NO_POSITION}")
    verdict, changes = ("reject", {}) if side == NO_POSITION else ("correct", {"side": side})
    return Wanted(
        verdict,
        desk.person,
        ref=form.text("ref"),
        changes=changes,
        reason=form.text("reason"),
        blind=True,
    )


def _wanted(desk: Desk, form: Form, e: Evidence | None) -> Wanted:
    verdict = form.text("verdict")
    if verdict not in ("accept", "reject", "correct"):
        raise FormError("nothing was decided", "accept, reject or correct")
    if e is None:
        raise FormError(
            "the item is not there any more", "somebody else decided on it, or its report changed"
        )
    changes: dict[str, Any] = {}
    if verdict == "correct":
        before = filled(e)
        emptied = [LABELS[name] for name in LABELS if before[name] and not form.text(name)]
        if emptied:
            raise FormError(f"{joined(emptied)} cannot be left empty", "say what is so instead, or reject it")
        changes = {
            name: value for name, value in _changes(form).items() if (form.text(name) or "") != before[name]
        }
        if not changes:
            raise FormError("nothing was changed", "change a field, or accept or reject it as it is")
    return Wanted(verdict, desk.person, ref=e.ref, changes=changes, reason=form.text("reason"))


def _changes(form: Form) -> dict[str, Any]:
    """The fields of a position that are filled in. Raises `FormError` and `UnknownActorError`."""
    changes: dict[str, Any] = {}
    if actor := form.text("actor"):
        changes["actor"] = actor_code(actor)
    for name, allowed in (("side", SIDES), ("modality", MODALITIES)):
        if value := form.text(name):
            if value not in allowed:
                raise FormError(f"{value!r} is no {name}", ", ".join(allowed))
            changes[name] = value
    if explicit := form.text("explicit"):
        changes["explicit"] = explicit == "yes"
    if speaker := form.text("speaker"):
        changes["speaker"] = speaker
    if day := form.day("said_on"):
        changes["said_on"] = day
    return changes
