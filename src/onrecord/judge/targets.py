"""Stances on what the sentence names: the question's own terms, as object, subject or verb."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.judge.answers import answered
from onrecord.judge.demands import demanded
from onrecord.judge.doubts import is_far
from onrecord.judge.government import Chain
from onrecord.judge.matter import Matter, Occurrence, Term, is_another, matter_sign, turned
from onrecord.judge.passage import Passage
from onrecord.judge.pointers import named_before
from onrecord.judge.polarity import chain_to, chain_to_verb
from onrecord.judge.said import Said
from onrecord.judge.stance import FAINT, IMPLIED, NEAR, Stance
from onrecord.judge.weighing import says_we, stance_of
from onrecord.judge.words import stem

_GIVING = frozenset({"promise", "pledge", "commit", "offer"})  # "promised troops"
# What stands behind these is who is asked, not what for.
_ADDRESSING = frozenset(
    "ask press push invite persuade compel coerce beg exhort implore beseech pressure".split()
)
_ASK_A_VERB = frozenset("to should must will would not 'll and".split())


def on_term(said: Said, matter: Matter, place: Occurrence) -> Iterator[Stance]:
    """The stance on one term, where the sentence takes one."""
    passage, term = said.passage, turned(said.passage, place)
    if is_another(passage, place, matter, said.mentions) or _is_anothers_leaving(said, place, matter):
        return
    verb = is_verb(passage, place)
    chain = (
        chain_to_verb(passage, place.start, place.end) if verb else chain_to(passage, place.start, place.end)
    )
    if not chain.sign or not speaks_on(chain, term, matter):
        return
    yield from demanded(said, matter, chain, term.sign)
    above = answered(passage, chain, place.end)
    if above.sign:
        chain = above
    doing = verb and len(chain.links) == 1
    sign = chain.sign * term.sign * _owner_turns(passage, place, matter)
    stance = stance_of(said, matter, chain, sign)
    if stance is None or (doing and stance.holder.kind != "actors" and not says_we(passage, chain)):
        return
    rival = term.kind == "entity" and term.sign != matter_sign(matter)
    if term.kind == "integrity" or is_far(passage, chain, place.end) or _is_deed(said, chain, doing, matter):
        yield replace(stance, explicit=False, doubt=True, strength=IMPLIED * FAINT)
    elif term.kind == "near":
        yield replace(stance, strength=stance.strength * NEAR)
    elif doing or rival or (verb and stance.explicit):
        yield replace(stance, explicit=False, strength=IMPLIED)
    else:
        yield stance


def _is_deed(said: Said, chain: Chain, doing: bool, matter: Matter) -> bool:
    """Whether the narrator only tells something done ("attacked", "launched an attack", "spends").

    It may be done to another thing of that name, unless the proposition names whom it is about or asks for
    that very deed.
    """
    if said.own or said.cue is not None:
        return False
    only = len(chain.links) == 1 and chain.nearest.form.entry.role == "change"
    done = only and not chain.nearest.negated and not chain.nearest.form.entry.noun
    if doing:
        return not matter.frames
    return done and not matter.actors and chain.nearest.form.entry.lemma not in matter.predicates


def _is_anothers_leaving(said: Said, place: Occurrence, matter: Matter) -> bool:
    """Whether a resignation is spoken of where nobody whom the question names is."""
    named = {term.stems for term in matter.terms if term.kind == "entity"}
    if "departure" not in matter.frames or place.term.kind == "entity" or not named:
        return False
    here = {stem(w.low) for w in said.passage.words}
    return not any(here.issuperset(stems) for stems in named) and not named_before(said.before, matter)


def is_verb(passage: Passage, place: Occurrence) -> bool:
    """Whether a one-word term stands as a verb ("to annex", "annexed")."""
    if place.term.verb:
        return passage.words[place.start - 1].low in _ASK_A_VERB if place.start else False
    related = passage.words[place.start].low.endswith("-related")
    if place.end - place.start > 1 or place.term.kind != "matter" or related:
        return False
    low = passage.words[place.start].low
    before = passage.words[place.start - 1].low if place.start else ""
    object_follows = place.end < len(passage.words) and passage.words[place.end].text[:1].isalpha()
    return object_follows and (low.endswith("ed") or (before in _ASK_A_VERB and not low.endswith("s")))


def speaks_on(chain: Chain, term: Term, matter: Matter) -> bool:
    """Whether the chain's own word can speak on such a term at all."""
    nearest = chain.nearest.form.entry
    if nearest.role == "control":
        return nearest.lemma in _GIVING and not nearest.noun and term.kind != "entity" and chain.sign > 0
    if nearest.lemma == "deny" or nearest.lemma in _ADDRESSING:
        return False
    if nearest.role == "eval" and not chain.as_subject and len(chain.links) == 1:
        return False  # who violates an embargo does not speak on it
    if term.kind != "entity":
        return True
    if nearest.role == "eval":
        return (
            nearest.lemma in ("legitimate", "illegitimate", "lawful", "legal") and "leader" in matter.frames
        )
    return matter.takes_entity(chain.nearest)


def _owner_turns(passage: Passage, place: Occurrence, matter: Matter) -> int:
    """-1 where the integrity spoken of is that of the state the proposition would see free."""
    if place.term.kind != "integrity":
        return 1
    near = {w.low for w in passage.words[max(0, place.start - 4) : place.end + 4]}
    free = {s for t in matter.terms if t.kind == "entity" and t.sign * place.term.sign < 0 for s in t.stems}
    return -1 if free & near else 1
