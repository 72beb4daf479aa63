"""What in a report is layout and not prose: captions, credits, bylines, datelines, agency marks, link lines.

The unit is the line. Each kind is recognised by its own marks, and what bears none of them is prose: a
caption that is missed costs one odd statement, a paragraph taken for a caption costs everything it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.model import Aside, AsideKind, Span

from .bylines import byline_kind, leading_byline
from .captions import find_caption
from .closing import closing_mark, is_end_mark
from .datelines import Dateline, match_dateline
from .links import is_link, is_rights
from .marks import Knows

_LINE = re.compile(r"[^\r\n]+")
_DATELINE_LINES = 4  # a dateline opens one of the first lines, behind headline, standfirst and byline
_HEADING = re.compile(r"\s{0,3}#{1,6}[ \t]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Layout:
    """The asides of a text, in order and without overlap, and what its dateline and closing mark tell."""

    asides: tuple[Aside, ...]
    dateline: Dateline | None
    outlet: str | None


def find_layout(text: str, front: Span | None, knows: Knows) -> Layout:
    """The layout of `text` behind `front`. `knows`: from a phrase to the outlet that it names."""
    lines = list(_lines(text, front.end if front else 0))
    found = [
        find_aside(span.of(text), min(number, len(lines) - 1 - number), knows)
        for number, span in enumerate(lines)
    ]
    dateline = _find_dateline(text, lines, found, knows)
    asides = [Aside(front, "front")] if front else []
    prose: list[Span] = []
    for line, aside in zip(lines, found, strict=True):
        if dateline and line.holds(dateline.span):
            asides += _opening_asides(text, line, dateline)
            prose.append(Span(dateline.span.end, line.end))
        elif aside:
            asides.append(Aside(Span(line.start + aside[0], line.end), aside[1]))
        else:
            prose.append(line)
            if heading := _HEADING.match(line.of(text)):
                asides.append(Aside(Span(line.start, line.start + heading.end()), "front"))
    mark = closing_mark(text, prose[-1], knows) if prose else None
    if mark:
        asides.append(Aside(mark.span, "agency_mark"))
    outlet = (dateline.outlet if dateline else None) or (mark.outlet if mark else None)
    return Layout(tuple(sorted(asides, key=lambda aside: aside.span)), dateline, outlet)


def find_aside(line: str, from_edge: int, knows: Knows) -> tuple[int, AsideKind] | None:
    """Where in the line an aside begins that reaches to its end (mostly 0: the whole line), and its kind;
    None for prose. `from_edge`: lines between it and the nearer end of the report."""
    if is_link(line):
        return 0, "link"
    if byline := byline_kind(line, from_edge, knows):
        return 0, byline
    if is_end_mark(line):
        return 0, "agency_mark"
    return (0, "credit") if is_rights(line) else find_caption(line, knows)


def _lines(text: str, start: int) -> Iterator[Span]:
    """The lines of the text that hold more than blanks, blanks at their edges left outside."""
    for match in _LINE.finditer(text, start):
        words = match[0]
        if words.strip():
            begin = match.start() + len(words) - len(words.lstrip())
            yield Span(begin, begin + len(words.strip()))


def _find_dateline(
    text: str, lines: list[Span], found: list[tuple[int, AsideKind] | None], knows: Knows
) -> Dateline | None:
    """The first dateline among the opening lines of prose; it wins over another reading of its line."""
    prose = 0
    for line, aside in zip(lines, found, strict=True):
        if prose == _DATELINE_LINES:
            return None
        if aside is None or aside[1] in ("byline", "caption", "credit"):
            behind_names = leading_byline(text, line.start, line.end)
            for start in (line.start, behind_names):
                if start is not None and (dateline := match_dateline(text, start, line.end, knows)):
                    return dateline
        prose += aside is None
    return None


def _opening_asides(text: str, line: Span, dateline: Dateline) -> list[Aside]:
    """The asides of the line that holds the dateline: names of a byline may stand before it."""
    before = Span(line.start, dateline.span.start)
    byline = [Aside(before, "byline")] if before.of(text).strip() else []
    return [*byline, Aside(dateline.span, "dateline")]
