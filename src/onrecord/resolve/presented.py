"""Persons whom the words beside their name present as somebody's, where no title of theirs says so.

"The commander of US forces in Kenya, Colonel Jan Roe", "Ann Roe, who heads Kenya's team at the talks": what
stands before the name, or behind it, is a voice of its own, and the person is that voice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from onrecord.model import Reason, Span
from onrecord.resolve.cast import Cast, Source
from onrecord.resolve.persons import RANKS, Person
from onrecord.resolve.phrases import OF_THE_STATE, SPEAKING, read_phrase
from onrecord.resolve.scene import Scene

Resolve = Callable[[Cast, Span], Source]

_RANK_AT_END = re.compile(rf"(?:(?:,|(?<=\s)|^) ?(?:the )?{RANKS}(?: \(\w+\))?)+ $")
_BETWEEN = re.compile(r",? (?:the )?$")
_PRESENTS = frozenset({"office", "spokesperson", "anonymous"})
_LEADS = re.compile(
    r",? (?:who (?:(?:also|now|currently|has) )?(?:heads?|headed|leads?|led|chairs?|runs?|commands?|directs?"
    r"|represents?|presides over|speaks for|is in charge of|is leading|is heading|is representing"
    r"|is speaking for)|heading|leading|chairing|commanding|representing|speaking for|at the head of"
    r"|who (?:speaks|spoke|negotiates|negotiated|observes|observed|signed|mediates|mediated|attended|sits"
    r"|sat)(?: [\w’'-]+){0,5}? (?:for|on behalf of)"
    r"|(?:a member )?(?:of|from|with)(?= (?:the )?[A-Z][\w’'-]+ (?:delegation|negotiating team|mission)\b)) "
)
_OF_A_BODY = re.compile(
    r",? (?:of|from|at|with) (?P<body>(?:the |its )?(?:[A-Za-z][\w’'-]* ){0,4}?(?:ministry|general staff"
    r"|foreign office|armed forces|army|navy|air force|defen[cs]e forces?|coast ?guard|border guards?"
    r"|presidency|cabinet|Foreign Office|(?:[A-Z]\w+ )+Ministry|[Gg]eneral [Ss]taff|Armed Forces|Army|Navy"
    r"|Air Force|Defen[cs]e Forces?|Coast ?[Gg]uard|Border Guards?|Marine Corps))"
    r"(?:[’'ʼ]s [\w ]{2,40}?(?:department|office|section|bureau|service|desk|directorate))?"
    r"(?= (?:said|says|told|added)|,|[\"”.])"
)
_GENITIVE = re.compile(r"[’'ʼ]s? ")
_WHO_MEET = re.compile(
    r"\b(?:[Ff]oreign|[Ff]inance|[Dd]efen[cs]e|[Ii]nterior|[Tt]rade|[Ee]nergy|EU|ASEAN|NATO|G[78])"
    r" ministers\b"
    r"|\b(?:ambassadors|envoys|delegates|delegations?|(?:chief )?negotiators?|Security Council"
    r"|General Assembly|heads of (?:state|government)|summit|plenary)\b"
)
_THEM = re.compile(
    r"(?:the )?(?P<who>.{2,60}?)(?:[’'ʼ]s?)? (?:(?:[a-z-]+|[A-Z]{2,}|[A-Z]\w+(?= (?:[a-z]+ ){0,2}[a-z]+))"
    r" ){0,4}?(?:delegations?|teams?|sides?|negotiators|missions?|forces?|troops|contingent|armed forces"
    r"|operations?|monitors|observers|peacekeepers)\b"
)
_IS = re.compile(r", (?:who is )?(?=(?:an?|the|[A-Z][\w.]+[’'ʼ]s?|its|his|[a-z]+ of) )")
_ENDS = re.compile(r"[,;:\n“”\"()]|(?<!\.[A-Z])\.(?:\s|$)|(?<=\w) (?:said|says|told|added|who|which|that)\b")
# "Hong Kong democracy leader": of those who want it, not of Hong Kong.
_OF_A_CAUSE = re.compile(
    r"(?!(?:political|military|supreme|de facto|acting|deputy|new|nominal|overall|exiled|veteran|spiritual) )"
    r"[a-z-]+ leader"
)
_UNSURE = frozenset({"own-country", "same-subject"})
# What a voice without a name borrows from the rest of the report says nothing of who is named beside it.
_ELSEWHERE = _UNSURE | {"same-office", "headline", "gathering"}


def presented(cast: Cast, source: Source, resolve: Resolve) -> Source:
    """Give a person the actor of the words that present him or her, unless the title names one. `resolve`
    reads a voice that has no name."""
    person, speaker = source.person, source.speaker
    if person is None or speaker is None or person.sector not in {None, "expert", *SPEAKING}:
        return source
    if source.speaks and not any(reason.rule in _UNSURE for reason in speaker.because):
        return source
    for words, whole in _presenting(cast.scene, person):
        voice = resolve(cast, words)
        known = voice.speaker
        if known is None or not voice.speaks or voice.plural or not known.actors:
            continue
        if any(reason.rule in _ELSEWHERE for reason in known.because):
            continue
        if person.sector == "party" and known.sector not in ("party", "rebel"):
            continue
        own = replace(
            speaker,
            office=speaker.office or whole,
            sector=known.sector,
            actor=known.actor,
            actors=known.actors,
            because=(*(r for r in speaker.because if r.rule not in _UNSURE), *known.because),
        )
        return replace(source, speaker=own, candidates=(), speaks=True)
    led = _leading(cast.scene, source, person)
    if led is source:
        led = _of_a_body(cast, source, person, resolve)
    return led if led.speaks else _of_a_state(cast.scene, led, person)


def _presenting(scene: Scene, person: Person) -> Iterator[tuple[Span, str | None]]:
    """The stretches that present a person as a voice: in front of the name, and behind it."""
    for name in person.spans:
        sources = (span for s in scene.found.statements for span in s.source if span.holds(name))
        source = next(sources, None)
        if source is None:
            continue
        for words in (_in_front(scene, source, name), _behind(scene, source, name)):
            phrase = read_phrase(scene, words) if words is not None else None
            if phrase is None or phrase.kind not in _PRESENTS or phrase.plural:
                continue
            if words is not None and not _OF_A_CAUSE.fullmatch(phrase.words):
                yield words, phrase.words or None


def _in_front(scene: Scene, source: Span, name: Span) -> Span | None:
    """The words of a source up to the name and its rank, where they end in a voice."""
    lead = scene.text[source.start : name.start]
    rank = _RANK_AT_END.search(lead) or _BETWEEN.search(lead)
    end = source.start + (rank.start() if rank else len(lead))
    return Span(source.start, end) if len(lead[: end - source.start].strip()) > len("the ") else None


def _behind(scene: Scene, source: Span, name: Span) -> Span | None:
    """The apposition behind the name."""
    opening = _IS.match(scene.text, name.end)
    if opening is None:
        return None
    stop = _ENDS.search(scene.text, opening.end())
    return Span(opening.end(), stop.start() if stop else len(scene.text))


def _of_a_body(cast: Cast, source: Source, person: Person, resolve: Resolve) -> Source:
    """The person as a voice of the body he or she is of: "Ann Roe of the ministry's Asian department"."""
    speaker = source.speaker
    for name in person.spans:
        of_it = _OF_A_BODY.match(cast.scene.text, name.end)
        titled = person.office is not None and not re.fullmatch(RANKS, person.office)
        if of_it is None or speaker is None or titled:
            continue
        voice = resolve(cast, Span(*of_it.span("body")))
        known = voice.speaker
        if known is not None and voice.speaks and known.sector in OF_THE_STATE and len(known.actors) == 1:
            because = (*(r for r in speaker.because if r.rule not in _UNSURE), *known.because)
            own = replace(
                speaker, sector=known.sector, actor=known.actor, actors=known.actors, because=because
            )
            return replace(source, speaker=own, candidates=(), speaks=True)
    return source


def _of_a_state(scene: Scene, source: Source, person: Person) -> Source:
    """The person as one of those who meet: "Finland's Jan Roe", in a report on ministers or envoys."""
    speaker, name = source.speaker, person.spans[0]
    owner = next((m for m in scene.actors if _GENITIVE.fullmatch(scene.text, m.span.end, name.start)), None)
    if speaker is None or owner is None or person.sector is not None or len(owner.actors) != 1:
        return source
    if scene.are_organisations(owner.actors) and person.office is None:
        because = (*speaker.because, Reason("owner", owner.span))
        own = replace(
            speaker, sector="international", actor=owner.actors[0], actors=owner.actors, because=because
        )
        return replace(source, speaker=own, candidates=(), speaks=True)
    sourced = any(span.start == owner.span.start for s in scene.found.statements for span in s.source)
    meeting = _WHO_MEET.search(scene.text, 0, name.start)
    if not sourced or meeting is None or scene.world.actors[owner.actors[0]].kind != "state":
        return source
    because = (*speaker.because, Reason("owner", owner.span))
    own = replace(speaker, sector="government", actor=owner.actors[0], actors=owner.actors, because=because)
    return replace(source, speaker=own, candidates=(), speaks=True)


def _leading(scene: Scene, source: Source, person: Person) -> Source:
    """The person as the voice of whom he or she is said to lead: "who heads the ECOWAS mission"."""
    speaker = source.speaker
    for name in person.spans:
        leads = _LEADS.match(scene.text, name.end)
        if leads is None or speaker is None:
            continue
        stop = _ENDS.search(scene.text, leads.end())
        led = Span(leads.end(), stop.start() if stop else len(scene.text))
        phrase = read_phrase(scene, led)
        them = _THEM.match(scene.text, led.start, led.end)
        who = scene.actors_in(Span(*them.span("who"))) if them else ()
        if phrase is not None and phrase.speaks and phrase.actors and phrase.kind in ("body", "actor"):
            actors, sector, why = phrase.actors, phrase.sector, phrase.owner or phrase.head
        elif len(who) == 1 and len(who[0].actors) == 1:
            actors, why = who[0].actors, who[0].span
            sector = "international" if scene.are_organisations(actors) else "government"
        else:
            continue
        sector = person.sector if person.sector in OF_THE_STATE and sector == "government" else sector
        kept = tuple(r for r in speaker.because if r.rule not in _UNSURE)
        own = replace(
            speaker,
            sector=sector,
            actor=actors[0] if len(actors) == 1 else None,
            actors=actors,
            because=(*kept, Reason("introduced", why)),
        )
        return replace(source, speaker=own, candidates=(), speaks=True)
    return source
