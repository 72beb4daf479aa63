"""What comes from outside is never executed, never leads elsewhere, and never breaks the server."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from web_record import (
    COOKIE,
    HOST,
    TOKEN,
    Fill,
    Looked,
    Part,
    Spy,
    bearing,
    fill_many,
    fill_record,
    parts,
    serve,
    sign_in,
)

from onrecord.record import Record
from onrecord.show.web.fetching import FetchError, Web, fetch
from onrecord.show.web.security import FIELD

API = "/api/v1"
BAN = f"{API}/questions/trawling-ban"
STEERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

PAYLOADS = {
    "script": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "single quote": "' onmouseover='alert(1)' x='",
    "backtick": "`onmouseover=alert(1)`",
    "svg": "<svg/onload=alert(1)><animate onbegin=alert(1)>",
    "closing": "</title></textarea></style></script><script>alert(1)</script>",
    "template": "{{ 7777*7777 }}{% for x in ''.__class__.__mro__ %}{{ x }}{% endfor %}${7777*7777}",
    "comment": "--><script>alert(1)</script><!--",
    "cdata": "]]><script>alert(1)</script>",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt;&#60;b&#62;",
    "frame": '<iframe srcdoc="<script>alert(1)</script>"></iframe><base href="//evil.example/">',
    "refresh": '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
    "form": '<form action="//evil.example"><button formaction="javascript:alert(1)">x</button></form>',
    "link": '<a href="javascript:alert(1)">x</a><math><mi xlink:href="javascript:alert(1)">x</mi></math>',
    "broken tag": "<script\x0b>alert(1)</script ><img\x0csrc=x\x0conerror=alert(1)>",
    "wide": "＜script＞alert(1)＜/script＞\uff02 onload=alert(1)",
    "bidi": "\u202eevitagen\u202c \u2066Norway\u2069",
    "zero width": "Nor\u200bway\u200d \ufeffsays\u2060",
    "control": "\x1b[31mred\x07\x08\x7f\x9b",
    "line ends": "one\r\nSet-Cookie: evil=1\r\n\r\n<script>alert(1)</script>\u2028\u2029",
    "formula": "=cmd|' /C calc'!A0",
    "long": "A" * 20_000 + "<b>",
    "astral": "\U0001f4a9\U000e0041é̷̡̛̗͉̩̥͎͕̦̳́̀",
}
ADDRESSES = {
    "script": "javascript:alert(1)",
    "script in capitals": "JaVaScRiPt:alert(1)",
    "script with blanks": "  java\tscr\nipt:alert(1)",
    "script behind a control character": "\x01javascript:alert(1)",
    "script with an entity": "javascript&colon;alert(1)",
    "script as a host": "javascript://example.org/%0aalert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "vbscript": "vbscript:msgbox(1)",
    "file": "file:///etc/passwd",
    "attribute": 'https://example.org/" onmouseover="alert(1)',
    "tag": "https://example.org/<script>alert(1)</script>",
    "no scheme": "//evil.example/x",
    "view-source": "view-source:https://example.org",
    "blob": "blob:https://example.org/x",
    "a broken host": "http://[::1",
    "a port that is none": "http://example.org:99999999/",
}


def pages(fill: Fill, part: Part) -> list[str]:
    """Every kind of page on which a field of a report or a decision can stand."""
    own = [
        f"/questions/{part.question}",
        *(f"/reports/{part.report(nth)}" for nth in (1, 5)),
        f"/statements/{part.said(2)}",
        f"/speakers/{quote(fill.speaker, safe='')}",
        f"/search?q=trawling&outlet={quote(fill.outlet)}",
        f"/review?question={part.question}",
        f"/review?question={part.question}&blind=1",
        f"/review/missed?question={part.question}&report={part.report(1)}",
    ]
    return [address for address in own if len(address) < 60_000]


SHARED = ["/", "/actors/NOR", "/speakers", "/search?q=trawling", "/decisions"]  # they show all of the record


ECHOES = [  # what is asked may come back on the page
    *(
        "/search?q={}",
        "/search?q=trawling&actor={}",
        "/search?q=trawling&since={}",
        "/search?q=trawling&outlet={}",
    ),
    *("/questions/{}", "/questions/trawling-ban?as_of={}", "/reports/{}", "/statements/{}", "/actors/{}"),
    *("/speakers/{}", "/decisions?question={}", "/review?question={}", "/review?question=trawling-ban&at={}"),
    *(
        "/review/missed?question=trawling-ban&report={}",
        "/review/missed?question={}",
        "/nothing/{}",
        "/static/{}",
    ),
    *("/?since={}", "/?{}={}"),
]


OF_ALL = [
    f"{API}/questions",
    f"{API}/statements?each=true",
    f"{API}/timeline",
    f"{API}/reports",
    f"{API}/actors/NOR",
    f"{API}/search?q=trawling",
    f"{API}/decisions",
    f"{API}/agreement",
]


def lists(part: Part) -> list[str]:
    """What the API gives of one question and of its first report."""
    asked = f"{API}/questions/{part.question}"
    of_question = [f"{asked}/{kind}" for kind in ("positions", "changes", "conflicts", "queue")]
    return [*of_question, f"{API}/reports/{part.report(1)}"]


def fill_of(number: int) -> Fill:
    """All fields with one hostile value, and an address that is as bad."""
    fields = (
        *("title", "outlet", "path", "text", "speaker", "office", "person", "reason"),
        *("question_title", "proposition"),
    )
    # in the text it stands once a report, beside a word that search finds
    said = f"trawling {list(PAYLOADS.values())[number]} wave"
    addresses = list(ADDRESSES.values())
    return Fill(**dict.fromkeys(fields, said), url=addresses[number % len(addresses)])


FILLS = [fill_of(number) for number in range(len(PAYLOADS))]
PARTS = parts(len(PAYLOADS))
OF_VALUE = {name: (FILLS[n], PARTS[n]) for n, name in enumerate(PAYLOADS)}
OF_ADDRESS = {name: PARTS[n] for n, name in enumerate(ADDRESSES)}


# Nine tenths of some pages: the actors and the shapes of the map that the program brings along. `calm` looks
# at these too.
OURS = re.compile(r'<datalist id="actors">(?:<option value="[^"<>]+">[^<>]*</option>\s*)*</datalist>')


class Shown:
    """A server on a record, each of whose addresses is asked once."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self._answers: dict[str, Any] = {}
        self._looked: dict[str, Looked] = {}

    def get(self, address: str) -> Any:
        if address not in self._answers:
            self._answers[address] = self.client.get(address)
        return self._answers[address]

    def looked(self, address: str) -> Looked:
        """Look at a page, which must be calm."""
        answer = self.get(address)
        assert answer.status_code < 500, f"{address}: {answer.text[:300]}"
        if address not in self._looked:
            self._looked[address] = Looked(OURS.sub("", answer.text))
        assert self._looked[address].faults == [], address
        return self._looked[address]


