"""What two reports have in common: a text, a passage, or quotations that they have from one place.

Two reporters hear the same words: a shared quotation alone is no sign of that, however long it is. It is one
together with another sign: one report names the other's outlet as the one that was spoken to or that reported
the words; both are from one agency; or several quotations come in one order with the same words of the
reporter's own between them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from onrecord.model import Span
from onrecord.record.copies.aligning import Block, Text, blocks, covered
from onrecord.record.copies.comparing import Likeness, Sign, beside, compare, order_of
from onrecord.world import World

LONG = 10  # words of a quotation that two reports do not share by chance
_GAP = 6  # words of it on either side that may differ
_SHORT = 6  # words of one that counts among several
_SEVERAL = 3
_OWN, _OWN_SHARE, _RUN = (
    16,
    0.25,
    5,
)  # words outside quotations that both have, and what part of the shorter's
_BESIDE = 90  # code points beside an outlet's name that are looked at
_BEFORE = 2  # sentences before a quotation in which it can be told to whom it was said

_KIND = (  # what an outlet is called beside its name
    r"(?:the|a|an|its|state|private|local|independent|official|public|broadcaster|channel|newspaper|paper|daily|"
    r"weekly|news|agency|wire|magazine|television|TV|radio|network|portal|website|site|station|service|outlet|"
    r"journal|tabloid|[A-Z][a-z]+(?:ese|ish|an|ch|i)|[A-Za-z]+-(?:based|owned|run|language))"
)
# Words before and behind the name of an outlet that was spoken to, which holds for the sentences that follow,
# and of one that told somebody's words, which holds for these alone.
_SPOKEN_TO = re.compile(
    r"(?:\b(?:told|tells|telling|informed|assured)"
    r"|\b(?:[Ss]peak|[Ss]poke|[Ss]poken|[Tt]alk|[Ww]rit|[Ww]rote)(?:s|ed|ing|ten)? (?:to|with|on|in|for)"
    r"|\b(?:quoted|cited|interviewed) (?:by|in|on)"
    r"|\b(?:interviews?|remarks?|comments?|conversation|column|article|op-ed|replies|answers) (?:given )?"
    rf"(?:to|with|by|for|in|on))(?: {_KIND}){{0,5}} $"
)
_QUOTES = re.compile(
    rf"^(?: {_KIND}| also| earlier| later){{0,4}} (?:quotes|quoted|quoting|cites|cited|citing)\b"
)
_TOLD_BY = re.compile(
    r"(?:\b(?:citing|cites|cited|quoting|per|via)|\b[Aa]ccording to"
    r"|\b(?:reported|carried|published|broadcast|aired|released|printed|posted|run) (?:by|in|on))"
    rf"(?: {_KIND}){{0,5}} $"
)
_TELLS = re.compile(
    rf"^(?: {_KIND}| also| earlier| later| has| had| first){{0,4}} "
    r"(?:reports?|reported|published|carried|wrote|writes|aired|broadcast)\b"
)
_WHOLE = re.compile(r"\binterview")  # what all words of a report can be from
_ELSEWHERE = re.compile(  # who else was spoken to
    r"\b(?:reporters|journalists|newsmen|news conference|press conference|conference|briefing|parliament|"
    r"lawmakers|crowd|rally|speech|delegates|audience)\b"
)


@dataclass(frozen=True)
class Carried:
    """A report as it was carried: its prepared text with the text itself, who published it (the outlet's name
    as the report gives it), and the agencies that its marks name.
    """

    prepared: Text
    text: str
    outlet: str | None
    agencies: tuple[str, ...]

    @cached_property
    def by(self) -> frozenset[str]:
        """The agencies that it is from: those it names, and its outlet where that is one."""
        known = World.load().outlet(self.outlet) if self.outlet else None
        itself = (known.name,) if known is not None and known.kind == "agency" else ()
        return frozenset((*self.agencies, *itself))

    def names_of_outlet(self) -> tuple[str, ...]:
        """Every form of its outlet's name, none where it has no outlet."""
        if not self.outlet:
            return ()
        known = World.load().outlet(self.outlet)
        return (self.outlet,) if known is None else tuple(dict.fromkeys((self.outlet, *known.names)))


