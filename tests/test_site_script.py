"""The script of the pages: it runs under a policy without inline script, and makes no markup of words."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

SCRIPT = files("onrecord.show.web").joinpath("static", "site.js").read_text("utf-8")


@pytest.mark.parametrize(
    "way", ["eval", "Function", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "import"]
)
def test_it_runs_no_words_and_makes_no_markup_of_them(way: str) -> None:
    assert not re.search(rf"(?<![\w.-]){re.escape(way)}\b|\.{re.escape(way)}\b", code())


def test_it_sets_no_style_and_no_handler_in_an_attribute() -> None:
    assert not re.search(r"\.style\b|\bstyle\s*:|\.on[a-z]+\s*=|['\"]on[a-z]+['\"]", code())


def test_it_loads_from_this_server_only() -> None:
    assert "//" not in re.sub(r"/\\s\+/g|^#/", "", code())
    assert "new URL(answer.url).origin !== location.origin" in SCRIPT


def code() -> str:
    """The script without its comments."""
    return re.sub(r"(^|\s)//.*$|/\*.*?\*/", "", SCRIPT, flags=re.MULTILINE)
