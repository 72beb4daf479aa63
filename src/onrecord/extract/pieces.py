"""Word pieces of a report with what an uncased vocabulary drops: case, paragraphs, quotation marks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.extract.quotes import find_quotations

OUTSIDE, INSIDE, OPENS, CLOSES = range(4)  # of quotation marks
CASES = ("none", "lower", "Capitalised", "CAPITALS")


@dataclass(frozen=True)
class Pieces:
    """`n` word pieces in text order, each array `[n]` (`spans` `[n, 2]`, code points of the whole text).

    `ids` index the vocabulary, `case` indexes `CASES` (of the whole word), `begins` is 1 on the first piece
    of a paragraph, `quoted` tells `OUTSIDE` from `INSIDE` of quotation marks and from the marks that open and
    close them, `inner` is true for all but a word's first piece.
    """

    ids: NDArray[np.int64]
    spans: NDArray[np.int64]
    case: NDArray[np.int64]
    begins: NDArray[np.int64]
    quoted: NDArray[np.int64]
    inner: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)


def cut(text: str, paragraphs: Sequence[tuple[int, int]], tokenizer: Tokenizer) -> Pieces:
    """Cut the paragraphs `[start, end)` of `text` into word pieces; what lies between them is not read."""
    rows: list[tuple[int, int, int, int, int, int, bool]] = []
    for start, end in paragraphs:
        encoding = tokenizer.encode(text[start:end], add_special_tokens=False)
        quoted = np.zeros(end - start + 1, dtype=np.int64)
        for quotation in find_quotations(text, start, end):
            first, last = quotation.start - start, quotation.end - start
            quoted[first:last] = INSIDE
            quoted[first] = OPENS
            if quotation.closed:
                quoted[last - 1] = CLOSES
        words = [word if word is not None else -1 for word in encoding.word_ids]
        reach = _word_spans(words, encoding.offsets)
        for order, (piece, word, (a, b)) in enumerate(
            zip(encoding.ids, words, encoding.offsets, strict=True)
        ):
            first, last = reach[word]
            case = _case(text[start + first : start + last])
            inner = order > 0 and words[order - 1] == word
            rows.append((piece, start + a, start + b, case, int(order == 0), int(quoted[a]), inner))
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 7)
    return Pieces(
        ids=table[:, 0],
        spans=table[:, 1:3],
        case=table[:, 3],
        begins=table[:, 4],
        quoted=table[:, 5],
        inner=table[:, 6].astype(np.bool_),
    )


def _word_spans(words: Sequence[int], offsets: Sequence[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    spans: dict[int, tuple[int, int]] = {}
    for word, (start, end) in zip(words, offsets, strict=True):
        spans[word] = (spans.get(word, (start, end))[0], end)
    return spans


def _case(word: str) -> int:
    if not any(letter.isalpha() for letter in word):
        return 0
    if len(word) > 1 and word.isupper():
        return 3
    return 2 if word[0].isupper() else 1
