"""Bodies named in full once, then by their acronym or noun alone: "the Swiss National Bank (SNB)", "the SNB",
"the bank".

An acronym is the body's whose full name it follows in brackets, or whose initials it is. A noun goes back to
the one body of that noun named before it; where another of that noun was named, too, it goes back to none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.model import Span
from onrecord.resolve.public_bodies import NAME, NOUNS, is_public
from onrecord.world import ActorMatch, BodyMatch, World
from onrecord.world.bodies import Body

_LINK = re.compile(r"(?:[’'ʼ]s?)? ")
_BRACKETED = re.compile(r" ?[(\[] ?(?P<acronym>[A-Z][A-Za-z&]{1,8}) ?[)\]]")
_SMALL = frozenset("of for and on the against".split())
_SPEAKING = ("government", "military", "intelligence", "international")
_ACRONYM_LEAST = 3  # letters by which initials alone tell a body
_FREE = re.compile(r"(?:^|[^\w’'-])(?:the|this|its|his|their|our|said|says|by)\s+$", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"([\w’'-]+) $")


@dataclass(frozen=True, slots=True)
class _Full:
    """A body by its full name: where it stands, whose it is, its last word, and its words' initials."""

    span: Span
    actor: str
    body: Body
    noun: str
    initials: str


def find_short_names(
    text: str,
    actors: tuple[ActorMatch, ...],
    bodies: tuple[BodyMatch, ...],
    outlets: Iterable[Span],
    world: World,
) -> tuple[BodyMatch, ...]:
    """Return what `bodies` become with the report's own names: bodies named in full get their actor, their
    acronyms and nouns behind them are found; in text order, none overlapping another."""
    media = [*outlets]
    fulls = sorted(
        (f for f in _fulls(text, actors, bodies, world) if not any(f.span.meets(m) for m in media)),
        key=lambda full: full.span,
    )
    taken = [match.span for match in actors]
    found: dict[Span, BodyMatch] = {}
    for match in (*_named(fulls), *_acronyms(text, fulls, taken), *_by_noun(text, fulls, taken, bool(media))):
        if not any(match.span.meets(span) for span in found):
            found[match.span] = match
    for match in _unowned(text, bodies, [*taken, *media, *found]):
        found.setdefault(match.span, match)
    others = (match for match in bodies if not any(match.span.meets(span) for span in found))
    return tuple(sorted((*found.values(), *others), key=lambda match: match.span))


def _named(fulls: Iterable[_Full]) -> Iterator[BodyMatch]:
    return (BodyMatch(full.span, replace(full.body, actor=full.actor)) for full in fulls if full.body.name)


def _fulls(
    text: str, actors: tuple[ActorMatch, ...], bodies: tuple[BodyMatch, ...], world: World
) -> Iterator[_Full]:
    """The bodies named in full: those of the tables with their actor, and names like theirs behind one."""
    for match in bodies:
        if match.body.sector not in _SPEAKING or not match.span.of(text)[0].isupper():
            continue
        owner = next((a for a in actors if len(a.actors) == 1 and owns(text, a.span, match.span)), None)
        code = match.body.actor or (owner.actors[0] if owner else None)
        if code is not None:
            start = match.span.start if owner is None else owner.span.start
            yield _full(text, Span(start, match.span.end), match.span, code, match.body)
    for actor in actors:
        if len(actor.actors) != 1:
            continue
        code = actor.actors[0]
        organisation = code in world.actors and world.actors[code].kind == "organisation"
        words = actor.span.of(text).split()
        if organisation and len(words) > 1 and re.fullmatch(NOUNS, words[-1]):
            yield _full(text, actor.span, actor.span, code, Body("", "international"))
        link = _LINK.match(text, actor.span.end) if actor.how in ("name", "demonym") else None
        name = NAME.match(text, link.end()) if link else None
        if name is None or not is_public(name, organisation):
            continue
        sector = "international" if organisation else "government"
        own = Span(*name.span("name"))
        yield _full(text, Span(actor.span.start, own.end), own, code, Body(own.of(text).lower(), sector))


def owns(text: str, owner: Span, body: Span) -> bool:
    """Whether a word for an actor stands right before a body, as its owner: "Mali's foreign ministry"."""
    return owner.end < body.start and bool(re.fullmatch(r"(?:[’'ʼ]s?)? ", text[owner.end : body.start]))


