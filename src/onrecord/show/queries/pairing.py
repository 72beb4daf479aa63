"""Which statements people joined or parted, and where these stand now."""

from __future__ import annotations

from sqlalchemy import Connection, or_

from onrecord.model import Decision
from onrecord.record import decisions as kept
from onrecord.record.tables import decision
from onrecord.show.pairing import Paired
from onrecord.show.queries.gathering import place


def paired(connection: Connection, known_at: str | None = None) -> tuple[Paired, ...]:
    """Return what people said of two statements, as far as it is in force and the words of both are found."""
    made = kept.in_force(
        kept.decisions(
            connection,
            or_(decision.c.subject == "sameness", decision.c.verdict == "undo"),
            known_at=known_at,
        )
    )
    found = (paired_by(connection, one, known_at) for one in made if one.subject == "sameness")
    return tuple(one for one in found if one is not None)


def paired_by(connection: Connection, made: Decision, known_at: str | None) -> Paired | None:
    """Return where the two statements of a sameness stand; None where the words of one are not found."""
    ends = [place(connection, [end], known_at) for end in kept.ends_of(made)]
    if not all(ends):
        return None
    words = tuple(end.anchor.exact if end.anchor else "" for end in kept.ends_of(made))
    return Paired(made, ends[0][0], ends[1][0], (words[0], words[1]))
