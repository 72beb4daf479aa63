"""Measure a large record: how long it takes to open, to answer and to check.

    python bench/record.py [--positions 1000000] [--keep PATH]

Makes a record straight in its tables, as `onrecord add` would have filled them: a tenth as many reports as
positions, of some 3,600 characters; 200 questions; 250 actors, each of which keeps its side of a question 19
times in 20; every twentieth report a copy of another one, in another outlet. Then asks 200 random questions
about random days (`positions`, without the evidence beneath the rows), and the same of records with a
hundredth and a tenth of the positions: how an answer grows with the record shows in the ratio. With --keep
the record is left at PATH; one that lies there already is measured as it is.
"""

from __future__ import annotations

import argparse
import gc
import random
import sqlite3
import statistics
import struct
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import JSON, Column, Table

from onrecord.cli import GC
from onrecord.model import Found, Known, Report, Span
from onrecord.record import Record, rows, tables
from onrecord.record.content import (
    derived_columns,
    digest_of_positions,
    digest_of_run,
    position_columns,
)
from onrecord.record.copies import SKETCH
from onrecord.show.queries import positions
from onrecord.world import World

POSITIONS, SIZES = 1_000_000, (0.01, 0.1, 1)
QUESTIONS, ACTORS, OUTLETS = 200, 250, 50
POSITIONS_A_REPORT, QUESTIONS_A_REPORT = 10, 5
# what a report of some 600 words gives beside its positions
BESIDE = {tables.mention: 24, tables.timex: 9, tables.happening: 2, tables.lesson: 1, tables.unplaced: 2}
STATEMENTS, CHARACTERS, SENTENCES = 12, 3600, 4000
PASSAGES, NAMES = 10, 4  # of a sketch
KEEPS_ITS_SIDE, UNSURE, EXPLICIT, COPIED = 0.95, 0.1, 0.5, 0.05
SIDES = ("for", "against", "against", "neutral")
FIRST_DAY, DAYS = date(2000, 1, 1), 9000
NOW = "2026-01-01T00:00:00.000000Z"
BATCH = 500  # reports that are written at once
ASKED = 200
BAR_SECONDS, BAR_HEALTH = 0.1, 10.0

Row = dict[str, Any]
WORDS = (
    "the a of to in and that for on with government minister country said talks president border treaty"
    " sanctions ministry would not recognise vote result parliament called against resolution council support"
    " envoy capital security agreement region crisis leaders statement delegation foreign policy withdrew"
    " troops peace election opposition decision union members week proposal trade energy court ruling rights"
).split()


# --- a record -------------------------------------------------------------------------------------


