"""How stands changed: what each actor did, in order, with repetition only counted.

Pure: a table with all its evidence gives the same changes, whenever it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from onrecord.show import cells
from onrecord.show.answers import Change, ChangeKind, Evidence, Former, Row, Table
from onrecord.show.standing import STRENGTH


def changes(table: Table) -> list[Change]:
    """Return what changed on a question, oldest first; the table must hold all its evidence."""
    found = [change for row in table.rows for change in _of_row(table.question.id, row)]
    return sorted(found, key=lambda change: (change.day, change.actor_name or "", change.actor or ""))


def _of_row(question: str, row: Row) -> Iterator[Change]:
    stands: list[tuple[Former | Row, Sequence[Evidence]]] = [
        *((former, former.evidence) for former in row.earlier),
        (row, row.held),
    ]
    before: str | None = None
    opened: date | None = None
    for stand, evidence in stands:
        if opened is not None:  # what was said while it was open made no change
            evidence = [e for e in evidence if e.day > opened] or evidence  # noqa: PLW2901
        opened = evidence[-1].day if stand.side is None else None
        for change in _of_stand(question, stand, evidence, before):
            yield change
            before = change.after


def _of_stand(
    question: str, stand: Former | Row, evidence: Sequence[Evidence], before: str | None
) -> Iterator[Change]:
    """The change to this stand, then each word that makes it firmer or weaker."""
    if stand.side is None:
        yield _change("open", question, evidence[0], before, "open")
        return
    days = [list(of_day) for _, of_day in groupby(evidence, key=lambda e: e.day)]
    firmest = max(days[0], key=_firmness)  # what one day holds has no order that the texts tell
    kind: ChangeKind = "given up" if firmest.modality == "former" else "new" if before is None else "side"
    change = _change(kind, question, firmest, before, _named(firmest), len(days[0]) - 1)
    for of_day in days[1:]:
        best = max(of_day, key=_firmness)
        if (turn := _turn(firmest, best)) is not None:
            yield change
            change = _change(turn, question, best, _named(firmest), _named(best), len(of_day) - 1)
            firmest = best
        else:
            change = replace(change, repeated=change.repeated + len(of_day))
    yield change


def _change(
    kind: ChangeKind, question: str, evidence: Evidence, before: str | None, after: str, repeated: int = 0
) -> Change:
    return Change(
        kind, question, evidence.day, evidence.actor, evidence.actor_name, before, after, evidence, repeated
    )


def _named(evidence: Evidence) -> str:
    return f"{cells.side(evidence)} ({cells.manner(evidence)})"


def _turn(before: Evidence, now: Evidence) -> ChangeKind | None:
    """Whether a later word for the same side is firmer or weaker; None where it only says it again.

    Weaker is only what now hangs on a condition: that a step is announced takes nothing back, and what is
    only implied displaces nothing.
    """
    if _firmness(now) > _firmness(before):
        return "firmer"
    hangs = now.modality == "conditional" and before.modality in ("asserted", "intended")
    return "weaker" if hangs and now.explicit == before.explicit else None


def _firmness(evidence: Evidence) -> tuple[bool, int]:
    return evidence.explicit, STRENGTH[evidence.modality]
