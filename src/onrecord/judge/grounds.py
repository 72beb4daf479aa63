"""What a statement gives as its grounds: the law it stands on, the reason it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.model import Span

# What stands behind these is a list of things ("international law, the Charter and UN resolutions").
_THINGS = re.compile(
    r"\b(?:(?:as|because|since|for) (?:it|we|they|he|she|this|that|which|the \w+) "
    r"(?:fully |clearly |flagrantly |strictly )?"
    r"(?:adheres? to|respects?|upholds?|violates?|violated|breach(?:es|ed)?|contravenes?|contradicts?"
    r"|is bound by|are bound by"
    r"|abides? by|goes against|runs counter to)"
    r"|adher(?:es|ing) to|in (?:\w+ )?(?:violation|breach|defiance|contravention) of|contrary to"
    r"|in (?:full |strict )?(?:accordance|line|conformity|keeping|compliance) with|citing|invoking"
    r"|on the basis of|based on|under(?=\s+(?:international|humanitarian|the|article|chapter|un)\b)"
    r"|violat(?:es|ed|ing)|breach(?:es|ed|ing)|flout(?:s|ed|ing)?|contraven(?:es|ed|ing))\s+",
    re.IGNORECASE,
)
# What stands behind these is a clause that is kept whole.
_CLAUSE = re.compile(
    r"\b(?:because(?: of)?|on the grounds? (?:that|of)|due to|owing to|given that|arguing that)\s+",
    re.IGNORECASE,
)
_END = re.compile(
    r"[.;:!?\"”\n]|,?\s+(?:said|says|but|while|which|who|after|when|he|she|adding|according)\b|\s[–—-]\s"
)
_CLAUSE_END = re.compile(
    r"[.;!?\"”\n]|,\s+(?:\w+\s+){0,4}(?:said|says|told|added)\b|,\s+(?:he|she|but|while|and)\b"
)
_ITEMS = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+|\s+as well as\s+")
_LEGAL = re.compile(
    r"\b(?:laws?|charters?|resolutions?|constitutions?|treat(?:y|ies)|conventions?|principles?|agreements?|accords?|rights?"
    r"|norms?|statutes?|protocols?|obligations?|integrity|sovereignty|memorandum|acts?|articles?|declarations?|rules?)\b",
    re.IGNORECASE,
)


def grounds_in(text: str, content: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of `text` within `content` that name a ground, in order, each once."""
    found: list[Span] = []
    for stretch in content:
        for span in (*_things(text, stretch), *_clauses(text, stretch)):
            if not any(span.meets(other) for other in found):
                found.append(span)
    return tuple(sorted(found))


def _things(text: str, stretch: Span) -> Iterator[Span]:
    for lead in _THINGS.finditer(text, stretch.start, stretch.end):
        end = _first(_END, text, lead.end(), stretch.end)
        items = list(_split(text, Span(lead.end(), end)))
        legal = _LEGAL.search(text, lead.end(), end)
        if legal is None and lead.group().lower().split()[0] not in ("citing", "invoking"):
            continue
        if legal is not None:
            items = [s for s in items if _LEGAL.search(s.of(text))] or items[:1]
        yield from items


def _split(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for comma in [*_ITEMS.finditer(text, span.start, span.end), None]:
        end = comma.start() if comma else span.end
        trimmed = _trim(text, Span(start, end))
        if trimmed.start < trimmed.end:
            yield _short(text, trimmed)
        start = comma.end() if comma else end


def _short(text: str, span: Span) -> Span:
    """The noun group alone: what follows a preposition other than "of", or an infinitive, is left out."""
    after = re.compile(r"\s+(?:by|in|on|at|with|to|for|that|from|during|since|as)\s").search(
        text, span.start, span.end
    )
    end = after.start() if after else span.end
    legal = _LEGAL.search(text, span.start, end)
    if legal is not None and not text.startswith((" of ", " on "), legal.end()):
        end = legal.end()
    return Span(span.start, end)


def _clauses(text: str, stretch: Span) -> Iterator[Span]:
    for lead in _CLAUSE.finditer(text, stretch.start, stretch.end):
        if re.compile(r"\b(?:not|only|simply|just) $").search(
            text, max(stretch.start, lead.start() - 8), lead.start()
        ):
            continue
        span = _trim(text, Span(lead.end(), _first(_CLAUSE_END, text, lead.end(), stretch.end)))
        if span.start < span.end:
            yield span


def _first(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    found = pattern.search(text, start, end)
    return found.start() if found else end


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ",.'\"“‘"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",.'\"”’"):
        end -= 1
    return Span(start, end)
