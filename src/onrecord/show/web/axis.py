"""An axis of time: where a day stands on it, and which days to name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.show.wording import MONTHS

LEFT, RIGHT = 7.0, 95.0  # per cent of the width: room for symbols and half a label at either end
NAMED = 6  # ticks at most: as many labels as stand beside each other on a phone
SHORTEST = 7  # days

_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6)
_YEARS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Tick:
    """A day that is named: `label` on the first line, `year` on the second where it is to be told."""

    day: date
    label: str
    year: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The days between `first` and `last`, both included, laid out from left to right."""

    first: date
    last: date

    @classmethod
    def over(cls, first: date, last: date) -> Axis:
        """Make an axis over these days; a very short time is widened to a week."""
        lack = max(0, SHORTEST - (last - first).days)
        before = min(lack // 2, (first - date.min).days)
        after = min(lack - before, (date.max - last).days)
        return cls(first - timedelta(days=before), last + timedelta(days=after))

    def place(self, on: date) -> float:
        """Return where a day stands, in per cent of the width; days outside stand at the edge."""
        share = (min(max(on, self.first), self.last) - self.first) / (self.last - self.first)
        return LEFT + (RIGHT - LEFT) * share

    def ticks(self) -> tuple[Tick, ...]:
        """Name at most `NAMED` days, at the finest round step: days, Mondays, months, quarters, years."""
        for step in (*_DAYS, *(30 * months for months in _MONTHS), *(365 * years for years in _YEARS)):
            if (self.last - self.first).days < step * NAMED:  # else there are more than that for certain
                days = [on for on in self._every(step) if self.first <= on <= self.last]
                if len(days) <= NAMED:
                    return _named(days, step)
        return ()

    def _every(self, step: int) -> Iterator[date]:
        """The days of a step around the axis; steps of 30 days are months, those of 365 years."""
        if step >= 365:
            every = step // 365
            first = self.first.year - self.first.year % every
            yield from (date(year, 1, 1) for year in range(max(1, first), self.last.year + 1, every))
        elif step >= 30:
            every, begun = step // 30, self.first.year * 12
            months = range(begun, self.last.year * 12 + 12, every)
            yield from (date(month // 12, month % 12 + 1, 1) for month in months)
        else:
            first = self.first.toordinal()
            first -= (first - 1) % step  # the first of all days is a Monday
            yield from map(date.fromordinal, range(max(1, first), self.last.toordinal() + 1, step))


def _named(days: list[date], step: int) -> tuple[Tick, ...]:
    if step >= 365:
        return tuple(Tick(on, str(on.year), "") for on in days)
    ticks: list[Tick] = []
    for on in days:
        month = MONTHS[on.month - 1]
        new = not ticks or ticks[-1].day.year != on.year
        ticks.append(Tick(on, month if step >= 30 else f"{on.day} {month}", str(on.year) if new else ""))
    return tuple(ticks)
