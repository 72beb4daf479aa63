"""Pages from the web: what may be asked for, and what comes back. No test leaves this machine."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.show.web.fetching import FetchError, Web, fetch, is_public

PUBLIC = "93.184.215.14"
PAGE = b"<html><body><p>Norway will back a ban on trawling.</p></body></html>"


def no_connection(address: str, port: int, seconds: float) -> socket.socket:
    raise AssertionError(f"nothing may be asked of {address}:{port}")


def resolving(**names: Sequence[str]) -> Callable[[str, int], Sequence[str]]:
    """Names with their addresses; underscores stand for dots."""
    known = {name.replace("_", "."): found for name, found in names.items()}

    def resolve(host: str, port: int) -> Sequence[str]:
        if host not in known:
            raise socket.gaierror(-2, "Name or service not known")
        return known[host]

    return resolve


def offline(**names: Sequence[str]) -> Web:
    return Web(resolve=resolving(**names), connect=no_connection)


def refusal(url: str, web: Web | None = None) -> str:
    with pytest.raises(FetchError) as fault:
        fetch(url, web or offline(example_org=[PUBLIC]))
    return str(fault.value)


# --- what may be asked ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "gopher://example.org/",
        "javascript:alert(1)",
        "data:text/html,hello",
        "example.org/story",
        "//example.org/story",
        "https://",
        "https:///story",
        "",
    ],
)
def test_only_pages_of_the_web_are_asked_for(url: str) -> None:
    assert "is no address of a page (one that begins with https:// or http://)" in refusal(url)


@pytest.mark.parametrize("url", ["https://[::1", "https://example.org:port/", "https://example.org:99999/"])
def test_a_broken_address_is_told(url: str) -> None:
    assert "is no address of a page" in refusal(url)


def test_a_password_in_an_address_is_refused_and_not_said_back() -> None:
    said = refusal("https://ana:secret@example.org/story")
    assert said == "https://example.org/story was given with a name or a password (leave them out)"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://ana:secret@example.org/",
        "https://ana:secret@example.org:99999/",
        "https://ana:secret@example.org/a b",
        "https://ana:" + "secret" * 50 + "@example.org/\x00",
    ],
)
def test_a_password_is_not_said_back_whatever_else_is_wrong(url: str) -> None:
    said = refusal(url)
    assert "example.org" in said
    assert "secret" not in said


@pytest.mark.parametrize("port", [22, 25, 5432, 8000, 8080, 65535, 0])
def test_only_the_ports_of_the_web_are_asked(port: int) -> None:
    assert f"names port {port} (the ports of the web, 80 and 443)" in refusal(f"http://example.org:{port}/")


@pytest.mark.parametrize("odd", ["\r\nHost: localhost", "\x00", " x", "\t", "\x7f"])
def test_an_address_with_control_characters_is_refused(odd: str) -> None:
    assert "holds blanks or control characters" in refusal(f"https://example.org/{odd}z")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",
        "10.0.0.7",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:a9fe:a9fe",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "2001:0:0:0:0:0:f5ff:fffe",
        "::127.0.0.1",
        "no address",
        "",
    ],
)
def test_addresses_of_this_machine_and_its_network_are_refused(address: str) -> None:
    assert not is_public(address)
    assert f"leads to {address}, which is not on the open internet" in refusal(
        "https://example.org/", offline(example_org=[address])
    )


@pytest.mark.parametrize(
    "address", [PUBLIC, "1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_addresses_of_the_open_internet_are_let_through(address: str) -> None:
    assert is_public(address)


def test_one_private_address_among_several_is_enough() -> None:
    assert "leads to 10.0.0.1" in refusal("https://example.org/", offline(example_org=[PUBLIC, "10.0.0.1"]))


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "localhost", "127.1", "2130706433", "0x7f.1", "0"])
def test_the_ways_to_write_loopback_lead_nowhere(host: str) -> None:
    said = refusal(
        f"http://{host}/", Web(connect=no_connection)
    )  # asked of the system, which needs no network
    assert "not on the open internet" in said or "names a server that is not known" in said


def test_an_unknown_name_is_told() -> None:
    assert refusal("https://exmaple.org/") == (
        "https://exmaple.org/ names a server that is not known (look for a slip of the pen)"
    )


def test_the_connection_goes_to_the_address_that_was_looked_at() -> None:
    asked: list[tuple[str, int]] = []
    looked: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        looked.append(host)
        return [PUBLIC] if len(looked) == 1 else ["127.0.0.1"]

    def connect(address: str, port: int, seconds: float) -> socket.socket:
        asked.append((address, port))
        raise ConnectionRefusedError(111, "Connection refused")

    said = refusal("https://example.org/", Web(resolve=resolve, connect=connect))
    assert (asked, looked) == ([(PUBLIC, 443)], ["example.org"])
    assert "cannot be reached: Connection refused (try again later" in said


def test_a_name_with_umlauts_is_asked_for_in_ascii() -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return []

    refusal("https://bücher.example/", Web(resolve=resolve, connect=no_connection))
    assert asked == ["xn--bcher-kva.example"]


def test_a_look_up_that_hangs_is_given_up() -> None:
    def resolve(host: str, port: int) -> Sequence[str]:
        time.sleep(5)
        return [PUBLIC]

    began = time.monotonic()
    assert "did not come in time (within 0.2 seconds)" in refusal(
        "https://example.org/", Web(resolve=resolve, connect=no_connection, seconds=0.2)
    )
    assert time.monotonic() - began < 2


# --- what comes back --------------------------------------------------------------------------------------

Handler = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """A server on this machine: what it answers at which path, and what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Handler] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        served = self

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                served.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                with suppress(OSError):
                    served.pages[self.path](self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def web(self, **more: object) -> Web:
        """Let this server through, under the name news.example, and no other."""
        resolve = resolving(news_example=["127.0.0.1"], inside_example=["10.0.0.5"], localhost=["127.0.0.1"])
        return Web(resolve=resolve, exempt=frozenset({("127.0.0.1", self.port)}), **more)  # type: ignore[arg-type]

    def url(self, path: str) -> str:
        return f"http://news.example:{self.port}{path}"


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


def page(
    content: bytes = PAGE, kind: str | None = "text/html; charset=utf-8", status: int = 200, **headers: str
) -> Handler:
    def answer(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        if kind is not None:
            to.send_header("Content-Type", kind)
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        to.send_header("Content-Length", str(len(content)))
        to.end_headers()
        to.wfile.write(content)

    return answer


def moved(to: str, status: int = 302) -> Handler:
    return page(b"", None, status, Location=to)


def test_a_page_comes_as_a_file_would(server: Server) -> None:
    server.pages["/story"] = page()
    incoming = fetch(f" {server.url('/story')}#top ", server.web())
    assert (incoming.name, incoming.content, incoming.url) == ("page.html", PAGE, server.url("/story"))
    assert (incoming.published, incoming.outlet) == (None, None)


def test_nothing_of_the_users_goes_out(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    server.pages["/a?b=c%20d"] = page(Set_Cookie="track=1")
    fetch(server.url("/a?b=c%20d"), server.web())
    ((_, headers),) = server.asked
    assert headers["host"] == f"news.example:{server.port}"
    assert set(headers) == {
        "host",
        "user-agent",
        "accept",
        "accept-language",
        "accept-encoding",
        "connection",
    }


def test_no_cookie_is_sent_to_where_a_page_has_moved(server: Server) -> None:
    server.pages["/old"] = page(b"", None, 301, Location="/new", Set_Cookie="track=1")
    server.pages["/new"] = page()
    assert fetch(server.url("/old"), server.web()).url == server.url("/new")
    assert all("cookie" not in headers for _, headers in server.asked)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("text/html", "page.html"),
        ("TEXT/HTML; charset=UTF-8", "page.html"),
        ("application/xhtml+xml", "page.html"),
        ("text/plain; charset=us-ascii", "page.txt"),
    ],
)
def test_pages_and_plain_text_are_read(server: Server, kind: str, name: str) -> None:
    server.pages["/"] = page(kind=kind)
    assert fetch(server.url("/"), server.web()).name == name


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json", "text/css", None])
def test_nothing_else_is(server: Server, kind: str | None) -> None:
    server.pages["/"] = page(kind=kind)
    said = refusal(server.url("/"), server.web())
    assert f"holds {kind or 'no type'} (read are text/html, application/xhtml+xml, text/plain)" in said


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_page_that_moved_is_followed(server: Server, status: int) -> None:
    server.pages["/a"] = moved("b?c=1#here", status)
    server.pages["/b?c=1"] = page()
    assert fetch(server.url("/a"), server.web()).url == server.url("/b?c=1")


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("http://inside.example/admin", "leads to 10.0.0.5, which is not on the open internet"),
        ("http://localhost/", "leads to 127.0.0.1, which is not on the open internet"),
        ("http://localhost:22/", "names port 22"),
        ("file:///etc/passwd", "is no address of a page"),
        ("http://ana:secret@news.example/", "was given with a name or a password"),
    ],
)
def test_where_a_page_moved_to_is_looked_at_anew(server: Server, to: str, reason: str) -> None:
    server.pages["/"] = moved(to)
    assert reason in refusal(server.url("/"), server.web())
    assert len(server.asked) == 1


