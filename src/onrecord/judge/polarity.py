"""Which way a sentence points at something: the signs of all that governs it, multiplied.

Two ways lead from a term to its stance word. As an *object* it stands behind the word ("will not
recognise the results"); as a *subject* before its predicate ("the results would not be recognised", "the
vote was a sham").
"""

from __future__ import annotations

from onrecord.judge.government import NOTHING, REACH, Chain, climb, is_modifier
from onrecord.judge.grammar import (
    COPULAS,
    DETERMINERS,
    PREPOSITIONS,
    QUOTES,
    STOPS,
    SUBORDINATORS,
    is_negator,
)
from onrecord.judge.lexicon import INTRANSITIVE, Entry, Form
from onrecord.judge.passage import Passage, Predicate, is_passive, with_negation

LIGHT_HEADS = frozenset(
    "result results outcome outcomes legitimacy validity legality lawfulness holding conduct "
    "organisation staging notion principle prospect creation existence declaration establishment "
    "formation process policy decision adoption plan plans proposal form kind sort attempt attempts "
    "government regime status issue matter acts act act use imposition state republic kingdom people "
    "legitimacy all any most part move moves step steps campaign continuation launch start forcible "
    "so-called number level size scale amount share strength need idea deadline date timetable "
    "mission deployment dispatch".split()
)
_DECLARING = frozenset({"declare", "proclaim"})
_MODALS = frozenset("must should will would shall ought to needs need has have cannot can 'll".split())
_LEAVING = frozenset({"withdrawal of", "departure of", "exit of", "pullout of", "pull-out of"})
_GOING = frozenset("leave go depart".split())
_WISHES = frozenset("must should ought to shall".split())
_FORCES = frozenset(
    "troops soldiers forces force army armies peacekeepers garrison mercenaries settlers contingent "
    "servicemen advisers".split()
)
_ENVOYS = frozenset("envoy envoys ambassador ambassadors representative delegate delegates".split())


def chain_to(passage: Passage, start: int, end: int) -> Chain:
    """The chain of stance words that governs ``words[start:end]``; its sign is 0 where there is none."""
    if _is_asked(passage, start):
        return NOTHING
    nearest, doubtful = _object_of(passage, start)
    if nearest is None:
        return NOTHING if doubtful else _as_subject(passage, start, end)
    if doubtful:
        subject = _as_subject(passage, start, end)
        if subject.sign:
            return subject
    if nearest.form.entry.role == "naming" or nearest.form.entry.lemma in _DECLARING:
        named = _named(passage, nearest, start, end)
        if named.sign or nearest.form.entry.role == "naming":
            return named
    if nearest.form.entry.role in ("urge", "control", "change"):
        wanted = _wanted(passage, nearest, end)
        if wanted.sign:
            return wanted
    none = any(w.low in ("no", "neither") for w in passage.words[nearest.end : start])
    chain = climb(passage, nearest, -nearest.sign if none else nearest.sign)
    judged = judged_doing(passage, nearest, end) if len(chain.links) == 1 else NOTHING
    return judged if judged.sign else chain


def judged_doing(passage: Passage, doing: Predicate, end: int) -> Chain:
    """As in "The lifting of the embargo was wrong": the doing is what the sentence judges, not its object.

    Read where a noun of doing opens the clause and its object ends at `end`; the sign is the object's.
    """
    words = passage.words
    if not doing.form.entry.noun or doing.form.entry.role not in ("change", "attitude"):
        return NOTHING
    k = doing.start - 1
    while k >= 0 and (
        words[k].low in DETERMINERS - {"that"}
        or words[k].low in QUOTES
        or words[k].low == "'s"
        or words[k].text[:1].isupper()
    ):
        k -= 1
    if k >= 0 and words[k].low not in ("that", ",", ":"):
        return NOTHING
    judged = _as_subject(passage, doing.start, end)
    if not judged.sign:
        return NOTHING
    return Chain(judged.sign * doing.sign, (doing, *judged.links), True)


def chain_to_verb(passage: Passage, start: int, end: int) -> Chain:
    """The same for a term that is itself the verb ("Russia annexed", "a pretext to annex"); its own sign
    is 1.

    Where nothing governs the verb the chain has this one link, and only its doer takes a side by it.
    """
    if _is_asked(passage, start):
        return NOTHING
    low = passage.words[start].low
    kind = "ed" if low.endswith("ed") else "ing" if low.endswith("ing") else "base"
    doing = Entry(low, "change", 1, None)
    found = with_negation(passage.words, Predicate(start, end, Form((low,), kind, doing)))
    return climb(passage, found, found.sign)


