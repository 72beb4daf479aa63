"""Who speaks in each statement, by whose report, on which occasion, and whether for an actor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Reason, Relay, Route, Span, Speaker, Statement, Voice, hull
from onrecord.resolve.cast import Cast, Source
from onrecord.resolve.counted import is_counted, resolve_counted
from onrecord.resolve.echoes import echoed, said_again, same_official, settled
from onrecord.resolve.occasions import find_occasion, told_afterwards
from onrecord.resolve.placing import placed
from onrecord.resolve.pronouns import is_pronoun, resolve_pronoun
from onrecord.resolve.relays import cited_by, find_relays, named_by
from onrecord.resolve.sources import resolve_source
from onrecord.resolve.sourcing import told_by_words
from onrecord.resolve.turns import Turn
from onrecord.resolve.unsourced import unsourced

_ON_BEHALF = re.compile(r"\bon behalf of (?:the )?([^,.;:\"“”]+)", re.IGNORECASE)
_AFTERWARDS = 2  # sentences behind a statement in which its occasion may be told


def find_voices(cast: Cast) -> tuple[Voice, ...]:
    """Resolve the voices of all statements, parallel to them."""
    turns: list[Turn] = []
    voices: dict[str, Voice] = {}
    sources: dict[str, Source] = {}
    statements = cast.scene.found.statements
    ahead = _told_ahead(statements)
    for statement in statements:
        if statement in ahead:
            continue
        if statement.continues in voices:
            voices[statement.id] = _continued(voices[statement.continues], statement.id)
            sources[statement.id] = sources[statement.continues]
        else:
            voice, source = _voice(cast, statement, turns)
            voices[statement.id], sources[statement.id] = voice, source
        if not statement.source and statement.continues not in voices:
            continue  # nobody whom a pronoun could go back to
        occasion = voices[statement.id].occasion
        place = occasion.of(cast.scene.text) if occasion else ""
        words = " ".join(span.of(cast.scene.text) for span in statement.source)
        turns.append(Turn(statement, sources[statement.id], words, place))
    for statement in reversed(ahead):
        follows = statement.continues or ""
        voices[statement.id] = _continued(voices[follows], statement.id)
        sources[statement.id] = sources[follows]
    return _with_later_occasions(cast, tuple(voices[s.id] for s in statements), sources)


def _told_ahead(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The quotations whose speaker the very next statement names: they take its voice, whoever spoke
    before."""
    ahead: list[Statement] = []
    following: str | None = None
    for statement in reversed(statements):
        if statement.continues is not None and statement.continues == following:
            ahead.append(statement)
        else:
            following = statement.id
    return tuple(reversed(ahead))


def _continued(voice: Voice, statement: str) -> Voice:
    speaker = voice.speaker
    if speaker is not None:
        speaker = replace(speaker, because=(Reason("continues"), *speaker.because))
    return replace(voice, statement=statement, speaker=speaker)


def _voice(cast: Cast, statement: Statement, turns: Sequence[Turn]) -> tuple[Voice, Source]:
    scene = cast.scene
    span = _source_span(statement)
    if span is None:
        told = unsourced(cast, statement, turns, lambda other, at: _resolved(cast, other, at, turns))
        source = told or echoed(cast, statement, turns)
    else:
        source = _resolved(cast, statement, span, turns)
    source = settled(placed(cast, source))
    passed_on: tuple[Relay, ...] = ()
    if span is not None and (found := _citing(cast, source, span, statement)) is not None:
        cited, cited_span = found
        passed_on = named_by(scene, span)
        source, span = _relayed(cited, span), cited_span
    if span is not None:
        source = told_by_words(scene, source, span, turns)
    source = _called_by_land(cast, source)
    sentences = _sentences(cast, statement)
    relays = (
        *_with_citing(find_relays(scene, sentences, statement.content, span), passed_on),
        *_from_around(cast, statement, turns, span),
    )
    source, route = _route(cast, source, sentences, statement)
    occasion = find_occasion(scene, sentences, _words_of_others(cast, statement))
    voice = Voice(
        statement=statement.id,
        speaker=source.speaker,
        candidates=source.candidates,
        relayed_by=_distinct(relays),
        sourcing=source.sourcing,
        route=route,
        occasion=occasion,
        speaks_for_actor=source.speaks,
    )
    return voice, source


