"""Runs of capitalised words: the raw stuff of names.

A run is broken by punctuation, by lower-case words other than the particles of names ("von der Leyen"), and
by stretches that are something else already (offices, actors, outlets). Initials, hyphens, apostrophes and
letters of any alphabet belong to a word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from onrecord.model import Span

# An initial or a row of them ("J.", "U.S."), a word with inner marks ("Ki-moon", "O’Neill"), an abbreviated
# title.
_WORD = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_](?:\w|[’'‘ʼ-](?=\w))*")
PARTICLES = frozenset(
    "von van der den de del della di da dos das du la le bin ibn bint ben abu al el ter ten zu zum af av y"
    " e".split()
)
HONORIFICS = frozenset(
    "mr mrs ms miss mx sir dame lord lady dr prof professor sheikh sheik shaikh shiekh haji mullah imam judge"
    " justice gen general col"
    " colonel"
    " datuk datin seri"
    " lt maj capt adm sgt sen senator rep gov rev saint madam madame monsieur herr frau señor".split()
)
FEMALE = frozenset("mrs ms miss dame lady madam madame frau queen princess".split())
MALE = frozenset("mr sir lord monsieur herr señor king prince sheikh sheik".split())

_TIMES = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July"
    " August"
    " September October November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Wed Thu"
    " Fri Sat Sun"
    " Christmas Easter Ramadan GMT BST EST UTC AM PM"
).split()
# Months, days and other words that people are called, too.
_TIMES_BORNE = frozenset("Jan Jun April May June August Mar Sun Than".split())
# Words that open sentences and stand in front of names; never a name's own first word.
_PLAIN = (
    "The A An This That These Those There Here It Its He His She Her They Their We Our You Your I My Who"
    " Whose What"
    " When Where Which Why How While As At By For From In Into Of On Onto Off Out Over Under Up With"
    " Without Within To"
    " Toward Towards And But Or Nor Yet So If Unless Until Since Because Although Though Despite After"
    " Before During"
    " Between Among Amid Against About Across Along Around Behind Beyond Like Near Than Then Thus Also"
    " Both Either"
    " Neither Each Every Some Any Many Most Much More Few Several All None No Not Now Just Only Even Still"
    " Already"
    " Again Ever Never Once Twice One Two Three Four Five Six Seven Eight Nine Ten Hundreds Thousands"
    " Millions First"
    " Second Third Last Next Other Others Another Such Same Separately Meanwhile However Moreover Nobody"
    " Somebody Everyone Everybody Someone Anyone Nothing Everything Earlier"
    " Later"
    " Yesterday Today Tomorrow Tonight Asked According Speaking Citing Responding Addressing Writing"
    " Following Given"
    " Is Are Was Were Be Been Has Have Had Do Does Did Will Would Shall Should May Might Can Could Must Let"
    " Yes Oh Well"
    " Former Ex Late Acting Deputy Senior Newly New Old Great Outgoing Incoming Instead Indeed Perhaps"
    " Maybe Nearly"
    " Besides Nevertheless Nonetheless Furthermore Elsewhere Thanks"
    " Almost Around Officials Sources Analysts Experts Critics Leaders Ministers Reports Residents People"
    " Democrat Democrats Republican Republicans Miss"
    " Mr Mrs Ms Sir"
).split()
PLAIN = frozenset(_PLAIN)
TIMES = frozenset(_TIMES)


# Behind a town, "Moscow, Idaho", where the town lies.
US_STATES = frozenset(
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho"
    " Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota"
    " Mississippi Missouri Montana Nebraska Nevada Ohio Oklahoma Ontario Oregon Pennsylvania Tennessee Texas"
    " Utah Vermont Virginia Wisconsin Wyoming".split()
)


class Word(NamedTuple):
    """A word with its place; `text` without a possessive ending."""

    span: Span
    text: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital, or is a particle glued to one ("al-Sudani", "d'Estaing")."""
        if self.text[:1].isupper():
            return True
        glued = re.match(r"(?:al|el|as|ad|an|ar|ash|at|az|d|l|de|ul)[-’'](?=\w)", self.text)
        return bool(glued) and self.text[glued.end()].isupper() if glued else False


