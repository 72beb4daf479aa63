"""Every stretch of the report that refers to an actor, with the way it does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.model import Mention, Span, Voice
from onrecord.resolve.cast import Cast

# "In Moscow" is a town; "Moscow said", "talks with Moscow", "Moscow's claim" a government.
_PLACE_BEFORE = re.compile(
    r"\b(?:in|near|outside|around|at|from|across|through|into|leaving|left|visit(?:ed|ing|s)?|arriv(?:ed"
    r"|ing|es) in|central"
    r"|downtown|northern|southern|eastern|western|streets of|city of|capital,?|outskirts of|mayor of) $",
    re.IGNORECASE,
)
_COUNTRY = re.compile(
    r"\b(?:the|that|this) (?:country|nation|republic|kingdom)(?:[’']s)?\b|\b[Tt]he bloc\b|\b[Tt]he alliance\b"
)
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s|[Oo]urs|[Oo]ur country)\b")


def find_mentions(cast: Cast, voices: tuple[Voice, ...]) -> tuple[Mention, ...]:
    """Return the mentions in text order, none overlapping another; ambiguous ones are left out.

    Words for actors first, then persons in office, "the country" where one country alone was named right
    before, the sources as they were resolved, and "we" in the direct speech of a voice that speaks for one
    actor."""
    mentions: dict[Span, Mention] = {}
    for mention in (*_words(cast), *_persons(cast), *_sources(cast, voices), *_first_persons(cast, voices)):
        if not any(span.meets(mention.span) for span in mentions):
            mentions[mention.span] = mention
    for mention in _countries(cast, tuple(mentions.values())):
        if not any(span.meets(mention.span) for span in mentions):
            mentions[mention.span] = mention
    return tuple(sorted(mentions.values(), key=lambda mention: mention.span))


def is_place(text: str, span: Span) -> bool:
    """Whether a capital's name stands for the town here, not for a government."""
    return bool(_PLACE_BEFORE.search(text[max(0, span.start - 16) : span.start]))


def _words(cast: Cast) -> Iterator[Mention]:
    for match in cast.scene.actors:
        if len(match.actors) == 1 and not (match.how == "capital" and is_place(cast.scene.text, match.span)):
            if match.span in cast.scene.movements:
                continue  # whom "the Maoists" are is told by the land alone
            if match.span in cast.scene.stand_ins:
                the = len("the ") if cast.scene.text[: match.span.start].lower().endswith("the ") else 0
                yield Mention(Span(match.span.start - the, match.span.end), match.actors[0], "stand-in")
            else:
                yield Mention(match.span, match.actors[0], match.how)


def _persons(cast: Cast) -> Iterator[Mention]:
    for span in cast.people.at:
        meant = cast.people.meant(span)
        if len(meant) == 1 and len(meant[0].actors) == 1 and meant[0].because:
            yield Mention(span, meant[0].actors[0], meant[0].because[0].rule)


def _sources(cast: Cast, voices: tuple[Voice, ...]) -> Iterator[Mention]:
    """Sources that are an office, a body or a pronoun: "the prime minister", "it"."""
    for statement, voice in zip(cast.scene.found.statements, voices, strict=True):
        speaker = voice.speaker
        if speaker is None or speaker.actor is None or not voice.speaks_for_actor:
            continue
        if len(statement.source) == 1 and not any(
            reason.rule in ("relayed", "by-land") for reason in speaker.because
        ):
            yield Mention(statement.source[0], speaker.actor, "source")


def _first_persons(cast: Cast, voices: tuple[Voice, ...]) -> Iterator[Mention]:
    for statement, voice in zip(cast.scene.found.statements, voices, strict=True):
        speaker = voice.speaker
        if statement.directness == "indirect" or speaker is None or speaker.actor is None:
            continue
        for content in statement.content:
            for match in _FIRST_PERSON.finditer(cast.scene.text, content.start, content.end):
                yield Mention(Span(*match.span()), speaker.actor, "first-person")


def _countries(cast: Cast, known: tuple[Mention, ...]) -> Iterator[Mention]:
    """Yield "the country", "the bloc" for the one state, or the one organisation, named before it in this
    sentence, else in the one before."""
    scene = cast.scene
    for match in _COUNTRY.finditer(scene.text):
        kind = "organisation" if match.group().lower().endswith(("bloc", "alliance")) else "state"
        sentence = scene.sentence(match.start())
        before = scene.sentence_before(match.start())
        for since in (sentence.start, before.start if before else sentence.start):
            named = {
                m.actor
                for m in known
                if since <= m.span.start < match.start() and m.actor in scene.world.actors
                and scene.world.actors[m.actor].kind == kind
            }  # fmt: skip
            if len(named) == 1:
                yield Mention(Span(*match.span()), named.pop(), "the-country")
            if named:
                break
