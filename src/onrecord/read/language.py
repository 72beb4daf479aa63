"""The language of a report, by py3langid (a byte n-gram model after Lui and Baldwin, ACL 2012; its data ship
with it)."""

from __future__ import annotations

import functools
import re
from typing import Protocol, cast

ENOUGH_LETTERS = 60
"""With fewer letters than this the language stays open: names alone tip the scales."""

_HEAD = 2_000  # code points; more text changes the time, not the answer
_SURE = 0.9


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


@functools.cache
def _identifier() -> _Identifier:
    # Imported here: loading its model takes half a second, which a run that reads no report need not spend.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if len(code) == 2])
    return cast("_Identifier", identifier)


def tell_language(text: str) -> str:
    """ISO 639-1 code of the language of `text`, "und" where it is too short or too mixed to tell."""
    head = text[:_HEAD]
    if len(re.findall(r"[^\W\d_]", head)) < ENOUGH_LETTERS:
        return "und"
    language, probability = _identifier().classify(head)
    return language if probability >= _SURE else "und"
