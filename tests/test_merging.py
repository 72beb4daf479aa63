"""Two people's records joined: what only one holds comes in, and where they disagree is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from examples_record import (
    MADE,
    TRAWLING,
    WHALING,
    Clock,
    decide,
    in_first_form,
    judged,
    keep,
    moment_now,
    position,
    report,
    reread,
    row_of,
    sides,
    table,
)

from onrecord.model import Firmness, Position, Refusal, Report, Span
from onrecord.record import Record
from onrecord.record.errors import NewerRecordError, NoRecordError, NotARecordError, RecordError

BACKS = "Norway will back a ban on trawling"
OPPOSES = "Chile will oppose a ban on trawling"


def norway(text: str = f"Talks opened. {BACKS}, Ida Holm said.", **more: Any) -> Report:
    return report(text, **{"id": "cw-1", "path": "norway.txt", **more})


def chile(text: str = f"{OPPOSES}, an envoy said.", **more: Any) -> Report:
    return report(text, **{"id": "hp-1", "path": "chile.txt", "outlet": "Harbour Post", **more})


def backing(read: Report) -> Position:
    return position(read, BACKS, "NOR", "for", speaker="Ida Holm")


def opposing(read: Report) -> Position:
    return position(read, OPPOSES, "CHL", "against")


Filled = Callable[..., Record]


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Filled]:
    """Makes records that hold the question, and Norway's report, Chile's, or both."""
    made: list[Record] = []

    def fill(*of: str) -> Record:
        number = len(made) + 1
        (tmp_path / str(number)).mkdir()
        record = Record.open(tmp_path / str(number) / "onrecord.db", clock=Clock(number))
        made.append(record)
        with record.unit() as unit:
            unit.keep_question(TRAWLING)
        if "NOR" in of:
            keep(record, norway(), backing(norway()))
        if "CHL" in of:
            keep(record, chile(), opposing(chile()))
        return record

    yield fill
    for record in made:
        record.close()


def dump(record: Record) -> list[str]:
    with sqlite3.connect(record.path) as connection:
        return list(connection.iterdump())


def lead(record: Record, actor: str) -> str:
    return row_of(record, actor).lead.ref


def test_how_firmly_a_side_is_taken_comes_with_it(fresh: Filled) -> None:
    ours, theirs = fresh("NOR"), fresh()
    start = chile().text.index("will")
    firm = replace(opposing(chile()), firmness=Firmness("firm", Span(start, start + len("will"))))
    keep(theirs, chile(), firm)
    ours.merge(theirs.path)
    shown = row_of(ours, "CHL").lead
    assert (shown.firmness, shown.firmness_words) == ("firm", "will")
    assert ours.verify().faults == ()


# --- what comes in --------------------------------------------------------------------


def test_reports_that_only_the_other_holds_come_in_with_what_was_read_in_them(fresh: Filled) -> None:
    ours, theirs = fresh("NOR"), fresh("CHL")
    merged = ours.merge(theirs.path)
    assert (merged.reports, merged.questions, merged.differences) == (1, 0, [])
    assert sides(ours) == {"NOR": "for", "CHL": "against"}
    assert row_of(ours, "CHL").lead.words == OPPOSES
    assert len(list(ours.versions())) == 2
    assert ours.verify().faults == ()


def test_merged_again_nothing_changes(fresh: Filled) -> None:
    ours, theirs = fresh("NOR"), fresh("NOR", "CHL")
    decide(theirs, "correct", lead(theirs, "CHL"), "Ben", side="neutral")
    ours.merge(theirs.path)
    before = dump(ours)
    again = ours.merge(theirs.path)
    assert (again.reports, again.versions, again.questions, again.decisions, again.refusals) == (0,) * 5
    assert again.differences == []
    assert dump(ours) == before


def test_merged_in_both_directions_the_two_hold_the_same(fresh: Filled) -> None:
    one, other = fresh("NOR"), fresh("CHL", "NOR")
    decide(one, "correct", lead(one, "NOR"), "Ana", side="neutral")
    decide(other, "reject", lead(other, "CHL"), "Ben")
    for record, name in ((one, "a.txt"), (other, "b.txt")):
        with record.unit() as unit:
            unit.refuse(Refusal(name, "is empty", "a report with text"))
    with other.unit() as unit:
        unit.keep_question(WHALING)
        unit.withdraw("hp-1", "retracted", "Ben")
    one.merge(other.path)
    other.merge(one.path)
    assert one.content() == other.content()
    assert sides(one) == sides(other) == {"NOR": "neutral"}


def test_a_question_judged_on_one_side_only_is_judged_on_both_where_both_read_alike(fresh: Filled) -> None:
    one, other = fresh("NOR"), fresh("NOR")
    with other.unit() as unit:
        unit.keep_question(WHALING)
    (waiting,) = other.waiting()
    with other.unit() as unit:
        unit.keep_judgements(waiting.run_id, (WHALING,), (), "rules")
    one.merge(other.path)
    assert list(one.waiting()) == []
    other.merge(one.path)
    assert one.content() == other.content()


def test_a_question_of_a_report_that_is_read_otherwise_waits_to_be_judged(fresh: Filled) -> None:
    one, other = fresh("NOR"), fresh("CHL")
    keep(other, norway(), replace(backing(norway()), speaker="Kari Moen"))
    with other.unit() as unit:
        unit.keep_question(WHALING)
    one.merge(other.path)
    assert {question.id for waiting in one.waiting() for question in waiting.questions} == {"whaling"}
    assert row_of(one, "NOR").speaker == "Ida Holm", "ours is kept"


def test_a_newer_version_of_the_other_is_taken_and_ours_is_not_lost(fresh: Filled) -> None:
    ours, theirs = fresh("NOR"), fresh("NOR")
    newer = norway(f"The harbour was closed. {norway().text}")
    keep(theirs, newer, replace(backing(newer), side="neutral"))
    merged = ours.merge(theirs.path)
    assert (merged.versions, merged.differences) == (1, [])
    assert [stored.text for _, stored in ours.versions()] == [newer.text]
    assert sides(ours) == {"NOR": "neutral"}
    theirs.merge(ours.path)
    assert ours.content() == theirs.content()
    assert ours.verify().faults == ()


def test_an_older_version_of_the_other_does_not_come_back(fresh: Filled) -> None:
    ours, theirs = fresh("NOR"), fresh("NOR")
    newer = norway(f"The harbour was closed. {norway().text}")
    keep(ours, newer, backing(newer))
    before = dump(ours)
    assert ours.merge(theirs.path).differences == []
    assert dump(ours) == before


def test_an_empty_record_takes_over_all(fresh: Filled, tmp_path: Path) -> None:
    theirs = fresh("NOR", "CHL")
    decide(theirs, "reject", lead(theirs, "CHL"), "Ben")
    with Record.open(tmp_path / "empty.db", clock=Clock()) as ours:
        ours.merge(theirs.path)
        assert ours.content() == theirs.content()
        assert sides(ours) == sides(theirs)


# --- decisions --------------------------------------------------------------------


def test_a_decision_of_the_other_applies_here_also_to_a_report_read_otherwise(fresh: Filled) -> None:
    ours, theirs = fresh("NOR"), fresh("NOR")
    decide(theirs, "correct", lead(theirs, "NOR"), "Ben", side="neutral")
    newer = norway(f"The harbour was closed.\n\n{norway().text}")
    keep(ours, newer, backing(newer))
    assert ours.merge(theirs.path).decisions == 1
    assert sides(ours) == {"NOR": "neutral"}


def test_decisions_that_disagree_are_told_and_both_kept(fresh: Filled) -> None:
    ours, theirs = fresh("NOR"), fresh("NOR")
    ana = decide(ours, "correct", lead(ours, "NOR"), "Ana", side="against")
    ben = decide(theirs, "reject", lead(theirs, "NOR"), "Ben")
    (told,) = ours.merge(theirs.path).differences
    assert told == (
        f"trawling-ban: D{ana.uid[:8]} of Ana (NOR against) and D{ben.uid[:8]} of Ben (reject) disagree on "
        f"'{BACKS}' in report R1 of Coastal Wire"
    )
    assert [e.actor for e in table(ours).unsure] == ["NOR"]


def test_groupings_that_disagree_are_told(fresh: Filled) -> None:
    ours, theirs = fresh("NOR", "CHL"), fresh("NOR", "CHL")
    decide(ours, "join", "R1", "Ana", other="R2")
    decide(theirs, "part", "R2", "Ben", other="R1")
    (told,) = ours.merge(theirs.path).differences
    assert "of Ana (join)" in told
    assert "of Ben (part)" in told
    assert told.endswith("disagree on report R1 of Coastal Wire and report R2 of Harbour Post")


def test_decisions_about_differing_propositions_do_not_disagree(fresh: Filled) -> None:
    ours, theirs = fresh("NOR"), fresh("NOR")
    decide(theirs, "reject", lead(theirs, "NOR"), "Ben")
    with ours.unit() as unit:
        unit.keep_question(replace(TRAWLING, proposition="All trawling should be banned."))
    decide(ours, "add", report="R1", words=BACKS, question=TRAWLING.id, actor="NOR", side="for")
    assert ours.merge(theirs.path).differences == [
        "question trawling-ban is worded otherwise there; ours is kept"
    ]


def test_an_undoing_of_the_other_comes_too(fresh: Filled) -> None:
    ours, theirs = fresh("NOR"), fresh("NOR")
    made = decide(theirs, "reject", lead(theirs, "NOR"), "Ben")
    ours.merge(theirs.path)
    assert sides(ours) == {}
    decide(theirs, "undo", f"D{made.uid}", "Ben")
    ours.merge(theirs.path)
    assert sides(ours) == {"NOR": "for"}


def test_what_came_in_was_not_known_here_before(fresh: Filled) -> None:
    ours, theirs = fresh("NOR"), fresh("CHL", "NOR")
    decide(theirs, "reject", lead(theirs, "NOR"), "Ben")
    newer = norway(f"The harbour was closed. {norway().text}")
    keep(theirs, newer, backing(newer))
    moment = moment_now(ours)
    before = table(ours, known_at=moment)
    ours.merge(theirs.path)
    assert sides(ours) == {"CHL": "against"}
    assert repr(table(ours, known_at=moment)) == repr(before)


# --- what disagrees --------------------------------------------------------------------


def test_differing_texts_are_told_ours_is_kept_and_theirs_is_not_lost(fresh: Filled) -> None:
    ours, theirs = fresh("NOR"), fresh()
    keep(theirs, norway(f"{BACKS}, she said."), backing(norway(f"{BACKS}, she said.")))
    assert ours.merge(theirs.path).differences == [
        "report R1 of Coastal Wire has another text or day there; ours is kept, theirs is its version 2"
    ]
    assert [stored.text for _, stored in ours.versions()] == [norway().text]
    with ours.reading() as connection:
        texts = list(connection.exec_driver_sql("select text from version order by number").scalars())
    assert texts == [norway().text, f"{BACKS}, she said."]
    assert ours.verify().faults == ()


def test_a_question_worded_otherwise_is_told_and_ours_is_kept(fresh: Filled) -> None:
    ours, theirs = fresh("NOR"), fresh("CHL")
    with theirs.unit() as unit:
        unit.keep_question(replace(TRAWLING, proposition="Nets should be banned."))
    assert ours.merge(theirs.path).differences == [
        "question trawling-ban is worded otherwise there; ours is kept"
    ]
    assert ours.questions() == (TRAWLING,)
    (waiting,) = ours.waiting()
    assert waiting.known.found.report.id == "hp-1", "it is judged on our wording"


def test_a_report_withdrawn_there_is_withdrawn_here_and_told(fresh: Filled) -> None:
    ours, theirs = fresh("NOR"), fresh("NOR")
    with theirs.unit() as unit:
        unit.withdraw("cw-1", "retracted", "Ben")
    assert ours.merge(theirs.path).differences == [
        "report R1 of Coastal Wire is withdrawn there, and so it is here now: retracted"
    ]
    assert (sides(ours), table(ours).coverage.withdrawn) == ({}, 1)
    assert ours.merge(theirs.path).differences == []


def test_a_withdrawal_taken_back_here_does_not_come_in_again(fresh: Filled) -> None:
    ours, theirs = fresh("NOR"), fresh("NOR")
    with theirs.unit() as unit:
        unit.withdraw("cw-1", "retracted", "Ben")
    ours.merge(theirs.path)
    with ours.unit() as unit:
        unit.reinstate("cw-1", "another story was", "Ana")
    assert ours.merge(theirs.path).differences == [
        "report R1 of Coastal Wire is withdrawn there, which was taken back here; ours is kept"
    ]
    assert sides(ours) == {"NOR": "for"}
    with theirs.unit() as unit:
        unit.reinstate("cw-1", "a slip", "Ben")
        unit.withdraw("cw-1", "made up from end to end", "Ben")
    ours.merge(theirs.path)
    assert sides(ours) == {}, "there is another reason now"


def test_a_report_withdrawn_here_stays_so_and_is_told(fresh: Filled) -> None:
    ours, theirs = fresh("NOR"), fresh("NOR")
    with ours.unit() as unit:
        unit.withdraw("cw-1", "retracted", "Ana")
    assert ours.merge(theirs.path).differences == [
        "report R1 of Coastal Wire is withdrawn here and usable there; ours is kept"
    ]
    assert sides(ours) == {}


# --- removed texts --------------------------------------------------------------------


def purge(record: Record) -> None:
    with record.unit() as unit:
        unit.purge("cw-1", "the licence ended", None)
    record.forget()


def test_a_text_removed_here_does_not_come_back_by_decisions_of_the_other(fresh: Filled) -> None:
    ours, theirs = fresh("NOR"), fresh("NOR")
    decide(theirs, "correct", lead(theirs, "NOR"), "Ben", side="neutral")
    purge(ours)
    assert ours.merge(theirs.path).differences == [
        "the text of report R1 of Coastal Wire was removed here, and is still held there"
    ]
    ours.forget()
    assert sides(ours) == {"NOR": "neutral"}
    assert BACKS.encode() not in b"".join(one.read_bytes() for one in ours.path.parent.iterdir())


def test_a_text_removed_there_stays_here_and_their_decisions_have_its_words(fresh: Filled) -> None:
    ours, theirs = fresh("NOR"), fresh("NOR")
    purge(theirs)
    decide(theirs, "correct", lead(theirs, "NOR"), "Ben", side="neutral")
    assert ours.merge(theirs.path).differences == [
        "the text of report R1 of Coastal Wire was removed there, and is still held here"
    ]
    assert row_of(ours, "NOR").words == BACKS
    newer = norway(f"The harbour was closed. {norway().text}")
    keep(ours, newer, backing(newer))
    assert sides(ours) == {"NOR": "neutral"}, "the words of the decision are found in the new version"


def test_a_report_removed_there_comes_in_without_its_text(fresh: Filled) -> None:
    ours, theirs = fresh("CHL"), fresh("NOR")
    purge(theirs)
    ours.merge(theirs.path)
    assert (sides(ours)["NOR"], row_of(ours, "NOR").words) == ("for", "[text removed]")
    assert list(ours.waiting()) == []
    with ours.unit() as unit:
        assert len(unit.put_back(norway().text)) == 1
    assert row_of(ours, "NOR").words == BACKS


# --- the other file --------------------------------------------------------------------


def test_the_other_file_is_left_as_it_is(fresh: Filled) -> None:
    ours, theirs = fresh("NOR"), fresh("CHL")
    theirs.close()
    before = theirs.path.read_bytes()
    ours.merge(theirs.path)
    assert theirs.path.read_bytes() == before
    assert [one.name for one in theirs.path.parent.iterdir()] == ["onrecord.db"]


def test_an_older_record_comes_in_by_a_copy_and_is_left_as_it_is(fresh: Filled, tmp_path: Path) -> None:
    ours, theirs = fresh("NOR"), fresh("CHL")
    older = in_first_form(theirs, tmp_path / "older.db")
    before = older.read_bytes()
    merged = ours.merge(older)
    assert (merged.reports, merged.differences) == (1, [])
    assert sides(ours) == {"NOR": "for", "CHL": "against"}
    assert older.read_bytes() == before
    assert ours.verify().faults == ()


def test_a_record_is_not_merged_with_itself(fresh: Filled, tmp_path: Path) -> None:
    ours = fresh("NOR")
    (tmp_path / "link.db").symlink_to(ours.path)
    for path in (ours.path, tmp_path / "link.db"):
        with pytest.raises(RecordError, match="is this record itself"):
            ours.merge(path)


def test_what_is_no_record_is_refused_by_its_own_name(fresh: Filled, tmp_path: Path) -> None:
    ours = fresh("NOR")
    before = dump(ours)
    notes, empty, foreign = tmp_path / "notes.txt", tmp_path / "empty.db", tmp_path / "foreign.db"
    notes.write_text("Minutes of the meeting.\n" * 50)
    empty.touch()
    with sqlite3.connect(foreign) as connection:
        connection.execute("create table report (id integer)")
    for path in (notes, empty, foreign, tmp_path):
        with pytest.raises(NotARecordError, match=f"^{path} is not a record"):
            ours.merge(path)
    with pytest.raises(NoRecordError, match=r"there is no record at .*gone\.db \(name one to merge\)"):
        ours.merge(tmp_path / "gone.db")
    newer = fresh("CHL")
    with sqlite3.connect(newer.path) as connection:
        connection.execute("insert into form values (99, '7.0', '2031-01-01T00:00:00.000000Z', null)")
    with pytest.raises(NewerRecordError, match=f"^{newer.path} was written by a newer onrecord"):
        ours.merge(newer.path)
    assert dump(ours) == before


def test_an_interrupted_merge_leaves_nothing(fresh: Filled, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = fresh("NOR"), fresh("CHL")
    decide(theirs, "reject", lead(theirs, "CHL"), "Ben")
    before = dump(ours)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("onrecord.record.merging.decision_row", interrupt)
    with pytest.raises(KeyboardInterrupt):
        ours.merge(theirs.path)
    assert dump(ours) == before


def test_a_reading_made_later_is_ours_to_keep(fresh: Filled) -> None:
    ours, theirs = fresh("NOR"), fresh("NOR")
    reread(ours, norway(), replace(backing(norway()), side="neutral"))
    with theirs.unit() as unit:
        (number, _) = next(theirs.versions())
        unit.reread(number, judged(norway(), backing(norway())), (TRAWLING,), replace(MADE, model="m2"))
    ours.merge(theirs.path)
    assert sides(ours) == {"NOR": "neutral"}
