"""One page from the web, fetched for the user without letting a page reach what only this machine can.

An address may name, or be redirected to, a server of the local network or of this machine (server-side
request forgery). So every address that a name resolves to must be a public one, the connection goes to the
very address that was looked at (no second look-up, no DNS rebinding), and each redirect is looked at anew;
see OWASP, "Server-Side Request Forgery Prevention". Nothing of the user's goes out: no cookies, no
credentials, no proxy.
"""

from __future__ import annotations

import codecs
import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from onrecord import __version__
from onrecord.model import OnrecordError
from onrecord.show.web.handed import Incoming
from onrecord.show.web.settings import MEGABYTE

SCHEMES = {"http": 80, "https": 443}
PORTS = frozenset(SCHEMES.values())
KINDS = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}
REDIRECTS = 5
SECONDS = 10.0
MOVED = frozenset((301, 302, 303, 307, 308))
AGENT = f"onrecord/{__version__}"
ENCODINGS = {  # those of the web beside UTF-8, by their codecs (encoding.spec.whatwg.org, "Names and labels")
    **{
        name: name
        for name in (
            *(f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
            *(f"cp{page}" for page in (866, 874, 932, 949, *range(1250, 1259))),
            *("ascii", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "tis-620", "utf-16", "utf-16-be"),
            *("utf-16-le", "gb2312", "gbk", "gb18030", "big5", "big5hkscs", "euc_jp", "iso2022_jp"),
            *("shift_jis", "euc_kr"),
        )
    },
    "iso8859-1": "cp1252",  # a page that says so may hold the quotation marks of Windows, as browsers know
}

_CHUNK = 65_536
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_USER = re.compile(r"(?<=//)[^/?#]*@")
_IN_ADDRESS = "!$&'()*+,;=:@/?%~-._[]"  # what RFC 3986 lets stand in path and query

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
Connect = Callable[[str, int, float], socket.socket]


class FetchError(OnrecordError):
    """A page that may not or cannot be fetched."""

    def __init__(self, url: str, reason: str, allowed: str) -> None:
        # what may be a password stays out of messages, whatever else is wrong with the address
        super().__init__(f"{_USER.sub('', url)[:200]} {reason} ({allowed})")


class _TooLateError(Exception):
    """The time for the whole of it is over."""


def _resolve(host: str, port: int) -> Sequence[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _connect(address: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((address, port), seconds)


@dataclass(frozen=True, slots=True)
class Web:
    """How the web is reached, and within which limits.

    `limit` is in bytes, packed and unpacked; `seconds` are for all of it, redirects too. `exempt` are pairs
    of address and port that are let through whatever they are: for tests with a server of their own.
    """

    limit: int = 2 * MEGABYTE
    seconds: float = SECONDS
    resolve: Resolve = _resolve
    connect: Connect = _connect
    exempt: frozenset[tuple[str, int]] = frozenset()


class _Target(NamedTuple):
    """Where a request goes: the address as it was written, and its parts."""

    url: str
    secure: bool
    host: str
    port: int
    path: str

    @property
    def name(self) -> str:
        """The Host header: the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == SCHEMES["https" if self.secure else "http"] else f"{host}:{self.port}"


class _Answer(NamedTuple):
    """What a server said: where it sends us, or the page itself."""

    moved: str | None
    kind: str
    charset: str | None
    content: bytes


def fetch(url: str, web: Web | None = None) -> Incoming:
    """Get the page at `url`, as it would come from a file.

    Raises `FetchError`: for an address that may not be asked, and for a page that does not come.
    """
    web = web or Web()
    until = time.monotonic() + web.seconds
    here = urldefrag(url.strip()).url
    for _ in range(REDIRECTS + 1):
        target = _target(here, web)
        try:
            answer = _ask(target, web, until)
        except _TooLateError:
            raise FetchError(here, "did not come in time", f"within {web.seconds:g} seconds") from None
        if answer.moved is None:
            return Incoming(f"page{KINDS[answer.kind]}", _as_utf8(answer), url=here)
        here = urldefrag(urljoin(here, answer.moved.strip().replace(" ", "%20"))).url
    raise FetchError(url, "is redirected too often", f"at most {REDIRECTS} times")


# --- which addresses may be asked -------------------------------------------------------------------------


def _target(url: str, web: Web) -> _Target:
    """Take an address apart. Raises `FetchError` where it is none that may be asked."""
    if any(ord(c) < 33 or ord(c) == 127 for c in url):
        shown = url.encode("unicode_escape").decode()
        raise FetchError(shown, "holds blanks or control characters", "an address as a browser shows it")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise FetchError(url, "is no address of a page", "such as https://example.org/story") from None
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise FetchError(url, "is no address of a page", "one that begins with https:// or http://")
    if parts.username is not None or parts.password is not None:
        raise FetchError(url, "was given with a name or a password", "leave them out")
    host = _host(url, parts.hostname)
    port = SCHEMES[parts.scheme] if port is None else port
    if port not in PORTS and port not in {exempt for _, exempt in web.exempt}:
        raise FetchError(url, f"names port {port}", "the ports of the web, 80 and 443")
    path = quote(parts.path or "/", safe=_IN_ADDRESS)
    query = f"?{quote(parts.query, safe=_IN_ADDRESS)}" if parts.query else ""
    return _Target(url, parts.scheme == "https", host, port, path + query)


def _host(url: str, host: str) -> str:
    try:
        return host if ":" in host else host.encode("idna").decode("ascii").rstrip(".")
    except UnicodeError:
        raise FetchError(url, "names no server", "such as https://example.org/story") from None


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also the one that it stands for in another form."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return _is_open(found.ipv4_mapped)
        if found in _NAT64:
            return _is_open(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
        tunnelled = [found.sixtofour, *(found.teredo or ())]
        return _is_open(found) and all(_is_open(one) for one in tunnelled if one is not None)
    return _is_open(found)


def _is_open(address: Address) -> bool:
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_unspecified
        or (isinstance(address, ipaddress.IPv6Address) and address.is_site_local)
    )


def _addresses(target: _Target, web: Web, until: float) -> Sequence[str]:
    """The addresses of a server, all of them public. Raises `FetchError`."""
    found = _looked_up(target, web, until)
    if not found:
        raise FetchError(target.url, "names a server that is not known", "look for a slip of the pen")
    for address in found:
        if (address, target.port) not in web.exempt and not is_public(address):
            raise FetchError(
                target.url, f"leads to {address}, which is not on the open internet", "a public page"
            )
    return found


def _looked_up(target: _Target, web: Web, until: float) -> Sequence[str]:
    """Ask for the addresses of a name; a look-up knows no time limit of its own."""
    found: list[Sequence[str]] = []

    def look() -> None:
        with suppress(OSError, UnicodeError):
            found.append(web.resolve(target.host, target.port))

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    looking.join(_left(until))
    if looking.is_alive():
        raise _TooLateError
    return tuple(dict.fromkeys(found[0])) if found else ()


# --- one request ------------------------------------------------------------------------------------------


def _ask(target: _Target, web: Web, until: float) -> _Answer:
    """Ask one server once. Raises `FetchError` and `_TooLateError`."""
    fault: Exception | None = None
    for address in _addresses(target, web, until):
        try:
            plain = web.connect(address, target.port, _left(until))
        except OSError as refused:
            fault = refused
            continue
        # A server that sends a byte a second outlives every limit on a single read.
        held = plain.dup()  # TLS takes the socket over
        watch = threading.Timer(max(0.0, until - time.monotonic()), _cut, (held,))
        watch.daemon = True
        watch.start()
        try:
            return _exchanged(plain, target, web, until)
        except ssl.SSLCertVerificationError as wrong:
            reason = f"has a certificate that is not valid ({wrong.verify_message})"
            raise FetchError(target.url, reason, "a server that proves its name") from wrong
        except (OSError, http.client.HTTPException, ValueError) as broken:
            _left(until)  # cut by the watch: too late, and not broken
            raise FetchError(target.url, f"cannot be read: {_why(broken)}", "try again") from broken
        finally:
            watch.cancel()
            held.close()
            plain.close()
    _left(until)
    reason = "cannot be reached" + (f": {_why(fault)}" if fault else "")
    raise FetchError(target.url, reason, "try again later, or save the page and upload it")


def _exchanged(plain: socket.socket, target: _Target, web: Web, until: float) -> _Answer:
    plain.settimeout(_left(until))
    wire = plain
    if target.secure:
        wire = ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = wire  # the address that was looked at; it connects to none of its own
    connection.auto_open = 0
    try:
        connection.putrequest("GET", target.path, skip_host=True, skip_accept_encoding=True)
        for name, value in (
            ("Host", target.name),
            ("User-Agent", AGENT),
            ("Accept", "text/html, application/xhtml+xml, text/plain;q=0.8"),
            ("Accept-Language", "en"),
            ("Accept-Encoding", "gzip, identity"),
            ("Connection", "close"),
        ):
            connection.putheader(name, value)
        connection.endheaders()
        return _answered(connection.getresponse(), target, web, until)
    finally:
        connection.close()


def _answered(response: http.client.HTTPResponse, target: _Target, web: Web, until: float) -> _Answer:
    _left(until)  # headers that our watch cut off look like whole ones
    moved = response.getheader("Location")
    if response.status in MOVED and moved:
        return _Answer(moved, "", None, b"")
    if response.status != 200:
        said = f"{response.status} {response.reason}".strip()
        raise FetchError(
            target.url, f"was answered with {said}", "save the page from your browser, and upload it"
        )
    kind = response.headers.get_content_type() if "Content-Type" in response.headers else "no type"
    if kind not in KINDS:
        raise FetchError(target.url, f"holds {kind[:80]}", f"read are {', '.join(KINDS)}")
    packed = _body(response, target, web, until)
    packing = (response.getheader("Content-Encoding") or "identity").strip().lower()
    content = _unpacked(packed, packing, target, web)
    return _Answer(None, kind, response.headers.get_content_charset(), content)


def _body(response: http.client.HTTPResponse, target: _Target, web: Web, until: float) -> bytes:
    found = bytearray()
    while chunk := response.read(_CHUNK):
        found += chunk
        _left(until)
        if len(found) > web.limit:
            raise _too_long(target, web)
    _left(until)
    if response.length:  # the server, or our watch, hung up before the end
        raise FetchError(target.url, "broke off before its end", "try again")
    return bytes(found)


def _unpacked(packed: bytes, packing: str, target: _Target, web: Web) -> bytes:
    if packing in ("identity", ""):
        return packed
    if packing not in ("gzip", "x-gzip"):
        raise FetchError(target.url, f"is packed as {packing[:40]}", "unpacked or gzip")
    opening = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        content = opening.decompress(packed, web.limit + 1)
    except zlib.error as fault:
        raise FetchError(target.url, "is broken gzip", "try again") from fault
    if len(content) > web.limit:
        raise _too_long(target, web)
    if not opening.eof:  # half a story would be kept as the whole
        raise FetchError(target.url, "broke off before its end", "try again")
    return content


def _too_long(target: _Target, web: Web) -> FetchError:
    return FetchError(target.url, "is too long", f"at most {web.limit:,} bytes")


def _as_utf8(answer: _Answer) -> bytes:
    """The page in the encoding that files are read in, where its server says another."""
    try:
        codec = codecs.lookup(answer.charset or "utf-8").name
        if codec not in ENCODINGS:
            return answer.content
        return answer.content.decode(ENCODINGS[codec]).encode()
    except (LookupError, ValueError):
        return answer.content  # the reading finds out, or says what is wrong


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise _TooLateError
    return left


def _cut(wire: socket.socket) -> None:
    with suppress(OSError):
        wire.shutdown(socket.SHUT_RDWR)


def _why(fault: Exception) -> str:
    said = (fault.strerror if isinstance(fault, OSError) else None) or str(fault) or type(fault).__name__
    return " ".join(said.split())[:200]
