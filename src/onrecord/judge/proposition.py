"""A question made ready: what its proposition is about, and which way it points.

The proposition is read by the same rules as the reports (`polarity`): in "the embargo should be lifted"
it points against the embargo, in "commercial whaling should remain banned" against whaling.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from onrecord.judge.derived import family_of, is_generic, nouns_of, same_as, verb_of
from onrecord.judge.frames import ENTITY_FRAMES, frames, frames_of
from onrecord.judge.government import Chain
from onrecord.judge.grammar import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_filler,
    is_manner,
    is_negator,
)
from onrecord.judge.instruments import in_small_letters, is_numbered
from onrecord.judge.matter import OFFICES, Matter, Term, itself, leans
from onrecord.judge.passage import Passage, passages_of
from onrecord.judge.phrases import from_about
from onrecord.judge.polarity import LIGHT_HEADS, chain_to
from onrecord.judge.turnings import turnings
from onrecord.judge.words import Word, stem, words_of
from onrecord.model import Question, Span
from onrecord.world import World

_JOINING = frozenset({"join", "return to", "take part in"})

_OUGHT = frozenset({"should", "must", "ought"})

_ENTERING = (
    ("enter", "into", "force"),
    ("come", "into", "force"),
    ("go", "into", "force"),
    ("come", "into", "effect"),
    ("go", "into", "effect"),
    ("take", "effect"),
)

_STATEHOOD = frozenset({"independence", "statehood", "secession"})

_RIVAL_MARKS = (("place", "of"), ("over", "from"), ("instead", "of"), ("rather", "than"), ("and", "not"))

_ORDINARY = frozenset(
    "country countries state states government people world should their right result results other "
    "others both place time year years western foreign military commercial immediate national security "
    "conference".split()
)

_SHORTEST_GERUND = 7  # letters: "enriching", not "being"

_PARTICLES = frozenset("down up out off in back away over on aside".split())

# "The referendums held in": participles that follow what they describe; regular ones ("signed") end in -ed.
_PARTICIPLES = frozenset(
    "held built made set drawn won sent taken given brought laid sold fought struck".split()
)

_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)


@lru_cache(maxsize=64)
def matter_of(question: Question) -> Matter:
    """Read the question's proposition and phrases."""
    text = in_small_letters(question.proposition, question.since)
    passages = passages_of(text, Span(0, len(text)))
    low = [w.low for w in words_of(text)]
    kinds = frames_of({*low, *map(" ".join, pairwise(low))})
    draft = Matter(question, (), kinds, _lemmas(passages), _names(passages))
    found = list(_from_proposition(passages, draft))
    terms = {t.stems: t for t in found if t.kind != "near"}
    doings = [t for t in found if t.verb and t.kind == "near"]
    main = _main_sign(terms.values() or doings)
    asked = frozenset(t.stems[0] for t in doings)
    for term in (*from_about(question, terms, main, kinds, asked), *_from_frames(kinds, terms, main), *found):
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
            sign = chain.sign or _into_force(passage, end)
            if entity and _is_rival(passage, start):
                sign = -1
            elif entity and "departure" in draft.frames:
                sign = _should_go(passage, start)
            elif entity and not _is_held(chain, draft):
                sign = _acts_itself(passage, start, end, draft)
            if chain.as_subject and _is_of_doing(passage, chain):
                sign = 0
            if sign:
                yield from _named(passage, start, end, sign, entity)
        yield from _doings(passage)
        yield from _gerunds(passage)
        if "departure" not in draft.frames:
            heads = [(start, end) for start, end, entity in _heads(passage, draft) if not entity]
            yield from turnings(passage, heads)


def _into_force(passage: Passage, end: int) -> int:
    """The sign for what ends at `end` and is to enter into force, or not to; 0 where nothing of it is said.

    Only a proposition says this of itself: that a treaty entered into force is a fact on which reports agree.
    """
    words = passage.words
    k = end
    while k < len(words) and (is_filler(words[k].low) or is_negator(words[k].low)):
        k += 1
    if not _is_entering(words, k) or not any(w.low in _OUGHT for w in words[end:k]):
        return 0
    return -1 if any(is_negator(w.low) for w in words[end:k]) else 1


