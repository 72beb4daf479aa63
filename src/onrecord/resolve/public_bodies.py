"""Names of bodies that no table holds, told to be a state's or organisation's own by their words."""

from __future__ import annotations

import re

# Nouns of bodies that speak for the state or organisation in whose name they are: the Kenyan Roads Authority.
NOUNS = (
    "Commission|Authority|Agency|Board|Bureau|Council|Committee|Administration|Directorate|Secretariat"
    "|Conference|Service|Mission|Inspectorate|Cent(?:er|re)|Bank|Fund|Office|Department"
)
# Companies, clubs and universities have these, too, unless they are the nation's.
_OFTEN_PRIVATE = re.compile(r"Cent(?:er|re)|Bank|Fund|Service|Conference|Mission|Council|Office|Department")
_NATIONAL = re.compile(r"(?:National|Central|Reserve|Federal|State|Development|World|Monetary|General) ")
_NOT_THE_STATES = re.compile(
    r"\b(?:Police|Court|Parliament\w*|Legislative|Party|Olympic|Football|Cricket|Sports?|Rugby|Church\w*|Islamic"
    r"|Muslim|Christian|Catholic|Orthodox|Jewish|Business|Union|Rights Group|Students?|Writers?|News"
    r"|Press|Organi[sz]ing|Research|University|Opposition|Liberation|Revolutionary|Transitional|Municipal|City"
    r"|Provincial|Regional|Media|Broadcasting|Senate|House|Assembly|Congress|Chamber|Growers?|Farmers?"
    r"|Producers?|Commercial|Savings|Medical|Cultural|Exchange|Association|Federation|Jurists)\b"
)
_CAPITALS = r"(?:[A-Z][\w’-]*,? (?:(?:of|for|and|on|against)(?: the)? )?)"
NAME = re.compile(rf"(?P<name>{_CAPITALS}{{0,7}}(?P<noun>{NOUNS}))(?![\w’-])")
_OF_THE_NATION = re.compile(
    rf"(?<![\w’-])(?P<name>(?:National|State|Federal|Central|General) {_CAPITALS}{{0,7}}"
    rf"(?P<noun>{NOUNS}|Customs))(?![\w’-])"
)


def is_public(name: re.Match[str], organisation: bool) -> bool:
    """Whether a body so called, in the name of a state or an `organisation`, is its own, no club or company.

    `name` has the groups `name` and `noun`."""
    if _NOT_THE_STATES.search(name["name"]):
        return False
    return organisation or not _OFTEN_PRIVATE.fullmatch(name["noun"]) or bool(_NATIONAL.match(name["name"]))


def names_national(words: str) -> bool:
    """Whether words name a state's body without the state: "of the National Ports Authority"."""
    return any(not _NOT_THE_STATES.search(name["name"]) for name in _OF_THE_NATION.finditer(words))


# "Zimbabwe's rivers authority", "the Zambian roads agency": the state's, unless of a trade or a cause.
_COMMON = re.compile(
    r"(?:[a-z-]+ ){0,3}(?:authority|agency|commission|board|bureau|directorate|inspectorate|service|council"
    r"|committee|secretariat)"
)
_OF_A_CAUSE = re.compile(
    r"\b(?:police|court|parliament\w*|legislative|party|olympic|football|cricket|sports?|rugby|soccer|church"
    r"|islamic|muslim|christian|jewish|business|union|rights|students?|writers?|news|press|wire|media|travel|advertising"
    r"|rating|aid|relief|research|opposition|liberation|city|provincial|regional|local|municipal|broadcasting"
    r"|senate|house|congress|chamber|growers?|farmers?|medical|exchange|employers?|bishops?|executive|central"
    r"|political|workers?|strike|organi[sz]ing|tribal|village|club|secret|upper|lower|joint|ruling)\b"
)


def is_common_public(words: str) -> bool:
    """Whether a body said in common words, behind the state whose it is ("*"), is the state's own."""
    _, owner, said = words.rpartition("*")
    said = said.lstrip("’'ʼs ")
    return bool(owner and _COMMON.fullmatch(said)) and not _OF_A_CAUSE.search(said)
