"""Treaties and other texts by their names: capitals do not change what a proposition is about.

"The Tromso Seabed Treaty" is read as "the Tromso seabed treaty": its last noun is what a side is taken on,
and the word that tells which one it is keeps its capital.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from onrecord.judge.words import Word, words_of
from onrecord.world import World

_NOUNS = (
    "treaty protocol agreement convention statute charter pact accord declaration resolution covenant "
    "compact memorandum concordat armistice deal framework directive"
).split()
_INSTRUMENTS = frozenset((*_NOUNS, *(f"{noun}s" for noun in _NOUNS), "treaties", "memoranda"))


@lru_cache(maxsize=256)
def in_small_letters(proposition: str, on: date) -> str:
    """Return the proposition, of the same length, with the names of treaties and other texts as common nouns:
    of a run of capitalised words that ends in such a noun the first keeps its capital, unless it is the noun,
    and so does who is an actor on that day ("the United States")."""
    letters = list(proposition)
    actors = [match.span for match in World.load().find_actors(proposition, on)]
    for run in _named_texts(words_of(proposition)):
        for word in run if len(run) == 1 else run[1:]:
            if not any(word.span.meets(actor) for actor in actors):
                letters[word.start : word.end] = _lowered(word)
    return "".join(letters)


def is_numbered(noun: Word, behind: Word) -> bool:
    """Whether a noun is that of a text, told by the number behind it: "Resolution 1244"."""
    return noun.low in _INSTRUMENTS and behind.text.isdigit()


def _named_texts(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The runs of capitalised words that end in the noun of a text, an article at the start left out."""
    i = 0
    while i < len(words):
        end = i
        while end < len(words) and words[end].is_word and words[end].text[:1].isupper():
            end += 1
        run = words[i:end]
        if run and run[0].low in ("the", "a", "an"):
            run = run[1:]
        if run and run[-1].low in _INSTRUMENTS:
            yield run
        i = max(end, i + 1)


def _lowered(word: Word) -> str:
    """The word in lower case where that has as many letters; one all in capitals ("START") stays."""
    low = word.text.lower()
    return low if len(low) == len(word.text) and not word.text[1:].isupper() else word.text
