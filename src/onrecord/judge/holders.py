"""Whose stance a sentence gives: the speaker's own, another actor's, everybody's, or that of somebody
else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.judge.government import Chain
from onrecord.judge.grammar import DETERMINERS, PREPOSITIONS, STOPS, is_filler
from onrecord.judge.named import actors_at, actors_from
from onrecord.judge.passage import Passage, Predicate, is_passive
from onrecord.judge.subjects import before_verb
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
_NOT_IN_OFFICE = frozenset("opposition former ex exiled rebel dissident jailed".split())
# "Four regions of Ukraine" are not Ukraine, nor are its people.
_PARTS = frozenset(
    "region regions province provinces part parts area areas district districts city cities town towns "
    "territory territories people residents inhabitants citizens voters critics opponents enemies".split()
)
# Between a noun and the name that only says of what, where or with whom it is: "a map of", "a deal with".
_OF_WHAT = frozenset("of in on from with about for between by to at near over against across".split())
# Whose stand is their state's: "authorities in Oslo", "the envoys of Chile and Peru".
_OFFICIAL = (
    _BODIES
    | _LEGISLATURES
    | frozenset("authorities ruler diplomat negotiator king queen emir sultan authority".split())
) - frozenset("party group movement coalition association".split())
_WARM = frozenset(
    "full strong firm continued unwavering unconditional complete total staunch formal official "
    "diplomatic own steadfast in any no".split()
)
_VOICES = frozenset(
    "gave give gives voice voices express expresses reiterate reiterates offer offers declare declares "
    "repeat repeats confirm confirms stress stresses spoke speak speaks voicing expressing offering "
    "reiterating signal signals".split()
)


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
        if top.form.entry.role == "urge":
            return named_owner(passage, top, mentions) or _owner(passage, top.start, mentions)
        return _owner(passage, top.start, mentions)
    return _subject(passage, top.start, mentions)


def holder_before(passage: Passage, at: int, mentions: Sequence[Mention]) -> Holder:
    """Who does what the verb does that begins at code point `at`."""
    k = next(i for i, w in enumerate(passage.words) if w.end > at)
    return _subject(passage, k, mentions)


def only_says_of_what(passage: Passage, actor: str, mentions: Sequence[Mention]) -> bool:
    """Whether the sentence names the actor only to say of what a thing is that a relative clause tells of: "a
    map of Chile which rejects the border"."""
    words = passage.words
    last = [
        i
        for i, word in enumerate(words)
        if any(m.actor == actor and m.span.meets(word.span) and m.span.end <= word.end for m in mentions)
    ]
    return bool(last) and all(
        i + 1 < len(words) and words[i + 1].low in ("which", "that") and _is_of_a_thing(passage, i, mentions)
        for i in last
    )


def named_owner(passage: Passage, noun: Predicate, mentions: Sequence[Mention]) -> Holder | None:
    """Who the words name as the maker of a demand: before it, or behind its "by" or "from"."""
    words = passage.words
    after = words[noun.end].low if noun.end < len(words) else ""
    if after in ("by", "from"):
        actors = actors_from(passage, noun.end + 1, mentions)
        return Holder("actors", actors) if actors else None
    k = noun.start - 1
    while k >= 0 and words[k].text[:1].islower() and words[k].is_word:
        if (
            words[k].low in DETERMINERS
            or words[k].low in PREPOSITIONS
            or passage.ending_at(k + 1) is not None
        ):
            return None
        k -= 1
    if k >= 0 and words[k].low == "'s":
        k -= 1
    actors = actors_at(passage, k, mentions) if k >= 0 and noun.start - k <= 4 else ()
    return Holder("actors", actors) if actors else None


def _agent(passage: Passage, chain: Chain, mentions: Sequence[Mention]) -> Holder:
    """The "by" of a passive."""
    words = passage.words
    for k in range(chain.top.end, min(len(words), chain.top.end + 4)):
        if words[k].low == "by":
            actors = actors_from(passage, k + 1, mentions)
            if actors:
                return Holder("actors", actors)
            after = words[k + 1].low if k + 1 < len(words) else ""
            return OWN if after in _OWN_PRONOUNS else SOMEBODY
        if words[k].low in STOPS or words[k].low == ",":
            break
    return OWN


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
        named = actors_at(passage, k, mentions)
        return Holder("actors", named) if named else _body(passage, k, mentions)
    named = actors_at(passage, k, mentions)
    if named:
        popular = any(w.low in _POPULAR for w in words[max(0, k - 2) : start])
        return SOMEBODY if popular else Holder("actors", named)
    if words[k].low in _BODIES:
        return _body(passage, k, mentions)
    pronoun = words[k].low in _POSSESSIVES
    verb = k - 1 if pronoun else k
    doing = passage.ending_at(k) if pronoun else None
    if doing is not None and not doing.form.entry.noun:
        verb = doing.start
    elif verb < 0 or not (words[verb].low in _VOICES or words[verb].low.endswith("ed")):
        verb = -1
    if verb >= 0:
        return _subject(passage, verb, mentions)
    return OWN if pronoun and words[k].low not in ("the", "this", "their") else SOMEBODY


