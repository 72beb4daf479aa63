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

from sqlalchemy import Connection, func, insert, inspect, select, update

from onrecord.record import rows, tables
from onrecord.record.content import judgement_content, run_content
from onrecord.record.dialect import lesser, make_search, make_voices
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


def _account(connection: Connection) -> None:
    """Add what corroboration, correction and checking need, and fill it for what is stored."""
    made = [tables.purge, tables.sketch, tables.likeness, tables.decision]
    tables.metadata.create_all(connection, tables=made)
    for change in (
        "standing ADD COLUMN reason TEXT",
        "standing ADD COLUMN person VARCHAR",
        "version ADD COLUMN text_digest VARCHAR",
        "version ADD COLUMN agencies JSON",
        "run ADD COLUMN content VARCHAR",
        "judgement ADD COLUMN content VARCHAR",
        "position ADD COLUMN question_id INTEGER REFERENCES question (id)",
        "position ADD COLUMN report_id INTEGER REFERENCES report (id)",
        "position ADD COLUMN version_id INTEGER REFERENCES version (id)",
        "position ADD COLUMN published DATE",
        "position ADD COLUMN day DATE",
        "position ADD COLUMN outlet VARCHAR",
        "position ADD COLUMN agencies JSON",
        "position ADD COLUMN sourcing VARCHAR",
        "position ADD COLUMN directness VARCHAR",
    ):
        connection.exec_driver_sql(f"ALTER TABLE {change}")
    new = {"version_text", "version_facts", "standing_status", "position_version"}
    for table in (tables.version, tables.standing, tables.position):
        for index in table.indexes:
            if index.name in new:
                index.create(connection)
    for row in connection.execute(select(tables.version.c.id)).all():
        stored = connection.execute(select(tables.version).where(tables.version.c.id == row.id)).one()
        known = rows.version_row(rows.report_of(stored))
        told = {"text_digest": known["text_digest"], "agencies": known["agencies"]}
        connection.execute(update(tables.version).where(tables.version.c.id == row.id).values(told))
    _copy_to_positions(connection)
    for run_id in connection.execute(select(tables.run.c.id)).scalars().all():
        held = run_content(connection, run_id)
        connection.execute(update(tables.run).where(tables.run.c.id == run_id).values(content=held))
    for judgement_id in connection.execute(select(tables.judgement.c.id)).scalars().all():
        held = judgement_content(connection, judgement_id, later=False)
        of_it = tables.judgement.c.id == judgement_id
        connection.execute(update(tables.judgement).where(of_it).values(content=held))
    make_search(connection)


def _copy_to_positions(connection: Connection) -> None:
    """Fill the columns of `position` that repeat what its judgement, report and statement say."""
    position, statement, version = tables.position, tables.statement, tables.version
    of_position = (
        select(tables.judgement.c.question_id, version.c.report_id, version.c.id, version.c.published)
        .add_columns(version.c.outlet, version.c.agencies)
        .join(tables.run, tables.run.c.id == tables.judgement.c.run_id)
        .join(version, version.c.id == tables.run.c.version_id)
        .where(tables.judgement.c.id == position.c.judgement_id)
    )
    spoken = (
        select(statement.c.sourcing, statement.c.directness)
        .join(tables.judgement, tables.judgement.c.run_id == statement.c.run_id)
        .where(tables.judgement.c.id == position.c.judgement_id, statement.c.name == position.c.statement)
    )
    into = ("question_id", "report_id", "version_id", "published", "outlet", "agencies")
    copied = {
        name: of_position.with_only_columns(column).scalar_subquery()
        for name, column in zip(into, list(of_position.selected_columns), strict=True)
    }
    for name in ("sourcing", "directness"):
        copied[name] = spoken.with_only_columns(statement.c[name]).scalar_subquery()
    connection.execute(update(position).values(copied))
    said = func.coalesce(position.c.said_latest, position.c.published)
    connection.execute(update(position).values(day=lesser(said, position.c.published)))


def _find_actors(connection: Connection) -> None:
    """Let what an actor said, and where it stands, be found without walking through all there is."""
    connection.exec_driver_sql("DROP INDEX IF EXISTS position_actor")
    next(index for index in tables.position.indexes if index.name == "position_actor").create(connection)
    make_voices(connection)


def _name_reports(connection: Connection) -> None:
    """Let a position say which report it is of: a table then reads no other rows beside it."""
    position, report = tables.position, tables.report
    for column in ("provider", "report_key"):
        connection.exec_driver_sql(f"ALTER TABLE position ADD COLUMN {column} VARCHAR")
    of_it = select(report.c.provider).where(report.c.id == position.c.report_id)
    copied = {
        "provider": of_it.scalar_subquery(),
        "report_key": of_it.with_only_columns(report.c.key).scalar_subquery(),
    }
    connection.exec_driver_sql("DROP INDEX IF EXISTS position_question")
    connection.execute(update(position).values(copied))
    next(index for index in position.indexes if index.name == "position_question").create(connection)


def _remember(connection: Connection) -> None:
    """Add what is kept of a correction when the texts go; of texts that are gone already nothing is known."""
    tables.metadata.create_all(connection, tables=[tables.held])


def _tell_firmness(connection: Connection) -> None:
    """Let a position say how firmly its side is taken; of those that are kept it stays open until they are
    read again.
    """
    connection.exec_driver_sql("ALTER TABLE position ADD COLUMN firmness VARCHAR")
    connection.exec_driver_sql("ALTER TABLE position ADD COLUMN firmness_words JSON")


MIGRATIONS: tuple[Migration, ...] = (
    Migration(2, "lessons", _teach),
    Migration(3, "categories of questions", _categorise),
    Migration(4, "corroboration, decisions, search", _account),
    Migration(5, "actors found at once", _find_actors),
    Migration(6, "reports named by their positions", _name_reports),
    Migration(7, "corrections told after their texts are removed", _remember),
    Migration(8, "how firmly a side is taken", _tell_firmness),
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
            make_search(connection)
            make_voices(connection)
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
