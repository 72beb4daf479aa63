"""Files, folders and batches: everything is read in order, and what cannot be is named."""

from __future__ import annotations

import gzip
import json
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from onrecord.model import Refusal, Report
from onrecord.read import ReadOptions, count_reports, read_reports

BODY = "Ruritania will not recognise the vote, Foreign Minister Rudolf Sapt said on Friday."
TEXT = f"date 2022-09-30 {BODY}"
PAGE = f"<html><body><article><h1>No</h1><p>{BODY}</p><p>{BODY} He spoke.</p></article></body></html>"


def write(path: Path, content: str | bytes = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def names(results: list[Report | Refusal], folder: Path) -> list[str]:
    return [str(Path(r.path).relative_to(folder)) for r in results if isinstance(r, Report)]


def test_a_folder_is_walked_in_order_hidden_and_other_files_left_out(tmp_path: Path) -> None:
    for name in ["b.txt", "a/z.md", "a/b/c.TXT", "c.txt", ".hidden.txt", ".git/x.txt", "notes.csv", "b.txt~"]:
        write(tmp_path / name)
    write(tmp_path / "d.jsonl", json.dumps({"published": "2022-09-30", "text": BODY}))
    write(tmp_path / "e.html", PAGE)
    results = list(read_reports([tmp_path], ReadOptions(published=date(2022, 9, 30))))
    assert [r for r in results if isinstance(r, Refusal)] == []
    assert names(results, tmp_path) == ["a/b/c.TXT", "a/z.md", "b.txt", "c.txt", "d.jsonl", "e.html"]


def test_paths_keep_the_order_in_which_they_are_named(tmp_path: Path) -> None:
    first, second = write(tmp_path / "z.txt"), write(tmp_path / "a" / "b.txt")
    assert names(list(read_reports([first, tmp_path / "a", first])), tmp_path) == [
        "z.txt",
        "a/b.txt",
        "z.txt",
    ]
    assert second.exists()


def test_a_hidden_file_named_directly_is_read(tmp_path: Path) -> None:
    (report,) = read_reports([write(tmp_path / ".a.txt")])
    assert isinstance(report, Report)


def refused(path: Path) -> Refusal:
    (refusal,) = read_reports([path])
    assert isinstance(refusal, Refusal), refusal
    assert refusal.path == str(path)
    return refusal


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("report.pdf", "ends in '.pdf', which is not read"),
        ("report.txt.zip", "ends in '.zip', which is not read"),
        ("report", "has no ending that is read"),
    ],
)
def test_another_ending_named_directly_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    refusal = refused(write(tmp_path / name))
    assert refusal.reason == reason
    assert ".txt, .md, .jsonl" in refusal.allowed


@pytest.mark.parametrize("name", ["none.txt", "none.jsonl", "none.html", "none.jsonl.gz", "none"])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    assert str(refused(tmp_path / name)) == f"{tmp_path / name}: is not there (name a file or folder that is)"


def test_a_link_that_leads_nowhere_and_one_that_leads_to_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "b.txt")
    first, second = read_reports([tmp_path])
    assert isinstance(first, Refusal)
    assert first.reason == "cannot be read: No such file or directory"
    assert isinstance(second, Refusal)
    assert second.reason == "cannot be read: Too many levels of symbolic links"


def test_a_folder_named_like_a_report_is_walked(tmp_path: Path) -> None:
    (tmp_path / "x.txt").mkdir()
    assert refused(tmp_path / "x.txt").reason == "is a folder that holds no reports"


def test_a_pipe_named_like_a_report_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert refused(tmp_path / "a.txt").reason == "is not a regular file"


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.html"])
def test_a_file_that_this_user_may_not_read(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / name)

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    refusal = refused(path)
    assert (refusal.reason, refusal.allowed) == (
        "cannot be read: Permission denied",
        "a file that this user may read",
    )


def test_a_folder_that_this_user_may_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", forbidden)
    assert refused(tmp_path).reason == "cannot be read: Permission denied"


def test_a_name_too_long_for_the_disk_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    refusal, also, report = read_reports(
        [tmp_path / f"{'a' * 300}.txt", tmp_path / ("a" * 300), write(tmp_path / "b.txt")]
    )
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "cannot be read: File name too long"
    assert isinstance(also, Refusal)
    assert isinstance(report, Report)


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="there every name is Unicode")
@pytest.mark.parametrize("content", [TEXT, ""])
def test_a_name_that_is_no_text_is_shown_with_the_odd_byte_as_a_number(tmp_path: Path, content: str) -> None:
    path = write(Path(os.fsdecode(os.fsencode(tmp_path / "caf") + b"\xe9.txt")), content)
    (result,) = read_reports([path])
    assert isinstance(result, Report if content else Refusal)
    assert result.path == str(tmp_path / "caf\\xe9.txt")


def test_a_page_that_breaks_the_library_is_refused_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("trafilatura.bare_extraction", break_down)
    refusal, report = read_reports([write(tmp_path / "a.html", PAGE), write(tmp_path / "b.txt")])
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "cannot be read as a page (RecursionError)"
    assert isinstance(report, Report)


def test_what_there_is_to_read_is_counted_before_it_is_read(tmp_path: Path) -> None:
    line = json.dumps({"published": "2022-09-30", "text": BODY})
    write(tmp_path / "a.txt")
    write(tmp_path / "notes.pdf")
    write(tmp_path / ".hidden" / "b.txt")
    write(tmp_path / "c.jsonl", f"{line}\n{{broken\n{line}")
    write(tmp_path / "d.jsonl", "")
    paths = [tmp_path, tmp_path / "none.jsonl"]
    assert count_reports(paths) == len(list(read_reports(paths))) == 6
    assert count_reports([write(tmp_path / "e.jsonl.gz", gzip.compress(line.encode()))]) is None


def test_a_folder_that_leads_back_into_itself(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    report, refusal = read_reports([tmp_path])
    assert isinstance(report, Report)
    assert refusal == Refusal(
        str(tmp_path / "a" / "loop"), "is a folder that leads back into itself", "folders without loops"
    )


def test_an_empty_folder(tmp_path: Path) -> None:
    assert refused(tmp_path).reason == "is a folder that holds no reports"


def test_of_a_hundred_reports_with_seven_bad_ones_ninety_three_are_read_and_seven_named(
    tmp_path: Path,
) -> None:
    bad: dict[str, str | bytes] = {
        "005.txt": "",
        "017.txt": b"\x00\x01\x02\x03",
        "023.txt": "date 2022-09-30 Café".encode("latin-1"),
        "041.txt": BODY,
        "066.txt": f"date 2022-02-30 {BODY}",
        "078.txt": f"date 2999-01-01 {BODY}",
        "099.txt": b"a" * 2_000_001,
    }
    for number in range(100):
        name = f"{number:03}.txt"
        write(tmp_path / name, bad.get(name, f"{TEXT} Report {number}."))
    results = list(read_reports([tmp_path]))
    assert len(names(results, tmp_path)) == 93
    refusals = [r for r in results if isinstance(r, Refusal)]
    assert [Path(r.path).name for r in refusals] == sorted(bad)
    assert all("\n" not in str(r) and r.allowed in str(r) for r in refusals)
    assert [Path(r.path).name for r in results] == [f"{number:03}.txt" for number in range(100)]


def test_reading_takes_no_part_in_the_result(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{n}.txt", f"{TEXT} Report {n}. (ANI)") for n in range(5)]
    together = list(read_reports(paths))
    assert [next(iter(read_reports([path]))) for path in reversed(paths)] == list(reversed(together))
