"""The API that writes: decisions and reports, by the verbs that the command line handed in."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Path
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import Request

from onrecord.model import Decision
from onrecord.show.actors import actor_code
from onrecord.show.web import shapes
from onrecord.show.web.handed import Incoming, ReadOnlyError, Wanted
from onrecord.show.web.problems import API, WRITING, RequestError, documented
from onrecord.show.web.security import check_script
from onrecord.show.web.site import Site, site_of

BY_API = "api.jsonl"  # the name that reports without an outlet are kept under
WHOSE_WORD = frozenset(("self", "narrator"))

_token = HTTPBearer(auto_error=False, description="the token that `onrecord serve` prints")
_page = APIKeyHeader(
    name="X-CSRF-Token", auto_error=False, description="of a page of this server, with its cookie"
)


def may_write(
    request: Request,
    _bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_token)],
    _csrf: Annotated[str | None, Depends(_page)],
) -> None:
    """Let a script with the token pass, or a page of ours.

    Raises `ReadOnlyError` where the server only reads, whatever is shown to it, else `ForbiddenError`.
    """
    site = site_of(request)
    if not site.writes:
        raise ReadOnlyError
    check_script(request, site.settings)


router = APIRouter(
    prefix=API, tags=["write"], dependencies=[Depends(may_write)], responses=documented(WRITING)
)
Ref = Annotated[str, Path(max_length=2_000)]


class TooLongError(RequestError):
    """A text over the limit."""

    def __init__(self, number: int, limit: int) -> None:
        super().__init__(413, f"the text of report {number} is too long", f"at most {limit} bytes")


class NobodyError(RequestError):
    """Nobody is named as who decides, and the server was started by nobody who has a name."""

    def __init__(self) -> None:
        super().__init__(422, "it is not told who decides", 'give the name in "person"')


@router.post("/decisions", status_code=201, response_model=shapes.DecisionMade)
def decide(request: Request, wanted: shapes.DecisionWanted) -> Any:
    """Keep a person's decision."""
    site = site_of(request)
    given = wanted.model_dump(exclude={"changes", "person"})
    made = site.verbs.decide(
        Wanted(
            **given,
            person=_who(site, wanted.person),
            changes=_changes(wanted.changes),
        )
    )
    return _made(made)


@router.post("/decisions/{ref}/undo", status_code=201, response_model=shapes.DecisionMade)
def undo(request: Request, ref: Ref, wanted: shapes.UndoWanted | None = None) -> Any:
    """Take a decision back; what it had replaced is in force again."""
    site = site_of(request)
    by = wanted or shapes.UndoWanted()
    return _made(site.verbs.decide(Wanted("undo", _who(site, by.person), ref=ref, reason=by.reason)))


@router.post("/reports", response_model=shapes.ReportsAdded)
def add(request: Request, given: shapes.ReportsGiven) -> Any:
    """Read reports into the record; the same report twice changes nothing."""
    site = site_of(request)
    limit = site.settings.report_limit
    lines = []
    for number, one in enumerate(given.reports, 1):
        if len(one.text.encode()) > limit:
            raise TooLongError(number, limit)
        told = one.model_dump(mode="json", exclude_none=True)
        lines.append(msgspec.json.encode(told))
    incoming = (Incoming(BY_API, b"\n".join(lines) + b"\n", no_file=True),)
    added = site.addings.begin(lambda tell: site.verbs.add(incoming, tell)).result()
    return {
        "new": added.new,
        "changed": added.changed,
        "unchanged": added.unchanged,
        "told": list(added.told),
        "withdrawn": [
            {
                "report": one.ref,
                "person": one.person,
                "reason": one.reason,
                "withdrawn_at": one.withdrawn_at,
            }
            for one in added.withdrawn
        ],
    }


@router.post("/reports/{ref}/withdraw", response_model=shapes.Withdrawn)
def withdraw(request: Request, ref: Ref, wanted: shapes.WithdrawWanted) -> Any:
    """Make a report stop counting; it stays in the record."""
    site = site_of(request)
    person = _who(site, wanted.person)
    gone = site.verbs.withdraw(ref, wanted.reason, person)
    return {"report": gone, "person": person if gone else None}


@router.post("/reports/{ref}/withdraw/undo", response_model=shapes.Reinstated)
def reinstate(request: Request, ref: Ref, wanted: shapes.WithdrawWanted) -> Any:
    """Take the withdrawal of a report back: it counts again."""
    site = site_of(request)
    person = _who(site, wanted.person)
    back = site.verbs.reinstate(ref, wanted.reason, person)
    return {"report": back, "person": person if back else None}


def _who(site: Site, given: str | None) -> str:
    """Who decides: the name given, else that of who started the server. Raises `NobodyError`."""
    person = given or site.settings.person
    if not person:
        raise NobodyError
    return person


def _changes(given: shapes.Changes) -> dict[str, Any]:
    """What is said to be so, actors by their codes. Raises `UnknownActorError`."""
    said = given.model_dump(exclude_none=True)
    if "actor" in said:
        said["actor"] = actor_code(said["actor"])
    if "actors" in said:
        said["actors"] = tuple(actor_code(one) for one in said["actors"])
    if said.get("asserted_by", "self") not in WHOSE_WORD:
        said["asserted_by"] = actor_code(said["asserted_by"])
    return said


def _made(made: Decision) -> dict[str, Any]:
    return {
        "ref": f"D{made.uid[:8]}",
        "verdict": made.verdict,
        "subject": made.subject,
        "person": made.person,
        "decided_at": made.decided_at,
        "question": made.question,
        "actor": made.position.actor if made.position else made.actor,
        "side": made.position.side if made.position else None,
        "reason": made.reason,
        "blind": made.blind,
        "replaces": [f"D{uid[:8]}" for uid in made.replaces],
    }
