"""`questions codebook`: the rules by which a person codes questions by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from onrecord import pipeline
from onrecord.cli.printing import write_page
from onrecord.model import OnrecordError
from onrecord.pipeline import Record
from onrecord.settings import Settings
from onrecord.show.codebook import Entry, codebook
from onrecord.show.wording import counted


class NoQuestionError(OnrecordError):
    """A codebook was asked for, and the record keeps no question."""

    def __init__(self, record: Path) -> None:
        super().__init__(
            f"{record} keeps no question yet (`onrecord questions add FILE.toml` keeps one; --questions "
            "names a file of them)"
        )


def print_codebook(ids: Sequence[str], file: Path | None, output: Path | None, settings: Settings) -> None:
    """Print the codebook of the questions of a file, or of those kept in the record, or write it to `output`.

    Raises `QuestionFileError`, `RecordError`, `NoQuestionError` and `OutputError`.
    """
    if file is not None:
        checked = pipeline.checked_of(ids, file)
    else:
        with Record.open(settings.record, create=False) as record:
            checked = pipeline.checked_of(ids, record=record)
    if not checked:
        raise NoQuestionError(settings.record)
    page = codebook([Entry(item.question, item.favours, item.opposes) for item in checked])
    write_page(page, output, f"The codebook of {counted(len(checked), 'question')}")
