"""Attributions set into or behind a clause between commas, and verbs of saying in a row.

"The ban, according to the envoy, who spoke in Riga, will stay": the speaker keeps the clause that tells who
that is, the content goes on behind it. "Egypt rejected A, said B and warned of C": of three verbs the last
is no part of B.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from onrecord.extract.page import Page
from onrecord.extract.saying import DAY_AND_PLACE, SPEAKER
from onrecord.extract.tagger import Attribution
from onrecord.model import Span, hull

_ACCORDING = re.compile(r"according to", re.IGNORECASE)
_WHO = re.compile(r"(?P<who>, (?:who|which)\b[^,.;:“”\"()]{3,90})(?:,|\.?\s*\Z)")
_DESCRIPTION = re.compile(
    r"(?:An?|The|One|Another|His|Her|Its|Their) (?![^,]*\b(?:day|week|month|year|hour|moment|time|later|"
    r"earlier)s?\b)"
    r"[^,.;:“”\"()]{3,60}, "
)
_SAYING = re.compile(
    r"(?:according to|(?:has |had )?(?:said|says|added|announced|insisted|stressed))", re.IGNORECASE
)
# A clause goes on behind the insertion where a verb that needs a subject stands there.
_AUXILIARY = (
    r"will|would|should|shall|must|can|could|may|might|is|are|was|were|has|have|had|does|do|did|cannot|needs?|"
    r"remains?"
)
_GOES_ON = re.compile(
    r"(?: (?:on|in|at|late|early|last|this) [^,;:“”\"]{2,50})?, "
    rf"(?P<rest>(?:{_AUXILIARY})\b[^“”\"]{{3,}})"
)
_SET_IN = re.compile(
    rf"(?P<first>(?!(?:On|In|At|But|And|Yet|So|However|Meanwhile|Still|Later|Then|Now|If|When|While|Although|As|Since|"
    rf"After|Before|By|With|For|From|To|Under|Asked|Speaking)\b)[A-Z][^,;:“”\"()–—]{{1,60}}), "
    rf"(?P<who>{SPEAKER}) (?P<cue>(?:has |had )?(?:said|says|told|added|announced|insisted|stressed))"
    rf"(?:(?<=told) [^,.;:“”\"]{{2,60}})?{DAY_AND_PLACE}, (?P<rest>(?:{_AUXILIARY})\b[^“”\"]{{3,}}?)[.]?"
)
_CONFIDENCE = 0.6  # where the pattern alone shows the statement
_ASYNDETIC = re.compile(r",\s+")
_THIRD = re.compile(
    r",? and (?P<cue>(?:also |again |later )?(?:warned(?: of| against)?|urged|called (?:for|on|upon)|"
    r"accused|demanded|vowed|"
    r"pledged|promised|rejected|condemned|denied|threatened|insisted|appealed (?:for|to)|announced|added|"
    r"said|asked|"
    r"criticised|criticized|denounced|praised|welcomed|offered)) (?=\S)"
)
# "said it would sign and urged Mali to": no "urged" goes with "would", none with "was praying".
_OTHER_FORM = re.compile(
    r"(?:that )?(?:he|she|it|they|we|I|[A-Z][\w’'-]+) (?:(?:would|will|could|can|might|may|must|"
    r"should)(?: not)? "
    r"(?!have\b)\w+|(?:was|were|is|are)(?: not)? \w+ing)\b(?:(?!\b(?:that|which|who|because|if|after|when|"
    r"while|had|"
    r"been|was|were)\b)[^“”\"])*\Z"
)
_SAID = re.compile(r"(?:\w+ )?(?:said|added|announced|stressed|insisted|promised)")


def with_insertions(page: Page, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return `attributions` with speakers and contents that go on behind a comma, and rows of verbs
    parted."""
    attributions = _set_in(page, _uncrossed(page, attributions))
    whole = [_with_description(page, _with_relative_clause(page, one)) for one in attributions]
    whole = [_with_second_stretch(page, one, whole) for one in whole]
    return tuple(_third_verbs(page, whole))


