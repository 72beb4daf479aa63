"""Whether two spellings may be of one name: "Mouammar Kadhafi" and "Muammar Gaddafi".

Names from other scripts are spelt anew by every agency. What they keep is the order of the consonants, so two
names are compared by these alone, letters that stand for one sound taken together."""

from __future__ import annotations

import re

from onrecord.world.phrases import fold

_PARTICLES = frozenset("al el ul as ad an ar at ash az bin ben ibn bint abu abou abi".split())
# "Abdel Rahim", "Abdul-Rahim", "Abdurrahim"
_SERVANT_OF = re.compile(
    r"\babd(?:[aeou]l?|allah)?[ -]+(?:al|el|ul|ar|er|as|es)?[ -]?(?=[a-z])|\babd[aeiou]l?(?=[a-z])"
)
_SOUNDS = (
    (re.compile(r"sch|sh|ch|tch"), "S"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"dj|dzh|zh"), "j"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"z"), "s"),
    (re.compile(r"[gkqc]h?"), "k"),
    (re.compile(r"w"), "v"),
    (re.compile(r"(?<=.)[aeiouyh]+"), ""),
    (re.compile(r"^[aeiouy]"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def sounds_of(name: str) -> tuple[str, ...]:
    """The words of a name by their consonants, particles left out: ("mmr", "kdf") for "Moamer Kadhafi"."""
    plain = _SERVANT_OF.sub("abd", fold(name).lower().replace("'", "").replace(".", " "))
    words = (word for word in re.split(r"[\s-]+", plain) if word and word not in _PARTICLES)
    return tuple(sound for word in words if (sound := _sound(word)))


def _sound(word: str) -> str:
    for pattern, plain in _SOUNDS:
        word = pattern.sub(plain, word)
    return word


def spell_one_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names in their sounds may be one: the last words are the same and the first begin alike, or
    all words of the shorter stand in the longer, in order ("Bayan Jabr", "Bayan Jabr Solagh")."""
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or len("".join(short)) < _LEAST:
        return False
    if short[0][0] == long[0][0] and short[-1] == long[-1]:
        return short[0] == long[0] or len(short[-1]) >= _SURNAME
    rest = iter(long)
    return all(word in rest for word in short)


_SURNAME = 3  # consonants of a surname that needs no more than the initial before it
_LEAST = 5  # consonants of the shorter name: names of fewer have true neighbours ("Li Peng", "Li Ping")
