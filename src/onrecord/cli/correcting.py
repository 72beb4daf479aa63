"""`correct`: from what was typed to a decision."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.model import Decision, OnrecordError, Verdict
from onrecord.pipeline import Record, Wish
from onrecord.settings import Settings
from onrecord.show.actors import actor_code
from onrecord.show.overlay import told
from onrecord.show.wording import plain

CODER_VARIABLE = "ONRECORD_CODER"


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed. `changes` holds None where nothing was."""

    ref: str | None
    accept: bool
    reject: bool
    undo: str | None
    same_origin: str | None
    other_origin: str | None
    report: str | None
    words: str | None
    question: str | None
    actors: tuple[str, ...]
    changes: Mapping[str, Any]
    by: str | None
    reason: str | None
    blind: bool


class CorrectionError(OnrecordError):
    """What was typed comes to no decision, or to several."""

    def __init__(self, reason: str, allowed: str) -> None:
        super().__init__(f"{reason} ({allowed})")


def correct(settings: Settings, given: Given) -> None:
    """Keep the decision that was typed, and say it back. Raises `CorrectionError` and `RecordError`."""
    wish = wish_of(given)
    with Record.open(settings.record, create=False) as record, record.unit() as unit:
        made = unit.decide(wish)
    print(f"D{made.uid[:8]}: {plain(told(made))}{_about(made)}")


def wish_of(given: Given) -> Wish:
    """Put what was typed as one wish. Raises `CorrectionError`."""
    verdict = _verdict(given)
    changes = {name: value for name, value in given.changes.items() if value is not None}
    if given.actors:
        changes |= _actors(given)
    if verdict == "add" and given.ref:
        raise CorrectionError(f"{given.ref} is named beside --report", "correct it, or add what is missing")
    if given.question and verdict != "add":
        raise CorrectionError("--question belongs to a position that is added", "with --report and --words")
    return Wish(
        verdict=verdict,
        person=person_of(given.by),
        ref=given.undo or given.ref,
        report=given.report,
        words=given.words,
        question=given.question,
        other=given.same_origin or given.other_origin,
        changes=changes,
        reason=given.reason,
        blind=given.blind,
    )


def person_of(name: str | None) -> str:
    """Return who decides: the name given, else the variable ``ONRECORD_CODER``, else the login name."""
    known = name or os.environ.get(CODER_VARIABLE)
    if known:
        return known.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user: a container without a name
        return ""


def _verdict(given: Given) -> Verdict:
    says_more = bool(given.actors) or any(value is not None for value in given.changes.values())
    wanted: dict[Verdict, bool] = {
        "undo": given.undo is not None,
        "join": given.same_origin is not None,
        "part": given.other_origin is not None,
        "add": given.report is not None or given.words is not None,
        "accept": given.accept,
        "reject": given.reject,
    }
    chosen = [verdict for verdict, is_wanted in wanted.items() if is_wanted]
    if len(chosen) > 1:
        raise CorrectionError("that is more than one decision", "take one after the other")
    if chosen == ["undo"] and (given.ref or says_more):
        raise CorrectionError("--undo stands alone", "onrecord correct --undo D1a2b3c4d")
    if chosen:
        return chosen[0]
    if given.ref is None:
        raise CorrectionError("nothing is named", "a ref such as P12, or --report with --words")
    return "correct"


def _actors(given: Given) -> dict[str, Any]:
    codes = tuple(actor_code(said) for said in given.actors)
    of_statement = (given.ref or "").startswith("S") or (given.report is not None and given.question is None)
    if of_statement:
        return {"actors": codes}
    if len(codes) > 1:
        raise CorrectionError("a position is of one actor", "take one after the other")
    return {"actor": codes[0]}


def _about(made: Decision) -> str:
    if made.position is not None:
        coded = made.position
        return f" ({made.question}: {coded.actor or 'actor open'} {coded.side or 'side open'})"
    return f" ({made.question})" if made.question else ""