@dataclass(frozen=True, slots=True)
class Quoted:
    """Quotations that two reports have from one place, why that is told, and where they stand in each.

    `relayed`: one names the other's outlet as the one that was spoken to, or that told the words. `agency`:
    both are from one agency. `woven`: several quotations come in one order, with the same words of the
    reporter's own between them.
    """

    sign: Sign
    stretches: tuple[tuple[Span, Span], ...]

    def mirrored(self) -> Quoted:
        """The same, seen from b."""
        return replace(self, stretches=tuple(sorted((b, a) for a, b in self.stretches)))


def related(a: Carried, b: Carried) -> Likeness | None:
    """Return what two reports have in common: see `compare`, and `from_one_place` for those that are no
    copies. The stretches of quotations stand among those of a passage that both share too. `related(b, a)`
    is `related(a, b)` mirrored.
    """
    if _order(b) < _order(a):
        found = _related(b, a)
        return found and found.mirrored()
    return _related(a, b)


def _related(a: Carried, b: Carried) -> Likeness | None:
    alike = compare(a.prepared, b.prepared)
    if alike is not None and alike.kind == "copy":
        return alike
    quoted = from_one_place(a, b)
    if quoted is None:
        return alike
    alike = alike or beside(quoted.sign, a.prepared, b.prepared)
    both = tuple(sorted({*alike.stretches, *quoted.stretches}))
    return replace(alike, kind=quoted.sign, stretches=both)


def from_one_place(a: Carried, b: Carried) -> Quoted | None:
    """Return the quotations that two reports have from one place; None where they share none, or where they
    may have heard the same words. `from_one_place(b, a)` is `from_one_place(a, b)` mirrored.
    """
    if _order(b) < _order(a):
        found = _from_one_place(b, a)
        return found and found.mirrored()
    return _from_one_place(a, b)


def _order(one: Carried) -> tuple[object, ...]:
    """One order for any two reports: which quotations are joined over small changes, and which of two that
    cross count as in order, hangs on the text that is gone through.
    """
    return *order_of(one.prepared), one.text, one.outlet or "", one.agencies


def _from_one_place(a: Carried, b: Carried) -> Quoted | None:
    if not a.prepared.prose.quoted.any() or not b.prepared.prose.quoted.any():
        return None
    shared = [one for one in _quotations(a.prepared, b.prepared) if _length(one) >= _SHORT]
    long = [one for one in shared if _length(one) >= LONG]
    if not long:
        return None
    if not a.by.isdisjoint(b.by):
        return _quoted("agency", a, b, long)
    relayed = [
        one for one in long if _is_relayed(a, b, one.a, one.a_end) or _is_relayed(b, a, one.b, one.b_end)
    ]
    if relayed:
        return _quoted("relayed", a, b, relayed)
    woven = _woven(a.prepared, b.prepared, shared)
    return _quoted("woven", a, b, woven) if woven else None


def _quoted(sign: Sign, a: Carried, b: Carried, shared: Sequence[Block]) -> Quoted:
    return Quoted(
        sign,
        tuple(
            sorted(
                (_span(a.prepared, one.a, one.a_end), _span(b.prepared, one.b, one.b_end)) for one in shared
            )
        ),
    )


def _span(text: Text, first: int, end: int) -> Span:
    return Span(int(text.prose.starts[first]), int(text.prose.ends[end - 1]))


def _length(block: Block) -> int:
    return min(block.a_end - block.a, block.b_end - block.b)


def _quotations(a: Text, b: Text) -> list[Block]:
    """The stretches that both have in quotation marks, over small changes, in order of a."""
    found: list[Block] = []
    for block in blocks(a, b):
        for one in _in_marks(a, b, block):
            last = found[-1] if found else None
            if (
                last
                and 0 <= one.a - last.a_end <= _GAP
                and 0 <= one.b - last.b_end <= _GAP
                and a.prose.quoted[last.a : one.a_end].all()
                and b.prose.quoted[last.b : one.b_end].all()
            ):
                found[-1] = Block(last.a, last.b, one.a_end, one.b_end)
            else:
                found.append(one)
    return found


