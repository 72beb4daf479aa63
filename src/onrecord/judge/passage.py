"""A sentence as the judge reads it: its words, the stance words among them, and what each negation
reaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.judge.grammar import (
    ADVERBS,
    AUXILIARIES,
    COPULAS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    QUOTES,
    is_filler,
    is_manner,
    is_negator,
)
from onrecord.judge.lexicon import Form, forms_by_first_word
from onrecord.judge.words import Word, words_of
from onrecord.model import Span

# Verbs whose base or -s form is as often a noun; read as verbs only where the word before them asks for one.
_NOUN_TOO = frozenset(
    "vote attack protest end call demand plan veto question doubt dispute challenge contest ban halt "
    "view label hold press push close find request promise pledge vow label brand regret support back "
    "boycott stop wish hope term drop freeze praise welcome respect quit sign open start see want "
    "cancel lift supply permit grant block mock close reverse bar approach commit judge favour treat "
    "resolve censure scorn attitude protest ease return cut lower curb request trim boost increase pressure "
    "order heed lead dispatch freeze advance".split()
)
_DASHES = frozenset("– — --".split())
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight again".split()
)
_DEMANDING = ("demand", "insist", "urg", "request", "propos", "recommend", "ask", "order", "suggest")
_ASIDE = 8  # words between the two commas of an aside
_ENDS = frozenset(". ! ? ;".split())
# A full stop behind one of these ends no sentence: a name follows.
_TITLES = frozenset("mr mrs ms dr prof gen col lt maj sgt capt cmdr gov sen rep rev st".split())


@dataclass(frozen=True, slots=True)
class Predicate:
    """A stance word at ``words[start:end]`` of a passage.

    `negated` holds when a negation reaches it; `ended` when that negation is "no longer". `nobody` marks a
    negated subject ("no country will recognise").
    """

    start: int
    end: int
    form: Form
    negated: bool = False
    ended: bool = False
    nobody: bool = False

    @property
    def sign(self) -> int:
        """-1, 0 or 1, negation included."""
        return -self.form.entry.sign if self.negated else self.form.entry.sign


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence. `words` leaves out what stands between paired dashes or in round brackets."""

    text: str
    words: tuple[Word, ...]
    predicates: tuple[Predicate, ...]

    def span(self, start: int, end: int) -> Span:
        """The place in the text of ``words[start:end]``."""
        return Span(self.words[start].start, self.words[end - 1].end)

    def ending_at(self, end: int) -> Predicate | None:
        """The stance word whose last word is ``words[end - 1]``."""
        return next((p for p in self.predicates if p.end == end), None)

    def starting_at(self, start: int) -> Predicate | None:
        """The stance word whose first word is ``words[start]``."""
        return next((p for p in self.predicates if p.start == start), None)


@lru_cache(maxsize=4096)  # every question reads the same sentences
def passages_of(text: str, within: Span) -> tuple[Passage, ...]:
    """The sentences of a stretch of text, each with its stance words."""
    return tuple(_passage(text, part) for part in _sentences(text, words_of(text, within)))


def _sentences(text: str, words: Sequence[Word]) -> Iterator[list[Word]]:
    part: list[Word] = []
    for i, word in enumerate(words):
        part.append(word)
        after = words[i + 1] if i + 1 < len(words) else None
        opens = after is not None and (after.text[0].isupper() or not after.is_word)
        abbreviates = word.low == "." and i > 0 and words[i - 1].low in _TITLES
        if (word.low in _ENDS and opens and not abbreviates) or (
            after is not None and "\n" in text[word.end : after.start].replace("\r", "") and opens
        ):
            yield part
            part = []
    if part:
        yield part


def _passage(text: str, words: Sequence[Word]) -> Passage:
    kept = _without_asides(words)
    return Passage(text, kept, tuple(_predicates(kept)))


def _without_asides(words: Sequence[Word]) -> tuple[Word, ...]:
    dashes = [i for i, w in enumerate(words) if w.low in _DASHES]
    aside: set[int] = set()
    for opening, closing in zip(dashes[::2], dashes[1::2], strict=False):
        aside.update(range(opening, closing + 1))
    depth = 0
    for i, word in enumerate(words):
        depth += word.low == "("
        if depth:
            aside.add(i)
        depth = max(0, depth - (word.low == ")"))
    return tuple(w for i, w in enumerate(words) if i not in aside)


