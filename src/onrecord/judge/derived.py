"""Words of one family: the noun of a verb and the verb of a noun, and nouns that mean nothing alone.

The endings are those by which English makes nouns of doing from verbs (enrich, enrichment; withdraw,
withdrawal; devalue, devaluation). What is made by rule may be no word; then no report has it.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.judge.words import stem

_ENDINGS = ("ment", "ation", "ion", "al", "ance", "age")
_SHORTEST = 4  # letters of a verb that is cut from a noun

# What a programme is called, and what a force is: each says nothing without the word before it.
_FAMILIES = (
    frozenset("work activity activities programme program project effort drive".split()),
    frozenset("force mission contingent operation".split()),
)
# Plain words for the same people and things.
_SAME = (
    frozenset("soldiers troops servicemen peacekeepers force".split()),
    frozenset("law bill legislation act".split()),
    frozenset("tax levy duty".split()),
    frozenset("talks negotiations dialogue".split()),
)


def nouns_of(verb: str) -> Iterator[str]:
    """The stems of the nouns that may be made from a verb, its -ing form first; `verb` in lower case."""
    base = verb.removesuffix("e")
    yield stem(verb)
    for ending in _ENDINGS:
        yield from dict.fromkeys((stem(base + ending), stem(verb + ending)))
    if verb.endswith("ify"):
        yield stem(verb[:-1] + "ication")
    if verb.endswith("d"):
        yield stem(verb[:-1] + "sion")


def verb_of(noun: str) -> str | None:
    """The stem of the verb that a noun in -ment, -al, -ation is made from, None where it shows none."""
    for ending in _ENDINGS[:4]:
        cut = noun.removesuffix(ending)
        if cut != noun and len(cut) >= _SHORTEST:
            return stem(cut)
    return None


def is_generic(noun: str) -> bool:
    """Whether a noun names a thing only with the word before it ("work" in "road work")."""
    return any(noun in family for family in _FAMILIES)


def family_of(noun: str) -> frozenset[str]:
    """The nouns that may stand in its place behind the same word ("road works programme")."""
    return next((family for family in _FAMILIES if noun in family), frozenset())


def same_as(noun: str) -> frozenset[str]:
    """Other plain words for what a noun names."""
    return next((words - {noun} for words in _SAME if noun in words), frozenset())
