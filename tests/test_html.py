"""Saved pages: the main text that is found is the text of the report."""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Refusal, Report
from onrecord.read import ReadOptions, read_reports

PARAGRAPHS = """
STRELSAU, Sept 29 (Reuters) - Ruritania will not recognise the results of the vote held in the border \
district, Foreign Minister Rudolf Sapt said on Thursday.
“The vote was neither free nor fair,” Sapt told reporters in the capital. “We do not recognise the results, \
and we call on our neighbours to do the same.”
READ MORE: What the vote means for the border district
The district has been held by troops from the north since February, and most of its people have fled to the \
south, according to the Red Cross.
""".strip().splitlines()
HEAD = """<title>Ruritania rejects the vote | The Daily Courier</title>
<meta property="og:title" content="Ruritania rejects the vote">
<meta property="og:site_name" content="The Daily Courier">
<meta property="article:published_time" content="2022-09-30T08:00:00+13:00">
<link rel="canonical" href="https://courier.example/world/1">"""


def page(paragraphs: list[str], head: str = HEAD) -> str:
    body = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body> <nav><a
    href="/">Home</a> <a href="/world">World</a></nav> <article><h1>Ruritania rejects the
    vote</h1>{body}</article><footer>Imprint and contact</footer></body></html>"""


def read(
    folder: Path, content: str | bytes, name: str = "a.html", options: ReadOptions | None = None
) -> Report | Refusal:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (result,) = read_reports([path], options or ReadOptions())
    return result


def test_main_text_title_date_outlet_and_url(tmp_path: Path) -> None:
    report = read(tmp_path, page(PARAGRAPHS))
    assert isinstance(report, Report), report
    assert [paragraph for paragraph in PARAGRAPHS if paragraph not in report.text] == []
    assert "Imprint" not in report.text
    assert "Home" not in report.text
    assert (report.title, report.published) == ("Ruritania rejects the vote", date(2022, 9, 30))
    assert (report.outlet, report.url, report.language) == (
        "The Daily Courier",
        "https://courier.example/world/1",
        "en",
    )
    assert report.id == report.url


def test_layout_counts_in_the_text_that_reading_produced(tmp_path: Path) -> None:
    report = read(tmp_path, page(PARAGRAPHS), "a.htm")
    assert isinstance(report, Report)
    assert [(a.kind, a.span.of(report.text)) for a in report.asides] == [
        ("dateline", "STRELSAU, Sept 29 (Reuters) - "),
        ("link", "READ MORE: What the vote means for the border district"),
    ]
    assert (report.dateline, report.place) == (date(2022, 9, 29), "Strelsau")


def test_the_caller_overrides_the_page(tmp_path: Path) -> None:
    report = read(
        tmp_path, page(PARAGRAPHS), options=ReadOptions(published=date(2022, 10, 1), outlet="Times")
    )
    assert isinstance(report, Report)
    assert (report.published, report.outlet) == (date(2022, 10, 1), "Times")


def test_a_page_in_another_encoding_says_so_itself(tmp_path: Path) -> None:
    text = page([*PARAGRAPHS[:2], "Der Außenminister, Müller, sagte: Café."]).replace("utf-8", "windows-1252")
    report = read(tmp_path, text.encode("windows-1252"))
    assert isinstance(report, Report)
    assert "Der Außenminister, Müller, sagte: Café." in report.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is empty"),
        ("<html><head><title>Courier</title></head><body></body></html>", "is a page without a main text"),
        (
            "<html><body><script>var a = 1;</script><img src='a.png'></body></html>",
            "is a page without a main text",
        ),
        (b"<html>\x00\x01\x02</html>", "is not text (it holds zero bytes)"),
        (page(PARAGRAPHS, head="<title>Ruritania rejects the vote</title>"), "gives no date of publication"),
        (
            page(PARAGRAPHS, head=HEAD.replace("2022-09-30", "2999-09-30")),
            "the date 2999-09-30 lies in the future",
        ),
    ],
)
def test_refused_by_name_with_the_reason(tmp_path: Path, content: str | bytes, reason: str) -> None:
    refusal = read(tmp_path, content)
    assert isinstance(refusal, Refusal), refusal
    assert (refusal.path, refusal.reason) == (str(tmp_path / "a.html"), reason)


def test_a_page_over_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.html"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: pytest.fail("it was read"))
    (refusal,) = read_reports([path])
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "holds 50,000,000 bytes"
    assert "2,000,000 bytes of text a report" in refusal.allowed


def test_a_page_may_hold_more_markup_than_text(tmp_path: Path) -> None:
    options = ReadOptions(size_limit=2_000)
    assert isinstance(
        read(tmp_path, page(PARAGRAPHS, HEAD + f"<style>{'a' * 4_000}</style>"), options=options), Report
    )
    refusal = read(tmp_path, page(PARAGRAPHS * 4), options=options)
    assert isinstance(refusal, Refusal)
    assert refusal.reason.endswith("bytes of text")


_words = st.text(
    st.characters(categories=["Lu", "Ll", "Nd", "Po", "Pi", "Pf", "Sc"]), min_size=1, max_size=12
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(_words, min_size=3, max_size=12).map(" ".join), max_size=4))
def test_offsets_hold_in_whatever_is_found(
    tmp_path_factory: pytest.TempPathFactory, added: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("html")
    content = page([*PARAGRAPHS, *added, "Rudolf Sapt speaks on Friday. (AP Photo/Ana Roth)"])
    report = read(folder, content)
    assert isinstance(report, Report)
    assert report == read(folder, content)
    spans = [a.span for a in report.asides]
    assert all(
        0 <= s.start < s.end <= len(report.text) and s.of(report.text) == s.of(report.text).lstrip()
        for s in spans
    )
    assert "STRELSAU, Sept 29 (Reuters) - " in [s.of(report.text) for s in spans]
