"""Common nouns that stand for an organisation named in the report: "the alliance", "the world body".

A noun stands for the one organisation of its kind that the report names; where it names two of the kind, or
something else of that noun ("an opposition alliance"), it stands for none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from onrecord.model import Span
from onrecord.world import ActorMatch

_KINDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("alliance", frozenset({"NATO", "CSTO"})),
    ("bloc", frozenset("EU ASEAN ECOWAS AU GCC MERCOSUR CARICOM SADC EAEU BRICS CIS".split())),
    ("world body|world organi[sz]ation|global body", frozenset({"UN"})),
    ("cartel|oil cartel|oil producers[’'] group", frozenset({"OPEC"})),
    ("watchdog|nuclear watchdog|UN watchdog", frozenset({"IAEA"})),
    ("chemical weapons watchdog", frozenset({"OPCW"})),
    ("bank|lender|development bank", frozenset("WORLD_BANK ADB AFDB EBRD IADB ISDB EIB AIIB".split())),
    ("mission", frozenset({"UN", "OSCE", "AU", "ECOWAS", "EU", "NATO", "OAS"})),
    ("fund|international lender", frozenset({"IMF"})),
    ("organi[sz]ation", frozenset("OSCE OAS WTO OECD OPCW OIC OAU FAO ICAO IMO WMO".split())),
    ("league", frozenset({"ARAB_LEAGUE"})),
    ("red cross", frozenset({"ICRC"})),
    (
        "(?:UN |UN-backed |international |war crimes |special )*tribunal|(?:UN|war crimes) court",
        frozenset({"ICTY", "ICTR", "SCSL", "ICC", "STL"}),
    ),
    (
        "agency|nuclear agency|UN agency",
        frozenset("IAEA WHO UNHCR UNICEF UNRWA UNESCO WFP FAO IOM UNDP UNFPA UNODC OCHA".split()),
    ),
)
# "The tiny Balkan state": the one land of that kind that the report names.
_LANDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Islamic", frozenset("IRN PAK MRT AFG".split())),
    ("Jewish", frozenset({"ISR"})),
    ("Stalinist|communist|reclusive", frozenset("PRK CUB VNM LAO CHN".split())),
    ("Balkan", frozenset("ALB BIH BGR HRV MKD MNE ROU SRB XKX SCG YUG SVN".split())),
    ("Baltic", frozenset("EST LVA LTU".split())),
    ("Nordic|Scandinavian", frozenset("DNK FIN ISL NOR SWE".split())),
    ("Caucasus|Caucasian", frozenset("ARM AZE GEO".split())),
    ("Central Asian", frozenset("KAZ KGZ TJK TKM UZB".split())),
    ("Gulf", frozenset("ARE BHR IRQ KWT OMN QAT SAU".split())),
    ("Himalayan", frozenset("NPL BTN".split())),
    ("Andean", frozenset("BOL COL ECU PER VEN".split())),
    ("Caribbean", frozenset("CUB HTI JAM DOM BHS BRB TTO GRD LCA VCT DMA KNA ATG".split())),
    ("Central American", frozenset("BLZ CRI GTM HND NIC PAN SLV".split())),
    ("South Asian", frozenset("AFG BGD BTN IND LKA MDV NPL PAK".split())),
    ("Horn of Africa", frozenset("DJI ERI ETH SOM".split())),
)
_LAND = r"(?:country|nation|republic|kingdom|state)"
_ADJECTIVES = (
    r"(?:military |western |transatlantic |defen[cs]e |regional |european "
    r"|(?:(?:west|east|southern) )?african "
    r"|\d+-(?:nation|member|state) |[a-z]+-(?:nation|member) |trading |economic |political )?"
)
_ANOTHER = (
    r"\b(?:an?|opposition|ruling|governing|parliamentary|electoral|rebel|Shiite|Sunni|Kurdish|left-wing"
    r"|right-wing|\w+ist|(?!The|African|European)[A-Z]\w+)"
)
_MOVEMENT = re.compile(
    r"(?<=\b[Tt]he )(?:(?:Islamist|Islamic|militant|rebel|guerrilla|armed|separatist|radical|resistance) )+"
    r"(?:group|movement|organi[sz]ation)(?=[’'ʼ]s|[ ,.])(?! (?:of|led|called|known|named)\b| [A-Z])"
)
# Without an adjective these may be anybody's: only where the report names no second movement.
_ARMED = re.compile(
    r"(?<=\b[Tt]he )(?:rebels|guerrillas|insurgents|militants|separatists|militia|Islamists|Maoists|movement"
    r"|group)"
    r"(?=[’'ʼ]s|(?<=s)[’'ʼ] |[ ,.])(?! (?:of|led|called|known|named|in|from|and)\b| [A-Z])"
)
# "North and South Korea"; "the North's" where the report names both Koreas.
_NORTH = re.compile(
    r"\bNorth(?= and South Korea\b)|(?<=\b[Tt]he )(N)orth(?=[’'ʼ]s [Vv]ice|[’'ʼ]s [a-z]|,? (?:said|says)\b)"
)
# Every state has a Red Cross of its own.
_RED_CROSS = re.compile(r"(?<=\b[Tt]he )Red Cross\b(?! (?:[Ss]ociet|of [A-Z]))")
_OTHER_RED_CROSS = re.compile(
    r"\b(?!The |International |Geneva-based )[A-Z][\w-]+(?:[’'ʼ]s)? Red Cross\b|Red Cross [Ss]ociet"
)
_OTHER_BANKS = re.compile(r"\b(?:central|commercial|national|state|reserve|private) banks?\b|\bBank of [A-Z]")
# "NAIROBI, March 3 (Reuters) - ": who sent the report is not of it.
_DATELINE = re.compile(r"\s*[A-Z][^\n()]{2,60}\([A-Z][\w ]+\) ?(?:-|–|—)+ ")
_MISSION = re.compile(
    r"\b(?:peace-?keep\w+|blue helmets|(?:UN|U\.N\.|United Nations|OSCE|AU|African Union|EU|NATO|OAS)"
    r" (?:\w+ )?mission"
    r"|observer mission|monitoring mission)\b"
)
_OTHER_MISSION = re.compile(
    r"\b(?:trade|space|shuttle|diplomatic|fact-finding|rescue|suicide|combat|bombing|his|her|their|Mission)"
    r" mission\b|\bmission to\b"
)
_NEWS = re.compile(r"\bnews agenc(?:y|ies)\b|\b(?:intelligence|space|spy|credit|rating|travel) agency\b")


def find_stand_ins(
    text: str, actors: Iterable[ActorMatch], outlets: Iterable[Span], movements: Collection[str] = ()
) -> tuple[ActorMatch, ...]:
    """Return the nouns of `text` that stand for one of the named `actors`, article left outside; `movements`
    are the actors that may be called "the rebel group".

    "The agency" is a news agency's wherever the report names an outlet."""
    named = sorted((m.span.start, m.actors[0]) for m in actors if len(m.actors) == 1)
    found: dict[Span, ActorMatch] = {}
    for words, kind in _KINDS:
        codes = {code for _, code in named if code in kind}
        if len(codes) != 1 or _of_others(text, words) or _is_anothers(text, words, outlets):
            continue
        code = codes.pop()
        since = next(start for start, other in named if other == code)
        pattern = re.compile(
            rf"(?<=\bthe ){_ADJECTIVES}(?:{words})\b(?! (?:of|between|with|led)\b)"
            rf"|(?<=[\"”,] )(?:{words})(?= (?:spokes(?:man|woman|person)|official|chief|head|president)\b)",
            re.IGNORECASE,
        )
        for match in pattern.finditer(text, since):
            found.setdefault(Span(*match.span()), ActorMatch(Span(*match.span()), (code,), "name"))
    for other in (*_red_cross(text), *_lands(text, {code for _, code in named})):
        found.setdefault(other.span, other)
    for match in _NORTH.finditer(text):
        if match.group(1) and not {"PRK", "KOR"} <= {code for _, code in named}:
            continue
        found[Span(*match.span())] = ActorMatch(Span(*match.span()), ("PRK",), "name")
    for match in _MOVEMENT.finditer(text):
        meant = _movement_before(text, match.start(), named, movements)
        if meant is not None:
            found.setdefault(Span(*match.span()), ActorMatch(Span(*match.span()), (meant,), "name"))
    if len({code for _, code in named if code in movements}) == 1:
        for match in _ARMED.finditer(text):
            meant = _movement_before(text, match.start(), named, movements)
            if meant is not None and _is_its(text, match, named, meant):
                found.setdefault(Span(*match.span()), ActorMatch(Span(*match.span()), (meant,), "name"))
    return tuple(found.values())


