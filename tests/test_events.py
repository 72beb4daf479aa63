"""Dated events: the text with its statement marked, the expected (value, modality, words) beneath.

{s:...} marks the source, {c:...} the cue, {k:...} the content. Published on Wednesday 28 September 2022.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from onrecord.extract.dates import find_dates
from onrecord.extract.events import find_events
from onrecord.extract.sentences import split_sentences
from onrecord.model import Event, Moment, Report, Span, Statement

PUBLISHED = date(2022, 9, 28)


def read(marked: str) -> tuple[str, tuple[Event, ...]]:
    text, spans = "", {"s": list[Span](), "c": list[Span](), "k": list[Span]()}
    for part in re.split(r"(\{[sck]:[^}]*\})", marked):
        words = part[3:-1] if part.startswith("{") else part
        if part.startswith("{"):
            spans[part[1]].append(Span(len(text), len(text) + len(words)))
        text += words
    report = Report(
        id="r",
        path="r.txt",
        text=text,
        published=PUBLISHED,
        outlet=None,
        title=None,
        url=None,
        language="en",
        digest="",
    )
    statements = []
    if spans["k"]:
        statement = Statement("s1", tuple(spans["c"]), tuple(spans["s"]), tuple(spans["k"]), "indirect")
        statements.append(statement)
    sentences = split_sentences(report)
    return text, find_events(report, sentences, statements, find_dates(report, sentences))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what happened
        ("Voting began on Friday.", [("2022-09-23", "happened", "Voting began on Friday")]),
        ("On Monday, troops left.", [("2022-09-26", "happened", "On Monday, troops left")]),
        ("The club was founded in 1998.", [("1998", "happened", "The club was founded in 1998")]),
        (
            "The bridge fell on Monday morning, but the road is open.",
            [("2022-09-26", "happened", "The bridge fell on Monday morning")],
        ),
        # a noun with its date: what follows says something else
        (
            "The strike called last Tuesday will be hard on the ports.",
            [("2022-09-27", "happened", "The strike called last Tuesday")],
        ),
        # two dates, two clauses
        (
            "Rebels took the town earlier this month, leading the king to flee last week, leaving nobody.",
            [
                ("2022-09", "happened", "Rebels took the town earlier this month"),
                ("2022-W38", "happened", "leading the king to flee last week, leaving nobody"),
            ],
        ),
        # several who do it
        (
            "The mayor, the baker, and two guards were hurt on Monday.",
            [("2022-09-26", "happened", "The mayor, the baker, and two guards were hurt on Monday")],
        ),
        (
            "The mayor of the port and publisher was hurt on Monday.",
            [("2022-09-26", "happened", "The mayor of the port and publisher was hurt on Monday")],
        ),
        (
            "The mayor resigned and elections will be held on Friday.",
            [("2022-09-30", "expected", "elections will be held on Friday")],
        ),
        # behind "since" only where a clause follows
        (
            "The bridge has been shut since it was hit in May.",
            [("2022-05", "happened", "it was hit in May")],
        ),
        (
            "The path is closed, since a slide above the lake on Monday buried it.",
            [("2022-09-26", "happened", "a slide above the lake on Monday buried it")],
        ),
        # two verbs, each with a day of its own
        (
            "The fair opened on Monday and closes on Oct. 7.",
            [
                ("2022-09-26", "happened", "The fair opened on Monday"),
                ("2022-10-07", "expected", "closes on Oct. 7"),
            ],
        ),
        # what is expected
        ("Voters will decide on Sunday.", [("2022-10-02", "expected", "Voters will decide on Sunday")]),
        ("He is due to rule next week.", [("2022-W40", "expected", "He is due to rule next week")]),
        ("The summit opens on Oct. 7.", [("2022-10-07", "expected", "The summit opens on Oct. 7")]),
        # what is threatened, what did not come
        (
            "The army threatened to storm the port on Friday.",
            [("2022-09-30", "threatened", "The army threatened to storm the port on Friday")],
        ),
        ("Talks did not resume on Monday.", [("2022-09-26", "denied", "Talks did not resume on Monday")]),
    ],
)  # fmt: skip
def test_narrated(text: str, expected: list[tuple[str, str, str]]) -> None:
    _, events = read(text)
    assert [(event.when.value, event.modality, event.what.of(text)) for event in events] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Fighting went on for weeks.",
        "He recently left the party.",
        "They march every Friday.",
        "The army has held the port since February.",
        "The 2014 referendum was condemned.",
        "Sunday's vote was condemned.",
        "If the talks fail on Friday, the war goes on.",
        "A farewell on Monday.",
        "The two ports agreed to merge, the Harbour Wire reported Sunday.",
        "The Harbour Wire on Sunday quoted nobody.",
        "The firm was silent when approached by a reporter Monday.",
        "The ship was praised in the Sunday Herald.",
        "“We took the port on Monday.”",
    ],
)
def test_no_event(text: str) -> None:
    assert read(text)[1] == ()


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # a deed is told, even where it is read as a statement
        (
            "{s:Norway} {c:recognised} {k:the new state in the south on Sept. 9}, months after the vote.",
            [("2022-09-09", "happened", "Norway recognised the new state in the south on Sept. 9")],
        ),
        (
            "{s:Norway} {c:has formally ratified} {k:the treaty with the islands on Monday}.",
            [
                (
                    "2022-09-26",
                    "happened",
                    "Norway has formally ratified the treaty with the islands on Monday",
                )
            ],
        ),
        (
            "{s:Norway} {c:voted against} {k:the long draft of the islands on Monday}.",
            [("2022-09-26", "happened", "Norway voted against the long draft of the islands on Monday")],
        ),
        # only a span of time in front of "before" begins another clause
        (
            "In 2012, again in the lead, she was arrested before the race.",
            [("2012", "happened", "In 2012, again in the lead, she was arrested before the race")],
        ),
        # what is promised or said is not
        ("{s:Norway} {c:pledged} {k:to sign the treaty with the islands on Friday}.", []),
        ("{k:Norway signs}, {s:the minister} {c:said} on Monday.", []),
    ],
)
def test_deeds_are_events(marked: str, expected: list[tuple[str, str, str]]) -> None:
    text, events = read(marked)
    assert [(event.when.value, event.modality, event.what.of(text)) for event in events] == expected


@pytest.mark.parametrize(
    "marked",
    [
        # another's words, and the day of the words themselves
        "{s:The minister} {c:said} {k:voting began on Friday}.",
        "{s:The minister} {c:said} on Monday {k:that voting had begun}.",
        "{k:“It is over, and we won,”} {s:the minister} {c:said} on Monday.",
    ],
)
def test_statements_are_no_events(marked: str) -> None:
    assert read(marked)[1] == ()


def test_what_the_press_at_large_tells_is_narrated() -> None:
    content = "the king was set to leave the country in the coming day"
    marked = f"Aid ran out, and {{k:{content}}}, {{c:according to}} {{s:several reports}}."
    text, (event,) = read(marked)
    assert event.what.of(text) == content
    assert event.modality == "expected"
    assert event.when == Moment("2022-09-29", date(2022, 9, 29), date(2022, 9, 29), "stated")
    by_a_person = marked.replace("several reports", "the chief press secretary")
    assert read(by_a_person)[1] == ()


def test_an_announcement_without_a_speaker_is_an_event() -> None:
    text, (event,) = read("{k:A partial strike} {c:announced} last Tuesday is hard on the ports.")
    assert (event.when.value, event.what.of(text)) == (
        "2022-09-27",
        "A partial strike announced last Tuesday",
    )


def test_what_nobody_is_told_to_say_is_narrated() -> None:
    text, (event,) = read("The {c:voting on} {k:whether the island should leave began last Tuesday}.")
    assert event.when.value == "2022-09-27"
    assert "began last Tuesday" in event.what.of(text)


def test_when_covers_no_more_than_the_words_allow() -> None:
    _, (past, coming) = read("The king fell earlier this week. The court will rule later this week.")
    assert past.when == Moment("2022-W39", date(2022, 9, 26), date(2022, 9, 27), "stated")
    assert coming.when == Moment("2022-W39", date(2022, 9, 28), date(2022, 10, 2), "stated")
    assert (past.modality, coming.modality) == ("happened", "expected")
