"""Word pieces and what an uncased vocabulary drops."""

import pytest

from onrecord.extract.pieces import CLOSES, INSIDE, OPENS, OUTSIDE, cut
from onrecord.extract.tagger import Tagger

TOKENIZER = Tagger.load(threads=1).tokenizer


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Yes “no way” he", [OUTSIDE, OPENS, INSIDE, INSIDE, CLOSES, OUTSIDE]),
        # Left open, a quotation runs to the end of its paragraph.
        ("“no way", [OPENS, INSIDE, INSIDE]),
        ("no way", [OUTSIDE, OUTSIDE]),
    ],
)
def test_quotation_marks(text: str, quoted: list[int]) -> None:
    assert cut(text, [(0, len(text))], TOKENIZER).quoted.tolist() == quoted


def test_only_the_first_piece_of_a_word_begins_it() -> None:
    pieces = cut("Widodo 한 left", [(0, 13)], TOKENIZER)
    words = [number for number, inner in enumerate(pieces.inner.tolist()) if not inner]
    assert [int(pieces.spans[number, 0]) for number in words] == [0, 7, 9]
    assert len(pieces) > 5
