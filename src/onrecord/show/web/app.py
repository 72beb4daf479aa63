"""The server as an ASGI application: what answers which address, and how faults are told."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Match

from onrecord import __version__
from onrecord.model import OnrecordError
from onrecord.show.actors import UnknownActorError
from onrecord.show.queries import status_of
from onrecord.show.web import adding, api, asking, pages, review, signing, writing
from onrecord.show.web.finished import Ahead
from onrecord.show.web.handed import ReadOnlyError, Verbs
from onrecord.show.web.paging import NotModifiedError
from onrecord.show.web.problems import API, Problem, RequestError, phrase, problem
from onrecord.show.web.security import Guard, TokenError
from onrecord.show.web.settings import WebSettings
from onrecord.show.web.site import Site, site_of, static_file

ALLOWED_SHOWN = 300  # characters of what was wrong in a request that are said back


class Served(FastAPI):
    """The application, with the guard around all of it, so that every answer bears its headers."""

    def build_middleware_stack(self) -> Any:
        """Put the guard outermost."""
        return Guard(super().build_middleware_stack(), self.state.site.settings)

    def openapi(self) -> dict[str, Any]:
        """Describe the API, the shape of its problems too."""
        described = super().openapi()
        schemas = described.setdefault("components", {}).setdefault("schemas", {})
        schemas.setdefault("Problem", Problem.model_json_schema())
        return described


def create_app(settings: WebSettings, verbs: Verbs | None = None) -> FastAPI:
    """Make the application that serves the record of the settings; without `verbs` it only reads.

    Raises `RecordError` where the record cannot be opened.
    """
    site = Site.open(settings, verbs or Verbs())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        ahead = Ahead(site.finished, lambda: pages.ahead(site))  # anew: a thread starts once
        ahead.start()
        site.addings.open()
        yield
        ahead.stop()
        site.addings.close()
        site.watch.close()
        site.record.close()

    app = Served(
        title="onrecord",
        version=__version__,
        description="Who said what, when, by whose report, and where every state stands on a question.",
        lifespan=lifespan,
        docs_url=None,  # they load their page from elsewhere
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
        redirect_slashes=False,
    )
    app.state.site = site
    app.state.watch = site.watch
    for kind, told in HANDLERS.items():
        app.add_exception_handler(kind, told)
    app.include_router(api.router)
    app.include_router(writing.router)
    for pages_that_write in (signing, review, adding, asking):
        app.include_router(pages_that_write.router)
    app.include_router(pages.router)

    @app.get("/static/{name}", include_in_schema=False)
    def static(name: str) -> Response:
        return static_file(name) or PlainTextResponse("there is no such file\n", 404)

    return app


def _told(request: Request, fault: Exception) -> Response:
    """Tell a fault that says itself what is allowed."""
    if not isinstance(fault, OnrecordError):
        raise fault
    headers = {"WWW-Authenticate": "Bearer"} if isinstance(fault, TokenError) else None
    is_script = request.url.path.startswith(API)
    sentence = fault.over_api if is_script and fault.over_api is not None else str(fault)
    return _answer(request, _status(fault), sentence, headers)


def _status(fault: OnrecordError) -> int:
    if isinstance(fault, RequestError):
        return fault.status
    if isinstance(fault, UnknownActorError):
        return 404
    return 403 if isinstance(fault, ReadOnlyError) else status_of(fault)


def _missing(request: Request, fault: Exception) -> Response:
    if not isinstance(fault, HTTPException):
        raise fault
    headers, sentence = dict(fault.headers or {}), str(fault.detail)
    if fault.status_code == 405:
        headers["Allow"] = _allowed(request)
        sentence = f"{request.method} is not answered here (allowed: {headers['Allow']})"
    elif fault.status_code == 404 and sentence == phrase(404):
        sentence = "there is nothing at this address (begin at the start page)"
    return _answer(request, fault.status_code, sentence, headers)


def _allowed(request: Request) -> str:
    """What may be asked of an address; a single route would name its own methods alone (RFC 9110, Allow)."""
    found = [
        method
        for method in ("GET", "POST")
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.routes
        )
    ]
    return ", ".join(["GET", "HEAD", *found[1:]] if "GET" in found else found)


def _malformed(request: Request, fault: Exception) -> Response:
    if not isinstance(fault, RequestValidationError):
        raise fault
    told = "; ".join(f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in fault.errors())
    return _answer(request, 422, told[:ALLOWED_SHOWN])


def _unchanged(_: Request, fault: Exception) -> Response:
    if not isinstance(fault, NotModifiedError):
        raise fault
    return Response(None, 304, fault.headers)


def _broken(request: Request, fault: Exception) -> Response:
    """Say that something of ours broke, and nothing of what."""
    logging.getLogger("onrecord").error("%s %r", request.method, request.url.path, exc_info=fault)
    sentence = "a fault of onrecord (what it was stands in the log of the server)"
    if request.url.path.startswith(API):
        return problem(500, sentence)
    return PlainTextResponse(f"{sentence}\n", 500)


HANDLERS: dict[Any, Any] = {
    OnrecordError: _told,
    HTTPException: _missing,
    RequestValidationError: _malformed,
    NotModifiedError: _unchanged,
    Exception: _broken,
}


def _answer(
    request: Request, status: int, sentence: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Say what is wrong: to a script as RFC 9457 has it, to a reader on a page."""
    if request.url.path.startswith(API):
        return problem(status, sentence, headers)
    page = site_of(request).page(
        request, "fault.html.j2", {"title": phrase(status), "sentence": sentence}, status
    )
    page.headers.update(headers or {})
    return page
