"""Nothing is lost, doubled or broken by kills and by many writers; nothing hangs on the order. The whole of
it is `bench/kill.py`; here a few reports of our own, a few kills and three writers.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from examples_record import MADE, report

from bench import kill
from onrecord.model import Report
from onrecord.record import Record, kinship

ASKED = tuple(
    f"""\
[{name}]
title = "{title}"
proposition = "The {title} should be recognised."
about = ["{title}"]
since = 2023-01-01
"""
    for name, title in (("guano-treaty", "guano treaty"), ("kelp-accord", "kelp accord"))
)
TOLD = (
    "Spain does not recognise the guano treaty, Spanish Foreign Minister José Manuel Albares said.",
    '"Italy recognises the guano treaty," Italian Foreign Minister Antonio Tajani told reporters in Rome.',
    "Norway will recognise the kelp accord, Fisheries Minister Kari Moen said. She spoke in Bergen.",
    "Moen said the kelp accord would be recognised by the end of the year, whatever others did.",
    "Chile condemned the guano treaty, its foreign ministry said in a statement on Friday.",
    "Japan said that it would never recognise the kelp accord, and that the guano treaty was a mistake.",
)


def lines() -> list[str]:
    """Twelve reports as JSON Lines: six, and each of them carried by another outlet."""
    told = [
        {"id": f"{outlet}-{number}", "published": f"2023-03-{number + 10}", "outlet": outlet, "text": text}
        for number, text in enumerate(TOLD)
        for outlet in ("Coastal Wire", "Harbour Post")
    ]
    return [json.dumps(one) + "\n" for one in told]


def test_an_add_that_is_killed_and_started_anew_gives_what_an_undisturbed_one_does(tmp_path: Path) -> None:
    goal = kill.undisturbed(kill.folder_for(tmp_path, "undisturbed", lines(), ASKED))
    assert goal.reports == 12

    killed = kill.kill_over_and_over(kill.folder_for(tmp_path, "killed", lines(), ASKED), goal, 6, seed=1)
    assert killed.kills.total() >= 6
    assert killed.faults == []
    assert killed.content == goal.content

    parts = kill.parts_of(lines(), 3, seed=1, overlapping=True)
    together = kill.write_at_once(tmp_path, "together", parts, ASKED)
    assert together.faults == []
    assert together.content == goal.content


# --- what is a copy of what: the same in whatever order and however many at a time --------------------------


BACKGROUND = (
    "The quarrel over the fishing grounds north of the strait began in spring, when both governments "
    "withdrew their envoys and closed their ports to each other's trawlers. Talks broke down in June, "
    "after the mediators had proposed a shared zone of forty miles that neither delegation would discuss."
)


def crowd() -> list[Report]:
    """Reports of which thirty carry one paragraph and fourteen are one text: more than are all compared."""
    pick = random.Random(7)
    words = [f"{a}{b}{c}" for a in "bdfgk" for b in ("ar", "en", "ol", "ut") for c in ("dem", "lin", "sor")]
    found = []
    for number in range(30):
        own = " ".join(" ".join(pick.choices(words, k=14)).capitalize() + "." for _ in range(8))
        found.append(report(f"{own} {BACKGROUND}", id=f"cw-{number}", path="all.jsonl"))
    twins = (replace(found[0], id=f"tw-{number}", digest=f"d{number}") for number in range(14))
    return [*found, *twins]


def kept(path: Path, parts: Sequence[Sequence[Report]]) -> tuple[str, int]:
    """The content of a record into which the parts came one after another, and its likenesses in force."""
    with Record.open(path) as record:
        for part in parts:
            with record.unit() as unit:
                for one in part:
                    unit.keep(one, None, (), MADE)
            record.relate()
        with record.reading() as connection:
            wanted = "select count(*) from likeness where superseded_at is null"
            return record.content(), int(connection.exec_driver_sql(wanted).scalar_one())


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, int]:
    """The whole crowd, compared at once."""
    return kept(tmp_path_factory.mktemp("at-once") / "onrecord.db", [crowd()])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_likenesses_are_the_same_however_the_reports_came_in(
    tmp_path: Path, at_once: tuple[str, int], seed: int
) -> None:
    pick = random.Random(seed)
    reports = crowd()
    pick.shuffle(reports)
    cuts = [0, *sorted(pick.sample(range(1, len(reports)), 4)), len(reports)]
    assert at_once[1] > 60
    assert kept(tmp_path / "onrecord.db", [reports[a:b] for a, b in pairwise(cuts)]) == at_once


def test_likenesses_are_the_same_after_some_reports_were_replaced(
    tmp_path: Path, at_once: tuple[str, int]
) -> None:
    """The versions before stood among the others, and some were compared only with them."""
    other = [replace(one, text=one.text + " More soon.", digest=f"old {one.id}") for one in crowd()[::3]]
    content, _ = kept(tmp_path / "onrecord.db", [other, crowd()[10:], crowd()])
    assert content == at_once[0]


@pytest.mark.parametrize("first", [0, 1])
def test_likenesses_are_the_same_where_two_processes_relate_at_once(
    tmp_path: Path, at_once: tuple[str, int], first: int
) -> None:
    """Each looked at the record before the other had kept anything, the second when more was in it."""
    reports = crowd()
    with Record.open(tmp_path / "onrecord.db") as record:
        looked = []
        for part in (reports[:25], reports[25:]):
            with record.unit() as unit:
                for one in part:
                    unit.keep(one, None, (), MADE)
            with record.reading() as connection:
                looked.append(kinship.relate(connection, kinship.unsketched(connection)))
        for sketches, likenesses in (looked[first], looked[1 - first]):
            with record.unit() as unit:
                unit.keep_likenesses(sketches, likenesses)
        assert record.content() == at_once[0]
        assert record.verify().faults == ()


@pytest.fixture(autouse=True)
def _nothing_of_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_RECORD", raising=False)