@pytest.fixture(scope="module")
def filled(folder: Path) -> Path:
    """One record with every hostile value in every field."""
    return fill_many(folder / "filled.db", FILLS)


@pytest.fixture(scope="module")
def hostile(folder: Path, filled: Path) -> Iterator[Shown]:
    path = Path(shutil.copy(filled, folder / "hostile.db"))
    with serve(path, Spy(path).verbs()) as client:
        yield Shown(client)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def plain(folder: Path) -> Path:
    return fill_record(folder / "plain.db")


@pytest.fixture(scope="module")
def spy(plain: Path) -> Spy:
    return Spy(plain)


@pytest.fixture(scope="module")
def server(spy: Spy) -> Iterator[TestClient]:
    with serve(spy.record, spy.verbs()) as client:
        yield client


@pytest.fixture(scope="module")
def other(spy: Spy) -> Iterator[TestClient]:
    """Another start of the server on the same record."""
    with serve(spy.record, spy.verbs(), secret=b"another") as client:
        yield client


@pytest.fixture
def client(server: TestClient) -> TestClient:
    """A reader who was not here before."""
    server.cookies.clear()
    return server


def calm(answer: object, address: str) -> None:
    """No fault of ours, and nothing that could be executed."""
    status, words = answer.status_code, answer.text  # type: ignore[attr-defined]
    assert status < 500, f"{address}: {words[:300]}"
    if answer.headers.get("content-type", "").startswith("text/html"):  # type: ignore[attr-defined]
        assert Looked(words).faults == [], address


# --- what is shown ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_page_executes_what_a_report_or_a_person_says(hostile: Shown, name: str) -> None:
    fill, part = OF_VALUE[name]
    hostile.client.cookies.clear()
    sign_in(hostile.client)
    hostile.client.cookies.set("onrecord_person", quote(fill.person))
    for address in (*pages(fill, part), *SHARED):
        hostile.looked(address)
        headers = str(hostile.get(address).headers).lower()
        assert "set-cookie: evil" not in headers
        assert "'evil" not in headers
    assert "evil" not in hostile.client.cookies
    report = f"/reports/{part.report(1)}"
    assert hostile.get(f"/questions/{part.question}").status_code == hostile.get(report).status_code == 200
    words = " ".join(hostile.looked(report).said)
    if name in ("script", "attribute", "svg", "template", "entities", "single quote", "link"):
        assert PAYLOADS[name] in words, "it is shown as it was written"
    if name == "template":
        assert str(7777 * 7777) not in words


