"""The shapes of time expressions: regular expressions over the words of `lexicon`, one a rule.

Where several rules fit, the match that begins first wins, then the longer one, then the rule that stands
first. Span conventions are those of TimeBank 1.2 (Pustejovsky et al. 2003): modifiers belong to the
expression ("earlier this week", "nearly two years"), prepositions do not ("in", "on"), nor does the mark of
a possessive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.extract.timex.holidays import HOLIDAY
from onrecord.extract.timex.lexicon import (
    COUNT,
    DECADE_WORD,
    MONTH,
    MONTH_ALONE,
    NUMBER,
    ORDINAL,
    ORDINAL_DAY,
    PART,
    SEASON,
    SPOKEN_YEAR,
    UNIT,
    WEEKDAY,
)
from onrecord.model import Span


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression as it stands: where, by which rule, and the rule's parts in lower case."""

    span: Span
    rule: str
    parts: Mapping[str, str]

    def __getitem__(self, part: str) -> str:
        """Return the words of `part`, blanks collapsed; empty where the expression has none."""
        return self.parts.get(part, "")


# Fragments, and rules below, are written in verbose mode: blanks in them mean nothing.
_EARLY = r"""(?: (?:as\s+|very\s+)? (?P<early>early|late|mid|earlier|later|sometime|midway)
    (?: \s+(?:on|in)\s+ | [\s-]+ ) )?"""
_EDGE = r"(?: (?:the\s+(?:very\s+)?)? (?P<edge>end|beginning|start|middle|close)\s+of\s+ )?"
_ABOUT = r"""(?: (?: about | around | nearly | almost | some | roughly | approximately | up\s+to
    | under(?!\s+the) | at\s+(?:least|most)(?!\s+the) | (?:no\s+)?more\s+than | (?:less|fewer)\s+than )
    \s+ )?"""
# What modifies a weekday, which "earlier" does not: it stands beside the day as an adverb of its own.
_PART_OF = r"(?: (?:as\s+|very\s+)? (?P<early>early|late|mid) (?: \s+on\s+ | [\s-]+ ) )?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d) (?![\d%]|[.,]\d)"
_MONTH = rf"(?P<month>(?-i:{MONTH}))"
_MONTH_ALONE = rf"(?P<month>(?-i:{MONTH_ALONE}))"
_WEEKDAY = rf"(?P<weekday>{WEEKDAY})"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9]) (?:st|nd|rd|th)? (?!\w|%|[.,:]\d)"
_SPOKEN_DAY = rf"(?:the\s+)?(?P<nth>{ORDINAL_DAY})"
_ZONE = r"(?:GMT|UTC|[ECMP][SD]?T|BST|CES?T|IST|local\s+time)\b"
_THIS = r"this(?:\s+(?:past|coming))?"
_REACH = r"past|last|next|coming|current|previous|preceding|following|latest|same"
_REL_YEAR = r"(?P<rel>last|this|next)\s+year"
_ENDS = r"(?=\s*[.,;]|\s*$)"
# A capital inside a sentence makes a name of the word: the programme "This Week", the newspaper "Today".
_TITLE = r"(?-i:(?<=\w\s)[A-Z][a-z])"
# Weeklies are named for their day: "the Sunday Herald", "the Independent on Sunday".
_NO_PAPER = r"""(?-i: (?<!Independent\son\s) (?<!Mail\son\s) (?<!Business\son\s)
    (?! (?<=\b[Tt]he\s)(?:Sun|Satur|Mon)day\s+(?:Times|Telegraph|Mail|Mirror|Express|Post|Herald|Star
    |Tribune|Independent|People|Sun|News|World|Mercury|Standard|Leader|Observer|Business|Punch
    |Vision|Nation|Age)\b ) )"""
_FUNCTION_WORD = r"""(?: and|or|but|that|which|who|as|when|than|has|have|had|was|were|is|are|did|would
    |it|they|he|she
    | we|i|you|there|this|these|the|some|many|to|by )"""

