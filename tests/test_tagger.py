"""The tagger finds source, cue and content, and says the same of a report however it is read."""

import os
import re
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from onrecord.extract.decoding import Scores
from onrecord.extract.linking import Window
from onrecord.extract.pieces import Pieces, cut
from onrecord.extract.tagger import WINDOW, Attribution, Tagger, windows_over
from onrecord.model import Span
from onrecord.shipped import ModelMissingError

PLAIN = "The Norwegian foreign minister said that Oslo would not recognise the vote."
REPORTS = [
    f"{speaker} {cue} {matter}\n\n{quote} {speaker} said on Monday. {after}"
    for speaker, quote, after in (
        ("The Danish prime minister", "“We will stand by the treaty,”", "The vote is due in May."),
        ("Foreign Minister Ana Brnabic", '"Nobody asked us,"', "Two villages were left without power."),
        ("A spokesman for the Kremlin", "“There is nothing to discuss,”", "Talks ended early."),
        ("President Widodo", "“Our patience has limits,”", "He left for Tokyo on the same day."),
    )
    for cue, matter in (
        ("said", "the border would stay shut until the talks end."),
        ("denied", "that any of the ships had entered its waters."),
        ("warned", "neighbouring states against what it called “reckless steps”."),
        ("welcomed", "the decision of the court in The Hague."),
        ("told reporters", "the offer had been “on the table for weeks”, and was still open."),
    )
]

LONG = " ".join(REPORTS)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load(threads=2)


def read(tagger: Tagger, text: str) -> tuple[Attribution, ...]:
    return tagger.read(text, [Span(0, len(text))])


