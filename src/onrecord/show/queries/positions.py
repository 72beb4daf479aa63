"""Tables of positions: the evidence of a question, added up to a row an actor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from msgspec import structs
from sqlalchemy import Connection

from onrecord.model import Act
from onrecord.record import Record, UnknownQuestionError
from onrecord.show.answers import Coverage, Evidence, Former, QuestionLine, Row, Table
from onrecord.show.origins import Links, origins
from onrecord.show.queries.citing import cited, name_of
from onrecord.show.queries.gathering import gather
from onrecord.show.queries.holdings import coverage_of, questions_of
from onrecord.show.queries.light import Light, Piece
from onrecord.show.queries.linking import links_between
from onrecord.show.queries.words import Words
from onrecord.show.standing import RULE, Standing, in_rows, settled, standing, tally
from onrecord.show.wording import day
from onrecord.world import World

# Their word is given in the name of the members; that of the UN's Secretariat or Security Council is not.
SPEAK_FOR_MEMBERS = frozenset(
    "EU NATO AU ECOWAS ASEAN ARAB_LEAGUE GCC CIS CSTO EAEU SCO BRICS G7 G8 G20".split()
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked for, beside the question."""

    as_of: date | None
    actor: str | None
    explicit: bool | None
    act: Act | None
    by_membership: bool
    known_at: str | None
    whole: bool

    @property
    def some(self) -> bool:
        """Whether some evidence may be left out, or more taken in."""
        return self.by_membership or any(one is not None for one in (self.actor, self.explicit, self.act))

    def takes(self, evidence: Piece) -> bool:
        return (
            (self.actor is None or evidence.actor == self.actor)
            and (self.explicit is None or evidence.explicit == self.explicit)
            and (self.act is None or evidence.act == self.act)
        )


def positions(  # noqa: PLR0913 -- each keyword asks for less, or for more
    record: Record,
    question: str | None = None,
    *,
    as_of: date | None = None,
    actor: str | None = None,
    explicit: bool | None = None,
    act: Act | None = None,
    by_membership: bool = False,
    known_at: str | None = None,
    whole: bool = True,
) -> tuple[Table, ...]:
    """Return one table for each kept question (or the one named), in the order of their ids.

    `as_of` asks what was so on that day: it takes what was said by then (where the text gives no day:
    published by then). `known_at` (UTC, ISO 8601 with microseconds) asks what the record knew at that moment.
    `actor`, `explicit` and `act` leave out other evidence before it is added up. `by_membership` counts what
    an organisation says for each of its members of that day that has no word of its own. Without `whole` the
    rows come without the evidence beneath them, which is quicker. Raises `UnknownQuestionError`.
    """
    wanted = _Wanted(as_of, actor, explicit, act, by_membership, known_at, whole)
    with record.reading() as connection:
        kept = questions_of(connection, known_at, question)
        covered = coverage_of(connection, known_at)
        return tuple(replace(_table(connection, asked, wanted), coverage=covered) for asked in kept)


def of_actor(
    record: Record, actor: str, questions: Sequence[str], as_of: date | None = None
) -> tuple[Table, ...]:
    """Return the tables of these questions with an actor's own evidence alone, in the order they are named:
    as `positions` has them one by one.
    """
    wanted = _Wanted(as_of, actor, None, None, False, None, True)
    with record.reading() as connection:
        kept = {asked.id: asked for asked in questions_of(connection, None)}
        unknown = next((name for name in questions if name not in kept), None)
        if unknown is not None:
            raise UnknownQuestionError(unknown, tuple(kept))
        covered = coverage_of(connection, None) if questions else NOTHING
        return tuple(replace(_table(connection, kept[name], wanted), coverage=covered) for name in questions)


def _table(connection: Connection, asked: QuestionLine, wanted: _Wanted) -> Table:
    mine = None if wanted.by_membership else wanted.actor
    read = gather(connection, asked, wanted.as_of, wanted.known_at, actor=mine)
    members = _of_members(read.evidence) if wanted.by_membership else ()
    everything = [e for e in (*read.evidence, *members) if wanted.takes(e)] if wanted.some else read.evidence
    kinds = _kinds(everything, by_membership=wanted.by_membership)
    settles, anonymous = settled(kinds.counted)
    stands = [standing(of_actor) for of_actor in settles]
    apart: dict[str, list[Piece]] = {
        "claimed": kinds.claimed,
        "unsure": [*kinds.unsure, *anonymous],
        "by_membership": kinds.by_membership,
        "rejected": [e for e in read.rejected if wanted.takes(e)],
    }
    carrying = read.versions_of(e for stand in stands for e in stand.held)
    links = links_between(connection, carrying, wanted.known_at)
    shown = [
        e
        for stand in stands
        for e in (stand.evidence if wanted.whole else (stand.lead, *stand.later_implied))
    ]
    shown += (e for group in apart.values() for e in group)
    words = Words(connection, asked, shown, beside=wanted.whole)
    rows = in_rows(_row(stand, words, links, whole=wanted.whole) for stand in stands)
    return Table(
        question=asked,
        as_of=wanted.as_of,
        rule=_rule(wanted),
        rows=rows,
        **{name: _in_order(words.of(e, beside=wanted.whole) for e in group) for name, group in apart.items()},
        coverage=NOTHING,
        tallies=tally(rows),
        narrowed=any(one is not None for one in (wanted.as_of, wanted.actor, wanted.explicit, wanted.act)),
        known_at=wanted.known_at,
    )


