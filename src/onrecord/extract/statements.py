"""Statements of a report: the tagger's attributions, put into the shape that the record keeps.

The model finds who is said to have said what; the rules here only follow how newspapers print quotations.
Each was measured on PolNeAR dev (training/statements/README.md) and costs nothing there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.extract.agency import as_agencies_print
from onrecord.extract.directness import LONG_QUOTE, directness
from onrecord.extract.frames import with_framed_quotations
from onrecord.extract.insertions import with_insertions
from onrecord.extract.lines import with_lines
from onrecord.extract.named import only_names, with_nicknames
from onrecord.extract.nesting import inner_statement
from onrecord.extract.page import Page
from onrecord.extract.passives import as_passives_tell
from onrecord.extract.quotes import Quotation
from onrecord.extract.tagger import Attribution, Tagger
from onrecord.extract.tails import with_tails
from onrecord.model import Directness, Report, Span, Statement, hull

_WORD = re.compile(r"\w")
_NUMBER = re.compile(r"(?P<number>\d+) (?=\w)")
_LOOSE = ",;:. \t\n\u00a0"
_BULLET = re.compile(r"[-*•▪◦·–—]\s+")
_DAY = re.compile(
    r",? on (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:(?:his|her|its|their|the) )?(?:\w+ )?"
    r"(?:X|Twitter|Facebook|Telegram|Instagram|TikTok|Truth Social|Weibo|LinkedIn|Mastodon|Bluesky)"
    r"(?: (?:page|account|channel|feed))?)(?: (?:late|early|earlier))?:?\Z"
)
_KEPT_STOP = re.compile(r"\b[A-Z]\.\Z|\.\.\Z")
_HANGING = re.compile(r",?\s(?:and|but|or)\Z")
_JOINED = re.compile(r"[\s,”\"]*(?:and|but)(?: (?:also|then|later|again|has|had|have))*\s")
# "Latvia regretted the decision and said ...": who did the one thing said the other.
_DID_AND = re.compile(
    r"(?P<who>(?:The )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3}) (?:(?:has|have|had|also|then|later) )*"
    r"[a-z]+ed\b[^,;:.“”\"]{0,90} and (?:also |then |later )?"
)
# "Egypt rejected ...": who opens the sentence right before the cue has said it.
_SUBJECT = re.compile(
    r"(?P<who>(?:The )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3}) (?:has |have |had |also |later )*"
    r"(?:said|told|[a-z]+ed)\b[^,;:]*"
)
# "..., and Brazil, whose army is away, backed them": a new subject with a clause of its own before its verb.
_NEW_SUBJECT = re.compile(
    r"(?:, (?:and|but|while|though)|;) (?P<who>(?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3}), "
    r"(?:who|whose|which) [^,.;:“”\"]{3,80}, "
)
_NO_NAME = re.compile(r"(?:It|He|She|They|We|I|This|That|These|Those|But|And|Once|When|After|Asked)\b")
_ARTICLE = re.compile(r"the|an?", re.IGNORECASE)
_REST_OF_WORD = re.compile(r"-?\w+(?:[-’']\w+)*")
_RELATIVE = re.compile(r",?\s(?:who|which)\Z")
# How somebody may be quoted is no statement of theirs.
_TERMS = re.compile(
    r"(?:for |on (?:the )?condition of )?(?:not (?:to be|being) (?:\w+ly )?(?:named|identified|quoted)"
    r"|(?:to )?(?:be|remain|stay) (?:anonymous|unnamed|unidentified)|anonymity)\b[^.:;“”\"]{0,60}"
)
_IN_WRITING = re.compile(r" in (?:an? |the )?(?:\w+ )?(?:statement|communiqu[eé]|press release|tweet|memo)\b")
_PARTICIPLE = re.compile(
    r"(?:\w+ly )?(?:announced|proposed|planned|agreed|ordered|approved|adopted|backed|supported|endorsed|"
    r"demanded|requested|promised|published|released|unveiled|issued|declared|suggested|offered|sought|called)"
)
_FINITE = re.compile(
    r"(?:will|would|is|are|was|were|has|have|had|may|might|can|could|must|shall|should|did|does|do)\b"
)
_MARKS = "\"“”„‟«»＂'‘’`"
_ACT = re.compile(r"(?<=,[”\"»’']) (?:and|but|then|before|as|while)\b")
# "What they said:" leads up to statements and is none.
_QUESTION_WORD = re.compile(r"What|How|Why|Who")
# In this order: who speaks, then what is said, then what the sentence as a whole shows.
_RULES = (
    with_nicknames,
    as_passives_tell,
    with_insertions,
    with_framed_quotations,
    with_lines,
    with_tails,
    as_agencies_print,
)


@dataclass(eq=False, slots=True)
class _Draft:
    """A statement in the making: `continues` is the draft whose speaker goes on."""

    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float
    continues: _Draft | None = None

    @property
    def extent(self) -> Span:
        return hull([*self.cue, *self.source, *self.content])


def find_statements(report: Report, tagger: Tagger) -> tuple[Statement, ...]:
    """Return the statements of `report` in text order, numbered s1, s2, ..."""
    page = Page.of(report)
    attributions = tagger.read(page.text, page.paragraphs, page.sentences)
    for rule in _RULES:
        attributions = rule(page, attributions)
    drafts = [draft for one in attributions if not only_names(page, one) for draft in _drafts(one, page)]
    _share_sources(drafts, page)
    return _numbered(_with_continuing_paragraphs(drafts, page), page)


def _drafts(attribution: Attribution, page: Page) -> list[_Draft]:
    """Split an attribution by paragraph: a quotation outside of the cue's own continues its speaker.

    Unquoted words in another paragraph are left out: more often than not the cue is the wrong one.
    """
    attribution = _with_number(attribution, page.text)
    cue = tuple(_without_comma(span, page.text) for span in attribution.cue)
    source = tuple(span for span in attribution.source if not _ARTICLE.fullmatch(page.text, *span))
    source = tuple(_without_relative(_whole_words(span, page.text), page.text) for span in source)
    content = tuple(
        _closed(_with_marks(_trimmed(span, page.text), page), page) for span in attribution.content
    )
    content = tuple(span for span in content if _WORD.search(page.text, *span))
    nothing = (
        any(one.fullmatch(page.text, *hull(content)) for one in (_TERMS, _QUESTION_WORD)) if content else True
    )
    if nothing or _is_reduced(cue, source, content, page.text):
        return []
    content = (_from_colon(content[0], cue, page), *content[1:])
    quotation = next((one for one in page.quotations_in(content[0]) if one.start == content[0].start), None)
    outer = hull([*cue, *source]) if cue else None
    behind = outer if outer and content[0].end <= outer.start else None
    inner = inner_statement(page.text, content[0], quotation, behind)
    if inner is not None:
        cue, source, content = (inner.cue,), (inner.source,), (inner.content, *content[1:])
    by_paragraph: dict[int, list[Span]] = {}
    for span in content:
        by_paragraph.setdefault(page.paragraph_of(span), []).append(span)
    home = page.paragraph_of(cue[0]) if cue else min(by_paragraph)
    # "Scholz said:" may stand alone, with his words in the next paragraph.
    nearest = min(by_paragraph, key=lambda at: (abs(at - home), -at))
    first = _Draft(cue, source, tuple(by_paragraph.pop(nearest)), attribution.confidence)
    rest = [
        _Draft((), (), tuple(spans), attribution.confidence, continues=first)
        for spans in by_paragraph.values()
        if _directness(spans, page) != "indirect"
    ]
    return [first, *rest]


def _with_number(one: Attribution, text: str) -> Attribution:
    """Give the number of a name that the model cut off to the source: "Kanal" | "9 reported"."""
    number = _NUMBER.match(text, *one.cue[0]) if one.cue and one.source else None
    if number is None or one.source[-1].end + 1 != number.start():
        return one
    whole = Span(one.source[-1].start, number.end("number"))
    cue = Span(number.end(), one.cue[0].end)
    return replace(one, source=(*one.source[:-1], whole), cue=(cue, *one.cue[1:]))


def _is_reduced(cue: Sequence[Span], source: Sequence[Span], content: Sequence[Span], text: str) -> bool:
    """Say whether a participle was taken for a cue: "the plan announced on Monday will cost a billion"."""
    if len(content) != 1 or not source or not cue or not source[-1].end <= cue[0].start < content[0].start:
        return False
    return bool(_PARTICIPLE.fullmatch(text, *cue[0]) and _FINITE.match(text, *content[0]))


def _directness(content: Sequence[Span], page: Page) -> Directness:
    return directness(page.text, content, page.quotations_in(hull(content)))


def _without_comma(cue: Span, text: str) -> Span:
    """Leave the comma of "has said," and the day or place of "wrote on Monday", "on X" out of a cue.

    A colon stays, it can be all the cue there is."""
    while (day := _DAY.search(text, *cue)) and day.start() > cue.start:
        cue = Span(cue.start, day.start())
    bare = Span(cue.start, cue.start + max(1, len(cue.of(text).rstrip(", "))))
    written = _IN_WRITING.match(text, bare.end) if bare.of(text).endswith("said") else None
    return Span(bare.start, written.end()) if written else bare


def _from_colon(span: Span, cue: tuple[Span, ...], page: Page) -> Span:
    """Leave the report's own words before a colon out: "ruled that out: “We will not,” he said"."""
    quotations = page.quotations_in(span)
    if not quotations or not cue or cue[0].start < quotations[0].end or quotations[0].end < span.end - 1:
        return span
    start = quotations[0].start
    return Span(start, span.end) if page.text[span.start : start].rstrip().endswith(":") else span


