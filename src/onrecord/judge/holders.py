"""Whose stance a sentence gives: the speaker's own, another actor's, everybody's, or that of somebody
else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.judge.government import Chain
from onrecord.judge.grammar import DETERMINERS, PREPOSITIONS, QUOTES, STOPS, is_filler, is_negator
from onrecord.judge.passage import Passage, is_passive
from onrecord.model import Mention

HolderKind = Literal["own", "actors", "everyone", "they", "somebody"]

_OWN_PRONOUNS = frozenset("i we us it he she our my its his her".split())
_EVERYONE = frozenset(
    "country countries state states nation nations world community everyone everybody nobody".split()
)
_BODIES = frozenset(
    "government country administration ministry cabinet nation state delegation side council minister "
    "president chancellor premier leader spokesman spokeswoman spokesperson official officials "
    "statement party delegate envoy ambassador mission delegates ministers leaders members commission "
    "bloc alliance union kingdom republic capital group movement coalition association organisation "
    "organization parliament".split()
)
# What these approve or ratify the state does; what else they say is not the state's word.
_LEGISLATURES = frozenset("senate congress assembly house chamber legislature".split())
_POSSESSIVES = frozenset("our its his her my their the this".split())
_POPULAR = frozenset("rising growing public popular widespread domestic mounting".split())
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday morning evening night "
    "afternoon week month year january february march april may june july august september october "
    "november december late early".split()
)
_WARM = frozenset(
    "full strong firm continued unwavering unconditional complete total staunch formal official "
    "diplomatic own steadfast in any no".split()
)
_VOICES = frozenset(
    "gave give gives voice voices express expresses reiterate reiterates offer offers declare declares "
    "repeat repeats confirm confirms stress stresses spoke speak speaks voicing expressing offering "
    "reiterating signal signals".split()
)
_INCLUDING = frozenset("including like such".split())


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a stance; `actors` are codes, given where the words name actors."""

    kind: HolderKind
    actors: tuple[str, ...] = ()


OWN = Holder("own")
THEY = Holder("they")
SOMEBODY = Holder("somebody")


def holder_of(passage: Passage, chain: Chain, mentions: Sequence[Mention]) -> Holder:
    """Who holds the stance at the top of the chain; "own" where the words name nobody else."""
    if chain.as_subject and len(chain.links) == 1:
        return _agent(passage, chain, mentions)
    top = chain.top
    if is_passive(passage, top):
        return _agent(passage, chain, mentions)
    if top.form.entry.role == "eval":
        return OWN
    if top.form.entry.noun:
        return _owner(passage, top.start, mentions)
    return _subject(passage, top.start, mentions)


def holder_before(passage: Passage, at: int, mentions: Sequence[Mention]) -> Holder:
    """Who does what the verb does that begins at code point `at`."""
    k = next(i for i, w in enumerate(passage.words) if w.end > at)
    return _subject(passage, k, mentions)


def _agent(passage: Passage, chain: Chain, mentions: Sequence[Mention]) -> Holder:
    """The "by" of a passive."""
    words = passage.words
    for k in range(chain.top.end, min(len(words), chain.top.end + 4)):
        if words[k].low == "by":
            actors = _actors_from(passage, k + 1, mentions)
            if actors:
                return Holder("actors", actors)
            after = words[k + 1].low if k + 1 < len(words) else ""
            return OWN if after in _OWN_PRONOUNS else SOMEBODY
        if words[k].low in STOPS or words[k].low == ",":
            break
    return OWN


def _actors_from(passage: Passage, start: int, mentions: Sequence[Mention]) -> tuple[str, ...]:
    words = passage.words
    actors: list[str] = []
    k, end = start, min(len(words), start + 30)
    while k < end:
        here = [m.actor for m in mentions if m.span.holds(words[k].span)]
        low = words[k].low
        if here:
            actors += [a for a in here if a not in actors]
        elif (
            (k > start + 5 and not actors)
            or low in STOPS
            or (low in PREPOSITIONS and actors)
            or (actors and is_filler(low) and low != "also")
        ):
            break
        k += 1
    return tuple(actors)


