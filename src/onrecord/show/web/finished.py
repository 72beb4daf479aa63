"""Pages that are made once and served until the record changes, and what makes them before they are asked.

A page of a question with thousands of positions takes half a second to make. It is kept, packed, as long as
the record is in the state it was made from (see `queries/state.py`): whoever writes makes all of it void.
"""

from __future__ import annotations

import logging
import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

from starlette.exceptions import HTTPException

from onrecord.model import OnrecordError
from onrecord.show.queries.state import Watch

T = TypeVar("T")
log = logging.getLogger("onrecord")
BOUND = 48 * 1024 * 1024  # bytes of packed pages
MADE_AT_ONCE = 2  # more would only take the processor from each other
LEVEL = 3  # of packing: 1 ms a page
STEADY_SECONDS = 1.0  # without a write, before pages are made ahead
LEAST_REST = 0.02  # seconds between two of them; or half of what the last one took


class Finished:
    """Answers that are given again while the record stands as it did: packed pages, a few small values."""

    def __init__(self, watch: Watch, bound: int = BOUND) -> None:
        self._watch = watch
        self._bound = bound
        self._lock = threading.Lock()
        self._gate = threading.BoundedSemaphore(MADE_AT_ONCE)
        self._state = ""
        self._pages: OrderedDict[Hashable, bytes] = OrderedDict()
        self._held = 0
        self._values: dict[Hashable, Any] = {}
        self._making: dict[Hashable, _Turn] = {}
        self._here = threading.local()

    @contextmanager
    def looked_once(self) -> Iterator[None]:
        """Look only once, now, whether the record has changed, for all that this thread asks for within: each
        look waits for the other threads' turns.
        """
        if getattr(self._here, "state", None) is not None:
            yield
            return
        self._here.state = self.state()
        try:
            yield
        finally:
            self._here.state = None

    def page(self, key: Hashable, make: Callable[[], str]) -> bytes:
        """Return the page of this name, made now where it was not since the record last changed."""
        state = self.state()
        found = self._page(key)
        if found is None:
            with self._turn((state, key)):
                found = self._page(key)  # another thread may have made it meanwhile
                if found is None:
                    with self._gate:
                        words = make().encode()
                    found = zlib.compress(words, LEVEL)
                    self._keep(state, key, found)
                    return words
        return zlib.decompress(found)

    def has(self, key: Hashable) -> bool:
        """Whether a page is made, and the record has not changed since."""
        self.state()
        return self._page(key) is not None

    def value(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return a small value of this name, made now where it was not since the record last changed.

        There must be few of these names: they are let go of only when somebody writes.
        """
        state = self.state()
        known = self._known(key)
        if known is None:
            with self._turn((state, "value", key)):
                known = self._known(key)  # another thread may have made it meanwhile
                if known is None:
                    known = _Known(make())
                    self.told(state, key, known.value)
        made: T = known.value
        return made

    def _known(self, key: Hashable) -> _Known | None:
        with self._lock:
            return _Known(self._values[key]) if key in self._values else None

    def known(self, key: Hashable) -> Any:
        """Return the value of this name where it was made since the record last changed, else None."""
        self.state()
        with self._lock:
            return self._values.get(key)

    def told(self, state: str, key: Hashable, value: object) -> None:
        """Keep a value that was made from this state of the record, or a later one."""
        with self._lock:
            if state == self._state:
                self._values[key] = value

    def state(self) -> str:
        """Return the state of the record now; what was made from an earlier one is let go of."""
        here: str | None = getattr(self._here, "state", None)
        if here is not None:
            return here
        state = self._watch.state()
        with self._lock:
            if state != self._state:
                self._state = state
                self._pages.clear()
                self._values.clear()
                self._held = 0
        return state

    def _page(self, key: Hashable) -> bytes | None:
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def _keep(self, state: str, key: Hashable, packed: bytes) -> None:
        with self._lock:
            if state != self._state or key in self._pages or len(packed) > self._bound:
                return
            self._pages[key] = packed
            self._held += len(packed)
            while self._held > self._bound:
                _, dropped = self._pages.popitem(last=False)
                self._held -= len(dropped)

    @contextmanager
    def _turn(self, key: Hashable) -> Iterator[None]:
        """Let one thread at a time make what has this name."""
        with self._lock:
            turn = self._making.setdefault(key, _Turn())
            turn.waiting += 1
        try:
            with turn.lock:
                yield
        finally:
            with self._lock:
                turn.waiting -= 1
                if not turn.waiting:
                    self._making.pop(key, None)


class _Known(NamedTuple):
    """A value that was made, whatever it is."""

    value: Any


class _Turn:
    """Who is making something, and how many wait for it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting = 0


class Ahead:
    """A thread that makes pages before anybody asks for them, resting half as long as it works.

    After a write it begins anew once nobody has written for a second.
    """

    def __init__(self, finished: Finished, jobs: Callable[[], Iterable[Callable[[], object]]]) -> None:
        self._finished = finished
        self._jobs = jobs
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, name="pages ahead", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait for what is being made."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        state = done = ""
        while not self._over.is_set():
            try:
                state = self._finished.state()
                if state != done:
                    if self._over.wait(STEADY_SECONDS):
                        return
                    if state == self._finished.state() and self._through(state):
                        done = state
                    continue
            except OnrecordError:
                pass  # whoever asks for the page is told
            except Exception as fault:  # another state of the record may be without it
                log.error("finding what pages to make ahead", exc_info=fault)
                done = state
            self._over.wait(STEADY_SECONDS)

    def _through(self, state: str) -> bool:
        """Do all jobs; whether the record stood still meanwhile."""
        for job in self._jobs():
            begun = time.monotonic()
            try:
                job()
            except (OnrecordError, HTTPException):
                continue  # whoever asks for the page is told
            except Exception as fault:  # and the others are made all the same
                log.error("making a page ahead", exc_info=fault)
            if self._over.wait(max((time.monotonic() - begun) / 2, LEAST_REST)):
                return True
            if self._finished.state() != state:
                return False
        return True
