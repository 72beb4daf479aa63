"""Positions over time as one SVG: a line for each actor, a stretch for each stand it took.

The page's policy allows no inline style, and a phone no shrunken letters: places along the time axis are
percentages, all else is pixels, so that the chart fills what width there is and its words keep their size.
Colours come from the page, by the classes "for", "against", "neutral", "former" and "open"; "cut" (strokes)
and "hole" (fills) mark what has the colour of the paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from onrecord.model import Moment
from onrecord.show import cells
from onrecord.show.answers import Evidence, Former, Row, Table
from onrecord.show.standing import SHOWN
from onrecord.show.web.axis import Axis
from onrecord.show.wording import counted, excerpt, plain

MOST = 60  # lines: more than a reader compares
NAME = 34  # characters of a name
LINE, HEAD, SCALE, NOTE, KEY = 38, 34, 40, 24, 19  # heights in pixels: a line, a head, an axis, notes beneath
LEAD = 24  # pixels of dashes before a stand of which only the last possible first day is known
DASHES = {"begun": "3 3", "implied": "7 4"}
DOT = {"class": "cut", "r": "3.5", "stroke": "Canvas", "fill": "currentColor"}
BOTH_ENDS = 12  # lines from which the axis is drawn above and below


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stand from its first word to the next one's: `told` in words, `days` when it was said.

    `sure` is the first day it can have begun on, None where no text says; `begins` the last. `weaker` is
    since when less was said for the same side. `ends` is None for the stand in force.
    """

    stand: str
    told: str
    explicit: bool
    sure: date | None
    begins: date
    ends: date | None
    days: tuple[date, ...]
    weaker: date | None = None


def line_chart(table: Table) -> Markup | None:
    """Draw who stood where since when, by side and then by time; None where nobody takes a side.

    Of more than `MOST` actors those are drawn whose stand changed last, and a note says so. A stand begins
    with its symbol, dots are the days it was said again, a thin line runs on from the last of them; dashes
    before a symbol say that it may have begun earlier, a dashed line that it is only implied.
    """
    rows = sorted(table.rows, key=lambda row: (_begins(row.since), row.actor), reverse=True)[:MOST]
    if not rows:
        return None
    rows.sort(key=lambda row: (SHOWN.index(_stand(row)), _begins(row.since), row.actor_name, row.actor))
    lines = [(row, _stretches(row)) for row in rows]
    axis = Axis.over(*_limits(table, lines))
    return Markup(tostring(_drawn(table, lines, axis), encoding="unicode"))


def _drawn(table: Table, lines: Sequence[tuple[Row, list[_Stretch]]], axis: Axis) -> Element:
    groups = [(stand, list(group)) for stand, group in groupby(lines, key=lambda line: _stand(line[0]))]
    body = LINE * len(lines) + HEAD * len(groups)
    again = len(lines) >= BOTH_ENDS
    left = len(table.rows) - len(lines)
    height = SCALE + body + (SCALE if again else 8) + KEY * 4 + 12 + (NOTE if left else 0)
    chart = Element("svg", {"class": "lines", "role": "img", "width": "100%", "height": str(height)})
    chart.attrib |= {"aria-label": _label(table), "font-size": "13", "fill": "currentColor"}
    SubElement(chart, "title").text = _label(table)
    SubElement(chart, "desc").text = _described(table, lines)
    _scale(chart, axis, (SCALE, SCALE + body), again)
    y = SCALE
    for stand, group in groups:
        _head(chart, stand, len(group), y)
        y += HEAD
        for row, stretches in group:
            _line(chart, row, stretches, axis, y)
            y += LINE
    _key(chart, y + (SCALE if again else 8) + 16)
    if left:
        told = f"The {len(lines)} of {counted(len(table.rows), 'actor')} whose stand changed last."
        _text(chart, told, "0", height - 8, **{"fill-opacity": ".75"})
    return chart


def _label(table: Table) -> str:
    return f"Positions over time: {plain(table.question.title)}"


def _described(table: Table, lines: Sequence[tuple[Row, list[_Stretch]]]) -> str:
    told = [f"{plain(row.actor_name)}: {', then '.join(s.told for s in said)}" for row, said in lines]
    return f"{cells.summed(table)}. {'; '.join(told)}."


def _scale(chart: Element, axis: Axis, between: tuple[int, int], again: bool) -> None:
    top, bottom = between
    for tick in axis.ticks():
        place = _percent(axis.place(tick.day))
        faint = {"stroke": "currentColor", "stroke-opacity": ".16"}
        SubElement(chart, "line", {"x1": place, "x2": place, "y1": str(top), "y2": str(bottom), **faint})
        for y in (12, bottom + 14) if again else (12,):
            anchored = {"text-anchor": "middle", "font-size": "12", "fill-opacity": ".75"}
            _text(chart, tick.label, place, y, **anchored)
            if tick.year:
                _text(chart, tick.year, place, y + 15, **anchored)


