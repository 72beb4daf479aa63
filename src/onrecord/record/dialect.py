"""The one place that knows SQLite: how to connect, how to begin, what its complaints mean."""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Engine, Index, create_engine, event
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
    connection.execute("PRAGMA cache_size = -65536")  # KiB; a table of one question reads some thousand pages


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
    with said_plainly(path, wait_seconds), engine.connect() as connection, connection.begin():
        yield connection


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


def found(connection: Connection, table: str, words: str, limit: int) -> list[tuple[int, str]]:
    """Return the ids of the rows in force whose text holds all of the words, best first (BM25), each with the
    stretch of its text that holds them. Words in quotation marks must stand side by side.

    Words are found in every inflection; nothing in them is taken for an operator.
    """
    index = search_table(table)
    rows = connection.exec_driver_sql(
        f"SELECT s.rowid, snippet({index}, -1, '', '', ' … ', 24) FROM {index} AS s "
        f"JOIN {table} AS t ON t.id = s.rowid WHERE {index} MATCH ? AND t.superseded_at IS NULL "
        "ORDER BY rank, s.rowid LIMIT ?",
        (_expression(words), limit),
    )
    return [(row[0], row[1]) for row in rows]


def _expression(words: str) -> str:
    parts = [match[1] or match[0] for match in re.finditer(r'"([^"]+)"|[^\s"]+', words)]
    return " ".join('"' + part.replace('"', " ") + '"' for part in parts)


def forget(engine: Engine, path: Path, wait_seconds: float = WAIT_SECONDS) -> None:
    """Take what was removed from the tables out of the full-text indexes' older segments and of the log.

    Other readers may keep a part of the log; it is emptied at the next write that finds them gone.
    """
    with writing(engine, path, wait_seconds) as connection:
        for table in _SEARCHED:
            index = search_table(table)
            connection.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES ('optimize')")
    with said_plainly(path, wait_seconds):
        connection_ = engine.raw_connection()
        try:
            connection_.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection_.close()


# --- health and copies ------------------------------------------------------------------------------------


def faults_of_file(connection: Connection) -> list[str]:
    """Return what SQLite finds wrong with the pages, the indexes and the references of the file."""
    told = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(100)")]
    found = [line for line in told if line != "ok"]
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        found.append(f"row {row[1]} of table {row[0]} hangs on a row of {row[2]} that is not there")
    return found


def faults_of_search(connection: Connection) -> list[str]:
    """Return which full-text indexes do not fit the rows they were made of."""
    found = []
    for table in _SEARCHED:
        index = search_table(table)
        try:
            connection.exec_driver_sql(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
        except DBAPIError as fault:
            found.append(f"the full-text index of {table} does not fit its rows: {fault.orig}")
    return found


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
