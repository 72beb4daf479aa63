"""What an agency's sentence makes certain, whatever the tagger made of it."""

import pytest
from attributed import Said, attributions, page_of

from onrecord.extract.agency import as_agencies_print


def read(text: str, *found: Said) -> list[Said]:
    return [
        (
            "".join(span.of(text) for span in one.cue),
            "".join(span.of(text) for span in one.source),
            [span.of(text) for span in one.content],
        )
        for one in as_agencies_print(page_of(text), attributions(text, found))
    ]


@pytest.mark.parametrize(
    "close",
    [
        "Orpo said.",
        "Orpo said on Monday.",
        "said Orpo.",
        "Orpo said in Turku, according to Yle.",
    ],
)
def test_an_attribution_behind_its_clause_takes_the_whole_clause(close: str) -> None:
    text = f"Finland will close the crossing only if others do, {close}"
    wrong = (("will close", "Finland", ["the crossing"]), ("said", "Orpo", ["only if others do"]))
    assert read(text, *wrong) == [("said", "Orpo", ["Finland will close the crossing only if others do"])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Speaking in Turku, Orpo said the crossing stays shut.",
            ("said", "Orpo", ["the crossing stays shut"]),
        ),
        ("“We close it,” and for good, Orpo said.", ("said", "Orpo", ["“We close it,”"])),
        ("Finland wants peace, Orpo likes quiet.", ("likes", "Orpo", ["peace"])),
    ],
)
def test_other_sentences_stay_as_they_were_read(text: str, found: Said) -> None:
    assert read(text, found) == [found]


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Norway, Denmark and Iceland said they would help.", "Norway, Denmark and Iceland"),
        (
            "Saudi Arabia, Oman, Denmark and Iceland said they would help.",
            "Saudi Arabia, Oman, Denmark and Iceland",
        ),
        ("On Monday, Denmark and Iceland said they would help.", "Denmark and Iceland"),
        ("However, Denmark and Iceland said they would help.", "Denmark and Iceland"),
    ],
)
def test_a_list_of_speakers_is_read_from_its_first_name(sentence: str, source: str) -> None:
    found = read(sentence, ("said", "Denmark and Iceland", ["they would help"]))
    assert found == [("said", source, ["they would help"])]


def test_two_participles_are_two_cues() -> None:
    text = "He escalated, announcing that men would be called up and threatening again to close the strait."
    found = read(text, ("announcing", "He", [text[text.index("that") : -1]]))
    assert found == [
        ("announcing", "He", ["that men would be called up"]),
        ("threatening again", "He", ["to close the strait"]),
    ]


@pytest.mark.parametrize(
    "found",
    [
        ("reported", "Yle", ["The crossing is shut", "citing the border guard"]),
        ("reported citing", "Yle", ["The crossing is shut", "the border guard"]),
        ("reported citing", "Yle", ["the border guard"]),
    ],
)
def test_a_relay_is_no_content(found: Said) -> None:
    text = "The crossing is shut, Yle reported citing the border guard."
    assert read(text, found) == [("reported", "Yle", ["The crossing is shut"])]


@pytest.mark.parametrize(
    ("text", "said", "left"),
    [
        # whom a medium cites is no statement of its own
        (
            "The crossing is shut, Kymi Lehti reported, citing Interior Minister Jan Roos.",
            ("citing", "Kymi Lehti", ["Interior Minister Jan Roos"]),
            [],
        ),
        (
            "The crossing is shut, Kymi Lehti reported, citing the danger of a storm.",
            ("citing", "Kymi Lehti", ["the danger of a storm"]),
            [("citing", "Kymi Lehti", ["the danger of a storm"])],
        ),
        # what the report itself says before "but" is not the speaker's
        (
            "Norway will not join, but a deputy, Kari Vik, said Norway should join.",
            ("said", "a deputy, Kari Vik,", ["Norway will not join", "Norway should join"]),
            [("said", "a deputy, Kari Vik,", ["Norway should join"])],
        ),
        (
            "Norway will wait, but, Vik said, it may join soon.",
            ("said", "Vik", ["Norway will wait", "it may join soon"]),
            [("said", "Vik", ["Norway will wait", "it may join soon"])],
        ),
        # another sentence of the report's
        (
            "Norway signed the treaty. Iceland would follow, Vik said.",
            ("said", "Vik", ["Iceland would follow", "Norway signed the treaty"]),
            [("said", "Vik", ["Iceland would follow"])],
        ),
        (
            "“Norway signs.” Iceland would follow, Vik said.",
            ("said", "Vik", ["“Norway signs.”", "Iceland would follow"]),
            [("said", "Vik", ["“Norway signs.”", "Iceland would follow"])],
        ),
    ],
)
def test_only_the_speakers_own_words_are_kept(text: str, said: Said, left: list[Said]) -> None:
    assert read(text, said) == left


def test_who_does_it_belongs_to_what_is_done() -> None:
    text = "The minister said the vote would not be recognised by Norway."
    found = read(text, ("said", "The minister", ["the vote would not be recognised"]))
    assert found == [("said", "The minister", ["the vote would not be recognised by Norway"])]
