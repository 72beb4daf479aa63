"""Positions that the narrator states: "Serbia does not recognise Kosovo", "Hungary abstained"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.judge.deeds import told_day
from onrecord.judge.following import LEAD, following
from onrecord.judge.grounds import grounds_in
from onrecord.judge.holders import Holder, only_says_of_what
from onrecord.judge.matter import Matter
from onrecord.judge.modality import condition_in
from onrecord.judge.opinions import Opinions
from onrecord.judge.passage import Passage, passages_of
from onrecord.judge.relayed import is_media, told_by, told_through
from onrecord.judge.said import Said
from onrecord.judge.scope import Setting
from onrecord.judge.settling import alone, bars_of, settled
from onrecord.judge.sides import side_of
from onrecord.judge.stance import Stance
from onrecord.judge.tally import tally
from onrecord.model import Known, Moment, Position, Span, Voice

_SAYS = re.compile(
    r"\b(?:said|says|saying|told|tells|claim(?:s|ed)|insist(?:s|ed)"
    r"|according to|alleg(?:es|ed)|suggest(?:s|ed)|added)\b",
    re.IGNORECASE,
)


def narrated_positions(
    known: Known,
    matter: Matter,
    setting: Setting,
    spoken: Sequence[Position],
    texts: int,
    opinions: Opinions,
) -> list[Position]:
    """Every position on the question that the narrator states, in text order.

    Read are the report's own sentences, and what it attributes to nobody but other media ("according to
    multiple reports"). What lies in somebody's words is left out, and so is what a statement already gives
    (`spoken`) of the same actor in the same place.
    """
    told: list[Position] = []
    words = _others_words(known)
    for passage, voice in _narration(known):
        start = passage.words[0].start
        before = known.found.report.text[max(0, start - LEAD) : start]
        said = Said(passage, known.mentions, frozenset(), before, texts=texts, setting=setting)
        for stance in side_of(said, matter) or following(said, [*spoken, *told]):
            foreign = voice is None and any(span.meets(_top(stance)) for span in words)
            if stance.holder.kind != "actors" or foreign:
                continue
            passed_on = voice is None and _is_somebodys_word(passage, stance, known)
            for actor in stance.holder.actors:
                sentence = _sentence_of(known, passage)
                verdict = opinions.of_sentences.get((sentence, actor)) if sentence else None
                one = stance
                if verdict is not None and stance.modality != "former":
                    one = settled(one, verdict, bars_of(matter).second)
                one = replace(one, doubt=one.doubt or passed_on)  # whose word it is no verdict tells
                if not _is_given(spoken, actor, one):
                    told.append(_position(known, matter, one, actor, voice))
    told += _by_judge_alone(known, matter, [*spoken, *told], opinions)
    return sorted(told, key=lambda position: position.evidence.start)


def _by_judge_alone(
    known: Known, matter: Matter, given: Sequence[Position], opinions: Opinions
) -> Iterator[Position]:
    """What the learned judge finds in sentences that give the actor no position yet."""
    for (sentence, actor), verdict in opinions.of_sentences.items():
        if any(p.actor == actor and p.evidence.meets(sentence) for p in given):
            continue
        if any(_lists_votes(p, known) for p in passages_of(known.found.report.text, sentence)):
            continue  # whose vote is which, the judge of whole sentences does not tell
        stance = alone(Holder("actors", (actor,)), verdict, sentence, bars_of(matter).narrated)
        if stance is not None:
            passed_on = any(
                _is_somebodys_word(passage, stance, known)
                or only_says_of_what(passage, actor, known.mentions)
                for passage in passages_of(known.found.report.text, sentence)
                if passage.words
            )
            if stance.modality == "conditional":
                conditions = (condition_in(p) for p in passages_of(known.found.report.text, sentence))
                stance = replace(stance, condition=next((c for c in conditions if c), None))
            yield _position(known, matter, replace(stance, doubt=stance.doubt or passed_on), actor, None)


def _lists_votes(passage: Passage, known: Known) -> bool:
    start, end = (passage.words[0].start, passage.words[-1].end) if passage.words else (0, 0)
    return bool(passage.words) and bool(
        tally(passage, [m for m in known.mentions if start <= m.span.start and m.span.end <= end])
    )


def _sentence_of(known: Known, passage: Passage) -> Span | None:
    start = passage.words[0].start
    return next((s for s in known.found.sentences if s.start <= start < s.end), None)


def _top(stance: Stance) -> Span:
    """The word whose subject holds the stance."""
    spans = [reason.span for reason in stance.because if reason.span is not None]
    return spans[-1] if spans else stance.evidence


def _is_given(spoken: Sequence[Position], actor: str, stance: Stance) -> bool:
    """Whether the actor's own word in the same place gives the side, as surely as the narrator's does."""
    return any(
        p.actor == actor
        and p.side == stance.side
        and (stance.doubt or not p.unsure)
        and p.asserted_by == "self"
        and p.evidence.meets(stance.evidence)
        for p in spoken
    )


def _others_words(known: Known) -> list[Span]:
    """What is said by somebody: the contents of statements, unless their cue is itself the deed that the
    narrator tells ("approved", "recognised")."""
    text = known.found.report.text
    spans: list[Span] = []
    for statement in known.found.statements:
        deed = statement.directness == "indirect" and any(
            predicate.form.entry.role in ("attitude", "change")
            for cue in statement.cue
            for passage in passages_of(text, cue)
            for predicate in passage.predicates
        )
        spans += () if deed else statement.content
    return spans


def _is_somebodys_word(passage: Passage, stance: Stance, known: Known) -> bool:
    """Whether the sentence passes on what another says of the holder ("he said that India backed ...")."""
    text = passage.text
    start, end = passage.words[0].start, passage.words[-1].end
    saying = _SAYS.search(text, start, end)
    if saying is None:
        return False
    before = {m.actor for m in known.mentions if start <= m.span.start < saying.start()}
    holders = set(stance.holder.actors)
    first = min(
        (m.span.start for m in known.mentions if m.actor in holders and m.span.start >= start), default=end
    )
    if first > saying.start():
        return True
    behind = [m.actor for m in known.mentions if saying.start() - 90 <= m.span.start < saying.end() + 60]
    return bool(behind) and not holders & set(behind) and not holders & before


def _narration(known: Known) -> Iterator[tuple[Passage, Voice | None]]:
    text = known.found.report.text
    told = [i for i in range(len(known.voices)) if is_media(known, i)]
    asides = [a.span for a in known.found.report.asides]
    for sentence in known.found.sentences:
        for stretch in _without(sentence, asides):
            for passage in passages_of(text, stretch):
                if _is_clause(passage):
                    yield passage, None
    for i in told:
        for span in known.found.statements[i].content:
            for passage in passages_of(text, span):
                if _is_clause(passage):
                    yield passage, known.voices[i]


def _is_clause(passage: Passage) -> bool:
    return sum(w.is_word for w in passage.words) >= 2


def _without(span: Span, taken: Sequence[Span]) -> list[Span]:
    """What is left of a span when the taken stretches are cut out."""
    left = [span]
    for cut in taken:
        left = [part for piece in left for part in _cut(piece, cut)]
    return [piece for piece in left if piece.end - piece.start > 10]


def _cut(piece: Span, cut: Span) -> list[Span]:
    if not piece.meets(cut):
        return [piece]
    parts = [Span(piece.start, max(piece.start, cut.start)), Span(min(piece.end, cut.end), piece.end)]
    return [p for p in parts if p.start < p.end]


def _position(known: Known, matter: Matter, stance: Stance, actor: str, voice: Voice | None) -> Position:
    doubtful = voice is not None and voice.sourcing == "anonymous"
    speaker, said_on = told_by(known, _top(stance), actor) or (None, None)
    return Position(
        question=matter.question.id,
        actor=actor,
        side=stance.side,
        unsure=stance.doubt or stance.side is None or doubtful,
        explicit=stance.explicit,
        modality=stance.modality,
        act=stance.act,
        route="own" if len(stance.holder.actors) == 1 else "joint",
        asserted_by="narrator",
        speaker=speaker.name if speaker else None,
        office=speaker.office if speaker else None,
        statement=None,
        evidence=stance.evidence,
        grounds=grounds_in(known.found.report.text, [stance.evidence]),
        condition=stance.condition,
        said_on=said_on if said_on is not None and said_on.basis == "stated" else _told_on(known, stance),
        relayed_by=told_through(known, stance.evidence, actor),
        confidence=round(stance.strength, 3),
        because=stance.because,
    )


def _told_on(known: Known, stance: Stance) -> Moment:
    """The one past day that the clause gives; else "by the day of publication"."""
    published = Moment(None, None, known.found.report.published, "published")
    if stance.modality not in ("asserted", "intended"):
        return published
    abstains = stance.modality == "asserted" and "abstains" in {r.rule for r in stance.because}
    return (_only_day(known, stance) if abstains else told_day(known, stance.because)) or published


def _only_day(known: Known, stance: Stance) -> Moment | None:
    """The one day that the words of a vote give, where it is past."""
    days = [
        d
        for d in known.found.dates
        if d.type == "DATE"
        and stance.evidence.holds(d.span)
        and d.earliest is not None
        and d.latest is not None
    ]
    past = [d for d in days if d.latest is not None and d.latest <= known.found.report.published]
    if len(days) != 1 or not past:
        return None
    return Moment(past[0].value, past[0].earliest, past[0].latest, "stated")
