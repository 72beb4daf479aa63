"""From what a person wants to a decision: what it is about, what it says whole, and what it replaces."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, Literal, TypeVar

import msgspec
from sqlalchemy import Connection, Row, select

from onrecord.model import Anchor, Asserted, Attributed, Coded, Decision, Moment, Question, Span, Verdict
from onrecord.record.anchors import anchor_of
from onrecord.record.decisions import (
    asked_digest,
    decision_of,
    decisions,
    ends_of,
    in_force,
    place_of,
    same_item,
    same_pair,
    undone_among,
)
from onrecord.record.errors import DecisionError, PurgedError, UnknownNameError, UnknownQuestionError
from onrecord.record.naming import (
    find_decision,
    find_position,
    find_report,
    find_statement,
    names_statement,
)
from onrecord.record.rows import moment_of, question_of
from onrecord.record.tables import question, standing

T = TypeVar("T", Coded, Attributed)
OF_POSITION = frozenset(field.name for field in fields(Coded))
OF_STATEMENT = frozenset(field.name for field in fields(Attributed))


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants done, in the names that commands and pages use.

    `ref` names a position (P12), a statement (S7), a decision (D1a2b) or a report (R3). To add what was
    missed, `report` names the report, `words` are words of it and `question` the question (None: a
    statement). `other` is the second report, or statement, to join or part, and `between` says which of them
    two names mean that could be either's: a report may have the id "S12". `changes` are fields of
    `Coded` or `Attributed` by name; "said_on" is a day.
    """

    verdict: Verdict
    person: str
    ref: str | None = None
    report: str | None = None
    words: str | None = None
    question: str | None = None
    other: str | None = None
    between: Literal["reports", "statements"] | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None
    blind: bool = False

    @property
    def of_statements(self) -> bool:
        """Of joining or parting: whether it is about statements, not reports. Where that is not said, it is
        where both names are made as those of statements.
        """
        if self.between is not None:
            return self.between == "statements"
        return all(names_statement(name or "") for name in (self.ref, self.other))


def decision_for(connection: Connection, wish: Wish, now: str) -> Decision:
    """Return the decision that a wish comes to; nothing is kept yet.

    Raises `DecisionError` where it says nothing or contradicts itself, `UnknownNameError`,
    `AmbiguousNameError`, `UnknownQuestionError` and `PurgedError`.
    """
    if wish.reason is not None and not wish.reason.strip():
        raise DecisionError("the reason is empty", "leave it out, or give one")
    if not wish.person.strip():
        raise DecisionError(
            "a decision needs the name of who makes it", "--by NAME, or ONRECORD_CODER", 'give "person"'
        )
    if wish.verdict == "undo":
        return _undo(connection, wish, now)
    if wish.verdict in ("join", "part"):
        return (_sameness if wish.of_statements else _grouping)(connection, wish, now)
    made = _added(connection, wish, now) if wish.verdict == "add" else _judged(connection, wish, now)
    # All that was decided on it before, also what is undone or replaced: to undo one of those brings back
    # none beside this one.
    mine = [
        one
        for one in decisions(connection)
        if one.verdict != "undo" and one.blind == made.blind and (not made.blind or one.person == made.person)
    ]
    return replace(made, replaces=tuple(one.uid for one in same_item(connection, made, mine)))


def _judged(connection: Connection, wish: Wish, now: str) -> Decision:
    ref, spoken = wish.ref or "", False
    if ref.startswith("S"):
        made = _of_statement(connection, find_statement(connection, ref))
    elif ref.startswith("D"):
        made = _of_decision(connection, ref)
    elif ref.startswith("R"):
        raise DecisionError(
            f"{ref} names a report, and a report is not decided on",
            "a position such as P12, a statement such as S7; a report with --same-origin or --other-origin",
            'a position such as P12, a statement such as S7; a report with the "verdict" join or part',
        )
    else:
        row = find_position(connection, ref)
        made, spoken = _of_position(connection, row), row.statement is not None
    if not wish.blind and not ref.startswith("D"):
        made = _as_shown(connection, made, spoken=spoken)
    made = replace(
        made,
        uid=uuid.uuid4().hex,
        verdict=wish.verdict,
        person=wish.person.strip(),
        decided_at=now,
        reason=wish.reason,
        blind=wish.blind,
        replaces=(),
    )
    if wish.verdict == "reject":
        if wish.changes:
            raise DecisionError("what is rejected is not corrected as well", "reject it, or correct it")
        return replace(made, position=None, statement=None)
    if wish.verdict == "accept" and wish.changes:
        raise DecisionError("what is corrected is not accepted as it is", "accept it, or correct it")
    if wish.verdict == "correct" and not wish.changes:
        raise DecisionError(
            "what is so instead is not told",
            "--accept, --reject, or what is so: --side, --actor, --speaker ...",
            'the "verdict" accept or reject, or what is so in "changes": "side", "actor", "speaker" ...',
        )
    made = _changed(made, wish.changes)
    if made.position is not None and (made.position.actor is None or made.position.side is None):
        raise DecisionError(
            "the position has no actor or no side, so that there is nothing to accept", "correct it with both"
        )
    return made


