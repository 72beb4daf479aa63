"""The frozen types that travel between the stages, and the root of the errors.

Everything here is a value: built once, never changed, compared by what it holds. A `Span` counts Unicode
code points of the report's text exactly as it was read, so that ``text[span.start:span.end]`` gives the
evidence back.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

Directness = Literal["direct", "indirect", "mixed"]
Sourcing = Literal["named", "spokesperson", "body", "anonymous", "document", "unknown"]
Route = Literal["own", "joint", "on_behalf", "by_membership"]
Side = Literal["for", "against", "neutral"]
Modality = Literal["asserted", "intended", "conditional", "former"]
FirmnessKind = Literal["firm", "tentative"]
Act = Literal[
    "recognise",
    "refuse",
    "support",
    "condemn",
    "urge",
    "threaten",
    "pledge",
    "deny",
    "decline",
    "neutral",
    "state",
]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Basis = Literal["stated", "published"]
EventModality = Literal["happened", "expected", "threatened", "denied"]
AsideKind = Literal["front", "byline", "dateline", "caption", "credit", "agency_mark", "link"]
NameKind = Literal["person", "body", "place", "people", "other"]
Subject = Literal["position", "statement", "grouping", "sameness"]
Verdict = Literal["accept", "reject", "correct", "add", "join", "part", "undo"]

_HALF_A_YEAR = timedelta(days=183)


class OnrecordError(Exception):
    """Root of the faults that onrecord raises. Each subclass builds its own message and says what is allowed.

    Faults in the *data* are no exceptions: they are returned (`Refusal`), counted and shown.

    The message speaks to who typed a command. `over_api` is the sentence for a program that asks over HTTP,
    in fields and addresses of the API; None where it is the same.
    """

    over_api: str | None = None


class Span(NamedTuple):
    """A stretch ``[start, end)`` of a report's text, in Unicode code points."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two spans have at least one code point in common."""
        return self.start < other.end and other.start < self.end

    def is_mostly(self, other: Span) -> bool:
        """Whether the two are one stretch, cut a little otherwise: they have half of what they cover together
        in common. A sentence is not the clause in it.
        """
        common = min(self.end, other.end) - max(self.start, other.start)
        return common > 0 and 2 * common >= max(self.end, other.end) - min(self.start, other.start)

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]


def hull(spans: Sequence[Span]) -> Span:
    """The span from the first to the last code point of `spans`, which must not be empty."""
    return Span(min(s.start for s in spans), max(s.end for s in spans))


# --- read ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Aside:
    """A stretch of the text that is layout, not prose: read for neither statements nor positions, and for no
    dates but the day of a dateline.
    """

    span: Span
    kind: AsideKind


@dataclass(frozen=True, slots=True)
class Report:
    """One dated news text, as it was read.

    `language` is an ISO 639-1 code, or "und" where the text is too short to tell. `digest` is the SHA-256
    of the raw bytes (of the file, or of the JSON line) in hex. `dateline` is the day the dateline gives,
    where it gives one; `place` the town of the dateline.
    """

    id: str
    path: str
    text: str
    published: date
    outlet: str | None
    title: str | None
    url: str | None
    language: str
    digest: str
    asides: tuple[Aside, ...] = ()
    dateline: date | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that cannot be used: which, why, and what is allowed. `line` counts from 1 in a JSON Lines
    file."""

    path: str
    reason: str
    allowed: str
    line: int | None = None

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.reason} ({self.allowed})"


# --- extract ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was so: an interval of days with its basis.

    `value` is a TIMEX3 value ("2022-09-30", "2022-W39"), None where the text gives no day; then `earliest`
    is None too and `latest` is the day of publication ("by 28 Sep 2022").
    """

    value: str | None
    earliest: date | None
    latest: date | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression with its TIMEX3 type and value (ISO-TimeML).

    `earliest` and `latest` are the first and last day that the value covers; None for durations, sets and
    PAST_REF, PRESENT_REF, FUTURE_REF.
    """

    span: Span
    type: TimexType
    value: str
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in the text, titles and articles left outside: `span` of "Olaf Scholz" in
    "German Chancellor Olaf Scholz". `title` is the stretch of office words joined to it, where there is one
    ("German Chancellor"; for "Jan Lipavsky, the Czech foreign minister," it stands behind the name).
    """

    span: Span
    kind: NameKind
    title: Span | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Words or thoughts that a report attributes to somebody.

    Spans are in text order. A quoted paragraph without a cue has neither cue nor source and `continues` the
    statement whose speaker it goes on with.
    """

    id: str
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    directness: Directness
    continues: str | None = None
    confidence: float = 1.0

    @property
    def extent(self) -> Span:
        """From the first to the last code point of source, cue and content."""
        return hull([*self.source, *self.cue, *self.content])

    @property
    def evidence(self) -> Span:
        """From the first to the last code point of the content."""
        return hull(self.content)


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated that happened or is expected, told by the narrator; `what` is the clause that tells
    it."""

    when: Moment
    modality: EventModality
    what: Span


