"""What a browser or a script may do: hosts, headers, limits, sessions and tokens.

The server listens on loopback, where any page in the same browser can reach it. So a request is answered only
under a name of ours (DNS rebinding), and one that writes must come from a page of ours (a session cookie that
other sites cannot send, and a token in the form that they cannot read), or bear the token that the command
line printed. Any account of this machine can reach it too: so a session begins only where a browser shows a
token that was printed, and without one a page is read and no more. What is served loads nothing from
elsewhere and runs no script but ours.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from onrecord.show.web.problems import API, RequestError, problem
from onrecord.show.web.settings import WebSettings

FIELD = "csrf"
LOGIN = "/login"
BY_HEAD = "onrecord.by_head"  # in the scope of a request that asked for the headers alone
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": with that a browser says `Origin: null` of our own forms too (fetch.spec.whatwg.org,
    # "append a request Origin header"), and they could not be told from foreign ones.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
OF_API = {**HEADERS, "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"}
TOO_LONG = "the request is longer than allowed"
LENGTH_DIGITS = 18  # a longer number is over every limit, and too long a one cannot be read at all

Handler = Callable[[Any, Any, Any], Awaitable[None]]


class ForbiddenError(RequestError):
    """A request that may not be answered."""

    def __init__(self, reason: str, allowed: str, status: int = 403) -> None:
        super().__init__(status, reason, allowed)


class TokenError(ForbiddenError):
    """A script that does not show the token of this server."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, "Authorization: Bearer TOKEN, as `onrecord serve` prints it", 401)


