"""Votes told in a list: "Denmark and Spain voted in favour, Norway against, and Iceland abstained".

The list gives each its own vote; what was voted on stands in it, or is the resolution that the report tells
of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.judge.holders import Holder
from onrecord.judge.matter import Matter, occurrences
from onrecord.judge.passage import Passage
from onrecord.judge.said import Said, clause_of, own_or
from onrecord.judge.stance import IMPLIED, Stance, side_for
from onrecord.model import Act, Mention, Reason, Side, Span

_VOTE = re.compile(
    r"""\b(?:(?:also|then|all|both)\s+)?(?:(?:voted?|votes|voting)\s+)?
    (?:(?P<yes>in\s+favou?r(?:\s+of)?|for|yes)|(?P<no>against|no)|(?P<none>abstain(?:ed|s|ing)?))\b
    (?P<what>(?:\s+(?!and\b|while\b|but\b|with\b|voted\b)[^\s,;.]+){0,7}?)
    (?=\s*[,;.]|\s*$|\s+(?:and|while|but|with)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_VOTED = re.compile(r"\b(?:voted?|votes|voting)\b", re.IGNORECASE)
_IT = re.compile(
    r"\s*(?:it|(?:the|that|this) (?:resolution|draft|text|motion|measure)|(?:of )?it)?\s*", re.IGNORECASE
)
_BETWEEN = re.compile(r"(?:\s|,|;|\b(?:and|the|while|but|with|both|only|as did|on \w+day)\b)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cast:
    """The votes of some actors: `sign` 1 in favour, -1 against, 0 abstained; `what` they voted on, None for
    "it" or nothing.
    """

    actors: tuple[str, ...]
    sign: int
    what: Span | None
    span: Span


def tally(passage: Passage, mentions: list[Mention]) -> list[Cast]:
    """Return the votes that a sentence lists; none where it lists fewer than two kinds of them."""
    start, end = passage.words[0].start, passage.words[-1].end
    if not _VOTED.search(passage.text, start, end):
        return []
    found: list[Cast] = []
    for match in _VOTE.finditer(passage.text, start, end):
        here = [m for m in mentions if start <= m.span.start and m.span.end <= match.start()]
        if not here or not _are_listed(passage.text, here, start, match.start()):
            return []
        sign = 1 if match["yes"] else -1 if match["no"] else 0
        told = Span(*match.span("what"))
        what = None if _IT.fullmatch(told.of(passage.text)) else told
        actors = tuple(dict.fromkeys(m.actor for m in here))
        found.append(Cast(actors, sign, what, Span(*match.span())))
        start = match.end()
    return found if len({cast.sign for cast in found}) > 1 else []


def _are_listed(text: str, mentions: list[Mention], start: int, end: int) -> bool:
    """Whether nothing but these actors stands there, as a list."""
    for mention in sorted(mentions, key=lambda m: m.span):
        if mention.span.start >= start:
            if not _BETWEEN.fullmatch(text, start, mention.span.start):
                return False
            start = mention.span.end
    return _BETWEEN.fullmatch(text, start, end) is not None


def on_tally(said: Said, matter: Matter) -> Iterator[Stance]:
    """The side of each in a list of votes, where what was voted on is known."""
    passage = said.passage
    points = said.texts
    places = occurrences(passage, matter)
    for cast in tally(passage, list(said.mentions)):
        if cast.what is not None:
            there = (p.term.sign for p in places if cast.what.meets(passage.span(p.start, p.end)))
            points = next(there, 0)
        if not points:
            continue
        side: Side | None = side_for(cast.sign * points) if cast.sign else "neutral"
        act: Act = "neutral" if not cast.sign else "support" if cast.sign > 0 else "refuse"
        reason = Reason("vote in a list", cast.span)
        for actor in cast.actors:
            holder = own_or(said, Holder("actors", (actor,)))
            yield Stance(holder, side, False, "asserted", act, IMPLIED, clause_of(passage), (reason,))