def _red_cross(text: str) -> Iterator[ActorMatch]:
    """The Red Cross of a report that names none of a state."""
    if _OTHER_RED_CROSS.search(text) is None:
        for match in _RED_CROSS.finditer(text):
            yield ActorMatch(Span(*match.span()), ("ICRC",), "name")


def _lands(text: str, named: Collection[str]) -> Iterator[ActorMatch]:
    """The nouns for a land of a kind of which the report names one state."""
    for kind, lands in _LANDS:
        codes = lands & set(named)
        noun = rf"(?<=\b[Tt]he )(?:[a-z][\w-]* ){{0,2}}(?:{kind}) (?:[a-z][\w-]* )?{_LAND}\b(?! of\b)"
        if len(codes) == 1:
            for match in re.finditer(noun, text):
                yield ActorMatch(Span(*match.span()), (min(codes),), "name")


def _is_its(text: str, match: re.Match[str], named: list[tuple[int, str]], meant: str) -> bool:
    """Whether a bare "the group" is the movement's: no other actor, and no other group, is named since."""
    if match.group() not in ("group", "movement"):
        return True
    last = max(start for start, code in named if code == meant and start < match.start())
    since = text[last : match.start()]
    others = any(last < start < match.start() and code != meant for start, code in named)
    return not others and not re.search(
        r"\b(?:an?|another|rights|aid|business) (?:\w+ )?(?:group|movement)\b", since
    )


def _movement_before(
    text: str, position: int, named: list[tuple[int, str]], movements: Collection[str]
) -> str | None:
    """The one movement that the paragraph names before it; where it names none, the one of the report."""
    paragraph = text.rfind("\n", 0, position)
    before = [(start, code) for start, code in named if start < position and code in movements]
    near = {code for start, code in before if start > paragraph} or {code for _, code in before}
    return near.pop() if len(near) == 1 else None


def _is_anothers(text: str, words: str, outlets: Iterable[Span]) -> bool:
    """Whether "the agency" may be a news agency, "the bank" a central or commercial one."""
    if words.startswith("agency"):
        in_dateline = _DATELINE.match(text)
        begins = in_dateline.end() if in_dateline else 0
        return _NEWS.search(text) is not None or any(span.start >= begins for span in outlets)
    if words == "mission":  # of peacekeepers or observers; a state's, or a journey, is another matter
        return _MISSION.search(text) is None or _OTHER_MISSION.search(text) is not None
    return words.startswith("bank") and _OTHER_BANKS.search(text) is not None


def _of_others(text: str, words: str) -> bool:
    """Whether the report speaks of another of that noun: "a Shiite alliance", "the ruling bloc"."""
    return re.search(rf"{_ANOTHER} (?:{words})\b", text) is not None
