"""Kinds of question: what shows them in a proposition, what else their matter is called, which words
speak on names.

The words of each kind stand in `data/frames.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FRAMES = files("onrecord.judge") / "data" / "frames.toml"

ENTITY_FRAMES = frozenset({"recognition", "membership", "leader", "departure"})

_LEADER = frozenset("president government leader prime junta ruler regime head authority".split())

_RECOGNISING = frozenset(
    {
        "recognise",
        "acknowledge",
        "derecognise",
        "recognition of",
        "recognition to",
        "recognition for",
        "recognition",
        "non-recognition of",
        "accept",
        "acceptance of",
        "admit",
        "diplomatic relations with",
    }
)

_ADMITTING = frozenset(
    {
        "let",
        "welcome",
        "look favourably on",
        "look favorably on",
        "support",
        "back",
        "endorse",
        "support for",
        "oppose",
        "admit",
        "readmit",
        "admission of",
        "accept",
        "exclude",
        "expel",
        "bar",
        "let in",
        "keep out",
        "join",
        "return to",
        "block",
    }
)

_SIDING = frozenset(
    {
        "support",
        "back",
        "endorse",
        "stand by",
        "stand behind",
        "stand with",
        "side with",
        "support for",
        "support to",
        "backing for",
        "reject",
        "oppose",
        "disavow",
        "shun",
        "supporter of",
        "supportive of",
        "legitimate",
        "illegitimate",
    }
)

_LEAVING = frozenset(
    {
        "topple",
        "oust",
        "overthrow",
        "unseat",
        "bring down",
        "get rid of",
        "rid",
        "remove",
        "dismiss",
        "campaign against",
        "resignation of",
        "departure of",
        "ouster of",
        "overthrow of",
        "removal of",
        "be proud of",
        "defend",
    }
)


@dataclass(frozen=True, slots=True)
class Frame:
    """One kind of question; `outright`: its other names count only where the proposition names the matter
    itself; `verbs` say it without an object."""

    name: str
    shown_by: tuple[str, ...]
    same: tuple[str, ...]
    opposite: tuple[str, ...]
    outright: bool
    verbs: tuple[str, ...] = ()


@cache
def frames() -> tuple[Frame, ...]:
    """Every kind of question, in the order of the file."""
    tables = tomllib.loads(FRAMES.read_text(encoding="utf-8"))
    return tuple(
        Frame(
            name,
            tuple(table["shown_by"]),
            tuple(table["same"]),
            tuple(table.get("opposite", ())),
            table.get("outright", False),
            tuple(table.get("verbs", ())),
        )
        for name, table in tables.items()
    )


def frames_of(words: set[str]) -> frozenset[str]:
    """The kinds that a proposition falls in, by its words in lower case; "leader" where it is about who
    leads."""
    shown = {frame.name for frame in frames() if words.intersection(frame.shown_by)}
    return frozenset(shown | {"leader"} if _LEADER & words else shown)


def speaks_on_names(lemma: str, kinds: frozenset[str]) -> bool:
    """Whether a stance word, held to a name, speaks on a proposition of these kinds."""
    allowed = {"recognition": _RECOGNISING, "membership": _ADMITTING, "leader": _SIDING | _RECOGNISING}
    allowed["departure"] = _SIDING | _LEAVING
    return any(lemma in words for kind, words in allowed.items() if kind in kinds)
