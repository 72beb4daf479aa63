"""What the API answers with and takes: the shapes of `--format json` (docs/tables.md), typed."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from onrecord.model import (
    Act,
    AsideKind,
    Basis,
    Directness,
    EventModality,
    FirmnessKind,
    Modality,
    Route,
    Side,
    Sourcing,
    Subject,
    Verdict,
)
from onrecord.show.answers import ChangeKind, ConflictKind, DecisionState, ReportStatus

T = TypeVar("T")
SpanOf = Annotated[
    tuple[int, int], Field(description="start and end in the report's text, in code points; end is outside")
]


class Page(BaseModel, Generic[T]):
    """One page of a list."""

    items: list[T]
    next: str | None = Field(description="the cursor of the next page; null on the last one")
    total: int = Field(description="how many items the whole list has")


class When(BaseModel):
    """An interval of days."""

    value: str | None = Field(description="as the text gives it (TIMEX3); null where it gives no day")
    earliest: date | None
    latest: date | None
    basis: Basis


class InReport(BaseModel):
    """The report that something stands in."""

    ref: str = Field(examples=["R3"])
    outlet: str | None
    published: date
    title: str | None
    url: str | None
    path: str


class Proof(BaseModel):
    """One position with the words it rests on."""

    ref: str = Field(examples=["P12"])
    side: Side | None
    explicit: bool
    modality: Modality
    act: Act | None
    route: Route
    asserted_by: str
    speaker: str | None
    office: str | None
    sourcing: Sourcing | None
    directness: Directness | None
    statement: str | None
    words: str
    span: SpanOf
    grounds: list[str]
    condition: str | None
    firmness: FirmnessKind | None
    firmness_words: str | None
    said_on: When
    relayed_by: list[str]
    confidence: float
    because: list[str]
    decided: list[str]
    report: InReport


class OfActor(Proof):
    """The same, with whose it is on which question."""

    question: str
    actor: str | None
    actor_name: str | None
    unsure: bool


class Task(OfActor):
    """Something that waits for a person, and why."""

    why: str


class FirstPlace(BaseModel):
    """One place that words can be traced to."""

    name: str
    reports: list[str]
    because: list[str]


class Earlier(BaseModel):
    """A stand that was in force before."""

    side: Side
    modality: Modality
    since: When
    until: When


class Later(BaseModel):
    """What implies another side since."""

    side: Side | None
    modality: Modality
    said_on: When


class Position(BaseModel):
    """Where an actor stands; count only those whose status is `counted`."""

    question: str
    status: Literal["counted", "claimed", "unsure", "by_membership", "rejected"]
    actor: str | None
    actor_name: str | None
    side: Side | None
    explicit: bool
    modality: Modality
    firmness: FirmnessKind | None
    firmness_words: str | None
    act: Act | None
    since: When
    confirmed: When
    speaker: str | None
    office: str | None
    words: str
    asserted_by: str
    route: Route
    origins: list[FirstPlace]
    reports: int
    outlets: list[str]
    conflict: bool
    earlier: list[Earlier]
    later_implied: list[Later]
    evidence: list[Proof]


class Covered(BaseModel):
    """What the record holds: "silent" means no statement in these reports."""

    reports: int
    outlets: list[str]
    first: date | None
    last: date | None
    refused: int
    unread: int
    withdrawn: int


class Count(BaseModel):
    """How many rows show a stand."""

    stand: Literal["for", "against", "neutral", "former", "open"]
    explicit: int
    implied: int


class Positions(Page[Position]):
    """A page of a table of positions, with the rule by which it was made and what it rests on."""

    as_of: date | None
    known_at: str | None
    rule: str
    tallies: list[Count]
    coverage: Covered


class Question(BaseModel):
    """A kept question."""

    id: str
    version: int
    title: str
    proposition: str
    about: list[str]
    since: date
    until: date | None
    categories: list[str]
    recorded_at: str


class AskedQuestion(Question):
    """A kept question with how its table comes out now."""

    rule: str
    tallies: list[Count]
    coverage: Covered


class Variant(BaseModel):
    """The same statement as another place has it."""

    ref: str
    words: str
    span: SpanOf
    directness: Directness
    speaker: str | None
    office: str | None
    said_on: When
    relayed_by: list[str]
    report: InReport


class Statement(BaseModel):
    """Words that reports attribute to somebody."""

    ref: str = Field(examples=["S7"])
    statement: str
    speaker: str | None
    office: str | None
    sector: str | None
    actor: str | None
    actor_name: str | None
    actors: list[str]
    candidates: list[str]
    words: str
    span: SpanOf
    directness: Directness
    said_on: When
    sourcing: Sourcing
    act: Act | None
    modality: Modality
    occasion: str | None
    grounds: list[str]
    relayed_by: list[str]
    decided: list[str]
    report: InReport
    reports: int
    variants: list[Variant]


class Why(BaseModel):
    """A rule by which something was read, and the words it went by."""

    rule: str
    span: SpanOf | None


class InText(Statement):
    """A statement with the spans of its parts, and why speaker and day were read so."""

    source: list[SpanOf]
    cue: list[SpanOf]
    content: list[SpanOf]
    because: list[Why]


class Dated(BaseModel):
    """A line of the timeline."""

    kind: Literal["event", "statement"]
    when: When
    words: str
    span: SpanOf
    actors: list[str]
    actor_names: list[str]
    modality: EventModality | None
    speaker: str | None
    office: str | None
    act: Act | None
    relayed_by: list[str]
    report: InReport


class _Cited(BaseModel):
    outlet: str | None
    published: date | None
    title: str | None
    path: str | None
    url: str | None
    report: str | None


class Change(_Cited):
    """What changed; see docs/tables.md, "changes"."""

    question: str
    day: date
    kind: ChangeKind
    actor: str | None
    actor_name: str | None
    before: str | None
    after: str | None
    repeated: int
    speaker: str | None
    office: str | None
    words: str | None
    told: str | None
    ref: str | None


class Conflict(_Cited):
    """One piece of evidence of a conflict; those of one conflict have one number."""

    question: str
    number: int
    kind: ConflictKind
    actor: str | None
    actor_name: str | None
    side: Side | None
    explicit: bool
    modality: Modality
    speaker: str | None
    office: str | None
    asserted_by: str
    words: str
    said_on: str | None
    decided: list[str]
    ref: str


class SilentActor(BaseModel):
    """An actor that reports on the question mention, and that has no position in it."""

    actor: str
    actor_name: str
    reports: int


class ReportHeld(InReport):
    """A report of the record."""

    status: ReportStatus
    language: str
    was_read: bool


class Version(BaseModel):
    """One version of a report."""

    number: int
    recorded_at: str
    in_force: bool
    was_read: bool
    digest: str


class Kin(BaseModel):
    """Another report with the same text (`copy`), a `passage` of it, or quotations from the same place
    (`relayed`, `agency`, `woven`); `shares` are the parts outside quotations that both share."""

    report: InReport
    kind: str
    shares: tuple[float, float]


class Aside(BaseModel):
    """A stretch that is not read: front matter, a caption, a byline."""

    span: SpanOf
    kind: AsideKind


class WholeReport(InReport):
    """A report with all that was read in it; `text` is null where it was removed."""

    status: ReportStatus
    reason: str | None
    language: str
    text: str | None
    removed: str | None
    asides: list[Aside]
    versions: list[Version]
    statements: list[InText]
    positions: list[OfActor]
    kin: list[Kin]


class StatementInReport(BaseModel):
    """A statement (null where a newer reading has it no more) and the report it stands in."""

    statement: InText | None
    report: InReport


class ActorKnown(BaseModel):
    """An actor, and where it stands on every question on which it has a position."""

    code: str
    name: str
    kind: Literal["state", "organisation", "party"]
    since: date | None
    until: date | None
    positions: list[Position]


class Hit(_Cited):
    """What a search found."""

    kind: Literal["statement", "report"]
    ref: str
    words: str
    actor: str | None
    speaker: str | None


class Decision(_Cited):
    """What a person decided, and what became of it."""

    ref: str = Field(examples=["D1a2b3c4d"])
    decided_at: str
    person: str
    subject: Subject
    verdict: Verdict
    state: DecisionState
    question: str | None
    actor: str | None
    side: Side | None
    speaker: str | None
    words: str
    other: str | None = Field(description="of reports or statements joined or parted: the second report")
    other_words: str | None
    reason: str | None
    blind: bool
    disagrees: list[str]
    replaces: list[str]


class Agreement(BaseModel):
    """How far coders agree on a question (Krippendorff's alpha, nominal; null where it is not defined)."""

    question: str
    alpha: float | None
    items: int
    codings: int
    same: int
    coders: list[str]


# --- what is written --------------------------------------------------------------------------------------

NAME = r"^[^\x00-\x1f\x7f-\x9f]*$"  # a name stands on one line
Name = Annotated[str, Field(max_length=200, pattern=NAME)]
SOMEBODY = r"^[^\x00-\x1f\x7f-\x9f]*[^\x00-\x20\x7f-\xa0][^\x00-\x1f\x7f-\x9f]*$"  # and is not blank
Person = Annotated[
    str | None,
    Field(
        max_length=200,
        pattern=SOMEBODY,
        description="who says so; kept with it. Without it, it is kept under the name of who started the "
        "server (the variable ONRECORD_CODER, else the login name), which the answer gives; where the server "
        "has none, the answer is 422",
    ),
]
Ref = Annotated[str, Field(min_length=1, max_length=2_000)]
Told = Annotated[str, Field(max_length=10_000)]


class _Taken(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Changes(_Taken):
    """What is so instead, of a position or of a statement; what is left out stays as it was read."""

    actor: Name | None = Field(default=None, description="of a position: a code or a name in English")
    actors: list[Name] | None = Field(
        default=None,
        max_length=300,
        description="of a statement: for whom it speaks, codes or names in English",
    )
    side: Side | None = None
    explicit: bool | None = None
    modality: Modality | None = None
    act: Act | None = None
    route: Route | None = None
    asserted_by: Name | None = Field(default=None, description="self, narrator, or an actor")
    speaker: Name | None = None
    office: Name | None = None
    sector: Name | None = None
    said_on: date | None = None


class DecisionWanted(_Taken):
    """What is decided, and by whom.

    accept and reject: `ref`, a position (P12) or a statement (S7). correct: `ref`, and in `changes` what
    is so instead. add: `report` and `words` of it, and for a position `question`, with its actor and side
    in `changes`, for a statement its speaker or actors there. join and part: `ref` and `other`. A
    decision is taken back by POST /decisions/{ref}/undo.
    """

    verdict: Literal["accept", "reject", "correct", "add", "join", "part"]
    person: Person = None
    ref: Ref | None = Field(default=None, description="a position, a statement, a decision, or a report")
    report: Ref | None = Field(default=None, description="to add what was missed: the report")
    words: Told | None = Field(default=None, description="to add what was missed: words of the report")
    question: Name | None = Field(default=None, description="to add a position: the id of its question")
    other: Ref | None = Field(
        default=None,
        description="to join or part: the second report, or statement; two statements are meant where "
        "both names are made as theirs (S7, D1a2b), else two reports",
    )
    changes: Changes = Changes()
    reason: Told | None = None
    blind: bool = False


class UndoWanted(_Taken):
    """Who takes a decision back, and why."""

    person: Person = None
    reason: Told | None = None


class DecisionMade(BaseModel):
    """A decision that was kept."""

    ref: str
    verdict: Verdict
    subject: Subject
    person: str
    decided_at: str
    question: str | None
    actor: str | None
    side: Side | None
    reason: str | None
    blind: bool
    replaces: list[str]


class ReportGiven(_Taken):
    """A report, with the fields of a line of JSON Lines."""

    text: str = Field(min_length=1)
    published: date | None = None
    outlet: Name | None = None
    title: Told | None = None
    url: Ref | None = None
    id: Ref | None = None


class ReportsGiven(_Taken):
    """Reports to read into the record."""

    reports: list[ReportGiven] = Field(min_length=1, max_length=1_000)


class StillWithdrawn(BaseModel):
    """A report that came in again and counts nowhere, with who withdrew it, why and when."""

    report: str
    person: str | None
    reason: str | None
    withdrawn_at: str


class ReportsAdded(BaseModel):
    """What became of them; `told` has a sentence for each that was refused, failed or left unread. Those of
    `withdrawn` stay so until POST /reports/{ref}/withdraw/undo.
    """

    new: int
    changed: int
    unchanged: int
    told: list[str]
    withdrawn: list[StillWithdrawn]


class WithdrawWanted(_Taken):
    """Why a report stops counting, or counts again, and who says so."""

    reason: Annotated[str, Field(min_length=1, max_length=10_000)]
    person: Person = None


class Withdrawn(BaseModel):
    """The report that was withdrawn, and the name that is kept with it; null where it was before."""

    report: str | None
    person: str | None


class Reinstated(BaseModel):
    """The report that counts again, and the name that is kept with it; null where it was not withdrawn."""

    report: str | None
    person: str | None
