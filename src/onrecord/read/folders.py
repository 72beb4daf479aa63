"""From the paths that a user names to the files that are read: files as they are, folders walked to their
leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.model import Refusal

from .options import ENDINGS, ENDINGS_ALLOWED


def find_files(paths: Sequence[Path]) -> Iterator[Path | Refusal]:
    """The files to read, in the order of `paths`; in a folder sorted by name, its own folders among its
    files.

    In a folder, hidden names (a dot first) are left out and files of other endings passed over; named
    directly they are read, and refused. Links are followed, but never back into a folder that is being
    walked.
    """
    for path in paths:
        if path.is_dir():
            found = False
            for file in _walk(path, ()):
                found = True
                yield file
            if not found:
                yield Refusal(str(path), "is a folder that holds no reports", ENDINGS_ALLOWED)
        elif path.name.lower().endswith(ENDINGS):
            yield path
        else:
            yield Refusal(str(path), _why_not(path), ENDINGS_ALLOWED)


def _why_not(path: Path) -> str:
    if not path.exists():
        return "cannot be read (no such file)"
    return (
        f"has an ending that is not read ('{path.suffix}')" if path.suffix else "has no ending that is read"
    )


def _walk(folder: Path, within: tuple[Path, ...]) -> Iterator[Path | Refusal]:
    try:
        real = folder.resolve(strict=True)
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as fault:
        yield Refusal(
            str(folder), f"cannot be read ({fault.strerror or fault})", "a folder that this user may read"
        )
        return
    if real in within:
        yield Refusal(str(folder), "is a folder that leads back into itself", "folders without loops")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(entry, (*within, real))
        elif entry.name.lower().endswith(ENDINGS):
            yield entry