NOTHING = Coverage(0, (), None, None, 0, 0, 0)


def _row(stand: Standing[Piece], words: Words, links: Links, *, whole: bool) -> Row:
    """Return the row of a standing, with words where they are shown."""
    full = {id(e): words.of(e) for e in stand.evidence} if whole else {}
    lead = full.get(id(stand.lead)) or words.of(stand.lead, beside=False)

    def all_of(evidence: Iterable[Piece]) -> tuple[Evidence, ...]:
        return tuple(full[id(e)] for e in evidence) if whole else ()

    return Row(
        actor=lead.actor or "",
        actor_name=lead.actor_name or lead.actor or "",
        side=stand.side,
        explicit=lead.explicit,
        modality=lead.modality,
        act=lead.act,
        since=stand.since.said_on,
        confirmed=stand.confirmed.said_on,
        speaker=lead.speaker,
        office=lead.office,
        words=lead.words,
        reports=len({e.report_ref for e in stand.held}),
        outlets=tuple(sorted({e.outlet for e in stand.held if e.outlet})),
        lead=lead,
        evidence=all_of(stand.evidence),
        earlier=tuple(
            Former(
                held.side, held.lead.modality, held.since.said_on, held.until.said_on, all_of(held.evidence)
            )
            for held in stand.earlier
        ),
        conflict=stand.conflict,
        later_implied=tuple(words.of(e, beside=False) for e in stand.later_implied),
        origins=origins(stand.held, links),
        held=all_of(stand.held),
        split=_split(stand) if stand.side is None else (),
    )


def _split(stand: Standing[Piece]) -> tuple[tuple[str, int], ...]:
    """How many reports of an open row give which side, most first."""
    reports: dict[str, set[str]] = {}
    for e in stand.held:
        side = f"no longer {e.side}" if e.modality == "former" else e.side or ""
        reports.setdefault(side, set()).add(e.report_ref)
    return tuple(sorted(((side, len(refs)) for side, refs in reports.items()), key=lambda s: (-s[1], s[0])))


@dataclass(slots=True)
class _Kinds:
    """Evidence by what a table does with it."""

    counted: list[Piece] = field(default_factory=list)
    claimed: list[Piece] = field(default_factory=list)
    unsure: list[Piece] = field(default_factory=list)
    by_membership: list[Piece] = field(default_factory=list)


def _kinds(evidence: Iterable[Piece], *, by_membership: bool) -> _Kinds:
    """Part evidence by kind; what is by membership counts where that is asked for."""
    kinds = _Kinds()
    for e in evidence:
        if e.unsure or e.actor is None or e.side is None:
            kinds.unsure.append(e)
        elif e.route == "by_membership" and not by_membership:
            kinds.by_membership.append(e)
        elif e.asserted_by in ("self", "narrator"):
            kinds.counted.append(e)
        else:
            kinds.claimed.append(e)
    return kinds


def _of_members(evidence: Sequence[Piece]) -> Iterator[Piece]:
    """What organisations say, for each of their members of that day that the evidence gives no stand of its
    own."""
    counted = _kinds(evidence, by_membership=False).counted
    own = {e.actor for e in counted}
    for e in counted:
        if e.actor not in SPEAK_FOR_MEMBERS:
            continue
        for member in World.load().actors.values():
            if member.belongs_to(e.actor, e.day) and member.code not in own:
                if isinstance(e, Light):
                    yield e._replace(actor=member.code, route="by_membership")
                else:
                    yield structs.replace(e, actor=member.code, actor_name=member.name, route="by_membership")


def _rule(wanted: _Wanted) -> str:
    rule = RULE if wanted.as_of is None else f"{RULE}; only what was said by {day(wanted.as_of)}"
    if wanted.by_membership:
        rule += "; who has no word of its own is shown with that of an organisation of which it was a member"
    if wanted.actor is not None:
        rule += f"; only positions of {name_of(wanted.actor)}"
    if wanted.explicit is not None:
        rule += "; only explicit positions" if wanted.explicit else "; only implied positions"
    if wanted.act is not None:
        rule += f"; only the act {wanted.act!r}"
    if wanted.explicit is not None or wanted.act is not None:
        rule += "; with other evidence left out, a row need not show the stand that is in force"
    return rule + "."


def _in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(
        sorted(
            evidence, key=lambda e: (e.actor_name or "\uffff", e.day, *cited(e.report), e.span, e.side or "")
        )
    )
