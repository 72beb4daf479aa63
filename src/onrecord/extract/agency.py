"""Sentences as agencies build them, which PolNeAR (US newspapers) shows too seldom for the model to learn.

An attribution behind its clause, "Turkey will wait, the president said on Monday", is rare there and common
on the wire, where the model takes "Turkey" for a speaker. The rules cost nothing on PolNeAR's dev reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.extract.page import Page
from onrecord.extract.saying import APPOSITION, OCCASION, SPEAKER
from onrecord.extract.tagger import Attribution
from onrecord.model import Span, hull

_SAYING = re.compile(
    r"\b(?:said|says|say|told|added|adds|announced|reported|stated|confirmed|warned|insisted|declared|"
    r"stressed)"
    r"\b"
)
_RELAY = r"(?:as per|according to|citing)\b"
_OCCASION = (
    r"(?:,? (?:on|in|at|after|during|late|early|last|this|earlier|following|before|yesterday|today)\b"
    r"[^,;:“”\"]{0,70})?"
)
_CLOSE = re.compile(rf"{_OCCASION}(?:,? {_RELAY}[^;:“”\"]*)?\s*[.!]?\s*")
_WHO_SAYS = re.compile(rf" (?P<who>{SPEAKER}{APPOSITION}?){OCCASION}[.]\s*")
_CLOSE_TOLD = re.compile(rf"(?! that\b)[^,;:“”\"]{{2,90}}(?:,? {_RELAY}[^;:“”\"]*)?\s*[.!]?\s*")
_STARTS_RELAY = re.compile(_RELAY)
_ENDS_CITING = re.compile(r"(?<=\w)\s(?:citing|quoting)\Z")
# Who is cited: words with a small letter are only those of titles, the rest is names.
_WHO_IS_CITED = re.compile(
    r"(?:(?:[A-Z][\w’'.-]*|the|an?|of|for|in|its|his|her|foreign|prime|defen[cs]e|interior|deputy|vice|"
    r"acting|state|"
    r"senior|unnamed|unidentified|anonymous|local|government|news|own|\w+al|\w+ish|\w+ese|president|minister|"
    r"ministry|secretary|spokes\w+|officials?|sources?|diplomats?|ambassador|envoy|media|newspapers?|"
    r"agency|agencies|"
    r"reports?|chancellor|chief|head)(?:,? |\Z))+\Z"
)
_CITING = re.compile(r"(?:citing|quoting)", re.IGNORECASE)
# "Norway will wait, but Vik said it should not": the first clause is the report's own.
_CONTRAST = re.compile(r",?\s+(?:but|while|whereas|although|though|yet|even as|even though)\s+\Z")
_AGENT = re.compile(r"(?P<agent> by [^,;:.!?“”\"()–—]{2,60})[.!?]?\s*\Z")
_PARTICIPLE = re.compile(r"(?:\w+ )?\w+ing", re.IGNORECASE)
_JOINED_PARTICIPLE = re.compile(
    r",? and (?P<cue>(?:also |again )?(?:threaten|vow|pledg|promis|warn|demand|urg|call|insist|add|say|claim|"
    r"deny|accus|reject|condemn|declar|stress|argu|announc|offer)ing(?: again| also)?(?: for| on| that)?) "
)
_NAME = r"(?:[A-Z][\w'’.-]*(?: (?:of |the )?[A-Z][\w'’.-]*){0,3})"
_LIST_BEFORE = re.compile(rf"(?:{_NAME}, )+\Z")
_LIST_END = re.compile(rf"{_NAME},? and (?:the )?[A-Z]")
# A capital at the head of a sentence makes no name of these.
_OPENER = re.compile(
    r"(?:On|In|At|After|Before|By|For|With|But|And|Yet|So|Instead|However|Also|Meanwhile|Later|Earlier|Today|"
    r"Yesterday|Then|Still|While|When|As|Since|Once|Asked|Speaking|Together|Even)\b"
)


def as_agencies_print(page: Page, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return `attributions` with the spans that an agency's sentence makes certain."""
    attributions = [_without_contrast(page, one) for one in attributions if not _only_cites(page.text, one)]
    by_sentence: dict[Span | None, list[Attribution]] = {}
    for one in attributions:
        whole = _with_whole_list(page, _without_relay(page.text, one))
        home = page.sentence_of((*one.cue, *one.content)[0]) if one.cue or one.content else None
        by_sentence.setdefault(home, []).append(whole)
    by_sentence = {home: _without_outer(page, group) for home, group in by_sentence.items()}
    made = [
        one if sentence is None else _with_agent(page.text, sentence, one)
        for sentence, group in by_sentence.items()
        for one in (group if sentence is None else _with_clause(page.text, sentence, group))
    ]
    return tuple(part for one in made for part in _joined_participles(page.text, one))


