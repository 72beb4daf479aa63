"""Quotation marks around what nobody says: a nickname, the title of a film or book, a word held at arm's
length."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.page import Page
from onrecord.extract.quotes import Quotation
from onrecord.extract.tagger import Attribution
from onrecord.model import Span

_NAMES_IT = re.compile(
    r"\b(?:known (?:to [^,;.“”\"]{2,40} )?(?:as|by the name)|nicknamed|titled|entitled|codenamed|code-named|"
    r"christened|named|so-called|(?:film|movie|novel|book|memoirs?|song|album|play|opera|series|show|poem|"
    r"documentary|musical|magazine|anthem|hymn|ballet|painting|operation|project|programme|vessel|ship),?)"
    r"(?: (?:the|a|an))?\s*\Z",
    re.IGNORECASE,
)
# Verbs of what is done with a work or a name.
_PERFORMS = re.compile(
    r"(?:\w+ )?(?:known|named|nicknamed|titled|entitled|played|plays|sang|sung|performed|starred|starring|"
    r"published|"
    r"directed|screened|showed|shows|shown|aired|broadcast|opened with|filmed|painted|printed|recorded|"
    r"released)"
    r"(?: (?:as|in|on|with))?",
    re.IGNORECASE,
)
# "Villagers called the tank “Big Auntie”": what somebody is called is a name where it is written as one.
_CALLS = re.compile(
    r"(?:(?:is|are|was|were|has|have|had|been|being|be|also|often|\w+ly) )*(?:called|call|calls|dubbed|"
    r"dubs|nicknamed|named|christened)",
    re.IGNORECASE,
)
_NOTHING_MORE = re.compile(r"[,.]?(?:\s*\Z| and | but )")
# "Aung “Tiger” Myint": the nickname stands in the name.
_IN_A_NAME = re.compile(r"(?P<name>(?:[A-Z][\w.-]* ){1,6})(?=[“\"‘'][^“”\"‘’',]{2,25}[”\"’'] \Z)")
_SMALL = frozenset("a an and as at but by for from in into nor of on or over the to up with".split())
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_INNER_STOP = re.compile(r"[,.;:!?][\"”’'»]*\Z")


def with_nicknames(page: Page, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return `attributions` with the whole of a name in which a nickname stands, and none of the
    nickname's."""
    kept = [one for one in attributions if not any(_in_a_name(page, span) for span in one.content)]
    return tuple(replace(one, source=tuple(_whole_name(page, span) for span in one.source)) for one in kept)


def _in_a_name(page: Page, span: Span) -> bool:
    inside = page.quotations_in(span)
    if len(inside) != 1 or Span(*inside[0][:2]) != span or page.text[span.end : span.end + 1] != " ":
        return False
    name = page.text[span.end + 1 : span.end + 2].isupper()
    return name and bool(_IN_A_NAME.search(page.text, max(0, span.start - 80), span.end + 1))


def _whole_name(page: Page, source: Span) -> Span:
    sentence = page.sentence_of(source)
    if sentence is None or not page.text[source.start].isupper():
        return source
    name = _IN_A_NAME.search(page.text, sentence.start, source.start)
    return Span(name.start(), source.end) if name else source


def only_names(page: Page, one: Attribution) -> bool:
    """Say whether all that is "said" is a quoted name or title: "known as “the Old Lady”"."""
    quoted = [quotation for span in one.content for quotation in page.quotations_in(span)]
    if len(quoted) != 1:
        return False
    words = quoted[0]
    titled = _titled(page.text, words)
    if any(_CALLS.fullmatch(page.text, *cue) for cue in one.cue):
        return titled and bool(_NOTHING_MORE.match(page.text, words.end, one.content[-1].end))
    named = _names_it(page, words)
    performed = all(_PERFORMS.fullmatch(page.text, *cue) for cue in one.cue)
    return _alone(page, one.content, words) and ((titled and named) or (performed and (titled or named)))


def _alone(page: Page, content: Sequence[Span], quotation: Quotation) -> bool:
    """Say whether nothing but small words stands before the quotation in `content`."""
    before = "".join(page.text[span.start : min(span.end, quotation.start)] for span in content)
    return all(word.lower() in _SMALL for word in _WORD.findall(before))


def _names_it(page: Page, quotation: Quotation) -> bool:
    sentence = page.sentence_of(Span(*quotation[:2]))
    return sentence is not None and bool(_NAMES_IT.search(page.text, sentence.start, quotation.start))


def _titled(text: str, quotation: Quotation) -> bool:
    """Say whether the words are written as titles are, every one but the small ones with a capital."""
    quoted = text[quotation.start : quotation.end]
    words = [word for word in _WORD.findall(quoted) if word.lower() not in _SMALL]
    return bool(words) and not _INNER_STOP.search(quoted) and all(not word[0].islower() for word in words)
