"""Adding reports from a page: what is told meanwhile, who leaves, and how it comes to its end."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from served import Browser, served, small_record
from test_serving import Running, started

from onrecord.cli.writing import LINES, UNPACKED, Writer
from onrecord.model import OnrecordError
from onrecord.record import Record
from onrecord.settings import Settings
from onrecord.show import queries
from onrecord.show.web import Added, Incoming, Verbs
from onrecord.show.web.handed import Progress, Tell
from onrecord.show.web.under_way import AT_ONCE, REMEMBERED, Addings, BusyError, EndedError

ND = {"Accept": "application/x-ndjson"}
DONE = Added(2, 0, 0, ("b.txt: is empty",), (("story-1", "Talks in Bergen"),))
FIRST = Progress(1, 3, "Reports are read", None)
SECOND = Progress(2, 3, "Reports are read", "b.txt: is empty")


class Slow:
    """A verb that adds, and stays where it is until it is let go on."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault = fault
        self.goes_on = threading.Event()
        self.began = threading.Event()
        self.ended = threading.Event()

    def __call__(self, incoming: Sequence[Incoming], tell: Tell = lambda _: None, /) -> Added:
        tell(FIRST)
        tell(SECOND)
        self.began.set()
        try:
            assert self.goes_on.wait(20)
            if self.fault:
                raise self.fault
            tell(Progress(3, 3, "Reports are read"))
        finally:
            self.ended.set()
        return DONE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    small_record(tmp_path / "onrecord.db").close()
    return tmp_path / "onrecord.db"


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def app(path: Path, slow: Slow) -> Iterator[Any]:
    made = served(path, Verbs(add=slow))
    yield made
    slow.goes_on.set()
    made.state.site.addings.close()
    made.state.site.record.close()


def told(lines: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.splitlines()]


def files(*names: str) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", (name, b"date 2023-03-10 Norway agrees.")) for name in names]


# --- what is told -----------------------------------------------------------------------------------------


def test_progress_and_refusals_are_told_as_they_happen_and_the_end_has_an_address(
    app: Any, slow: Slow
) -> None:
    browser = Browser(app)
    form = browser.get("/add").form("/add", how="files")
    threading.Timer(0.4, slow.goes_on.set).start()
    answer = browser.client.post("/add", data=form, files=files("a.txt", "b.txt", "c.txt"), headers=ND)
    assert answer.headers["content-type"] == "application/x-ndjson"
    *steps, last = told(answer.text)
    assert [(step["done"], step["of"]) for step in steps][-2:] == [(2, 3), (3, 3)]
    assert [line for step in steps for line in step["told"]] == ["b.txt: is empty"]
    assert last["summary"] == "2 reports read (2 new); 1 not"
    page = browser.get(last["address"])
    assert "2 reports read (2 new); 1 not" in page.words
    assert page.link("Talks in Bergen") == "/reports/story-1"
    assert page.form("/add", how="files"), "and one may go on with others"


def test_without_a_script_the_answer_is_the_finished_page(app: Any, slow: Slow) -> None:
    browser = Browser(app)
    threading.Timer(0.2, slow.goes_on.set).start()
    form = browser.get("/add").form("/add", how="files")
    page = browser.post("/add", form, files=files("a.txt"))
    assert (page.status, "2 reports read (2 new); 1 not" in page.words) == (200, True)


def test_who_comes_back_finds_how_far_it_is(app: Any, slow: Slow) -> None:
    browser = Browser(app)
    adding = app.state.site.addings.begin(lambda tell: slow([], tell))
    assert slow.began.wait(10)
    address = browser.get("/add").link("Look at it")
    assert address == f"/add/{adding.name}"
    page = browser.client.get(address)
    assert page.headers["refresh"] == "2"
    assert "2 of 3" in page.text
    assert "b.txt: is empty" in page.text
    slow.goes_on.set()
    adding.result()
    page = browser.client.get(address)
    assert "refresh" not in page.headers
    assert "2 reports read (2 new); 1 not" in page.text
    assert "Look at it" not in browser.get("/add").words


