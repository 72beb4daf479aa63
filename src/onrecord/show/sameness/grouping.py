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
with each other one, those apart that a person joined: beside these it is enough to agree with one of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import combinations, product

from onrecord.model import Moment
from onrecord.show.sameness.voices import Voice, Voices, skeleton, voice_of, voices_of
from onrecord.show.sameness.words import CODES, CONTRASTS, Gist, gist_of

NEWS_AGE = timedelta(days=2)  # how far back a text without a day may reach
REPEATED = timedelta(days=60)  # how long a long quotation is repeated without its day
_A_DAY = timedelta(days=1)
_LONG = 6  # words of weight in a quotation that nobody says twice
_COPIED = 8  # the same for words that are not in quotation marks: one agency's text in two reports
_FEW = 2  # up to here the words of weight must be nearly all of both texts
_SHORT = 7  # days: an interval that is longer is met by long quotations alone
_CROWD = 400  # a key that more texts share tells nothing
_PHRASE, _MOST = 4, 0.6  # a run of words that is more than an idiom's, and its part of the text

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


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as one report has it.

    `speaker` is the name or phrase of the report, `actors` the codes spoken for (often none), `direct` tells
    that it stands in quotation marks; `report` keeps reports apart. `place` says where it stands, the same in
    every record: it decides between equal words that a person parted.
    """

    words: str
    speaker: str | None
    office: str | None
    actors: tuple[str, ...]
    said_on: Moment
    published: date
    direct: bool
    report: Hashable
    place: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pairing:
    """What a person said of two statements, by their indices: whether they are the same."""

    one: int
    other: int
    same: bool


def same(said: Sequence[Said], judged: Sequence[Pairing] = ()) -> list[tuple[int, ...]]:
    """Group the indices of `said`, each group one statement; every index stands in exactly one group.

    What people said (`judged`, the latest first) wins over all that the texts tell, and where two of their
    words cannot both hold the later one does: who joins a with b and b with c has joined a with c.

    Members are ordered by day (the last one they can have been said on) and place in `said`, groups by their
    first member. Which statements stand together does not depend on the order of `said`, nor on what `report`
    is: of equal words that a person parted, a third one of these words stands with those of the first place.
    """
    together, apart = _by_people(len(said), judged)
    units = _units(said, {i for pair in apart for i in pair})
    unit_of = {i: number for number, unit in enumerate(units) for i in unit.members}
    kept_apart = {frozenset(unit_of[i] for i in pair) for pair in apart}
    found: list[tuple[float, tuple[str, ...], tuple[str, ...], int, int]] = []
    for a, b in _candidates(units):
        likeness = _likeness(units[a], units[b])
        if likeness is not None:
            one, other = sorted((units[a].key, units[b].key))
            found.append((-likeness, one, other, a, b))
    joined_units = connected(len(units), ((unit_of[i], unit_of[j]) for i, j in together))
    groups = {number: [cluster] for number, cluster in enumerate(joined_units)}
    group_of = {unit: number for number, cluster in enumerate(joined_units) for unit in cluster}
    # the strongest likeness first; what the texts hold breaks ties, never their place
    for _, _, _, a, b in sorted(found):
        kept, joined = group_of[a], group_of[b]
        if kept == joined:
            continue
        pairs = list(product(groups[kept], groups[joined]))
        is_parted = kept_apart and any(
            frozenset((x, y)) in kept_apart for both in pairs for x, y in product(*both)
        )
        if not is_parted and all(
            any(_agree(units[x], units[y]) for x, y in product(*both)) for both in pairs
        ):
            for unit in (unit for cluster in groups[joined] for unit in cluster):
                group_of[unit] = kept
            groups[kept].extend(groups.pop(joined))
    members = (
        [i for cluster in group for unit in cluster for i in units[unit].members] for group in groups.values()
    )
    return sorted(tuple(sorted(group, key=lambda i: (_interval(said[i])[1], i))) for group in members)


# --- what people said ---------------------------------------------------------------------------------------


def _by_people(number: int, judged: Iterable[Pairing]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the pairs that people joined, and those that they parted, without what a later word forbids."""
    head = list(range(number))
    together: list[tuple[int, int]] = []
    apart: list[tuple[int, int]] = []
    for one in judged:
        heads = {head[one.one], head[one.other]}
        if not one.same:
            if len(heads) > 1:
                apart.append((one.one, one.other))
        elif not any({head[i], head[j]} == heads for i, j in apart):
            together.append((one.one, one.other))
            head = [head[one.one] if at in heads else at for at in head]
    return together, apart


def connected(number: int, links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the connected components of 0 to `number` - 1, each in order, by their first members."""
    group = {i: [i] for i in range(number)}
    for i, j in links:
        if group[i] is not group[j]:
            group[i].extend(group[j])
            for k in group[j]:
                group[k] = group[i]
    return [sorted(members) for i, members in group.items() if i == min(members)]


# --- what is compared ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Unit:
    """Statements that are equal but for the report, compared as one. `key` puts units in order."""

    key: tuple[str, ...]
    gist: Gist
    voice: Voice
    first: date
    last: date
    stated: bool
    direct: bool
    reports: frozenset[Hashable]
    members: tuple[int, ...]


def _units(said: Sequence[Said], alone: Collection[int]) -> list[_Unit]:
    """Put together what is equal, but for those of `alone`, which a person parted from others."""
    equal: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, one in enumerate(said):
        # the index keeps apart what has no place of its own, and decides nothing else
        equal[(*_key(one), *one.place, str(i)) if i in alone else _key(one)].append(i)
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
        gist_of(one.words, frozenset(one.actors)),
        voice_of(one.speaker or "", one.office or "", frozenset(one.actors)),
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
    voices = [*(skeleton(word) for person in voice.persons for word in person), *voice.actors]
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
    voices = voices_of(a.voice, b.voice)
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


def _enough(short: Gist, long: Gist, voices: Voices, in_one: bool) -> bool:
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
    if voices_of(a.voice, b.voice) is None or _contradict(a.gist, b.gist):
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


def _contradict(a: Gist, b: Gist) -> bool:
    if not (a.numbers <= b.numbers or b.numbers <= a.numbers):
        return True
    if _strange(a, b, CODES):
        return True
    for contrast in CONTRASTS:
        one, other = a.sides & contrast, b.sides & contrast
        if one and other and one.isdisjoint(other):
            return True
    return _denies(a, b) or _denies(b, a)


def _strange(a: Gist, b: Gist, among: frozenset[str] | None = None) -> bool:
    """Whether each names somebody or some place that the other does not: "Sweden", where it has "Finland"."""
    own, others = a.names - b.weight.keys(), b.names - a.weight.keys()
    return bool(own and others) if among is None else bool(own & among and others & among)


def _denies(a: Gist, b: Gist) -> bool:
    """Whether a denial in `a` reaches words of `b`, none of which `b` denies."""
    for denial in a.denials:
        reached = {stem for stem in denial if stem in b.weight and stem not in a.affirmed}
        if reached and reached <= b.affirmed:
            return True
    return False


def _overlap(short: Gist, long: Gist) -> tuple[float, float]:
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
