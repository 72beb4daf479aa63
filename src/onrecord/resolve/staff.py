"""Those who work for an organisation, whatever their post is called: "Ann Roe of the UN refugee agency", "an
expert of the WHO", "UNICEF's Kenya coordinator, Ann Roe"."""

from __future__ import annotations

import re

from onrecord.model import Span
from onrecord.resolve.cast import Cast
from onrecord.resolve.introduced import Introduction
from onrecord.resolve.persons import Person
from onrecord.resolve.phrases import trim
from onrecord.resolve.scene import Scene
from onrecord.world import ActorMatch

_POST = (
    r"(?:co-?ordinators?|representatives?|officers?|directors?|heads?|chiefs?|advis[eo]rs?|experts?"
    r"|economists?|officials?|specialists?|managers?|doctors?|scientists?|epidemiologists?|secretary"
    r"|vice[- ]presidents?|presidents?|consultants?|inspectors?|spokes\w+|veterinarians?|engineers?"
    r"|team leaders?|administrators?|envoys?|workers?|staff|statisticians?|demographers?)"
)
_ORGAN = r"(?:body|board|committee|panel|branch|arm|unit|office|department|secretariat|mission|bureau|team)"
# A state's man at an organisation, and who has left it or only speaks of it, are none of its staff.
_ANOTHERS = re.compile(
    r"\b(?:former|ex-|ambassador|delegat\w+|negotiators?|critics?|opponents?|members? of (?:the )?european"
    r"|lawmakers?|permanent representatives?|talks|then|retired|states?"
    r"|countr(?:y|ies)(?! (?:director|representative|coordinator|manager|head|chief|office|team)))\b|ex-",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?: \([A-Z]+\))?,? (?:of|from|with|at) (?:the )?")
_APPOSED = re.compile(r", (?:who (?:heads|leads|runs|directs) )?(?P<words>[^,.;:\n“”\"()]+)")
_IN_FRONT = re.compile(
    rf"(?: \([A-Z]+\))?(?:[’'ʼ]s?)? (?:[\w&-]+ ){{0,5}}?{_POST}(?: (?:in|to|for|at) (?:the )?\w+)?,? $",
    re.IGNORECASE,
)
# Who leads an organisation's mission speaks for it, whatever he or she was before.
_MISSION = re.compile(
    r"(?:heading|leading|who (?:heads|leads)|(?:head|chief|leader) of) (?:the |an? )?(?:\w+ ){0,3}?$"
)
_OF_MISSION = re.compile(
    r"(?:[’'ʼ]s)?(?: \([A-Z]+\)|\))? (?:\w+ ){0,3}?(?:mission|operation|team|force|delegation)\b"
)
_NAMELESS = re.compile(
    rf"(?:[\w-]+ ){{0,3}}(?:{_POST}|{_ORGAN})(?: [\w-]+){{0,2}}? (?:of|from|with|at|for|in) (?:the )?",
    re.IGNORECASE,
)
_OWN = re.compile(
    rf"(?:[’'ʼ]s?)? (?:[\w-]+ ){{0,3}}?(?:{_POST}|{_ORGAN})(?: (?:in|at|for|on) .+)?", re.IGNORECASE
)
_REACH = 90


def employer_of(cast: Cast, person: Person) -> Introduction | None:
    """The organisation for which the words around a person's name say that he or she works; None where they
    name none, or a state as well."""
    scene = cast.scene
    led = _mission_of(scene, person)
    if led is not None:
        return Introduction(led.actors, "international", led.span)
    if person.sector == "former" or _ANOTHERS.search(person.office or ""):
        return None
    for span in person.spans:
        for match in (_behind(scene, span), _apposed(scene, span), _in_front(scene, span)):
            if match is not None:
                return Introduction(match.actors, "international", match.span)
    return None


def _mission_of(scene: Scene, person: Person) -> ActorMatch | None:
    """As in "Ann Roe, a former minister heading the OSCE mission to Chile"."""
    for span in person.spans:
        sentence = scene.sentence(span.start)
        near = Span(max(sentence.start, span.start - 2 * _REACH), min(sentence.end, span.end + 2 * _REACH))
        for match in scene.actors_in(near):
            between = scene.text[min(span.end, match.span.end) : max(span.start, match.span.start)]
            if (
                _is_organisation(scene, match)
                and _OF_MISSION.match(scene.text, match.span.end)
                and _MISSION.search(scene.text, near.start, match.span.start)
                and not re.search(r"[.;:\"“”]|\b(?:said|told|met|with|and)\b", between)
            ):
                return match
    return None


def nameless_staff(scene: Scene, inner: Span) -> Introduction | None:
    """The organisation of "an expert of the WHO", "a WHO doctor"; else None."""
    span = trim(scene.text, inner)
    words = span.of(scene.text)
    first = next(iter(scene.actors_in(span)), None)
    if first is None or not _is_organisation(scene, first) or _ANOTHERS.search(words):
        return None
    linked = _NAMELESS.fullmatch(scene.text, span.start, first.span.start)
    owned = first.span.start == span.start and _OWN.fullmatch(scene.text, first.span.end, span.end)
    return Introduction(first.actors, "international", first.span) if linked or owned else None


def _behind(scene: Scene, name: Span) -> ActorMatch | None:
    """As in "Ann Roe of the UN refugee agency"."""
    link = _FROM.match(scene.text, name.end)
    if link is None or link.group().startswith(","):
        return None
    return next((m for m in scene.actors if m.span.start == link.end() and _is_organisation(scene, m)), None)


def _apposed(scene: Scene, name: Span) -> ActorMatch | None:
    """As in "Ann Roe, coordinator of relief in the WHO's Goma office"."""
    clause = _APPOSED.match(scene.text, name.end)
    if clause is None or _ANOTHERS.search(clause["words"]):
        return None
    first = next(iter(scene.actors_in(Span(*clause.span("words")))), None)
    if first is None or not _is_organisation(scene, first):
        return None
    before = scene.text[clause.start("words") : first.span.start]
    leads = clause.start("words") > clause.start() + len(", ")
    own = _OWN.match(scene.text, first.span.end) if not before.strip() or before == "the " else None
    linked = re.search(r"\b(?:of|from|with|at|for|in) (?:the )?$", before)
    posted = re.search(rf"\b{_POST}\b", before, re.IGNORECASE)
    return first if leads or own or (linked and posted) else None


def _in_front(scene: Scene, name: Span) -> ActorMatch | None:
    """As in "UNICEF's Kenya coordinator, Ann Roe"."""
    start = max(scene.sentence(name.start).start, name.start - _REACH)
    found = [m for m in scene.actors_in(Span(start, name.start)) if _is_organisation(scene, m)]
    for match in reversed(found):
        between = scene.text[match.span.end : name.start]
        if _IN_FRONT.fullmatch(between) and not _ANOTHERS.search(between):
            return match
    return None


def _is_organisation(scene: Scene, match: ActorMatch) -> bool:
    return len(match.actors) == 1 and scene.are_organisations(match.actors) and match.actors[0] != "EU"
