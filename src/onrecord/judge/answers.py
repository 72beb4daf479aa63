"""What is said of a demand or a doing that is itself the subject: "calls to cut the tax were rejected by
Japan", "the presence of the soldiers ensures peace".
"""

from __future__ import annotations

from onrecord.judge.government import NOTHING, Chain, climb
from onrecord.judge.grammar import COPULAS, STOPS, SUBORDINATORS
from onrecord.judge.passage import Passage, Predicate, is_passive

_REACH = 14  # words behind the demanded thing


_BEHIND_COPULA = 4  # words from a copula to the judgement
_JOINTS = frozenset({"and", "but", "or", ","})


def answered(passage: Passage, chain: Chain, end: int) -> Chain:
    """The chain with what is said of its demand, or of the doing it names, on top; nothing where there is
    none.

    `end` is the word behind the thing demanded.
    """
    if not chain.links or chain.as_subject:
        return NOTHING
    top = chain.top.form.entry
    if not top.noun or top.role not in ("urge", "change"):
        return NOTHING
    for k in range(end, min(len(passage.words), end + _REACH)):
        low = passage.words[k].low
        if low in STOPS or low in SUBORDINATORS:
            break
        found = passage.starting_at(k)
        if found is not None and found.form.entry.role == "eval" and _is_said(passage, found, end):
            above = climb(passage, found, found.sign)
            return Chain(chain.sign * above.sign, (*chain.links, *above.links))
        if found is None or found.form.entry.role != "attitude" or not is_passive(passage, found):
            continue
        if not any(w.low in COPULAS for w in passage.words[end : found.start]):
            break
        above = climb(passage, found, found.sign)
        return Chain(chain.sign * above.sign, (*chain.links, *above.links))
    return NOTHING


def _is_said(passage: Passage, judging: Predicate, end: int) -> bool:
    """Whether a judgement is said of what ends at `end`: by its own verb ("violates"), or behind a copula
    ("is premature", "are, in its view, wrong")."""
    if judging.form.kind in ("s", "base", "ed"):
        return True
    between = [w.low for w in passage.words[end : judging.start]]
    copula = next((k for k, low in enumerate(between) if low in COPULAS and low != "'s"), None)
    if copula is None or _JOINTS.intersection(between[:copula]):
        return False
    return len(between) - copula <= _BEHIND_COPULA
