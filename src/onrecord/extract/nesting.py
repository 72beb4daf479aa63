"""A statement inside another's content: "“No,” Orpo said, according to Yle".

PolNeAR marks only the outer of two attributions, here Yle's. On record it is Orpo who speaks and Yle who
passes it on, so the inner one is taken out; the outer stays in the text, where the relay is read from.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.extract.quotes import Quotation
from onrecord.model import Span

_SAID = (
    r"(?:(?:has|had|have) )?(?:said|says|say|added|adds|told \w+|stated|declared|announced|warned|insisted|"
    r"stressed|noted|wrote|tweeted|claimed|argued|explained|replied|continued|concluded)"
)
_WORD = r"[^\s,.;:!?“”\"]+"
_SPEAKER = rf"{_WORD}(?: {_WORD}){{0,9}}?"
_OCCASION = r"(?: (?:in|on|at|to|during|after|before) [^,.;:!?“”\"]*)?"
_AFTER_QUOTATION = re.compile(
    rf"\s+(?:(?P<before>{_SPEAKER}) (?P<after_cue>{_SAID})|(?P<before_cue>{_SAID}) (?P<after>{_SPEAKER}))"
    rf"{_OCCASION}\Z"
)
# Without quotation marks only a clause that ends with its speaker and verb is sure to be one, or one that
# begins with them and "that" where the outer attribution stands behind it.
_AFTER_CLAUSE = re.compile(
    r"(?P<said>.{15,}),\s(?=[A-Z]|(?:the|an?|he|she|they|its|his|her|their)\b)"
    rf"(?P<speaker>{_SPEAKER}) (?P<cue>{_SAID})(?: on \w+day)?\Z",
    re.DOTALL,
)
_BEFORE_CLAUSE = re.compile(
    rf"(?=[A-Z]|the\b)(?P<speaker>{_SPEAKER}(?:, [^,.;:!?“”\"]+,)?) (?P<cue>{_SAID}) "
    r"(?P<said>that\s.{15,})\Z",
    re.DOTALL,
)


class Inner(NamedTuple):
    """The inner statement: whose words, by which cue."""

    cue: Span
    source: Span
    content: Span


def inner_statement(
    text: str, content: Span, quotation: Quotation | None, outer: Span | None
) -> Inner | None:
    """Take out the statement inside `content`, None where there is none.

    `quotation` is what the content begins with. `outer` is the cue and source of the attribution where both
    stand behind it: the inner speaker may also be named in between, outside of the content.
    """
    if quotation is not None:
        words = text[quotation.end : max(quotation.end, content.end if outer is None else outer.start)]
        return _after_quotation(text, quotation, quotation.end + len(words.rstrip(", ")))
    match = _AFTER_CLAUSE.match(text, *content)
    if match is None and outer is not None:
        match = _BEFORE_CLAUSE.match(text, *content)
    if match is None:
        return None
    return Inner(Span(*match.span("cue")), Span(*match.span("speaker")), Span(*match.span("said")))


def _after_quotation(text: str, quotation: Quotation, end: int) -> Inner | None:
    match = _AFTER_QUOTATION.match(text, quotation.end, end)
    if match is None:
        return None
    cue, source = ("after_cue", "before") if match["before"] else ("before_cue", "after")
    return Inner(Span(*match.span(cue)), Span(*match.span(source)), Span(quotation.start, quotation.end))