def _in_marks(a: Text, b: Text, block: Block) -> Iterator[Block]:
    """The parts of a block that stand in quotation marks in both."""
    quoted = a.prose.quoted[block.a : block.a_end] & b.prose.quoted[block.b : block.b_end]
    edges = np.flatnonzero(np.diff(np.concatenate(([0], quoted.astype(np.int8), [0]))))
    for first, end in edges.reshape(-1, 2).tolist():
        yield Block(block.a + first, block.b + first, block.a + end, block.b + end)


# --- relays ---------------------------------------------------------------------------------------


def _is_relayed(one: Carried, other: Carried, first: int, end: int) -> bool:
    """Whether `one` names the outlet of `other` as where it has a quotation from: its words from `first` to
    `end`, counted in words.
    """
    here = range(_sentence_of(one.prepared, first), _sentence_of(one.prepared, end - 1) + 1)
    to_others = any(_ELSEWHERE.search(_own_words(one, sentence)) for sentence in here)
    for word, is_spoken_to in _relays(one, other.names_of_outlet()):
        at = _sentence_of(one.prepared, word)
        if at in here:
            return True
        before = at < here.start and is_spoken_to and not to_others
        if before and (at >= here.start - _BEFORE or _WHOLE.search(_own_words(one, at))):
            return True
    return False


def _relays(one: Carried, names: Sequence[str]) -> Iterator[tuple[int, bool]]:
    """Where a text names an outlet, of which these are the names, as one that has words to tell: at which
    word, and whether it was spoken to.
    """
    quoted, starts = one.prepared.prose.quoted, one.prepared.prose.starts
    for name in names:
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", one.text):
            word = int(np.searchsorted(starts, match.start()))
            if word >= len(starts) or starts[word] != match.start() or quoted[word]:
                continue  # an aside, or in somebody's mouth
            before = " ".join(one.text[: match.start()][-_BESIDE:].split()) + " "
            behind = re.sub(r"\s+", " ", one.text[match.end() :][:_BESIDE])
            if _SPOKEN_TO.search(before) or _QUOTES.search(behind):
                yield word, True
            elif _TOLD_BY.search(before) or _TELLS.search(behind):
                yield word, False


def _own_words(one: Carried, number: int) -> str:
    """The words of a sentence outside quotations, in small letters."""
    prose = one.prepared.prose
    first, end = prose.sentences[number : number + 2].tolist()
    words = (
        one.text[start:stop]
        for start, stop, quoted in zip(
            prose.starts[first:end].tolist(),
            prose.ends[first:end].tolist(),
            prose.quoted[first:end].tolist(),
            strict=True,
        )
        if not quoted
    )
    return " ".join(words).casefold()


def _sentence_of(text: Text, word: int) -> int:
    return max(0, bisect_right(text.prose.sentences.tolist(), word) - 1)


# --- several quotations ---------------------------------------------------------------------------


def _woven(a: Text, b: Text, shared: Sequence[Block]) -> list[Block]:
    """The quotations that come in one order in both, where they are several and the reporters' own words
    about them are the same too; else none.
    """
    ordered = _in_order(shared)
    if len(ordered) < _SEVERAL:
        return []
    runs = [
        one for one in blocks(a, b) if _own(a, one.a, one.a_end) >= _RUN and _own(b, one.b, one.b_end) >= _RUN
    ]
    in_a, in_b = covered(a, b, runs)
    for text, within, first, last in (
        (a, in_a, ordered[0].a, ordered[-1].a_end),
        (b, in_b, ordered[0].b, ordered[-1].b_end),
    ):
        start = int(text.prose.sentences[_sentence_of(text, first)])
        end = int(text.prose.sentences[_sentence_of(text, last - 1) + 1])
        own = ~text.prose.quoted[start:end]
        same = int((own & within[start:end]).sum())
        if same < max(_OWN, _OWN_SHARE * int(own.sum())):
            return []
    return ordered


def _own(text: Text, first: int, end: int) -> int:
    return int((~text.prose.quoted[first:end]).sum())


def _in_order(shared: Sequence[Block]) -> list[Block]:
    """The most blocks that follow each other in both texts."""
    best: list[list[Block]] = []
    for block in shared:
        before = [chain for chain in best if chain[-1].b_end <= block.b and chain[-1].a_end <= block.a]
        best.append([*max(before, key=len, default=[]), block])
    return max(best, key=len, default=[])
