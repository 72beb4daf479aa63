"""Reading the stored texts again: what would change, before it takes effect."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from onrecord.adding import attempt
from onrecord.model import Judged, Position, Question, Report, Stood
from onrecord.outcomes import Change, ChangeKind, Failure, Reread
from onrecord.record import Made, Record


def reread(
    record: Record,
    reading: Callable[[Report, Sequence[Question]], Judged],
    made: Made,
    *,
    apply: bool = True,
    progress: Callable[[], None] = lambda: None,
) -> Reread:
    """Read every stored report anew; with `apply` each becomes a new run, the old one is superseded.

    Tells what positions are added, gone or changed by it, report by report. A report that breaks is named,
    and keeps its old run.
    """
    changes: list[Change] = []
    failed: list[Failure] = []
    number = 0
    for version_id, report in record.versions():
        questions = record.questions()
        result = attempt(report, partial(reading, report, questions))
        if isinstance(result, Failure):
            failed.append(result)
        else:
            number += 1
            changes += _changes(report, record.stood(version_id), result.positions)
            if apply:
                with record.unit() as unit:
                    unit.reread(version_id, result, questions, made)
        progress()
    return Reread(number, tuple(changes), tuple(failed))


def _changes(report: Report, before: Sequence[Stood], after: Sequence[Position]) -> Iterator[Change]:
    """Pair what was read with what is read now, and tell where the two differ."""
    left = [_stood(one) for one in after]
    paired: list[tuple[Stood, Stood]] = []
    missing = list(before)
    for alike in _ALIKE:
        for old in list(missing):
            new = next((one for one in left if one.question == old.question and alike(old, one)), None)
            if new is not None:
                paired.append((old, new))
                left.remove(new)
                missing.remove(old)
    for old, new in paired:
        if replace(old, span=new.span) != new:  # words cut a little otherwise are no other position
            yield Change(_kind(old, new), report.path, new.question, old, new, new.span.of(report.text))
    for old in missing:
        yield Change("gone", report.path, old.question, old, None, old.span.of(report.text))
    for new in left:
        yield Change("added", report.path, new.question, None, new, new.span.of(report.text))


# How a position is found again, the surest way first.
_ALIKE: tuple[Callable[[Stood, Stood], bool], ...] = (
    lambda old, new: old == new,
    lambda old, new: (old.span, old.actor) == (new.span, new.actor),
    lambda old, new: old.actor == new.actor and old.span.is_mostly(new.span),
    lambda old, new: old.span.is_mostly(new.span),
)


def _kind(old: Stood, new: Stood) -> ChangeKind:
    if old.actor != new.actor:
        return "actor"
    return "side" if old.side != new.side else "manner"


def _stood(position: Position) -> Stood:
    return Stood(
        question=position.question,
        actor=position.actor,
        side=position.side,
        unsure=position.unsure,
        explicit=position.explicit,
        modality=position.modality,
        asserted_by=position.asserted_by,
        latest=position.said_on.latest,
        firmness=position.firmness.kind if position.firmness else None,
        span=position.evidence,
    )
