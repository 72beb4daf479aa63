"""Sources that are pronouns: resolved only where exactly one voice of the report fits, else open with
candidates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.model import Reason, Span, Statement
from onrecord.resolve.cast import Cast, Source, of_person, open_between
from onrecord.resolve.nouns import gender_of
from onrecord.resolve.persons import Person
from onrecord.resolve.phrases import read_phrase
from onrecord.resolve.sources import resolve_source

_PRONOUN = re.compile(
    r"(?:he|she|him|her|his|himself|herself|they|them|their|it|its|itself|who|that|which|i|me|my|we|us|our"
    r"|both|the two"
    r"|the pair|one|each|you|your|those|these|this|what|whoever|the same)$",
    re.IGNORECASE,
)
_FIRST = frozenset("i me my we us our".split())
_MALE = frozenset("he him his himself".split())
_FEMALE = frozenset("she her herself hers".split())
_SEVERAL = frozenset("they them their both".split()) | {"the two", "the pair"}
_IT = frozenset("it its itself".split())
_LINKS = frozenset("of from to by with for at in on and or but that as against".split())
_BY_THE_WAY = re.compile(
    r"\b(?:with|met|meeting|hosting|visiting|receiving|seeing|of|to|for|by|from|about|against|between|told"
    r"|telling) (?:the |a |an |his |her )?(?:[a-z]+ |[A-Z]\w+[’']s )?$"
)
_GOES_ON = re.compile(r"\b(?:add|continu|went on|also|conclud|furth|reiterat|stress)", re.IGNORECASE)
_STATEMENT_AGAIN = re.compile(
    r"(?:the|this|that|his|her|its|their) (?:joint |same )?(statement|communiqu[eé]|letter|readout"
    r"|declaration|post|tweet)$",
    re.IGNORECASE,
)
_MODIFIER = re.compile(r"[Aa]n? (?:[A-Z][\w.]*[\s-]?)+$")


@dataclass(frozen=True, slots=True)
class Turn:
    """A statement with its source resolved: what a later pronoun can go back to."""

    statement: Statement
    source: Source
    words: str
    occasion: str


def is_pronoun(words: str) -> bool:
    """Whether a source's words only point elsewhere: a pronoun, or "the statement" issued before."""
    return bool(_PRONOUN.match(words) or _STATEMENT_AGAIN.match(words))


def resolve_pronoun(cast: Cast, statement: Statement, span: Span, earlier: Sequence[Turn]) -> Source:
    """Resolve the pronoun at `span`, the source of `statement`, by what was said earlier (in text order)."""
    words = span.of(cast.scene.text).lower()
    if _STATEMENT_AGAIN.match(words):
        return _issuer(words, earlier)
    if words in _MALE or words in _FEMALE:
        return _he_or_she(cast, statement, span, earlier)
    if words in _FIRST:
        return _enclosing(span, earlier)
    if words in _IT or words in _SEVERAL:
        return _body(cast, span, earlier) if words in _IT else _several(cast, span, earlier)
    return _antecedent(cast, span) if words in ("who", "that", "which") else Source(None)


def _he_or_she(cast: Cast, statement: Statement, span: Span, earlier: Sequence[Turn]) -> Source:
    """The voice that spoke right before, else the one person of that gender named in this paragraph, the one
    who spoke in those before it, or the only one of the report. Whom the words themselves
    name is not the one who says them."""
    scene = cast.scene
    gender = "m" if span.of(scene.text).lower() in _MALE else "f"
    last = _speaking_before(cast, statement, span, earlier)
    if last is not None and last.person is not None and _fits(last.person, gender):
        return _again(last, last.person.spans[0])
    if last is not None and last.person is None:
        words = (last.speaker.office or last.speaker.name or "") if last.speaker else ""
        return _again(last, span) if gender_of(words) in (None, gender) else Source(None)
    subject = _subject_before(cast, statement, span)
    if subject is not None and _fits(subject, gender):
        return _again(of_person(subject), subject.spans[0])
    spoke = [turn.source.person for turn in earlier]
    own = scene.paragraph_start(span.start)
    near = [scene.paragraphs_before(span.start, count) for count in (1, 3)]
    for since, settled in ((own, True), (near[0], False), (near[1], False), (0, True)):
        persons = [
            person
            for person in cast.people.before(span.start, since)
            if _fits(person, gender)
            and (person.likely or person in spoke)
            and any(since <= s.start < span.start and not _inside(statement, s) for s in person.spans)
        ]
        chosen = persons if settled else _who_spoke(cast, persons, earlier, since, gender)
        if len(chosen) == 1:
            return _again(of_person(chosen[0]), chosen[0].spans[0])
    return replace(open_between(persons), sourcing="named") if persons else Source(None)


