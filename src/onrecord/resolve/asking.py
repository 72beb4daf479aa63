"""Ask the learned reader about the voices that the rules leave open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Reason, Speaker, Statement, Voice
from onrecord.resolve.cases import case_of
from onrecord.resolve.cast import Cast
from onrecord.resolve.clues import find_clues, without
from onrecord.resolve.learned import Pointed, Reading, SpeakerModel
from onrecord.resolve.phrases import SPEAKING
from onrecord.resolve.pronouns import is_pronoun

# What a voice may be called that speaks for an actor after all. The rules know a company, a paper, a
# legislator or a passer-by well enough.
_ASKED = frozenset(
    {
        None,
        "document",
        "former",
        "government",
        "intelligence",
        "independent",
        "international",
        "military",
        "rebel",
    }
)
_SURE = 0.8  # odds from which a reading is taken
_SEVERAL = 0.6  # odds that a voice is that of several actors
_SHARE = 0.25  # of the likeliest actor's odds, from which another of several counts as meant


def ask(cast: Cast, voices: Sequence[Voice], model: SpeakerModel) -> tuple[Voice, ...]:
    """Return the voices, parallel to the statements; those left open speak for whom the learned reader is
    sure of.
    """
    scene = cast.scene
    clues = find_clues(cast, voices)
    read = []
    for statement, voice in zip(scene.found.statements, voices, strict=True):
        if not voice.speaks_for_actor and _sector(voice) in _ASKED:
            case = case_of(scene.text, scene.found.sentences, statement, without(clues, statement))
            reading = model.read(case) if case.clues else None
            meant = _meant(reading) if reading else ()
            read.append(_speaking(cast, statement, voice, meant, reading) if reading and meant else voice)
        else:
            read.append(voice)
    return tuple(read)


def _sector(voice: Voice) -> str | None:
    return voice.speaker.sector if voice.speaker else None


def _meant(reading: Reading) -> tuple[Pointed, ...]:
    """The actors that the voice speaks for: one, several where it is theirs together, none where unsure."""
    if not reading.pointed:
        return ()
    likeliest = reading.pointed[0].odds
    if reading.several > 1 - _SEVERAL:
        together = tuple(p for p in reading.pointed if p.odds >= _SHARE * likeliest)
        sure = reading.several >= _SEVERAL and sum(p.odds for p in together) >= _SURE
        return together if len(together) > 1 and sure else ()
    return reading.pointed[:1] if likeliest >= _SURE else ()


def _speaking(
    cast: Cast, statement: Statement, voice: Voice, meant: tuple[Pointed, ...], reading: Reading
) -> Voice:
    """The voice with whom it speaks for, and the clues that say so."""
    actors = tuple(pointed.actor for pointed in meant)
    because = tuple(Reason("pointed-at", pointed.clue) for pointed in meant)
    words = " ".join(span.of(cast.scene.text) for span in statement.source)
    speaker = voice.speaker or Speaker(
        None if not words or is_pronoun(words) else words, None, None, None, (), ()
    )
    speaker = replace(
        speaker,
        sector=_sector_of(cast, speaker.sector, reading.sector, actors),
        actor=actors[0] if len(actors) == 1 else None,
        actors=actors,
        because=(*speaker.because, *because),
    )
    route = "joint" if len(actors) > 1 else voice.route
    return replace(voice, speaker=speaker, candidates=(), route=route, speaks_for_actor=True)


def _sector_of(cast: Cast, before: str | None, read: str, actors: tuple[str, ...]) -> str:
    """The sector of a voice of these actors: what the rules or the reader say, if it is one that speaks for
    them, else that of the actors' kind.
    """
    if before in SPEAKING:
        return before
    if read in SPEAKING:
        return read
    return "international" if cast.scene.are_organisations(actors) else "government"