def test_an_adding_that_nobody_knows_is_told(app: Any) -> None:
    assert Browser(app).get("/add/none").status == 404


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (OnrecordError("the record is held by another process"), "the record is held by another process"),
        (ZeroDivisionError("at line 7"), "a fault of onrecord (what it was stands in the log of the server)"),
    ],
)
def test_what_ends_it_is_told(path: Path, fault: Exception, said: str) -> None:
    slow = Slow(fault)
    slow.goes_on.set()
    app = served(path, Verbs(add=slow))
    browser = Browser(app)
    form = browser.get("/add").form("/add", how="files")
    answer = browser.client.post("/add", data=form, files=files("a.txt"), headers=ND)
    last = told(answer.text)[-1]
    assert last["fault"].startswith(said)
    assert "line 7" not in answer.text
    app.state.site.record.close()


def test_a_form_that_holds_nothing_is_told_as_a_line_too(app: Any) -> None:
    browser = Browser(app)
    form = browser.get("/add").form("/add", how="files")
    answer = browser.client.post("/add", data=form, files=[("files", ("", b""))], headers=ND)
    assert "no file was chosen" in told(answer.text)[-1]["fault"]


def test_who_is_not_signed_in_begins_nothing(app: Any, slow: Slow) -> None:
    browser = Browser(app)
    form = browser.get("/add").form("/add", how="files")
    browser.client.cookies.clear()
    answer = browser.client.post("/add", data=form, files=files("a.txt"), headers=ND)
    assert (answer.status_code, slow.began.is_set()) == (403, False)


# --- how many, and their end ------------------------------------------------------------------------------


def test_so_many_are_under_way_at_once_and_no_more() -> None:
    addings, slow = Addings(), Slow()
    begun = [addings.begin(lambda tell: slow([], tell)) for _ in range(AT_ONCE)]
    with pytest.raises(BusyError):
        addings.begin(lambda tell: slow([], tell))
    slow.goes_on.set()
    assert [one.result() for one in begun] == [DONE] * AT_ONCE
    assert addings.begin(lambda tell: slow([], tell)).result() == DONE


def test_the_latest_are_remembered() -> None:
    addings = Addings()
    begun = [addings.begin(lambda _: DONE) for _ in range(1)]
    for _ in range(REMEMBERED + 5):
        one = addings.begin(lambda _: DONE)
        one.result()
        begun.append(one)
    known = [addings.find(one.name) is not None for one in begun]
    assert (known[0], known[-1]) == (False, True)
    assert sum(known) <= REMEMBERED + 1


def test_a_server_that_ends_lets_each_come_to_the_end_of_its_report() -> None:
    addings, slow = Addings(), Slow()
    adding = addings.begin(lambda tell: slow([], tell))
    assert slow.began.wait(10)
    addings.stop()
    assert not adding.ended.is_set(), "the report that is being read is read to its end"
    slow.goes_on.set()
    with pytest.raises(EndedError, match="3 reports had been looked at"):
        adding.result()
    with pytest.raises(EndedError):
        addings.begin(lambda tell: slow([], tell))
    addings.close()


# --- with the pipeline behind it --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Writer:
    """Its models are loaded once."""
    path = tmp_path_factory.mktemp("real") / "onrecord.db"
    Record.open(path).close()
    return Writer(Settings(record=path, threads=1))


def line(number: int) -> bytes:
    text = f"Norway backs ban number {number}, it said."
    return json.dumps({"text": text, "published": "2023-04-01", "id": f"n{number}"}).encode() + b"\n"


def test_each_report_is_told_when_it_is_kept(writer: Writer) -> None:
    steps: list[Progress] = []
    content = line(1) + b"{}\n" + line(2)
    writer.add([Incoming("many.jsonl", content), Incoming("bad.txt", b"")], steps.append)
    counted = [(step.done, step.of) for step in steps if step.of]
    assert counted == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    assert [step.told.partition(":")[0] for step in steps if step.told] == ["many.jsonl", "bad.txt"]
    assert steps[-1].now == "The new reports are compared with the others"


