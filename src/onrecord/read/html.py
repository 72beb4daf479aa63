"""Saved HTML pages: main text, title, date and outlet by trafilatura (Barbaresi, ACL 2021)."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from onrecord.model import Refusal, Report

from .drafts import Draft, digest_of, to_report
from .folders import shown_path
from .options import TEXT_ALLOWED, ReadOptions
from .text import read_limited

MARKUP = 5
"""A page may hold this many times the size limit, for markup and scripts; its text keeps to the limit itself.
"""

_NO_TEXT = "a saved page with an article on it"


class _Page(NamedTuple):
    text: str
    title: str | None
    published: str | None
    outlet: str | None
    url: str | None


def read_html(path: Path, options: ReadOptions) -> Report | Refusal:
    """The report of a saved page; the main text that trafilatura finds is its text, one paragraph a line.

    A page of more than five times the size limit is refused before it is read. Raises OSError where the file
    cannot be read.
    """
    name = shown_path(path)
    raw = read_limited(path, MARKUP * options.size_limit)
    if raw is None:
        allowed = f"{options.limit_allowed}, and at most {MARKUP} times that for the whole page"
        return Refusal(name, f"holds {path.stat().st_size:,} bytes", allowed)
    if not raw.strip():
        return Refusal(name, "is empty", _NO_TEXT)
    if b"\0" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Refusal(name, "is not text (it holds zero bytes)", TEXT_ALLOWED)
    try:
        page = _main_text(raw)
    except Exception as fault:  # whatever a page does to the library must not lose the batch
        return Refusal(name, f"cannot be read as a page ({type(fault).__name__})", _NO_TEXT)
    if page is None:
        return Refusal(name, "is a page without a main text", _NO_TEXT)
    draft = Draft(
        path=name,
        text=page.text,
        digest=digest_of(raw),
        published=page.published,
        outlet=page.outlet,
        title=page.title,
        url=page.url,
    )
    return to_report(draft, options)


def _main_text(raw: bytes) -> _Page | None:
    # Imported here: it takes a third of a second, which a run over text files need not spend.
    import trafilatura  # noqa: PLC0415

    # Only a date that the page declares: guessed from any number on it, it would move every "Friday".
    dating: dict[str, Any] = {"original_date": True, "extensive_search": False, "max_date": "9999-12-31"}
    found = trafilatura.bare_extraction(
        raw, include_comments=False, with_metadata=True, date_extraction_params=dating, deduplicate=False
    )
    if found is None or isinstance(found, dict) or not (found.text and found.text.strip()):
        return None
    return _Page(found.text, found.title, found.date, found.sitename, found.url)
