"""What a noun phrase names: its head, the office or body it is, and the actors it belongs to.

"a spokesman for the Ukrainian foreign ministry" is headed by "spokesman" and belongs to UKR; "the foreign
ministers of France and Germany" are two actors' ministers; "the Russian ambassador to Germany" is Russia's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model import Span
from onrecord.resolve.heads import POSSESSIVE, Head, PhraseKind, find_head
from onrecord.resolve.nouns import gender_of
from onrecord.resolve.owners import owner_of
from onrecord.resolve.public_bodies import is_common_public
from onrecord.resolve.scene import Scene, is_movement
from onrecord.resolve.seconded import is_seconded, organisation_served
from onrecord.resolve.sectors import names_another, names_body, runs_elections, sector_of
from onrecord.resolve.subjects import owner_of_its

# A voice of these sectors speaks for the state it belongs to: its government, its armed forces and services.
OF_THE_STATE = frozenset({"government", "military", "intelligence"})
# A voice of these speaks for the actor it belongs to; of a rebels' movement or a party only where that is an
# actor of its own (`read_phrase` gives theirs no other).
SPEAKING = OF_THE_STATE | {"international", "rebel", "party"}
# Sectors of nouns that any body has: the chairman of a bank, the governor of a central one, its economists.
_ANY_BODYS = frozenset({None, "government", "regional", "company", "party"})
# Sectors of those who speak for a movement; its legislators and opponents do not.
_OF_MOVEMENT = frozenset(
    {None, "international", "government", "rebel", "party", "regional", "military", "intelligence"}
)

_STOP = re.compile(
    r"\s?[,;:()\"“”–—]|\s(?:of|for|to|in|at|on|from|with|by|under|near|who|which|that|whose|inside|within"
    r"|about|after|before"
    r"|during|close|familiar|briefed|speaking|representing|citing|told|said|amid|against|outside|around"
    r"|across|here|(?<=s )(?:meeting|gathered|attending)(?= (?:in|at|on|the|here)\b))(?=\s|$)"
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
    r"|himself|herself|each|both|jointly|together"
    r"|(?:this|last|next) (?:week|month|year)|itself|themselves|in turn|here|alone|then|now))$"
)
# A "director general of the World Forests Centre" is no official of the state that the report is about.
_DIRECTS = re.compile(
    r"(?:deputy )?(?:director|secretary|general secretary|manager|head|chief)", re.IGNORECASE
)
_POSTED = re.compile(
    r"[’'ʼ]s (?:UN|U\.N\.|EU|NATO) (?:ambassador|envoy|representative)| (?:UN|U\.N\.|EU|NATO) ambassador",
    re.IGNORECASE,
)
_AT_AN_ORGANISATION = re.compile(r"(?:UN|U\.N\.|EU|NATO) (?:ambassador|envoy|representative)", re.IGNORECASE)
_WHOSE = re.compile(r"\b(?:its|their|our|his|her) (?:own )?\Z", re.IGNORECASE)
# "Many in Croatia" are not Croatia.
_PLACED = re.compile(r"(?:in|of|from|at|among|across|outside|near)\s", re.IGNORECASE)
_COMMISSIONER = re.compile(r"commissioners?$", re.IGNORECASE)
_LEADS = re.compile(r"(?:head|chief|chair\w*|director|president|leader)s?$", re.IGNORECASE)


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
    if inner.start >= inner.end or _PLACED.match(text, inner.start, inner.end):
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
    if sector is None and actors:
        sector = _sector_of_owned(scene, head, actors, before, behind)
    if sector == "international" and _is_posted(text, head.span, owner):
        sector = "government"
    if actors and is_seconded(inner.of(text), sector) and not _have_staff(scene, actors):
        served = organisation_served(scene, inner.of(text))
        owner, actors = (served.span, served.actors) if served else (None, ())
        sector = "international"
    host = next((b.body.sector for b in scene.bodies if b.span == owner and b.body.actor), None)
    if host in SPEAKING and sector in _ANY_BODYS:
        sector = host
    if actors and _are_movements(scene, actors):
        exiled = sector == "opposition" and not re.search(r"opposition|shadow", before)
        sector = "party" if exiled or (sector in _OF_MOVEMENT and head.kind != "actor") else sector
    elif sector in ("rebel", "party"):
        owner, actors, left_open = None, (), ()  # rebels of a state are not the state's
    if (
        sector == "government"
        and not actors
        and _DIRECTS.match(text, *head.span)
        and names_body(before, behind)
    ):
        sector = None
    organ = head.kind == "body" and sector is None
    own = _LEADS.search(head.span.of(text)) and not names_another(before, behind)
    leads = organ or own or sector == "government"
    if actors and leads and scene.are_organisations(actors):
        sector = "international"
    if actors == ("EU",) and _COMMISSIONER.search(head.span.of(text)):
        actors = ("EC",)  # the union has no others
    lead = text[span.start : inner.start].strip(" \"“‘'(,").lower()
    return Phrase(
        span=inner,
        head=head.span,
        kind=head.kind,
        sector=sector,
        role=None if sector == "former" or runs_elections(head.span.of(text), before, behind) else head.role,
        words=_words(scene, inner, head),
        plural=head.plural,
        gender=gender_of(head.span.of(text)),
        actors=actors,
        owner=owner,
        open_actors=left_open,
        definite=lead not in ("a", "an", "another", "one", "some", "several", "many", "two", "three")
        or bool(actors),
    )


def _sector_of_owned(scene: Scene, head: Head, actors: Sequence[str], before: str, behind: str) -> str | None:
    """The sector of a noun that tells none itself, by whose it is."""
    if head.kind in ("office", "spokesperson", "anonymous"):
        # "the Chinese leader", "a US official": nothing says whose else
        return None if names_another(before, behind) else "government"
    known = scene.world.actors
    states = all(code in known and known[code].kind == "state" for code in actors)
    public = head.kind == "body" and states and is_common_public(before + head.span.of(scene.text))
    return "government" if public else None


def _is_posted(text: str, head: Span, owner: Span | None) -> bool:
    """Whether it is a state's own man at an organisation: "Russia's UN envoy", "French UN ambassador"."""
    if owner is None or owner.end > head.start:
        return False
    words = text[owner.end : head.end]
    return _POSTED.fullmatch(words) is not None


