"""Statements as people left them, and one line for what is one statement.

Pure: the same lines and decisions give the same answer, in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from onrecord.model import Attributed, Moment
from onrecord.show.answers import StatementLine
from onrecord.show.overlay import DISAGREE, Placed, agree, items, told
from onrecord.show.pairing import Paired, judged
from onrecord.show.sameness import Said, same


def attributed(
    lines: Iterable[StatementLine],
    placed: Sequence[Placed],
    fresh: Callable[[Placed], StatementLine],
    name_of: Callable[[str], str],
    day_of: Callable[[Moment, date], date],
) -> list[StatementLine]:
    """Lay people's decisions on statements over the lines: what they rejected goes, what they added comes.

    `fresh` makes the line of a statement that no reading gives (any more).
    """
    by_report: dict[str, list[StatementLine]] = {}
    for line in lines:
        by_report.setdefault(line.report.ref, []).append(line)
    about: dict[str, list[Placed]] = {}
    for one in placed:
        about.setdefault(one.report.ref, []).append(one)
    for ref, of_report in about.items():
        here = by_report.get(ref, [])
        for item in items(of_report):
            hit = [line for line in here if any(one.is_about(line.span) for one in item)]
            here = [line for line in here if line not in hit]
            here += _decided(item, hit, fresh, name_of, day_of)
        by_report[ref] = here
    return [line for here in by_report.values() for line in here]


def _decided(
    item: Sequence[Placed],
    hit: Sequence[StatementLine],
    fresh: Callable[[Placed], StatementLine],
    name_of: Callable[[str], str],
    day_of: Callable[[Moment, date], date],
) -> list[StatementLine]:
    sentences = tuple(told(one.decision) for one in item)
    last = item[-1]
    if not agree(one.decision for one in item):
        kept = next((one for one in reversed(item) if one.decision.statement is not None), last)
        return [replace(line, decided=(DISAGREE, *sentences)) for line in hit or [fresh(kept)]]
    said = last.decision.statement
    if said is None:
        return []
    return [_as_said(line, said, sentences, name_of, day_of) for line in hit or [fresh(last)]]


def _as_said(
    line: StatementLine,
    said: Attributed,
    sentences: tuple[str, ...],
    name_of: Callable[[str], str],
    day_of: Callable[[Moment, date], date],
) -> StatementLine:
    actor = said.actors[0] if len(said.actors) == 1 else None
    return replace(
        line,
        speaker=said.speaker,
        office=said.office,
        sector=said.sector,
        actor=actor,
        actor_name=name_of(actor) if actor else None,
        actors=said.actors,
        candidates=(),
        # who names an unnamed voice vouches for it
        sourcing="named" if line.sourcing == "anonymous" and said.speaker else line.sourcing,
        act=said.act,
        said_on=said.said_on,
        day=day_of(said.said_on, line.report.published),
        decided=sentences,
    )


def as_one(
    lines: Sequence[StatementLine], removed: str = "", paired: Sequence[Paired] = ()
) -> list[StatementLine]:
    """Make one line of what is one statement: that of the earliest report, the others its `variants`.

    `paired` is what people said of two statements: it wins over what the texts tell. `removed` stands for the
    words of texts that were removed: of these nobody but a person can tell, and each is a line.
    """
    said = [
        Said(
            words="" if line.words == removed else line.words,
            speaker=line.speaker,
            office=line.office,
            actors=line.actors,
            said_on=line.said_on,
            published=line.report.published,
            direct=line.directness != "indirect",
            report=line.report.ref,
            place=line.report.place_of(line.span),
        )
        for line in lines
    ]
    found = []
    for group in same(said, judged([(line.report.ref, line.span) for line in lines], paired)):
        members = sorted((lines[i] for i in group), key=_earliest_report)
        found.append(replace(members[0], variants=tuple(members[1:])))
    return found


def _earliest_report(line: StatementLine) -> tuple[str, ...]:
    return (*line.report.place_of(line.span), line.statement)
