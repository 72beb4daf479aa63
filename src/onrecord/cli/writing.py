"""What the server may do beside reading: the verbs of `show.web`, made of those of the pipeline."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import Any, cast, get_args

from onrecord import pipeline
from onrecord.cli.places import Item, Lines, base, place_alone, place_of, told_of
from onrecord.model import Decision, OnrecordError, Question, Refusal, Report, Verdict
from onrecord.outcomes import Failure, Instance, Step, Unread
from onrecord.pipeline import Reader, ReadOptions, Record, Room, Wish
from onrecord.settings import Settings
from onrecord.show.web.fetching import Web, fetch
from onrecord.show.web.handed import Added, Found, Incoming, Progress, Tell, Tried, Verbs, Wanted
from onrecord.show.web.settings import MEGABYTE
from onrecord.show.wording import excerpt, one_line, plain

NAMED = 500  # reports that an answer leads to; the rest is counted
TITLE = 90  # characters of what stands for a title
UNPACKED = 64 * MEGABYTE  # of all JSON Lines of a request: four times what it may hold
LINES = 20_000  # of them: what cannot be used is told line by line, and all of it in one answer
PATIENCE = 0.3  # seconds after which one who waits for another adding tells so again
ONE_A_LINE = (".jsonl", ".jsonl.gz")

_ODD = re.compile(r"[^A-Za-z0-9._-]+")
_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
_ON_THE_COMMAND_LINE = ", or --published"


class AskingError(OnrecordError):
    """A question that cannot be kept as it is written."""

    def __init__(self, reason: str, allowed: str) -> None:
        super().__init__(f"{reason} ({allowed})")


@dataclass
class Writer:
    """Writes to one record for a server: reports one after the other, with models that are loaded once, when
    they are first needed.
    """

    settings: Settings
    web: Web = field(default_factory=Web)
    _adding: Lock = field(default_factory=Lock)
    _reader: Reader | None = None

    def verbs(self) -> Verbs:
        """Return what the server may call."""
        return Verbs(
            add=self.add,
            fetch=lambda url: fetch(url, self.web),
            decide=self.decide,
            ask=self.ask,
            keep=self.keep,
            withdraw=self.withdraw,
            reinstate=self.reinstate,
        )

    def add(self, incoming: Sequence[Incoming], tell: Tell = lambda _: None) -> Added:
        """Read what came in into the record, and judge it on all kept questions.

        Raises `RecordError`, and what `tell` raises, which ends it: what was read until then is kept.
        """
        room = Room(UNPACKED, LINES)
        together: dict[tuple[date | None, str | None], list[Incoming]] = {}
        for one in incoming:
            together.setdefault((one.published, one.outlet or None), []).append(one)
        with self._turn(tell), Record.open(self.settings.record, create=False) as record:
            if self._reader is None:
                tell(Progress(now="The models are loaded"))
            reader = self._loaded()
            done = [
                _add(group, self._options(published, outlet, room), record, reader, tell)
                for (published, outlet), group in together.items()
            ]
        return Added(
            new=sum(one.new for one in done),
            changed=sum(one.changed for one in done),
            unchanged=sum(one.unchanged for one in done),
            told=tuple(line for one in done for line in one.told),
            reports=tuple(named for one in done for named in one.reports)[:NAMED],
            apart=tuple(named for one in done for named in one.apart)[:NAMED],
            withdrawn=tuple(dict.fromkeys(one for part in done for one in part.withdrawn))[:NAMED],
        )

    @contextmanager
    def _turn(self, tell: Tell) -> Iterator[None]:
        """Wait for the turn to add: the models read one batch at a time."""
        while not self._adding.acquire(timeout=PATIENCE):
            tell(Progress(now="Another adding comes first"))
        try:
            yield
        finally:
            self._adding.release()

    def decide(self, wanted: Wanted) -> Decision:
        """Keep a person's decision. Raises `RecordError`."""
        if wanted.verdict not in get_args(Verdict):
            raise AskingError(f"{wanted.verdict!r} is no verdict", ", ".join(get_args(Verdict)))
        wish = Wish(
            verdict=cast("Verdict", wanted.verdict),
            person=wanted.person,
            ref=wanted.ref,
            report=wanted.report,
            words=wanted.words,
            question=wanted.question,
            other=wanted.other,
            changes=wanted.changes,
            reason=wanted.reason,
            blind=wanted.blind,
        )
        with Record.open(self.settings.record, create=False) as record, record.unit() as unit:
            return unit.decide(wish)

    def withdraw(self, report: str, reason: str, person: str) -> str | None:
        """Withdraw a report; what it is called, None where it was withdrawn before. Raises `RecordError`."""
        if not reason.strip():
            raise AskingError("a report is withdrawn without a reason", "say why; it is kept")
        with Record.open(self.settings.record, create=False) as record, record.unit() as unit:
            return unit.withdraw(report, reason.strip(), person)

    def reinstate(self, report: str, reason: str, person: str) -> str | None:
        """Take a withdrawal back; what the report is called, None where it is not withdrawn. Raises
        `RecordError`.
        """
        if not reason.strip():
            raise AskingError("a withdrawal is taken back without a reason", "say why; it is kept")
        with Record.open(self.settings.record, create=False) as record, record.unit() as unit:
            return unit.reinstate(report, reason.strip(), person)

    def ask(self, fields: Mapping[str, Any]) -> Tried:
        """Try a question on what is stored, and keep nothing. Raises `AskingError`."""
        question, offered = question_of(fields)
        with Record.open(self.settings.record, create=False) as record:
            drafted = pipeline.draft_question(question, record, offered=offered)
        checked, reach = drafted.checked, drafted.reach
        kinds = (
            {}
            if reach is None
            else {
                "reports": reach.reports,
                "statements": reach.statements,
                "unphrased": reach.unphrased,
                "undated": reach.undated,
            }
        )
        return Tried(
            toml=drafted.toml,
            cautions=tuple(f"{caution.what}; {caution.advice}" for caution in checked.cautions),
            favours=checked.favours,
            opposes=checked.opposes,
            counts={kind: reached.number for kind, reached in kinds.items()},
            examples={kind: tuple(map(_found, reached.examples)) for kind, reached in kinds.items()},
        )

    def keep(self, fields: Mapping[str, Any]) -> str:
        """Keep a question, and judge what is stored on it; returns its id. Raises `OnrecordError`."""
        question, _ = question_of(fields)
        with (
            self._adding,
            Record.open(self.settings.record, create=False) as record,
            tempfile.TemporaryDirectory() as folder,
        ):
            path = Path(folder) / "question.toml"
            pipeline.append_question(path, question)
            pipeline.add_questions(path, record, self._loaded().judge)
        return question.id

    def _options(self, published: date | None, outlet: str | None, room: Room) -> ReadOptions:
        return ReadOptions(published, outlet, size_limit=self.settings.size_limit, room=room)

    def _loaded(self) -> Reader:
        """The models and tables; the lock is held."""
        if self._reader is None:
            self._reader = Reader.load(self.settings)
        return self._reader


