"""What a browser or a script may do: hosts, headers, limits, sessions, tokens."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.requests import Request
from web_record import COOKIE, HOST, TOKEN, Spy, bearing, fill_record, serve, settings_of, sign_in

from onrecord.show.web import WebSettings, create_app
from onrecord.show.web.security import (
    HEADERS,
    ForbiddenError,
    Guard,
    Logins,
    check_form,
    csrf_of,
    new_session,
    session_cookie,
    session_of,
)

API = "/api/v1"
HERE = f"http://{HOST}"
WISH = {"verdict": "accept", "ref": "P1", "person": "Cy"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill_record(tmp_path_factory.mktemp("security") / "onrecord.db")


@pytest.fixture
def client(kept: Path) -> Iterator[TestClient]:
    with serve(kept, Spy(kept).verbs()) as client:
        yield client


def settings(kept: Path) -> WebSettings:
    return settings_of(kept)


# --- hosts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/", "/static/site.css", f"{API}/coverage", "/nothing"])
@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1",
        "127.0.0.1:80",
        "localhost:8765",
        "127.0.0.1:8765.evil.example",
        "evil.example#127.0.0.1:8765",
        "127.0.0.1:8765@evil.example",
        "[::1]:8765",
        "",
        "\xb2",
    ],
)
def test_a_foreign_host_is_not_answered(client: TestClient, host: str, address: str) -> None:
    """A name that an attacker's DNS leads here (DNS rebinding) is not one of ours."""
    answer = client.get(address, headers={"Host": host.encode("latin-1")})  # type: ignore[dict-item]
    assert answer.status_code == 421
    assert answer.headers["x-frame-options"] == "DENY"
    assert COOKIE not in answer.headers.get("set-cookie", "")


def test_a_host_is_found_whatever_its_case(kept: Path) -> None:
    with serve(kept, hosts=frozenset(("localhost:8765",))) as client:
        assert client.get("/", headers={"Host": "LocalHost:8765"}).status_code == 200


def test_two_hosts_are_none(kept: Path) -> None:
    app = create_app(settings(kept))
    status, _, _ = ask(app, headers=[(b"host", HOST.encode()), (b"host", b"evil.example")])
    assert status == 421


def test_what_forwards_say_of_the_host_is_not_believed(client: TestClient) -> None:
    answer = client.get("/", headers={"Host": "evil.example", "X-Forwarded-Host": HOST})
    assert answer.status_code == 421


# --- headers ----------------------------------------------------------------------------------------------


def broken(kept: Path) -> FastAPI:
    app = create_app(settings(kept))

    @app.get("/broken")
    def fail() -> None:
        raise RuntimeError("a secret of the server")

    app.router.routes.insert(0, app.router.routes.pop())
    return app


ADDRESSES = [
    ("GET", "/", 200),
    ("GET", "/search?q=trawling", 200),
    ("GET", "/nothing", 404),
    ("GET", "/reports/R999", 404),
    ("GET", "/static/site.css", 200),
    ("GET", "/static/nothing.css", 404),
    ("GET", f"{API}/coverage", 200),
    ("GET", f"{API}/nothing", 404),
    ("GET", f"{API}/reports?limit=0", 422),
    ("GET", f"{API}/openapi.json", 200),
    ("POST", f"{API}/decisions", 401),
    ("DELETE", "/", 405),
    ("OPTIONS", f"{API}/coverage", 405),
    ("TRACE", "/", 405),
    ("PROPFIND", f"{API}/coverage", 405),
    ("HEAD", "/", 200),
]


@pytest.mark.parametrize(("method", "address", "status"), ADDRESSES)
def test_every_answer_bears_the_headers(client: TestClient, method: str, address: str, status: int) -> None:
    answer = client.request(method, address)
    assert answer.status_code == status
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    for name, value in HEADERS.items():
        if name not in ("Content-Security-Policy", "Cache-Control"):
            assert answer.headers.get_list(name) == [value]
    assert not [name for name in answer.headers if name.startswith("access-control-")]
    assert "server" not in answer.headers


def test_a_fault_of_ours_bears_the_headers_and_tells_nothing(kept: Path) -> None:
    client = TestClient(broken(kept), base_url=HERE, raise_server_exceptions=False)
    answer = client.get("/broken")
    assert answer.status_code == 500
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("address", ["/", "/questions/trawling-ban", "/reports/R1", "/nothing"])
def test_pages_are_not_kept_by_anyone(client: TestClient, address: str) -> None:
    assert client.get(address).headers["cache-control"] == "no-store"