def _citing(cast: Cast, source: Source, span: Span, statement: Statement) -> tuple[Source, Span] | None:
    """Whom the source cites, and where: a medium anybody, a company or whoever else is unknown somebody who
    speaks for an actor ("Fjord Shipping said, citing the harbour minister")."""
    if source.speaker is None or source.speaker.sector not in ("media", "company", None):
        return None
    cited = cited_by(cast.scene, span, statement.content)
    if cited is None:
        return None
    meant = resolve_source(cast, cited)
    return (meant, cited) if source.speaker.sector == "media" or meant.speaks else None


def _with_citing(relays: tuple[Relay, ...], citing: tuple[Relay, ...]) -> tuple[Relay, ...]:
    """The relays, whoever cites the speaker nearest the reader where it is none of them yet."""
    return (*(one for one in citing if not any(one.span.meets(r.span) for r in relays)), *relays)


def _words_of_others(cast: Cast, statement: Statement) -> tuple[Span, ...]:
    """What is said, by this voice or another, and how another tells it: no occasion of the statement, unless
    that stands in there."""
    frame = [*statement.source, *statement.cue] or list(statement.content)
    others = (
        span
        for other in cast.scene.found.statements
        for span in other.content
        if not any(span.holds(own) for own in frame)
    )
    told = (
        span
        for other in cast.scene.found.statements
        if other.source and statement.source and not _share_source(other, statement)
        for span in other.cue
        if not any(span.meets(own) for own in statement.cue)
    )
    return (*statement.content, *others, *told)


def _share_source(one: Statement, other: Statement) -> bool:
    return any(a.meets(b) for a in one.source for b in other.source)


def _called_by_land(cast: Cast, source: Source) -> Source:
    """The source with the reason added that its movement is told by the land alone: "the Maoists"."""
    speaker = source.speaker
    if speaker is None or not any(reason.span in cast.scene.movements for reason in speaker.because):
        return source
    told = next(reason.span for reason in speaker.because if reason.span in cast.scene.movements)
    because = (*speaker.because, Reason("by-land", told))
    return replace(source, speaker=replace(speaker, because=tuple(dict.fromkeys(because))))


def _source_span(statement: Statement) -> Span | None:
    """The source's words in one stretch: all of them where they lie close together, else the first."""
    if not statement.source:
        return None
    whole = hull(statement.source)
    gaps = sum(whole) and whole.end - whole.start - sum(s.end - s.start for s in statement.source)
    return whole if gaps <= 4 * len(statement.source) else statement.source[0]


def _resolved(cast: Cast, statement: Statement, span: Span, turns: Sequence[Turn]) -> Source:
    text = cast.scene.text
    words = span.of(text).strip(' ,.;:"“”')
    again = said_again(cast, words, turns)
    if again is not None:
        return again
    if is_pronoun(words):
        start = span.start + span.of(text).index(words)
        return resolve_pronoun(cast, statement, Span(start, start + len(words)), turns)
    if not is_counted(words):
        plain = resolve_source(cast, span)
        return (None if plain.speaks else same_official(cast, words, statement, turns)) or plain
    counted = resolve_counted(cast, span)
    # what is not told apart keeps its words, and speaks for nobody
    plain = resolve_source(cast, span) if counted.speaker is None else counted
    return counted if plain.speaks else plain


def _relayed(source: Source, outlet: Span) -> Source:
    """The cited voice, the medium noted as the reason why it is not the speaker."""
    if source.speaker is None:
        return source
    because = (Reason("relayed", outlet), *source.speaker.because)
    return replace(source, speaker=replace(source.speaker, because=because))


