"""What the user may type: every command with its help.

Each command here parses; the work is done in `adding`, `inspecting` and `asking`. These are imported when a
command runs: the models and the database load slowly, and --help must not wait for them (hence PLC0415).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord import __version__
from onrecord.cli.options import (
    About,
    ActOption,
    Actor,
    AppendTo,
    AsOf,
    FormatOption,
    On,
    Outlet,
    Paths,
    Proposition,
    Published,
    QuestionFile,
    QuestionId,
    QuestionIds,
    RecordFile,
    Since,
    Title,
    Until,
    check_period,
)
from onrecord.settings import Settings
from onrecord.show.formats import Format


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


def _examples(*lines: str) -> str:
    """Write the foot of a help text; the backspace keeps its lines as they are."""
    return "\n".join(["\b", "Examples:" if len(lines) > 1 else "Example:", *(f"  {line}" for line in lines)])


app = typer.Typer(
    name="onrecord",
    help="Keep the record that dated news reports add up to: who said what, when, by whose report, and where "
    "every state stands on a question.\n\nStart with a file of questions and the reports: "
    "`onrecord questions add FILE.toml`, `onrecord add FOLDER`, `onrecord positions`.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
questions_app = typer.Typer(
    name="questions",
    help="Write, check, keep and list the questions on which actors take sides.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(questions_app)


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Stand before every command."""


@app.command(
    short_help="Read reports into the record.",
    epilog=_examples(
        "onrecord add reports/",
        'onrecord add wire.jsonl --outlet "Coastal Wire"',
        "onrecord add saved.html --published 2023-02-03 --record fisheries.db",
    ),
)
def add(paths: Paths, published: Published = None, outlet: Outlet = None, record: RecordFile = None) -> None:
    """Read reports into the record and judge them on all kept questions.

    What is in the record already is passed over, so that the command may be stopped at any moment and run
    again. A report that cannot be used is refused by name, with the reason, and the rest goes on. The exit
    status is 0 where all was read, 3 where some was refused, and 1 where nothing was read.
    """
    from onrecord.cli import adding  # noqa: PLC0415

    settings = Settings.build(record=record)
    raise typer.Exit(adding.add_reports(paths, adding.ReadOptions(published, outlet), settings))


@app.command(
    epilog=_examples(
        "onrecord inspect report.txt",
        "onrecord inspect reports/ --questions questions.toml --json > read.jsonl",
    )
)
def inspect(
    paths: Paths,
    questions: Annotated[
        Path | None,
        typer.Option(metavar="FILE.toml", help="Judge the reports on these questions.", show_default=False),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON Lines: one object a report, as docs/json.md says.")
    ] = False,
    published: Published = None,
    outlet: Outlet = None,
) -> None:
    """Show what is read in reports, and keep nothing.

    Reports come out in the order in which they go in, each as soon as it is read, and the same alone as
    beside others. The exit status is that of `add`.
    """
    from onrecord.cli import inspecting  # noqa: PLC0415

    options = inspecting.ReadOptions(published, outlet)
    raise typer.Exit(inspecting.inspect_reports(paths, options, questions, as_json, Settings.build()))


@app.command(
    short_help="Show where every actor stands.",
    epilog=_examples(
        "onrecord positions --question fisheries-ban",
        "onrecord positions --as-of 2023-03-01 --explicit",
        "onrecord positions --actor Norway --format csv > norway.csv",
    ),
)
def positions(  # noqa: PLR0913, PLR0917 -- one parameter an option
    question: Annotated[
        str | None, typer.Option(metavar="ID", help="Only this question.", show_default=False)
    ] = None,
    as_of: AsOf = None,
    actor: Actor = None,
    explicit: Annotated[
        bool | None,
        typer.Option(
            "--explicit/--implied",
            help="Only rows whose side is said in so many words, or only those where it is implied.",
            show_default=False,
        ),
    ] = None,
    act: ActOption = None,
    by_membership: Annotated[
        bool,
        typer.Option(
            "--by-membership",
            help="Count what an organisation (EU, NATO, ...) says for its members without their own word.",
        ),
    ] = False,
    form: FormatOption = Format.TABLE,
    record: RecordFile = None,
) -> None:
    """Show where every actor stands: its side, since when, who said it, in which words, by which reports.

    Beneath the table stand the positions that are not counted (claimed by another, unsure, by membership),
    the rule by which a row is made, and what the record covers. In json and csv every line has a `status`:
    count only those that are `counted`.
    """
    from onrecord.cli import asking  # noqa: PLC0415

    wanted = asking.Wanted(question, as_of, actor, explicit, act, by_membership)
    asking.print_positions(Settings.build(record=record), wanted, form)