def test_of_a_packed_file_it_is_not_told_how_many_there_are(writer: Writer) -> None:
    steps: list[Progress] = []
    writer.add([Incoming("many.jsonl.gz", gzip.compress(line(3) + line(4)))], steps.append)
    assert [(step.done, step.of) for step in steps][-2:] == [(1, None), (2, None)]


def test_what_was_read_before_it_is_ended_is_kept(writer: Writer) -> None:
    def tell(progress: Progress) -> None:
        if progress.done == 2:
            raise EndedError(2)

    content = b"".join(map(line, range(10, 15)))
    with pytest.raises(EndedError):
        writer.add([Incoming("cut.jsonl", content)], tell)
    assert writer.add([Incoming("cut.jsonl", content)]) == Added(
        3, 0, 2, (), tuple((f"n{n}", f"Norway backs ban number {n}, it said.") for n in (12, 13, 14))
    )


def test_who_waits_for_another_adding_is_told_so(writer: Writer) -> None:
    steps: list[Progress] = []
    with writer._adding:
        second = threading.Thread(target=writer.add, args=([Incoming("x.txt", b"")], steps.append))
        second.start()
        for _ in range(100):
            if steps:
                break
            time.sleep(0.05)
    second.join(20)
    assert steps[0].now == "Another adding comes first"
    assert steps[-1].told


# --- files of one name ------------------------------------------------------------------------------------

EARLY = "date 2023-06-01 Tonga backs the ban, it said."
LATER = "date 2023-06-01 Tonga backs the ban in part, it said."


def upload(writer: Writer, name: str, text: str, **more: Any) -> Added:
    return writer.add([Incoming(name, text.encode(), **more)])


def test_another_text_under_a_name_is_a_report_of_its_own_and_that_is_told(writer: Writer) -> None:
    first = upload(writer, "tonga.txt", EARLY)
    assert (first.new, first.apart) == (1, ())
    second = upload(writer, "tonga.txt", LATER)
    assert (second.new, second.changed, second.apart) == (1, 0, (("tonga.txt", "uploads/tonga.txt"),))
    again = upload(writer, "tonga.txt", LATER)
    assert (again.unchanged, again.apart) == (1, ())
    assert upload(writer, "tonga.txt", EARLY).unchanged == 1
    app = served(writer.settings.record, writer.verbs())
    browser = Browser(app)
    form = browser.get("/add").form("/add", how="files")
    page = browser.post("/add", form, files=[("files", ("tonga.txt", f"{LATER} Now.".encode()))])
    assert "The same name, another text" in page.words
    other = browser.get(page.link("what came under this name"))
    assert (other.status, "Tonga" in other.words, "in part" in other.words) == (200, True, False)
    assert "onrecord withdraw uploads/tonga.txt" in page.words
    app.state.site.record.close()


def test_a_new_version_of_a_file_is_one_where_it_is_said(writer: Writer) -> None:
    upload(writer, "samoa.txt", EARLY.replace("Tonga", "Samoa"))
    app = served(writer.settings.record, writer.verbs())
    browser = Browser(app)
    before = queries.coverage(app.state.site.record).reports
    form = browser.get("/add").form("/add", how="files") | {"follows": "1"}
    text = LATER.replace("Tonga", "Samoa").encode()
    page = browser.post("/add", form, files=[("files", ("samoa.txt", text))])
    assert "1 report read (1 changed)" in page.words
    assert "The same name, another text" not in page.words
    assert queries.coverage(app.state.site.record).reports == before
    view = queries.report_view(app.state.site.record, "uploads/samoa.txt")
    assert [version.in_force for version in view.versions] == [False, True]
    assert "in part" in (view.text or "")
    app.state.site.record.close()


def test_two_files_of_one_name_in_one_upload_are_two_reports(writer: Writer) -> None:
    """Of two folders, say: browsers send no more than the name."""
    both = [
        Incoming("fiji.txt", text.replace("Tonga", "Fiji").encode(), follows=follows)
        for text, follows in ((EARLY, True), (LATER, True))
    ]
    found = writer.add(both)
    assert (found.new, found.changed, len(found.apart)) == (2, 0, 1)


