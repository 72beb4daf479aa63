"""What people decided, laid over what the program read: their word wins, and their disagreement is shown.

Pure: the same evidence and decisions give the same answer, in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from msgspec.structs import replace

from onrecord.model import Asserted, Attributed, Coded, Decision, Span
from onrecord.show.answers import Evidence, ReportLine
from onrecord.show.wording import day, plain

DISAGREE = "people decided differently"


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision in force, with the report in force that it is about and where its words stand there.

    `as_read`: one on a statement stands exactly where the reading in force has that statement.
    """

    decision: Decision
    report: ReportLine
    span: Span
    as_read: bool = False

    @property
    def made(self) -> tuple[str, str]:
        """What decisions are put in order by: when they were made."""
        return self.decision.decided_at, self.decision.uid

    def is_about(self, span: Span) -> bool:
        """Whether what was read at `span` is what was decided on.

        A statement may stand in another that is hardly longer: one that is found again is no other's.
        """
        return span == self.span if self.as_read else self.span.is_mostly(span)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Evidence as it was read, and as people attribute the statement it rests on: `said` are their decisions,
    in the order they were made.
    """

    read: Evidence
    now: Evidence
    said: tuple[Placed, ...] = ()


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
    """Apply decisions on statements and on positions to the evidence of questions.

    Each says whole what it is about, and where both are about the same words the later one holds.

    `fresh` makes the evidence of a decided position that no reading gives (any more), `name_of` names an
    actor, `day_of` tells the last day that something coded can have been said on.
    """
    in_report: dict[str, list[Evidence]] = {}
    for e in evidence:
        in_report.setdefault(e.report.ref, []).append(e)
    decided = {ref: list(of_report) for ref, of_report in _by_report(placed)}
    kept: list[Evidence] = []
    rejected: list[Evidence] = []
    for ref in dict.fromkeys((*in_report, *decided)):
        about = decided.get(ref, [])
        said = [one for one in about if one.decision.subject == "statement"]
        coded = [one for one in about if one.decision.subject == "position"]
        here = _pieces(in_report.get(ref, []), said, name_of, day_of)
        for item in items(coded):
            hit = [p for p in here if any(_matches(one, p) for one in item)]
            here = [p for p in here if p not in hit]
            left, out = _decided(item, hit, fresh, name_of, day_of)
            since = [one for one in said if one.made > item[-1].made]
            here += _pieces(left, since, name_of, day_of)
            rejected += out
        for piece in here:
            (rejected if _is_out(piece.now) else kept).append(piece.now)
    return Overlaid(tuple(kept), tuple(rejected))


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
    if one.as_read and other.as_read:
        return one.decision.concerns(other.decision) and one.span == other.span
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
    return f"{done} {_by(decision)}{reason}"


def told_apart(decision: Decision) -> str:
    """Say the same where others may read it who code the same words for themselves: of what was coded blind
    neither how nor why is told.
    """
    return f"coded blind {_by(decision)}" if decision.blind else told(decision)


def _by(decision: Decision) -> str:
    return f"by {plain(decision.person)}, {day(date.fromisoformat(decision.decided_at[:10]))}"


def _apart(decision: Decision, name_of: Callable[[str], str]) -> str:
    """Tell a decision with what it comes to: "corrected by Ana, 1 Mar 2024 (Norway against)"."""
    return f"{told(decision)} ({_saying(decision, name_of)})"


def _saying(decision: Decision, name_of: Callable[[str], str]) -> str:
    if (coded := decision.position) is not None:
        side = f"no longer {coded.side}" if coded.modality == "former" else coded.side or "side open"
        return f"{name_of(coded.actor) if coded.actor else 'actor open'} {side}"
    if (said := decision.statement) is not None:
        whom = " and ".join(name_of(code) for code in said.actors) or "nobody"
        return f"{plain(said.speaker or 'speaker open')} for {whom}"
    return f"no {decision.subject}"


def _by_report(placed: Iterable[Placed]) -> Iterable[tuple[str, list[Placed]]]:
    ordered = sorted(placed, key=lambda p: (p.report.ref, p.decision.decided_at, p.decision.uid))
    for ref, of_report in groupby(ordered, key=lambda p: p.report.ref):
        yield ref, list(of_report)


def _pieces(
    evidence: Iterable[Evidence],
    said: Sequence[Placed],
    name_of: Callable[[str], str],
    day_of: Callable[[Coded | Attributed, date], date],
) -> list[_Piece]:
    """Attribute the evidence of one report as people do, an actor of a statement once."""
    pieces: list[_Piece] = []
    places: dict[Hashable, int] = {}
    for e in evidence:
        about = tuple(one for one in said if e.statement and one.is_about(e.span))
        if not about:
            pieces.append(_Piece(e, e))
            continue
        for now in _attributed(e, about, name_of, day_of):
            stand = (now.span, now.actor, now.asserted_by, now.side, now.modality)
            key = (now.question, *stand, now.explicit, _is_out(now))
            piece = _Piece(e, now, about)
            if key not in places:
                places[key] = len(pieces)
                pieces.append(piece)
            elif e.actor == now.actor:  # what was read of an actor itself, before what was read of another
                pieces[places[key]] = piece
    return pieces


def _matches(one: Placed, piece: _Piece) -> bool:
    return (
        piece.read.question == one.decision.question
        and bool({piece.read.actor, piece.now.actor} & one.decision.actors)
        and one.is_about(piece.read.span)
    )


def _decided(
    item: Sequence[Placed],
    hit: Sequence[_Piece],
    fresh: Callable[[Placed], Evidence],
    name_of: Callable[[str], str],
    day_of: Callable[[Coded | Attributed, date], date],
) -> tuple[list[Evidence], list[Evidence]]:
    """What stays of the evidence that an item's decisions hit, and what is rejected."""
    before = {one.made: one for piece in hit for one in piece.said if one.made < item[-1].made}
    both = {**before, **{one.made: one for one in item}}
    sentences = tuple(told(both[made].decision) for made in sorted(both))
    last = item[-1]
    if not agree(one.decision for one in item):
        kept = next((one for one in reversed(item) if one.decision.position is not None), last)
        base = hit[0].now if hit else fresh(kept)
        apart = tuple(_apart(both[made].decision, name_of) for made in sorted(both))
        return [replace(base, unsure=True, decided=(DISAGREE, *apart))], []
    coded = last.decision.position
    if coded is None:
        whole = {**both, **{one.made: one for piece in hit for one in piece.said}}
        sentences = tuple(told(whole[made].decision) for made in sorted(whole))
        return [], [replace(p.now, decided=sentences) for p in hit]
    # of several readings of the same words one stays, that most like what the person says
    found = [p.now for p in hit]
    base = max(found, key=lambda e: (e.actor == coded.actor, e.side == coded.side)) if hit else fresh(last)
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
        **_firmness_of(base, coded),
    )


