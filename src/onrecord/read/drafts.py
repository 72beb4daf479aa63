"""From what an input holds to a report: its day, outlet, id, language and layout, or the refusal that says
why not."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from onrecord.model import Refusal, Report, Span

from .days import day_of_month, parse_day
from .encoding import text_fault
from .language import tell_language
from .layout import find_layout
from .options import DATE_ALLOWED, ReadOptions
from .outlets import known_outlet


@dataclass(frozen=True, slots=True)
class Draft:
    """What one input holds, in its own words. `digest` is the SHA-256 of its raw bytes in hex; `line` counts
    from 1 in a JSON Lines file; `front` is the stretch of the text that stands before the prose."""

    path: str
    text: str
    digest: str
    line: int | None = None
    id: str | None = None
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    front: Span | None = None


def digest_of(raw: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(raw).hexdigest()


def to_report(draft: Draft, options: ReadOptions) -> Report | Refusal:
    """The report that the draft makes, or why it makes none."""
    fault = _text_refusal(draft, options)
    if fault is not None:
        return fault
    published = _published(draft, options)
    if isinstance(published, Refusal):
        return published
    layout = find_layout(draft.text, draft.front, known_outlet)
    dateline = layout.dateline
    return Report(
        id=_clean(draft.id) or _clean(draft.url) or digest_of(draft.text.encode()),
        path=draft.path,
        text=draft.text,
        published=published,
        outlet=_clean(options.outlet) or _clean(draft.outlet) or layout.outlet,
        title=_clean(draft.title),
        url=_clean(draft.url),
        language=tell_language(draft.text[draft.front.end if draft.front else 0 :]),
        digest=draft.digest,
        asides=layout.asides,
        dateline=day_of_month(dateline.day, published) if dateline and dateline.day else None,
        place=dateline.place if dateline else None,
    )


def _text_refusal(draft: Draft, options: ReadOptions) -> Refusal | None:
    def refuse(reason: str, allowed: str) -> Refusal:
        return Refusal(draft.path, reason, allowed, draft.line)

    if not draft.text.strip():
        return refuse("is empty", "a report is a day and text")
    if not draft.text[draft.front.end if draft.front else 0 :].strip():
        return refuse("holds no text behind its date or front matter", "a report is a day and text")
    size = len(draft.text.encode(errors="surrogatepass"))
    if size > options.size_limit:
        return refuse(f"holds {size:,} bytes of text", options.limit_allowed)
    fault = text_fault(draft.text)
    return refuse(*fault) if fault else None


def _published(draft: Draft, options: ReadOptions) -> date | Refusal:
    """The day of publication: the caller's, else the input's own."""
    written = _clean(draft.published)
    day = options.published
    if day is None:
        if written is None:
            return Refusal(draft.path, "gives no date of publication", DATE_ALLOWED, draft.line)
        day = parse_day(written)
        if day is None:
            return Refusal(
                draft.path, f"'{written[:40]}' is no day of the calendar", DATE_ALLOWED, draft.line
            )
    if day > options.last_day:
        allowed = f"a day not after {options.last_day.isoformat()}"
        return Refusal(draft.path, f"the date {day.isoformat()} lies in the future", allowed, draft.line)
    return day


def _clean(words: str | None) -> str | None:
    return (" ".join(words.split()) or None) if words else None