@pytest.mark.parametrize("address", ECHOES)
def test_what_is_asked_comes_back_calmly(client: TestClient, address: str) -> None:
    short = [words for words in PAYLOADS.values() if len(words) < 1_000]
    for words in ("".join(short), *short[:3], "../" * 90, "%" * 90, '"' * 90):
        calm(client.get(address.replace("{}", quote(words, safe=""))), address)


@pytest.mark.parametrize("name", PAYLOADS)
def test_the_api_gives_back_what_was_written_and_nothing_runs(hostile: Shown, name: str) -> None:
    fill, part = OF_VALUE[name]
    for address in (*lists(part), *OF_ALL):
        answer = hostile.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        answer.json()
    whole = hostile.get(f"{API}/reports/{part.report(1)}").json()
    assert fill.text in whole["text"]
    assert (whole["title"], whole["outlet"], whole["path"]) == (fill.title, fill.outlet, fill.path)
    assert whole["statements"][0]["speaker"] == fill.speaker
    asked = hostile.get(f"{API}/questions/{part.question}").json()
    assert (asked["title"], asked["proposition"]) == (fill.question_title, fill.proposition)


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_that_is_none_of_the_web_is_no_link(hostile: Shown, name: str) -> None:
    part = OF_ADDRESS[name]
    own = (
        f"/questions/{part.question}",
        *(f"/reports/{part.report(1)}", f"/reports/{part.report(3)}", f"/statements/{part.said(1)}"),
    )
    for address in (*own, *SHARED):
        links = hostile.looked(address).links
        assert ADDRESSES[name].startswith("http") or ADDRESSES[name] not in links, address
    assert hostile.get(f"{API}/reports/{part.report(1)}").json()["url"] == ADDRESSES[name]


@pytest.mark.parametrize("address", [*SHARED, f"/questions/{OF_VALUE['bidi'][1].question}"])
def test_what_turns_the_direction_of_a_line_stays_in_its_report(hostile: Shown, address: str) -> None:
    """Words that are turned around by an override read as other words, and so would those beside them."""
    assert not set(hostile.get(address).text) & set(STEERING)


@dataclass(frozen=True)
class Sent:
    """A server on a record to which a script sent every hostile value, and what it said to each."""

    shown: Shown
    kept: dict[str, int]
    gone: dict[str, int]


@pytest.fixture(scope="module")
def sent(folder: Path, filled: Path) -> Iterator[Sent]:
    path = Path(shutil.copy(filled, folder / "sent.db"))
    kept, gone = {}, {}
    with serve(path, Spy(path).verbs()) as client:
        client.headers.update(bearing())
        for name, (_, part) in OF_VALUE.items():
            words = PAYLOADS[name]
            wanted = {
                "verdict": "correct",
                "ref": part.position(1),
                "person": words,
                "reason": words,
                "changes": {"speaker": words, "office": words},
            }
            kept[name] = client.post(f"{API}/decisions", json=wanted).status_code
            away = client.post(
                f"{API}/reports/{part.report(2)}/withdraw",
                json={"reason": words[:9_000] or "x", "person": "Cy"},
            )
            gone[name] = away.status_code
        yield Sent(Shown(client), kept, gone)


@pytest.mark.parametrize("name", PAYLOADS)
def test_what_a_script_writes_is_shown_as_calmly(sent: Sent, name: str) -> None:
    """Fields of a decision and of a withdrawal, sent to the API; a name must stand on one line."""
    _, part = OF_VALUE[name]
    words = PAYLOADS[name]
    steers = any(ord(c) < 32 or 126 < ord(c) < 160 for c in words) or len(words) > 200
    assert sent.kept[name] == (422 if steers else 201)
    assert sent.gone[name] == 200
    for address in (
        f"/questions/{part.question}",
        "/decisions",
        *(f"/reports/{part.report(1)}", f"/reports/{part.report(2)}", f"/statements/{part.said(1)}"),
    ):
        sent.shown.looked(address)
    for address in (
        f"{API}/decisions",
        f"{API}/questions/{part.question}/changes",
        f"{API}/reports/{part.report(2)}",
    ):
        assert sent.shown.get(address).status_code == 200


# --- addresses on this server -----------------------------------------------------------------------------


PATHS = [
    *("../settings.py", "..%2fsettings.py", "%2e%2e/settings.py", "%2e%2e%2fsettings.py"),
    *("%252e%252e%252fsettings.py", "..%5csettings.py", "..\\settings.py", "....//settings.py"),
    *("..;/settings.py", "%c0%ae%c0%ae/settings.py", "site.css%00.png", "site.css/", "site.css/.."),
    *("/etc/passwd", "%2fetc%2fpasswd", "..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd", "SITE.CSS", ".", ".."),
    *("~", "file:///etc/passwd", "C:%5cwindows%5cwin.ini", "%00", "con", "%ff%fe", "?x", "__init__.py"),
]


