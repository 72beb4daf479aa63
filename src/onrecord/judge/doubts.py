"""What keeps a chain of stance words from settling a side: possibilities, conditions, half-hearted words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from onrecord.judge.government import Chain
from onrecord.judge.grammar import is_negator
from onrecord.judge.modality import condition_in
from onrecord.judge.passage import Passage, Predicate

FAR = 14  # words from a subject to the end of its predicate


def first_word_of(passage: Passage, chain: Chain) -> Predicate:
    """The topmost stance word where it stands (a predicate seen from its subject begins there)."""
    return next((p for p in passage.predicates if p.end == chain.top.end), chain.top)


def is_weak(chain: Chain) -> bool:
    """As in "Did not oppose", "refused to condemn", "did not welcome": no side is settled by not taking
    the other."""
    if sum(link.form.entry.role != "change" for link in chain.links) > 3:
        return True  # so long a chain is as often misread as not
    for i, link in enumerate(chain.links):
        entry = link.form.entry
        above = chain.links[i + 1] if i + 1 < len(chain.links) else None
        held = link.negated or (above is not None and _holds_back(above))
        against = (
            entry.role == "attitude"
            and entry.sign < 0
            and not entry.lemma.startswith(("vote", "veto", "block"))
        )
        lukewarm = entry.act == "support" and entry.role == "attitude" and not entry.explicit
        lukewarm = lukewarm and entry.lemma != "ratify"  # who will not ratify refuses
        if held and (against or lukewarm or entry.role == "urge"):
            return True
        if entry.role == "embed" and chain.nearest.form.entry.role != "eval":
            return True
    return False


def _holds_back(link: Predicate) -> bool:
    return link.sign < 0 and (link.form.entry.role == "control" or link.form.entry.lemma == "refuse")


def is_only_supposed(passage: Passage, chain: Chain) -> bool:
    """Whether the stance word itself stands in a condition ("if Iran does not halt")."""
    condition = condition_in(passage)
    top = first_word_of(passage, chain)
    return condition is not None and condition.holds(passage.span(top.start, top.end))


def is_only_wanted(passage: Passage, chain: Chain) -> bool:
    """As in "Cannot expect Turkey's support for": a possession that is the object of another verb is not
    yet given."""
    owner = _owner_of(passage, chain, ("'s",))
    if owner is None:
        return False
    return owner > 3 and passage.words[owner - 2].low not in (",", "that", "and", "but", "because", "as")


def is_denied(passage: Passage, chain: Chain) -> bool:
    """As in "Sweden should not expect our support for": a possession that is not to be counted on."""
    owner = _owner_of(passage, chain, ("'s", "our", "my"))
    return owner is not None and any(
        is_negator(word.low) for word in passage.words[max(0, owner - 4) : owner - 1]
    )


def _owner_of(passage: Passage, chain: Chain, marks: Sequence[str]) -> int | None:
    """Where the mark of a possession stands, among the four words before a stance word that is a noun."""
    top = first_word_of(passage, chain)
    if not top.form.entry.noun:
        return None
    near = range(top.start - 1, max(-1, top.start - 5), -1)
    return next((k for k in near if passage.words[k].low in marks), None)


def is_ruled_in(chain: Chain) -> bool:
    """Whether something is only not ruled out, which says nothing."""
    return any(link.form.entry.lemma == "rule out" and link.negated for link in chain.links)


def is_aside(passage: Passage, chain: Chain) -> bool:
    """Whether a stance word of the chain only tells the end or the kind of what is spoken of.

    As in "Called for a withdrawal to end the violence", "seeks support for a pact that allows trade": to
    want the one thing is not yet to want what it serves.
    """
    for below, above in pairwise(chain.links):
        before = passage.words[below.start - 1].low if below.start else ""
        noun = above.form.entry.noun and above.form.entry.role == "change"
        if before == "to" and noun and below.start - above.end > 2:
            return True
        if before in ("that", "which") and above.end < below.start - 1 and not below.form.entry.noun:
            return True
    return False


def is_far(passage: Passage, chain: Chain, end: int) -> bool:
    """Whether so much stands between a subject and what is said of it that another may be its subject."""
    return chain.as_subject and chain.nearest.end - end > FAR
