"""Making a report stop counting, and taking that back: each standing ends the one before, and all stay."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, insert, select

from onrecord.model import Report, Withdrawal
from onrecord.record.identity import find
from onrecord.record.naming import find_report
from onrecord.record.superseding import supersede
from onrecord.record.tables import report, standing

WITHDRAWN = "withdrawn"


def withdraw(connection: Connection, name: str, reason: str, person: str | None, now: str) -> str | None:
    """Withdraw the report that `name` means; what it is called, None where it is withdrawn already.

    Raises `UnknownNameError` and `AmbiguousNameError`.
    """
    found = find_report(connection, name)
    if _standing(connection, found.report_id).status == WITHDRAWN:
        return None
    _stand(connection, found.report_id, WITHDRAWN, reason, person, now)
    return _called(found)


def reinstate(connection: Connection, name: str, reason: str, person: str | None, now: str) -> str | None:
    """Take the withdrawal of the report that `name` means back: it has the standing again that it had before.
    What it is called, None where it is not withdrawn.

    Raises `UnknownNameError` and `AmbiguousNameError`.
    """
    found = find_report(connection, name)
    if _standing(connection, found.report_id).status != WITHDRAWN:
        return None
    earlier = select(standing.c.status).where(
        standing.c.report_id == found.report_id, standing.c.status != WITHDRAWN
    )
    status = connection.execute(earlier.order_by(standing.c.id.desc())).scalar()
    # one that a merge brought in withdrawn has no standing from before
    _stand(connection, found.report_id, status or "usable", reason, person, now)
    return _called(found)


def withdrawal_of(connection: Connection, incoming: Report) -> Withdrawal | None:
    """Return the withdrawal in force of the stored report that `incoming` is; None where it counts, or is
    new.
    """
    stored = find(connection, incoming)
    if stored is None:
        return None
    row = _standing(connection, stored.report_id)
    if row.status != WITHDRAWN:
        return None
    provider = connection.execute(
        select(report.c.provider).where(report.c.id == stored.report_id)
    ).scalar_one()
    return Withdrawal(f"R{stored.report_id}", provider, row.person, row.reason, row.recorded_at)


def was_taken_back(connection: Connection, report_id: int, other: Any) -> bool:
    """Whether a withdrawal for this reason by this person was taken back here; `other` is its row in another
    record.
    """
    same = (
        standing.c.report_id == report_id,
        standing.c.status == WITHDRAWN,
        standing.c.superseded_at.is_not(None),
        standing.c.reason.is_not_distinct_from(other.reason),
        standing.c.person.is_not_distinct_from(other.person),
    )
    return connection.execute(select(standing.c.id).where(*same)).first() is not None


def _standing(connection: Connection, report_id: int) -> Row[Any]:
    of_it = select(standing).where(standing.c.report_id == report_id, standing.c.superseded_at.is_(None))
    return connection.execute(of_it).one()


def _stand(
    connection: Connection, report_id: int, status: str, reason: str, person: str | None, now: str
) -> None:
    supersede(connection, standing, standing.c.report_id == report_id, now)
    row = {"report_id": report_id, "status": status, "reason": reason, "person": person}
    connection.execute(insert(standing).values(**row, recorded_at=now))


def _called(found: Row[Any]) -> str:
    return f"R{found.report_id} ({found.provider}, {found.published.isoformat()})"
