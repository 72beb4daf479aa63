"""JSON Lines: streamed, each line a report or a refusal with its number."""

from __future__ import annotations

import gzip
import hashlib
import json
import tracemalloc
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Refusal, Report
from onrecord.read import ReadOptions, read_reports

BODY = "Ruritania will not recognise the vote, Foreign Minister Rudolf Sapt said on Friday."
GOOD = {
    "id": "r1",
    "published": "2022-09-30",
    "outlet": "Courier",
    "title": "No",
    "url": "https://c.example/1",
    "text": BODY,
}


def line(**fields: object) -> str:
    return json.dumps({"published": "2022-09-30", "text": BODY} | fields)


def read(
    folder: Path, content: str | bytes, name: str = "a.jsonl", options: ReadOptions | None = None
) -> list[Report | Refusal]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_reports([path], options or ReadOptions()))


def test_a_line_is_a_report(tmp_path: Path) -> None:
    raw = json.dumps(GOOD)
    (report,) = read(tmp_path, raw + "\n")
    assert report == Report(
        id="r1",
        path=str(tmp_path / "a.jsonl"),
        text=BODY,
        published=date(2022, 9, 30),
        outlet="Courier",
        title="No",
        url="https://c.example/1",
        language="en",
        digest=hashlib.sha256(raw.encode()).hexdigest(),
    )


def test_only_text_is_required(tmp_path: Path) -> None:
    (report,) = read(tmp_path, json.dumps({"text": BODY}), options=ReadOptions(published=date(2022, 9, 30)))
    assert isinstance(report, Report)
    assert (report.id, report.outlet, report.title) == (hashlib.sha256(BODY.encode()).hexdigest(), None, None)


def test_ids(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "\n".join([line(id=17), line(url="https://c.example/2"), line(id="x", url="https://c.example/3")]),
    )
    assert [r.id for r in found if isinstance(r, Report)] == ["17", "https://c.example/2", "x"]


def test_blank_lines_windows_ends_a_byte_order_mark_and_other_keys_are_passed_over(tmp_path: Path) -> None:
    content = (
        b"\xef\xbb\xbf"
        + "\r\n".join(
            [line(id="a"), "", line(id="b", labels=[1, {"x": 2}], published="2022-09-30T10:00:00Z"), ""]
        ).encode()
    )
    found = read(tmp_path, content)
    assert [(r.id, r.published) for r in found if isinstance(r, Report)] == [
        ("a", date(2022, 9, 30)),
        ("b", date(2022, 9, 30)),
    ]


def test_gzip(tmp_path: Path) -> None:
    content = gzip.compress((line(id="a") + "\n" + line(id="b")).encode())
    assert [r.id for r in read(tmp_path, content, "a.jsonl.gz") if isinstance(r, Report)] == ["a", "b"]
    *_, broken = read(tmp_path, content[:-20], "b.jsonl.gz")
    assert isinstance(broken, Refusal)
    assert broken.reason.startswith("is broken gzip")
    (no_gzip,) = read(tmp_path, line(), "c.jsonl.gz")
    assert isinstance(no_gzip, Refusal)
    assert no_gzip.reason.startswith("is broken gzip")


