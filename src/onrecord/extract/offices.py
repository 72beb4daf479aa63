"""The offices, bodies and actors that a text names, before its names are read.

An office comes with what it is for: "Vice Minister of Health"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from onrecord.model import Span
from onrecord.world import ActorMatch, World

HAS_FIELD = re.compile(
    r"minister|secretary|commissioner|envoy|ambassador|representative|negotiator|attorney|advis[eo]r",
    re.IGNORECASE,
)
_FIELDS = (
    "Health|Education|Finance|Agriculture|Energy|Interior|Justice|Trade|Commerce|Labou?r|Transport|Industry"
    "|Information|Culture|Environment|Tourism|Defen[cs]e|Economy|Development|Planning|Science|Technology"
    "|Sports?|Youth|Housing|Fisheries|Affairs|Security|Oil|Petroleum|Water|Communications|Works|Aviation"
    "|Supply|Welfare|Administration|Lands?|Resettlement|Relief|Railways|Livestock|Immigration|Cooperation|Resources|Forestry|Mines|Territories|Policy|Integration|Reform"
)
_KINDS_OF = (
    "Public|Presidential|Land|National|Foreign|Home|Internal|External|Civil|Higher|Social|Labou?r|International|Women[’']s"
    "|Religious|Natural|Economic|Political|Humanitarian|Rural|Regional|Fiscal|Arms|Near|Middle|Latin|Central"
    "|North|South|East|West|Northern|Southern|Eastern|Western|Asian|African|European|Eurasian|American"
    "|Pacific|Caribbean|Arab|Hemisphere|Peacekeeping"
)
# "Vice Minister of Health" | Jiang Li, "Assistant Secretary for West African Affairs" | Ann Doe: what the
# office is for belongs to the title, not to the name.
_PORTFOLIO = re.compile(
    rf" (?:of|for)(?: (?:the |and )?(?:(?:{_KINDS_OF})(?:,| and)? )*(?:{_FIELDS}),?)+(?= )"
)
# Offices only where something follows that they are of: "head of the delegation", "army chief Omar Sy".
_HEAD = re.compile(
    r"\b(?:heads?|chiefs?|representatives?|secretary|coordinators?)\b(?= (?:of|for|to|in|at) | [A-Z])"
    r"|\bSecretary\b(?= for [A-Z])|\b(?:counterparts?|opposite numbers?)\b(?=,? [A-Z])"
)
_NO_BANK = re.compile(r"(?:West|Left|Right|South) $")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a text before its names are: `offices` that a person holds, `bodies`, words for
    `actors`."""

    text: str
    offices: tuple[Span, ...]
    bodies: tuple[Span, ...]
    matches: tuple[ActorMatch, ...]
    actors: tuple[Span, ...]

    @classmethod
    def read(cls, text: str, world: World, on: date) -> Known:
        """Scan `text` with the tables of `world`."""
        matches = tuple(world.find_actors(text, on))
        return cls(
            text=text,
            offices=tuple(
                sorted(
                    [
                        *(_whole(text, m.span) for m in world.find_titles(text)),
                        *(_whole(text, h) for h in _heads(text)),
                    ]
                )
            ),
            bodies=tuple(match.span for match in world.find_bodies(text) if not is_shore(text, match.span)),
            matches=matches,
            actors=tuple(match.span for match in matches),
        )


def is_shore(text: str, body: Span) -> bool:
    """Whether a bank is a river's: the West Bank."""
    return body.of(text) == "Bank" and _NO_BANK.search(text, 0, body.start) is not None


def _whole(text: str, office: Span) -> Span:
    """The office with its portfolio: "Vice Minister" and "of Health" make one title."""
    portfolio = _PORTFOLIO.match(text, office.end)
    if portfolio is None or not HAS_FIELD.search(office.of(text)):
        return office
    return Span(office.start, portfolio.end() - (portfolio.group().endswith(",")))


def _heads(text: str) -> list[Span]:
    return [Span(*match.span()) for match in _HEAD.finditer(text)]
