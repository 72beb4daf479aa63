"""What one request may use up, and what is said where not the asker but the record is at fault."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier

import pytest
from web_record import Spy, bearing, fill_record, serve, sign_in

from onrecord.model import OnrecordError, Refusal, Report
from onrecord.read import ReadOptions, Room, read_reports
from onrecord.record import Record, UnknownQuestionError
from onrecord.record.errors import (
    DamagedRecordError,
    LockedError,
    NewerRecordError,
    NoRecordError,
    NotARecordError,
    PlaceError,
)
from onrecord.show import queries
from onrecord.show.web import handed
from onrecord.show.web.security import FIELD
from onrecord.show.web.site import environment

API = "/api/v1"
SLOW = 40  # as many as the server has threads


def at_once() -> ReadOptions:
    """The bounds of one request, of which nothing is taken."""
    return ReadOptions(room=Room(1_000_000, 100))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill_record(tmp_path_factory.mktemp("bounds") / "onrecord.db")


# --- connections ------------------------------------------------------------------------------------------


def test_readers_do_not_wait_for_each_other(kept: Path) -> None:
    with Record.open(kept, create=False) as record, ExitStack() as stack:
        open_now = [stack.enter_context(record.reading()) for _ in range(60)]
        assert len({id(one) for one in open_now}) == 60


def test_slow_requests_are_all_answered(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    together, coverage = Barrier(SLOW), queries.coverage

    def slow(record: Record) -> object:
        with record.reading():
            together.wait(20)  # each holds a connection until all of them do, and then takes another
            return coverage(record)

    monkeypatch.setattr(queries, "coverage", slow)
    with serve(kept) as client, ThreadPoolExecutor(SLOW) as threads:
        asked = [threads.submit(client.get, f"{API}/coverage") for _ in range(SLOW)]
        assert {one.result(30).status_code for one in asked} == {200}


# --- faults of the record ---------------------------------------------------------------------------------

PLACE = Path("onrecord.db")
FAULTS: dict[str, Callable[[], OnrecordError]] = {
    "no room": lambda: PlaceError(PLACE, "database or disk is full"),
    "damaged": lambda: DamagedRecordError(PLACE, "run 1 cannot be read back"),
    "held": lambda: LockedError(PLACE, 60),
    "another file": lambda: NotARecordError(PLACE),
    "newer": lambda: NewerRecordError(PLACE, 99, 1),
    "gone": lambda: NoRecordError(PLACE),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_the_record_is_told_as_ours(
    kept: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    fault = FAULTS[name]()

    def broken(*_: object, **__: object) -> object:
        raise fault

    monkeypatch.setattr(queries, "coverage", broken)
    with serve(kept) as client:
        answer = client.get(f"{API}/coverage")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    detail = answer.json()["detail"]
    assert detail == (fault.over_api or str(fault))
    assert "--record" not in detail, "an option of the command line is none of the API"


@pytest.mark.parametrize("address", ["/add", "/ask", "/review"])
def test_a_form_that_cannot_be_kept_comes_back_with_what_was_typed(kept: Path, address: str) -> None:
    fault = FAULTS["no room"]()

    def broken(*_: object) -> object:
        raise fault

    with serve(kept, handed.Verbs(add=broken, ask=broken, decide=broken)) as client:  # type: ignore[arg-type]
        sign_in(client)
        shown = client.get("/add").text
        token = shown.partition(f'name="{FIELD}" value="')[2].partition('"')[0]
        client.cookies.set("onrecord_person", "Ana")
        sent = {
            FIELD: token,
            "how": "paste",
            "text": "Norway agrees.",
            "published": "2023-03-10",
            "title": "Whales",
            "proposition": "Norway agrees.",
            "since": "2023-01-01",
            "question": "trawling-ban",
            "ref": "P4",
            "verdict": "accept",
        }
        answer = client.post(address, data=sent)
    assert answer.status_code == 503
    assert "database or disk is full" in answer.text
    assert address == "/review" or "Norway agrees." in answer.text


def test_a_record_that_cannot_be_written_is_told_to_a_script(kept: Path) -> None:
    def broken(*_: object) -> object:
        raise FAULTS["no room"]()

    verbs = Spy(kept).verbs()
    with serve(kept, handed.Verbs(add=verbs.add, decide=broken)) as client:  # type: ignore[arg-type]
        wanted = {"verdict": "accept", "ref": "P1", "person": "Cy"}
        answer = client.post(f"{API}/decisions", json=wanted, headers=bearing())
    assert answer.status_code == 503
    assert "disk is full" in answer.json()["detail"]


def test_nobody_is_silent_on_an_unknown_question(kept: Path) -> None:
    with Record.open(kept, create=False) as record, pytest.raises(UnknownQuestionError, match="trawling-ban"):
        queries.silent(record, "no-such")
    with serve(kept) as client:
        assert client.get(f"{API}/questions/no-such/silent").status_code == 404


def test_a_question_that_was_tried_on_nothing_is_shown() -> None:
    """Also where a verb leaves a kind out."""
    tried = handed.Tried("x", (), (), (), {"reports": 2}, {})
    template = environment().get_template("ask.html.j2")
    names = ("id", "title", "proposition", "since", "until", "replaces", "about")
    shown = template.render(
        typed=dict.fromkeys(names, ""), tried=tried, fault=None, there=None, writes=True,
        unsigned=False, categories=(), sides=(),
        record_name="r", navigation=(), path="/ask", csrf="c", csrf_field=FIELD, person="",
    )  # fmt: skip
    assert "Stored reports under it: 2" in shown
    assert "shortly outside its period: 0" in shown


# --- files of many reports --------------------------------------------------------------------------------

LINE = b'{"text": "Norway will back a ban.", "published": "2023-03-10"}\n'


def bomb(path: Path, content: bytes) -> Path:
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("blanks.jsonl.gz", b" " * 50_000_000),
        ("line ends.jsonl.gz", b"\n" * 50_000_000),
        ("refusals.jsonl.gz", b"{}\n" * 1_000_000),
        ("refusals.jsonl", b"{}\n" * 101),
        ("one line.jsonl.gz", LINE[:-3] + b"x" * 2_000_000 + b'"}'),
        ("reports.jsonl.gz", LINE * 101),
    ],
)
def test_a_file_that_holds_too_much_is_refused_whole(tmp_path: Path, name: str, content: bytes) -> None:
    path = bomb(tmp_path / name, content)
    (refused,) = read_reports([path], at_once())
    assert isinstance(refused, Refusal)
    assert "holds more than can be taken at once" in str(refused)
    assert "at most 100 lines and 1,000,000 bytes when unpacked" in str(refused)


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_a_file_within_the_bounds_is_read(tmp_path: Path, name: str) -> None:
    found = list(read_reports([bomb(tmp_path / name, LINE * 100)], at_once()))
    assert len(found) == 100
    assert all(isinstance(one, Report) for one in found)


def test_broken_gzip_is_still_told_as_that(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(LINE * 90)[:-9])
    told = list(read_reports([tmp_path / "a.jsonl.gz"], at_once()))
    assert "broken gzip" in str(told[-1])


def test_the_command_line_reads_files_of_any_size(tmp_path: Path) -> None:
    found = list(read_reports([bomb(tmp_path / "a.jsonl.gz", LINE * 500)], ReadOptions()))
    assert len(found) == 500
