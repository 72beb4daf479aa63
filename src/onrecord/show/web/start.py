"""The first page: what is asked, how it stands, and what changed since the reader was here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from onrecord.show import queries
from onrecord.show.answers import Change, QuestionLine, Table, Tally
from onrecord.show.web.site import Site, site_of

router = APIRouter(include_in_schema=False)

VISITS = "onrecord_visits"  # the cookie with the days of the visit before this one, and of this one
A_YEAR = 365 * 24 * 3600
FIRST_LOOK = 30  # days back from the newest report: what a first visit shows
# What the start page adds up while the reader waits: questions, and positions read on them.
COUNTED, WEIGHED, WEIGHED_WHOLE = 20, 10_000, 3_000
CHANGES, LATEST = 60, 8
STEP = 10  # tallies that come in before the page is made again


@router.get("/")
def start(request: Request, since: str | None = None) -> Response:
    """Questions with their tallies, what changed since the last visit, and how to add reports."""
    site = site_of(request)
    today = date.today()  # noqa: DTZ011 -- the reader's day
    last, visits = _visits(request.cookies.get(VISITS, ""), today)
    with site.finished.looked_once():
        covered = site.finished.value("coverage", lambda: queries.coverage(site.record))
        newest = covered.last or today
        by_default = last or date.fromordinal(max(newest.toordinal() - FIRST_LOOK, 1))
        asked_for = a_day(since)
        response = _kept(
            site, request, Since(asked_for or by_default, visit=asked_for is None and last is not None)
        )
    response.set_cookie(VISITS, visits, max_age=A_YEAR, httponly=True, samesite="strict", path="/")
    return response


@dataclass(frozen=True, slots=True)
class Since:
    """The day from which on changes are shown: by the days on which they were said, or, since a visit, also
    those that the record learned of after it.
    """

    day: date
    visit: bool


def _kept(site: Site, request: Request, wanted: Since) -> Response:
    asked = site.finished.value("questions", lambda: queries.questions(site.record))
    tallied = sum(site.finished.known(("tallies", one.id)) is not None for one in asked)
    # tallies that come in later show, but not each by itself
    seen = tallied if tallied in (0, len(asked)) else -(-tallied // STEP)
    return site.kept_page(request, "/", (wanted, seen), lambda: _made(site, wanted))


def _made(site: Site, wanted: Since) -> tuple[str, dict[str, Any]]:
    state = site.finished.state()  # before anything is looked at: what is made of it may be kept by it
    asked = site.finished.value("questions", lambda: queries.questions(site.record))
    held = site.finished.value("held", lambda: queries.held(site.record))
    changed, left_out = site.finished.value("changed", lambda: _changed(site, asked, held))
    since_then = _since(site, changed, wanted, state)
    return "start.html.j2", {
        "questions": list(_with_tallies(site, asked, held)),
        "held": held,
        "titles": {one.id: one.title for one in asked},
        "coverage": site.finished.value("coverage", lambda: queries.coverage(site.record)),
        "since": wanted.day,
        "visit": wanted.visit,
        "changed": since_then[-CHANGES:][::-1],
        "more": max(len(since_then) - CHANGES, 0),
        "latest": changed[-LATEST:][::-1],
        "left_out": left_out,
    }


def ahead(site: Site) -> None:
    """Make what every first page needs."""
    asked = site.finished.value("questions", lambda: queries.questions(site.record))
    held = site.finished.value("held", lambda: queries.held(site.record))
    site.finished.value("coverage", lambda: queries.coverage(site.record))
    site.finished.value("changed", lambda: _changed(site, asked, held))


@dataclass(frozen=True, slots=True)
class Tallied:
    """What the first page shows of a table: how many rows take which side, and what waits for a person."""

    tallies: tuple[Tally, ...]
    unsure: int

    @classmethod
    def of(cls, table: Table) -> Tallied:
        """Take it from the table."""
        return cls(table.tallies, len(table.unsure))


def _with_tallies(
    site: Site, asked: Sequence[QuestionLine], held: Mapping[str, int]
) -> Iterator[tuple[QuestionLine, Tallied | None]]:
    """Each question with its tallies: as long as adding up is quick, and where it was done already."""
    weighed = 0
    for number, one in enumerate(asked):
        weighed += held.get(one.id, 0)
        if number and (number >= COUNTED or weighed > WEIGHED):
            yield one, site.finished.known(("tallies", one.id))
        else:
            yield one, site.finished.value(("tallies", one.id), partial(_tallied, site, one.id))


def _tallied(site: Site, question: str) -> Tallied:
    (table,) = queries.positions(site.record, question, whole=False)
    return Tallied.of(table)


def _changed(site: Site, asked: Sequence[QuestionLine], held: Mapping[str, int]) -> tuple[list[Change], int]:
    """What changed on the lighter questions, oldest first, and on how many it was not looked for."""
    light: list[str] = []
    weighed = 0
    for one in sorted(asked, key=lambda one: held.get(one.id, 0)):
        weighed += held.get(one.id, 0)
        if light and (len(light) >= COUNTED or weighed > WEIGHED_WHOLE):
            break
        light.append(one.id)
    found = [change for name in light for change in queries.changes(site.record, name)]
    return sorted(found, key=lambda change: change.day), len(asked) - len(light)


def _since(site: Site, changed: Sequence[Change], wanted: Since, state: str) -> list[Change]:
    """What changed since then, oldest first."""
    if not wanted.visit:
        return [change for change in changed if change.day >= wanted.day]
    earlier = [change for change in changed if change.day < wanted.day]
    return [*_learned(site, earlier, wanted.day, state), *changed[len(earlier) :]]


def _learned(site: Site, earlier: Sequence[Change], day: date, state: str) -> Sequence[Change]:
    """Those of the changes that the record learned of since; kept for the day that was asked for last, while
    the page is made again for tallies that come in.
    """
    kept: tuple[date, Sequence[Change]] | None = site.finished.known("learned")
    if kept is None or kept[0] != day:
        kept = day, queries.learned_since(site.record, earlier, day)
        site.finished.told(state, "learned", kept)
    return kept[1]


def _visits(cookie: str, today: date) -> tuple[date | None, str]:
    """Return the day of the last visit before today, where the cookie tells it, and the cookie to keep."""
    before, _, latest = cookie.partition(".")
    last = a_day(latest)
    if last is None or last > today:
        return None, f".{today.isoformat()}"
    if last == today:
        return a_day(before), f"{before if a_day(before) else ''}.{today.isoformat()}"
    return last, f"{last.isoformat()}.{today.isoformat()}"


def a_day(said: str | None) -> date | None:
    """Return the day that is said, None for what is none."""
    try:
        return date.fromisoformat(said or "")
    except ValueError:
        return None