def _uncrossed(page: Page, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Exchange the contents of "accused A and demanded B" where each stands right behind the other's cue."""
    made = list(attributions)
    for first, second in combinations(range(len(made)), 2):
        one, other = made[first], made[second]
        if _follows(page, other.content, one.cue) and _follows(page, one.content, other.cue):
            made[first] = replace(one, content=other.content)
            made[second] = replace(other, content=one.content)
    return made


def _follows(page: Page, content: Sequence[Span], cue: Sequence[Span]) -> bool:
    """Say whether a single stretch stands right behind a single cue."""
    if len(content) != 1 or len(cue) != 1 or not 0 < content[0].start - cue[0].end < 4:
        return False
    return not page.text[cue[0].end : content[0].start].strip()


def _with_relative_clause(page: Page, one: Attribution) -> Attribution:
    """Take in ", who leads the mission" behind the speaker of "according to"."""
    sentence = page.sentence_of(one.cue[0]) if one.cue else None
    if sentence is None or len(one.source) != 1 or not _ACCORDING.fullmatch(page.text, *one.cue[0]):
        return one
    start, end = one.source[0]
    end -= len(page.text[start:end]) - len(page.text[start:end].rstrip(" ,"))
    clause = _WHO.match(page.text, end, sentence.end)
    if clause is None or start < one.cue[0].end:
        return one
    source = Span(start, clause.end("who"))
    content = tuple(span for span in one.content if not span.meets(source))
    return replace(one, source=(source,), content=content) if content or not one.content else one


def _set_in(page: Page, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Read "The cable, the chief said on Friday, was cut": no part of it can stand without the other."""
    made = list(attributions)
    for sentence in page.sentences:
        match = _SET_IN.fullmatch(page.text, *sentence)
        if match is None:
            continue
        cue, source = Span(*match.span("cue")), Span(*match.span("who"))
        content = (Span(*match.span("first")), Span(*match.span("rest")))
        own = [one for one in made if any(span.meets(cue) for span in one.cue)]
        others = [one for one in made if one not in own]
        if any(span.meets(part) for one in others for span in one.cue for part in content) or len(own) > 1:
            continue
        found = own[0] if own else Attribution((cue,), (source,), content, _CONFIDENCE)
        if not found.source or any(
            span.meets(content[0]) or not span.meets(sentence) for span in found.source
        ):
            found = replace(found, source=(source,))
        others = [one for one in others if not any(span.meets(sentence) for span in one.content)]
        made = [*others, replace(found, content=content)]
    return made


def _with_description(page: Page, one: Attribution) -> Attribution:
    """Take in what opens the sentence and says who the name is: "A party elder, Jay Rao, said"."""
    if len(one.source) != 1 or len(one.cue) != 1 or one.cue[0].start < one.source[0].end:
        return one
    start, end = one.source[0]
    sentence = page.sentence_of(one.source[0])
    closed = one.cue[0].start - end < 3 and page.text[start : one.cue[0].start].rstrip()[-1:] == ","
    if sentence is None or not closed or not _DESCRIPTION.fullmatch(page.text, sentence.start, start):
        return one
    source = Span(sentence.start, end)
    return replace(
        one, source=(source,), content=tuple(span for span in one.content if not span.meets(source))
    )


def _with_second_stretch(page: Page, one: Attribution, others: Sequence[Attribution]) -> Attribution:
    """Take in what follows in "The ban, the envoy said on Monday, will stay"."""
    if len(one.cue) != 1 or len(one.source) != 1 or len(one.content) != 1:
        return one
    attribution, sentence = hull([*one.cue, *one.source]), page.sentence_of(one.cue[0])
    if sentence is None or not _SAYING.fullmatch(page.text, *one.cue[0]):
        return one
    between = page.text[one.content[0].end : attribution.start]
    attribution_end = attribution.start + len(attribution.of(page.text).rstrip(" ,"))
    on = _GOES_ON.match(page.text, attribution_end, sentence.end)
    if between.strip() not in ("", ",") or not sentence.holds(one.content[0]) or on is None:
        return one
    rest = Span(on.start("rest"), on.start("rest") + len(on["rest"].rstrip(" .")))
    if any(span.meets(rest) for other in others for span in (*other.cue, *other.content, *other.source)):
        return one
    return replace(one, content=(*one.content, rest))


def _third_verbs(page: Page, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Part "rejected A, said B and warned of C" behind B: verbs in a row need an "and" before the last.

    And "said it would A and urged B": the verbs stand in two forms, so that the second is none of what was
    said."""
    made = list(attributions)
    with_cue = sorted((one for one in attributions if one.cue and one.content), key=lambda one: one.cue)
    before = {id(second): first for first, second in pairwise(with_cue)}
    for one in with_cue:
        last = _to_the_end(page, one, attributions)
        third = _THIRD.search(page.text, *last) if last.start >= one.cue[-1].end else None
        if third is None or any(mark in last.of(page.text) for mark in '"“”'):
            continue
        first = _in_a_row(page, before.get(id(one)), one)
        if first is None and not _other_form(page, one, third):
            continue
        source = one.source or (first.source if first else ())
        kept = (*one.content[:-1], Span(last.start, third.start()))
        rest = Span(third.end(), last.end)
        at = next(number for number, each in enumerate(made) if each is one)
        made[at : at + 1] = [
            replace(one, source=source, content=kept),
            replace(one, source=source, cue=(Span(*third.span("cue")),), content=(rest,)),
        ]
    return made


def _to_the_end(page: Page, one: Attribution, others: Sequence[Attribution]) -> Span:
    """Return the last stretch of `one`, with the rest of its sentence where that is nobody's."""
    last = one.content[-1]
    sentence = page.sentence_of(last)
    if sentence is None or sentence.end <= last.end:
        return last
    rest = Span(last.end, sentence.start + len(sentence.of(page.text).rstrip(" .")))
    taken = any(span.meets(rest) for other in others for span in (*other.cue, *other.content, *other.source))
    return last if taken or rest.end <= rest.start else Span(last.start, rest.end)


def _in_a_row(page: Page, first: Attribution | None, second: Attribution) -> Attribution | None:
    """Return `first` where nothing but a comma parts its content from the cue of `second`."""
    if first is None:
        return None
    gap = Span(first.content[-1].end, second.cue[0].start)
    return first if gap.start < gap.end and _ASYNDETIC.fullmatch(page.text, *gap) else None


def _other_form(page: Page, one: Attribution, third: re.Match[str]) -> bool:
    """Say whether the verb behind "and" cannot stand in a row with that of the content."""
    said = len(one.cue) == 1 and bool(_SAID.fullmatch(page.text, *one.cue[0]))
    return said and bool(_OTHER_FORM.match(page.text, one.content[-1].start, third.start()))