def words(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [span.of(text) for span in spans]


def test_a_plain_indirect_statement(tagger: Tagger) -> None:
    [found] = read(tagger, PLAIN)
    assert words(PLAIN, found.source) == ["The Norwegian foreign minister"]
    assert words(PLAIN, found.cue) == ["said"]
    assert words(PLAIN, found.content) == ["that Oslo would not recognise the vote"]
    assert 0.5 < found.confidence <= 1


def test_offsets_count_code_points_of_the_whole_text(tagger: Tagger) -> None:
    text = f"😀 Ağrı —\n\n{PLAIN}"
    [found] = tagger.read(text, [Span(text.index("The"), len(text))])
    assert words(text, found.source) == ["The Norwegian foreign minister"]


def test_what_lies_between_the_paragraphs_is_not_read(tagger: Tagger) -> None:
    text = f"{PLAIN}\n\n{PLAIN}"
    assert len(read(tagger, text)) == 2
    assert len(tagger.read(text, [Span(0, len(PLAIN))])) == 1


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_to_read(tagger: Tagger, text: str) -> None:
    assert read(tagger, text) == ()
    assert tagger.read(text, []) == ()


def test_a_long_report_is_read_to_its_end(tagger: Tagger) -> None:
    """Windows overlap; a statement at any place of the text is found once."""
    filler = "The road runs along the river for forty miles. "
    text = f"{filler * 60}\n\n{PLAIN}\n\n{filler * 60}\n\n{PLAIN}"
    paragraphs, start = [], 0
    for part in text.split("\n\n"):
        paragraphs.append(Span(start, start + len(part)))
        start += len(part) + 2
    assert [words(text, one.cue) for one in tagger.read(text, paragraphs)] == [["said"], ["said"]]


@pytest.mark.parametrize("count", [1, 2, WINDOW, WINDOW + 1, 700, 5000, 5001])
def test_windows_cover_every_piece_and_overlap(count: int) -> None:
    windows = windows_over(count)
    assert (windows[0].start, windows[-1].stop) == (0, count)
    assert all(before.stop - after.start >= 48 for before, after in pairwise(windows))
    assert len({one.stop - one.start for one in windows}) == 1
    assert windows[0].stop <= WINDOW


def test_short_lines_beside_a_long_paragraph_take_no_room() -> None:
    """Paragraphs are read side by side; padded to the longest, these would take four gigabytes."""
    line = "Rain fell on the hills again. " * 300
    text = f"{line}{PLAIN}\n" + "No news.\n" * 1_000
    paragraphs = [
        Span(0, text.index("\n")),
        *(Span(m.start(), m.end()) for m in re.finditer("No news.", text)),
    ]
    sentences = [Span(m.start() + (m[0][0] == " "), m.end()) for m in re.finditer(r"[^.\n]+\.", text)]
    tagger = Tagger.load(threads=2)
    tracemalloc.start()
    found = tagger.read(text, paragraphs, sentences)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [words(text, one.cue) for one in found if one.cue] == [["said"]]
    assert peak < 300 * 2**20


def test_a_paragraph_without_end_is_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.extract.tagger._BLOCK", 1_000)
    line = "Rain fell on the hills again. " * 100
    text = f"{line}{PLAIN} {line}"
    starts = [0, *(m.end() for m in re.finditer(r"\. ", text))][:-1]
    sentences = [Span(a, b - 1) for a, b in pairwise([*starts, len(text)])]
    tagger, sizes = Tagger.load(threads=1), []
    whole = tagger.windows
    monkeypatch.setattr(tagger, "windows", lambda part: sizes.append(len(part)) or whole(part))
    found = tagger.read(text, [Span(0, len(text))], sentences)
    assert len(sizes) > 5
    assert max(sizes) < 300
    assert [words(text, one.content) for one in found] == [["that Oslo would not recognise the vote"]]


class Scripted(Tagger):
    """A tagger whose model says what the test wants: of each window its place and its tags by name."""

    def __init__(self, *found: tuple[int, list[str]]) -> None:
        shipped = Tagger.load(threads=1)
        self.tokenizer, self._labels, self._found = shipped.tokenizer, shipped._labels, found

    def windows(self, pieces: Pieces) -> list[Window]:
        made = []
        for start, names in self._found:
            size = len(self._labels.tags)
            tags, pointers = np.zeros((len(names), size)), np.zeros((len(names), 4))
            tags[range(len(names)), [self._labels.tags.index(name) for name in names]] = 30.0
            made.append(Window(start, Scores(tags, np.zeros((len(names), size, size))), pointers, pointers))
        return made


def test_of_two_windows_the_one_that_holds_a_word_deeper_has_more_say() -> None:
    text = "one two three four five six"
    first = ["O", "O", "B-content", "O", "O"]  # words 0-4: "five" is its edge
    second = ["O", "O", "O", "B-content"]  # words 2-5: "three" is its edge
    [one, other] = read(Scripted((0, first), (2, second)), text)
    assert (words(text, one.content), words(text, other.content)) == (["three"], ["six"])


def test_a_quotation_after_another_begins_anew() -> None:
    text = "“We came.” “We saw.”"
    names = ["B-content", *["I-content"] * 9]
    quoted = [Span(0, 10), Span(11, len(text))]
    split = Scripted((0, names)).read(text, [Span(0, len(text))], quoted)
    assert [words(text, one.content) for one in split] == [["“We came.”"], ["“We saw.”"]]


def test_twenty_reports_alone_together_and_in_another_order() -> None:
    """The same words give the same bytes, whatever is read beside them and on however many cores."""
    assert len(REPORTS) == 20
    # The last one is long enough for several windows.
    assert len(windows_over(len(cut(LONG, [(0, len(LONG))], Tagger.load().tokenizer)))) >= 3
    texts = [*REPORTS, LONG]
    alone = [repr(read(Tagger.load(threads=1), text)) for text in texts]
    shared = Tagger.load(threads=os.cpu_count())
    with ThreadPoolExecutor(4) as readers:
        together = [repr(found) for found in readers.map(lambda text: read(shared, text), texts)]
    backwards = [repr(read(shared, text)) for text in reversed(texts)][::-1]
    assert together == alone
    assert backwards == alone
    assert len(set(alone)) == 21


def test_a_folder_without_the_model_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "labels.json").write_text("{}")
    with pytest.raises(ModelMissingError) as refusal:
        Tagger.load(tmp_path)
    assert "lacks model.onnx, tokenizer.json" in str(refusal.value)
    assert "`make help`" in str(refusal.value)
