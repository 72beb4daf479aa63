"""The one place that knows SQLite: how to connect, how to begin, what its complaints mean."""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Date,
    Engine,
    Index,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    create_engine,
    event,
    func,
    select,
    text,
)
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from onrecord.record.errors import DamagedRecordError, LockedError, NotARecordError, PlaceError, RecordError

WAIT_SECONDS = 60.0  # a writer holds the file for milliseconds a report; a minute means that something hangs
_WRITES = "onrecord_writes"


def connect(path: Path, wait_seconds: float = WAIT_SECONDS) -> Engine:
    """Return an engine on the file at `path`: WAL, foreign keys on, writers waiting for each other.

    A record that this user may not write, or that lies in a folder where it may not, can still be read.
    """
    engine = create_engine(
        _address(path),
        # One transaction holds one connection, and the server answers in as many threads as it has: each gets
        # its own at once, none waits until the pool gives up. Those beyond the size are closed after use.
        pool_size=5,
        max_overflow=-1,
        connect_args={"timeout": wait_seconds, "isolation_level": None, "check_same_thread": False},
        json_serializer=lambda value: msgspec.json.encode(value).decode(),
        json_deserializer=msgspec.json.decode,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _address(path: Path) -> URL:
    if not os.path.exists(path) or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return URL.create("sqlite", database=str(path))
    # A reader of a write-ahead log makes files beside it, which it cannot do here. Where the last writer left
    # none, the file is whole by itself and is read as it lies (sqlite.org/wal.html, "Read-Only Databases").
    mode = {"mode": "ro", "uri": "true"}
    if not os.path.exists(f"{path}-wal"):
        mode["immutable"] = "1"
    return URL.create("sqlite", database=path.absolute().as_uri(), query=mode)


def _prepare(connection: sqlite3.Connection, _: Any) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")  # with WAL this loses no consistency, only speed is won
    connection.execute("PRAGMA secure_delete = ON")  # a purged text is overwritten, not only let go of
    connection.execute("PRAGMA cache_size = -16384")  # KiB; a table of one question reads some thousand pages


def _begin(connection: Connection) -> None:
    # the driver's own BEGIN is deferred: two readers that both go on to write would fail instead of waiting
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def keep_log(engine: Engine, wait_seconds: float = WAIT_SECONDS) -> None:
    """Turn on the write-ahead log (kept in the file): readers go on while somebody writes."""
    connection = engine.raw_connection()
    give_up = time.monotonic() + wait_seconds
    try:
        while True:
            try:
                connection.cursor().execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as fault:
                # SQLite does not wait here by itself: two processes may be making the same record
                if fault.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                    raise
                time.sleep(0.02)
    finally:
        connection.close()


@contextmanager
def writing(engine: Engine, path: Path, wait_seconds: float = WAIT_SECONDS) -> Iterator[Connection]:
    """One transaction that writes: all of it is kept or nothing. Waits for other writers."""
    with (
        said_plainly(path, wait_seconds),
        engine.connect().execution_options(**{_WRITES: True}) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def reading(engine: Engine, path: Path, wait_seconds: float = WAIT_SECONDS) -> Iterator[Connection]:
    """One transaction that only reads: it sees the record as it was at its first look."""
    with said_plainly(path, wait_seconds), engine.connect() as connection:
        connection.begin()
        yield connection  # closing rolls back: where a page could not be read, SQLite refuses to commit


@contextmanager
def said_plainly(path: Path, wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Turn the database's complaints into our errors. Others pass through as they are."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as fault:
        said = _translate(fault, path, wait_seconds)
        if said is None:
            raise
        raise said from fault


def _translate(fault: Exception, path: Path, wait_seconds: float) -> RecordError | None:
    cause = fault.orig if isinstance(fault, DBAPIError) else fault
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:
        return None
    primary = code & 0xFF  # extended codes keep the primary one in their low byte (sqlite.org/rescode.html)
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LockedError(path, wait_seconds)
    if primary == sqlite3.SQLITE_NOTADB:
        return NotARecordError(path)
    if primary == sqlite3.SQLITE_CORRUPT:
        return DamagedRecordError(path, str(cause))
    if primary in (
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
    ):
        return PlaceError(path, str(cause))
    return None


def only_one_current(name: str, *columns: Column[Any], superseded_at: Column[Any]) -> Index:
    """Return an index that lets at most one row of `columns` be in force (`superseded_at` null)."""
    return Index(name, *columns, unique=True, sqlite_where=superseded_at.is_(None))


def lesser(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the lesser of two values, neither of them null."""
    return func.min(one, other)  # with two values no aggregate, here


def among(column: ColumnElement[int], ids: Iterable[int] | BindParameter[str]) -> ColumnElement[bool]:
    """Return the condition that a number is among `ids`, however many these are: they travel as one value.

    A statement that is put together once takes a parameter instead, and `listed` ids for it.
    """
    given = ids if isinstance(ids, BindParameter) else listed(ids)
    every = func.json_each(given).table_valued("value")
    return column.in_(select(every.c.value))


def listed(ids: Iterable[int]) -> str:
    """Return numbers as a parameter of `among`."""
    return msgspec.json.encode(sorted(ids)).decode()


def driver_rows(
    connection: Connection, statement: Select[Any], values: Mapping[str, Any] | None = None
) -> Iterator[tuple[Any, ...]]:
    """Return the rows of a select as plain tuples: days as ISO 8601 text, JSON as text, truth as 0 or 1. They
    are to be read to the end.

    That is how this driver has them; making SQLAlchemy's rows of them takes as long as reading them.
    """
    cursor: Any = connection.execute(statement, values or {}).cursor
    return iter(()) if cursor is None else iter(cursor)


# --- full text --------------------------------------------------------------------

# The index of `version` holds title and text, that of `statement` words, speaker and office; both keep no
# copy of them (sqlite.org/fts5.html, "External Content Tables"): a text that is purged is gone from them too.
_SEARCHED = {"version": ("title", "text"), "statement": ("words", "speaker", "office")}


def search_table(table: str) -> str:
    """Return the name of the full-text index of a table."""
    return f"{table}_search"


def make_search(connection: Connection) -> None:
    """Make the full-text indexes, fill them from the rows there are, and keep them up from now on."""
    for table, columns in _SEARCHED.items():
        index, named = search_table(table), ", ".join(columns)
        new, old = (", ".join(f"{side}.{column}" for column in columns) for side in ("new", "old"))
        gone = f"INSERT INTO {index}({index}, rowid, {named}) VALUES ('delete', old.id, {old});"
        options = f"content='{table}', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'"
        here = f"INSERT INTO {index}(rowid, {named}) VALUES (new.id, {new});"
        for statement in (
            f"CREATE VIRTUAL TABLE {index} USING fts5({named}, {options})",
            f"CREATE TRIGGER {index}_new AFTER INSERT ON {table} BEGIN {here} END",
            f"CREATE TRIGGER {index}_gone AFTER DELETE ON {table} BEGIN {gone} END",
            f"CREATE TRIGGER {index}_changed AFTER UPDATE OF {named} ON {table} BEGIN {gone} {here} END",
            f"INSERT INTO {index}({index}) VALUES ('rebuild')",
        ):
            connection.exec_driver_sql(statement)


RANKED = 200  # hits: words that more rows hold tell little, and ranking a million takes seconds


def found(connection: Connection, table: str, words: str, limit: int) -> list[tuple[int, str]]:
    """Return the ids of the rows in force whose text holds all of the words, best first (BM25), each with the
    stretch of its text that holds them; where more than `RANKED` rows hold them, those recorded last come
    first. Words in quotation marks must stand side by side.

    Words are found in every inflection; nothing in them is taken for an operator.
    """
    index, asked = search_table(table), _expression(words)
    many = f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET {RANKED}"
    cut = f"snippet({index}, -1, '', '', ' … ', 24)"
    in_force = f"EXISTS (SELECT 1 FROM {table} AS t WHERE t.id = s.rowid AND t.superseded_at IS NULL)"
    held = f"FROM {index} AS s WHERE {index} MATCH ? AND {in_force}"
    if connection.exec_driver_sql(many, (asked,)).first() is not None:
        rows = connection.exec_driver_sql(
            f"SELECT s.rowid, {cut} {held} ORDER BY s.rowid DESC LIMIT ?", (asked, limit)
        )
        return [(row[0], row[1]) for row in rows]
    best = connection.exec_driver_sql(
        f"SELECT s.rowid {held} ORDER BY s.rank, s.rowid LIMIT ?", (asked, limit)
    )
    ids = [row[0] for row in best]
    # in a second look: before it puts rows in order, SQLite would cut a stretch out of each that matches
    places = ", ".join("?" * len(ids))
    stretches = connection.exec_driver_sql(
        f"SELECT rowid, {cut} FROM {index} WHERE {index} MATCH ? AND rowid IN ({places})", (asked, *ids)
    )
    stretch_of = {row[0]: row[1] for row in stretches}
    return [(key, stretch_of[key]) for key in ids]


def holding(table: str, phrases: Iterable[str]) -> Any:
    """Return a selection of the ids of all rows, superseded ones too, whose text holds one of the phrases, in
    every inflection; it goes by the index alone and looks at no text.
    """
    index = search_table(table)
    asked = " OR ".join('"' + phrase.replace('"', " ") + '"' for phrase in phrases)
    found = text(f"SELECT rowid FROM {index} WHERE {index} MATCH :phrases").bindparams(phrases=asked)
    return found.columns(Column("rowid", Integer))


def _expression(words: str) -> str:
    parts = [match[1] or match[0] for match in re.finditer(r'"([^"]+)"|[^\s"]+', words)]
    return " ".join('"' + part.replace('"', " ") + '"' for part in parts)


def forget(engine: Engine, path: Path, wait_seconds: float = WAIT_SECONDS) -> bool:
    """Take what was removed from the tables out of the full-text indexes' older segments and of the log too.

    Return whether the log is empty now: it is not while another process reads or writes the record, and then
    keeps the words until the last of them has closed it.
    """
    with writing(engine, path, wait_seconds) as connection:
        for table in _SEARCHED:
            index = search_table(table)
            connection.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES ('optimize')")
    with said_plainly(path, wait_seconds):
        raw = engine.raw_connection()
        try:
            cursor = raw.cursor()
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, _, _ = cursor.fetchone() or (1, 0, 0)
            return not busy
        finally:
            raw.close()


# --- voices -----------------------------------------------------------------------

# Whose each statement is, by the day of its report: an index over the lists in `statement.actors`, kept up by
# triggers as the full-text indexes are.
voice = Table(
    "statement_voice",
    MetaData(),
    Column("actor", String, primary_key=True),
    Column("published", Date, primary_key=True),
    Column("statement_id", Integer, primary_key=True),
)
_VOICES = (
    "INSERT INTO statement_voice (actor, published, statement_id) "
    "SELECT DISTINCT a.value, v.published, {statement}.id FROM {source} "
    "JOIN run AS r ON r.id = {statement}.run_id JOIN version AS v ON v.id = r.version_id"
)


def make_voices(connection: Connection) -> None:
    """Make the index of whose each statement is, fill it, and keep it up from now on."""
    new = _VOICES.format(statement="new", source="json_each(new.actors) AS a")
    every = _VOICES.format(statement="s", source="statement AS s, json_each(s.actors) AS a")
    gone = "DELETE FROM statement_voice WHERE statement_id = old.id"
    columns = (
        "actor VARCHAR NOT NULL, published DATE NOT NULL, "
        "statement_id INTEGER NOT NULL REFERENCES statement (id)"
    )
    key = "PRIMARY KEY (actor, published, statement_id)"
    for statement in (
        f"CREATE TABLE statement_voice ({columns}, {key}) WITHOUT ROWID",
        "CREATE INDEX statement_voice_statement ON statement_voice (statement_id)",
        f"CREATE TRIGGER statement_voice_new AFTER INSERT ON statement BEGIN {new}; END",
        f"CREATE TRIGGER statement_voice_gone BEFORE DELETE ON statement BEGIN {gone}; END",
        every,
    ):
        connection.exec_driver_sql(statement)


def faults_of_voices(connection: Connection) -> list[str]:
    """Return what is wrong where the index of whose each statement is does not fit the statements."""
    listed = "SELECT DISTINCT s.id, a.value FROM statement AS s, json_each(s.actors) AS a"
    fitting = (
        "SELECT count(*) FROM statement_voice AS v JOIN statement AS s ON s.id = v.statement_id "
        "JOIN run AS r ON r.id = s.run_id JOIN version AS o ON o.id = r.version_id "
        "WHERE o.published = v.published AND EXISTS (SELECT 1 FROM json_each(s.actors) WHERE value = v.actor)"
    )
    try:
        counts = [
            connection.exec_driver_sql(statement).scalar_one()
            for statement in (
                "SELECT count(*) FROM statement_voice",
                fitting,
                f"SELECT count(*) FROM ({listed})",
            )
        ]
    except DBAPIError as fault:
        return [f"the index of whose each statement is cannot be read: {fault.orig}"]
    if len(set(counts)) == 1:
        return []
    return [
        f"the index of whose each statement is has {counts[0]} entries, {counts[1]} right, of {counts[2]}"
    ]


# --- health and copies ------------------------------------------------------------------------------------


def names_in(connection: Connection) -> set[str]:
    """Return the names of the tables, indexes and triggers that the file has."""
    return {str(row[0]) for row in connection.exec_driver_sql("SELECT name FROM sqlite_master")}


def search_names() -> set[str]:
    """Return the names of the indexes that are tables of their own, and of what keeps them up."""
    tables = {search_table(table) for table in _SEARCHED}
    kept_up = {f"{table}_{when}" for table in tables for when in ("new", "gone", "changed")}
    return (
        tables
        | kept_up
        | {"statement_voice", *(f"statement_voice_{n}" for n in ("new", "gone", "statement"))}
    )


def faults_of_file(connection: Connection) -> Iterator[tuple[str | None, int | None, str]]:
    """Yield what SQLite finds wrong with the pages, the indexes and the references of the file: the table,
    the row where it is one, and what is wrong. A page that cannot be read is told by what stops there.
    """
    if _checked(connection, "PRAGMA integrity_check(100)"):
        told = list(_faults_of_tables(connection))
        yield from told or [(None, None, line) for line in _checked(connection, "PRAGMA integrity_check(1)")]
    for table in _tables_of(connection):
        try:
            for row in connection.exec_driver_sql(f'PRAGMA foreign_key_check("{table}")').all():
                yield str(row[0]), row[1], f"hangs on a row of {row[2]} that is not there"
        except DBAPIError as fault:
            yield table, None, f"its references cannot be followed to their end: {fault.orig}"


def _faults_of_tables(connection: Connection) -> Iterator[tuple[str | None, int | None, str]]:
    """Look at one table after another: the check of all ends at the first page that cannot be read."""
    for table in _tables_of(connection):
        said = _checked(connection, f'PRAGMA integrity_check("{table}")')
        if not said:
            continue
        stops = [
            (what, why)
            for what, statement in _walks(connection, table)
            for why in _checked(connection, statement, asks=True)
        ]
        yield from ((table, None, f"{what} cannot be read to the end: {why}") for what, why in stops)
        if not stops:
            yield from ((table, None, line) for line in said)


def _walks(connection: Connection, table: str) -> Iterator[tuple[str, str]]:
    """Yield what reads all rows of a table, and all entries of each of its indexes."""
    columns = [row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{table}")').all()]
    values = ", ".join(f'max("{column}")' for column in columns)  # a mere count leaves long values unread
    yield "its rows", f'SELECT {values} FROM "{table}" NOT INDEXED'
    for row in connection.exec_driver_sql(f'PRAGMA index_list("{table}")').all():
        if not row[4] and not row[1].startswith("sqlite_"):  # a partial one cannot be asked for all rows
            first = connection.exec_driver_sql(f'PRAGMA index_info("{row[1]}")').all()[0][2]
            yield f"its index {row[1]}", f'SELECT count("{first}") FROM "{table}" INDEXED BY "{row[1]}"'


def _checked(connection: Connection, statement: str, *, asks: bool = False) -> list[str]:
    """Return the complaints that a check gives, or that it ends with; `asks`: its answer is none."""
    try:
        told = [str(row[0]) for row in connection.exec_driver_sql(statement)]
    except DBAPIError as fault:
        return [str(fault.orig)]
    return [] if asks else [" ".join(line.split()) for line in told if line != "ok"]


def _tables_of(connection: Connection) -> list[str]:
    wanted = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    return [str(row[0]) for row in connection.exec_driver_sql(f"{wanted} ORDER BY name")]


def faults_of_search(connection: Connection) -> list[str]:
    """Return which full-text indexes do not fit the rows they were made of."""
    found = []
    for table in _SEARCHED:
        index = search_table(table)
        try:
            connection.exec_driver_sql(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
        except DBAPIError as fault:
            found.append(f"the full-text index of {table} does not fit its rows: {fault.orig}")
            if not _is_over(connection):
                connection.exec_driver_sql("ROLLBACK")  # SQLite refuses to commit what met a damaged page
    return found


def _is_over(connection: Connection) -> bool:
    driver: Any = connection.connection.driver_connection
    return not driver.in_transaction


def copy_to(engine: Engine, target: Path) -> None:
    """Copy the record as it is now to a new file, page by page, while others go on reading and writing
    (sqlite.org/backup.html).
    """
    source = engine.raw_connection()
    try:
        copy = sqlite3.connect(target)
        try:
            driver: Any = source.driver_connection
            driver.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file that is whole by itself
        finally:
            copy.close()
    finally:
        source.close()
