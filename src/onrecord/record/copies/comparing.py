"""Whether two reports carry one text, and which stretches of them are the shared ones.

Two kinds of evidence: stretches in the same words (runs of four words that stand in both, joined over small
changes), and, for what was re-worded, sentences that tell the same particulars (the names, figures and rarer
words of one sentence come together again in one sentence of the other). Quotations are no evidence: two
reporters hear the same words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from onrecord.model import Span
from onrecord.record.copies.aligning import (
    ALIKE,
    HALF,
    Block,
    Measures,
    Side,
    Text,
    alike,
    blocks,
    covered,
    joined,
    per_sentence,
    side,
)
from onrecord.record.copies.words import Flags

Sign = Literal["relayed", "agency", "woven"]  # why quotations are from one place; see `quoting`
Kind = Literal["copy", "passage", Sign]

# All set on the development part of the copies that tests/copies_made.py makes. The share of the shorter text
# in the same words that makes a copy is about half, more of a short one (0.6 of 50 words, 0.43 of 300), and
# the sentences must come in the same order too, not here and there.
_SAME, _SAME_WORDS = 0.4, 10
_SAME_AND_TOLD = 1.0
# A text re-worded throughout: how fully its sentences are told on average, leaving out those in the same
# words, how fully it tells the longer one back (not only a corner of it), and the fewest words outside
# quotations: fewer may be alike by chance.
_RETOLD, _TOLD_BACK, _FEWEST = 0.34, 0.30, 80
# Words that have nothing to do with the other text, from which on a text holds other stories too: of either
# measure, of the second with some of the first. Where the shared part opens the text, as it does in one that
# was cut from the end, it takes half as many again; where much stands before it, half of the first is enough.
_NAMELESS, _UNLIKE, _SOME, _BEFORE = 110, 120, 33, 0.10
# A follow-up opens with so much of its own, as a share of its words and in words, and beneath tells less than
# this share of the earlier story; one that is printed whole under a long lead is a copy.
_OPENING, _OPENING_WORDS, _REPEATED = 0.45, 60, 0.7

_PASSAGE = 20  # words outside quotations that make a shared stretch a copied passage
_STRETCH = 8  # words that make a stretch worth showing


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two reports, a and b, have in common: see `compare` and `quoting.related` for the kinds.

    `share_a` and `share_b` are the parts (0-1, three decimals) of the words outside quotations that stand in
    the shared stretches of both; `quotations` counts identical quotations of four words or more. `stretches`
    pairs the shared stretches of a and of b, in order of a: the same words with small changes, and where a
    text was re-worded the sentences that tell the same.
    """

    kind: Kind
    share_a: float
    share_b: float
    quotations: int
    stretches: tuple[tuple[Span, Span], ...]

    def mirrored(self) -> Likeness:
        """The same, seen from b."""
        turned = tuple(sorted((b, a) for a, b in self.stretches))
        return replace(self, share_a=self.share_b, share_b=self.share_a, stretches=turned)


def compare(a: Text, b: Text) -> Likeness | None:
    """Return what two texts have in common; None where that is no copied stretch.

    `copy`: one text carried twice, be it cut, under a new lead, re-worded or with sentences put in.
    `passage`: at least one stretch of twenty words outside quotations is carried, but much else is not: a
    background paragraph, a story in a round-up. `compare(b, a)` is `compare(a, b)` mirrored.
    """
    if order_of(b) < order_of(a):
        found = _compare(b, a)
        return found and found.mirrored()
    return _compare(a, b)


def beside(kind: Sign, a: Text, b: Text) -> Likeness:
    """Return what two texts that share neither text nor passage have in common: words here and there, and no
    stretch worth showing.
    """
    words_a, words_b = covered(a, b, blocks(a, b))
    return Likeness(kind, _share(a, words_a), _share(b, words_b), len(a.quotations & b.quotations), ())


def order_of(text: Text) -> tuple[int, bytes, bytes, bytes]:
    """One order for any two texts, so that it does not matter which is named first."""
    prose = text.prose
    return text.outside, prose.codes.tobytes(), prose.sentences.tobytes(), prose.starts.tobytes()


