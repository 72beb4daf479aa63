"""Common nouns that stand for voices without a name.

Offices and bodies are in the tables of `world`; here are the nouns that every report uses: officials and
sources, residents and experts, statements and letters, reports and broadcasters."""

from __future__ import annotations

import re
from typing import Literal

from onrecord.model import Span

NounKind = Literal["office", "body", "spokesperson", "anonymous", "people", "document", "media"]

_NOUNS: tuple[tuple[NounKind, str | None, str], ...] = (
    ("body", "government", r"offices?|side|leadership|press service"),
    (
        "body",
        None,
        (
            r"(?:permanent |executive |general )?(?:council|board|assembly|commission|committee|secretariat)"
            r"|(?<=[a-z] )(?<![Tt]he )(?<! an )(?:authority|agency|bureau|directorate|inspectorate|service)"
        ),
    ),
    ("office", None, r"(?:deputy )?(?:heads?|chiefs?|representatives?|secretar(?:y|ies)|coordinators?)"),
    (
        "anonymous",
        None,
        (
            r"members?(?= of (?:the |an? |its |their |his |her )?(?:[\w’'-]+ ){0,2}"
            r"(?:delegation|negotiating team|cabinet|government|leadership|junta)\b)"
        ),
    ),
    ("office", "government", r"counterparts?|opposite numbers?"),
    (
        "spokesperson",
        "government",
        r"spokes(?:m[ae]n|wom[ae]n|persons?|people)|press secretar(?:y|ies)|mouthpiece",
    ),
    (
        "anonymous",
        "government",
        (
            r"officials?|sources?|diplomats?|aides?|insiders?|policymakers?|staffers?|assistants?|authorities"
            r"|delegates?|delegations?"
        ),
    ),
    (
        "people",
        "expert",
        (
            r"analysts?|experts?|professors?|researchers?|economists?|historians?|scholars?|scientists?"
            r"|observers?|fellows?"
            r"|lecturers?|academics?|consultants?|pundits?|strategists?|commentators?"
        ),
    ),
    (
        "people",
        "civil_society",
        (
            r"activists?|campaigners?|volunteers?|aid workers?|critics?|supporters?|opponents?|advocates?"
            r"|allies|backers?"
        ),
    ),
    (
        "people",
        "citizen",
        (
            r"residents?|protest[eo]rs?|demonstrators?|voters?|(?:eye)?witness(?:es)?|students?|farmers?"
            r"|workers?|pensioners?"
            r"|refugees?|citizens?|locals?|villagers?|shopkeepers?|teachers?|people|m[ae]n|wom[ae]n"
            r"|neighbou?rs?|famil(?:y|ies)"
            r"|mothers?|fathers?|wife|husband|wives|sons?|daughters?|brothers?|sisters?|many|some|others|most"
            r"|few|crowds?"
        ),
    ),
    (
        "document",
        "document",
        (
            r"statements?|communiqu[eé]s?|declarations?|readouts?|letters?|documents?|press releases?"
            r"|resolutions?|drafts?"
            r"|texts?|decrees?|orders?|memos?|treat(?:y|ies)|agreements?|charters?|notes?|posts?|tweets?"
            r"|bills?"
            r"|laws?|transcripts?"
            r"|polls?|surveys?|stud(?:y|ies)|data|figures|records?|papers?|articles?|speech(?:es)?|motions?"
            r"|ruling|judgement|report"
        ),
    ),
    (
        "media",
        "media",
        (
            r"(?:media|news|press|newspaper|television|radio|local|multiple|several|other|earlier|various"
            r"|unconfirmed) reports?|reports"
            r"|media(?: outlets?)?|news (?:agenc(?:y|ies)|outlets?|channels?|sites?|websites?|wires?"
            r"|services?)"
            r"|newspapers?"
            r"|dail(?:y|ies)|broadcasters?|outlets?|portals?|websites?|channels?|magazines?|tabloids?"
            r"|television|tv|radio"
            r"|(?:wire|news) services?|broadsheets?|weekl(?:y|ies)|press"
        ),
    ),
)
_COMPILED = tuple(
    (kind, sector, re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.IGNORECASE))
    for kind, sector, words in _NOUNS
)

_FEMALE = re.compile(
    r"(?:spokes|chair|congress|states)?wom[ae]n$|queen$|princess$|wife$|mother$", re.IGNORECASE
)
_MALE = re.compile(
    r"(?:spokes|chair|congress|states)m[ae]n$|king$|emir$|sultan$|prince$|husband$|pope$", re.IGNORECASE
)


def find_nouns(text: str, within: Span) -> tuple[tuple[Span, NounKind, str | None], ...]:
    """Return the nouns of voices in a stretch of text with kind and usual sector, longest first where two
    meet."""
    found = [
        (Span(*match.span()), kind, sector)
        for kind, sector, words in _COMPILED
        for match in words.finditer(text, within.start, within.end)
        # "The Jakarta Post", "the Declaration of Bogota" are names
        if kind not in ("document", "media") or match.group()[0].islower() or match.start() == within.start
    ]
    found.sort(key=lambda noun: (noun[0].start - noun[0].end, noun[0].start))
    kept: list[tuple[Span, NounKind, str | None]] = []
    for noun in found:
        if not any(noun[0].meets(other[0]) for other in kept):
            kept.append(noun)
    return tuple(sorted(kept, key=lambda noun: noun[0]))


def gender_of(noun: str) -> str | None:
    """Return "f" or "m" where the noun itself tells ("spokeswoman", "King"), else None."""
    return "f" if _FEMALE.search(noun) else "m" if _MALE.search(noun) else None
