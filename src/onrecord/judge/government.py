"""What governs a stance word: the verb, noun or clause above it, up to the one that nothing governs."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.judge.grammar import (
    COPULAS,
    DETERMINERS,
    PREPOSITIONS,
    STOPS,
    SUBORDINATORS,
    is_filler,
    is_negator,
)
from onrecord.judge.passage import Passage, Predicate, is_passive

REACH = 14


@dataclass(frozen=True, slots=True)
class Chain:
    """How a sentence points at one term.

    `sign` is -1, 0 (nothing said) or 1; `links` the stance words from the nearest to the topmost;
    `as_subject` tells the two ways apart.
    """

    sign: int
    links: tuple[Predicate, ...]
    as_subject: bool = False

    @property
    def nearest(self) -> Predicate:
        """The stance word that holds the term itself."""
        return self.links[0]

    @property
    def top(self) -> Predicate:
        """The stance word that nothing else governs: its subject holds the stance."""
        return self.links[-1]


NOTHING = Chain(0, ())


def climb(passage: Passage, nearest: Predicate, sign: int, as_subject: bool = False) -> Chain:
    """Multiply in whatever governs the stance word itself, up to the topmost."""
    links = [nearest]
    current = nearest
    while True:
        above = _governor(passage, current, as_subject and len(links) == 1)
        if above is None:
            if as_subject and len(links) == 1 and _is_relative(passage, nearest.start):
                return NOTHING
            return Chain(sign, tuple(links), as_subject)
        links.append(above)
        naming = above.form.entry.role == "naming" and above.form.entry.lemma != "see"
        if naming and current.form.entry.role != "eval":
            called = _called(passage, current)
            if called is None:
                return NOTHING
            links += [called, above]
            sign *= -called.sign if above.negated else called.sign
            current = above
            continue
        if above.form.entry.role != "naming":
            sign *= above.sign
        elif above.negated:
            sign = -sign
        current = above


def _called(passage: Passage, demand: Predicate) -> Predicate | None:
    """What a demand is called: "described calls for a boycott as wrong"; None where nothing is said of it."""
    if demand.form.entry.role != "urge" or not demand.form.entry.noun:
        return None
    for k in range(demand.end, min(len(passage.words), demand.end + REACH)):
        low = passage.words[k].low
        if low in STOPS or low in SUBORDINATORS or low in COPULAS:
            return None
        found = passage.starting_at(k)
        if found is not None and found.form.entry.role == "eval" and not _is_before_noun(passage, found):
            return found
    return None


def _is_before_noun(passage: Passage, found: Predicate) -> bool:
    """Whether a plain word follows an evaluation, so that it only describes that ("a fair trial")."""
    after = passage.words[found.end] if found.end < len(passage.words) else None
    small = after is None or after.low in PREPOSITIONS or after.low in ("and", "or", "but", "to")
    return not small and after is not None and after.is_word and not is_filler(after.low)


def _is_relative(passage: Passage, start: int) -> bool:
    """Whether the clause only tells what something is like ("a plan under which the work would be done
    abroad")."""
    for k in range(start - 1, max(0, start - 8), -1):
        low = passage.words[k].low
        if low == "which":
            return passage.words[k - 1].low in PREPOSITIONS
        if low in STOPS or low == ",":
            break
    return False


def _governor(passage: Passage, below: Predicate, clause: bool) -> Predicate | None:
    words = passage.words
    finite = clause or _is_finite(passage, below)
    k = below.start - 1
    linked = not finite
    joined = False
    while k >= 0 and below.start - k <= REACH:
        low = words[k].low
        found = passage.ending_at(k + 1)
        if found is not None and (
            found.form.entry.noun or not is_modifier(found, passage) or _judges_doing(passage, found)
        ):
            if joined and _siblings(found, below):
                below, k = found, found.start - 1
                finite = _is_finite(passage, found)
                linked, joined = not finite, False
                continue
            if found.form.entry.lemma == "join" or _complement(passage, found, below):
                return None
            if _has_its_own(passage, found, below):
                return None
            return found if linked else None
        if low == "which" and k and words[k - 1].low in PREPOSITIONS:
            linked = True  # "a date by which it would end": who agrees to the date agrees to the end
        elif low in STOPS or low in SUBORDINATORS - {"that", "whether", "before", "after", "since"}:
            return None
        if low in ("that", "whether"):
            linked = True
        if low in ("and", "or", ","):
            joined = joined or low != ","
            if finite and not linked and low != ",":
                return None if not _verb_before(passage, k) else _governor_of_sibling(passage, k)
        k -= 1
    return None


def _judges_doing(passage: Passage, found: Predicate) -> bool:
    """As in "It was wrong to recognise", "it is right not to join": what follows "to" is judged."""
    behind = [w.low for w in passage.words[found.end : found.end + 2]]
    to = behind[:1] == ["to"] or (behind[1:] == ["to"] and is_negator(behind[0]))
    return to and _copula_before(passage, found)


def _complement(passage: Passage, found: Predicate, below: Predicate) -> bool:
    """As in "Dismissed the vote as a pretext": the complement repeats the verb's judgement, it is not
    judged by it."""
    if below.form.entry.role != "eval" or found.form.entry.role != "attitude":
        return False
    return any(w.low == "as" for w in passage.words[found.end : below.start])


def _has_its_own(passage: Passage, found: Predicate, below: Predicate) -> bool:
    """As in "gave ground on cuts in aid": what is done is done to something else."""
    if found.form.entry.role not in ("change", "control") or below.form.kind or not below.form.entry.noun:
        return False
    between = [w.low for w in passage.words[found.end + 1 : below.start]]
    return any(low in PREPOSITIONS and low != "of" for low in between)


def _siblings(found: Predicate, below: Predicate) -> bool:
    return found.form.kind == below.form.kind and found.form.entry.role == below.form.entry.role


def _verb_before(passage: Passage, k: int) -> bool:
    found = passage.ending_at(k)
    return found is not None and found.form.entry.role == "attitude"


def _governor_of_sibling(passage: Passage, k: int) -> Predicate | None:
    found = passage.ending_at(k)
    return _governor(passage, found, False) if found is not None else None


def _is_finite(passage: Passage, found: Predicate) -> bool:
    """Whether the stance word opens its own clause: finite verbs do, infinitives, -ing forms and nouns do
    not."""
    kind = found.form.kind
    if kind in ("ing", ""):
        return kind == "" and _copula_before(passage, found)
    if kind == "ed" and not is_passive(passage, found):
        return True
    k = found.start - 1
    while k >= 0 and (is_filler(passage.words[k].low) or is_negator(passage.words[k].low)):
        k -= 1
    return not (k >= 0 and passage.words[k].low == "to")


def _copula_before(passage: Passage, found: Predicate) -> bool:
    k = found.start - 1
    if k >= 0 and passage.words[k].low == "'s" and found.form.entry.role == "urge":
        return False  # "the council's demand"
    while k >= 0 and (is_filler(passage.words[k].low) or is_negator(passage.words[k].low)):
        if passage.words[k].low in COPULAS:
            return True
        k -= 1
    return False


def is_modifier(found: Predicate, passage: Passage) -> bool:
    """Whether an evaluation stands before a noun ("sham referendums"), where it governs nothing."""
    if found.form.entry.role != "eval":
        return (
            found.form.kind == "ed"
            and found.start > 0
            and passage.words[found.start - 1].low in (DETERMINERS - {"that"}) | {"'s"}
        )
    return not (found.form.kind or found.form.words[-1] in ("of", "to"))
