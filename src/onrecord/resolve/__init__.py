"""Who speaks, by whose report and for whom, on that day; every mention of an actor."""

from __future__ import annotations

from onrecord.model import Found, Known, Lesson
from onrecord.resolve.asking import ask
from onrecord.resolve.cast import Cast
from onrecord.resolve.home import find_home, lost_officials, officials_beside
from onrecord.resolve.involved import involve
from onrecord.resolve.learned import LearnedSpeakers, SpeakerModel
from onrecord.resolve.lessons import in_order, unplaced_in
from onrecord.resolve.mentions import find_mentions
from onrecord.resolve.people import People, find_people, with_beside, with_home
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
    cast = _cast(scene, people)
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


def _cast(scene: Scene, people: People) -> Cast:
    """Give the officials of no named state theirs, by where the report is at home and what stands beside."""
    home = find_home(scene, people)
    beside = officials_beside(scene, people, home)
    people = with_home(
        people, home.actor if home else None, home.span if home else None, lost_officials(scene, people, home)
    )
    return Cast(scene, with_beside(people, beside), home)
