"""What a statement does: recognise, refuse, support, condemn, urge, threaten, pledge, deny, decline, or
state."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.judge.grammar import AUXILIARIES
from onrecord.judge.grounds import grounds_in
from onrecord.judge.modality import condition_in, manner_of
from onrecord.judge.neutral import abstains, says_neutral
from onrecord.judge.passage import Passage, Predicate, is_passive, passages_of
from onrecord.judge.polarity import chain_to
from onrecord.model import Act, Mention, Modality, Reading, Report, Span, Statement, hull

_DECLINES = re.compile(
    r"\b(?:declin\w+|refus\w+|would not|wouldn['’]t|did not want) "
    r"to (?:comment|say|answer|discuss|elaborate|be drawn|speculate)"
    r"|\b(?:would not|wouldn['’]t|will not|won['’]t) (?:comment|be drawn|speculate|elaborate)|\bno comment\b",
    re.IGNORECASE,
)
_THREATENS = re.compile(
    r"\bthreaten\w*\b|\bretaliat\w+"
    r"|\b(?:will|would|shall) (?:respond|pay (?:a|the)|regret|face|suffer|answer with|hit back|strike back)\b"
    r"|\b(?:grave|serious|severe|dire) consequences\b",
    re.IGNORECASE,
)
_URGES = re.compile(
    r"\b(?:should|must|ought to|needs? to|has to|have to|had to|it is time|let us"
    r"|it is (?:vital|essential|imperative|crucial|urgent)"
    r"|calls? (?:on|upon|for)|urges?|demands?|appeals? (?:to|for))\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:untrue|baseless|groundless|unfounded|fabricated|no truth|not true|nothing to do with"
    r"|had no (?:part|role|hand) in"
    r"|(?:did|have|has|had|was|were) (?:not|never)|(?:did|have|has|had|was|were)n['’]t)\b",
    re.IGNORECASE,
)
_CLAIMS = re.compile(
    r"\b(?:claims?|allegations?|accusations?|reports?|rumou?rs?|suggestions?|charges?)\b", re.IGNORECASE
)
_LASTS = re.compile(
    r"\b(?:would|will|shall|'ll) (?:not|never) "
    r"(?:waver|falter|weaken|cease|fail|flag|diminish|end|stop|abandon|be (?:deterred|intimidated))"
    r"|\b(?:would|will|shall|'ll) (?:continue|keep|always|remain)\b",
    re.IGNORECASE,
)
_UNWAVERING = re.compile(
    r"\b(?:support|backing|solidarity|commitment|friendship)\b.*\b(?:remains?|is|stays?)\b", re.IGNORECASE
)
_WILL = re.compile(
    r"\b(?P<subject>we|i|he|she|it|they|\w+) (?:will|shall|would)(?: \w+ly| also| now| soon)? "
    r"(?!be\b|have\b|not\b|never\b)\w+",
    re.IGNORECASE,
)
_NEVER = re.compile(r"\W*(?:that )?(?:\w+ )?(?:never|not)\b", re.IGNORECASE)
_TURNED: dict[Act | None, Act] = {
    "recognise": "refuse",
    "support": "refuse",
    "pledge": "refuse",
    "urge": "refuse",
    "refuse": "state",
    "condemn": "state",
    "deny": "state",
}
_PLEDGING = frozenset({"vow", "pledge", "promise", "swear", "commit", "undertake"})


def read_statement(report: Report, statement: Statement, mentions: Sequence[Mention]) -> Reading:
    """The act, modality, grounds and condition of one statement, questions aside."""
    text = report.text
    grounds = grounds_in(text, statement.content)
    passages = tuple(p for span in statement.content for p in passages_of(text, span) if p.words)
    if not any(w.is_word for p in passages for w in p.words):
        return Reading(statement.id, None, "asserted", grounds, None)
    cue = _cue(text, statement)
    act = _act_of_cue(cue, passages) or _act_of_content(passages, mentions)
    top = next((p for passage in passages for p in passage.predicates if _counts(passage, p)), None)
    modality, condition = _manner(passages, top)
    return Reading(statement.id, act, modality, grounds, condition)


def act_of(passage: Passage, found: Predicate) -> Act | None:
    """The act of one stance word where it stands: negated, promised for later, or as it is."""
    act = found.form.entry.act
    if found.form.entry.lemma == "threaten":
        return "threaten"
    if found.form.entry.role == "eval":
        return "condemn" if found.sign < 0 else "support"
    if found.negated or _is_held_back(passage, found):
        return _TURNED.get(act, act)
    if act == "support" and _is_future(passage, found):
        return "pledge"
    return act


def _is_held_back(passage: Passage, found: Predicate) -> bool:
    """As in "has no plan to recognise", "failed to support"."""
    return any(
        p.form.entry.role == "control" and p.sign < 0 and 0 <= found.start - p.end <= 1
        for p in passage.predicates
    )


def _cue(text: str, statement: Statement) -> Passage | None:
    if not statement.cue:
        return None
    passages = (
        passages_of(text, hull(statement.cue))
        if len(statement.cue) == 1
        else passages_of(text, statement.cue[0])
    )
    return passages[0] if passages else None


def _act_of_cue(cue: Passage | None, passages: Sequence[Passage]) -> Act | None:
    if cue is None:
        return None
    start, end = cue.words[0].start, cue.words[-1].end
    content = " ".join(p.text[p.words[0].start : p.words[-1].end] for p in passages)
    joined = cue.text[start:end] + " " + content
    if _DECLINES.search(joined[: end - start + 40]):
        return "decline"
    for found in cue.predicates:
        if found.form.entry.role == "naming":
            judging = [(p, e) for p in passages for e in p.predicates if e.form.entry.role == "eval"]
            return act_of(*judging[0]) if judging else None
        act = _act_with_content(cue, found, content)
        if act is not None:
            return act
    return None


def _act_with_content(cue: Passage, found: Predicate, content: str) -> Act | None:
    """The act of a cue's word, which what is said may turn: "vowed never to", "dismissed reports of"."""
    lemma = found.form.entry.lemma
    if lemma in _PLEDGING and _NEVER.match(content):
        return "refuse"
    if lemma in ("reject", "dismiss", "refute") and _CLAIMS.search(content[:60]):
        return "deny"
    if lemma in ("refuse", "decline"):
        return "refuse"
    return act_of(cue, found) if found.form.entry.role in ("attitude", "urge", "control", "embed") else None


