"""What stands before the text: a prefix `date YYYY-MM-DD`, or front matter of `key: value` lines.

Both belong to the text, and so to the offsets, but are no prose.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.model import Span

KEYS = ("published", "outlet", "title", "url", "id")
_SAME = {"date": "published"}  # what static sites call the day of publication
_PREFIX = re.compile(r"\s*date[ \t]+(?P<day>\d{1,4}-\d{1,2}-\d{1,2})(?![\w-])[ \t]*(?:\r?\n)?")
_FENCE = re.compile(r"\s*---[ \t]*(?:\r\n|\n|\r)")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
_ENTRY = re.compile(r"(?P<key>[A-Za-z_][\w -]*?)[ \t]*:(?:[ \t]+(?P<value>.*?))?[ \t]*", re.DOTALL)
_YAML = re.compile(r"\s*(?:$|#|-\s)|\s+\S")  # blank, comment, list item, or more of the line before


@dataclass(frozen=True, slots=True)
class Front:
    """The front of a text: where it stands (None: there is none), what it says, and which key says two
    things."""

    span: Span | None = None
    says: Mapping[str, str] = field(default_factory=dict)
    twice: str | None = None


def find_front(text: str) -> Front:
    """The front of `text`. Front matter stands between two lines `---`, or is the lines of known keys with
    which the text begins; unknown keys between the fences are passed over."""
    prefix = _PREFIX.match(text)
    if prefix:
        return Front(Span(0, prefix.end()), {"published": prefix["day"]})
    fence = _FENCE.match(text)
    end, entries = _fenced(text, fence.end()) if fence else (0, [])
    if not entries:
        # A fence that is never closed encloses only the entries that follow it, not the whole report.
        end, entries = _leading(text, fence.end() if fence else len(text) - len(text.lstrip()))
    if not entries:
        return Front()
    says: dict[str, str] = {}
    twice = None
    for key, value in entries:
        if says.setdefault(key, value) != value:
            twice = twice or key
    return Front(Span(0, end), says, twice)


def _fenced(text: str, at: int) -> tuple[int, list[tuple[str, str]]]:
    """The entries between the fence that ends at `at` and its closing one, and where that ends; none where
    anything but entries, lists and comments stands between them."""
    entries: list[tuple[str, str]] = []
    for line in _LINE.finditer(text, at):
        words = line[0].rstrip("\r\n")
        if words.strip() in ("---", "..."):
            return line.end(), entries
        entry = _ENTRY.fullmatch(words)
        if entry is None and not _YAML.match(words):
            break
        if entry and (known := _known(entry)):
            entries.append(known)
    return 0, []


def _leading(text: str, at: int) -> tuple[int, list[tuple[str, str]]]:
    """The entries of known keys that stand at `at`, line upon line, and where they end."""
    entries: list[tuple[str, str]] = []
    end = at
    for line in _LINE.finditer(text, at):
        entry = _ENTRY.fullmatch(line[0].rstrip("\r\n"))
        known = _known(entry) if entry else None
        if known is None:
            break
        entries.append(known)
        end = line.end()
    return end, entries


def _known(entry: re.Match[str]) -> tuple[str, str] | None:
    key = entry["key"].strip().lower()
    key = _SAME.get(key, key)
    return (key, _unquoted(entry["value"] or "")) if key in KEYS else None


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return value