def _whole_words(span: Span, text: str) -> Span:
    """Take in the rest of a hyphenated name that the model cut in two."""
    cut_behind = text[span.end - 1 : span.end] == "-" and text[span.end : span.end + 1].isalpha()
    cut_before = text[span.end : span.end + 1] == "-" and text[span.end + 1 : span.end + 2].isupper()
    rest = _REST_OF_WORD.match(text, span.end) if cut_behind or cut_before else None
    return Span(span.start, rest.end() if rest else span.end)


def _without_relative(span: Span, text: str) -> Span:
    """Leave the "who" of "a diplomat who asked" out of a source."""
    relative = _RELATIVE.search(text, *span)
    return Span(span.start, relative.start()) if relative else span


def _trimmed(span: Span, text: str) -> Span:
    """Leave out commas and stops at the edges and a last "and"; the stop of "the U.S." stays."""
    start, end = span
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    while start < end and text[start] in _LOOSE:
        start += 1
    while end > start and text[end - 1] in _LOOSE and not _KEPT_STOP.search(text, start, end):
        end -= 1
    hanging = _HANGING.search(text, start, end)
    return Span(start, hanging.start() if hanging else end)


def _with_marks(span: Span, page: Page) -> Span:
    """Close a quotation whose marks the model left outside at either edge."""
    start, end = span
    for quotation in page.quotations_in(Span(span.start - 3, span.end + 3)):
        inner = _inside_marks(quotation, page.text)
        if quotation.start < start <= inner.start and inner.end <= end:
            start = quotation.start
        if quotation.closed and start <= inner.start and inner.end <= end < quotation.end:
            end = quotation.end
    return Span(start, end)