def _is_asked(passage: Passage, start: int) -> bool:
    """Whether the term stands in a question, which says nothing ("whether Norway should join")."""
    words = passage.words
    if words and words[-1].low == "?":
        return True
    return any(w.low == "whether" for w in words[max(0, start - 12) : start])


def _object_of(passage: Passage, start: int) -> tuple[Predicate | None, bool]:
    """The stance word that takes the term as its object, and whether the way there is blocked or uncertain.

    (None, True): the term stands inside a phrase about something else. (word, True): coordinated, may also be
    the subject of a new clause.
    """
    words = passage.words
    k = start - 1
    joined = False
    while k >= 0 and start - k <= REACH:
        low = words[k].low
        found = passage.ending_at(k + 1)
        if found is not None and not is_modifier(found, passage):
            return (
                (None, False)
                if is_passive(passage, found) and found.form.entry.role != "eval"
                else (found, joined)
            )
        if low in STOPS or (low in SUBORDINATORS and low not in PREPOSITIONS):
            if low == "that" and _glossed(passage, k, start):
                k -= 1
                continue
            return None, False
        if low in PREPOSITIONS:
            step = _steps_over(passage, k)
            if step:
                k -= step
                continue
            left = _left_by(passage, k) if low == "from" else None
            if left is not None:
                return left, joined
            if low != "of" or not _light(passage, k):
                return None, k > 0 and not joined
        if low in ("and", "or", ","):
            joined = True
        if low in COPULAS and low != "'s":
            return None, False
        k -= 1
    return None, False


def _steps_over(passage: Passage, k: int) -> int:
    """How many words back the way leads on over the preposition at `k`; 0 where it is none of these."""
    low = passage.words[k].low
    if low == "by" and _is_envoy(passage, k):
        return 2
    if low == "as" and passage.starting_at(k + 1) is not None and passage.ending_at(k) is not None:
        return 1
    return 1 if low == "to" and k and _is_bridge(passage, k) else 0


def _left_by(passage: Passage, at: int) -> Predicate | None:
    """As in "The withdrawal of France from the pact": the name behind "of" leaves, what is left follows."""
    k = at - 1
    while k >= 0 and (passage.words[k].text[:1].isupper() or passage.words[k].low in DETERMINERS):
        k -= 1
    found = passage.ending_at(k + 1) if 0 <= k < at - 1 else None
    return found if found is not None and found.form.entry.lemma in _LEAVING else None


def _is_bridge(passage: Passage, to: int) -> bool:
    """As in "Up to 700 soldiers", "its right to tests": the noun behind it is what is meant."""
    before, after = passage.words[to - 1].low, passage.words[to + 1].low
    return before in ("right", "rights") or (before == "up" and after[:1].isdigit())


def _is_envoy(passage: Passage, by: int) -> bool:
    """As in "The envoy named by": to take somebody's envoy is to take the sender."""
    if by < 2 or passage.words[by - 1].low not in ("named", "appointed", "nominated", "sent"):
        return False
    return passage.words[by - 2].low in _ENVOYS


def _glossed(passage: Passage, that: int, start: int) -> bool:
    """As in "Will not recognise that [vote]": the editor's word in brackets stands for the pronoun before
    it."""
    between = passage.words[that + 1 : start]
    return bool(between) and all(w.low in QUOTES for w in between) and any(w.low == "[" for w in between)


def _light(passage: Passage, of: int) -> bool:
    k = of - 1
    while k >= 0 and passage.words[k].low in QUOTES:
        k -= 1
    return k >= 0 and (passage.words[k].low in LIGHT_HEADS or passage.ending_at(k + 1) is not None)


def _as_subject(passage: Passage, start: int, end: int) -> Chain:
    """The predicate behind the term: a passive, an evaluation after a copula, or a verb that evaluates."""
    words = passage.words
    for k in range(end, min(len(words), end + 30)):
        low = words[k].low
        if low in STOPS or low in ("because", "while", "although", "but", "if", "unless"):
            return NOTHING
        found = passage.starting_at(k)
        if found is not None and found.form.entry.role == "eval" and found.form.kind in ("s", "base", "ed"):
            return climb(passage, _at(found, start), found.sign, as_subject=True)
        leaving = _forces_leave(passage, start, k) if low in _GOING else NOTHING
        if leaving.sign:
            return leaving
        if low in COPULAS:
            behind = _behind_copula(passage, start, k)
            if behind.sign or low not in INTRANSITIVE:
                return behind
        if low in INTRANSITIVE or (low == "go" and k + 1 < len(words) and words[k + 1].low == "ahead"):
            itself = _of_itself(passage, start, k)
            if itself.sign:
                return itself
    return NOTHING


