"""What is asked of the record: the only place outside `record/` that knows SQL."""

from __future__ import annotations

from onrecord.record import Record
from onrecord.show.queries.changes import changes, conflicts
from onrecord.show.queries.deciding import agreement, decisions
from onrecord.show.queries.holdings import coverage, questions
from onrecord.show.queries.positions import positions
from onrecord.show.queries.search import search
from onrecord.show.queries.statements import statements, timeline

__all__ = [
    "Record",
    "agreement",
    "changes",
    "conflicts",
    "coverage",
    "decisions",
    "positions",
    "questions",
    "search",
    "statements",
    "timeline",
]
