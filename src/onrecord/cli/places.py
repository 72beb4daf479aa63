"""What is called how, of what comes in through a page or the API: each input by a place of its own, the same
each time, so that a better one settles its refusal and that of no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import msgspec

from onrecord.model import Refusal, Report
from onrecord.outcomes import Failure
from onrecord.show.web.handed import Incoming
from onrecord.show.wording import plain

FOLDER = "uploads"  # what comes in is called by its name behind this
MARK = 8  # hexadecimal digits: enough to tell apart what comes in under one name

Item = Report | Refusal | Failure


def place_of(one: Incoming) -> str:
    """What a file, or a page from the web, is called."""
    return one.url or f"{FOLDER}/{base(one.name)}"


def place_alone(one: Incoming) -> str:
    """What a file is called that shares its name with others: the same each time for the same bytes."""
    return _behind(_mark(one.content), one)


def base(name: str) -> str:
    """The last part of a file's name, whatever system it comes from, safe to print."""
    last = plain(PurePosixPath(name.replace("\\", "/")).name)[-150:]
    return last if last.strip(".") else "unnamed"


def told_of(place: str) -> str:
    """What a place is called on a page: the name or address, without what tells it from others."""
    name = place.removeprefix(f"{FOLDER}/")
    return name if name == place else name.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Lines:
    """Reports that came in without a file, a line of JSON each: the place of every one, by the number of its
    line and by the digest of that.
    """

    one: Incoming
    by_number: Mapping[int, str]
    by_digest: Mapping[str, str]

    @classmethod
    def of(cls, one: Incoming) -> Lines:
        """Give each line a place by its id, else its address, else its words: it is the same report again
        when only its day or outlet is mended.
        """
        raws = {number: raw.strip() for number, raw in enumerate(one.content.split(b"\n"), 1) if raw.strip()}
        places = {number: _behind(_mark(_known_by(raw)), one) for number, raw in raws.items()}
        return cls(
            one,
            places,
            {hashlib.sha256(raw).hexdigest(): places[number] for number, raw in raws.items()},
        )

    def place(self, item: Item) -> str:
        """The place of what was read, or refused, in one of the lines."""
        found = None
        if isinstance(item, Report):
            found = self.by_digest.get(item.digest)
        elif isinstance(item, Refusal) and item.line is not None:
            found = self.by_number.get(item.line)
        return found or place_alone(self.one)


def _known_by(raw: bytes) -> bytes:
    try:
        fields = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return raw
    if not isinstance(fields, dict):
        return raw
    known = fields.get("id") or fields.get("url") or fields.get("text")
    return known.encode("utf-8", "surrogatepass") if isinstance(known, str) else raw


def _behind(mark: str, one: Incoming) -> str:
    return f"{FOLDER}/{mark}/{base(one.name)}"


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:MARK]
