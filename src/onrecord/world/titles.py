"""Titles of office, and the role and sector that they stand for.

To read "former German foreign minister Joschka Fischer", hand in the words of the title, with the actor if it
is known: ``world.title("former German foreign minister", actor="DEU")`` gives ``Title("foreign minister",
role=None, sector="former", …)``: a former minister speaks for nobody. ``world.role("Foreign Minister")``
gives the role alone, fit for ``world.in_office(actor, role, on)``. ``world.find_titles(text)`` marks every
title of a running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model import Span
from onrecord.world.phrases import Phrases, fold
from onrecord.world.tables import listed, rows

_FORMER = re.compile(
    r"\b(?:former|ex|late|then|one-time|onetime|outgone|ousted|deposed|retired)\b", re.IGNORECASE
)
_LOWER_CASE_BEHIND = re.compile(r" (?!of\b|for\b|in\b)[a-z]")
_DEPUTY = re.compile(r"\b(?:deputy|vice|assistant|junior|shadow|under)\b", re.IGNORECASE)

# in lower case these are other words: "general elections", "a major step", "to do justice"
_RANKS = frozenset(
    ("general", "major", "captain", "marshal", "justice", "deputy", "representative", "head", "chief")
)


@dataclass(frozen=True, slots=True)
class Title:
    """What a title of office says.

    `words` is the title as the table has it; `role` one of the roles of `Tenure` or a role of its own
    ("spokesperson", "ambassador"), None where the title gives none; `sector` one of government, military,
    legislature, opposition, court, police, intelligence, party, rebel, company, media, education, expert,
    regional, international, religious, citizen, former; None where only the body or actor named with it tells
    ("spokesman").
    """

    words: str
    role: str | None
    sector: str | None
    plural: bool = False


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """A title in a running text."""

    span: Span
    title: Title


@dataclass(frozen=True, slots=True)
class _Entry:
    title: Title
    only: frozenset[str]


class Titles:
    """The table of titles."""

    def __init__(self, entries: Iterable[tuple[str, str | None, str | None, frozenset[str]]]) -> None:
        readings: dict[str, list[_Entry]] = {}
        for words, role, sector, only in entries:
            readings.setdefault(words, []).append(_Entry(Title(words, role, sector), only))
            plural = Title(words, role, sector, plural=True)
            readings.setdefault(_plural(words), []).append(_Entry(plural, only))
        self._phrases = Phrases(((words, tuple(found)) for words, found in readings.items()), any_case=True)

    def read(self, words: str, actor: str | None = None) -> Title | None:
        """The title that the words hold: the last and longest, as in "German government spokesperson".

        `actor` decides where a title means different things: a British chancellor keeps the purse, a German
        one governs. None where the words hold no title.
        """
        found = [
            (span, title) for span, entries in self._phrases.find(words) if (title := _pick(entries, actor))
        ]
        if not found:
            return None
        span, title = _head(words, found)
        return _qualified(title, fold(words)[: span.start])

    def find(self, text: str, actor: str | None = None) -> tuple[TitleMatch, ...]:
        """Every title in a running text, in order, each as it stands (a "former" before it is not read)."""
        found = ((span, _pick(entries, actor)) for span, entries in self._phrases.find(text))
        return tuple(
            TitleMatch(span, title)
            for span, title in found
            if title is not None and not (title.words in _RANKS and _is_other_word(text, span, title))
        )


def load_titles() -> Titles:
    """The table of titles."""
    return Titles(
        (title, row["role"] or None, row["sector"] or None, frozenset(row["only"].split()))
        for row in rows("titles")
        for title in listed(row["titles"])
    )


def _pick(entries: tuple[_Entry, ...], actor: str | None) -> Title | None:
    fitting = [entry for entry in entries if actor in entry.only] if actor else []
    general = [entry for entry in entries if not entry.only]
    chosen = fitting or general
    return chosen[0].title if chosen else None


def _is_other_word(text: str, span: Span, title: Title) -> bool:
    """Whether a rank is an adjective or a verb: in lower case, or beginning a sentence ("Major powers")."""
    if text[span.start].islower():
        return True
    begins = span.start == 0 or text[: span.start].rstrip(" \"'“‘").endswith((".", "!", "?", ":", "\n"))
    return begins and not title.plural and _LOWER_CASE_BEHIND.match(text, span.end) is not None


def _head(words: str, found: list[tuple[Span, Title]]) -> tuple[Span, Title]:
    """The head of the phrase: the last title before an "of", a "for" or a comma ("minister for the army")."""
    stop = re.search(r",|\b(?:of|for|to|in|at)\b", words[found[0][0].end :])
    limit = found[0][0].end + stop.start() if stop else len(words)
    return [pair for pair in found if pair[0].start < limit][-1]


def _qualified(title: Title, before: str) -> Title:
    if _FORMER.search(before):
        return Title(title.words, None, "former", title.plural)
    if _DEPUTY.search(before) and title.role is not None and not title.role.startswith("deputy "):
        return Title(title.words, f"deputy {title.role}", title.sector, title.plural)
    return title


def _plural(title: str) -> str:
    """The plural: "ministers of foreign affairs", "foreign secretaries", "spokesmen"."""
    head, joint, rest = title.partition(" of ")
    if not joint:
        head, joint, rest = title.partition(" for ")
    if head.endswith("man"):
        head = head[:-3] + "men"
    elif head.endswith("person"):
        head = head[:-6] + "people"
    elif head.endswith("y") and head[-2] not in "aeou":
        head = head[:-1] + "ies"
    elif not head.endswith("s"):
        head += "s"
    return head + joint + rest
