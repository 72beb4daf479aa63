"""What a caller may say about a reading, and what is allowed of an input."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

ENDINGS = (".txt", ".md", ".jsonl", ".jsonl.gz", ".html", ".htm")
"""The file names that are read, by their ending; case does not matter."""

DATE_ALLOWED = (
    "give the day as YYYY-MM-DD: a prefix `date YYYY-MM-DD`, front matter `published: YYYY-MM-DD`, "
    'the field "published" of a JSON line, or --published'
)
TEXT_ALLOWED = "text in UTF-8, or in UTF-16 with a byte order mark"
ENDINGS_ALLOWED = "files ending in " + ", ".join(ENDINGS) + ", or folders of these"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read. `published` and `outlet` override whatever the input says.

    `today` is the last day that is not in the future; None: today, where on Earth it is latest (UTC+14), so
    that a report of Friday morning in Wellington can be read on Thursday evening in London. `size_limit` is
    the most bytes of text (UTF-8) that one report may have. A file of JSON Lines that holds more than
    `most_bytes`, unpacked, or `most_lines` is refused whole; None: it may be of any size.
    """

    published: date | None = None
    outlet: str | None = None
    today: date | None = None
    size_limit: int = 2_000_000
    most_bytes: int | None = None
    most_lines: int | None = None

    @property
    def last_day(self) -> date:
        """The last day that a report may carry."""
        return self.today or datetime.now(timezone(timedelta(hours=14))).date()

    @property
    def limit_allowed(self) -> str:
        """The size limit, in words."""
        return f"at most {self.size_limit:,} bytes of text a report"

    @property
    def file_allowed(self) -> str:
        """How much a file of JSON Lines may hold, in words."""
        bounds = ((self.most_lines, "lines"), (self.most_bytes, "bytes when unpacked"))
        told = " and ".join(f"{most:,} {what}" for most, what in bounds if most is not None)
        return f"at most {told} this way; `onrecord add` reads files of any size"
