"""`inspect`: read reports, print what was found, keep nothing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from onrecord import pipeline
from onrecord.cli.printing import console, say
from onrecord.model import Judged, Refusal
from onrecord.outcomes import Failure
from onrecord.pipeline import ReadOptions
from onrecord.settings import Settings
from onrecord.show.inspection import inspection_line
from onrecord.show.outline import outline

__all__ = ["ReadOptions", "inspect_reports"]


def inspect_reports(
    paths: Sequence[Path], options: ReadOptions, questions: Path | None, as_json: bool, settings: Settings
) -> int:
    """Print each report as soon as it is read; what is not read goes to standard error, a line each.

    Returns the exit status. Raises `QuestionFileError` before anything is read.
    """
    asked = pipeline.load_questions(questions) if questions else ()
    reader = pipeline.Reader.load(settings)
    read = refused = failed = 0
    for item in pipeline.inspect(paths, options, reader, asked):
        if isinstance(item, Judged):
            read += 1
            _print(item, as_json)
        else:
            refused += isinstance(item, Refusal)
            failed += isinstance(item, Failure)
            say(item)
    if failed or not read:
        return 1
    return 3 if refused else 0


def _print(judged: Judged, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(inspection_line(judged).decode())
        sys.stdout.flush()
    else:
        console().print(outline(judged))
