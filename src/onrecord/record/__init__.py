"""The record: every report, what was read in it and where actors stand, in one file that only ever grows."""

from onrecord.record.deciding import Wish
from onrecord.record.errors import RecordError, UnknownQuestionError
from onrecord.record.identity import Outcome
from onrecord.record.merging import Merged
from onrecord.record.store import Record, Untaught, Waiting
from onrecord.record.unit import Made, Unit
from onrecord.record.verifying import Verified

__all__ = [
    "Made",
    "Merged",
    "Outcome",
    "Record",
    "RecordError",
    "Unit",
    "UnknownQuestionError",
    "Untaught",
    "Verified",
    "Waiting",
    "Wish",
]
