"""The attribution that ends a sentence, whatever the tagger made of it."""

from __future__ import annotations

import pytest
from attributed import attributions, page_of

from onrecord.extract.tails import with_tails

Said = tuple[str, str, list[str]]


def read(text: str, *found: Said) -> list[Said]:
    """Source, cue and contents of what is made of what the tagger `found`."""
    return [
        (
            " ".join(span.of(text) for span in one.source),
            " ".join(span.of(text) for span in one.cue),
            [span.of(text) for span in one.content],
        )
        for one in with_tails(
            page_of(text), attributions(text, [(cue, source, said) for source, cue, said in found])
        )
    ]


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        (
            "Kenya will not join the pact, the foreign ministry undersecretary, Ann Doe, said on Sunday.",
            [("Ann Doe", "said", ["Kenya will not join the pact, the foreign ministry undersecretary"])],
            ("the foreign ministry undersecretary, Ann Doe", "said", ["Kenya will not join the pact"]),
        ),
        # the name in apposition, which the tagger takes for words said
        (
            "Kenya rejects the ban, its foreign minister, Ann Doe, said on Sunday.",
            [("", "said", ["Kenya rejects the ban, its foreign minister, Ann Doe"])],
            ("its foreign minister, Ann Doe", "said", ["Kenya rejects the ban"]),
        ),
        (
            "Peru will not sign the pact, Ana Roe, its deputy prime minister, announced late on Monday.",
            [],
            ("Ana Roe, its deputy prime minister", "announced", ["Peru will not sign the pact"]),
        ),
        # who is told is no speaker
        (
            "Chile wants the ban lifted, its UN ambassador, Juan Soto, told the Security Council on Monday.",
            [],
            ("its UN ambassador, Juan Soto", "told", ["Chile wants the ban lifted"]),
        ),
        (
            "Ghana would back the pact, its UN ambassador, Kofi Mensah, told the Security Council.",
            [("the Security Council", "told", ["Ghana would back the pact"])],
            ("its UN ambassador, Kofi Mensah", "told", ["Ghana would back the pact"]),
        ),
        # the subject of the clause is none
        (
            "Norway now supports the ban, President Ida Lie announced late on Monday.",
            [("Norway", "announced", ["the ban"])],
            ("President Ida Lie", "announced", ["Norway now supports the ban"]),
        ),
        (
            "Japan has decided to wait, Foreign Minister Tom Reed was quoted as saying on Monday.",
            [("Japan", "has decided", ["to wait"])],
            ("Foreign Minister Tom Reed", "was quoted as saying", ["Japan has decided to wait"]),
        ),
        (
            "Mali now backs the pact, as Defence Minister Awa Sow confirmed in Bamako on Friday.",
            [("Defence Minister Awa Sow", "confirmed", ["the pact"])],
            ("Defence Minister Awa Sow", "confirmed", ["Mali now backs the pact"]),
        ),
        (
            "Malta opposes the pact, state radio quoted Foreign Minister Carl Borg as saying on Tuesday.",
            [("Malta", "opposes", ["the pact"])],
            ("Foreign Minister Carl Borg", "quoted as saying", ["Malta opposes the pact"]),
        ),
        (
            "Oman is ready to sign, Foreign Minister Ali Said said on Friday, adding that talks go on.",
            [("Oman", "said", ["to sign"])],
            ("Foreign Minister Ali Said", "said", ["Oman is ready to sign"]),
        ),
    ],
)
def test_who_stands_in_office_before_the_last_verb_of_saying_speaks(
    text: str, found: list[Said], expected: Said
) -> None:
    assert read(text, *found) == [expected]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # what stands before the comma is no clause
        ("On Monday in Oslo, the foreign minister told parliament.", []),
        ("After two days of talks, the foreign minister said on Monday.", []),
        # the words of the tail are another's
        (
            "Norway will wait, the foreign minister said, according to Northgate Radio.",
            [("Northgate Radio", "according to", ["Norway will wait, the foreign minister said"])],
        ),
        # quotation marks have rules of their own
        ("“Norway will wait,” the foreign minister said on Monday.", []),
        # somebody of no office, no verb of saying
        ("Norway will wait, two farmers from Oslo said on Monday.", []),
        ("Norway will wait, the foreign minister hopes.", []),
    ],
)
def test_other_sentences_stay(text: str, found: list[Said]) -> None:
    assert read(text, *found) == found
