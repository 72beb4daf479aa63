"""Reads the tables in ``world/data``: tab-separated, UTF-8, one header line, ``#`` begins a comment line.

A cell that lists several things parts them with ``|``. Days are ISO 8601 and may stop at the month
("2014-03") or the year ("1973") where no more is known: the *beginning* of a period is then its first
possible day, the *end* its last possible day, so that an imprecise row covers too much rather than claims a
day that nobody knows.
"""

from __future__ import annotations

import hashlib
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from onrecord.model import OnrecordError

Grain = Literal["day", "month", "year"]
Row = dict[str, str]

DATA = files("onrecord.world") / "data"
_GRAINS: dict[int, Grain] = {10: "day", 7: "month", 4: "year"}


class WorldTableError(OnrecordError):
    """A table that ships with the program is broken: says which file, which line and what is allowed."""

    def __init__(self, table: str, line: int, fault: str) -> None:
        super().__init__(f"world table {table}, line {line}: {fault}")


def rows(table: str) -> Iterator[Row]:
    """The rows of ``data/<table>.tsv``, by column name; a missing last cell is "".

    Raises `WorldTableError` for a row with more cells than the header.
    """
    columns: list[str] | None = None
    for number, line in enumerate(_text(table).splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if columns is None:
            columns = cells
            continue
        if len(cells) > len(columns):
            raise WorldTableError(table, number, f"{len(cells)} cells; at most {len(columns)} are allowed")
        cells += [""] * (len(columns) - len(cells))
        yield dict(zip(columns, cells, strict=True))


def digest() -> str:
    """SHA-256, in hex, over the names and bytes of all tables and of the model of names: which knowledge a
    run was made with."""
    total = hashlib.sha256()
    for path in sorted(DATA.iterdir(), key=lambda entry: entry.name):
        if path.name.endswith((".tsv", ".npz")):
            total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def listed(cell: str) -> tuple[str, ...]:
    """The things a ``|``-list names, in order."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@cache
def first_day(cell: str) -> date | None:
    """The first day that an ISO day, month or year can mean; None for an empty cell."""
    if not cell:
        return None
    if len(cell) == 10:
        return date.fromisoformat(cell)
    year, _, month = cell.partition("-")
    return date(int(year), int(month or 1), 1)


@cache
def last_day(cell: str) -> date | None:
    """The last day that an ISO day, month or year can mean; None for an empty cell."""
    if not cell:
        return None
    if len(cell) == 10:
        return date.fromisoformat(cell)
    year, _, month = cell.partition("-")
    last_month = int(month or 12)
    return date(int(year), last_month, monthrange(int(year), last_month)[1])


def grain(*cells: str) -> Grain:
    """The coarsest grain among dates; "day" where there is none."""
    shortest = min((len(cell) for cell in cells if cell), default=10)
    return _GRAINS[shortest]


def covers(since: date | None, until: date | None, on: date) -> bool:
    """Whether the closed period holds the day; an open end is None."""
    return (since is None or since <= on) and (until is None or on <= until)


def _text(table: str) -> str:
    return (DATA / f"{table}.tsv").read_text(encoding="utf-8")
