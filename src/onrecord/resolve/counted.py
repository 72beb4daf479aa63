"""Sources that count those they mean: "the three countries", "both sides", "the two leaders".

They go back to the nearest stretch before them that names exactly that many; where more are named than
counted, it stays open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.model import Reason, Span, Speaker
from onrecord.resolve.cast import Cast, Source
from onrecord.resolve.phrases import SPEAKING

_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_NUMBERS |= dict.fromkeys(("each", "neither", "either"), 2)
_PERSONS = (
    r"leaders|ministers|(?:foreign|defen[cs]e|prime|finance) ministers|presidents|premiers|men|women"
    r"|statesmen|politicians|chancellors|diplomats|officials|heads of (?:state|government)"
)
_ACTORS = (
    r"countries|nations|states|sides|powers|governments|capitals|neighbou?rs|allies|parties|foes|rivals"
    r"|republics|members|organi[sz]ations|blocs|delegations"
)
# "the two opposition leaders" are no two of those in office.
_OTHERS = r"opposition|party|rebel|church|union|business|religious|former|local|community|tribal|student"
_COUNTED = re.compile(
    rf"(?:(?:all|the|these|those|its|their|of the) )*(?P<number>{'|'.join(_NUMBERS)})(?: of them)?(?: the)?"
    rf"(?: (?!{_OTHERS})[A-Za-z]+){{0,2}} (?:(?P<persons>{_PERSONS})|(?P<actors>{_ACTORS}))"
    r"|(?P<one>each|neither|either) (?:country|nation|government|capital|neighbou?r)",
    re.IGNORECASE,
)


def is_counted(words: str) -> bool:
    """Whether a source's words count countries or persons named elsewhere."""
    return _COUNTED.fullmatch(words.strip()) is not None


def resolve_counted(cast: Cast, span: Span) -> Source:
    """Resolve "the three countries" at `span`; no speaker where not exactly that many are named before."""
    match = _COUNTED.fullmatch(span.of(cast.scene.text).strip(' ,.;:"“”'))
    if match is None:
        return Source(None)
    number = _NUMBERS[(match.group("number") or match.group("one")).lower()]
    for since in _windows(cast, span.start):
        within = Span(since, span.start)
        named = (_persons(cast, within) if match.group("persons") else {}) or _actors(cast, within)
        if len(named) > number:
            return Source(None)
        if len(named) == number:
            words = re.sub(r"^the ", "", match.group(), flags=re.IGNORECASE)
            return _together(words, named, not match.group("persons"))
    return Source(None)


def two_sides(cast: Cast, position: int) -> dict[str, Span]:
    """The actors of the two persons in office named last before a position, in one stretch; else none."""
    for since in _windows(cast, position):
        named = _persons(cast, Span(since, position))
        if len(named) > 1:
            return named if len(named) == _NUMBERS["two"] else {}
    return {}


def _windows(cast: Cast, position: int) -> Iterator[int]:
    """Where to look from: this sentence, the one before, the paragraph, the one before, the whole report."""
    scene = cast.scene
    yield scene.sentence(position).start
    paragraph = scene.paragraph_start(position)
    before = scene.sentence_before(position)
    if before is not None:
        yield before.start
    if before is None or paragraph <= before.start:
        yield paragraph
    yield scene.paragraphs_before(position)
    yield 0


def _persons(cast: Cast, within: Span) -> dict[str, Span]:
    """The actors of the persons in office named in a stretch, with where."""
    found: dict[str, Span] = {}
    for person in cast.people.before(within.end, within.start):
        if len(person.actors) == 1 and person.sector in SPEAKING:
            found.setdefault(person.actors[0], next(s for s in person.spans if within.holds(s)))
    return dict(sorted(found.items(), key=lambda item: item[1]))


def _actors(cast: Cast, within: Span) -> dict[str, Span]:
    """The states named in a stretch, and the actors of persons in office, with where."""
    world = cast.scene.world
    found = {
        match.actors[0]: match.span
        for match in reversed(cast.scene.actors_in(within))
        if len(match.actors) == 1 and match.how != "people" and world.actors[match.actors[0]].kind == "state"
    }
    for code, span in _persons(cast, within).items():
        if world.actors[code].kind == "state":
            found.setdefault(code, span)
    return dict(sorted(found.items(), key=lambda item: item[1]))


def _together(words: str, named: dict[str, Span], states: bool) -> Source:
    speaker = Speaker(
        name=words,
        office=None,
        sector="government",
        actor=None,
        actors=tuple(named),
        because=tuple(Reason("counted", span) for span in named.values()),
    )
    return Source(speaker, (), "body" if states else "named", True, plural=True)
