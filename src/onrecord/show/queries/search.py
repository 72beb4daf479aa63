"""Full text: what reports and statements hold the words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from sqlalchemy import Connection, String, and_, bindparam, select

from onrecord.model import OnrecordError, Side
from onrecord.record import Record, dialect
from onrecord.record.dialect import among, listed
from onrecord.record.tables import judgement, position, report, statement, version
from onrecord.show.answers import Hit, ReportLine, StatementLine
from onrecord.show.queries.citing import CITED, report_line
from onrecord.show.queries.holdings import withdrawn_reports
from onrecord.show.queries.statements import found_lines
from onrecord.show.wording import named

SCANNED = 20  # times the limit: how many hits are looked at where filters leave some out
SPARE = 10  # hits beyond the limit that are looked at where reports were withdrawn: some may be of these


class EmptySearchError(OnrecordError):
    """A search for nothing."""

    def __init__(self, words: str) -> None:
        super().__init__(f"{words!r} holds no word to search for (give one, or several in quotation marks)")


def search(  # noqa: PLR0913 -- each keyword asks for less
    record: Record,
    words: str,
    *,
    actor: str | None = None,
    speaker: str | None = None,
    side: Side | None = None,
    outlet: str | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int = 50,
) -> tuple[Hit, ...]:
    """Return the statements, then the reports, whose text holds all the words, best first, `limit` of each;
    those recorded last where hundreds do.

    Whose a statement is, is what people decided where they did; one that they rejected is not found. `actor`
    leaves statements of that actor alone, `speaker` those of who is so called (a part of name or office, case
    apart), `side` those that were read as taking it on a question, settled or unsure; `since` and `until`
    bound the day of publication. Raises `EmptySearchError`.
    """
    words = "".join(letter if letter.isprintable() else " " for letter in words)
    if not any(letter.isalnum() for letter in words):
        raise EmptySearchError(words)
    most = limit * SCANNED
    filtered = any((actor, speaker, side, outlet, since, until))
    with record.reading() as connection:
        out = withdrawn_reports(connection, None)
        first = most if filtered else min(limit + min(SPARE, len(out)), most)

        def is_wanted(line: ReportLine) -> bool:
            return (
                int(line.ref[1:]) not in out
                and (outlet is None or (line.outlet or "").casefold() == outlet.casefold())
                and (since is None or line.published >= since)
                and (until is None or line.published <= until)
            )

        def statements(number: int) -> tuple[list[Hit], int]:
            said = dialect.found(connection, "statement", words, number)
            lines = found_lines(connection, [key for key, _ in said])
            took = _taking(connection, side, [key for key, _ in said]) if side is not None else None
            return [
                _said(lines[key], snippet)
                for key, snippet in said
                if key in lines
                and is_wanted(lines[key].report)
                and (actor is None or actor in lines[key].actors)
                and (speaker is None or speaker.casefold() in _called(lines[key]).casefold())
                and (took is None or key in took)
            ], len(said)

        def reports(number: int) -> tuple[list[Hit], int]:
            held = dialect.found(connection, "version", words, number)
            cited = _lines(connection, [key for key, _ in held])
            return [
                Hit("report", cited[key].ref, snippet, None, None, cited[key])
                for key, snippet in held
                if is_wanted(cited[key])
            ], len(held)

        hits = _enough(statements, first, most, limit)
        if not (actor or speaker or side):
            hits += _enough(reports, first, most, limit)
    return tuple(hits)


def _enough(find: Callable[[int], tuple[list[Hit], int]], first: int, most: int, limit: int) -> list[Hit]:
    """Return `limit` hits, where there are so many among the `first` looked at, or else among the `most`."""
    hits, looked_at = find(first)
    if len(hits) < limit and looked_at == first < most:
        hits, _ = find(most)
    return hits[:limit]


def _called(line: StatementLine) -> str:
    return f"{line.office or ''} {line.speaker or ''}"


def _taking(connection: Connection, side: Side, ids: Sequence[int]) -> set[int]:
    """Those of these statements that were read as taking a side, on any question in force."""
    wanted = (
        select(statement.c.id)
        .join(judgement, judgement.c.run_id == statement.c.run_id)
        .join(
            position,
            and_(position.c.judgement_id == judgement.c.id, position.c.statement == statement.c.name),
        )
        .where(among(statement.c.id, ids), position.c.side == side)
        .where(position.c.superseded_at.is_(None), judgement.c.superseded_at.is_(None))
    )
    return set(connection.execute(wanted).scalars())


def _said(line: StatementLine, snippet: str) -> Hit:
    speaker = named(line.speaker, line.office) or None
    return Hit("statement", line.ref, snippet, line.actor, speaker, line.report)


def _lines(connection: Connection, versions: Iterable[int]) -> dict[int, ReportLine]:
    """The reports of versions as they are cited, by the ids of the versions."""
    rows = connection.execute(_OF_VERSIONS, {"ids": listed(versions)})
    return {row.id: report_line(row) for row in rows}


_OF_VERSIONS = (
    select(version.c.id, *(column for column in CITED if column not in (version.c.text, version.c.asides)))
    .join(report, report.c.id == version.c.report_id)
    .where(among(version.c.id, bindparam("ids", type_=String)))
)
