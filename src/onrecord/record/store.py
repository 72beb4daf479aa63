"""The record as one file: opened, read, and written in units of work."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, and_, exists, select

import onrecord
from onrecord.model import Known, Lesson, Question, Report, Span, Stood, Withdrawal
from onrecord.record import dialect, kinship, lessons, rows
from onrecord.record.content import content
from onrecord.record.errors import (
    CopyError,
    DamagedRecordError,
    MergeError,
    NewerRecordError,
    NoRecordError,
    NotARecordError,
    PlaceError,
)
from onrecord.record.identity import Outcome, compare, find
from onrecord.record.merging import Merged
from onrecord.record.migrations import bring_up, form_of, newest
from onrecord.record.purging import NOTHING
from onrecord.record.tables import judgement, position, question, run, version
from onrecord.record.unit import Made, Unit
from onrecord.record.verifying import Fault, Verified, verify
from onrecord.record.withdrawing import withdrawal_of

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the real time, in UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """UTC, ISO 8601 with microseconds: the order as text is the order in time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A stored run and the questions in force that it has not been judged on."""

    run_id: int
    known: Known
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Untaught:
    """A stored reading, and the lessons of other reports that it should be resolved with."""

    version_id: int
    known: Known
    lessons: tuple[Lesson, ...]


class Record:
    """All that was read and judged, in one file that only grows. Close it, or use it as a context manager."""

    def __init__(self, path: Path, engine: Engine, clock: Clock, wait_seconds: float) -> None:
        self.path = path
        self._engine = engine
        self._clock = clock
        self._wait = wait_seconds

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = True,
        clock: Clock = utc_now,
        wait_seconds: float = dialect.WAIT_SECONDS,
    ) -> Self:
        """Open the record at `path`, make it where there is none (`create`), bring an older one up.

        Raises subclasses of `RecordError`: `NoRecordError` (without `create`), `NotARecordError`,
        `NewerRecordError`, `PlaceError`, `LockedError` (after `wait_seconds`), `DamagedRecordError`.
        """
        _check_place(path, create=create)
        engine = dialect.connect(path, wait_seconds)
        record = cls(path, engine, clock, wait_seconds)
        try:
            record._bring_up()
        except BaseException:
            engine.dispose()
            raise
        return record

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        """One unit of work: kept whole at the end of the block, or not at all where it is left by an
        exception.
        """
        with self._writing() as connection:
            yield Unit(connection, self._stamp())

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Return a connection that sees the record as it is now, for as long as the block lasts."""
        with dialect.reading(self._engine, self.path, self._wait) as connection:
            yield connection

    def outcome(self, report: Report, *, insist: bool = False) -> Outcome:
        """Return what adding `report` would do."""
        with self.reading() as connection:
            return compare(connection, find(connection, report), report, insist=insist)

    def withdrawal(self, report: Report) -> Withdrawal | None:
        """Return the withdrawal in force of the stored report that `report` is, None where it counts."""
        with self.reading() as connection:
            return withdrawal_of(connection, report)

    def questions(self) -> tuple[Question, ...]:
        """Return the questions in force, by id."""
        with self.reading() as connection:
            current = select(question).where(question.c.superseded_at.is_(None)).order_by(question.c.name)
            return tuple(rows.question_of(row) for row in connection.execute(current))

    def waiting(self) -> Iterator[Waiting]:
        """Return the runs in force that have not been judged on every question in force, oldest first."""
        missing = (
            select(run.c.id, question.c.id)
            .join(question, question.c.superseded_at.is_(None))
            .where(
                run.c.superseded_at.is_(None),
                run.c.known != NOTHING,  # purged: there is no text to judge
                ~exists().where(
                    and_(
                        judgement.c.run_id == run.c.id,
                        judgement.c.question_id == question.c.id,
                        judgement.c.superseded_at.is_(None),
                    )
                ),
            )
            .order_by(run.c.id, question.c.name)
        )
        with self.reading() as connection:
            pairs = connection.execute(missing).all()
            asked = {row.id: rows.question_of(row) for row in connection.execute(select(question))}
        open_questions: dict[int, list[Question]] = {}
        for run_id, question_id in pairs:
            open_questions.setdefault(run_id, []).append(asked[question_id])
        for run_id, questions in open_questions.items():
            yield Waiting(run_id, self._known(run_id), tuple(questions))

    def untaught(self, made: Made) -> Iterator[Untaught]:
        """Return the runs in force that were not resolved with what the others teach now, oldest first.

        Only runs that were made with the same program, models and tables: older ones wait for `reread`.
        """
        with self.reading() as connection:
            stale = list(lessons.stale(connection, made))
        for run_id, version_id, taught in stale:
            yield Untaught(version_id, self._known(run_id), taught)

    def lessons(self, keys: Collection[str], on: date) -> tuple[Lesson, ...]:
        """Return what the reports teach about the persons of these keys, about that day."""
        with self.reading() as connection:
            return lessons.about(connection, keys, on)

    def versions(self) -> Iterator[tuple[int, Report]]:
        """Return the stored versions in force that are read, with their ids, oldest first."""
        with self.reading() as connection:
            current = select(version.c.id).where(
                version.c.superseded_at.is_(None), version.c.was_read, version.c.text != ""
            )
            ids = connection.execute(current.order_by(version.c.id)).scalars().all()
        for version_id in ids:
            with self.reading() as connection:
                row = connection.execute(select(version).where(version.c.id == version_id)).one()
            yield version_id, rows.report_of(row)

    def stood(self, version_id: int) -> tuple[Stood, ...]:
        """Return where the reading in force of a version has actors stand, in the order of the text."""
        wanted = (
            select(
                *(question.c.name, position.c.actor, position.c.side, position.c.unsure),
                *(position.c.explicit, position.c.modality, position.c.asserted_by),
                *(position.c.said_latest, position.c.firmness, position.c.start, position.c.end),
            )
            .join(question, question.c.id == position.c.question_id)
            .where(position.c.version_id == version_id, position.c.superseded_at.is_(None))
            .order_by(question.c.name, position.c.start, position.c.id)
        )
        with self.reading() as connection:
            return tuple(Stood(*row[:9], Span(row[9], row[10])) for row in connection.execute(wanted))

    def is_bare(self, version_id: int) -> bool:
        """Whether the reading in force of a version was removed with its text."""
        mine = (run.c.version_id == version_id, run.c.superseded_at.is_(None), run.c.known == NOTHING)
        with self.reading() as connection:
            return connection.execute(select(run.c.id).where(*mine)).first() is not None

    def known(self, version_id: int) -> Known | None:
        """Return what the run in force found in a stored version, None where there is no such run."""
        with self.reading() as connection:
            current = select(run.c.id).where(run.c.version_id == version_id, run.c.superseded_at.is_(None))
            run_id = connection.execute(current).scalar()
        return None if run_id is None else self._known(run_id)

    def relate(self, progress: Callable[[], None] = lambda: None) -> int:
        """Compare the reports that have not been compared with all there are, and keep which are copies or
        share passages; how many were new. `progress` is called once a new report.
        """
        with self.reading() as connection:
            new = kinship.unsketched(connection)
            if not new:
                return 0
            sketches, likenesses = kinship.relate(connection, new, progress)
        with self.unit() as unit:
            unit.keep_likenesses(sketches, likenesses)
        return len(new)

    def forget(self) -> bool:
        """Take purged words out of the file's index and log as well.

        False where another process has the record open: the log keeps them until that closes.
        """
        return dialect.forget(self._engine, self.path, self._wait)

    def verify(self, *, quick: bool = False, progress: Callable[[str], None] = lambda _: None) -> Verified:
        """Check the record against its own hashes, offsets, counts and references; see `verifying`."""
        with self.reading() as connection:
            found = verify(connection, quick=quick, progress=progress)
            lost = [] if quick else dialect.faults_of_voices(connection)
        found = replace(found, faults=(*found.faults, *(Fault(None, None, line) for line in lost)))
        if quick or not os.access(self.path, os.W_OK):
            return found
        # SQLite takes the check of an index as an insert into it
        with self._writing() as connection:
            stale = dialect.faults_of_search(connection)
        return replace(found, faults=(*found.faults, *(Fault(None, None, line) for line in stale)))

    def content(self) -> str:
        """Return the digest of all that is in force, times and ids apart; see `content`."""
        with self.reading() as connection:
            return content(connection)

    def backup(self, target: Path) -> None:
        """Copy the record to a new file, while others may be writing; the copy is there whole or not at all.

        Raises `CopyError` where there is something already or no folder, `PlaceError` where writing fails.
        """
        if os.path.exists(target):
            raise CopyError(target, "there is a file of that name, and a backup overwrites none")
        if not os.path.isdir(target.parent):
            raise CopyError(target, f"there is no folder {target.parent}")
        part = target.with_name(f"{target.name}.part")
        try:
            with dialect.said_plainly(part, self._wait):
                dialect.copy_to(self._engine, part)
            os.replace(part, target)
        finally:
            for left in (part, part.with_name(f"{part.name}-journal")):
                left.unlink(missing_ok=True)

    def merge(self, other: Path) -> Merged:
        """Copy in what only the record at `other` holds, which is left as it is. Raises `RecordError`."""
        if os.path.exists(other) and os.path.exists(self.path) and os.path.samefile(other, self.path):
            raise MergeError(other)
        if not os.path.exists(other):
            raise NoRecordError(other, other=True)
        with tempfile.TemporaryDirectory() as folder:
            _check_place(other, create=False)
            copy = Path(folder) / "other.db"
            engine = dialect.connect(other, self._wait)
            try:
                with dialect.reading(engine, other, self._wait) as there:
                    form = form_of(there, other)
                if form is None:
                    raise NotARecordError(other)
                if form > newest():
                    raise NewerRecordError(other, form, newest())
                # an older form is brought up in a copy: nobody asked to change the other's file
                with dialect.said_plainly(other, self._wait):
                    dialect.copy_to(engine, copy)
            finally:
                engine.dispose()
            with (
                Record.open(copy, create=False) as theirs,
                theirs.reading() as there,
                self.unit() as unit,
            ):
                return unit.merge(there)

    def _known(self, run_id: int) -> Known:
        with self.reading() as connection:
            row = connection.execute(
                select(run.c.known, version)
                .join(version, version.c.id == run.c.version_id)
                .where(run.c.id == run_id)
            ).one()
        try:
            return rows.unpack(row.known, rows.report_of(row))
        except Exception as fault:  # zlib's and msgspec's errors have no common root
            raise DamagedRecordError(self.path, f"run {run_id} cannot be read back: {fault}") from fault

    def _bring_up(self) -> None:
        with self.reading() as connection:
            form = form_of(connection, self.path)
        if form == newest():
            return  # nothing to write: a record on a read-only place can be read
        if form is not None and form > newest():
            raise NewerRecordError(self.path, form, newest())
        with dialect.said_plainly(self.path, self._wait):
            dialect.keep_log(self._engine, self._wait)
        bring_up(self._writing, self.path, self._stamp, onrecord.__version__)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with dialect.writing(self._engine, self.path, self._wait) as connection:
            yield connection

    def _stamp(self) -> str:
        return stamp(self._clock())


def _check_place(path: Path, *, create: bool) -> None:
    if os.path.isdir(path):  # unlike Path.is_dir, it is no fault where one may not even look
        raise NotARecordError(path)
    if os.path.exists(path):
        return
    if not create:
        raise NoRecordError(path)
    if not os.path.isdir(path.parent):
        raise PlaceError(path, f"there is no folder {path.parent}")
