"""Where the subject of a verb ends: over auxiliaries, adverbs, times, infinitives and appositions."""

from __future__ import annotations

from onrecord.judge.grammar import QUOTES, STOPS, is_filler, is_negator
from onrecord.judge.passage import Passage

_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday morning evening night "
    "afternoon week month year january february march april may june july august september october "
    "november december late early".split()
)


def before_verb(passage: Passage, k: int) -> int:
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
        elif _joins_verbs(passage, k) and (other := passage.ending_at(k)) is not None:
            k = other.start - 1
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
