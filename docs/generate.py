"""Write docs/commands.md from the program's own help, so that it cannot say anything else: `make docs`.

Where `make demo` has left its record, the table that opens the README is written anew too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from typer.testing import CliRunner

from onrecord.cli import app

PAGE = Path(__file__).parent / "commands.md"
WIDTH = 96
README = PAGE.parent.parent / "README.md"
DEMO = PAGE.parent.parent / "demo" / "demo.db"
QUESTION = "nato-accession-sweden"
TABLE_WIDTH = 104
MARKS = ("<!-- table: written by `make demo docs` -->", "<!-- end of table -->")
OPENING = """# Commands

What `onrecord COMMAND --help` prints, command by command. This page is written by `make docs`: to change it,
change the help in `src/onrecord/cli/`.

Exit status of every command: 0 all was read, or asked and answered; 3 some of the input was refused, by name,
on standard error; 1 nothing was read, or a fault, told in one sentence; 2 the command was not understood;
130 stopped with Ctrl-C.
"""


def commands() -> Iterator[tuple[str, ...]]:
    """Walk the words of every command, the program itself first: (), ("add",), ("questions", "add"), ..."""
    yield from _beneath(typer.main.get_command(app), ())


def _beneath(command: Any, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield words
    for name, inner in getattr(command, "commands", {}).items():
        yield from _beneath(inner, (*words, name))


def help_of(words: tuple[str, ...]) -> str:
    """Print the help of a command as a terminal of `WIDTH` columns shows it."""
    result = CliRunner().invoke(
        app,
        [*words, "--help"],
        prog_name="onrecord",
        terminal_width=WIDTH,
        color=False,
        catch_exceptions=False,
    )
    return "\n".join(line.rstrip() for line in result.output.strip().splitlines())


def page() -> str:
    """Write the whole page."""
    parts = [OPENING]
    for words in commands():
        name = " ".join(["onrecord", *words])
        parts.append(f"## {name}\n\n```text\n{help_of(words)}\n```\n")
    return "\n".join(parts)


def table() -> str:
    """Print the demo's table of one question, as a terminal of `TABLE_WIDTH` columns shows it."""
    words = ["positions", "--question", QUESTION, "--record", str(DEMO)]
    result = CliRunner().invoke(app, words, env={"COLUMNS": str(TABLE_WIDTH)}, catch_exceptions=False)
    return "\n".join(line.rstrip() for line in result.output.strip().splitlines())


def opened(readme: str) -> str:
    """Put the demo's table between its two marks in the README."""
    before, _, rest = readme.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    shown = f"```text\n$ onrecord positions --question {QUESTION}\n{table()}\n```"
    return f"{before}{MARKS[0]}\n{shown}\n{MARKS[1]}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"written: {PAGE.name}")
    if DEMO.exists():
        README.write_text(opened(README.read_text("utf-8")), encoding="utf-8")
        print(f"written: the table of {README.name}")
