"""The title that is joined to a name: "German Chancellor" before it, "the Czech foreign minister," behind
it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from onrecord.extract.capitals import HONORIFICS, PLAIN, TIMES
from onrecord.model import Span
from onrecord.world import ActorMatch, World

_ARTICLE = re.compile(r"(?:the|a|an|its|his|her|their|our|one|another|fellow|both)\s+", re.IGNORECASE)
_MODIFIERS = frozenset(
    "former ex late then acting deputy senior outgoing incoming top chief new newly long-time longtime"
    " veteran first"
    " second vice assistant interim caretaker current federal national state royal general high special"
    " permanent"
    " hardline reformist conservative liberal socialist centrist populist right-wing left-wing far-right"
    " outspoken"
    " elected appointed re-elected de facto self-proclaimed self-declared supreme foreign affairs external"
    " defence"
    " defense party parliamentary government ministry embassy policy elect designate shadow opposition army"
    " military police civil private leading prominent influential powerful presidential ministerial lead"
    " junior"
    " embattled jailed exiled ousted deposed associate".split()
)
_ADJECTIVE = re.compile(r"[a-z-]+(?:al|ic|ary|ist|ese|ian|ern|ive|able|ed)$")
_ARTICLE_BEFORE = re.compile(r"(?:\b(?:the|an?|his|her|its|their)|[’'ʼ]s?) $", re.IGNORECASE)
_LAST_WORD = re.compile(r"([^\s,;:()\"“”–—]+)[ \u00a0]$")
# "EU Humanitarian Aid Commissioner": capitalised words between the actor and the office are the office's
# field; "US Steel President" is another matter.
_FIELD = re.compile(r"(?:[’'ʼ]s)? (?:[A-Z][\w-]+ (?:and )?){1,3}")
_HAS_FIELD = re.compile(
    r"minister|secretary|commissioner|envoy|ambassador|representative|negotiator|attorney|advis[eo]r",
    re.IGNORECASE,
)
# "Forestry Minister", "Roads and Mines Minister": told by their endings from "Bavarian Minister".
_OWN_FIELD = re.compile(
    r"(?<![\w’'-])(?:[A-Z][a-z]+(?:s|ry|ism|ure|ion|ment|gy|ing|th|ce|rt)(?:,| and)? ){1,3}$",
)
# "Vice Minister of Health" | Jiang Li: what the office is for belongs to the title, not to the name.
_PORTFOLIO = re.compile(
    r" (?:of|for)(?: (?:the |and )?(?:(?:Public|National|Foreign|Home|Internal|External|Civil|Higher|Social"
    r"|Labou?r|International|Women[’']s|Religious) )?(?:Health|Education|Finance|Agriculture|Energy|Interior"
    r"|Justice|Trade|Commerce|Labou?r|Transport|Industry|Information|Culture|Environment|Tourism|Defen[cs]e"
    r"|Economy|Development|Planning|Science|Technology|Sports?|Youth|Housing|Fisheries|Affairs|Security"
    r"|Oil|Petroleum|Water|Communications|Works|Aviation|Supply|Welfare|Cooperation),?)+(?= )"
)
_SEGMENT_END = re.compile(
    r"[,;:()\"“”–—]|\.(?:\s|$)|\s(?:who|which|whose|that|said|says|told|added|has|had|is|was|will|would"
    r"|also|and told)\s"
)
# ", the", ", who is also the"
_APPOSED = re.compile(r"\s?[,(–—]\s?(?:who is (?:also |now |currently )?(?=the |a ))?")
_LONGEST = 90  # code points of a title; longer ones are clauses


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a text before its names are: `offices` that a person holds, `bodies`, words for
    `actors`."""

    text: str
    offices: tuple[Span, ...]
    bodies: tuple[Span, ...]
    matches: tuple[ActorMatch, ...]
    actors: tuple[Span, ...]

    @classmethod
    def read(cls, text: str, world: World, on: date) -> Known:
        """Scan `text` with the tables of `world`."""
        matches = tuple(world.find_actors(text, on))
        return cls(
            text=text,
            offices=tuple(
                sorted(
                    [
                        *(_whole(text, m.span) for m in world.find_titles(text)),
                        *(_whole(text, h) for h in _heads(text)),
                    ]
                )
            ),
            bodies=tuple(match.span for match in world.find_bodies(text)),
            matches=matches,
            actors=tuple(match.span for match in matches),
        )


# Offices only where something follows that they are of: "head of the delegation", "army chief Omar Sy".
_HEAD = re.compile(
    r"\b(?:heads?|chiefs?|representatives?|secretary|coordinators?)\b(?= (?:of|for|to|in|at) | [A-Z])"
    r"|\bSecretary\b(?= for [A-Z])|\b(?:counterparts?|opposite numbers?)\b(?=,? [A-Z])"
)


def _whole(text: str, office: Span) -> Span:
    """The office with its portfolio: "Vice Minister" and "of Health" make one title."""
    portfolio = _PORTFOLIO.match(text, office.end)
    if portfolio is None or not _HAS_FIELD.search(office.of(text)):
        return office
    return Span(office.start, portfolio.end() - (portfolio.group().endswith(",")))


def _heads(text: str) -> list[Span]:
    return [Span(*match.span()) for match in _HEAD.finditer(text)]


