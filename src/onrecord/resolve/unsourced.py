"""Voices of statements whose source the clause leaves out: "Promising calm, the minister said ...",
"the envoy left, saying that ...", "Chile protested and called for ...", a quotation that goes on.

The grammar of the sentence tells who it is: the subject of a participle is that of the main clause, of a
second verb that of the first. Passives have one where it stands right behind them ("requested by Chile");
nouns such as "the announcement" have none here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from onrecord.model import Span, Statement
from onrecord.resolve.cast import Cast, Source
from onrecord.resolve.sources import resolve_source
from onrecord.resolve.subjects import is_subject
from onrecord.resolve.turns import Turn, again

Resolve = Callable[[Statement, Span], Source]

_OPENER = re.compile(r"[\"“]?(?:(?:While|In|By|After|Before|When|Also|Further|Without|On) )?(?:\w+ly )?$")
_PARTICIPLE = re.compile(r"(?:\w+ly |not |also |further |repeatedly )?\w+ing\b", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)\b", re.IGNORECASE)
_FINITE = re.compile(
    r"(?:(?:also|has|have|had|will|would|did|does|do|not|never|long|again|now|already|since|later|earlier"
    r"|\w+ly) )*(?:\w+ed|said|says|told|made|gave|took|held|put|set|saw|called|urges?|wants?|calls?|rejects?"
    r"|accuses?|insists?|hopes?|plans?|supports?|opposes?|backs?|warns?|\w+[a-z]s)\b",
    re.IGNORECASE,
)
# What may stand before the subject of a sentence.
_LEAD = re.compile(
    r"[\"“]?(?:(?:But|And|Yet|So|However|Meanwhile|Earlier|Later|Instead|Still|Also|Now|Then|Nevertheless"
    r"|Nonetheless|Moreover|Furthermore|In addition|(?:In|On|At|Since|During|After"
    r"|Before) [^,;:]{3,40}?),? )?"
)
_ADVERBIAL = re.compile(r"(?:In|On|At|Since|During|After|Before) [^,;:]{3,30} ")
_SECOND = re.compile(r"(?:,? (?:and|but|or|while|then)(?: (?:also|then|\w+ly))?|,) $")
_CLAUSE = re.compile(r"[;:]|\b(?:which|who|whose|where|because|if|that|when)\b")
_AIMED = re.compile(r"\b(?:aimed|directed|bent|intent) (?:at|on) (?:\w+ly )?$")
_AGENT_END = re.compile(
    r"[,.;:–—]| -- |\s(?:in|on|at|over|for|after|since|during|to|and|that|who|which|last|this)\s"
)
_LONGEST = 90  # code points of a subject
_QUOTED = ('"', "“")


def unsourced(cast: Cast, statement: Statement, earlier: Sequence[Turn], resolve: Resolve) -> Source | None:
    """Return the voice of a statement without a source, None where the sentence does not tell it.

    `earlier` are the voices before it; `resolve` resolves the source of another statement of the sentence.
    """
    if not statement.cue:
        return _goes_on(cast, statement, earlier)
    cue = statement.cue[0]
    words = cue.of(cast.scene.text)
    if _PARTICIPLE.match(words):
        return _of_participle(cast, statement, cue, earlier, resolve)
    agent = _agent(cast, cue)
    if agent is not None or _PASSIVE.search(words) or not _FINITE.match(words):
        return agent
    return _of_second_verb(cast, cue, earlier) or _right_before(cast, statement, cue, resolve)


def _agent(cast: Cast, cue: Span) -> Source | None:
    """By whom it was done, right behind the verb: "requested by the IMF"."""
    text = cast.scene.text
    end = cast.scene.sentence(cue.start).end
    if not text.startswith(" by ", cue.end):
        return None
    start = cue.end + len(" by ")
    terms = [term.span for term in cast.scene.terms]
    stops = [m.start() for m in _AGENT_END.finditer(text, start, end)]
    stops = [stop for stop in stops if not any(term.start <= stop < term.end for term in terms)]
    source = resolve_source(cast, Span(start, stops[0] if stops else end))
    return again(source, cue, "same-sentence") if source.speaks else None


def _goes_on(cast: Cast, statement: Statement, earlier: Sequence[Turn]) -> Source | None:
    """A quotation right behind another one of the last voice, with nobody named between."""
    text = cast.scene.text
    start = statement.extent.start
    if not earlier or not text.startswith(_QUOTED, start):
        return None
    last = earlier[-1].statement
    before = cast.scene.sentence_before(start)
    quoted = any(text.startswith(_QUOTED, span.start) for span in last.content)
    if before is None or not quoted or last.extent.end < before.start:
        return None
    return again(earlier[-1].source, last.evidence, "continues") if earlier[-1].source.speaker else None


def _of_participle(
    cast: Cast, statement: Statement, cue: Span, earlier: Sequence[Turn], resolve: Resolve
) -> Source | None:
    sentence = cast.scene.sentence(cue.start)
    text = cast.scene.text
    if _AIMED.search(text, sentence.start, cue.start):
        return None  # whose aim it is, the noun before tells: "a tour aimed at wooing"
    if _OPENER.fullmatch(text, sentence.start, cue.start):
        behind = [
            other
            for other in cast.scene.found.statements
            if other.source and statement.extent.end <= other.source[0].start < sentence.end
        ]
        return resolve(behind[0], behind[0].source[0]) if behind else None
    held = [t for t in earlier if sentence.start <= t.statement.extent.start and t.statement.source]
    near = [turn for turn in held if max(span.end for span in turn.statement.cue or [cue]) <= cue.start]
    if near:
        return again(near[-1].source, near[-1].statement.evidence, "same-sentence")
    return _subject(cast, sentence, cue)


def _of_second_verb(cast: Cast, cue: Span, earlier: Sequence[Turn]) -> Source | None:
    """The subject of the first verb, of "X did this and said that"."""
    text = cast.scene.text
    sentence = cast.scene.sentence(cue.start)
    if not _SECOND.search(text, sentence.start, cue.start):
        return None
    held = [t for t in earlier if sentence.start <= t.statement.extent.start and t.statement.source]
    near = [turn for turn in held if turn.statement.source[0].end <= cue.start]
    if near:
        return again(near[-1].source, near[-1].statement.evidence, "same-sentence")
    return _subject(cast, sentence, cue)


def _subject(cast: Cast, sentence: Span, cue: Span) -> Source | None:
    """The actor or person with whom the sentence begins, where no other clause stands between."""
    text = cast.scene.text
    lead = _LEAD.match(text, sentence.start, cue.start)
    start = lead.end() if lead else sentence.start
    article = 4 if text.startswith(("The ", "the "), start) else 0
    if _CLAUSE.search(text, start, cue.start):
        return None
    for name in cast.people.at:
        if name.start == start:
            return again(resolve_source(cast, name), name, "same-sentence")
    here = Span(sentence.start, cue.start)
    for match in cast.scene.actors_in(here):
        opens = match.span.start in (start, start + article) or _ADVERBIAL.fullmatch(
            text, sentence.start, match.span.start
        )
        if opens and is_subject(cast.scene, match, here):
            return again(resolve_source(cast, match.span), match.span, "same-sentence")
    return None


def _right_before(cast: Cast, statement: Statement, cue: Span, resolve: Resolve) -> Source | None:
    """The phrase between the beginning of the sentence and the verb: "Kenyan officials | protested"."""
    text = cast.scene.text
    sentence = cast.scene.sentence(cue.start)
    lead = _LEAD.match(text, sentence.start, cue.start)
    start = lead.end() if lead else sentence.start
    if not 2 < cue.start - start <= _LONGEST or _CLAUSE.search(text, start, cue.start):
        return None
    if any(mark in text[sentence.start : cue.start] for mark in _QUOTED):
        return None  # words that somebody shouts, not who shouts them
    return resolve(statement, Span(start, cue.start))
