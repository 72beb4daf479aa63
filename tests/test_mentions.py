"""Every word of a report that refers to an actor, and who takes part in its events."""

from __future__ import annotations

from datetime import date

import pytest
from marked import known


def mentions(marked: str, published: date = date(2022, 9, 28)) -> list[tuple[str, str]]:
    resolved = known(marked, published)
    return [(m.span.of(resolved.found.report.text), m.actor) for m in resolved.mentions]


MENTIONS = [
    (
        "Germany and the Germans praised a Ukrainian plan.",
        [("Germany", "DEU"), ("Germans", "DEU"), ("Ukrainian", "UKR")],
    ),
    ("Talks with Moscow failed; the Kremlin shrugged.", [("Moscow", "RUS"), ("Kremlin", "RUS")]),
    ("He arrived in Moscow on Monday.", []),
    (
        "German Chancellor Olaf Scholz left. Scholz was tired.",
        [("German", "DEU"), ("Olaf Scholz", "DEU"), ("Scholz", "DEU")],
    ),
    (
        "Officials reaffirmed Germany's stance that the country would help.",
        [("Germany", "DEU"), ("the country", "DEU")],
    ),
    ("Germany and France met. The country was pleased.", [("Germany", "DEU"), ("France", "FRA")]),
    ("The European Union met. The bloc agreed.", [("European Union", "EU"), ("The bloc", "EU")]),
    (
        "[s:Norway] [c:said]: [o:“We will join, and our friends too.”]",
        [("Norway", "NOR"), ("We", "NOR"), ("our", "NOR")],
    ),
    (
        "[s:The Polish government] [c:said] [o:no].",
        [("Polish", "POL")],
    ),
]


@pytest.mark.parametrize(("marked", "expected"), MENTIONS)
def test_mentions(marked: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(marked) == expected


def test_an_ambiguous_word_is_left_out_and_settled_by_the_plain_one() -> None:
    assert mentions("Korea launched a satellite.") == []
    assert ("Korea", "KOR") in mentions("Korea launched a satellite, South Korea said.")


def test_a_bare_office_that_resolves_is_a_mention() -> None:
    assert ("The Russian president", "RUS") not in mentions("The Russian president slept.")
    marked = "Finnish President Sauli Niinisto spoke. [s:He] [c:said] [o:no]."
    assert ("He", "FIN") in mentions(marked)


EVENTS = [
    ("[e:Russia's new grain levy announced last Thursday] was a surprise.", ("RUS",)),
    ("[e:Finnish President Sauli Niinisto was set to travel to Ukraine].", ("FIN",)),
    ("[e:The hearing on whether Russia should pay two farms started on Monday].", ()),
    ("[e:Russia and Belarus signed the treaty in Minsk last week].", ("RUS", "BLR")),
    ("On Friday, [e:Ukraine's military overwhelmed the Russian front].", ("UKR",)),
    ("[e:On Friday, Poland closed its border with Belarus].", ("POL",)),
    ("[e:The town was seized by Russian forces in March].", ("RUS",)),
    ("[s:Poland] [c:said] [e:[o:reservists would be called up next week]].", ("POL",)),
    ("It rained while [e:the committee met in Paris].", ()),
    # what stands behind the verb does nothing
    ("[e:The former envoy will leave Norway on Friday].", ()),
    ("[e:A storm off Norway has sunk two ships].", ()),
    # nor does whose words stand inside the clause
    ("[e:Two men, one of them [c:favoured] by [s:Poland], will meet in a run-off on Friday].", ()),
]


@pytest.mark.parametrize(("marked", "actors"), EVENTS)
def test_an_events_actors_are_its_doers(marked: str, actors: tuple[str, ...]) -> None:
    assert known(marked).involved[0].actors == actors
