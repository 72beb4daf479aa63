"""What the user may type to see the record in a browser.

The work is imported when the command runs: the server loads slowly, and --help must not wait for it (hence
PLC0415).
"""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.app import app, examples
from onrecord.cli.options import RecordFile
from onrecord.settings import Settings


@app.command(
    short_help="Show the record in a browser.",
    epilog=examples(
        "onrecord serve --open",
        "onrecord serve --record fisheries.db --port 8080",
        "onrecord serve --read-only",
    ),
)
def serve(
    port: Annotated[
        int,
        typer.Option(min=0, max=65535, metavar="NUMBER", help="The port to listen on; 0 takes a free one."),
    ] = 8000,
    record: RecordFile = None,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Let nobody add, decide or ask; only show.")
    ] = False,
    opens: Annotated[bool, typer.Option("--open", help="Open the page in your browser.")] = False,
) -> None:
    """Serve the record as pages: read the tables, review what is unsure, add reports, ask questions.

    Only this machine can reach it. A browser may write once it has opened the address for that, which is
    printed and works once; all others read. A record is made where there is none, unless it is only to be
    read. Scripts use the same server at /api/v1 and write with the token that is printed. Ctrl-C ends it.
    """
    from onrecord.cli import serving  # noqa: PLC0415

    raise typer.Exit(serving.serve(Settings.build(record=record), port, read_only=read_only, opens=opens))
