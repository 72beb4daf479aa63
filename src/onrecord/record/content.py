"""What a record holds, as digests: of the rows that one reading made, and of all that is in force.

Times and ids are left out: they differ between records that hold the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Row, Table, select

from onrecord.record.tables import (
    DERIVED,
    decision,
    judgement,
    likeness,
    position,
    question,
    refusal,
    report,
    run,
    standing,
    version,
)

_HIDDEN = frozenset(("id", "recorded_at", "superseded_at"))
COPIED = frozenset(
    "judgement_id question_id report_id version_id provider report_key published day outlet agencies "
    "sourcing directness".split()
)
# Columns of `position` that came after its digests: where they are empty the digest is what it was without.
_LATER = frozenset(("firmness", "firmness_words"))
_ENCODER = msgspec.json.Encoder(order="sorted")


def digest_of_rows(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the SHA-256 of rows, in hex; the order of the rows counts, that of their columns does not."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(_ENCODER.encode(row))
        digest.update(b"\n")
    return digest.hexdigest()


def digest_of_run(made: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """Return the digest of the rows that a run made, by the names of their tables."""
    digests = [{"table": str(name), "rows": digest_of_rows(made[name])} for name in sorted(made)]
    return digest_of_rows(digests)


def derived_columns(table: Table) -> list[Column[Any]]:
    """Return the columns that the digest of a run covers: those that reading filled."""
    return [column for column in table.c if column.name not in _HIDDEN and column.name != "run_id"]


def digest_of_positions(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the digest of the positions of a judgement, as the judge fills their columns."""
    return digest_of_rows(
        {name: value for name, value in row.items() if value is not None or name not in _LATER}
        for row in rows
    )


def position_columns() -> list[Column[Any]]:
    """Return the columns that the digest of a judgement covers."""
    return [column for column in position.c if column.name not in _HIDDEN | COPIED]


def run_content(connection: Connection, run_id: int) -> str:
    """Derive the digest of a stored run from its rows."""
    made = {}
    for table in DERIVED:
        rows = connection.execute(
            select(*derived_columns(table)).where(table.c.run_id == run_id).order_by(table.c.id)
        )
        made[table.name] = [_plain(row) for row in rows]
    return digest_of_run(made)


def judgement_content(connection: Connection, judgement_id: int, *, later: bool = True) -> str:
    """Derive the digest of a stored judgement from its positions; without `later` in a record that lacks the
    columns which came after the digests.
    """
    columns = [column for column in position_columns() if later or column.name not in _LATER]
    rows = connection.execute(
        select(*columns).where(position.c.judgement_id == judgement_id).order_by(position.c.id)
    )
    return digest_of_positions(_plain(row) for row in rows)


def _plain(row: Row[Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row._mapping.items()}


def content(connection: Connection) -> str:
    """Return the digest of all that is in force: equal for records that hold the same reports, readings,
    positions, questions, refusals, likenesses and decisions, in whatever order and however often interrupted
    they came in.
    """
    digest = hashlib.sha256()
    for part in (_reports, _judgements, _questions, _refusals, _likenesses, _decisions):
        for line in sorted(_ENCODER.encode(row) for row in part(connection)):
            digest.update(line + b"\n")
        digest.update(b"\n")
    return digest.hexdigest()


def _reports(connection: Connection) -> Iterable[list[Any]]:
    facts = [c for c in version.c if c.name not in _HIDDEN | {"report_id", "number", "location"}]
    rows = connection.execute(
        select(report.c.provider, report.c.key, standing.c.status, *facts)
        .add_columns(run.c.program, run.c.model, run.c.world, run.c.taught, run.c.content)
        .join(version, version.c.report_id == report.c.id)
        .join(standing, standing.c.report_id == report.c.id)
        .outerjoin(run, (run.c.version_id == version.c.id) & run.c.superseded_at.is_(None))
        .where(version.c.superseded_at.is_(None), standing.c.superseded_at.is_(None))
    )
    return (list(row) for row in rows)


def _judgements(connection: Connection) -> Iterable[list[Any]]:
    rows = connection.execute(
        select(report.c.provider, report.c.key, question.c.name, judgement.c.judge, judgement.c.content)
        .select_from(judgement)
        .join(question, question.c.id == judgement.c.question_id)
        .join(run, run.c.id == judgement.c.run_id)
        .join(version, version.c.id == run.c.version_id)
        .join(report, report.c.id == version.c.report_id)
        .where(judgement.c.superseded_at.is_(None))
    )
    return (list(row) for row in rows)


def _questions(connection: Connection) -> Iterable[list[Any]]:
    asked = [c for c in question.c if c.name not in _HIDDEN | {"version"}]
    return (list(row) for row in connection.execute(select(*asked).where(question.c.superseded_at.is_(None))))


def _refusals(connection: Connection) -> Iterable[list[Any]]:
    told = [refusal.c.path, refusal.c.line, refusal.c.reason, refusal.c.allowed]
    return (list(row) for row in connection.execute(select(*told).where(refusal.c.superseded_at.is_(None))))


def _likenesses(connection: Connection) -> Iterable[list[Any]]:
    """Likenesses of versions in force, told by the reports' own keys, the lesser first."""
    one, other = version.alias("one"), version.alias("other")
    of_one, of_other = report.alias("of_one"), report.alias("of_other")
    rows = connection.execute(
        select(
            *(of_one.c.provider, of_one.c.key, of_other.c.provider, of_other.c.key),
            *(likeness.c.kind, likeness.c.share_one, likeness.c.share_other, likeness.c.quotations),
            likeness.c.stretches,
        )
        .select_from(likeness)
        .join(one, one.c.id == likeness.c.one_id)
        .join(other, other.c.id == likeness.c.other_id)
        .join(of_one, of_one.c.id == one.c.report_id)
        .join(of_other, of_other.c.id == other.c.report_id)
        .where(likeness.c.superseded_at.is_(None))
        .where(one.c.superseded_at.is_(None), other.c.superseded_at.is_(None))
    )
    for row in rows:
        first, second, kind = [row[0], row[1]], [row[2], row[3]], row.kind
        shares, stretches = [row.share_one, row.share_other], row.stretches
        if second < first:
            first, second = second, first
            shares, stretches = shares[::-1], sorted([b, a] for a, b in stretches)
        else:
            stretches = sorted(stretches)
        yield [first, second, kind, shares, row.quotations, stretches]


def _decisions(connection: Connection) -> Iterable[list[Any]]:
    said = [c for c in decision.c if c.name not in _HIDDEN]
    return (list(row) for row in connection.execute(select(*said)))
