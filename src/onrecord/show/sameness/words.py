"""What the words of a statement come down to: stems and their weight, what they deny, numbers and names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_REACH = 4  # words of weight that a denial reaches


@dataclass(frozen=True, slots=True)
class Gist:
    """What a text comes down to: `order` holds its stems as they stand, `weight` what each weighs.

    `bare` is the text without case, accents and punctuation; `affirmed` holds the stems that stand undenied
    at least once, `denials` those in reach of each denial; `sides` are words of a contrast; `names` are
    proper names, but for the speaker's own state.
    """

    bare: str
    order: tuple[str, ...]
    weight: dict[str, float]
    affirmed: frozenset[str]
    denials: tuple[frozenset[str], ...]
    numbers: frozenset[str]
    sides: frozenset[str]
    names: frozenset[str]

    @property
    def total(self) -> float:
        """What all its words weigh together."""
        return sum(self.weight.values())


_ENDINGS = (
    "ations ation ments ment nesses ness ingly edly ions ion ings ing ies ied eds ed ers es s "
    "ably ly able als al"
).split()


def _base(word: str) -> str:
    """A word without its ending, in one spelling: a crude stem, the same for most inflections."""
    word = word.replace("isation", "ization").replace("yse", "yze")
    if len(word) > 5:
        word = re.sub(r"is(e[sd]?|ing)$", r"iz\1", word)
        word = re.sub(r"our(?=s|ed|ing|able|ably|$)", "or", word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    if len(word) > 3 and word[-1] == "e":
        word = word[:-1]
    if len(word) > 3 and word[-1] in "iy":
        word = word[:-1] if len(word) > 5 else word[:-1] + "i"
    return word


_STOP = frozenset(
    "a an the this that these those such so-called some any all both each every own other another "
    "there here i me my mine we us our ours you your he him his she her hers it its they them "
    "their theirs who whom whose which what one ones someone anybody everyone everybody anyone "
    "himself herself itself themselves ourselves and or but if then than as of in on at by to "
    "from with into onto upon about over under through between for up out off down is are was "
    "were be been being am has have had having do does did doing will would shall should can "
    "could may might must ought let so too very also just only even still already yet now when "
    "where why how while because since until till whether however though although more most much "
    "many few less least like again perhaps quite rather really well say says said saying tell "
    "told telling add added s t re ve ll d m".split()
)
_LIGHT = frozenset(
    _base(word)
    for word in "country people government say make take give get go come new year time day today "
    "want need see know think call thing way work part put end good great next back "
    "set hold keep".split()
)
_DENIALS = frozenset(
    _base(word)
    for word in "not no never nor neither none nobody nothing nowhere without refuse refusal "
    "decline lack fail hardly".split()
)
# what denies the other: each stands for a word with a denial of it
_OPPOSITES = {
    _base(word): _base(affirmed)
    for word, affirmed in (
        pair.split()
        for pair in (
            "oppose support", "against pro", "reject accept", "unacceptable accept", "illegal legal",
            "unlawful legal", "illegitimate legitimate", "unable able", "impossible possible",
            "invalid valid", "void valid", "disagree agree", "condemn welcome", "deny confirm",
            "decrease increase", "fall rise", "drop rise", "close open", "lose win", "unwilling willing",
            "unfair fair", "unjust just", "unnecessary necessary", "dishonest honest", "unsafe safe",
            "insecure secure", "unlikely likely",
        )
    )
}  # fmt: skip
# words of which only one can be meant
CONTRASTS = tuple(
    frozenset(_base(word) for word in group.split())
    for group in (
        "begin end", "leave return join", "north south east west", "before after", "lift tighten impose",
        "first second third fourth fifth last", "buy sell", "export import", "military civilian", "men women",
        "morning evening", "public private", "rich poor", "former future", "minimum maximum",
        "legislative presidential",
    )
)  # fmt: skip
_CONTRASTED = frozenset().union(*CONTRASTS)
# ways to say one thing, and forms that no ending tells
_SYNONYMS = {
    _base(word): _base(group.split()[0])
    for group in (
        "sham fake bogus phoney", "referendum referenda", "soldier troop", "vote elect election poll ballot",
        "kill die dead death killed", "begin start began begun", "end finish", "send sent",
        "leave left withdraw withdrawal withdrew withdrawn pull quit", "give gave given", "take took taken",
        "make made", "go went gone", "come came", "recognize recognition", "support back endorse",
        "legal law lawful", "revenge vengeance", "help aid assist assistance", "harsh severe",
        "allow permit let", "complete full whole", "require need", "speak spoke spoken", "build built",
        "fight fought", "pay paid", "win won", "lose lost", "hold held", "keep kept", "see saw seen",
        "think thought", "know knew known", "bring brought", "buy bought", "rise rose risen",
        "fall fell fallen", "threat threaten", "attack assault strike", "ceasefire truce",
        "agree agreement accord deal pact", "talk negotiate negotiation", "quick swift rapid",
        "immediate once instant", "big large huge", "land soil territory", "propose suggest",
        "decide decision", "choose chose chosen choice", "apology apologise", "join enter accession",
        "result outcome", "term condition", "drink drank drunk", "war conflict", "meet met", "lead led",
        "feel felt", "stand stood", "spend spent", "sell sold", "catch caught", "find found", "hear heard",
        "throw threw thrown", "break broke broken", "draw drew drawn", "drive drove driven",
        "write wrote written", "shoot shot", "sink sank sunk", "ship boat vessel",
        "successful success succeed", "safe secure safety security", "leader chief", "cooperate cooperation",
        "independent independence", "responsible responsibility", "premier minister", "convince convincing",
        "destroy destruction", "defend defence defense",
    )
    for word in group.split()[1:]
}  # fmt: skip
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split(),
        start=2,
    )
} | {
    word: str(number * 10)
    for number, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)
}
# a state's name, its people and its capital stand for one another; the codes are those of `Said.actors`
_STATES = {
    word: line.split()[0]
    for line in (
        "USA america american washington", "GBR britain british london uk",
        "RUS russia russian moscow kremlin", "CHN china chinese beijing", "FRA france french paris",
        "DEU germany german berlin bonn", "UKR ukraine ukrainian kyiv kiev",
        "TUR turkey turkish ankara turkiye", "IRN iran iranian tehran", "ISR israel israeli",
        "PSE palestine palestinian", "SRB serbia serbian serb belgrade", "POL poland polish warsaw",
        "ITA italy italian rome", "ESP spain spanish madrid", "IND india indian delhi",
        "PAK pakistan pakistani islamabad", "JPN japan japanese tokyo", "IRQ iraq iraqi baghdad",
        "SYR syria syrian damascus", "EGY egypt egyptian cairo", "GRC greece greek athens",
        "HUN hungary hungarian budapest", "SWE sweden swedish stockholm", "FIN finland finnish helsinki",
        "NOR norway norwegian oslo", "DNK denmark danish copenhagen", "NLD netherlands dutch",
        "BEL belgium belgian brussels", "CAN canada canadian ottawa", "AUS australia australian canberra",
        "MEX mexico mexican", "BRA brazil brazilian brasilia", "VEN venezuela venezuelan caracas",
        "CUB cuba cuban havana", "SDN sudan sudanese khartoum", "AFG afghanistan afghan kabul",
        "IDN indonesia indonesian jakarta", "THA thailand thai bangkok", "PHL philippines philippine manila",
        "VNM vietnam vietnamese hanoi", "LBN lebanon lebanese beirut", "GEO georgia georgian tbilisi",
        "ZAF safrica pretoria", "PRK nkorea pyongyang", "KOR skorea seoul", "EU eu european europe",
    )
    for word in line.split()[1:]
}  # fmt: skip
_PHRASES = (
    (r"\bU\.? ?S\.?(?!\w)(?: side)?|\bUnited States\b|\bWhite House\b", "America"),
    (r"\bU\.?K\.?(?!\w)|\bUnited Kingdom\b", "Britain"),
    (r"\bSouth Africa(?:n)?\b", "safrica"),
    (r"\b(N|S)(?:orth|outh) Korean?\b", r"\1korea"),
    (r"\b(?:no|without(?: any)?) value\b", "worthless"),
    (r"\bnull and void\b", "void"),
)
_ANEW = frozenset(
    "i we you he she it they that will would shall should can could may must is are was were has".split()
)
_TAKING_SIDES = frozenset(
    "is are was were be am vote votes voted voting speak spoke stand stands stood".split()
)
CODES = frozenset(_STATES.values())
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december".split()
)
_PROPER = re.compile(r"(?<=[a-z,;0-9] )([A-Z][^\W\d_]+)")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[.;:!?…]")
_SOFTENED = re.compile(
    r"\b(?:not only|nothing (?:but|(?:more|less) than)|no (?:more|less|later|fewer) than|if not)\b"
)


def folded(text: str) -> str:
    """The text without case and accents."""
    text = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("Ø", "O").replace("ł", "l"))
    return "".join(c for c in text if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=65536)
def gist_of(words: str, actors: frozenset[str]) -> Gist:
    """What `words` come down to, said for `actors`."""
    for written, read_as in _PHRASES:
        words = re.sub(written, read_as, words)
    text = (
        folded(words)
        .replace("’", "'")
        .replace("‘", "'")
        .replace("can't", "can not")
        .replace("won't", "will not")
    )
    text = re.sub(r"'s\b", "", text.replace("n't", " not").replace("cannot", "can not"))
    text = _SOFTENED.sub(" ", text)
    tokens: list[str] = _TOKEN.findall(text)
    read = _Reader()
    for before, token in zip(["", *tokens], tokens, strict=False):
        read.token(token, before)
    read.close()
    light = _LIGHT | actors  # "we" and the speaker's own state are one
    weight = {stem: 0.5 if stem in light else 1.0 for stem in read.order}
    return Gist(
        " ".join(token for token in tokens if token[0].isalnum()),
        tuple(read.order),
        weight,
        frozenset(read.affirmed),
        tuple(frozenset(denial) for denial in read.denials),
        frozenset(read.numbers),
        frozenset(read.sides),
        (_proper(words) | (CODES & weight.keys())) - actors,
    )


def _proper(words: str) -> frozenset[str]:
    """The stems of capitalised words, but for the first of a sentence and the days and months."""
    found = (match[1] for match in _PROPER.finditer(words))
    return frozenset(stem_of(folded(name)) for name in found if folded(name) not in _CALENDAR)


class _Reader:
    """Reads a text token by token, keeping what its denials reach."""

    def __init__(self) -> None:
        self.order: list[str] = []
        self.affirmed: set[str] = set()
        self.denials: list[set[str]] = []
        self.numbers: set[str] = set()
        self._reach = 0
        self.sides: set[str] = set()
        self._supposed = 0
        self._no = False

    def token(self, token: str, before: str) -> None:
        ends = not token[0].isalnum() or token == "but" or (before == "and" and token in _ANEW)
        if ends:
            self.close()
            self._reach = self._supposed = 0
        if not token[0].isalnum():
            return
        self._supposed = _REACH + 1 if token in ("if", "unless", "whether") else max(0, self._supposed - 1)
        stem = _NUMBERS.get(token) or stem_of(token)
        if token in _CONTRASTED or stem in _CONTRASTED:
            self.sides.add(stem if stem in _CONTRASTED else token)
        if stem in _DENIALS:
            self._deny(token)
        elif token == "for" and before in _TAKING_SIDES:
            self._keep("pro", False)
        elif token not in _STOP:
            self._keep(_OPPOSITES.get(stem, stem), stem in _OPPOSITES)

    def close(self) -> None:
        """End a clause: "no" that reaches nothing is of the word before it, "vote no"."""
        if self._no and not self.denials[-1] and self.order:
            self.denials[-1].add(self.order[-1])
            self.affirmed.discard(self.order[-1])
        self._no = False

    def _deny(self, token: str) -> None:
        if not self._supposed:  # "if he does not go" and "should he stay" say one thing
            self.denials.append(set())
            self._reach = _REACH
            self._no = token == "no"

    def _keep(self, stem: str, opposite: bool) -> None:
        self.order.append(stem)
        if stem[0].isdigit():
            self.numbers.add(stem)
        denied = self._reach > 0
        self._reach = max(0, self._reach - 1)
        if denied == opposite:
            self.affirmed.add(stem)
            if opposite:  # "does not oppose the ban" denies nothing
                self._reach, self._no = 0, False
                if not self.denials[-1]:
                    self.denials.pop()
        elif denied:
            self.denials[-1].add(stem)
        else:
            self.denials.append({stem})


@lru_cache(maxsize=65536)
def stem_of(token: str) -> str:
    """The stem by which a word is compared, synonyms being one."""
    if token[0].isdigit():
        return token.replace(",", "")
    base = _base(token)
    return _STATES.get(token) or _STATES.get(token.removesuffix("s")) or _SYNONYMS.get(base, base)