def _closed(span: Span, page: Page) -> Span:
    """End a quotation at its mark where the report goes on: "“we shall not pay,” and left the hall"."""
    for quotation in page.quotations_in(span)[:1]:
        long = len(page.text[quotation.start : quotation.end].split()) >= LONG_QUOTE
        if quotation.start == span.start and long and _ACT.match(page.text, quotation.end, span.end):
            return Span(span.start, quotation.end)
    return span


def _inside_marks(quotation: Quotation, text: str) -> Span:
    words = text[quotation.start : quotation.end]
    return Span(
        quotation.end - len(words.lstrip(_MARKS)),
        quotation.start + len(words.rstrip(_MARKS + _LOOSE)),
    )


def _share_sources(drafts: Sequence[_Draft], page: Page) -> None:
    """Give a cue without a source the one of the cue that it is joined to: "he urged X and warned Y"."""
    with_cue = sorted((draft for draft in drafts if draft.cue), key=lambda draft: draft.extent)
    for before, draft in pairwise(with_cue):
        gap = Span(before.extent.end, draft.cue[0].start)
        if not draft.source and gap.start <= gap.end and _JOINED.fullmatch(page.text, *gap):
            draft.source = before.source
    for draft in with_cue:
        sentence = None if draft.source else page.sentence_of(draft.cue[0])
        subject = _SUBJECT.fullmatch(page.text, sentence.start, draft.cue[0].end) if sentence else None
        if subject and not _NO_NAME.match(subject["who"]):
            draft.source = (Span(*subject.span("who")),)
            continue
        did = _DID_AND.fullmatch(page.text, sentence.start, draft.cue[0].start) if sentence else None
        if did and not _NO_NAME.match(did["who"]):
            draft.source = (Span(*did.span("who")),)
    for draft in with_cue:
        own = _new_subject(draft.cue[0], page)
        if own is not None and not any(one.meets(own) for one in draft.source):
            draft.source = (own,)


def _new_subject(cue: Span, page: Page) -> Span | None:
    """Return the subject that stands with a clause of its own right before `cue`, after a statement."""
    sentence = page.sentence_of(cue)
    found = _NEW_SUBJECT.finditer(page.text, sentence.start if sentence else cue.start, cue.start)
    return next((Span(*one.span("who")) for one in found if one.end() == cue.start), None)


def _with_continuing_paragraphs(drafts: Sequence[_Draft], page: Page) -> list[_Draft]:
    """Add the wholly quoted paragraphs that the model left out: they continue the speaker before."""
    made = [draft for draft in drafts if draft.cue or (draft.continues and draft.continues.cue)]
    for number, paragraph in enumerate(page.paragraphs):
        if not number or not page.wholly_quoted(paragraph):
            continue
        if any(span.meets(paragraph) for draft in made for span in (*draft.content, *draft.cue)):
            continue
        before = [
            draft for draft in made if any(span.meets(page.paragraphs[number - 1]) for span in draft.content)
        ]
        if before:
            last = max(before, key=lambda draft: draft.content[-1].end)
            words = Span(page.quotations_in(paragraph)[0].start, paragraph.end)
            made.append(_Draft((), (), (words,), last.confidence, continues=last.continues or last))
    return made


def _numbered(drafts: Iterable[_Draft], page: Page) -> tuple[Statement, ...]:
    ordered = sorted(drafts, key=lambda draft: (draft.extent, draft.cue))
    ids = {id(draft): f"s{number}" for number, draft in enumerate(ordered, start=1)}
    return tuple(
        Statement(
            id=ids[id(draft)],
            cue=draft.cue,
            source=draft.source,
            content=draft.content,
            directness=_directness(draft.content, page),
            continues=ids[id(draft.continues)] if draft.continues else None,
            confidence=draft.confidence,
        )
        for draft in ordered
    )
