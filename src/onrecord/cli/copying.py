"""`correct --copies`: one decision, made again of the same words of the same actor in other reports.

Each is a decision of its own and is undone alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord.model import Decision
from onrecord.pipeline import Record, Wish
from onrecord.show import queries
from onrecord.show.answers import Evidence
from onrecord.show.wording import joined, plain

_SAME = ("actor", "side", "explicit", "modality")  # what a decision makes alike wherever the words stand


def copies_of(record: Record, made: Decision) -> tuple[Evidence, ...]:
    """Return the positions of the same actor that hold the same words in other reports, and that nobody
    decided on.
    """
    if made.subject != "position" or made.blind or made.anchor is None or made.question is None:
        return ()
    words = plain(made.anchor.exact).casefold()
    (table,) = queries.positions(record, made.question)
    every = [*(e for row in table.rows for e in row.evidence), *table.claimed, *table.unsure]
    return tuple(
        e
        for e in every
        if plain(e.words).casefold() == words
        and e.actor in made.actors
        and not e.decided
        and (e.report.provider, e.report.key) != (made.provider, made.report)
    )


def wish_for(copy: Evidence, made: Decision, wish: Wish) -> Wish:
    """Put the decision `made` of a wish as one on a copy: that comes to the same, whatever was read there."""
    coded = made.position
    if coded is None:
        changes: dict[str, Any] = {}
    else:
        differing = {
            name: getattr(coded, name) for name in _SAME if getattr(copy, name) != getattr(coded, name)
        }
        changes = {**wish.changes, **differing}
    verdict = wish.verdict if coded is None else "correct" if changes else "accept"
    return Wish(verdict, wish.person, copy.ref, changes=changes, reason=wish.reason)


def left_alone(copies: Sequence[Evidence]) -> str:
    """Say which copies a decision left as they were read, and what to do about them."""
    named = joined([f"{e.ref} in {e.report.ref}" for e in copies], "and")
    return (
        f"The same words stand undecided as {named} and count as read there. The same command with --copies "
        "decides on them as well."
    )
