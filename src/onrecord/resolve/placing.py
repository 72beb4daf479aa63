"""Persons whose title names no actor, but the report's other words do: the same bare title before, the one
they work for, the meeting that they preside over."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.model import Reason, Span
from onrecord.resolve.beside import announced_by
from onrecord.resolve.cast import Cast, Source
from onrecord.resolve.gatherings import gathering_of
from onrecord.resolve.heads import POSSESSIVE
from onrecord.resolve.introduced import Introduction, introduction_of
from onrecord.resolve.persons import Person
from onrecord.resolve.phrases import SPEAKING, Phrase, read_phrase
from onrecord.resolve.scene import Scene, is_movement
from onrecord.resolve.staff import employer_of
from onrecord.world import ActorMatch

_OF_A_MEETING = re.compile(r"\b(?:Conference|Summit|Congress) (?:President|Chair\w*)$")
_MADE_THEM = re.compile(
    r"\s(?:made|gave|delivered|issued) (?:the|these|those|his|her) (?:\w+ )?(?:remarks?|comments?|statements?"
    r"|announcement)\b"
)
_AIDE = re.compile(r" (?:aide|advis[eo]r|spokes\w+|envoy|representative|negotiator)\b")
# Who presides over a union speaks for it, and for the own country.
_HOLDS_THE_CHAIR = re.compile(
    r", whose (?:country|nation|government) (?:(?:currently|now|also|presently) )?(?:holds|took over"
    r"|takes over|assumes|has) (?P<of>[^,.;\n]{0,60}?)(?:presidency|chairmanship|chair)\b"
)
# Sectors of persons who may be an organisation's: of former officials only those who lead a mission of it.
_MAY_SERVE = frozenset({None, "expert", "international", "former"})
_AND_ALSO = re.compile(
    r",[^,.;:\n“”\"]{3,70}?,? (?:and|who is) (?:also )?(?:the )?(?:current |acting |rotating |present )?"
)
_HEADS_IT = re.compile(r"(?:[’'ʼ]s?)? (?:rotating )?(?:president|chair\w*|head|chief)\b")
_OF_FORCE = re.compile(
    r"(?:a |the )?(?:[\w-]+ )?(?:spokes\w+|commander|officer|official|leader|chief|representative"
    r"|member)"
)
# Bodies that the tables know as words for their state.
_HOUSE = re.compile(r"\b(?:Department|Ministry|Office|House|Pentagon|Palace|Kremlin)\b")
_OF_EUROPE = re.compile(r"European (?:Union |Commission )?(?:[A-Z][\w-]+ (?:and )?){0,3}[Cc]ommissioner")
_BARE_AIDE = re.compile(r"(?:(?:top|senior|close|chief|key) )?(?:aide|advis[eo]r|assistant)", re.IGNORECASE)
_APPOSED = re.compile(r",? (?:an?|the|another) (?:[a-z-]+ ){0,2}$")


def placed(cast: Cast, source: Source) -> Source:
    """Give a person whose title names no actor the one that the report says elsewhere: with the same bare
    title before, by the meeting presided over, or as the speaker of the words just told."""
    person = source.person
    if person is not None and source.speaks:
        return _with_chair(cast, source, person)
    if person is None or source.speaker is None or source.speaks or person.actors or person.open_actors:
        return source
    employer = employer_of(cast, person) if person.sector in _MAY_SERVE else None
    if person.sector is not None and person.sector not in SPEAKING and employer is None:
        return source
    known = (
        employer
        or _european(person)
        or _with_title(cast, person)
        or _presiding(cast, person)
        or _spoke_already(cast, person)
        or _aide_of(cast, person)
        or _serving_whom(cast, person)
        or _of_named_force(cast, person)
        or _after_the_body(cast, person)
        or _announcing(cast, person)
    )
    if known is None:
        return source
    if known.actors == ("EU",) and (person.office or "").endswith("Commissioner"):
        known = known._replace(actors=("EC",))
    speaker = replace(
        source.speaker,
        sector=known.sector,
        actor=known.actors[0] if len(known.actors) == 1 else None,
        actors=known.actors,
        because=(*source.speaker.because, Reason("introduced", known.span)),
    )
    return replace(source, speaker=speaker, speaks=True)


def _european(person: Person) -> Introduction | None:
    """The Commission, of a "European Environment Commissioner": there is no other of the kind."""
    if person.office_span is None or not _OF_EUROPE.fullmatch(person.office or ""):
        return None
    return Introduction(("EC",), "international", person.office_span)


def _with_title(cast: Cast, person: Person) -> Introduction | None:
    """Whose "spokeswoman Pamela Roe" is, after "a UN refugee agency spokeswoman said"."""
    if person.office is None or person.office_span is None or person.kind == "other":
        return None
    if not person.office_span.of(cast.scene.text).lower().endswith(person.office.lower()):
        return None
    office = Span(person.office_span.end - len(person.office), person.office_span.end)
    boss = _boss(cast, office)
    if boss is not None or re.search(r"[A-Z]\w+[’']?s? $", cast.scene.text[: office.start]):
        return boss
    return introduction_of(cast, person.office.lower().split(), office.start)


def _boss(cast: Cast, office: Span) -> Introduction | None:
    """For whom the one speaks whose spokesman or envoy it is: "Annan's special envoy"."""
    for span in cast.people.at:
        genitive = POSSESSIVE.match(cast.scene.text, span.end)
        if genitive and genitive.end() + 1 == office.start:
            meant = cast.people.meant(span)
            if len(meant) == 1 and meant[0].actors and meant[0].sector in SPEAKING:
                return Introduction(meant[0].actors, meant[0].sector or "government", span)
    return None


def _presiding(cast: Cast, person: Person) -> Introduction | None:
    """The organisation whose conference the person presides over."""
    if person.office_span is None:
        return None
    sentence = cast.scene.sentence(person.office_span.start)
    if not _OF_A_MEETING.search(cast.scene.text[sentence.start : person.office_span.end]):
        return None
    gathering = gathering_of(cast)
    return Introduction(gathering.actors, "international", gathering.span) if gathering else None


def _spoke_already(cast: Cast, person: Person) -> Introduction | None:
    """Whose official said what the next sentence names the speaker of: "A Chilean official said no. Minister
    Ana Roe made the remarks in Lima"."""
    scene = cast.scene
    for span in person.spans:
        if not _MADE_THEM.match(scene.text, span.end):
            continue
        before = scene.sentence_before(span.start)
        said = [s for s in scene.found.statements if before and s.source and before.holds(s.source[0])]
        phrase = read_phrase(scene, said[-1].source[0]) if said else None
        if phrase is not None and phrase.speaks and phrase.actors and not phrase.plural:
            return Introduction(phrase.actors, phrase.sector or "government", phrase.owner or phrase.head)
    return None


