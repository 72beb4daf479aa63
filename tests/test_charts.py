"""The chart of positions over time: what it draws, and that nothing a report says can act in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from examples_show import NORWAY, TABLE, by, evidence, on, row
from msgspec import structs

from onrecord.model import Moment
from onrecord.show.answers import Former, Row, Table
from onrecord.show.web.axis import LEFT, RIGHT, Axis
from onrecord.show.web.charts import MOST, line_chart


def drawn(*rows: Row, **table: Any) -> Element:
    chart = line_chart(replace(TABLE, rows=rows or TABLE.rows, **table))
    assert chart is not None
    return fromstring(chart)


def texts(chart: Element) -> list[str]:
    return ["".join(text.itertext()) for text in chart.iter("text")]


def stretches(chart: Element) -> Iterator[tuple[str, str]]:
    """The stands as they are drawn: side and words."""
    for group in chart.iter("g"):
        told = group.find("title")
        if told is not None and "class" in group.attrib:
            yield group.attrib["class"], told.text or ""


def among(chart: Element, tag: str, **look: str) -> list[Element]:
    """What is drawn for the stands: the key beneath them aside."""
    wanted = {name.replace("_", "-"): value for name, value in look.items()}
    of_stands = (g for g in chart.iter("g") if g.find("title") is not None and "class" in g.attrib)
    return [e for group in of_stands for e in group.iter(tag) if wanted.items() <= e.attrib.items()]


def said(words: str, when: Moment, **more: Any) -> Any:
    assert when.latest
    return evidence(words, said_on=when, day=when.latest, **more)


def test_each_actor_has_a_line_by_side_and_then_by_time() -> None:
    late = structs.replace(
        NORWAY, actor="PER", actor_name="Peru", since=on("2023-06-01"), confirmed=on("2023-06-01")
    )
    early = structs.replace(NORWAY, actor="CHL", actor_name="Chile", side="for")
    assert texts(drawn(late, NORWAY, early))[-9:-4] == [
        "for, 1 actor",
        "Chile for, by 3 Feb 2023",
        "against, 2 actors",
        "Norway against, by 3 Feb 2023",
        "Peru against, 1 Jun 2023",
    ]


def test_a_change_of_side_is_two_stretches_of_one_line() -> None:
    was = said("Iceland rejects a ban", on("2023-02-01"))
    now = said("we back the ban", on("2023-05-04"), side="for", explicit=False)
    changed = row(
        now,
        actor="ISL",
        actor_name="Iceland",
        held=(now,),
        earlier=(Former("against", "asserted", on("2023-02-01"), on("2023-05-04"), (was,)),),
    )
    chart = drawn(changed)
    assert list(stretches(chart)) == [
        ("against", "against (1 Feb 2023 until 4 May 2023)"),
        ("for", "for, implied, 4 May 2023"),
    ]
    against, follows = (g for g in chart.iter("g") if g.find("title") is not None and "class" in g.attrib)
    (held,) = against.iter("line")
    assert held.attrib["x2"] == next(follows.iter("line")).attrib["x1"]
    assert "stroke-dasharray" not in held.attrib
    assert all("stroke-dasharray" in bar.attrib for bar in follows.iter("line"))


def test_between_two_stands_a_contradiction_is_open() -> None:
    was = Former("against", "asserted", on("2023-02-01"), on("2023-03-01"), ())
    now = said("we back the ban", on("2023-05-04"), side="for")
    told = [stand for stand, _ in stretches(drawn(row(now, held=(now,), earlier=(was,))))]
    assert told == ["against", "open", "for"]


def test_a_firmer_word_is_no_contradiction_but_goes_on_from_the_weaker_one() -> None:
    if_so = said("if the quota stays", on("2023-03-01"), side="for", modality="conditional")
    now = said("we back the ban", on("2023-05-04"), side="for")
    was = Former("against", "asserted", on("2023-02-01"), on("2023-03-01"), ())
    chart = drawn(row(now, held=(if_so, now), earlier=(was,)))
    assert [stand for stand, _ in stretches(chart)] == ["against", "for"]
    assert len(among(chart, "line", stroke_width="2")) == 1


def test_what_was_given_up_and_what_is_open_have_signs_of_their_own() -> None:
    left = said("no longer backs the ban", on("2023-03-01"), side="for", modality="former")
    torn = structs.replace(row(said("yes and no", on("2023-03-01")), conflict=True), side=None)
    assert list(stretches(drawn(row(left)))) == [("former", "no longer for, explicit, 1 Mar 2023")]
    assert [stand for stand, _ in stretches(drawn(torn))] == ["open"]
    assert among(drawn(row(left)), "circle", stroke_dasharray="2.2 2.4")
    assert "no longer on a side, 1 actor" in texts(drawn(row(left)))


def test_an_uncertain_beginning_is_dashed_and_a_certain_one_is_not() -> None:
    assert among(drawn(NORWAY), "path", stroke_dasharray="3 3")
    sure = row(said("will not", on("2023-02-03")))
    assert not among(drawn(sure), "path", stroke_dasharray="3 3")
    week = Moment("2023-W06", date(2023, 2, 6), date(2023, 2, 12), "stated")
    (dashes,) = among(drawn(row(said("will not", week))), "line", stroke_dasharray="3 3")
    assert float(dashes.attrib["x1"][:-1]) < float(dashes.attrib["x2"][:-1])


def test_days_on_which_it_was_said_again_are_dots_and_a_thin_line_runs_on() -> None:
    told = [said("will not", on(f"2023-0{month}-01")) for month in (2, 3, 5)]
    kept = row(told[0], held=tuple(told), confirmed=told[-1].said_on)
    chart = drawn(kept)
    assert len(among(chart, "circle", r="3.5")) == 2
    (thick,), (thin,) = among(chart, "line", stroke_width="3.5"), among(chart, "line", stroke_width="1.5")
    assert thick.attrib["x2"] == thin.attrib["x1"]
    assert thin.attrib["x2"] == f"{RIGHT:.2f}%"
    assert list(stretches(chart)) == [("against", "against, explicit, 1 Feb 2023, last said 1 May 2023")]
    bare = drawn(structs.replace(kept, held=()))  # a table without all its evidence
    assert len(among(bare, "circle", r="3.5")) == 1


def test_a_table_without_rows_has_no_chart() -> None:
    assert line_chart(replace(TABLE, rows=())) is None


def test_of_very_many_actors_those_that_changed_last_are_drawn() -> None:
    rows = []
    for n in range(MOST + 5):
        when = on((date(2023, 1, 1) + timedelta(days=n)).isoformat())
        rows.append(
            structs.replace(NORWAY, actor=f"A{n}", actor_name=f"Actor {n}", since=when, confirmed=when)
        )
    shown = texts(drawn(*rows))
    assert shown[-1] == f"The {MOST} of {MOST + 5} actors whose stand changed last."
    assert not any(text.startswith("Actor 4 ") for text in shown)
    assert any(text.startswith("Actor 5 ") for text in shown)


def test_it_tells_who_cannot_see_it() -> None:
    chart = drawn()
    assert chart.attrib["role"] == "img"
    assert chart.attrib["aria-label"] == "Positions over time: Ban on deep-sea trawling"
    assert chart.findtext("title") == chart.attrib["aria-label"]
    assert "Norway: against, explicit, by 3 Feb 2023" in (chart.findtext("desc") or "")


HOSTILE = "</text></svg><script>alert(1)</script>\" onload='x' & ]]> \x00\x0b\u202e"


def test_nothing_that_a_report_says_acts() -> None:
    bad = structs.replace(NORWAY, actor="<b>", actor_name=HOSTILE, lead=evidence(HOSTILE))
    torn: Table = replace(TABLE, question=replace(TABLE.question, title=HOSTILE), rows=(bad,))
    chart = line_chart(torn)
    assert chart is not None
    assert "<script" not in chart
    assert not set("\x00\x0b\u202e") & set(chart)
    known = {"svg", "title", "desc", "g", "line", "path", "circle", "text", "tspan"}
    for element in fromstring(chart).iter():
        assert element.tag in known
        assert not {"style", "href", "id"} & element.attrib.keys()
        assert not any(name.startswith("on") for name in element.attrib)


def test_it_fits_any_width() -> None:
    chart = drawn()
    assert chart.attrib["width"] == "100%"
    for line in chart.iter("line"):
        assert line.attrib["x1"].endswith("%")
        assert LEFT <= float(line.attrib["x1"][:-1]) <= float(line.attrib["x2"][:-1]) <= RIGHT


def test_a_stand_dated_back_far_does_not_squeeze_the_others() -> None:
    old = row(said("recognised since 1960", on("1960-05-01")), actor="CHL", actor_name="Chile")
    shown = texts(drawn(old, NORWAY))
    assert "1960" not in shown
    assert "Chile against, 1 May 1960" in shown


@pytest.mark.parametrize(
    ("first", "last", "named"),
    [
        ("2022-09-20", "2022-09-23", ["19 Sep", "21 Sep", "23 Sep", "25 Sep"]),
        ("2022-09-19", "2022-10-19", ["19 Sep", "26 Sep", "3 Oct", "10 Oct", "17 Oct"]),
        ("2022-11-10", "2023-04-20", ["Dec", "Jan", "Feb", "Mar", "Apr"]),
        ("2022-05-01", "2024-03-31", ["Jul", "Jan", "Jul", "Jan"]),
        ("1990-03-01", "2024-03-31", ["2000", "2010", "2020"]),
        ("0001-01-01", "9999-12-31", []),
    ],
)
def test_ticks_are_round_days_and_few(first: str, last: str, named: list[str]) -> None:
    axis = Axis.over(date.fromisoformat(first), date.fromisoformat(last))
    assert [tick.label for tick in axis.ticks()] == named


def test_a_year_is_told_where_it_begins() -> None:
    ticks = Axis.over(date(2022, 11, 10), date(2023, 4, 20)).ticks()
    assert [tick.year for tick in ticks] == ["2022", "2023", "", "", ""]


def test_a_single_day_is_an_axis_too() -> None:
    for only in (date(2023, 2, 3), date.min, date.max):
        axis = Axis.over(only, only)
        assert LEFT <= axis.place(only) <= RIGHT
        assert axis.place(date.min) >= LEFT
        assert axis.place(date.max) <= RIGHT
        assert axis.ticks()


def test_a_stand_without_any_day_is_drawn_at_the_edge() -> None:
    nowhen = structs.replace(NORWAY, since=Moment(None, None, None, "published"), confirmed=by("2023-02-03"))
    assert next(stretches(drawn(nowhen)))[0] == "against"
