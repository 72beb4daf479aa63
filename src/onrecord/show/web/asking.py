"""Writing a question on a page: try it on what is stored, see what it reaches, keep it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from onrecord.model import OnrecordError, Side
from onrecord.show import queries
from onrecord.show.answers import QuestionLine
from onrecord.show.web.forms import Filled, Form, FormError, go_to, status_for
from onrecord.show.web.handed import Tried
from onrecord.show.web.security import ForbiddenError
from onrecord.show.web.site import Site, link, site_of

router = APIRouter(include_in_schema=False)

LONGEST_ID = 40
FREE_ROWS = 3  # for further categories
SIDES = get_args(Side)
_FIELDS = ("id", "title", "proposition", "since", "until", "replaces")
_ODD = re.compile(r"[^a-z0-9]+")


@router.get("/ask")
def ask(request: Request) -> Response:
    """Show an empty question."""
    return _shown(request, site_of(request), Typed(dict.fromkeys((*_FIELDS, "about"), "")))


@router.post("/ask")
def take(request: Request, form: Filled) -> Response:
    """Try a question, or keep it and lead to its page."""
    site = site_of(request)
    typed = _typed(form)
    tried = None
    try:
        tried = site.verbs.ask(_question(typed))
        if form.text("deed") == "keep":
            _check_new(_there(site, typed), replaces=bool(typed.fields["replaces"]))
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


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form: its fields by name, and the categories of the question, each with its side."""

    fields: Mapping[str, str]
    categories: tuple[tuple[str, str], ...] = ()


def _typed(form: Form) -> Typed:
    typed = {name: form.text(name) or "" for name in _FIELDS}
    typed["proposition"] = " ".join(form.whole("proposition").split())
    typed["about"] = form.whole("about")
    typed["id"] = typed["id"] or id_from(typed["title"], typed["since"])
    pairs = zip(form.every("category"), form.every("stands_for"), strict=False)
    return Typed(typed, tuple((phrase, side) for phrase, side in pairs if phrase))


def _question(asked: Typed) -> dict[str, object]:
    """The fields as the verbs take them: phrases one a line."""
    typed = asked.fields
    about = [phrase.strip() for phrase in typed["about"].splitlines() if phrase.strip()]
    return {
        **{name: typed[name] for name in ("id", "title", "proposition")},
        "about": about,
        "since": typed["since"] or None,
        "until": typed["until"] or None,
        "categories": list(asked.categories),
    }


def _there(site: Site, typed: Typed) -> QuestionLine | None:
    return next((one for one in queries.questions(site.record) if one.id == typed.fields["id"]), None)


def _check_new(there: QuestionLine | None, *, replaces: bool) -> None:
    if there is not None and not replaces:
        raise FormError(f"{there.id} is kept already", "choose another id, or say that yours takes its place")


def _shown(
    request: Request,
    site: Site,
    typed: Typed,
    tried: Tried | None = None,
    fault: OnrecordError | None = None,
) -> Response:
    context = {
        "typed": typed.fields,
        "categories": (*typed.categories, *[("", "")] * FREE_ROWS),
        "sides": SIDES,
        "tried": tried,
        "fault": str(fault) if fault else None,
        "there": _there(site, typed) if typed.fields["id"] else None,
    }
    return site.page(request, "ask.html.j2", context, status_for(fault) if fault else 200)
