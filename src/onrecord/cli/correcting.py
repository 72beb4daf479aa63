"""`correct`: from what was typed to a decision."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.cli.copying import copies_of, left_alone, wish_for
from onrecord.model import Decision, OnrecordError, Verdict
from onrecord.pipeline import Record, Wish
from onrecord.settings import Settings
from onrecord.show import queries
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
    same_as: str | None
    other_than: str | None
    report: str | None
    words: str | None
    question: str | None
    actors: tuple[str, ...]
    changes: Mapping[str, Any]
    by: str | None
    reason: str | None
    blind: bool
    copies: bool = False


class CorrectionError(OnrecordError):
    """What was typed comes to no decision, or to several."""

    def __init__(self, reason: str, allowed: str) -> None:
        super().__init__(f"{reason} ({allowed})")


def correct(settings: Settings, given: Given) -> None:
    """Keep the decision that was typed, and say it back. Raises `CorrectionError` and `RecordError`."""
    check(given)
    with Record.open(settings.record, create=False) as record:
        wish = wish_of(given, of_statement=_is_of_statement(given, record))
        with record.unit() as unit:
            made = unit.decide(wish)
            copies = copies_of(record, made) if made.verdict != "undo" else ()
            if given.copies and made.subject != "position":
                raise CorrectionError("--copies is for a decision on a position", "such as P12")
            again = [(e, unit.decide(wish_for(e, made, wish))) for e in copies if given.copies]
    undone = f"D{made.replaces[0][:8]} " if made.verdict == "undo" else ""
    print(f"D{made.uid[:8]}: {undone}{plain(told(made))}{_about(made)}")
    for e, copied in again:
        print(f"D{copied.uid[:8]}: the same for {e.ref} in {e.report.ref}{_about(copied)}")
    if given.copies and not again:
        print("The same words stand undecided in no other report.")
    elif copies and not given.copies:
        print(left_alone(copies))


def check(given: Given) -> None:
    """See that what was typed is one decision. Raises `CorrectionError`."""
    verdict = _verdict(given)
    if verdict == "add" and given.ref:
        raise CorrectionError(
            f"{given.ref} is named beside --report or --words", "correct it, or add what is missing"
        )
    if given.copies and (given.blind or verdict in ("undo", "join", "part")):
        raise CorrectionError(
            "--copies is for a decision on a position that tables show", "without --blind; undo each alone"
        )
    if given.question and verdict != "add":
        raise CorrectionError("--question belongs to a position that is added", "with --report and --words")
    if verdict in ("join", "part"):
        option, thing, example = _joining(given)
        if given.ref is None:
            raise CorrectionError(f"only one {thing} is named", example)
        if _says_more(given) or given.blind:
            raise CorrectionError(f"{option} says all that is decided", example)


def wish_of(given: Given, *, of_statement: bool) -> Wish:
    """Put what was typed as one wish, about a statement or else a position. Raises `CorrectionError`."""
    verdict = _verdict(given)
    changes = {name: value for name, value in given.changes.items() if value is not None}
    if given.actors:
        changes |= _actors(given, of_statement=of_statement)
    return Wish(
        verdict=verdict,
        person=person_of(given.by),
        ref=given.undo or given.ref,
        report=given.report,
        words=given.words,
        question=given.question,
        other=_second(given) or None,
        between=_between(given) if verdict in ("join", "part") else None,
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
    wanted: dict[Verdict, bool] = {
        "undo": given.undo is not None,
        "join": given.same_origin is not None or given.same_as is not None,
        "part": given.other_origin is not None or given.other_than is not None,
        "add": given.report is not None or given.words is not None,
        "accept": given.accept,
        "reject": given.reject,
    }
    chosen = [verdict for verdict, is_wanted in wanted.items() if is_wanted]
    if len(chosen) > 1:
        raise CorrectionError("that is more than one decision", "take one after the other")
    if chosen == ["undo"] and (given.ref or _says_more(given)):
        raise CorrectionError("--undo stands alone", "onrecord correct --undo D1a2b3c4d")
    if chosen:
        return chosen[0]
    if given.ref is None:
        raise CorrectionError("nothing is named", "a ref such as P12, or --report with --words")
    return "correct"


def _joining(given: Given) -> tuple[str, str, str]:
    """The option that joins or parts two things, what these are, and how it is typed."""
    if _between(given) == "statements":
        option = "--same-as" if given.same_as is not None else "--other-than"
        return option, "statement", f"onrecord correct S7 {option} S12"
    option = "--same-origin" if given.same_origin is not None else "--other-origin"
    return option, "report", f"onrecord correct R3 {option} R5"


def _between(given: Given) -> Literal["reports", "statements"]:
    """What two things that are joined or parted are, by the option."""
    return "reports" if given.same_as is None and given.other_than is None else "statements"


def _second(given: Given) -> str:
    """The second of two things that are joined or parted; empty where none are."""
    return given.same_origin or given.other_origin or given.same_as or given.other_than or ""


def _says_more(given: Given) -> bool:
    return bool(given.actors) or any(value is not None for value in given.changes.values())


def _is_of_statement(given: Given, record: Record) -> bool:
    if given.ref is None:
        return given.question is None
    if not given.ref.startswith("D"):
        return given.ref.startswith("S")
    made = (line.decision for line in queries.decisions(record))
    return any(one.subject == "statement" and one.uid.startswith(given.ref[1:]) for one in made)


def _actors(given: Given, *, of_statement: bool) -> dict[str, Any]:
    codes = tuple(actor_code(said) for said in given.actors)
    if of_statement:
        return {"actors": codes}
    if len(codes) > 1:
        raise CorrectionError("a position is of one actor", "take one after the other")
    return {"actor": codes[0]}


def _about(made: Decision) -> str:
    if made.position is not None:
        coded = made.position
        return f" ({made.question}: {coded.actor or 'actor open'} {coded.side or 'side open'})"
    if made.statement is not None:
        said = ", ".join(part for part in (made.statement.speaker, *made.statement.actors) if part)
        return f" ({plain(said)})" if said else ""
    return f" ({made.question})" if made.question else ""
