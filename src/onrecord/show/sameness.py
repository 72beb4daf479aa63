"""Statements that are the same: one saying, quoted shorter or longer, straight, retold or translated twice.

Two statements are the same where voices, days and words all agree:

- *Voices.* Sets of actors are equal, or one is empty. Names are of one person: every word of the shorter name
  stands in the longer, spellings of one name apart ("Zelensky", "Zelenskiy"; "B. Clinton", "Bill Clinton").
  Two different names are never one voice, and a joint statement is never one signatory's own. A voice without
  a name can be a named one of the same actor, where no two departments stand against it and the words are
  close. Where one voice is unknown, only a long quotation, word for word, makes them one.
- *Days.* The intervals meet. A text that gives no day tells of its own day or of the two before: so old is
  news. Only a long quotation that stands word for word in both may lie a stated day apart (Friday in
  Wellington is Thursday in Washington), or be repeated for two months without a day, for nobody says so many
  words twice. A retold sentence without a day, weeks later, is not the same: politicians repeat what
  they hold. Stated days further apart are two occasions, whatever the words.
- *Words.* One is a cut of the other, or enough words of the shorter stand in the longer, inflection and a few
  synonyms apart. Numbers and states must not differ, and what one denies the other must not affirm ("opposes"
  denies "support"). One or two words of weight must be nearly all of both; a text without any ("Yes") must be
  equal, of a known voice, on one day. Within one report more is asked: a report seldom says a thing twice,
  while a speech often says two alike.

No weight or threshold is learned from the statements at hand. A group is no chain: each of its members agrees
with each other one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from typing import Literal

from onrecord.model import Moment

NEWS_AGE = timedelta(days=2)  # how far back a text without a day may reach
REPEATED = timedelta(days=60)  # how long a long quotation is repeated without its day
_A_DAY = timedelta(days=1)
_LONG = 6  # words of weight in a quotation that nobody says twice
_COPIED = 8  # the same for words that are not in quotation marks: one agency's text in two reports
_FEW = 2  # up to here the words of weight must be nearly all of both texts
_SHORT = 7  # days: an interval that is longer is met by long quotations alone
_CROWD = 400  # a key that more texts share tells nothing
_PHRASE, _MOST = 4, 0.6  # a run of words that is more than an idiom's, and its part of the text
_REACH = 4  # words of weight that a denial reaches

# The part of the shorter text's weight that must stand in the longer one, by its words of weight (from 3 up),
# and of the weight of both that must be shared where the shorter is no plain cut.
_NEED = {3: 0.95, 4: 0.75, 5: 0.75}
_NEED_FEW_OF_BOTH = 0.74  # for three words, where the other text has hardly more
_NEED_OF_MANY = 0.6
_OF_BOTH = 0.45
_NEED_CLOSE = 0.8  # where the voices are only close
_NEED_STRANGE = 0.85  # where each names somebody that the other does not
_NEED_IN_ONE = 0.85  # where both stand in one report
_CUT_IN_ONE = 0.1  # how much longer one of them may be
_NEED_IN_GROUP = 0.5  # of any two members of a group

Voices = Literal["one", "close", "unknown"]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as one report has it.

    `speaker` is the name or phrase of the report, `actors` the codes spoken for (often none), `direct` tells
    that it stands in quotation marks; `report` keeps reports apart.
    """

    words: str
    speaker: str | None
    office: str | None
    actors: tuple[str, ...]
    said_on: Moment
    published: date
    direct: bool
    report: Hashable


