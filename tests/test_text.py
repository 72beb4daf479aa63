"""Text and Markdown files: what stands before the text, and that nothing in it moves."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Refusal, Report, Span
from onrecord.read import ReadOptions, read_reports

BODY = "Ruritania will not recognise the vote, Foreign Minister Rudolf Sapt said on Friday."
DAY = date(2022, 9, 30)


def read(
    folder: Path, content: str | bytes, name: str = "a.txt", options: ReadOptions | None = None
) -> Report | Refusal:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (result,) = read_reports([path], options or ReadOptions())
    return result


def report(
    folder: Path, content: str | bytes, name: str = "a.txt", options: ReadOptions | None = None
) -> Report:
    result = read(folder, content, name, options)
    assert isinstance(result, Report), result
    return result


@pytest.mark.parametrize(
    ("before", "front"),
    [
        ("date 2022-09-30 ", "date 2022-09-30 "),
        (" date 2022-09-30 ", " date 2022-09-30 "),
        ("\n\n  date 2022-09-30\n", "\n\n  date 2022-09-30\n"),
        ("date\t2022-09-30\t", "date\t2022-09-30\t"),
        ("published: 2022-09-30\n\n", "published: 2022-09-30\n"),
        (
            "---\npublished: 2022-09-30\nsubject: votes\n---\n",
            "---\npublished: 2022-09-30\nsubject: votes\n---\n",
        ),
        (
            "---\n# by hand\npublished: 2022-09-30\ntags:\n  - votes\n- borders\n\n---\n",
            "---\n# by hand\npublished: 2022-09-30\ntags:\n  - votes\n- borders\n\n---\n",
        ),
        ("---\r\ndate: 2022-09-30\r\n---\r\n", "---\r\ndate: 2022-09-30\r\n---\r\n"),
        (
            '---\npublished: "2022-09-30T08:00:00+13:00"\n...\n',
            '---\npublished: "2022-09-30T08:00:00+13:00"\n...\n',
        ),
    ],
)
def test_the_front_belongs_to_the_offsets_but_is_no_prose(tmp_path: Path, before: str, front: str) -> None:
    found = report(tmp_path, before + BODY)
    assert found.text == before + BODY
    assert found.published == DAY
    assert [(a.kind, a.span.of(found.text)) for a in found.asides] == [("front", front)]


def test_front_matter_gives_outlet_title_url_and_id(tmp_path: Path) -> None:
    fields = "published: 2022-09-30\nOutlet: Strelsau Times\ntitle: 'Ruritania: no'\nurl: https://courier.example/a\n"
    found = report(tmp_path, f"---\n{fields}---\n{BODY}")
    assert (found.outlet, found.title, found.url) == (
        "Strelsau Times",
        "Ruritania: no",
        "https://courier.example/a",
    )
    assert found.id == "https://courier.example/a"
    assert report(tmp_path, f"---\nid: 17\n{fields}---\n{BODY}").id == "17"


def test_an_id_is_the_digest_of_the_text_where_nothing_gives_one(tmp_path: Path) -> None:
    text = f"date 2022-09-30 {BODY}"
    found = report(tmp_path, text)
    assert found.id == found.digest == hashlib.sha256(text.encode()).hexdigest()
    marked = report(tmp_path, b"\xef\xbb\xbf" + text.encode())
    assert (marked.id, marked.digest) == (
        found.id,
        hashlib.sha256(b"\xef\xbb\xbf" + text.encode()).hexdigest(),
    )


@pytest.mark.parametrize(
    "text",
    [
        f"Published accounts: {BODY}",
        f"date palms grew in Zenda. {BODY}",
        f"--- {BODY}",
        f"---\n{BODY}\n---\n{BODY}",
        f"Sapt: {BODY}",
    ],
)
def test_prose_is_no_front(tmp_path: Path, text: str) -> None:
    assert report(tmp_path, text, options=ReadOptions(published=DAY)).asides == ()


def test_a_fence_that_is_never_closed_does_not_swallow_the_report(tmp_path: Path) -> None:
    for rest in (f"{BODY}\n", f"{BODY}\ntitle: Ruritania\n", f"{BODY}\n\n---\n\n{BODY}\n"):
        found = report(tmp_path, f"---\npublished: 2022-09-30\n\n{rest}")
        assert found.asides[0].span == Span(0, len("---\npublished: 2022-09-30\n"))
        assert found.title is None


def test_the_caller_overrides_the_file(tmp_path: Path) -> None:
    options = ReadOptions(published=date(2021, 1, 1), outlet="Courier")
    found = report(tmp_path, f"published: 2022-13-45\noutlet: Times\n\n{BODY}", options=options)
    assert (found.published, found.outlet) == (date(2021, 1, 1), "Courier")
    assert found.asides[0].kind == "front"


def test_the_outlet_comes_from_dateline_or_closing_mark_where_nothing_says_it(tmp_path: Path) -> None:
    opened = report(tmp_path, f"date 2022-09-30 STRELSAU, Sept 29 (Reuters) - {BODY}")
    assert (opened.outlet, opened.dateline, opened.place) == ("Reuters", date(2022, 9, 29), "Strelsau")
    assert [a.kind for a in opened.asides] == ["front", "dateline"]
    assert report(tmp_path, f"date 2022-09-30 {BODY} (ANI)").outlet == "ANI"
    assert report(tmp_path, f"outlet: Times\npublished: 2022-09-30\n\n{BODY} (ANI)").outlet == "Times"
    assert report(tmp_path, f"date 2022-09-30 {BODY}\n\nPhoto: Ana Roth/Reuters").outlet is None


def test_the_first_heading_of_markdown_is_its_title(tmp_path: Path) -> None:
    text = f"---\ndate: 2022-09-30\n---\n# Ruritania says no #\n\n{BODY}\n\n# More\n"
    assert report(tmp_path, text, "a.md").title == "Ruritania says no"
    assert report(tmp_path, text, "a.txt").title is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            f"date 2022-09-30 {BODY} The vote was held under the eyes of troops, he told reporters.",
            "en",
        ),
        (
            (
                "date 2022-09-30 Der Außenminister erklärte am Freitag, Ruritanien werde die Abstimmung "
                "nicht anerkennen, und rief die Nachbarn auf, dasselbe zu tun."
            ),
            "de",
        ),
        ("date 2022-09-30 Sapt: no.", "und"),
    ],
)
def test_language(tmp_path: Path, text: str, language: str) -> None:
    assert report(tmp_path, text).language == language


def test_utf16_with_a_byte_order_mark(tmp_path: Path) -> None:
    text = f"date 2022-09-30 “{BODY}”"
    assert report(tmp_path, text.encode("utf-16")).text == text


_text = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\r\t"), max_size=200)


@given(before=st.sampled_from(["date 2022-09-30 ", "published: 2022-09-30\n", ""]), body=_text)
def test_the_text_is_the_decoded_file_code_point_for_code_point(
    tmp_path_factory: pytest.TempPathFactory, before: str, body: str
) -> None:
    written = f"{before}{BODY}{body}"
    found = report(tmp_path_factory.mktemp("text"), written, options=ReadOptions(published=DAY))
    assert found.text == written
    if before:
        assert found.asides[0].span.of(written).strip() == before.strip()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is empty"),
        (" \n\t\n", "is empty"),
        ("date 2022-09-30 \n", "holds no text behind its date or front matter"),
        (b"\x7fELF\x02\x01\x00\x00" * 20, "is not text (it holds zero bytes)"),
        (b"%PDF-1.7 " + BODY.encode(), "is not text (its first bytes are those of another format)"),
        (b"\x89PNG\r\n\x1a\n" + b"\xff" * 40, "is not text (its first bytes are those of another format)"),
        (b"\xff\xfd\x01\x02\x03\x04" * 40, "is not text (it holds control bytes)"),
        (b"\x01\x02\x03 a" * 40, "is not text (it holds control characters)"),
        ("date 2022-09-30 Café in Zenda".encode("latin-1"), "broken encoding: byte 0xe9 at 19 is not UTF-8"),
        (b"\xff\xfe" + "Zenda".encode("utf-16-le") + b"a", "broken encoding: byte 0x61 at 12 is not UTF-16"),
        (BODY, "gives no date of publication"),
        (f"date 2022-02-30 {BODY}", "'2022-02-30' is no day of the calendar"),
        (f"date 2022-9-30 {BODY}", "'2022-9-30' is no day of the calendar"),
        (f"published: soon\n\n{BODY}", "'soon' is no day of the calendar"),
        (
            f"published: 2022-09-30\npublished: 2022-10-01\n\n{BODY}",
            "gives 'published' twice, with different values",
        ),
        (f"date 2999-01-01 {BODY}", "the date 2999-01-01 lies in the future"),
    ],
)
def test_refused_by_name_with_the_reason(tmp_path: Path, content: str | bytes, reason: str) -> None:
    refusal = read(tmp_path, content)
    assert isinstance(refusal, Refusal), refusal
    assert refusal.reason.endswith(reason)
    assert refusal.path == str(tmp_path / "a.txt")
    assert str(refusal).startswith(f"{refusal.path}: ")
    assert refusal.allowed in str(refusal)


def test_the_day_of_reading_is_not_in_the_future(tmp_path: Path) -> None:
    options = ReadOptions(today=date(2022, 9, 30))
    assert isinstance(read(tmp_path, f"date 2022-09-30 {BODY}", options=options), Report)
    refusal = read(tmp_path, f"date 2022-10-01 {BODY}", options=options)
    assert isinstance(refusal, Refusal)
    assert refusal.allowed == "a day not after 2022-09-30"


def test_what_a_refused_date_is_allowed_to_be(tmp_path: Path) -> None:
    refusal = read(tmp_path, BODY)
    assert isinstance(refusal, Refusal)
    assert "YYYY-MM-DD" in refusal.allowed
    assert "--published" in refusal.allowed


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    monkeypatch.setattr("onrecord.read.text.decode", lambda *_: pytest.fail("it was read"))
    (refusal,) = read_reports([path])
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.allowed) == (
        "holds 50,000,000 bytes",
        "at most 2,000,000 bytes of text a report",
    )


def test_the_limit_counts_bytes(tmp_path: Path) -> None:
    text = f"date 2022-09-30 {BODY}"
    assert isinstance(read(tmp_path, text, options=ReadOptions(size_limit=len(text))), Report)
    assert isinstance(read(tmp_path, text, options=ReadOptions(size_limit=len(text) - 1)), Refusal)