def test_answers_of_the_api_are_asked_for_again(client: TestClient) -> None:
    assert client.get(f"{API}/coverage").headers["cache-control"] == "private, no-cache"
    assert client.get(f"{API}/nothing").headers["cache-control"] == "no-store"


def test_forms_of_ours_can_be_told_from_foreign_ones(client: TestClient) -> None:
    """With "no-referrer" a browser says `Origin: null` of our own forms, and none could be sent."""
    assert client.get("/").headers["referrer-policy"] == "same-origin"


# --- methods ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/", "/questions/trawling-ban", "/static/site.css", f"{API}/coverage"])
def test_head_is_get_without_content(client: TestClient, address: str) -> None:
    whole, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert head.headers["content-length"] == whole.headers["content-length"]


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("PUT", f"{API}/decisions", {"GET", "HEAD", "POST"}),
        ("DELETE", f"{API}/reports", {"GET", "HEAD", "POST"}),
        ("GET", f"{API}/decisions/D1234/undo", {"POST"}),
        ("POST", f"{API}/coverage", {"GET", "HEAD"}),
        ("OPTIONS", f"{API}/decisions", {"GET", "HEAD", "POST"}),
    ],
)
def test_a_method_that_is_not_allowed_is_told_what_is(
    client: TestClient, method: str, address: str, allowed: set[str]
) -> None:
    answer = client.request(method, address)
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == allowed
    assert answer.json()["title"] == "Method Not Allowed"


def test_head_does_not_write(client: TestClient) -> None:
    answer = client.head(f"{API}/reports/R1/withdraw", headers=bearing())
    assert answer.status_code == 405


def test_a_preflight_of_another_site_gets_no_leave(client: TestClient) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = client.options(f"{API}/decisions", headers=asked)
    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("access-control-")]


# --- limits -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "status"),
    [
        ("999999999", 413),
        ("9" * 5_000, 413),
        ("-1", 400),
        ("1e9", 400),
        ("\xb2", 400),
        ("٣", 400),
        ("0x10", 400),
        ("", 400),
        ("1, 2", 400),
    ],
)
def test_a_length_is_a_number_within_the_limit(kept: Path, length: str, status: int) -> None:
    app = create_app(settings_of(kept, body_limit=1_000))
    headers = [(b"host", HOST.encode()), (b"content-length", length.encode())]
    for path in (f"{API}/decisions", "/"):
        assert ask(app, "POST", path, headers)[0] == status


@pytest.mark.parametrize("announced", [None, b"3"])
def test_a_body_is_cut_off_at_the_limit_whatever_it_says(kept: Path, announced: bytes | None) -> None:
    """In chunks, without a length; or with one that is not true."""
    app = create_app(settings_of(kept, body_limit=1_000), Spy(kept).verbs())
    headers = [(b"host", HOST.encode()), (b"content-type", b"application/json")]
    headers += [(name.lower().encode(), value.encode()) for name, value in bearing().items()]
    headers += [(b"content-length", announced)] if announced else []
    sent = []

    async def endless() -> Any:
        sent.append(1)
        return {"type": "http.request", "body": b" " * 100, "more_body": True}

    status, told, body = ask(app, "POST", f"{API}/decisions", headers, endless)
    assert status == 413
    assert told[b"content-type"] == b"application/problem+json"
    assert b"longer than allowed" in body
    assert len(sent) <= 12


def test_compressed_content_is_not_read(client: TestClient) -> None:
    answer = client.post(
        f"{API}/decisions", content=b"\x1f\x8b", headers={**bearing(), "Content-Encoding": "gzip"}
    )
    assert answer.status_code == 415


def test_a_socket_is_closed(client: TestClient) -> None:
    app: Any = client.app
    sent: list[Any] = []

    async def opened() -> None:
        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> Any:
            return {"type": "websocket.connect"}

        await app({"type": "websocket", "path": "/", "headers": []}, receive, send)

    asyncio.run(opened())
    assert [message["type"] for message in sent] == ["websocket.close"]


# --- sessions and cookies ---------------------------------------------------------------------------------


def login_of(client: TestClient) -> str:
    """The token in the address that is printed for writing."""
    app: Any = client.app
    token: str = app.state.site.settings.login
    return token


