"""Evidence that says the same: one line for what fifty outlets carry, with the count of what carries it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.show.answers import Evidence
from onrecord.show.wording import plain


@dataclass(frozen=True, slots=True)
class Alike:
    """Evidence in the same words, of the same actor, side and voice; never empty, in the order it came in.

    `lead` is what was said first. `reports` and `outlets` count what carries it: they are no independent
    origins.
    """

    lead: Evidence
    evidence: tuple[Evidence, ...]

    @property
    def last(self) -> Evidence:
        """What was said last."""
        return max(self.evidence, key=_day)

    @property
    def reports(self) -> int:
        """How many reports carry it."""
        return len({(e.report.provider, e.report.key) for e in self.evidence})

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets of these reports, by name."""
        return tuple(sorted({e.report.outlet for e in self.evidence if e.report.outlet}))


def alike(evidence: Iterable[Evidence]) -> list[Alike]:
    """Group evidence that says the same, in the order in which each is met first.

    Words are compared without case and white space. Whoever relays them makes no difference.
    """
    groups: dict[Hashable, list[Evidence]] = {}
    for one in evidence:
        groups.setdefault(_key(one), []).append(one)
    return [Alike(min(group, key=_day), tuple(group)) for group in groups.values()]


def _key(evidence: Evidence) -> Hashable:
    stand = (
        evidence.actor,
        evidence.side,
        evidence.explicit,
        evidence.modality,
        evidence.act,
        evidence.unsure,
    )
    voice = (evidence.speaker, evidence.office, evidence.sourcing, evidence.asserted_by, evidence.route)
    return stand, voice, plain(evidence.words).casefold()


def _day(evidence: Evidence) -> date:
    return evidence.day
