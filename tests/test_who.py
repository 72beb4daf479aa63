"""Whom a phrase means on a day: the table of cases in cases/who.toml, and what `onrecord who` prints."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord import pipeline
from onrecord.cli import main
from onrecord.record import Record
from onrecord.world import World

CASES = tomllib.loads((Path(__file__).parent / "cases" / "who.toml").read_text("utf8"))["case"]
ENOUGH = 300


def identified(case: dict[str, Any]) -> dict[str, Any]:
    """What the program makes of a case, in the terms of the case."""
    voice = pipeline.who(case["phrase"], case["on"], World.load()).voice
    speaker = voice.speaker
    told = set(speaker.actors) if speaker and voice.speaks_for_actor else set()
    return {
        "actors": sorted(speaker.actors) if speaker and voice.speaks_for_actor else [],
        "open": sorted({one.actor for one in voice.candidates if one.actor} - told),
        "name": (speaker.name if speaker else None) or "",
        "office": (speaker.office if speaker else None) or "",
        "sector": (speaker.sector if speaker else None) or "",
    }


def marked(case: dict[str, Any]) -> Any:
    """The case as a parameter; one known to fail must fail, or it is known no longer."""
    why = case.get("known_to_fail")
    marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
    return pytest.param(case, marks=marks, id=f"{case['phrase']} {case['on']}")


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = identified(case)
    wanted = {key: case[key] for key in ("name", "office", "sector") if key in case}
    wanted["actors"] = sorted(case["actors"])
    if "open" in case:
        wanted["open"] = sorted(case["open"])
    assert {key: found[key] for key in wanted} == wanted


def test_there_are_enough_cases_half_of_them_hard_and_none_twice() -> None:
    keys = [(case["phrase"], case["on"]) for case in CASES]
    assert len(set(keys)) == len(keys) >= ENOUGH
    assert 2 * sum("hard" in case for case in CASES) >= len(CASES)
    world = World.load()
    codes = {code for case in CASES for code in (*case["actors"], *case.get("open", ()))}
    assert codes <= set(world.actors)


# --- the command -----------------------------------------------------------------------------


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit) as left:
        main(["who", *words])
    assert left.value.code == 0
    return capsys.readouterr().out


def test_json_says_who_why_and_by_which_rows(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    answer = json.loads(told(capsys, "the German chancellor", "--on", "2022-09-28", "--json"))
    assert (answer["actor"], answer["office"], answer["name"]) == ("DEU", "chancellor", None)
    assert answer["because"] == [{"rule": "owner", "words": "German"}]
    assert [(held["person"], held["then"]) for held in answer["holders"]] == [("Olaf Scholz", True)]


def test_a_name_with_an_office_of_another_day_is_told_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "President Obama", "--on", "2007-05-01")
    assert "not told" in out
    assert "20 Jan 2009" in out
    assert "not on that day" in out


def test_an_ambiguous_phrase_stays_open_with_its_candidates(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "the Congolese foreign minister", "--on", "2022-09-28")
    assert "open between" in out
    assert "COG" in out
    assert "COD" in out


def test_words_of_the_phrase_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b" not in told(capsys, "the \x1b[31mGerman chancellor", "--on", "2022-09-28")


@pytest.mark.parametrize(("phrase", "says"), [("  ", "is empty"), ("x" * 301, "301 characters")])
def test_a_phrase_that_names_nobody_is_refused(
    capsys: pytest.CaptureFixture[str], phrase: str, says: str
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["who", phrase])
    assert left.value.code == 1
    assert says in capsys.readouterr().err


def test_a_record_that_is_named_must_be_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as left:
        main(["who", "Merkel", "--record", str(tmp_path / "none.db")])
    assert left.value.code == 1
    assert "no record" in capsys.readouterr().err


def test_the_record_teaches_a_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "date 2022-09-20\nMalian Water Minister Awa Diarra-Keita said on Monday that the dam would wait.\n"
    )
    record = str(tmp_path / "onrecord.db")
    with pytest.raises(SystemExit):
        main(["add", str(folder), "--record", record])
    capsys.readouterr()
    asked = ("Water Minister Diarra-Keita", "--on", "2022-09-28", "--json", "--record", record)
    answer = json.loads(told(capsys, *asked))
    assert answer["actor"] == "MLI"
    assert [one["report"] for one in answer["because"] if one["rule"] == "taught"]
    with Record.open(tmp_path / "onrecord.db") as opened:
        assert pipeline.who(
            "Water Minister Diarra-Keita", date(2021, 1, 1), World.load(), opened
        ).voice.speaker