def may_write(client: TestClient) -> bool:
    """Whether the forms of this client's pages do what they say."""
    form = client.get("/review?question=trawling-ban").text
    token = form.partition('name="csrf" value="')[2].partition('"')[0]
    sent = client.post("/review/person", data={"person": "Cy", "csrf": token})
    assert sent.status_code in (303, 403)
    return sent.status_code == 303


def test_the_printed_address_signs_in_a_browser_once(kept: Path) -> None:
    with serve(kept, Spy(kept).verbs()) as client:
        address = f"/login?token={login_of(client)}"
        assert not may_write(client)
        answer = client.get(address)
        assert (answer.status_code, answer.headers["refresh"]) == (200, "0; url=/")
        assert may_write(client)
        again = client.get(address)  # its own browser, going back to it
        assert (again.status_code, "set-cookie" in again.headers) == (200, False)
        client.cookies.clear()
        reused = client.get(address)  # another browser, or another account that saw the address
        assert (reused.status_code, "set-cookie" in reused.headers) == (403, False)
        assert "has signed in a browser before" in reused.text
        typed = client.post("/login", files={"token": (None, login_of(client))})
        assert (typed.status_code, may_write(client)) == (403, False)


def test_to_ask_for_the_headers_of_the_printed_address_spends_nothing(kept: Path) -> None:
    with serve(kept, Spy(kept).verbs(), login="once") as client:
        assert COOKIE not in client.head("/login?token=once").headers.get("set-cookie", "")
        assert COOKIE in client.get("/login?token=once").headers["set-cookie"]


def test_of_many_who_open_the_printed_address_at_once_one_is_signed_in(kept: Path) -> None:
    logins = Logins(settings(kept))
    ready = Barrier(16)

    def spend(_: int) -> bool:
        ready.wait()
        return logins.spend(logins.settings.login)

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(spend, range(16))) == 1


@pytest.mark.parametrize("forged", ["", "x", TOKEN, "é", "a" * 43, "\x00", "../login", "login", "a b", "%"])
def test_a_forged_login_signs_in_nobody(kept: Path, forged: str) -> None:
    """The token for scripts, too, is only taken where it is typed: an address stays in the history."""
    with serve(kept, Spy(kept).verbs()) as client:
        answer = client.get("/login", params={"token": forged})
        assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
        assert not may_write(client)
        assert client.get(f"/login?token={login_of(client)}").status_code == 200, "it is not spent by that"


@pytest.mark.parametrize("typed", ["", "x", "é", f"{TOKEN}x", TOKEN.upper(), "x" * 5_000])
def test_a_wrong_token_that_is_typed_signs_in_nobody(client: TestClient, typed: str) -> None:
    answer = client.post("/login", files={"token": (None, typed)})
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
    assert not may_write(client)


def test_the_token_that_is_typed_signs_in_any_browser(client: TestClient) -> None:
    for _ in range(2):
        client.cookies.clear()
        assert not may_write(client)
        sign_in(client)
        assert may_write(client)


def test_another_site_signs_nobody_in(client: TestClient) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "same-site"}):
        answer = client.post("/login", files={"token": (None, TOKEN)}, headers=headers)
        assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


def test_who_is_not_signed_in_reads_and_is_told_how_to_write(client: TestClient) -> None:
    for address in ("/add", "/ask", "/review", "/review?question=trawling-ban", "/review/missed?report=R1"):
        answer = client.get(address)
        assert (answer.status_code, "set-cookie" in answer.headers) == (200, False)
        assert "You are reading only." in answer.text
        assert 'href="/login"' in answer.text
        assert 'name="csrf" value=""' in answer.text or 'name="csrf"' not in answer.text
    sent = client.post("/review/person", data={"person": "Cy", "csrf": ""})
    assert sent.status_code == 403
    assert "not signed in" in sent.text
    script = client.post(f"{API}/decisions", json=WISH, headers={"X-CSRF-Token": ""})
    assert script.status_code == 403
    assert "not signed in" in script.json()["detail"]


def test_nobody_signs_in_where_the_server_only_reads(kept: Path) -> None:
    with serve(kept) as client:
        assert "set-cookie" not in client.get(f"/login?token={login_of(client)}").headers
        answer = client.post("/login", files={"token": (None, TOKEN)})
        assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
        assert "This server only reads" in answer.text
        assert "sign in" not in client.get("/add").text


