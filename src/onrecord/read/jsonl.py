"""JSON Lines, streamed: one report a line, files of any size, gzip or plain."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple, cast

import msgspec

from onrecord.model import Refusal, Report

from .drafts import Draft, digest_of, to_report
from .folders import shown_path
from .options import TEXT_ALLOWED, ReadOptions, Room

ALLOWED = (
    'one JSON object a line: "text" and, where known, "id", "published", "outlet", "title", "url", as strings'
)
ESCAPES = 3
"""A line may hold this many times the size limit: JSON may write one character of text as six bytes."""

_ROOM = 65_536  # bytes for the other fields of a line
_CHUNK = 65_536


class _Line(msgspec.Struct):
    text: str | None = None
    id: str | int | None = None
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None


class _Raw(NamedTuple):
    number: int
    raw: bytes | None  # None: longer than a line may be


_decoder = msgspec.json.Decoder(_Line)


def read_jsonl(path: Path, options: ReadOptions) -> Iterator[Report | Refusal]:
    """The reports of a JSON Lines file, one line at a time; blank lines are passed over, other keys ignored.

    The field `text`, code point for code point, is the text of the report. Never more than one line is held
    in memory, and of a line over the limit nothing. A file that the room of `options` does not hold is
    refused whole. Raises OSError where the file cannot be read.
    """
    name = shown_path(path)
    empty = True
    try:
        if options.room is not None and not _has_room(path, options.room):
            yield Refusal(name, "holds more than can be taken at once", options.room.allowed)
            return
        for line in _lines(path, ESCAPES * options.size_limit + _ROOM):
            empty = False
            yield _report(name, line, options)
    except (EOFError, gzip.BadGzipFile, zlib.error) as fault:
        yield Refusal(name, f"is broken gzip ({fault})", "a whole gzip file")
        return
    if empty:
        yield Refusal(name, "is empty", ALLOWED)


def _lines(path: Path, limit: int) -> Iterator[_Raw]:
    """The lines of the file that hold anything, without their ends."""
    with _opened(path) as file:
        number = 0
        while head := file.readline(limit + 1):
            number += 1
            if number == 1:
                head = head.removeprefix(b"\xef\xbb\xbf")
            if len(head) > limit and not head.endswith(b"\n"):
                while (rest := file.readline(_CHUNK)) and not rest.endswith(b"\n"):
                    pass
                yield _Raw(number, None)
            elif line := head.strip(b" \t\r\n"):
                yield _Raw(number, line)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as plain:
        yield cast("IO[bytes]", gzip.GzipFile(fileobj=plain)) if path.suffix.lower() == ".gz" else plain


def _has_room(path: Path, room: Room) -> bool:
    """Whether there is room for the file, found out before any of it is taken; a small file of gzip may hold
    a thousand times its size.
    """
    with _opened(path) as file:
        while chunk := file.read(_CHUNK):
            if not room.take(len(chunk), chunk.count(b"\n")):
                return False
    return True


def _report(name: str, line: _Raw, options: ReadOptions) -> Report | Refusal:
    def refuse(reason: str, allowed: str) -> Refusal:
        return Refusal(name, reason, allowed, line.number)

    if line.raw is None:
        return refuse("is a line over the size limit", options.limit_allowed)
    try:
        says = _decoder.decode(line.raw)
    except UnicodeDecodeError:
        return refuse("broken encoding: the line is not UTF-8", TEXT_ALLOWED)
    except msgspec.ValidationError as fault:
        return refuse(f"is not a report: {fault}", ALLOWED)
    except (msgspec.DecodeError, RecursionError) as fault:
        return refuse(f"is broken JSON: {fault}", ALLOWED)
    if says.text is None:
        return refuse('has no "text"', ALLOWED)
    draft = Draft(
        path=name,
        text=says.text,
        digest=digest_of(line.raw),
        line=line.number,
        id=None if says.id is None else str(says.id),
        published=says.published,
        outlet=says.outlet,
        title=says.title,
        url=says.url,
    )
    return to_report(draft, options)
