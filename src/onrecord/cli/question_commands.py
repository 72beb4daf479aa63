"""What the user may type about questions: write, check, keep and list them; see `commands` for the rest.

The work is imported when a command runs: the models and the database load slowly, and --help must not wait
for them (hence PLC0415).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.app import app, examples
from onrecord.cli.options import (
    About,
    AppendTo,
    FormatOption,
    Proposition,
    QuestionFile,
    QuestionId,
    QuestionIds,
    RecordFile,
    Since,
    Title,
    Until,
)
from onrecord.settings import Settings
from onrecord.show.formats import Format

questions_app = typer.Typer(
    name="questions",
    help="Write, check, keep and list the questions on which actors take sides.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(questions_app)


@questions_app.command(
    "new",
    short_help="Write a question, and try it on the record.",
    epilog=examples(
        'onrecord questions new guano-treaty --title "The guano treaty" \\',
        '    --proposition "The guano treaty should be recognised." --about "guano treaty" \\',
        "    --since 2023-01-01 -o questions.toml",
        "onrecord questions new",
    ),
)
def questions_new(  # noqa: PLR0913, PLR0917 -- one parameter an option
    question: QuestionId = None,
    title: Title = None,
    proposition: Proposition = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    output: AppendTo = None,
    record: RecordFile = None,
) -> None:
    """Write a question, and try it on the record before it is kept.

    What is not given is asked for, where there is a terminal to ask on. The question is printed as TOML, or
    appended to a file; then how the program reads its proposition, and what is wrong with it. Where there is
    a record: which stored reports and statements fall under it, and which nearly do, by their words or their
    day. Nothing is kept in the record; `onrecord questions add` does that.
    """
    from onrecord.cli import drafting  # noqa: PLC0415

    given = drafting.Given(question, title, proposition, tuple(about or ()), since, until)
    drafting.new_question(given, output, Settings.build(record=record), insist=record is not None)


@questions_app.command(
    "add",
    short_help="Keep the questions of a file.",
    epilog=examples(
        "onrecord questions add questions.toml",
    ),
)
def questions_add(
    file: QuestionFile,
    form: FormatOption = Format.TABLE,
    record: RecordFile = None,
) -> None:
    """Keep the questions of a file, and judge all stored reports on them.

    A question whose words have changed is kept as a new version beside the old one.
    """
    from onrecord.cli import adding  # noqa: PLC0415

    raise typer.Exit(adding.add_questions(file, Settings.build(record=record), form))


@questions_app.command(
    "check",
    short_help="Check a file of questions.",
    epilog=examples(
        "onrecord questions check questions.toml",
    ),
)
def questions_check(
    file: QuestionFile,
    form: FormatOption = Format.TABLE,
    record: RecordFile = None,
) -> None:
    """Say whether a file of questions can be used, and which stored reports would be judged on each.

    It tells how each proposition is read, and warns of what makes a question hard to answer: no full
    sentence, two negations, two propositions in one, a period or a phrase that the record has nothing of.
    Warnings leave the exit status as it is.
    """
    from onrecord.cli import checking  # noqa: PLC0415

    checking.check_questions(file, Settings.build(record=record), form)


@questions_app.command(
    "list",
    epilog=examples(
        "onrecord questions list --format json",
    ),
)
def questions_list(form: FormatOption = Format.TABLE, record: RecordFile = None) -> None:
    """List the kept questions."""
    from onrecord.cli import asking  # noqa: PLC0415

    asking.print_questions(Settings.build(record=record), form)


@questions_app.command(
    "codebook",
    short_help="Write the rules for coding questions by hand.",
    epilog=examples(
        "onrecord questions codebook guano-treaty -o codebook.md",
        "onrecord questions codebook --questions questions.toml",
    ),
)
def questions_codebook(
    ids: QuestionIds = None,
    questions: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.toml",
            help="The questions of this file; without it, those kept in the record.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE.md",
            help="Where to write it; without it, it is printed.",
            show_default=False,
        ),
    ] = None,
    record: RecordFile = None,
) -> None:
    """Write the rules that a person needs to code questions by hand, as Markdown.

    For each question: what falls under it, what counts as for, against and neutral, and how the program
    reads it; for all: what is no position, whose word counts, and the form to fill, with the columns of
    `onrecord positions --format csv`.
    """
    from onrecord.cli import coding  # noqa: PLC0415

    coding.print_codebook(ids or (), questions, output, Settings.build(record=record))