def _subject_before(cast: Cast, statement: Statement, span: Span) -> Person | None:
    """The person who opens the sentence right before the words, in their paragraph, or their own sentence
    before they begin; if that sentence names nobody else outside of them."""
    scene = cast.scene
    here = scene.sentence(min(span.start, statement.extent.start))
    before = scene.sentence_before(here.start)
    titles = {n.span: n.title for n in scene.found.names if n.title is not None}
    for stretch in (here, before):
        if stretch is None or stretch.start < scene.paragraph_start(span.start):
            continue
        names = [n for n in cast.people.at if stretch.holds(n) and n.end <= span.start]
        names = [n for n in names if not _inside(statement, n)]
        meant = {person for name in names for person in cast.people.meant(name) if person.likely}
        if not meant:
            continue
        start = min(names[0].start, titles.get(names[0], names[0]).start)
        opens = re.fullmatch(r"(?:[Tt]he )?", scene.text[stretch.start : start])
        return next(iter(meant)) if opens and len(meant) == 1 else None
    return None


def _who_spoke(
    cast: Cast, persons: Sequence[Person], earlier: Sequence[Turn], since: int, gender: str
) -> list[Person]:
    """Of those that fit, the only one who has spoken in the report, if behind `since` too, unless another is
    the subject of a sentence there; a noun that tells the gender ("spokeswoman") outweighs that."""
    speakers = [person for person in persons if any(turn.source.person == person for turn in earlier)]
    if len(speakers) != 1 or not any(
        turn.source.person == speakers[0] and turn.statement.extent.end > since for turn in earlier
    ):
        return []
    scene = cast.scene
    starts = {n.span: n.title.start if n.title else n.span.start for n in scene.found.names}
    rivals = [
        span
        for person in persons
        if person is not speakers[0]
        for span in person.spans
        if span.start >= since
        and min(starts.get(span, span.start), span.start) - scene.sentence(span.start).start <= len("“The ")
    ]
    return speakers if not rivals or speakers[0].gender == gender else []


def _beside(cast: Cast, name: Span, statement: Statement) -> bool:
    """Whether a name only stands by in the sentence of the one who speaks: "she said after meeting Clark"."""
    if not statement.source or cast.scene.sentence(name.start) != cast.scene.sentence(
        statement.source[0].start
    ):
        return False
    title = next((n.title for n in cast.scene.found.names if n.span == name), None)
    start = title.start if title is not None and title.start < name.start else name.start
    text = cast.scene.text
    return start > statement.source[0].end and bool(_BY_THE_WAY.search(text[max(0, start - 24) : start]))


def _inside(statement: Statement, span: Span) -> bool:
    return any(content.holds(span) for content in statement.content)


def _speaking_before(cast: Cast, statement: Statement, span: Span, earlier: Sequence[Turn]) -> Source | None:
    """The source of the statement in this sentence or the one before, if nobody else is named since its
    words.

    Whoever is talked about inside the words does not take over from the one who says them. A verb that goes
    on ("he added") reaches one sentence further."""
    scene = cast.scene
    if (
        not earlier
        or any(_inside(turn.statement, span) for turn in earlier)
        or not _is_human(earlier[-1].source)
    ):
        return None
    last = earlier[-1]
    start = min(span.start, statement.extent.start)
    before = scene.sentence_before(start)
    since = before.start if before else scene.sentence(start).start
    cue = " ".join(part.of(scene.text) for part in statement.cue)
    if _GOES_ON.search(cue) and before and (further := scene.sentence_before(before.start)):
        since = further.start
    between = Span(last.statement.extent.start, span.start)
    others = [
        name
        for name in cast.people.at
        if between.holds(name)
        and not _inside(last.statement, name)
        and not _inside(statement, name)
        and not any(source.holds(name) for source in last.statement.source)
        and not _beside(cast, name, last.statement)
        and any(person.likely for person in cast.people.meant(name))
        and (last.source.person is None or last.source.person not in cast.people.meant(name))
    ]
    return last.source if last.statement.extent.end >= since and not others else None


def _is_human(source: Source) -> bool:
    """Whether a source is somebody who may be called "he" or "she": a person, or one nameless voice."""
    nameless = source.sourcing in ("spokesperson", "anonymous") and not source.plural
    nameless |= source.sourcing == "named" and source.speaker is not None and source.speaker.name is None
    return source.person is not None or (nameless and source.speaker is not None)


