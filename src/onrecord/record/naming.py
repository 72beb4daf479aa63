"""What a user calls a thing of the record by: "P12" a position, "S7" a statement, "R3" a report, "D1a2b" a
decision; a report also by its id, its address or its path.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, Row, select

from onrecord.record.errors import AmbiguousNameError, UnknownNameError
from onrecord.record.identity import location_of
from onrecord.record.tables import decision, position, question, report, run, statement, version

_REF = re.compile(r"([PSR])([1-9]\d{0,17})")  # more digits than an id can have name nothing
_DECISION = re.compile(r"D([0-9a-f]{4,32})")
NAMED = 5  # reports that are named where several are meant


def find_report(connection: Connection, name: str) -> Row[Any]:
    """Return the row of the report that `name` means, with that of its version in force (`version_id`,
    `text`, `text_digest`, ...).

    Raises `UnknownNameError` and `AmbiguousNameError`.
    """
    wanted = (
        select(report.c.provider, report.c.key, version, version.c.id.label("version_id"))
        .join(version, version.c.report_id == report.c.id)
        .where(version.c.superseded_at.is_(None))
        .order_by(report.c.provider, report.c.key)
    )
    ref = _REF.fullmatch(name)
    ways = [(report.c.id, int(ref[2]))] if ref and ref[1] == "R" else []
    for column, value in (
        *ways,
        (report.c.key, name),
        (version.c.given, name),
        (version.c.url, name),
        (version.c.location, location_of(name)),
        (version.c.path, name),
    ):
        found = connection.execute(wanted.where(column == value)).all()
        if found:
            break
    if not found:
        raise UnknownNameError("report", name, "its ref such as R3, its id, its address or its path")
    if len(found) > 1:
        raise AmbiguousNameError(
            "report", name, [f"R{row.report_id} ({row.provider}, {row.published})" for row in found[:NAMED]]
        )
    return found[0]


def find_position(connection: Connection, ref: str) -> Row[Any]:
    """Return the row of the position that a ref such as "P12" names, in force or not, with its report, its
    version's text and the name of its question. Raises `UnknownNameError`.
    """
    number = _number(ref, "P", "position")
    row = connection.execute(
        select(
            position,
            *(report.c.provider, report.c.key, version.c.text, version.c.text_digest),
            question.c.name.label("question"),
        )
        .join(version, version.c.id == position.c.version_id)
        .join(report, report.c.id == position.c.report_id)
        .join(question, question.c.id == position.c.question_id)
        .where(position.c.id == number)
    ).first()
    if row is None:
        raise UnknownNameError("position", ref, *_from("positions"))
    return row


def find_statement(connection: Connection, ref: str) -> Row[Any]:
    """Return the row of the statement that a ref such as "S7" names, in force or not, with its report and its
    version's text. Raises `UnknownNameError`.
    """
    number = _number(ref, "S", "statement")
    row = connection.execute(
        select(
            statement,
            *(report.c.provider, report.c.key, version.c.text, version.c.text_digest, version.c.published),
        )
        .join(run, run.c.id == statement.c.run_id)
        .join(version, version.c.id == run.c.version_id)
        .join(report, report.c.id == version.c.report_id)
        .where(statement.c.id == number)
    ).first()
    if row is None:
        raise UnknownNameError("statement", ref, *_from("statements"))
    return row


def names_statement(name: str) -> bool:
    """Whether a name is made as those of statements are: "S7", or "D1a2b3c4d" for one that a person gave."""
    ref = _REF.fullmatch(name)
    return bool(_DECISION.fullmatch(name)) or (ref is not None and ref[1] == "S")


def find_decision(connection: Connection, ref: str) -> Row[Any]:
    """Return the row of the decision that a ref such as "D1a2b3c4d" names: as many letters of its uid as tell
    it. Raises `UnknownNameError` and `AmbiguousNameError`.
    """
    match = _DECISION.fullmatch(ref)
    found = (
        connection.execute(select(decision).where(decision.c.uid.startswith(match[1]))).all() if match else []
    )
    if not found:
        raise UnknownNameError("decision", ref, *_from("decisions"))
    if len(found) > 1:
        raise AmbiguousNameError("decision", ref, [f"D{row.uid}" for row in found[:NAMED]])
    return found[0]


_ADDRESSES = {
    "positions": "/questions/{question}/positions",
    "statements": "/statements",
    "decisions": "/decisions",
}


def _from(listing: str) -> tuple[str, str]:
    """Where refs are listed: on the command line, and over the API."""
    return (
        f"the ref that `onrecord {listing} --format json` gives",
        f"the ref that GET /api/v1{_ADDRESSES[listing]} gives",
    )


def _number(ref: str, letter: str, kind: str) -> int:
    match = _REF.fullmatch(ref)
    if match is None or match[1] != letter:
        raise UnknownNameError(kind, ref, f"a ref such as {letter}12")
    return int(match[2])
