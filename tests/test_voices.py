"""How a voice is sourced, by which route it speaks, and on what occasion."""

from __future__ import annotations

import pytest
from marked import known

SOURCING = [
    ("[s:German Chancellor Olaf Scholz] [c:said] [o:no].", "named"),
    ("[s:The prime minister] [c:said] [o:no].", "named"),
    ("[s:Kremlin spokesman Dmitry Peskov] [c:said] [o:no].", "spokesperson"),
    ("[s:A German government spokesperson] [c:said] [o:no].", "spokesperson"),
    ("[s:The Ukrainian foreign ministry] [c:said] [o:no].", "body"),
    ("[s:Ukraine] [c:said] [o:no].", "body"),
    ("[s:The Kremlin] [c:said] [o:no].", "body"),
    ("[s:A senior US official, who spoke on condition of anonymity,] [c:said] [o:no].", "anonymous"),
    ("[s:Two diplomats familiar with the talks] [c:said] [o:no].", "anonymous"),
    ("[s:A government source] [c:said] [o:no].", "anonymous"),
    ("[s:The final communique] [c:said] [o:no].", "document"),
    ("[s:The draft resolution] [c:condemns] [o:the vote].", "document"),
    ("[c:Reportedly] [o:it is over].", "unknown"),
    ("[s:Multiple reports] [c:said] [o:no].", "unknown"),
    # by the noun, where no table knows the voice
    ("[s:The directive] [c:called for] [o:silence].", "document"),
    ("He signed a decree [s:which] [c:bans] [o:all protest].", "document"),
    ("[s:The survey of ports] [c:found] [o:no leak].", "document"),
    ("[s:The skippers' association] [c:called for] [o:silence].", "body"),
    ("[s:Four lawmakers] [c:called for] [o:silence].", "anonymous"),
    ("[s:Mediators] [c:said] [o:no].", "anonymous"),
    ("[s:The foreign ministers of the G7] [c:said] [o:no].", "body"),
]


@pytest.mark.parametrize(("marked", "sourcing"), SOURCING)
def test_sourcing(marked: str, sourcing: str) -> None:
    assert known(marked).voices[0].sourcing == sourcing


def test_it_is_of_the_kind_of_the_voice_before() -> None:
    marked = "[s:The survey of ports] [c:found] [o:no leak]. [s2:It] [c2:said] [o2:that all was well]."
    assert [voice.sourcing for voice in known(marked).voices] == ["document", "document"]


ROUTES = [
    ("[s:Kremlin spokesman Dmitry Peskov] [c:said] [o:no].", "own", ("RUS",)),
    ("[s:Paris and Berlin] [c:said] [o:no].", "joint", ("FRA", "DEU")),
    (
        "[s:EU foreign policy chief Josep Borrell] [c:said] [o:no].",
        "own",
        ("EU",),
    ),
    (
        "Speaking on behalf of the European Union, [s:Czech Foreign Minister Jan Lipavsky] [c:said] [o:no].",
        "on_behalf",
        ("EU",),
    ),
    (
        "[s:Estonian Prime Minister Kaja Kallas and Latvian President Egils Levits] [c:said] [o:no].",
        "joint",
        ("EST", "LVA"),
    ),
    ("[s:The foreign ministers of the G7] [c:said] [o:no].", "own", ("G7",)),
    ("[s:Russia's permanent mission to the UN] [c:said] [o:no].", "own", ("RUS",)),
]


@pytest.mark.parametrize(("marked", "route", "actors"), ROUTES)
def test_routes(marked: str, route: str, actors: tuple[str, ...]) -> None:
    voice = known(marked).voices[0]
    assert voice.speaker is not None
    assert (voice.route, voice.speaker.actors) == (route, actors)
    assert voice.speaks_for_actor


