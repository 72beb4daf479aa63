"""The sector of a voice, told by its noun and the words that go with it."""

from __future__ import annotations

import re

# Nouns whose sector is that of the words around them.
_WEAK = re.compile(
    r"spokes\w+|press secretary|officials?|sources?|diplomats?|aides?|insiders?|policymakers?|staffers?"
    r"|assistants?"
    r"|authorities|leaders?|heads?|chiefs?|chair\w*|directors?|advis[eo]rs?|representatives?|secretar(?:y"
    r"|ies)|delegates?"
    r"|members?|deputy|deputies|counterparts?|officers?|offices?|council|committee|agency|service"
    r"|administration|rulers?",
    re.IGNORECASE,
)
_SECTOR_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (sector, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE))
    for sector, words in (
        (
            "regional",
            (
                r"regions?|regional|provinces?|provincial|city|local|municipal|county|district|town"
                r"|occupation"
                r"|separatists?"
                r"|breakaway|rebels?|guerrillas?|insurgents?"
            ),
        ),
        (
            "government",
            (
                r"ministry|government|presidential|presidency|kremlin|cabinet|embassy|department"
                r"|security council"
            ),
        ),
        (
            "military",
            r"army|military|armed forces|navy|naval|air force|troops|general staff|brigade|battalion",
        ),
        (
            "legislature",
            (
                r"parliament|parliamentary|duma|congress|congressional|senate|bundestag|knesset|house|caucus"
                r"|majority|minority"
                r"|federation council|lower house|upper house|assembly|legislative"
            ),
        ),
        ("opposition", r"opposition|dissident|exiled|shadow"),
        (
            "party",
            (
                r"party|campaign|democrats|democratic|republicans|republican|labour|conservatives?|coalition"
                r"|election"
            ),
        ),
        ("court", r"court|judicial|prosecution|prosecutors?|tribunal|legal|defen[cs]e lawyer"),
        ("police", r"police|law enforcement|hospital|emergency|rescue|fire"),
        (
            "company",
            r"company|firm|corporation|bank|airline|industry|(?:\w+ )?giant|monopoly|carmaker|operator",
        ),
        (
            "civil_society",
            (
                r"rights group|organi[sz]ing committee|human rights watch|amnesty|charity|trade union|ngo"
                r"|relief|campaign group|aid group"
            ),
        ),
        ("expert", r"think[- ]tank|institute|university|centre|center|college|foundation"),
        ("religious", r"religious|spiritual|muslim|christian|catholic|orthodox|jewish|church"),
    )
)
_NOT_OF_THE_STATE = re.compile(
    r"-(?:installed|backed|appointed|imposed|controlled)(?!\w)|self-(?:proclaimed|declared|styled)"
)
# "President of the breakaway republic of ...": not a state's, whatever the state it lies in.
_BREAKAWAY = re.compile(
    r"^\s?(?:of|in|for|from) (?:the |a )?(?:[\w*]+ ){0,2}(?:breakaway|self-proclaimed|separatist|rebel"
    r"|secessionist|unrecogni[sz]ed)(?!\w)",
    re.IGNORECASE,
)
_OUT_OF_OFFICE = re.compile(
    r"(?<![\w-])(?:former|ex|onetime|one-time|erstwhile|late|retired|then|ousted|deposed|incoming"
    r"|would-be)(?!\w)"
    r"|-(?:elect|designate)(?!\w)| (?:elect|designate)(?!\w)",
    re.IGNORECASE,
)
# Words beside a weak noun that leave it the state's own: "head of the delegation", "Foreign Ministry
# official".
_OF_THE_STATE = re.compile(
    r"ministr|government|presiden|kremlin|cabinet|embass|department|security|foreign|defen[cs]e|state(?!-)"
    r"|delegation|mission"
    r"|prime|chancell|administration|side|authorit|treasury|interior|palace|office|econom|trade|financ"
    r"|nuclear|council"
    r"|customs|border|peace|negotiat|team|consul|diploma|affairs|king|emir|crown|leader|people|nation"
    r"|country|republic",
    re.IGNORECASE,
)
_COMPLEMENT = re.compile(
    r"\s(?:of|for|at|from|with)\s+(?:the |a |an )?(.*?)(?=[,;(]|\s(?:who|which|that|in|on|to|of|for)\s|$)"
)
_RANK_WORDS = frozenset(
    "Senior Former Deputy Acting Chief Top The A An Special Permanent High First Vice Two".split()
)


def sector_of(head: str, before: str, behind: str, usual: str | None) -> str | None:
    """Return the sector of a voice from its head noun and the words before and behind it in the phrase.

    "former" for who has left office or not yet taken it; "regional" for what others installed; the sector
    of the words around it for a noun that says little ("spokesman", "official"); else the noun's usual one.
    """
    if _OUT_OF_OFFICE.search(before) or re.match(r"[ -](?:elect|designate)\b", behind):
        return "former"
    if _NOT_OF_THE_STATE.search(before) or _BREAKAWAY.search(behind):
        return "regional"
    if re.search(r"(?<!\w)(?:shadow|opposition)(?!\w)", before, re.IGNORECASE):
        return "opposition"
    if not _WEAK.fullmatch(re.split(r" (?:of|for) ", head, maxsplit=1)[0]):
        return usual
    # what stands in front belongs to the noun more surely than what follows ("party" in "a Kremlin party")
    for words in (before, behind):
        found = [
            (match.start(), sector) for sector, pattern in _SECTOR_WORDS if (match := pattern.search(words))
        ]
        if found:
            return min(found)[1]
    return usual


def names_another(before: str, behind: str) -> bool:
    """Whether the words around a weak noun name something that is neither actor (marked "*") nor a state's
    body.

    "head of the * Service Providers' Association", "* Red Cross official": such a voice is not the actor's.
    """
    capitals = set(re.findall(r"\b[A-Z][\w-]+", before)) - _RANK_WORDS
    if capitals and not _OF_THE_STATE.search(before):
        return True
    complement = _COMPLEMENT.match(behind)
    words = re.sub(r"[’'ʼ]s?\b|[*\s]", "", complement.group(1)) if complement else ""
    return bool(words) and not _OF_THE_STATE.search(complement.group(1) if complement else "")