def _forces_leave(passage: Passage, start: int, k: int) -> Chain:
    """As in "The troops should leave": who would see them go is against their being there."""
    words = passage.words
    if words[k].low not in _GOING or not any(w.low in _FORCES for w in words[start:k]):
        return NOTHING
    if words[k - 1].low not in _WISHES and not is_negator(words[k - 1].low):
        return NOTHING
    leaving = Entry("leave", "change", -1, None)
    found = with_negation(words, Predicate(k, k + 1, Form((words[k].low,), "base", leaving)))
    return climb(passage, _at(found, start), found.sign, as_subject=True)


def _of_itself(passage: Passage, start: int, k: int) -> Chain:
    """As in "The embargo must end", "the ban has to stand": only where a modal says so."""
    words = passage.words
    if words[k].low not in INTRANSITIVE and words[k].low != "go":
        return NOTHING
    before = words[k - 1].low if k else ""
    if before not in _MODALS and not is_negator(before) and not (before == "to" or before.endswith("n't")):
        return NOTHING
    low = "go ahead" if words[k].low == "go" else words[k].low
    if before in ("will", "would", "shall", "'ll") and INTRANSITIVE[low] < 0:
        return NOTHING  # that it will end is no wish
    after = words[k + 1].low if k + 1 < len(words) else ""
    if after in DETERMINERS or after.endswith("ing") or after in ("part", "at", "by"):
        return NOTHING
    if passage.ending_at(k) is not None:
        return NOTHING
    entry = Entry(low, "change", 1 if INTRANSITIVE[low] > 0 else -1, None)
    found = with_negation(words, Predicate(k, k + 1, Form((low,), "base", entry)))
    return climb(passage, _at(found, start), found.sign, as_subject=True)


def _behind_copula(passage: Passage, start: int, copula: int) -> Chain:
    for k in range(copula + 1, min(len(passage.words), copula + 9)):
        low = passage.words[k].low
        found = passage.starting_at(k)
        if found is not None and (found.form.entry.role == "eval" or found.form.kind == "ed"):
            if found.form.entry.role == "naming":
                return _named(passage, found, found.end, found.end)
            return climb(passage, _at(found, start), found.sign, as_subject=True)
        if found is not None and found.form.entry.role in ("attitude", "change") and found.form.entry.noun:
            return NOTHING
        if low in STOPS or low in SUBORDINATORS:
            return NOTHING
    return NOTHING


def _at(found: Predicate, start: int) -> Predicate:
    """The predicate as seen from its subject: what governs it stands before the subject."""
    return Predicate(start, found.end, found.form, found.negated, found.ended, found.nobody)


def _named(passage: Passage, naming: Predicate, start: int, end: int) -> Chain:
    """As in "Calls the vote illegal", "declared null and void the vote": the complement evaluates."""
    for found in passage.predicates:
        if found.form.entry.role != "eval":
            continue
        ahead = naming.end <= found.start and found.end <= start
        if not ahead and not end <= found.start <= end + 12:
            continue
        if not ahead and _breaks(passage, end, found.start):
            break
        if ahead and not any(w.low in DETERMINERS for w in passage.words[found.end : start]):
            continue
        sign = found.sign * (-1 if naming.negated and not found.negated else 1)
        climbed = climb(passage, naming, 1)
        for link in climbed.links[1:]:
            sign *= link.sign or 1
        return Chain(sign, (found, *climbed.links), climbed.as_subject)
    return NOTHING


def _wanted(passage: Passage, wanting: Predicate, end: int) -> Chain:
    """As in "Called for the embargo to be lifted", "wants the ban to stay": what is wanted of the term."""
    words = passage.words
    for k in range(end, min(len(words) - 1, end + 8)):
        if words[k].low in STOPS or words[k].low in SUBORDINATORS or passage.starting_at(k) is not None:
            break
        if words[k].low == "to":
            low = words[k + 1].low
            behind = _behind_copula(passage, end, k + 1) if low == "be" else _of_itself(passage, end, k + 1)
            if not behind.sign:
                break
            climbed = climb(passage, wanting, behind.sign * wanting.sign)
            return Chain(climbed.sign, (behind.nearest, *climbed.links))
    return NOTHING


def _breaks(passage: Passage, start: int, end: int) -> bool:
    return any(w.low in STOPS or w.low in SUBORDINATORS for w in passage.words[start:end])
