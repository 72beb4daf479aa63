"""How results reach the terminal: wide enough for a table, and whole where a program reads them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from rich.console import Console

from onrecord.model import OnrecordError
from onrecord.show.tables import Printed
from onrecord.show.wording import one_line

PIPED_WIDTH = 110
WIDEST = 150  # beyond it lines grow too long to read


class OutputError(OnrecordError):
    """A file that cannot be written."""

    def __init__(self, path: Path, fault: OSError) -> None:
        super().__init__(
            f"{path} cannot be written: {fault.strerror or fault} (name a file in a folder of yours)"
        )


def console() -> Console:
    """Make the console of standard output: as wide as the terminal, 110 columns where there is none."""
    wide = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    if wide.is_terminal:
        wide.width = min(wide.width, WIDEST)
    elif not os.environ.get("COLUMNS"):
        wide.width = PIPED_WIDTH
    return wide


def put(printed: Printed) -> None:
    """Print a listing; what is text already goes out as it is."""
    if isinstance(printed, str):
        sys.stdout.write(printed)
    elif (screen := console()).is_terminal:
        screen.print(printed)
    else:
        with screen.capture() as held:
            screen.print(printed)
        sys.stdout.write("\n".join(line.rstrip() for line in held.get().split("\n")))
    sys.stdout.flush()


def say(line: object) -> None:
    """Print one line on standard error; names and words of inputs in it cannot steer a terminal."""
    print(one_line(str(line)), file=sys.stderr, flush=True)


def write_page(page: str, output: Path | None, what: str) -> None:
    """Write a page to a file and say so, calling it `what`; to standard output where none is named, or "-".

    Raises `OutputError` where the file cannot be written.
    """
    if output is None or str(output) == "-":
        sys.stdout.write(page)
        sys.stdout.flush()
        return
    try:
        output.write_text(page, encoding="utf-8", newline="\n")
    except OSError as fault:
        raise OutputError(output, fault) from fault
    print(f"{what} is written to {output}.")
