"""Relays: who stands between a speaker and the report.

"Yle reported, citing a letter from a Danish official": the official speaks, Yle relays. "..., newspapers
wrote, citing an aide" after words of the chancellor's: both relay."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from onrecord.model import Relay, Span
from onrecord.resolve.media import Medium, with_own_names
from onrecord.resolve.phrases import trim
from onrecord.resolve.scene import Scene

_VERB = (
    r"(?:reported|reports|report|said|says|say|quoted|quotes|cited|cites|wrote|writes|added|noted|revealed"
    r"|claimed"
    r"|announced|showed|suggested|indicated)"
)
_KIND = r"(?: (?:news|press) agency| newspaper| daily| weekly| television| TV| radio| news)"
_DAY = r"(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? "
_VERB_BEHIND = re.compile(
    rf"(?:[’'ʼ]s \w+)?{_KIND}?,? (?:{_DAY})?(?:has |have |had |also |earlier |later |then )*{_VERB}\b"
)
# Who is a medium by its own name alone may "say" things of its own.
_REPORTS_BEHIND = re.compile(
    rf",? (?:{_DAY})?(?:has |have |had |also |earlier |later )*"
    r"(?:reported|reports|quoted|quotes|cited|cites)\b"
)
_ADJECTIVES = r"\s(?:the\s|an?\s)?(?:[\w'’-]+\s){0,3}$"
_REPORTED_BY = re.compile(
    r"\b(?:according to|(?:as )?per|(?:quoted|cited|carried|published|obtained|seen|broadcast|aired"
    r"|reported|run) by"
    r"|saying by|citing|quoting|reported|reports)" + _ADJECTIVES,
    re.IGNORECASE,
)
# After these only a named outlet is a relay: "by Reuters", not "by local newspapers".
_BY = re.compile(
    r"\b(?:by|as|via|said|wrote)\s(?:the\s|an?\s)?(?:(?!(?:to|of|from)\s)[\w'’-]+\s){0,3}$",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:told|speaking (?:to|with|on)|spoke (?:to|with)|(?:interviews?|remarks|comments) (?:with|to|for"
    r"|by|on)"
    r"|interviewed (?:by|on)|appearing on)" + _ADJECTIVES,
    re.IGNORECASE,
)
_WHO = r"(?P<who>(?:[\w’'-]+ ){0,5}?(?:[A-Z][\w’'-]*)(?: [\w’'-]+){0,3}?)"
_QUOTED_BY = re.compile(rf"\b(?:quoted|cited) by (?:\w+day[’']s )?(?:the |an? )?{_WHO}(?= as saying\b)")
_QUOTED_HER = re.compile(
    rf"(?:^|[,;”\"] |\b[Tt]he ){_WHO} (?:{_DAY})?(?:also )?(?:quoted|cited) (?=[^.;]{{2,120}} as saying\b)"
)
# Whoever is given an interview, or prints one, passes it on, whatever the name: "an interview with Kanal 9".
_INTERVIEW = re.compile(
    r"\binterview(?:s|ed)? (?:with|to|for|by|on|in|(?P<printed>(?:published|aired|broadcast|carried) by)) "
    r"(?:the )?"
    r"(?P<who>[A-Z][\w’'&-]*(?: (?:(?:of|de|do|da|del) )?(?:[A-Z][\w’'&-]*|\d+))*)(?![\w’'-])(?! [A-Z])"
)
_OTHER_CLAUSE = re.compile(r"\s(?:but|while|whereas|although|though)\s")
_CITING = re.compile(
    r"\b(?:citing|quoting|which cited|that cited|and cited|cited|quotes|cites|quoted)\s+", re.IGNORECASE
)
_CITED_END = re.compile(
    r"\s?[,;:\"“”–—]|\.(?:\s|$)|\s(?:that|as|who|which|said|says|saying|reported|and (?:said|added)|after"
    r"|but|while)\b"
)


def find_relays(
    scene: Scene, sentences: Iterable[Span], quiet: Collection[Span], speaker: Span | None
) -> tuple[Relay, ...]:
    """Return who relays words told in `sentences`, nearest the reader first.

    `quiet` are stretches that are the words themselves, where nothing is searched; `speaker` the source's
    stretch, which is no relay of itself. The report's own outlet is left out."""
    text = scene.text
    chain: dict[Span, tuple[int, Relay]] = {}
    for sentence in sentences:
        named = (*with_own_names(scene, sentence), *_papers(scene, sentence))
        media = [
            m
            for m in named
            if not any(q.meets(m.span) for q in quiet) and not _in_another_clause(text, speaker, m.span)
        ]
        for medium in media:
            rank = _rank(scene, medium, sentence)
            if (
                rank is None
                or (speaker is not None and speaker.meets(medium.span))
                or _own(scene, medium.name)
            ):
                continue
            chain[medium.span] = (rank, Relay(medium.name, medium.span))
        for cited in _cited(scene, sentence, quiet, media):
            holds = any(cited.meets(span) for span in chain) or (speaker is not None and cited.meets(speaker))
            if not holds and not re.search(r"[\"“”]", cited.of(text)):
                chain[cited] = (1, Relay(cited.of(text), cited))
        for span in _interviewers(scene, sentence, quiet):
            taken = [*chain, *(m.span for m in media), *([speaker] if speaker is not None else [])]
            if not any(span.meets(other) for other in taken) and not _own(scene, span.of(text)):
                chain[span] = (2, Relay(span.of(text), span))
        for span in _quoting(text, sentence, quiet):
            if not any(span.meets(other) for other in chain) and not (speaker and speaker.meets(span)):
                chain[span] = (0, Relay(span.of(text), span))
    ranked = sorted(chain.items(), key=lambda item: (item[1][0], item[0]))
    return tuple(relay for _, (_, relay) in ranked)


