"""Nouns that turn a proposition: "the withdrawal from the pact is right" is for the withdrawal, against the
pact.

In a report the noun may stand without its object ("regretted the withdrawal"), so it is a term of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.judge.matter import Term, leans
from onrecord.judge.passage import Passage, Predicate
from onrecord.judge.polarity import chain_to
from onrecord.judge.words import stem

_LEAVING_NOUNS = frozenset("withdrawal exit pullout pull-out".split())
_LEAVING_STEMS = frozenset("withdrawal withdraw exit pullout pull-out departure pull quit".split())


def turnings(passage: Passage, heads: Sequence[tuple[int, int]]) -> Iterator[Term]:
    """The nouns that turn a proposition, as terms; `heads` are the places of what it may be about."""
    for found in passage.predicates:
        if found.form.entry.role != "change" or found.form.entry.sign > 0:
            continue
        family = _LEAVING_NOUNS if _stem_of(found) in _LEAVING_STEMS else frozenset({_noun_of(found)})
        for start, end in [*heads, *_names_behind(passage, found)]:
            chain = chain_to(passage, start, end) if start >= found.end else None
            if chain is None or not chain.sign or chain.nearest.end != found.end:
                continue
            named = passage.words[start].text[:1].isupper()
            for noun in sorted(family - {""}):
                yield Term((stem(noun),), -chain.sign, "matter" if named else "near")


def _names_behind(passage: Passage, found: Predicate) -> Iterator[tuple[int, int]]:
    """The name that a leaving is from ("the exit from the Arab League"); the last where there are more."""
    words = passage.words
    if _stem_of(found) not in _LEAVING_STEMS:
        return
    for k in range(found.end, len(words)):
        if words[k].text[:1].isupper() and words[k - 1].low in ("from", "the", "of"):
            if not any(w.low == "from" for w in words[found.start : k]):
                continue
            end = k + 1
            while end < len(words) and words[end].text[:1].isupper():
                end += 1
            if not leans(words, end):
                yield k, end


def _stem_of(found: Predicate) -> str:
    return found.form.entry.lemma.split()[0]


def _noun_of(found: Predicate) -> str:
    return found.form.entry.lemma.split()[0] if found.form.entry.noun else ""