def _subject(passage: Passage, start: int, mentions: Sequence[Mention]) -> Holder:
    words = passage.words
    if start and words[start - 1].low == "," and words[start].low.endswith("ing"):
        opening = [m.actor for m in mentions for w in words[:6] if m.span.meets(w.span)]
        return Holder("actors", tuple(dict.fromkeys(opening))) if opening else SOMEBODY
    k = before_verb(passage, start - 1)
    apart = False
    if k >= 0 and words[k].low in ("who", "which", "that"):
        apart = k > 0 and words[k - 1].low in (",", "-", "--", "–", "—", "(")
        k = before_verb(passage, k - 1)
    if k < 0:
        return OWN
    low = words[k].low
    joined = _joined(passage, k, mentions) if low == "in" else None
    if joined is not None:
        return joined
    if low in ("and", "or", "but"):
        earlier = [p for p in passage.predicates if p.end <= k and p.form.kind in ("s", "ed", "base")]
        return _subject(passage, earlier[0].start, mentions) if earlier else SOMEBODY
    if not apart and _is_of_a_thing(passage, k, mentions):
        return SOMEBODY
    ratifies = low in _LEGISLATURES and words[start].low.startswith(("approv", "ratif"))
    return _noun_group(passage, k, mentions, ratifies)


def _noun_group(passage: Passage, k: int, mentions: Sequence[Mention], ratifies: bool) -> Holder:
    """Who is meant by the noun group whose last word is ``words[k]``."""
    low = passage.words[k].low
    named = actors_at(passage, k, mentions)
    if named:
        return SOMEBODY if _is_part(passage, k) else Holder("actors", named)
    if low in _OWN_PRONOUNS:
        return OWN
    if low in ("they", "allies", "members", "member"):
        return THEY
    if _is_everyone(passage, k):
        return Holder("everyone")
    return _body(passage, k, mentions) if low in _BODIES or ratifies else SOMEBODY


def _is_of_a_thing(passage: Passage, k: int, mentions: Sequence[Mention]) -> bool:
    """Whether the name that ends at ``words[k]`` only says of what a thing, a party or a court is that does
    what the verb says: "a map of Chile which ...", "a court in Spain"; not "the government of Chile"."""
    words = passage.words
    if len(actors_at(passage, k, mentions)) != 1:
        return False
    named = next(m for m in mentions if m.span.meets(words[k].span))
    at = next(i for i, w in enumerate(words) if w.span.meets(named.span)) - 1
    while at > 0 and (words[at].low == "the" or _is_adjective(words[at].low)):
        at -= 1
    if at < 1 or words[at].low not in _OF_WHAT:
        return False
    head = words[at - 1]
    if words[at].low == "by":
        return head.low.endswith(("ed", "en"))
    noun = (
        head.is_word
        and (head.text.islower() or at == 1)
        and head.low not in STOPS
        and head.low not in PREPOSITIONS
    )
    verb = passage.ending_at(at)
    if not noun or (verb is not None and not verb.form.entry.noun):
        return False
    return not {head.low, head.low.removesuffix("s")} & _OFFICIAL


def _is_adjective(low: str) -> bool:
    return low.endswith("ern") or low in ("north", "south", "east", "west", "modern", "present-day")


def _is_part(passage: Passage, k: int) -> bool:
    """Whether the name that ends at ``words[k]`` only says of what something is: "regions of Ukraine"."""
    words = passage.words
    near = [i for i in range(max(1, k - 3), k) if words[i].low == "of"]
    return bool(near) and words[near[-1] - 1].low in _PARTS


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
        if words[back].low in _NOT_IN_OFFICE:
            return SOMEBODY
        named = actors_at(passage, back, mentions)
        if named:
            return Holder("actors", named)
        if words[back].low in _POSSESSIVES:
            return OWN
        if words[back].low in STOPS or words[back].low == ",":
            break
    return OWN if k == 0 else SOMEBODY


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
