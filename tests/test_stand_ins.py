"""Words that go back to an actor named before: "the alliance", "the world body", "its foreign ministry"."""

from __future__ import annotations

from datetime import date

import pytest
from marked import known

DAY = date(2006, 5, 5)

# (report, actors spoken for)
STAND_INS = [
    ("NATO met in Riga. [s:The alliance's chief] [c:said] [o:troops were needed].", ("NATO",)),
    ("NATO met in Riga. [s:The military alliance] [c:said] [o:troops were needed].", ("NATO",)),
    ("The EU met. [s:The bloc's foreign policy chief] [c:said] [o:talks were on].", ("EU",)),
    ("ASEAN met in Cebu. [s:The 10-member bloc] [c:said] [o:talks were on].", ("ASEAN",)),
    ("Envoys of the United Nations left. [s:The world body] [c:said] [o:it was grave].", ("UN",)),
    ("The IAEA met in Vienna. [s:The agency] [c:said] [o:access was denied].", ("IAEA",)),
    (
        (
            "The Organization of Petroleum Exporting Countries (OPEC) met. "
            "[s:The cartel's secretariat] [c:said] [o:output was right]."
        ),
        ("OPEC",),
    ),
    ("OPEC met. [s:The cartel's president] [c:said] [o:output was right].", ("OPEC",)),
    ("The ICRC left. [s:The Red Cross] [c:said] [o:access was denied].", ("ICRC",)),
    ("Aid came. [s:The Red Cross] [c:said] [o:access was denied].", ("ICRC",)),
    ("The Chilean Red Cross came. [s:The Red Cross] [c:said] [o:access was denied].", ()),
    (
        'UNICEF is worried. [o:"It is grave,"] [s:agency spokesman Michael Roe] [c:said].',
        ("UNICEF",),
    ),
    ("The OSCE met. [s:European Union leaders] [c:said] [o:talks were on].", ("EU",)),
    ("The ICTY met. [s:The tribunal] [c:said] [o:it would wait].", ("ICTY",)),
    ("The ICTY met the ICTR. [s:The tribunal] [c:said] [o:it would wait].", ()),
    ("Hamas met envoys. [s:The Islamists] [c:said] [o:it would wait].", ("HAMAS",)),
    ("Hamas met Hezbollah. [s:The Islamists] [c:said] [o:it would wait].", ()),
    ("The World Bank met. [s:The bank] [c:said] [o:debts were high].", ("WORLD_BANK",)),
    ("Hamas left the talks. [s:The rebels] [c:said] [o:they were late].", ("HAMAS",)),
    ("Macedonia met the EU. [s:The tiny Balkan state] [c:said] [o:it was ready].", ("MKD",)),
    ("Iran met the EU. [s:The Islamic republic] [c:said] [o:it was ready].", ("IRN",)),
    ("Macedonia met Albania. [s:The Balkan state] [c:said] [o:it was ready].", ()),
    # two of the kind, another of that noun, a news agency
    ("The EU met ASEAN. [s:The bloc] [c:said] [o:talks were on].", ()),
    ("NATO met a Shiite alliance. [s:The alliance] [c:said] [o:it was over].", ()),
    ("Reuters reported from the IAEA. [s:The agency] [c:said] [o:access was denied].", ()),
]


@pytest.mark.parametrize(("marked", "actors"), STAND_INS)
def test_a_noun_stands_for_the_one_organisation_of_its_kind(marked: str, actors: tuple[str, ...]) -> None:
    voice = known(marked, DAY).voices[-1]
    assert voice.speaker is not None
    assert voice.speaker.actors == actors


ITS = [
    ("North Korea supports a treaty with Japan, [s:its foreign ministry] [c:said].", ("PRK",)),
    ("Iran has turned down the offer. [s:Its government] [c:said] [o:it was empty].", ("IRN",)),
    ("Norway waits. [s:Its trade minister, Ola Berg,] [c:said] [o:it was cold].", ("NOR",)),
    ("Talks on Norway go on, [s:its foreign ministry] [c:said].", ()),
]


@pytest.mark.parametrize(("marked", "actors"), ITS)
def test_its_goes_back_to_the_subject(marked: str, actors: tuple[str, ...]) -> None:
    voice = known(marked, DAY).voices[-1]
    assert voice.speaker is not None
    assert voice.speaker.actors == actors


def test_a_stand_in_is_a_mention_with_its_article() -> None:
    resolved = known("NATO met in Riga. Troops of the alliance left.", DAY)
    text = resolved.found.report.text
    found = [(m.span.of(text), m.actor, m.because) for m in resolved.mentions]
    assert ("the alliance", "NATO", "stand-in") in found


# (report, actors spoken for): a body named in full once, then by its acronym or noun alone
SHORT_NAMES = [
    ("The Norwegian Roads Authority (NRA) met. [s:The NRA] [c:said] [o:so].", ("NOR",)),
    ("The Norwegian Roads Authority met. [s:The NRA] [c:said] [o:so].", ("NOR",)),
    ("The Norwegian Roads Authority met. [s:The authority] [c:said] [o:so].", ("NOR",)),
    ("The Norwegian Roads Authority (NRA) met. [s:NRA director Ola Berg] [c:said] [o:so].", ("NOR",)),
    ("The Norwegian Roads Authority met. [s:A spokesman for the authority] [c:said] [o:so].", ("NOR",)),
    ("The European Commission met. [s:The commission] [c:said] [o:so].", ("EC",)),
    ("The European Commission met. [s:The commission]'s [c:proposal] [o:to meet].", ("EC",)),
    (
        "The United Nations Conference on Seas met. [s:Conference President Ola Berg] [c:said] [o:so].",
        ("UN",),
    ),
    ("[s:Ola Berg, deputy director of the Norwegian National Storm Centre,] [c:said] [o:so].", ("NOR",)),
    # another of that noun was named, the noun is somebody else's, the body is a club
    ("The Norwegian Roads Authority met a Tax Authority. [s:The authority] [c:said] [o:so].", ()),
    ("The Norwegian Roads Authority met a port authority. [s:The authority] [c:said] [o:so].", ()),
    ("The Norwegian Football Commission (NFC) met. [s:The NFC] [c:said] [o:so].", ()),
    ("The Norwegian Roads Authority met. [s:The authority of the elders] [c:said] [o:so].", ()),
]


@pytest.mark.parametrize(("marked", "actors"), SHORT_NAMES)
def test_a_body_goes_by_its_acronym_or_noun_once_it_was_named(marked: str, actors: tuple[str, ...]) -> None:
    speaker = known(marked, DAY).voices[-1].speaker
    assert speaker is not None
    assert speaker.actors == actors


# (report, actors spoken for): "the rebel group" is the one movement named
MOVEMENTS = [
    ("Hamas met. [s:The Islamist group] [c:said] [o:so].", ("HAMAS",)),
    ("Hezbollah left.\n\nHamas met. [s:The militant group's leader] [c:said] [o:so].", ("HAMAS",)),
    ("Hamas met Hezbollah. [s:The militant group] [c:said] [o:so].", ()),
    ("Traders met. [s:The militant group] [c:said] [o:so].", ()),
    ("Hamas met. [s:The rebel group Nur] [c:said] [o:so].", ()),
]


@pytest.mark.parametrize(("marked", "actors"), MOVEMENTS)
def test_a_group_is_the_movement_named(marked: str, actors: tuple[str, ...]) -> None:
    speaker = known(marked, DAY).voices[-1].speaker
    assert speaker is not None
    assert speaker.actors == actors
