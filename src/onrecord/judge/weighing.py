"""From a chain of stance words to a stance: who holds it, in what manner, how explicitly, and how sure that
is."""

from __future__ import annotations

from dataclasses import replace

from onrecord.judge.acts import act_of
from onrecord.judge.doubts import (
    first_word_of,
    is_aside,
    is_denied,
    is_only_supposed,
    is_only_wanted,
    is_ruled_in,
    is_weak,
)
from onrecord.judge.government import Chain
from onrecord.judge.grammar import STOPS, is_filler, is_negator
from onrecord.judge.holders import OWN, SOMEBODY, Holder, holder_of
from onrecord.judge.matter import Matter
from onrecord.judge.modality import Manner, manner_of
from onrecord.judge.passage import Passage
from onrecord.judge.said import Said, clause_of, own_or
from onrecord.judge.stance import EXPLICIT, FAINT, IMPLIED, Stance, side_for
from onrecord.model import Reason

_MUST = frozenset("should must ought will shall would 'll need needs has have had to".split())

# What a state does to a treaty: to do it is an act, to say that one will or will not do it takes the side.
_INTO_FORCE = frozenset({"ratify", "sign", "sign up to", "join"})
_DONE = frozenset("has have had did having".split())
_IN_A_ROW = frozenset("first second third fourth fifth tenth last latest only".split())
_WILL = frozenset("will would shall 'll should must ought".split())

_LEGAL_WORDS = frozenset(
    "legal lawful legitimate valid justified right entitled acceptable illegal unlawful illegitimate "
    "invalid void unjustified wrong".split()
)


def stance_of(said: Said, matter: Matter, chain: Chain, sign: int) -> Stance | None:
    """The stance of a chain; `sign` is seen from the proposition. None where it is nobody's, or none."""
    passage = said.passage
    manner = _manner(passage, chain)
    evaluates = chain.nearest.form.entry.role == "eval" and chain.nearest.sign < 0
    if is_only_supposed(passage, chain):
        return None
    if (manner.open and not evaluates) or is_ruled_in(chain):
        return None
    holder = holder_in(said, chain)
    if holder == SOMEBODY or not (_in_cue(said, chain) or _is_stance(passage, chain, holder)):
        return None
    explicit = _is_explicit(passage, chain, matter)
    denied = is_denied(passage, chain)
    doubt = (
        is_weak(chain)
        or is_aside(passage, chain)
        or (holder.kind == "actors" and is_only_wanted(passage, chain))
        or denied
        or _is_not_yet_done(passage, chain)
    )
    strength = (EXPLICIT if explicit else IMPLIED) * (FAINT if doubt else 1.0)
    return Stance(
        holder=holder,
        side=side_for(-sign if manner.turned != denied else sign),
        explicit=explicit and not doubt,
        modality=manner.modality,
        act=act_of(passage, first_word_of(passage, chain)),
        strength=strength,
        evidence=clause_of(passage),
        because=tuple(
            Reason(link.form.entry.lemma, passage.span(link.start, link.end)) for link in chain.links
        ),
        condition=manner.condition,
        doubt=doubt,
    )


def _manner(passage: Passage, chain: Chain) -> Manner:
    manner = manner_of(passage, first_word_of(passage, chain))
    nearest = next((p for p in passage.predicates if p.end == chain.nearest.end), chain.nearest)
    if manner.modality == "conditional" or len(chain.links) == 1:
        return manner
    lower = manner_of(passage, nearest)
    return replace(manner, open=manner.open or (lower.open and chain.top.form.entry.role != "urge"))


def holder_in(said: Said, chain: Chain) -> Holder:
    """Who holds the stance of a chain: who only *should* hold it leaves it with the speaker."""
    if _in_cue(said, chain):
        return OWN
    holder = own_or(said, holder_of(said.passage, chain, said.mentions))
    urged = chain.top.form.entry.role in ("attitude", "change") and _helped(said.passage, chain)
    return OWN if urged and holder.kind in ("actors", "somebody") and said.own else holder


def _in_cue(said: Said, chain: Chain) -> bool:
    top = first_word_of(said.passage, chain)
    return said.cue is not None and said.cue.meets(said.passage.span(top.start, top.end))


