"""What we know beforehand: actors and the words that mean them, offices in time, titles, bodies, outlets."""

from onrecord.world.actors import Actor, Code, Membership, Term
from onrecord.world.bodies import Body, BodyMatch
from onrecord.world.gazetteer import ActorMatch
from onrecord.world.knowledge import World
from onrecord.world.offices import HELD_BY_ONE, Tenure
from onrecord.world.outlets import Outlet, OutletMatch
from onrecord.world.places import Place
from onrecord.world.titles import Title, TitleMatch

__all__ = [
    "HELD_BY_ONE",
    "Actor",
    "ActorMatch",
    "Body",
    "BodyMatch",
    "Code",
    "Membership",
    "Outlet",
    "OutletMatch",
    "Place",
    "Tenure",
    "Term",
    "Title",
    "TitleMatch",
    "World",
]
