"""Evidence that does not agree: shown side by side, settled by nobody but a person.

Pure: a table with all its evidence gives the same conflicts, whenever it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from onrecord.show.answers import Conflict, ConflictKind, Evidence, Row, Table
from onrecord.show.overlay import DISAGREE
from onrecord.show.pairing import Paired, judged
from onrecord.show.sameness import Said, same
from onrecord.show.standing import STRENGTH, Stand, contradicts, first_day, stand_of


def conflicts(table: Table, removed: str = "", paired: Sequence[Paired] = ()) -> list[Conflict]:
    """Return the conflicts of a question, by the actor's name; the table must hold all its evidence.

    `removed` stands for the words of texts that were removed: these say nothing about what is one statement.
    `paired` is what people said of two statements.
    """
    question = table.question.id
    found: list[Conflict] = []
    for row in table.rows:
        found += (_conflict("sides", question, group) for group in _two_sides(row.evidence))
    everything = [*(e for row in table.rows for e in row.evidence), *table.claimed, *table.unsure]
    found += (_conflict("accounts", question, group) for group in _accounts(everything, removed, paired))
    found += (_conflict("claimed", question, pair) for pair in _claims(table))
    found += (_conflict("people", question, [e]) for e in table.unsure if e.decided[:1] == (DISAGREE,))
    return sorted(found, key=lambda one: (one.actor_name or "\uffff", one.evidence[0].order, one.kind))


def _conflict(kind: ConflictKind, question: str, evidence: Sequence[Evidence]) -> Conflict:
    ordered = tuple(sorted(evidence, key=lambda e: e.order))
    return Conflict(kind, question, ordered[0].actor, ordered[0].actor_name, ordered)


def _two_sides(evidence: Sequence[Evidence]) -> Iterator[list[Evidence]]:
    """Evidence of one actor that contradicts other evidence which may be of the same day, where the one that
    holds is not the stronger of the two; what overlaps is one conflict.
    """
    group: list[Evidence] = []
    for i, e in enumerate(evidence):  # oldest first
        rivals = [
            one
            for one in evidence[:i]
            if one.day >= first_day(e) and contradicts(one, stand_of(e)) and _is_open_between(one, e)
        ]
        if not rivals:
            continue
        if group and not any(one in group for one in rivals):
            yield group
            group = []
        group += [one for one in (*rivals, e) if one not in group]
    if group:
        yield group


def _is_open_between(one: Evidence, later: Evidence) -> bool:
    """Whether the texts leave open which of two holds; see `standing` for which one a row takes."""
    if one.day == later.day:
        holds, yields = sorted((one, later), key=_rank, reverse=True)
    elif one.explicit and not later.explicit:
        return False  # what is only implied displaces nothing
    else:
        holds, yields = later, one
    return yields.explicit >= holds.explicit and STRENGTH[yields.modality] >= STRENGTH[holds.modality]


def _accounts(
    evidence: Sequence[Evidence], removed: str, paired: Sequence[Paired]
) -> Iterator[list[Evidence]]:
    """One statement, of which reports give an actor's side differently."""
    spoken = [
        e
        for e in evidence
        if e.statement is not None and e.side is not None and e.actor is not None and e.words != removed
    ]
    ordered = sorted(spoken, key=lambda e: e.actor or "")
    for _, of_actor in groupby(ordered, key=lambda e: e.actor):
        said = list(of_actor)
        by_people = judged([(e.report.ref, e.span) for e in said], paired)
        for group in same([_said(e) for e in said], by_people):
            members = [said[i] for i in group]
            if len({e.report.ref for e in members}) > 1 and len({stand_of(e) for e in members}) > 1:
                yield members


def _said(evidence: Evidence) -> Said:
    return Said(
        words=evidence.words,
        speaker=evidence.speaker,
        office=evidence.office,
        actors=(evidence.actor,) if evidence.actor else (),
        said_on=evidence.said_on,
        published=evidence.report.published,
        direct=evidence.directness != "indirect",
        report=evidence.report.ref,
        place=evidence.report.place_of(evidence.span),
    )


def _claims(table: Table) -> Iterator[tuple[Evidence, Evidence]]:
    """What is claimed of actors with the own word that it contradicts: what one claims again and again
    against the same word is one conflict, shown in its firmest words.
    """
    by_actor = {row.actor: row for row in table.rows}
    firmest: dict[tuple[str | None, str, Stand, str], tuple[Evidence, Evidence]] = {}
    for claimed in table.claimed:
        own = by_actor.get(claimed.actor or "")
        against = _own_word(claimed, own) if own else None
        if against is None:
            continue
        # one statement may be about several actors
        key = (claimed.actor, claimed.asserted_by, stand_of(claimed), against.ref)
        if key not in firmest or _rank(claimed) > _rank(firmest[key][0]):
            firmest[key] = (claimed, against)
    yield from firmest.values()


def _own_word(claimed: Evidence, row: Row) -> Evidence | None:
    """The actor's own word that a claim about it contradicts: of what it said by then the stand of the last
    day, else that of the first day after, in the firmest words that it took it in until it took another; what
    is only implied is none where it has said something explicitly.
    """
    if claimed.side is None:
        return None
    own = [e for e in row.evidence if e.asserted_by == "self"]
    by_then = [e for e in own if e.day <= claimed.day]
    words = [e for e in by_then if e.explicit] or by_then
    day = words[-1].day if words else own[0].day if own else None
    word = max((e for e in words or own if e.day == day), key=_rank, default=None)
    if word is None or not contradicts(claimed, stand_of(word)):
        return None
    stand = stand_of(word)
    same_stand = takewhile(lambda e: e.day == day or not contradicts(e, stand), reversed(words or [word]))
    return max((e for e in same_stand if stand_of(e) == stand), key=lambda e: (_rank(e), e.day))


def _rank(evidence: Evidence) -> tuple[bool, bool, int]:
    return evidence.explicit, evidence.asserted_by == "self", STRENGTH[evidence.modality]
