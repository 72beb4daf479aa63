"""The attribution that ends a sentence: "Chile backs the ban, its foreign minister, Ana Roe, said on Monday".

Where somebody in office stands between the last clause and a verb of saying, print leaves no doubt about who
speaks, whatever commas, passives or addressees stand around; the tagger then takes the subject of the clause
or whoever is told for the speaker, or reads nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from onrecord.extract.page import Page
from onrecord.extract.tagger import Attribution
from onrecord.model import Span

_CONFIDENCE = 0.6  # as of a quotation's frame: the pattern alone shows it
_OFFICE = (
    r"(?:(?:[Pp]rime |[Vv]ice[- ])?(?:[Mm]inister|[Pp]resident)|[Pp]remier|[Cc]hancellor|[Ss]pokes\w+"
    r"|[Aa]mbassador|[Ee]nvoy|(?:[Uu]nder-?)?[Ss]ecretary(?:[- ][Gg]eneral)?|[Dd]iplomat|[Oo]fficials?"
    r"|[Cc]ommissioner|[Mm]inistry|[Gg]overnment|[Pp]residency|[Cc]abinet|[Nn]egotiator|[Rr]epresentative|[Gg]overnor"
    r"|[Kk]ing|[Qq]ueen|[Ee]mir|[Ss]ultan)"
)
_OPENS = r"(?:the|an?|its|his|her|their|another|one)"
_NO_TITLE = (
    r"(?!(?:the|an?|its|his|her|their|and|but|or|who|which|that|if|when|while|as|was|were|is|are|has|had"
    r"|have|will|would|said|told|to|by|with|from|after|before|because)\b)"
)
_TITLE_WORD = rf"{_NO_TITLE}[\w.’'-]+"
_NAME_WORD = r"(?:[A-Z][\w’'-]*\.?|(?:bin|al|de|da|del|van|von|der|den|la|el|ibn|ul)(?= ))"
_NAME = rf"[A-Z][\w’'-]*\.?(?: {_NAME_WORD}){{0,4}}"
_OF = r"(?: (?:of|for|to|at|in) (?:the )?(?:[\w’'-]+ ){0,2}?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2})?"
_TITLE = rf"(?:{_OPENS} )?(?:{_TITLE_WORD} ){{0,6}}?{_OFFICE}{_OF}"
_OWNED_TITLE = rf"(?:{_OPENS} |[A-Z][\w-]*[’']s? )(?:{_TITLE_WORD} ){{0,6}}?{_OFFICE}{_OF}"
_ADVERB = r"(?:(?:also|later|then|again|\w+ly) )?"
_TOLD = rf"(?:(?:has|had) )?{_ADVERB}(?:told|tells)"
_SAID = (
    rf"(?:{_ADVERB}(?:said|says|stated|announced|announces|confirmed|confirms|declared|warned|insisted"
    r"|stressed|wrote|tweeted|noted|reiterated|vowed|added|reported|made (?:it )?(?:clear|plain)|signalled)"
    rf"|(?:has|had) {_ADVERB}(?:said|stated|announced|confirmed|declared|warned|insisted|stressed)"
    r"|(?:was|were|is|are) (?:\w+ly |later )?quoted (?:by [^,;:“”\"]{2,60}? )?as "
    r"(?:saying|telling [^,;:]{2,40}))"
)
_WHEN = (
    r"(?:,? (?:on|in|at|to|after|during|late|early|last|this|earlier|following|before|yesterday|today|via"
    r"|through|by|reporters|journalists|lawmakers|ahead)\b[^,;:“”\"]{0,80})?"
)
_WHOM = r" (?!that\b)[^,;:“”\"]{2,90}"
_RELAY = r"(?:,? (?:as per|according to|citing)\b[^;:“”\"]{2,120})?"
_END = r"(?:\s*[.!]?\s*\Z|(?=,? (?:adding|saying|and added|and said|but added)\b))"
_WHO = rf"{_TITLE}(?: {_NAME})?|{_OWNED_TITLE}, {_NAME},?|{_NAME}, {_OWNED_TITLE},?"
_TAIL = re.compile(
    rf", (?:as )?(?P<who>{_WHO}) "
    rf"(?P<cue>(?:{_TOLD}(?={_WHOM})|{_SAID}))(?:(?<=told){_WHOM}|(?<=tells){_WHOM}|{_WHEN}){_RELAY}{_END}"
)
# "..., state radio quoted the minister as saying on Monday"
_QUOTED = re.compile(
    rf", [^,;:“”\"]{{2,60}} (?P<verb>quoted|cited) (?P<who>{_WHO}) (?P<cue>as saying){_WHEN}{_END}"
)
_COMMA = re.compile(r", ")
# "On Monday, the minister told parliament": what stands before the comma is no clause of its own.
_NO_CLAUSE = re.compile(
    r"(?:On|In|At|After|Before|By|For|With|During|Following|Despite|Today|Yesterday|Later|Earlier|Then|As|When"
    r"|While|If|Although|Though|Since|Once|Because|Meanwhile|However|Asked|Speaking|[A-Z]\w+ing)\b"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|do|did|cannot)\b"
    r"|\b[A-Z][\w’'-]*(?: (?:also|now|still|fully|firmly|again|long|no longer|\w+ly))* [a-z]+(?:s|ed)\b"
    r"|\b(?:government|country|state|ministry|cabinet) (?:\w+ )?[a-z]+(?:s|ed)\b"
)
_SHORTEST = 4  # words of a clause


class _Tail(NamedTuple):
    """`clause` is said by `source`; `cue` is the verb of saying, in two parts where the source stands between
    them."""

    clause: Span
    source: Span
    cue: tuple[Span, ...]


def with_tails(page: Page, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return `attributions` with those that an official's "..., said" at the end of a sentence shows."""
    made = list(attributions)
    for tail in _tails(page):
        if not any(_has(one, tail) or _tells(one, tail) for one in made):
            made = _with_tail(page, made, tail)
    return tuple(made)


