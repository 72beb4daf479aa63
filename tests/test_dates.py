"""Time expressions: (text, published, expected (words, type, value)). 28 September 2022 is a Wednesday."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.dates import find_dates
from onrecord.extract.sentences import split_sentences
from onrecord.extract.timex.calendar import days_of
from onrecord.extract.timex.lexicon import read_number, read_year
from onrecord.model import Aside, Report, Span, Timex

WEDNESDAY = date(2022, 9, 28)


def report(text: str, published: date = WEDNESDAY) -> Report:
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


def dates(given: Report) -> tuple[Timex, ...]:
    return find_dates(given, split_sentences(given))


def rows(text: str, published: date = WEDNESDAY) -> list[tuple[str, str, str]]:
    return [(timex.span.of(text), timex.type, timex.value) for timex in dates(report(text, published))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a bare weekday: the verb's direction decides; the day of publication counts
        ("The envoy arrived on Monday.", ("Monday", "2022-09-26")),
        ("The envoy arrived Wednesday.", ("Wednesday", "2022-09-28")),
        ("The envoy left on Thursday.", ("Thursday", "2022-09-22")),
        ("The court will rule on Thursday.", ("Thursday", "2022-09-29")),
        ("The talks are due to resume on Monday.", ("Monday", "2022-10-03")),
        ("The ceasefire holds until Friday.", ("Friday", "2022-09-30")),
        ("On Tuesday, troops crossed the river.", ("Tuesday", "2022-09-27")),
        ("On Saturday, voters will go to the polls.", ("Saturday", "2022-10-01")),
        ("The minister told reporters Tuesday that the vote will go ahead.", ("Tuesday", "2022-09-27")),
        ("The minister said that polls would open on Sunday.", ("Sunday", "2022-10-02")),
        ("Monday's vote was delayed.", ("Monday", "2022-09-26")),
        # last is strictly before, next strictly after
        ("The strike called last Wednesday goes on.", ("last Wednesday", "2022-09-21")),
        ("The strike called last Tuesday goes on.", ("last Tuesday", "2022-09-27")),
        ("He arrives next Wednesday.", ("next Wednesday", "2022-10-05")),
        ("They met on Thursday of last week.", ("Thursday of last week", "2022-09-22")),
        ("They meet on Thursday this week.", ("Thursday this week", "2022-09-29")),
        # today and its neighbours
        ("He left today.", ("today", "2022-09-28")),
        ("He left yesterday.", ("yesterday", "2022-09-27")),
        ("He leaves the day after tomorrow.", ("the day after tomorrow", "2022-09-30")),
        # whole dates
        ("It was signed on 2014-03-18.", ("2014-03-18", "2014-03-18")),
        ("It was signed on March 18, 2014.", ("March 18, 2014", "2014-03-18")),
        ("It was signed on 18 March 2014.", ("18 March 2014", "2014-03-18")),
        ("It was signed on 18/3/2014.", ("18/3/2014", "2014-03-18")),
        ("They will meet on Friday, Oct. 7.", ("Friday, Oct. 7", "2022-10-07")),
        # no year: the nearest day, a far one by the verb
        ("The rights expire Nov. 21.", ("Nov. 21", "2022-11-21")),
        ("The strike began on Dec. 3.", ("Dec. 3", "2021-12-03")),
        ("The law will take effect on Jan. 15.", ("Jan. 15", "2023-01-15")),
        # months
        ("The army entered in February.", ("February", "2022-02")),
        ("The army entered last February.", ("last February", "2022-02")),
        ("The army entered in November.", ("November", "2021-11")),
        ("The house will vote in November.", ("November", "2022-11")),
        ("The house will vote next March.", ("next March", "2023-03")),
        ("It fell in late November 2019.", ("late November 2019", "2019-11")),
        ("It opened in May.", ("May", "2022-05")),
        # weeks, months, years
        ("She said so earlier this week.", ("earlier this week", "2022-W39")),
        ("She said so earlier this month.", ("earlier this month", "2022-09")),
        ("She said so last week.", ("last week", "2022-W38")),
        ("She arrives next week.", ("next week", "2022-W40")),
        ("She left last month.", ("last month", "2022-08")),
        ("It will end next year.", ("next year", "2023")),
        ("It began late last year.", ("late last year", "2021")),
        ("They met over the weekend.", ("the weekend", "2022-W38-WE")),
        ("He was to sign it in the coming day.", ("the coming day", "2022-09-29")),
        # seasons, quarters, halves
        ("They hurry to rebuild before winter sets in.", ("winter", "2022-WI")),
        ("Talks failed last summer.", ("last summer", "2022-SU")),
        ("Talks failed last winter.", ("last winter", "2021-WI")),
        ("It fell in the spring of 1999.", ("the spring of 1999", "1999-SP")),
        ("Exports fell in the second quarter.", ("the second quarter", "2022-Q2")),
        ("Exports fell in the fourth quarter.", ("the fourth quarter", "2021-Q4")),
        ("Exports grew in the first half of 2021.", ("the first half of 2021", "2021-H1")),
        # years and longer
        ("The wall fell in 1989.", ("1989", "1989")),
        ("It was founded in nineteen ninety-seven.", ("nineteen ninety-seven", "1997")),
        ("It was common in the late 1990s.", ("the late 1990s", "199")),
        ("It was common in the nineties.", ("the nineties", "199")),
        ("It was built in the 19th century.", ("the 19th century", "18")),
        # a point told by a length
        ("She resigned three days ago.", ("three days ago", "2022-09-25")),
        ("She resigned two months ago.", ("two months ago", "2022-07")),
        ("She resigned a year ago.", ("a year ago", "2021")),
        ("She resigned a decade ago.", ("a decade ago", "2012")),
        ("The bonds will be repaid in five years.", ("five years", "2027")),
        # vague
        ("He now leads the party.", ("now", "PRESENT_REF")),
        ("He currently leads the party.", ("currently", "PRESENT_REF")),
        ("He recently left the party.", ("recently", "PAST_REF")),
        ("He left it years ago.", ("years ago", "PAST_REF")),
        ("Support has grown in recent months.", ("recent months", "PAST_REF")),
        ("They want a say in the future.", ("the future", "FUTURE_REF")),
    ],
)
def test_points(text: str, expected: tuple[str, str]) -> None:
    assert rows(text) == [(expected[0], "DATE", expected[1])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # parts of the day and the clock
        ("It was issued on Friday morning.", [("Friday morning", "TIME", "2022-09-23TMO")]),
        ("He landed late Monday night.", [("late Monday night", "TIME", "2022-09-26TNI")]),
        ("He spoke this evening.", [("this evening", "TIME", "2022-09-28TEV")]),
        ("It struck at 10:35 p.m. on Tuesday.", [("10:35 p.m. on Tuesday", "TIME", "2022-09-27T22:35")]),
        ("It struck at 0735 GMT.", [("0735 GMT", "TIME", "2022-09-28T07:35")]),
        # lengths
        ("It comes seven months after the war.", [("seven months", "DURATION", "P7M")]),
        ("He served for nearly two years.", [("nearly two years", "DURATION", "P2Y")]),
        ("He served for two and a half years.", [("two and a half years", "DURATION", "P2Y6M")]),
        ("A 10-hour flight followed.", [("10-hour", "DURATION", "PT10H")]),
        ("It fell after months of occupation.", [("months", "DURATION", "PXM")]),
        ("They fought for weeks.", [("weeks", "DURATION", "PXW")]),
        ("He stayed a few days.", [("a few days", "DURATION", "PXD")]),
        ("It lost a third over the past 18 months.", [("the past 18 months", "DURATION", "P18M")]),
        ("The 44-year-old envoy resigned.", []),
        # sets
        ("They march every Friday.", [("every Friday", "SET", "XXXX-WXX-5")]),
        ("They march on Tuesday nights.", [("Tuesday nights", "SET", "XXXX-WXX-2TNI")]),
        ("They pray daily.", [("daily", "SET", "P1D")]),
        ("They meet every two years.", [("every two years", "SET", "P2Y")]),
        # what was spoken of before
        (
            "The king died on Sept. 8. The next day his son spoke.",
            [("Sept. 8", "DATE", "2022-09-08"), ("The next day", "DATE", "2022-09-09")],
        ),
        (
            "It opened in March 1998 and shut later that year.",
            [("March 1998", "DATE", "1998-03"), ("later that year", "DATE", "1998")],
        ),
        (
            "Sales rose in the third quarter. A year earlier they fell.",
            [("the third quarter", "DATE", "2022-Q3"), ("A year earlier", "DATE", "2021-Q3")],
        ),
        # after which day is not said
        ("The next day he was gone.", [("The next day", "DATE", "XXXX-XX-XX")]),
        # no time at all
        ("They may leave. Jan Holt said so.", []),
        ("The fall of the city came with a march on the palace.", []),
        ("Some 2000 people fled; 1,500 stayed.", []),
        ("He was the second envoy; a second left.", []),
        ("It was 3/4/2022 in one notation.", []),
        ("It was agreed on 31 February.", []),
    ],
)  # fmt: skip
def test_other_expressions(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the verb group: a participle behind "will be" looks ahead
        ("The ballot will be held on Thursday.", [("Thursday", "DATE", "2022-09-29")]),
        ("The loan would be redeemed in January.", [("January", "DATE", "2023-01")]),
        ("The budget is to be approved by the senate on Friday.", [("Friday", "DATE", "2022-09-30")]),
        ("The talks were to be held on Thursday.", [("Thursday", "DATE", "2022-09-29")]),
        ("They had planned a march Friday.", [("Friday", "DATE", "2022-09-23")]),
        ("The troops could come as early as Friday.", [("Friday", "DATE", "2022-09-30")]),
        ("The vote is on Sunday.", [("Sunday", "DATE", "2022-10-02")]),
        ("The trial opens Monday.", [("Monday", "DATE", "2022-10-03")]),
        ("Prices rose to a record in March.", [("March", "DATE", "2022-03")]),
        # "by" and "until" look back where their verb does
        ("Most of them had fled by Monday.", [("Monday", "DATE", "2022-09-26")]),
        ("He was minister until February.", [("February", "DATE", "2022-02")]),
        # what was planned and called off lay near, on either side
        ("A march planned for Tuesday was cancelled.", [("Tuesday", "DATE", "2022-09-27")]),
        (
            "A march planned by students in the old town for Friday has been called off.",
            [("Friday", "DATE", "2022-09-30")],
        ),
        ("A march planned for Tuesday will go ahead.", [("Tuesday", "DATE", "2022-10-04")]),
        # what is named by its weekday lies behind, but for what is held on a fixed day
        ("Lawyers will look for ways around Monday's ruling.", [("Monday", "DATE", "2022-09-26")]),
        # "earlier" stands beside a weekday, "late" belongs to it; prepositions stay outside
        ("Earlier Monday, he resigned.", [("Monday", "DATE", "2022-09-26")]),
        ("It must be done within ten days.", [("ten days", "DURATION", "P10D")]),
        # an attribute leaves the article to its noun
        ("The 14-day truce held.", [("14-day", "DURATION", "P14D")]),
        ("The third-quarter loss grew.", [("third-quarter", "DATE", "2022-Q3")]),
        ("After month-long talks they met.", [("month-long", "DURATION", "P1M")]),
        # the month just past is "last month": by its name it is that of a year before
        ("The army entered last August.", [("last August", "DATE", "2021-08")]),
        ("The army entered last July.", [("last July", "DATE", "2022-07")]),
        # a rate is no time, a frequency is
        ("The line runs four trains a day.", []),
        ("They meet twice a year.", [("a year", "SET", "P1Y")]),
        ("They march each July.", [("each July", "SET", "XXXX-07")]),
        # ranges and lists
        ("It took two to three weeks.", [("two to three weeks", "DURATION", "P2W")]),
        ("They met for the past few weeks.", [("the past few weeks", "DURATION", "PXW")]),
        ("They met on Sept. 5 and 6.", [("Sept. 5", "DATE", "2022-09-05"), ("6", "DATE", "2022-09-06")]),
        # holidays, some of which fall on a weekday or follow Easter
        ("It sank on Thanksgiving Day.", [("Thanksgiving Day", "DATE", "2021-11-25")]),
        ("He spoke on Good Friday 2000.", [("Good Friday 2000", "DATE", "2000-04-21")]),
        # one day or other, or the length of a day
        ("The river will one day dry up.", [("one day", "DATE", "FUTURE_REF")]),
        ("One day the river will dry up.", [("One day", "DATE", "FUTURE_REF")]),
        ("They will stay one day.", [("one day", "DURATION", "P1D")]),
        # the year is part of the word
        ("The year-earlier figures were mended.", [("year-earlier", "DATE", "2021")]),
        ("They paid the then current price.", [("then current", "DATE", "PAST_REF")]),
        # names
        ("She spoke on the programme This Week.", []),
        ("It was in the Sunday Herald.", []),
        ("It was in the Independent on Sunday.", []),
        ("The paper Avisen (Today) was shut.", []),
        ("He came on the Sunday before.", [("Sunday", "DATE", "2022-09-25")]),
        # others
        ("He warned of it in the past and did so again.", [("the past", "DATE", "PAST_REF")]),
        ("Talks resume the week of Oct. 10.", [("the week of Oct. 10", "DATE", "2022-W41")]),
        ("He left at 4 in the morning.", [("4 in the morning", "TIME", "2022-09-28T04:00")]),
    ],
)
def test_constructions(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert rows(text) == expected


def test_the_day_of_the_dateline_is_read() -> None:
    text = "GENEVA, Sept. 28 (Reuters) - He left."
    given = replace(report(text), asides=(Aside(Span(0, 28), "dateline"),), dateline=WEDNESDAY)
    assert [(timex.span.of(text), timex.value) for timex in dates(given)] == [("Sept. 28", "2022-09-28")]


def test_days_that_a_value_covers() -> None:
    text = "She left last week, on Friday morning, after seven months; he may return this winter."
    found = {timex.value: (timex.earliest, timex.latest) for timex in dates(report(text))}
    assert found == {
        "2022-W38": (date(2022, 9, 19), date(2022, 9, 25)),
        "2022-09-23TMO": (date(2022, 9, 23), date(2022, 9, 23)),
        "P7M": (None, None),
        "2022-WI": (date(2022, 12, 1), date(2023, 2, 28)),
    }


def test_the_dateline_is_today() -> None:
    text = "He arrived yesterday."
    assert dates(replace(report(text), dateline=date(2022, 9, 26)))[0].value == "2022-09-25"
    # a dateline of another year is the date of something else
    assert dates(replace(report(text), dateline=date(2021, 9, 26)))[0].value == "2022-09-27"


def test_quotations_are_read_and_asides_are_not() -> None:
    text = 'date 2022-09-28 "We leave tomorrow," he said.'
    given = replace(report(text), asides=(Aside(Span(0, 16), "front"),))
    assert [timex.span.of(text) for timex in dates(given)] == ["tomorrow"]


@pytest.mark.parametrize(
    ("words", "number"),
    [("2 1/2", 2.5), ("forty-five", 45), ("a dozen", 12), ("a hundred", 100), ("several", None), ("an", 1)],
)
def test_numbers(words: str, number: float | None) -> None:
    assert read_number(words) == number


@pytest.mark.parametrize(
    ("words", "year"), [("'98", 1998), ("’22", 2022), ("two thousand", 2000), ("nineteen sixty", 1960)]
)
def test_years(words: str, year: int) -> None:
    assert read_year(words) == year


WORDS = """
on last next the this Friday May 31 February 2022 early morning years ago a second quarter , . 9 3/4 later
day weeks every winter ' 10:75 p.m. two hundred thousand before recent of end said will decade noon Q3 '98
century yesterday
"""


@given(
    st.lists(st.sampled_from(WORDS.split()), max_size=14),
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
)
def test_any_words_are_read_without_a_fault(words: list[str], published: date) -> None:
    text = " ".join(words)
    found = dates(report(text, published))
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for timex in found:
        assert timex.span.of(text) == timex.span.of(text).strip() != ""
        if timex.earliest is not None:
            assert (timex.earliest, timex.latest) == days_of(timex.value)