OCCASIONS = [
    (
        "[s:Minister Ann Ruud], in a statement sent on Monday evening, [c:said] [o:no].",
        "in a statement sent on Monday evening",
    ),
    ("[o:“No,”] [s:she] [c:told] reporters in Oslo.", "told reporters in Oslo"),
    (
        "[s:Minister Ann Ruud] [c:said] at a news conference in Paris [o:that it was void].",
        "at a news conference in Paris",
    ),
    (
        "[o:“No,”] [c:said] [s:the Ukrainian foreign ministry] in a letter earlier this week.",
        "in a letter earlier this week",
    ),
    (
        "[s:The president] [c:said] in a video address [o:that it was void].",
        "in a video address",
    ),
    (
        (
            "[s:German Chancellor Olaf Scholz] [c:said] [o:no]. As Al Jazeera has it, Scholz made the"
            " remarks "
            "in conversation with Latvian President Egils Levits."
        ),
        "in conversation with Latvian President Egils Levits",
    ),
    ("[s:Norway] [c:said] [o:it would speak at a conference in June].", None),
    # who listened
    (
        "[s:The minister] [c:told] foreign correspondents in Oslo on Monday [o:that it was void].",
        "told foreign correspondents in Oslo on Monday",
    ),
    ("[o:It was void], [s:the minister] [c:assured] a press briefing.", "assured a press briefing"),
    ("[s:The minister] [c:told] Danish students [o:that it was void].", "told Danish students"),
    ("[s:The minister] [c:told] Denmark [o:that it was void].", None),
    ("[o:It is void], [s:the minister] [c:said] when asked by reporters.", "when asked by reporters"),
    ("[o:It is void], [s:the minister] [c:said] on Radio Vest.", "on Radio Vest"),
    ("[s:The minister] [c:told] Denmark's Coastal Post [o:that it was void].", "told Denmark's Coastal Post"),
    ("[o:It is void], [s:the minister] [c:told] AFP.", "told AFP"),
    # what it was said in
    (
        "[s:The minister] [c:said] at a meeting between Danish and Norwegian mayors [o:that it was void].",
        "at a meeting between Danish and Norwegian mayors",
    ),
    ("[s:The minister] [c:said], three days after the summit, [o:that it was void].", None),
    (
        "In a sharp circular to all ports, [s:the ministry] [c:said] [o:that it was void].",
        "In a sharp circular to all ports",
    ),
    (
        "[s:The minister] [c:told] reporters at an “open door” day in Bergen [o:that it was void].",
        "told reporters at an “open door” day in Bergen",
    ),
    # a month, and what another says
    ("In early May the speaker sent a letter, [c:saying] [o:that it was void].", None),
    (
        "[s:The judge] [c:refused], [s2:he] [c2:saying] [o2:appeals may be filed during the hearing].",
        None,
    ),
    # told in a sentence of its own
    (
        "[s:The minister] [c:said] [o:that it was void]. She made the remarks while opening a bridge, late.",
        "while opening a bridge",
    ),
    (
        "[s:The minister] [c:said] [o:that it was void]. She made the remarks in response to a report.",
        None,
    ),
]


@pytest.mark.parametrize(("marked", "occasion"), OCCASIONS)
def test_occasions(marked: str, occasion: str | None) -> None:
    resolved = known(marked)
    span = resolved.voices[0].occasion
    assert (span.of(resolved.found.report.text) if span else None) == occasion


def test_to_whom_another_spoke_is_no_occasion() -> None:
    marked = "[o:It was shut], [s:a guard] [c:told] AFP, [o2:and it burned], [c2:according to] [s2:a clerk]."
    guard, clerk = known(marked).voices
    assert guard.occasion is not None
    assert clerk.occasion is None


def test_voices_run_parallel_to_statements_whatever_is_missing() -> None:
    resolved = known("[o:It is over.] [c2:Apparently] [o2:so.]\n\n[s3:Finland] [c3:agreed].")
    assert [voice.statement for voice in resolved.voices] == [s.id for s in resolved.found.statements]
    assert resolved.voices[0].speaker is None


def test_the_same_report_resolves_the_same_twice() -> None:
    marked = "[s:Estonian Prime Minister Kaja Kallas and Latvian President Egils Levits] [c:said] [o:no]."
    assert known(marked) == known(marked)