def test_a_page_that_moves_on_and_on_is_given_up(server: Server) -> None:
    server.pages["/"] = moved("/")
    assert "is redirected too often (at most 5 times)" in refusal(server.url("/"), server.web())
    assert len(server.asked) == 6


@pytest.mark.parametrize("status", [204, 304, 401, 403, 404, 500, 302])
def test_other_answers_are_told(server: Server, status: int) -> None:
    server.pages["/"] = page(b"", status=status)
    assert f"was answered with {status}" in refusal(server.url("/"), server.web())


def test_a_page_over_the_limit_is_not_read_to_its_end(server: Server) -> None:
    server.pages["/"] = page(b"x" * 5_000_000)
    assert "is too long (at most 100,000 bytes)" in refusal(server.url("/"), server.web(limit=100_000))
    server.pages["/"] = page(b"x" * 100_000)
    assert len(fetch(server.url("/"), server.web(limit=100_000)).content) == 100_000


def test_a_packed_page_is_unpacked(server: Server) -> None:
    server.pages["/"] = page(gzip.compress(PAGE), Content_Encoding="gzip")
    assert fetch(server.url("/"), server.web()).content == PAGE


def test_a_packed_page_does_not_swell_over_the_limit(server: Server) -> None:
    server.pages["/"] = page(gzip.compress(b"x" * 50_000_000), Content_Encoding="gzip")
    assert "is too long" in refusal(server.url("/"), server.web(limit=100_000))