def _tails(page: Page) -> Iterator[_Tail]:
    for sentence in page.sentences:
        if page.quotations_in(sentence):
            continue
        for comma in _COMMA.finditer(page.text, *sentence):
            clause = Span(sentence.start, comma.start())
            found = next(
                (m for one in (_TAIL, _QUOTED) if (m := one.match(page.text, comma.start(), sentence.end))),
                None,
            )
            if found is not None and _is_clause(clause.of(page.text)):
                start, end = found.span("who")
                who = Span(start, start + len(page.text[start:end].rstrip(",")))
                verb = (Span(*found.span("verb")),) if found.re is _QUOTED else ()
                yield _Tail(clause, who, (*verb, Span(*found.span("cue"))))
                break


def _is_clause(words: str) -> bool:
    """Whether the words before a tail say something: what only leads up to the next comma does not."""
    parts = words.split(", ")
    while parts and _NO_CLAUSE.match(parts[0][:1].upper() + parts[0][1:]):
        parts = parts[1:]
    said = ", ".join(parts)
    return len(said.split()) >= _SHORTEST and _FINITE.search(said) is not None


def _has(one: Attribution, tail: _Tail) -> bool:
    """Whether the attribution is the tail's already: its verb, its speaker, its clause by and large."""
    return (
        any(cue.meets(part) for cue in one.cue for part in tail.cue)
        and any(tail.source.meets(span) for span in one.source)
        and not any(span.meets(tail.source) for span in one.content)
        and any(tail.clause.is_mostly(span) for span in one.content)
    )


def _tells(one: Attribution, tail: _Tail) -> bool:
    """Whether the whole tail is another's words: "..., the minister said, according to Yle"."""
    own = any(cue.meets(part) for cue in one.cue for part in tail.cue)
    if own and len(tail.cue) > 1:
        return True  # who quotes whom was read already
    return bool(one.cue) and not own and any(span.holds(tail.source) for span in one.content)


def _with_tail(page: Page, attributions: list[Attribution], tail: _Tail) -> list[Attribution]:
    """The attributions with the tail's, in place of what was read with its verb or inside of its clause."""
    holder = next(
        (one for one in attributions if any(cue.meets(part) for cue in one.cue for part in tail.cue)), None
    )
    left = [
        one
        for one in attributions
        if one is not holder and not (one.cue and all(tail.clause.holds(cue) for cue in one.cue))
    ]
    left = [one for one in left if one.cue or not any(tail.clause.meets(span) for span in one.content)]
    if holder is None:
        return [*left, Attribution(tail.cue, (tail.source,), (tail.clause,), _CONFIDENCE)]
    quoted = tuple(
        span for span in holder.content if page.quotations_in(span) and not tail.clause.meets(span)
    )
    content = (tail.clause, *quoted)
    return [*left, replace(holder, cue=tail.cue, source=(tail.source,), content=content)]
