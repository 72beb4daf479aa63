"""Writing a question on a page: try it on what is stored, see what it reaches, keep it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from onrecord.model import OnrecordError
from onrecord.show import queries
from onrecord.show.answers import QuestionLine
from onrecord.show.web.forms import Filled, Form, FormError, go_to, status_for
from onrecord.show.web.handed import Tried
from onrecord.show.web.security import ForbiddenError
from onrecord.show.web.site import Site, link, site_of

router = APIRouter(include_in_schema=False)

LONGEST_ID = 40
_FIELDS = ("id", "title", "proposition", "since", "until", "replaces")
_ODD = re.compile(r"[^a-z0-9]+")


@router.get("/ask")
def ask(request: Request) -> Response:
    """Show an empty question."""
    return _shown(request, site_of(request), dict.fromkeys((*_FIELDS, "about"), ""))


@router.post("/ask")
def take(request: Request, form: Filled) -> Response:
    """Try a question, or keep it and lead to its page."""
    site = site_of(request)
    typed = _typed(form)
    tried = None
    try:
        tried = site.verbs.ask(_question(typed))
        if form.text("deed") == "keep":
            _check_new(_there(site, typed), replaces=bool(typed["replaces"]))
            return go_to(link("questions", site.verbs.keep(_question(typed))))
    except ForbiddenError:
        raise
    except OnrecordError as fault:
        return _shown(request, site, typed, tried, fault)
    return _shown(request, site, typed, tried)


def id_from(title: str, since: str) -> str:
    """Offer an id for a question: "Recognition of Kosovo", 2008-02-17 gives "recognition-of-kosovo-2008"."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = _ODD.sub("-", ascii_only).strip("-")[:LONGEST_ID].strip("-")
    return "-".join(part for part in (words, since[:4]) if part)


def _typed(form: Form) -> dict[str, str]:
    typed = {name: form.text(name) or "" for name in _FIELDS}
    typed["proposition"] = " ".join(form.whole("proposition").split())
    typed["about"] = form.whole("about")
    typed["id"] = typed["id"] or id_from(typed["title"], typed["since"])
    return typed


def _question(typed: Mapping[str, str]) -> dict[str, object]:
    """The fields as the verbs take them: phrases one a line."""
    about = [phrase.strip() for phrase in typed["about"].splitlines() if phrase.strip()]
    return {
        **{name: typed[name] for name in ("id", "title", "proposition")},
        "about": about,
        "since": typed["since"] or None,
        "until": typed["until"] or None,
    }


def _there(site: Site, typed: Mapping[str, str]) -> QuestionLine | None:
    return next((one for one in queries.questions(site.record) if one.id == typed["id"]), None)


def _check_new(there: QuestionLine | None, *, replaces: bool) -> None:
    if there is not None and not replaces:
        raise FormError(f"{there.id} is kept already", "choose another id, or say that yours takes its place")


def _shown(
    request: Request,
    site: Site,
    typed: Mapping[str, str],
    tried: Tried | None = None,
    fault: OnrecordError | None = None,
) -> Response:
    context = {
        "typed": typed,
        "tried": tried,
        "fault": str(fault) if fault else None,
        "there": _there(site, typed) if typed["id"] else None,
    }
    return site.page(request, "ask.html.j2", context, status_for(fault) if fault else 200)
