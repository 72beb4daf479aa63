"""When a statement was made: the text with its source, cue and content marked, the expected moment beneath.

{s:...} marks the source, {c:...} the cue, {k:...} the content. Published on Wednesday 28 September 2022.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from onrecord.extract.dates import find_dates
from onrecord.extract.moments import date_statements
from onrecord.extract.sentences import split_sentences
from onrecord.model import Moment, Report, Span, Statement

PUBLISHED = date(2022, 9, 28)
OPEN = Moment(None, None, PUBLISHED, "published")


def day(number: int) -> Moment:
    """A day of September 2022."""
    return Moment(f"2022-09-{number}", date(2022, 9, number), date(2022, 9, number), "stated")


def report(text: str, published: date = PUBLISHED) -> Report:
    return Report(
        id="r",
        path="r.txt",
        text=text,
        published=published,
        outlet=None,
        title=None,
        url=None,
        language="en",
        digest="",
    )


def unmark(marked: str) -> tuple[str, dict[str, list[Span]]]:
    text, spans = "", {"s": list[Span](), "c": list[Span](), "k": list[Span]()}
    for part in re.split(r"(\{[sck]:[^}]*\})", marked):
        if part.startswith("{"):
            words = part[3:-1]
            spans[part[1]].append(Span(len(text), len(text) + len(words)))
            text += words
        else:
            text += part
    return text, spans


def said_on(marked: str, published: date = PUBLISHED) -> Moment:
    text, spans = unmark(marked)
    quoted = text[spans["k"][0].start] in "\"“'"
    statement = Statement(
        "s1",
        tuple(spans["c"]),
        tuple(spans["s"]),
        tuple(spans["k"]),
        "direct" if quoted else "indirect",
    )
    given = report(text, published)
    sentences = split_sentences(given)
    (moment,) = date_statements(given, sentences, [statement], find_dates(given, sentences))
    return moment


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # behind the cue
        ("{s:The minister} {c:said} Monday {k:that talks had failed}.", day(26)),
        ("{s:The minister} {c:told} reporters on Tuesday {k:that talks had failed}.", day(27)),
        ("{k:“Talks have failed,”} {s:the minister} {c:said} on Monday.", day(26)),
        ("{k:“Talks have failed,”} {c:said} {s:the minister} in a statement on Monday.", day(26)),
        ("{k:Talks have failed}, {s:the minister} {c:said} in Paris late Sunday.", day(25)),
        ("{s:The minister} {c:said} {k:the talks were a farce} in a radio interview on Monday.", day(26)),
        ("{c:Said Monday} {s:the minister}: {k:“It is over.”}", day(26)),
        # between source and cue, or at the end of the source
        ("{s:The minister}, in a letter sent on Monday evening, {c:said} {k:talks had failed}.", day(26)),
        ("{s:The minister} on Monday {c:rejected} {k:the offer}.", day(26)),
        ("{s:The finance ministry Monday} {c:denied} {k:the report}.", day(26)),
        ("{s:The minister, in a letter sent on Monday,} {c:said} {k:talks had failed}.", day(26)),
        # before the source
        ("On Monday, {s:the minister} {c:said} {k:talks had failed}.", day(26)),
        ("Speaking to reporters in Oslo on Monday, {s:he} {c:said} {k:talks had failed}.", day(26)),
        ("{k:“It is over,”} on Monday {s:the minister} {c:told} parliament.", day(26)),
        # a weekday lies behind, even where the verb beside it looks ahead
        ("{s:The minister} {c:said} on Thursday {k:that he will go}.", day(22)),
        # coarser than a day
        (
            "{k:“We will stay,”} {c:said} {s:the ministry} in a letter earlier this week.",
            Moment("2022-W39", date(2022, 9, 26), date(2022, 9, 27), "stated"),
        ),
        (
            "{k:“We will stay,”} {s:the ministry} {c:said} last week.",
            Moment("2022-W38", date(2022, 9, 19), date(2022, 9, 25), "stated"),
        ),
        (
            "{s:The ministry} {c:said} this month {k:that it would stay}.",
            Moment("2022-09", date(2022, 9, 1), PUBLISHED, "stated"),
        ),
        (
            "In 2014, {s:he} {c:said} {k:it would stay}.",
            Moment("2014", date(2014, 1, 1), date(2014, 12, 31), "stated"),
        ),
    ],
)  # fmt: skip
def test_stated(marked: str, expected: Moment) -> None:
    assert said_on(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{s:Spain} {c:recognised} {k:the rebel council} on Monday.", day(26)),
        ("{s:The senate} {c:has ratified} {k:the treaty} late on Tuesday, a day early.", day(27)),
        ("{s:Oslo} {c:rejected} {k:claims that the vote was fair} on Monday.", OPEN),
        ("{s:Oslo} {c:said} {k:talks} on Monday would be too early.", OPEN),
        ("{s:Oslo} {c:condemned} {k:the raid} that began on Monday.", OPEN),
    ],
)
def test_a_deed_is_done_on_the_day_behind_its_object(marked: str, expected: Moment) -> None:
    assert said_on(marked) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "{s:The minister} {c:said} {k:talks had failed}.",
        # the date belongs to the content, whether it was marked to its end or not
        "{s:The minister} {c:said} {k:elections would be held on Sunday}.",
        "{s:The minister} {c:said} {k:elections would be held} on Sunday.",
        "{s:The minister} {c:called for} {k:new elections} on Sunday.",
        "{k:Elections will be held on Sunday}, {s:the minister} {c:said}.",
        # the date belongs to the speaker, or to another clause
        "On Monday the king signed a decree {s:which} {c:bans} {k:all marches}.",
        "{s:The minister}, who was elected on Monday, {c:said} {k:talks had failed}.",
        "{s:The deputies elected on Monday} {c:said} {k:talks had failed}.",
        "{s:Survivors of Monday} {c:said} {k:nobody came}.",
        "After troops left on Monday, {s:the minister} {c:said} {k:talks had failed}.",
        "{k:“It is over,”} {s:the minister} {c:said} as voting began on Monday.",
        "{k:“It is over,”} {s:the minister} {c:said} of the vote that ended on Monday.",
        # the next sentence is another one
        "{k:“It is over,”} {s:the minister} {c:said}. On Monday, troops left.",
        # no day
        "{s:The minister} recently {c:said} {k:that talks had failed}.",
        "{s:The minister} {c:said} for two days {k:that talks had failed}.",
    ],
)
def test_open(marked: str) -> None:
    assert said_on(marked) == OPEN


def test_a_week_ends_the_day_before_its_report() -> None:
    marked = "{k:“We stay,”} {s:the ministry} {c:said} earlier this week."
    monday, friday = date(2022, 9, 26), date(2022, 9, 30)
    assert said_on(marked, friday) == Moment("2022-W39", monday, date(2022, 9, 29), "stated")
    assert said_on(marked, monday) == Moment("2022-W39", monday, monday, "stated")


def test_what_continues_was_said_when_the_first_was() -> None:
    text, spans = unmark(
        "{k:“We stay,”} {s:the envoy} {c:said} on Monday.\n\n{k:“We fight.”}\n\n{k:“We win.”}"
    )
    first, second, third = spans["k"]
    statements = [
        Statement("s1", tuple(spans["c"]), tuple(spans["s"]), (first,), "direct"),
        Statement("s2", (), (), (second,), "direct", continues="s1"),
        Statement("s3", (), (), (third,), "direct", continues="s2"),
    ]
    given = report(text)
    sentences = split_sentences(given)
    assert date_statements(given, sentences, statements, find_dates(given, sentences)) == (day(26),) * 3


def test_a_statement_told_inside_another_has_a_date_of_its_own() -> None:
    text = "The envoy said on Monday the king had vowed on Sunday to stay."
    span = {words: Span(text.index(words), text.index(words) + len(words)) for words in (
        "The envoy", "said", "the king had vowed on Sunday to stay", "the king", "had vowed", "to stay"
    )}  # fmt: skip
    outer = Statement(
        "s1",
        (span["said"],),
        (span["The envoy"],),
        (span["the king had vowed on Sunday to stay"],),
        "indirect",
    )
    inner = Statement("s2", (span["had vowed"],), (span["the king"],), (span["to stay"],), "indirect")
    given = report(text)
    sentences = split_sentences(given)
    found = date_statements(given, sentences, [outer, inner], find_dates(given, sentences))
    assert found == (day(26), day(25))