def _helped(passage: Passage, chain: Chain) -> bool:
    """Whether the holder only *should* do so: "Germany should recognise Kosovo" is the speaker's stance."""
    k = first_word_of(passage, chain).start - 1
    k = _before_means(passage, k)
    while k >= 0 and (is_filler(passage.words[k].low) or is_negator(passage.words[k].low)):
        if passage.words[k].low in ("should", "must", "ought"):
            return True
        k -= 1
    return False


def _before_means(passage: Passage, k: int) -> int:
    """In "Should end the row by making cuts in ..." the place of "should", else `k` as it is."""
    words = passage.words
    by = next((i for i in range(k, max(-1, k - 5), -1) if words[i].low == "by"), None)
    if by is None or not words[by + 1].low.endswith("ing"):
        return k
    for i in range(by - 1, max(-1, by - 16), -1):
        if words[i].low in STOPS:
            break
        if words[i].low in ("should", "must", "ought"):
            return i
    return k


def _is_stance(passage: Passage, chain: Chain, holder: Holder) -> bool:
    """A change that just happens ("the embargo ended") is nobody's stance; one that should, or is done,
    is."""
    top = first_word_of(passage, chain)
    if top.form.entry.noun and top.form.entry.role == "urge" and holder.kind != "actors":
        return top.start > 0 and passage.words[top.start - 1].low in (
            "our",
            "its",
            "his",
            "her",
            "my",
            "their",
        )
    if any(link.form.entry.role != "change" for link in chain.links):
        return True
    if holder.kind == "actors":
        return True
    helpers = {w.low for w in passage.words[max(0, top.start - 4) : top.start]}
    if chain.as_subject:  # "the embargo would remain": the modal stands behind its subject
        helpers |= {w.low for w in passage.words[max(0, top.end - 4) : top.end]} & {"will", "would"}
    return bool(helpers & _MUST) or _helped(passage, chain) or says_we(passage, chain) or top.negated


def says_we(passage: Passage, chain: Chain) -> bool:
    """Whether the subject is "we" or "I"."""
    before = {w.low for w in passage.words[max(0, chain.top.start - 6) : chain.top.start]}
    return bool(before & {"we", "i"})


def _is_put_in_words(passage: Passage, chain: Chain) -> bool:
    """Whether what makes a treaty binding is announced, demanded or refused ("will not ratify", "wants it
    signed"): who has done it only acts, and the proposition follows ("signed the treaty on Monday")."""
    first = first_word_of(passage, chain)
    before = [w.low for w in passage.words[max(0, first.start - 4) : first.start]]
    if len(chain.links) == 1 and (_DONE.intersection(before) or _is_one_in_a_row(passage, first.start)):
        return False
    announced = first.negated or any(is_negator(w) for w in before) or bool(_WILL.intersection(before))
    return announced or len(chain.links) > 1 or chain.nearest.form.kind == "base"


def _is_one_in_a_row(passage: Passage, start: int) -> bool:
    """As in "became the first country to ratify": it has done it."""
    before = [w.low for w in passage.words[max(0, start - 5) : start]]
    return before[-1:] == ["to"] and bool(_IN_A_ROW.intersection(before))


def _is_not_yet_done(passage: Passage, chain: Chain) -> bool:
    """As in "has not ratified the treaty", "did not ratify it": it may still come."""
    first = first_word_of(passage, chain)
    before = {w.low for w in passage.words[max(0, first.start - 4) : first.start]}
    return (
        len(chain.links) == 1
        and chain.nearest.form.entry.lemma == "ratify"
        and first.negated
        and bool(_DONE & before)
    )


def _is_explicit(passage: Passage, chain: Chain, matter: Matter) -> bool:
    nearest = chain.nearest.form.entry
    if nearest.lemma in _INTO_FORCE:
        return _is_put_in_words(passage, chain)
    if any(link.form.entry.act == "condemn" and link.form.entry.role == "attitude" for link in chain.links):
        return False
    if nearest.role != "eval" and any(link.form.entry.role == "eval" for link in chain.links):
        return False
    if nearest.role == "eval":
        return nearest.explicit and bool(_LEGAL_WORDS & matter.predicates)
    if nearest.role == "change":
        return True
    return nearest.explicit or nearest.role == "urge" or nearest.lemma in matter.predicates