def _quoting(text: str, sentence: Span, quiet: Collection[Span]) -> list[Span]:
    """Who quotes somebody, known as a medium or not: X in "was quoted by X as saying", "X quoted her as
    saying"."""
    found = [Span(*match.span("who")) for match in _QUOTED_BY.finditer(text, *sentence)]
    found += [Span(*match.span("who")) for match in _QUOTED_HER.finditer(text, *sentence)]
    return _outside(text, found, quiet)


def _interviewers(scene: Scene, sentence: Span, quiet: Collection[Span]) -> list[Span]:
    """Who is said to have been given an interview, and is no person and no actor: X in "in an interview
    with X"."""
    known = [*(m.span for m in scene.actors), *(t.span for t in scene.titles)]
    persons = [n.span for n in scene.found.names if n.kind == "person"]
    named: list[Span] = []
    for match in _INTERVIEW.finditer(scene.text, *sentence):
        span = Span(*match.span("who"))
        nobody = known if match["printed"] else [*known, *persons]  # no person airs an interview
        named += [] if any(span.meets(other) for other in nobody) else [span]
    return _outside(scene.text, named, quiet)


def _outside(text: str, found: list[Span], quiet: Collection[Span]) -> list[Span]:
    found = [trim(text, span) for span in found]
    return [span for span in found if span.start < span.end and not any(q.meets(span) for q in quiet)]


def _papers(scene: Scene, sentence: Span) -> list[Medium]:
    """Where "the paper" reports: then it is a newspaper, no document."""
    found = re.finditer(r"\b[Tt]he (paper)\b", sentence.of(scene.text))
    spans = (Span(sentence.start + m.start(1), sentence.start + m.end(1)) for m in found)
    return [Medium(span, "paper") for span in spans if _VERB_BEHIND.match(scene.text, span.end)]


def _in_another_clause(text: str, speaker: Span | None, medium: Span) -> bool:
    """Whether another clause than the speaker's tells of the medium: "he was silent, but Interfax said"."""
    return speaker is not None and bool(_OTHER_CLAUSE.search(text, speaker.end, medium.start))


def cited_by(scene: Scene, source: Span, quiet: Collection[Span]) -> Span | None:
    """The voice that a medium passes on in its sentence: Y in "Al Jazeera reported citing Y", in "Reuters
    quoted Y as saying"; None where it cites nobody."""
    sentence = scene.sentence(source.start)
    for cited in _cited(scene, sentence, quiet, [Medium(source, source.of(scene.text))]):
        if cited.start >= source.end:
            return cited
    return None


def named_by(scene: Scene, source: Span) -> tuple[Relay, ...]:
    """The relay that a source is which only passes on what another said; none where the report is its own."""
    span = trim(scene.text, source)
    name = span.of(scene.text)
    return () if not name[:1].isupper() or _own(scene, name) else (Relay(name, span),)


def _cited(scene: Scene, sentence: Span, quiet: Collection[Span], media: Collection[Medium]) -> list[Span]:
    """The phrases behind "citing" in a sentence in which a medium is named before it."""
    text = scene.text
    found: list[Span] = []
    for match in _CITING.finditer(text, sentence.start, sentence.end):
        if any(q.start <= match.start() < q.end for q in quiet) or not any(
            m.span.end <= match.start() for m in media
        ):
            continue
        if match.group().lower().startswith(("quoted", "cited")) and re.match(r"by\b", text[match.end() :]):
            continue
        end = _CITED_END.search(text, match.end(), sentence.end)
        span = trim(text, Span(match.end(), end.start() if end else sentence.end))
        by = re.match(
            r"(?:\w+ ){0,2}(?:statement|letter|comments?|remarks?|words|readout|post|report)s? (?:issued "
            r"|made )?(?:by|from|of) ",
            span.of(text),
        )
        found.append(trim(text, Span(span.start + by.end(), span.end)) if by else span)
    return [span for span in found if span.start < span.end]


def _rank(scene: Scene, medium: Medium, sentence: Span) -> int | None:
    """0 for the medium that reports, 1 for one that it cites, 2 for one that the speaker told; None for no
    relay."""
    text = scene.text
    stretch = (max(sentence.start, medium.span.start - 60), medium.span.start)
    reported = _REPORTED_BY.search(text, *stretch)
    if reported is not None:
        return 1 if reported.group().lower().startswith(("citing", "quoting")) else 0
    behind = _REPORTS_BEHIND if medium.by_name else _VERB_BEHIND
    if behind.match(text, medium.span.end, sentence.end):
        return 0
    words = medium.span.of(text)
    if words[:1].islower() and medium.name == words:
        return None  # "told local newspapers": nobody in particular
    if _TOLD.search(text, *stretch):
        return 2
    by = words[:1].isupper() and not medium.by_name and _BY.search(text, *stretch)
    return 0 if by else None


def _own(scene: Scene, name: str) -> bool:
    """Whether the medium is the outlet that prints the report."""
    outlet = scene.found.report.outlet
    if outlet is None:
        return False
    known = scene.world.outlet(outlet)
    return name == outlet or (known is not None and known == scene.world.outlet(name))