def _compare(a: Text, b: Text) -> Likeness | None:
    """Compare two texts of which a is the shorter."""
    found = blocks(a, b)
    words_a, words_b = covered(a, b, found)
    same_a, same_b = per_sentence(a, words_a), per_sentence(b, words_b)
    told, naming_a, naming_b = alike(a, b)
    is_copy = _is_copy(a, b, side(a, same_a, told, naming_a), side(b, same_b, told.T, naming_b))
    chains = joined(found)
    if is_copy:
        shown = [chain for chain in chains if _size(chain) >= _STRETCH]
        return _likeness("copy", a, b, shown, _retold(same_a, same_b, told))
    shown = [chain for chain in chains if _size(chain, a.prose.quoted) >= _STRETCH]
    if any(_size(chain, a.prose.quoted) >= _PASSAGE for chain in shown):
        return _likeness("passage", a, b, shown, set())
    return None


def _is_copy(shorter: Text, longer: Text, a: Side, b: Side) -> bool:
    enough = _SAME + _SAME_WORDS / max(1, shorter.outside)
    in_words = a.same >= enough and a.same + a.told >= _SAME_AND_TOLD
    in_matter = shorter.outside >= _FEWEST and a.retold >= _RETOLD and b.told >= _TOLD_BACK
    if _follows_up(longer, b, a) or _follows_up(shorter, a, b):
        return False
    return (in_words or in_matter) and not (_holds_others(a) or _holds_others(b))


def _follows_up(text: Text, own: Side, other: Side) -> bool:
    """Whether a text opens with news of its own, and repeats only a part of the other beneath."""
    is_long = own.before >= _OPENING and own.before * text.outside >= _OPENING_WORDS
    return is_long and other.told < _REPEATED


def _holds_others(one: Side) -> bool:
    leniency = 1.0 if one.before else 1.5
    nameless = _NAMELESS / 2 if one.before >= _BEFORE else _NAMELESS
    return one.nameless >= leniency * nameless or (
        one.unlike >= leniency * _UNLIKE and one.nameless >= leniency * _SOME
    )


def _retold(same_a: Measures, same_b: Measures, told: Measures) -> set[tuple[int, int]]:
    """Sentences of a and b that tell the same in other words: for each that is not in the same words, the
    nearest."""
    if not told.size:
        return set()
    pairs = {
        *((i, int(told[i].argmax())) for i in np.flatnonzero(same_a < HALF).tolist()),
        *((int(told[:, j].argmax()), j) for j in np.flatnonzero(same_b < HALF).tolist()),
    }
    return {(i, j) for i, j in pairs if told[i, j] >= ALIKE and same_a[i] < HALF and same_b[j] < HALF}


def _size(chain: Iterable[Block], quoted: Flags | None = None) -> int:
    """The words of a chain's blocks, with `quoted` only those outside quotations."""
    if quoted is None:
        return sum(block.a_end - block.a for block in chain)
    return sum(int((~quoted[block.a : block.a_end]).sum()) for block in chain)


def _likeness(
    kind: Kind, a: Text, b: Text, chains: list[list[Block]], retold: set[tuple[int, int]]
) -> Likeness:
    """Put together what is shown: the chains, and the sentences re-told, by their numbers."""
    words_a, words_b = covered(a, b, [block for chain in chains for block in chain])
    stretches = [
        (_span(a, chain[0].a, chain[-1].a_end), _span(b, chain[0].b, max(block.b_end for block in chain)))
        for chain in chains
    ]
    for i, j in sorted(retold):
        (a_from, a_to), (b_from, b_to) = a.prose.sentences[i : i + 2], b.prose.sentences[j : j + 2]
        words_a[a_from:a_to] |= np.isin(a.prose.codes[a_from:a_to], b.prose.codes[b_from:b_to])
        words_b[b_from:b_to] |= np.isin(b.prose.codes[b_from:b_to], a.prose.codes[a_from:a_to])
        pair = (_span(a, a_from, a_to), _span(b, b_from, b_to))
        stretches = [one for one in stretches if not (pair[0].holds(one[0]) and pair[1].holds(one[1]))]
        stretches.append(pair)
    return Likeness(
        kind,
        _share(a, words_a),
        _share(b, words_b),
        len(a.quotations & b.quotations),
        tuple(sorted(stretches)),
    )


def _span(text: Text, first: int, end: int) -> Span:
    """From the first to the last code point of some words."""
    return Span(int(text.prose.starts[first]), int(text.prose.ends[end - 1]))


def _share(text: Text, words: Flags) -> float:
    return round(float((words & ~text.prose.quoted).sum()) / max(1, text.outside), 3)
