"""Which side a sentence takes on a question, by rules.

`side_of` is the one door: it takes a sentence and a question made ready, and gives back the stances found
in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.judge.conditions import on_condition
from onrecord.judge.grammar import QUOTES, is_negator
from onrecord.judge.holders import OWN, SOMEBODY, Holder, holder_before
from onrecord.judge.lexicon import SCARE
from onrecord.judge.matter import Matter, Occurrence, itself, occurrences
from onrecord.judge.neutral import abstains, says_neutral
from onrecord.judge.overtaken import told_as_earlier
from onrecord.judge.passage import Passage
from onrecord.judge.penalties import on_penalty
from onrecord.judge.pointers import named_before, on_pointer
from onrecord.judge.said import Said, clause_of, own_or
from onrecord.judge.scope import doubt_of
from onrecord.judge.stance import EXPLICIT, FAINT, IMPLIED, NEAR, Stance, side_for, strongest
from onrecord.judge.tally import on_tally
from onrecord.judge.targets import on_term
from onrecord.judge.territory import belonging
from onrecord.judge.votes import on_text
from onrecord.model import Reason, Span

_BELIEVES = frozenset(
    "believes believe believed thinks think thought considers holds held insists insisted".split()
)

_USED_AS = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|cit(?:e|es|ed|ing)|invok(?:e|es|ed|ing)|present(?:s|ed|ing)?)\b"
    r"(?P<what>[^.;:]{0,80}?)\bas "
    r"(?:an? |the |its |his |their )?(?:\w+ )?"
    r"(?:justification|basis|grounds?|mandate|pretext|proof|cover|reason|excuse)\b",
    re.IGNORECASE,
)


def side_of(said: Said, matter: Matter) -> tuple[Stance, ...]:
    """The stances of one sentence on a question: at most one for each holder, and one for what was so
    formerly."""
    if not said.passage.words:
        return ()
    mentions = [m for m in said.mentions if _inside(m.span, said.passage)]
    said = replace(said, mentions=mentions)
    found = list(_by_rules(said, matter))
    if not any(s.side is not None and not s.doubt for s in found):
        found += _by_scare_word(said, matter)
    return strongest(_on_question(told_as_earlier(found, said.passage), said, matter))


def _on_question(stances: list[Stance], said: Said, matter: Matter) -> list[Stance]:
    """The stances, left unsure where the sentence may be on another matter than the question's."""
    if said.setting is None or not stances:
        return stances
    start = said.passage.words[0].start - len(said.before)
    actors = frozenset(m.actor for m in said.mentions if m.span.start >= start)
    places = occurrences(said.passage, matter)
    why = doubt_of(matter, said.passage, places, (said.before, actors | said.own), said.setting)
    if why is None:
        return stances
    return [
        replace(s, doubt=True, strength=s.strength * FAINT, because=(*s.because, Reason(why)))
        for s in stances
    ]


def _inside(span: Span, passage: Passage) -> bool:
    return passage.words[0].start <= span.start and span.end <= passage.words[-1].end


def _by_rules(said: Said, matter: Matter) -> Iterator[Stance]:
    passage = said.passage
    listed = list(on_tally(said, matter))
    if listed:
        yield from listed
        return
    places = occurrences(passage, matter)
    for place in places:
        yield from on_term(said, matter, place)
        yield from on_condition(said, matter, place)
        yield from _used_as(said, place)
        yield from _of_itself(said, matter, place)
    if not any(True for place in places for _ in on_term(said, matter, place)):
        yield from on_pointer(said, matter)
    yield from on_text(said)
    yield from on_penalty(said, matter, bool(places))
    yield from _on_territory(said, matter)
    yield from _neutral(said, matter, bool(places))


def _of_itself(said: Said, matter: Matter, place: Occurrence) -> Iterator[Stance]:
    """As in "Sweden should join", "Guaido is the interim president": what a sentence says of the name
    itself."""
    passage = said.passage
    sign = itself(passage, place.end, matter.frames) if place.term.kind == "entity" else 0
    if not sign:
        return
    before = [w.low for w in passage.words[max(0, place.start - 6) : place.start]]
    if {"if", "whether", "when", "until"} & set(before):
        return
    if {"believe", "think", "consider", "feel"} & set(before) and any(is_negator(w) for w in before):
        sign = -sign
    start = passage.words[place.start].start
    clause = Span(start, clause_of(passage).end)
    reason = Reason("said of the name itself", clause)
    side = side_for(sign * place.term.sign)
    yield Stance(
        _speaker(said, passage, place),
        side,
        True,
        "asserted",
        "state",
        EXPLICIT * NEAR,
        clause_of(passage),
        (reason,),
    )


def _speaker(said: Said, passage: Passage, place: Occurrence) -> Holder:
    """The speaker, or who "believes that" so before the name."""
    verb = next(
        (i for i in range(place.start - 1, -1, -1) if passage.words[i].low in _BELIEVES),
        None,
    )
    if verb is None:
        return OWN
    return own_or(said, holder_before(passage, passage.words[verb].start, said.mentions))


def _used_as(said: Said, place: Occurrence) -> Iterator[Stance]:
    """As in "Has used the vote as justification for ...": who builds on it holds it to be good."""
    passage = said.passage
    there = passage.span(place.start, place.end)
    start, end = passage.words[0].start, passage.words[-1].end
    for found in _USED_AS.finditer(passage.text, start, end):
        if not Span(*found.span("what")).holds(there) or place.term.kind not in ("matter", "near"):
            continue
        holder = holder_before(passage, found.start(), said.mentions)
        if holder.kind == "actors":
            holder = own_or(said, holder)
            reason = Reason("used as justification", Span(found.start(), found.end()))
            side = side_for(place.term.sign)
            yield Stance(holder, side, False, "asserted", "state", IMPLIED, clause_of(passage), (reason,))


def _on_territory(said: Said, matter: Matter) -> Iterator[Stance]:
    found = belonging(said.passage, matter, said.mentions)
    if found is not None:
        sign, span = found
        reason = Reason("to whom the land belongs", span)
        yield Stance(
            OWN, side_for(sign), False, "asserted", "state", IMPLIED, clause_of(said.passage), (reason,)
        )


def _neutral(said: Said, matter: Matter, on_matter: bool) -> Iterator[Stance]:
    passage = said.passage
    says, abstained = says_neutral(passage), abstains(passage)
    found = says or abstained
    if found is None or not (on_matter or named_before(said.before, matter, by_name=True)):
        return
    holder = own_or(said, holder_before(passage, found.start, said.mentions))
    if holder != SOMEBODY:
        reason = Reason("takes no side" if says else "abstains", found)
        strength = EXPLICIT if says else IMPLIED
        yield Stance(
            holder,
            "neutral",
            says is not None,
            "asserted",
            "neutral",
            strength,
            clause_of(passage),
            (reason,),
        )


def _by_scare_word(said: Said, matter: Matter) -> Iterator[Stance]:
    """As in "Russia's illegal annexation" in somebody's own words leans against it, where nothing else is
    said."""
    passage = said.passage
    if not said.own:
        return
    for place in occurrences(passage, matter):
        k = place.start - 1
        while k >= 0 and (passage.words[k].low in QUOTES or passage.words[k].low == "attempted"):
            k -= 1
        if k >= 0 and passage.words[k].low in SCARE and place.term.kind in ("matter", "near"):
            reason = Reason("scare word", passage.words[k].span)
            side = side_for(-place.term.sign)
            strength = IMPLIED * FAINT
            yield Stance(
                OWN, side, False, "asserted", "condemn", strength, clause_of(passage), (reason,), None, True
            )