def test_scripts_and_sites_cannot_use_the_session_of_a_reader(client: TestClient) -> None:
    sign_in(client)
    client.cookies.clear()
    answer = client.post("/login", files={"token": (None, TOKEN)})
    told = [*answer.headers.get_list("set-cookie"), *client.get("/").headers.get_list("set-cookie")]
    cookies = {name: cookie for line in told for name, cookie in SimpleCookie(line).items()}
    assert COOKIE in cookies
    for cookie in cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"].lower() == "strict"
        assert not cookie["domain"]
    assert not cookies[COOKIE]["max-age"], "it ends with the browser, at the latest"


def test_two_servers_of_one_machine_keep_their_sessions_apart(kept: Path) -> None:
    """Browsers send the cookies of one host to all its ports."""
    names = {session_cookie(request_with(kept, host=f"127.0.0.1:{port}")) for port in (8000, 8001)} | {
        session_cookie(request_with(kept, host="localhost"))
    }
    assert names == {"onrecord_session_8000", "onrecord_session_8001", "onrecord_session_80"}


def test_the_api_gives_no_session(client: TestClient) -> None:
    assert "set-cookie" not in client.get(f"{API}/coverage").headers


def request_with(kept: Path, **headers: str) -> Request:
    headers = {"host": HOST, **headers}
    told = [(name.replace("_", "-").encode(), value.encode("utf-8")) for name, value in headers.items()]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": told, "query_string": b""})


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        ".",
        "x",
        "x.y",
        ".e3b0c442",
        "é.ü",
        "x.\xff",
        "session.",
        "a.b.c",
        "x" * 5_000,
        '"',
        "x.y; ;=",
        "\udcff",
    ],
)
def test_a_forged_session_is_none(kept: Path, cookie: str) -> None:
    told = [(b"host", HOST.encode())]
    told += [(b"cookie", f"{COOKIE}={cookie}".encode("utf-8", "surrogateescape"))]
    request = Request({"type": "http", "method": "GET", "path": "/", "headers": told})
    assert session_of(request, settings(kept)) is None


def test_a_session_of_another_start_is_none(kept: Path) -> None:
    _, cookie = new_session(settings_of(kept, secret=b"yesterday's"))
    assert session_of(request_with(kept, cookie=f"{COOKIE}={cookie}"), settings(kept)) is None


def test_a_signature_of_one_kind_is_none_of_another(kept: Path) -> None:
    """The token of a form, which a page shows, must not do for the cookie."""
    held = settings(kept)
    name, _ = new_session(held)
    assert session_of(request_with(kept, cookie=f"{COOKIE}={name}.{csrf_of(name, held)}"), held) is None
    shifted = f"{COOKIE}=csrf {name}.{csrf_of(name, held)}"
    assert session_of(request_with(kept, cookie=shifted), held) is None


def test_sessions_are_not_alike(kept: Path) -> None:
    held = settings(kept)
    assert len({new_session(held)[0] for _ in range(50)}) == 50
    assert WebSettings(kept, frozenset()).secret != WebSettings(kept, frozenset()).secret
    assert WebSettings(kept, frozenset()).token != WebSettings(kept, frozenset()).token


# --- forms ------------------------------------------------------------------------------------------------


def form(kept: Path, token: str | None = None, **headers: str) -> None:
    held = settings(kept)
    name, cookie = new_session(held)
    told = {"host": HOST, "cookie": f"{COOKIE}={cookie}", **headers}
    check_form(request_with(kept, **told), csrf_of(name, held) if token is None else token, held)


def test_a_form_of_ours_passes(kept: Path) -> None:
    form(kept)
    form(kept, origin=HERE, sec_fetch_site="same-origin")


@pytest.mark.parametrize(
    ("token", "headers"),
    [
        ("", {}),
        ("x", {}),
        ("é", {}),
        ("\udcff", {}),
        (None, {"cookie": ""}),
        (None, {"cookie": f"{COOKIE}=forged.forged"}),
        (None, {"origin": "https://evil.example"}),
        (None, {"origin": "null"}),
        (None, {"origin": ""}),
        (None, {"origin": "http://127.0.0.1:9999"}),
        (None, {"origin": f"{HERE}.evil.example"}),
        (None, {"origin": f"file://{HOST}"}),
        (None, {"sec_fetch_site": "cross-site"}),
        (None, {"sec_fetch_site": "same-site"}),
        (None, {"sec_fetch_site": "same-site", "origin": HERE}),
    ],
)
def test_a_form_of_another_is_refused(kept: Path, token: str | None, headers: dict[str, str]) -> None:
    with pytest.raises(ForbiddenError):
        form(kept, token, **headers)


