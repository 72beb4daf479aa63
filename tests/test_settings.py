"""Where the record lies: what is given wins over the environment, and that over the default."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.settings import Settings


@pytest.mark.parametrize(
    ("given", "environment", "record"),
    [
        (None, {}, "onrecord.db"),
        (None, {"ONRECORD_RECORD": "news.db"}, "news.db"),
        (None, {"ONRECORD_RECORD": ""}, "onrecord.db"),
        (Path("mine.db"), {"ONRECORD_RECORD": "news.db"}, "mine.db"),
    ],
)
def test_where_the_record_lies(given: Path | None, environment: dict[str, str], record: str) -> None:
    assert Settings.build(given, environment=environment).record == Path(record)


def test_threads_are_those_given_else_the_processors() -> None:
    assert Settings.build(threads=3).threads == 3
    assert Settings.build().threads >= 1