@app.command(
    short_help="List who said what.",
    epilog=_examples(
        "onrecord statements --actor NOR --since 2023-01-01",
        "onrecord statements --about trawling --act condemn --format json",
    ),
)
def statements(  # noqa: PLR0913, PLR0917 -- one parameter an option
    actor: Actor = None,
    speaker: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this speaker.", show_default=False)
    ] = None,
    since: Since = None,
    until: Until = None,
    act: ActOption = None,
    about: Annotated[
        str | None,
        typer.Option(metavar="WORDS", help="Only statements that hold these words.", show_default=False),
    ] = None,
    form: FormatOption = Format.TABLE,
    record: RecordFile = None,
) -> None:
    """List who said what, in the order of the days on which it was said."""
    from onrecord.cli import asking  # noqa: PLC0415

    check_period(since, until)
    wanted = asking.Sought(actor, speaker, since, until, act, about)
    asking.print_statements(Settings.build(record=record), wanted, form)


@app.command(
    short_help="List what is dated, in order.",
    epilog=_examples(
        "onrecord timeline --since 2023-01-01 --until 2023-03-31",
        "onrecord timeline --actor ISL --format markdown",
    ),
)
def timeline(
    since: Since = None,
    until: Until = None,
    actor: Actor = None,
    form: FormatOption = Format.TABLE,
    record: RecordFile = None,
) -> None:
    """List what happened or is expected, and what was said on a day that the reports give, in order."""
    from onrecord.cli import asking  # noqa: PLC0415

    check_period(since, until)
    asking.print_timeline(Settings.build(record=record), since, until, actor, form)


@app.command(
    short_help="Say whom a phrase means on a day.",
    epilog=_examples(
        'onrecord who "the German chancellor" --on 2022-09-28',
        'onrecord who "Prime Minister Lee" --on 2005-05-05 --json',
    ),
)
def who(
    phrase: Annotated[
        str, typer.Argument(metavar="PHRASE", help="A source as a report would name it.", show_default=False)
    ],
    on: On = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    record: RecordFile = None,
) -> None:
    """Say whom a phrase means in a report of that day: name, office, for whom it speaks, and why.

    It is read as the source of a statement would be, by its own words and the tables that ship with the
    program; what the reports of the record teach about a name is used where there is a record. Where it is
    ambiguous it stays open, with the candidates. Beneath stand the offices that the tables know, to check it
    by.
    """
    from onrecord.cli import identifying  # noqa: PLC0415

    identifying.print_who(phrase, on, Settings.build(record=record), as_json, record is not None)


@app.command(
    short_help="Write the page of a question.",
    epilog=_examples(
        "onrecord brief fisheries-ban -o fisheries.html",
    ),
)
def brief(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="The id of a kept question.")],
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="FILE.html", help="Where to write it; - is standard output."),
    ],
    as_of: AsOf = None,
    record: RecordFile = None,
) -> None:
    """Write a question's page: the table, and beneath every cell the words in their context.

    The page is one HTML file that loads nothing and runs nothing; it can be mailed, printed and kept.
    """
    from onrecord.cli import asking  # noqa: PLC0415

    asking.write_brief(Settings.build(record=record), question, as_of, output)


@questions_app.command(
    "new",
    short_help="Write a question, and try it on the record.",
    epilog=_examples(
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
    epilog=_examples(
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
    epilog=_examples(
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
    epilog=_examples(
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
    epilog=_examples(
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
