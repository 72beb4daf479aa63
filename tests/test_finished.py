"""Pages that are kept: the same until somebody writes, new at once afterwards; and those of large tables."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from examples_record import WHALING, keep, position, report
from served import Browser, served, small_record

from onrecord.show.queries.state import Watch
from onrecord.show.web import pages
from onrecord.show.web.finished import Ahead, Finished


@pytest.mark.parametrize("address", ["/", "/questions/trawling-ban", "/actors/FRA", "/search?q=France"])
def test_a_page_is_kept_until_somebody_writes(tmp_path: Path, address: str) -> None:
    record = small_record(tmp_path / "r.db")
    reader = Browser(served(tmp_path / "r.db"))
    before = reader.get(address)
    assert reader.get(address).source == before.source
    words = "France will back a ban on trawling"
    added = report(f"{words}, its envoy said.", "2023-04-01", id="new", path="new.txt")
    keep(record, added, position(added, words, "FRA", "for", speaker="Luc Petit", office="envoy"))
    after = reader.get(address)
    assert after.source != before.source
    record.close()


def test_what_a_large_question_leaves_out_is_a_link_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_record(tmp_path / "r.db").close()
    monkeypatch.setattr(pages, "INLINE_ROWS", 0)
    reader = Browser(served(tmp_path / "r.db"))
    shown = reader.get("/questions/trawling-ban")
    assert "<details>" not in shown.source
    row = reader.get(shown.link("1 passage"))
    assert row.status == 200
    assert "To cite:" in row.words
    for part in pages.PARTS:
        answer = reader.get(f"/questions/trawling-ban/{part}")
        assert answer.status == 200
        assert len(re.findall("<h1>", answer.source)) == 1
    for part, lines in (("changes", 1), ("unsure", 4)):
        listed = reader.get(f"/questions/trawling-ban/{part}").source
        assert listed.count("<summary>Cite</summary>") == lines, "here every line can be cited"
    assert "Norway" in reader.get("/questions/trawling-ban/rows").words
    assert reader.get("/questions/trawling-ban/nothing").status == 404
    assert reader.get("/questions/trawling-ban/actors/ZWE").status == 404


def test_a_fault_in_one_page_that_is_made_ahead_leaves_the_others(tmp_path: Path) -> None:
    record = small_record(tmp_path / "r.db")
    watch = Watch(record)
    rounds: list[str] = []
    made = threading.Event()

    def breaks() -> None:
        raise RuntimeError("a fault of ours")

    def jobs() -> list[Callable[[], None]]:
        rounds.append("begun")
        if len(rounds) == 1:
            with record.unit() as unit:
                unit.keep_question(WHALING)
            breaks()
        return [breaks, made.set]

    ahead = Ahead(Finished(watch), jobs)
    ahead.start()
    assert made.wait(20), "the thread outlives both"
    ahead.stop()
    watch.close()
    record.close()
