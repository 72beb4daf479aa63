"""The frozen types that `show/queries` answers with: what tables, pages and exports are made of.

Those that are made by the thousand are structs: a frozen dataclass takes some eight times as long to make.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import msgspec

from onrecord.model import (
    Act,
    Decision,
    Directness,
    EventModality,
    FirmnessKind,
    Modality,
    Moment,
    Route,
    Side,
    Sourcing,
    Span,
)

ReportStatus = Literal["usable", "corrected", "withdrawn"]
Traces = tuple[tuple[str, ...], tuple[str, ...], str | None]  # relays, agencies and outlet


class ReportLine(msgspec.Struct, frozen=True):
    """Where a piece of evidence stands: the report as a reader would cite it.

    `path` is the path as it was given to `add`; `provider` is the outlet, else the file's name. `ref` is what
    commands call it by ("R12"); `agencies` are those that the report says it has its text from.
    """

    ref: str
    provider: str
    key: str
    outlet: str | None
    title: str | None
    url: str | None
    published: date
    path: str
    agencies: tuple[str, ...] = ()

    def place_of(self, span: Span) -> tuple[str, ...]:
        """Return where words of it stand, the same in every record that holds it: day of publication,
        provider, key, start and end, so that places sort as a reader goes through them.
        """
        return (self.published.isoformat(), self.provider, self.key, *(f"{at:09d}" for at in span))


class Evidence(msgspec.Struct, frozen=True):
    """One position with the words it rests on.

    `words` is ``text[span.start:span.end]`` as it stands in the report, `before` and `after` up to 300
    characters of the text on either side, cut at a sentence or a word. `statement` is the statement's id
    ("s3"), None where the narrator states it. `grounds` and `condition` are words of the report, and so are
    `firmness_words`, which say that the side is taken as `firmness` has it. `day` is the
    day it is ordered by: the last one it can have been said on. `sourcing` and
    `directness` are None where there is no statement. `ref` is what commands call it by ("P12", "D1a2b3c4d"
    where only a person's decision has it); `decided` says which people decided what about it.
    """

    ref: str
    question: str
    actor: str | None
    actor_name: str | None
    side: Side | None
    explicit: bool
    unsure: bool
    modality: Modality
    act: Act | None
    route: Route
    asserted_by: str
    asserted_by_name: str
    speaker: str | None
    office: str | None
    sourcing: Sourcing | None
    directness: Directness | None
    statement: str | None
    words: str
    before: str
    after: str
    span: Span
    grounds: tuple[str, ...]
    condition: str | None
    said_on: Moment
    day: date
    relayed_by: tuple[str, ...]
    confidence: float
    because: tuple[str, ...]
    report: ReportLine
    decided: tuple[str, ...] = ()
    firmness: FirmnessKind | None = None
    firmness_words: str | None = None

    @property
    def earliest(self) -> date | None:
        """The first day it can have been said on, where the text gives one."""
        return self.said_on.earliest

    @property
    def order(self) -> tuple[date, str, str, str, int, str]:
        """What evidence is put in order by: day, publication, report and place."""
        line = self.report
        published = line.published.isoformat()
        return self.day, published, line.provider, line.key, self.span.start, self.statement or ""

    @property
    def report_ref(self) -> str:
        """What commands call its report by."""
        return self.report.ref

    @property
    def relays(self) -> tuple[str, ...]:
        """Who stands between speaker and report, nearest the reader first."""
        return self.relayed_by

    @property
    def agencies(self) -> tuple[str, ...]:
        """The agencies that its report says it has its text from."""
        return self.report.agencies

    @property
    def outlet(self) -> str | None:
        """The outlet of its report."""
        return self.report.outlet

    @property
    def traces(self) -> Traces:
        """Relays, agencies and outlet: what tells where words are from."""
        return self.relays, self.agencies, self.outlet

    @property
    def cited(self) -> tuple[str, str, str]:
        """What its report is put in order by: publication, provider and key."""
        return self.report.published.isoformat(), self.report.provider, self.report.key


class Origin(msgspec.Struct, frozen=True):
    """One place that words can be traced to, and the refs of the reports that have them from there.

    `name` is an agency, an outlet or another relay; where none is told, the earliest report stands for it by
    its file's name. `because` says what makes more than one report, or outlet, one origin, and which reports
    a person decided to be two.
    """

    name: str
    reports: tuple[str, ...]
    because: tuple[str, ...] = ()


class Former(msgspec.Struct, frozen=True):
    """A stand that was in force before the row's: "for from `since` until `until`, when it changed".

    `since` is when it was first said, `until` the first word of the stand that took its place. `side` is None
    where reports contradicted each other.
    """

    side: Side | None
    modality: Modality
    since: Moment
    until: Moment
    evidence: tuple[Evidence, ...]


class Row(msgspec.Struct, frozen=True):
    """Where one actor stands on one question: a view, by the rule that `Table.rule` prints.

    `side` is None where the reports of one day contradict each other with equal weight: then `conflict` is
    true and the row stays open. `conflict` is also true where another side may be as late as the one shown,
    because the texts do not settle the order. `since` is when the stand in force was first said, `confirmed`
    when last (equal where it was said once). `speaker`, `office`, `words`, `explicit` and `modality` are
    those of `lead`: of the explicit evidence of the stand in force (where there is any) that of the latest
    day, the strongest of it. `reports` and `outlets` count what carries the stand in force, `origins` are the
    independent ones among it. `evidence` is all that is counted for the actor, oldest first, `held` what of
    it carries the stand in force; `earlier` the stands formerly in force, oldest first; `later_implied` what
    implies another side after the last word of an explicit stand, which it does not displace; `split` says of
    an open row how many reports give which side. Where a table
    was asked for without all its evidence, `evidence` and `held` are empty, and so they are in `earlier`.
    """

    actor: str
    actor_name: str
    side: Side | None
    explicit: bool
    modality: Modality
    act: Act | None
    since: Moment
    confirmed: Moment
    speaker: str | None
    office: str | None
    words: str
    reports: int
    outlets: tuple[str, ...]
    lead: Evidence
    evidence: tuple[Evidence, ...]
    earlier: tuple[Former, ...]
    conflict: bool
    later_implied: tuple[Evidence, ...] = ()
    origins: tuple[Origin, ...] = ()
    held: tuple[Evidence, ...] = ()
    split: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the record holds, whatever the question: "silent" means no statement in these reports.

    `reports` are those read and not withdrawn, `first` and `last` their days of publication (None: no
    report); `refused` inputs that could not be used, `unread` reports in another language, `withdrawn`
    reports.
    """

    reports: int
    outlets: tuple[str, ...]
    first: date | None
    last: date | None
    refused: int
    unread: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A kept question. `version` counts from 1; `recorded_at` is UTC, ISO 8601 with microseconds; `asked` is
    the digest of what it asks, by which decisions on it hold.
    """

    id: str
    version: int
    title: str
    proposition: str
    about: tuple[str, ...]
    since: date
    until: date | None
    recorded_at: str
    categories: tuple[tuple[str, Side], ...] = ()
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows show a stand. `stand` is a side, "former" for sides given up, "open" for rows in
    conflict.
    """

    stand: Literal["for", "against", "neutral", "former", "open"]
    explicit: int
    implied: int

    @property
    def rows(self) -> int:
        """Explicit and implied together."""
        return self.explicit + self.implied


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to one question: rows by side (for, against, neutral, open), then by the actor's name.

    `claimed` (said of the actor by another), `unsure` (actor or side open, only an anonymous voice, or people
    decided differently), `by_membership` and what a person `rejected` are shown apart and never counted.
    `rule` is one sentence to print with the table. `narrowed` tells that only a part was asked for (a day, an
    actor, a kind of evidence): then an actor that is not listed need not be silent.
    """

    question: QuestionLine
    as_of: date | None
    rule: str
    rows: tuple[Row, ...]
    claimed: tuple[Evidence, ...]
    unsure: tuple[Evidence, ...]
    by_membership: tuple[Evidence, ...]
    coverage: Coverage
    tallies: tuple[Tally, ...]
    narrowed: bool = False
    rejected: tuple[Evidence, ...] = ()
    known_at: str | None = None


ChangeKind = Literal[
    "new",
    "side",
    "given up",
    "open",
    "firmer",
    "weaker",
    "withdrawn",
    "reinstated",
    "corrected",
    "removed",
    "decided",
]
ConflictKind = Literal["sides", "accounts", "claimed", "people"]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changed on a question, on the day it was said, or of which the record learned it.

    What actors do: `new` (a first stand), another `side`, a stand `given up`, reports that leave it `open`,
    or a `firmer` word for the same side (explicit after implied, without a condition after one), or a
    `weaker` one (only with a condition). `before` and `after` name the stands; `evidence` is the first that
    shows the new one, `repeated` counts what only said it again before the next change. What the record
    learned: a report `withdrawn`, or `reinstated` where that was taken back, words gone from a `corrected`
    one, a text `removed`, something `decided`; `told` says it in a sentence, `before` names the stand that
    rested on it, `after` the one that rests on a reinstated report, as people had left it. `actor`
    is None where no position is touched.
    """

    kind: ChangeKind
    question: str
    day: date
    actor: str | None
    actor_name: str | None
    before: str | None
    after: str | None
    evidence: Evidence | None
    repeated: int = 0
    told: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Evidence that does not agree, never settled silently.

    `sides`: one actor takes two sides at a time that the texts do not tell apart; `accounts`: reports give
    one statement differently; `claimed`: another actor says of it what its own word contradicts; `people`:
    persons decided differently. `evidence` is in the order of days.
    """

    kind: ConflictKind
    question: str
    actor: str | None
    actor_name: str | None
    evidence: tuple[Evidence, ...]


class StatementLine(msgspec.Struct, frozen=True):
    """One statement of the record with who said it, when, and where it stands.

    `words` is the content, stretches joined by " … ". `candidates` names the speakers it may be from where
    `actor` and `speaker` stay open. `span` runs from the first to the last character of the content. `day` is
    the last day it can have been said on. `ref` is what commands call it by ("S12"; "D1a2b3c4d" where only a
    person's decision has it), `decided` what people decided about it. `variants` are the same statement as
    other places have it: the line itself is that of the earliest report.
    """

    ref: str
    statement: str
    speaker: str | None
    office: str | None
    sector: str | None
    actor: str | None
    actor_name: str | None
    actors: tuple[str, ...]
    candidates: tuple[str, ...]
    words: str
    span: Span
    directness: Directness
    said_on: Moment
    day: date
    sourcing: Sourcing
    act: Act | None
    modality: Modality
    occasion: str | None
    grounds: tuple[str, ...]
    relayed_by: tuple[str, ...]
    report: ReportLine
    decided: tuple[str, ...] = ()
    variants: tuple[StatementLine, ...] = ()

    @property
    def reports(self) -> int:
        """How many reports carry it."""
        return len({self.report.ref, *(variant.report.ref for variant in self.variants)})


@dataclass(frozen=True, slots=True)
class Hit:
    """What a search found: a report or a statement, and the words around the place."""

    kind: Literal["report", "statement"]
    ref: str
    words: str
    actor: str | None
    speaker: str | None
    report: ReportLine


DecisionState = Literal["in force", "replaced", "undone", "reopened", "lost", "blind"]


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision and what became of it.

    `reopened`: its question asks something else by now; `lost`: the newest text of its report no longer holds
    its words. `disagrees` are the refs of decisions in force that say otherwise of the same words. `other` is
    what commands call the second report where two reports or statements are joined or parted, `other_words`
    are the words of the second statement.
    """

    ref: str
    decision: Decision
    state: DecisionState
    report: ReportLine | None
    words: str
    disagrees: tuple[str, ...] = ()
    other: str | None = None
    other_words: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree on the sides of a question's items.

    `alpha` is Krippendorff's, for nominal data (None where nothing was coded twice, or all codes are one);
    `items` were coded by two or more, `codings` is how many codes they have, `same` how many items all coders
    agree on. `coders` are their names.
    """

    question: str
    alpha: float | None
    items: int
    codings: int
    same: int
    coders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """Something dated: an event, or a statement whose day the text gives. `actors` are codes, `actor_names`
    theirs.

    `modality` is the event's (None for a statement); `speaker`, `office`, `act` are the statement's. `day` is
    the first day of `when`.
    """

    kind: Literal["event", "statement"]
    day: date
    when: Moment
    words: str
    span: Span
    actors: tuple[str, ...]
    actor_names: tuple[str, ...]
    modality: EventModality | None
    speaker: str | None
    office: str | None
    act: Act | None
    relayed_by: tuple[str, ...]
    report: ReportLine
