"""The rule that adds evidence up to a row: what is in force, since when, and what contradicts it.

Pure: the same evidence gives the same rows, in whatever order it comes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby, islice, pairwise, takewhile
from operator import attrgetter, gt
from typing import Generic, Literal, Protocol, TypeVar

from onrecord.model import Modality, Side, Sourcing
from onrecord.show.answers import Row, Tally

RULE = (
    "A row shows the latest side in force that the actor itself or the narrator states, on its own account, "
    "jointly or through one who speaks for it: what is only implied never displaces what is explicit, and is "
    "noted beside it where it came later; the words and the manner shown are those of the latest day, and of "
    "one day the actor's own word comes before the narrator's; equal words for two sides on one day leave it "
    "open, an anonymous voice settles nothing alone, and a text that gives no day is taken to tell of its "
    "own day or the day before"
)
NEWS_AGE = timedelta(
    days=1
)  # how far back an undated text may reach, where the order of two sides hangs on it
Shown = Literal["for", "against", "neutral", "former", "open"]
SHOWN: tuple[Shown, ...] = ("for", "against", "neutral", "former", "open")
STRENGTH: dict[Modality, int] = {"asserted": 3, "intended": 2, "conditional": 1, "former": 0}

Stand = tuple[Side, bool]  # a side, and whether it has been given up


class Piece(Protocol):
    """What the rule weighs of a piece of evidence: an `Evidence`, or what a query read of it."""

    @property
    def actor(self) -> str | None:
        """Whose position it is."""

    @property
    def side(self) -> Side | None:
        """The side it takes."""

    @property
    def explicit(self) -> bool:
        """Whether it says so in so many words."""

    @property
    def modality(self) -> Modality:
        """How it takes it."""

    @property
    def asserted_by(self) -> str:
        """Whose word it is."""

    @property
    def sourcing(self) -> Sourcing | None:
        """What kind of voice says it; None where there is no statement."""

    @property
    def confidence(self) -> float:
        """0-1."""

    @property
    def day(self) -> date:
        """The last day it can have been said on."""

    @property
    def earliest(self) -> date | None:
        """The first day it can have been said on, where the text gives one."""

    @property
    def order(self) -> tuple[date, str, str, str, int, str]:
        """What evidence is put in order by: day, publication, report and place."""


P = TypeVar("P", bound=Piece)


@dataclass(slots=True)
class _Stretch(Generic[P]):
    """Days on end with one stand; `stand` None where equal words of one day contradict each other.

    `beside` is what implied another side meanwhile and could not displace the stand, for it is explicit.
    """

    stand: Stand | None
    evidence: list[P]
    beside: list[P] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Held(Generic[P]):
    """A stand that was in force, None where reports contradicted each other: what shows it best, when it was
    first said, and what took its place.
    """

    side: Side | None
    lead: P
    since: P
    until: P
    evidence: tuple[P, ...]


@dataclass(frozen=True, slots=True)
class Standing(Generic[P]):
    """Where one actor stands by its evidence, oldest first; see `answers.Row` for what each part means."""

    side: Side | None
    lead: P
    since: P
    confirmed: P
    held: tuple[P, ...]
    evidence: tuple[P, ...]
    earlier: tuple[Held[P], ...]
    conflict: bool
    later_implied: tuple[P, ...]


def settled(evidence: Iterable[P]) -> tuple[list[list[P]], list[P]]:
    """Part counted evidence into what settles a side, an actor a list, and what only an anonymous voice says.

    An anonymous voice counts beside others alone: where they already had the actor on that side on its day,
    or where their next word puts it there. Both are in the order of time.
    """
    by_actor: dict[str, list[P]] = {}
    for e in evidence:
        by_actor.setdefault(e.actor or "", []).append(e)
    settles: list[list[P]] = []
    alone: list[P] = []
    for actor in sorted(by_actor):
        said = _in_time(by_actor[actor])
        if "anonymous" in [e.sourcing for e in said]:
            told = _stretches([e for e in said if e.sourcing != "anonymous"])
            out = [e for e in said if e.sourcing == "anonymous" and not _borne_out(e, told)]
            said = [e for e in said if e not in out]
            alone += out
        if said:
            settles.append(said)
    return settles, alone


def _in_time(evidence: list[P]) -> list[P]:
    """Put evidence in the order of time. It mostly comes in the order of days: then only what was said on one
    day is looked at more closely.
    """
    days = [e.day for e in evidence]
    if any(map(gt, days, islice(days, 1, None))):
        return sorted(evidence, key=_order)
    if len(set(days)) == len(days):
        return evidence
    return [e for _, of_day in groupby(evidence, key=_day) for e in sorted(of_day, key=_order)]


def _borne_out(evidence: P, told: Sequence[_Stretch[P]]) -> bool:
    begun = sum(stretch.evidence[0].day <= evidence.day for stretch in told)
    return any(stretch.stand == stand_of(evidence) for stretch in told[max(0, begun - 1) : begun + 1])


def in_rows(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Put rows in the order of the table: by side (for, against, neutral, open), then by the actor's name."""
    return tuple(sorted(rows, key=lambda r: (SHOWN.index(r.side or "open"), r.actor_name, r.actor)))