_RULES: tuple[tuple[str, str], ...] = (
    (
        "attacks",
        r"(?: (?<!\d)9/11(?!/?\d) | (?-i:Sept(?:\.|ember)\s+11) (?=\s+(?:\w+\s+)?(?:attack|terror|hijack)) )",
    ),
    ("iso_day", r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!-?\d)"),
    ("slash_day", r"(?P<first>\d\d?)/(?P<second>\d\d?)/(?P<year>\d{4}|\d\d)(?!/?\d)"),
    (
        "clock",
        rf"""(?: (?P<hour>\d\d?) (?:[:.](?P<minute>\d\d))? \s*(?P<half>[ap])\.?\s?m\b\.?
        | (?P<hour24>[01]?\d|2[0-3]) [:.]? (?P<minute24>[0-5]\d) (?=\s+{_ZONE})
        | (?<=\bat\s) (?P<hourat>[01]?\d|2[0-3]) : (?P<minuteat>[0-5]\d)
        | (?P<spoken>(?<!high\s)(?:midnight|noon|midday))
        | (?P<hourin>1[0-2]|[1-9]) \s+ (?:in\s+the|at) \s+ (?P<hourpart>{PART}) )
        (?:\s+{_ZONE})?
        (?: ,?\s+ (?:on\s+)?
        (?: (?P<rel>today|yesterday|tomorrow) | {_WEEKDAY} (?:\s+{PART})? | {_MONTH}\s+{_DAY} ) )?""",
    ),
    ("month_day", rf"{_EARLY} (?:{_WEEKDAY},?\s+)? {_MONTH}\s+(?:{_DAY}|{_SPOKEN_DAY}) (?:,?\s+{_YEAR})?"),
    (
        "month_day",
        rf"{_EARLY} (?:{_WEEKDAY},?\s+)? (?:the\s+)? {_DAY}\s+(?:of\s+)?{_MONTH} (?:,?\s+{_YEAR})?",
    ),
    ("week_of", rf"the\s+week\s+of\s+{_MONTH}\s+{_DAY} (?:,?\s+{_YEAR})?"),
    ("day_beside", _DAY),
    ("month_year", rf"{_EARLY} {_EDGE} {_MONTH},?\s+(?:of\s+)? (?:{_YEAR} | (?P<spoken>{SPOKEN_YEAR}))"),
    (
        "month",
        rf"""{_EARLY} {_EDGE} (?:(?P<det>last|next|{_THIS})\s+)? {_MONTH_ALONE}
        (?!\s+{_DAY}) (?:\s+(?:of\s+)?(?P<which>last|next|this)\s+year)?""",
    ),
    (
        "weekday",
        rf"""{_PART_OF} {_NO_PAPER}
        (?:(?P<det> last | next | {_THIS} | (?:the\s+)?(?:previous|following|coming|past) )\s+)?
        {_WEEKDAY} (?: \s+(?P<part>{PART}) | ,?\s+(?:of\s+)?(?P<week>last|this|next)\s+week )?""",
    ),
    (
        "weekdays",
        rf"""(?: (?:every|each)\s+{_WEEKDAY} (?:\s+(?P<part>{PART}))?
        | (?P<many>{WEEKDAY}) (?: s | \s+(?P<parts>{PART})s ) )""",
    ),
    (
        "holiday",
        rf"""(?:(?P<det>last|next|this)\s+)? (?P<holiday>(?-i:(?=[A-Z])){HOLIDAY})
        (?:,?\s+{_YEAR})? (?!\s+Island)""",
    ),
    ("near_day", r"the\s+day\s+(?P<near>before\s+yesterday|after\s+tomorrow)"),
    (
        "near_day",
        rf"""(?: {_EARLY} | (?P<lead>{PART})\s+ ) (?<!\()(?!{_TITLE})
        (?P<near>today|yesterday|tomorrow|tonight) (?:\s+(?P<part>{PART}))?""",
    ),
    (
        "this_part",
        rf"{_EARLY} (?P<det>this|that|last|the\s+(?:next|previous|following|same)) \s+(?P<part>{PART})",
    ),
    ("this_part", r"(?<=\bin\s)(?P<det>the)\s+(?P<part>morning|afternoon|evening)"),
    ("this_part", r"(?P<part>overnight|mid[\s-]?(?:morning|afternoon))"),
    (
        "this_unit",
        rf"""{_EARLY} {_EDGE} (?P<det> {_THIS} | that | (?:the\s+)?(?:{_REACH}) | the\s+full | the ) \s+
        (?:(?P<kind>fiscal|calendar)\s+)?
        (?!{_TITLE})(?P<unit>day|weekend|week|month|quarter|year|decade|century)
        (?!-(?:ago|earlier)) (?:\s+or\s+so)?""",
    ),
    (
        "season",
        rf"""{_EARLY} {_EDGE} (?:(?P<det> last | next | {_THIS} | that | the\s+(?:{_REACH}) | the )\s+)?
        (?P<season>{SEASON}) (?:\s+(?:of\s+)?(?:{_YEAR}|(?P<spoken>{SPOKEN_YEAR})))?""",
    ),
    (
        "quarter",
        rf"""(?: (?P<poss>this|last|next)\s+year['’]s\s+ | the\s+ (?! (?:fiscal\s+)?\w+-quarter ) )?
        (?:(?P<lead>(?:19|20)\d\d|year-ago|year-earlier)\s+)? (?:fiscal[\s-])?
        (?P<nth>{ORDINAL})[\s-](?:fiscal[\s-])?quarter
        (?: \s+(?:of\s+)?(?:fiscal\s+)?{_YEAR} | \s+(?:of\s+)?{_REL_YEAR} )?""",
    ),
    ("quarter", rf"Q(?P<digit>[1-4]) (?:[\s-]+(?:of\s+)?{_YEAR})?"),
    (
        "half",
        rf"""the\s+(?P<nth>first|second|last|1st|2nd)\s+half\s+of\s+
        (?: (?:fiscal\s+)?{_YEAR} | {_REL_YEAR} | the\s+year )""",
    ),
    ("year_ago_period", r"(?:the\s+)? (?P<lead>(?:19|20)\d\d)\s+(?:quarter|period)"),
    (
        "year_ago_period",
        r"""(?:the\s+)? (?:corresponding|comparable|same|like)\s+(?:period|quarter)\s+
        (?: (?:(?:of|in)\s+)?last\s+year | a\s+year\s+(?:ago|earlier|before) | the\s+year\s+before )""",
    ),
    (
        "year_ago_period",
        r"last\s+year['’]s\s+(?:quarter|period) | the\s+quarter\s+a\s+year\s+(?:ago|earlier)",
    ),
    ("latest_period", r"the\s+latest\s+period"),
    ("year_end", r"year(?:['’]s)?[\s-]+end"),
    (
        "year_ago_period",
        r"""(?: (?:the\s+)?
        (?:(?:comparable|corresponding|same)\s+)? year-(?:ago|earlier)\s+(?:period|quarter)
        | year-(?:ago|earlier) )""",
    ),
    (
        "year",
        rf"""(?: (?:the\s+)?fiscal(?:\s+year)?\s+ | the\s+year\s+ )? {_EARLY} {_EDGE}
        (?<![\d$£€¥\#,.:/])(?: (?<!\w-) | (?<=\bmid-) | (?<=\blate-) | (?<=\b(?:1[5-9]|20)\d\d-) )
        (?P<plain>(?:1[5-9]|20)\d\d)
        (?! [\d%°] | [.,:]\d | ['’]?s\b | -(?!(?:1[5-9]|20)\d\d\b)\w | /\d )""",
    ),
    ("year", r"(?-i:FY)\s?(?P<short>['’]?\d\d)"),
    ("year", rf"(?:the\s+year\s+)? {_EARLY} (?P<spoken>{SPOKEN_YEAR})"),
    ("year", r"(?<!\w)['’](?P<short>\d\d) (?! \d | s\b | \s+(?-i:[A-Z]) )"),
    ("fiscal_year", rf"{_EARLY} (?P<det> the(?:\s+(?:{_REACH}))? | this | last | next )\s+fiscal\s+year"),
    (
        "decade",
        rf"""(?:the\s+)? {_EARLY}
        (?: (?P<full>(?:1[5-9]|20)\d)0['’]?s | ['’](?P<short>\d)0s | (?P<word>{DECADE_WORD}) )""",
    ),
    (
        "century",
        r"""(?:the\s+)? (?:(?:early|late|mid)[\s-]+)?
        (?P<nth> \d\d?(?:st|nd|rd|th) | eighteenth | nineteenth | twentieth | twenty-first ) [\s-]century""",
    ),
    ("weekends", r"(?:(?<=\bon\s)|(?<=\bat\s)|every\s+|each\s+)weekends?"),
    ("named_sets", rf"(?:every|each)\s+ (?: {_MONTH_ALONE} | (?P<season>{SEASON}) )"),
    ("sets", rf"(?:every|each)\s+ (?P<other>other\s+|second\s+)? (?:(?P<n>{COUNT})\s+)? (?P<unit>{UNIT})s?"),
    (
        "adverb_set",
        r"(?P<adverb>hourly|daily|nightly|weekly|biweekly|monthly|annually|yearly) (?!\s+(?-i:[A-Z]))",
    ),
    (
        "some_day",
        r"""(?: (?<=\bwill\s)|(?<=\bwould\s)|(?<=\bcould\s)|(?<=\bmight\s)|(?<=\bmay\s) ) one\s+day
        | one\s+day(?=\s+(?:he|she|it|they|we|you|I|this|that|the\s+\w+)\s+(?:will|would|could|might|may)\b)
        | some\s?day""",
    ),
    (
        "span_of_time",
        rf"""{_ABOUT}
        (?: (?P<det> (?:the\s+)?(?:first|final|entire|whole|full|{_REACH}) | the | another | this )\s+
            (?! (?:\w+-)?\w+-{UNIT}\b | (?!one\b){NUMBER}\s+{UNIT}\b ) )?
        (?P<n>{COUNT}) (?:\s*(?:to|or|-|–)\s*(?P<upto>{NUMBER}))?
        (?: \s+(?:more|full|whole|straight|consecutive|long|trading|business|working|additional|other) )*
        [\s-]+(?!{_TITLE})(?P<unit>{UNIT})s? (?P<rest>\s+and\s+a\s+half)? (?:\s+or\s+(?:so|two|more))?
        (?: [\s-]+(?P<way> ago | earlier | later | from\s+now | hence
            | (?:before|after|previously){_ENDS} ) )?""",
    ),
    ("long", rf"(?:(?P<n>{NUMBER})-)? (?P<unit>{UNIT})(?P<many>s)?-?long"),
    ("night_beside", rf"the\s+night\s+(?P<way>before|after){_ENDS}"),
    ("period_beside", rf"the\s+(?P<unit>day|week|month|year)\s+(?P<way>before|after){_ENDS}"),
    (
        "vague_span",
        r"""(?P<det> (?:the\s+)?(?:recent|past|last|next|coming|following) | these | those | the )? \s*
        (?P<unit>hours|days|weeks|months|quarters|years|decades|centuries)
        (?: \s+(?:and|or)\s+(?:days|weeks|months|years)\b )?
        (?: \s+(?P<way>ago|earlier|later|ahead|to\s+come) )?""",
    ),
    ("before_now", r"then[\s-]current"),
    (
        "now",
        r"""now | currently | presently | nowadays | at\s+the\s+moment | current
        | (?:the\s+)?present(?=\s+(?:time|day)\b)""",
    ),
    (
        "before_now",
        rf"""(?:(?:more|most)\s+)?recently | recent | (?:not\s+(?:so\s+)?)?long\s+ago | lately
        | the\s+(?:recent\s+|distant\s+)?past (?: (?=\s+(?:and|or|but)\b) | {_ENDS} )
        | (?<=\bin\s)the\s+past(?=\s+{_FUNCTION_WORD}\b)""",
    ),
    (
        "after_now",
        rf"""the\s+(?:(?:near|foreseeable|immediate|distant)\s+)?future | the\s+(?:near|short)\s+term
        | future\s+{UNIT}s
        | soon(?!\s+(?:after|as|became|before))""",
    ),
)
_COMPILED = tuple(
    (name, re.compile(rf"(?<![\w$£€])(?:(?<!-)|(?<=\d{{4}}-))(?<!\d[,.])(?:{pattern})(?!\w)", re.I | re.X))
    for name, pattern in _RULES
)


def read_expressions(text: str, sentence: Span) -> Iterator[Expression]:
    """Yield the time expressions of one sentence of `text`, in order, none overlapping another."""
    found: list[tuple[int, int, int, str, re.Match[str]]] = []
    for order, (name, pattern) in enumerate(_COMPILED):
        for match in pattern.finditer(text, sentence.start, sentence.end):
            found.append((match.start(), -match.end(), order, name, match))
    at = sentence.start
    for start, end, _, name, match in sorted(found, key=lambda row: row[:3]):
        if start >= at:
            at = -end
            yield _expression(name, match)


def _expression(name: str, match: re.Match[str]) -> Expression:
    parts = {part: " ".join(words.lower().split()) for part, words in match.groupdict().items() if words}
    start, end = match.span()
    while match.string[start].isspace():
        start += 1
    return Expression(Span(start, end), name, parts)
