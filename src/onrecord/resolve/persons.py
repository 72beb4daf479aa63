"""One person of a report, and the words that names are compared by."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.model import Reason, Span
from onrecord.world.phrases import fold

# A rank or form of address, which says little of who its bearer is: "Colonel", "Lt. Gen.", "Sheikh".
RANKS = (
    r"(?:(?:(?:Lieutenant|Lt|Major|Maj|Brigadier|Brig|Colonel|Col|Vice|Rear|Air|Field|Sub|First|Second"
    r"|Chief|Army)\.?[ -])*(?:General|Gen|Admiral|Adm|Colonel|Col|Lieutenant|Lt|Brigadier|Brig|Major|Maj"
    r"|Captain|Capt|Commander|Cmdr|Commodore|Marshal|Sergeant|Sgt|Warrant Officer)\.?"
    r"|Sheik|Sheikh|Mullah|Maulana|Maulvi|Mawlawi|Ayatollah|Hojatoleslam|Prince|Princess|Dr\.?|Professor"
    r"|Prof\.?|Mr\.?|Mrs\.?|Ms\.?|Sir|Dame|Lord|Lady|U|Datuk(?: Seri)?|Tan Sri|Tun|Datin|Haji|Ustad"
    r"|Comrade|Comandante|Don|Dato)"
)


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a report.

    `name` is the fullest name that the text gives, `short` whether that is a surname alone. `office` are the
    office words of the text or None; `sector`, `roles` and `kind` what the title, else the table of offices,
    says. `actors` are those spoken for, `open_actors` those between which it stays open."""

    name: str
    spans: tuple[Span, ...]
    office: str | None = None
    office_span: Span | None = None
    kind: str = "other"
    sector: str | None = None
    roles: frozenset[str] = frozenset()
    gender: str | None = None
    actors: tuple[str, ...] = ()
    open_actors: tuple[str, ...] = ()
    because: tuple[Reason, ...] = ()

    @property
    def likely(self) -> bool:
        """Whether more than the look of the name says that it is a person's, one who may be called "he"."""
        return (
            bool(self.office or self.gender or self.because)
            or len({span.end - span.start for span in self.spans}) > 1
        )

    @property
    def bare(self) -> bool:
        """Whether a title stands with the name that names no country: "Foreign Minister Nanaia Mahuta"."""
        return self.office is not None and not any(reason.rule == "title" for reason in self.because)


def key_of(name: str) -> tuple[str, ...]:
    """The words of a name for comparison: no accents, case, full stops or hyphens."""
    return tuple(word for word in re.split(r"[\s.\-’']+", fold(name).lower()) if word)
