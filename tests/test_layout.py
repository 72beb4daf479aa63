"""Which lines of a report are layout, and which only look like it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.read.days import day_of_month, parse_day
from onrecord.read.layout import Layout, find_layout

OUTLETS = {
    "Reuters": "Reuters",
    "REUTERS": "Reuters",
    "AP": "AP",
    "Associated Press": "AP",
    "AFP": "AFP",
    "ANI": "ANI",
    "PTI": "PTI",
    "Xinhua": "Xinhua",
    "TASS": "TASS",
    "dpa": "dpa",
    "STRELSAU POST": "Strelsau Post",
}
PROSE = "Ruritania will not recognise the vote, Foreign Minister Rudolf Sapt said on Friday."


def layout(text: str, front: Span | None = None) -> Layout:
    return find_layout(text, front, OUTLETS.get)


def asides(text: str) -> list[tuple[str, str]]:
    return [(aside.kind, aside.span.of(text)) for aside in layout(text).asides]


DATELINES = [
    # the opening, place, day, outlet
    ("MOSCOW, Sept 28 (Reuters) - ", "Moscow", "Sept 28", "Reuters"),
    ("BEIJING, June 3 (Xinhua) -- ", "Beijing", "June 3", "Xinhua"),
    ("WASHINGTON, Nov. 11 (Xinhua)-- ", "Washington", "Nov. 11", "Xinhua"),
    ("KYIV (AP) — ", "Kyiv", None, "AP"),
    ("KYIV, Ukraine (AP) — ", "Kyiv", None, "AP"),
    ("NAIROBI, Kenya (AP) _ ", "Nairobi", None, "AP"),
    ("MOSCOW (AP)_ ", "Moscow", None, "AP"),
    ("HEMPSTEAD, N.Y., Sept. 26 (AP) — ", "Hempstead", "Sept. 26", "AP"),
    ("New Delhi [India], September 28 (ANI): ", "New Delhi", "September 28", "ANI"),
    ("Strelsau (AFP) – ", "Strelsau", None, "AFP"),
    ("Paris, Sept 28, 2022 (AFP) - ", "Paris", "Sept 28, 2022", "AFP"),
    ("MOSCOW, September 28. /TASS/. ", "Moscow", "September 28", "TASS"),
    ("NEW YORK/STRELSAU, Oct 1 (Reuters) - ", "New York/Strelsau", "Oct 1", "Reuters"),
    ("DAR ES SALAAM, 2 October (Reuters) - ", "Dar es Salaam", "2 October", "Reuters"),
    ("PORT-AU-PRINCE, Haiti (AP) -- ", "Port-Au-Prince", None, "AP"),
    ("O'SMACH, Cambodia (AP)_ ", "O'Smach", None, "AP"),
    ("SANA'A (AFP) - ", "Sana'a", None, "AFP"),
    ("Dec 29 (Reuters) - ", None, "Dec 29", "Reuters"),
    ("GENEVA (28 September 2022) – ", "Geneva", "28 September 2022", None),
    ("STRELSAU, May 3 (Ruritanian News) — ", "Strelsau", "May 3", "Ruritanian News"),
    ("WASHINGTON — ", "Washington", None, None),
    ("WASHINGTON -- ", "Washington", None, None),
    ("PORTLAND, Maine - ", "Portland", None, None),
    ("ST. LOUIS — ", "St. Louis", None, None),
    ("STRELSAU, Oct. 3 — ", "Strelsau", "Oct. 3", None),
    ("28 September 2022 – ", None, "28 September 2022", None),
    # an agency that nobody knows
    ("STRELSAU (RPA) - ", "Strelsau", None, "RPA"),
    ("STRELSAU, Ruritania (RPA) -- ", "Strelsau", None, "RPA"),
    ("STRELSAU, Monday (RPA) - ", "Strelsau", None, "RPA"),
    ("STRELSAU, Oct 3 (RPA) ", "Strelsau", "Oct 3", "RPA"),
    ("STRELSAU, Oct. 3 /RPA/ - ", "Strelsau", "Oct. 3", "RPA"),
    ("ZENDA/STRELSAU (Coastal Wire) — ", "Zenda/Strelsau", None, "Coastal Wire"),
    ("(RPA) - ", None, None, "RPA"),
    ("(RPA) STRELSAU, Oct 3 - ", "Strelsau", "Oct 3", "RPA"),
    ("[RPA] -- ", None, None, "RPA"),
]


@pytest.mark.parametrize(("opening", "place", "day", "outlet"), DATELINES)
def test_datelines(opening: str, place: str | None, day: str | None, outlet: str | None) -> None:
    text = opening + PROSE
    found = layout(text)
    assert asides(text) == [("dateline", opening)]
    assert found.dateline is not None
    assert (found.dateline.place, found.dateline.day, found.outlet) == (place, day, outlet)


@pytest.mark.parametrize(
    "text",
    [
        "Rudolf Sapt (Labour) - a former minister - said Ruritania would wait.",
        "President Sapt (left) - who arrived on Friday - declined to comment.",
        "NATO — which has 30 members — will not recognise the vote, its secretary general said.",
        "EXCLUSIVE – Rudolf Sapt: Ruritania will wait.",
        "STRELSAU (Labour) - Ruritania will wait, the party said.",
        "Rudolf Sapt (RPA) - Ruritania will wait.",
        "(UPDATE) - Ruritania will wait.",
        "Strelsau (RPA) Ruritania will wait.",
        "FACTBOX - What the vote means for the border district",
        "RURITANIA’S VOTERS WANT OUT - Rudolf Sapt: “We know what we have to do.”",
        "HENTZAU--Jerome Arthur, 98, of Strelsau, died on Friday.",
        "QUESTIONABLE CLAIMS AND THEIR USES — For years the minister has repeated them.",
        "Sen. Rudolf Sapt (R-Zenda) - the longest-serving member - said so.",
        "May 3 was the day on which Ruritania (AP) - or so it said - left.",
        "Rudolf Sapt, Sept. 28 winner of the vote, said Ruritania would wait.",
    ],
)
def test_prose_that_opens_like_a_dateline(text: str) -> None:
    assert asides(text) == []


def test_a_dateline_opens_one_of_the_first_lines_only() -> None:
    headline = "Ruritania rejects the vote\n\nBy Ana Roth\n\n"
    opened = f"{headline}STRELSAU (AP) — {PROSE}"
    assert asides(opened) == [("byline", "By Ana Roth"), ("dateline", "STRELSAU (AP) — ")]
    late = "\n\n".join([PROSE] * 5 + [f"STRELSAU (AP) — {PROSE}"])
    assert asides(late) == []


def test_a_dateline_may_stand_alone_on_its_line() -> None:
    assert asides(f"STRELSAU, Ruritania (AP) _\n\n{PROSE}") == [("dateline", "STRELSAU, Ruritania (AP) _")]


def test_byline_and_dateline_on_one_line() -> None:
    text = f"By Ana Roth and Jo Lind STRELSAU, Sept 28 (Reuters) - {PROSE}"
    assert asides(text) == [
        ("byline", "By Ana Roth and Jo Lind "),
        ("dateline", "STRELSAU, Sept 28 (Reuters) - "),
    ]


ASIDES = [
    # captions
    ("caption", "ANA ROTH/Courier Foreign Minister Rudolf Sapt says Ruritania does not recognise the vote."),
    ("caption", "JO VAN LIND/Strelsau Times Voters queue at a school in Zenda."),
    ("caption", "FILE PHOTO: Ruritanian Foreign Minister Rudolf Sapt says goodbye to reporters in Strelsau."),
    ("caption", "FILE - Foreign Minister Rudolf Sapt speaks in Strelsau, Sept. 3, 2022."),
    ("caption", "File photo of Ruritanian Foreign Minister Rudolf Sapt."),
    ("caption", "Photo: Rudolf Sapt says he will not recognise the vote. Ana Roth/Reuters"),
    ("caption", "Rudolf Sapt said the vote was a sham. (AP Photo/Ana Roth)"),
    (
        "caption",
        "Rudolf Sapt speaks to reporters in Strelsau on October 2, 2022. (ANA ROTH/AFP/Getty Images.)",
    ),
    ("caption", "Rudolf Sapt speaks to reporters in Strelsau. (Photo by Ana Roth/Getty Images)"),
    ("caption", "Rudolf Sapt says Ruritania will wait [Ana Roth/Reuters]"),
    ("caption", "Rudolf Sapt says Ruritania will wait. (File photo)"),
    ("caption", "Rudolf Sapt, the foreign minister. (Photo Credit: ANI)"),
    ("caption", "Rudolf Sapt speaks in Strelsau, Ruritania, September 28, 2022. REUTERS/Ana Roth"),
    ("caption", "Rudolf Sapt speaks in Strelsau. Photograph: Ana Roth/AFP"),
    ("caption", "Rudolf Sapt says Ruritania will wait. Ana Roth via Getty Images"),
    ("caption", "Image caption, Rudolf Sapt says that Ruritania will wait"),
    ("credit", "![Rudolf Sapt](sapt.jpg)"),
    # credits
    ("credit", "Photo: Ana Roth/Reuters"),
    ("credit", "Picture: Supplied"),
    ("credit", "Ana Roth via Getty Images"),
    ("credit", "Bloomberg/Getty Images."),
    ("credit", "Ana Roth / Reuters"),
    ("credit", "Handout/Reuters."),
    ("credit", "Getty Images"),
    ("credit", "(AP Photo/Ana Roth)"),
    ("credit", "© 2022 Strelsau Times. All rights reserved."),
    # bylines
    ("byline", "By Ana Roth"),
    ("byline", "BY ANA ROTH"),
    ("byline", "*By Ana Roth*"),
    ("byline", "By Ana Roth and Jo van Lind"),
    ("byline", "By Ana Roth, diplomatic correspondent"),
    ("byline", "By Ana Roth, Strelsau Times"),
    ("byline", "By Associated Press"),
    ("byline", "Reporting by Ana Roth in Strelsau and Jo Lind in Zenda; editing by A.N. Hope"),
    ("byline", "(Reporting by Ana Roth; Additional reporting by Jo Lind; Editing by A. N. Hope)"),
    ("byline", "Ana Roth in Strelsau contributed to this report."),
    ("byline", "With inputs from ANI"),
    ("byline", "(This story has not been edited by our staff and comes from a syndicated feed.)"),
    ("byline", "This story has been updated to include comments from the ministry."),
    ("front", "Published: 28 September 2022, 14:05 IST"),
    ("front", "Updated on Sept. 28, 2022 at 2:05 p.m. EDT"),
    ("front", "Last updated Wed 28 Sep 2022 10.30 BST"),
    # links
    ("link", "READ MORE: Ruritania says it will not recognise the vote"),
    ("link", "Read more: Sapt says Ruritania will wait"),
    ("link", "Also read | Sapt says Ruritania will wait"),
    ("link", "ALSO READ: Sapt says Ruritania will wait"),
    ("link", "Related: Sapt says Ruritania will wait"),
    ("link", "See also: Sapt says Ruritania will wait"),
    ("link", "Read more"),
    ("link", "Follow Ana Roth on Twitter @anaroth"),
    ("link", "Watch the full interview below:"),
    ("link", "Click here to subscribe to our newsletter."),
    ("link", "[Sapt says Ruritania will wait](https://courier.example/a)"),
    ("link", "https://courier.example/a"),
    # ends
    ("agency_mark", "###"),
    ("agency_mark", "Enditem"),
]


@pytest.mark.parametrize(("kind", "line"), ASIDES)
def test_a_line_of_layout(kind: str, line: str) -> None:
    assert asides(f"{PROSE}\n\n{line}\n\n{PROSE}") == [(kind, line)]


@pytest.mark.parametrize(
    "line",
    [
        "STRELSAU POST/Zenda University Poll shows that most voters stayed at home.",
        "Strelsau Post/Courier polls show that most voters stayed at home.",
        "STRELSAU POST/Courier News said on Friday that Ruritania would wait.",
        "Photos show that the polling stations stayed empty, Sapt said.",
        "The picture: Ruritania will wait, and so will its neighbours, said Sapt.",
        "File photos seen by reporters show that the polling stations stayed empty.",
        "Sapt posted a photo on Twitter (a screenshot was seen by Reuters).",
        "Sapt said the vote would never count (Reuters could not verify this).",
        "He was tased and then shot. (WARNING: Video contains graphic images.)",
        "By Friday, Ruritania had withdrawn its ambassador, Sapt said.",
        "By Law Ruritania Must Wait",
        "By winning in Zenda, Rudolf Sapt took all the seats.",
        "Reporting by the Courier showed that the ministry had known.",
        "Reporting by Courier journalists showed that the ministry had known.",
        "Groups Launch Protests in Strelsau Against the Vote.",
        "Related claims were denied by the ministry.",
        "More: the ministry said that it would not recognise the vote.",
        "Read by the minister, the statement said: Ruritania will wait.",
        "Watching the vote, Sapt said, was painful.",
        "See, I thought they might do something like that, Sapt said.",
        "“Read more,” Sapt told the reporters.",
        "Ruritania was a member of the African National Congress (ANC)",
        "Follow the money, Sapt said. Then you know who voted.",
        "Published accounts of the meeting differ, Sapt said.",
        "Issued in 2019, the licences bind 30 companies.",
        "Updated figures of Sept. 28 show 30 members.",
        "This report was produced by the ministry, Sapt said.",
        "“Listen: we will never recognise it,” Sapt said.",
        "“Picture: a minister who waits,” Sapt said.",
        "“We will wait.” Ana Roth, Reuters",
        "Support for the vote fell to 40 percent (AP/Zenda)",
        "The ministry said that Ruritania would wait (via Reuters)",
        "The funerals were held in Zenda (picture)",
        "Copyright " + "and what it protects, Sapt said, will be debated by the parliament in Strelsau " * 3,
    ],
)
def test_prose_that_looks_like_layout(line: str) -> None:
    assert asides(f"{PROSE}\n\n{line}\n\n{PROSE}") == []


CLOSINGS = [
    ("Winter sets in. (ANI)", "(ANI)", "ANI"),
    ("Winter sets in.\n\n(ANI)", "(ANI)", "ANI"),
    ("“We will wait.” (AFP)\n", "(AFP)", "AFP"),
    ("Winter sets in. - AFP", "- AFP", "AFP"),
    ("Winter sets in. — Reuters", "— Reuters", "Reuters"),
    ("Winter sets in.\n\n- Reuters.", "- Reuters.", "Reuters"),
    ("Winter sets in.\n\n-AFP", "-AFP", "AFP"),
    ("Winter sets in.\n\nReuters", "Reuters", "Reuters"),
    ("Winter sets in. (PTI) ABC DEF", "(PTI) ABC DEF", "PTI"),
    ("Winter sets in.\n\nPTI ABC DEF", "PTI ABC DEF", "PTI"),
    ("Winter sets in. (AFP/dpa)", "(AFP/dpa)", None),  # two of them: which one wrote it stays open
    ("Winter sets in. (RNA)", "(RNA)", "RNA"),  # an agency that we do not know
    ("Winter sets in. (AR)", "(AR)", None),  # as like as not the writer's initials
    ("Winter sets in. (ENDS)", "(ENDS)", None),
    ("Winter sets in. (RNA/dpa)", "(RNA/dpa)", None),
]


@pytest.mark.parametrize(("text", "mark", "outlet"), CLOSINGS)
def test_agency_marks_at_the_end(text: str, mark: str, outlet: str | None) -> None:
    assert asides(text) == [("agency_mark", mark)]
    assert layout(text).outlet == outlet


@pytest.mark.parametrize(
    "text",
    [
        "He joined the African National Congress (ANC)",
        "He joined the African National Congress (ANC).",
        "The minister spoke to AFP.",
        "The minister spoke. (He was tired)",
        "The minister spoke - Sapt",
        "(ANI) said so.",
        "The news came from Reuters",
    ],
)
def test_endings_that_are_no_marks(text: str) -> None:
    assert asides(text) == []
    assert layout(text).outlet is None


def test_a_mark_may_stand_before_closing_link_lines() -> None:
    text = "Winter sets in. (ANI)\n\nAlso read: Sapt says Ruritania will wait"
    assert [kind for kind, _ in asides(text)] == ["agency_mark", "link"]
    assert layout(text).outlet == "ANI"


def test_a_dateline_goes_before_a_closing_mark_and_a_credit_is_no_outlet() -> None:
    assert layout(f"STRELSAU (AP) — {PROSE} (ANI)").outlet == "AP"
    assert layout(f"{PROSE}\n\nANA ROTH/Reuters Foreign Minister Rudolf Sapt speaks.").outlet is None
    assert layout(f"{PROSE}\n\nPhoto: Ana Roth/AFP").outlet is None


def test_of_a_long_paragraph_only_the_credit_at_its_end_is_layout() -> None:
    long = " ".join([PROSE] * 7)
    assert asides(f"{long} (AP Photo/Ana Roth)") == [("credit", "(AP Photo/Ana Roth)")]
    assert asides(f"{long} Ana Roth via Getty Images") == [("credit", "Ana Roth via Getty Images")]


def test_the_mark_of_a_heading_is_layout_its_words_are_not() -> None:
    assert asides(f"# Ruritania rejects the vote\n\n{PROSE}") == [("front", "# ")]


def test_line_ends_of_windows_stay_outside() -> None:
    text = f"{PROSE}\r\n\r\nPhoto: Ana Roth/Reuters\r\n\r\n{PROSE} (ANI)\r\n"
    assert asides(text) == [("credit", "Photo: Ana Roth/Reuters"), ("agency_mark", "(ANI)")]


_pieces = st.sampled_from(
    [line for _, line in ASIDES]
    + [opening + PROSE for opening, *_ in DATELINES]
    + [text for text, *_ in CLOSINGS]
)


@given(
    st.lists(st.one_of(_pieces, st.text(max_size=60)), max_size=8), st.sampled_from(["\n", "\n\n", "\r\n"])
)
def test_asides_are_in_order_inside_the_text_and_never_blank(lines: list[str], end: str) -> None:
    text = end.join(lines)
    found = layout(text).asides
    assert all(0 <= a.span.start < a.span.end <= len(text) and a.span.of(text).strip() for a in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("written", "published", "day"),
    [
        ("Sept 28", date(2022, 9, 30), date(2022, 9, 28)),
        ("Dec. 31", date(2023, 1, 1), date(2022, 12, 31)),
        ("Jan 1", date(2022, 12, 31), date(2023, 1, 1)),
        ("28 September 2022", date(2022, 9, 30), date(2022, 9, 28)),
        ("Feb 29", date(2024, 3, 1), date(2024, 2, 29)),
        ("Feb 30", date(2024, 3, 1), None),
        ("March 3", date(2022, 9, 30), None),  # half a year away: no dateline of this report
    ],
)
def test_the_year_of_a_dateline(written: str, published: date, day: date | None) -> None:
    assert day_of_month(written, published) == day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2022-09-28", date(2022, 9, 28)),
        (" 2022-09-28 ", date(2022, 9, 28)),
        ("2022-09-28T23:30:00+13:00", date(2022, 9, 28)),
        ("2022-09-28T10:00:00Z", date(2022, 9, 28)),
        ("2022-09-28 10:00", date(2022, 9, 28)),
        ("2022-13-45", None),
        ("2022-02-30", None),
        ("2022-09", None),
        ("28 September 2022", None),
        ("2022-09-28T25:00", None),
        ("20220928", None),
    ],
)
def test_iso_days(written: str, day: date | None) -> None:
    assert parse_day(written) == day
