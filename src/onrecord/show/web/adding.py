"""Adding reports from a page: a pasted text, uploaded files, or an address on the web."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from onrecord.model import OnrecordError
from onrecord.show.brief import web_address
from onrecord.show.web.forms import Filled, Form, FormError, status_for
from onrecord.show.web.handed import Added, Incoming
from onrecord.show.web.security import ForbiddenError
from onrecord.show.web.settings import MEGABYTE
from onrecord.show.web.site import Site, site_of
from onrecord.show.wording import counted

router = APIRouter(include_in_schema=False)

PASTED = "pasted.jsonl"  # what reports without an outlet are kept under
_FIELDS = ("how", "published", "outlet", "title", "url")


@router.get("/add")
def add(request: Request) -> Response:
    """Show the three ways to add reports."""
    return _shown(request, site_of(request))


@router.post("/add")
def take(request: Request, form: Filled) -> Response:
    """Read what came in, and say what became of it."""
    site = site_of(request)
    try:
        added = site.verbs.add(_incoming(site, form))
    except ForbiddenError:
        raise
    except OnrecordError as fault:
        typed = {**{name: form.text(name) or "" for name in _FIELDS}, "text": form.whole("text")}
        return _shown(request, site, typed, fault=fault)
    return _shown(request, site, added=added)


def summed(added: Added) -> str:
    """Say in a line what became of what came in."""
    kinds = ((added.new, "new"), (added.changed, "changed"), (added.unchanged, "known already"))
    parts = [f"{number} {kind}" for number, kind in kinds if number]
    read = added.new + added.changed + added.unchanged
    told = f"{counted(read, 'report')} read ({', '.join(parts)})" if read else "No report read"
    return told + (f"; {len(added.told)} not" if added.told and read else "")


def _incoming(site: Site, form: Form) -> Sequence[Incoming]:
    """What a form brings. Raises `FormError`, and what fetching raises."""
    how = form.text("how")
    if how == "paste":
        return [_pasted(site, form)]
    published, outlet = form.day("published"), form.text("outlet")
    if how == "files":
        files = form.files("files")
        if not files:
            raise FormError("no file was chosen", "one file or several")
        return [Incoming(name, content, published, outlet) for name, content in files]
    if how == "address":
        url = form.text("url")
        if url is None:
            raise FormError("no address was given", "such as https://example.org/story")
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
    return Incoming(PASTED, msgspec.json.encode(line) + b"\n")


def _shown(
    request: Request,
    site: Site,
    typed: Mapping[str, str] | None = None,
    *,
    added: Added | None = None,
    fault: OnrecordError | None = None,
) -> Response:
    context = {
        "typed": typed or dict.fromkeys((*_FIELDS, "text"), ""),
        "added": added,
        "summary": summed(added) if added else "",
        "fault": str(fault) if fault else None,
        "megabytes": site.settings.body_limit // MEGABYTE,
    }
    return site.page(request, "add.html.j2", context, status_for(fault) if fault else 200)
