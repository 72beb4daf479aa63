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

_ADVERB = r"(?:not|n['’]t|also|soon|then|now|only|never|again|\w+ly)"
# The verb behind an auxiliary belongs to its group: "will be held" and "would cut" don't look back.
_GOVERNED = rf"(?:\s+{_ADVERB})*(?:\s+(?:be|get)\b)?(?:\s+{_ADVERB})*(?:\s+(?!(?:on|by|in)\b)[a-z]+)?"
_FUTURE = rf"""
    (?: will | 'll | ’ll | won['’]t | shall | would | (?-i:may) | might
        | could(?=\s+(?:come|begin|start|happen|take\s+place|be\s+(?:announced|held|released|signed))\b)
        | going\s+to ) (?!\s+(?:not\s+)?have\b) {_GOVERNED}
    | (?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?
      (?: (?:set|due|expected|scheduled|slated|planned|likely|supposed|poised|about|bound)
        (?: \s+to {_GOVERNED} )?
        | to {_GOVERNED} )
    | (?:plans?|intends?|hopes?|expects?|wants?)\s+to {_GOVERNED} | plann(?:ed|ing)
    | scheduled | due | slated | upcoming
    | (?:set|expected|likely|ready|preparing|prepares?|called|calls|agreed|vowed|promised|pledged|threatened)
      \s+ (?: to {_GOVERNED} | for )
    | to\s+be\s+(?:\w+ly\s+)?(?:\w+ed|held|sent|sold|put|cut|made|given|taken|paid|built)
    | (?<!\bto\s)(?<!\bnot\s)
      (?: begins|resumes?|expires?|convenes?|meets? | takes?\s+(?:place|effect|office) )"""
_IRREGULAR = """
ate became began blew broke brought built bought came caught chose cut dealt did drew drove fell fled
flew fought found gave got grew had heard held hit hurt kept knew laid led left lost made met paid put
quit ran read rose said sank sat saw sent set shot sold spent spoke spread stole stood struck swore
thought threw told took was went were woke won wore wrote
"""
# A name ("United", "Mohammed") has a capital; these are no participles in spite of their ending.
_NO_PARTICIPLE = "need|speed|indeed|hundred|exceed|proceed|succeed|breed|feed|seed|greed|embed"
_PAST = rf"{alternatives(_IRREGULAR.split())} | (?-i:(?!(?:{_NO_PARTICIPLE})\b)[a-z]{{2,}}ed)"
# "Had been scheduled" and "had planned" tell of a plan given up, "had to" of a duty done: they look back.
_VERB = re.compile(
    rf"""\b(?: had\s+(?:\w+ly\s+)?(?:been\s+)?(?:\w+ed|due|set) | had\s+to{_GOVERNED}
    | (?P<future>{_FUTURE}) | has | have | 've | ’ve | {_PAST}
    | (?P<present> is | are | says | am ) )\b""",
    re.I | re.X,
)
# "To" before a noun phrase or a number is no infinitive: "rose to a record", "came to her with it".
_NO_VERB = (
    "a an the this that these those its his her their our my your it him them me us what which some any"
)
_INFINITIVE = re.compile(rf"\bto\s+(?!{alternatives(_NO_VERB.split())}\b)[a-z]+\s")
_LOOKS_AHEAD = re.compile(
    r"""\b(?: (?P<till>until|till) | ahead\s+of | effective | (?P<by>by) | as\s+(?:early|soon)\s+as
    | no\s+later\s+than
    | (?:set|scheduled|planned|due|slated|called|date|deadline|meeting)\s+for ) \s+(?:the\s+)?$""",
    re.I | re.X,
)
# What lasts "until Friday" ended then, if its verb looks back; what was put off begins then.
_PUT_OFF = re.compile(
    r"\b(?:postpon|delay|extend|adjourn|suspend|defer|put\s+off|gave|given?|granted|had|has|have|wait|hold|held"
    r"|remanded|ordered|deadline)",
    re.I,
)
# The simple present of what is fixed in a calendar: "the trial opens Monday", "the vote is on Sunday".
_FIXED = re.compile(
    r"""(?<!\bto\s)(?<!\bnot\s)\b(?: is | are
    | (?:begin|open|start|end|close|resume|continue|arrive|return|expire)s
    | goes | meets | votes | begin | resume | arrive | expire ) \s+(?:on\s+)?$""",
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
    verb = verb_near(text, sentence, span)
    before = text[sentence.start : span.start]
    if ahead and ahead.start() > 0:
        put_off = ahead["till"] and _PUT_OFF.search(before)
        over = (ahead["by"] or ahead["till"]) and verb and verb.tense == "past" and not put_off
        return "past" if over else "future"
    if _FIXED.search(before):
        return "future"
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
