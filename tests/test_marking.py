"""The text of a report with what was read in it: every code point stays, and nothing in it can act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from examples_show import evidence
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from onrecord.model import Moment, Span
from onrecord.show.answers import Evidence, ReportLine, StatementLine
from onrecord.show.queries.views import ReportView, Said, VersionLine
from onrecord.show.web.marking import harmless, marked_text

REPORT = ReportLine("R1", "Coastal Wire", "one", "Coastal Wire", None, None, date(2023, 3, 10), "one.txt")


def said(text: str, words: str, ref: str = "S1", source: str = "", cue: str = "") -> Said:
    """A statement with the words of its parts, each where it stands first."""

    def at(part: str) -> tuple[Span, ...]:
        return (Span(text.index(part), text.index(part) + len(part)),) if part else ()

    line = StatementLine(
        ref=ref,
        statement="s1",
        speaker="Ida Holm",
        office=None,
        sector=None,
        actor="NOR",
        actor_name="Norway",
        actors=("NOR",),
        candidates=(),
        words=words,
        span=at(words)[0],
        directness="indirect",
        sourcing="named",
        act=None,
        modality="asserted",
        occasion=None,
        grounds=(),
        relayed_by=(),
        report=REPORT,
        said_on=Moment(None, None, date(2023, 3, 10), "published"),
        day=date(2023, 3, 10),
    )
    return Said(line, at(source), at(cue), at(words), (), ())


def taken(text: str, words: str, ref: str = "P1", **more: object) -> Evidence:
    start = text.index(words)
    return structs.replace(evidence(words), ref=ref, span=Span(start, start + len(words)), **more)  # type: ignore[arg-type]


def view(text: str | None, *statements: Said, positions: tuple[Evidence, ...] = ()) -> ReportView:
    return ReportView(
        report=REPORT,
        status="usable",
        reason=None,
        text=text,
        removed=None,
        language="en",
        asides=(),
        versions=(VersionLine(1, "2024-01-01T00:00:00.000000", True, True, "d"),),
        said=statements,
        evidence=positions,
        kin=(),
    )


class Marked(HTMLParser):
    """The words of marked text, those that each class covers, and its elements, well nested."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.covered: dict[str, str] = {}
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[tuple[str, list[str]]] = []
        self.feed(html.encode().decode())  # as plain text: markup would escape what is joined to it
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        self.elements.append((tag, facts))
        self._open.append((tag, (facts.get("class") or "").split()))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        for _, classes in self._open:
            for name in classes:
                self.covered[name] = self.covered.get(name, "") + data

    @property
    def ids(self) -> list[str]:
        return [facts["id"] or "" for _, facts in self.elements if "id" in facts]


def test_source_cue_and_content_are_marked_where_they_stand() -> None:
    text = "Ida Holm said Norway backs a ban."
    page = Marked(marked_text(view(text, said(text, "Norway backs a ban", source="Ida Holm", cue="said"))))
    assert page.text == text
    assert page.covered["source"] == "Ida Holm"
    assert page.covered["cue"] == "said"
    assert page.covered["content"] == "Norway backs a ban"
    assert page.ids == ["S1"]


def test_what_lies_across_each_other_is_cut_where_one_begins_or_ends() -> None:
    text = "Norway backs a ban and Chile opposes it."
    first = said(text, "Norway backs a ban and Chile")
    second = said(text, "ban and Chile opposes it", ref="S2")
    page = Marked(
        marked_text(view(text, first, second, positions=(taken(text, "Chile opposes it", side="against"),)))
    )
    assert page.text == text
    assert page.covered["content"] == "Norway backs a ban and Chile opposes it"
    assert page.covered["position"] == page.covered["against"] == "Chile opposes it"
    assert page.ids == ["S1", "S2", "P1"]


def test_the_statement_asked_for_is_told_from_the_others() -> None:
    text = "Norway backs a ban. Chile opposes it."
    asked, other = said(text, "Norway backs a ban"), said(text, "Chile opposes it", ref="S2")
    page = Marked(marked_text(view(text, asked, other), here=asked))
    assert page.covered["here"] == "Norway backs a ban"


