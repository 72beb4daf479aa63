"""Whether the record has changed: what an answer given earlier is known by."""

from __future__ import annotations

import secrets
import threading
from typing import Any

from onrecord.record import Record, dialect


class Watch:
    """Tells one state of a record from another; after `close` it begins anew, and knows no earlier state."""

    def __init__(self, record: Record) -> None:
        self._path = record.path
        self._engine = dialect.connect(record.path)
        self._lock = threading.Lock()
        self._held: Any = None
        self._since = ""

    def state(self) -> str:
        """Return what names the state of the record now: another one after anybody wrote to it.

        Raises `RecordError`.
        """
        with self._lock, dialect.said_plainly(self._path):
            if self._held is None:
                self._held = self._engine.raw_connection()
                self._since = secrets.token_hex(8)  # SQLite's number means nothing to another connection
            cursor = self._held.cursor()
            try:
                cursor.execute("PRAGMA data_version")  # sqlite.org/pragma.html#pragma_data_version
                (number,) = cursor.fetchone()
            finally:
                cursor.close()
        return f"{self._since}-{number}"

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._held is not None:
                self._held.close()
                self._held = None
            self._engine.dispose()