def _predicates(words: tuple[Word, ...]) -> Iterator[Predicate]:
    table = forms_by_first_word()
    i = 0
    while i < len(words):
        match = None
        for form in table.get(words[i].low.removeprefix("re-"), ()):
            end = _match(words, i, form)
            if end and _can_stand(words, i, end, form):
                match = with_negation(words, Predicate(i, end, form))
                break
        if match:
            yield match
            i = match.end
        else:
            i += 1


def _match(words: tuple[Word, ...], i: int, form: Form) -> int:
    """Where the form ends when it begins at `i` (an adverb or a day may stand inside), else 0."""
    k = i + 1
    for part in form.words[1:]:
        if k < len(words) and form.entry.role == "urge":
            k = _past_day(words, k)
        if k < len(words) and words[k].low != part and is_manner(words[k].low):
            k += 1
        if k >= len(words) or words[k].low != part:
            return 0
        k += 1
    return k


def _past_day(words: tuple[Word, ...], k: int) -> int:
    """The word behind a day at `k`: "called Monday for", "asked on Monday for"."""
    if _is_day_at(words, k):
        return k + 2
    return k + 1 if words[k].low in _DAYS else k


def _is_day_at(words: tuple[Word, ...], k: int) -> bool:
    """Whether "on Monday" stands at `k`, where "on" is no part of the verb."""
    return words[k].low == "on" and k + 1 < len(words) and words[k + 1].low in _DAYS


def _can_stand(words: tuple[Word, ...], i: int, end: int, form: Form) -> bool:
    before = _before(words, i)
    after = words[end].low if end < len(words) else ""
    if form.entry.role == "eval" or form.entry.noun or not form.kind:
        return _is_judgement(before, after, form) and _is_whole(words, i, before, after, form)
    if form.kind in ("base", "s") and (before in DETERMINERS - PRONOUNS or before == "'s"):
        return False
    if form.kind == "base" and before in COPULAS:
        return False  # "is cut" is a passive
    if form.words == ("back",) and after in ("to", "in", "into", "from", "home", "at", "on", "", ",", "."):
        return False
    if form.entry.lemma.split()[0] in _NOUN_TOO and form.kind in ("base", "s"):
        return _asks_for_verb(words, i, before, form)
    return True


def _is_whole(words: tuple[Word, ...], i: int, before: str, after: str, form: Form) -> bool:
    """Whether nothing is missing: "against" needs a copula, "demands" something that is demanded."""
    if form.words == ("against",):
        k = i - 1
        while k >= 0 and is_manner(words[k].low):
            k -= 1
        return (words[k].low if k >= 0 else before) in COPULAS
    if form.entry.role == "urge" and form.entry.noun and len(form.words) == 1:
        return after in ("that", "to", "by", "from") or (after in PREPOSITIONS and before == "'s")
    return True


def _is_judgement(before: str, after: str, form: Form) -> bool:
    if form.words == ("free",):
        return after not in ("trade", "to", "of") and before not in ("to",)
    if form.words == ("right",):
        return after not in ("now", "of", "away", "wing", "after") and before not in ("the", "human")
    return True


def _asks_for_verb(words: tuple[Word, ...], i: int, before: str, form: Form) -> bool:
    kind = form.kind
    if kind == "s" and before == "that" and _opens_what_is_said(words, i - 1):
        return False  # "said that calls for a boycott were wrong"
    if not before:
        return kind == "base" or form.entry.lemma in ("support", "back", "welcome", "want", "praise")
    verbal = before in ("to", "and", "or", ",") or before in PRONOUNS or is_negator(before)
    verbal = verbal or before in AUXILIARIES or before in ADVERBS or is_manner(before)
    name = i > 0 and words[i - 1].text[:1].isupper() and not _is_object(words, i - 1)
    plural = kind == "base" and before.endswith("s")
    if kind == "base" and words[i - 1].text[:1].isupper() and _is_demanded(words, i):
        return True  # "demanded that Tehran halt"
    return verbal or (kind == "s" and (name or before.endswith(("ment", "try", "ent", "or", "er")))) or plural


def _opens_what_is_said(words: tuple[Word, ...], that: int) -> bool:
    """Whether "that" opens a clause of what is said, so that a subject follows and no verb."""
    return that == 0 or words[that - 1].low in ("says", "say", "saying", "told", "said", "insisted", "added")