def test_layout_is_found_in_the_text_of_a_line(tmp_path: Path) -> None:
    text = f"STRELSAU, Sept 29 (Reuters) - {BODY}\n\nPhoto: Ana Roth/AFP"
    (report,) = read(tmp_path, line(text=text))
    assert isinstance(report, Report)
    assert [(a.kind, a.span.of(text)) for a in report.asides] == [
        ("dateline", "STRELSAU, Sept 29 (Reuters) - "),
        ("credit", "Photo: Ana Roth/AFP"),
    ]
    assert (report.outlet, report.dateline) == ("Reuters", date(2022, 9, 29))


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('{"text": "Ruritania', "is broken JSON: "),
        ("Ruritania said no", "is broken JSON: "),
        ('{"text": "a"} {"text": "b"}', "is broken JSON: "),
        ("[" * 50_000, "is "),
        ('["Ruritania"]', "is not a report: Expected `object`, got `array`"),
        ('{"published": "2022-09-30"}', 'has no "text"'),
        ('{"text": null, "published": "2022-09-30"}', 'has no "text"'),
        (line(text=7), "is not a report: Expected `str | null`, got `int` - at `$.text`"),
        (line(published=20220930), "is not a report: Expected `str | null`, got `int` - at `$.published`"),
        (line(text=" \n"), "is empty"),
        (line(text="a\0b"), "is not text (it holds control characters)"),
        (line(published=None), "gives no date of publication"),
        (line(published=""), "gives no date of publication"),
        (line(published="2022-02-30"), "'2022-02-30' is no day of the calendar"),
        (line(published="2999-01-01"), "the date 2999-01-01 lies in the future"),
    ],
)
def test_a_bad_line_is_refused_with_its_number_and_the_rest_goes_on(
    tmp_path: Path, bad: str, reason: str
) -> None:
    first, refusal, last = read(tmp_path, f"{line(id='a')}\n{bad}\n{line(id='b')}\n")
    assert isinstance(refusal, Refusal), refusal
    assert refusal.line == 2
    assert refusal.reason.startswith(reason)
    assert str(refusal).startswith(f"{tmp_path / 'a.jsonl'}:2: ")
    assert [r.id for r in (first, last) if isinstance(r, Report)] == ["a", "b"]


def test_broken_encoding_in_a_line(tmp_path: Path) -> None:
    content = (
        line(id="a").encode() + b"\n" + '{"text": "Café"}'.encode("latin-1") + b"\n" + line(id="b").encode()
    )
    first, refusal, last = read(tmp_path, content)
    assert isinstance(refusal, Refusal)
    assert (refusal.line, refusal.reason) == (2, "broken encoding: the line is not UTF-8")
    assert isinstance(first, Report)
    assert isinstance(last, Report)


@pytest.mark.parametrize("content", ["", "\n\n \n"])
def test_an_empty_file(tmp_path: Path, content: str) -> None:
    (refusal,) = read(tmp_path, content)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.line) == ("is empty", None)


def test_a_text_over_the_limit(tmp_path: Path) -> None:
    first, refusal, last = read(
        tmp_path, "\n".join([line(id="a"), line(text="é" * 1_000_001), line(id="b", text="é" * 1_000_000)])
    )
    assert isinstance(refusal, Refusal)
    assert (refusal.line, refusal.reason) == (2, "holds 2,000,002 bytes of text")
    assert refusal.allowed == "at most 2,000,000 bytes of text a report"
    assert isinstance(first, Report)
    assert isinstance(last, Report)


def test_a_line_far_over_the_limit_is_never_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("w") as file:
        file.write(line(id="a") + '\n{"text": "')
        for _ in range(50):
            file.write("a" * 1_000_000)
        file.write('"}\n' + line(id="b") + "\n")
    list(read_reports([path]))  # the language model and the tables are loaded before memory is counted
    tracemalloc.start()
    first, refusal, last = list(read_reports([path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(refusal, Refusal)
    assert (refusal.line, refusal.reason) == (2, "is a line over the size limit")
    assert [r.id for r in (first, last) if isinstance(r, Report)] == ["a", "b"]
    assert peak < 20_000_000


def test_lines_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(line(id="a") + "\n")
    reports = read_reports([path])
    assert isinstance(next(reports), Report)
    with path.open("a") as file:
        file.write(line(id="b") + "\n")
    assert [r.id for r in reports if isinstance(r, Report)] == ["b"]


_text = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\r\t"), max_size=200)


@given(texts=st.lists(_text, min_size=1, max_size=5), ascii_only=st.booleans())
def test_the_text_comes_back_equal(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], ascii_only: bool
) -> None:
    written = [BODY + text for text in texts]
    lines = [
        json.dumps({"published": "2022-09-30", "text": text}, ensure_ascii=ascii_only) for text in written
    ]
    found = read(tmp_path_factory.mktemp("jsonl"), "\n".join(lines).encode())
    assert [r.text for r in found if isinstance(r, Report)] == written