@pytest.mark.parametrize("name", PATHS)
def test_no_other_file_is_served(client: TestClient, name: str) -> None:
    for address in (f"/static/{name}", f"/static//{name}", f"//static/{name}"):
        answer = client.get(address)
        calm(answer, address)
        assert "WebSettings" not in answer.text
        assert "root:" not in answer.text
        assert answer.status_code != 200 or answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    "name", [*PATHS, "R1/../R2", "R0", "R-1", "R1e9", "R" + "9" * 400, "R١", "P1", "D0000"]
)
def test_no_name_of_a_report_leads_to_a_file(client: TestClient, name: str) -> None:
    for address in (
        f"/reports/{name}",
        f"{API}/reports/{name}",
        f"/statements/{name}",
        f"{API}/statements/{name}",
        f"/actors/{name}",
        f"/questions/{name}",
        f"{API}/questions/{name}/positions",
    ):
        answer = client.get(address)
        calm(answer, address)
        assert "root:" not in answer.text
        assert "WebSettings" not in answer.text


@pytest.mark.parametrize(
    "address", ["//evil.example", "//evil.example/..", "/\\evil.example", "/%2fevil.example/"]
)
def test_nothing_leads_to_another_server(client: TestClient, address: str) -> None:
    answer = client.get(f"http://{HOST}{address}")
    calm(answer, address)
    assert "location" not in answer.headers


# --- fetching ---------------------------------------------------------------------------------------------


def untouched(*_: object) -> socket.socket:
    raise AssertionError("a connection was made")


def resolving(*answers: Sequence[str]) -> Callable[[str, int], Sequence[str]]:
    """A DNS that gives these answers, one a question; the last again and again."""
    left = list(answers)

    def resolve(_: str, __: int) -> Sequence[str]:
        return left.pop(0) if len(left) > 1 else left[0]

    return resolve


INWARD = [
    *("http://127.0.0.1/", "http://127.1/", "http://127.0.0.1:80/", "http://127.255.255.254/"),
    *(
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://0x7f.0.0.1/",
        "http://017700000001/",
    ),
    *("http://0.0.0.0/", "http://0/", "http://[::]/", "http://[::1]/", "http://[0:0:0:0:0:0:0:1]/"),
    *(
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
    ),
    *("http://[2002:7f00:1::]/", "http://[fe80::1]/", "http://[fe80::1%25lo]/", "http://[fc00::1]/"),
    *("http://[fec0::1]/", "http://[ff02::1]/", "http://10.0.0.1/", "http://10.255.255.255/"),
    *("http://172.16.0.1/", "http://192.168.0.1/", "http://169.254.169.254/latest/meta-data/"),
    *("http://[fd00:ec2::254]/", "http://100.64.0.1/", "http://198.18.0.1/", "http://224.0.0.1/"),
    *("http://255.255.255.255/", "http://localhost/", "http://LOCALHOST./", "https://127.0.0.1/"),
    *(
        "http://①②⑦.⓪.⓪.①/",
        "http://127。0。0。1/",
        "http://127.0.0.1%2f@example.org/",
        "http://127.0.0.1\\@example.org/",
    ),
]


@pytest.mark.parametrize("url", INWARD)
def test_nothing_is_fetched_from_this_machine_or_its_network(url: str) -> None:
    with pytest.raises(FetchError):
        fetch(url, Web(connect=untouched))


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "FILE:///etc/passwd", "gopher://example.org:70/_x", "ftp://example.org/x"),
        *("dict://example.org:11211/stat", "ldap://example.org/", "data:text/html,x", "javascript:alert(1)"),
        *(
            "jar:http://example.org!/",
            "http:/example.org",
            "http:example.org",
            "//example.org/",
            "example.org",
            "",
        ),
        *(
            "http://",
            "http:///x",
            "http://user:secret@example.org/",
            "http://user@example.org/",
            "http://@example.org/",
        ),
        *(
            "http://example.org:22/",
            "http://example.org:25/",
            "http://example.org:6379/",
            "http://example.org:8080/",
        ),
        *(
            "http://example.org:0/",
            "http://example.org:-1/",
            "http://example.org:99999/",
            "http://example.org:80a/",
        ),
        *(
            "http://exa\r\nmple.org/",
            "http://example.org/\r\nHost: evil",
            "http://example.org/ HTTP/1.1\r\nX: y",
        ),
        *(
            "http://example.org\x00.evil/",
            "http://[::1",
            "http://[v1.x]/",
            "http://exa mple.org/",
            "http://.../",
        ),
        *("http://" + "a" * 300 + ".org/", "http://xn--\ud800/"),
    ],
)
def test_what_is_no_address_of_the_web_is_not_fetched(url: str) -> None:
    with pytest.raises(FetchError) as told:
        fetch(url, Web(resolve=resolving(["127.0.0.1"]), connect=untouched))
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    "answer", [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::1"], ["fe80::1%eth0"], ["nonsense"], []]
)
def test_a_name_that_leads_inward_is_not_fetched(answer: list[str]) -> None:
    """Also where only one of several addresses does."""
    with pytest.raises(FetchError):
        fetch("https://example.org/", Web(resolve=resolving(answer), connect=untouched))


