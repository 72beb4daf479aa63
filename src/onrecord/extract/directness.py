"""Whether a statement's words are the speaker's own: direct, indirect or mixed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.extract.quotes import Quotation
from onrecord.model import Directness, Span

LONG_QUOTE = 4
_WORD = re.compile(r"\w+(?:[’'.\-]\w+)*")


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


# Words that lead into a quotation without being part of it: "said that “we will never …”".
_LEADING = _words("that as how and but or to")
_FINITE = _words(
    "am is are was were has have had do does did will would shall should can could may might must cannot",
    "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't shouldn't can't",
    "couldn't mustn't i'm i'll i've i'd we're we'll we've we'd you're you'll they're they'll they've he's",
    "he'll she's she'll it's it'll that's there's",
)
_SUBJECT = _words("i we you he she they it")


def directness(text: str, content: Sequence[Span], quotations: Sequence[Quotation]) -> Directness:
    """Judge the stretches `content` of `text` by the `quotations` of its paragraphs.

    `direct`: all words stand inside quotation marks; `mixed`: a quoted stretch of four words or more, or with
    a finite verb, in an unquoted frame; `indirect`: the rest, a single quoted word or name included.
    """
    frame: list[str] = []
    quoted: list[list[str]] = []
    for span in content:
        inside = [Span(q.start, q.end) for q in quotations if span.meets(Span(q.start, q.end))]
        stretches: dict[Span, list[str]] = {one: [] for one in inside}
        for match in _WORD.finditer(text, span.start, span.end):
            home = next((one for one in inside if one.start <= match.start() < one.end), None)
            (frame if home is None else stretches[home]).append(match.group().casefold().replace("’", "'"))
        quoted += [words for words in stretches.values() if words]
    if not quoted:
        return "indirect"
    if all(word in _LEADING for word in frame):
        return "direct"
    return "mixed" if any(_speaks(words) for words in quoted) else "indirect"


def _speaks(words: Sequence[str]) -> bool:
    if len(words) >= LONG_QUOTE or any(word in _FINITE for word in words):
        return True
    return len(words) > 1 and words[0] in _SUBJECT