def tally(rows: Iterable[Row]) -> tuple[Tally, ...]:
    """How many rows show each stand; stands that no row shows are left out."""
    shown = Counter((_shown(row), row.explicit) for row in rows)
    tallies = (Tally(stand, explicit=shown[stand, True], implied=shown[stand, False]) for stand in SHOWN)
    return tuple(one for one in tallies if one.rows)


def _shown(row: Row) -> Shown:
    if row.side is None:
        return "open"
    return "former" if row.modality == "former" else row.side


def standing(evidence: Sequence[P]) -> Standing[P]:
    """Add up one actor's evidence, in the order of time, each piece with a side; never empty."""
    stretches = _stretches(evidence)
    current = stretches[-1]
    lead = _lead(current.evidence)
    carrying = [e for e in current.evidence if STRENGTH[e.modality] >= STRENGTH[lead.modality]]
    stand = current.stand
    rivals = [
        e
        for e in (evidence if stand else ())
        if stand and (e.side != stand[0] or stand[1] or e.modality == "former") and contradicts(e, stand)
    ]
    return Standing(
        side=current.stand[0] if current.stand else None,
        lead=lead,
        since=_first(carrying),
        confirmed=current.evidence[-1],
        held=tuple(current.evidence),
        evidence=tuple(evidence),
        earlier=_earlier(stretches),
        conflict=current.stand is None or _unsettled(current.evidence, rivals, lead),
        later_implied=tuple(e for e in current.beside if e.day > current.evidence[-1].day),
    )


def _stretches(evidence: Sequence[P]) -> list[_Stretch[P]]:
    stretches: list[_Stretch[P]] = []
    days = [e.day for e in evidence]  # in the order of time
    begin = 0
    while begin < len(days):
        first, end = evidence[begin], begin + 1
        while end < len(days) and days[end] == days[begin]:
            end += 1
        if stretches and end == begin + 1 and first.modality != "former":
            same = stretches[-1].stand
            if same is not None and same[0] == first.side and not same[1]:
                stretches[-1].evidence.append(first)  # what most words do: they say it again
                begin = end
                continue
        today = list(evidence[begin:end])
        begin = end
        stand = _stand_of_day(today, stretches[-1].stand if stretches else None)
        if stretches and _too_weak(today, stretches[-1], stand):
            stretches[-1].evidence.extend(e for e in today if stand_of(e) == stretches[-1].stand)
            stretches[-1].beside.extend(e for e in today if stand_of(e) != stretches[-1].stand)
            continue
        if len(stretches) > 1 and stretches[-1].stand is None and stretches[-2].stand == stand:
            today = [
                *stretches.pop().evidence,
                *today,
            ]  # the next word resolves a contradiction to what was so
        if stretches and stretches[-1].stand is None and stand is not None:
            # what was open is settled: those who said so while it was open carry it, too
            today = [*(e for e in stretches[-1].evidence if stand_of(e) == stand), *today]
        held = [e for e in today if stand is None or stand_of(e) == stand]
        if stretches and stretches[-1].stand == stand:
            stretches[-1].evidence.extend(held)
        else:
            stretches.append(_Stretch(stand, held))
    return stretches


