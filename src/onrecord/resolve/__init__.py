"""Who speaks, by whose report and for whom, on that day; every mention of an actor."""

from __future__ import annotations

from onrecord.model import Found, Known, Lesson
from onrecord.resolve.asking import ask
from onrecord.resolve.cast import cast_of
from onrecord.resolve.involved import involve
from onrecord.resolve.learned import LearnedSpeakers, SpeakerModel
from onrecord.resolve.lessons import in_order, unplaced_in
from onrecord.resolve.mentions import find_mentions
from onrecord.resolve.people import find_people
from onrecord.resolve.scene import Scene
from onrecord.resolve.teaching import teach
from onrecord.resolve.voices import find_voices
from onrecord.world import World

__all__ = ["LearnedSpeakers", "SpeakerModel", "resolve"]


def resolve(
    found: Found, world: World, lessons: tuple[Lesson, ...] = (), speakers: SpeakerModel | None = None
) -> Known:
    """Resolve one report's voices, mentions and events, by its own words, the tables of `world` and the
    `lessons` of other reports; the learned reader `speakers` is asked about voices that the rules leave open.
    """
    scene = Scene.of(found, world, lessons)
    people = find_people(scene)
    teaches, unplaced = teach(scene, people), unplaced_in(people.persons)
    cast = cast_of(scene, people)
    voices = find_voices(cast)
    voices = ask(cast, voices, speakers) if speakers is not None else voices
    mentions = find_mentions(cast, voices)
    return Known(
        found,
        voices,
        mentions,
        involve(cast, mentions, voices),
        teaches,
        unplaced,
        in_order(lessons),
    )