def _without_outer(page: Page, group: list[Attribution]) -> list[Attribution]:
    """Leave out "according to Yle" behind "..., Orpo said": who only passes words on gives way to the
    speaker."""
    return [
        one for one in group if not any(_passes_on(page, one, inner) for inner in group if inner is not one)
    ]


def _passes_on(page: Page, one: Attribution, inner: Attribution) -> bool:
    if not one.cue or not inner.cue or not inner.source or not one.content:
        return False
    said, speaker = hull(one.content), hull([*inner.cue, *inner.source])
    in_order = said.end <= speaker.start and speaker.end <= hull([*one.cue, *one.source]).start
    relays = bool(_STARTS_RELAY.match(page.text, *one.cue[0]))
    return in_order and relays and not page.text[said.end : speaker.start].strip(' ,"”')


def _with_clause(text: str, sentence: Span, attributions: list[Attribution]) -> list[Attribution]:
    """Give an attribution at the end of `sentence` the clause before it, and drop what stood inside that."""
    attributions = [_with_last_words(text, sentence, one) for one in attributions]
    for one in attributions:
        clause = _clause_before(text, sentence, one)
        # What stands behind the sentence alone is the next one's, where the tagger went astray.
        leads_on = sentence.of(text).endswith(":")
        astray = not leads_on and all(span.start >= sentence.end for span in one.content)
        if clause is None or not (astray or any(clause.meets(span) for span in one.content)):
            continue
        rest = tuple(span for span in one.content if not clause.meets(span) and not astray)
        outside = [other for other in attributions if not any(clause.holds(cue) for cue in other.cue)]
        return [replace(one, content=(clause, *rest)) if other is one else other for other in outside]
    return attributions


def _clause_before(text: str, sentence: Span, one: Attribution) -> Span | None:
    if len(one.cue) != 1 or len(one.source) != 1 or not _SAYING.search(text, *one.cue[0]):
        return None
    attribution = hull([*one.cue, *one.source])
    if not sentence.holds(attribution) or text[_between(one)].strip(" ,"):
        return None
    before = Span(sentence.start, attribution.start).of(text).rstrip()
    if not before.endswith(",") or len(before.split()) < 4 or any(mark in before for mark in '"“”'):
        return None
    told = one.cue[0].end == attribution.end and one.cue[0].of(text).endswith("told")
    if not (_CLOSE_TOLD if told else _CLOSE).fullmatch(text, attribution.end, sentence.end):
        return None
    return Span(sentence.start, sentence.start + len(before) - 1)


def _with_last_words(text: str, sentence: Span, one: Attribution) -> Attribution:
    """Read who speaks at the end of "..., says its transport minister" where no source was found."""
    if one.source or len(one.cue) != 1 or not _SAYING.fullmatch(text, *one.cue[0]):
        return one
    who = _WHO_SAYS.fullmatch(text, one.cue[0].end, sentence.end)
    if who is None or text[one.cue[0].start - 2 : one.cue[0].start] != ", ":
        return one
    source = Span(*who.span("who"))
    return replace(
        one, source=(source,), content=tuple(span for span in one.content if not span.meets(source))
    )


