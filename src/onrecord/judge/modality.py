"""In what manner a stance is taken: asserted, intended, conditional or former, and on which condition."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.judge.grammar import is_filler, is_negator
from onrecord.judge.passage import Passage, Predicate
from onrecord.model import Modality, Span

_FUTURE = frozenset("will shall 'll would".split())
_POSSIBLE = frozenset("may might could can".split())
_OWN_STEPS = frozenset({"recognise", "support"})
_LASTING = frozenset(
    {"support", "back", "stand by", "stand behind", "defend", "stand with", "welcome", "respect"}
)
_KEEPING = frozenset(
    {"keep", "maintain", "continue", "preserve", "retain", "stick to", "stick with", "honour"}
)
_CONDITION = re.compile(
    r"\b(?:if|unless|provided(?: that)?|providing|on (?:the )?condition(?: that)?|as long as|so long as"
    r"|only (?:when|after|if|once|on condition)|in the event|once|until)\b",
    re.IGNORECASE,
)
_NO_CONDITION_AFTER = re.compile(
    r"\s+(?:again|more|and|recognised|recognized|\d|january|february|march|april|may|june|july|august|september|october|november|december|now|then|recently|last|this|today|yesterday)\b|\s*[,.]",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:asked|ask|asking|see|know|wonder|wondered|even|as)\s*$", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:used to|formerly|previously|initially|originally|at first|at the time"
    r"|had (?:long|once|earlier|first)"
    r"|once (?:recognis|recogniz|support|back|oppos)\w+|until (?:\w+ )?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Manner:
    """`modality` of a stance and its condition; `turned` when the condition turns its side around
    ("will not recognise until ..."), `open` when it is only a possibility and no stance."""

    modality: Modality
    condition: Span | None = None
    turned: bool = False
    open: bool = False


def manner_of(passage: Passage, top: Predicate) -> Manner:
    """In what manner the stance of which `top` is the topmost word is taken."""
    helpers = _helpers(passage, top)
    text = passage.text
    condition = condition_in(passage)
    negative = top.negated
    if condition is not None and (
        helpers & (_FUTURE | _POSSIBLE) or negative or top.form.entry.future or _only(condition, text)
    ):
        holds_back = condition.of(text).lower().startswith(("unless", "until"))
        return Manner("conditional", condition, turned=holds_back and negative)
    if _is_unsettled(helpers, top):
        return Manner("asserted", open=True)
    if _was(passage, top):
        return Manner("former")
    entry = top.form.entry
    if not negative and (entry.future or (helpers & _FUTURE and _is_own_step(top))):
        return Manner("intended")
    return Manner("asserted")


def _is_unsettled(helpers: frozenset[str], top: Predicate) -> bool:
    """Whether nothing is settled: "may never recognise", "has yet to recognise", "would have recognised"."""
    if helpers & {"may", "might"} or (helpers & _POSSIBLE and not top.negated):
        return True
    if {"yet", "to"} <= helpers and not top.negated:
        return True
    return top.form.kind == "ed" and "have" in helpers and bool(helpers & {"would", "'d"})


def condition_in(passage: Passage) -> Span | None:
    """The clause that sets a condition, from its first word to the next comma or the sentence's end."""
    if not passage.words:
        return None
    start, end = passage.words[0].start, passage.words[-1].end
    if len(passage.words) > 2 and passage.words[0].low == "had" and passage.words[-1].low != "?":
        return Span(start, _clause_end(passage, passage.words[0].end))  # "Had they agreed, ..."
    for found in _CONDITION.finditer(passage.text, start, end):
        weak = found.group().lower() in ("once", "until")
        if weak and _NO_CONDITION_AFTER.match(passage.text, found.end()):
            continue
        if _ASKED.search(passage.text, max(start, found.start() - 12), found.start()):
            continue
        return Span(found.start(), _clause_end(passage, found.end()))
    return None


def _clause_end(passage: Passage, after: int) -> int:
    end = after
    for word in passage.words:
        if word.start < after:
            continue
        if word.low in (",", ".", ";", '"', "”", "!", "?") or word.low in ("–", "—"):
            break
        end = word.end
    return end


def _only(condition: Span, text: str) -> bool:
    before = text[max(0, condition.start - 6) : condition.start].lower()
    return condition.of(text).lower().startswith("only") or before.endswith("only ")


def _helpers(passage: Passage, top: Predicate) -> frozenset[str]:
    """The auxiliaries and adverbs before the stance word, and those of the verb that an infinitive hangs
    on."""
    found: set[str] = set()
    k = top.start - 1
    if passage.starting_at(top.start) is not top:
        k = next((p.start - 1 for p in passage.predicates if p.end == top.end), k)
    while k >= 0:
        low = passage.words[k].low
        if not (is_filler(low) or is_negator(low) or low in ("to", "be", ",", "and")):
            break
        found.add("will" if low in ("won't", "wouldn't") else low)
        k -= 1
    return frozenset(found)


def _was(passage: Passage, top: Predicate) -> bool:
    start = passage.words[0].start
    if top.ended or top.form.kind not in ("ed", "base"):
        return False
    if _had_held_back(passage, top):
        return True
    return _PAST.search(passage.text, start, passage.words[-1].end) is not None


def _had_held_back(passage: Passage, top: Predicate) -> bool:
    """As in "Peru, which had refused to recognise it": what the clause beside tells was so before."""
    k = top.start - 1
    had = False
    while k >= 0 and (is_filler(passage.words[k].low) or is_negator(passage.words[k].low)):
        had = had or passage.words[k].low == "had"
        k -= 1
    held_back = top.negated or top.form.entry.role == "control" or top.form.entry.act == "refuse"
    return had and held_back and k > 1 and passage.words[k].low in ("which", "who")


def _is_own_step(top: Predicate) -> bool:
    entry = top.form.entry
    return (entry.act in _OWN_STEPS and entry.lemma not in _LASTING) or (
        entry.role == "change" and entry.lemma not in _KEEPING
    )
