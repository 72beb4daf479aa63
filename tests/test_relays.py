"""By whose report words reach the reader, nearest the reader first; and who speaks when a medium cites."""

from __future__ import annotations

import pytest
from marked import known

RELAYS = [
    ('[o:"We will not,"] [s:Niinisto] [c:said] in a letter, reported Al Jazeera.', ["Al Jazeera"]),
    ("[o:Helsinki will not], [s:President Sauli Niinisto] [c:said], Reuters reported.", ["Reuters"]),
    (
        (
            "[s:German Chancellor Olaf Scholz] [c:said] [o:Berlin would not], media reports said, citing one"
            " government "
            "spokesperson."
        ),
        ["media reports", "government spokesperson"],
    ),
    (
        (
            "Al Jazeera spoke to both sides. [o:Belgrade will not follow], "
            "[s:President Aleksandar Vucic] [c:has said], as per the portal."
        ),
        ["Al Jazeera"],
    ),
    (
        "[o:Rome will wait], [s:the Italian foreign minister] [c:said], according to Reuters, citing Ansa.",
        ["Reuters", "Ansa"],
    ),
    ("[s:Russian Foreign Minister Sergei Lavrov] [c:told] Interfax [o:that talks were off].", ["Interfax"]),
    (
        "[s:The Iranian president] [c:vowed] [o:revenge], state television reported.",
        ["state television"],
    ),
    (
        "[s:The Syrian foreign minister] was quoted by state media [c:as saying] [o:that it was a plot].",
        ["state media"],
    ),
    (
        "According to local media reports, [s:the Malian government] [c:has refused] [o:to sign].",
        ["local media reports"],
    ),
    ("[s:Kenyan President William Ruto] [c:said] [o:so] in an interview with the BBC.", ["BBC"]),
    # a medium that no table knows, and the paper that was named
    (
        "[s:The harbour master] was [c:cited] by Friday's The Mole [c:as saying] [o:that it was over].",
        ["Mole"],
    ),
    (
        "Local daily newspaper Lantern [c:quoted] [s:the harbour master] [c:as saying] [o:that it was over].",
        ["Lantern"],
    ),
    (
        "Interfax news agency on Monday [c:quoted] [s:the minister] [c:as saying] [o:that it was over].",
        ["Interfax news agency"],
    ),
    (
        "[s:The mayor] [c:told] The Jakarta Post [o:so]. [s2:He] [c2:told] the Post [o2:more].",
        ["Jakarta Post"],
    ),
    ("The Guardian rang. [s:The mayor] [c:told] the newspaper [o:that it was over].", ["Guardian"]),
    ("[o:It was over], the paper [c:quoted] [s:the mayor] [c:as saying].", ["paper"]),
    ("Going by hints to the US media, [s:the mayor] [c:plans] [o:to leave].", []),
    ("[s:The mayor] would not [c:discuss] [o:the price], but Interfax said it was high.", []),
    ("[s:Poland] [c:said] [o:it would not reopen the border].", []),
    ("[s:The minister] [c:told] a press conference in Riga [o:that it was over].", []),
    (
        "[s:The minister] [c:said] on her Telegram channel [o:that it was over].",
        [],
    ),
    (
        "[s:Finland] [c:said] [o:Reuters reported citing officials was wrong about the ship].",
        [],
    ),
]


@pytest.mark.parametrize(("marked", "relays"), RELAYS)
def test_relays_of_a_statement(marked: str, relays: list[str]) -> None:
    assert [relay.name for relay in known(marked).voices[-1].relayed_by] == relays


def test_the_reports_own_outlet_is_no_relay() -> None:
    marked = "[s:Lavrov] [c:told] Reuters [o:that talks were off], Interfax reported."
    assert [r.name for r in known(marked, outlet="Reuters").voices[0].relayed_by] == ["Interfax"]
    assert [r.name for r in known(marked).voices[0].relayed_by] == ["Interfax", "Reuters"]


def test_relays_give_their_words_in_the_text() -> None:
    marked = "[o:Oslo will not], [s:Norway] [c:said], as the Guardian wrote, according to multiple reports."
    resolved = known(marked)
    text = resolved.found.report.text
    relays = resolved.voices[0].relayed_by
    assert [relay.span.of(text) for relay in relays] == [relay.name for relay in relays]
    assert "multiple reports" in [relay.name for relay in relays]


CITED = [
    (
        (
            "[o:The loan would be paid], [s:Al Jazeera] [c:reported] citing a letter from a German"
            " government "
            "spokesperson."
        ),
        "German government spokesperson",
        "DEU",
        ["Al Jazeera"],
    ),
    (
        "[s:Reuters] [c:quoted] Czech Foreign Minister Jan Lipavsky as saying [o:that Prague would not].",
        "Jan Lipavsky",
        "CZE",
        ["Reuters"],
    ),
    (
        "[o:Oslo will wait], [s:newspaper La Voz Nueva] [c:reported], citing Norwegian leader Odd Moe.",
        "Odd Moe",
        "NOR",
        ["La Voz Nueva"],
    ),
    (
        "[c:According to] [s:Al Jazeera], citing the Turkish presidency, [o:Ankara will not].",
        "Turkish presidency",
        "TUR",
        ["Al Jazeera"],
    ),
    (
        "[o:The strait is closed], [s:state television] [c:said], quoting the Iranian foreign ministry.",
        "Iranian foreign ministry",
        "IRN",
        ["state television"],
    ),
]


