"""What can be written in one unit of work: a transaction that is kept whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, insert, select

from onrecord.model import Decision, Judged, Position, Question, Refusal, Report
from onrecord.record import kinship, rows, tables, withdrawing
from onrecord.record.content import digest_of_positions, digest_of_run
from onrecord.record.deciding import Wish, decision_for
from onrecord.record.decisions import decision_row
from onrecord.record.errors import UnknownReportError
from onrecord.record.identity import Outcome, Stored, compare, find, location_of, provider_of
from onrecord.record.merging import Merged, merge
from onrecord.record.naming import find_report
from onrecord.record.purging import purge_report, put_back
from onrecord.record.superseding import supersede, supersede_runs, supersede_version
from onrecord.record.tables import (
    decision,
    judgement,
    position,
    question,
    refusal,
    report,
    run,
    standing,
    version,
)


@dataclass(frozen=True, slots=True)
class Made:
    """What a reading is made with: the program's version and the digests of model, world and judge."""

    program: str
    model: str
    world: str
    judge: str


class Unit:
    """The writing verbs of one transaction. `now` is the moment that all of its rows carry."""

    def __init__(self, connection: Connection, now: str) -> None:
        self._connection = connection
        self.now = now

    # --- reports --------------------------------------------------------------------

    def keep(
        self,
        incoming: Report,
        judged: Judged | None,
        questions: Sequence[Question],
        made: Made,
        *,
        insist: bool = False,
    ) -> Outcome:
        """Keep a report and what was read in it (`judged` None: kept unread), as a new one or a new version.

        `questions` are those it was judged on. Does nothing where the report is unchanged: somebody else may
        have added it since it was looked up.
        """
        stored = find(self._connection, incoming)
        outcome = compare(self._connection, stored, incoming, insist=insist)
        if outcome == "unchanged":
            return outcome
        version_id = self._keep_version(stored, incoming, was_read=judged is not None)
        if judged is not None:
            run_id = self._keep_run(version_id, judged, made)
            self._keep_judgements(run_id, questions, judged.positions, made)
        return outcome

    def reread(self, version_id: int, judged: Judged, questions: Sequence[Question], made: Made) -> None:
        """Keep a new run of a stored version; the run before it, and its positions, are superseded.

        Does nothing where the version itself has been superseded meanwhile.
        """
        over = select(version.c.superseded_at).where(version.c.id == version_id)
        if self._connection.execute(over).scalar() is not None:
            return
        supersede_runs(self._connection, version_id, self.now)
        run_id = self._keep_run(version_id, judged, made)
        self._keep_judgements(run_id, questions, judged.positions, made)

    def set_status(self, provider: str, key: str, status: str) -> None:
        """Give a report another status. Raises `UnknownReportError`."""
        report_id = self._connection.execute(
            select(report.c.id).where(report.c.provider == provider, report.c.key == key)
        ).scalar()
        if report_id is None:
            raise UnknownReportError(provider, key)
        current = select(standing.c.status).where(
            standing.c.report_id == report_id, standing.c.superseded_at.is_(None)
        )
        if self._connection.execute(current).scalar() != status:
            self._supersede(standing, standing.c.report_id == report_id)
            self._insert(standing, [{"report_id": report_id, "status": status}])

    def withdraw(self, name: str, reason: str, person: str | None) -> str | None:
        """Mark a report as withdrawn, so that it counts nowhere; `name` is its ref, id, address or path.

        Returns what it is called, None where it is withdrawn already. Raises `UnknownNameError` and
        `AmbiguousNameError`.
        """
        return withdrawing.withdraw(self._connection, name, reason, person, self.now)

    def reinstate(self, name: str, reason: str, person: str | None) -> str | None:
        """Take a withdrawal back, so that the report counts again; returns what it is called, None where it
        is not withdrawn. Raises `UnknownNameError` and `AmbiguousNameError`.
        """
        return withdrawing.reinstate(self._connection, name, reason, person, self.now)

    def purge(self, name: str, reason: str, person: str | None) -> tuple[str, int]:
        """Remove the texts of a report, in all its versions; what it is called, and how many there were.

        `Record.forget` must follow, so that the words leave the file as well. Raises `UnknownNameError` and
        `AmbiguousNameError`.
        """
        found = find_report(self._connection, name)
        number = purge_report(self._connection, found, reason, person, self.now)
        return f"R{found.report_id} ({found.provider}, {found.published.isoformat()})", number

    def put_back(self, text: str) -> list[int]:
        """Put a text back into the purged versions that had it; which versions, none where none had."""
        return put_back(self._connection, text, rows.digest_of_text(text), self.now)

    def decide(self, wish: Wish) -> Decision:
        """Keep a person's decision. Raises what `decision_for` raises."""
        made = decision_for(self._connection, wish, self.now)
        self._insert(decision, [decision_row(made)])
        return made

    def merge(self, theirs: Connection) -> Merged:
        """Copy in what only another record holds; see `merging`."""
        return merge(self._connection, theirs, self.now)

    def keep_likenesses(self, sketches: Sequence[rows.Row], likenesses: Sequence[rows.Row]) -> None:
        """Keep what comparing reports gave; see `kinship`."""
        kinship.keep(self._connection, self.now, sketches, likenesses)

    def _keep_version(self, stored: Stored | None, incoming: Report, *, was_read: bool) -> int:
        if stored is None:
            report_id = self._insert_one(report, {"provider": provider_of(incoming), "key": incoming.id})
            self._insert(standing, [{"report_id": report_id, "status": "usable"}])
        else:
            report_id = stored.report_id
            supersede_version(self._connection, stored.version_id, self.now)
        return self._insert_one(
            version,
            {
                **rows.version_row(incoming),
                "report_id": report_id,
                "number": stored.number + 1 if stored else 1,
                "location": location_of(incoming.path),
                "was_read": was_read,
            },
        )

    def _keep_run(self, version_id: int, judged: Judged, made: Made) -> int:
        known = judged.known
        derived = {
            tables.statement: rows.statement_rows(judged),
            tables.mention: rows.mention_rows(known),
            tables.timex: rows.timex_rows(known),
            tables.happening: rows.event_rows(known),
            tables.lesson: rows.lesson_rows(known),
            tables.unplaced: rows.unplaced_rows(known),
        }
        run_id = self._insert_one(
            run,
            {
                "version_id": version_id,
                "program": made.program,
                "model": made.model,
                "world": made.world,
                "known": rows.pack(known),
                "taught": rows.digest_of(known.taught),
                "content": digest_of_run({table.name: made_rows for table, made_rows in derived.items()}),
            },
        )
        for table, made_rows in derived.items():
            self._insert(table, [{"run_id": run_id, **row} for row in made_rows])
        return run_id

    # --- refusals --------------------------------------------------------------------

    def refuse(self, refused: Refusal) -> bool:
        """Keep a refusal; false where the same one is in force already."""
        location = location_of(refused.path)
        same = select(refusal.c.id).where(
            refusal.c.superseded_at.is_(None),
            refusal.c.location == location,
            refusal.c.line == refused.line if refused.line is not None else refusal.c.line.is_(None),
            refusal.c.reason == refused.reason,
        )
        if self._connection.execute(same).first() is not None:
            return False
        row = {
            "path": refused.path,
            "line": refused.line,
            "reason": refused.reason,
            "allowed": refused.allowed,
        }
        self._insert(refusal, [{**row, "location": location}])
        return True

    def settle(self, path: str, still: Collection[tuple[int | None, str]]) -> None:
        """Supersede the refusals of `path` that its last reading, from end to end, did not give again.

        `still` holds the (line, reason) of those that it did.
        """
        in_force = select(refusal.c.id, refusal.c.line, refusal.c.reason).where(
            refusal.c.superseded_at.is_(None), refusal.c.location == location_of(path)
        )
        over = [row.id for row in self._connection.execute(in_force) if (row.line, row.reason) not in still]
        if over:
            self._supersede(refusal, refusal.c.id.in_(over))

    def settle_gone(self, folder: str, seen: Collection[str], closed: Collection[str]) -> None:
        """Supersede the refusals of files beneath `folder` that are not among `seen`, the paths it now holds.

        Those beneath a path of `closed` stay: nobody could look there.
        """
        held = {location_of(path) for path in seen}
        shut = [Path(location_of(path)) for path in closed]
        root = Path(location_of(folder))
        in_force = select(refusal.c.id, refusal.c.location).where(refusal.c.superseded_at.is_(None))
        over = [
            row.id
            for row in self._connection.execute(in_force)
            if root in (place := Path(row.location)).parents
            and row.location not in held
            and not any(one in place.parents for one in shut)
        ]
        if over:
            self._supersede(refusal, refusal.c.id.in_(over))

    # --- questions --------------------------------------------------------------------

    def keep_question(self, asked: Question) -> Outcome:
        """Keep a question; a changed one is a new version: what was judged on the old one is superseded."""
        row = rows.question_row(asked)
        stored = self._connection.execute(
            select(question).where(question.c.name == asked.id, question.c.superseded_at.is_(None))
        ).first()
        if stored is not None and rows.question_of(stored) == asked:
            return "unchanged"
        if stored is not None:
            judgements = select(judgement.c.id).where(judgement.c.question_id == stored.id)
            self._supersede(position, position.c.judgement_id.in_(judgements))
            self._supersede(judgement, judgement.c.question_id == stored.id)
            self._supersede(question, question.c.id == stored.id)
        last = select(func.max(question.c.version)).where(question.c.name == asked.id)
        number = (self._connection.execute(last).scalar() or 0) + 1
        self._insert(question, [{**row, "version": number}])
        return "new" if stored is None else "changed"

    def keep_judgements(
        self, run_id: int, questions: Sequence[Question], positions: Sequence[Position], judge: str
    ) -> None:
        """Keep what a stored run says on `questions`; one that it is judged on already is passed over, and so
        are all where the run has been superseded meanwhile."""
        self._keep_judgements(run_id, questions, positions, Made("", "", "", judge))

    def _keep_judgements(
        self, run_id: int, questions: Sequence[Question], positions: Sequence[Position], made: Made
    ) -> None:
        over = select(run.c.superseded_at).where(run.c.id == run_id)
        if self._connection.execute(over).scalar() is not None:
            return  # somebody has read the report anew since: the later run is judged instead
        judged_on = select(judgement.c.question_id).where(
            judgement.c.run_id == run_id, judgement.c.superseded_at.is_(None)
        )
        done = set(self._connection.execute(judged_on).scalars())
        in_force = {q.id: q for q in questions}
        current = select(question).where(question.c.superseded_at.is_(None), question.c.name.in_(in_force))
        for row in self._connection.execute(current.order_by(question.c.name)).all():
            # one that changed while this report was being read is judged by the sweep at the end of `add`
            if row.id in done or rows.question_of(row) != in_force[row.name]:
                continue
            on_it = [rows.position_row(p) for p in positions if p.question == row.name]
            judgement_id = self._insert_one(
                judgement,
                {
                    "run_id": run_id,
                    "question_id": row.id,
                    "judge": made.judge,
                    "content": digest_of_positions(on_it),
                },
            )
            if on_it:
                of_report = self._report_of(run_id)
                beside = {"judgement_id": judgement_id, "question_id": row.id, **of_report}
                voices = self._voices_of(run_id)
                quiet = {"sourcing": None, "directness": None}
                self._insert(
                    position,
                    (
                        {
                            **p,
                            **beside,
                            **voices.get(p["statement"], quiet),
                            "day": min(p["said_latest"] or of_report["published"], of_report["published"]),
                        }
                        for p in on_it
                    ),
                )

    def _report_of(self, run_id: int) -> rows.Row:
        found = self._connection.execute(
            select(version.c.id.label("version_id"), version.c.report_id, version.c.published)
            .add_columns(version.c.outlet, version.c.agencies)
            .add_columns(report.c.provider, report.c.key.label("report_key"))
            .join(report, report.c.id == version.c.report_id)
            .join(run, run.c.version_id == version.c.id)
            .where(run.c.id == run_id)
        ).one()
        return dict(found._mapping)

    def _voices_of(self, run_id: int) -> dict[str | None, rows.Row]:
        said = tables.statement
        found = self._connection.execute(
            select(said.c.name, said.c.sourcing, said.c.directness).where(said.c.run_id == run_id)
        )
        return {row.name: {"sourcing": row.sourcing, "directness": row.directness} for row in found}

    # --- rows --------------------------------------------------------------------

    def _insert(self, table: Table, new: Iterable[rows.Row]) -> None:
        stamped = [{**row, "recorded_at": self.now} for row in new]
        if stamped:
            self._connection.execute(insert(table), stamped)

    def _insert_one(self, table: Table, row: rows.Row) -> int:
        result = self._connection.execute(insert(table).values(**row, recorded_at=self.now))
        key: Any = result.inserted_primary_key
        return int(key[0])

    def _supersede(self, table: Table, which: ColumnElement[bool]) -> None:
        supersede(self._connection, table, which, self.now)