def _owner(passage: Passage, start: int, mentions: Sequence[Mention]) -> Holder:
    """Whose "support for", "opposition to" it is: the possessor, or who voices it."""
    words = passage.words
    k = start - 1
    while k >= 0 and (words[k].low in _WARM or is_filler(words[k].low)):
        k -= 1
    if k < 0:
        return OWN
    if words[k].low == "'s":
        k -= 1
        named = _actors_at(passage, k, mentions)
        return Holder("actors", named) if named else _body(passage, k, mentions)
    named = _actors_at(passage, k, mentions)
    if named:
        popular = any(w.low in _POPULAR for w in words[max(0, k - 2) : start])
        return SOMEBODY if popular else Holder("actors", named)
    if words[k].low in _BODIES:
        return _body(passage, k, mentions)
    pronoun = words[k].low in _POSSESSIVES
    verb = k - 1 if pronoun else k
    if verb >= 0 and (words[verb].low in _VOICES or words[verb].low.endswith("ed")):
        return _subject(passage, verb, mentions)
    return OWN if pronoun and words[k].low not in ("the", "this", "their") else SOMEBODY


def _subject(passage: Passage, start: int, mentions: Sequence[Mention]) -> Holder:
    words = passage.words
    if start and words[start - 1].low == "," and words[start].low.endswith("ing"):
        opening = [m.actor for m in mentions for w in words[:6] if m.span.meets(w.span)]
        return Holder("actors", tuple(dict.fromkeys(opening))) if opening else SOMEBODY
    k = _before_verb(passage, start - 1)
    if k < 0:
        return OWN
    if words[k].low in ("who", "which", "that"):
        k = _before_verb(passage, k - 1)
    if k < 0:
        return OWN
    low = words[k].low
    joined = _joined(passage, k, mentions) if low == "in" else None
    if joined is not None:
        return joined
    if low in ("and", "or", "but"):
        earlier = [p for p in passage.predicates if p.end <= k and p.form.kind in ("s", "ed", "base")]
        return _subject(passage, earlier[0].start, mentions) if earlier else SOMEBODY
    ratifies = low in _LEGISLATURES and words[start].low.startswith(("approv", "ratif"))
    return _noun_group(passage, k, mentions, ratifies)


def _noun_group(passage: Passage, k: int, mentions: Sequence[Mention], ratifies: bool) -> Holder:
    """Who is meant by the noun group whose last word is ``words[k]``."""
    low = passage.words[k].low
    named = _actors_at(passage, k, mentions)
    if named:
        return Holder("actors", named)
    if low in _OWN_PRONOUNS:
        return OWN
    if low in ("they", "allies", "members", "member"):
        return THEY
    if _is_everyone(passage, k):
        return Holder("everyone")
    return _body(passage, k, mentions) if low in _BODIES or ratifies else SOMEBODY


def _is_everyone(passage: Passage, k: int) -> bool:
    """As in "the world", "no country", "all states"."""
    words = passage.words
    if words[k].low not in _EVERYONE or (k and words[k - 1].low in _POSSESSIVES - {"the", "this"}):
        return False
    near = {w.low for w in words[max(0, k - 3) : k]}
    general = words[k].low.endswith("s") or words[k].low in (
        "world",
        "community",
        "everyone",
        "everybody",
        "nobody",
    )
    return general or bool(near & {"no", "every", "each", "any"})


def _body(passage: Passage, k: int, mentions: Sequence[Mention]) -> Holder:
    """As in "The German government", "our country", "the president"."""
    words = passage.words
    for back in range(k - 1, max(-1, k - 5), -1):
        named = _actors_at(passage, back, mentions)
        if named:
            return Holder("actors", named)
        if words[back].low in _POSSESSIVES:
            return OWN
        if words[back].low in STOPS or words[back].low == ",":
            break
    return OWN if k == 0 else SOMEBODY


