"""What a noun phrase names: its head, the office or body it is, and the actors it belongs to.

"a spokesman for the Ukrainian foreign ministry" is headed by "spokesman" and belongs to UKR; "the foreign
ministers of France and Germany" are two actors' ministers; "the Russian ambassador to Germany" is Russia's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model import Span
from onrecord.resolve.heads import POSSESSIVE, Head, PhraseKind, find_head
from onrecord.resolve.nouns import gender_of
from onrecord.resolve.scene import Scene
from onrecord.resolve.sectors import names_another, sector_of
from onrecord.world import ActorMatch

# A voice of these sectors speaks for the actor it belongs to.
SPEAKING = frozenset({"government", "international"})

_STOP = re.compile(
    r"\s?[,;:()\"“”–—]|\s(?:of|for|to|in|at|on|from|with|by|under|near|who|which|that|whose|inside|within"
    r"|about|after|before"
    r"|during|close|familiar|briefed|speaking|representing|citing|told|said|amid|against|outside|around"
    r"|across|here)(?=\s|$)"
)
_ARTICLE = re.compile(
    r"(?:[\s\"“‘'(,]*)(?:(?:and|but|while|meanwhile|however|yesterday|earlier|separately|later),? )?"
    r"(?:(?:the|a|an|its|his|her|their|our|my|another|one|two|three|several|some|many|both"
    r"|this|that|these"
    r"|those|multiple unnamed)\s+)?",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"(?:(?:[\s,]+(?:(?:late |early )?(?:on|last|this) )?"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?)"
    r"|[\s,]+in (?:a|an|its|his|her|their) (?:\w+ ){0,2}(?:statement|letter|communiqu[eé]|editorial|report)"
    r"|[\s,]+(?:meanwhile|however|too|also|yesterday|today|earlier|later|for (?:his|her|its|their) part"
    r"|himself|herself"
    r"|(?:this|last|next) (?:week|month|year)|itself|themselves|in turn|here|alone|then|now))$"
)
_OF = re.compile(r"[ \u00a0](?:of|for|from|in|at|with|by|inside|to)[ \u00a0]+")
_RELATIVE = re.compile(r",? (?:who|which|whose)\s")
_NEXT_LINK = re.compile(r"[,;]| (?:of|for|from|in|at|to|on|who|that|and the)\b")
_AMBASSADOR = re.compile(
    r"ambassador|envoy|representative|consul|mission|delegat|high commissioner|embassy", re.IGNORECASE
)
_LEADS = re.compile(r"(?:head|chief|chair\w*|director|president|leader)s?$", re.IGNORECASE)
# "The foreign ministry in Vienna" is Austria's; officials in Vienna may be anybody's.
_BODY_IN = re.compile(r"(?:ministry|government|presidency|cabinet|chancellery)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase read.

    `span` is without article and trailing marks; `head` its noun. `words` are the office or body words
    without the actor's ("foreign policy chief"). `actors` are those it belongs to, `owner` the stretch that
    says so; `open_actors` those between which an ambiguous word leaves it open. `named` is False for the
    likes of "a", "some": no definite one."""

    span: Span
    head: Span
    kind: PhraseKind
    sector: str | None
    role: str | None
    words: str
    plural: bool
    gender: str | None
    actors: tuple[str, ...]
    owner: Span | None
    open_actors: tuple[str, ...] = ()
    definite: bool = True

    @property
    def speaks(self) -> bool:
        """Whether such a voice speaks for its actor."""
        return self.sector in SPEAKING


def trim(text: str, span: Span) -> Span:
    """Return the span without article, quotation marks, commas, blanks and adverbs ("Tuesday") at its
    ends."""
    start, end = span
    while end > start:
        while end > start and text[end - 1] in " \u00a0\n\t,;:.\"“”'‘’—–-(":
            if text[end - 1] == "." and re.search(r"(?:^|[\s.])[A-Z]\.$", text[start:end]):
                break
            end -= 1
        adverb = _ADVERB.search(text, start, end)
        if adverb is None:
            break
        end = adverb.start()
    article = _ARTICLE.match(text, start, end)
    return Span(article.end() if article and article.end() < end else start, end)


def read_phrase(scene: Scene, span: Span) -> Phrase | None:
    """Read a noun phrase that holds no person's name; None where nothing in it is known."""
    text = scene.text
    inner = trim(text, span)
    if inner.start >= inner.end:
        return None
    stop = _stop(scene, inner)
    head = find_head(scene, inner, stop)
    if head is None:
        return None
    owner, actors, left_open = _owner(scene, inner, head, stop)
    before = _without_actors(scene, Span(inner.start, head.span.start))
    behind = _without_actors(scene, Span(head.span.end, inner.end))
    head = _in_their_words(scene, head, actors)
    sector = sector_of(head.span.of(text), before, behind, _sector_in_front(scene, inner, head))
    if sector is None and head.kind in ("office", "spokesperson", "anonymous"):
        # "the Chinese leader", "a US official": nothing says whose else
        sector = "government" if actors and not names_another(before, behind) else None
    organ = head.kind == "body" and sector is None
    own = _LEADS.search(head.span.of(text)) and not names_another(before, behind)
    leads = organ or own or sector == "government"
    if actors and leads and _of_organisation(scene, actors):
        sector = "international"
    lead = text[span.start : inner.start].strip(" \"“‘'(,").lower()
    return Phrase(
        span=inner,
        head=head.span,
        kind=head.kind,
        sector=sector,
        role=None if sector == "former" else head.role,
        words=_words(scene, inner, head),
        plural=head.plural,
        gender=gender_of(head.span.of(text)),
        actors=actors,
        owner=owner,
        open_actors=left_open,
        definite=lead not in ("a", "an", "another", "one", "some", "several", "many", "two", "three")
        or bool(actors),
    )


