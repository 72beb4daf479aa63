"""Adding reports from a page: a pasted text, uploaded files, or an address on the web."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace

import msgspec
from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from onrecord.model import OnrecordError
from onrecord.show.brief import web_address
from onrecord.show.web.forms import Filled, Form, FormError, status_for
from onrecord.show.web.handed import Added, Incoming, Progress, Tell
from onrecord.show.web.security import ForbiddenError
from onrecord.show.web.settings import MEGABYTE
from onrecord.show.web.site import Site, link, site_of
from onrecord.show.web.under_way import Adding
from onrecord.show.wording import counted

router = APIRouter(include_in_schema=False)

PASTED = "pasted.jsonl"  # what reports without an outlet are kept under
LINES = "application/x-ndjson"  # what our script asks for: JSON, a line at a time
TOLD_SECONDS = 0.1  # between two looks at how far an adding is
LOOKED_AGAIN = 2  # seconds after which a page of an adding loads itself again
_FIELDS = ("how", "published", "outlet", "title", "url")


@router.get("/add")
def add(request: Request) -> Response:
    """Show the three ways to add reports."""
    return _shown(request, site_of(request))


@router.post("/add")
def take(request: Request, form: Filled) -> Response:
    """Read what came in, and say what became of it: line by line while it is read, to a script of ours, and
    else on a page when all is read. Whoever goes away before leaves it to go on.
    """
    site = site_of(request)
    adding = site.addings.begin(lambda tell: site.verbs.add(_incoming(site, form, tell), tell))
    if LINES in request.headers.get("accept", ""):
        return StreamingResponse(_lines(adding), media_type=LINES)
    try:
        added = adding.result()
    except ForbiddenError:
        raise
    except OnrecordError as fault:
        typed = {**{name: form.text(name) or "" for name in _FIELDS}, "text": form.whole("text")}
        return _shown(request, site, typed, fault=str(fault), status=status_for(fault))
    return _shown(request, site, added=added)


@router.get("/add/{name}")
def look(request: Request, name: str) -> Response:
    """Show how far an adding is, again and again, and at its end what became of it."""
    site = site_of(request)
    adding = site.addings.find(name)
    if adding is None:
        raise HTTPException(404, "this adding is not known any more; what it read is in the record")
    if not adding.ended.is_set():
        page = _shown(request, site, adding=adding)
        page.headers["Refresh"] = str(LOOKED_AGAIN)
        return page
    if adding.added is None:
        return _shown(request, site, fault=adding.sentence())
    return _shown(request, site, added=adding.added)


async def _lines(adding: Adding) -> AsyncIterator[bytes]:
    """An adding as JSON lines: how far it is, as that changes; then where its end is shown, or the fault."""
    seen, said = None, 0
    while True:
        ends = adding.ended.is_set()  # before the rest is looked at, so that nothing is missed
        progress = adding.progress
        if progress is not seen or len(adding.told) > said:
            seen, told = progress, adding.told[said:]
            said += len(told)
            yield _line({"done": progress.done, "of": progress.of, "now": progress.now, "told": told})
        if ends:
            break
        await asyncio.sleep(TOLD_SECONDS)
    if adding.added is None:
        yield _line({"fault": adding.sentence()})
    else:
        yield _line({"summary": summed(adding.added), "address": link("add", adding.name)})


def _line(facts: Mapping[str, object]) -> bytes:
    return msgspec.json.encode(facts) + b"\n"


def summed(added: Added) -> str:
    """Say in a line what became of what came in."""
    kinds = ((added.new, "new"), (added.changed, "changed"), (added.unchanged, "known already"))
    parts = [f"{number} {kind}" for number, kind in kinds if number]
    read = added.new + added.changed + added.unchanged
    told = f"{counted(read, 'report')} read ({', '.join(parts)})" if read else "No report read"
    told += f"; {len(added.told)} not" if added.told and read else ""
    return told + (f"; {len(added.withdrawn)} withdrawn before" if added.withdrawn else "")


def _incoming(site: Site, form: Form, tell: Tell) -> Sequence[Incoming]:
    """What a form brings. Raises `FormError`, and what fetching raises."""
    how = form.text("how")
    if how == "paste":
        return [_pasted(site, form)]
    published, outlet = form.day("published"), form.text("outlet")
    if how == "files":
        files = form.files("files")
        if not files:
            raise FormError("no file was chosen", "one file or several")
        follows = form.text("follows") is not None
        return [Incoming(name, content, published, outlet, follows=follows) for name, content in files]
    if how == "address":
        url = form.text("url")
        if url is None:
            raise FormError("no address was given", "such as https://example.org/story")
        tell(Progress(now="The page is fetched"))
        return [replace(site.verbs.fetch(url), published=published, outlet=outlet)]
    raise FormError("nothing was sent", "a text, files or an address")


def _pasted(site: Site, form: Form) -> Incoming:
    """A pasted text as a line of JSON, so that what is known of it stays outside of it."""
    text, published, url = form.whole("text"), form.day("published"), form.text("url")
    if not text.strip():
        raise FormError("no text was pasted", "the words of one report")
    size, limit = len(text.encode()), site.settings.report_limit
    if size > limit:
        raise FormError(f"the text holds {size:,} bytes", f"at most {limit:,}")
    if published is None:
        raise FormError("the day of publication is missing", "a text alone does not tell it")
    if url is not None and not web_address(url):
        raise FormError(f"{url[:80]!r} is no address of the web", "one that begins with https://, or none")
    line = {
        "text": text,
        "published": published.isoformat(),
        "outlet": form.text("outlet"),
        "title": form.text("title"),
        "url": url,
    }
    return Incoming(PASTED, msgspec.json.encode(line) + b"\n", no_file=True)


def _shown(
    request: Request,
    site: Site,
    typed: Mapping[str, str] | None = None,
    *,
    added: Added | None = None,
    adding: Adding | None = None,
    fault: str | None = None,
    status: int = 200,
) -> Response:
    context = {
        "typed": typed or dict.fromkeys((*_FIELDS, "text"), ""),
        "added": added,
        "adding": adding,
        "under_way": [one for one in site.addings.under_way() if one is not adding],
        "summary": summed(added) if added else "",
        "fault": fault,
        "megabytes": site.settings.body_limit // MEGABYTE,
    }
    return site.page(request, "add.html.j2", context, status)