class Wire:
    """A server that was reached: what is asked of it, and what it says."""

    def __init__(self, *said: bytes) -> None:
        self.said = list(said)
        self.reached: list[tuple[str, int]] = []
        self.held: list[socket.socket] = []

    def connect(self, address: str, port: int, _: float) -> socket.socket:
        self.reached.append((address, port))
        ours, theirs = socket.socketpair()
        theirs.sendall(self.said.pop(0))
        theirs.shutdown(socket.SHUT_WR)
        self.held.append(theirs)
        return ours


def page(content: bytes, *headers: str) -> bytes:
    told = ["HTTP/1.1 200 OK", f"Content-Length: {len(content)}", "Content-Type: text/html", *headers]
    return "\r\n".join(told).encode() + b"\r\n\r\n" + content


def moved(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


OPEN = ["93.184.216.34"]


@pytest.mark.parametrize(
    "to",
    [
        *("http://127.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]/", "file:///etc/passwd"),
        *("gopher://example.org/", "http://user:pw@example.org/", "//10.0.0.1/", "http://example.org:22/"),
        *("http://2130706433/", "javascript:alert(1)"),
    ],
)
def test_a_redirect_leads_nowhere_that_may_not_be_asked(to: str) -> None:
    wire = Wire(moved(to))

    def resolve(host: str, _: int) -> Sequence[str]:
        return OPEN if host == "example.org" else [{"2130706433": "127.0.0.1"}.get(host, host)]

    with pytest.raises(FetchError):
        fetch("http://example.org/", Web(resolve=resolve, connect=wire.connect))
    assert wire.reached == [(OPEN[0], 80)]


def test_a_name_that_changes_its_address_is_reached_at_the_one_looked_at() -> None:
    wire = Wire(page(b"<p>Norway agrees.</p>"))
    got = fetch("http://example.org/", Web(resolve=resolving(OPEN, ["127.0.0.1"]), connect=wire.connect))
    assert (wire.reached, got.content) == ([(OPEN[0], 80)], b"<p>Norway agrees.</p>")


def test_a_name_that_changes_its_address_is_looked_at_again_after_a_redirect() -> None:
    wire = Wire(moved("http://example.org/next"))
    with pytest.raises(FetchError):
        fetch("http://example.org/", Web(resolve=resolving(OPEN, ["127.0.0.1"]), connect=wire.connect))
    assert wire.reached == [(OPEN[0], 80)]


def test_redirects_come_to_an_end() -> None:
    wire = Wire(*[moved("/again")] * 50)
    with pytest.raises(FetchError):
        fetch("http://example.org/", Web(resolve=resolving(OPEN), connect=wire.connect))
    assert len(wire.reached) < 10


@pytest.mark.parametrize(
    "said",
    [
        page(gzip.compress(b"\0" * 50_000_000), "Content-Encoding: gzip"),
        page(gzip.compress(gzip.compress(b"\0" * 50_000_000)), "Content-Encoding: gzip, gzip"),
        page(b"not gzip", "Content-Encoding: gzip"),
        page(b"x", "Content-Encoding: br"),
        page(b"x" * 60_000),
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999999\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\nMZ",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 999999 \xff\r\n\r\n",
        b"SSH-2.0-OpenSSH\r\n",
        b"",
    ],
)
def test_a_hostile_answer_is_a_plain_fault(said: bytes) -> None:
    wire = Wire(said)
    with pytest.raises(FetchError):
        fetch(
            "http://example.org/", Web(limit=50_000, seconds=3, resolve=resolving(OPEN), connect=wire.connect)
        )


# --- forms ------------------------------------------------------------------------------------------------


FORMS = {
    "/add": {"how": "paste", "text": "Norway agrees.", "published": "2023-03-10"},
    "/ask": {"title": "T", "proposition": "P should be.", "about": "x", "since": "2023-01-01"},
    "/review": {"question": "trawling-ban", "ref": "P4", "verdict": "accept"},
    "/review/undo": {"ref": "D1234", "question": "trawling-ban"},
    "/review/person": {"person": "Eve"},
    "/review/missed": {
        "question": "trawling-ban",
        "report": "R1",
        "words": "Waves",
        "actor": "NOR",
        "side": "for",
    },
}


def token_of(client: TestClient) -> str:
    sign_in(client)
    found = re.search(rf'name="{FIELD}" value="([0-9a-f]+)"', client.get("/add").text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("address", FORMS)
@pytest.mark.parametrize(
    "how",
    [
        "no token",
        "a wrong token",
        "another's token",
        "no cookie",
        "a forged cookie",
        "another origin",
        "same site",
        "null",
    ],
)
def test_a_form_from_elsewhere_writes_nothing(
    client: TestClient, other: TestClient, spy: Spy, address: str, how: str
) -> None:
    spy.added.clear()
    fields = {**FORMS[address], FIELD: token_of(client)}
    headers: dict[str, str] = {}
    if how == "no token":
        del fields[FIELD]
    elif how == "a wrong token":
        fields[FIELD] = "0" * 64
    elif how == "another's token":
        fields[FIELD] = token_of(other)
    elif how == "no cookie":
        client.cookies.clear()
    elif how == "a forged cookie":
        client.cookies.clear()
        client.cookies.set(COOKIE, f"forged.{fields[FIELD]}")
    else:
        headers = {
            "another origin": {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
            "same site": {"Origin": "http://127.0.0.1:9999", "Sec-Fetch-Site": "same-site"},
            "null": {"Origin": "null"},
        }[how]
    before = client.get(f"{API}/decisions").json()["total"]
    answer = client.post(address, data=fields, headers=headers)
    assert answer.status_code == 403
    assert (spy.added, client.get(f"{API}/decisions").json()["total"]) == ([], before)


@pytest.mark.parametrize("name", PAYLOADS)
def test_what_is_filled_in_comes_back_calmly(client: TestClient, name: str) -> None:
    hostile = PAYLOADS[name]
    token = token_of(client)
    for address, fields in FORMS.items():
        for filled in (
            dict.fromkeys(fields, hostile),
            {**fields, **dict.fromkeys(list(fields)[1:], hostile)},
        ):
            answer = client.post(address, data={**filled, FIELD: token})
            calm(answer, address)
            assert "evil" not in answer.cookies
            assert answer.headers.get("location", "/").startswith("/")
            assert not answer.headers.get("location", "/").startswith(("//", "/\\"))


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=", b"x"),
        ("multipart/form-data; boundary=b", b"--b\r\n" * 5_000),
        ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--"),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="a"\r\n' + b"X: y\r\n" * 9_000,
        ),
        (
            "multipart/form-data; boundary=b; charset=rot13",
            b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b--',
        ),
        ("application/x-www-form-urlencoded", b"a=%ff%fe&%00=%00&" * 90),
        ("application/x-www-form-urlencoded", b"a=1&" * 50_000),
        ("application/x-www-form-urlencoded; charset=utf-16", b"\xff\xfe"),
        ("application/json", b"{}"),
        ("text/plain", b"csrf=x"),
        ("", b""),
        ("\xff/\xfe", b"x"),
    ],
)
@pytest.mark.parametrize("address", FORMS)
def test_a_form_that_is_none_is_refused(client: TestClient, address: str, kind: str, content: bytes) -> None:
    client.get("/")
    answer = client.post(
        address,
        content=content,
        headers={"Content-Type": kind.encode("latin-1")},  # type: ignore[dict-item]
    )
    calm(answer, address)
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize(
    "charset", ["utf-8", "unicode_escape", "utf-7", "utf-16", "raw_unicode_escape", "zlib", "idna"]
)
def test_a_form_in_any_encoding_is_no_fault(client: TestClient, charset: str) -> None:
    token = token_of(client)
    parts = {**FORMS["/add"], FIELD: token, "text": "\\ud800 \\udfff +2AA-"}
    body = b"".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in parts.items()
    )
    kind = f"multipart/form-data; boundary=b; charset={charset}"
    answer = client.post("/add", content=body + b"--b--\r\n", headers={"Content-Type": kind})
    calm(answer, charset)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/cron.d/x",
        "..\\..\\x.txt",
        "/etc/passwd",
        "x\x00.txt",
        "<script>.txt",
        "a\r\nX-Evil: 1.txt",
        "." * 3_000,
    ],
)
def test_the_name_of_a_file_is_only_a_name(tmp_path: Path, name: str) -> None:
    spy = Spy(fill_record(tmp_path / "onrecord.db"))
    with serve(spy.record, spy.verbs()) as client:
        sent = {"how": "files", FIELD: token_of(client)}
        answer = client.post("/add", data=sent, files={"files": (name, b"Norway agrees.", "text/plain")})
    calm(answer, name)
    assert "x-evil" not in answer.headers
    assert sorted(one.name for one in tmp_path.iterdir() if not one.name.startswith("onrecord.db")) == []


