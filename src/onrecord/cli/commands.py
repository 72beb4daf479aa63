"""What the user may type: every command with its help.

Each command here parses; the work is done in `adding`, `inspecting` and `asking`. These are imported when a
command runs: the models and the database load slowly, and --help must not wait for them (hence PLC0415).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, get_args

import typer

from onrecord.cli.app import app, examples
from onrecord.cli.options import (
    ActOption,
    Actor,
    AsOf,
    FormatOption,
    KnownAt,
    On,
    Outlet,
    Paths,
    Published,
    QuestionOption,
    RecordFile,
    Since,
    Until,
    check_period,
    either,
    side_of,
)
from onrecord.model import Side
from onrecord.settings import Settings
from onrecord.show.formats import Format


@app.command(
    short_help="Read reports into the record.",
    epilog=examples(
        "onrecord add reports/",
        'onrecord add wire.jsonl --outlet "Coastal Wire"',
        "onrecord add saved.html --published 2023-02-03 --record fisheries.db",
    ),
)
def add(
    paths: Paths,
    published: Published = None,
    outlet: Outlet = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object, as docs/json.md says.")
    ] = False,
    record: RecordFile = None,
) -> None:
    """Read reports into the record and judge them on all kept questions.

    What is in the record already is passed over, so that the command may be stopped at any moment and run
    again. A report that cannot be used is refused by name, with the reason, and the rest goes on. One that
    was withdrawn stays so, which is told. The exit status is 0 where all was read, 3 where some was refused,
    and 1 where nothing was read.
    """
    from onrecord.cli import adding  # noqa: PLC0415

    settings = Settings.build(record=record)
    raise typer.Exit(adding.add_reports(paths, adding.ReadOptions(published, outlet), settings, as_json))


@app.command(
    epilog=examples(
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
    epilog=examples(
        "onrecord positions --question fisheries-ban",
        "onrecord positions --as-of 2023-03-01 --explicit",
        "onrecord positions --actor Norway --format csv > norway.csv",
        "onrecord positions --known-at 2023-04-01T09:00",
    ),
)
def positions(  # noqa: PLR0913, PLR0917 -- one parameter an option
    question: QuestionOption = None,
    as_of: AsOf = None,
    actor: Actor = None,
    explicit: Annotated[
        bool, typer.Option("--explicit", help="Only positions whose side is said in so many words.")
    ] = False,
    implied: Annotated[
        bool, typer.Option("--implied", help="Only positions whose side is implied; not with --explicit.")
    ] = False,
    act: ActOption = None,
    by_membership: Annotated[
        bool,
        typer.Option(
            "--by-membership",
            help="Count what an organisation (EU, NATO, ...) says for its members without their own word.",
        ),
    ] = False,
    known_at: KnownAt = None,
    form: FormatOption = Format.TABLE,
    record: RecordFile = None,
) -> None:
    """Show where every actor stands: its side, since when, who said it, in which words, by which reports.

    Beneath the table stand the positions that are not counted (claimed by another, unsure, by membership),
    the rule by which a row is made, and what the record covers. In json and csv every line has a `status`:
    count only those that are `counted`.
    """
    from onrecord.cli import asking  # noqa: PLC0415

    said = either(explicit, implied)
    wanted = asking.Wanted(question, as_of, actor, said, act, by_membership, known_at)
    asking.print_positions(Settings.build(record=record), wanted, form)


@app.command(
    short_help="List who said what.",
    epilog=examples(
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
    each: Annotated[
        bool, typer.Option("--each", help="A line for each place; without it one for each statement.")
    ] = False,
    form: FormatOption = Format.TABLE,
    record: RecordFile = None,
) -> None:
    """List who said what, in the order of the days on which it was said.

    The same words of the same speaker about the same day, quoted shorter or longer or translated twice, are
    one statement: the line is that of the earliest report, and says in how many others it stands.
    """
    from onrecord.cli import asking  # noqa: PLC0415

    check_period(since, until)
    wanted = asking.Sought(actor, speaker, since, until, act, about, each)
    asking.print_statements(Settings.build(record=record), wanted, form)


@app.command(
    short_help="List what is dated, in order.",
    epilog=examples(
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
    short_help="List what changed.",
    epilog=examples(
        "onrecord changes --since 2023-03-01",
        "onrecord changes --question fisheries-ban --format json",
    ),
)
def changes(
    question: QuestionOption = None,
    since: Since = None,
    actor: Actor = None,
    known_at: KnownAt = None,
    form: FormatOption = Format.TABLE,
    record: RecordFile = None,
) -> None:
    """List what changed: new actors, other sides, sides given up, firmer or weaker words.

    What was only said again is a number.

    Reports that were withdrawn or corrected, texts that were removed and what people decided stand on the day
    on which the record learned of it; what actors say, on the day they said it.
    """
    from onrecord.cli import asking  # noqa: PLC0415

    asking.print_changes(Settings.build(record=record), question, since, actor, known_at, form)


@app.command(
    short_help="Explain what positions can be traced to.",
    epilog=examples(
        "onrecord origins --question fisheries-ban",
        "onrecord origins --actor Norway --format json",
    ),
)
def origins(
    question: QuestionOption = None,
    as_of: AsOf = None,
    actor: Actor = None,
    form: FormatOption = Format.TABLE,
    record: RecordFile = None,
) -> None:
    """Explain how many independent origins carry each row of the table, which reports are one, and why.

    Reports are of one origin where one is a copy of the other, where both have the words from one agency,
    outlet or other relay, or where one outlet published both. Words that both quote are of one origin only
    together with another sign of it: one names the other's outlet as where it has them from, say.
    """
    from onrecord.cli import asking  # noqa: PLC0415

    asking.print_origins(Settings.build(record=record), question, as_of, actor, form)


@app.command(
    short_help="List what does not agree.",
    epilog=examples(
        "onrecord conflicts",
        "onrecord conflicts --question fisheries-ban --as-of 2023-03-01",
    ),
)
def conflicts(
    question: QuestionOption = None,
    as_of: AsOf = None,
    actor: Actor = None,
    known_at: KnownAt = None,
    form: FormatOption = Format.TABLE,
    record: RecordFile = None,
) -> None:
    """List what does not agree, with its evidence side by side; nothing of it is settled silently.

    One actor on two sides at one time, one statement that reports give differently, a position claimed by
    another against the actor's own word, and people who decided differently.
    """
    from onrecord.cli import asking  # noqa: PLC0415

    asking.print_conflicts(Settings.build(record=record), question, as_of, actor, known_at, form)


@app.command(
    short_help="Find words in statements and reports.",
    epilog=examples(
        "onrecord search trawling ban",
        "onrecord search '\"deep sea\" treaty' --actor Iceland --since 2023-01-01",
        "onrecord search trawling --speaker Moen --side against",
    ),
)
def search(  # noqa: PLR0913, PLR0917 -- one parameter an option
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS",
            help="All of them must be there, in any inflection; in quotation marks, side by side.",
            show_default=False,
        ),
    ],
    actor: Actor = None,
    speaker: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Only statements of who is so called: a part of the name or the office.",
            show_default=False,
        ),
    ] = None,
    side: Annotated[
        Side | None,
        typer.Option(
            parser=side_of,
            metavar="SIDE",
            help=f"Only statements read as taking it, on any question: {', '.join(get_args(Side))}.",
            show_default=False,
        ),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only reports of this outlet.", show_default=False)
    ] = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many of each kind at most.")] = 20,
    form: FormatOption = Format.TABLE,
    record: RecordFile = None,
) -> None:
    """Find the statements and the reports that hold words, the best first; where more than 200 hold them,
    those that were recorded last. With --actor, --speaker or --side only statements are looked for.
    """
    from onrecord.cli import asking  # noqa: PLC0415

    check_period(since, until)
    sought = asking.Searched(" ".join(words), actor, speaker, side, outlet, since, until, limit)
    asking.print_hits(Settings.build(record=record), sought, form)


@app.command(
    short_help="Say whom a phrase means on a day.",
    epilog=examples(
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
    epilog=examples(
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