def _is_entering(words: Sequence[Word], k: int) -> bool:
    return any(tuple(w.low for w in words[k : k + len(told)]) == told for told in _ENTERING)


def _is_of_doing(passage: Passage, chain: Chain) -> bool:
    """As in "France was right to leave the pact": what is judged is not the subject but what it did."""
    words, entry = passage.words, chain.nearest.form.entry
    start, end = chain.nearest.end - len(chain.nearest.form.words), chain.nearest.end
    if entry.lemma not in ("right", "wrong", "justified", "entitled") or end >= len(words):
        return False
    return words[end].low in ("to", "in") and words[start - 1].low in AUXILIARIES | {"not"}


def _should_go(passage: Passage, start: int) -> int:
    """-1 for who is named where the proposition would see somebody leave office ("X should resign")."""
    before = passage.words[start - 1].low if start else ""
    if before != "of" and before in PREPOSITIONS:
        return 0
    return 1 if any(is_negator(w.low) for w in passage.words) else -1


def _named(passage: Passage, start: int, end: int, sign: int, entity: bool) -> Iterator[Term]:
    """A head of the proposition as terms: with its family, and a generic one with what makes it plain."""
    stems = tuple(stem(w.low) for w in passage.words[start:end])
    if entity:
        yield Term(stems, sign, "entity")
        if end - start > 1:
            yield Term(stems[-1:], sign, "entity")
        return
    low = passage.words[start].low
    for other in sorted(same_as(low)):
        yield Term((stem(other),), sign, "near")
    if not is_generic(low):
        yield Term(stems, sign, "matter")
        verb = verb_of(low)
        if verb is not None:
            yield Term((verb,), sign, "near", True)
        return
    k = start
    while k and passage.words[k - 1].is_word and not _is_small(passage.words[k - 1].low):
        k -= 1
        yield Term(tuple(stem(w.low) for w in passage.words[k:end]), sign, "matter")
    for word in passage.words[k:start]:
        for other in sorted(family_of(low)):
            yield Term((stem(word.low), stem(other)), sign, "near")


def _doings(passage: Passage) -> Iterator[Term]:
    """The verb that the proposition asks for or rules out, where it is no stance word ("should devalue")."""
    words = passage.words
    for i, word in enumerate(words):
        if word.low not in _OUGHT:
            continue
        k = i + 1
        while k < len(words) and (
            is_filler(words[k].low) or is_negator(words[k].low) or words[k].low == "to"
        ):
            k += 1
        if _is_entering(words, k):
            continue  # it is said of the subject
        if k < len(words) and words[k].is_word and passage.starting_at(k) is None:
            sign = -1 if any(is_negator(w.low) for w in words[i:k]) else 1
            if words[k].low in PREPOSITIONS:
                continue  # "should remain in"
            if k + 1 < len(words) and words[k + 1].low in _PARTICLES:
                yield Term((stem(words[k].low), words[k + 1].low), sign, "near", True)
                continue
            yield Term((stem(words[k].low),), sign, "near", True)
            for noun in list(nouns_of(words[k].low))[1:]:
                yield Term((noun,), sign, "near")


def _gerunds(passage: Passage) -> Iterator[Term]:
    """What the proposition would see stopped or begun, put as a gerund ("must stop enriching uranium")."""
    for found in passage.predicates:
        k = found.end
        if found.form.entry.role != "change" or k >= len(passage.words):
            continue
        low = passage.words[k].low
        if not low.endswith("ing") or len(low) < _SHORTEST_GERUND or passage.starting_at(k) is not None:
            continue
        sign = chain_to(passage, k, k + 1).sign
        if sign:
            verb = low.removesuffix("ing")
            yield Term((stem(low),), sign, "near", True)
            yield from (Term((noun,), sign, "near") for noun in list(nouns_of(verb))[1:])