class Guard:
    """Stands around the whole application: refuses foreign hosts, foreign sites and bodies over the limit,
    sets the headers of every answer, faults of ours among them, and answers HEAD as GET without the content.
    """

    def __init__(self, app: Handler, settings: WebSettings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # a websocket, of which there is none
            await send({"type": "websocket.close", "code": 1008})
            return
        answer = _with_headers(send, scope)
        if scope["method"] == "HEAD":
            answer = _without_content(answer)
            scope = {**scope, "method": "GET", BY_HEAD: True}
        refusal = self._refusal(Request(scope))
        if refusal is not None:
            await refusal(scope, receive, answer)
            return
        await self._app(scope, _limited(receive, self._settings.body_limit), answer)

    def _refusal(self, request: Request) -> Response | None:
        hosts = [host.lower() for host in request.headers.getlist("host")]
        if len(hosts) != 1 or hosts[0] not in self._settings.hosts:
            named = f"the name {hosts[0]!r}" if len(hosts) == 1 else f"{len(hosts)} names"
            return _said(request, 421, f"this server does not answer to {named}")
        if _is_foreign(request):
            return _said(request, 403, "the request comes from another site (open the address yourself)")
        length = request.headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            return _said(request, 400, "the length of the content is no number")
        if len(length) > LENGTH_DIGITS or int(length) > self._settings.body_limit:
            return _said(request, 413, TOO_LONG)
        if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
            return _said(request, 415, "compressed content is not read (send it as it is)")
        return None


def _is_foreign(request: Request) -> bool:
    """Whether another site asks for something that is no page to be shown in its own window
    (web.dev/articles/fetch-metadata, "resource isolation policy"): it can then not even time an answer.
    """
    if request.method not in ("GET", "OPTIONS") and not _is_ours(request.headers.get("origin"), request):
        return True  # before a form of 16 MB is taken apart
    if request.headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return False
    shown = request.headers.get("sec-fetch-dest") == "document"
    return not (shown and request.headers.get("sec-fetch-mode") == "navigate" and request.method == "GET")


def _limited(receive: Callable[[], Awaitable[Any]], limit: int) -> Callable[[], Awaitable[Any]]:
    """Receive at most so many bytes, whatever the request says of its length."""
    left = limit

    async def receiving() -> Any:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise HTTPException(413, TOO_LONG)  # the one fault that the framework hands on while it reads
        return message

    return receiving


def _with_headers(send: Callable[[Any], Awaitable[None]], scope: Any) -> Callable[[Any], Awaitable[None]]:
    wanted = OF_API if scope["path"].startswith(API) else HEADERS

    async def sending(message: Any) -> None:
        if message["type"] == "http.response.start":
            held = {name.lower() for name, _ in message.get("headers", ())}
            added = [(name.lower().encode(), value.encode()) for name, value in wanted.items()]
            message = {
                **message,
                "headers": [
                    *message.get("headers", ()),
                    *((name, value) for name, value in added if name not in held),
                ],
            }
        await send(message)

    return sending


def _without_content(send: Callable[[Any], Awaitable[None]]) -> Callable[[Any], Awaitable[None]]:
    async def sending(message: Any) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return sending


def _said(request: Request, status: int, sentence: str) -> Response:
    if request.url.path.startswith(API):
        return problem(status, sentence)
    return PlainTextResponse(f"{sentence}\n", status)


# --- who may write --------------------------------------------------------------------------------------


class SignInError(ForbiddenError):
    """A reader who has not signed in, and would write."""

    def __init__(self) -> None:
        super().__init__(
            "this browser is not signed in, and reads only",
            f"open the address for writing that `onrecord serve` printed, or sign in at {LOGIN}",
        )


@dataclass
class Logins:
    """The tokens that sign browsers in: one that does so once, and stands in an address, and the lasting one,
    which is only ever typed.
    """

    settings: WebSettings
    _spent: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def spend(self, given: str) -> bool:
        """Whether an address may sign in a browser; the next one with this token may not."""
        if not _same(given, self.settings.login):
            return False
        with self._lock:
            first, self._spent = not self._spent, True
        return first

    def knows(self, given: str) -> bool:
        """Whether what was typed is the lasting token, or the other where it is not spent."""
        return _same(given, self.settings.token) or self.spend(given)


def session_cookie(request: Request) -> str:
    """Return the name of the cookie that holds the session: browsers hold those of all ports together, and
    each server has its own.
    """
    _, _, port = request.headers.get("host", "").rpartition(":")
    return f"onrecord_session_{port if port.isascii() and port.isdigit() else 80}"


def session_of(request: Request, settings: WebSettings) -> str | None:
    """Return the session that the request's cookie names, None where it has none that we signed."""
    cookie = request.cookies.get(session_cookie(request), "")
    name, _, signed = cookie.partition(".")
    return name if name and _same(signed, _sign(settings, f"session {name}")) else None


def new_session(settings: WebSettings) -> tuple[str, str]:
    """Return the name of a new session and the value of its cookie."""
    name = secrets.token_urlsafe(18)
    return name, f"{name}.{_sign(settings, f'session {name}')}"


def csrf_of(session: str, settings: WebSettings) -> str:
    """Return the token that the forms of a session carry (OWASP, "Signed Double-Submit Cookie")."""
    return _sign(settings, f"csrf {session}")


def check_form(request: Request, token: str | None, settings: WebSettings) -> None:
    """Let a form of our own pages pass. Raises `ForbiddenError` for any other, `SignInError` where the
    browser has no session.
    """
    check_origin(request)
    session = session_of(request, settings)
    if session is None:
        raise SignInError
    if not _same(token or "", csrf_of(session, settings)):
        raise ForbiddenError("the form is not one of this server's pages, or too old", "load the page again")


def check_script(request: Request, settings: WebSettings) -> None:
    """Let a script with the token pass, or a page of ours with its own in X-CSRF-Token.

    Raises `TokenError` where there is neither, `ForbiddenError` where the page is not ours.
    """
    given = request.headers.get("authorization")
    if given is not None:
        kind, _, token = given.partition(" ")
        if kind.lower() == "bearer" and _same(token.strip(), settings.token):
            return
        raise TokenError("the token is not the one of this server")
    of_page = request.headers.get("x-csrf-token")
    if of_page is None:
        raise TokenError("writing needs the token of this server")
    check_form(request, of_page, settings)


def check_origin(request: Request) -> None:
    """What a browser says of where a request comes from must be us (W3C Fetch Metadata, Sec-Fetch-Site)."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site not in ("same-origin", "none") or not _is_ours(request.headers.get("origin"), request):
        raise ForbiddenError("the request comes from another site", "write from this server's own pages")


def _is_ours(origin: str | None, request: Request) -> bool:
    host = request.headers.get("host", "").lower()
    return origin is None or origin.lower() in (f"http://{host}", f"https://{host}")


def _same(given: str, wanted: str) -> bool:
    """Compare in a time that tells nothing; a text that is not ASCII is compared too, as its bytes."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), wanted.encode())


def _sign(settings: WebSettings, what: str) -> str:
    return hmac.new(settings.secret, what.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
