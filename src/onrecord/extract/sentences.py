"""Paragraphs and sentences of a report, as spans of its text.

Rules, not a model: news prose is edited, so what ends a sentence is known but for abbreviations, initials and
ellipses, and those are few enough to list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from onrecord.model import Report, Span

_LINE = re.compile(r"[^\r\n\u2028\u2029]*")
_BREAK = re.compile(r"\r\n?|[\n\u2028\u2029]")


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_CLOSERS = "\"'”’»)]"
_STOP = re.compile(r"(?:\.(?:[ \u00a0]\.)+|\.+|[!?…])[.!?…]*(?P<close>[\"'”’»)\]]*)(?=\s|$)")
_OPENERS = "\"'“‘«„`([*"
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’(\[\-–—/]*$")
_WORD_AFTER = re.compile(r"[^\W_]+(?:['’]\w+)?")

# Never the last word of a sentence: a name or a number follows.
_TITLES = _words(
    "mr mrs ms mx dr prof gen lt col sgt capt maj cmdr cdr adm brig cpl pvt sen rep reps sens gov govs",
    "rev hon st mt ft msgr messrs pres amb sec supt atty insp det fr sr sra no nos vs cf art fig vol pp",
    "approx est",
)
# May end a sentence: believed only when a plain sentence opener follows.
_SHORTENED = _words(
    "jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri sat sun inc corp",
    "co cos ltd bros plc jr esq etc al dept univ assn ave blvd rd bldg ala ariz ark calif colo conn del",
    "fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt",
    "wash wis wyo",
)
_OPENING_WORDS = _words(
    "the a an this that these those it its it's he she they we i you his her their our my your there",
    "here what when where who why how which while if but and or so yet for in on at by to from with as",
    "after before since although though because despite under over during until once not no all some",
    "many most both each another other others earlier later now then still also however meanwhile",
    "moreover among about according last next today yesterday tomorrow is was are were do does did has",
    "have had can could would will",
)
_SPEECH = re.compile(
    r"(?:\s+[^\s.!?\"“”]+){0,5}?\s+(?:said|says|asked|asks|added|adds|told|tells|wrote|writes|declared|replied|"
    r"tweeted|shouted|exclaimed|wondered|demanded|insisted|warned|argued|quipped|concluded|continued)\b"
)


def paragraphs(report: Report) -> tuple[Span, ...]:
    """Return the paragraphs of the prose in text order, blanks trimmed, asides left out.

    A line break ends a paragraph, except inside copy that was wrapped to a fixed width: there only a blank
    line, an indented line or a line that had room for the next word does. An aside in the middle of a
    paragraph cuts it in two.
    """
    text = report.text
    wrapped = _wrap_width(text)
    found: list[Span] = []
    for prose in _prose(report):
        start = prose.start
        for line_break in _BREAK.finditer(text, prose.start, prose.end):
            if _ends_paragraph(text, line_break, wrapped):
                found.append(_trim(text, start, line_break.start()))
                start = line_break.end()
        found.append(_trim(text, start, prose.end))
    return tuple(span for span in found if span.start < span.end)


def split_sentences(report: Report) -> tuple[Span, ...]:
    """Return the sentences of the prose in text order, blanks trimmed, asides left out.

    No sentence runs over the end of a paragraph. Closing quotation marks and brackets belong to the sentence
    that they close; a quotation of several sentences is cut at each of them.
    """
    return tuple(span for paragraph in paragraphs(report) for span in _split(report.text, paragraph))


def _prose(report: Report) -> Iterator[Span]:
    at = 0
    for aside in sorted(aside.span for aside in report.asides):
        if aside.start > at:
            yield Span(at, aside.start)
        at = max(at, aside.end)
    if at < len(report.text):
        yield Span(at, len(report.text))


def _wrap_width(text: str) -> int | None:
    """Return the width that the text was wrapped to, in code points, or None where its lines are paragraphs.

    Wrapped copy has no long line, and most of its line breaks fall inside a sentence.
    """
    lines = [line.rstrip() for line in _BREAK.split(text)]
    width = max(map(len, lines), default=0)
    inner = [line for line, after in pairwise(lines) if line and after]
    if not 50 <= width <= 110 or not inner:
        return None
    unfinished = sum(line[-1] not in ".!?\"”’'" for line in inner)
    return width if unfinished * 2 > len(inner) else None


def _ends_paragraph(text: str, line_break: re.Match[str], wrapped: int | None) -> bool:
    before = text[_line_start(text, line_break.start()) : line_break.start()].rstrip()
    line = _LINE.match(text, line_break.end())
    after = line.group() if line else ""
    if not before.strip() or not after.strip():
        return True
    if wrapped is None:
        return not (after[:1].islower() and before[-1] not in ".!?:;" + _CLOSERS)
    if after[0].isspace() and not before[0].isspace():
        return True
    return len(before) + 1 + len(after.split(maxsplit=1)[0]) < wrapped - 2


def _line_start(text: str, end: int) -> int:
    return max(text.rfind(mark, 0, end) for mark in "\r\n\u2028\u2029") + 1


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _split(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        if stop.end() < paragraph.end and _ends_sentence(text, start, stop, paragraph.end):
            yield _trim(text, start, stop.end())
            start = stop.end()
    last = _trim(text, start, paragraph.end)
    if last.start < last.end:
        yield last


def _ends_sentence(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    at = stop.end()
    while at < end and (text[at].isspace() or text[at] in _OPENERS):
        at += 1
    if at == end:  # only marks follow: a closing mark set apart by a blank
        return False
    word = _WORD_AFTER.match(text, at, end)
    following = word.group() if word else ""
    if following[:1].islower():
        return False
    opens_quotation = any(mark in _OPENERS[:6] for mark in text[stop.end() : at])
    mark = stop.group()[: len(stop.group()) - len(stop["close"])]
    if (mark[0] == "." and len(mark) > 1) or "…" in mark:
        return stop.start() > start and not text[stop.start() - 1].isspace()
    if mark == "." and not stop["close"].strip(")]"):
        begins = opens_quotation or _begins_sentence(following)
        return not _abbreviated(text, start, stop.start(), following, begins)
    asked = stop["close"].strip(")]") and mark != "."
    return not (asked and _SPEECH.match(text, stop.end(), end))


def _begins_sentence(word: str) -> bool:
    plain = re.split("['’]", word.lower())[0]
    return plain in _OPENING_WORDS or (len(plain) > 5 and plain.endswith("ly") and plain != "italy")


def _abbreviated(text: str, start: int, dot: int, following: str, begins: bool) -> bool:
    """Say whether the full stop at `dot` belongs to an abbreviation that does not end its sentence.

    `begins` says that what follows looks like the beginning of a sentence.
    """
    before = _WORD_BEFORE.search(text[start:dot])
    word = before.group() if before else ""
    if word.lower() in _TITLES:
        return word.lower() != "no" or following[:1].isdigit()  # "He said no."
    if word.lower() in _SHORTENED and (word[0].isupper() or word in ("etc", "al")):
        return not begins
    if len(word) == 1 and word.isupper():
        return not begins or following in ("I", "A")
    if re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word):
        return not begins
    return False