def _head(chart: Element, stand: str, lines: int, y: int) -> None:
    head = SubElement(chart, "g", {"class": stand})
    _mark(_at(head, "9", y + 18), stand)
    name = "no longer on a side" if stand == "former" else stand
    _text(head, f"{name}, {counted(lines, 'actor')}", "24", y + 23, **{"font-weight": "650"})


def _line(chart: Element, row: Row, stretches: Sequence[_Stretch], axis: Axis, y: int) -> None:
    line = SubElement(chart, "g")
    SubElement(line, "title").text = f"{plain(row.actor_name)}: {', then '.join(s.told for s in stretches)}"
    label = _text(line, "", "0", y + 13)
    SubElement(label, "tspan", {"font-weight": "600"}).text = f"{excerpt(row.actor_name, NAME)} "
    since = SubElement(label, "tspan", {"fill-opacity": ".75"})
    since.text = f"{cells.stood(row)}, {cells.when(row.since)}".rstrip(", ")
    for stretch in stretches:
        _stretch(line, stretch, axis, y + 27)


def _key(chart: Element, y: int) -> None:
    """Say what the lines mean, a sample before each sentence."""
    thick, thin = {"stroke-width": "3.5"}, {"stroke-width": "1.5", "stroke-opacity": ".7"}
    samples = (
        ("may have begun earlier: no exact day given", {**thick, "stroke-dasharray": DASHES["begun"]}),
        ("held, with a dot where it was said again", thick),
        ("in force, not said again since", thin),
        ("implied only, or a weaker word before", {**thick, "stroke-dasharray": DASHES["implied"]}),
    )
    for told, look in samples:
        at = _at(chart, "0", y)
        _path(at, "M0 0h32", look)
        if look is thick:
            SubElement(at, "circle", {**DOT, "cx": "26"})
        _text(chart, told, "42", y + 4, **{"font-size": "12", "fill-opacity": ".75"})
        y += KEY


def _stretch(line: Element, stretch: _Stretch, axis: Axis, y: int) -> None:
    drawn = SubElement(line, "g", {"class": stretch.stand})
    SubElement(drawn, "title").text = stretch.told
    begins, ends = axis.place(stretch.begins), axis.place(stretch.ends or axis.last)
    said = min(max([axis.place(on) for on in stretch.days], default=begins), ends)
    dashed = {} if stretch.explicit else {"stroke-dasharray": DASHES["implied"]}
    _bar(drawn, (said, ends), y, {"stroke-width": "1.5", "stroke-opacity": ".7", **dashed})
    _bar(drawn, (begins, said), y, {"stroke-width": "3.5", **dashed})
    at = _at(drawn, _percent(begins), y)
    if stretch.sure is None or stretch.sure < axis.first:
        _path(at, f"M-{LEAD} 0h{LEAD}", {"class": "cut", "stroke": "Canvas", "stroke-width": "4"})
        _path(at, f"M-{LEAD} 0h{LEAD}", {"stroke-width": "3.5", "stroke-dasharray": DASHES["begun"]})
    elif stretch.sure < stretch.begins:
        unsure = (axis.place(stretch.sure), begins)
        _bar(drawn, unsure, y, {"class": "cut", "stroke": "Canvas", "stroke-width": "4"})
        _bar(drawn, unsure, y, {"stroke-width": "3.5", "stroke-dasharray": DASHES["begun"]})
    if stretch.weaker is not None:
        _bar(
            drawn,
            (axis.place(stretch.weaker), begins),
            y,
            {"stroke-width": "2", "stroke-dasharray": DASHES["implied"]},
        )
    for on in stretch.days:
        if on != stretch.begins:
            SubElement(drawn, "circle", {**DOT, "cx": _percent(axis.place(on)), "cy": str(y)})
    _mark(_at(drawn, _percent(begins), y), stretch.stand)


def _mark(at: Element, stand: str) -> None:
    """The symbols of the page, 16 pixels wide, around a point: the side is told without its colour too."""
    mark = SubElement(at, "g", {"transform": "translate(-8 -8)"})
    if stand in ("for", "against"):
        body, cut = (
            ("M.75 8a7.25 7.25 0 1 0 14.5 0a7.25 7.25 0 1 0 -14.5 0z", "M4.4 8.3l2.5 2.5 4.8-5.3")
            if stand == "for"
            else ("M5.1.9h5.8l4.2 4.2v5.8l-4.2 4.2H5.1L.9 10.9V5.1z", "M5.3 5.3l5.4 5.4M10.7 5.3l-5.4 5.4")
        )
        SubElement(mark, "path", {"d": body, "fill": "currentColor"})
        _path(mark, cut, {"class": "cut", "stroke": "Canvas", "stroke-width": "1.9"})
        return
    ring = {"cx": "8", "cy": "8", "r": "6.4", "class": "hole", "fill": "Canvas", "stroke": "currentColor"}
    dashes = {} if stand == "neutral" else {"stroke-dasharray": "2.2 2.4"}
    SubElement(mark, "circle", {**ring, "stroke-width": "1.6", **dashes})
    inside = {
        "neutral": "M4.8 8h6.4",
        "former": "M4.8 11.2l6.4-6.4",
        "open": "M6.1 6.3c.1-2.6 3.9-2.4 3.8 0c-.1 1.4-1.8 1.4-1.9 3M8 11.2v.6",
    }[stand]
    _path(mark, inside, {"stroke-width": "1.6"})