def same(said: Sequence[Said]) -> list[tuple[int, ...]]:
    """Group the indices of `said`, each group one statement; every index stands in exactly one group.

    Members are ordered by day (the last one they can have been said on) and place in `said`, groups by their
    first member. Which statements stand together does not depend on the order of `said`.
    """
    units = _units(said)
    found: list[tuple[float, tuple[str, ...], tuple[str, ...], int, int]] = []
    for a, b in _candidates(units):
        likeness = _likeness(units[a], units[b])
        if likeness is not None:
            one, other = sorted((units[a].key, units[b].key))
            found.append((-likeness, one, other, a, b))
    groups = {i: [i] for i in range(len(units))}
    group_of = list(range(len(units)))
    # the strongest likeness first; what the texts hold breaks ties, never their place
    for _, _, _, a, b in sorted(found):
        kept, joined = group_of[a], group_of[b]
        if kept == joined:
            continue
        if all(_agree(units[x], units[y]) for x in groups[kept] for y in groups[joined]):
            for unit in groups[joined]:
                group_of[unit] = kept
            groups[kept].extend(groups.pop(joined))
    members = ([i for unit in group for i in units[unit].members] for group in groups.values())
    return sorted(tuple(sorted(group, key=lambda i: (_interval(said[i])[1], i))) for group in members)


