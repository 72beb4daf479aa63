"""What a call of the pipeline hands back: counts, and what went wrong, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.model import Question, Refusal, Stood, Voice, Withdrawal
from onrecord.world import Tenure


@dataclass(frozen=True, slots=True)
class Failure:
    """A fault of ours: a stage broke on a report. Nothing of it is kept, the rest goes on."""

    path: str
    report: str
    fault: str

    def __str__(self) -> str:
        return (
            f"{self.path}: a fault of onrecord in report {self.report}: {self.fault} (please tell its makers)"
        )


@dataclass(frozen=True, slots=True)
class Unread:
    """A report in a language that is not read (ISO 639-1)."""

    path: str
    language: str

    def __str__(self) -> str:
        return f"{self.path}: the language is {self.language} (read is English)"


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A report that came in again and stays withdrawn, with another text (`changed`) or the one it had."""

    path: str
    changed: bool
    withdrawal: Withdrawal

    @property
    def undo(self) -> str:
        """The command that makes it count again."""
        return f"onrecord withdraw {self.withdrawal.ref} --undo --reason TEXT"

    def __str__(self) -> str:
        of_it = self.withdrawal
        by = f" by {of_it.person}" if of_it.person else ""
        why = f": {of_it.reason}" if of_it.reason else ""
        came = "came in with another text and " if self.changed else ""
        return (
            f"{self.path}: {of_it.ref} of {of_it.provider} {came}stays withdrawn (withdrawn{by} on "
            f"{of_it.withdrawn_at[:10]}{why}); `{self.undo}` makes it count again"
        )


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one input; `fault` says why one is refused, failed or left unread, `withdrawn` that it
    does not count.
    """

    path: str
    outcome: Literal["new", "changed", "unchanged", "unread", "refused", "failed"]
    fault: Refusal | Failure | Unread | None = None
    withdrawn: Withdrawn | None = None


Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` did. `new`, `changed` and `unchanged` count reports that are read, `unread` those in another
    language, new or not; `judged` counts stored reports that were judged on questions added meanwhile.
    `withdrawn` are those among the changed, the unchanged and the unread that stay withdrawn.
    """

    new: int
    changed: int
    unchanged: int
    unread: int
    judged: int
    refused: tuple[Refusal, ...]
    failed: tuple[Failure, ...]
    withdrawn: tuple[Withdrawn, ...] = ()

    @property
    def read(self) -> int:
        """Reports that the record now holds and that are read."""
        return self.new + self.changed + self.unchanged

    @property
    def status(self) -> int:
        """The exit status: 0 all read, 3 some refused, 1 none read or a fault of ours."""
        if self.failed or not self.read:
            return 1
        return 3 if self.refused else 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What `add_questions` did: ids of questions by outcome, and how many stored reports it judged."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    judged: int
    failed: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Caution:
    """What may make a question hard to use, and what to do about it; none keeps it from being used.

    `soft` ones are told as a note: many good questions have them.
    """

    kind: Literal[
        "no direction",
        "question",
        "no verb",
        "double negative",
        "two propositions",
        "no report in the period",
        "phrase not found",
    ]
    question: str
    what: str
    advice: str
    soft: bool = False

    def __str__(self) -> str:
        return f"{'note' if self.soft else 'warning'}: {self.question}: {self.what}; {self.advice}"


@dataclass(frozen=True, slots=True)
class Checked:
    """A question that can be kept, and the paths of stored reports that fall under it (None: no record).

    `favours` and `opposes` are the words of the question that taking the side "for" is for and against;
    both are empty where the proposition is not understood.
    """

    question: Question
    reports: tuple[str, ...] | None
    favours: tuple[str, ...] = ()
    opposes: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True)
class Instance:
    """One stored report or statement that a question reaches, or nearly: where it stands and in which words.

    `by` are the words of the question that it was found by.
    """

    path: str
    published: date
    words: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """How many there are, and the first of them."""

    number: int = 0
    examples: tuple[Instance, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """What of a record a question reaches, and what it misses by little.

    `reports` fall under it and `statements` of theirs hold one of its words, in their sentence or the one
    before. `unphrased` reports are of its period and hold words of its proposition together, but none of its
    phrases; `undated` ones hold a phrase, and came out within `days` days outside its period.
    """

    reports: Reached
    statements: Reached
    unphrased: Reached
    undated: Reached
    days: int


@dataclass(frozen=True, slots=True)
class Drafted:
    """A question that is being written: as TOML, as it is read, and what it reaches (None: no record).

    `offered` says that its phrases were taken from its proposition.
    """

    toml: str
    checked: Checked
    reach: Reach | None
    offered: bool


@dataclass(frozen=True, slots=True)
class Identified:
    """Whom a phrase means on a day: `voice` as it would be read in a report, by its own words, the tables and
    what the reports of the record teach.

    `holders` are the offices that the tables have for the office or the name of the phrase, those of the day
    first: no part of the answer, but what a person can check it by.
    """

    phrase: str
    on: date
    voice: Voice
    holders: tuple[Tenure, ...]


ChangeKind = Literal["added", "gone", "side", "actor", "manner"]


@dataclass(frozen=True, slots=True)
class Change:
    """What another reading makes of a report: a position added, gone, or with another side, actor or manner
    (settled or unsure, said or implied, conditional or not, whose word, of which day).
    """

    kind: ChangeKind
    path: str
    question: str
    before: Stood | None
    after: Stood | None
    words: str


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading the stored reports again did, or would do: how many were read, and what changes."""

    reports: int
    changes: tuple[Change, ...]
    failed: tuple[Failure, ...]
