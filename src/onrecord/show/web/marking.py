"""The text of a report with what was read in it marked: who is quoted, by which verb, in which words, and
where a side is taken.

Statements and positions lie inside and across each other, which HTML elements cannot. So the text is cut
wherever one begins or ends, and each stretch is one element that names all it belongs to. The text itself
stays as it was read, code point by code point: flags and anchors hold no text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from onrecord.model import Span
from onrecord.show import cells
from onrecord.show.answers import Evidence
from onrecord.show.queries.views import ReportView, Said
from onrecord.show.wording import named, plain

HERE = "here"  # the class of what a page was asked for

_LINE_ENDS = re.compile("\r(?!\n)|[\x0b\x0c\x85\u2028\u2029]")
# What steers a browser or a terminal, hides words, or is no character at all.
_STEERING = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class _Flag:
    """A place in the text that can be linked to; with a label, one that a reader sees and can follow back."""

    at: int
    ref: str
    classes: str = ""
    label: str = ""
    shown: str = ""


def marked_text(view: ReportView, here: Said | None = None, at: str | None = None) -> Markup:
    """Mark what was read in a report's text; empty where the text was removed.

    Elements bear the classes `aside`, `source`, `cue`, `content`, `relay` and `position` with its stand and,
    where it is not counted, `unsure`; the statement `here` and the position with the ref `at` also `here`.
    Each statement has an anchor (`S12`), and each position (`P34`).
    """
    if not view.text:
        return Markup("")
    text = harmless(view.text)
    whole = Span(0, len(text))
    spans = [(_inside(span, whole), classes) for span, classes in _spans(view, here, at)]
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for span, classes in spans:
        if span.start < span.end:
            opening.setdefault(span.start, []).extend(classes)
            closing.setdefault(span.end, []).extend(classes)
    flags: dict[int, list[_Flag]] = {}
    for flag in _flags(view):
        flags.setdefault(min(max(flag.at, 0), len(text)), []).append(flag)
    cuts = sorted({0, len(text), *opening, *closing, *flags})
    active: Counter[str] = Counter()
    used: set[str] = set()
    parts: list[Markup] = []
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        active.subtract(closing.get(start, ()))
        active.update(opening.get(start, ()))
        parts += (_anchor(flag, used) for flag in flags.get(start, ()))
        if start < end:
            parts.append(_stretch(text[start:end], [name for name, times in active.items() if times > 0]))
    return Markup("").join(parts)


def harmless(text: str) -> str:
    """Return a text of the same length without what steers a browser: whatever ends a line is a line feed,
    control characters and bidirectional overrides are replaced.
    """
    text = _LINE_ENDS.sub("\n", text.replace("\r\n", " \n"))
    return _STEERING.sub("\ufffd", text)


def _spans(view: ReportView, here: Said | None, at: str | None) -> Iterator[tuple[Span, tuple[str, ...]]]:
    for span, _ in view.asides:
        yield span, ("aside",)
    for said in view.said:
        more = (HERE,) if here is not None and said.line.ref == here.line.ref else ()
        yield from ((span, ("source", *more)) for span in said.source)
        yield from ((span, ("cue", *more)) for span in said.cue)
        yield from ((span, ("content", *more)) for span in said.content)
        yield from ((span, ("relay",)) for _, span in said.relays)
    for e in view.evidence:
        more = ("unsure",) if is_open(e) else ()
        yield e.span, ("position", cells.stand(e), *more, *((HERE,) if e.ref == at else ()))


def _flags(view: ReportView) -> Iterator[_Flag]:
    for number, said in enumerate(view.said, start=1):
        line = said.line
        who = named(line.speaker, line.office) or "speaker open"
        yield _Flag(line.span.start, line.ref, "flag said", f"Statement {number}: {who}", str(number))
    seen: set[tuple[int, str, bool]] = set()
    for e in view.evidence:
        # of a joint statement, the side of thirty signatories is flagged once
        place = (e.span.start, cells.stand(e), is_open(e))
        if place in seen:
            yield _Flag(e.span.start, e.ref)
        else:
            seen.add(place)
            actor = plain(e.actor_name or "actor open")
            symbol = cells.SYMBOLS[cells.stand(e)]
            doubt = ("unsure", ", unsure") if is_open(e) else ("", "")
            classes = f"flag {cells.stand(e)} {doubt[0]}".strip()
            yield _Flag(e.span.start, e.ref, classes, f"{actor}: {cells.side(e)}{doubt[1]}", symbol)


def is_open(e: Evidence) -> bool:
    """Whether evidence counts for nobody as it stands: actor or side open, or read without certainty."""
    return e.unsure or e.actor is None or e.side is None


def _anchor(flag: _Flag, used: set[str]) -> Markup:
    """An element without text; a ref that several positions share stands once."""
    if flag.ref in used:
        return Markup("")
    used.add(flag.ref)
    if not flag.label:
        return Markup('<span id="{}"></span>').format(flag.ref)
    return Markup('<a class="{}" id="{}" href="#about-{}" aria-label="{}" data-mark="{}"></a>').format(
        flag.classes, flag.ref, flag.ref, flag.label, flag.shown
    )


def _stretch(words: str, classes: Iterable[str]) -> Markup:
    names = " ".join(sorted(classes))
    if not names:
        return escape(words)
    element = "mark" if HERE in names.split() or "position" in names.split() else "span"
    return Markup('<{} class="{}">{}</{}>').format(Markup(element), names, words, Markup(element))


def _inside(span: Span, whole: Span) -> Span:
    start = min(max(span.start, 0), whole.end)
    return Span(start, min(max(span.end, start), whole.end))