class Run(NamedTuple):
    """Capitalised words in a row."""

    words: tuple[Word, ...]

    @property
    def span(self) -> Span:
        """From the first to the last letter, possessive ending left outside."""
        return Span(self.words[0].span.start, self.words[-1].span.end)

    @property
    def texts(self) -> tuple[str, ...]:
        """The words alone."""
        return tuple(word.text for word in self.words)


def find_words(text: str, within: Span) -> tuple[Word, ...]:
    """Return the words of a stretch of text; "Germany’s" is the word "Germany"."""
    return tuple(_without_possessive(match) for match in _WORD.finditer(text, within.start, within.end))


def _without_possessive(match: re.Match[str]) -> Word:
    text = match.group()
    ending = re.search(r"[’'‘ʼ][sS]$", text)
    size = len(text) - (len(ending.group()) if ending else 0)
    return Word(Span(match.start(), match.start() + size), text[:size])


def find_runs(text: str, sentence: Span, taken: Collection[Span], common: Collection[str]) -> Iterator[Run]:
    """Yield the runs of a sentence outside of the stretches `taken`.

    `common` holds words that the report also prints in lower case: at the head of a sentence they are no
    names."""
    open_words: list[Word] = []
    words = find_words(text, sentence)
    for place, word in enumerate(words):
        if open_words and not _joined(text, open_words[-1], word):
            yield from _closed(open_words)
            open_words = []
        free = not any(span.meets(word.span) for span in taken)
        if free and word.capital and not _plain(text, words, place, taken, common):
            open_words.append(word)
        elif free and _opens_surname(text, words, place, taken):
            yield from _closed(open_words)
            open_words = [word]
        elif not (free and open_words and word.text in PARTICLES):
            yield from _closed(open_words)
            open_words = []
        else:
            open_words.append(word)
    yield from _closed(open_words)


def _opens_surname(text: str, words: tuple[Word, ...], place: int, taken: Collection[Span]) -> bool:
    """Whether a particle begins the name right behind a title: President "dos Santos"."""
    word = words[place]
    if word.text not in PARTICLES - {"y", "e", "a", "la", "le", "av", "af"} or place + 1 == len(words):
        return False
    titled = any(span.end + 1 == word.span.start and span.of(text).istitle() for span in taken)
    return titled and words[place + 1].capital and _joined(text, word, words[place + 1])


def _closed(words: list[Word]) -> Iterator[Run]:
    while words and not words[-1].capital:
        words.pop()
    if words:
        yield Run(tuple(words))


def _joined(text: str, left: Word, right: Word) -> bool:
    between = text[left.span.end : right.span.start]
    return between in (" ", "\u00a0") or (between in (". ", ".") and len(left.text) <= 2)


def _plain(
    text: str, words: tuple[Word, ...], place: int, taken: Collection[Span], common: Collection[str]
) -> bool:
    word = words[place]
    if word.text in _TIMES_BORNE:
        return not _beside_name(text, words, place, taken)
    if word.text.lower() in HONORIFICS:
        return not (
            place
            and _joined(text, words[place - 1], word)
            and _beside_name(text, words[: place + 1], place, taken)
        )
    if word.text in TIMES or word.text in PLAIN:
        return True
    before = (
        text[words[0].span.start : word.span.start]
        if place == 0
        else text[word.span.start - 2 : word.span.start]
    )
    if place == 0 and len(word.text) > 6 and word.text.endswith("ly"):
        return True  # "Reportedly", "Previously"
    opens = place == 0 or before.strip()[-1:] in {"“", '"', "‘", ":", "—", "–"}
    return opens and word.text.lower() in common


def _beside_name(text: str, words: tuple[Word, ...], place: int, taken: Collection[Span]) -> bool:
    """Whether a capitalised word that is nothing else stands right beside: "Jan Lipavsky", "Theresa May"."""
    for other, left, right in ((place + 1, place, place + 1), (place - 1, place - 1, place)):
        if 0 <= other < len(words) and _joined(text, words[left], words[right]):
            near = words[other]
            known = near.text in TIMES or near.text in PLAIN or any(span.meets(near.span) for span in taken)
            if near.capital and not known and near.text.lower() not in HONORIFICS:
                return True
    return False
