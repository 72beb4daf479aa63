"""How much there is to read, for whoever shows how far a reading has come."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from onrecord.model import Refusal

from .folders import find_files

_CHUNK = 1 << 20


def count_reports(paths: Sequence[Path]) -> int | None:
    """How many reports and refusals `read_reports` will give, blank lines of JSON Lines counted too.

    None where that cannot be told without unpacking a file (gzip). JSON Lines are read through once, which
    takes about a second a gigabyte.
    """
    total = 0
    for found in find_files(paths):
        if isinstance(found, Refusal) or not found.name.lower().endswith((".jsonl", ".jsonl.gz")):
            total += 1
        elif found.name.lower().endswith(".gz"):
            return None
        else:
            total += _lines(found)
    return total


def _lines(path: Path) -> int:
    """The lines of the file; 1, for the refusal, where it cannot be read or is empty."""
    if not os.path.isfile(path):
        return 1
    lines, last = 0, b"\n"
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                lines += chunk.count(b"\n")
                last = chunk[-1:]
    except OSError:
        return 1
    return max(1, lines + (last != b"\n"))
