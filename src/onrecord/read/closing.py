"""Agency marks that close a report: "(ANI)", "- AFP", "— Reuters", "(PTI) ABC DEF", "Enditem"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.model import Span

from .marks import UPPER, Knows

_END = re.compile(r"(?:#{3}|-30-|\(?(?:END|ENDS|Ends|MORE|Enditem)\)?\.?)")
_BEFORE = r"(?:(?<=[.!?…\"”’'»)])[^\S\r\n]+|^[^\S\r\n]*)"
_BRACKETS = re.compile(
    rf"{_BEFORE}(?P<mark>[(\[](?P<names>[A-Za-zÀ-ÿ][\w .,/&'’\-]{{1,40}})[)\]]"
    r"(?:[^\S\r\n]+[A-Z]{2,5}){0,5}\.?)$"
)
_DASH = re.compile(
    rf"{_BEFORE}(?P<mark>(?:--+|[-–—/])[^\S\r\n]*(?P<names>[{UPPER}][\w .,/&'’\-]{{1,40}}?)\.?)$"
)
_ALONE = re.compile(rf"^(?P<mark>(?P<names>[{UPPER}][\w /&'’\-]{{1,30}}?)(?: [A-Z]{{2,4}}){{0,4}}\.?)$")
_CAPITALS = re.compile(r"[A-Z][A-Z-]{1,7}")
_NO_AGENCY = re.compile(r"ENDS?|MORE|EOM|QED|SIC|TBC|CONTD|UPDATED?|COPYRIGHT|BREAKING")
_JOINED = re.compile(r"\s*(?:/|,|&| and )\s*")


@dataclass(frozen=True, slots=True)
class ClosingMark:
    """A closing mark and the outlet it names; None where it names none or several."""

    span: Span
    outlet: str | None


def closing_mark(text: str, line: Span, knows: Knows) -> ClosingMark | None:
    """The mark at the end of `line`, the last line of prose.

    Brackets must stand behind the end of a sentence, or alone on the line; behind a dash, or bare, must stand
    an outlet that we know. "... the African National Congress (ANC)" ends a sentence and is no mark. Three
    capitals or more in brackets are an agency even where we do not know it; two may be the writer's initials.
    """
    words = line.of(text)
    for form in (_BRACKETS, _DASH, _ALONE):
        match = form.search(words)
        if match is None:
            continue
        names = [name for name in _JOINED.split(match["names"]) if name]
        known = {outlet for name in names if (outlet := knows(name))}
        in_capitals = form is _BRACKETS and _CAPITALS.fullmatch(match["names"])
        if not known and not in_capitals:
            continue
        if in_capitals and len(match["names"]) > 2 and not _NO_AGENCY.fullmatch(match["names"]):
            known.add(knows(match["names"]) or match["names"])
        span = Span(line.start + match.start("mark"), line.start + match.end("mark"))
        return ClosingMark(span, known.pop() if len(known) == len(names) == 1 else None)
    return None


def is_end_mark(line: str) -> bool:
    """Whether the line only says that the report ends here, or goes on."""
    return bool(_END.fullmatch(line.strip()))
