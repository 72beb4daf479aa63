"""The program's command line itself; the modules `*_commands` hang their commands on it."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord import __version__


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


def examples(*lines: str) -> str:
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


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Stand before every command."""