class Making:
    """A record that is being filled straight in its tables."""

    def __init__(self, path: Path) -> None:
        Record.open(path).close()
        self._random = random.Random(1)
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("PRAGMA cache_size = -500000")
        self._last: dict[Table, int] = {}
        self._waiting: dict[Table, list[Row]] = {}
        self._sentences = [self._sentence() for _ in range(SENTENCES)]
        self._actors = list(World.load().actors)[:ACTORS]
        self._sides: dict[tuple[int, str], str] = {}
        self._known = packed_reading()
        self._originals: list[tuple[int, Row, list[Row], dict[int, list[Row]]]] = []

    def fill(self, reports: int) -> None:
        """Write the questions and so many reports, with all that hangs on them."""
        for number in range(1, QUESTIONS + 1):
            self._put(
                tables.question,
                name=name_of(number),
                version=1,
                title=f"Question {number}",
                proposition=f"Motion {number} should be carried.",
                about=[f"motion {number}"],
                since=FIRST_DAY.isoformat(),
            )
        for number in range(1, reports + 1):
            self._report(number)
            if number % BATCH == 0 or number == reports:
                self._write()
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()

    def _report(self, number: int) -> None:
        outlet = f"Outlet {self._random.randrange(OUTLETS)}"
        copied = self._originals and self._random.random() < COPIED
        original, facts, said, taken = self._random.choice(self._originals) if copied else self._story()
        report_id = self._put(tables.report, provider=outlet, key=f"k{number}")
        self._put(tables.standing, report_id=report_id, status="usable")
        version_id = self._put(
            tables.version,
            report_id=report_id,
            number=1,
            given=f"k{number}",
            digest=f"{number:064x}",
            path=f"reports/{number}.txt",
            location=f"/reports/{number}.txt",
            outlet=outlet,
            language="en",
            asides=[],
            agencies=[],
            was_read=True,
            **facts,
        )
        head = struct.pack("<HH", PASSAGES, NAMES)
        bands = self._random.randbytes(4 * (20 * PASSAGES + 24 * NAMES))
        self._put(tables.sketch, version_id=version_id, method=SKETCH, passages=head + bands)
        if copied:
            whole = [0, len(facts["text"])]
            self._put(
                tables.likeness,
                one_id=original,
                other_id=version_id,
                method=SKETCH,
                kind="copy",
                share_one=1.0,
                share_other=1.0,
                quotations=0,
                stretches=[[whole, whole]],
            )
        else:
            self._originals = [*self._originals[-BATCH:], (version_id, facts, said, taken)]
        run_id = self._run(version_id, f"k{number}", facts, said)
        for question_id, on_it in taken.items():
            judgement_id = self._put(
                tables.judgement,
                run_id=run_id,
                question_id=question_id,
                judge="rules",
                content=digest_of_positions(on_it),
            )
            for one in on_it:
                self._put(
                    tables.position,
                    judgement_id=judgement_id,
                    question_id=question_id,
                    report_id=report_id,
                    version_id=version_id,
                    provider=outlet,
                    report_key=f"k{number}",
                    published=facts["published"],
                    day=facts["published"],
                    outlet=outlet,
                    agencies=[],
                    sourcing="named",
                    directness="indirect",
                    **one,
                )

    def _story(self) -> tuple[int, Row, list[Row], dict[int, list[Row]]]:
        """A text of its own, its statements, and the positions in them by question."""
        pick = self._random
        text = " ".join(pick.choices(self._sentences, k=40))[:CHARACTERS]
        day = (FIRST_DAY + timedelta(days=pick.randrange(DAYS))).isoformat()
        facts = {
            "text": text,
            "title": text[:60],
            "text_digest": rows.digest_of_text(text),
            "published": day,
        }
        moment = {"said_value": None, "said_earliest": None, "said_latest": day, "said_basis": "published"}
        said = []
        for place in range(STATEMENTS):
            start = pick.randrange(CHARACTERS - 200)
            end = start + pick.randrange(60, 200)
            said.append(
                whole(
                    derived_columns(tables.statement),
                    place=place,
                    name=f"s{place + 1}",
                    source=[[start, start + 9]],
                    cue=[[start + 10, start + 14]],
                    content=[[start, end]],
                    start=start,
                    end=end,
                    words=text[start:end],
                    directness="indirect",
                    confidence=0.9,
                    speaker="Ana Lopez",
                    office="foreign minister",
                    sector="government",
                    actor=(actor := pick.choice(self._actors)),
                    actors=[actor],
                    because=[{"rule": "office", "span": None, "report": None}],
                    candidates=[],
                    relayed_by=[],
                    sourcing="named",
                    route="own",
                    speaks_for_actor=True,
                    act="state",
                    modality="asserted",
                    grounds=[],
                    **moment,
                )
            )
        taken = {
            question_id: [self._position(question_id, pick.choice(said), moment) for _ in range(each)]
            for question_id in pick.sample(range(1, QUESTIONS + 1), QUESTIONS_A_REPORT)
            if (each := POSITIONS_A_REPORT // QUESTIONS_A_REPORT)
        }
        return self._last.get(tables.version, 0) + 1, facts, said, taken

    def _position(self, question_id: int, statement: Row, moment: Row) -> Row:
        actor = self._random.choice(self._actors)
        usual = self._sides.setdefault((question_id, actor), self._random.choice(SIDES))
        keeps = self._random.random() < KEEPS_ITS_SIDE
        return whole(
            position_columns(),
            actor=actor,
            side=usual if keeps else self._random.choice(SIDES),
            unsure=self._random.random() < UNSURE,
            explicit=self._random.random() < EXPLICIT,
            modality="asserted",
            act="state",
            route="own",
            asserted_by="self",
            speaker="Ana Lopez",
            office="foreign minister",
            statement=statement["name"],
            start=statement["start"],
            end=statement["end"],
            grounds=[],
            relayed_by=[],
            confidence=0.9,
            because=[{"rule": "explicit verb", "span": None, "report": None}],
            **moment,
        )

    def _run(self, version_id: int, given: str, facts: Row, said: Sequence[Row]) -> int:
        """A reading of the version with its statements and what else was found; its id."""
        made: dict[Table, list[Row]] = {tables.statement: list(said)}
        at = {"start": 10, "end": 20}
        fills: dict[Table, Row] = {
            tables.mention: {**at, "actor": self._actors[0], "because": "name"},
            tables.timex: {**at, "type": "DATE", "value": facts["published"]},
            tables.happening: {
                **at,
                "words": facts["text"][10:20],
                "modality": "happened",
                "when_basis": "published",
                "when_latest": facts["published"],
                "actors": [],
                "relayed_by": [],
            },
            tables.lesson: {
                **at,
                "key": "ana lopez",
                "person": "Ana Lopez",
                "office": "foreign minister",
                "sector": "government",
                "actor": self._actors[0],
                "said_on": facts["published"],
                "report": given,
            },
            tables.unplaced: {"key": "ola vik"},
        }
        for table, number in BESIDE.items():
            made[table] = [whole(derived_columns(table), **fills[table])] * number
        run_id = self._put(
            tables.run,
            version_id=version_id,
            program="0.1.0",
            model="m",
            world="w",
            known=self._known,
            content=digest_of_run({str(table.name): made[table] for table in tables.DERIVED}),
        )
        for table in tables.DERIVED:
            for row in made[table]:
                self._put(table, run_id=run_id, **row)
        return run_id

    def _sentence(self) -> str:
        words = self._random.choices(WORDS, k=self._random.randrange(10, 24))
        return " ".join(words).capitalize() + "."

    def _put(self, table: Table, **row: Any) -> int:
        """Keep a row for the next write; its id."""
        key = self._last[table] = self._last.get(table, 0) + 1
        self._waiting.setdefault(table, []).append({"id": key, "recorded_at": NOW, **row})
        return key

    def _write(self) -> None:
        encode = msgspec.json.encode
        self._connection.execute("BEGIN")
        for table in tables.metadata.sorted_tables:
            waiting = self._waiting.pop(table, [])
            names = [str(column.name) for column in table.c]
            packed = {str(column.name) for column in table.c if isinstance(column.type, JSON)}
            values = (
                [
                    encode(value).decode() if name in packed and value is not None else value
                    for name in names
                    for value in (row.get(name),)
                ]
                for row in waiting
            )
            named = ", ".join(f'"{name}"' for name in names)
            marks = ", ".join("?" * len(names))
            self._connection.executemany(f"INSERT INTO {table.name} ({named}) VALUES ({marks})", values)
        self._connection.execute("COMMIT")


def whole(columns: Sequence[Column[Any]], **given: Any) -> Row:
    """Return a row with all columns that a digest covers, None where nothing is given."""
    return {str(column.name): given.get(str(column.name)) for column in columns}


def packed_reading() -> bytes:
    """Return what is kept of a reading besides its rows, as large as it is of a real report: some 2 KB."""
    report = Report("x", "x.txt", "", FIRST_DAY, None, None, None, "en", "x")
    pick = random.Random(2)
    spans = tuple(Span(start := pick.randrange(CHARACTERS), start + 90) for _ in range(520))
    return rows.pack(Known(Found(report, spans, (), (), (), (), ()), (), (), ()))


def name_of(question: int) -> str:
    return f"q{question:03d}"


# --- measures -------------------------------------------------------------------------------------


def measure(path: Path) -> Mapping[str, float]:
    """Return seconds to open, of the answers at p50 and p95, and of a quick check; print what is wrong."""
    gc.set_threshold(*GC)  # as the command has it
    began = time.perf_counter()
    with Record.open(path, create=False) as record:
        opened = time.perf_counter() - began
        pick = random.Random(3)
        spent = []
        for _ in range(ASKED):
            asked = name_of(pick.randrange(1, QUESTIONS + 1))
            day = FIRST_DAY + timedelta(days=pick.randrange(DAYS))
            began = time.perf_counter()
            positions(record, asked, as_of=day, whole=False)
            spent.append(time.perf_counter() - began)
        began = time.perf_counter()
        found = record.verify(quick=True)
        checked = time.perf_counter() - began
    for fault in found.faults[:10]:
        print(f"  {fault}")
    return {
        "open": opened,
        "p50": statistics.median(spent),
        "p95": statistics.quantiles(spent, n=20)[-1],
        "verify": checked,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--positions", type=int, default=POSITIONS)
    parser.add_argument("--keep", type=Path)
    wanted = parser.parse_args()
    took: dict[int, Mapping[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for share in SIZES:
            number = int(wanted.positions * share)
            path = Path(folder) / f"{number}.db" if share != 1 or wanted.keep is None else wanted.keep
            if not path.exists():
                Making(path).fill(number // POSITIONS_A_REPORT)
            took[number] = measure(path)
            print(
                f"{number:>9,} positions, {path.stat().st_size / 1e6:7,.0f} MB:"
                + "".join(f"  {name} {1000 * seconds:8.1f} ms" for name, seconds in took[number].items()),
                flush=True,
            )
    last = took[number]
    for smaller in list(took)[:-1]:
        ratios = (f"{name} {last[name] / took[smaller][name]:.1f}" for name in last)
        print(f"{number / smaller:.0f} times the positions take, times as long: {', '.join(ratios)}")
    print(f"an answer at p95: {1000 * last['p95']:.0f} ms (bar: {1000 * BAR_SECONDS:.0f})")
    print(f"open and quick check: {last['open'] + last['verify']:.1f} s (bar: {BAR_HEALTH:.0f})")


if __name__ == "__main__":
    main()
