"""Votes on a resolution, where the report tells what the resolution says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.judge.acts import act_of
from onrecord.judge.doubts import first_word_of
from onrecord.judge.holders import SOMEBODY
from onrecord.judge.matter import Matter, occurrences
from onrecord.judge.passage import Passage, Predicate
from onrecord.judge.polarity import chain_to
from onrecord.judge.said import Said, clause_of
from onrecord.judge.stance import IMPLIED, Stance, side_for
from onrecord.judge.targets import speaks_on
from onrecord.judge.weighing import holder_in
from onrecord.model import Reason

_TEXTS = frozenset("resolution draft text motion measure".split())


def texts_sign(passages: Sequence[Passage], matter: Matter) -> int:
    """Which way the resolution points that these sentences tell about, seen from the proposition; 0
    unknown."""
    signs = set()
    for passage in passages:
        for place in occurrences(passage, matter):
            chain = chain_to(passage, place.start, place.end)
            for i, link in enumerate(chain.links):
                if chain.sign and speaks_on(chain, place.term, matter) and _is_texts_own(passage, link):
                    signs.add(_product(chain.links[: i + 1]) * place.term.sign)
    return signs.pop() if len(signs) == 1 else 0


def _is_texts_own(passage: Passage, link: Predicate) -> bool:
    """Whether a stance word is what a resolution says ("a text condemning", "voted to condemn")."""
    before = [w.low for w in passage.words[max(0, link.start - 3) : link.start]]
    if _TEXTS.intersection(before):
        return link.form.entry.lemma.split()[0] not in ("vote", "veto", "cast", "support", "oppose", "back")
    further = {w.low for w in passage.words[max(0, link.start - 8) : link.start]}
    return before[-1:] == ["to"] and bool(further & {"voted", "vote", "votes"})


def _product(links: Sequence[Predicate]) -> int:
    sign = 1
    for link in links:
        sign *= link.sign or 1
    return sign


def on_text(said: Said) -> Iterator[Stance]:
    """As in "Voted against the resolution", where the report tells what the resolution says."""
    passage = said.passage
    for i, word in enumerate(passage.words):
        if word.low not in _TEXTS:
            continue
        chain = chain_to(passage, i, i + 1)
        if not chain.sign or chain.nearest.form.entry.role != "attitude" or chain.nearest.form.entry.noun:
            continue
        holder = holder_in(said, chain)
        votes = chain.nearest.form.entry.lemma.startswith(("vote", "veto", "cast"))
        if holder == SOMEBODY or not (said.texts or votes):
            continue
        reason = Reason("vote on the text", passage.span(chain.nearest.start, i + 1))
        act = act_of(passage, first_word_of(passage, chain))
        side = side_for(chain.sign * said.texts)
        yield Stance(
            holder, side, False, "asserted", act, IMPLIED, clause_of(passage), (reason,), None, side is None
        )