# --- what unpacks to more than it seems -------------------------------------------------------------------


def test_a_thousand_small_files_have_one_room_together(writer: Writer) -> None:
    blanks = gzip.compress(b" " * (UNPACKED // 16))
    found = writer.add([Incoming(f"{n}.jsonl.gz", blanks) for n in range(40)])
    assert (found.new, len(found.told)) == (0, 40)
    over = [one for one in found.told if "holds more than can be taken at once" in one]
    assert len(over) == 24
    assert "67,108,864 bytes when unpacked, in all files of JSON Lines that come in together" in over[0]


def test_the_lines_of_all_files_are_counted_together(writer: Writer) -> None:
    refusals = gzip.compress(b"{}\n" * (LINES // 4 + 1))
    found = writer.add([Incoming(f"{n}.jsonl.gz", refusals) for n in range(6)])
    assert len(found.told) == 3 * (LINES // 4 + 1) + 3


def test_each_request_has_room_of_its_own(writer: Writer) -> None:
    blanks = gzip.compress(b" " * UNPACKED)
    for _ in range(2):
        (told_of_it,) = writer.add([Incoming("blanks.jsonl.gz", blanks)]).told
        assert "is a line over the size limit" in told_of_it


# --- the server itself ------------------------------------------------------------------------------------


def signed_in(server: Running) -> dict[str, str]:
    """The cookie of a session, and the token of its forms."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", server.said[1].split()[3].partition(str(server.port))[2])
    answer = connection.getresponse()
    answer.read()
    cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    connection.request("GET", "/add", headers={"Cookie": cookie})
    found = re.search(r'name="csrf" value="(\w+)"', connection.getresponse().read().decode())
    connection.close()
    assert found
    return {"Cookie": cookie, "csrf": found[1]}


def begun(server: Running, content: bytes) -> http.client.HTTPResponse:
    """Send a file, and read the first lines of the answer."""
    session = signed_in(server)
    fields = {"csrf": session["csrf"], "how": "files"}
    body = b"".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    body += b'--b\r\nContent-Disposition: form-data; name="files"; filename="many.jsonl"\r\n\r\n'
    body += content + b"\r\n--b--\r\n"
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    connection.request("POST", "/add", body, {**kind, **ND, "Cookie": session["Cookie"]})
    answer = connection.getresponse()
    assert answer.status == 200
    while True:
        if json.loads(answer.readline()).get("done", 0) >= 2:
            return answer


@pytest.fixture
def running(tmp_path: Path, path: Path) -> Iterator[Running]:
    server = started(tmp_path)
    yield server
    server.process.kill()
    server.process.communicate()


def reports_of(path: Path) -> int:
    with queries.Record.open(path) as record:
        return queries.coverage(record).reports


def test_who_closes_the_page_loses_nothing(running: Running, path: Path) -> None:
    before = reports_of(path)
    begun(running, b"".join(map(line, range(60)))).close()
    deadline = time.monotonic() + 60
    while reports_of(path) < before + 60 and time.monotonic() < deadline:
        time.sleep(0.2)
    assert reports_of(path) == before + 60
    running.process.send_signal(signal.SIGINT)
    out, err = running.process.communicate(timeout=30)
    assert (running.process.returncode, out, err) == (130, "", "")


def test_ctrl_c_ends_an_adding_between_two_reports(running: Running, path: Path) -> None:
    before = reports_of(path)
    answer = begun(running, b"".join(map(line, range(2_000))))
    began = time.monotonic()
    running.process.send_signal(signal.SIGINT)
    last = told(answer.read().decode())[-1]
    assert "the server was ended" in last["fault"]
    _, err = running.process.communicate(timeout=30)
    assert (running.process.returncode, err) == (130, "")
    assert time.monotonic() - began < 15
    assert 2 <= reports_of(path) - before < 2_000
    words = ["verify", "--record", str(path)]
    checked = subprocess.run(
        [sys.executable, "-c", "from onrecord.cli import main; main()", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
