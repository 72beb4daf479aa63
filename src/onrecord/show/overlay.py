"""What people decided, laid over what the program read: their word wins, and their disagreement is shown.

Pure: the same evidence and decisions give the same answer, in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from onrecord.model import Attributed, Coded, Decision, Span
from onrecord.show.answers import Evidence, ReportLine
from onrecord.show.wording import day, plain

DISAGREE = "people decided differently"


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision in force, with the report in force that it is about and where its words stand there."""

    decision: Decision
    report: ReportLine
    span: Span


@dataclass(frozen=True, slots=True)
class Overlaid:
    """Evidence as people left it, and what they rejected."""

    evidence: tuple[Evidence, ...]
    rejected: tuple[Evidence, ...]


def overlay(
    evidence: Iterable[Evidence],
    placed: Sequence[Placed],
    fresh: Callable[[Placed], Evidence],
    name_of: Callable[[str], str],
    day_of: Callable[[Coded | Attributed, date], date],
) -> Overlaid:
    """Apply decisions on statements, then those on positions, to the evidence of questions.

    `fresh` makes the evidence of a decided position that no reading gives (any more), `name_of` names an
    actor, `day_of` tells the last day that something coded can have been said on.
    """
    said = [one for one in placed if one.decision.subject == "statement"]
    coded = [one for one in placed if one.decision.subject == "position"]
    rejected: list[Evidence] = []
    kept: list[Evidence] = []
    by_report = {ref: list(of) for ref, of in _by_report(said)}
    for e in evidence:
        about = [one for one in by_report.get(e.report.ref, ()) if e.statement and one.span.is_mostly(e.span)]
        for changed in _attributed(e, about, name_of, day_of) if about else [e]:
            (rejected if _is_out(changed) else kept).append(changed)
    in_report: dict[str, list[Evidence]] = {}
    for e in kept:
        in_report.setdefault(e.report.ref, []).append(e)
    for ref, of_report in _by_report(coded):
        here = in_report.get(ref, [])
        for item in items(of_report):
            hit = [e for e in here if any(_matches(one, e) for one in item)]
            here = [e for e in here if e not in hit]
            decided, out = _decided(item, hit, fresh, name_of, day_of)
            here += decided
            rejected += out
        in_report[ref] = here
    return Overlaid(tuple(e for here in in_report.values() for e in here), tuple(rejected))


def items(placed: Sequence[Placed]) -> list[list[Placed]]:
    """Group the decisions of one report by what they are about: the same words, question and actor."""
    groups: list[list[Placed]] = []
    for one in sorted(placed, key=lambda p: (p.decision.decided_at, p.decision.uid)):
        for group in groups:
            if any(same_item(one, other) for other in group):
                group.append(one)
                break
        else:
            groups.append([one])
    return groups


def same_item(one: Placed, other: Placed) -> bool:
    """Whether two decisions are about the same thing."""
    return one.decision.concerns(other.decision) and one.span.is_mostly(other.span)


def agree(decisions: Iterable[Decision]) -> bool:
    """Whether decisions on one thing say the same of it."""
    return len({decision.outcome for decision in decisions}) == 1


def told(decision: Decision) -> str:
    """Say who decided what: "accepted by Ana, 3 Oct 2023: as the embassy confirms"."""
    done = {
        "accept": "accepted",
        "reject": "rejected",
        "correct": "corrected",
        "add": "added",
        "join": "joined",
        "part": "parted",
        "undo": "undone",
    }[decision.verdict]
    reason = f": {plain(decision.reason)}" if decision.reason else ""
    return f"{done} by {plain(decision.person)}, {day(date.fromisoformat(decision.decided_at[:10]))}{reason}"


def _by_report(placed: Iterable[Placed]) -> Iterable[tuple[str, list[Placed]]]:
    ordered = sorted(placed, key=lambda p: (p.report.ref, p.decision.decided_at, p.decision.uid))
    for ref, of_report in groupby(ordered, key=lambda p: p.report.ref):
        yield ref, list(of_report)


def _matches(one: Placed, evidence: Evidence) -> bool:
    return (
        evidence.question == one.decision.question
        and evidence.actor in one.decision.actors
        and one.span.is_mostly(evidence.span)
    )


def _decided(
    item: Sequence[Placed],
    hit: Sequence[Evidence],
    fresh: Callable[[Placed], Evidence],
    name_of: Callable[[str], str],
    day_of: Callable[[Coded | Attributed, date], date],
) -> tuple[list[Evidence], list[Evidence]]:
    """What stays of the evidence that an item's decisions hit, and what is rejected."""
    sentences = tuple(told(one.decision) for one in item)
    last = item[-1]
    if not agree(one.decision for one in item):
        kept = next((one for one in reversed(item) if one.decision.position is not None), last)
        base = hit[0] if hit else fresh(kept)
        return [replace(base, unsure=True, decided=(DISAGREE, *sentences))], []
    coded = last.decision.position
    if coded is None:
        return [], [replace(e, decided=sentences) for e in hit]
    # of several readings of the same words one stays, that most like what the person says
    base = max(hit, key=lambda e: (e.actor == coded.actor, e.side == coded.side)) if hit else fresh(last)
    return [_as_coded(base, coded, sentences, name_of, day_of)], []


def _as_coded(
    base: Evidence,
    coded: Coded,
    sentences: tuple[str, ...],
    name_of: Callable[[str], str],
    day_of: Callable[[Coded | Attributed, date], date],
) -> Evidence:
    return replace(
        base,
        actor=coded.actor,
        actor_name=name_of(coded.actor) if coded.actor else None,
        side=coded.side,
        unsure=coded.actor is None or coded.side is None,
        explicit=coded.explicit,
        modality=coded.modality,
        act=coded.act,
        route=coded.route,
        asserted_by=coded.asserted_by,
        asserted_by_name=name_of(coded.asserted_by),
        speaker=coded.speaker,
        office=coded.office,
        # a person vouches for the voice: it is no longer an unnamed one's word alone
        sourcing="named" if base.sourcing == "anonymous" else base.sourcing,
        said_on=coded.said_on,
        day=day_of(coded, base.report.published),
        confidence=1.0,
        decided=sentences,
    )


def _attributed(
    evidence: Evidence,
    about: Sequence[Placed],
    name_of: Callable[[str], str],
    day_of: Callable[[Coded | Attributed, date], date],
) -> list[Evidence]:
    """Return the evidence with its statement as people attribute it: once for each actor it speaks for."""
    sentences = tuple(told(one.decision) for one in about)
    if not agree(one.decision for one in about):
        return [replace(evidence, unsure=True, decided=(DISAGREE, *sentences))]
    said = about[-1].decision.statement
    if said is None:
        return [replace(evidence, decided=(_OUT, *sentences))]
    spoken = replace(
        evidence,
        speaker=said.speaker,
        office=said.office,
        said_on=said.said_on,
        day=day_of(said, evidence.report.published),
        decided=sentences,
    )
    if evidence.asserted_by != "self":
        claims = said.actors[0] if len(said.actors) == 1 else evidence.asserted_by
        if claims == evidence.actor:
            claims = "self"
        return [replace(spoken, asserted_by=claims, asserted_by_name=name_of(claims))]
    if not said.actors:
        return [replace(spoken, actor=None, actor_name=None, unsure=True)]
    if evidence.actor in said.actors:
        return [spoken]  # a joint statement has a position for each of its actors already
    return [replace(spoken, actor=code, actor_name=name_of(code)) for code in said.actors]


_OUT = "the statement is rejected"


def _is_out(evidence: Evidence) -> bool:
    return evidence.decided[:1] == (_OUT,)
