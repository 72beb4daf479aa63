"""The page of a question: it leads to the words, and nothing that a report says can act in it."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from examples_show import NORWAY, TABLE, evidence, report, row
from msgspec import structs

from onrecord.show.brief import brief, by_side, web_address

MADE_ON = date(2024, 2, 1)
VOID = {"meta", "br", "path", "circle"}


class Page(HTMLParser):
    """The elements of a page with their attributes, and whether they are well nested."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self._open):
            self.words.setdefault(tag, []).append(data)

    def text(self, tag: str = "body") -> str:
        glue = " " if tag == "body" else ""
        return " ".join(glue.join(self.words.get(tag, [])).split())


def test_the_page_leads_every_row_to_its_words_in_context() -> None:
    page = Page(brief(TABLE, MADE_ON))
    assert "Deep-sea trawling should be banned." in page.text()
    assert "Norway will not accept a ban on trawling" in page.text("mark")
    assert (
        "The minister spoke in Bergen. She said Norway will not accept a ban on trawling, and left the hall."
        in page.text("blockquote")
    )
    for part in (
        "Said by Ine Dahl, foreign minister, by 3 Feb 2023",
        "paraphrased",
        "in the speaker's own words",
        "Relayed by Harbour Post and state radio",
        "Condition if the quota stays",
        "rule: refuses the proposition",
        "was against until 4 May 2023",
        "Claimed by Peru",
        "By membership only, not counted",
        "A row shows the latest stand.",
        "12 reports from 2 outlets",
        "How to read this page",
    ):
        assert part in page.text()


def test_every_side_has_a_word_and_a_shape_beside_its_colour() -> None:
    html = brief(TABLE, MADE_ON)
    sides = re.findall(r'<span class="side (\w+)">(.*?)</span>', html, re.DOTALL)
    assert {name for name, _ in sides} == {"for", "against"}
    assert all("<svg" in inner and inner.rstrip().endswith(name) for name, inner in sides)


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> & “quoted” \"double\" 'single' {{ 7*7 }}"


def test_whatever_a_report_says_is_only_text() -> None:
    hostile = evidence(
        HOSTILE,
        actor_name=HOSTILE,
        speaker=HOSTILE,
        office=HOSTILE,
        before=HOSTILE,
        after=HOSTILE,
        because=(HOSTILE,),
        grounds=(HOSTILE,),
        condition=HOSTILE,
        relayed_by=(HOSTILE,),
        asserted_by="PER",
        asserted_by_name=HOSTILE,
        report=report(
            "2023-02-03", HOSTILE, title=HOSTILE, url='https://example.org/"><script>', path=HOSTILE
        ),
    )
    question = replace(TABLE.question, title=HOSTILE, proposition=HOSTILE, id=HOSTILE)
    table = replace(
        TABLE, question=question, rule=HOSTILE, rows=(row(hostile, actor=HOSTILE),), claimed=(hostile,)
    )
    page = Page(brief(table, MADE_ON))
    tags = {tag for tag, _ in page.elements}
    assert tags.isdisjoint({"script", "img", "iframe", "object", "link", "form", "base"})
    assert not any(name.startswith("on") for _, attrs in page.elements for name in attrs)
    assert HOSTILE in page.text("mark")
    assert "{{ 7*7 }}" in page.text("h1")


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    html = brief(TABLE, MADE_ON)
    page = Page(html)
    policy = next(attrs["content"] for tag, attrs in page.elements if attrs.get("http-equiv"))
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not any({"src", "srcset", "style"} & attrs.keys() for _, attrs in page.elements)
    assert "url(" not in style[1]
    assert "@import" not in style[1]


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("file:///etc/passwd", False),
        ("//example.org/a", False),
        ("https://", False),
        (" https://example.org", False),
        ("https://example.org/\n", False),
        ("http://[", False),
        (None, False),
        ("", False),
    ],
)
def test_links_lead_to_the_web_or_nowhere(url: str | None, leads: bool) -> None:
    assert web_address(url) == (url if leads else None)


def test_a_report_without_a_web_address_is_named_without_a_link() -> None:
    table = replace(
        TABLE, rows=(row(evidence("no ban", report=report("2023-02-03", url="javascript:alert(1)"))),)
    )
    links = [attrs["href"] for tag, attrs in Page(brief(table, MADE_ON)).elements if tag == "a"]
    assert "javascript:alert(1)" not in links
    assert links == ["https://example.org/a"] * 3  # those of what is not counted


def test_an_ellipsis_stands_only_where_something_is_left_out() -> None:
    at_the_start = evidence("no ban", before="", after="")
    html = brief(
        replace(TABLE, rows=(row(structs.replace(at_the_start, span=at_the_start.span._replace(start=0))),)),
        MADE_ON,
    )
    assert "<mark>no ban</mark></blockquote>" in html
    assert "… <mark>no ban" not in html


def test_rows_are_grouped_by_stand_and_empty_sides_are_told() -> None:
    assert [(name, len(rows)) for name, rows in by_side(TABLE)] == [
        ("for", 1),
        ("against", 1),
        ("neutral", 0),
    ]
    left = row(evidence("no longer backs it", modality="former"))
    unsettled = structs.replace(NORWAY, side=None, conflict=True)
    assert [name for name, _ in by_side(replace(TABLE, rows=(left, unsettled)))] == [
        "for",
        "against",
        "neutral",
        "former",
        "open",
    ]
    assert "nobody in these reports" in brief(TABLE, MADE_ON)


def test_a_question_without_positions_has_a_page_too() -> None:
    empty = replace(TABLE, rows=(), claimed=(), unsure=(), by_membership=(), tallies=())
    assert "No actor takes a side on this in the reports" in Page(brief(empty, MADE_ON)).text()
    early = replace(empty, as_of=date(2023, 3, 1), narrowed=True)
    assert "No actor takes a side on this by 1 Mar 2023 in the reports" in Page(brief(early, MADE_ON)).text()


def test_the_same_answer_makes_the_same_page() -> None:
    assert brief(TABLE, MADE_ON) == brief(TABLE, MADE_ON)
    assert "as of 1 Mar 2023" in brief(replace(TABLE, as_of=date(2023, 3, 1)), MADE_ON)


def test_copies_of_one_story_are_one_passage_with_the_reports_that_carry_it() -> None:
    lead = NORWAY.lead
    copies = tuple(
        structs.replace(lead, report=report("2023-02-03", f"Post {n}", key=str(n), title=f"Title {n}"))
        for n in range(40)
    )
    page = brief(
        replace(
            TABLE,
            rows=(structs.replace(NORWAY, evidence=copies),),
            claimed=copies,
            unsure=(),
            by_membership=(),
        ),
        MADE_ON,
    )
    assert page.count("<figure>") == 2
    assert page.count("The same words stand in 40 reports") == 2
    assert page.count("Title 39") == 2
