"""A text that its licence takes back is gone from the file; what was read in it still counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from examples_record import (
    MADE,
    TRAWLING,
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

from onrecord.model import Report
from onrecord.record import Record, copies
from onrecord.record.errors import AmbiguousNameError, UnknownNameError

BACKS = "Norway will back a quixotic ban on trawling"
TEXT = f"Zoölogists met in Ålesund – “nobody slept”. {BACKS}, Ida Holm said. The harbour stayed zigzagged."
SECRETS = ("quixotic ban", "nobody slept", "Zoölogists met", "zigzagged", "Ålesund", "quixot")
OTHER = "Chile will oppose a ban on trawling, an envoy said."


def told(text: str = TEXT, **more: Any) -> Report:
    return report(text, id="cw-1", path="reports/talks.txt", **more)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "onrecord.db", clock=Clock()) as opened:
        with opened.unit() as unit:
            unit.keep_question(TRAWLING)
        for number in range(8):  # neighbours, before and after, on the same pages
            keep_other(opened, number)
        keep(opened, told(), backing(told()))
        for number in range(8, 16):
            keep_other(opened, number)
        yield opened


def keep_other(record: Record, number: int) -> None:
    incoming = report(f"{OTHER} It was said {number} times.", id=f"hp-{number}", path=f"{number}.txt")
    keep(record, incoming, position(incoming, OTHER[:35], "CHL", "against"))


def backing(read: Report) -> Any:
    return position(read, BACKS, "NOR", "for", speaker="Ida Holm")


def ref(record: Record) -> str:
    with record.reading() as connection:
        number = connection.exec_driver_sql("select id from report where key = 'cw-1'").scalar()
    return f"R{number}"


def purge(record: Record) -> int:
    with record.unit() as unit:
        _, number = unit.purge("cw-1", "the licence ended", "Ana")
    record.forget()
    return number


def left(path: Path) -> list[tuple[str, str]]:
    """Which of the text's words the raw bytes of the file, or of those beside it, still hold."""
    return [
        (beside.name, words)
        for beside in sorted(path.parent.iterdir())
        if beside.is_file()
        for words in SECRETS
        if words.casefold().encode() in beside.read_bytes().lower() or words.encode() in beside.read_bytes()
    ]


def test_the_words_are_gone_from_the_file_and_from_those_beside_it(record: Record) -> None:
    decide(record, "correct", row_of(record, "NOR").lead.ref, side="neutral")
    decide(record, "add", report="cw-1", words="harbour stayed zigzagged", speaker="Ida Holm")
    assert left(record.path)
    assert purge(record) == 1
    assert left(record.path) == []
    record.close()
    assert left(record.path) == []


def test_all_versions_and_all_readings_of_a_report_are_purged(record: Record) -> None:
    reread(record, told(), backing(told()))
    newer = told(TEXT.replace("stayed", "was"))
    keep(record, newer, backing(newer))
    decide(record, "accept", row_of(record, "NOR").lead.ref)
    keep(record, told("The talks ended without a word on nets."))
    assert purge(record) == 3
    assert left(record.path) == []


def test_the_words_are_in_no_later_backup(record: Record, tmp_path: Path) -> None:
    purge(record)
    (tmp_path / "later").mkdir()
    record.backup(tmp_path / "later" / "backup.db")
    assert left(tmp_path / "later" / "backup.db") == []


def test_an_older_record_is_purged_as_well(record: Record, tmp_path: Path) -> None:
    (tmp_path / "older").mkdir()
    path = in_first_form(record, tmp_path / "older" / "onrecord.db")
    with Record.open(path, clock=Clock()) as older:
        assert left(path)
        purge(older)
        assert left(path) == []
        assert sides(older) == {"NOR": "for", "CHL": "against"}


def test_a_purged_report_still_counts_and_says_that_its_words_were_removed(record: Record) -> None:
    before = row_of(record, "NOR")
    purge(record)
    row = row_of(record, "NOR")
    assert (row.side, row.speaker, row.reports) == (before.side, before.speaker, before.reports)
    assert (row.words, row.lead.before, row.lead.after) == ("[text removed]", "", "")
    assert row.lead.report == before.lead.report
    assert (row_of(record, "CHL").words, table(record).coverage.reports) == (OTHER[:35], 17)


def test_a_decision_holds_though_its_words_are_gone(record: Record) -> None:
    decide(record, "correct", row_of(record, "NOR").lead.ref, side="neutral")
    decide(record, "add", report="cw-1", words="harbour", question=TRAWLING.id, actor="ISL", side="for")
    purge(record)
    assert (sides(record)["NOR"], sides(record)["ISL"]) == ("neutral", "for")
    assert row_of(record, "ISL").words == "[text removed]"


def test_a_decision_made_on_an_older_version_holds_though_both_are_gone(record: Record) -> None:
    decide(record, "correct", row_of(record, "NOR").lead.ref, side="neutral")
    newer = told(f"The harbour was closed. {TEXT}")
    keep(record, newer, backing(newer))
    purge(record)
    assert sides(record)["NOR"] == "neutral"
    with record.unit() as unit:
        assert len(unit.put_back(newer.text)) == 1
    assert (sides(record)["NOR"], row_of(record, "NOR").words) == ("neutral", BACKS)


def test_to_purge_twice_removes_nothing_more(record: Record) -> None:
    assert (purge(record), purge(record)) == (1, 0)


