"""The command line: `commands` parses, its neighbours do the work with the verbs of pipeline and show."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import NoReturn

from onrecord.cli import (  # noqa: F401 -- they hang on `app`
    commands,
    question_commands,
    review_commands,
    serve_commands,
    upkeep_commands,
)
from onrecord.cli.app import app
from onrecord.model import OnrecordError

__all__ = ["app", "main"]

DEBUG_VARIABLE = "ONRECORD_DEBUG"
# A table is made of tens of thousands of small values that live to its end: to look for rings among them
# after each 700 (the default) takes a tenth of its time.
GC = (50_000, 20, 20)


def main(words: Sequence[str] | None = None) -> None:
    """Run one command, `words` or what the command line says, and leave with its exit status.

    0: all was read; 3: some was refused; 1: nothing was read, or a fault that is said in one sentence; 2: the
    command was not understood; 130: stopped by the user. Where the variable ``ONRECORD_DEBUG`` is set, a
    fault of ours shows where in the program it arose.
    """
    _speak_unicode()
    gc.set_threshold(*GC)
    debug = bool(os.environ.get(DEBUG_VARIABLE))
    if debug:
        logging.basicConfig()
        logging.getLogger("onrecord").setLevel(logging.DEBUG)
    try:
        app(words, prog_name="onrecord")
    except OnrecordError as fault:
        _leave(str(fault))
    except Exception as fault:
        if debug:
            raise
        what = f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
        _leave(f"a fault of ours: {what} (please tell the makers; {DEBUG_VARIABLE}=1 shows where it arose)")


def _leave(sentence: str) -> NoReturn:
    from onrecord.cli.printing import say  # noqa: PLC0415 -- rich loads slowly, and --help must not wait for it

    say(f"onrecord: {' '.join(sentence.split())}")
    sys.exit(1)


def _speak_unicode() -> None:
    """Let output hold any character: piped it is UTF-8, on a terminal what that lacks is replaced."""
    if not isinstance(sys.stdout, TextIOWrapper):
        return
    if sys.stdout.isatty():
        sys.stdout.reconfigure(errors="replace")
    else:
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