def test_the_token_of_another_reader_does_not_do(kept: Path) -> None:
    held = settings(kept)
    other, _ = new_session(held)
    with pytest.raises(ForbiddenError):
        form(kept, csrf_of(other, held))


# --- scripts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer a-token-for-test",
        "Bearer a-token-for-testss",
        "Bearer A-TOKEN-FOR-TESTS",
        "Basic a-token-for-tests",
        "a-token-for-tests",
        "Bearer é",
        "Bearer a-token-for-tests, Bearer x",
        "",
    ],
)
def test_a_wrong_token_does_not_write(client: TestClient, given: str) -> None:
    answer = client.post(
        f"{API}/decisions",
        json=WISH,
        headers={"Authorization": given.encode("utf-8")},  # type: ignore[dict-item]
    )
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert "a-token" not in answer.text


def test_a_token_in_the_address_does_not_write(client: TestClient) -> None:
    assert client.post(f"{API}/decisions?token=a-token-for-tests", json=WISH).status_code == 401


def test_the_right_token_writes(client: TestClient) -> None:
    assert client.post(f"{API}/decisions", json=WISH, headers=bearing()).status_code == 201


def test_a_page_of_ours_writes_with_its_token(client: TestClient, kept: Path) -> None:
    sign_in(client)
    session = client.cookies[COOKIE].partition(".")[0]
    mine = {"X-CSRF-Token": csrf_of(session, settings(kept)), "Origin": HERE}
    assert client.post(f"{API}/decisions", json=WISH, headers=mine).status_code == 201
    for wrong in (
        {"X-CSRF-Token": "x"},
        {"X-CSRF-Token": ""},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        refused = client.post(f"{API}/decisions", json=WISH, headers={**mine, **wrong})
        assert refused.status_code == 403, wrong


def test_a_cookie_alone_does_not_write(client: TestClient) -> None:
    sign_in(client)
    assert client.post(f"{API}/decisions", json=WISH).status_code == 401
    plain = {"Content-Type": "text/plain"}  # what a form of another site can send without asking
    sent = client.post(f"{API}/decisions", content='{"verdict":"accept"}', headers=plain)
    assert sent.status_code == 401


def test_a_form_that_is_made_to_look_like_json_is_refused_with_a_token(client: TestClient) -> None:
    sent = client.post(
        f"{API}/decisions",
        content='{"verdict":"accept"}',
        headers={**bearing(), "Content-Type": "text/plain"},
    )
    assert sent.status_code == 422


# --- other sites that read --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "dest", "status"),
    [
        ("navigate", "document", 200),
        ("navigate", "iframe", 403),
        ("no-cors", "image", 403),
        ("no-cors", "script", 403),
        ("cors", "empty", 403),
        ("navigate", "object", 403),
    ],
)
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_other_sites_may_only_lead_here(
    client: TestClient, site: str, mode: str, dest: str, status: int
) -> None:
    """A link may; a picture, a frame or a script that asks for a search and looks at the clock may not."""
    asked = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
    assert client.get("/search?q=trawling", headers=asked).status_code == status


def test_pages_of_ours_and_the_user_may_ask_for_all(client: TestClient) -> None:
    for site in ("same-origin", "none"):
        asked = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "style"}
        assert client.get("/static/site.css", headers=asked).status_code == 200


# --- below the client -------------------------------------------------------------------------------------


def ask(
    app: Any,
    method: str = "GET",
    path: str = "/",
    headers: list[tuple[bytes, bytes]] | None = None,
    receive: Any = None,
) -> tuple[int, dict[bytes, bytes], bytes]:
    """Ask the application itself, with headers that no client would send."""
    sent: list[Any] = []

    async def nothing() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": headers or [],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8765),
    }
    asyncio.run(app(scope, receive or nothing, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], dict(sent[0]["headers"]), body


def test_the_guard_stands_outside_everything(kept: Path) -> None:
    assert isinstance(create_app(settings(kept)).build_middleware_stack(), Guard)
