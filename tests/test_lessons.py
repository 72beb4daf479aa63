"""What reports teach each other: an office named in one places the name that another leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from examples_record import MADE, Clock, report
from marked import DAY, found, unmark
from marked import known as read_alone
from sqlalchemy import select

from onrecord import pipeline
from onrecord.model import Judged, Known, Lesson, Reading, Span
from onrecord.record import Record
from onrecord.record.tables import run, statement, version
from onrecord.resolve import resolve
from onrecord.settings import Settings
from onrecord.world import World

TEACHER = "[s:Malian Water Minister Awa Diarra-Keita] [c:said] [o:the dam would wait]."
PUPIL = "Mali went on with the dam. [s:Awa Diarra-Keita] [c:said] [o:it was safe]."
TITLED = "[s:Water Minister Diarra-Keita] [c:said] [o:it was safe]."


def lessons_of(known: Known) -> tuple[Lesson, ...]:
    return tuple(lesson for lesson, _ in known.teaches)


def lesson(actor: str = "MLI", on: date = DAY, **more: object) -> Lesson:
    facts: dict[str, object] = {
        "person": "Awa Diarra-Keita",
        "office": "Water Minister",
        "role": "minister",
        "sector": "government",
        "actor": actor,
        "on": on,
        "report": "teacher",
        "span": Span(0, 22),
    }
    return Lesson(**{**facts, **more})  # type: ignore[arg-type]


def actors(marked: str, *lessons: Lesson, published: date = DAY) -> tuple[str, ...]:
    speaker = resolve(found(marked, published), World.load(), lessons).voices[-1].speaker
    return speaker.actors if speaker else ()


def test_a_title_with_its_state_teaches_and_one_that_the_table_knows_does_not() -> None:
    taught = lessons_of(read_alone(TEACHER))
    assert [(one.person, one.actor, one.on) for one in taught] == [("Awa Diarra-Keita", "MLI", DAY)]
    assert taught[0].span.of("Malian Water Minister Awa Diarra-Keita said") == "Malian Water Minister"
    assert lessons_of(read_alone("[s:German Chancellor Olaf Scholz] [c:said] [o:no].")) == ()
    assert lessons_of(read_alone("[s:Former Malian Water Minister Awa Diarra-Keita] [c:said] [o:no].")) == ()
    assert lessons_of(read_alone("[s:Malian Water Minister Keita] [c:said] [o:no].")) == ()
    assert lessons_of(read_alone("[s:Malian singer Awa Diarra-Keita] [c:said] [o:no].")) == ()


@pytest.mark.parametrize("marked", [PUPIL, TITLED])
def test_a_lesson_places_the_name_that_the_report_leaves_open(marked: str) -> None:
    assert actors(marked) == ()
    assert actors(marked, *lessons_of(read_alone(TEACHER)), lesson()) == ("MLI",)


def test_the_reason_names_the_report_that_teaches() -> None:
    known = resolve(found(TITLED), World.load(), (lesson(),))
    speaker = known.voices[-1].speaker
    assert speaker is not None
    assert ("taught", "teacher") in [(reason.rule, reason.report) for reason in speaker.because]
    assert known.taught == (lesson(),)


@pytest.mark.parametrize(
    "taught",
    [
        pytest.param(lesson(on=DAY - timedelta(days=184)), id="too long ago"),
        pytest.param(lesson(on=DAY + timedelta(days=184)), id="too long after"),
        pytest.param(lesson(role="head of state", office="President"), id="another office"),
        pytest.param(lesson(office="Roads Minister"), id="another portfolio"),
        pytest.param(lesson(report="r"), id="the report itself"),
        pytest.param(lesson(person="Awa Diarra"), id="another name"),
    ],
)
def test_a_lesson_holds_for_the_same_office_about_its_day(taught: Lesson) -> None:
    assert actors(TITLED, taught) == ()


def test_a_bare_name_needs_its_state_in_the_report_and_a_surname_its_office() -> None:
    assert actors("[s:Awa Diarra-Keita] [c:said] [o:it was safe].", lesson()) == ()
    assert actors("Mali went on. [s:Keita] [c:said] [o:it was safe].", lesson()) == ()


def test_lessons_that_disagree_leave_it_open_between_them() -> None:
    voice = resolve(found(TITLED), World.load(), (lesson(), lesson("BFA", report="other"))).voices[-1]
    assert voice.speaker is not None
    assert voice.speaker.actors == ()
    assert {candidate.actor for candidate in voice.candidates} == {"MLI", "BFA"}


def test_what_the_text_and_the_table_say_goes_before_a_lesson() -> None:
    german = lesson("AUT", person="Olaf Scholz", office="Chancellor", role="head of government")
    assert actors("[s:Chancellor Olaf Scholz] [c:said] [o:no].", german) == ("DEU",)
    assert actors("[s:Nigerien Water Minister Awa Diarra-Keita] [c:said] [o:no].", lesson()) == ("NER",)


# --- in the record: a second pass whose outcome hangs on no order ---------------------------


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "onrecord.db", clock=Clock()) as opened:
        yield opened


def judged(known: Known) -> Judged:
    readings = (Reading(s.id, None, "asserted", (), None) for s in known.found.statements)
    return Judged(known, tuple(readings), ())


def keep(record: Record, name: str, marked: str, day: date = DAY) -> None:
    found_in = found(marked, day)
    told = report(found_in.report.text, day.isoformat(), id=name, path=f"{name}.txt")

    with record.unit() as unit:
        unit.keep(told, judged(resolve(replace(found_in, report=told), World.load())), (), MADE)


def learn(record: Record) -> int:
    done = 0
    for waiting in record.untaught(MADE):
        known = resolve(waiting.known.found, World.load(), waiting.lessons)
        with record.unit() as unit:
            unit.reread(waiting.version_id, judged(known), (), MADE)
        done += 1
    return done


def placed(record: Record) -> dict[str, tuple[str, ...]]:
    with record.reading() as connection:
        rows = connection.execute(
            select(version.c.given, statement.c.actors)
            .join(run, run.c.version_id == version.c.id)
            .join(statement, statement.c.run_id == run.c.id)
            .where(statement.c.superseded_at.is_(None), version.c.superseded_at.is_(None))
        )
        return {row.given: tuple(row.actors) for row in rows}


REPORTS = {"teacher": TEACHER, "pupil": PUPIL, "titled": TITLED}


@pytest.mark.parametrize("order", list(permutations(REPORTS)))
@pytest.mark.parametrize("between", [False, True])
def test_the_order_of_reports_and_passes_changes_nothing(
    record: Record, order: Iterable[str], between: bool
) -> None:
    for name in order:
        keep(record, name, REPORTS[name])
        if between:
            learn(record)
    learn(record)
    assert placed(record) == {"teacher": ("MLI",), "pupil": ("MLI",), "titled": ("MLI",)}
    assert learn(record) == 0


def test_a_teacher_that_is_withdrawn_or_rewritten_teaches_no_more(record: Record) -> None:
    for name, marked in REPORTS.items():
        keep(record, name, marked)
    learn(record)
    with record.unit() as unit:
        unit.set_status("Coastal Wire", "teacher", "withdrawn")
    assert learn(record) == 2
    assert placed(record)["titled"] == ()
    with record.unit() as unit:
        unit.set_status("Coastal Wire", "teacher", "usable")
    assert learn(record) == 2
    keep(record, "teacher", "[s:Malian singer Awa Diarra-Keita] [c:said] [o:no].")
    assert learn(record) == 2
    assert placed(record)["pupil"] == ()


def test_lessons_are_asked_for_by_name_and_day(record: Record) -> None:
    keep(record, "teacher", TEACHER)
    assert [one.actor for one in record.lessons(("awa diarra keita",), DAY)] == ["MLI"]
    assert record.lessons(("awa diarra keita",), DAY + timedelta(days=400)) == ()
    assert record.lessons(("keita diarra",), DAY) == ()


def test_what_was_taught_too_long_ago_asks_for_no_second_reading(record: Record) -> None:
    keep(record, "teacher", TEACHER, DAY - timedelta(days=400))
    keep(record, "titled", TITLED)
    assert learn(record) == 0


def test_readings_of_other_tables_wait_for_a_rereading(record: Record) -> None:
    keep(record, "teacher", TEACHER)
    keep(record, "titled", TITLED)
    assert list(record.untaught(replace(MADE, world="other tables"))) == []
    assert len(list(record.untaught(MADE))) == 1


def test_add_goes_through_the_record_once_more(tmp_path: Path) -> None:
    for name, marked in (("a", TITLED), ("b", TEACHER)):
        words = unmark(marked)[0]
        (tmp_path / f"{name}.txt").write_text(f"date 2022-09-28\n{words}\n")
    with Record.open(tmp_path / "onrecord.db") as opened:
        reader = pipeline.Reader.load(Settings.build(environment={}))
        pipeline.add([tmp_path / "a.txt"], pipeline.ReadOptions(), opened, reader)
        assert set(placed(opened).values()) == {()}
        pipeline.add([tmp_path / "b.txt"], pipeline.ReadOptions(), opened, reader)
        assert set(placed(opened).values()) == {("MLI",)}