def test_what_is_not_there_or_ambiguous_is_not_purged(record: Record) -> None:
    keep(record, report("Peru is silent.", id="cw-1", path="peru.txt", outlet="Harbour Post"))
    for name, fault in (("cw-9", UnknownNameError), ("cw-1", AmbiguousNameError)):
        with pytest.raises(fault), record.unit() as unit:
            unit.purge(name, "the licence ended", None)
    assert row_of(record, "NOR").words == BACKS


def test_a_purged_text_is_found_by_no_search(record: Record) -> None:
    purge(record)
    for index in ("version_search", "statement_search"):
        with record.reading() as connection:
            found = connection.exec_driver_sql(f"select count(*) from {index} where {index} match 'quixotic'")
            assert found.scalar() == 0
    assert record.verify().faults == ()


def test_a_purged_report_waits_for_no_judgement(record: Record) -> None:
    purge(record)
    with record.unit() as unit:
        unit.keep_question(
            type(TRAWLING)("nets", "Nets", "Nets should be banned.", ("nets",), TRAWLING.since)
        )
    assert len(list(record.waiting())) == 16
    assert len(list(record.versions())) == 16


def test_a_purged_file_that_is_added_again_stays_purged(record: Record) -> None:
    purge(record)
    keep(record, told(), backing(told()))
    assert left(record.path) == []


# --- put back --------------------------------------------------------------------


def test_a_text_put_back_restores_the_words(record: Record) -> None:
    made = decide(record, "correct", row_of(record, "NOR").lead.ref, side="neutral")
    decide(record, "add", report="cw-1", words="harbour stayed", speaker="Ida Holm")
    before, then = repr(table(record)), anchors(record)
    purge(record)
    with record.unit() as unit:
        (version_id,) = unit.put_back(TEXT)
    assert repr(table(record)) == before
    assert anchors(record) == then
    assert made.anchor is not None
    assert made.anchor.exact == BACKS
    assert record.is_bare(version_id), "its reading was removed with it"
    with record.unit() as unit:
        unit.reread(version_id, judged(told(), backing(told())), record.questions(), MADE)
    assert sides(record)["NOR"] == "neutral"
    assert record.verify().faults == ()


def test_another_text_is_not_taken_for_it(record: Record) -> None:
    purge(record)
    with record.unit() as unit:
        assert unit.put_back(TEXT.replace("stayed", "was")) == []
        assert unit.put_back("") == []
        assert unit.put_back(f"{OTHER} It was said 3 times.") == [], "it is not purged"
    assert row_of(record, "NOR").words == "[text removed]"


STORY = (
    f"Talks opened in Bergen after a storm that had kept the boats in port. {BACKS}, Ida Holm said. The "
    "fleet has lost a third of its ships since spring, and owners asked Oslo for help. The committee meets "
    "again in June, when ministers will look at the quotas for cod and herring anew. Fishers in the north "
    "struck over the price of fuel."
)


def likenesses(record: Record) -> list[tuple[str, str]]:
    with record.reading() as connection:
        rows = connection.exec_driver_sql("select kind, method from likeness where superseded_at is null")
        return [(kind, method) for kind, method in rows]


def test_what_was_a_copy_of_a_removed_text_stays_one_when_reports_are_compared_in_a_new_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(tmp_path / "copies.db", clock=Clock()) as record:
        with record.unit() as unit:
            unit.keep_question(TRAWLING)
        for key, outlet in (("cw-1", "Coastal Wire"), ("hp-1", "Harbour Post"), ("eg-1", "Evening Gazette")):
            read = report(f"{STORY} Told by {outlet}.", id=key, path=f"{key}.txt", outlet=outlet)
            keep(record, read, backing(read))
        monkeypatch.setattr(copies, "SKETCH", "an older way")
        assert record.relate() == 3
        purge(record)
        origins = row_of(record, "NOR").origins
        assert len(origins) == 1
        monkeypatch.setattr(copies, "SKETCH", "a newer way")
        assert record.relate() == 2, "the text of the third is gone"
        assert row_of(record, "NOR").origins == origins
        older, newer = ("copy", "an older way"), ("copy", "a newer way")
        assert sorted(likenesses(record)) == [newer, older, older]
        with record.unit() as unit:
            assert len(unit.put_back(f"{STORY} Told by Coastal Wire.")) == 1
        assert record.relate() == 1
        assert likenesses(record) == [newer] * 3
        assert not record.verify().faults


def test_what_was_put_back_is_purged_again(record: Record) -> None:
    purge(record)
    with record.unit() as unit:
        unit.put_back(TEXT)
    assert purge(record) == 1
    assert left(record.path) == []


def test_a_table_of_a_moment_before_differs_in_the_words_alone(record: Record) -> None:
    decide(record, "correct", row_of(record, "NOR").lead.ref, side="neutral")
    moment = moment_now(record)
    before = table(record, known_at=moment)
    purge(record)
    after = table(record, known_at=moment)
    assert [(r.actor, r.side, r.since, r.lead.decided) for r in after.rows] == [
        (r.actor, r.side, r.since, r.lead.decided) for r in before.rows
    ]
    with record.unit() as unit:
        unit.put_back(TEXT)
    assert table(record, known_at=moment) == before


def anchors(record: Record) -> list[Any]:
    with record.reading() as connection:
        return list(connection.exec_driver_sql("select anchor from decision order by id").scalars())