def test_the_position_asked_for_is_told_from_the_others() -> None:
    text = "Norway backs a ban. Chile opposes it."
    both = (taken(text, "Norway backs a ban"), taken(text, "Chile opposes it", ref="P2"))
    page = Marked(marked_text(view(text, positions=both), at="P2"))
    assert page.covered["here"] == "Chile opposes it"


def test_a_joint_statement_is_flagged_once_and_each_position_can_be_linked_to() -> None:
    text = "Norway and Chile back a ban."
    chile = taken(text, text, ref="P2", side="for", actor="CHL", actor_name="Chile")
    both = (taken(text, text, side="for"), chile)
    page = Marked(marked_text(view(text, positions=both)))
    assert page.ids == ["P1", "P2"]
    assert sum(facts.get("class") == "flag for" for _, facts in page.elements) == 1


def test_a_ref_that_two_actors_share_is_one_anchor() -> None:
    text = "Norway and Chile back a ban."
    both = (taken(text, text), taken(text, text, actor="CHL", actor_name="Chile"))
    assert Marked(marked_text(view(text, positions=both))).ids == ["P1"]


def test_unsure_evidence_is_marked_as_such() -> None:
    text = "Norway may back a ban."
    page = Marked(marked_text(view(text, positions=(taken(text, text, unsure=True),))))
    assert page.covered["unsure"] == text
    (flag,) = (facts for tag, facts in page.elements if tag == "a")
    assert (flag["class"] or "").endswith(" unsure")
    assert (flag["aria-label"] or "").endswith(", unsure")


def test_a_text_that_was_removed_is_nothing() -> None:
    assert marked_text(view(None)) == ""


def test_what_a_text_says_is_no_markup() -> None:
    text = '<script>alert(1)</script> & "Norway" <b onclick=x>backs</b> a ban'
    html = marked_text(view(text, said(text, "<b onclick=x>backs</b>")))
    assert {tag for tag, _ in Marked(html).elements} <= {"a", "span", "mark"}
    assert Marked(html).text == text
    assert "<script" not in html


def test_the_name_of_a_speaker_is_no_markup() -> None:
    text = "Norway backs a ban"
    one = said(text, text)
    hostile = replace(one, line=structs.replace(one.line, speaker='"><img src=x onerror=alert(1)>'))
    page = Marked(marked_text(view(text, hostile)))
    assert {tag for tag, _ in page.elements} == {"a", "span"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one\r\ntwo\rthree", "one \ntwo\nthree"),
        ("one\x0btwo\x0cthree\x85four\u2028five", "one\ntwo\nthree\nfour\nfive"),
        ("a\x00b\x1bc", "a\ufffdb\ufffdc"),
        ("pay \u202eeno\u202c now \u2066x\u2069", "pay \ufffdeno\ufffd now \ufffdx\ufffd"),
        ("tabs\tand\nlines stay", "tabs\tand\nlines stay"),
    ],
)
def test_what_steers_a_browser_is_replaced_one_for_one(text: str, shown: str) -> None:
    assert harmless(text) == shown
    assert len(shown) == len(text)


SPANS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda ends: Span(min(ends), max(ends)))


@given(st.text(max_size=50), st.lists(SPANS, max_size=8), st.lists(SPANS, max_size=5))
def test_whatever_the_spans_the_text_stays_as_it_was_read(
    text: str, contents: list[Span], positions: list[Span]
) -> None:
    one = said("x", "x")
    statements = [
        replace(one, line=structs.replace(one.line, ref=f"S{n}", span=span), content=(span,))
        for n, span in enumerate(contents)
    ]
    taking = tuple(
        structs.replace(taken("x", "x"), ref=f"P{n}", span=span) for n, span in enumerate(positions)
    )
    page = Marked(marked_text(view(text, *statements, positions=taking)))
    assert page.text == harmless(text)
    assert len(page.text) == len(text)
    for n, span in enumerate(contents):
        assert not text or f"S{n}" in page.ids, span