# --- scripts ----------------------------------------------------------------------------------------------


BODIES = {
    "nothing": b"",
    "no JSON": b"{",
    "deep list": b"[" * 200_000,
    "deep object": b'{"verdict":' * 100_000,
    "deep and closed": b"[" * 5_000 + b"]" * 5_000,
    "invalid UTF-8": b'{"verdict": "\xff\xfe"}',
    "half a character": b'{"verdict": "accept", "ref": "P1", "person": "\\ud800"}',
    "half a reason": b'{"verdict": "accept", "ref": "P1", "person": "x", "reason": "\\udfff"}',
    "a NUL": b'{"verdict": "accept", "ref": "P1\\u0000", "person": "x"}',
    "not a number": b'{"verdict": NaN}',
    "huge number": b'{"blind": ' + b"9" * 100_000 + b"}",
    "huge exponent": b'{"blind": 1e999999}',
    "a list": b'["accept"]',
    "a key twice": b'{"verdict": "accept", "verdict": "undo"}',
    "many keys": b"{" + b",".join(b'"k%d": 1' % n for n in range(20_000)) + b"}",
    "dunder": b'{"verdict": "accept", "ref": "P1", "person": "x", "__class__": "x"}',
    "other types": b'{"verdict": {}, "ref": [], "person": 1, "changes": "x", "blind": "maybe"}',
    "UTF-16": '{"verdict": "accept"}'.encode("utf-16"),
    "BOM": b'\xef\xbb\xbf{"verdict": "accept"}',
    "gzip": gzip.compress(b"{}"),
    "gzip bomb": gzip.compress(b" " * 30_000_000),
    "XML": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "a year too far": b'{"verdict": "correct", "ref": "P1", "changes": {"said_on": "99999-01-01"}}',
    "a day that is none": b'{"verdict": "correct", "ref": "P1", "changes": {"said_on": "2023-02-30"}}',
    "a pattern": b'{"verdict": "add", "report": "R1", "words": "(a+)+$ .* [", "person": "x"}',
    "blanks": b'{"verdict": "add", "report": "R1", "words": "   ", "person": "x"}',
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_is_no_decision_is_refused(client: TestClient, name: str) -> None:
    headers = {**bearing(), "Content-Type": "application/json"}
    for address in (
        "decisions",
        "reports",
        "reports/R1/withdraw",
        "reports/R1/withdraw/undo",
        "decisions/D0000/undo",
    ):
        answer = client.post(f"{API}/{address}", content=BODIES[name], headers=headers)
        assert 400 <= answer.status_code < 500, (address, answer.text[:200])
        assert answer.headers["content-type"] == "application/problem+json"
        assert "passwd" not in answer.text or name == "XML"
    packed = client.post(
        f"{API}/decisions", content=BODIES[name], headers={**headers, "Content-Encoding": "gzip"}
    )
    assert packed.status_code == 415


QUERIES = [
    *("limit=-1", "limit=0", "limit=1e99", "limit=NaN", "limit=" + "9" * 5_000, "limit=1&limit=2", "limit"),
    *("cursor=-1", "cursor=99999999999999999999", "cursor=%00", "cursor=%ff", "cursor=" + "A" * 60_000),
    *(
        "since=0000-00-00",
        "since=9999-12-31",
        "since=0001-01-01",
        "since=-1",
        "since=" + "9" * 400,
        "since=NaN",
    ),
    *("until=2023-02-30", "as_of=2023-13-01", "as_of=1e309", "known_at=x", "known_at=-99999999999999"),
    *(
        "known_at=9999-12-31T23:59:59-23:59",
        "known_at=0001-01-01T00:00:00%2B23:59",
        "known_at=99999999999999999999",
    ),
    *("actor=%00", "actor=%ff", "actor=" + "%F0%9F%92%A9" * 500, "actor=' OR 1=1--", "actor=", "act=x"),
    *(
        "explicit=maybe",
        "each=2",
        "speaker=%25",
        "speaker=_",
        "about=%5c",
        "outlet=' OR '1'='1",
        "person=%00",
    ),
    *(
        "question=' UNION SELECT 1--",
        "x=" + "y" * 60_000,
        "&" * 10_000,
        "a[]=1&a[b]=2",
        "%",
        "%zz=%zz",
        "=;=",
    ),
]


TAKEN = {  # by the pages; what the API takes, its description says
    "/": {"since"},
    "/search?q=trawling": {"actor", "outlet", "since", "until", "speaker"},
    "/questions/trawling-ban": {"as_of"},
    "/decisions": {"question"},
    "/review?question=trawling-ban": {"question", "blind", "at"},
    "/review/missed": {"question", "report"},
}
OF_API = [
    *(f"{API}/{part}" for part in ("statements", "timeline", "reports", "decisions", "agreement")),
    *(f"{BAN}/{part}" for part in ("positions", "changes", "conflicts", "silent", "queue")),
    f"{API}/search?q=trawling",
]


@pytest.fixture(scope="module")
def taken(server: TestClient) -> dict[str, set[str]]:
    """What each address takes."""
    paths = server.get(f"{API}/openapi.json").json()["paths"]
    told = {
        path: {one["name"] for one in verbs["get"]["parameters"]}
        for path, verbs in paths.items()
        if "get" in verbs and "parameters" in verbs["get"]
    }
    described = {
        address: told[address.partition("?")[0].replace("trawling-ban", "{question}")] for address in OF_API
    }
    return {**described, **TAKEN}


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:40])
def test_no_query_breaks_the_api_or_a_page(
    client: TestClient, taken: dict[str, set[str]], query: str
) -> None:
    """Asked of all addresses that take it; what none takes, of a few of each kind."""
    asked = [address for address, names in taken.items() if query.partition("=")[0] in names]
    few = [f"{API}/statements", f"{BAN}/positions", "/", "/search?q=trawling", "/speakers", "/add", "/ask"]
    for address in asked or few:
        joint = "&" if "?" in address else "?"
        answer = client.get(f"{address}{joint}{query}")
        calm(answer, address)
        if address.startswith(API) and answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/problem+json"
            assert len(answer.content) < 5_000


