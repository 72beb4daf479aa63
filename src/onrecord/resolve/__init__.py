"""Who speaks, by whose report and for whom, on that day; every mention of an actor."""

from __future__ import annotations

from onrecord.model import Found, Known, Lesson
from onrecord.resolve.cast import cast_of
from onrecord.resolve.involved import involve
from onrecord.resolve.lessons import in_order, unplaced_in
from onrecord.resolve.mentions import find_mentions
from onrecord.resolve.people import find_people
from onrecord.resolve.scene import Scene
from onrecord.resolve.teaching import teach
from onrecord.resolve.voices import find_voices
from onrecord.world import World

__all__ = ["resolve"]


def resolve(found: Found, world: World, lessons: tuple[Lesson, ...] = ()) -> Known:
    """Resolve one report's voices, mentions and events, by its own words, the tables of `world` and the
    `lessons` of other reports.
    """
    scene = Scene.of(found, world, lessons)
    people = find_people(scene)
    teaches, unplaced = teach(scene, people), unplaced_in(people.persons)
    cast = cast_of(scene, people)
    voices = find_voices(cast)
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