@dataclass(frozen=True, slots=True)
class Found:
    """What extraction finds in one report. `said_on` runs parallel to `statements`."""

    report: Report
    sentences: tuple[Span, ...]
    statements: tuple[Statement, ...]
    said_on: tuple[Moment, ...]
    names: tuple[Name, ...]
    dates: tuple[Timex, ...]
    events: tuple[Event, ...]


# --- resolve ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was read so: the rule's name and, where words of the report speak for it, their span.

    `report` is the id of another report whose words speak for it, where one does.
    """

    rule: str
    span: Span | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved source: name and office as the report's words give them, and the actor spoken for.

    `actor` is set when the voice speaks for exactly one actor; `actors` lists all it speaks for (a joint
    statement has several). `sector` says what the speaker is (government, legislature, opposition, expert,
    citizen, ...).
    """

    name: str | None
    office: str | None
    sector: str | None
    actor: str | None
    actors: tuple[str, ...]
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several speakers that a source could mean."""

    name: str | None
    office: str | None
    actor: str | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one report teaches the others: about the day `on`, `person` held `office` of `actor`.

    `role` is the office's among the roles of the tables, where it is one; `report` the teaching report's id,
    `span` the title's stretch in it.
    """

    person: str
    office: str
    role: str | None
    sector: str
    actor: str
    on: date
    report: str
    span: Span

    def holds_on(self, day: date) -> bool:
        """Whether the lesson is near enough to that day: offices change hands."""
        return abs(day - self.on) <= _HALF_A_YEAR


@dataclass(frozen=True, slots=True)
class Relay:
    """Who stands between speaker and report, as the text names them, without article."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in one statement, by whose report, and whether they speak for an actor.

    `speaker` is None where it stays open; `candidates` then says between whom. `speaks_for_actor` is False
    for voices that give an actor no position: legislators, opposition, former officials, experts, citizens.
    """

    statement: str
    speaker: Speaker | None
    candidates: tuple[Candidate, ...]
    relayed_by: tuple[Relay, ...]
    sourcing: Sourcing
    route: Route
    occasion: Span | None
    speaks_for_actor: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch that refers to an actor: a name, demonym, capital, seat of power, office-holder or
    pronoun."""

    span: Span
    actor: str
    because: str


@dataclass(frozen=True, slots=True)
class Involvement:
    """Who takes part in the event of the same position in `Found.events`, and by whose report it is told."""

    actors: tuple[str, ...]
    relayed_by: tuple[Relay, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A report with its voices resolved. `voices` runs parallel to `found.statements`, `involved` to
    `found.events`; `mentions` holds every mention of an actor, in text order.

    `teaches` is what the report's own words say of offices that the tables do not know, each with the keys of
    the name; `unplaced` are the keys of the persons for whom words and tables name no actor, `taught` the
    lessons of other reports that were at hand.
    """

    found: Found
    voices: tuple[Voice, ...]
    mentions: tuple[Mention, ...]
    involved: tuple[Involvement, ...]
    teaches: tuple[tuple[Lesson, tuple[str, ...]], ...] = ()
    unplaced: tuple[str, ...] = ()
    taught: tuple[Lesson, ...] = ()


