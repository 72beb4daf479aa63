"""Find what one report holds: its sentences, statements, names, dates and events."""

from __future__ import annotations

from onrecord.extract.alone import as_source
from onrecord.extract.dates import find_dates
from onrecord.extract.events import find_events
from onrecord.extract.moments import date_statements
from onrecord.extract.names import find_names
from onrecord.extract.sentences import split_sentences
from onrecord.extract.statements import find_statements
from onrecord.extract.tagger import Tagger
from onrecord.model import Found, Report

__all__ = ["Tagger", "as_source", "extract"]


def extract(report: Report, tagger: Tagger) -> Found:
    """Read one report. The same report and the same model files give the same result, to the byte."""
    sentences = split_sentences(report)
    statements = find_statements(report, tagger)
    dates = find_dates(report, sentences)
    return Found(
        report=report,
        sentences=sentences,
        statements=statements,
        said_on=date_statements(report, sentences, statements, dates),
        names=find_names(report, sentences),
        dates=dates,
        events=find_events(report, sentences, statements, dates),
    )
