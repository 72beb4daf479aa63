"""Signing in: a browser that shows a token that was printed may write; all others read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from onrecord.show.web.handed import ReadOnlyError
from onrecord.show.web.security import BY_HEAD, LOGIN, check_origin, session_of
from onrecord.show.web.site import Site, site_of

router = APIRouter(include_in_schema=False)

SPENT = "this address has signed in a browser before, or is not of this start of the server"
WRONG = "this is not the token of this server; an earlier start of it had another"
LONGEST_TOKEN = 200


async def _typed(request: Request) -> str:
    """The token in the form. Raises `ForbiddenError` where another site sent it."""
    check_origin(request)
    given = (await request.form(max_files=0, max_fields=5, max_part_size=10_000)).get("token")
    return given.strip()[:LONGEST_TOKEN] if isinstance(given, str) else ""


@router.get(LOGIN)
def sign_in(request: Request, token: str | None = None) -> Response:
    """Sign in by the printed address, or show the form for the lasting token."""
    site = site_of(request)
    looks_only = BY_HEAD in request.scope  # a program that looks whether the address is there spends nothing
    if token is None or looks_only or session_of(request, site.settings) is not None:
        return _shown(request, site)
    if site.writes and site.logins.spend(token):
        return _signed_in(request, site)
    return _shown(request, site, SPENT)


@router.post(LOGIN)
def take(request: Request, token: Annotated[str, Depends(_typed)]) -> Response:
    """Sign in by what was typed."""
    site = site_of(request)
    if not site.writes:
        raise ReadOnlyError
    return _signed_in(request, site) if site.logins.knows(token) else _shown(request, site, WRONG)


def _signed_in(request: Request, site: Site) -> Response:
    """A page of ours leads on, not a redirect: where another program opened the address, a browser would keep
    a cookie of `SameSite=Strict` from what a redirect leads to.
    """
    answer = site.page(request, "login.html.j2", {"done": True, "fault": None})
    answer.headers["Refresh"] = "0; url=/"
    return site.begin_session(request, answer)


def _shown(request: Request, site: Site, fault: str | None = None) -> Response:
    return site.page(request, "login.html.j2", {"done": False, "fault": fault}, 403 if fault else 200)
