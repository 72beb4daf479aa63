"""Sources that only other words of the report place: pronouns, documents, bodies and offices said in short,
statements without a source."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from marked import found, known

from onrecord.model import Voice
from onrecord.resolve import resolve
from onrecord.world import World

DAY = date(2006, 5, 5)


def last_voice(marked: str) -> Voice:
    """The voice of the last statement."""
    return known(marked, DAY).voices[-1]


def actors_of(voice: Voice) -> tuple[str, ...]:
    """Those it speaks for."""
    return voice.speaker.actors if voice.speaker is not None and voice.speaks_for_actor else ()


INTRODUCED = [
    # a body, an office, a spokesperson said with the owner once
    (
        "A report from the European Commission is due. [s:The commission] [c:wants] [o:fewer rules].",
        ("EC",),
    ),
    (
        "Chile's new defence minister spoke. It rained. [s:The defence ministry] [c:said] [o:no].",
        ("CHL",),
    ),
    (
        "A visiting UN special envoy came to Lima. [s:The envoy] [c:urged] [o:calm].",
        ("UN",),
    ),
    (
        "[s:A senior Norwegian official] [c:said] [o:no].\n\n[s2:The official] [c2:said] [o2:talks go on].",
        ("NOR",),
    ),
    (
        "The UN Security Council met. [s:The 15-member council] [c:called for] [o:calm].",
        ("UNSC",),
    ),
    # a person with the same bare title
    (
        (
            "[s:A UN refugee agency spokeswoman] [c:said] [o:they fled].\n\nAll were hungry, "
            "[s2:spokeswoman Ana Roe] "
            "[c2:said]."
        ),
        ("UNHCR",),
    ),
    # a person whose nameless words were told right before
    (
        (
            "Talks failed in Oslo. [s:A senior Chilean official] [c:said] [o:no]. Trade "
            "Minister Ana Roe made the "
            "remarks in Lima.\n\n[o2:“It is over,”] [s2:Roe] [c2:said]."
        ),
        ("CHL",),
    ),
    # those who work for somebody
    (
        "French President Jacques Chirac left. [s:Chirac's special envoy, Luc Roe,] [c:said] [o:no].",
        ("FRA",),
    ),
    (
        "French President Jacques Chirac left. [s:Luc Roe, a senior Chirac aide,] [c:said] [o:no].",
        ("FRA",),
    ),
    (
        "French President Jacques Chirac left. [s:An aide to Chirac] [c:said] [o:no].",
        ("FRA",),
    ),
    ("Rain fell. [o:He came from], [s:the pontiff] [c:said], [o:Krakow].", ("VAT",)),
    ("It is late. [s:The Palestinians] [c:hope] [o:it ends].", ("PSE",)),
]


@pytest.mark.parametrize(("marked", "actors"), INTRODUCED)
def test_a_voice_belongs_to_whom_the_report_introduced_it_with(marked: str, actors: tuple[str, ...]) -> None:
    assert actors_of(last_voice(marked)) == actors


NOT_INTRODUCED = [
    # two of that noun with different owners, or another whose owner is not said
    "A Chilean official and a Peruvian official met. [s:The official] [c:said] [o:no].",
    "The European Commission and the Election Commission met. [s:The commission] [c:said] [o:no].",
    # a new voice
    "A Chilean envoy came. [s:An envoy] [c:said] [o:no].",
    "Chile sent troops. [s:The rebels] [c:said] [o:no].",
    # people of whom few are meant
    "It is late. [s:Palestinians] [c:say] [o:prices rose].",
    # another leader's colleagues
    "French President Jacques Chirac left. [s:A lawyer for Chirac] [c:said] [o:no].",
]


@pytest.mark.parametrize("marked", NOT_INTRODUCED)
def test_it_stays_open_without_one_introduction(marked: str) -> None:
    assert actors_of(last_voice(marked)) == ()


GATHERINGS = [
    ("OPEC ministers met in Vienna. [s:The ministers] [c:agreed] [o:to cut output].", ("OPEC",)),
    ("An EU summit opened in Lisbon. [s:The leaders] [c:said] [o:talks go on].", ("EU",)),
    ("It rained. [s:OPEC ministers meeting in Vienna on Friday] [c:announced] [o:cuts].", ("OPEC",)),
    ("An EU summit closed. [s:The joint statement] [c:said] [o:talks go on].", ("EU",)),
    ("An EU summit closed. [o:At the summit, new rules] [c:were adopted] [o:for ships].", ("EU",)),
]


@pytest.mark.parametrize(("marked", "actors"), GATHERINGS)
def test_those_at_a_meeting_speak_for_its_organisation(marked: str, actors: tuple[str, ...]) -> None:
    assert actors_of(last_voice(marked)) == actors


NO_GATHERING = [
    "An EU summit and an ASEAN summit opened. [s:The leaders] [c:said] [o:talks go on].",
    "An EU summit opened. [s:The opposition leaders] [c:said] [o:no].",
    "An EU summit opened. [s:Business leaders] [c:said] [o:no].",
    "A UN conference opened. [s:The ministers] [c:said] [o:no].",
]


@pytest.mark.parametrize("marked", NO_GATHERING)
def test_others_do_not(marked: str) -> None:
    assert actors_of(last_voice(marked)) == ()


def test_the_headline_says_whose_ministers_the_lead_quotes() -> None:
    told = found("[s:The Pacific Rim trade ministers] [c:pledged] [o:freer trade].", DAY)
    titled = replace(told, report=replace(told.report, title="APEC ministers pledge freer trade"))
    assert actors_of(resolve(titled, World.load()).voices[0]) == ("APEC",)


DOCUMENTS = [
    ("[s:A survey conducted by the Norwegian finance ministry] [c:found] [o:growth].", ("NOR",)),
    ("[s:A report from the European Commission] [c:said] [o:no].", ("EC",)),
    (
        "A report from the European Commission is out. It is long. [s:The report] [c:warns] [o:of losses].",
        ("EC",),
    ),
    ("The European Commission spoke. [s:The commission report] [c:warns] [o:of losses].", ("EC",)),
    (
        (
            "[o:Drivers pay], according to [s:new rules issued on Friday]. The rules, issued by "
            "the Norwegian "
            "transport ministry, run to ten pages."
        ),
        ("NOR",),
    ),
    ("Chile has tabled [s:a motion] [c:condemning] [o:the vote].", ("CHL",)),
    ("President Jacques Chirac signed a decree [s:which] [c:bans] [o:smoking].", ("FRA",)),
    ("Chile rejected a report by the European Commission (EC) [s:which] [c:urges] [o:calm].", ("EC",)),
    ("Oslo left the Norway-Chile fishing agreement, [s:which] [c:bans] [o:nets].", ("NOR", "CHL")),
    (
        (
            "French President Jacques Chirac met Chilean President Michelle Bachelet. [s:A joint statement] "
            "[c:said] [o:trade would grow]."
        ),
        ("FRA", "CHL"),
    ),
    (
        "Norway grew. Norway sold oil. [o:Prices rose], [c:according to] [s:official figures].",
        ("NOR",),
    ),
]


@pytest.mark.parametrize(("marked", "actors"), DOCUMENTS)
def test_a_document_is_the_word_of_who_issued_it(marked: str, actors: tuple[str, ...]) -> None:
    voice = last_voice(marked)
    assert actors_of(voice) == actors
    assert voice.sourcing == "document"


NOBODYS_DOCUMENTS = [
    "[s:A survey conducted by the Roe Institute] [c:found] [o:growth].",
    "[s:A study] [c:found] [o:growth].",
    "A Chilean report and a report from the European Commission differ. [s:A new poll] [c:found] [o:none].",
    "[o:Growth is slow], [c:according to] [s:estimates].",
]


@pytest.mark.parametrize("marked", NOBODYS_DOCUMENTS)
def test_others_are_nobodys(marked: str) -> None:
    assert actors_of(last_voice(marked)) == ()


PRONOUNS = [
    # a given name tells the gender
    (
        (
            "[s:French Defence Minister Michele Alliot-Marie] [c:said] [o:no]. Rebel chief "
            "Laurent Roe wants a truce. "
            "[o2:“It must stop,”] [s2:she] [c2:said]."
        ),
        ("FRA",),
    ),
    # plural offices and wives named by the way are nobody's "he"
    (
        (
            "Pope Benedict XVI came to Prague. In his welcome, Czech President Vaclav Klaus raised taxes.\n\n"
            "[o1:“Today we have a chance. Evil is far away,”] [s1:he] [c1:said]."
        ),
        ("CZE",),
    ),
    # the clause before
    ("Even as Chile buys gas, [s:it] [c:says] [o:it will save].", ("CHL",)),
    # "whom" is not who calls
    (
        (
            "[s:French President Jacques Chirac] [c:said] [o:no]. On Monday he met US President "
            "George W. Bush, "
            "[o2:whom] [s2:he] [c2:called] [o2:a friend]."
        ),
        ("FRA",),
    ),
    ("France, Chile and Norway are among the states [s:that] [c:want] [o:a vote].", ("FRA", "CHL", "NOR")),
    # who of two it is stays open, for whom they speak does not
    (
        (
            "UN Secretary-General Kofi Annan's envoy, UN Special Envoy Alvaro de Soto, came "
            "with [s:his] [c:message] "
            "[o:that talks must start]."
        ),
        ("UN",),
    ),
]


@pytest.mark.parametrize(("marked", "actors"), PRONOUNS)
def test_a_pronoun_goes_back_to_the_one_it_fits(marked: str, actors: tuple[str, ...]) -> None:
    assert actors_of(last_voice(marked)) == actors


def test_they_are_the_subject_of_their_clause() -> None:
    marked = (
        "The UN [c:warned] [o:of war]. It began when the rebels fought what [s2:they] [c2:call] [o2:neglect]."
    )
    assert actors_of(last_voice(marked)) == ()


JOINT = [
    ("[s:Israel and several European states] [c:wanted] [o:a vote].", ("ISR",)),
    (
        (
            "French President Jacques Chirac received a UN envoy. [s:Both the president and the "
            "envoy] [c:urged] "
            "[o:calm]."
        ),
        ("FRA", "UN"),
    ),
    (
        (
            "Ehud Olmert met Mahmoud Abbas. [s:Israeli Prime Minister Ehud Olmert and an aide "
            "to Palestinian President "
            "Mahmoud Abbas] [c:said] [o:no]."
        ),
        ("ISR", "PSE"),
    ),
    ("[s:Chilean leaders including opposition chief Ana Roe] [c:denounced] [o:it].", ("CHL",)),
    (
        (
            "[s:France and Chile] [c:signed] [o:a pact]. [s2:The two countries] [c2:said] [o2:no]. "
            "[s3:The member states] [c3:agreed] [o3:to wait]."
        ),
        ("FRA", "CHL"),
    ),
]


@pytest.mark.parametrize(("marked", "actors"), JOINT)
def test_several_voices(marked: str, actors: tuple[str, ...]) -> None:
    assert actors_of(last_voice(marked)) == actors


SOURCELESS = [
    (
        "[s:OPEC] [c:announced] [o:a cut]. Prices rose.\n\nThe [c2:announcement of] [o2:a cut] helped.",
        ("OPEC",),
    ),
    (
        "[s:Japan] [c:forecast] [o:growth]. Spending [c2:is forecast] [o2:to rise].",
        ("JPN",),
    ),
    # several did, or nobody
    (
        (
            "[s:Japan] [c:forecast] [o:growth]. [s2:Chile] [c2:forecast] [o2:none]. It [c3:is "
            "forecast] [o3:to rain]."
        ),
        (),
    ),
    ("[s:Japan] [c:said] [o:no]. Spending [c2:is forecast] [o2:to rise].", ()),
    ("[s:Japan] [c:said] [o:no]. It [c2:is expected] [o2:to rain].", ()),
]


@pytest.mark.parametrize(("marked", "actors"), SOURCELESS)
def test_a_statement_without_source_is_of_who_did_the_same_before(
    marked: str, actors: tuple[str, ...]
) -> None:
    assert actors_of(last_voice(marked)) == actors


AT_HOME = [
    ("Chile voted. Chile is calm. [s:Officials] [c:said] [o:all was well].", ("CHL",)),
    ("Chile and Peru voted. [s:Officials] [c:said] [o:all was well].", ()),
    ("Chile voted. Chile is calm. [s:Local officials] [c:said] [o:all was well].", ()),
    # an envoy is never the report's own
    ("Chile voted. Chile is calm. [s:The envoy] [c:said] [o:all was well].", ()),
    ("Oslo hit back, [s:a foreign ministry spokesman] [c:stating] [o:that it was over].", ("NOR",)),
]


@pytest.mark.parametrize(("marked", "actors"), AT_HOME)
def test_officials_are_of_the_state_that_the_report_is_of(marked: str, actors: tuple[str, ...]) -> None:
    assert actors_of(last_voice(marked)) == actors


ELSEWHERE = [
    # named most in the whole report, by people and by town
    (
        "It rained. Chilean farmers in Chile met in Santiago. [s:Trade Minister Ana Roe] [c:said] [o:no].",
        ("CHL",),
    ),
    # a visitor, a company's vice president
    ("It rained. Chilean farmers met in Chile. Visiting [s:Trade Minister Ana Roe] [c:said] [o:no].", ()),
    ("It rained. Chilean farmers met in Chile. [s:Vets vice president Ana Roe] [c:said] [o:no].", ()),
    ("The US-led coalition hit a house. [s:The coalition] [c:said] [o:two died].", ("USA",)),
    ("[s:A broad range of Chilean officials] [c:said] [o:no].", ("CHL",)),
    ("[s:Chilean law] [c:says] [o:no].", ()),
    (
        (
            "The EU met.\n\n[s:Finnish Prime Minister Ana Roe, whose country holds the EU presidency], "
            "[c:said] [o:no]."
        ),
        ("FIN", "EU"),
    ),
    ("[s:Ali Roe, political leader of the militant group Hamas], [c:said] [o:no].", ("HAMAS",)),
    (
        (
            "[s:Gus Roe, the UN representative in Nicosia], [c:said] [o:no].\n\n[s2:The official] [c2:said] "
            "[o2:it helps]."
        ),
        ("UN",),
    ),
]


@pytest.mark.parametrize(("marked", "actors"), ELSEWHERE)
def test_other_words_place_a_voice(marked: str, actors: tuple[str, ...]) -> None:
    assert actors_of(last_voice(marked)) == actors
