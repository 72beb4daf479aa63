"""Records as JSON, CSV or Markdown. What is printed for machines is whole: nothing is cut or reworded."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from onrecord.show.wording import plain

Record = Mapping[str, Any]
_MARKUP = re.compile(r"[\\`*_\[\]<>|~&]|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")  # the last: headings, lists
FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)  # the last four: full width


class Format(StrEnum):
    """How a listing is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


def as_json(records: Iterable[Record]) -> str:
    """Print one JSON array, a record a line, so that it can be read by eye and compared line by line."""
    lines = [msgspec.json.encode(record).decode() for record in records]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def as_csv(records: Sequence[Record], columns: Sequence[str]) -> str:
    """Print comma-separated values (RFC 4180, lines ended by a line feed) under a line of column names.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection").
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for record in records:
        writer.writerow([_cell(record[column]) for column in columns])
    return out.getvalue()


def as_markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Print a table of GitHub-flavoured Markdown; what would be markup in a cell is escaped."""
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    lines += ["| " + " | ".join(markdown_text(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def laid_out(records: Sequence[Record], columns: Sequence[str], form: Format) -> str:
    """Print records as JSON, CSV or Markdown, a column a key."""
    if form is Format.JSON:
        return as_json(records)
    if form is Format.CSV:
        return as_csv(records, columns)
    return as_markdown(columns, [[flat(record[column]) for column in columns] for record in records])


def markdown_text(words: str) -> str:
    """Escape the characters that Markdown or HTML would take for markup; line breaks become blanks, and
    characters that a terminal obeys are left out."""
    return _MARKUP.sub(r"\\\g<0>", plain(words))


def flat(value: Any) -> str:
    """Write a value in one cell: nothing as "", true as yes, the parts of a list between semicolons."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case Mapping():
            return ", ".join(flat(part) for part in value.values() if part not in (None, "", [], ()))
        case Sequence():
            return "; ".join(flat(part) for part in value)
        case _:
            return str(value)


def _cell(value: Any) -> str:
    # a number is no formula, whatever its sign
    return flat(value) if isinstance(value, (int, float)) else _harmless(flat(value))


def _harmless(cell: str) -> str:
    return "'" + cell if cell.startswith(FORMULA) else cell
