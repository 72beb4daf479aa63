"""Media in a report: outlets by name, and "media reports", "state television", "the portal"."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from onrecord.model import Span
from onrecord.resolve.nouns import find_nouns
from onrecord.resolve.scene import Scene
from onrecord.world import Outlet

_MODIFIERS = frozenset(
    "state state-run state-owned state-controlled government-run local foreign international domestic"
    " several multiple"
    " various numerous unconfirmed earlier recent official independent semi-official private media news"
    " press public"
    " national leading some other many daily weekly opposition western pro-government pro-kremlin"
    " major".split()
)
_WORD_BEFORE = re.compile(r"([^\W\d_][\w-]*)[ -]$")
_NAMED_AFTER = re.compile(
    r"agency|newspaper|daily|channel|broadcaster|portal|website|magazine|television|radio"
    r"|bureau",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"(?:[A-Z][\w-]+ )+$")
_CALLED = re.compile(
    r"newspaper|daily|weekly|tabloid|magazine|broadcaster|portal|website|channel|(?:news|press) agency"
    r"|news (?:outlet|site|website|channel|service)|radio|television|tv",
    re.IGNORECASE,
)
# A name that is a word of prose too is known by the verb behind it: "the daily Outlook quoted".
_CALLED_SO = re.compile(
    r"(?:The )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}(?= (?:reported|said|quoted|wrote|cited|also|has)\b|,)"
)
# Names that say by a word of their own that they are media's: "Northgate Radio", "Canal Nueve", "Kanal 9".
_CAPITAL = r"[A-Z][\w&-]*(?:[’'][A-Z]\w+)?"
_MEDIA_LAST = (
    r"(?:Radio|Television|TV|Newspapers?|Daily|Weekly|Times|Post|Gazette|Herald|Tribune|Journal|Chronicle"
    r"|Broadcasting(?: (?:Corporation|Company|Service))?|Magazine|Courier|Mail|Telegraph"
    r"|News(?: Agency| Network)?|Press(?: Agency)?|Broadcaster)"
)
_MEDIA_FIRST = (
    r"(?:Radio|Television|TV|Channel|Kanal|Canal|R[aá]dio|Televisi[oó]n|Telewizja|Diario|Di[aá]rio)"
)
_OF_MEDIA = re.compile(
    rf"(?<![\w’'-])(?:(?:{_CAPITAL} ){{1,3}}{_MEDIA_LAST}|{_MEDIA_FIRST} (?:\d+|{_CAPITAL})"
    rf"(?: (?:\d+|{_CAPITAL}))?)"
    rf"(?: \d+)?(?![\w’'-])(?! {_CAPITAL})"
)
_NO_NAME_OF_MEDIA = re.compile(
    r"(?:The|A|An|On|In|At|By|From|For|After|Before|According|Citing|Quoting|But|And|As|While|Associated) "
)
_NOT_MEDIA_BEHIND = re.compile(
    r"[ -](?:conferences?|releases?|services?|secretar(?:y|ies)|briefings?|statements?|officers?|freedom"
    r"|interviews?|address"
    r"|speech|appearance|gallery|club|to|on|about|of)\b"
)
_NO_MEDIUM_BEHIND = re.compile(
    r"[ -](?:conferences?|releases?|secretar(?:y|ies)|briefings?|officers?|freedom|gallery|club"
    r"|association|union)\b",
    re.IGNORECASE,
)
_OWN_PAGE = re.compile(
    r"\b(?:his|her|its|their|our|Telegram|YouTube|Twitter|Facebook|diplomatic|back|white|the ministry’s) $"
)
_BACK_TO_OUTLET = re.compile(
    r"(?:portal|newspaper|paper|daily|agency|news agency|broadcaster|outlet|channel|news channel|website"
    r"|network|magazine"
    r"|news outlet|weekly|tabloid|news portal|news website|station)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Medium:
    """A medium in the text: `span` its words, `name` as named (for "the portal" the outlet named last).
    `by_name`: only words of its own name tell that it is one."""

    span: Span
    name: str
    by_name: bool = False


# What "the paper" and "the channel" may go back to; any outlet where the noun tells nothing of its kind.
_KINDS = (
    (re.compile(r"paper|daily|weekly|tabloid|magazine"), ("newspaper", "magazine")),
    (re.compile(r"agency"), ("agency",)),
    (re.compile(r"broadcaster|channel|station"), ("broadcaster",)),
)
# The last word of a name that is no short form of it: "the Agency" is another body.
_NO_SHORT_FORM = frozenset(
    "news agency press television radio international network service online times world daily today".split()
)


def find_media(scene: Scene, within: Span) -> tuple[Medium, ...]:
    """Every outlet and every "media reports", "state television", "the portal" in a stretch, in text
    order."""
    found = [Medium(m.span, m.span.of(scene.text)) for m in scene.outlets if within.holds(m.span)]
    found += [m for m in _short_forms(scene, within) if not any(m.span.meets(o.span) for o in scene.outlets)]
    outlets = tuple(found)
    for span, kind, _ in find_nouns(scene.text, within):
        if kind == "media" and not any(m.span.meets(span) for m in found):
            medium = _generic(scene, span, within, outlets)
            if medium is not None:  # "local daily" is a part of "local daily newspaper Outlook"
                found = [m for m in found if not medium.span.holds(m.span)]
                found.append(medium)
    return tuple(sorted(found, key=lambda m: m.span))


def _generic(scene: Scene, noun: Span, within: Span, named: Collection[Medium]) -> Medium | None:
    """A medium that is a common noun, with its adjectives; None where the noun is something else here."""
    text = scene.text
    before = text[max(within.start, noun.start - 16) : noun.start]
    if _NOT_MEDIA_BEHIND.match(text, noun.end) or _OWN_PAGE.search(before):
        return None
    if any(m.span.end + 1 == noun.start for m in named):
        return None  # "Al Jazeera reports", "Tass news agency"
    start = _with_adjectives(scene, noun.start, within.start)
    capitals = _CAPITALS.search(text, within.start, start)
    if capitals and _NAMED_AFTER.search(noun.of(text)):
        words = [word for word in capitals.group().split() if word not in ("The", "According", "In")]
        if words:
            start -= len(" ".join(words)) + 1
            return Medium(Span(start, noun.end), text[start : noun.end])
    called = _called(scene, noun)
    if called is not None:
        return Medium(Span(start, called.end), called.of(text))
    span = Span(start, noun.end)
    if re.search(r"\bthe $", text[within.start : start], re.IGNORECASE) and _BACK_TO_OUTLET.match(
        span.of(text)
    ):
        last = [m.span for m in scene.outlets if m.span.end <= span.start and _may_be(scene, m.outlet, span)]
        return Medium(span, last[-1].of(text) if last else span.of(text))
    return Medium(span, span.of(text))


def with_own_names(scene: Scene, within: Span) -> tuple[Medium, ...]:
    """What `find_media` finds, and the media that no table knows and whose own name tells that they are such:
    "Northgate Radio", "the Harbour Times", "Kanal 9"."""
    found = list(find_media(scene, within))
    for match in _OF_MEDIA.finditer(scene.text, *within):
        start = match.start()
        while (opening := _NO_NAME_OF_MEDIA.match(scene.text, start, match.end())) is not None:
            start = opening.end()
        span = Span(start, match.end())
        own_page = _OWN_PAGE.search(scene.text, max(within.start, start - 16), start)
        if (
            " " not in span.of(scene.text)
            or own_page
            or _NO_MEDIUM_BEHIND.match(scene.text, span.end)
            or any(m.span.meets(span) and m.span.start <= start for m in found)
        ):
            continue
        found = [m for m in found if not m.span.meets(span)]  # "Times" is a part of "Harbour Times"
        found.append(Medium(span, span.of(scene.text), by_name=True))
    return tuple(sorted(found, key=lambda m: m.span))


def _may_be(scene: Scene, outlet: Outlet, noun: Span) -> bool:
    """Whether a noun can mean the outlet: one of its kind, and not the one that prints the report."""
    own = scene.found.report.outlet
    if own is not None and (outlet.name == own or scene.world.outlet(own) == outlet):
        return False
    words = noun.of(scene.text).lower()
    kinds = next((kinds for pattern, kinds in _KINDS if pattern.search(words)), None)
    return kinds is None or outlet.kind in kinds


def _short_forms(scene: Scene, within: Span) -> list[Medium]:
    """The last word, or all but the last, of an outlet's longer name, behind "the": "the Post" once The
    Harbour Post was named."""
    found: list[Medium] = []
    for match in scene.outlets:
        name = match.span.of(scene.text)
        words = name.removeprefix("The ").split()
        short = [words[-1]] if len(words) > 1 and words[-1].lower() not in _NO_SHORT_FORM else []
        short += [" ".join(words[:-1])] if len(words) > 2 else []
        for form in short:
            pattern = rf"\b[Tt]he ({re.escape(form)})\b(?! [A-Z])"
            for again in re.finditer(pattern, scene.text[max(within.start, match.span.end) : within.end]):
                start = max(within.start, match.span.end) + again.start(1)
                medium = Medium(Span(start, start + len(form)), name)
                if all(medium.span != other.span for other in found):
                    found.append(medium)
    return found


def _called(scene: Scene, noun: Span) -> Span | None:
    """The name right behind a medium's noun: "newspaper La Voz del Sur"."""
    if not _CALLED.fullmatch(noun.of(scene.text)):
        return None
    names = [name for name in scene.found.names if name.span.start == noun.end + 1 and name.title is None]
    if scene.text[noun.end : noun.end + 1] != " ":
        return None
    if names:
        span = names[0].span
        number = re.compile(r" \d+(?!\w)").match(scene.text, span.end)
        known = names[0].kind == "body" or number is not None
        end = number.end() if number is not None else span.end
        return Span(span.start, end) if span.of(scene.text)[:1].isupper() and known else None
    word = _CALLED_SO.match(scene.text, noun.end + 1)
    return Span(*word.span()) if word else None


def _with_adjectives(scene: Scene, start: int, floor: int) -> int:
    """Where the adjectives and demonyms in front of a medium's noun begin."""
    while start > floor:
        word = _WORD_BEFORE.search(scene.text, floor, start)
        actor = next((m.span for m in scene.actors if m.span.end == start - 1), None)
        if actor is not None and actor.start >= floor:
            start = actor.start
        elif word is not None and word.group(1).lower() in _MODIFIERS:
            start = word.start()
        else:
            break
    return start