def _of_decision(connection: Connection, ref: str) -> Decision:
    """What a decision says of its item: of the question as it is asked now, where it is on a position."""
    made = decision_of(find_decision(connection, ref))
    if made.verdict == "undo" or made.subject in ("grouping", "sameness"):
        raise DecisionError(f"{ref} is neither on a position nor on a statement", "undo it, or decide anew")
    if made.question is None:
        return made
    return replace(made, asked=asked_digest(_question(connection, made.question)))


def _as_shown(connection: Connection, read: Decision, *, spoken: bool) -> Decision:
    """Start from what a table shows: what people decided about it, and about the statement it rests on
    (`spoken`: there is one). What they disagree on is shown as it was read.
    """
    known = [one for one in in_force(decisions(connection)) if not one.blind]
    shown, since = read, ("", "")
    before = _agreed(same_item(connection, read, known))
    if before is not None and (before.position or before.statement):
        shown = replace(read, position=before.position, statement=before.statement)
        since = before.decided_at, before.uid
    if shown.position is None or not spoken:
        return shown
    of_statement = replace(read, subject="statement", question=None, asked=None, actor=None, position=None)
    said = _agreed(same_item(connection, of_statement, known))
    if said is None or said.statement is None or (said.decided_at, said.uid) < since:
        return shown
    return replace(shown, position=_attributed(shown.position, said.statement, said.verdict))


def _agreed(made: Sequence[Decision]) -> Decision | None:
    """Return the last of decisions that agree; None where they do not, or where there is none."""
    if len({one.outcome for one in made}) != 1:
        return None
    return max(made, key=lambda one: (one.decided_at, one.uid))


def _attributed(coded: Coded, said: Attributed, verdict: Verdict) -> Coded:
    """Return a position as tables show it where a person attributed its statement: its own actor's word, or
    that of the only one it is now."""
    read = Asserted(coded.actor, coded.asserted_by, coded.speaker, coded.office, coded.said_on)
    found = said.voices(read, verdict)
    mine = [voice for voice in found if voice.actor == coded.actor] or found
    now = mine[0] if len(mine) == 1 else replace(mine[0], actor=None)
    return replace(
        coded,
        actor=now.actor,
        asserted_by=now.asserted_by,
        speaker=now.speaker,
        office=now.office,
        said_on=now.said_on,
    )


def _changed(made: Decision, changes: Mapping[str, Any]) -> Decision:
    allowed = OF_POSITION if made.subject == "position" else OF_STATEMENT
    wrong = sorted(set(changes) - allowed)
    if wrong:
        raise DecisionError(
            f"a {made.subject} has no {wrong[0].replace('_', ' ')}",
            f"it has {', '.join(sorted(allowed)).replace('_', ' ')}",
            f'"changes" may hold {", ".join(sorted(allowed))}',
        )
    names = {name: changes.get(name) for name in ("speaker", "office")}
    blank = [name for name, value in names.items() if isinstance(value, str) and not value.strip()]
    if blank:
        raise DecisionError(
            f"the {blank[0]} is empty",
            "a name, or leave it out",
            f'a name, null where nobody is named, or leave "{blank[0]}" out',
        )
    said: dict[str, Any] = {
        name: _moment(value) if name == "said_on" else value for name, value in changes.items()
    }
    if made.position is not None:
        return replace(made, position=_checked(replace(made.position, **said)))
    if made.statement is not None:
        return replace(made, statement=_checked(replace(made.statement, **said)))
    raise DecisionError("it was rejected before", "undo that first")


def _checked(value: T) -> T:
    """Return what is to be kept as it will be read back; raises `DecisionError` where it could not be."""
    try:
        return msgspec.convert(msgspec.to_builtins(value), type(value))
    except (msgspec.ValidationError, TypeError) as fault:
        raise DecisionError(
            f"that is no value of it: {fault}",
            "see `onrecord questions codebook`",
            "/api/v1/openapi.json lists the values",
        ) from fault


