"""A question written as TOML, and put into a question file beside the others."""

from __future__ import annotations

import json
import re
from pathlib import Path

from onrecord.judge.questions import QuestionFileError, parse_questions, text_of
from onrecord.model import Question

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def as_toml(question: Question) -> str:
    """Write a question as `load_questions` reads it."""
    lines = [
        f"[{_key(question.id)}]",
        f"title = {_text(question.title)}",
        f"proposition = {_text(question.proposition)}",
        f"about = [{', '.join(map(_text, question.about))}]",
        f"since = {question.since.isoformat()}",
    ]
    if question.until is not None:
        lines.append(f"until = {question.until.isoformat()}")
    if question.categories:
        pairs = ", ".join(f"{_text(phrase)} = {_text(side)}" for phrase, side in question.categories)
        lines.append(f"categories = {{ {pairs} }}")
    return "\n".join(lines) + "\n"


def append_to(path: Path, question: Question) -> None:
    """Write a question behind those of a file, which is made where there is none.

    Raises `QuestionFileError` where the file cannot be used or holds the id already, and `OSError` where it
    cannot be written; the file is then as it was.
    """
    there = text_of(path) if path.exists() else ""
    if question.id in {kept.id for kept in parse_questions(there, path)}:
        raise QuestionFileError(path, "the id is there already", "an id that is not in the file", question.id)
    gap = "" if not there else "\n" if there.endswith("\n") else "\n\n"
    added = gap + as_toml(question)
    parse_questions(there + added, path)  # what cannot be read back is not written
    with path.open("ab") as file:
        file.write(added.encode())


def _key(text: str) -> str:
    return text if _BARE.fullmatch(text) else _text(text)


def _text(value: str) -> str:
    """A basic string of TOML: JSON's, with the one character escaped that JSON lets stand."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
