"""The rule that adds evidence up to a row: what is in force, since when, and what contradicts it.

Pure: the same evidence gives the same rows, in whatever order it comes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Literal

from onrecord.model import Modality, Moment, Side
from onrecord.show.answers import Evidence, Former, Row, Tally

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
_STRENGTH: dict[Modality, int] = {"asserted": 3, "intended": 2, "conditional": 1, "former": 0}

Stand = tuple[Side, bool]  # a side, and whether it has been given up


@dataclass(slots=True)
class _Stretch:
    """Days on end with one stand; `stand` None where equal words of one day contradict each other.

    `beside` is what implied another side meanwhile and could not displace the stand, for it is explicit.
    """

    stand: Stand | None
    evidence: list[Evidence]
    beside: list[Evidence] = field(default_factory=list)


def settled(evidence: Iterable[Evidence]) -> tuple[list[Evidence], list[Evidence]]:
    """Part counted evidence into what settles a side and what only an anonymous voice says.

    An anonymous voice counts beside others alone: where they already had the actor on that side on its day,
    or where their next word puts it there.
    """
    settles: list[Evidence] = []
    alone: list[Evidence] = []
    ordered = sorted(evidence, key=lambda e: (e.actor or "", *_in_time(e)))
    for _, of_actor in groupby(ordered, key=lambda e: e.actor):
        said = list(of_actor)
        told = _stretches([e for e in said if e.sourcing != "anonymous"])
        for e in said:
            (settles if e.sourcing != "anonymous" or _borne_out(e, told) else alone).append(e)
    return settles, alone


def _borne_out(evidence: Evidence, told: Sequence[_Stretch]) -> bool:
    begun = sum(stretch.evidence[0].day <= evidence.day for stretch in told)
    return any(stretch.stand == _stand(evidence) for stretch in told[max(0, begun - 1) : begun + 1])


def add_up(evidence: Iterable[Evidence]) -> tuple[Row, ...]:
    """One row an actor, by side (for, against, neutral, open), then by the actor's name.

    Each piece of evidence must be counted: with an actor and a side.
    """
    ordered = sorted(evidence, key=lambda e: (e.actor or "", *_in_time(e)))
    rows = [_row(list(of_actor)) for _, of_actor in groupby(ordered, key=lambda e: e.actor)]
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


def _row(evidence: list[Evidence]) -> Row:
    stretches = _stretches(evidence)
    current = stretches[-1]
    lead = max(current.evidence, key=_weight)
    carrying = [e for e in current.evidence if _STRENGTH[e.modality] >= _STRENGTH[lead.modality]]
    rivals = [e for e in evidence if current.stand and _contradicts(e, current.stand)]
    return Row(
        actor=lead.actor or "",
        actor_name=lead.actor_name or lead.actor or "",
        side=current.stand[0] if current.stand else None,
        explicit=lead.explicit,
        modality=lead.modality,
        act=lead.act,
        since=_first(carrying),
        confirmed=current.evidence[-1].said_on,
        speaker=lead.speaker,
        office=lead.office,
        words=lead.words,
        reports=len({(e.report.provider, e.report.key) for e in current.evidence}),
        outlets=tuple(sorted({e.report.outlet for e in current.evidence if e.report.outlet})),
        lead=lead,
        evidence=tuple(evidence),
        earlier=_earlier(stretches),
        conflict=current.stand is None or _unsettled(current.evidence, rivals, lead),
        later_implied=tuple(e for e in current.beside if e.day > current.evidence[-1].day),
    )


def _stretches(evidence: Sequence[Evidence]) -> list[_Stretch]:
    stretches: list[_Stretch] = []
    for _, same_day in groupby(evidence, key=lambda e: e.day):
        today = list(same_day)
        stand = _stand_of_day(today, stretches[-1].stand if stretches else None)
        if stretches and _too_weak(today, stretches[-1], stand):
            stretches[-1].evidence.extend(e for e in today if _stand(e) == stretches[-1].stand)
            stretches[-1].beside.extend(e for e in today if _stand(e) != stretches[-1].stand)
            continue
        if len(stretches) > 1 and stretches[-1].stand is None and stretches[-2].stand == stand:
            today = [
                *stretches.pop().evidence,
                *today,
            ]  # the next word resolves a contradiction to what was so
        held = [e for e in today if stand is None or _stand(e) == stand]
        if stretches and stretches[-1].stand == stand:
            stretches[-1].evidence.extend(held)
        else:
            stretches.append(_Stretch(stand, held))
    return stretches


def _too_weak(today: Sequence[Evidence], before: _Stretch, stand: Stand | None) -> bool:
    """Whether a day that only implies things would displace an explicit stand that it contradicts."""
    if (
        stand == before.stand
        or any(e.explicit for e in today)
        or not any(e.explicit for e in before.evidence)
    ):
        return False
    # an explicit contradiction is not settled by what is implied; who gave up one side may imply another
    return before.stand is None or any(_contradicts(e, before.stand) for e in today)


def _stand_of_day(today: Sequence[Evidence], before: Stand | None) -> Stand | None:
    given_up = [e for e in today if e.modality == "former"]
    held = [e for e in today if e.modality != "former"]
    # "no longer recognises" agrees with any other side: it says what was, the other what is
    speaking = [*held, *(e for e in given_up if all(h.side == e.side for h in held))]
    if not held and before is not None and not before[1] and all(e.side != before[0] for e in given_up):
        return before
    best = max(_rank(e) for e in speaking)
    stands = {_stand(e) for e in speaking if _rank(e) == best}
    return stands.pop() if len(stands) == 1 else None


def _stand(evidence: Evidence) -> Stand:
    if evidence.side is None:
        raise ValueError("evidence without a side is not counted")
    return evidence.side, evidence.modality == "former"


def _contradicts(evidence: Evidence, stand: Stand) -> bool:
    side, given_up = _stand(evidence)
    if given_up or stand[1]:  # "no longer for" contradicts "for", and nothing else
        return side == stand[0] and given_up != stand[1]
    return side != stand[0]


def _rank(evidence: Evidence) -> tuple[bool, bool, int]:
    return evidence.explicit, evidence.asserted_by == "self", _STRENGTH[evidence.modality]


def _weight(evidence: Evidence) -> tuple[bool, date, bool, int, bool, float]:
    return (
        evidence.explicit,
        evidence.day,
        evidence.asserted_by == "self",
        _STRENGTH[evidence.modality],
        evidence.sourcing == "named",
        evidence.confidence,
    )


def _unsettled(current: Sequence[Evidence], rivals: Sequence[Evidence], lead: Evidence) -> bool:
    """Whether a rival that is no weaker may have been said as late as the last word of the stand in force."""
    last = max(_earliest(e) for e in current)
    return any(
        rival.day >= last
        for rival in rivals
        if rival.explicit >= lead.explicit and _STRENGTH[rival.modality] >= _STRENGTH[lead.modality]
    )


def _earliest(evidence: Evidence) -> date:
    return evidence.said_on.earliest or evidence.day - NEWS_AGE


def _first(evidence: Sequence[Evidence]) -> Moment:
    return min(evidence, key=lambda e: (e.day, e.said_on.basis != "stated")).said_on


def _earlier(stretches: Sequence[_Stretch]) -> tuple[Former, ...]:
    earlier: list[Former] = []
    for stretch, after in pairwise(stretches):
        if stretch.stand is None:
            continue
        lead = max(stretch.evidence, key=_weight)
        evidence = tuple(stretch.evidence)
        earlier.append(
            Former(stretch.stand[0], lead.modality, _first(evidence), _first(after.evidence), evidence)
        )
    return tuple(earlier)


def _in_time(evidence: Evidence) -> tuple[date, date, str, str, int, str]:
    report = evidence.report
    return (
        evidence.day,
        report.published,
        report.provider,
        report.key,
        evidence.span.start,
        evidence.statement or "",
    )