def _is_demanded(words: tuple[Word, ...], i: int) -> bool:
    """Whether a clause of what is demanded leads up to ``words[i]``: its verb stands in the base form."""
    k = i - 1
    while k > 0 and (words[k].text[:1].isupper() or words[k].low in DETERMINERS - {"that"}):
        k -= 1
    return k > 0 and words[k].low == "that" and words[k - 1].low.startswith(_DEMANDING)


def _is_object(words: tuple[Word, ...], k: int) -> bool:
    """Whether the name that ends at ``words[k]`` is what another verb or a preposition takes ("rejected UN
    demands")."""
    while k >= 0 and (words[k].text[:1].isupper() or words[k].low in DETERMINERS):
        k -= 1
    if k < 0:
        return False
    low = words[k].low
    return low in PREPOSITIONS or (low.endswith(("ed", "ing")) and words[k].is_word)


def _before(words: tuple[Word, ...], i: int) -> str:
    k = i - 1
    while k >= 0 and words[k].low in QUOTES:
        k -= 1
    return words[k].low if k >= 0 else ""


def with_negation(words: tuple[Word, ...], found: Predicate) -> Predicate:
    """The predicate with the negation that reaches it, where there is one."""
    k = found.start - 1
    steps = 0
    while k >= 0 and steps < 9:
        low = words[k].low
        if low == ",":
            k = _before_aside(words, k)
            low = words[k].low
        if is_negator(low):
            return _negated(words, k, found)
        if low == "longer" and k and words[k - 1].low == "no":
            return Predicate(found.start, found.end, found.form, True, True)
        if low == "any" and found.form.entry.noun:
            k, steps = k - 1, steps + 1
            continue
        joins = low in ("and", "or", "to", "be") and k and _carries(words, k)
        if not (is_filler(low) or low in (",", "...", "…") or joins or _is_article(low, found)):
            break
        k, steps = k - 1, steps + 1
    return _nobody(words, k, found)


def _before_aside(words: tuple[Word, ...], comma: int) -> int:
    """In "does not, for the time being, recognise" the place of "not"; the comma's own where it closes no
    aside inside a verb."""
    for k in range(comma - 2, max(0, comma - _ASIDE - 2), -1):
        if words[k].low == ",":
            before = words[k - 1].low
            return k - 1 if is_negator(before) or before in AUXILIARIES else comma
        if not words[k].is_word:
            break
    return comma


def _carries(words: tuple[Word, ...], k: int) -> bool:
    low, before = words[k].low, words[k - 1].low
    if low in ("and", "or"):
        return is_negator(before) or before in AUXILIARIES
    return before in AUXILIARIES or is_negator(before) or before in ("reason", "need", "wish", "going")


def _is_article(low: str, found: Predicate) -> bool:
    return found.form.entry.role == "eval" and low in ("a", "an", "the", "as")


def _negated(words: tuple[Word, ...], k: int, found: Predicate) -> Predicate:
    after = words[k + 1].low if k + 1 < len(words) else ""
    if words[k].low == "not" and after == "only":
        return found
    return Predicate(found.start, found.end, found.form, True, after == "longer")


def _nobody(words: tuple[Word, ...], k: int, found: Predicate) -> Predicate:
    """As in "No country will recognise", "none of us accepts": the negation sits in the subject."""
    for back in range(1, 4 if k >= 0 and words[k].low != "to" else 1):
        at = k - back
        if at >= 0 and words[at].low in ("no", "none", "neither", "nobody", "few") and words[k].is_word:
            return Predicate(found.start, found.end, found.form, True, nobody=True)
        if at >= 0 and not words[at].is_word:
            break
    reasons = ("reason", "wish", "desire", "ground", "grounds", "case")
    if k >= 1 and words[k].low in reasons and words[k - 1].low == "no":
        return Predicate(found.start, found.end, found.form, True)
    return found


def is_passive(passage: Passage, found: Predicate) -> bool:
    """Whether a past form is a passive: a form of "be" stands before it."""
    if found.form.kind != "ed":
        return False
    k = found.start - 1
    while k >= 0 and (is_filler(passage.words[k].low) or is_negator(passage.words[k].low)):
        if passage.words[k].low in COPULAS - {"'s"}:
            return True
        k -= 1
    return False