def _owner(
    scene: Scene, inner: Span, head: Head, stop: int
) -> tuple[Span | None, tuple[str, ...], tuple[str, ...]]:
    """Whose the head is, as `owner_of` has it; "its UN ambassador" is whose "its" is."""
    owner, actors, left_open = owner_of(scene, inner, head, stop)
    if owner is None or not _is_own_man(scene.text, head.span, owner):
        return owner, actors, left_open
    its = owner_of_its(scene, owner.start)
    return (its.span, its.actors, ()) if its else (None, (), ())


def _is_own_man(text: str, head: Span, owner: Span) -> bool:
    """Whether it is the man of "its", "their" at an organisation: "its UN ambassador"."""
    whose = _WHOSE.search(text, max(0, owner.start - 8), owner.start)
    return whose is not None and _AT_AN_ORGANISATION.fullmatch(text, owner.start, head.end) is not None


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
    led = (head.kind == "office" and head.sector in SPEAKING) or head.kind == "spokesperson"
    return others[0] if led and others else head.sector


def _without_actors(scene: Scene, span: Span) -> str:
    """The words of a stretch less those that name an actor, or a body of one: the White House is no house of
    parliament."""
    words, start = "", span.start
    bodies = [body.span for body in scene.bodies if body.body.actor and span.holds(body.span)]
    armed = {body.span for body in scene.bodies if body.span in bodies and body.body.sector == "military"}
    named_here = (*(match.span for match in scene.actors_in(span)), *bodies)
    for named in sorted(named_here, key=lambda named: (named.start, -named.end)):
        if named.start >= start:
            words += scene.text[start : named.start] + "*" + (" forces" if named in armed else "")
            start = named.end
    return words + scene.text[start : span.end]


def _have_staff(scene: Scene, actors: Sequence[str]) -> bool:
    """Whether these have a staff of their own, to which no state lends its people."""
    return scene.are_organisations(actors) or _are_movements(scene, actors)


def _are_movements(scene: Scene, actors: Iterable[str]) -> bool:
    """Whether these are parties with neither a land nor a people: Hamas, not Hong Kong."""
    known = [scene.world.actors[code] for code in actors if code in scene.world.actors]
    return bool(known) and all(is_movement(actor) for actor in known)


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


def _words(scene: Scene, inner: Span, head: Head) -> str:
    """The office words as the report gives them, without the actor's adjective or possessive."""
    text = scene.text
    start = inner.start
    for match in scene.actors_in(Span(inner.start, head.span.end)):
        possessive = POSSESSIVE.match(text, match.span.end)
        if match.how != "seat" and match.span.end < head.span.end:
            start = possessive.end() if possessive else match.span.end
    return text[start : head.span.end].strip(" -’'\"“”")