@pytest.mark.parametrize(
    "filtered", ["speaker=%25", "speaker=_", "about=%25", "speaker=' OR 1=1--", "about=%5c"]
)
def test_what_is_looked_for_is_no_pattern_and_no_sql(client: TestClient, filtered: str) -> None:
    assert client.get(f"{API}/statements?{filtered}").json()["total"] == 0


SEARCHES = [
    *(
        '"',
        '""',
        '"""',
        "'",
        "'; DROP TABLE report; --",
        '" OR 1=1 --',
        "trawling OR whaling",
        "NOT trawling",
    ),
    *(
        "NEAR(trawling ban)",
        "trawling NEAR/2 ban",
        "title: trawling",
        "{title text}: x",
        "^trawling",
        "trawl*",
        "*",
    ),
    *(
        "(",
        ")",
        "((((",
        "-trawling",
        "+trawling",
        "trawling AND",
        "AND",
        "a:b:c",
        "\\",
        "%",
        "_",
        "\x00",
        "\x00trawling",
    ),
    *("trawling\x00ban", "é", "\u202e", "\ufeff", " ".join(["trawling"] * 400), '"' * 900, "a" * 1_000, "💩"),
    *("statement_search", "rank", "rowid", "'||(SELECT text FROM version)||'", "\ufffd", "\u0000"),
]


