"""Whose demand another rejects or heeds: "spurned US calls to cut the tax" tells where two actors stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.judge.government import Chain
from onrecord.judge.holders import Holder, named_owner
from onrecord.judge.matter import Matter
from onrecord.judge.passage import Predicate
from onrecord.judge.said import Said, clause_of, own_or
from onrecord.judge.stance import IMPLIED, Stance, side_for
from onrecord.model import Reason


def demanded(said: Said, matter: Matter, chain: Chain, term_sign: int) -> Iterator[Stance]:
    """The stance of whoever makes a demand that stands inside the chain, below what others do about it.

    `term_sign` is the proposition's sign at the term. Only demands whose owner the words name are read.
    """
    if chain.as_subject and len(chain.links) == 1:
        return
    for i, link in enumerate(chain.links[:-1]):
        entry = link.form.entry
        if entry.role != "urge" or not entry.noun or (i == 0 and entry.lemma.split()[-1] in ("on",)):
            continue
        owner = named_owner(said.passage, link, said.mentions)
        if owner is None:
            continue
        sign = _product(chain.links[: i + 1]) * term_sign
        spans = [said.passage.span(below.start, below.end) for below in chain.links[: i + 1]]
        reasons = tuple(
            Reason(below.form.entry.lemma, span)
            for below, span in zip(chain.links[: i + 1], spans, strict=True)
        )
        holder: Holder = own_or(said, owner)
        yield Stance(
            holder, side_for(sign), True, "asserted", "urge", IMPLIED, clause_of(said.passage), reasons
        )


def _product(links: Sequence[Predicate]) -> int:
    sign = 1
    for link in links:
        sign *= link.sign or 1
    return sign
