"""Question files: propositions on which actors take sides, written by the user in TOML.

A report falls under a question when it was published in the question's period and any `about` phrase
stands in its title or text, case and inflection apart. A question may bring categories of its own, such as
"takes note", each with the side that it stands for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import cast, get_args

from onrecord.judge.categories import stems_of_phrase
from onrecord.judge.words import lemmas_of, words_of
from onrecord.model import OnrecordError, Question, Report, Side

KEYS = ("title", "proposition", "about", "since", "until", "categories")
SIDES = get_args(Side)
REQUIRED = ("title", "proposition", "about", "since")
CATEGORIES_ALLOWED = (
    f'phrases, each with a side: {{ "takes note" = "neutral" }}; the sides are {", ".join(SIDES)}'
)
EXAMPLE = "a table for each question, such as [kosovo-2008] with title, proposition, about, since"


class QuestionFileError(OnrecordError):
    """A question file that cannot be used: which file, which question, which key, why, and what is
    allowed."""

    def __init__(
        self, path: Path, reason: str, allowed: str, question: str | None = None, key: str | None = None
    ) -> None:
        self.path = path
        self.question = question
        self.key = key
        self.reason = reason
        self.allowed = allowed
        place = str(path)
        if question is not None:
            place += f": [{question}]"
        if key is not None:
            place += f" {key}"
        super().__init__(f"{place}: {reason} (allowed: {allowed})")


class CategoryError(OnrecordError):
    """A category that a question cannot have, and what is allowed."""

    def __init__(self, reason: str, allowed: str = CATEGORIES_ALLOWED) -> None:
        self.reason = reason
        self.allowed = allowed
        super().__init__(f"categories: {reason} (allowed: {allowed})")


def load_questions(path: Path) -> tuple[Question, ...]:
    """Read every question of a TOML file, in the file's order.

    Raises `QuestionFileError` for a file that cannot be read, is no TOML, holds no question, or has a
    question with a missing, unknown or wrong key.
    """
    questions = parse_questions(text_of(path), path)
    if not questions:
        raise QuestionFileError(path, "holds no question", EXAMPLE)
    return questions


def text_of(path: Path) -> str:
    """Read a question file as text. Raises `QuestionFileError` where it cannot be read or is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")  # as it stands: an editor of Windows ends lines its own way
    except UnicodeDecodeError as fault:
        raise QuestionFileError(path, f"is not UTF-8 at byte {fault.start}", "TOML in UTF-8") from fault
    except OSError as fault:
        reason = f"cannot be read: {fault.strerror or fault}"
        raise QuestionFileError(path, reason, "a readable TOML file") from fault


def parse_questions(text: str, path: Path) -> tuple[Question, ...]:
    """Read the questions of a file's text, none where it holds none; `path` is for the errors.

    Raises `QuestionFileError`, as `load_questions` does.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise QuestionFileError(path, f"is no valid TOML: {fault}", EXAMPLE) from fault
    return tuple(_question(path, id_, table) for id_, table in tables.items())


def falls_under(report: Report, question: Question) -> bool:
    """Whether the report is judged on the question: period, and any `about` phrase in its title or text."""
    return in_period(report, question) and any(holds(report, phrase) for phrase in question.about)


def in_period(report: Report, question: Question) -> bool:
    """Whether the report was published in the question's period."""
    return question.since <= report.published and (
        question.until is None or report.published <= question.until
    )


def holds(report: Report, phrase: str) -> bool:
    """Whether a phrase stands in the report's title or text, case and inflection apart."""
    return holds_phrase(report.title or "", phrase) or holds_phrase(report.text, phrase)


def holds_phrase(text: str, phrase: str) -> bool:
    """Whether a phrase stands in a text, case and inflection apart."""
    return _stands_in(_lemmas_of_phrase(phrase), lemmas_in(text))


@lru_cache(maxsize=64)  # every question looks through the same reports
def lemmas_in(text: str) -> tuple[str, ...]:
    """The words of a text by their stems, in text order."""
    return lemmas_of(words_of(text))


@lru_cache(maxsize=1024)
def _lemmas_of_phrase(phrase: str) -> tuple[str, ...]:
    return lemmas_of(words_of(phrase))


