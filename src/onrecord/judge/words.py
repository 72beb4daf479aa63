"""Words of a passage with their places, and the forms that one English word takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from onrecord.model import Span

_WORD = re.compile(
    r"(?:[A-Z]\.){2,}"  # U.S.
    r"|[^\W\d_]+n['’]t\b"  # won't
    r"|['’]s\b"  # the possessive, apart from its noun
    r"|(?<=\w)['’](?:m|re|ve|ll|d)\b"  # I'm, we'll
    r"|\d+(?:[.,]\d+)*"
    r"|\w+(?:-\w+)*"
    r"|\.{3}|…|--|[^\w\s]"
)
_IRREGULAR_PLURALS = {
    "referenda": "referendum",
    "memoranda": "memorandum",
    "ultimata": "ultimatum",
    "criteria": "criterion",
    "crises": "crisis",
    "bases": "base",
    "men": "man",
    "women": "woman",
    "people": "people",
    "series": "series",
}
_DOUBLING = frozenset(
    "step trim rid ban cancel commit compel control drop expel hit label plan quit rebut regret repel scrap "
    "shun slam snub stop submit permit omit admit readmit signal".split()
)
_IRREGULAR_PAST = {
    "break": ("broke", "broken"),
    "build": ("built",),
    "call": ("called",),
    "choose": ("chose", "chosen"),
    "fall": ("fell", "fallen"),
    "find": ("found",),
    "forbid": ("forbade", "forbidden"),
    "give": ("gave", "given"),
    "hit": ("hit",),
    "hold": ("held",),
    "keep": ("kept",),
    "leave": ("left",),
    "let": ("let",),
    "make": ("made",),
    "put": ("put",),
    "quit": ("quit",),
    "see": ("saw", "seen"),
    "seek": ("sought",),
    "send": ("sent",),
    "shut": ("shut",),
    "speak": ("spoke", "spoken"),
    "stand": ("stood",),
    "take": ("took", "taken"),
    "throw": ("threw", "thrown"),
    "uphold": ("upheld",),
    "withdraw": ("withdrew", "withdrawn"),
    "withhold": ("withheld",),
    "become": ("became",),
    "come": ("came",),
    "fight": ("fought",),
    "think": ("thought",),
    "say": ("said",),
    "tell": ("told",),
    "undo": ("undid", "undone"),
    "cast": ("cast",),
    "cut": ("cut",),
    "sell": ("sold",),
    "side": ("sided",),
    "swear": ("swore", "sworn"),
    "rise": ("rose", "risen"),
    "have": ("had",),
}


class Word(NamedTuple):
    """One word or mark: `[start, end)` in the text, as written, and in lower case with straight
    apostrophes."""

    start: int
    end: int
    text: str
    low: str

    @property
    def span(self) -> Span:
        """Its place in the text."""
        return Span(self.start, self.end)

    @property
    def is_word(self) -> bool:
        """Whether it is a word or number, not a mark."""
        return self.low[0].isalnum()


def words_of(text: str, within: Span | None = None) -> tuple[Word, ...]:
    """The words and marks of `text`, or of the stretch `within`, with places in the whole text."""
    span = within or Span(0, len(text))
    return tuple(
        Word(m.start(), m.end(), m.group(), m.group().lower().replace("’", "'"))
        for m in _WORD.finditer(text, span.start, span.end)
    )


def lemmas_of(words: Sequence[Word]) -> tuple[str, ...]:
    """The stems of the words, marks and possessives left out."""
    return tuple(stem(w.low) for w in words if w.is_word)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """One form for the inflected forms of an English word in lower case: recognized, recognises -> recognis.

    Suffix stripping in the manner of Porter's first step (Program 14(3), 1980), with British and American
    spellings folded together, accents left out. Derived words stay apart: annexation is no form of annex.
    """
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    if word in _IRREGULAR_PLURALS:
        word = _IRREGULAR_PLURALS[word]
    word = re.sub(r"(?<=[a-z]{3})iz(?=e|i)", "is", word)
    word = re.sub(r"(?<=[a-z]{2}[^o])our(?=s|ed|ing|$)", "or", word) if len(word) > 5 else word
    for suffix, least in (
        ("ies", 3),
        ("sses", 2),
        ("ied", 3),
        ("ing", 3),
        ("ed", 3),
        ("es", 3),
        ("s", 3),
        ("e", 3),
    ):
        if word.endswith(suffix) and len(word) - len(suffix) >= least:
            if suffix in ("s",) and word.endswith(("ss", "us", "is")):
                return word
            cut = word[: -len(suffix)]
            if suffix in ("ies", "ied"):
                return cut + "y"
            if suffix == "sses":
                return cut + "ss"
            if suffix in ("ing", "ed") and len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "lsz":
                return cut[:-1]
            return cut.removesuffix("e") if suffix == "s" and len(cut) > 3 else cut
    return word


_BASES = {past: verb for verb, pasts in _IRREGULAR_PAST.items() for past in pasts}


def base_of(word: str) -> str:
    """The base of an irregular past or participle in lower case ("took" -> "take"); others as they are."""
    return _BASES.get(word, word)


@lru_cache(maxsize=2_000)
def forms_of(verb: str) -> tuple[tuple[str, str], ...]:
    """Every form of a verb with its kind: "base", "s", "ed" (past and participle) or "ing"."""
    return tuple(dict.fromkeys(_forms(verb)))


def _forms(verb: str) -> Iterator[tuple[str, str]]:
    spellings = [verb]
    if verb.endswith("ise"):
        spellings.append(verb[:-3] + "ize")
    if "our" in verb:
        spellings.append(verb.replace("our", "or"))
    for base in spellings:
        yield base, "base"
        yield (
            "has"
            if base == "have"
            else (base[:-1] + "ies" if _ends_in_y(base) else base + ("es" if _hisses(base) else "s")),
            "s",
        )
        yield from ((past, "ed") for past in _past(base))
        yield _participle(base), "ing"


def _past(base: str) -> tuple[str, ...]:
    if base in _IRREGULAR_PAST:
        return _IRREGULAR_PAST[base]
    if base.endswith("e"):
        return (base + "d",)
    if _ends_in_y(base):
        return (base[:-1] + "ied",)
    return (base + base[-1] + "ed",) if base in _DOUBLING else (base + "ed",)


def _participle(base: str) -> str:
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    doubled = base in _DOUBLING or base in ("put", "let", "shut", "cut")
    return base + base[-1] + "ing" if doubled else base + "ing"


def _ends_in_y(base: str) -> bool:
    return base.endswith("y") and base[-2] not in "aeiou"


def _hisses(base: str) -> bool:
    return base.endswith(("s", "x", "z", "ch", "sh", "o"))
