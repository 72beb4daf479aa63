"""Movements that reports call by what they are: "the Maoists" in Nepal, "Tamil rebels", "the Islamists".

Such a word means one movement in one land and another in the next. It is read only where the report names
one of these lands, or far more often than the others; "the Islamists" only where it names one movement of
theirs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from onrecord.model import Span
from onrecord.world import Actor, ActorMatch

_ARMED = r"(?:rebels?|guerrillas?|insurgents?|fighters?|separatists?|militants?)"
# The words, and by the lands that a report is on, whom they mean there.
_BY_LAND: tuple[tuple[str, Mapping[str, str]], ...] = (
    (
        rf"(?:[Ff]ormer |[Ee]x-)?Maoists?(?: {_ARMED})?",
        {"NPL": "CPN_MAOIST", "IND": "CPI_MAOIST", "PER": "SHINING_PATH", "PHL": "NPA"},
    ),
    (rf"[Cc]ommunist {_ARMED}", {"PHL": "NPA"}),
    (rf"(?:Tamil|Tiger) {_ARMED}|Tigers", {"LKA": "LTTE"}),
    (rf"Kurdish {_ARMED}", {"TUR": "PKK"}),
    (rf"Basque {_ARMED}", {"ESP": "ETA"}),
    (rf"(?:Aceh|Acehnese) {_ARMED}", {"IDN": "GAM"}),
    (r"(?:Zairean|Zairian) (?:rebels|guerrillas|insurgents)", {"COD": "AFDL"}),
    (rf"(?:ethnic[ -]Albanian|Albanian) {_ARMED}", {"MKD": "NLA", "SRB": "KLA", "YUG": "KLA"}),
    (r"(?:[Ll]eftist|[Mm]arxist|[Ll]eft-wing) " + _ARMED, {"PHL": "NPA", "PER": "SHINING_PATH"}),
)
# Rebels with a name that only one movement bears, wherever the report is.
_BY_NAME = (
    (rf"Zapatista {_ARMED}|Zapatistas", "EZLN"),
    (rf"Tupac(?: Amaru)? {_ARMED}", "MRTA"),
)
# Who is meant by "the Islamists"; al-Qaida is named in reports on all of them.
_ISLAMIST = frozenset(
    "HAMAS HEZBOLLAH PIJ ISLAMIC_COURTS AL_SHABAAB BOKO_HARAM FIS GIA GAMAA_ISLAMIYA MUSLIM_BROTHERHOOD"
    " ABU_SAYYAF ANSAR_DINE MUJAO HTS AL_NUSRA FATAH_AL_ISLAM TTP".split()
)
_LEAD = (
    r"(?:security |military |political |supreme |top |senior |spiritual |local |foreign |information )*"
    r"(?:leader\w*|chiefs?|spokes\w+|officials?|commanders?|forces|fighters|militia\w*|movement|group|authorities|team|courts)"
)
_ISLAMISTS = re.compile(rf"(?<![\w-])(?:(?<!an )Islamists|Islamist(?= {_LEAD}\b)|Islamic(?= {_LEAD}\b))")
_COURTS_ENDED = date(2009, 2, 1)
_CLEARLY = 3  # times as often as any other of the lands


def find_movements(
    text: str, actors: Iterable[ActorMatch], known: Mapping[str, Actor], on: date
) -> tuple[ActorMatch, ...]:
    """Return the words of `text` that mean a movement by the land or by the named `actors` of the report."""
    named = [(match.span.start, match.actors[0]) for match in actors if len(match.actors) == 1]
    often = Counter(code for _, code in named)
    found = [*_of_lands(text, often), *_of_name(text), *_islamists(text, named, on)]
    return tuple(m for m in found if m.actors[0] in known and known[m.actors[0]].exists(on))


def _of_lands(text: str, often: Counter[str]) -> Iterator[ActorMatch]:
    for words, by_land in _BY_LAND:
        lands = sorted((land for land in by_land if often[land]), key=lambda land: -often[land])
        if not lands or (len(lands) > 1 and often[lands[0]] < _CLEARLY * often[lands[1]]):
            continue
        meant = by_land[lands[0]]
        for match in re.finditer(rf"(?<![\w-])(?:{words})(?![\w-])", text):
            yield ActorMatch(Span(*match.span()), (meant,), "name")


def _of_name(text: str) -> Iterator[ActorMatch]:
    for words, code in _BY_NAME:
        for match in re.finditer(rf"(?<![\w-])(?:{words})(?![\w-])", text):
            yield ActorMatch(Span(*match.span()), (code,), "name")


def _islamists(text: str, named: list[tuple[int, str]], on: date) -> Iterator[ActorMatch]:
    """The Islamists of a report that names one movement of theirs, or of one on Somalia."""
    codes = {code for _, code in named if code in _ISLAMIST}
    often = Counter(code for _, code in named)
    if not codes and "SOM" in dict(often.most_common(2)):
        codes = {"ISLAMIC_COURTS" if on < _COURTS_ENDED else "AL_SHABAAB"}
    if len(codes) != 1:
        return
    code = codes.pop()
    for match in _ISLAMISTS.finditer(text):
        yield ActorMatch(Span(*match.span()), (code,), "name")
