"""What every page shares: the open record, the templates, the session of the reader."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, unquote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from onrecord import __version__
from onrecord.show import cells, ledger, queries
from onrecord.show.alike import alike
from onrecord.show.brief import spoken, web_address
from onrecord.show.queries.state import Watch
from onrecord.show.web.citation import citation
from onrecord.show.web.finished import Finished
from onrecord.show.web.handed import Verbs
from onrecord.show.web.security import (
    FIELD,
    LOGIN,
    Logins,
    csrf_of,
    new_session,
    session_cookie,
    session_of,
)
from onrecord.show.web.settings import WebSettings
from onrecord.show.web.under_way import Addings
from onrecord.show.wording import counted, day, joined, named, plain

STATIC = {  # what is served from `static/`, and as what; nothing else is
    "site.css": "text/css; charset=utf-8",
    "site.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
PERSON = "onrecord_person"  # the cookie that holds the name of who decides
LONGEST_NAME = 80
_PART = re.compile(r"(?<=[/_?&])(?=[^/_?&])")  # where a part of a path or an address begins
NAVIGATION = (
    ("/", "Questions"),
    ("/search", "Search"),
    ("/review", "Review"),
    ("/add", "Add reports"),
    ("/ask", "Ask"),
)


@dataclass(frozen=True, slots=True)
class Site:
    """One server: its record, what it may do, and how its pages are made."""

    settings: WebSettings
    verbs: Verbs
    record: queries.Record
    environment: Environment
    watch: Watch
    finished: Finished
    logins: Logins
    addings: Addings

    @classmethod
    def open(cls, settings: WebSettings, verbs: Verbs) -> Site:
        """Open the record, which must be there. Raises `RecordError`."""
        record = queries.Record.open(settings.record, create=False)
        watch = Watch(record)
        return cls(
            settings, verbs, record, environment(), watch, Finished(watch), Logins(settings), Addings()
        )

    @property
    def writes(self) -> bool:
        """Whether the server was started to write as well."""
        return self.verbs != Verbs()

    def page(
        self, request: Request, template: str, context: Mapping[str, Any], status: int = 200
    ) -> Response:
        """Make a page for one reader; its forms write where the server does and the reader has signed in."""
        session = session_of(request, self.settings)
        words = self.environment.get_template(template).render(
            **context,
            writes=self.writes and session is not None,
            unsigned=self.writes and session is None,
            record_name=self.settings.record.stem,
            navigation=NAVIGATION,
            path=request.url.path,
            csrf=csrf_of(session, self.settings) if session is not None else "",
            csrf_field=FIELD,
            person=person_of(request, self.settings),
        )
        return _answered(words, status)

    def kept_page(
        self, request: Request, path: str, asked: object, make: Callable[[], tuple[str, Mapping[str, Any]]]
    ) -> Response:
        """Answer with the page that `make` gives template and context of, made anew only when the record has
        changed: it must be the same for every reader, and `path` with what was `asked` name it.
        """
        return _answered(self.ahead(path, asked, make), 200)

    def ahead(self, path: str, asked: object, make: Callable[[], tuple[str, Mapping[str, Any]]]) -> bytes:
        """Make such a page, or find that it is made."""

        def words() -> str:
            template, context = make()
            return self.environment.get_template(template).render(
                **context, record_name=self.settings.record.stem, navigation=NAVIGATION, path=path
            )

        return self.finished.page((path, asked), words)

    def begin_session(self, request: Request, response: Response) -> Response:
        """Sign in the browser that asks: it may write until this server ends."""
        _, cookie = new_session(self.settings)
        response.set_cookie(session_cookie(request), cookie, httponly=True, samesite="strict", path="/")
        return response


def _answered(words: str | bytes, status: int) -> Response:
    response = HTMLResponse(words, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def person_of(request: Request, settings: WebSettings) -> str:
    """Return who decides: the name in the cookie, else that of the settings; cookies hold ASCII alone."""
    return plain(unquote(request.cookies.get(PERSON, "")))[:LONGEST_NAME] or settings.person


def site_of(request: Request) -> Site:
    """Return the site that a request is made to."""
    site: Site = request.app.state.site
    return site


@cache
def environment() -> Environment:
    """Return the templates: everything is escaped, and a name that is missing is a fault."""
    made = Environment(
        loader=PackageLoader("onrecord.show.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        alike=alike,
        cells=cells,
        counted=counted,
        link=link,
        login=LOGIN,
        version=__version__,
        words_shown=220,
    )
    made.filters.update(
        changed=ledger.changed,
        citation=citation,
        day=day,
        in_shell=shlex.quote,
        joined=joined,
        named=named,
        placed=placed,
        plain=plain,
        sentence=sentence,
        spoken=spoken,
        web_address=web_address,
        when=cells.when,
    )
    return made


def link(*parts: str, **asked: object) -> str:
    """Return an address on this server: path segments and query values quoted, values of None left out."""
    path = "/" + "/".join(quote(part, safe="") for part in parts)
    told = {name: value for name, value in asked.items() if value is not None}
    return f"{path}?{urlencode(told)}" if told else path


def placed(path: str) -> Markup:
    """Put a path or an address so that a narrow page breaks it between its parts, and not within a word."""
    return Markup("<wbr>").join(_PART.split(plain(path)))


def sentence(words: str) -> str:
    """Put what a fault says as a sentence of a page: with a capital, and ended."""
    line = plain(words)
    return f"{line[:1].upper()}{line[1:]}{'' if line.endswith(('.', '!', '?')) else '.'}"


def static_file(name: str) -> Response | None:
    """Return a file that pages load, None where there is none of that name."""
    file = files("onrecord.show.web").joinpath("static", name)
    if name not in STATIC or not file.is_file():
        return None
    return Response(file.read_bytes(), media_type=STATIC[name], headers={"Cache-Control": "no-cache"})
