"""`who`: say whom a phrase means on a day."""

from __future__ import annotations

import sys
from datetime import date

import msgspec

from onrecord import pipeline
from onrecord.cli.printing import put
from onrecord.model import OnrecordError
from onrecord.settings import Settings
from onrecord.show.identity import identity, identity_values

LONGEST = 300


class PhraseError(OnrecordError):
    """A phrase that no report would name a source by."""

    def __init__(self, fault: str) -> None:
        super().__init__(
            f'the phrase {fault} (give one source as a report names it, such as "the German chancellor")'
        )


def print_who(phrase: str, on: date | None, settings: Settings, as_json: bool, insist: bool) -> None:
    """Print whom `phrase` means on that day, today where None.

    The record lends what its reports teach: one that is named (`insist`) must be there. Raises `PhraseError`
    and `RecordError`.
    """
    words = " ".join(phrase.split())
    if not words:
        raise PhraseError("is empty")
    if len(words) > LONGEST:
        raise PhraseError(f"has {len(words)} characters, more than {LONGEST}")
    asked = on or date.today()  # noqa: DTZ011 -- the day on the user's own calendar
    found = pipeline.identify(words, asked, settings, insist=insist)
    parts = (found.phrase, found.on, found.voice, found.holders)
    if as_json:
        sys.stdout.write(msgspec.json.encode(identity_values(*parts)).decode() + "\n")
        sys.stdout.flush()
    else:
        put(identity(*parts))
