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


@dataclass
class Room:
    """How much the files of JSON Lines that come in together may hold, and how much of that is taken.

    A thousand small files may unpack to a thousand times what each of them may: so it is one room for all,
    and what was unpacked counts, also of a file that was then refused.
    """

    most_bytes: int
    most_lines: int
    taken_bytes: int = 0
    taken_lines: int = 0

    def take(self, size: int, lines: int) -> bool:
        """Take room for so many bytes, unpacked, and ends of lines; whether there was enough of it."""
        self.taken_bytes += size
        self.taken_lines += lines
        return self.taken_bytes <= self.most_bytes and self.taken_lines <= self.most_lines

    @property
    def allowed(self) -> str:
        """How much that is, in words."""
        return (
            f"at most {self.most_lines:,} lines and {self.most_bytes:,} bytes when unpacked, in all files of "
            "JSON Lines that come in together; `onrecord add` reads files of any size"
        )


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read. `published` and `outlet` override whatever the input says.

    `today` is the last day that is not in the future; None: today, where on Earth it is latest (UTC+14), so
    that a report of Friday morning in Wellington can be read on Thursday evening in London. `size_limit` is
    the most bytes of text (UTF-8) that one report may have. Files of JSON Lines, which may be packed, take of
    `room`, and are refused whole where they hold more than is left of it; None: they may be of any size.
    """

    published: date | None = None
    outlet: str | None = None
    today: date | None = None
    size_limit: int = 2_000_000
    room: Room | None = None

    @property
    def last_day(self) -> date:
        """The last day that a report may carry."""
        return self.today or datetime.now(timezone(timedelta(hours=14))).date()

    @property
    def limit_allowed(self) -> str:
        """The size limit, in words."""
        return f"at most {self.size_limit:,} bytes of text a report"