def _of_position(connection: Connection, row: Row[Any]) -> Decision:
    asked = _question(connection, row.question)
    return Decision(
        uid="",
        subject="position",
        verdict="accept",
        person="",
        decided_at="",
        provider=row.provider,
        report=row.key,
        anchor=_anchor(row, Span(row.start, row.end)),
        question=row.question,
        asked=asked_digest(asked),
        actor=row.actor,
        position=Coded(
            actor=row.actor,
            side=row.side,
            explicit=row.explicit,
            modality=row.modality,
            act=row.act,
            route=row.route,
            asserted_by=row.asserted_by,
            speaker=row.speaker,
            office=row.office,
            said_on=moment_of(row, "said"),
        ),
    )


def _of_statement(connection: Connection, row: Row[Any]) -> Decision:
    return Decision(
        uid="",
        subject="statement",
        verdict="accept",
        person="",
        decided_at="",
        provider=row.provider,
        report=row.key,
        anchor=_anchor(row, Span(row.start, row.end)),
        statement=Attributed(
            speaker=row.speaker,
            office=row.office,
            sector=row.sector,
            actors=tuple(row.actors),
            act=row.act,
            said_on=moment_of(row, "said"),
        ),
    )


def _added(connection: Connection, wish: Wish, now: str) -> Decision:
    if not wish.report or not (wish.words or "").strip():
        raise DecisionError(
            "what was missed is not told",
            "--report REPORT, and --words with words that stand in it",
            '"report", and "words" that stand in it',
        )
    row = find_report(connection, wish.report)
    _check_status(connection, row, wish.report)
    if not row.text:
        raise PurgedError(wish.report)
    span = _find(row.text, wish.words or "", wish.report)
    published = Moment(None, None, row.published, "published")
    made = Decision(
        uid=uuid.uuid4().hex,
        subject="position" if wish.question else "statement",
        verdict="add",
        person=wish.person.strip(),
        decided_at=now,
        provider=row.provider,
        report=row.key,
        anchor=_anchor(row, span),
        reason=wish.reason,
        blind=wish.blind,
    )
    if wish.question is None:
        if not {"speaker", "actors"} & set(wish.changes):
            raise DecisionError(
                "what is added is neither a position nor anybody's statement",
                "a position needs --question, --actor and --side, a statement --speaker or --actor",
                'a position needs "question", and "actor" and "side" in "changes"; a statement "speaker" or '
                '"actors" in "changes"',
            )
        return _changed(
            replace(made, statement=Attributed(None, None, None, (), None, published)), wish.changes
        )
    asked = _question(connection, wish.question)
    if row.published < asked.since or (asked.until is not None and row.published > asked.until):
        raise DecisionError(
            f"report {wish.report} of {row.published} lies outside the period of question {asked.id}",
            f"reports from {asked.since} on" + (f" to {asked.until}" if asked.until else ""),
        )
    empty = Coded(None, None, True, "asserted", None, "own", "self", None, None, published)
    made = replace(made, question=asked.id, asked=asked_digest(asked), position=empty)
    made = _changed(made, wish.changes)
    if made.position is None or made.position.actor is None or made.position.side is None:
        raise DecisionError(
            "an added position needs an actor and a side",
            "--actor ACTOR --side SIDE",
            '"actor" and "side" in "changes"',
        )
    return made


def _check_status(connection: Connection, row: Row[Any], name: str) -> None:
    """A withdrawn report counts nowhere: nothing is added to it."""
    of_it = (standing.c.report_id == row.report_id, standing.c.superseded_at.is_(None))
    if connection.execute(select(standing.c.status).where(*of_it)).scalar() == "withdrawn":
        raise DecisionError(
            f"report {name} is withdrawn and counts nowhere",
            f"another report, or `onrecord withdraw {name} --undo` first",
            f"another report, or POST /api/v1/reports/{name}/withdraw/undo first",
        )


def _undo(connection: Connection, wish: Wish, now: str) -> Decision:
    undone = decision_of(find_decision(connection, wish.ref or ""))
    if undone_among(decisions(connection))(undone.uid):
        raise DecisionError(f"D{undone.uid[:8]} is undone already", "undo the undoing to bring it back")
    return replace(
        undone,
        uid=uuid.uuid4().hex,
        verdict="undo",
        person=wish.person.strip(),
        decided_at=now,
        position=None,
        statement=None,
        reason=wish.reason,
        replaces=(undone.uid,),
    )


