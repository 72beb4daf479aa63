"""Voices that only the statements before tell: "the announcement", "growth is forecast", "the member
states".

A report that has said who announced, forecast or agreed does not say so again. Where several did, or the verb
is new, it stays open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Reason, Speaker, Statement
from onrecord.resolve.cast import Cast, Source
from onrecord.resolve.gatherings import gathering_of
from onrecord.resolve.turns import Turn, again

# Verbs of an act that is one's own: whose it was once, it is again.
_ACTS = re.compile(
    r"\b(?:announc|forecast|predict|project|agree|propos|pledg|decid|decis|order|warn|promis)\w*",
    re.IGNORECASE,
)
_NOUNS = re.compile(
    r"(?:the|this|that) (?:\w+ )?(?:announcement|forecasts?|predictions?|projections?|agreements?|proposals?"
    r"|pledges?|decisions?|orders?|warnings?|promises?)$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being) ", re.IGNORECASE)
_AGREED = re.compile(r"\b(?:was|were|been) (?:also )?(?:agreed|adopted|decided|approved|endorsed)\b")
_AT_THE_MEETING = re.compile(r"\b[Aa]t the (?:meeting|summit|conference|talks|session)\b")
_NOUN_CUE = re.compile(
    r"(?:announcement|forecast|projection|decision|pledge|proposal|promise|order)s?\b", re.IGNORECASE
)
_THE_OFFICIAL = re.compile(
    r"(?:the|this|that|the same) (?:(?:senior|top|anonymous|unnamed|same) )*"
    r"(?P<noun>officials?|sources?|diplomats?|envoy|aide|spokes\w+)",
    re.IGNORECASE,
)
# Words for one nameless voice by turns.
_ALIKE = ("official", "source")
_NEAR = 2  # paragraphs within which a nameless voice is called "the source" again
_MEMBERS = re.compile(
    r"the (?:\w+ )?(?:members?|member (?:states|countries|nations)|participants"
    r"|participating (?:states|countries)"
    r"|signatories|countries|parties)$",
    re.IGNORECASE,
)


def echoed(cast: Cast, statement: Statement, earlier: Sequence[Turn]) -> Source:
    """Return, for a statement without source ("growth is forecast", "the announcement of"), the one actor
    whose statements had that verb before; none where several had, or nobody."""
    cue = " ".join(span.of(cast.scene.text) for span in statement.cue)
    meeting = _at_the_meeting(cast, statement, cue)
    if meeting is not None:
        return meeting
    if not (_PASSIVE.search(cue) or _NOUN_CUE.match(cue)):
        return Source(None)
    return _same_act(cast, cue, earlier) or Source(None)


def _at_the_meeting(cast: Cast, statement: Statement, cue: str) -> Source | None:
    """The organisation at whose meeting something was agreed: "At the summit, rules were adopted"."""
    place = statement.cue[0].start if statement.cue else statement.extent.start
    if not _AGREED.search(cue) or not _AT_THE_MEETING.search(cast.scene.sentence(place).of(cast.scene.text)):
        return None
    gathering = gathering_of(cast)
    if gathering is None:
        return None
    actor = gathering.actors[0]
    reasons = (Reason("gathering", gathering.span),)
    name = gathering.span.of(cast.scene.text)
    return Source(Speaker(name, None, "international", actor, (actor,), reasons), (), "body", True)


def said_again(cast: Cast, words: str, earlier: Sequence[Turn]) -> Source | None:
    """Return the voice that "the announcement" or "the member states" goes back to; None for other words."""
    if _NOUNS.fullmatch(words):
        return _same_act(cast, words, earlier)
    if not _MEMBERS.fullmatch(words):
        return None
    joint = [t for t in earlier if t.source.plural and t.source.speaker and len(t.source.speaker.actors) > 1]
    groups = {t.source.speaker.actors for t in joint if t.source.speaker}
    return again(joint[-1].source, joint[-1].statement.evidence) if len(groups) == 1 else None


def same_official(cast: Cast, words: str, statement: Statement, earlier: Sequence[Turn]) -> Source | None:
    """Return the voice that "the official", "the source" or "the spokesman" means, where no words say whose
    it is: the nameless one of such a noun who spoke last, in this paragraph or the two before; else, for an
    official, the one person who spoke for an actor in this paragraph or the one before, last of all."""
    noun = _THE_OFFICIAL.fullmatch(words)
    if noun is None or not earlier:
        return None
    since = cast.scene.paragraphs_before(statement.extent.start, _NEAR)
    for turn in reversed(earlier):
        if turn.statement.extent.end < since:
            break
        if _is_nameless(turn, noun["noun"]):
            return again(turn.source, turn.statement.evidence) if turn.source.speaks else None
    last = earlier[-1]
    near = last.statement.extent.end >= cast.scene.paragraphs_before(statement.extent.start)
    single = last.source.person is not None and last.source.speaks and not last.source.plural
    official = not re.match(r"source|officials|spokes", noun["noun"])
    return again(last.source, last.statement.evidence) if near and single and official else None


def _is_nameless(turn: Turn, noun: str) -> bool:
    """Whether a turn is that of a nameless voice that may be called so: "a ministry official"."""
    speaker = turn.source.speaker
    if turn.source.person is not None or speaker is None:
        return False
    called = f"{speaker.name or ''} {speaker.office or ''}".lower()
    nouns = (noun.rstrip("s"), *(_ALIKE if noun.rstrip("s") in _ALIKE else ()))
    several = noun.endswith("s")
    return any(re.search(rf"\b{word}{'s' if several else ''}\b", called) for word in nouns)


def settled(source: Source) -> Source:
    """Settle for whom a voice speaks that is open between persons of one actor; who it is stays open."""
    actors = {candidate.actor for candidate in source.candidates}
    if source.speaker is not None or len(source.candidates) < 2 or len(actors) != 1 or None in actors:
        return source
    actor = source.candidates[0].actor
    if actor is None:
        return source
    speaker = Speaker(None, None, "government", actor, (actor,), (Reason("same-actor", None),))
    return replace(source, speaker=speaker, speaks=True)


def _same_act(cast: Cast, words: str, earlier: Sequence[Turn]) -> Source | None:
    act = _act(words)
    if act is None:
        return None
    found: dict[tuple[str, ...], Turn] = {}
    for turn in earlier:
        cue = " ".join(span.of(cast.scene.text) for span in turn.statement.cue)
        if _act(cue) != act or not turn.statement.source:
            continue
        found[turn.source.speaker.actors if turn.source.speaker and turn.source.speaks else ()] = turn
    if len(found) != 1 or () in found:
        return None
    turn = next(iter(found.values()))
    return again(turn.source, turn.statement.evidence, "same-act")


def _act(words: str) -> str | None:
    match = _ACTS.search(words)
    return None if match is None else match.group().lower()[:4]
