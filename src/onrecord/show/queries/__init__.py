"""What is asked of the record: the only place outside `record/` that knows SQL."""

from __future__ import annotations

from onrecord.record import Record
from onrecord.show.queries.changes import changes, conflicts, conflicts_in, in_order, learned, learned_since
from onrecord.show.queries.deciding import agreement, decisions
from onrecord.show.queries.faults import status_of
from onrecord.show.queries.holdings import coverage, questions
from onrecord.show.queries.positions import positions
from onrecord.show.queries.saying import said_by, variants
from onrecord.show.queries.search import search
from onrecord.show.queries.statements import statements, timeline
from onrecord.show.queries.views import (
    actor_rows,
    actors_read,
    held,
    queue,
    report_view,
    silent,
    statement_view,
    touched,
)

__all__ = [
    "Record",
    "actor_rows",
    "actors_read",
    "agreement",
    "changes",
    "conflicts",
    "conflicts_in",
    "coverage",
    "decisions",
    "held",
    "in_order",
    "learned",
    "learned_since",
    "positions",
    "questions",
    "queue",
    "report_view",
    "said_by",
    "search",
    "silent",
    "statement_view",
    "statements",
    "status_of",
    "timeline",
    "touched",
    "variants",
]
