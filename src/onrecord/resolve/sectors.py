"""The sector of a voice, told by its noun and the words that go with it."""

from __future__ import annotations

import re

from onrecord.resolve.public_bodies import names_national

# Nouns whose sector is that of the words around them.
_WEAK = re.compile(
    r"(?:(?:deputy|vice|assistant|executive|general) )?"
    r"(?:spokes\w+|press secretary|officials?|sources?|diplomats?|aides?|insiders?|policymakers?|staffers?"
    r"|assistants?"
    r"|authorities|leaders?|heads?|chiefs?|chair\w*|directors?|advis[eo]rs?|representatives?|secretar(?:y"
    r"|ies)|delegates?"
    r"|members?|deputy|deputies|counterparts?|officers?|offices?|council|committee|agency|service"
    r"|administration|rulers?|commanders?|boss(?:es)?)",
    re.IGNORECASE,
)
_SECTOR_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (sector, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE))
    for sector, words in (
        (
            "regional",
            (
                r"regions?|regional|provinces?|provincial|city|local|municipal|county|district|town"
                r"|occupation|breakaway"
            ),
        ),
        ("rebel", r"rebels?|guerrillas?|insurgents?|separatists?|militants?|militias?|rebellion|mutine\w+"),
        (
            "government",
            (
                r"ministry|government|presidential|presidency|treasury|exchequer|central bank"
                r"|(?:president|premier|prime minister|chancellor)[’'ʼ]s|kremlin|cabinet|embassy|department"
                r"|security council|customs|immigration"
            ),
        ),
        (
            "military",
            (
                r"army|military|joint chiefs|(?:armed|defen[cs]e) forces?|navy|naval|air force|troops"
                r"|general staff|brigade|battalion"
            ),
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
                r"party|campaign|(?:social |christian |liberal )democrat|democrats"
                r"|democratic|republicans|republican|labour|conservatives?|coalition"
                r"|election"
            ),
        ),
        ("court", r"court|judicial|prosecution|prosecutors?|tribunal|legal|defen[cs]e lawyer"),
        ("police", r"police|law enforcement|hospital|medical|emergency|rescue|fire"),
        (
            "company",
            (
                r"company|firm|mercenar(?:y|ies)|corporation|bank|airlines?|airways|industry|(?:\w+ )?giant"
                r"|monopoly|carmaker|operator"
            ),
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
    r"(?<!newly)-(?:installed|backed|appointed|imposed|controlled)(?!\w)|self-(?:proclaimed|declared|styled)"
)
# "President of the breakaway republic of ...": not a state's, whatever the state it lies in.
_BREAKAWAY = re.compile(
    r"^\s?(?:of|in|for|from) (?:the |a )?(?:[\w*]+ ){0,2}(?:breakaway|self-proclaimed|separatist|rebel"
    r"|secessionist|unrecogni[sz]ed)(?!\w)",
    re.IGNORECASE,
)
# An army of those who fight their state, or soldiers who rose against it, speak not for it.
_IN_ARMS = re.compile(
    r"(?<![\w-])(?:rebels?|guerrillas?|insurgents?|separatists?|militants?|militias?|mutin(?:ous|eers?)"
    r"|renegade)(?!\w)",
    re.IGNORECASE,
)
_FOR_ARMED = re.compile(
    r"\s(?:of|for|from) (?:the )?(?:[\w*-]+ ){0,2}(?:rebels|guerrillas|insurgents|separatists|militants"
    r"|militias?|Islamists|Maoists)(?!\w)"
)
_ISLAMIST = re.compile(r"(?<![\w-])Islam(?:ist|ic)(?! [Rr]epublic)(?!\w)")
# One who serves is heard for himself, the troops and their officers for the army.
_IN_THE_RANKS = re.compile(r"soldiers?|servicem[ae]n|servicewom[ae]n|conscripts?|recruits?", re.IGNORECASE)
# "the National Union for Reform of *", "the * Liberation Front": a movement, whatever state it is named for.
_MOVEMENT = re.compile(
    r"(?<![\w-])(?:Front|Movement|Party|Liberation|Resistance|Coalition|Democrats|Union(?= for | of Dem)"
    r"|Congress(?= of | for )|Alliance(?! of \*))(?!\w)"
)
# "president of the * Supreme Court", "of the * Senate", "* Football Federation president": no head of state.
_PRESIDES = re.compile(r"(?:(?:vice|deputy)[ -])?(?:president|chancellor|chairman)", re.IGNORECASE)
_PRESIDED = tuple(
    (
        sector,
        re.compile(
            rf"(?:^\s(?:of|at)\s(?:the )?(?:[\w*’'&-]+ ){{0,5}}?|[A-Z*][\w’'-]* )"
            rf"(?:{words})(?!\w)(?=$|[^\w]*$|[,;])"
        ),
    )
    for sector, words in (
        ("court", "(?:[Cc]onstitutional |[Ss]upreme )?Court"),
        (
            "legislature",
            "Senate|Bundestag|Bundesrat|State Duma|Knesset|Chamber of (?:Deputies|Representatives)",
        ),
        ("education", "University|College"),
        (
            "civil_society",
            (
                "(?:Football|Tennis|Athletics|Chess|Cycling|Swimming|Trade|Workers|Teachers) Federation"
                "|Association|(?:Institute|Society|Association|Chamber|Academy) (?:of|for) [A-Z][\\w &]+"
                "|Olympic Committee|Trade Union|Rotary Club|Football Club|Academy"
            ),
        ),
        ("company", "Corp|Inc|Ltd|Group|Airlines|Airways|Motors?"),
    )
)
# Parts of states with presidents, premiers and governors of their own.
_PART_OF_A_STATE = re.compile(
    r"(?<![\w-])(?:New South Wales|Queensland|Tasmania|South Australia|Western Australia|Northern Territory"
    r"|Ontario|Qu[eé]bec|Alberta|Saskatchewan|Manitoba|British Columbia|Nova Scotia|New Brunswick"
    r"|Newfoundland|Bavarian?|Saxon(?:y|-Anhalt)|Thuringian?|Hess(?:e|ian)|Brandenburg|Carinthian?|Tyrol(?:ean)?"
    r"|Catalonia|Catalan|Basque|Galicia|Andalusia|Lombardy|Veneto|Sicil(?:y|ian)|Sardinia|Corsican?"
    r"|Tatarstan|Bashkortostan|Dagestan|Ingush(?:etia)?|Chuvashia|Kalmykia|Yakutia|Inner Mongolia|Xinjiang"
    r"|Guangdong|Sichuan|Punjab|Sindh|Balochistan|Bihar|Kerala|Gujarat"
    r"|West Bengal|Tamil Nadu|Uttar Pradesh|Aceh)(?!\w)"
)
_DEMOCRAT = re.compile(r"(?<![\w-])(?:Social|Christian|Liberal|Free) Democrat $")
_LEADS_PART = re.compile(
    r"(?:(?:vice|deputy)[ -])?(?:president|premier|chairman|governor|prime minister|leader)", re.I
)
_NAMED_FOR = re.compile(r"\s(?:of|for|from|with)\s[^,;()]*")
_OF_THE_OUSTED = re.compile(
    r"\s(?:of|for|from) (?:the )?(?:[\w*’'-]+ ){0,2}(?:ousted|deposed|toppled|overthrown|exiled)"
    r" (?:[a-z]+ )?(?:government|regime|cabinet|president|king|leader|ruler|premier|minister)",
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
    r"minist(?:er|r)|government|presiden|kremlin|cabinet|embass|department|security|foreign|defen[cs]e|state(?!-)"
    r"|delegation|mission"
    r"|prime|chancell|administration|side|authorit|treasury|interior|palace|office|econom|trade|financ"
    r"|nuclear|council"
    r"|(?<![\w-])(?:armed|forces?|troops|army|navy)(?![\w-])|general staff"
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


_STATE_COUNCIL = re.compile(r"(?<![\w-])State Council$")  # the cabinet of China
# Who runs a state's elections speaks for the state.
_PRESIDES_OVER = re.compile(
    r"(?:(?:vice|deputy)[ -])?(?:president|chair\w*|head|chief|director|secretary|spokes\w+|member)",
    re.IGNORECASE,
)
_ELECTORAL = re.compile(
    r"(?<![\w-])(?:elections?|electoral) (?:officials?|authorit(?:y|ies)|commissions?|councils?|tribunals?"
    r"|boards?|commissioners?)(?:(?:[’'ʼ]s)? (?:deputy |vice )?(?:heads?|chiefs?|chair\w*|presidents?"
    r"|directors?|spokes\w+|secretary|members?))?$",
    re.IGNORECASE,
)
_OF_ELECTORAL = re.compile(
    r"\s(?:of|for) (?:the )?(?:[\w*-]+ ){0,3}(?:elections?|electoral)"
    r" (?:commission|council|tribunal|board)(?!\w)",
    re.IGNORECASE,
)


def sector_of(head: str, before: str, behind: str, usual: str | None) -> str | None:
    """Return the sector of a voice from its head noun and the words before and behind it in the phrase.

    "former" for who has left office or not yet taken it; "regional" for what others installed; the sector
    of the words around it for a noun that says little ("spokesman", "official"); else the noun's usual one.
    """
    settled = _settled(head, before, behind, usual)
    if settled is not None:
        return settled
    if runs_elections(head, before, behind):
        return "government"
    if not _WEAK.fullmatch(re.split(r" (?:of|for) ", head, maxsplit=1)[0]):
        return usual
    named_for = _NAMED_FOR.match(behind)
    if (
        names_national(before)
        or _STATE_COUNCIL.search(before + head)
        or (named_for and names_national(named_for.group()))
    ):
        return "government"
    if _MOVEMENT.search(before) or (named_for and _MOVEMENT.search(named_for.group())):
        return "party"
    return _by_words(before, behind) or usual


def runs_elections(head: str, before: str, behind: str) -> bool:
    """Whether it is the body that runs a state's elections, or who leads it or speaks for it."""
    of_it = _OF_ELECTORAL.match(behind) and _PRESIDES_OVER.fullmatch(head)
    return bool(of_it or _ELECTORAL.search(before + head))


def _settled(head: str, before: str, behind: str, usual: str | None) -> str | None:
    """The sector that the words around settle, whatever the noun: who has left, was put there, or rose."""
    tests = (
        ("former", _OUT_OF_OFFICE.search(before) or re.match(r"[ -](?:elect|designate)\b", behind)),
        ("former", usual != "former" and _OF_THE_OUSTED.match(behind)),
        ("regional", _NOT_OF_THE_STATE.search(before) or _BREAKAWAY.search(behind)),
        ("opposition", re.search(r"(?<!\w)(?:shadow|opposition)(?!\w)", before, re.IGNORECASE)),
        ("citizen", usual == "military" and _IN_THE_RANKS.fullmatch(head)),
        ("rebel", usual in ("military", "government", None) and _IN_ARMS.search(before)),
        ("rebel", usual in ("military", "government", "intelligence") and _FOR_ARMED.match(behind)),
        ("rebel", usual in ("military", "intelligence") and _ISLAMIST.search(before)),
        ("regional", usual in ("government", None) and _leads_part(head, before, behind)),
    )
    told = next((sector for sector, holds in tests if holds), None)
    return told or (_presided(before, behind) if _PRESIDES.fullmatch(head) else None)


def _leads_part(head: str, before: str, behind: str) -> bool:
    """Whether it is the head of a part of a state: the premier of Ontario."""
    of_it = _NAMED_FOR.match(behind)
    part = _PART_OF_A_STATE.search(before) or (of_it and _PART_OF_A_STATE.search(of_it.group()))
    return bool(part and _LEADS_PART.fullmatch(head))


def sector_in_front(text: str, start: int) -> str | None:
    """The sector that the words right before a title tell: "Bavarian" Premier, "Social Democrat" leader."""
    front = text[max(0, start - 30) : start]
    part = [
        match for match in _PART_OF_A_STATE.finditer(front) if front[match.end() :] in (" ", "’s ", "'s ")
    ]
    return "regional" if part else "party" if _DEMOCRAT.search(front) else None


def _presided(before: str, behind: str) -> str | None:
    """The sector of the chamber, court, university, club or company that a president presides over."""
    of_it = behind.partition(",")[0] if behind.startswith(" of") else None
    for sector, names in _PRESIDED:
        if names.search(before.rstrip() if of_it is None else of_it):
            return sector
    return None


def _by_words(before: str, behind: str) -> str | None:
    """The sector of the words around; what stands in front belongs to the noun more surely than what follows
    ("party" in "a Kremlin party")."""
    for words in (before, behind):
        found = [
            (match.start(), sector) for sector, pattern in _SECTOR_WORDS if (match := pattern.search(words))
        ]
        if found:
            return min(found)[1]
    return None


def names_another(before: str, behind: str) -> bool:
    """Whether the words around a weak noun name something that is neither actor (marked "*") nor a state's
    body.

    "head of the * Service Providers' Association", "* Red Cross official": such a voice is not the actor's.
    """
    capitals = set(re.findall(r"\b[A-Z][\w-]+", before)) - _RANK_WORDS
    if capitals and not _OF_THE_STATE.search(before):
        return True
    complement = _COMPLEMENT.match(behind)
    words = re.sub(r"[’'ʼ]s?\b|(?<=\*)-led\b|[*\s]", "", complement.group(1)) if complement else ""
    return bool(words) and not _OF_THE_STATE.search(complement.group(1) if complement else "")


def names_body(before: str, behind: str) -> bool:
    """Whether the words around a noun name another body by its own name: "of the World Trees Centre"."""
    complement = _COMPLEMENT.match(behind)
    proper = re.search(r"[A-Z]", complement.group(1) if complement else before)
    return proper is not None and names_another(before, behind)
