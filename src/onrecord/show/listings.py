"""The other listings: statements, what is dated, and the kept questions, for a reader and for a machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.console import Group
from rich.text import Text

from onrecord.show import cells, export
from onrecord.show.answers import QuestionLine, StatementLine, TimelineLine
from onrecord.show.formats import Format, Record, as_csv, as_json, as_markdown
from onrecord.show.grid import Grid
from onrecord.show.tables import WORDS, Printed
from onrecord.show.wording import counted, day, joined, named, plain

WIDTHS = {
    "Said": 14,
    "When": 14,
    "What": 10,
    "Act": 10,
    "For": 13,
    "Actors": 15,
    "Who": 21,
    "Report": 19,
    "Question": 24,
    "About": 20,
    "Period": 15,
}


def statements(lines: Sequence[StatementLine], form: Format) -> Printed:
    """Lay out statements in the order of their days."""
    if form in (Format.JSON, Format.CSV):
        values = [export.statement_values(line) for line in lines]
        return _for_machines(values, form, export.flat_statement, export.STATEMENT_COLUMNS)
    rows = [
        (
            cells.when(line.said_on),
            _speaker(line),
            line.actor_name or "",
            " ".join(part for part in (line.act, line.directness) if part),
            cells.quoted(line.words, WORDS),
            "; ".join([f"{_report(line)} ({line.ref})", *_others(line), *line.decided]),
        )
        for line in lines
    ]
    return _listing(("Said", "Who", "For", "Act", "Words", "Report"), rows, form, "statement")


def timeline(lines: Sequence[TimelineLine], form: Format) -> Printed:
    """Lay out what is dated, in order."""
    if form in (Format.JSON, Format.CSV):
        values = [export.timeline_values(line) for line in lines]
        return _for_machines(values, form, export.flat_timeline, export.TIMELINE_COLUMNS)
    rows = [
        (
            cells.when(line.when),
            line.modality or ("said" if line.kind == "statement" else line.kind),
            joined(line.actor_names),
            named(line.speaker, line.office),
            cells.quoted(line.words, WORDS),
            _report(line),
        )
        for line in lines
    ]
    return _listing(("When", "What", "Actors", "Who", "Words", "Report"), rows, form, "entry", "entries")


def questions(lines: Sequence[QuestionLine], form: Format) -> Printed:
    """Lay out the kept questions."""
    if form in (Format.JSON, Format.CSV):
        values = [export.question_values(line) for line in lines]
        return _for_machines(values, form, lambda record: record, export.QUESTION_COLUMNS)
    rows = [(line.id, line.title, line.proposition, ", ".join(line.about), _period(line)) for line in lines]
    return _listing(("Question", "Title", "Proposition", "About", "Period"), rows, form, "question")


def _for_machines(
    values: Sequence[export.Values],
    form: Format,
    flatten: Callable[[export.Values], Record],
    columns: Sequence[str],
) -> str:
    return as_json(values) if form is Format.JSON else as_csv([flatten(value) for value in values], columns)


def _listing(
    heads: Sequence[str], rows: Sequence[Sequence[str]], form: Format, noun: str, plural: str | None = None
) -> Printed:
    if form is Format.MARKDOWN:
        return as_markdown(heads, rows)
    grid = Grid(heads, WIDTHS)
    for row in rows:
        grid.add(*(Text(plain(cell)) for cell in row))
    tally = Text(counted(len(rows), noun, plural), style="dim")
    return Group(grid, tally) if rows else tally


def _speaker(line: StatementLine) -> str:
    return named(line.speaker, line.office) or (
        f"open: {' or '.join(line.candidates)}" if line.candidates else "open"
    )


def _report(line: StatementLine | TimelineLine) -> str:
    relayed = f", relayed by {joined(line.relayed_by)}" if line.relayed_by else ""
    return f"{line.report.outlet or line.report.provider}, {day(line.report.published)}{relayed}"


def _others(line: StatementLine) -> list[str]:
    """Say how many other reports have the same statement: "also in 2 other reports"."""
    return [f"also in {counted(line.reports - 1, 'other report')}"] if line.reports > 1 else []


def _period(line: QuestionLine) -> str:
    return f"{day(line.since)} to {day(line.until)}" if line.until else f"from {day(line.since)}"