def _full(text: str, whole: Span, span: Span, actor: str, body: Body) -> _Full:
    words = [word for word in whole.of(text).split() if word.lower() not in _SMALL]
    initials = "".join(word[0] for word in words) if all(word[0].isupper() for word in words) else ""
    noun = words[-1].lower()
    return _Full(span, actor, body, noun, initials)


def _acronyms(text: str, fulls: Iterable[_Full], taken: Iterable[Span]) -> Iterator[BodyMatch]:
    known = [*taken]
    seen: dict[str, _Full] = {}
    for full in fulls:
        bracketed = _BRACKETED.match(text, full.span.end)
        if bracketed is not None:
            seen.setdefault(bracketed["acronym"], full)
        elif len(full.initials) >= _ACRONYM_LEAST:
            seen.setdefault(full.initials, full)
    for acronym, full in seen.items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(acronym)}(?![\w-])", text[full.span.end :]):
            span = Span(full.span.end + match.start(), full.span.end + match.end())
            if not any(span.meets(other) for other in known):
                yield _short(span, acronym.lower(), full)


def _unowned(text: str, bodies: Iterable[BodyMatch], taken: list[Span]) -> Iterator[BodyMatch]:
    """The acronyms of bodies that the report names without their state: "the Ministry of Health (MOH)"."""
    known = {*(match.span for match in bodies), *taken}
    for match in bodies:
        bracketed = _BRACKETED.match(text, match.span.end)
        if match.body.sector not in _SPEAKING or bracketed is None or not match.span.of(text)[0].isupper():
            continue
        acronym = bracketed["acronym"]
        for place in re.finditer(rf"(?<![\w-]){re.escape(acronym)}(?![\w-])", text):
            span = Span(*place.span())
            if acronym.isupper() and not any(span.meets(other) for other in known):
                yield BodyMatch(span, replace(match.body, name=acronym.lower()))


def _by_noun(text: str, fulls: list[_Full], taken: Iterable[Span], media: bool) -> Iterator[BodyMatch]:
    known = [*taken]
    for noun in dict.fromkeys(full.noun for full in fulls if re.fullmatch(NOUNS, full.noun, re.IGNORECASE)):
        if noun == "agency" and (media or re.search(r"\bnews agenc", text)):
            continue  # "the agency" may be the one that writes
        same = [full for full in fulls if full.noun == noun]
        for match in re.finditer(rf"(?<![\w-]){noun}(?![\w-])", text, re.IGNORECASE):
            span = Span(*match.span())
            before = [full for full in same if full.span.end <= span.start]
            if any(full.span.meets(span) for full in same) or not before:
                continue
            if any(span.meets(other) for other in known) or len({full.actor for full in before}) > 1:
                continue
            if _stands_alone(text, span) and not _another_before(text, noun, fulls, span.start):
                yield _short(span, noun, before[-1])


def _short(span: Span, words: str, full: _Full) -> BodyMatch:
    sector = full.body.sector
    return BodyMatch(span, Body(words, sector, full.body.role, full.actor))


def _stands_alone(text: str, span: Span) -> bool:
    """Whether no word but an article qualifies the noun, or it heads a title: "Conference President"."""
    if re.match(r"(?:[ -](?:of|for|on|against|between)\b)", text[span.end : span.end + 9]):
        return False
    if _FREE.search(text, max(0, span.start - 8), span.start):
        return True
    titled = re.match(
        r" (?:[Pp]resident|[Cc]hair\w*|[Ss]pokes\w+|[Dd]irector|[Hh]ead|[Cc]hief|[Gg]overnor)\b",
        text[span.end :],
    )
    return text[span.start].isupper() and titled is not None and not _WORD_BEFORE.search(text, 0, span.start)


def _another_before(text: str, noun: str, fulls: list[_Full], end: int) -> bool:
    """Whether another body of that noun was named before: "the electoral commission", "a bank"."""
    for match in re.finditer(rf"(?<![\w-]){noun}(?![\w-])", text[:end], re.IGNORECASE):
        if any(full.span.start <= match.start() < full.span.end for full in fulls):
            continue
        word = _WORD_BEFORE.search(text, max(0, match.start() - 24), match.start())
        if word and not _FREE.search(text, max(0, match.start() - 8), match.start()):
            said = word.group(1).lower()
            if said not in ("and", "or", "for", "to", "of", "central", "national", "s", "with", "from"):
                return True
    return False