def _at(parent: Element, x: str, y: int) -> Element:
    """A place to draw around: beneath it coordinates are pixels, whatever `x` is."""
    return SubElement(parent, "svg", {"x": x, "y": str(y), "overflow": "visible"})


def _bar(parent: Element, ends: tuple[float, float], y: int, look: dict[str, str]) -> None:
    start, end = ends
    if end > start:
        along = {"x1": _percent(start), "x2": _percent(end), "y1": str(y), "y2": str(y)}
        SubElement(parent, "line", {**along, "stroke": "currentColor", **look})


def _path(parent: Element, along: str, look: dict[str, str]) -> None:
    SubElement(parent, "path", {"d": along, "fill": "none", "stroke": "currentColor", **look})


def _text(parent: Element, words: str, x: str, y: int, **look: str) -> Element:
    text = SubElement(parent, "text", {"x": x, "y": str(y), **look})
    text.text = words
    return text


def _percent(share: float) -> str:
    return f"{share:.2f}%"


def _stretches(row: Row) -> list[_Stretch]:
    """The stands of an actor in order; where reports contradict each other between two, it is open."""
    held = row.held or ((row.lead,) if row.since == row.lead.said_on else ())
    starts = [*(former.since for former in row.earlier), held[0].said_on if held else row.since]
    found: list[_Stretch] = []
    for former, after in zip(row.earlier, starts[1:], strict=True):
        found.append(_was(former))
        if _begins(after) > _begins(former.until):
            found.append(_torn(former.until, after))
    return [*found, _is(row)]


def _was(former: Former) -> _Stretch:
    explicit = any(e.explicit for e in former.evidence) or not former.evidence
    told = f"{cells.stood(former)} ({_since(former.since)}{cells.until(former.until)})"
    begins = _begins(former.since)
    days = _days(former.evidence, begins)
    return _Stretch(
        cells.stand(former), told, explicit, former.since.earliest, begins, _begins(former.until), days
    )


def _torn(since: Moment, until: Moment) -> _Stretch:
    told = f"open, reports contradict each other ({_since(since)}{cells.until(until)})"
    return _Stretch("open", told, True, since.earliest, _begins(since), _begins(until), ())


def _is(row: Row) -> _Stretch:
    begins, confirmed = _begins(row.since), _begins(row.confirmed)
    told = f"{cells.side(row)}, {cells.manner(row)}, {cells.when(row.since)}"
    if confirmed > begins:
        told += f", last said {cells.when(row.confirmed)}"
    days = _days(row.held, begins) or tuple(sorted({begins, confirmed}))
    first = min((e.day for e in row.held), default=begins)
    weaker = first if first < begins else None
    return _Stretch(_stand(row), told, row.explicit, row.since.earliest, begins, None, days, weaker)


def _days(evidence: Sequence[Evidence], begins: date) -> tuple[date, ...]:
    return tuple(sorted({max(e.day, begins) for e in evidence}))


def _since(moment: Moment) -> str:
    when = cells.when(moment)
    return f"{when} " if when else ""


def _stand(row: Row) -> str:
    return cells.stand(row)


def _begins(moment: Moment) -> date:
    """The last day on which what was said then can have been said."""
    return moment.latest or moment.earliest or date.min


def _limits(table: Table, lines: Sequence[tuple[Row, list[_Stretch]]]) -> tuple[date, date]:
    """From the first stand to somewhat after the last word, and no further than record and question reach.

    A stand that a report dates back far before the question's period does not squeeze all others.
    """
    asked = table.question
    days = [on for _, stretches in lines for s in stretches for on in _of(s) if on > date.min]
    first, said = min(days, default=asked.since), max(days, default=asked.since)
    if asked.since - first > max(said - asked.since, timedelta(days=30)):
        first = min([on for on in days if on >= asked.since], default=asked.since)
    reached = table.as_of or min(table.coverage.last or said, asked.until or date.max)
    tail = max((said - first) // 4, timedelta(days=7))
    return first, max(said, min(reached, said + tail if said <= date.max - tail else said))


def _of(stretch: _Stretch) -> Iterator[date]:
    yield stretch.begins
    yield from (on for on in (stretch.sure, stretch.ends, stretch.weaker) if on is not None)
    yield from stretch.days