def _before_verb(passage: Passage, k: int) -> int:
    """The last word of the subject: steps over auxiliaries, adverbs, an infinitive's verb and an
    apposition."""
    words = passage.words
    while k >= 0:
        low = words[k].low
        if low == "to" and k:
            k = _before_first_to(passage, k)
        elif low == ",":
            k = _over_apposition(passage, k)
        elif _is_time(words[k].low):
            k = _over_time(passage, k)
        elif low in ("...", "…") or is_filler(low) or is_negator(low) or _joins_verbs(passage, k):
            k -= 1
        else:
            return k
    return k


def _before_first_to(passage: Passage, to: int) -> int:
    """Steps over the verb that an infinitive hangs on; in "became the first country to ratify" to its
    subject."""
    near = [w.low for w in passage.words[max(0, to - 6) : to]]
    if {"first", "last", "latest", "only", "second", "next"} & set(near):
        for back in range(to - 1, max(-1, to - 7), -1):
            if passage.words[back].low in ("became", "become", "becomes", "is", "was", "be"):
                return back - 1
    k = to - 1
    while k > 0 and passage.words[k].text[:1].isupper() and passage.words[k - 1].low != ",":
        k -= 1
    return k - 1


def _joined(passage: Passage, at: int, mentions: Sequence[Mention]) -> Holder | None:
    """As in "X joined Y in condemning": both; of "its allies" nothing is said by name."""
    words = passage.words
    for k in range(at - 1, max(-1, at - 16), -1):
        if words[k].low in ("joined", "joins", "join", "joining"):
            subject = _subject(passage, k, mentions)
            others = [
                m.actor
                for m in mentions
                for i in range(k + 1, at)
                if m.span.end == words[i].end
                and not (
                    words[i + 1].is_word
                    and i + 1 < at
                    and words[i + 1].text.islower()
                    and words[i + 1].low not in ("and", "on")
                )
            ]
            actors = tuple(dict.fromkeys([*subject.actors, *others]))
            return Holder("actors", actors) if actors and subject.kind != "own" else subject
        if words[k].low in STOPS:
            break
    return None


def _is_time(low: str) -> bool:
    return low in _TIMES or low.isdigit()


def _over_time(passage: Passage, k: int) -> int:
    """Steps over "on Friday", "last week", "in May 2019"."""
    words = passage.words
    while k >= 0 and (_is_time(words[k].low) or words[k].low in ("last", "this", "next", "earlier", "the")):
        k -= 1
    return k - 1 if k >= 0 and words[k].low in ("on", "in", "by", "since", "during") else k


def _joins_verbs(passage: Passage, k: int) -> bool:
    words = passage.words
    if words[k].low not in ("and", "or") or not k:
        return False
    before = words[k - 1].low
    return is_filler(before) or is_negator(before) or passage.ending_at(k) is not None


def _over_apposition(passage: Passage, comma: int) -> int:
    words = passage.words
    for k in range(comma - 1, max(-1, comma - 14), -1):
        if words[k].low == ",":
            inside = {w.low for w in words[k + 1 : comma]}
            plain = not inside & {"and", "or"} and passage.ending_at(k) is None
            return k - 1 if plain and not inside <= QUOTES else comma - 1
        if words[k].low in STOPS:
            break
    return comma - 1


def _actors_at(passage: Passage, k: int, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The actors named at ``words[k]``, and those joined to them in one list ("Poland, Hungary and
    Latvia")."""
    words = passage.words
    here = tuple(m.actor for m in mentions if m.span.meets(words[k].span))
    if not here:
        return ()
    actors = list(here)
    back = k - 1
    while back >= 0 and k - back < 60:
        low = words[back].low
        joined = [m.actor for m in mentions if m.span.meets(words[back].span)]
        if joined:
            actors += [a for a in joined if a not in actors]
        elif low not in (",", "and", "with", "along", "together", "as", "well") and low not in DETERMINERS:
            if low not in _INCLUDING or low in STOPS:
                break
        elif low in DETERMINERS and words[back].low != "the":
            break
        back -= 1
    ordered = sorted(set(actors), key=lambda a: min(m.span.start for m in mentions if m.actor == a))
    return tuple(ordered)
