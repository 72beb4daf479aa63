"""Which reports carry one text: short sketches find the pairs, comparing judges them, and groups add up."""

from onrecord.record.copies.aligning import Text
from onrecord.record.copies.comparing import Likeness, compare
from onrecord.record.copies.grouping import groups
from onrecord.record.copies.quoting import Carried, Quoted, from_one_place, related
from onrecord.record.copies.sketches import SKETCH, candidates, sketch

__all__ = [
    "SKETCH",
    "Carried",
    "Likeness",
    "Quoted",
    "Text",
    "candidates",
    "compare",
    "from_one_place",
    "groups",
    "related",
    "sketch",
]