# --- what is compared ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Gist:
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
        return sum(self.weight.values())


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who speaks: `persons` are the words of each name; none for a body or a voice without a name.

    `phrase` holds the words of body and office, `departments` those of them that tell ministries apart.
    """

    persons: tuple[frozenset[str], ...]
    phrase: frozenset[str]
    departments: frozenset[str]
    actors: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Unit:
    """Statements that are equal but for the report, compared as one. `key` puts units in order."""

    key: tuple[str, ...]
    gist: _Gist
    voice: _Voice
    first: date
    last: date
    stated: bool
    direct: bool
    reports: frozenset[Hashable]
    members: tuple[int, ...]


def _units(said: Sequence[Said]) -> list[_Unit]:
    equal: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, one in enumerate(said):
        equal[_key(one)].append(i)
    units: list[_Unit] = []
    for key, members in equal.items():
        unit = _unit(key, said, members)
        # equal words of nobody known may be two sayings
        told = len(members) == 1 or _likeness(unit, unit) is not None
        units.extend([unit] if told else [_unit(key, said, [i]) for i in members])
    return units


def _unit(key: tuple[str, ...], said: Sequence[Said], members: Sequence[int]) -> _Unit:
    one = said[members[0]]
    first, last = _interval(one)
    return _Unit(
        key,
        _gist(one.words, frozenset(one.actors)),
        _voice(one.speaker or "", one.office or "", frozenset(one.actors)),
        first,
        last,
        one.said_on.earliest is not None,
        one.direct,
        frozenset(said[i].report for i in members),
        tuple(members),
    )


def _key(one: Said) -> tuple[str, ...]:
    first, last = _interval(one)
    day = (str(first), str(last), str(one.said_on.earliest is not None), str(one.direct))
    return (*day, one.words, one.speaker or "", one.office or "", " ".join(sorted(one.actors)))


def _interval(one: Said) -> tuple[date, date]:
    last = one.said_on.latest or one.published
    first = one.said_on.earliest or last - NEWS_AGE
    return min(first, last), last


# --- which pairs to look at ---------------------------------------------------------------------------------


def _candidates(units: Sequence[_Unit]) -> set[tuple[int, int]]:
    """Pairs that share a voice, a day and a word, or a long stretch of words: in order of their places."""
    keyed: dict[Hashable, list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        for key in _keys(unit):
            keyed[key].append(i)
    crowd = (sharing for sharing in keyed.values() if 1 < len(sharing) <= _CROWD)
    return {pair for sharing in crowd for pair in combinations(sharing, 2)}


def _keys(unit: _Unit) -> set[Hashable]:
    order, voice = unit.gist.order, unit.voice
    keys: set[Hashable] = {order[i : i + _LONG] for i in range(len(order) - _LONG + 1)}
    voices = [*(_skeleton(word) for person in voice.persons for word in person), *voice.actors]
    if not voice.persons and not voice.actors:
        voices.extend(voice.phrase)
    days = (unit.last - unit.first).days + 1
    if days <= _SHORT:
        words = set(order) or {unit.gist.bare}
        keys.update(
            (name, (unit.first + timedelta(days=d)).toordinal(), word)
            for name in set(voices)
            for d in range(days)
            for word in words
        )
    return keys


# --- whether two are the same -------------------------------------------------------------------------------


def _likeness(a: _Unit, b: _Unit) -> float | None:
    """How alike two units are, in 0-1; None where they are not the same."""
    voices = _voices(a.voice, b.voice)
    if voices is None or _contradict(a.gist, b.gist):
        return None
    short, long = sorted((a.gist, b.gist), key=lambda g: (len(g.order), g.bare))
    verbatim = len(short.order) >= _LONG and _stands_in(short.order, long.order)
    repeated = verbatim and a.direct and b.direct
    if not (_meet(a, b) or (repeated and _soon(a, b))):
        return None
    copied = verbatim and (len(short.order) >= _COPIED or short.bare == long.bare)
    if voices == "unknown" and not (repeated or copied):
        return None
    if not short.order:
        return 1.0 if voices == "one" and short.bare and short.bare == long.bare else None
    of_short, of_both = _overlap(short, long)
    in_one = a is not b and len(a.reports | b.reports) == 1
    return of_short / 2 + of_both / 2 if _enough(short, long, voices, in_one) else None


def _enough(short: _Gist, long: _Gist, voices: Voices, in_one: bool) -> bool:
    of_short, of_both = _overlap(short, long)
    count = len(set(short.order))
    if count <= _FEW:
        enough = of_both >= 1 if in_one else of_both >= _NEED_CLOSE or _run(short.bare, long.bare)
        return enough and of_short == 1 and voices == "one"
    need = _NEED.get(count, _NEED_OF_MANY)
    if count == _FEW + 1 and of_both >= _NEED_FEW_OF_BOTH:
        need = _NEED_FEW_OF_BOTH
    if voices == "close":
        need = max(need, _NEED_CLOSE)
    if _strange(short, long):
        need = max(need, _NEED_STRANGE)
    if of_short < need:
        return False
    if in_one:
        return voices == "one" and min(of_short, of_both + _CUT_IN_ONE) >= _NEED_IN_ONE
    ordered = _in_order(short.order, long.order)
    return of_both >= _OF_BOTH or (of_short >= _NEED_CLOSE and ordered >= _NEED_CLOSE)


def _agree(a: _Unit, b: _Unit) -> bool:
    """Whether two may stand in one group: nothing speaks against it, and they share a matter."""
    if _voices(a.voice, b.voice) is None or _contradict(a.gist, b.gist):
        return False
    if not (_meet(a, b) or _soon(a, b)):
        return False
    short, long = sorted((a.gist, b.gist), key=lambda g: (len(g.order), g.bare))
    if not short.order:
        return short.bare == long.bare
    return _overlap(short, long)[0] >= _NEED_IN_GROUP


def _meet(a: _Unit, b: _Unit) -> bool:
    return a.first <= b.last and b.first <= a.last


def _soon(a: _Unit, b: _Unit) -> bool:
    """Whether a long quotation of one may be repeated by the other, though their days do not meet."""
    before, after = sorted((a, b), key=lambda u: (u.last, u.first))
    if after.stated:  # what was told earlier cannot repeat what was said later
        return after.first - before.last <= _A_DAY
    return after.first - before.last <= REPEATED and len(after.gist.order) >= _LONG and after.direct


def _contradict(a: _Gist, b: _Gist) -> bool:
    if not (a.numbers <= b.numbers or b.numbers <= a.numbers):
        return True
    if _strange(a, b, _CODES):
        return True
    for contrast in _CONTRASTS:
        one, other = a.sides & contrast, b.sides & contrast
        if one and other and one.isdisjoint(other):
            return True
    return _denies(a, b) or _denies(b, a)


def _strange(a: _Gist, b: _Gist, among: frozenset[str] | None = None) -> bool:
    """Whether each names somebody or some place that the other does not: "Sweden", where it has "Finland"."""
    own, others = a.names - b.weight.keys(), b.names - a.weight.keys()
    return bool(own and others) if among is None else bool(own & among and others & among)


def _denies(a: _Gist, b: _Gist) -> bool:
    """Whether a denial in `a` reaches words of `b`, none of which `b` denies."""
    for denial in a.denials:
        reached = {stem for stem in denial if stem in b.weight and stem not in a.affirmed}
        if reached and reached <= b.affirmed:
            return True
    return False


def _overlap(short: _Gist, long: _Gist) -> tuple[float, float]:
    """What part of the lighter text's weight the two share, and what part of the weight of both."""
    shared = sum(weight for stem, weight in short.weight.items() if stem in long.weight)
    one, other = short.total, long.total
    return shared / min(one, other), 2 * shared / (one + other)