def _firmness_of(base: Evidence, coded: Coded) -> dict[str, Any]:
    """How firmly what a person coded is taken: as it was read, where that was of the same side."""
    if coded.side == base.side and coded.modality != "former":
        return {}
    return {"firmness": None, "firmness_words": None}


def _attributed(
    evidence: Evidence,
    about: Sequence[Placed],
    name_of: Callable[[str], str],
    day_of: Callable[[Coded | Attributed, date], date],
) -> list[Evidence]:
    """Return the evidence with its statement as people attribute it: once for each actor it speaks for."""
    before = tuple(one for one in evidence.decided if one != DISAGREE)
    sentences = (*before, *(told(one.decision) for one in about))
    if not agree(one.decision for one in about):
        apart = tuple(_apart(one.decision, name_of) for one in about)
        return [replace(evidence, unsure=True, decided=(DISAGREE, *before, *apart))]
    last = about[-1].decision
    said = last.statement
    if said is None:
        return [replace(evidence, decided=(_OUT, *sentences))]
    if evidence.decided[:1] == (DISAGREE,):
        return [replace(evidence, decided=(DISAGREE, *sentences))]
    voice = Asserted(
        evidence.actor, evidence.asserted_by, evidence.speaker, evidence.office, evidence.said_on
    )
    return [
        _voiced(evidence, said, now, sentences, name_of, day_of) for now in said.voices(voice, last.verdict)
    ]


def _voiced(
    evidence: Evidence,
    said: Attributed,
    now: Asserted,
    sentences: tuple[str, ...],
    name_of: Callable[[str], str],
    day_of: Callable[[Coded | Attributed, date], date],
) -> Evidence:
    """Return evidence as the word of another voice."""
    # it was the actor alone that was open
    is_settled = evidence.asserted_by == "self" and evidence.actor is None and evidence.side is not None
    return replace(
        evidence,
        actor=now.actor,
        actor_name=name_of(now.actor) if now.actor else None,
        asserted_by=now.asserted_by,
        asserted_by_name=name_of(now.asserted_by),
        speaker=now.speaker,
        office=now.office,
        said_on=now.said_on,
        unsure=not said.actors or (evidence.unsure and not is_settled),
        # who names an unnamed voice vouches for it
        sourcing="named" if evidence.sourcing == "anonymous" and said.speaker else evidence.sourcing,
        day=day_of(said, evidence.report.published),
        decided=sentences,
    )


_OUT = "the statement is rejected"


def _is_out(evidence: Evidence) -> bool:
    return evidence.decided[:1] == (_OUT,)
