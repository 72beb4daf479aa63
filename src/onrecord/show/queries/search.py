"""Full text: what reports and statements hold the words."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select

from onrecord.model import OnrecordError
from onrecord.record import Record, dialect
from onrecord.record.tables import report, run, statement, version
from onrecord.show.answers import Hit
from onrecord.show.queries.citing import CITED, report_line
from onrecord.show.queries.holdings import withdrawn_reports

SCANNED = 20  # times the limit: how many hits are looked at where filters leave some out


class EmptySearchError(OnrecordError):
    """A search for nothing."""

    def __init__(self, words: str) -> None:
        super().__init__(f"{words!r} holds no word to search for (give one, or several in quotation marks)")


def search(
    record: Record,
    words: str,
    *,
    actor: str | None = None,
    outlet: str | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int = 50,
) -> tuple[Hit, ...]:
    """Return the statements, then the reports, whose text holds all the words, best first, `limit` of each.

    `actor` leaves statements of that actor alone; `since` and `until` bound the day of publication. Raises
    `EmptySearchError`.
    """
    if not any(letter.isalnum() for letter in words):
        raise EmptySearchError(words)
    wanted = limit * SCANNED if any((actor, outlet, since, until)) else limit * 2
    with record.reading() as connection:
        out = withdrawn_reports(connection, None)
        found = {
            "statement": dialect.found(connection, "statement", words, wanted),
            "report": [] if actor else dialect.found(connection, "version", words, wanted),
        }
        hits: list[Hit] = []
        for kind, rows in found.items():
            lines = [_hit(connection, kind, key, snippet) for key, snippet in rows]
            kept = [
                hit
                for hit, actors in lines
                if int(hit.report.ref[1:]) not in out
                and (actor is None or actor in actors)
                and (outlet is None or (hit.report.outlet or "").casefold() == outlet.casefold())
                and (since is None or hit.report.published >= since)
                and (until is None or hit.report.published <= until)
            ]
            hits += kept[:limit]
    return tuple(hits)


def _hit(connection: Connection, kind: str, key: int, snippet: str) -> tuple[Hit, frozenset[str]]:
    if kind == "report":
        row = connection.execute(_cited().where(version.c.id == key)).one()
        line = report_line(row)
        return Hit("report", line.ref, snippet, None, None, line), frozenset()
    said = _cited(statement.c.speaker, statement.c.office, statement.c.actor, statement.c.actors).join(
        run, run.c.version_id == version.c.id
    )
    row = connection.execute(
        said.join(statement, statement.c.run_id == run.c.id).where(statement.c.id == key)
    ).one()
    speaker = ", ".join(part for part in (row.speaker, row.office) if part) or None
    return Hit("statement", f"S{key}", snippet, row.actor, speaker, report_line(row)), frozenset(row.actors)


def _cited(*columns: Any) -> Select[Any]:
    return select(*columns, *CITED).select_from(version).join(report, report.c.id == version.c.report_id)