@pytest.mark.parametrize("words", SEARCHES, ids=lambda words: repr(words)[:40])
def test_words_that_are_searched_for_are_words(client: TestClient, plain: Path, words: str) -> None:
    answer = client.get(f"{API}/search", params={"q": words})
    assert answer.status_code in (200, 400, 422)
    calm(client.get("/search", params={"q": words}), words)
    if words in ("trawling OR whaling", "NOT trawling", "title: trawling", "trawling AND"):
        assert answer.json()["total"] == 0, "an operator is a word like others"
    with Record.open(plain, create=False) as record:
        assert record.verify(quick=True).faults == ()


@pytest.mark.parametrize(
    "name",
    [COOKIE, "onrecord_person", "onrecord_visits", "onrecord_seen", "__proto__", "a b", ""],
)
@pytest.mark.parametrize(
    "value",
    [
        "",
        "%",
        "%0d%0aX-Evil:%201",
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "9" * 4_000,
        ".",
        "..",
        "\xff",
        '"',
        "%ff",
    ],
)
def test_no_cookie_breaks_a_page(client: TestClient, name: str, value: str) -> None:
    for address in ("/", "/nothing"):
        told = {"Cookie": f"{name}={value}".encode("latin-1")}
        answer = client.get(address, headers=told)  # type: ignore[arg-type]
        calm(answer, address)
        assert "x-evil" not in answer.headers


def test_nothing_tells_the_token(client: TestClient) -> None:
    for address in [*pages(Fill(), PARTS[0]), *SHARED, *lists(PARTS[0]), *OF_ALL]:
        assert TOKEN not in client.get(address).text
    for address in (f"{API}/openapi.json", "/static/site.js"):
        assert TOKEN not in client.get(address).text


def test_the_description_of_the_api_is_json_alone(client: TestClient) -> None:
    for address in ("/docs", "/redoc", "/openapi.json", "/docs/oauth2-redirect", f"{API}/docs"):
        assert client.get(address).status_code == 404
    json.loads(client.get(f"{API}/openapi.json").text)