# --- reports ----------------------------------------------------------------------------------------------


@dataclass
class _Batch:
    """Files that came in together: what each is, by the path it is read from, and what became of them."""

    came: Mapping[str, Incoming]
    lines: Mapping[str, Lines]
    record: Record
    tell: Tell
    number: int | None
    done: int = 0
    places: set[str] = field(default_factory=set)
    apart: dict[str, str] = field(default_factory=dict)
    waiting: deque[tuple[Item, Incoming]] = field(default_factory=deque)
    told: list[str] = field(default_factory=list)
    reports: dict[str, str] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    def as_given(self, item: Item) -> Item:
        """Call an item by the name it came under, for its path is only that of a passing copy."""
        one = self.came.get(item.path)
        if one is None:
            return item
        named: Item
        if isinstance(item, Report):
            by_url = one.url if item.url is None and _is_named_by_text(item) else None
            named = replace(item, path=self._place(item, one), url=item.url or one.url, id=by_url or item.id)
            named = self._placed(named, one)
        else:
            named = replace(item, path=self._place(item, one))
        self.waiting.append((named, one))
        return named

    def _place(self, item: Item, one: Incoming) -> str:
        return self.lines[item.path].place(item) if one.no_file else place_of(one)

    def _placed(self, report: Report, one: Incoming) -> Report:
        """Give a file a place of its own where another text holds that of its name: the name of a file,
        without its folder, does not tell that it is the same.
        """
        if one.url or one.name.lower().endswith(ONE_A_LINE):
            return report
        known = report.path in self.places
        self.places.add(report.path)
        if not known and (one.follows or self.record.outcome(report) != "changed"):
            return report
        alone = replace(report, path=place_alone(one))
        if self.record.outcome(alone) == "new":
            self.apart[alone.path] = report.path
        return alone

    def step(self, step: Step) -> None:
        """Take down what became of the item that is next."""
        item, one = self.waiting.popleft()
        self.done += 1
        told = _told(step.fault, one) if step.fault is not None else None
        last = self.done == self.number
        now = "The new reports are compared with the others" if last else "Reports are read"
        if told is not None:
            self.told.append(told)
            self.refused.add(item.path)
        elif isinstance(item, Report) and step.outcome in ("new", "changed"):
            self.reports[item.id] = plain(item.title or "") or excerpt(item.text, TITLE)
        self.tell(Progress(self.done, self.number, now, told))


