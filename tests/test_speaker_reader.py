"""The learned speaker reader: what it is asked, how a case is laid out, and what becomes of its readings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from marked import found
from tokenizers import Tokenizer

from onrecord.model import Known, Span, Voice
from onrecord.resolve import LearnedSpeakers, learned, resolve
from onrecord.resolve.cases import (
    BODY,
    CONTENT,
    CUE,
    LONGEST,
    ORGANISATION,
    PARTY,
    PERSON,
    PLACE,
    SOURCE,
    STATE,
    VOICE,
    Case,
    Clue,
    case_of,
    lay_out,
)
from onrecord.resolve.cast import cast_of
from onrecord.resolve.clues import find_clues, without
from onrecord.resolve.learned import Pointed, Reading
from onrecord.resolve.people import find_people
from onrecord.resolve.scene import Scene
from onrecord.resolve.voices import find_voices
from onrecord.shipped import ModelMissingError, open_model
from onrecord.world import World

KINDS = {
    STATE: "state",
    ORGANISATION: "organisation",
    PARTY: "party",
    PERSON: "person",
    PLACE: "place",
    BODY: "body",
    VOICE: "voice",
}


class Points:
    """A reader that gives every case the same odds, and keeps what it was asked."""

    digest = "points"

    def __init__(self, *odds: tuple[str, float], several: float = 0.0, sector: str = "government") -> None:
        self.odds, self.several, self.sector = odds, several, sector
        self.asked: list[Case] = []

    def read(self, case: Case) -> Reading:
        self.asked.append(case)
        clues = {clue.actor: clue.span for clue in case.clues}
        pointed = tuple(Pointed(actor, odds, clues[actor]) for actor, odds in self.odds)
        return Reading(pointed, self.several, self.sector)


def read(marked: str, reader: Points) -> Known:
    return resolve(found(marked), World.load(), speakers=reader)


def voice_of(marked: str, reader: Points) -> Voice:
    return read(marked, reader).voices[-1]


def clues_of(marked: str) -> list[tuple[str, str, str]]:
    story = found(marked)
    scene = Scene.of(story, World.load())
    cast = cast_of(scene, find_people(scene))
    made = find_clues(cast, find_voices(cast))
    return [(c.span.of(scene.text), c.actor, KINDS[c.kind]) for c in made]


OPEN = "Talks with Chile went on in Peru. [s:The review] [c:said] [o:it was late]."


def test_a_sure_reading_settles_an_open_voice_and_names_its_clue() -> None:
    known = read(OPEN, Points(("PER", 0.9), ("CHL", 0.05)))
    voice = known.voices[0]
    assert voice.speaker is not None
    assert (voice.speaks_for_actor, voice.speaker.actor, voice.speaker.actors) == (True, "PER", ("PER",))
    assert (voice.speaker.name, voice.speaker.sector) == ("review", "government")
    reason = voice.speaker.because[-1]
    assert reason.span is not None
    assert (reason.rule, reason.span.of(known.found.report.text)) == ("pointed-at", "Peru")


def test_an_unsure_reading_leaves_it_open() -> None:
    assert not voice_of(OPEN, Points(("PER", 0.6), ("CHL", 0.35))).speaks_for_actor


def test_several_actors_speak_together_where_the_reader_is_sure_of_it() -> None:
    pair = (("PER", 0.5), ("CHL", 0.42))
    voice = voice_of(OPEN, Points(*pair, several=0.9))
    assert voice.speaker is not None
    assert (voice.speaker.actors, voice.speaker.actor, voice.route) == (("PER", "CHL"), None, "joint")
    assert not voice_of(OPEN, Points(*pair, several=0.5)).speaks_for_actor
    assert not voice_of(OPEN, Points(("PER", 0.9), ("CHL", 0.1), several=0.9)).speaks_for_actor


@pytest.mark.parametrize(
    "marked",
    [
        "Peru met Chile. [s:A Chilean lawmaker] [c:said] [o:it was late].",
        "Peru met Chile. [s:A shop owner] [c:said] [o:it was late].",
        "Peru met Chile. [s:Chile's foreign minister] [c:said] [o:it was late].",
        "Nothing was near. [s:The review] [c:said] [o:it was late].",
    ],
)
def test_what_is_settled_and_what_has_no_clue_is_not_asked(marked: str) -> None:
    reader = Points(("PER", 0.99))
    read(marked, reader)
    assert reader.asked == []


def test_a_pronoun_lends_no_name() -> None:
    voice = voice_of(
        "Talks with Chile went on in Peru. [s:They] [c:said] [o:it was late].", Points(("PER", 0.9))
    )
    assert voice.speaker is not None
    assert (voice.speaker.name, voice.speaker.actor) == (None, "PER")


def test_the_sector_is_one_that_speaks_for_the_actor() -> None:
    unlikely = voice_of(OPEN, Points(("PER", 0.9), sector="company"))
    assert unlikely.speaker is not None
    assert unlikely.speaker.sector == "government"
    of_nato = voice_of(
        "NATO met. [s:The review] [c:said] [o:it was late].", Points(("NATO", 0.9), sector="media")
    )
    assert of_nato.speaker is not None
    assert of_nato.speaker.sector == "international"


def test_clues_are_words_for_actors_persons_bodies_places_and_settled_sources() -> None:
    assert clues_of(
        "Chile and NATO met Hamas in Lyon. Chilean President Michelle Bachelet agreed. "
        "[s:The ministry of Peru] [c:said] [o:it was late]. [s:It] [c:said] [o:no]."
    ) == [
        ("Chile", "CHL", "state"),
        ("NATO", "NATO", "organisation"),
        ("Hamas", "HAMAS", "party"),
        ("Lyon", "FRA", "place"),
        ("Chilean", "CHL", "state"),
        ("Michelle Bachelet", "CHL", "person"),
        ("Peru", "PER", "state"),
        ("It", "PER", "voice"),
    ]


def test_what_was_settled_of_the_statement_itself_is_no_clue_to_it() -> None:
    clues = (Clue(Span(0, 4), "PER", VOICE), Clue(Span(9, 11), "PER", VOICE), Clue(Span(9, 11), "PER", STATE))
    statement = found("Peru says [s:It] [c:said] [o:no].").statements[0]
    place = statement.source[0]
    moved = (clues[0], Clue(place, "PER", VOICE), Clue(place, "PER", STATE))
    assert without(moved, statement) == (clues[0], moved[2])


def case(marked: str, clues: Sequence[Clue] = ()) -> Case:
    story = found(marked)
    return case_of(story.report.text, story.sentences, story.statements[-1], clues)


def sentences_of(made: Case) -> list[str]:
    return [sentence.of(made.text) for sentence in made.sentences]


def test_a_case_holds_the_first_sentence_those_before_and_where_the_source_was_named_first() -> None:
    filler = [f"Then came item {n} with " + "many plain words and " * 8 + "no end." for n in range(20)]
    filler[7] = "Ada Quill leads the office of Peru."
    made = case(" ".join(["Talks began.", *filler, "[s:Quill] [c:said] [o:it was late].", "All left."]))
    taken = sentences_of(made)
    assert taken[0] == "Talks began."
    assert "Ada Quill leads the office of Peru." in taken
    assert "Quill said it was late." in taken
    assert filler[19] in taken
    assert filler[9] not in taken
    assert made.sentences == tuple(sorted(made.sentences))


def test_a_case_keeps_the_clues_of_its_sentences_alone() -> None:
    clues = (Clue(Span(0, 4), "PER", STATE), Clue(Span(200, 204), "CHL", STATE))
    assert case("Peru met. [s:It] [c:said] [o:no].", clues).clues == clues[:1]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return open_model(learned._FOLDER, "speaker model").tokenizer


def test_each_piece_knows_its_part_and_a_clue_is_pointed_at_by_its_first(tokenizer: Tokenizer) -> None:
    text = "Zimbabwe met. It said no."
    made = case("Zimbabwe met. [s:It] [c:said] [o:no].", (Clue(Span(0, 8), "ZWE", STATE),))
    laid = lay_out(made, tokenizer)
    words = [tokenizer.id_to_token(int(piece)) for piece in laid.ids]
    assert words[0] == "[CLS]"
    assert words.count("[SEP]") == len(split := sentences_of(made)) == 2, split
    at = {word: place for place, word in enumerate(words)}
    assert [int(laid.roles[at[word]]) for word in ("it", "said", "no", "met")] == [SOURCE, CUE, CONTENT, 0]
    inside = [i for i, kind in enumerate(laid.kinds) if kind == STATE]
    assert tokenizer.decode([int(laid.ids[i]) for i in inside]).replace(" ", "") in text.lower()
    assert [i for i, clue in enumerate(laid.clues) if clue >= 0] == inside[:1]


def test_a_long_case_is_cut_around_its_source(tokenizer: Tokenizer) -> None:
    long = "much was said of it and " * 90
    laid = lay_out(case(f"{long} when [s:Quill] [c:said] [o:it was late and {long}]."), tokenizer)
    assert len(laid.ids) == LONGEST
    assert SOURCE in laid.roles
    assert CUE in laid.roles


@pytest.fixture(scope="module")
def shipped() -> LearnedSpeakers:
    return LearnedSpeakers.load()


def test_the_shipped_reader_points_at_the_one_who_speaks(shipped: LearnedSpeakers) -> None:
    marked = (
        "Peru signed the treaty on Monday. The government in Lima has long sought it. "
        "[s:The government] [c:said] [o:it was late]."
    )
    story = found(marked)
    scene = Scene.of(story, World.load())
    cast = cast_of(scene, find_people(scene))
    made = case_of(scene.text, story.sentences, story.statements[0], find_clues(cast, ()))
    reading = shipped.read(made)
    assert reading.pointed[0].actor == "PER"
    assert 0 < sum(pointed.odds for pointed in reading.pointed) <= 1
    assert shipped.read(made) == reading


def test_a_folder_without_the_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError, match=r"the speaker model lacks model\.onnx"):
        LearnedSpeakers.load(tmp_path)