def _is_small(low: str) -> bool:
    return (
        low in DETERMINERS
        or low in PREPOSITIONS
        or low in AUXILIARIES
        or low in ("and", "or")
        or is_manner(low)
    )


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
            if words[i].low not in ADVERBS and passage.starting_at(i) is None:
                yield i, end, False
        elif named:
            while end < len(words) and (words[end].text[:1].isupper() or words[end].text.isdigit()):
                end += 1
            if draft.frames & ENTITY_FRAMES and (not leans(words, end) or _has_statehood(words, end)):
                yield i, end, True
        elif _is_head(words, i) and passage.starting_at(i) is None:
            yield i, end, False
        i = end


def _has_statehood(words: Sequence[Word], end: int) -> bool:
    """Whether "'s independence" follows a name: to recognise the one is to recognise the other."""
    return [w.low for w in words[end : end + 1]] == ["'s"] and any(
        w.low in _STATEHOOD for w in words[end + 1 : end + 2]
    )


def _is_common(words: Sequence[Word], draft: Matter) -> bool:
    """Whether the first word of a proposition has its capital only from standing there."""
    if not draft.frames & ENTITY_FRAMES or words[0].low in draft.question.about:
        if World.load().find_actors(words[0].text, draft.question.since):
            return False
        return len(words) > 1 and not words[1].text[:1].isupper() and words[1].low != "'s"
    near = {stem(p) for f in frames() if f.name in draft.frames for p in (*f.shown_by, *f.same)}
    return stem(words[0].low) in near


def _is_head(words: Sequence[Word], i: int) -> bool:
    low = words[i].low
    if not words[i].is_word or low in _ORDINARY or low in LIGHT_HEADS or low in _MONTHS or len(low) < 3:
        return False
    if low in AUXILIARIES or low in ADVERBS or low in PREPOSITIONS or low in SUBORDINATORS or is_negator(low):
        return False
    if low in DETERMINERS or low in PRONOUNS or low in ("and", "or") or low[0].isdigit() or is_manner(low):
        return False
    if i and words[i - 1].low in ("that", "who", "which", "to"):
        return False
    behind = i + 2 if i + 1 < len(words) and is_numbered(words[i], words[i + 1]) else i + 1
    after = words[behind] if behind < len(words) else None
    ends = after is None or not after.is_word or after.low in AUXILIARIES or after.low in PREPOSITIONS
    if ends or (after is not None and after.low in SUBORDINATORS | {"and", "or", "to", "built", "that"}):
        return True
    return _is_described(words, i)


def _is_described(words: Sequence[Word], i: int) -> bool:
    """Whether a participle with its place, day or doer follows: "the treaty signed in Oslo"."""
    if i + 2 >= len(words):
        return False
    after, behind = words[i + 1].low, words[i + 2].low
    return (after.endswith("ed") or after in _PARTICIPLES) and (
        behind in PREPOSITIONS or behind in ("last", "this", "earlier")
    )


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
    if _has_statehood(passage.words, end):
        return chain_to(passage, end + 1, end + 2).sign
    if any(w.low in _STATEHOOD for w in passage.words[max(0, start - 5) : start]):
        before = passage.words[start - 1].low
        subject = next(i for i in range(start - 1, -1, -1) if passage.words[i].low in _STATEHOOD)
        return (
            chain_to(passage, subject, subject + 1).sign if before in ("of", "the", "and", "or", ",") else 0
        )
    return itself(passage, end, draft.frames)


def _from_frames(kinds: frozenset[str], known: Mapping[tuple[str, ...], Term], main: int) -> Iterator[Term]:
    if "departure" in kinds:
        for term in [t for t in known.values() if t.kind == "entity" and len(t.stems) == 1]:
            for office in sorted(OFFICES):
                yield Term((*term.stems, stem(office)), term.sign, "entity")
    held = any(t.kind == "entity" for t in known.values())
    for frame in frames():
        shown = [known[key].sign for key in ((stem(word),) for word in frame.shown_by) if key in known]
        if frame.name not in kinds or (frame.outright and not shown):
            continue
        sign = shown[0] if shown else -main if frame.name == "departure" and held else main
        for phrase in frame.same:
            yield Term(tuple(stem(w) for w in phrase.split()), sign, "near")
        for phrase in frame.verbs:
            yield Term(tuple(stem(w) for w in phrase.split()), sign, "near", True)
        for phrase in frame.opposite:
            yield Term(tuple(stem(w) for w in phrase.split()), -sign, "integrity")
