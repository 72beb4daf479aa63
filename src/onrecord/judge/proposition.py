"""A question made ready: what its proposition is about, and which way it points.

The proposition is read by the same rules as the reports (`polarity`): in "the embargo should be lifted"
it points against the embargo, in "commercial whaling should remain banned" against whaling.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from onrecord.judge.frames import ENTITY_FRAMES, frames, frames_of
from onrecord.judge.government import Chain
from onrecord.judge.grammar import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_negator,
)
from onrecord.judge.matter import Matter, Term, itself, leans
from onrecord.judge.passage import Passage, passages_of
from onrecord.judge.polarity import LIGHT_HEADS, chain_to
from onrecord.judge.words import Word, stem, words_of
from onrecord.model import Question, Span
from onrecord.world import World

_JOINING = frozenset({"join", "return to", "take part in"})

_STATEHOOD = frozenset({"independence", "statehood", "secession"})

_RIVAL_MARKS = (("place", "of"), ("over", "from"), ("instead", "of"), ("rather", "than"), ("and", "not"))

_ORDINARY = frozenset(
    "country countries state states government people world should their right result results other "
    "others both place time year years western foreign military commercial immediate national security "
    "conference".split()
)

_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)


@lru_cache(maxsize=64)
def matter_of(question: Question) -> Matter:
    """Read the question's proposition and phrases."""
    text = question.proposition
    passages = passages_of(text, Span(0, len(text)))
    low = {w.low for w in words_of(text)}
    kinds = frames_of(low)
    draft = Matter(question, (), kinds, _lemmas(passages), _names(passages))
    terms = {t.stems: t for t in _from_proposition(passages, draft)}
    main = _main_sign(terms.values())
    for term in (*_from_about(question, terms, main, kinds), *_from_frames(kinds, terms, main)):
        terms.setdefault(term.stems, term)
    ordered = tuple(sorted(terms.values(), key=lambda t: (-len(t.stems), t.stems)))
    matches = World.load().find_actors(text, question.since)
    actors = frozenset(code for match in matches for code in match.actors)
    return Matter(question, ordered, draft.frames, draft.predicates, draft.names, actors)


def _lemmas(passages: Sequence[Passage]) -> frozenset[str]:
    return frozenset(p.form.entry.lemma for passage in passages for p in passage.predicates)


def _names(passages: Sequence[Passage]) -> frozenset[str]:
    return frozenset(
        w.text for passage in passages for i, w in enumerate(passage.words) if i and w.text[0].isupper()
    ) | frozenset(p.words[0].text for p in passages if p.words and p.words[0].low not in DETERMINERS)


def _main_sign(terms: Iterable[Term]) -> int:
    return 1 if sum(t.sign for t in terms) >= 0 else -1


def _from_proposition(passages: Sequence[Passage], draft: Matter) -> Iterator[Term]:
    for passage in passages:
        for start, end, entity in _heads(passage, draft):
            chain = chain_to(passage, start, end)
            sign = chain.sign
            if entity and _is_rival(passage, start):
                sign = -1
            elif entity and not _is_held(chain, draft):
                sign = _acts_itself(passage, start, end, draft)
            if sign:
                stems = tuple(stem(w.low) for w in passage.words[start:end])
                yield Term(stems, sign, "entity" if entity else "matter")
                if entity and end - start > 1:
                    yield Term(stems[-1:], sign, "entity")


def _heads(passage: Passage, draft: Matter) -> Iterator[tuple[int, int, bool]]:
    """The nouns that a proposition may be about, as (start, end, is a name)."""
    words = passage.words
    i = 0
    while i < len(words):
        end = i + 1
        named = (
            words[i].text[:1].isupper() and words[i].low not in DETERMINERS and words[i].low not in _MONTHS
        )
        if named and i == 0 and _is_common(words, draft):
            yield i, end, False
        elif named:
            while end < len(words) and (words[end].text[:1].isupper() or words[end].text.isdigit()):
                end += 1
            if draft.frames & ENTITY_FRAMES and not leans(words, end):
                yield i, end, True
        elif _is_head(words, i) and passage.starting_at(i) is None:
            yield i, end, False
        i = end


def _is_common(words: Sequence[Word], draft: Matter) -> bool:
    """Whether the first word of a proposition has its capital only from standing there."""
    if not draft.frames & ENTITY_FRAMES or words[0].low in draft.question.about:
        return len(words) > 1 and not words[1].text[:1].isupper() and words[1].low != "'s"
    near = {stem(p) for f in frames() if f.name in draft.frames for p in (*f.shown_by, *f.same)}
    return stem(words[0].low) in near