def _after_the_body(cast: Cast, person: Person) -> Introduction | None:
    """Whose spokesman without an owner is named right behind the words of a body: "The State Department would
    not say ... , spokesman Tom Roe added"."""
    scene = cast.scene
    if person.kind != "spokesperson" or person.office_span is None:
        return None
    first = person.spans[0]
    near = scene.sentence_before(first.start)
    said = [
        s
        for s in scene.found.statements
        if s.source and near and near.start <= s.source[0].start and s.source[0].end < first.start
        if not s.source[0].meets(person.office_span)
    ]
    phrase = read_phrase(scene, said[-1].source[0]) if said else _body_opening(scene, near)
    if phrase is None or not phrase.speaks or len(phrase.actors) != 1:
        return None
    house = _HOUSE.search(phrase.head.of(scene.text)) or scene.are_organisations(phrase.actors)
    if phrase.kind != "body" and not (phrase.kind == "actor" and house):
        return None
    return Introduction(phrase.actors, phrase.sector or "government", phrase.owner or phrase.head)


def _announcing(cast: Cast, person: Person) -> Introduction | None:
    """The state whose step the spokesman tells: "Kyrgyzstan shut the pass, border service spokesman Jan Roe
    said"."""
    if person.kind != "spokesperson":
        return None
    state = announced_by(cast.scene, person.spans[0])
    return Introduction(state.actors, "government", state.span) if state is not None else None


def _body_opening(scene: Scene, sentence: Span | None) -> Phrase | None:
    """The body with which a sentence begins: "The State Department kept silent on whether"."""
    if sentence is None:
        return None
    near = (b.span for b in scene.bodies if sentence.start <= b.span.start <= sentence.start + 24)
    opening = next(near, None)
    return None if opening is None else read_phrase(scene, Span(sentence.start, opening.end))