@pytest.mark.parametrize(("marked", "name", "actor", "relays"), CITED)
def test_a_medium_that_cites_is_the_relay_and_the_cited_one_speaks(
    marked: str, name: str, actor: str, relays: list[str]
) -> None:
    voice = known(marked).voices[0]
    assert voice.speaker is not None
    assert (voice.speaker.name, voice.speaker.actor) == (name, actor)
    assert [relay.name for relay in voice.relayed_by] == relays
    assert voice.speaks_for_actor


def test_a_medium_that_cites_a_medium_relays_it() -> None:
    voice = known("[o:The road is shut], [s:media reports] [c:said] citing the Tass news agency.").voices[0]
    assert voice.speaker is not None
    assert (voice.speaker.sector, voice.speaks_for_actor) == ("media", False)
    assert [relay.name for relay in voice.relayed_by] == ["media reports"]


MEDIA = [
    "[c:According to] [s:Al Jazeera], [o:fighting went on near Bakhmut].",
    "[o:The bridge is down], [c:according to] [s:multiple reports].",
    "[s:RT] [c:claimed] [o:that Russia would win].",
    "[s:Russian state television] [c:said] [o:that the vote was over].",
]


@pytest.mark.parametrize("marked", MEDIA)
def test_a_medium_that_cites_nobody_speaks_for_itself_and_for_no_country(marked: str) -> None:
    voice = known(marked).voices[0]
    assert voice.speaker is not None
    assert (voice.speaker.sector, voice.speaker.actor) == ("media", None)
    assert not voice.speaks_for_actor
    assert voice.relayed_by == ()


def test_the_broadcaster_is_the_outlet_named_last() -> None:
    voice = known("Al Jazeera was there. [c:According to] [s:the broadcaster], [o:it rained].").voices[0]
    assert voice.speaker is not None
    assert (voice.speaker.name, voice.speaker.sector) == ("Al Jazeera", "media")


def test_a_statement_inside_another_is_relayed_by_its_speaker() -> None:
    marked = "[s1:Serbia] [c1:says] [o1:that [s2:the Comoros] [c2:has withdrawn] [o2:its recognition]]."
    outer, inner = known(marked).voices
    assert outer.relayed_by == ()
    assert [relay.name for relay in inner.relayed_by] == ["Serbia"]


def test_events_are_told_by_reports_too() -> None:
    marked = "[e:President Vladimir Putin was set to annex the regions], according to multiple reports."
    resolved = known(marked)
    assert [relay.name for relay in resolved.involved[0].relayed_by] == ["multiple reports"]


UNKNOWN_MEDIA = [
    # a name that tells by itself what it is
    (
        "[o:Oslo will wait], [s:Foreign Minister Odd Moe] [c:said], Northgate Radio reported.",
        ["Northgate Radio"],
    ),
    (
        "[s:The Chilean minister] [c:told] Northgate Radio on Monday [o:that it was over].",
        ["Northgate Radio"],
    ),
    (
        "[o:It is over], [s:the Kenyan envoy] [c:said], according to Lakeside Television.",
        ["Lakeside Television"],
    ),
    (
        "[s:The Peruvian president] [c:told] the Harbour Courier newspaper [o:that it was over].",
        ["Harbour Courier newspaper"],
    ),
    ("[s:The Ghanaian envoy] [c:told] Radio Volta [o:that it was over].", ["Radio Volta"]),
    # the noun before the name, a number in it
    ("[s:The Finnish minister] [c:told] the broadcaster Kanal 9 [o:that it was over].", ["Kanal 9"]),
    ("Speaking to the news site Havnytt, [s:the Danish envoy] [c:said] [o:it was over].", ["Havnytt"]),
    ("[s:Kenya's minister] [c:said] [o:so] in an interview with the Lisbon daily Correio.", ["Correio"]),
    # the interview alone
    ("[s:Kenya's minister] [c:said] [o:so] in an interview with Lumen.", ["Lumen"]),
    (
        "In an interview aired by Lumen on Monday, [s:Kenya's minister] [c:said] [o:so].",
        ["Lumen"],
    ),
    # neither press officers nor persons, nor what such a body says itself
    ("[s:The Chilean minister] [c:told] Harbour Press Secretary Ana Roe [o:that it was over].", []),
    ("[s:Kenya's minister] [c:said] [o:so] in an interview with Ana Roe.", []),
    ("[s:The Chilean minister] [c:told] the company Fjord Shipping [o:that it was over].", []),
]


@pytest.mark.parametrize(("marked", "relays"), UNKNOWN_MEDIA)
def test_media_that_no_table_knows_relay_by_their_grammar(marked: str, relays: list[str]) -> None:
    assert [relay.name for relay in known(marked).voices[-1].relayed_by] == relays


@pytest.mark.parametrize(
    ("marked", "name", "relays"),
    [
        (
            "[o:The strait is shut], [s:Fjord Shipping] [c:said], citing Chilean Foreign Minister Ana Roe.",
            "Ana Roe",
            ["Fjord Shipping"],
        ),
        (
            "[o:The strait is shut], [s:Northgate Radio] [c:reported], quoting the Kenyan foreign ministry.",
            "Kenyan foreign ministry",
            ["Northgate Radio"],
        ),
        ("[o:The strait is shut], [s:Fjord Shipping] [c:said], citing rising costs.", "Fjord Shipping", []),
    ],
)
def test_who_cites_a_voice_of_a_state_relays_it(marked: str, name: str, relays: list[str]) -> None:
    voice = known(marked).voices[0]
    assert voice.speaker is not None
    assert voice.speaker.name == name
    assert [relay.name for relay in voice.relayed_by] == relays