def _stands_in(phrase: tuple[str, ...], text: tuple[str, ...]) -> bool:
    if not phrase:
        return False
    n = len(phrase)
    return any(text[i : i + n] == phrase for i, first in enumerate(text) if first == phrase[0])


def _question(path: Path, id_: str, table: object) -> Question:
    if not isinstance(table, dict):
        raise QuestionFileError(path, f"{id_!r} stands outside of a question", EXAMPLE)
    if not id_.strip() or any(c.isspace() for c in id_):
        raise QuestionFileError(path, "the id is empty or holds blanks", "letters, digits, - and _", id_)
    for key in table:
        if key not in KEYS:
            raise QuestionFileError(path, "unknown key", ", ".join(KEYS), id_, key)
    for key in REQUIRED:
        if key not in table:
            raise QuestionFileError(path, "is missing", f"{', '.join(REQUIRED)} are required", id_, key)
    since = _day(path, id_, "since", table)
    until = _day(path, id_, "until", table) if "until" in table else None
    if until is not None and until < since:
        allowed = f"a day from {since.isoformat()} on"
        raise QuestionFileError(path, f"{until.isoformat()} lies before since", allowed, id_, "until")
    return Question(
        id=id_,
        title=_text(path, id_, "title", table),
        proposition=_text(path, id_, "proposition", table),
        about=_phrases(path, id_, table),
        since=since,
        until=until,
        categories=_categories(path, id_, table),
    )


def _text(path: Path, id_: str, key: str, table: Mapping[str, object]) -> str:
    value = table[key]
    if not isinstance(value, str) or not value.strip():
        raise QuestionFileError(path, f"is {_kind(value)}", "a text that is not empty", id_, key)
    return value.strip()


def is_phrase(text: str) -> bool:
    """Whether a text holds a word that reports can be searched for."""
    return bool(lemmas_of(words_of(text)))


def _phrases(path: Path, id_: str, table: Mapping[str, object]) -> tuple[str, ...]:
    value = table["about"]
    allowed = 'a list of words or phrases, such as ["referendum", "annexation"]'
    if not isinstance(value, list) or not value:
        raise QuestionFileError(path, f"is {_kind(value)}", allowed, id_, "about")
    for phrase in value:
        if not isinstance(phrase, str) or not is_phrase(phrase):
            raise QuestionFileError(path, f"holds {_kind(phrase)}", allowed, id_, "about")
    return tuple(str(phrase).strip() for phrase in value)


def _categories(path: Path, id_: str, table: Mapping[str, object]) -> tuple[tuple[str, Side], ...]:
    value = table.get("categories", {})
    if not isinstance(value, dict):
        raise QuestionFileError(path, f"is {_kind(value)}", CATEGORIES_ALLOWED, id_, "categories")
    try:
        return checked_categories(tuple(value.items()))
    except CategoryError as fault:
        raise QuestionFileError(path, fault.reason, fault.allowed, id_, "categories") from fault


def checked_categories(pairs: Sequence[tuple[str, object]]) -> tuple[tuple[str, Side], ...]:
    """Return phrases with the sides that they stand for, as a question holds them. Raises `CategoryError`."""
    seen: dict[tuple[str, ...], str] = {}
    for phrase, side in pairs:
        stems = stems_of_phrase(phrase)
        if not stems:
            raise CategoryError(f"holds {_kind(phrase)}")
        if side not in SIDES:
            raise CategoryError(f"gives {phrase!r} {_kind(side)} for a side")
        if stems in seen:
            both = f"holds the same words twice, as {seen[stems]!r} and as {phrase!r}"
            raise CategoryError(both, "each phrase once, inflection apart")
        seen[stems] = phrase
    return tuple((phrase.strip(), cast("Side", side)) for phrase, side in pairs)


def _day(path: Path, id_: str, key: str, table: Mapping[str, object]) -> date:
    value = table[key]
    if isinstance(value, datetime) or not isinstance(value, date):
        allowed = "a date without quotation marks, such as 2022-09-19"
        raise QuestionFileError(path, f"is {_kind(value)}", allowed, id_, key)
    return value


def _kind(value: object) -> str:
    if isinstance(value, str):
        return f"the text {value!r}" if value.strip() else "an empty text"
    if isinstance(value, list) and not value:
        return "an empty list"
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}
    names |= {datetime: "a date with a time of day", date: "a date"}
    return names.get(type(value), f"a {type(value).__name__}")
