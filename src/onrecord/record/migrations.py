"""The form of a record and the steps that bring an older one up to it.

A fresh record is made in today's form at once. Each later change of `tables.py` adds a `Migration` here with
the next number; an older record is brought up by every migration above its own number, each in a transaction
of its own, so that an interrupted upgrade goes on where it stopped. What a migration did is kept in the table
`form`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, insert, inspect, select

from onrecord.record import tables
from onrecord.record.errors import NewerRecordError, NotARecordError

FIRST_FORM = 1


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: `apply` brings a record from the form before `number` to the form `number`."""

    number: int
    name: str
    apply: Callable[[Connection], None]


def _teach(connection: Connection) -> None:
    """Add what reports teach each other; the readings that are stored teach when they are read again."""
    tables.metadata.create_all(connection, tables=[tables.lesson, tables.unplaced])
    connection.exec_driver_sql("ALTER TABLE run ADD COLUMN taught VARCHAR")


def _categorise(connection: Connection) -> None:
    """Add the categories of a question; those that are kept have none."""
    connection.exec_driver_sql("ALTER TABLE question ADD COLUMN categories JSON")


MIGRATIONS: tuple[Migration, ...] = (
    Migration(2, "lessons", _teach),
    Migration(3, "categories of questions", _categorise),
)


def newest() -> int:
    """Return the number of today's form."""
    return max((m.number for m in MIGRATIONS), default=FIRST_FORM)


def form_of(connection: Connection, path: Path) -> int | None:
    """Return the form of the record, None where the file is still empty.

    Raises `NotARecordError` where it holds tables of something else.
    """
    names = set(inspect(connection).get_table_names())
    if not names:
        return None
    if not {"form", "report", "version"} <= names:
        raise NotARecordError(path)
    return connection.execute(select(func.max(tables.form.c.version))).scalar() or FIRST_FORM


def bring_up(
    writing: Callable[[], AbstractContextManager[Connection]],
    path: Path,
    stamp: Callable[[], str],
    program: str,
) -> None:
    """Make the tables of a fresh record, or bring an older one up.

    `writing` opens a transaction, `stamp` gives the time to note. Two processes may call this at once: each
    step looks again inside its transaction. Raises `NewerRecordError`, `NotARecordError`.
    """
    goal = newest()
    with writing() as connection:
        form = form_of(connection, path)
        if form is None:
            tables.metadata.create_all(connection)
            form = goal
            _note(connection, form, program, stamp())
    if form > goal:
        raise NewerRecordError(path, form, goal)
    for step in sorted(MIGRATIONS, key=lambda m: m.number):
        with writing() as connection:
            if (form_of(connection, path) or FIRST_FORM) < step.number:
                step.apply(connection)
                _note(connection, step.number, program, stamp())


def _note(connection: Connection, number: int, program: str, now: str) -> None:
    connection.execute(insert(tables.form).values(version=number, program=program, recorded_at=now))
