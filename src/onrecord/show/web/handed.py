"""What the server may do beside reading: verbs of the pipeline, handed in by the command line.

The pages import no stage: what adds reports, fetches an address, keeps a decision or tries a question comes
in here, each with a plain type for what goes in and what comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from onrecord.model import Decision, OnrecordError, Withdrawal


@dataclass(frozen=True, slots=True)
class Incoming:
    """A report as it comes in: its text or the bytes of a file with its name; the rest where it is known.

    `follows`: a file of the same name that came before is an earlier version of it, whatever it says.
    `no_file`: it was never a file, and each line of JSON in it is an input of its own; the name says how they
    came in.
    """

    name: str
    content: bytes
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    follows: bool = False
    no_file: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an adding is: reports and refusals that are `done`, `of` how many (None: that cannot be told
    beforehand), what is being done `now`, and what was `told` last of something that is not read.
    """

    done: int = 0
    of: int | None = None
    now: str = ""
    told: str | None = None


Tell = Callable[[Progress], None]


def _unheard(_: Progress) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of what came in: counts, and a sentence for each refusal, fault and report left unread.

    `reports` are those that are new or changed: the id of each, and what it can be called by. `apart` are
    files that were kept as reports of their own although another text came under their name before: the name,
    and the path of that other report. `withdrawn` are known ones that stay withdrawn.
    """

    new: int
    changed: int
    unchanged: int
    told: tuple[str, ...]
    reports: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    withdrawn: tuple[Withdrawal, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants decided, as a form or the API says it; see `onrecord correct`.

    `verdict` is accept, reject, correct, add, join, part or undo; `changes` holds fields of a position or a
    statement by name ("said_on" a day).
    """

    verdict: str
    person: str
    ref: str | None = None
    report: str | None = None
    words: str | None = None
    question: str | None = None
    other: str | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None
    blind: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One stored report or statement that a question would reach, with the words it was found by."""

    path: str
    published: date
    words: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """A question that is being written: as TOML, what is wrong with it, how it is read, and what it reaches.

    `favours` and `opposes` are the words that "for" is for and against. `counts` are numbers of what is
    stored, `examples` the first of each kind. Both hold all four kinds: "reports" and "statements" under the
    question, "unphrased" and "undated" reports that it nearly reaches; or none, where nothing was looked for.
    """

    toml: str
    cautions: tuple[str, ...]
    favours: tuple[str, ...]
    opposes: tuple[str, ...]
    counts: Mapping[str, int]
    examples: Mapping[str, tuple[Found, ...]]


def _refuse(*_: Any) -> Any:
    raise ReadOnlyError


class Adds(Protocol):
    """Reads reports into the record, one after the other, and tells how far it is.

    What `tell` raises ends it between two reports: those before it are kept.
    """

    def __call__(self, incoming: Sequence[Incoming], tell: Tell = _unheard, /) -> Added:
        """Read what came in. Raises `OnrecordError` where the record cannot be written."""


@dataclass(frozen=True, slots=True)
class Verbs:
    """What the server may do. The defaults refuse: a server without them is for reading.

    `add` reads reports into the record; `fetch` gets a page from the web, safely, and raises `OnrecordError`
    where it may not or cannot; `decide` keeps a decision; `ask` tries a question (id, title, proposition,
    about, since, until, categories) and `keep` keeps it and judges the stored reports on it; `withdraw` takes
    a report's name, a reason and a person, and so does `reinstate`, which takes a withdrawal back.
    """

    add: Adds = _refuse
    fetch: Callable[[str], Incoming] = _refuse
    decide: Callable[[Wanted], Decision] = _refuse
    ask: Callable[[Mapping[str, Any]], Tried] = _refuse
    keep: Callable[[Mapping[str, Any]], str] = _refuse
    withdraw: Callable[[str, str, str], str | None] = _refuse
    reinstate: Callable[[str, str, str], str | None] = _refuse


class ReadOnlyError(OnrecordError):
    """The server was started without the verbs that write."""

    def __init__(self) -> None:
        super().__init__("this server only reads (start it with `onrecord serve` to write)")
