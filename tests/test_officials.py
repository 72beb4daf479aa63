"""Officials whose words leave out a name or a country: surnames alone, bare titles, names in apposition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from marked import found
from test_speakers import Who, last_voice, who

from onrecord.resolve import resolve
from onrecord.world import World

SURNAMES = [
    # a rare one will do, a common one needs its country, some are never enough
    ("Traders met. [s:Chirac] [c:said] [o:no].", ("FRA",), False),
    ("Canada voted. [s:Martin] [c:said] [o:no].", ("CAN",), False),
    ("Traders met. [s:Martin] [c:said] [o:no].", (), True),
    ("The United States waits. [s:Rice] [c:said] [o:no].", (), True),
    ("[s:Secretary of State Rice] [c:said] [o:no].", ("USA",), False),
]


@pytest.mark.parametrize(("marked", "actors", "candidates"), SURNAMES)
def test_a_surname_alone_is_an_officials_only_where_it_tells(
    marked: str, actors: tuple[str, ...], candidates: bool
) -> None:
    voice = last_voice(marked, date(2005, 11, 7))
    assert who(voice).actors == actors
    assert bool(voice.candidates) == candidates


OF_THE_REPORTS_STATE = [
    (
        "Norway's finance ministry closed a bank. [s:Finance Minister Ola Berg] [c:said] [o:it was broke].",
        Who("Ola Berg", "Finance Minister", ("NOR",), True),
    ),
    (
        "The Chilean interior ministry denied it. [s:Interior ministry spokesman Juan Soto] [c:said] [o:no].",
        Who("Juan Soto", "Interior ministry spokesman", ("CHL",), True),
    ),
    # what the report is about
    (
        "Kenya will fell no trees. Kenya has few.\n\n[s:Forestry Minister Abel Oduya] [c:said] [o:so].",
        Who("Abel Oduya", "Forestry Minister", ("KEN",), True),
    ),
    (
        "Kenya will fell no trees. Kenya has few.\n\n[s:Acme president Abel Oduya] [c:said] [o:so].",
        Who("Abel Oduya", "president", (), False),
    ),
    (
        "Kenya met Uganda, Ghana and Mali.\n\n[s:Forestry Minister Abel Oduya] [c:said] [o:so].",
        Who("Abel Oduya", "Forestry Minister", (), False),
    ),
    # the only state of the first paragraph, named as often as any other
    (
        "Kenya will fell no trees.\n\nUganda will. [s:Forestry Minister Abel Oduya] [c:said] [o:so].",
        Who("Abel Oduya", "Forestry Minister", ("KEN",), True),
    ),
    (
        (
            "Kenya will fell no trees.\n\nUganda and Uganda's neighbours will."
            " [s:Forestry Minister Abel Oduya] [c:said] [o:so]."
        ),
        Who("Abel Oduya", "Forestry Minister", (), False),
    ),
    # an office that only this state has
    (
        "Manila waits. The Philippines is calm. [s:Executive Secretary Ana Cruz] [c:said] [o:so].",
        Who("Ana Cruz", "Executive Secretary", ("PHL",), True),
    ),
    # somebody's chief of staff, not the report's own
    (
        (
            "Kenya will fell no trees. Kenya has few. It snowed. An army met its rival, with"
            " [s:its chief of staff Abel Oduya] [c:saying] [o:so]."
        ),
        Who("Abel Oduya", "chief of staff", (), False),
    ),
    # the body that opens the sentence before
    (
        (
            "The State Department did not tell whether talks were on."
            ' [o:"We will see,"] [s:deputy spokesman Tom Roe] [c:said].'
        ),
        Who("Tom Roe", "deputy spokesman", ("USA",), True),
    ),
    (
        "Chilean President Ana Soto is weighing an election, [s:aide Juan Vega] [c:said].",
        Who("Juan Vega", "aide", ("CHL",), True),
    ),
    (
        "The EU waits. [s:Fisheries Commissioner Pia Dahl] [c:said] [o:so].",
        Who("Pia Dahl", "Fisheries Commissioner", ("EC",), True),
    ),
    # the army chief whom the table has as vice president
    (
        "The army chief, Raul Castro, waits. [s:Raul Castro] [c:said] [o:so].",
        Who("Raul Castro", "army chief", ("CUB",), True),
    ),
    (
        "Italian premier Romano Prodi met his Maltese counterpart Carmelo Vella. [s:Vella] [c:said] [o:so].",
        Who("Carmelo Vella", "counterpart", ("MLT",), True),
    ),
]


@pytest.mark.parametrize(("marked", "expected"), OF_THE_REPORTS_STATE)
def test_officials_whose_title_names_no_country(marked: str, expected: Who) -> None:
    assert who(last_voice(marked, date(2006, 5, 5))) == expected


APPOSED = [
    ("[s:Jan Roos's youngest son, Marco Antonio,] [c:mourned] [o:him].", "Marco Antonio"),
    ("[s:Son of Jan Roos, Lebanese Prime Minister Fuad Siniora] [c:said] [o:no].", "Fuad Siniora"),
]


@pytest.mark.parametrize(("marked", "name"), APPOSED)
def test_the_name_behind_the_last_comma_is_the_speaker(marked: str, name: str) -> None:
    assert who(last_voice(marked, date(2006, 12, 5))).name == name


def test_words_before_their_speaker_is_named_take_the_next_voice() -> None:
    marked = (
        "[s1:Polish Prime Minister Jan Nowak] [c1:spoke] [o1:of peace]. Ola Berg left.\n\n"
        "[o2:“We go on.]\n\n[o3:“We do not rest,”] [s3:Berg] [c3:said]. [s4:He] [c4:added] [o4:it was late]."
    )
    story = found(marked, date(2006, 5, 5))
    first, ahead, *rest = story.statements
    story = replace(story, statements=(first, replace(ahead, continues=rest[0].id), *rest))
    voices = resolve(story, World.load()).voices
    assert [v.speaker.name if v.speaker else None for v in voices[1:]] == ["Ola Berg"] * 3


def test_an_indefinite_official_is_nobody_named() -> None:
    marked = "Former Israeli premier Dan Katz left. [s:A former Israeli premier] [c:said] [o:no]."
    assert who(last_voice(marked)).name is None


def test_they_may_be_the_body_that_spoke_before() -> None:
    marked = "[s1:The Polish foreign ministry] [c1:said] [o1:no], and [s2:they] [c2:said] [o2:it was late]."
    assert who(last_voice(marked)).actors == ("POL",)


WHOM_THEY_SERVE = [
    # the one in office whose spokesman or envoy it is
    ("French President Jacques Chirac left. [s:Chirac's spokeswoman Ann Roux] [c:said] [o:no].", ("FRA",)),
    (
        "UN Secretary-General Kofi Annan's special envoy, Ann Roux, came to Mali. [s:Roux] [c:said] [o:no].",
        ("UN",),
    ),
    ("French President Jacques Chirac left. [s:Chirac's lawyer Ann Roux] [c:said] [o:no].", ()),
    ("Traders met Jan Roos. [s:Roos's spokeswoman Ann Roux] [c:said] [o:no].", ()),
    ("French President Jacques Chirac left. [s:Chirac spokeswoman Ann Roux] [c:said] [o:no].", ("FRA",)),
    ("[s:Ann Roux, an aide to France's energy minister,] [c:said] [o:no].", ("FRA",)),
    (
        "[s:The Greek government] [c:said] [o:no]. [s2:Government spokesman Ari Lakis] [c2:said] [o2:so].",
        ("GRC",),
    ),
    # a party's, a body's of its own, a place's
    ("Kenya waits. Kenya votes.\n\n[s:Labour Secretary-General Abel Oduya] [c:said] [o:so].", ()),
    (
        "Kenya waits. Kenya votes. [s:A. Oduya, director general of the World Tree Fund,] [c:said] [o:so].",
        (),
    ),
    (
        "Kenya waits. Kenya votes. [s:A. Oduya, director of the National Ports Authority,] [c:said] [o:so].",
        ("KEN",),
    ),
    ("Kenya waits. Kenya votes. [s:Its ruling party] [c:said] [o:so].", ()),
    ("Kenya waits. Kenya votes. [s:Many in Kenya] [c:said] [o:so].", ()),
    # states lend commissioners, peacekeepers and heads of missions
    ("The European Commission met. [s:Danish commissioner Pia Dahl] [c:said] [o:so].", ("EC",)),
    ("The EU met. [s:Danish commissioner Pia Dahl] [c:said] [o:so].", ("EC",)),  # the union has no others
    ("The UN peacekeeping force grew. [s:Indian peacekeepers] [c:said] [o:so].", ("UN",)),
    ("The force grew. [s:Indian peacekeepers] [c:said] [o:so].", ()),
    ("[s:The Danish head of the OSCE mission in Albania] [c:said] [o:so].", ("OSCE",)),
    ("[s:The Danish ambassador to the OSCE] [c:said] [o:so].", ("DNK",)),
    # a nationality spelt wrong by one letter
    ("[s:Bangaldeshi Foreign Minister Ali Dar] [c:said] [o:so].", ("BGD",)),
    ("[s:Asturian President Juan Soto] [c:said] [o:so].", ()),
]


@pytest.mark.parametrize(("marked", "actors"), WHOM_THEY_SERVE)
def test_officials_speak_for_whom_they_serve(marked: str, actors: tuple[str, ...]) -> None:
    assert who(last_voice(marked, date(2006, 12, 5))).actors == actors


WHO_GOES_ON = [
    # who only stands by does not take over
    (
        "[s:German Chancellor Angela Merkel] [c:said] [o:no] after talks with the Prime Minister of "
        "New Zealand Helen Clark. [s2:She] [c2:added] [o2:it was late]."
    ),
    # of two that fit, the one who has spoken
    (
        "Talks began.\n\n[s:Angela Merkel] [c:said] [o:no].\n\nThe day before, ministers had seen Helen "
        "Clark.\n\nIt rained. [s2:She] [c2:denied] [o2:it was late]."
    ),
    # "the German leader" is the one who governs
    "German Chancellor Angela Merkel left. Helen Clark stayed. [s:The German leader] [c:said] [o:no].",
]


@pytest.mark.parametrize("marked", WHO_GOES_ON)
def test_the_one_who_speaks_goes_on(marked: str) -> None:
    assert who(last_voice(marked, date(2006, 12, 5))).name == "Angela Merkel"


def test_a_new_subject_leaves_it_open() -> None:
    marked = (
        "Talks began.\n\n[s:Angela Merkel] [c:said] [o:no].\n\nHelen Clark came.\n\nIt rained. "
        "[s2:She] [c2:denied] [o2:it was late]."
    )
    assert last_voice(marked, date(2006, 12, 5)).speaker is None
