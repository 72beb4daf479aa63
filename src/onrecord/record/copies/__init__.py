"""Which reports carry one text: short sketches find the pairs, comparing judges them, and groups add up."""

from onrecord.record.copies.aligning import Text
from onrecord.record.copies.comparing import Likeness, compare
from onrecord.record.copies.grouping import groups
from onrecord.record.copies.sketches import SKETCH, candidates, sketch

__all__ = ["SKETCH", "Likeness", "Text", "candidates", "compare", "groups", "sketch"]
