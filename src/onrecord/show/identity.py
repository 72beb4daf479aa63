"""Whom a phrase means on a day: what `onrecord who` prints."""

from __future__ import annotations

from datetime import date
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from onrecord.model import Reason, Voice
from onrecord.show.wording import between, day, named, plain
from onrecord.world import Tenure, World

Json = dict[str, Any]

REASONS = {
    "name": "named",
    "title": "the title names it",
    "owner": "the words name it",
    "actor-name": "the words name it",
    "metonym": "a seat of power stands for it",
    "office-holder": "the table of offices has the name on that day",
    "taught": "a report of the record says so",
    "taught-apart": "reports of the record disagree",
    "same-body": "its body is named",
}


def identity_values(phrase: str, on: date, voice: Voice, holders: tuple[Tenure, ...]) -> Json:
    """Lay out the answer as plain values; `actor` is set where the phrase speaks for exactly one."""
    speaker = voice.speaker
    return {
        "phrase": phrase,
        "on": on.isoformat(),
        "name": speaker.name if speaker else None,
        "office": speaker.office if speaker else None,
        "sector": speaker.sector if speaker else None,
        "actor": speaker.actor if speaker else None,
        "actors": list(speaker.actors) if speaker else [],
        "speaks_for_actor": voice.speaks_for_actor,
        "sourcing": voice.sourcing,
        "because": [_reason(phrase, reason) for reason in (speaker.because if speaker else ())],
        "candidates": [{"name": c.name, "office": c.office, "actor": c.actor} for c in voice.candidates],
        "holders": [
            {
                "person": held.person,
                "office": held.office,
                "actor": held.actor,
                "since": held.since.isoformat(),
                "until": held.until.isoformat() if held.until else None,
                "status": held.status,
                "then": held.covers(on),
            }
            for held in holders
        ],
    }


def identity(phrase: str, on: date, voice: Voice, holders: tuple[Tenure, ...]) -> RenderableType:
    """Lay out the answer for a reader."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim")
    grid.add_column(ratio=1, overflow="fold")
    for label, words in _lines(phrase, voice):
        grid.add_row(label, plain(words))
    for number, held in enumerate(holders):
        grid.add_row("" if number else "in the table", plain(_held(held, on)))
    head = Text.assemble((plain(phrase), "bold"), f"  on {day(on)}")
    return Group(head, grid)


def _lines(phrase: str, voice: Voice) -> list[tuple[str, str]]:
    speaker = voice.speaker
    lines = []
    if speaker is not None:
        lines.append(("who", named(speaker.name, speaker.office) or "not named"))
        lines.append(("speaks for", ", ".join(map(_actor, speaker.actors)) or _nobody(voice)))
        lines.append(("sector", (speaker.sector or "not told").replace("_", " ")))
        lines += [("because", _why(phrase, reason)) for reason in speaker.because[:1]]
        lines += [("", _why(phrase, reason)) for reason in speaker.because[1:]]
    else:
        lines.append(("who", "open" if voice.candidates else "nothing is known of it"))
    # of an office without a name they are its holders, who stand in the table beneath
    candidates = () if speaker is not None and speaker.actors else voice.candidates
    for number, one in enumerate(candidates):
        meant = named(one.name, one.office) or ""
        words = f"{meant} ({_actor(one.actor)})" if one.actor else meant
        lines.append(("" if number else "open between", words))
    return lines


def _nobody(voice: Voice) -> str:
    if voice.candidates:
        return "open"
    sector = voice.speaker.sector if voice.speaker else None
    official = sector in (None, "government", "international", "military", "intelligence")
    return "not told: nothing here says for whom" if official else "no state or organisation"


def _why(phrase: str, reason: Reason) -> str:
    words = f": “{reason.span.of(phrase)}”" if reason.span and reason.span.of(phrase) else ""
    source = f" ({reason.report})" if reason.report else ""
    return f"{REASONS.get(reason.rule, reason.rule.replace('-', ' '))}{words}{source}"


def _reason(phrase: str, reason: Reason) -> Json:
    words = reason.span.of(phrase) if reason.span else None
    told = {"rule": reason.rule, "words": words or None}
    return {**told, "report": reason.report} if reason.report else told


def _held(held: Tenure, on: date) -> str:
    status = "" if held.status == "holder" else f", {held.status}"
    then = "" if held.covers(on) else " (not on that day)"
    office = f"{held.person}, {held.office} of {_actor(held.actor)}{status}"
    return f"{office}, {between(held.since, held.until)}{then}"


def _actor(code: str) -> str:
    actor = World.load().actors.get(code)
    return f"{actor.name} {code}" if actor and actor.name != code else code
