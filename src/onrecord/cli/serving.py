"""`serve`: the record as pages, for a browser on this machine."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
import tempfile
import webbrowser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType

import uvicorn
from fastapi import FastAPI

from onrecord.cli.correcting import person_of
from onrecord.cli.printing import say
from onrecord.cli.writing import Writer
from onrecord.model import OnrecordError
from onrecord.pipeline import Record
from onrecord.settings import Settings
from onrecord.show.web import create_app
from onrecord.show.web.settings import WebSettings

STOPPED = 130  # 128 + SIGINT, as shells have it
NAMES = ("127.0.0.1", "localhost", "[::1]")
ENDINGS = ("SIGTERM", "SIGHUP")  # what ends it beside Ctrl-C: kill, and a terminal that is closed
PATIENCE = 3  # seconds that requests under way are given when the server ends
BACKLOG = 128
LEADING = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
    '<meta http-equiv="refresh" content="0; url={login}"><title>onrecord</title>'
    '<p><a href="{login}">To the pages</a></p></html>\n'
)


class PortError(OnrecordError):
    """The server cannot listen where it should."""

    def __init__(self, port: int, fault: OSError) -> None:
        if fault.errno == errno.EADDRINUSE:
            reason = f"port {port} is in use, perhaps by another `onrecord serve`"
        else:
            reason = f"port {port} cannot be listened on: {fault.strerror or fault}"
        super().__init__(f"{reason} (end that, or name another with --port; --port 0 takes a free one)")


class Server(uvicorn.Server):
    """A server that lets addings come to their end as soon as it is told to end, and not when all who look on
    have gone.
    """

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._addings = app.state.site.addings

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end."""
        self._addings.stop()
        super().handle_exit(sig, frame)

    def ends(self, sig: int, frame: FrameType | None) -> None:
        """End in order for what would end the process at once; a signal handler. It comes a second time when
        the server has ended, from uvicorn, which hands on what it was told.
        """
        if self.started and not self.should_exit:
            self.handle_exit(sig, frame)
        else:
            sys.exit(128 + sig)


def serve(settings: Settings, port: int, *, read_only: bool, opens: bool) -> int:
    """Serve the record on this machine alone until Ctrl-C, and return the exit status.

    `read_only` leaves out all that writes; else a record is made where there is none. `opens` shows the page
    in the user's browser. Raises `PortError` and `RecordError`.
    """
    sockets = listening(port)  # first: where that cannot be, no record is made
    try:
        port = sockets[0].getsockname()[1]
        if not read_only:
            new = not os.path.exists(settings.record)
            Record.open(settings.record).close()
            if new:
                say(f"a new record is made at {settings.record}")
        web = WebSettings(record=settings.record, hosts=hosts(port), person=person_of(None))
        app = create_app(web, None if read_only else Writer(settings).verbs())
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            ws="none",
            lifespan="on",
            timeout_graceful_shutdown=PATIENCE,
        )
        address = f"http://127.0.0.1:{port}/"
        print(f"{settings.record} is served at {address} (Ctrl-C ends it)")
        login = f"{address}login?token={web.login}"
        if read_only:
            print("It can only be read.", flush=True)
        else:
            print(f"To write, open {login} (it signs in one browser, once)")
            print(f"The token for scripts, and to sign in another browser: {web.token}", flush=True)
        server = Server(config, app)
        with ExitStack() as held, suppress(KeyboardInterrupt):  # uvicorn ends in order, and then raises
            ends_in_order(server)
            if opens:  # it waits in the queue of the socket until the server is up
                webbrowser.open(address if read_only else leading(held, address, login, settings.record))
            server.run(sockets=sockets)
            return 0
        return STOPPED
    finally:
        for one in sockets:
            one.close()


def ends_in_order(server: Server) -> None:
    """Let the server end in order where it is killed or its terminal is closed."""
    for name in ENDINGS:
        number = getattr(signal, name, None)  # not every system has all of them
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, server.ends)


def leading(held: ExitStack, address: str, login: str, record: Path) -> str:
    """Return what to open in a browser: a page that signs in, there as long as `held` is, or, where none can
    be written, the address for reading.
    """
    try:
        return held.enter_context(led_to(login, record))
    except OSError as fault:
        why = f"no page can be written beside {record}: {fault.strerror or fault}"
        say(f"The browser is led to the address for reading ({why}).")
        return address


@contextmanager
def led_to(login: str, record: Path) -> Iterator[str]:
    """Write a page that leads to an address that signs in, and give its own address; it is gone at the end.

    A browser is told what to open on its command line, which every account of the machine can read: nothing
    that signs in may stand there (Jupyter opens its pages so, too). The page lies beside the record and not
    in a folder for passing files, which browsers in a sandbox cannot see; only this user can read it.
    """
    handle, name = tempfile.mkstemp(".html", "onrecord-open-", record.absolute().parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as page:
            page.write(LEADING.format(login=login))
        yield Path(name).as_uri()
    finally:
        with suppress(OSError):
            os.unlink(name)


def hosts(port: int) -> frozenset[str]:
    """Return the names by which a browser on this machine addresses the server."""
    bare = NAMES if port == 80 else ()
    return frozenset((*(f"{name}:{port}" for name in NAMES), *bare))


def listening(port: int) -> list[socket.socket]:
    """Listen on loopback, where there is one of IPv6 on both: "localhost" may mean either.

    Port 0 takes a free one. Raises `PortError`.
    """
    try:
        first = _bound(socket.AF_INET, "127.0.0.1", port)
    except (OSError, OverflowError) as fault:
        raise PortError(port, fault if isinstance(fault, OSError) else OSError(str(fault))) from fault
    with suppress(OSError):
        return [first, _bound(socket.AF_INET6, "::1", first.getsockname()[1])]
    return [first]


def _bound(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it lets two servers have one port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((address, port))
        made.listen(BACKLOG)
    except BaseException:
        made.close()
        raise
    return made
