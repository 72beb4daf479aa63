"""Whose a phrase is: the actors that the words in front of its head, or behind it, say it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.model import Span
from onrecord.resolve.heads import Head
from onrecord.resolve.scene import Scene
from onrecord.resolve.seconded import organisation_led
from onrecord.world import ActorMatch

_OF = re.compile(r"[ \u00a0](?:of|for|from|in|at|with|by|inside|to)[ \u00a0]+")
_RELATIVE = re.compile(r",? (?:who|which|whose)\s")
_NEXT_LINK = re.compile(r"[,;]| (?:of|for|from|in|at|to|on|who|that|and the)\b")
_OWNED = re.compile(r"[a-z](?:[’'ʼ]s|s[’'ʼ]) $")
_CHAIR = re.compile(r"presidency|chairmanship")
_OF_MANY = re.compile(
    r"(?:the )?(?:[a-z-]+ )?(?:(?:West|East|Central|Southern|North|South) )?(?:African|European|Arab|Asian"
    r"|Caribbean|American|Western|allied|multinational|international|regional|joint)(?:-led)?"
    r" (?:[a-z]+ ){0,2}"
    r"(?:force|troops|mission|team|contingent|peacekeepers|observers|monitors)(?![\w-])"
)
_APPOSED = re.compile(r", an? ")
_AMBASSADOR = re.compile(
    r"ambassador|envoy|representative|consul|mission|delegat|high commissioner|embassy", re.IGNORECASE
)
# "An adviser to the French president" is France's, "the envoy to France" another's.
_SERVANT = re.compile(r"advis|aide|assistant")
# "The foreign ministry in Vienna", "an army spokesman in Vienna" are Austria's; officials in Vienna may be
# anybody's, and an embassy there is another's.
_BODY_IN = re.compile(
    r"(?:(?:ministry|department)(?: (?:of|for) (?:[a-z]+ ){0,4}[a-z]+)?|government|presidency|cabinet"
    r"|chancellery|authorities|royal court|palace)(?: (?:spokes\w+|officials?|sources?|statement))?$"
    r"|(?:army|military|armed forces|defen[cs]e forces?|navy|air force|general staff|presidential)"
    r" (?:spokes\w+|officials?|sources?|headquarters|command)$",
    re.IGNORECASE,
)


def owner_of(
    scene: Scene, inner: Span, head: Head, stop: int
) -> tuple[Span | None, tuple[str, ...], tuple[str, ...]]:
    """The actors that the phrase belongs to, with the stretch that says so; then those it is open between."""
    if head.kind == "actor" or (head.kind == "people" and any(m.span == head.span for m in scene.actors)):
        return _codes([m for m in scene.actors_in(inner) if m.span.meets(head.span)])
    in_front = scene.actors_in(Span(inner.start, head.span.start))
    host = next((b for b in scene.bodies if b.body.actor and _is_host(b.span, inner, head)), None)
    hosted = host is not None and (not in_front or host.span.holds(in_front[0].span))
    if in_front and not hosted:
        if _CHAIR.fullmatch(head.span.of(scene.text)) and scene.are_organisations(in_front[-1].actors):
            return _codes(in_front[-1:])  # "the Czech EU presidency"
        led = organisation_led(scene, head.span, inner.end)
        return _codes([led] if led is not None else in_front if head.plural else in_front[:1])
    within = scene.actors_in(head.span)
    if host is None and within:
        return _codes(within[:1])
    if host is not None and host.body.actor is not None:
        return host.span, (host.body.actor,), ()
    return _complement(scene, inner, head, stop)


def _is_host(body: Span, inner: Span, head: Head) -> bool:
    """Whether a body is the head, or stands in front of it: "the SNB chairman"."""
    return head.span.holds(body) or (inner.holds(body) and body.end <= head.span.start)


def _complement(
    scene: Scene, inner: Span, head: Head, stop: int
) -> tuple[Span | None, tuple[str, ...], tuple[str, ...]]:
    text = scene.text
    clause = _RELATIVE.search(text, head.span.end, inner.end)
    inner = Span(inner.start, clause.start()) if clause else inner
    for link in _OF.finditer(text, min(stop, head.span.end), inner.end):
        if _AMBASSADOR.search(head.span.of(text)) and link.group().strip() in ("to", "in", "at", "for"):
            continue
        if link.group().strip() in ("to", "with") and not _SERVANT.search(head.span.of(text)):
            continue
        until = _apposition if head.plural else _complement_end
        limit = until(scene, link.end(), inner.end)
        if link.group().strip() == "of" and _OF_MANY.match(text, link.end()):
            return None, (), ()  # "of the West African force in Chile"
        actors = tuple(
            m for m in scene.actors_in(Span(link.end(), limit)) if not _anothers(scene, link.end(), m)
        )
        if link.group().strip() in ("in", "at") and not _BODY_IN.search(text, inner.start, link.start()):
            actors = tuple(m for m in actors if m.how != "capital")
        if actors:
            return _codes(actors if head.plural else actors[:1])
        for body in scene.bodies:
            if Span(link.end(), limit).holds(body.span) and body.body.actor:
                return body.span, (body.body.actor,), ()
    return None, (), ()


def _anothers(scene: Scene, start: int, match: ActorMatch) -> bool:
    """Whether another owns what the actor is named for: "director of the agency's Chile team"."""
    return _OWNED.search(scene.text, start, match.span.start) is not None


def _apposition(scene: Scene, start: int, end: int) -> int:
    """Where what several are of ends: "officials of the IMO | , a body of the UN", "of France and Chile"."""
    apposed = _APPOSED.search(scene.text, start, end)
    return apposed.start() if apposed else end


def _complement_end(scene: Scene, start: int, end: int) -> int:
    """Where the first thing behind "of" ends: at the next preposition that is no part of an actor's name."""
    for link in _NEXT_LINK.finditer(scene.text, start, end):
        if not any(m.span.start < link.start() < m.span.end for m in scene.actors):
            return link.start()
    return end


def _codes(matches: Iterable[ActorMatch]) -> tuple[Span | None, tuple[str, ...], tuple[str, ...]]:
    chosen = list(matches)
    if not chosen:
        return None, (), ()
    sure = dict.fromkeys(m.actors[0] for m in chosen if len(m.actors) == 1)
    unsure = dict.fromkeys(code for m in chosen if len(m.actors) > 1 for code in m.actors)
    return chosen[0].span, tuple(sure), tuple(unsure)
