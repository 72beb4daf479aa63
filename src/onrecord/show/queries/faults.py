"""Which faults of the record mean what to one who asks over HTTP."""

from __future__ import annotations

from onrecord.model import OnrecordError
from onrecord.record import UnknownQuestionError
from onrecord.record.errors import (
    AmbiguousNameError,
    DamagedRecordError,
    DecisionError,
    LockedError,
    NewerRecordError,
    NoRecordError,
    NotARecordError,
    PlaceError,
    PurgedError,
    UnknownNameError,
    UnknownReportError,
)

_STATUS: tuple[tuple[type[OnrecordError], int], ...] = (
    (UnknownNameError, 404),
    (UnknownQuestionError, 404),
    (UnknownReportError, 404),
    (AmbiguousNameError, 409),
    (PurgedError, 409),
    (DecisionError, 422),
    (LockedError, 503),
    # the record itself, and nothing that was asked: full or read-only disks, damage, a file that was put away
    (PlaceError, 503),
    (DamagedRecordError, 503),
    (NotARecordError, 503),
    (NewerRecordError, 503),
    (NoRecordError, 503),
)


def status_of(fault: OnrecordError) -> int:
    """Return the HTTP status of a fault: 404 for what is not there, 503 where the record
    itself is at fault, 400 where nothing else fits."""
    return next((status for kind, status in _STATUS if isinstance(fault, kind)), 400)
