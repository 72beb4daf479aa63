"""How quickly `onrecord serve` answers on a large record, how heavy its pages are, and whether it grows.

    python bench/serve.py --record RECORD [--requests 10000] [--settle SECONDS]

RECORD is a record as bench/record.py makes one; it is only read. The server runs in a process of its own,
readers in threads here, each asking for one page after another: the first page, a question, an actor, a
search for two words that stand side by side. Printed for each kind: how many, p50 and p95 of the time and
the largest page; once for the first pages, while most of them are made for the first time, and once for
the rest. Then the memory of the server at the start, after 1,000 requests and at the end. `--settle` waits
at most so long for the pages that the server makes ahead; 0 asks at once. `--of` asks for so many different
questions, actors and searches only, each again and again: what pages cost that are made already.

With the bars of the project: p95 under 200 ms with 8 readers, a page under 200 KB, and memory at the end at
most 1.1 times that after 1,000 requests.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import socket
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

READERS, SEED, EARLY = 8, 1, 1000
BAR_SECONDS, BAR_BYTES, BAR_GROWTH = 0.2, 200_000, 1.1
KINDS = ("start", "question", "actor", "search")
SERVER = """
import sys
from pathlib import Path
import uvicorn
from onrecord.show.web import Verbs, WebSettings, create_app
host = f"127.0.0.1:{sys.argv[2]}"
app = create_app(WebSettings(record=Path(sys.argv[1]), hosts=frozenset({host})), Verbs())
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning", access_log=False)
"""


class Asked(NamedTuple):
    """One request: its place in the order, what kind of page, seconds, bytes."""

    number: int
    kind: str
    seconds: float
    size: int


class Pages:
    """Addresses at random, of what the record holds."""

    def __init__(self, record: Path, of: int | None) -> None:
        self._random = random.Random(SEED)
        self._lock = threading.Lock()
        with sqlite3.connect(f"{record.absolute().as_uri()}?mode=ro", uri=True) as connection:
            self.questions = _column(connection, "SELECT name FROM question WHERE superseded_at IS NULL")
            self.actors = _column(connection, "SELECT DISTINCT actor FROM position WHERE actor IS NOT NULL")
            said = _column(connection, "SELECT words FROM statement WHERE id % 997 = 1 LIMIT 1000")
        self._phrases = [pair for words in said for pair in re.findall(r"\b\w+ \w+\b", words)]
        for one in (self.questions, self.actors, self._phrases):
            self._random.shuffle(one)
            del one[of if of is not None else len(one) :]

    def one(self) -> tuple[str, str]:
        """A kind of page and an address of it."""
        with self._lock:
            kind = self._random.choice(KINDS)
            if kind == "question":
                return kind, f"/questions/{quote(self._random.choice(self.questions))}"
            if kind == "actor":
                return kind, f"/actors/{quote(self._random.choice(self.actors))}"
            if kind == "search":
                return kind, "/search?" + urlencode({"q": f'"{self._random.choice(self._phrases)}"'})
            return kind, "/"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--record", type=Path, required=True)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--settle", type=float, default=0.0)
    parser.add_argument("--of", type=int, help="ask for so many questions, actors and searches only")
    wanted = parser.parse_args()
    pages = Pages(wanted.record, wanted.of)
    print(f"{len(pages.questions)} questions, {len(pages.actors)} actors; {READERS} readers", flush=True)
    with server(wanted.record) as (process, port):
        memory = [("at the start", _memory(process.pid))]
        if wanted.settle:
            print(f"waited {settle(process.pid, wanted.settle):.0f} s for pages made ahead", flush=True)
            memory.append(("after waiting", _memory(process.pid)))
        early = min(EARLY, wanted.requests)
        first = ask(pages, port, early)
        memory.append((f"after {early}", _memory(process.pid)))
        tell(f"the first {early} requests", first)
        rest = ask(pages, port, wanted.requests - early)
        if rest:
            memory.append((f"after {wanted.requests}", _memory(process.pid)))
            tell(f"the {len(rest)} after them", rest)
    for when, held in memory:
        print(f"memory {when:16}{held / 1e6:8.0f} MB")
    growth = memory[-1][1] / dict(memory)[f"after {early}"]
    print(f"growth since request {early}: {growth:.2f} (bar {BAR_GROWTH})")


def ask(pages: Pages, port: int, number: int) -> list[Asked]:
    """Let the readers ask for so many pages, side by side."""
    found: list[Asked] = []
    left = iter(range(number))
    lock = threading.Lock()

    def read() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        cookie = ""
        while True:
            with lock:
                place = next(left, None)
            if place is None:
                return
            kind, address = pages.one()
            begun = time.perf_counter()
            connection.request("GET", address, headers={"Cookie": cookie} if cookie else {})
            answer = connection.getresponse()
            body = answer.read()
            spent = time.perf_counter() - begun
            if answer.status != 200:
                raise SystemExit(f"{address}: {answer.status}")
            cookie = cookie or (answer.getheader("Set-Cookie") or "").partition(";")[0]
            with lock:
                found.append(Asked(place, kind, spent, len(body)))

    _side_by_side(read)
    if len(found) != number:
        raise SystemExit(f"{number - len(found)} requests were not answered")
    return found


def tell(head: str, asked: list[Asked]) -> None:
    """Print what a part of the requests took."""
    print(f"{head}:")
    for kind in KINDS:
        mine = [one for one in asked if one.kind == kind]
        if len(mine) < 2:
            continue
        times = sorted(one.seconds for one in mine)
        p95 = statistics.quantiles(times, n=20)[-1]
        largest = max(one.size for one in mine)
        over = [
            name for name, is_over in (("slow", p95 > BAR_SECONDS), ("heavy", largest > BAR_BYTES)) if is_over
        ]
        p50, worst = statistics.median(times) * 1000, times[-1] * 1000
        print(
            f"  {kind:10}{len(mine):7}  p50 {p50:6.0f} ms  p95 {p95 * 1000:6.0f} ms  most {worst:6.0f} ms"
            f"  largest {largest / 1000:5.0f} KB  {' '.join(over) or 'within the bars'}",
            flush=True,
        )


def settle(pid: int, most: float) -> float:
    """Wait until the server has been idle for three seconds, or for `most`; how long that was."""
    begun, idle, before = time.monotonic(), 0, _spent(pid)
    while time.monotonic() - begun < most and idle < 3:
        time.sleep(1)
        now = _spent(pid)
        idle = idle + 1 if now - before <= 3 else 0  # ticks of 10 ms
        before = now
    return time.monotonic() - begun


@contextmanager
def server(record: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Serve a record, reading only, on a port that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen([sys.executable, "-c", SERVER, str(record), str(port)])
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield process, port
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


def _side_by_side(work: Callable[[], None]) -> None:
    threads = [threading.Thread(target=work) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _column(connection: sqlite3.Connection, query: str) -> list[str]:
    return [row[0] for row in connection.execute(query)]


def _memory(pid: int) -> int:
    """Bytes that a process holds in memory."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    line = next(one for one in lines if one.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


def _spent(pid: int) -> int:
    """Ticks of processor time that a process has had."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(parts[11]) + int(parts[12])


if __name__ == "__main__":
    main()
