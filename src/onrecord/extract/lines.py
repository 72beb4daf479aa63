"""Lines that are a statement as a whole: headlines that name who says so, posts set into the report.

"Grain deal is off - minister", "‘No way back’: minister on the pact", "The road is open. — Ada Oru (@adaoru)
March 3, 2024": no sentence of the report's own, so what the tagger made of their words gives way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.extract.page import Page
from onrecord.extract.tagger import Attribution
from onrecord.model import Span

# Where a pattern alone shows the statement; below what the tagger is sure of.
_CONFIDENCE = 0.6
_HEADLINES = 2
_POST = re.compile(
    r"(?P<said>\S.*?)\s*(?P<cue>--?|[–—])\s?(?P<who>[^\s@“”\"][^@“”\"]{1,50} \(@\w+\))[^.!?]{0,40}", re.DOTALL
)
# Whom a headline leaves without a name.
_OFFICE = (
    r"(?:PM|minist\w+|president|premier|chancellor|officials?|sources?|reports?|envoy|ambassador|diplomats?|"
    r"spokes\w+|police|army|military|government|governor|mayor|monitors?|observers?|watchdog|study|survey|"
    r"poll|"
    r"agency|media|commission\w*|aides?|analysts?|experts?|lawyers?|witnesses|rebels|opposition|leader|"
    r"chief|king|"
    r"UN|EU|NATO|IAEA|WHO|IMF|ministry|general|commander|secretary)"
)
_NAMED = rf"(?:[\w’'.-]+ ){{0,3}}(?i:{_OFFICE})(?: [A-Z][\w’'-]+){{0,3}}"
_TAIL = re.compile(
    rf"(?P<said>\S.{{11,160}}?)\s(?P<cue>--?|[–—])\s"
    rf"(?P<who>{_NAMED})"
)
_HEAD = re.compile(rf"(?P<who>{_NAMED})(?P<cue>:)\s(?P<said>[^.]{{10,160}})")
# "‘No way back’: minister on the pact"
_QUOTE_FIRST = re.compile(
    r"(?P<said>[‘'“\"][^‘“”\"]{2,120}[’'”\"])(?P<cue>:)\s"
    rf"(?P<who>{_NAMED})(?: (?:on|after|as|over|about|at|in|amid|before|of|to)\b[^.]{{3,}})?"
)


def with_lines(page: Page, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return `attributions` with those of lines that state one by their form, in place of others there."""
    made = list(attributions)
    for line, found in _lines(page):
        own = [one for one in made if not any(span.meets(line) for span in (*one.cue, *one.content))]
        made = [*own, found]
    return tuple(made)


def _lines(page: Page) -> Iterator[tuple[Span, Attribution]]:
    for number, line in enumerate(page.paragraphs):
        match = _POST.fullmatch(page.text, *line)
        if match is None and number < _HEADLINES and len(page.paragraphs) > 1:
            found = (pattern.fullmatch(page.text, *line) for pattern in (_QUOTE_FIRST, _HEAD, _TAIL))
            match = next((one for one in found if one), None)
        if match is not None:
            cue = Span(*match.span("cue"))
            who, said = Span(*match.span("who")), Span(*match.span("said"))
            yield line, Attribution((cue,), (who,), (said,), _CONFIDENCE)
