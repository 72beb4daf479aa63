"""The small words of English that the rules of the judge go by."""

from __future__ import annotations

AUXILIARIES = frozenset(
    "is are was were be been being am has have had having do does did will would shall should can could "
    "may might must 's 'm 'll 've 're 'd ought remain remains remained become becomes became".split()
)

COPULAS = frozenset(
    "is are was were be been being remain remains remained become becomes became 's 'm 're seem seems stay "
    "stays".split()
)

NEGATORS = frozenset("not never no neither nor cannot without n't hardly nothing none nobody".split())

ADVERBS = frozenset(
    "ever also too again longer still now already even then once always simply just today yet therefore "
    "thus instead however both very so more most all well soon long far first only either formally "
    "officially today here there yesterday monday tuesday wednesday thursday friday saturday sunday".split()
)

_NO_ADVERBS = frozenset(
    "italy assembly family supply reply ally july monopoly anomaly bully belly imply comply".split()
)

QUOTES = frozenset("\" “ ” ‘ ’ ' « » „ [ ]".split())

DETERMINERS = frozenset(
    "the a an this that these those its their his her our my your any some no each every all such "
    "another".split()
)

PRONOUNS = frozenset("i we you he she it they who which that".split())

PREPOSITIONS = frozenset(
    "in on at during after before over about with by from for to against into through between of under "
    "within around among since as despite amid like than near towards toward upon regarding concerning "
    "until".split()
)

SUBORDINATORS = frozenset(
    "which who whom whose where when while although though because since unless if whether after before "
    "but that until so whereas".split()
)

STOPS = frozenset(". ! ? ; :".split()) | frozenset("– — --".split())


def is_negator(word: str) -> bool:
    """Whether a word in lower case negates: not, never, won't, cannot."""
    return word in NEGATORS or word.endswith("n't")


def is_filler(word: str) -> bool:
    """Whether a word may stand between a verb and its subject or negation: auxiliaries, adverbs,
    quotation marks."""
    return word in AUXILIARIES or word in ADVERBS or word in QUOTES or is_manner(word)


def is_manner(word: str) -> bool:
    """Whether a word in lower case is an adverb in -ly; "italy" and "assembly" are none."""
    return word.endswith("ly") and len(word) > 4 and word not in _NO_ADVERBS
