"""What is asked of the record: the only place outside `record/` that knows SQL."""

from __future__ import annotations

from onrecord.record import Record
from onrecord.show.answers import (
    Coverage,
    Evidence,
    Former,
    QuestionLine,
    ReportLine,
    Row,
    StatementLine,
    Table,
    Tally,
    TimelineLine,
)
from onrecord.show.queries.holdings import coverage, questions
from onrecord.show.queries.positions import positions
from onrecord.show.queries.statements import statements, timeline

__all__ = [
    "Coverage",
    "Evidence",
    "Former",
    "QuestionLine",
    "Record",
    "ReportLine",
    "Row",
    "StatementLine",
    "Table",
    "Tally",
    "TimelineLine",
    "coverage",
    "positions",
    "questions",
    "statements",
    "timeline",
]
