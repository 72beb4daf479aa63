"""Names of persons, bodies and places in running news prose."""

from __future__ import annotations

import pytest
from marked import report

from onrecord.extract.names import find_names
from onrecord.extract.sentences import split_sentences
from onrecord.model import Name


def names(text: str, kind: str) -> list[tuple[str, str | None]]:
    story = report(text)
    found: list[Name] = [n for n in find_names(story, split_sentences(story)) if n.kind == kind]
    return [(n.span.of(text), n.title.of(text) if n.title else None) for n in found]


PERSONS = [
    ("German Chancellor Olaf Scholz left early.", [("Olaf Scholz", "German Chancellor")]),
    ("US President Joe Biden called the vote a sham.", [("Joe Biden", "US President")]),
    ("Foreign Minister Nanaia Mahuta said so on Friday.", [("Nanaia Mahuta", "Foreign Minister")]),
    (
        "Jan Lipavsky, the Czech foreign minister, said Prague would wait.",
        [("Jan Lipavsky", "Czech foreign minister")],
    ),
    (
        "Sauli Niinisto, president of Finland, agreed.",
        [("Sauli Niinisto", "president of Finland")],
    ),
    (
        "The Finnish president, Sauli Niinisto, agreed.",
        [("Sauli Niinisto", "Finnish president")],
    ),
    (
        "The president of Finland, Sauli Niinisto, agreed.",
        [("Sauli Niinisto", "president of Finland")],
    ),
    ("Kremlin spokesman Dmitry Peskov told reporters.", [("Dmitry Peskov", "Kremlin spokesman")]),
    (
        "The EU's foreign policy chief Josep Borrell flew home.",
        [("Josep Borrell", "EU's foreign policy chief")],
    ),
    (
        "Former Finnish prime minister Paavo Lipponen disagreed.",
        [("Paavo Lipponen", "Former Finnish prime minister")],
    ),
    (
        "It was government spokesperson Steffen Hebestreit who spoke.",
        [("Steffen Hebestreit", "government spokesperson")],
    ),
    (
        "European Commission President Ursula von der Leyen spoke after Ban Ki-moon.",
        [("Ursula von der Leyen", "European Commission President"), ("Ban Ki-moon", None)],
    ),
    (
        "Iraqi Prime Minister Mohammed Shia al-Sudani met Luís Montenegro.",
        [("Mohammed Shia al-Sudani", "Iraqi Prime Minister"), ("Luís Montenegro", None)],
    ),
    # what the office is for, where it is, which other it is joined with
    (
        "US Assistant Secretary of State for Near Eastern and North African Affairs Ann Doe said so.",
        [("Ann Doe", "US Assistant Secretary of State for Near Eastern and North African Affairs")],
    ),
    (
        "Economic and Fiscal Policy Minister Ola Berg said so.",
        [("Ola Berg", "Economic and Fiscal Policy Minister")],
    ),
    (
        "Syrian Golan Heights security chief Omar Daoud said so.",
        [("Omar Daoud", "Syrian Golan Heights security chief")],
    ),
    (
        "Cuban President and Prime Minister Juan Soto said so.",
        [("Juan Soto", "Cuban President and Prime Minister")],
    ),
    (
        "Palestinian National Authority (PNA) Chairman Omar Daoud said so.",
        [("Omar Daoud", "Palestinian National Authority (PNA) Chairman")],
    ),
    # of two people each keeps the own one
    (
        "Cuban President Juan Soto and UN Special Envoy Ann Doe said so.",
        [("Juan Soto", "Cuban President"), ("Ann Doe", "UN Special Envoy")],
    ),
    # an office says more than a rank
    (
        "Col. Omar Sy, commander of the Malian forces, said so.",
        [("Omar Sy", "commander of the Malian forces")],
    ),
    ("Army spokesman, Colonel Omar Sy, said so.", [("Omar Sy", "Army spokesman")]),
    ("Mr Lee said no. Mr. J. R. Okello did not.", [("Lee", None), ("J. R. Okello", None)]),
    ("Ms O’Neill’s deputy stayed away.", [("O’Neill", None)]),
    ("Marta Vidal, 61, lives in Porto.", [("Marta Vidal", None)]),
    (
        "Scholz left. Earlier, German Chancellor Olaf Scholz had spoken.",
        [("Scholz", None), ("Olaf Scholz", "German Chancellor")],
    ),
    (
        "Australian Foreign Minister Julie Bishop thanked Israel Katz.",
        [("Julie Bishop", "Australian Foreign Minister"), ("Israel Katz", None)],
    ),
    (
        "Scholz, French President Emmanuel Macron and Mario Draghi took the train, Draghi said.",
        [
            ("Scholz", None),
            ("Emmanuel Macron", "French President"),
            ("Mario Draghi", None),
            ("Draghi", None),
        ],
    ),
    (
        "New Zealand Associate Foreign Minister Anna Hale met EU Deep Sea Commissioner Pia Dahl.",
        [
            ("Anna Hale", "New Zealand Associate Foreign Minister"),
            ("Pia Dahl", "EU Deep Sea Commissioner"),
        ],
    ),
    (
        "Vice Minister of Health Wu Dong received Chinese President Hu Jintao.",
        [("Wu Dong", "Vice Minister of Health"), ("Hu Jintao", "Chinese President")],
    ),
    (
        "Haldane, who is the first US health secretary to fly, said no.",
        [("Haldane", "first US health secretary")],
    ),
    ("The anti-US President Hugo Chavez left.", [("Hugo Chavez", "President")]),
    ("His Maltese counterpart Carmelo Vella agreed.", [("Carmelo Vella", "Maltese counterpart")]),
    (
        "Reza Tehrani, secretary of Iran's Supreme National Security Council, left.",
        [("Reza Tehrani", "secretary of Iran's Supreme National Security Council")],
    ),
    ("The Joint Ministerial Meeting and the Forest Policy Unit went on.", []),
    ("The newspaper La Voz Nueva wrote so. The daily Ha Boker agreed.", []),
    ("On Monday the Germans and the French met in April.", []),
    ("CHANCELLOR OLAF SCHOLZ SAYS GERMANY WILL WAIT", []),
    ("Meanwhile talks went on. Nobody said more. However, Germany stayed.", []),
    ("The Russian army crossed the Dnipro River near Nova Kakhovka.", []),
]


@pytest.mark.parametrize(("text", "expected"), PERSONS)
def test_persons_come_with_their_titles(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert names(text, "person") == expected


BODIES = [
    ("the Ukrainian foreign ministry said", "Ukrainian foreign ministry"),
    ("Russia's Defence Ministry said", "Russia's Defence Ministry"),
    ("The Kremlin said", "Kremlin"),
    ("NATO and the European Commission agreed", "NATO"),
    ("It stays shut, newspaper La Voz Nueva reported.", "La Voz Nueva"),
    ("The Green Horizon Party walked out.", "Green Horizon Party"),
]


@pytest.mark.parametrize(("text", "body"), BODIES)
def test_bodies_keep_the_country_that_they_belong_to(text: str, body: str) -> None:
    assert body in [name for name, _ in names(text, "body")]


def test_countries_and_towns_are_places_and_adjectives_alone_are_not_names() -> None:
    text = "Russian troops left Ukraine for Moscow; the Germans watched."
    assert [name for name, _ in names(text, "place")] == ["Ukraine", "Moscow"]
    assert [name for name, _ in names(text, "people")] == ["Germans"]
