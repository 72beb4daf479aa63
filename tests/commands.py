"""Runs a command of the program as the shell would, and tells what it left behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from onrecord import cli


@dataclass(frozen=True)
class Told:
    """What a command left behind."""

    status: int
    out: str
    err: str


Run = Callable[..., Told]


def runner(captured: pytest.CaptureFixture[bytes]) -> Run:
    """A function that runs one command, given as its words."""

    def call(*words: str) -> Told:
        captured.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main(words)
        out, err = captured.readouterr()
        return Told(int(left.value.code or 0), out.decode(), err.decode())

    return call
