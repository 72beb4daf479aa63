"""The record: every report, what was read in it and where actors stand, in one file that only ever grows."""

from onrecord.record.errors import RecordError, UnknownQuestionError
from onrecord.record.identity import Outcome
from onrecord.record.store import Record, Untaught, Waiting
from onrecord.record.unit import Made, Unit

__all__ = ["Made", "Outcome", "Record", "RecordError", "Unit", "UnknownQuestionError", "Untaught", "Waiting"]
