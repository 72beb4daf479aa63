"""Positions that statements give: the speaker's own, and those claimed of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.judge.categories import RULE, in_category
from onrecord.judge.deeds import told_day
from onrecord.judge.following import LEAD, following
from onrecord.judge.holders import OWN, holder_before
from onrecord.judge.learned import Verdict
from onrecord.judge.matter import Matter
from onrecord.judge.opinions import Opinions
from onrecord.judge.passage import Passage, is_passive, passages_of
from onrecord.judge.reach import holds_word, words_of_question
from onrecord.judge.relayed import between, is_media
from onrecord.judge.said import Said
from onrecord.judge.scope import Setting
from onrecord.judge.settling import Bars, alone, bars_of, settled
from onrecord.judge.sides import side_of
from onrecord.judge.stance import EXPLICIT, Stance, strongest
from onrecord.model import Known, Moment, Position, Question, Reading, Reason, Span, Statement, hull

UNSURE_BELOW = 0.2  # confidence under which no side is settled
_ACCORDING = re.compile(r"\baccording to (?:the )?", re.IGNORECASE)
# Who speaks is told by the surroundings, or by what the name is like: such a voice settles no side.
_INFERRED = frozenset({"by-land", "named-later", "borne-name"})
# They speak for their state, but tell of operations: where the state stands is for its government to say.
_NO_POLICY = frozenset({"military", "intelligence"})


def spoken_positions(
    known: Known,
    readings: Sequence[Reading],
    matter: Matter,
    setting: Setting,
    texts: int,
    opinions: Opinions,
) -> list[Position]:
    """Every position on the question that a statement gives, in text order.

    `readings` runs parallel to the statements, `setting` is the report around them, `texts` the sign of a
    resolution that it tells about, 0 where unknown. `opinions` hold no verdicts where no learned judge is
    asked.
    """
    told: list[Position] = []
    for index, statement in enumerate(known.found.statements):
        voice = known.voices[index]
        if not voice.speaks_for_actor or voice.speaker is None or is_media(known, index):
            continue
        own = frozenset(voice.speaker.actors) | ({voice.speaker.actor} if voice.speaker.actor else set())
        if _is_anothers_deed(known, statement, own):
            continue
        stances: list[Stance] = []
        for passage in _passages(known, statement):
            start = passage.words[0].start
            before = known.found.report.text[max(0, start - LEAD) : start]
            quoted = statement.directness != "indirect"
            cue = hull(statement.cue) if statement.cue else None
            said = Said(passage, known.mentions, own, before, quoted, texts, cue, setting)
            stances += side_of(said, matter) or following(said, told)
        verdict, turned = opinions.of_statements.get(index), _turns_away(known, statement, matter)
        found = _weighed(strongest(stances), statement, verdict, bars_of(matter), turned)
        for stance in _categorised(known, statement, matter.question, list(found), opinions):
            told += _positions(known, index, readings[index], matter, stance)
    return told


def _categorised(
    known: Known, statement: Statement, question: Question, stances: list[Stance], opinions: Opinions
) -> list[Stance]:
    """The stances, the statement's own replaced where its words are in a category of the question's."""
    if not question.categories:
        return stances
    passages = [
        passage
        for passage in _passages(known, statement)
        if any(
            near
            for sentence, near in zip(known.found.sentences, opinions.near, strict=True)
            if sentence.meets(passage.words[0].span)
        )
    ]
    spans = [Span(passage.words[0].start, passage.words[-1].end) for passage in passages]
    sides = [(in_category(question, span.of(known.found.report.text)), span) for span in spans]
    found = [(side, span) for side, span in sides if side is not None]
    if len({side for side, _ in found}) != 1:
        return stances
    side, words = found[0]
    mine = next((s for s in stances if s.holder.kind != "actors" and s.modality != "former"), None)
    own = Stance(
        holder=OWN,
        side=side,
        explicit=True,
        modality=mine.modality if mine else "asserted",
        act=mine.act if mine else None,
        strength=EXPLICIT,
        evidence=statement.evidence,
        because=(Reason(RULE, words),),
        condition=mine.condition if mine else None,
    )
    return [own, *(s for s in stances if s is not mine)]


def _weighed(
    stances: Sequence[Stance], statement: Statement, verdict: Verdict | None, bars: Bars, turned: bool
) -> Iterator[Stance]:
    """The stances of a statement in the light of the learned judge; what it claims of others stays.

    Where the cue turns what follows (`turned`), the judge alone settles nothing.
    """
    if verdict is None:
        yield from stances
        return
    mine = [s for s in stances if s.holder.kind != "actors" and s.modality != "former"]
    yield from (settled(s, verdict, bars.second) if s in mine else s for s in stances)
    if not mine and (found := alone(OWN, verdict, statement.evidence, bars.spoken)) is not None:
        yield replace(found, doubt=found.doubt or turned)


def _turns_away(known: Known, statement: Statement, matter: Matter) -> bool:
    """Whether the cue is itself against what follows, in which no word of the question stands ("rejected the
    charge").

    The learned judge goes by the sense of the words and may take what is refused for what is wanted.
    """
    if not statement.cue or statement.directness != "indirect":
        return False
    cue, asked = statement.cue[0], words_of_question(matter.question)
    if any(holds_word(span.of(known.found.report.text), asked) for span in statement.content):
        return False
    return any(
        predicate.sign < 0 and predicate.form.entry.role in ("attitude", "control")
        for passage in passages_of(known.found.report.text, cue)
        for predicate in passage.predicates
    )


def _is_anothers_deed(known: Known, statement: Statement, own: frozenset[str]) -> bool:
    """Whether the cue is a deed ("ruled out") whose subject names other actors than the source found for it.

    The narrator's sentence then tells who did it.
    """
    if not statement.cue or not statement.source or statement.source[0].start < statement.cue[0].start:
        return False
    cue = statement.cue[0]
    sentence = next((s for s in known.found.sentences if s.holds(cue)), None)
    if sentence is None:
        return False
    for passage in passages_of(known.found.report.text, sentence):
        at = statement.source[0].start
        between = Span(max((c.end for c in statement.content if c.end <= at), default=at), at)
        if any(
            is_passive(passage, p) and passage.span(p.start, p.end).meets(between) for p in passage.predicates
        ):
            return True  # "calls to stop were rejected by Japan"
        found = next((p for p in passage.predicates if passage.span(p.start, p.end).meets(cue)), None)
        if found is not None and found.form.entry.role in ("attitude", "change"):
            holder = holder_before(passage, passage.words[found.start].start, known.mentions)
            return holder.kind == "actors" and not own & set(holder.actors)
    return False


def _passages(known: Known, statement: Statement) -> list[Passage]:
    """The sentences of the content; the cue leads the first where it stands right before it ("dismissed
    the ...")."""
    text = known.found.report.text
    spans = list(statement.content)
    if statement.cue:
        cue = hull(statement.cue)
        between = Span(cue.end, spans[0].start)
        if (
            cue.end <= spans[0].start
            and between.end - between.start < 12
            and not any(s.meets(between) for s in statement.source)
        ):
            spans[0] = Span(cue.start, spans[0].end)
    joined: list[Span] = []
    for span in spans:
        if joined and span.start - joined[-1].end < 4:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return [p for span in joined for p in passages_of(text, span) if p.words]


def _positions(
    known: Known, index: int, reading: Reading, matter: Matter, stance: Stance
) -> Iterator[Position]:
    voice, statement = known.voices[index], known.found.statements[index]
    speaker = voice.speaker
    if speaker is None:
        return
    codes = speaker.actors or ((speaker.actor,) if speaker.actor else ())
    own = stance.holder.kind != "actors"
    confidence = round(stance.strength * statement.confidence, 3)
    inferred = any(reason.rule in _INFERRED for reason in speaker.because)
    apart = voice.sourcing == "anonymous" or speaker.sector in _NO_POLICY or inferred
    unsure = stance.doubt or stance.side is None or apart or confidence < UNSURE_BELOW
    teller = _told_by(known, statement, frozenset(codes)) if own else None
    for actor in codes if own else stance.holder.actors:
        mine = (own or actor in codes) and teller is None
        yield Position(
            question=matter.question.id,
            actor=actor,
            side=stance.side,
            unsure=unsure,
            explicit=stance.explicit,
            modality=stance.modality,
            act=reading.act or stance.act,
            route=voice.route if mine else "own",
            asserted_by=teller or ("self" if mine else codes[0] if codes else "narrator"),
            speaker=None if teller else speaker.name or _words_of_source(known, statement),
            office=None if teller else speaker.office,
            statement=statement.id,
            evidence=statement.evidence,
            grounds=reading.grounds,
            condition=stance.condition or (reading.condition if stance.modality == "conditional" else None),
            said_on=_said_on(known, index, stance),
            relayed_by=between(known, voice.relayed_by, codes),
            confidence=confidence,
            because=stance.because,
        )


def _told_by(known: Known, statement: Statement, own: frozenset[str]) -> str | None:
    """The other actor on whose word the narrator tells of a deed: "according to Norway, Iceland refused"."""
    if not statement.cue or statement.directness != "indirect":
        return None
    text, cue = known.found.report.text, statement.cue[0]
    sentence = next((s for s in known.found.sentences if s.holds(cue)), None)
    if sentence is None:
        return None
    for told in _ACCORDING.finditer(text, sentence.start, sentence.end):
        named = [m.actor for m in known.mentions if told.end() == m.span.start]
        if named and not own & set(named) and not any(c.meets(Span(*told.span())) for c in statement.cue):
            return named[0]
    return None


def _said_on(known: Known, index: int, stance: Stance) -> Moment:
    """When it was said; of a deed that is its own statement ("voted for the treaty on 3 May"), when done."""
    said, statement = known.found.said_on[index], known.found.statements[index]
    deed = next((r.span for r in stance.because if r.span is not None), None)
    own = deed is not None and any(cue.meets(deed) for cue in statement.cue)
    if said.basis == "stated" or not own or statement.directness != "indirect":
        return said
    return told_day(known, stance.because) or said


def _words_of_source(known: Known, statement: Statement) -> str | None:
    """The source as the report gives it, without article, where the speaker has no name."""
    if not statement.source:
        return None
    words = statement.source[0].of(known.found.report.text)
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        words = words.removeprefix(article)
    return words