def _sector_in_front(scene: Scene, inner: Span, head: Head) -> str | None:
    """The head's usual sector; that of a party or company right in front: "BJP vice president"."""
    front = [
        body.body.sector
        for body in scene.bodies
        if body.span.end + 1 == head.span.start and inner.holds(body.span)
    ]
    others = [
        sector for sector in front if sector in ("party", "company", "education", "opposition", "rebel")
    ]
    return others[0] if head.kind == "office" and head.sector in SPEAKING and others else head.sector


def _without_actors(scene: Scene, span: Span) -> str:
    """The words of a stretch less those that name an actor: the White House is no house of parliament."""
    words, start = "", span.start
    for match in scene.actors_in(span):
        words += scene.text[start : match.span.start] + "*"
        start = match.span.end
    return words + scene.text[start : span.end]


def _of_organisation(scene: Scene, actors: Iterable[str]) -> bool:
    return all(
        code in scene.world.actors and scene.world.actors[code].kind == "organisation" for code in actors
    )


def _in_their_words(scene: Scene, head: Head, actors: tuple[str, ...]) -> Head:
    """The head with the reading that its title has for the actor: a British chancellor keeps the purse."""
    title = (
        scene.world.title(head.span.of(scene.text), actors[0]) if actors and head.kind == "office" else None
    )
    return head if title is None else Head(head.span, head.kind, title.sector, title.role, head.plural)


def _stop(scene: Scene, inner: Span) -> int:
    """Where the core of the phrase ends: at the first preposition, comma or relative word outside of a
    term."""
    terms = [t.span for t in scene.terms if inner.holds(t.span)]
    for match in _STOP.finditer(scene.text, inner.start, inner.end):
        if (
            not any(term.start < match.start() + 1 < term.end for term in terms)
            and match.start() > inner.start
        ):
            return match.start()
    return inner.end


def _owner(
    scene: Scene, inner: Span, head: Head, stop: int
) -> tuple[Span | None, tuple[str, ...], tuple[str, ...]]:
    """The actors that the phrase belongs to, with the stretch that says so; then those it is open between."""
    if head.kind == "actor" or (head.kind == "people" and any(m.span == head.span for m in scene.actors)):
        return _codes([m for m in scene.actors_in(inner) if m.span.meets(head.span)])
    in_front = scene.actors_in(Span(inner.start, head.span.start))
    if in_front:
        return _codes(in_front if head.plural else in_front[:1])
    within = scene.actors_in(head.span)
    if within:
        return _codes(within[:1])
    for body in scene.bodies:
        if head.span.holds(body.span) and body.body.actor:
            return body.span, (body.body.actor,), ()
    return _complement(scene, inner, head, stop)


def _complement(
    scene: Scene, inner: Span, head: Head, stop: int
) -> tuple[Span | None, tuple[str, ...], tuple[str, ...]]:
    text = scene.text
    clause = _RELATIVE.search(text, head.span.end, inner.end)
    inner = Span(inner.start, clause.start()) if clause else inner
    for link in _OF.finditer(text, min(stop, head.span.end), inner.end):
        if _AMBASSADOR.search(head.span.of(text)) and link.group().strip() in ("to", "in", "at", "for"):
            continue
        if link.group().strip() in ("to", "with") and "advis" not in head.span.of(text):
            continue
        limit = inner.end if head.plural else _complement_end(scene, link.end(), inner.end)
        actors = scene.actors_in(Span(link.end(), limit))
        if link.group().strip() in ("in", "at") and not _BODY_IN.search(text, inner.start, link.start()):
            actors = tuple(m for m in actors if m.how != "capital")
        if actors:
            return _codes(actors if head.plural else actors[:1])
        for body in scene.bodies:
            if Span(link.end(), limit).holds(body.span) and body.body.actor:
                return body.span, (body.body.actor,), ()
    return None, (), ()


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


def _words(scene: Scene, inner: Span, head: Head) -> str:
    """The office words as the report gives them, without the actor's adjective or possessive."""
    text = scene.text
    start = inner.start
    for match in scene.actors_in(Span(inner.start, head.span.end)):
        possessive = POSSESSIVE.match(text, match.span.end)
        if match.how != "seat" and match.span.end < head.span.end:
            start = possessive.end() if possessive else match.span.end
    return text[start : head.span.end].strip(" -’'\"“”")
