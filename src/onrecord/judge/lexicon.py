"""The words that carry a stance: what each does (act), which way it points (sign), and how it takes its
object.

The words stand in `data/stance_words.toml`. Signs compose by multiplication along the chain of
government, as in Moilanen and Pulman, "Sentiment composition" (RANLP 2007): to *veto* (-1) a text that
*condemns* (-1) a war is to shield the war (+1).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from onrecord.judge.words import forms_of
from onrecord.model import Act

Role = Literal["attitude", "change", "control", "naming", "eval", "urge", "embed"]

Sign = Literal[-1, 0, 1]

WORDS = files("onrecord.judge") / "data" / "stance_words.toml"


@dataclass(frozen=True, slots=True)
class Entry:
    """One stance word or phrase.

    `role` says how it takes its object: an *attitude* holds one of its own, a *change* does something to
    it, a *control* or *urge* governs another verb, a *naming* verb ("calls X illegal") leaves the sign to
    the complement, an *eval* is that complement, an *embed* takes a clause ("denied that"). `explicit`
    marks words that say the proposition or its refusal outright. `future` marks verbs whose action is yet
    to come.
    """

    lemma: str
    role: Role
    sign: Sign
    act: Act | None
    explicit: bool = False
    noun: bool = False
    future: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One written form of an entry: the words it consists of and the kind of its verb form ("" for
    others)."""

    words: tuple[str, ...]
    kind: str
    entry: Entry


# What a thing does of itself, behind a modal: "the embargo must end", "the ban has to stand".
INTRANSITIVE: dict[str, int] = {
    "end": -1,
    "stop": -1,
    "cease": -1,
    "fall": -1,
    "continue": 1,
    "proceed": 1,
    "stand": 1,
    "stay": 1,
    "remain": 1,
    "prevail": 1,
    "go ahead": 1,
}

SCARE = frozenset(
    "sham so-called illegal illegitimate fake bogus unlawful phoney phony pseudo fraudulent rigged purported "
    "self-styled self-proclaimed unconstitutional".split()
)


@cache
def forms_by_first_word() -> dict[str, tuple[Form, ...]]:
    """All forms by their first word, the longest first."""
    table: dict[str, list[Form]] = {}
    for form in _all_forms():
        table.setdefault(form.words[0], []).append(form)
    return {first: tuple(sorted(forms, key=lambda f: -len(f.words))) for first, forms in table.items()}


def _all_forms() -> Iterator[Form]:
    for group in tomllib.loads(WORDS.read_text(encoding="utf-8"))["group"]:
        for phrase in group["words"]:
            yield from _forms(
                _entry(phrase, group), inflected=not group.get("noun") and group["role"] != "eval"
            )


def _entry(phrase: str, group: dict[str, Any]) -> Entry:
    role: Role = "eval" if group["role"] == "judging" else group["role"]
    return Entry(
        lemma=phrase,
        role=role,
        sign=group["sign"],
        act=group.get("act"),
        explicit=group.get("explicit", False),
        noun=group.get("noun", False),
        future=role == "control" and group["sign"] > 0,
    )


def _forms(entry: Entry, *, inflected: bool) -> Iterator[Form]:
    first, *rest = entry.lemma.split()
    if first == "be":
        yield Form(tuple(rest), "", entry)
    elif inflected:
        for form, kind in forms_of(first):
            yield Form((form, *rest), kind, entry)
    else:
        for spelling in dict.fromkeys((entry.lemma, entry.lemma.replace("favour", "favor"))):
            yield Form(tuple(spelling.split()), "", entry)