def _stands_in(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))


def _run(short: str, long: str) -> bool:
    """Whether most of a text of few words of weight stands word for word in the other: "dead in a ditch"."""
    words, others = short.split(), long.split()
    at = SequenceMatcher(None, words, others, autojunk=False).find_longest_match()
    return at.size >= _PHRASE and at.size >= len(words) * _MOST


def _in_order(short: Sequence[str], long: Sequence[str]) -> float:
    """What part of the shared words stands in the same order: the longest rising run of their places."""
    place = {stem: i for i, stem in reversed(list(enumerate(long)))}
    places = [place[stem] for stem in dict.fromkeys(short) if stem in place]
    rising: list[int] = []
    for at in places:
        i = bisect_left(rising, at)
        rising[i : i + 1] = [at]
    return len(rising) / len(places) if places else 0.0


# --- voices -------------------------------------------------------------------------------------------------

_TITLES = frozenset(
    "lord lady sir dame dr prof professor mr mrs ms miss jr sr ayatollah sheikh prince king queen "
    "pope cardinal general gen colonel col maj president minister premier chancellor senator the".split()
)
_PARTICLES = frozenset("de la le van von der den al el bin ibn ben da di du del dos ul y".split())
_BODIES = frozenset(
    "ministry ministries department government office council party agency spokesman spokeswoman "
    "spokesperson official officials source sources diplomat diplomats parliament kremlin house "
    "pentagon committee commission army military police court union association group "
    "organisation organization company embassy command leaders ministers statement report cabinet "
    "administration authorities analysts experts residents".split()
)
_DEPARTMENTS = frozenset(
    "foreign defence defense interior finance health justice trade environment agriculture energy "
    "transport education economy labour labor culture tourism oil army police parliament "
    "presidential treasury".split()
)
_COMMON = frozenset("the a an of for in at to and s".split())


def _voices(a: _Voice, b: _Voice) -> Voices | None:
    """How surely two voices are one; None where they are not."""
    if a.actors and b.actors and a.actors != b.actors:
        return None
    equal = bool(a.actors) and a.actors == b.actors
    if a.persons and b.persons:
        joint = equal and len(a.actors) > 1
        return "one" if joint or _same_persons(a.persons, b.persons) else None
    if not (a.departments <= b.departments or b.departments <= a.departments):
        return None
    if a.persons or b.persons:
        return ("one" if len(a.actors) > 1 else "close") if equal else "unknown"
    return _bodies(a, b, equal)


def _bodies(a: _Voice, b: _Voice, equal: bool) -> Voices:
    """How surely two voices without a name are one; `equal` tells that they speak for the same actors."""
    nested = bool(a.phrase and b.phrase) and (a.phrase <= b.phrase or b.phrase <= a.phrase)
    if equal:
        return "one" if nested or (a.departments and a.departments == b.departments) else "close"
    if nested:
        return "one" if min(len(a.phrase), len(b.phrase)) > 1 else "close"
    return "unknown"


@lru_cache(maxsize=65536)
def _same_persons(a: tuple[frozenset[str], ...], b: tuple[frozenset[str], ...]) -> bool:
    return len(a) == len(b) and all(any(_one_person(x, y) for y in b) for x in a)


@lru_cache(maxsize=65536)
def _one_person(a: frozenset[str], b: frozenset[str]) -> bool:
    short, long = sorted((a, b), key=len)
    return all(any(_one_name(word, other) for other in long) for word in short)


def _one_name(a: str, b: str) -> bool:
    if a == b:
        return True
    if min(len(a), len(b)) == 1:
        return a[0] == b[0]
    return _skeleton(a) == _skeleton(b) and SequenceMatcher(None, min(a, b), max(a, b)).ratio() >= 0.6


