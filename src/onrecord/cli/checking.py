"""`questions check`: look at a file of questions before one keeps them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord import pipeline
from onrecord.outcomes import Checked
from onrecord.pipeline import Record
from onrecord.settings import Settings
from onrecord.show.formats import Format, laid_out
from onrecord.show.wording import day, joined, one_line, plain

SHOWN = 10  # files named under a question
CHECK_COLUMNS = (
    *("question", "title", "proposition", "since", "until", "about", "for", "against", "categories"),
    *("reports", "warnings"),
)


def check_questions(path: Path, settings: Settings, form: Format = Format.TABLE) -> None:
    """Say of every question of a file what it asks, which stored reports fall under it and what may be wrong.

    Raises `QuestionFileError` where the file cannot be used. Without a record only the file is checked.
    """
    if os.path.isfile(settings.record):
        with Record.open(settings.record, create=False) as record:
            checked = pipeline.check_questions(path, record)
    else:
        checked = pipeline.check_questions(path, None)
    if form is not Format.TABLE:
        print(laid_out([_values(item) for item in checked], CHECK_COLUMNS, form), end="")
        return
    for item in checked:
        question = item.question
        until = f"to {day(question.until)}" if question.until else "on"
        phrases = [f'"{plain(phrase)}"' for phrase in question.about]
        print(f"{question.id}: {plain(question.title)}")
        print(f"  asks: {plain(question.proposition)}")
        for line in how_read(item):
            print(f"  {line}")
        print(f"  of reports from {day(question.since)} {until} that hold {joined(phrases, 'or')}")
        if item.reports is not None:
            print(f"  stored reports under it: {len(item.reports)}")
            _print_paths(item.reports)


def _values(item: Checked) -> dict[str, object]:
    """A checked question for machines; `reports` is None where there is no record."""
    asked = item.question
    return {
        "question": asked.id,
        "title": asked.title,
        "proposition": asked.proposition,
        "since": asked.since.isoformat(),
        "until": asked.until.isoformat() if asked.until else None,
        "about": list(asked.about),
        "for": list(item.favours),
        "against": list(item.opposes),
        "categories": [f"{phrase}: {side}" for phrase, side in asked.categories],
        "reports": None if item.reports is None else list(item.reports),
        "warnings": [str(caution) for caution in item.cautions],
    }


def how_read(item: Checked) -> Iterator[str]:
    """Say how the proposition is read, and what may be wrong with the question, a line each."""
    parts = [
        f"{word} " + joined(['"' + plain(text) + '"' for text in texts], "and")
        for word, texts in (("for", item.favours), ("against", item.opposes))
        if texts
    ]
    if parts:
        yield f"read as: who is for this is {', '.join(parts)}"
    for caution in item.cautions:
        yield plain(str(caution))


def _print_paths(paths: Sequence[str]) -> None:
    found = Counter(paths)
    for path, number in list(found.items())[:SHOWN]:
        print(f"    {one_line(path)}" + (f" ({number} reports)" if number > 1 else ""))
    if len(found) > SHOWN:
        print(f"    and {len(found) - SHOWN} files more")