def _serving_whom(cast: Cast, person: Person) -> Introduction | None:
    """For whom "aide Nabil Roe" speaks whose sentence told before what one official does: for that one."""
    if person.office_span is None or not _BARE_AIDE.fullmatch(person.office or ""):
        return None
    start = person.office_span.start
    sentence = cast.scene.sentence(start)
    if not re.search(r", [\"”]?$", cast.scene.text[sentence.start : start]):
        return None
    near = [p for p in cast.people.before(start, sentence.start) if p.actors and p.sector in SPEAKING]
    if len(near) != 1:
        return None
    return Introduction(near[0].actors, near[0].sector or "government", near[0].spans[0])


def _aide_of(cast: Cast, person: Person) -> Introduction | None:
    """For whom "Nabil Roe, a senior Arafat aide" speaks: for whom Arafat does."""
    text = cast.scene.text
    for boss in cast.people.at:
        meant = cast.people.meant(boss)
        if len(meant) != 1 or not meant[0].actors or meant[0].sector not in SPEAKING:
            continue
        if _AIDE.match(text, boss.end) and any(
            span.end < boss.start and _APPOSED.fullmatch(text, span.end, boss.start) for span in person.spans
        ):
            return Introduction(meant[0].actors, meant[0].sector or "government", boss)
    return None


def _with_chair(cast: Cast, source: Source, person: Person) -> Source:
    """A minister "whose country has the EU presidency" speaks for both, in a report that opens
    with the union."""
    speaker = source.speaker
    if speaker is None or len(speaker.actors) != 1:
        return source
    second = _second_office(cast, person)
    if second is not None and second.actors[0] not in speaker.actors:
        both = (*speaker.actors, *second.actors)
        because = (*speaker.because, Reason("owner", second.span))
        return replace(source, speaker=replace(speaker, actor=None, actors=both, because=because))
    for span in person.spans:
        chair = _HOLDS_THE_CHAIR.match(cast.scene.text, span.end)
        if chair is None:
            continue
        unions = [
            m
            for m in cast.scene.actors_in(Span(*chair.span("of")))
            if len(m.actors) == 1 and cast.scene.are_organisations(m.actors)
        ]
        opening = Span(0, max(cast.scene.text.find("\n"), 0))
        opens = {m.actors for m in cast.scene.actors_in(opening)}
        if len(unions) == 1 and unions[0].actors != speaker.actors and unions[0].actors in opens:
            both = (*speaker.actors, *unions[0].actors)
            because = (*speaker.because, Reason("on-behalf", unions[0].span))
            return replace(source, speaker=replace(speaker, actor=None, actors=both, because=because))
    return source


def _second_office(cast: Cast, person: Person) -> ActorMatch | None:
    """The organisation that the words behind the name say the person heads as well: "Kuwait's energy
    minister and current OPEC president"."""
    scene = cast.scene
    for span in person.spans:
        first = _AND_ALSO.match(scene.text, span.end)
        if first is None:
            continue
        start = first.end()
        match = next((m for m in scene.actors if m.span.start == start and len(m.actors) == 1), None)
        if match is None or not scene.are_organisations(match.actors):
            continue
        if _HEADS_IT.match(scene.text, match.span.end):
            return match
    return None


def _of_named_force(cast: Cast, person: Person) -> Introduction | None:
    """The force or movement that ends the words on who it is: "political leader of the militant group
    Hamas", "a spokesman of a NATO-led peace force (IPF)"."""
    scene = cast.scene
    for span in person.spans:
        here = re.match(r", (?P<office>[^,.;:\n“”\"]+?) (?:of|for|with|in) (?:the )?", scene.text[span.end :])
        if here is None or not _OF_FORCE.fullmatch(here["office"]):
            continue
        start = span.end + here.end()
        stop = re.search(r"[,.;\n“”\"]", scene.text[start:])
        end = start + (stop.start() if stop else 0)
        last = [m for m in scene.actors_in(Span(start, end)) if len(m.actors) == 1][-1:]
        for match in last:
            behind = scene.text[match.span.end : end].strip(" )")
            known = scene.world.actors[match.actors[0]]
            bracket = scene.text[: match.span.start].endswith("(")
            if not behind and known.kind != "state" and (bracket or is_movement(known)):
                sector = "rebel" if is_movement(known) else "international"
                return Introduction(match.actors, sector, match.span)
    return None
