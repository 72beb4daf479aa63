"""Who a source is: name and office in the report's words, the actor spoken for, and what stays open."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest
from marked import known

from onrecord.model import Voice


class Who(NamedTuple):
    """What a voice comes to: name, office, actors, whether it speaks for them."""

    name: str | None
    office: str | None
    actors: tuple[str, ...]
    speaks: bool


def last_voice(marked: str, published: date = date(2022, 9, 28)) -> Voice:
    return known(marked, published).voices[-1]


def who(voice: Voice) -> Who:
    assert voice.speaker is not None, f"open between {voice.candidates}"
    return Who(voice.speaker.name, voice.speaker.office, voice.speaker.actors, voice.speaks_for_actor)


TITLED = [
    (
        "[s:German Chancellor Olaf Scholz] [c:said] [o:Berlin would never take the money].",
        Who("Olaf Scholz", "Chancellor", ("DEU",), True),
    ),
    (
        "German Chancellor Olaf Scholz flew to Paris. [s:Scholz] [c:said] [o:the vote was a sham].",
        Who("Olaf Scholz", "Chancellor", ("DEU",), True),
    ),
    (
        "[s:Jan Lipavsky, the Czech foreign minister,] [c:said] [o:Prague would not].",
        Who("Jan Lipavsky", "foreign minister", ("CZE",), True),
    ),
    (
        "[s:The Finnish president, Sauli Niinisto,] [c:said] [o:Helsinki would wait].",
        Who("Sauli Niinisto", "president", ("FIN",), True),
    ),
    (
        "[o:It was illegal], [c:said] [s:Sauli Niinisto, president of Finland].",
        Who("Sauli Niinisto", "president", ("FIN",), True),
    ),
    (
        "[s:Estonia's Prime Minister Kaja Kallas] [c:said] [o:it was void].",
        Who("Kaja Kallas", "Prime Minister", ("EST",), True),
    ),
    (
        "[s:EU foreign policy chief Josep Borrell] [c:called] [o:the votes illegal].",
        Who("Josep Borrell", "foreign policy chief", ("EU",), True),
    ),
    (
        "[s:UN Secretary-General Antonio Guterres] [c:said] [o:annexation had no place].",
        Who("Antonio Guterres", "Secretary-General", ("UN",), True),
    ),
    (
        "[s:European Commission President Ursula von der Leyen] [c:said] [o:no].",
        Who("Ursula von der Leyen", "President", ("EC",), True),
    ),
    (
        "[s:Ukraine's ambassador to Germany, Oleksii Makeiev,] [c:said] [o:Kyiv was grateful].",
        Who("Oleksii Makeiev", "ambassador", ("UKR",), True),
    ),
    (
        "[s:The Russian ambassador to the United Nations] [c:said] [o:the draft was hostile].",
        Who(None, "ambassador", ("RUS",), True),
    ),
    (
        "[s:Latvia's acting foreign minister Edgars Ozols] [c:said] [o:Riga would not].",
        Who("Edgars Ozols", "acting foreign minister", ("LVA",), True),
    ),
    (
        "[s:NATO Deputy Secretary-General Mircea Geoana] [c:said] [o:the alliance stood firm].",
        Who("Mircea Geoana", "Deputy Secretary-General", ("NATO",), True),
    ),
    (
        "[s:Swedish Foreign Minister Ann Linde] [c:said so]. [s2:Linde's] [c2:remark] [o2:that it was void].",
        Who("Ann Linde", "Foreign Minister", ("SWE",), True),
    ),
]


@pytest.mark.parametrize(("marked", "expected"), TITLED)
def test_a_titled_name_speaks_for_its_country(marked: str, expected: Who) -> None:
    assert who(last_voice(marked)) == expected


NAMELESS = [
    ("[s:Ukraine] [c:has said] [o:the regions remain its own].", Who("Ukraine", None, ("UKR",), True)),
    (
        "[o:“We will go on,”] [c:said] [s:the Ukrainian foreign ministry].",
        Who("Ukrainian foreign ministry", None, ("UKR",), True),
    ),
    (
        "[s:Meanwhile, the Ukrainian foreign ministry, in a brief statement,] [c:said] [o:no].",
        Who("Ukrainian foreign ministry", None, ("UKR",), True),
    ),
    (
        "[s:The Ukrainian foreign ministry and the Kremlin] [c:said] [o:no].",
        Who("Ukrainian foreign ministry and the Kremlin", None, ("UKR", "RUS"), True),
    ),
    ("[s:The Kremlin] [c:said] [o:it would].", Who("Kremlin", None, ("RUS",), True)),
    ("[s:Moscow] [c:insists] [o:the votes were free].", Who("Moscow", None, ("RUS",), True)),
    (
        "[s:Paris and Berlin] [c:said] [o:they would not].",
        Who("Paris and Berlin", None, ("FRA", "DEU"), True),
    ),
    (
        "[s:The foreign ministers of France and Germany] [c:said] [o:no].",
        Who("foreign ministers of France and Germany", "foreign ministers", ("FRA", "DEU"), True),
    ),
    (
        "[s:The foreign ministers of the G7] [c:said] [o:they would never].",
        Who("foreign ministers of the G7", "foreign ministers", ("G7",), True),
    ),
    (
        "[s:The EU and its member states] [c:condemn] [o:the votes].",
        Who("EU and its member states", None, ("EU",), True),
    ),
    (
        "[s:A senior US official, who spoke on condition of anonymity,] [c:said] [o:so].",
        Who("senior US official", None, ("USA",), True),
    ),
    (
        "[s:A German government spokesperson] [c:said] [o:support would last].",
        Who("German government spokesperson", "government spokesperson", ("DEU",), True),
    ),
    (
        "[s:A spokesman for the Polish foreign ministry] [c:said] [o:Warsaw knew].",
        Who("spokesman for the Polish foreign ministry", "spokesman", ("POL",), True),
    ),
    (
        "[s:The Russian president] [c:said] [o:the regions were Russian].",
        Who(None, "president", ("RUS",), True),
    ),
    (
        "[s:A joint statement by France and Germany] [c:said] [o:the votes were void].",
        Who("France and Germany", None, ("FRA", "DEU"), True),
    ),
    (
        (
            "Turkish President Recep Tayyip Erdogan rested. [s:Erdogan's office] [c:said] [o:Ankara was"
            " content]."
        ),
        Who("Erdogan's office", None, ("TUR",), True),
    ),
    (
        "[s:A spokeswoman for the foreign ministry in Vienna] [c:said] [o:it took no position].",
        Who("spokeswoman for the foreign ministry in Vienna", "spokeswoman", ("AUT",), True),
    ),
    (
        "[s:The head of Russia's foreign ministry department for the region] [c:said] [o:so].",
        Who(None, "head", ("RUS",), True),
    ),
    (
        "[s:The Permanent Council of the Organization of American States] [c:voted] [o:to accept it].",
        Who("Permanent Council of the Organization of American States", None, ("OAS",), True),
    ),
    ("[s:NATO] [c:said] [o:it would].", Who("NATO", None, ("NATO",), True)),
    (
        "[s:The UN Security Council] [c:voted] [o:to condemn].",
        Who("UN Security Council", None, ("UNSC",), True),
    ),
]


@pytest.mark.parametrize(("marked", "expected"), NAMELESS)
def test_bodies_countries_and_nameless_voices(marked: str, expected: Who) -> None:
    assert who(last_voice(marked)) == expected


IN_ARMS = [
    # armed forces and services speak for their state
    ("[s:The Ukrainian military] [c:said] [o:it had advanced].", ("UKR",)),
    ("[s:A Ukrainian military spokesman] [c:said] [o:the bridge was gone].", ("UKR",)),
    ("[s:Norwegian Navy Captain Odd Moe] [c:said] [o:the ship was safe].", ("NOR",)),
    ("[s:Chilean intelligence officials] [c:believed] [o:the cable was cut].", ("CHL",)),
    ("[s:Palestinian West Bank security chief Omar Daoud] [c:said] [o:no].", ("PSE",)),
    ("Kenya waits. Kenya has ships.\n\n[s:The navy] [c:said] [o:they were out].", ("KEN",)),
    ("Kenya waits. Kenya has ships.\n\n[s:A senior military source] [c:said] [o:no].", ("KEN",)),
    ("Kenya waits. Kenya has ships.\n\n[s:Army spokesman, Colonel Abel Oduya] [c:said] [o:no].", ("KEN",)),
    # those who fight it, have left it or only serve in it do not
    ("[s:Rebel general Juan Soto of Chile] [c:said] [o:no].", ()),
    ("[s:The Chilean rebel army] [c:said] [o:no].", ()),
    ("[s:Mutinous Chilean soldiers] [c:said] [o:no].", ()),
    ("[s:Retired Chilean general Juan Soto] [c:said] [o:no].", ()),
    ("[s:A Chilean soldier] [c:said] [o:it was cold].", ()),
    ("[s:Juan Soto, leader of the Movement for the Freedom of Chile,] [c:said] [o:no].", ()),
    # a movement that takes sides speaks for itself
    ("[s:Visiting exiled Hamas leader Omar Daoud] [c:warned] [o:it would end].", ("HAMAS",)),
    ("[s:Omar Daoud, a commander of Hamas,] [c:warned] [o:it would end].", ("HAMAS",)),
    ("[s:Hamas lawmaker Omar Daoud] [c:warned] [o:it would end].", ()),
    ("[s:Former Hamas leader Omar Daoud] [c:warned] [o:it would end].", ()),
]


@pytest.mark.parametrize(("marked", "actors"), IN_ARMS)
def test_armed_forces_speak_for_their_state_and_movements_for_themselves(
    marked: str, actors: tuple[str, ...]
) -> None:
    assert who(last_voice(marked)).actors == actors


SPEAKS_FOR_NOBODY = [
    "[s:Greece's main opposition party, New Democracy,] [c:called on] [o:the government to act].",
    "[s:Officials installed by Moscow in the south] [c:said] [o:so].",
    "[s:Sylvia Sum, head of the Indonesian Internet Providers' Association] [c:said] [o:so].",
    "[s:Sergei Kuz, spokesman for Russia's gas monopoly Gazprom,] [c:said] [o:so].",
    "[s:A Japanese Red Cross official] [c:said] [o:so].",
    "[s:Police official Shahidul Islam] [c:said] [o:so].",
    (
        "[s:Latvian officials, including former President Egils Levits,] [c:said] [o:so]. [s2:Levits]"
        " [c2:agreed]."
    ),
    "[s:Former Norwegian prime minister Odd Moe, meanwhile,] [c:said] [o:so].",
    "[s:Russian lawmaker Pyotr Tolstoy] [c:said] [o:it was done].",
    "[s:Former German chancellor Gerhard Schroeder] [c:said] [o:talks were needed].",
    "[s:President-elect Maia Dorin of Moldova] [c:said] [o:she would].",
    "[s:Shadow foreign secretary David Lammy] [c:said] [o:Britain should].",
    "[s:Serbian opposition leader Dragan Djilas] [c:said] [o:the vote was a farce].",
    "[s:Russian political analyst Fyodor Lukyanov] [c:said] [o:escalation was likely].",
    "[s:Residents of Kherson] [c:said] [o:armed men came].",
    "[s:The Russian-installed head of the Kherson region] [c:said] [o:it had joined].",
    "[s:Germans] [c:say] [o:they are worried].",
    "[s:The Kharkiv regional governor] [c:said] [o:two people died].",
    "[s:Al Jazeera] [c:reported] [o:heavy fighting].",
    "[s:The Russian parliament] [c:approved] [o:the treaties].",
    "[s:Indian opposition lawmaker Anand Rao] [c:said] [o:Delhi should].",
    "[s:The chief executive of a German carmaker] [c:said] [o:exports fell].",
    "[s:A spokesman for Norway's state-owned monopoly Fjordgas] [c:said] [o:prices fell].",
    "[s:The president of the breakaway Russian republic of Tarchia] [c:said] [o:it was free].",
    "[s:Paul Otieno, president of the Kenya Institute of Surveyors,] [c:said] [o:maps were old].",
    "[s:British mercenary boss Jim Strand] [c:said] [o:he was paid].",
    "[s:Kenyan President Abel Oduya's new party, the Union for Change,] [c:said] [o:it would run].",
    "[s:Ann Roe, Kenya's chief opposition critic,] [c:said] [o:it was late].",
    "[s:Kenya's human rights commission] [c:said] [o:the count was right].",
    "[s:An influential US report] [c:said] [o:it was key].",
    "[s:The International Commission of Jurists (ICJ)] [c:said] [o:judges left].",
    "[s:A Malian organising committee official] [c:said] [o:all came].",
    "[s:The BJP vice president] [c:said] [o:India should vote].",
    "[s:Writers' Guild of Sweden president Ulla Berg] [c:said] [o:books were dear].",
]


@pytest.mark.parametrize("marked", SPEAKS_FOR_NOBODY)
def test_these_voices_give_no_country_a_position(marked: str) -> None:
    voice = last_voice(marked)
    assert not voice.speaks_for_actor
    assert voice.speaker is not None
    assert (voice.speaker.actor, voice.speaker.actors) == (None, ())


TABLE = [
    (
        '[o:"Canada will not recognise it,"] [s:Trudeau] [c:said].',
        Who("Trudeau", None, ("CAN",), True),
    ),
    (
        "[s:Foreign Minister Nanaia Mahuta] [c:said] [o:the votes were not free].",
        Who("Nanaia Mahuta", "Foreign Minister", ("NZL",), True),
    ),
    (
        "[s:President Aleksandar Vučić] [c:said] [o:it would not].",
        Who("Aleksandar Vučić", "President", ("SRB",), True),
    ),
    (
        "[s:Sergei Lavrov] [c:said] [o:the West was to blame].",
        Who("Sergei Lavrov", None, ("RUS",), True),
    ),
]


@pytest.mark.parametrize(("marked", "expected"), TABLE)
def test_the_table_of_offices_gives_the_actor_and_never_a_name(marked: str, expected: Who) -> None:
    voice = last_voice(marked)
    assert who(voice) == expected
    assert voice.speaker is not None
    assert "office-holder" in [reason.rule for reason in voice.speaker.because]


def test_a_holder_speaks_only_while_in_office() -> None:
    marked = "[s:Trudeau] [c:said] [o:so]."
    assert who(last_voice(marked, date(2010, 5, 1))).actors == ()


def test_a_private_person_of_a_ministers_surname_is_not_the_minister() -> None:
    marked = "Marco Trudeau runs a bakery. [s:Trudeau] [c:said] [o:bread was dear]."
    assert who(last_voice(marked)) == Who("Marco Trudeau", None, (), False)


BACKWARDS = [
    (
        "German Chancellor Olaf Scholz spoke. [s:The chancellor] [c:said] [o:it was void].",
        Who("Olaf Scholz", "Chancellor", ("DEU",), True),
    ),
    (
        "Finland's President Sauli Niinisto spoke. [s:He] [c:said] [o:it was void].",
        Who("Sauli Niinisto", "President", ("FIN",), True),
    ),
    (
        (
            "German Chancellor Olaf Scholz met Estonian Prime Minister Kaja Kallas.\n\n"
            "[s:The Estonian prime minister] [c:said] [o:it was void]."
        ),
        Who("Kaja Kallas", "Prime Minister", ("EST",), True),
    ),
    (
        "[s:Danish Foreign Minister Jeppe Kofod, who] went to Oslo, [c:said] [o:so].",
        Who("Jeppe Kofod", "Foreign Minister", ("DNK",), True),
    ),
    (
        "[s:Mr Aho] [c:said] [o:so]. Finnish Foreign Minister Pekka Aho went on to Rome.",
        Who("Pekka Aho", "Foreign Minister", ("FIN",), True),
    ),
    (
        (
            "Iceland's minister Jon Olafsson met Norwegian minister Kari Moe. [s1:Mr Olafsson] [c1:agreed]"
            " [o1:to it]. "
            "[s2:She] [c2:added] [o2:little]. Ms Moe left."
        ),
        Who("Kari Moe", "minister", ("NOR",), True),
    ),
    (
        "[s:The Polish foreign ministry] [c:said] [o:no]. [s2:The ministry] [c2:added] [o2:that it knew].",
        Who("ministry", None, ("POL",), True),
    ),
    (
        "It came from a UN official [s:who] [c:asked] [o:for patience].",
        Who("UN official", None, ("UN",), True),
    ),
    (
        (
            "[o:“No,”] [s1:Ann Linde] [c1:said] of a plan by Pekka Aho. [s2:Swedish Foreign Minister Ann"
            " Linde] "
            "[c2:thought] [o2:that Pekka Aho was wrong]. [s3:She] [c3:would not] [o3:wait]."
        ),
        Who("Ann Linde", "Foreign Minister", ("SWE",), True),
    ),
    (
        "Finnish President Sauli Niinisto was ill. [s:His spokesman] [c:said] [o:he would rest].",
        Who("spokesman", "spokesman", ("FIN",), True),
    ),
    (
        "Brazilian President Luiz Inacio Lula da Silva spoke. [s:Lula] [c:said] [o:he would].",
        Who("Luiz Inacio Lula da Silva", "President", ("BRA",), True),
    ),
    (
        (
            "Saddam Hussein was tried. [s:A Norwegian government spokeswoman] [c:said] [o:no]. [s2:She]"
            " [c2:said] [o2:so]."
        ),
        Who("Norwegian government spokeswoman", "government spokeswoman", ("NOR",), True),
    ),
    (
        "[s:Belarus, which stands between Russia and the European Union,] [c:refused] [o:to pay].",
        Who("Belarus", None, ("BLR",), True),
    ),
    (
        "[s:Saudi interior ministry spokesman General Hamad al-Qarni] [c:said] [o:so].",
        Who("Hamad al-Qarni", "interior ministry spokesman", ("SAU",), True),
    ),
    (
        "[s:The Finnish president this month] [c:said] [o:so].",
        Who(None, "president", ("FIN",), True),
    ),
    (
        (
            "[s:Finnish President Sauli Niinisto] [c:condemned] [o:the murder of Odd Moe].\n\n"
            "[o2:“The murder of Mr Moe was vile,”] [s2:he] [c2:said]."
        ),
        Who("Sauli Niinisto", "President", ("FIN",), True),
    ),
    (
        "[s:A NATO statement] [c:said] [o:troops had left Afghanistan]. [s2:It] [c2:added] [o2:little].",
        Who("NATO statement", None, ("NATO",), True),
    ),
    (
        "[s:The Kremlin] [c:said] [o:so]. [s2:It] [c2:added] [o2:that talks were off].",
        Who("Kremlin", None, ("RUS",), True),
    ),
    (
        "[s1:Finnish President Sauli Niinisto] [c1:said] [o1:“[s2:we] [c2:believe] [o2:in law]”].",
        Who("Sauli Niinisto", "President", ("FIN",), True),
    ),
    (
        (
            "[s:Scholz and Macron] [c:said] [o:no]. [s2:They] [c2:added] [o2:more]. "
            "German Chancellor Olaf Scholz and French President Emmanuel Macron left."
        ),
        Who("Scholz and Macron", None, ("DEU", "FRA"), True),
    ),
]


@pytest.mark.parametrize(("marked", "expected"), BACKWARDS)
def test_short_forms_and_pronouns_go_back_to_the_one_that_fits(marked: str, expected: Who) -> None:
    assert who(last_voice(marked)) == expected


SERVING = [
    (
        "[s:Prime Minister Edi Rama's chief of staff, Arben Kola,] [c:said] [o:so].",
        Who("Arben Kola", "chief of staff", ("ALB",), True),
    ),
    (
        "[o:“No,”] [c:said] [s:Albanian Prime Minister Edi Rama's spokeswoman, Mira Dosti].",
        Who("Mira Dosti", "spokeswoman", ("ALB",), True),
    ),
    (
        "[s:President Sauli Niinisto's adviser Tiina Aho] [c:said] [o:so].",
        Who("Tiina Aho", "adviser", ("FIN",), True),
    ),
    (
        "[s:Prime Minister Edi Rama's chief of staff] [c:said] [o:so].",
        Who(None, "Prime Minister Edi Rama's chief of staff", ("ALB",), True),
    ),
    (
        "[s:Norwegian Foreign Minister Anniken Huitfeldt's brother, Lars Huitfeldt,] [c:said] [o:so].",
        Who("Lars Huitfeldt", None, (), False),
    ),
    (
        "[s:Edi Rama, the prime minister of Albania,] [c:said] [o:so].",
        Who("Edi Rama", "prime minister", ("ALB",), True),
    ),
]


@pytest.mark.parametrize(("marked", "expected"), SERVING)
def test_who_serves_a_minister_is_the_speaker_and_not_the_minister(marked: str, expected: Who) -> None:
    voice = last_voice(marked)
    assert who(voice) == expected
    assert voice.speaker is not None
    assert voice.speaker.sector == ("government" if expected.speaks else None)


OPEN = [
    (
        (
            "South Korean President Lee Jae-myung met Singapore's Prime Minister Lee Hsien Loong. "
            "[s:Lee] [c:said] [o:trade would grow]."
        ),
        {("Lee Jae-myung", "KOR"), ("Lee Hsien Loong", "SGP")},
    ),
    (
        "Finnish Foreign Minister Pekka Aho met Norwegian Foreign Minister Odd Moe. [s:He] [c:said] [o:so].",
        {("Pekka Aho", "FIN"), ("Odd Moe", "NOR")},
    ),
    (
        (
            "Finnish Foreign Minister Pekka Aho met Norwegian Foreign Minister Odd Moe. "
            "[s:The foreign minister] [c:said] [o:so]."
        ),
        {("Pekka Aho", "FIN"), ("Odd Moe", "NOR")},
    ),
]


@pytest.mark.parametrize(("marked", "candidates"), OPEN)
def test_what_fits_two_stays_open_between_them(marked: str, candidates: set[tuple[str, str]]) -> None:
    voice = last_voice(marked, date(2025, 11, 1) if "Jae-myung" in marked else date(2022, 9, 28))
    assert voice.speaker is None
    assert {(c.name, c.actor) for c in voice.candidates} == candidates
    assert not voice.speaks_for_actor


def test_a_title_settles_which_lee() -> None:
    marked = (
        "South Korean President Lee Jae-myung met Singapore's Prime Minister Lee Hsien Loong. "
        "[s:President Lee] [c:said] [o:trade would grow]."
    )
    assert who(last_voice(marked)).name == "Lee Jae-myung"


def test_a_pronoun_that_names_nobody_gives_no_speaker() -> None:
    assert last_voice("Prices rose. [s:He] [c:said] [o:it was bad].").speaker is None
    asked = (
        "The draft lacks [s1:a US] [c1:demand for] [o1:a ban]. [s2:It] [c2:asks] [o2:the agency to report]."
    )
    assert last_voice(asked).speaker is None


WELLINGTON = (
    "[s1:The prime minister] [c1:wants] [o1:more states to send help to Ukraine].\n\n"
    "New Zealand will not recognise the votes held in Ukraine.\n\n"
    "[s2:Foreign Minister Nanaia Mahuta] [c2:said] [o2:they would not be recognised].\n\n"
    "[o3:“They were not free,”] [s3:Mahuta] [c3:said].\n\n[s4:Ukraine] [c4:has said] [o4:the regions are"
    " its own]."
)


def test_an_office_without_a_country_is_that_of_the_reports_own() -> None:
    voice = known(WELLINGTON, date(2022, 9, 30)).voices[0]
    assert who(voice) == Who(None, "prime minister", ("NZL",), True)
    assert voice.speaker is not None
    assert [reason.rule for reason in voice.speaker.because] == ["own-country"]


def test_a_minister_whom_no_table_knows_is_of_the_one_state_that_takes_a_stand() -> None:
    marked = (
        "[o:Samoa's new government recognises the council], [s:Foreign Minister Tala Fono] [c:said].\n\n"
        '[o2:"Samoa no longer recognises the junta,"] [s2:Fono] [c2:said].'
    )
    assert who(last_voice(marked)) == Who("Tala Fono", "Foreign Minister", ("WSM",), True)


SAMOA = "Samoa will wait. [s1:Samoa's prime minister] [c1:said] [o1:Samoa had time]. Samoa does not mind.\n\n"
SPOKESMAN = "[s3:Foreign Ministry spokesman Moe] [c3:said]."
BESIDE = [
    # the state that has just spoken goes on in its own name, whosever report it is
    (
        f"{SAMOA}[s2:Norway] [c2:voiced] [o2:concern]. [o3:“Norway does not support the move,”] {SPOKESMAN}",
        Who("Moe", "Foreign Ministry spokesman", ("NOR",), True),
    ),
    (
        (
            f"{SAMOA}[s2:Norway] [c2:voiced] [o2:concern]. "
            "[o3:“Norway will never recognise the junta,”] [s3:the foreign ministry] [c3:said]."
        ),
        Who("foreign ministry", None, ("NOR",), True),
    ),
    # one sign alone against the report's own state leaves it open
    (
        f"{SAMOA}[o3:“Norway does not support the move,”] {SPOKESMAN}",
        Who("Moe", "Foreign Ministry spokesman", (), False),
    ),
    (
        f"{SAMOA}[s2:Norway] [c2:voiced] [o2:concern]. [o3:“We do not support the move,”] {SPOKESMAN}",
        Who("Moe", "Foreign Ministry spokesman", (), False),
    ),
    # what is only talked about takes no stand
    (
        f"{SAMOA}[o3:“Norway attacks us,”] {SPOKESMAN}",
        Who("Moe", "Foreign Ministry spokesman", ("WSM",), True),
    ),
    # an official opens the sentence after that of his state, which names no other
    (
        (
            "[s1:Samoa] [c1:said] [o1:it will wait]. Samoa had time, and Samoa does not mind.\n\n"
            "Norway shut its ports. [s3:Defence Minister Moe] [c3:said] [o3:it was time]."
        ),
        Who("Moe", "Defence Minister", ("NOR",), True),
    ),
    (
        (
            "[s1:Samoa] [c1:said] [o1:it will wait]. Samoa had time, and Samoa does not mind.\n\n"
            "Norway warned Chile. [s3:Defence Minister Moe] [c3:said] [o3:it was time]."
        ),
        Who("Moe", "Defence Minister", ("WSM",), True),
    ),
    # a prime minister without a name is not the minister named next
    (
        f"{SAMOA}Norway shut its ports. [s3:Defence Minister Moe] [c3:said] [o3:it was time].",
        Who("Moe", "Defence Minister", ("NOR",), True),
    ),
    # a body is at home in the town named, also where many meet; a foreign minister may be a guest there
    (
        f"{SAMOA}In London, [s3:the defence ministry] [c3:denied] [o3:the report].",
        Who("defence ministry", None, ("GBR",), True),
    ),
    (
        f"{SAMOA}[s3:The Ministry of Defence in Oslo] [c3:denied] [o3:the report].",
        Who("Ministry of Defence in Oslo", None, ("NOR",), True),
    ),
    # the rank given before tells more than where the report is at home
    (
        f"{SAMOA}[s2:Norwegian General Odd Moe] [c2:said] [o2:no]. [s3:The general] [c3:added] [o3:more].",
        Who("Odd Moe", "General", ("NOR",), True),
    ),
    (
        (
            f"{SAMOA}[s2:Norway's Foreign Minister Odd Moe] [c2:said] [o2:no]. "
            "[s3:The minister] [c3:added] [o3:more]."
        ),
        Who("Odd Moe", "Foreign Minister", ("NOR",), True),
    ),
    # another's spokesman is not "its spokesman"
    (
        (
            f"{SAMOA}[s2:Norwegian spokesman Odd Moe] [c2:said] [o2:no]. The European Union went on. "
            "[s3:Its spokesman in Rabat, Ann Ruud,] [c3:said] [o3:little]."
        ),
        Who("Ann Ruud", "spokesman", ("EU",), True),
    ),
]


@pytest.mark.parametrize(("marked", "expected"), BESIDE)
def test_the_state_that_the_words_around_speak_for(marked: str, expected: Who) -> None:
    assert who(last_voice(marked)) == expected


REBELS = [
    ("[s:The Zapatista rebels] [c:said] [o:no].", date(1997, 12, 23), ("EZLN",)),
    ("[s:The Tupac Amaru guerrillas] [c:said] [o:no].", date(1996, 12, 20), ("MRTA",)),
    # a people's name in front makes no state of them
    ("Troops left Zaire. [s:Zairean rebels] [c:said] [o:no].", date(1997, 5, 2), ("AFDL",)),
    ("Troops left Zaire. [s:Zairean rebels] [c:said] [o:no].", date(1991, 5, 2), ()),
    (
        "The Khmer Rouge met. [s:The movement's nominal leader, Ros Sam,] [c:said] [o:no].",
        date(1992, 5, 2),
        ("KHMER_ROUGE",),
    ),
    ("ECOWAS met. [s:The west African bloc] [c:said] [o:no].", date(2012, 3, 22), ("ECOWAS",)),
]


@pytest.mark.parametrize(("marked", "day", "expected"), REBELS)
def test_movements_and_blocs_by_what_they_are_called(
    marked: str, day: date, expected: tuple[str, ...]
) -> None:
    assert who(last_voice(marked, day)).actors == expected


def test_a_pronoun_goes_back_to_who_opens_the_sentence_before() -> None:
    others = "[s:Finnish Foreign Minister Pekka Aho] [c:said] [o:no]. Norwegian Prime Minister Odd Moe"
    assert (
        who(last_voice(f"{others} ruled that out. [o2:“We will not,”] [s2:he] [c2:said].")).name == "Odd Moe"
    )
    assert last_voice(f"{others} met Aho. [o2:“We will not,”] [s2:he] [c2:said].").speaker is None


def test_a_minister_whom_nothing_places_stays_without_an_actor() -> None:
    marked = "[s:Foreign Minister Tala Fono] [c:said] [o:Russia would answer]."
    assert who(last_voice(marked)) == Who("Tala Fono", "Foreign Minister", (), False)


def test_an_office_without_a_country_stays_open_where_two_would_do() -> None:
    marked = (
        "[s1:The prime minister] [c1:wants] [o1:talks]. "
        "[s2:Finland's President Sauli Niinisto] [c2:said] [o2:no]. [s3:Ukraine] [c3:said] [o3:yes]."
    )
    voice = known(marked).voices[0]
    assert who(voice) == Who(None, "prime minister", (), False)


def test_a_continued_quotation_keeps_its_speaker() -> None:
    marked = "[o:“It was not free,”] [s:Finnish President Sauli Niinisto] [c:said].\n\n[+o:“We reject it.”]"
    voice = last_voice(marked)
    assert who(voice) == Who("Sauli Niinisto", "President", ("FIN",), True)
    assert voice.speaker is not None
    assert voice.speaker.because[0].rule == "continues"


def test_a_country_that_does_not_exist_on_the_day_is_no_actor() -> None:
    assert who(last_voice("[s:South Sudan] [c:said] [o:so].", date(2005, 1, 1))).actors != ("SSD",)


def test_the_holder_of_an_office_that_nobody_is_named_for_is_a_candidate_and_no_name() -> None:
    voice = last_voice("[s:The German chancellor] [c:said] [o:no].")
    assert who(voice) == Who(None, "chancellor", ("DEU",), True)
    assert [(one.name, one.actor) for one in voice.candidates] == [("Olaf Scholz", "DEU")]
    assert last_voice("[s:German Chancellor Olaf Scholz] [c:said] [o:no].").candidates == ()
    assert last_voice("[s:A German minister] [c:said] [o:no].").candidates == ()