def _sentences(cast: Cast, statement: Statement) -> tuple[Span, ...]:
    """The sentences around the source and cue; those of the content where it has neither."""
    spans = [*statement.source, *statement.cue] or list(statement.content)
    places = [*(span.start for span in spans), *(span.end - 1 for span in spans)]
    ends = [span.end - 1 for span in statement.content]
    found = dict.fromkeys(cast.scene.sentence(place) for place in places)
    # a relay may close the sentence that the words end in
    found.update(dict.fromkeys(cast.scene.sentence(end) for end in ends if end > max(places)))
    return tuple(sorted(found))


def _from_around(
    cast: Cast, statement: Statement, turns: Sequence[Turn], own: Span | None
) -> tuple[Relay, ...]:
    """The voice of a statement that holds this one: it passes it on."""
    relays = []
    for turn in turns:
        around = _source_span(turn.statement)
        inside = any(content.holds(statement.extent) for content in turn.statement.content)
        speaker = turn.source.speaker
        if (
            inside
            and around is not None
            and speaker is not None
            and speaker.name
            and (own is None or not own.meets(around))
        ):
            relays.append(Relay(speaker.name, around))
    return tuple(relays)


def _distinct(relays: Sequence[Relay]) -> tuple[Relay, ...]:
    kept: list[Relay] = []
    for relay in relays:
        if not any(relay.span.meets(other.span) or relay.name == other.name for other in kept):
            kept.append(relay)
    return tuple(kept)


def _route(
    cast: Cast, source: Source, sentences: Sequence[Span], statement: Statement
) -> tuple[Source, Route]:
    """Own, joint for several actors at once, on behalf where the text says for whom."""
    speaker = source.speaker
    for sentence in sentences:
        match = _ON_BEHALF.search(cast.scene.text, sentence.start, sentence.end)
        if (
            match
            and speaker
            and source.speaks
            and not any(c.start <= match.start() < c.end for c in statement.content)
        ):
            others = [
                m for m in cast.scene.actors_in(Span(match.start(1), match.end(1))) if len(m.actors) == 1
            ]
            actors = tuple(dict.fromkeys(m.actors[0] for m in others))
            if actors:
                because = (*speaker.because, Reason("on-behalf", Span(*match.span())))
                return replace(source, speaker=_for(speaker, actors, because)), "on_behalf"
    return source, "joint" if speaker is not None and len(speaker.actors) > 1 else "own"


def _for(speaker: Speaker, actors: tuple[str, ...], because: tuple[Reason, ...]) -> Speaker:
    return replace(speaker, actor=actors[0] if len(actors) == 1 else None, actors=actors, because=because)


def _with_later_occasions(
    cast: Cast, voices: tuple[Voice, ...], sources: dict[str, Source]
) -> tuple[Voice, ...]:
    """Give the last statement before "Orpo spoke in a call with ..." its occasion, if that is its
    speaker."""
    scene = cast.scene
    found = list(voices)
    statements = scene.found.statements
    for place, sentence in enumerate(scene.found.sentences):
        occasion = told_afterwards(scene, sentence)
        if occasion is None:
            continue
        first = scene.found.sentences[max(0, place - _AFTERWARDS)].start
        near = [
            i
            for i, s in enumerate(statements)
            if first <= s.evidence.start and s.extent.end <= sentence.start
        ]
        named = _named_in(cast, Span(sentence.start, occasion.start))
        same = [i for i in near if not named or _name(voices[i]) in named]
        if same and found[same[-1]].occasion is None:
            found[same[-1]] = replace(found[same[-1]], occasion=occasion)
    return tuple(found)


def _name(voice: Voice) -> str | None:
    return voice.speaker.name if voice.speaker else None


def _named_in(cast: Cast, stretch: Span) -> frozenset[str]:
    return frozenset(
        person.name for span in cast.people.at if stretch.holds(span) for person in cast.people.meant(span)
    )
