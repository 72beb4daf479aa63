"""Statements that are the same: one saying, quoted shorter or longer, retold or translated twice."""

from onrecord.show.sameness.grouping import Pairing, Said, same

__all__ = ["Pairing", "Said", "same"]