def _is_singular(words: str) -> bool:
    """Whether a source's words mean one person: "a government official"."""
    return bool(re.match(r"(?:an?|one|another) ", words, re.IGNORECASE))


def _fits(person: Person, gender: str) -> bool:
    return person.gender in (None, gender)


def _again(source: Source, span: Span) -> Source:
    if source.speaker is None:
        return source
    rest = tuple(reason for reason in source.speaker.because if reason.rule != "only-one-fits")
    return replace(source, speaker=replace(source.speaker, because=(Reason("only-one-fits", span), *rest)))


def _issuer(words: str, earlier: Sequence[Turn]) -> Source:
    """Return, for "the statement said", whoever last said something in a statement, within the last three
    statements."""
    noun = words.rsplit(maxsplit=1)[-1]
    for turn in reversed(earlier[-3:]):
        if noun in turn.occasion.lower() or noun in turn.words.lower():
            return _again(turn.source, turn.statement.evidence)
    return Source(None, sourcing="document")


def _enclosing(span: Span, earlier: Sequence[Turn]) -> Source:
    """Read "we" and "I" inside a statement as the voice that makes it."""
    around = [turn for turn in earlier if any(content.holds(span) for content in turn.statement.content)]
    return _again(around[-1].source, around[-1].statement.evidence) if around else Source(None)


def _antecedent(cast: Cast, span: Span) -> Source:
    """The name or noun right before "who"."""
    text = cast.scene.text
    start = cast.scene.sentence(span.start).start
    for name in cast.scene.found.names:
        ends = {name.span.end, name.title.end if name.title else name.span.end}
        right_before = any(end <= span.start and not text[end : span.start].strip(" ,(") for end in ends)
        if name.kind == "person" and name.span.start >= start and right_before:
            return resolve_source(cast, name.span)
    for word in re.finditer(r"(?<![\w’'-])[\w’'-]+", text[start : span.start]):
        if word.group() in _LINKS:
            continue
        phrase = read_phrase(cast.scene, Span(start + word.start(), span.start))
        if phrase is not None and not text[phrase.head.end : span.start].strip(" ,"):
            return resolve_source(cast, phrase.span)
    return Source(None)


def _body(cast: Cast, span: Span, earlier: Sequence[Turn]) -> Source:
    """The body, document or medium that spoke in this sentence or the one before; else the actor that the
    sentence before begins with, if it names no other."""
    scene = cast.scene
    before = scene.sentence_before(span.start)
    since = before.start if before else scene.sentence(span.start).start
    if earlier and earlier[-1].statement.extent.end >= since:
        last = earlier[-1].source
        impersonal = (
            last.person is None and not last.plural and last.sourcing in ("body", "document", "unknown")
        )
        if not impersonal or not last.speaker or _is_modifier(earlier[-1]):
            return Source(None)
        return _again(last, earlier[-1].statement.extent)
    if before is None:
        return Source(None)
    named = [m for m in scene.actors_in(Span(since, span.start)) if m.how in ("name", "seat")]
    first = next((m for m in named if m.span.start - since <= len("The ")), None)
    if first is None or any(m.actors != first.actors for m in named) or len(first.actors) != 1:
        return Source(None)
    return _again(resolve_source(cast, first.span), first.span)


def _is_modifier(turn: Turn) -> bool:
    """Whether a turn's source only says whose a thing is: the "a US" of "a US demand" is no subject."""
    return turn.source.sourcing != "document" and _MODIFIER.match(turn.words) is not None


def _several(cast: Cast, span: Span, earlier: Sequence[Turn]) -> Source:
    """The body or the people that spoke right before ("the ministry considered it, they said"), else voices
    that spoke together in this paragraph or the one before it."""
    before = cast.scene.sentence_before(span.start)
    near = before.start if before else 0
    if earlier and earlier[-1].statement.extent.end >= near and not earlier[-1].source.plural:
        last = earlier[-1].source
        many = last.person is None and last.sourcing in ("body", "anonymous")
        if many and not _is_singular(earlier[-1].words):
            return _again(last, earlier[-1].statement.extent)
    since = cast.scene.paragraphs_before(span.start)
    joint = [t for t in earlier if t.source.plural and t.statement.extent.start >= since and t.source.speaker]
    voices = {t.source.speaker.actors or (t.source.speaker.name,) for t in joint if t.source.speaker}
    return _again(joint[-1].source, joint[-1].statement.extent) if len(voices) == 1 else Source(None)
