"""The command line: `commands` parses, its neighbours do the work with the verbs of pipeline and show."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper

from onrecord.cli.commands import app
from onrecord.model import OnrecordError

__all__ = ["app", "main"]


def main(words: Sequence[str] | None = None) -> None:
    """Run one command, `words` or what the command line says, and leave with its exit status.

    0: all was read; 3: some was refused; 1: nothing was read, or a fault that is said in one sentence; 2: the
    command was not understood; 130: stopped by the user.
    """
    _speak_unicode()
    try:
        app(words, prog_name="onrecord")
    except OnrecordError as fault:
        print(f"onrecord: {fault}", file=sys.stderr)
        sys.exit(1)


def _speak_unicode() -> None:
    """Let output hold any character: piped it is UTF-8, on a terminal what that lacks is replaced."""
    if not isinstance(sys.stdout, TextIOWrapper):
        return
    if sys.stdout.isatty():
        sys.stdout.reconfigure(errors="replace")
    else:
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
