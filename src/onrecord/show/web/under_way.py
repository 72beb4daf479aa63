"""Reports that are being added: each adding goes on by itself, whoever looks on and whoever leaves."""

from __future__ import annotations

import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from onrecord.model import OnrecordError
from onrecord.show.web.handed import Added, Progress, Tell
from onrecord.show.web.problems import RequestError
from onrecord.show.wording import counted

AT_ONCE = 8  # that are not at their end; each holds what was sent in the memory
REMEMBERED = 20  # that are, the latest


class BusyError(RequestError):
    """More addings than are taken at once."""

    def __init__(self) -> None:
        super().__init__(
            503, f"{AT_ONCE} addings are under way", "send it again when one has come to its end"
        )


class EndedError(RequestError):
    """The server ends while reports are read."""

    def __init__(self, done: int) -> None:
        super().__init__(
            503,
            f"the server was ended; {counted(done, 'report')} had been looked at, and what was read is kept",
            "add the same again, and it goes on with the rest",
        )


@dataclass
class Adding:
    """One adding: how far it is, and at its end what became of it, or the fault that ended it."""

    name: str
    progress: Progress = field(default_factory=lambda: Progress(now="It begins"))
    told: list[str] = field(default_factory=list)
    added: Added | None = None
    fault: Exception | None = None
    ended: threading.Event = field(default_factory=threading.Event)

    def result(self) -> Added:
        """Wait for the end. Raises the fault that ended it."""
        self.ended.wait()
        if self.added is None:
            raise self.fault or RuntimeError("an adding ended without an outcome")
        return self.added

    def sentence(self) -> str:
        """What ended it, as it may be told: of a fault of ours, nothing but that."""
        if isinstance(self.fault, OnrecordError):
            return str(self.fault)
        return "a fault of onrecord (what it was stands in the log of the server); what was read is kept"


class Addings:
    """The addings of one server: those under way, and the last that came to their end."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Adding] = OrderedDict()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._stops = threading.Event()

    def begin(self, work: Callable[[Tell], Added]) -> Adding:
        """Begin an adding, which goes on to its end. Raises `BusyError`, and `EndedError`."""
        adding = Adding(secrets.token_urlsafe(9))
        with self._lock:
            if self._stops.is_set():
                raise EndedError(0)
            if sum(not one.ended.is_set() for one in self._held.values()) >= AT_ONCE:
                raise BusyError
            self._forget()
            self._held[adding.name] = adding
            thread = threading.Thread(target=self._run, args=(adding, work), name="adding")
            self._threads = [one for one in self._threads if one.is_alive()] + [thread]
            thread.start()
        return adding

    def find(self, name: str) -> Adding | None:
        """Return an adding by its name, None where it is not known any more."""
        with self._lock:
            return self._held.get(name)

    def under_way(self) -> list[Adding]:
        """Return those that have not come to their end, the first that began first."""
        with self._lock:
            return [one for one in self._held.values() if not one.ended.is_set()]

    def open(self) -> None:
        """Take addings, also after a stop: an application may be started again."""
        self._stops.clear()

    def stop(self) -> None:
        """Let each come to its end after the report that it is at; may be called in a signal handler."""
        self._stops.set()

    def close(self) -> None:
        """Stop, and wait until all have ended."""
        self.stop()
        for thread in self._threads:
            thread.join()

    def _run(self, adding: Adding, work: Callable[[Tell], Added]) -> None:
        def tell(progress: Progress) -> None:
            adding.progress = progress
            if progress.told is not None:
                adding.told.append(progress.told)
            if self._stops.is_set():
                raise EndedError(progress.done)

        try:
            adding.added = work(tell)
        except OnrecordError as fault:
            adding.fault = fault
        except Exception as fault:  # told by who waits for it, and where nobody does, in the log alone
            logging.getLogger("onrecord").error("adding reports", exc_info=fault)
            adding.fault = fault
        finally:
            adding.ended.set()

    def _forget(self) -> None:
        over = [name for name, one in self._held.items() if one.ended.is_set()]
        for name in over[: max(len(over) - REMEMBERED + 1, 0)]:
            del self._held[name]
