"""What somebody ties to a condition: who threatens or holds back unless a thing is done wants it done.

As in "Japan will not sign as long as the tax is kept", "Canada would seek sanctions if the tests went on":
the condition tells the side, what hangs on it only whether it is to be feared or hoped for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.judge.holders import OWN, SOMEBODY, Holder
from onrecord.judge.matter import Matter, Occurrence, turned
from onrecord.judge.modality import condition_in
from onrecord.judge.passage import Passage
from onrecord.judge.polarity import chain_to, chain_to_verb
from onrecord.judge.said import Said, clause_of, own_or
from onrecord.judge.stance import IMPLIED, Stance, side_for
from onrecord.judge.targets import is_verb, speaks_on
from onrecord.judge.words import stem, words_of
from onrecord.model import Reason, Span

_HOLDS_BACK = re.compile(
    r"\b(?:not|never|no|nor|cannot|reluctan\w+|unwilling\w*|refus\w+|declin\w+|block\w*|veto\w*|withh\w+"
    r"|reject\w*|oppos\w+)\b|n['’]t\b",
    re.IGNORECASE,
)
_THREATENS = re.compile(
    r"\b(?:sanction\w*|consequences?|retaliat\w+|punish\w*|penalt\w+|penali[sz]\w+|isolat\w+|threat\w*|warn\w*"
    r"|military action|use force|strikes?|boycott\w*|embargo\w*|suspend\w*|expel\w*|expulsion|break off"
    r"|measures against|action against|pull out|withdraw\w*|cut off|cut aid|war)\b",
    re.IGNORECASE,
)
_REWARDS = re.compile(
    r"\b(?:ready|willing|prepared|offer\w*|promis\w+|pledg\w+|lift\w*|eas(?:e|es|ed|ing)|incentives?|rewards?)\b",
    re.IGNORECASE,
)
_OWN_CONDITION = re.compile(r"\b(?:until|unless|if|once|provided|as long as)\b")
_LASTS = ("as long as", "so long as")
_UNTIL_DONE = ("unless", "until", "only", "once")


def on_condition(said: Said, matter: Matter, place: Occurrence) -> Iterator[Stance]:
    """The stance on a term that stands in a condition, where what hangs on it shows what is wanted."""
    passage = said.passage
    condition = condition_in(passage)
    if condition is None or not condition.holds(passage.span(place.start, place.end)):
        return
    verb = is_verb(passage, place)
    chain = (chain_to_verb if verb else chain_to)(passage, place.start, place.end)
    if not chain.sign or not speaks_on(chain, place.term, matter):
        return
    if _is_own_condition(place, matter):
        return
    main, wanted = _hanging(passage, condition)
    if not wanted:
        return
    top = chain.top
    if not condition.holds(passage.span(min(top.start, len(passage.words) - 1), top.end)):
        return
    holder = _who(said, main)
    if holder == SOMEBODY:
        return
    yield Stance(
        holder,
        side_for(wanted * chain.sign * turned(passage, place).sign),
        False,
        "conditional",
        "urge",
        IMPLIED,
        clause_of(passage),
        (Reason("made a condition", condition),),
        condition,
    )


def _is_own_condition(place: Occurrence, matter: Matter) -> bool:
    """Whether the question itself makes the term a condition ("until X recognises Israel"): who makes it one
    too takes no side against.
    """
    parts = _OWN_CONDITION.split(matter.question.proposition, maxsplit=1)
    stems = {stem(word.low) for word in words_of(parts[-1])} if len(parts) > 1 else set()
    return set(place.term.stems) <= stems


def _hanging(passage: Passage, condition: Span) -> tuple[Span, int]:
    """The clause that hangs on the condition, and whether (1) or not (-1) it is to be fulfilled, else 0."""
    start, end = passage.words[0].start, passage.words[-1].end
    main = Span(start, condition.start) if condition.start - start > 12 else Span(condition.end, end)
    words = main.of(passage.text)
    opening = condition.of(passage.text).lower()
    back, threat = _HOLDS_BACK.search(words) is not None, _THREATENS.search(words) is not None
    if opening.startswith(_UNTIL_DONE):
        return main, 1 if back or threat else 0
    if opening.startswith(_LASTS):
        return main, -1 if back or threat else 0
    if back:
        return main, 0
    return main, -1 if threat else 1 if _REWARDS.search(words) is not None else 0


def _who(said: Said, main: Span) -> Holder:
    """The first actor that the clause names, else the speaker."""
    named = [m for m in said.mentions if main.holds(m.span)]
    if said.own and not any(m.actor in said.own for m in named):
        first = min(named, key=lambda m: m.span.start, default=None)
        opens = first is not None and first.span.start - main.start < 6
        return Holder("actors", (first.actor,)) if first is not None and opens else OWN
    if not named:
        return OWN
    first = min(named, key=lambda m: m.span.start)
    joined = tuple(dict.fromkeys(m.actor for m in named if m.span.start - first.span.start < 30))
    between = said.passage.text[first.span.end : named[-1].span.start] if len(named) > 1 else ""
    listed = len(joined) > 1 and re.fullmatch(r"[\w\s,]*\band (?:the )?", between) is not None
    return own_or(said, Holder("actors", joined if listed else (first.actor,)))