def test_what_cannot_be_unpacked_is_told(server: Server) -> None:
    server.pages["/a"] = page(b"no gzip", Content_Encoding="gzip")
    server.pages["/b"] = page(b"x", Content_Encoding="br")
    assert "is broken gzip" in refusal(server.url("/a"), server.web())
    assert "is packed as br" in refusal(server.url("/b"), server.web())


def test_a_page_in_another_encoding_is_put_in_utf_8(server: Server) -> None:
    server.pages["/"] = page("Ürümqi".encode("cp1252"), "text/plain; charset=windows-1252")
    assert fetch(server.url("/"), server.web()).content == "Ürümqi".encode()


def test_an_encoding_that_is_not_so_is_left_to_the_reading(server: Server) -> None:
    server.pages["/a"] = page(b"\xff\xfe\xfd", "text/plain; charset=ascii")
    server.pages["/b"] = page(b"abc", "text/plain; charset=martian")
    assert fetch(server.url("/a"), server.web()).content == b"\xff\xfe\xfd"
    assert fetch(server.url("/b"), server.web()).content == b"abc"


def test_latin_1_is_read_as_browsers_do(server: Server) -> None:
    server.pages["/"] = page(b"\x93We agree,\x94 said Ren\xe9.", "text/plain; charset=ISO-8859-1")
    assert fetch(server.url("/"), server.web()).content.decode() == "“We agree,” said René."


@pytest.mark.parametrize("charset", ["punycode", "idna", "unicode_escape", "rot13", "zlib", "utf-7", "a\0b"])
def test_only_encodings_of_the_web_are_decoded(server: Server, charset: str) -> None:
    long = b"b" * 150_000 + b"-" + b"b" * 150_000  # as punycode it would take a minute and more
    server.pages["/"] = page(long, f"text/plain; charset={charset}")
    began = time.monotonic()
    assert fetch(server.url("/"), server.web()).content == long
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("where", ["headers", "body", "endless body"])
def test_a_server_that_dribbles_is_given_up(server: Server, where: str) -> None:
    def dribble(to: BaseHTTPRequestHandler) -> None:
        to.wfile.write(b"HTTP/1.1 200 OK\r\n")
        if where != "headers":
            length = b"Content-Length: 100\r\n" if where == "body" else b""
            to.wfile.write(b"Content-Type: text/html\r\n" + length + b"\r\n")
        for _ in range(100):
            to.wfile.write(b"x")
            to.wfile.flush()
            time.sleep(0.05)

    server.pages["/"] = dribble
    began = time.monotonic()
    assert "did not come in time (within 0.5 seconds)" in refusal(server.url("/"), server.web(seconds=0.5))
    assert time.monotonic() - began < 2


def test_the_time_is_for_all_redirects_together(server: Server) -> None:
    def slowly(to: BaseHTTPRequestHandler) -> None:
        time.sleep(0.2)
        moved("/")(to)

    server.pages["/"] = slowly
    assert "did not come in time" in refusal(server.url("/"), server.web(seconds=0.5))


def test_a_page_that_breaks_off_is_refused(server: Server) -> None:
    def half(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.send_header("Content-Type", "text/html")
        to.send_header("Content-Length", "1000")
        to.end_headers()
        to.wfile.write(PAGE)

    server.pages["/"] = half
    assert "broke off before its end" in refusal(server.url("/"), server.web())


def test_a_packed_page_that_breaks_off_is_refused(server: Server) -> None:
    def half(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)  # of a length that is not told: where the connection ends, it is over
        to.send_header("Content-Type", "text/plain")
        to.send_header("Content-Encoding", "gzip")
        to.end_headers()
        to.wfile.write(gzip.compress(bytes(range(256)) * 100)[:-60])

    server.pages["/"] = half
    assert "broke off before its end" in refusal(server.url("/"), server.web())


@pytest.mark.parametrize(
    "answer", [b"", b"SSH-2.0-OpenSSH_9.6\r\n", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200]
)
def test_what_is_no_answer_of_the_web_is_told(server: Server, answer: bytes) -> None:
    def say(to: BaseHTTPRequestHandler) -> None:
        to.wfile.write(answer)

    server.pages["/"] = say
    assert "cannot be read" in refusal(server.url("/"), server.web())


def test_a_server_without_a_certificate_is_told(server: Server) -> None:
    said = refusal(f"https://news.example:{server.port}/", server.web())
    assert "cannot be read: " in said
