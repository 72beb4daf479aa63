"""Text and Markdown files: one report a file."""

from __future__ import annotations

import re
from pathlib import Path

from onrecord.model import Refusal, Report

from .drafts import Draft, digest_of, to_report
from .encoding import decode
from .folders import shown_path
from .front import find_front
from .options import DATE_ALLOWED, ReadOptions

_HEADING = re.compile(r"^#[ \t]+(?P<title>\S[^\r\n]*?)[ \t]*#*[ \t]*$", re.MULTILINE)


def read_text(path: Path, options: ReadOptions) -> Report | Refusal:
    """The report of a text or Markdown file; the decoded file, code point for code point, is its text.

    A file over the size limit is refused before it is read. Raises OSError where the file cannot be read.
    """
    raw = read_limited(path, options.size_limit)
    if raw is None:
        return Refusal(shown_path(path), _size_reason(path), options.limit_allowed)
    text = decode(raw, shown_path(path))
    if isinstance(text, Refusal):
        return text
    front = find_front(text)
    if front.twice and not (front.twice == "published" and options.published):
        reason = f"its front matter gives '{front.twice}' twice, with different values"
        return Refusal(
            shown_path(path), reason, "one value a key" if front.twice != "published" else DATE_ALLOWED
        )
    says = front.says
    heading = _HEADING.search(text) if path.suffix.lower() == ".md" else None
    draft = Draft(
        path=shown_path(path),
        text=text,
        digest=digest_of(raw),
        id=says.get("id"),
        published=says.get("published"),
        outlet=says.get("outlet"),
        title=says.get("title") or (heading["title"] if heading else None),
        url=says.get("url"),
        front=front.span,
    )
    return to_report(draft, options)


def read_limited(path: Path, limit: int) -> bytes | None:
    """The bytes of the file, None where it holds more than `limit`; never reads more than that."""
    with path.open("rb") as file:
        if path.stat().st_size > limit:
            return None
        raw = file.read(limit + 1)  # a file may have grown since its size was asked
    return raw if len(raw) <= limit else None


def _size_reason(path: Path) -> str:
    return f"holds {path.stat().st_size:,} bytes"