# --- judge --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Question:
    """A proposition on which actors take sides, with its period (`until` None: open).

    `categories` are answers of the user's own, each with the side that it stands for: ("takes note",
    "neutral").
    """

    id: str
    title: str
    proposition: str
    about: tuple[str, ...]
    since: date
    until: date | None = None
    categories: tuple[tuple[str, Side], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one statement does, question aside. `act` is None where no act can be told."""

    statement: str
    act: Act | None
    modality: Modality
    grounds: tuple[Span, ...]
    condition: Span | None


@dataclass(frozen=True, slots=True)
class Firmness:
    """How firmly a side is taken, and the words of the report that say so ("will never", "for now")."""

    kind: FirmnessKind
    words: Span


@dataclass(frozen=True, slots=True)
class Position:
    """One piece of evidence for where an actor stands on a question.

    `statement` is None when the narrator states it; `side` or `actor` None leaves it open. `asserted_by` is
    "self", "narrator" or the code of the actor that claims it of another. `speaker` and `office` are the
    words of the report. `because` names the rules that led to the side. `confidence` is in 0-1, three
    decimals. `firmness` is None where the text says nothing of how firmly the side is taken; it changes
    neither the side nor what counts.
    """

    question: str
    actor: str | None
    side: Side | None
    unsure: bool
    explicit: bool
    modality: Modality
    act: Act | None
    route: Route
    asserted_by: str
    speaker: str | None
    office: str | None
    statement: str | None
    evidence: Span
    grounds: tuple[Span, ...]
    condition: Span | None
    said_on: Moment
    relayed_by: tuple[Relay, ...]
    confidence: float
    because: tuple[Reason, ...] = ()
    firmness: Firmness | None = None

    @property
    def counted(self) -> bool:
        """Whether the table counts it: a settled side by the actor itself or the narrator, not by
        membership."""
        return (
            self.actor is not None
            and self.side is not None
            and not self.unsure
            and self.route != "by_membership"
            and self.asserted_by in ("self", "narrator")
        )


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a reading has an actor stand: as much of a position as tells one reading from another."""

    question: str
    actor: str | None
    side: Side | None
    unsure: bool
    explicit: bool
    modality: Modality
    asserted_by: str
    latest: date | None
    firmness: FirmnessKind | None
    span: Span


@dataclass(frozen=True, slots=True)
class Judged:
    """A report read to the end. `readings` runs parallel to `known.found.statements`."""

    known: Known
    readings: tuple[Reading, ...]
    positions: tuple[Position, ...]


# --- decisions ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of a report, told so that they are found again in another extraction of it.

    `span` counts in the text whose SHA-256 is `digest`; `exact` are its words, `before` and `after` what
    stands beside them there (W3C Web Annotation: a text position and a text quote selector together). Of a
    purged text the three are empty.
    """

    digest: str
    span: Span
    exact: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Coded:
    """A position as a person codes it; the fields are those of `Position`."""

    actor: str | None
    side: Side | None
    explicit: bool
    modality: Modality
    act: Act | None
    route: Route
    asserted_by: str
    speaker: str | None
    office: str | None
    said_on: Moment


@dataclass(frozen=True, slots=True)
class Asserted:
    """Whose word a position is; the fields are those of `Position`."""

    actor: str | None
    asserted_by: str
    speaker: str | None
    office: str | None
    said_on: Moment


@dataclass(frozen=True, slots=True)
class Attributed:
    """A statement as a person codes it: who says it, for whom, when, and what it does."""

    speaker: str | None
    office: str | None
    sector: str | None
    actors: tuple[str, ...]
    act: Act | None
    said_on: Moment

    def voices(self, read: Asserted, verdict: Verdict) -> tuple[Asserted, ...]:
        """Return whose word a position is that rests on the statement, where `read` was read and the person's
        verdict on the statement is this.

        An actor's own word is one of each actor that the statement speaks for, and nobody's (None) where it
        speaks for none. A claim stays one, by those whom the statement speaks for: of one of these it is an
        own word, and where it speaks for nobody the claim is left as it was read.
        """
        # to accept a voice without a name is to accept the source's own words, which stand for it
        speaker = read.speaker if verdict == "accept" and self.speaker is None else self.speaker
        spoken = replace(read, speaker=speaker, office=self.office, said_on=self.said_on)
        if read.asserted_by == "self":
            return tuple(replace(spoken, actor=actor) for actor in self.actors or (None,))
        if not self.actors or read.asserted_by in self.actors:
            return (spoken,)
        return (replace(spoken, asserted_by="self" if read.actor in self.actors else self.actors[0]),)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A report that somebody withdrew, so that it counts nowhere: what commands call it by (`ref`, "R3"),
    whose it is (`provider`), and by whom, why and when it was withdrawn (UTC, ISO 8601 with microseconds).
    """

    ref: str
    provider: str
    person: str | None
    reason: str | None
    withdrawn_at: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about something that the program read, or missed.

    `provider` and `report` name the report as every record does, `anchor` the words that are decided on.
    `question`, `asked` (the digest of what it asked then) and `actor` (whose position it was read as) are
    those of a position; `other` is the other report of a grouping. A sameness is about two statements, in one
    report or two: `anchor` holds the words of the one, `beside` those of the other in the report `other`, and
    the lesser place stands first. `position` or `statement` is what the
    person says, whole, so that it holds where no reading gives it any more; None for a rejection. `replaces`
    are the uids of the decisions that it takes the place of: an undo replaces and says nothing. Of two that
    did not know of each other both are in force after a merge. `blind`: made without seeing what the program
    reads, for measuring alone. `decided_at` is UTC, ISO 8601 with microseconds.
    """

    uid: str
    subject: Subject
    verdict: Verdict
    person: str
    decided_at: str
    provider: str | None = None
    report: str | None = None
    anchor: Anchor | None = None
    other: tuple[str, str] | None = None
    beside: Anchor | None = None
    question: str | None = None
    asked: str | None = None
    actor: str | None = None
    position: Coded | None = None
    statement: Attributed | None = None
    reason: str | None = None
    blind: bool = False
    replaces: tuple[str, ...] = ()

    @property
    def actors(self) -> frozenset[str | None]:
        """Of a position: whose it was read as, and whose it was decided to be."""
        read = frozenset[str | None]() if self.verdict == "add" else frozenset((self.actor,))
        return read if self.position is None else read | {self.position.actor}

    def concerns(self, other: Decision) -> bool:
        """Whether the two are about the same question and actor, or both about a statement of one report.

        Where the words of each stand tells whether these are the same, too.
        """
        return (self.subject, self.provider, self.report, self.question) == (
            other.subject,
            other.provider,
            other.report,
            other.question,
        ) and (self.subject != "position" or bool(self.actors & other.actors))

    @property
    def outcome(self) -> Hashable:
        """What it comes to: two decisions with one outcome agree."""
        if self.verdict == "reject" or self.subject in ("grouping", "sameness"):
            return self.verdict
        if self.position is not None:
            coded = self.position
            return coded.actor, coded.side, coded.modality, coded.asserted_by
        return self.statement and (self.statement.speaker, self.statement.actors)
