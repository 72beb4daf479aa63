"""The title that is joined to a name: "German Chancellor" before it, "the Czech foreign minister," behind
it."""

from __future__ import annotations

import re

from onrecord.extract.capitals import HONORIFICS, PLAIN, TIMES
from onrecord.extract.offices import HAS_FIELD, Known
from onrecord.model import Span

_ARTICLE = re.compile(r"(?:the|a|an|its|his|her|their|our|one|another|fellow|both)\s+", re.IGNORECASE)
_MODIFIERS = frozenset(
    "former ex late then acting deputy senior outgoing incoming top chief new newly long-time longtime"
    " veteran first"
    " second vice assistant interim caretaker current federal national state royal general high special"
    " permanent"
    " hardline reformist conservative liberal socialist centrist populist right-wing left-wing far-right"
    " outspoken"
    " elected appointed re-elected soviet yugoslav czechoslovak"
    " de facto self-proclaimed self-declared supreme foreign affairs external"
    " defence"
    " defense party parliamentary government ministry embassy policy elect designate shadow opposition army"
    " military police civil private leading prominent influential powerful presidential ministerial lead"
    " junior"
    " embattled jailed exiled ousted deposed associate strongman".split()
)
# Behind "Germany's", "the ministers'", "Palestinian National Authority (PNA)".
_JOINT = re.compile(r"(?:[’'ʼ]s|s[’'ʼ])?[ \u00a0-]$| ?\( ?[A-Z]{2,8}\) $")
_ADJECTIVE = re.compile(r"[a-z-]+(?:al|ic|ary|ist|ese|ian|ern|ive|able|ed)$")
_ARTICLE_BEFORE = re.compile(r"(?:\b(?:the|an?|his|her|its|their)|[’'ʼ]s?) $", re.IGNORECASE)
_LAST_WORD = re.compile(r"([^\s,;:()\"“”–—]+)[ \u00a0]$")
# "EU Humanitarian Aid Commissioner": capitalised words between the actor and the office are the office's
# field; "US Steel President" is another matter.
_FIELD = re.compile(r"(?:[’'ʼ]s)? (?:[A-Z][\w-]+ (?:and )?){1,3}")
# "Palestinian West Bank security chief": between may stand where the force is.
_GUARDS = re.compile(r"(?:security|intelligence|army|military|police) (?:chief|commander|official|spokes)")
# "Forestry Minister", "Roads and Mines Minister": told by their endings from "Bavarian Minister".
_OWN_FIELD = re.compile(
    r"(?<![\w’'-])(?:[A-Z][a-z]+(?:s|ry|ism|ure|ion|ment|gy|ing|th|ce|rt|cy|my|al|ic)(?:,| and)? ){1,4}$",
)
# Behind "the German chancellor, Olaf Scholz": a comma, or the verb at once.
_CLOSED = re.compile(r"[,.]|$| (?:said|says|told)\b")
# "ex-President", "ex-deputy premier"
_EX = re.compile(r"(?<![\w’'-])[Ee]x-$")
_SEGMENT_END = re.compile(
    r"[,;:()\"“”–—]|\.(?:\s|$)|\s(?:who|which|whose|that|said|says|told|added|has|had|is|was|will|would"
    r"|also|and told)\s"
)
# ", the", ", who is also the"
_APPOSED = re.compile(r"\s?[,(–—]\s?(?:who is (?:also |now |currently )?(?=the |a ))?")
_RANK = re.compile(
    r"(?:(?:lieutenant|lt\.?|major|maj\.?|brigadier|brig\.?|vice|rear|air|field|senior|first)[ -])?"
    r"(?:general|gen\.?|admiral|adm\.?|colonel|col\.?|major|maj\.?|captain|capt\.?|lieutenant|lt\.?|brigadier"
    r"|commodore|marshal|commander|professor|prof\.?|dr\.?)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"(?:[\w-]+ )*?[\w-]*(?:ministers|officials|leaders|presidents|ambassadors|envoys|chiefs|heads"
    r"|secretaries)\b"
)
_LONGEST = 90  # code points of a title; longer ones are clauses


def title_of(known: Known, name: Span, sentence: Span, names: tuple[Span, ...]) -> Span | None:
    """Return the title that says most of who a name's bearer is: of a rank and an office, the office.

    "Col." Omar Sy, "commander of the Malian forces"; "army spokesman", Colonel | Omar Sy."""
    before = title_before(known, name, sentence.start)
    if before is None:
        return title_behind(known, name, sentence.end, names)
    if not _RANK.fullmatch(before.of(known.text)):
        return before
    behind = title_behind(known, name, sentence.end, names)
    if behind is not None and not re.search(r"\b(?:former|ex|retired)\b", behind.of(known.text)):
        return behind
    if known.text[before.start - 2 : before.start] == ", ":
        return _title_before_comma(known, before.start - 2, sentence.start, ranked=True) or before
    return before


def title_before(known: Known, name: Span, floor: int) -> Span | None:
    """Return the title in front of a name, not reaching further left than `floor`.

    "German Chancellor" | Olaf Scholz; "president of Finland" |, Sauli Niinisto, (between commas, articles
    left outside).
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
    if text[end - 2 : end - 1] == "," and _CLOSED.match(text, name.end):
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
    if _SEVERAL.match(office.of(text)):
        return None  # "Toward the Bergen Goals, the ministers agreed"
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


def _title_before_comma(known: Known, comma: int, floor: int, ranked: bool = False) -> Span | None:
    """The title that ends at a comma. A rank behind the comma vouches for it; else an article or owner does:
    "teachers, Jan Roos," are a list."""
    text = known.text
    office = _ending_at(known.offices, comma)
    if office is None:
        of = next((o for o in reversed(known.offices) if o.end < comma and comma - o.end < _LONGEST), None)
        if of is None or not re.fullmatch(r" (?:of|for|to|in|at) (?:the )?[^,.;]+", text[of.end : comma]):
            return None
        office = of
    start = _leftmost(known, office, floor)
    before = text[floor:start]
    owned = re.search(r"[’'ʼ]s? ", text[start : office.start]) or re.search(r"\w[’'ʼ]s? $", before)
    opens = ranked and (not before.strip(" \"'“‘") or re.search(r"[,;”\"’'] $", before))
    led = not before.strip(" \"'“‘") and any(start == span.start for span in known.actors)
    if not (_ARTICLE.search(before[-6:]) or owned or opens or led):
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
    if not HAS_FIELD.search(office.of(known.text)) and not _GUARDS.match(office.of(known.text)):
        return None
    owner = next((a for a in reversed(known.actors) if _FIELD.fullmatch(known.text, a.end, start)), None)
    # "Liberian President Ann Doe and Special Envoy": another holds the office in between
    if owner is None or any(owner.end <= o.start < start for o in known.offices):
        return None
    return owner


def _twin(known: Known, start: int) -> Span | None:
    """The office that the same person holds, too: "President" before "and Chief Adviser"."""
    text, end = known.text, start - len(" and ")
    if text[max(0, end) : start] != " and " or not text[start].isupper():
        return None
    office = _ending_at(known.offices, end)
    alone = (
        office is not None
        and text[office.start].isupper()
        and not _ARTICLE_BEFORE.search(text, 0, office.start)
    )
    return office if alone else None


def _is_field(field: re.Match[str]) -> bool:
    return not any(word.strip(",") in PLAIN | TIMES for word in field.group().split())


def _leftmost(known: Known, office: Span, floor: int) -> int:
    """Walk left from the office over what belongs to its phrase: adjectives, bodies and the actor's name."""
    text, start = known.text, office.start
    while start > floor:
        if _EX.search(text, floor, start):
            start -= len("ex-")
            continue
        joint = _JOINT.search(text, floor, start)
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
        twin = _twin(known, start)
        if twin is not None and twin.start >= floor:
            start = twin.start
            continue
        owner = _owner_of_field(known, office, start)
        if owner is not None and owner.start >= floor:
            start = owner.start
            continue
        field = _OWN_FIELD.search(text, max(floor, start - 40), start)
        if field and start == office.start and HAS_FIELD.search(office.of(text)) and _is_field(field):
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
