"""A phrase by itself, as the source of a report of one line."""

from __future__ import annotations

from datetime import date

from onrecord.extract.names import find_names
from onrecord.extract.sentences import split_sentences
from onrecord.model import Found, Moment, Report, Span, Statement

_CUE, _CONTENT = "said", "so"


def as_source(phrase: str, on: date) -> Found:
    """Return what extraction would find in a report of that day that says `phrase` "said so".

    The spans of the phrase are its own: it stands at the beginning of the text.
    """
    text = f"{phrase} {_CUE} {_CONTENT}."
    report = Report(
        id="",
        path="",
        text=text,
        published=on,
        outlet=None,
        title=None,
        url=None,
        language="en",
        digest="",
    )
    cue = len(phrase) + 1
    content = cue + len(_CUE) + 1
    statement = Statement(
        id="s1",
        cue=(Span(cue, cue + len(_CUE)),),
        source=(Span(0, len(phrase)),),
        content=(Span(content, content + len(_CONTENT)),),
        directness="indirect",
    )
    sentences = split_sentences(report)
    return Found(
        report=report,
        sentences=sentences,
        statements=(statement,),
        said_on=(Moment(None, None, on, "published"),),
        names=find_names(report, sentences),
        dates=(),
        events=(),
    )