def _grouping(connection: Connection, wish: Wish, now: str) -> Decision:
    one, other = (_grouped(connection, name or "", wish) for name in (wish.ref, wish.other))
    ends = sorted([(one.provider, one.key), (other.provider, other.key)])
    if ends[0] == ends[1]:
        raise DecisionError("a report is grouped with itself", "name two reports")
    known = [d for d in decisions(connection) if d.subject == "grouping" and d.verdict != "undo"]
    return Decision(
        uid=uuid.uuid4().hex,
        subject="grouping",
        verdict=wish.verdict,
        person=wish.person.strip(),
        decided_at=now,
        provider=ends[0][0],
        report=ends[0][1],
        other=ends[1],
        reason=wish.reason,
        replaces=tuple(d.uid for d in known if [(d.provider, d.report), d.other] == ends),
    )


def _grouped(connection: Connection, name: str, wish: Wish) -> Row[Any]:
    """The report that a name means; one that means none may be that of a statement."""
    try:
        return find_report(connection, name)
    except UnknownNameError as fault:
        names = [one or "" for one in (wish.ref, wish.other)]
        if not any(map(names_statement, names)):
            raise
        if wish.between is None:
            other = next(one for one in names if not names_statement(one))
            raise DecisionError(_OF_TWO_KINDS.format(other, "statement"), _OF_ONE_KIND) from fault
        raise DecisionError(_OF_TWO_KINDS.format(name, "report"), _OF_ONE_KIND) from fault


_OF_TWO_KINDS = "{!r} names no {}, and only two of one kind are joined or parted"
_OF_ONE_KIND = "two statements such as S7 and S12, or two reports such as R3 and R5"


def _sameness(connection: Connection, wish: Wish, now: str) -> Decision:
    one, other = sorted(
        (_said(connection, name or "") for name in (wish.ref, wish.other)),
        key=lambda made: (made.provider, made.report, made.anchor and made.anchor.span),
    )
    made = replace(
        one,
        uid=uuid.uuid4().hex,
        subject="sameness",
        verdict=wish.verdict,
        person=wish.person.strip(),
        decided_at=now,
        statement=None,
        reason=wish.reason,
        blind=False,
        replaces=(),
        other=(other.provider or "", other.report or ""),
        beside=other.anchor,
    )
    here, there = (place_of(connection, end) for end in ends_of(made))
    if (made.provider, made.report) == made.other and here == there:
        raise DecisionError("a statement is joined with itself", "name two statements")
    known = [d for d in decisions(connection) if d.subject == "sameness" and d.verdict != "undo"]
    return replace(made, replaces=tuple(d.uid for d in same_pair(connection, made, known)))


def _said(connection: Connection, name: str) -> Decision:
    """The statement that a ref names: one that was read (S7), or that a person decided on (D1a2b)."""
    if not names_statement(name):
        raise DecisionError(_OF_TWO_KINDS.format(name, "statement"), _OF_ONE_KIND)
    if name.startswith("S"):
        return _of_statement(connection, find_statement(connection, name))
    made = decision_of(find_decision(connection, name))
    if made.subject != "statement" or made.anchor is None:
        raise DecisionError(f"{name} is not on a statement", "a statement such as S7")
    return made


def _anchor(row: Row[Any], span: Span) -> Anchor:
    if not row.text:  # purged: the hash and the offsets tell the words
        return Anchor(row.text_digest, span, "", "", "")
    return anchor_of(row.text, span, row.text_digest)


def _find(text: str, words: str, name: str) -> Span:
    """Where the words stand, white space apart; raises `DecisionError` where they do not, or more than
    once."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    places: Sequence[Span] = [Span(*match.span()) for match in re.finditer(pattern, text)]
    if not places:
        raise DecisionError(f"report {name} does not hold the words {words!r}", "quote them as they stand")
    if len(places) > 1:
        raise DecisionError(
            f"report {name} holds the words {words!r} {len(places)} times", "quote more of them"
        )
    return places[0]


def _question(connection: Connection, name: str) -> Question:
    kept = connection.execute(
        select(question).where(question.c.superseded_at.is_(None)).order_by(question.c.name)
    ).all()
    for row in kept:
        if row.name == name:
            return question_of(row)
    raise UnknownQuestionError(name, tuple(row.name for row in kept))


def _moment(day: date | Moment) -> Moment:
    return day if isinstance(day, Moment) else Moment(day.isoformat(), day, day, "stated")
