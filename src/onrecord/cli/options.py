"""The arguments and options that several commands take, each with its type, its check and its help."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Annotated, cast, get_args

import typer

from onrecord.model import Act, Side
from onrecord.show.formats import Format


def day_of(value: str | date) -> date:
    """Read a day that was typed. Raises a usage error."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no day; write it as YYYY-MM-DD.") from None


def act_of(value: str) -> Act:
    """Read an act that was typed. Raises a usage error."""
    if value not in get_args(Act):
        raise typer.BadParameter(f"{value!r} is no act; the acts are {', '.join(get_args(Act))}.")
    return cast("Act", value)


def side_of(value: str) -> Side:
    """Read a side that was typed. Raises a usage error."""
    if value not in get_args(Side):
        raise typer.BadParameter(f"{value!r} is no side; the sides are {', '.join(get_args(Side))}.")
    return cast("Side", value)


def either(explicit: bool, implied: bool) -> bool | None:
    """Return what `--explicit` and `--implied` come to: True, False, None for neither. Raises a usage error
    where both are given.
    """
    if explicit and implied:
        raise typer.BadParameter("--explicit and --implied exclude each other; give one, or none for both.")
    return explicit if explicit or implied else None


def _format(value: str) -> Format:
    if value not in tuple(Format):
        raise typer.BadParameter(f"{value!r} is no format; the formats are {', '.join(Format)}.")
    return Format(value)


def check_period(since: date | None, until: date | None) -> None:
    """Raise a usage error where a period ends before it begins: no day lies in it."""
    if since is not None and until is not None and since > until:
        raise typer.BadParameter(f"--since {since} is later than --until {until}.")


def moment_of(value: str) -> str:
    """Read a moment that was typed, in UTC where it names no zone; a day alone means its end. Returns it as
    the record writes its times. Raises a usage error.
    """
    try:
        if len(value) == len("YYYY-MM-DD"):
            moment = datetime.combine(date.fromisoformat(value), time.max, UTC)
        else:
            moment = datetime.fromisoformat(value)
        moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):  # also what another zone puts outside the calendar
        raise typer.BadParameter(
            f"{value!r} is no moment; write it as YYYY-MM-DD or YYYY-MM-DDTHH:MM, in UTC."
        ) from None
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH",
        help="Files (.txt, .md, .html, .htm, .jsonl, .jsonl.gz), or folders of them.",
        show_default=False,
    ),
]
Published = Annotated[
    date | None,
    typer.Option(
        parser=day_of,
        metavar="DATE",
        help="The day of publication, whatever the reports say.",
        show_default=False,
    ),
]
Outlet = Annotated[
    str | None, typer.Option(metavar="NAME", help="The outlet, whatever the reports say.", show_default=False)
]
RecordFile = Annotated[
    Path | None,
    typer.Option(
        "--record",
        metavar="FILE",
        help="The file of the record. Without it: the variable ONRECORD_RECORD, else ./onrecord.db.",
        show_default=False,
    ),
]
AsOf = Annotated[
    date | None,
    typer.Option(parser=day_of, metavar="DATE", help="Show what was so on that day.", show_default=False),
]
KnownAt = Annotated[
    str | None,
    typer.Option(
        "--known-at",
        parser=moment_of,
        metavar="MOMENT",
        help="Show what the record said at that moment (UTC; a day alone: at its end).",
        show_default=False,
    ),
]
QuestionOption = Annotated[
    str | None, typer.Option("--question", metavar="ID", help="Only this question.", show_default=False)
]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="NAME",
        help="Who decides. Without it: the variable ONRECORD_CODER, else the name you are logged in by.",
        show_default=False,
    ),
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why.", show_default=False)]
ReportName = Annotated[
    str,
    typer.Argument(
        metavar="REPORT",
        help="A report: its ref such as R3, its id, its address or its path.",
        show_default=False,
    ),
]
Actor = Annotated[
    str | None,
    typer.Option(metavar="ACTOR", help="Only this actor: its code or its name.", show_default=False),
]
Since = Annotated[
    date | None, typer.Option(parser=day_of, metavar="DATE", help="From that day on.", show_default=False)
]
Until = Annotated[
    date | None, typer.Option(parser=day_of, metavar="DATE", help="Up to that day.", show_default=False)
]
On = Annotated[
    date | None,
    typer.Option(
        "--on",
        parser=day_of,
        metavar="DATE",
        help="The day that is asked about; else today.",
        show_default=False,
    ),
]
ActOption = Annotated[
    Act | None,
    typer.Option(
        "--act",
        parser=act_of,
        metavar="ACT",
        help=f"Only what does this: {', '.join(get_args(Act))}.",
        show_default=False,
    ),
]
FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        parser=_format,
        metavar="FORMAT",
        help=f"How to print it: {', '.join(Format)}.",
        show_default="table",
    ),
]
QuestionFile = Annotated[
    Path, typer.Argument(metavar="FILE.toml", help="A file of questions, in TOML.", show_default=False)
]
QuestionId = Annotated[
    str | None,
    typer.Argument(metavar="ID", help="The id of the new question, such as kosovo-2008.", show_default=False),
]
QuestionIds = Annotated[
    list[str] | None,
    typer.Argument(metavar="ID", help="Only these questions; without any, all.", show_default=False),
]
Title = Annotated[
    str | None, typer.Option(metavar="TITLE", help="A short name for tables.", show_default=False)
]
Proposition = Annotated[
    str | None,
    typer.Option(metavar="SENTENCE", help="The sentence that actors are for or against.", show_default=False),
]
About = Annotated[
    list[str] | None,
    typer.Option(
        "--about",
        metavar="PHRASE",
        help="A phrase by which reports fall under it; give the option once for each. Without any, phrases "
        "are taken from the proposition.",
        show_default=False,
    ),
]
AppendTo = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE.toml",
        help="Append it to this file of questions; without it, or with -, it is printed.",
        show_default=False,
    ),
]