def _too_weak(today: Sequence[P], before: _Stretch[P], stand: Stand | None) -> bool:
    """Whether a day that only implies things would displace an explicit stand that it contradicts."""
    if (
        stand == before.stand
        or any(e.explicit for e in today)
        or not any(e.explicit for e in before.evidence)
    ):
        return False
    # an explicit contradiction is not settled by what is implied; who gave up one side may imply another
    return before.stand is None or any(contradicts(e, before.stand) for e in today)


def _stand_of_day(today: Sequence[P], before: Stand | None) -> Stand | None:
    if len(today) == 1 and today[0].modality != "former":
        return stand_of(today[0])
    given_up = [e for e in today if e.modality == "former"]
    held = [e for e in today if e.modality != "former"]
    # "no longer recognises" agrees with any other side: it says what was, the other what is
    speaking = [*held, *(e for e in given_up if all(h.side == e.side for h in held))]
    if not held and before is not None and not before[1] and all(e.side != before[0] for e in given_up):
        return before
    best = max(_rank(e) for e in speaking)
    stands = {stand_of(e) for e in speaking if _rank(e) == best}
    return stands.pop() if len(stands) == 1 else None


def stand_of(evidence: Piece) -> Stand:
    """Return the side that a piece of evidence has, and whether it is given up."""
    if evidence.side is None:
        raise ValueError("evidence without a side is not counted")
    return evidence.side, evidence.modality == "former"


def contradicts(evidence: Piece, stand: Stand) -> bool:
    """Whether the evidence speaks against a stand."""
    side, given_up = stand_of(evidence)
    if given_up or stand[1]:  # "no longer for" contradicts "for", and nothing else
        return side == stand[0] and given_up != stand[1]
    return side != stand[0]


def _rank(evidence: Piece) -> tuple[bool, bool, int]:
    return evidence.explicit, evidence.asserted_by == "self", STRENGTH[evidence.modality]


def _lead(evidence: Sequence[P]) -> P:
    """What shows a stand best: of the explicit words, if there are any, the weightiest of the last day."""
    best = [e for e in evidence if e.explicit] or evidence
    last = best[-1].day  # in the order of time
    today = [e for e in best if e.day == last]
    return today[0] if len(today) == 1 else max(today, key=_weight)


def _weight(evidence: Piece) -> tuple[bool, int, bool, float]:
    return (
        evidence.asserted_by == "self",
        STRENGTH[evidence.modality],
        evidence.sourcing == "named",
        evidence.confidence,
    )


def _unsettled(current: Sequence[P], rivals: Sequence[P], lead: P) -> bool:
    """Whether a rival that is no weaker may have been said as late as the last word of the stand in force."""
    strong = [
        rival
        for rival in rivals
        if rival.explicit >= lead.explicit and STRENGTH[rival.modality] >= STRENGTH[lead.modality]
    ]
    if not strong:
        return False
    last = max(first_day(e) for e in current)
    return any(rival.day >= last for rival in strong)


def first_day(evidence: Piece) -> date:
    """Return the first day that it can have been said on: an undated text tells of the day before at most."""
    return evidence.earliest or evidence.day - NEWS_AGE


def _first(evidence: Sequence[P]) -> P:
    """The first of evidence in the order of time; of one day, one whose text gives the day."""
    day = evidence[0].day
    dated = (e for e in takewhile(lambda e: e.day == day, evidence) if e.earliest is not None)
    return next(dated, evidence[0])


def _earlier(stretches: Sequence[_Stretch[P]]) -> tuple[Held[P], ...]:
    return tuple(
        Held(
            stretch.stand[0] if stretch.stand else None,
            _lead(stretch.evidence),
            _first(stretch.evidence),
            _first([e for e in after.evidence if e.day > stretch.evidence[-1].day] or after.evidence),
            tuple(stretch.evidence),
        )
        for stretch, after in pairwise(stretches)
    )


_day = attrgetter("day")


def _order(evidence: Piece) -> tuple[date, str, str, str, int, str]:
    return evidence.order
