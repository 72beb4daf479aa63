"""By whose report a position is known: the relays of a voice, and those of what the narrator passes on.

"Norway rejects the treaty, Tass reported" is Tass's word as much as "..., a Norwegian minister told Tass".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from onrecord.model import Known, Moment, Relay, Span, Speaker, Statement, Voice
from onrecord.world import World

_MEDIA = re.compile(
    r"\b(?:reports?|media|newspapers?|agenc(?:y|ies)|portals?|broadcasters?|daily)\b", re.IGNORECASE
)
_A_MEDIUM = re.compile(
    rf"{_MEDIA.pattern}|\b(?:television|TV|radio|channel|press|website|magazine|weekly|network|paper)\b",
    re.IGNORECASE,
)

_ORGAN = re.compile(
    r"\b(?:ministr(?:y|ies)|government|presiden\w+|cabinet|embassy|chancellery|spokes\w+"
    r"|press (?:service|office))\b",
    re.IGNORECASE,
)
# "Norway backs the treaty, and its minister said it would rain."
_NEW_CLAUSE = re.compile(r"[;:]|\b(?:and|but|while|whereas|although|though|after|before|when)\b")


def is_media(known: Known, index: int) -> bool:
    """Whether a statement's source is nobody but other media, so that the narrator passes it on as told."""
    voice, statement = known.voices[index], known.found.statements[index]
    if _speaks_for_somebody(voice):
        return False
    text = known.found.report.text
    return bool(statement.source) and any(_MEDIA.search(s.of(text)) for s in statement.source)


def told_by(known: Known, deed: Span, actor: str) -> tuple[Speaker, Moment] | None:
    """Return which official of the actor's own the sentence has behind the `deed`, the verb by which the
    narrator tells of the actor ("Norway backs the treaty, as its prime minister said on Monday"), and when
    that was said; None where it names none or several, or begins another clause.
    """
    text = known.found.report.text
    sentence = next((s for s in known.found.sentences if s.holds(deed)), None)
    if sentence is None:
        return None
    found = [
        (voice.speaker, said_on)
        for statement, voice, said_on in zip(
            known.found.statements, known.voices, known.found.said_on, strict=True
        )
        if voice.speaker is not None
        and voice.speaks_for_actor
        and voice.speaker.actors == (actor,)
        and (voice.speaker.office or voice.sourcing in ("named", "spokesperson"))
        and statement.source
        and deed.end <= statement.source[0].start < sentence.end
        and not _NEW_CLAUSE.search(text, deed.end, statement.source[0].start)
    ]
    return found[0] if len({speaker for speaker, _ in found}) == 1 else None


def told_through(known: Known, evidence: Span, actor: str) -> tuple[Relay, ...]:
    """Return by whose report the narrator tells of the actor at `evidence`, nearest the reader first: the
    media that it is told on the word of, and those that they cite.

    Counted is a statement that holds words of the evidence and is a medium's, or the actor's own. The outlet
    that prints the report is no relay of itself.
    """
    found: list[Relay] = []
    for statement, voice in zip(known.found.statements, known.voices, strict=True):
        if not any(content.meets(evidence) for content in statement.content):
            continue
        for relay in _relays_of(known, statement, voice, actor):
            if not any(relay.name == other.name or relay.span.meets(other.span) for other in found):
                found.append(relay)
    return between(known, found, {actor})


def between(known: Known, relays: Iterable[Relay], actors: Collection[str]) -> tuple[Relay, ...]:
    """Those of the relays that stand between the actors and the report: their own ministries, spokesmen and
    governments do not ("Norway's foreign ministry said the minister told ...", "citing a statement by the
    Polish foreign ministry", of Poland), media do, also those of their land."""
    own = [m.span for m in known.mentions if m.actor in actors]
    own += [
        source
        for statement, voice in zip(known.found.statements, known.voices, strict=True)
        if voice.speaks_for_actor and voice.speaker is not None and set(voice.speaker.actors) <= set(actors)
        for source in statement.source
        if not any(relay.span.meets(source) for relay in voice.relayed_by)  # who cites is another
    ]
    text = known.found.report.text
    return tuple(
        relay
        for relay in relays
        if _is_medium(relay.span.of(text)) or not any(relay.span.meets(span) for span in own)
    )


def _relays_of(known: Known, statement: Statement, voice: Voice, actor: str) -> Iterator[Relay]:
    speaker = voice.speaker
    if speaker is not None and actor in speaker.actors:
        yield from voice.relayed_by
    elif not _speaks_for_somebody(voice) and statement.source:
        medium = _medium(known, statement, voice)
        if medium is not None:
            yield from voice.relayed_by
            if not _prints(known, medium.name):
                yield medium


def _speaks_for_somebody(voice: Voice) -> bool:
    return voice.speaks_for_actor or (voice.speaker is not None and bool(voice.speaker.actors))


def _medium(known: Known, statement: Statement, voice: Voice) -> Relay | None:
    """The medium that a statement is of, by the name of the outlet where it has one; None where it is of
    nobody of the kind."""
    text, speaker, source = known.found.report.text, voice.speaker, statement.source[0]
    called = speaker.name if speaker is not None and speaker.sector == "media" else None
    if called is None and not _MEDIA.search(source.of(text)):
        return None
    place = _place_of(text, called, source) if called else source
    outlets = World.load().find_outlets(place.of(text))
    if outlets:
        span = outlets[-1].span
        return Relay(span.of(place.of(text)), Span(place.start + span.start, place.start + span.end))
    return Relay(called or place.of(text), place)


def _place_of(text: str, name: str, source: Span) -> Span:
    """Where a medium is named: in the source's words, or behind them where these cite it ("citing Xinhua");
    the source itself where it only goes back to the name ("the broadcaster")."""
    at = text.find(name, source.start)
    cited = at >= 0 and "\n" not in text[source.end : at]
    return Span(at, at + len(name)) if cited else source


def _is_medium(name: str) -> bool:
    if _ORGAN.search(name):
        return False  # "the presidential press service", "the ministry's website"
    return bool(_A_MEDIUM.search(name)) or bool(World.load().find_outlets(name))


def _prints(known: Known, name: str) -> bool:
    outlet = known.found.report.outlet
    if outlet is None:
        return False
    world = World.load()
    printed = world.outlet(outlet)
    return name == outlet or (printed is not None and printed == world.outlet(name))