@lru_cache(maxsize=65536)
def _skeleton(word: str) -> str:
    """A name without what spellings differ in: vowels behind the first letter, doubled letters, k for c."""
    for written, read in (("shch", "s"), ("sch", "s"), ("ch", "s"), ("sh", "s"), ("dh", "d"), ("ph", "f")):
        word = word.replace(written, read)
    word = word.replace("x", "ks").replace("c", "k").replace("q", "k").replace("w", "v")
    kept = word[:1] + re.sub("[aeiouyjh]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", kept)


@lru_cache(maxsize=65536)
def _voice(speaker: str, office: str, actors: frozenset[str]) -> _Voice:
    persons = _persons(speaker)
    phrase = _folded(office if persons else f"{speaker} {office}")
    words = frozenset(re.findall(r"[a-z0-9]+", phrase)) - _COMMON
    departments = frozenset(word.replace("defense", "defence") for word in words & _DEPARTMENTS)
    return _Voice(persons, words, departments, actors)


def _persons(speaker: str) -> tuple[frozenset[str], ...]:
    persons = [_name(part) for part in re.split(r",\s+(?:and\s+)?|\s+and\s+", speaker) if part.strip()]
    return () if not all(persons) else tuple(sorted(persons, key=sorted))


def _name(part: str) -> frozenset[str]:
    """The words of a person's name, none where a part is no name but tells of a body or a role."""
    words = re.findall(r"[^\W\d_]+", re.sub(r"['’]s\b", "", part).replace("'", "").replace("’", ""))
    telling = [word for word in words if _folded(word) not in _PARTICLES]
    if not telling or any(word[0].islower() or _folded(word) in _BODIES for word in telling):
        return frozenset()
    return frozenset(_folded(word) for word in telling) - _TITLES


# --- words --------------------------------------------------------------------------------------------------

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
_CONTRASTS = tuple(
    frozenset(_base(word) for word in group.split())
    for group in (
        "begin end", "leave return join", "north south east west", "before after", "lift tighten impose",
        "first second third fourth fifth last", "buy sell", "export import", "military civilian", "men women",
        "morning evening", "public private", "rich poor", "former future", "minimum maximum",
        "legislative presidential",
    )
)  # fmt: skip
_CONTRASTED = frozenset().union(*_CONTRASTS)
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
_CODES = frozenset(_STATES.values())
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december".split()
)
_PROPER = re.compile(r"(?<=[a-z,;0-9] )([A-Z][^\W\d_]+)")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[.;:!?…]")
_SOFTENED = re.compile(
    r"\b(?:not only|nothing (?:but|(?:more|less) than)|no (?:more|less|later|fewer) than|if not)\b"
)


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("Ø", "O").replace("ł", "l"))
    return "".join(c for c in text if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=65536)
def _gist(words: str, actors: frozenset[str]) -> _Gist:
    for written, read_as in _PHRASES:
        words = re.sub(written, read_as, words)
    text = (
        _folded(words)
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
    return _Gist(
        " ".join(token for token in tokens if token[0].isalnum()),
        tuple(read.order),
        weight,
        frozenset(read.affirmed),
        tuple(frozenset(denial) for denial in read.denials),
        frozenset(read.numbers),
        frozenset(read.sides),
        (_proper(words) | (_CODES & weight.keys())) - actors,
    )


def _proper(words: str) -> frozenset[str]:
    """The stems of capitalised words, but for the first of a sentence and the days and months."""
    found = (match[1] for match in _PROPER.finditer(words))
    return frozenset(_stem(_folded(name)) for name in found if _folded(name) not in _CALENDAR)


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
        stem = _NUMBERS.get(token) or _stem(token)
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
def _stem(token: str) -> str:
    if token[0].isdigit():
        return token.replace(",", "")
    base = _base(token)
    return _STATES.get(token) or _STATES.get(token.removesuffix("s")) or _SYNONYMS.get(base, base)