def title_before(known: Known, name: Span, floor: int) -> Span | None:
    """Return the title in front of a name, not reaching further left than `floor`.

    "German"
    " Chancellor" | Olaf Scholz; "president of Finland" |, Sauli Niinisto, (between commas, articles left
    outside).
    """
    text = known.text
    end = name.start
    office = _ending_at(known.offices, end - 1)
    if office is None:
        end = _skip_honorific(text, end)
        office = _ending_at(known.offices, end - 1)
    if text[end - 1 : end] not in (" ", "\u00a0"):
        return None
    if office is not None:
        return Span(_leftmost(known, office, floor), office.end)
    posted = _posting(known, end - 1)
    if posted is not None:
        return Span(_leftmost(known, posted, floor), end - 1)
    if text[end - 2 : end - 1] == "," and text[name.end : name.end + 1] in (",", "."):
        return _title_before_comma(known, end - 2, floor)
    return None


def title_behind(known: Known, name: Span, ceiling: int, names: tuple[Span, ...]) -> Span | None:
    """Return the title in apposition behind a name: Jan Lipavsky, the "Czech foreign minister",.

    It begins right behind a comma, holds an office with only its adjectives and actor in front, and is not
    the title of a next name (one of `names`) in a list."""
    text = known.text
    opening = _APPOSED.match(text, name.end, ceiling)
    if opening is None:
        return None
    article = _ARTICLE.match(text, opening.end(), ceiling)
    start = article.end() if article else opening.end()
    office = next((o for o in known.offices if start <= o.start < start + _LONGEST), None)
    if office is None or office.end > ceiling or _leftmost(known, office, start) != start:
        return None
    if any(other.start in range(office.end, office.end + 3) for other in names):
        return None
    end = _SEGMENT_END.search(text, office.end, ceiling)
    stop = end.start() if end else ceiling
    reach = text[office.end : stop]
    if stop - start > _LONGEST or not re.match(
        r"\s(?:of|for|to(?= (?:the )?[A-Z])|at|in|on|from|with|under)\s|\s*$", reach
    ):
        stop = office.end
    return Span(start, stop)


def _posting(known: Known, end: int) -> Span | None:
    """The office in "US ambassador to Japan" | Thomas Schieffer."""
    place = _ending_at(known.actors, end)
    if place is None:
        return None
    return next(
        (o for o in known.offices if known.text[o.end : place.start] in (" to ", " in ", " to the ")), None
    )


def _title_before_comma(known: Known, comma: int, floor: int) -> Span | None:
    text = known.text
    office = _ending_at(known.offices, comma)
    if office is None:
        of = next((o for o in reversed(known.offices) if o.end < comma and comma - o.end < _LONGEST), None)
        if of is None or not re.fullmatch(r" (?:of|for|to) (?:the )?[^,.;]+", text[of.end : comma]):
            return None
        office = of
    start = _leftmost(known, office, floor)
    before = text[floor:start]
    if not (_ARTICLE.search(before[-6:]) or re.search(r"[’'ʼ]s? ", text[start : office.start])):
        return None
    return Span(start, comma)


def _skip_honorific(text: str, start: int) -> int:
    last = _LAST_WORD.search(text, max(0, start - 14), start)
    if last and last.group(1).rstrip(".").lower() in HONORIFICS:
        return last.start()
    return start


def _ending_at(spans: tuple[Span, ...], end: int) -> Span | None:
    return next((span for span in spans if span.end == end), None)


def _owner_of_field(known: Known, office: Span, start: int) -> Span | None:
    """The actor in "EU Humanitarian Aid" before "Commissioner"."""
    if not _HAS_FIELD.search(office.of(known.text)):
        return None
    return next((a for a in known.actors if _FIELD.fullmatch(known.text, a.end, start)), None)


def _is_field(field: re.Match[str]) -> bool:
    return not any(word.strip(",") in PLAIN | TIMES for word in field.group().split())


def _leftmost(known: Known, office: Span, floor: int) -> int:
    """Walk left from the office over what belongs to its phrase: adjectives, bodies and the actor's name."""
    text, start = known.text, office.start
    while start > floor:
        joint = re.compile(r"(?:[’'ʼ]s|s[’'ʼ])?[ \u00a0-]$").search(text, floor, start)
        edge = joint.start() if joint else start
        if joint and joint.group().startswith("s"):
            edge += 1
        span = next(
            (
                s
                for s in (*known.actors, *known.offices, *known.bodies)
                if s.end == edge and s.start >= floor and text[s.start - 1 : s.start] != "-"
            ),
            None,
        )
        if joint and span is not None:
            start = span.start
            continue
        owner = _owner_of_field(known, office, start)
        if owner is not None and owner.start >= floor:
            start = owner.start
            continue
        field = _OWN_FIELD.search(text, max(floor, start - 40), start)
        if field and start == office.start and _HAS_FIELD.search(office.of(text)) and _is_field(field):
            start = field.start()
            continue
        last = _LAST_WORD.search(text, max(floor, start - 30), start)
        word = last.group(1).lower() if last else ""
        if (
            last
            and word.endswith("ed")
            and word not in _MODIFIERS
            and not _ARTICLE_BEFORE.search(text, floor, last.start())
        ):
            break  # "received Chinese President" is a verb
        if not last or not (
            word in _MODIFIERS or (last.group(1).islower() and _ADJECTIVE.match(word) and len(word) > 5)
        ):
            break
        start = last.start()
    return start
