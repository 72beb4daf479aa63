"""What goes out of force together: rows, the readings of a version, and a version with all that hangs on it.

Nothing is deleted: a row that is over says since when.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Table, select, update

from onrecord.record.tables import DERIVED, judgement, position, run, version


def supersede(connection: Connection, table: Table, which: ColumnElement[bool], now: str) -> None:
    """End the rows of `table` that are in force."""
    connection.execute(update(table).where(which, table.c.superseded_at.is_(None)).values(superseded_at=now))


def supersede_runs(connection: Connection, version_id: int, now: str) -> None:
    """End the readings of a version, with what they found and were judged on."""
    runs = select(run.c.id).where(run.c.version_id == version_id)
    judgements = select(judgement.c.id).where(judgement.c.run_id.in_(runs))
    supersede(connection, position, position.c.judgement_id.in_(judgements), now)
    supersede(connection, judgement, judgement.c.run_id.in_(runs), now)
    for table in DERIVED:
        supersede(connection, table, table.c.run_id.in_(runs), now)
    supersede(connection, run, run.c.version_id == version_id, now)


def supersede_version(connection: Connection, version_id: int, now: str) -> None:
    """End a version of a report, and its readings."""
    supersede_runs(connection, version_id, now)
    supersede(connection, version, version.c.id == version_id, now)