def _add(
    incoming: Sequence[Incoming], options: ReadOptions, record: Record, reader: Reader, tell: Tell
) -> Added:
    """Add files that were given the same day and outlet."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        came: dict[str, Incoming] = {}
        paths = []
        for number, one in enumerate(incoming, start=1):
            path = Path(folder) / f"{number}_{_ODD.sub('_', base(one.name))[-100:]}"
            path.write_bytes(one.content)
            paths.append(path)
            came[str(path)] = one
        whole = pipeline.count_reports(paths)
        tell(Progress(0, whole, "Reports are read"))
        lines = {path: Lines.of(one) for path, one in came.items() if one.no_file}
        batch = _Batch(came, lines, record, tell, whole)
        added = pipeline.add(paths, options, record, reader, batch.step, batch.as_given)
    with record.unit() as unit:
        for one in incoming:
            # a file that was refused under this name is now read; what is no file was settled line by line
            if not one.no_file and place_of(one) not in batch.refused:
                unit.settle(place_of(one), set())
    late = [_told(failure) for failure in added.failed if _told(failure) not in batch.told]
    return Added(
        added.new,
        added.changed,
        added.unchanged,
        (*batch.told, *late),
        tuple(batch.reports.items()),
        tuple((PurePosixPath(alone).name, path) for alone, path in batch.apart.items()),
        tuple(one.withdrawal for one in added.withdrawn),
    )


def _is_named_by_text(report: Report) -> bool:
    return report.id == hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()


def _told(fault: Refusal | Failure | Unread, one: Incoming | None = None) -> str:
    """A fault as a page or the API tells it: a file may be given its day beside it, a report in JSON has the
    field for it.
    """
    said = one_line(str(replace(fault, path=told_of(fault.path))))
    beside = "" if one is not None and one.no_file else ", or the day beside it"
    return said.replace(_ON_THE_COMMAND_LINE, beside)


# --- questions --------------------------------------------------------------------------------------------


def question_of(fields: Mapping[str, Any]) -> tuple[Question, bool]:
    """Return the question that fields (id, title, proposition, about, since, until, categories) make, and
    whether its phrases were taken from the proposition, for there were none.

    Days may be ISO dates as text, phrases a list or lines; categories are pairs of a phrase and a side.
    Raises `AskingError`, and `CategoryError`.
    """
    said = {name: _text(fields, name) for name in ("id", "title", "proposition")}
    for name, words in said.items():
        if not any(c.isalnum() for c in words):
            raise AskingError(f"the question has no {name}", "id, title, proposition and since are needed")
    if not _ID.fullmatch(said["id"]):
        raise AskingError(f"{said['id'][:80]!r} is no id", "letters, digits, - and _, such as kosovo-2008")
    since, until = _day(fields, "since"), _day(fields, "until")
    if since is None:
        raise AskingError("the question has no first day", "since, as YYYY-MM-DD")
    if until is not None and until < since:
        raise AskingError(f"{until} lies before {since}", f"a last day from {since} on, or none")
    about = _phrases(fields.get("about"))
    offered = () if about else pipeline.offered_phrases(said["proposition"], since)
    if not about and not offered:
        raise AskingError("the proposition offers no phrase to find reports by", "give one under about")
    categories = pipeline.checked_categories(fields.get("categories") or ())
    question = Question(
        said["id"], said["title"], said["proposition"], about or offered, since, until, categories
    )
    return question, not about


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise AskingError(f"{name} is no text", "a text")
    return " ".join((value or "").encode("utf-8", "replace").decode().split())


def _day(fields: Mapping[str, Any], name: str) -> date | None:
    value = fields.get(name)
    if value is None or value == "" or isinstance(value, date):
        return value or None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise AskingError(f"{name}: {str(value)[:40]!r} is no day", "YYYY-MM-DD") from None


def _phrases(value: object) -> tuple[str, ...]:
    given = re.split(r"[\n;]", value) if isinstance(value, str) else value or ()
    if not isinstance(given, Sequence) or not all(isinstance(phrase, str) for phrase in given):
        raise AskingError("about is no list of phrases", 'such as ["referendum", "annexation"]')
    phrases = tuple(dict.fromkeys(" ".join(phrase.split()) for phrase in given if phrase.strip()))
    for phrase in phrases:
        if not pipeline.is_phrase(phrase):
            raise AskingError(f"{phrase[:80]!r} holds no word that a report can be searched for", "words")
    return phrases


def _found(one: Instance) -> Found:
    return Found(one.path, one.published, one.words, one.by)
