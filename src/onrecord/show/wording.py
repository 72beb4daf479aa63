"""How days, words and sides are put for a reader: the same in a table, in Markdown and on a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_WEEK = re.compile(r"\d{4}-W\d{2}")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
# A terminal obeys control characters, and bidirectional overrides show a reader other words than stand there.
_UNSEEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def day(when: date) -> str:
    """Write a day, "28 Sep 2022", whatever the locale."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def since(value: str | None, earliest: date | None, latest: date | None) -> str:
    """Say when something was so, no more exactly than the text does.

    "30 Sep 2022", "week of 26 Sep 2022", "Sep 2022", "2022", "26-29 Sep 2022"; "by 28 Sep 2022" where the
    text gives no day; empty where nothing is known.
    """
    if earliest is None:
        return f"by {day(latest)}" if latest else ""
    if value and _WEEK.fullmatch(value):
        return f"week of {day(date.fromisocalendar(int(value[:4]), int(value[6:8]), 1))}"
    if value and (month := _MONTH.fullmatch(value)):
        return f"{MONTHS[int(month[2]) - 1]} {month[1]}"
    if value and _YEAR.fullmatch(value):
        return value
    return between(earliest, latest)


def between(first: date, last: date | None) -> str:
    """Write an interval of days, as short as it can be read: "3-5 May 2022", "30 Apr - 2 May 2022"."""
    if last is None:
        return f"from {day(first)}"
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def plain(words: str) -> str:
    """Put words on one line, safe to print: white space runs become one blank, control characters go."""
    if words.isascii() and words.isprintable():  # most are: nothing in them is to be taken out
        return " ".join(words.split())
    kept = (c for c in words if c.isspace() or not (unicodedata.category(c) == "Cc" or c in _UNSEEN))
    return " ".join("".join(kept).split())


def one_line(words: str) -> str:
    """Make words safe to print and keep all others: what ends a line or steers a terminal is replaced."""
    steers = {"Cc", "Zl", "Zp"}
    return "".join("\ufffd" if unicodedata.category(c) in steers or c in _UNSEEN else c for c in words)


def excerpt(words: str, limit: int, anchors: Sequence[str] = ()) -> str:
    """Shorten words to about `limit` characters, cut between words, an ellipsis where something is left out.

    Words that fit stay whole. Where they do not, the stretch shown is the opening one, unless `anchors`
    (compared without case) stand only further on: then it is the stretch around the first of them.
    """
    line = plain(words)
    if len(line) <= limit:
        return line
    folded = line.lower()
    places = [place for anchor in anchors if (place := folded.find(anchor.lower())) >= 0]
    start = 0 if not places or min(places) < limit * 3 // 4 else min(places) - limit // 2
    if start > 0:
        start = line.find(" ", start) + 1
    end = len(line) if start + limit >= len(line) else line.rfind(" ", start, start + limit)
    if end <= start:
        end = start + limit
    return f"{'… ' if start else ''}{line[start:end].rstrip(' ,;:–-')}{' …' if end < len(line) else ''}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Write a number with its noun: "1 report", "3 reports", "2,000 reports"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def joined(parts: Sequence[str], link: str = "and") -> str:
    """Join words as a sentence does: "a", "a and b", "a, b and c"."""
    return f" {link} ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def named(name: str | None, office: str | None) -> str:
    """Put name and office together, "Olaf Scholz, Chancellor", but never twice what the name says already."""
    if name and office and office.casefold() in name.casefold():
        return plain(name)
    return ", ".join(plain(part) for part in (name, office) if part)
