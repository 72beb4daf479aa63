"""Reports written as marked text: `[s:Scholz] [c:said] [o:Berlin would wait]`, with `s` source, `c` cue, `o`
content.

A mark may carry the number of its statement (`[s2:...]`); without one it belongs to the statement of the
sentence it stands in, or to the enclosing statement's neighbour when nested. `[+o:...]` is a quotation
without cue that continues the statement before it; `[e:...]` an event's clause. Marks nest: `[o:...
[s2:Reuters] [c2:said] [o2:...]]`."""

from __future__ import annotations

import re
from datetime import date

from onrecord.extract.names import find_names
from onrecord.extract.sentences import split_sentences
from onrecord.model import Directness, Event, Found, Known, Moment, Report, Span, Statement
from onrecord.resolve import resolve
from onrecord.world import World

DAY = date(2022, 9, 28)
_OPEN = re.compile(r"\[(\+?)([scoe])(\d*):")
_LETTERS = {"s": "source", "c": "cue", "o": "content"}


def report(text: str, published: date = DAY, outlet: str | None = None) -> Report:
    """A report of these words."""
    return Report("r", "r.txt", text, published, outlet, None, None, "en", "0" * 64)


def unmark(marked: str) -> tuple[str, list[tuple[str, str, bool, Span]]]:
    """The plain text, and every mark as letter, number, whether it continues, span; in order of their
    beginnings."""
    text, marks, stack = "", [], []
    position = 0
    while position < len(marked):
        opening = _OPEN.match(marked, position)
        if opening:
            stack.append((opening.group(2), opening.group(3), bool(opening.group(1)), len(text)))
            position = opening.end()
        elif marked[position] == "]" and stack:
            letter, number, goes_on, start = stack.pop()
            marks.append((letter, number, goes_on, Span(start, len(text))))
            position += 1
        else:
            text += marked[position]
            position += 1
    assert not stack, f"a mark is left open in {marked!r}"
    return text, sorted(marks, key=lambda mark: (mark[3].start, -mark[3].end))


def found(marked: str, published: date = DAY, outlet: str | None = None) -> Found:
    """What extraction would find in the marked text, the names by the program's own finder."""
    text, marks = unmark(marked)
    story = report(text, published, outlet)
    sentences = split_sentences(story)
    statements = _statements(text, [mark for mark in marks if mark[0] != "e"], sentences)
    unknown = Moment(None, None, published, "published")
    return Found(
        report=story,
        sentences=sentences,
        statements=statements,
        said_on=(unknown,) * len(statements),
        names=find_names(story, sentences),
        dates=(),
        events=tuple(Event(unknown, "happened", span) for letter, _, _, span in marks if letter == "e"),
    )


def known(marked: str, published: date = DAY, outlet: str | None = None) -> Known:
    """The marked text resolved with the real tables."""
    return resolve(found(marked, published, outlet), World.load())


def _statements(
    text: str, marks: list[tuple[str, str, bool, Span]], sentences: tuple[Span, ...]
) -> tuple[Statement, ...]:
    """Unnumbered marks of one sentence make one statement, numbered ones those of their number."""
    groups: dict[str, dict[str, list[Span]]] = {}
    follows: dict[str, bool] = {}
    for letter, number, goes_on, span in marks:
        sentence = next((i for i, s in enumerate(sentences) if s.start <= span.start < s.end), -1)
        key = number or f"sentence {sentence}"
        if goes_on:
            key, follows[f"on {span.start}"] = f"on {span.start}", True
        groups.setdefault(key, {}).setdefault(_LETTERS[letter], []).append(span)
    statements: list[Statement] = []
    for count, (key, spans) in enumerate(groups.items(), 1):
        content = tuple(spans.get("content", ()))
        statements.append(
            Statement(
                id=f"s{count}",
                cue=tuple(spans.get("cue", ())),
                source=tuple(spans.get("source", ())),
                content=content,
                directness=_directness(text, content),
                continues=statements[-1].id if key in follows else None,
            )
        )
    return tuple(statements)


def _directness(text: str, content: tuple[Span, ...]) -> Directness:
    words = " ".join(span.of(text) for span in content)
    if words[:1] in '"“' and words[-1:] in '"”':
        return "direct"
    return "mixed" if re.search(r"[\"“]", words) else "indirect"
