"""The words of a report that may tell for whom its voices speak."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model import Span, Statement, Voice
from onrecord.resolve import cases
from onrecord.resolve.cases import Clue
from onrecord.resolve.cast import Cast
from onrecord.resolve.phrases import SPEAKING

_OF_ACTORS = {"state": cases.STATE, "organisation": cases.ORGANISATION}


def find_clues(cast: Cast, voices: Sequence[Voice]) -> tuple[Clue, ...]:
    """Return the clues in text order, none overlapping another: words for actors first, then persons who
    speak for one, bodies of a state, places, and the sources of `voices` whose actor is settled.
    """
    found: dict[Span, Clue] = {}
    for clue in (*_words(cast), *_persons(cast), *_bodies(cast), *_places(cast), *_settled(cast, voices)):
        if not any(span.meets(clue.span) for span in found):
            found[clue.span] = clue
    return tuple(sorted(found.values()))


def _words(cast: Cast) -> Iterator[Clue]:
    known = cast.scene.world.actors
    for match in cast.scene.actors:
        if len(match.actors) == 1:
            kind = known[match.actors[0]].kind if match.actors[0] in known else "party"
            place = match.how in ("capital", "seat")
            yield Clue(
                match.span, match.actors[0], cases.PLACE if place else _OF_ACTORS.get(kind, cases.PARTY)
            )


def _persons(cast: Cast) -> Iterator[Clue]:
    for span in cast.people.at:
        meant = cast.people.meant(span)
        if len(meant) == 1 and len(meant[0].actors) == 1 and meant[0].sector in SPEAKING:
            yield Clue(span, meant[0].actors[0], cases.PERSON)


def _bodies(cast: Cast) -> Iterator[Clue]:
    for match in cast.scene.bodies:
        if match.body.actor:
            yield Clue(match.span, match.body.actor, cases.BODY)


def _places(cast: Cast) -> Iterator[Clue]:
    for place in cast.scene.world.find_places(cast.scene.text):
        yield Clue(place.span, place.actor, cases.PLACE)


def _settled(cast: Cast, voices: Sequence[Voice]) -> Iterator[Clue]:
    said = {statement.id: statement for statement in cast.scene.found.statements}
    for voice in voices:
        statement = said[voice.statement]
        if voice.speaks_for_actor and voice.speaker and voice.speaker.actor and len(statement.source) == 1:
            yield Clue(statement.source[0], voice.speaker.actor, cases.VOICE)


def without(clues: Sequence[Clue], statement: Statement) -> tuple[Clue, ...]:
    """The clues without what was settled of the statement itself: it is what is asked."""
    return tuple(
        c for c in clues if c.kind != cases.VOICE or not any(c.span.meets(s) for s in statement.source)
    )