def _is_head(words: Sequence[Word], i: int) -> bool:
    low = words[i].low
    if not words[i].is_word or low in _ORDINARY or low in LIGHT_HEADS or low in _MONTHS or len(low) < 3:
        return False
    if low in AUXILIARIES or low in ADVERBS or low in PREPOSITIONS or low in SUBORDINATORS or is_negator(low):
        return False
    if low in DETERMINERS or low in PRONOUNS or low in ("and", "or") or low[0].isdigit():
        return False
    if i and words[i - 1].low in ("that", "who", "which", "to"):
        return False
    after = words[i + 1] if i + 1 < len(words) else None
    ends = after is None or not after.is_word or after.low in AUXILIARIES or after.low in PREPOSITIONS
    return ends or (after is not None and after.low in SUBORDINATORS | {"and", "or", "to", "built", "that"})


def _is_rival(passage: Passage, start: int) -> bool:
    low = [w.low for w in passage.words[:start] if w.low not in DETERMINERS and not w.text[:1].isupper()]
    return tuple(low[-2:]) in _RIVAL_MARKS


def _is_held(chain: Chain, draft: Matter) -> bool:
    """Whether the proposition's own stance word holds the name; what is joined is not what joins."""
    return (
        bool(chain.links)
        and draft.takes_entity(chain.nearest)
        and chain.nearest.form.entry.lemma not in _JOINING
    )


def _acts_itself(passage: Passage, start: int, end: int, draft: Matter) -> int:
    """As in "India should join", "the independence of Kosovo": the name is what the proposition is about."""
    if any(w.low in _STATEHOOD for w in passage.words[max(0, start - 5) : start]):
        before = passage.words[start - 1].low
        subject = next(i for i in range(start - 1, -1, -1) if passage.words[i].low in _STATEHOOD)
        return (
            chain_to(passage, subject, subject + 1).sign if before in ("of", "the", "and", "or", ",") else 0
        )
    return itself(passage, end, draft.frames)


def _from_about(
    question: Question, known: Mapping[tuple[str, ...], Term], main: int, kinds: frozenset[str]
) -> Iterator[Term]:
    """The user's own phrases, where they name what the proposition is about; others only choose the reports.

    Where the proposition is about who leads, another name that the user lists is the rival's.
    """
    proposition = words_of(question.proposition)
    stems_there = [stem(w.low) for w in proposition]
    heads = {stems[0] for stems, term in known.items() if term.kind == "matter"}
    for phrase in question.about:
        words = [w for w in words_of(phrase) if w.is_word]
        stems = tuple(stem(w.low) for w in words)
        if not all(w.text[0].isupper() or w.text.isdigit() for w in words):
            if not known or stems[-1] in heads or any(_akin(stems[-1], head) for head in heads):
                yield Term(stems, main, "matter")
        elif _modifies(stems, stems_there, heads):
            yield Term(stems, main, "matter")
        elif any(set(stems) & set(other) for other, term in known.items() if term.kind == "entity"):
            yield Term(stems, main, "entity")
        elif "leader" in kinds and any(term.kind == "entity" for term in known.values()):
            yield Term(stems, -main, "entity")


def _akin(one: str, other: str) -> bool:
    """Whether one stem is derived from the other: annex, annexation."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and long.startswith(short)


def _modifies(stems: tuple[str, ...], text: Sequence[str], heads: set[str]) -> bool:
    """Whether a name stands in the proposition right before what it is about ("the Nord Stream 2
    pipeline")."""
    n = len(stems)
    for i in range(len(text) - n):
        if tuple(text[i : i + n]) == stems:
            rest = [s for s in text[i + n : i + n + 2] if not s[0].isdigit()]
            if rest and rest[0] in heads:
                return True
    return False


def _from_frames(kinds: frozenset[str], known: Mapping[tuple[str, ...], Term], main: int) -> Iterator[Term]:
    for frame in frames():
        shown = [known[key].sign for key in ((stem(word),) for word in frame.shown_by) if key in known]
        if frame.name not in kinds or (frame.outright and not shown):
            continue
        sign = shown[0] if shown else main
        for phrase in frame.same:
            yield Term(tuple(stem(w) for w in phrase.split()), sign, "near")
        for phrase in frame.opposite:
            yield Term(tuple(stem(w) for w in phrase.split()), -sign, "integrity")