def _act_of_content(passages: Sequence[Passage], mentions: Sequence[Mention]) -> Act:
    for rule in (_by_whole, _by_predicates, _by_phrase):
        for passage in passages:
            act = rule(passage, mentions)
            if act is not None:
                return act
    return "state"


def _by_whole(passage: Passage, mentions: Sequence[Mention]) -> Act | None:
    if _hit(_DECLINES, passage):
        return "decline"
    if says_neutral(passage):
        return "neutral"
    if _hit(_LASTS, passage):
        return "pledge"
    if _hit(_UNWAVERING, passage):
        return "support"
    return "threaten" if _hit(_THREATENS, passage) else None


def _by_predicates(passage: Passage, mentions: Sequence[Mention]) -> Act | None:
    for found in passage.predicates:
        if found.form.entry.role == "control" and abstains(passage):
            return "neutral"
        if _counts(passage, found):
            act = act_of(passage, found)
            if act is not None:
                return act
    return None


def _by_phrase(passage: Passage, mentions: Sequence[Mention]) -> Act | None:
    if abstains(passage):
        return "neutral"
    if _hit(_URGES, passage):
        return "urge"
    if _hit(_DENIES, passage) and _own_subject(passage, mentions):
        return "deny"
    return "pledge" if _promises(passage, mentions) else None


def _counts(passage: Passage, found: Predicate) -> bool:
    """Whether the stance word is the sentence's own doing, not an adjective, a relative clause or an
    aside."""
    entry = found.form.entry
    if entry.role == "eval":
        return _predicative(passage, found)
    if entry.role in ("change", "naming") or (entry.role == "control" and entry.future and entry.noun):
        return False
    before = {w.low for w in passage.words[max(0, found.start - 6) : found.start]}
    if before & {"which", "who", "whose", "if", "unless", "when", "after", "before"}:
        return False
    if before & {"should", "must", "ought"}:
        return False
    if entry.noun:
        return passage.words[found.start - 1].low != "'s" if found.start else True
    return not (is_passive(passage, found) and not found.negated and entry.role != "attitude")


def _predicative(passage: Passage, found: Predicate) -> bool:
    if found.form.kind in ("s", "base", "ed"):
        return True
    if found.start == 0:
        return found.form.entry.sign < 0
    before = [w.low for w in passage.words[max(0, found.start - 5) : found.start]]
    copular = (
        bool(AUXILIARIES.intersection(before))
        or "as" in before
        or (found.form.words[-1] == "of" and "in" in before)
    )
    return copular or (before[-1:] in (["a"], ["an"]) and len(before) <= 3)


def _is_future(passage: Passage, found: Predicate) -> bool:
    before = [w.low for w in passage.words[max(0, found.start - 4) : found.start]]
    return bool({"will", "would", "shall", "'ll", "continue"} & set(before))


def _own_subject(passage: Passage, mentions: Sequence[Mention]) -> bool:
    opening = passage.words[:4]
    pronoun = any(w.low in ("we", "i", "our", "he", "she", "it") for w in opening)
    return pronoun or any(m.span.meets(w.span) for m in mentions for w in opening)


def _promises(passage: Passage, mentions: Sequence[Mention]) -> bool:
    for found in _WILL.finditer(passage.text, passage.words[0].start, passage.words[-1].end):
        subject = Span(*found.span("subject"))
        named = any(m.span.meets(subject) for m in mentions)
        if named or found.group("subject").lower() in (
            "we",
            "i",
            "he",
            "she",
            "government",
            "country",
            "ministry",
        ):
            return True
    return False


def _hit(pattern: re.Pattern[str], passage: Passage) -> bool:
    return pattern.search(passage.text, passage.words[0].start, passage.words[-1].end) is not None


def _manner(passages: Sequence[Passage], top: Predicate | None) -> tuple[Modality, Span | None]:
    for passage in passages:
        if top is not None and top in passage.predicates:
            chain = chain_to(passage, min(top.end, len(passage.words) - 1), len(passage.words))
            governing = chain.top if chain.links and top in chain.links else top
            manner = manner_of(passage, governing)
            return manner.modality, manner.condition
    condition = next((c for p in passages if (c := condition_in(p)) is not None), None)
    return ("conditional", condition) if condition is not None else ("asserted", None)