def _between(one: Attribution) -> slice:
    first, second = sorted([one.cue[0], one.source[0]])
    return slice(first.end, second.start)


def _without_relay(text: str, one: Attribution) -> Attribution:
    """Leave out "citing the state news agency": it says by whose report, not what was said."""
    content = tuple(span for span in one.content if not _STARTS_RELAY.match(text, *span))
    citing = _ENDS_CITING.search(text, *one.cue[0]) if one.cue else None
    if citing is None:
        return replace(one, content=content)
    cited = citing.end() + 1
    return replace(
        one,
        cue=(Span(one.cue[0].start, citing.start()),),
        content=tuple(span for span in content if span.start != cited),
    )


def _only_cites(text: str, one: Attribution) -> bool:
    """Say whether all that is "said" is whom a medium cites: "citing Foreign Minister Jan Roos"."""
    return (
        len(one.cue) == 1
        and bool(_CITING.fullmatch(text, *one.cue[0]))
        and all(_WHO_IS_CITED.match(text[span.start : span.end].rstrip(" ,.")) for span in one.content)
    )


def _without_contrast(page: Page, one: Attribution) -> Attribution:
    """Leave out the clause before "but Vik said ..." and sentences of the report's own: the cue has words in
    its own."""
    if len(one.cue) != 1 or len(one.source) != 1 or len(one.content) < 2:
        return one
    first = min(one.source[0], one.cue[0])
    behind = [span for span in one.content if span.start >= max(one.source[0].end, one.cue[0].end)]
    sentence = page.sentence_of(first)
    own = [span for span in one.content if sentence is not None and sentence.holds(span)]
    kept = tuple(
        span
        for span in one.content
        if page.quotations_in(span)
        or (
            (not own or span in own)
            and not (behind and _CONTRAST.fullmatch(page.text, span.end, first.start))
        )
    )
    return replace(one, content=kept)


def _with_agent(text: str, sentence: Span, one: Attribution) -> Attribution:
    """Let a content that ends the sentence but for "by New Zealand" go on to its end."""
    if not one.content or not sentence.holds(one.content[-1]):
        return one
    last = one.content[-1]
    agent = _AGENT.match(text, last.end, sentence.end)
    if agent is None or not text[last.end - 1].isalnum():
        return one
    return replace(one, content=(*one.content[:-1], Span(last.start, agent.end("agent"))))


def _joined_participles(text: str, one: Attribution) -> Iterator[Attribution]:
    """Cut "announcing A and threatening B" in two: both cues stand in one form beside one speaker."""
    if len(one.cue) == 1 and one.content and _PARTICIPLE.fullmatch(text, *one.cue[0]):
        last = one.content[-1]
        joined = _JOINED_PARTICIPLE.search(text, *last)
        if joined and last.start < joined.start() and not any(mark in last.of(text) for mark in '"“”'):
            first = (*one.content[:-1], Span(last.start, joined.start()))
            yield replace(one, content=first)
            yield replace(one, cue=(Span(*joined.span("cue")),), content=(Span(joined.end(), last.end),))
            return
    yield one


def _with_whole_list(page: Page, one: Attribution) -> Attribution:
    """Take in the names before "… and Iceland" that open the sentence: "Norway, Denmark and Iceland said"."""
    if not one.source or not _LIST_END.match(page.text, *one.source[0]):
        return one
    start, end = one.source[0]
    sentence = page.sentence_of(one.source[0])
    if sentence is None or _OPENER.match(page.text, sentence.start):
        return one
    names = _LIST_BEFORE.match(page.text, sentence.start, start)
    if names is None:
        return one
    source = Span(sentence.start, end)
    content = tuple(span for span in one.content if not source.meets(span))
    return replace(one, source=(source, *one.source[1:]), content=content)
