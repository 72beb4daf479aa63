"""The commands that ask the record and print the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from onrecord.cli.printing import put, say, write_page
from onrecord.model import Act, Side
from onrecord.settings import Settings
from onrecord.show import brief, cells, ledger, listings, queries, tables
from onrecord.show.actors import actor_code
from onrecord.show.formats import Format


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which positions are asked for; None asks for all."""

    question: str | None = None
    as_of: date | None = None
    actor: str | None = None
    explicit: bool | None = None
    act: Act | None = None
    by_membership: bool = False
    known_at: str | None = None


@dataclass(frozen=True, slots=True)
class Sought:
    """Which statements are asked for; None asks for all."""

    actor: str | None = None
    speaker: str | None = None
    since: date | None = None
    until: date | None = None
    act: Act | None = None
    about: str | None = None
    each: bool = False


@dataclass(frozen=True, slots=True)
class Searched:
    """What is searched for; None asks for all."""

    words: str
    actor: str | None = None
    speaker: str | None = None
    side: Side | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int = 20


def print_positions(settings: Settings, wanted: Wanted, form: Format) -> None:
    """Print one table a question. Where no question is kept yet, say how to keep one."""
    with _record(settings) as record:
        answer = queries.positions(
            record,
            wanted.question,
            as_of=wanted.as_of,
            actor=_code(wanted.actor),
            explicit=wanted.explicit,
            act=wanted.act,
            by_membership=wanted.by_membership,
            known_at=wanted.known_at,
            whole=form in (Format.JSON, Format.CSV),
        )
        _tell_of_no_question(record, answer)
        if not answer and wanted.known_at is not None:
            say(f"The record kept no question on {cells.moment(wanted.known_at)}.")
    put(tables.positions(answer, form))


def print_statements(settings: Settings, sought: Sought, form: Format) -> None:
    """Print the statements asked for."""
    with _record(settings) as record:
        answer = queries.statements(
            record,
            actor=_code(sought.actor),
            speaker=sought.speaker,
            since=sought.since,
            until=sought.until,
            act=sought.act,
            about=sought.about,
            each=sought.each,
        )
    put(listings.statements(answer, form))


def print_timeline(
    settings: Settings, since: date | None, until: date | None, actor: str | None, form: Format
) -> None:
    """Print what is dated."""
    with _record(settings) as record:
        answer = queries.timeline(record, since=since, until=until, actor=_code(actor))
    put(listings.timeline(answer, form))


def print_questions(settings: Settings, form: Format) -> None:
    """Print the kept questions."""
    with _record(settings) as record:
        answer = queries.questions(record)
    put(listings.questions(answer, form))


def print_changes(
    settings: Settings,
    question: str | None,
    since: date | None,
    actor: str | None,
    known_at: str | None,
    form: Format,
) -> None:
    """Print what changed."""
    with _record(settings) as record:
        answer = queries.changes(record, question, since=since, actor=_code(actor), known_at=known_at)
        _tell_of_no_question(record, answer)
    put(ledger.changes(answer, form))


def print_origins(
    settings: Settings, question: str | None, as_of: date | None, actor: str | None, form: Format
) -> None:
    """Print what positions can be traced to."""
    with _record(settings) as record:
        answer = queries.positions(record, question, as_of=as_of, actor=_code(actor))
        _tell_of_no_question(record, answer)
    put(ledger.origins(answer, form))


def print_conflicts(
    settings: Settings,
    question: str | None,
    as_of: date | None,
    actor: str | None,
    known_at: str | None,
    form: Format,
) -> None:
    """Print what does not agree."""
    with _record(settings) as record:
        answer = queries.conflicts(record, question, as_of=as_of, actor=_code(actor), known_at=known_at)
        _tell_of_no_question(record, answer)
    put(ledger.conflicts(answer, form))


def print_hits(settings: Settings, sought: Searched, form: Format) -> None:
    """Print what a search finds."""
    with _record(settings) as record:
        answer = queries.search(
            record,
            sought.words,
            actor=_code(sought.actor),
            speaker=sought.speaker,
            side=sought.side,
            outlet=sought.outlet,
            since=sought.since,
            until=sought.until,
            limit=sought.limit,
        )
    put(ledger.hits(answer, form))


def print_decisions(
    settings: Settings, question: str | None, person: str | None, open_only: bool, form: Format
) -> None:
    """Print what people decided."""
    with _record(settings) as record:
        answer = queries.decisions(
            record, question=question, person=person, open_only=open_only, undoings=True
        )
    put(ledger.decisions(answer, form))


def print_agreement(settings: Settings, question: str | None, form: Format) -> None:
    """Print how far coders agree."""
    with _record(settings) as record:
        answer = queries.agreement(record, question)
        _tell_of_no_question(record, answer)
    put(ledger.agreement(answer, form))


def write_brief(settings: Settings, question: str, as_of: date | None, output: Path) -> None:
    """Write the page of a question to a file, or to standard output where `output` is "-".

    Raises `OutputError` where the file cannot be written.
    """
    with _record(settings) as record:
        (table,) = queries.positions(record, question, as_of=as_of)
    page = brief.brief(table, made_on=date.today())  # noqa: DTZ011 -- the day on the reader's own calendar
    write_page(page, output, f"The page of {question}")


def _tell_of_no_question(record: queries.Record, answer: Sequence[object]) -> None:
    """Say how to keep a question where there is no answer because none is kept."""
    if not answer and not queries.questions(record):
        say("No question is kept yet: `onrecord questions add FILE.toml` keeps one.")


def _code(actor: str | None) -> str | None:
    return None if actor is None else actor_code(actor)


@contextmanager
def _record(settings: Settings) -> Iterator[queries.Record]:
    with queries.Record.open(settings.record, create=False) as record:
        yield record
