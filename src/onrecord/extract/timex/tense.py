"""Whether the words around a time expression look back or ahead.

A weekday, a month or a season without a year stands for the nearest one in the direction in which its verb
looks: "talks broke off on Tuesday" looks back, "the court will rule on Thursday" ahead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from onrecord.extract.timex.lexicon import alternatives
from onrecord.model import Span

Tense = Literal["past", "future", "none"]

_FUTURE = r"""
    will | 'll | ’ll | wo | shall | would | going\s+to
    | (?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?
      (?:set|due|expected|scheduled|slated|planned|likely|supposed|poised|about|bound|to)
    | (?:plans?|intends?|hopes?|expects?|wants?)\s+to | plann(?:ed|ing)\s+(?:to|for)
    | scheduled | due | slated | upcoming
    | (?:set|expected|likely|ready|preparing|prepares?|called|calls|agreed|vowed|promised|pledged|threatened)
      \s+(?:to|for)"""
_IRREGULAR = """
ate became began blew broke brought built bought came caught chose cut dealt did drew drove fell fled
flew fought found gave got grew had heard held hit hurt kept knew laid led left lost made met paid put
quit ran read rose said sank sat saw sent set shot sold spent spoke spread stole stood struck swore
thought threw told took was went were woke won wore wrote
"""
_PAST = rf"{alternatives(_IRREGULAR.split())} | \w{{2,}}ed"
# "Had been scheduled" tells of a plan given up: it looks back. "Has" and "is" end the search for a verb.
_VERB = re.compile(
    rf"""\b(?: had\s+(?:\w+ly\s+)?been\s+\w+ed | (?P<future>{_FUTURE}) | has | have | 've | ’ve | {_PAST}
    | (?P<present> is | are | says | am ) )\b""",
    re.I | re.X,
)
_INFINITIVE = re.compile(r"\bto\s+[a-z]+\s")
_LOOKS_AHEAD = re.compile(
    r"""\b(?: until | till | ahead\s+of | by
    | (?:set|scheduled|planned|due|slated|called|date|deadline|meeting)\s+for ) \s+(?:the\s+)?$""",
    re.I | re.X,
)
_CUT = re.compile(r"[;:]|,\s+(?:and|but|while|which|who)\b|\s(?:--|–|—|-)\s|[\"“”]")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb group and the direction in which it looks."""

    span: Span
    tense: Tense


def tense_at(text: str, sentence: Span, span: Span) -> Tense:
    """Return the direction of the verb that the expression at `span` belongs to, "none" without one."""
    ahead = _LOOKS_AHEAD.search(text[sentence.start : span.start])
    if ahead and ahead.start() > 0:
        return "future"
    verb = verb_near(text, sentence, span)
    return verb.tense if verb else "none"


def verb_near(text: str, sentence: Span, span: Span) -> Verb | None:
    """Return the verb nearest before `span` in its clause, else the nearest behind it in the sentence."""
    start = max(
        (cut.end() for cut in _CUT.finditer(text, sentence.start, span.start)), default=sentence.start
    )
    before = list(_VERB.finditer(text, start, span.start))
    if before:
        verb = _verb(before[-1])
        infinitive = _INFINITIVE.search(text, verb.span.end, span.start)
        return Verb(verb.span, "none") if infinitive and verb.tense == "past" else verb
    behind = _VERB.search(text, span.end, sentence.end)
    return _verb(behind) if behind else None


def _verb(match: re.Match[str]) -> Verb:
    tense: Tense = "past"
    passive = re.search(r"\b(?:is|are)\s+(?:\w+ly\s+)?$", match.string[: match.start()][-30:], re.I)
    if match["future"]:
        tense = "future"
    elif match["present"] or passive:
        tense = "none"
    return Verb(Span(*match.span()), tense)
