"""The settings of one call, built once at the edge (the command line) and handed in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

RECORD_VARIABLE = "ONRECORD_RECORD"
DEFAULT_RECORD = Path("onrecord.db")
SIZE_LIMIT = 2_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the record lies and what a call may use.

    `threads` are those of the statement model, `size_limit` is in bytes of text a report.
    """

    record: Path = DEFAULT_RECORD
    threads: int = 1
    size_limit: int = SIZE_LIMIT

    @classmethod
    def build(
        cls,
        record: Path | None = None,
        threads: int | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Settings:
        """Return the settings from what the command line gave (None: not given), else the environment, else
        the default.

        The record is `record`, else the variable ``ONRECORD_RECORD``, else ``./onrecord.db``; `threads` are
        the processors that this process may use where none are given.
        """
        known = os.environ if environment is None else environment
        named = known.get(RECORD_VARIABLE) or None
        return cls(
            record=record or (Path(named) if named else DEFAULT_RECORD),
            threads=threads or _processors(),
        )


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1
