"""read: from files to dated reports, and refusals by name where a file or line is none.

`read_reports` takes text and Markdown files, JSON Lines, saved HTML pages and folders of these. What cannot
be used is a `Refusal` in its place, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.model import Refusal, Report

from .counting import count_reports
from .folders import Astray, cannot_be_read, find_files, shown_path
from .html import read_html
from .jsonl import read_jsonl
from .options import ReadOptions, Room
from .text import read_text

__all__ = [
    "Astray",
    "ReadOptions",
    "Room",
    "count_reports",
    "find_files",
    "read_file",
    "read_reports",
    "shown_path",
]

_DEFAULT = ReadOptions()


def read_reports(paths: Sequence[Path], options: ReadOptions = _DEFAULT) -> Iterator[Report | Refusal]:
    """The reports of `paths` in their order, each read when asked for; faults in the data are values."""
    for found in find_files(paths):
        if isinstance(found, Refusal):
            yield found
        else:
            yield from read_file(found, options)


def read_file(path: Path, options: ReadOptions = _DEFAULT) -> Iterator[Report | Refusal]:
    """The reports of one file that `find_files` gives."""
    name = path.name.lower()
    try:
        if path.exists() and not path.is_file():
            yield Refusal(shown_path(path), "is not a regular file", "a file that holds its bytes")
        elif name.endswith((".jsonl", ".jsonl.gz")):
            yield from read_jsonl(path, options)
        elif name.endswith((".html", ".htm")):
            yield read_html(path, options)
        else:
            yield read_text(path, options)
    except OSError as fault:
        yield Refusal(shown_path(path), cannot_be_read(fault), "a file that this user may read")
