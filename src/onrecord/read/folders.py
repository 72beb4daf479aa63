"""From the paths that a user names to the files that are read: files as they are, folders walked to their
leaves."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.model import Refusal

from .options import ENDINGS, ENDINGS_ALLOWED


@dataclass(frozen=True, slots=True)
class Astray(Refusal):
    """A path named by the user that leads to no report at all: mistyped, empty, or of a wrong ending.

    It is told like any refusal; but nothing was refused that a reader of the record might miss.
    """


def find_files(paths: Sequence[Path]) -> Iterator[Path | Refusal]:
    """The files to read, in the order of `paths`; in a folder sorted by name, its own folders among its
    files.

    In a folder, hidden names (a dot first) are left out and files of other endings passed over; named
    directly they are read, and refused. Links are followed, but never back into a folder that is being
    walked.
    """
    for path in paths:
        if os.path.isdir(path):  # unlike Path.is_dir, it is no fault where one may not even look
            found = False
            for file in _walk(path, ()):
                found = True
                yield file
            if not found:
                yield Astray(shown_path(path), "is a folder that holds no reports", ENDINGS_ALLOWED)
        elif not _is_there(path):
            yield Astray(shown_path(path), "is not there", "name a file or folder that is")
        elif path.name.lower().endswith(ENDINGS):
            yield path
        else:
            yield Astray(shown_path(path), _why_not(path), ENDINGS_ALLOWED)


def shown_path(path: Path) -> str:
    """The path in characters that can be stored and printed: of a name that is not UTF-8 each odd byte stands
    as its number, behind a backslash and an x."""
    return os.fsencode(path).decode(errors="backslashreplace")


def _is_there(path: Path) -> bool:
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True  # the reading says what is wrong with it
    return True


def cannot_be_read(fault: OSError) -> str:
    """The reason of a refusal, where the system does not let a path be read."""
    return f"cannot be read: {fault.strerror or fault}"


def _why_not(path: Path) -> str:
    return f"ends in '{path.suffix}', which is not read" if path.suffix else "has no ending that is read"


def _walk(folder: Path, within: tuple[Path, ...]) -> Iterator[Path | Refusal]:
    try:
        real = folder.resolve(strict=True)
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as fault:
        yield Refusal(
            shown_path(folder),
            cannot_be_read(fault),
            "a folder that this user may read",
        )
        return
    if real in within:
        yield Refusal(shown_path(folder), "is a folder that leads back into itself", "folders without loops")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if os.path.isdir(entry):
            yield from _walk(entry, (*within, real))
        elif entry.name.lower().endswith(ENDINGS):
            yield entry
