"""Sources that are pronouns: resolved only where exactly one voice of the report fits, else open with
candidates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Span, Statement
from onrecord.resolve.antecedents import antecedent, impersonal
from onrecord.resolve.cast import Cast, Source, of_person, open_between
from onrecord.resolve.documents import document_source
from onrecord.resolve.given_names import gender_by_given_name
from onrecord.resolve.nouns import gender_of
from onrecord.resolve.openings import voice_ending, voice_opening
from onrecord.resolve.persons import Person
from onrecord.resolve.plurals import several
from onrecord.resolve.sources import resolve_source
from onrecord.resolve.turns import Turn, again, last_outside

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
_BY_THE_WAY = re.compile(
    r"\b(?:with|met|meeting|hosting|visiting|receiving|seeing|of|to|for|by|from|about|against|between|told"
    r"|telling) (?:the |a |an |his |her )?(?:[a-z]+ |[A-Z]\w+[’']s )?$"
)
# "In his message for the new year, "
_WITH_HIS = re.compile(
    r"(?:In|With|During|After|Before|At|On|Despite|Through|By) (?P<his>his|her) [^.;:“”\"]{3,90}?, "
    r"(?=(?:the )?[A-Z])"
)
_GOES_ON = re.compile(r"\b(?:add|continu|went on|also|conclud|furth|reiterat|stress)", re.IGNORECASE)
_STATEMENT_AGAIN = re.compile(
    r"(?:the|this|that|his|her|its|their) (?:joint |same )?(statement|(?:press |media )?release|communiqu[eé]"
    r"|letter|readout|declaration|post|tweet)$",
    re.IGNORECASE,
)
_OUTLET = re.compile(r"[Tt]he Post$")  # a newspaper
_SOMEBODY = re.compile(
    r"(?:an?|one|another) (?:[\w’'-]+ ){0,3}?[a-z]*(?:er|or|ist|ian|ant|man|woman|wife|ee)"
    r"(?= (?:at|of|with|from|in|inside|near|outside|on|for|who|whose|\w+ing)\b|,|$)",
    re.IGNORECASE,
)
_PLURAL_OFFICE = re.compile(r"(?:er|or|al|nt|nd|ive|ch|ian|ist|el|if|[dt]e|man|men)s$", re.IGNORECASE)


def is_pronoun(words: str) -> bool:
    """Whether a source's words only point elsewhere: a pronoun, or "the statement" issued before."""
    return bool(_PRONOUN.match(words) or (_STATEMENT_AGAIN.match(words) and not _OUTLET.match(words)))


def resolve_pronoun(cast: Cast, statement: Statement, span: Span, earlier: Sequence[Turn]) -> Source:
    """Resolve the pronoun at `span`, the source of `statement`, by what was said earlier (in text order)."""
    words = span.of(cast.scene.text).lower()
    if _STATEMENT_AGAIN.match(words):
        issuer = _issuer(words, earlier)
        return issuer if issuer.speaks else document_source(cast, span, resolve_source) or issuer
    if words in _MALE or words in _FEMALE:
        named = _named_behind(cast, span, "m" if words in _MALE else "f")
        if named is not None:
            return again(of_person(named), named.spans[0])
        return _he_or_she(cast, statement, span, earlier)
    if words in _FIRST:
        return _enclosing(span, earlier)
    if words in _IT or words in _SEVERAL:
        return impersonal(cast, span, earlier) if words in _IT else several(cast, span, earlier)
    return antecedent(cast, span) if words in ("who", "that", "which") else Source(None)


def _he_or_she(cast: Cast, statement: Statement, span: Span, earlier: Sequence[Turn]) -> Source:
    """The voice that spoke right before, else the one person of that gender named in this paragraph, the one
    who spoke in those before it, or the only one of the report. Whom the words themselves
    name is not the one who says them."""
    scene = cast.scene
    gender = "m" if span.of(scene.text).lower() in _MALE else "f"
    last = _speaking_before(cast, statement, span, earlier)
    if last is not None and last.person is not None and _fits(last.person, gender):
        return again(last, last.person.spans[0])
    if last is not None and last.person is None:
        words = (last.speaker.office or last.speaker.name or "") if last.speaker else ""
        return again(last, span) if gender_of(words) in (None, gender) else Source(None)
    whom = _told_of(cast, statement)
    subject = _subject_before(cast, statement, span)
    if subject is not None and _fits(subject, gender) and not whom & set(subject.spans):
        return again(of_person(subject), subject.spans[0])
    told = _office_before(cast, statement, span, gender) or _together(cast, statement, span, gender)
    if told is not None:
        return told
    spoke = [turn.source.person for turn in earlier]
    at = _chain(cast, span, gender)
    own = scene.paragraph_start(at)
    near = [scene.paragraphs_before(at, count) for count in (1, 3)]
    for since, settled in ((own, True), (near[0], False), (near[1], False), (0, True)):
        persons = [
            person
            for person in cast.people.before(at, since)
            if _fits(person, gender)
            and (person.likely or person in spoke)
            and any(
                since <= s.start < at and not _inside(statement, s) and s not in whom for s in person.spans
            )
        ]
        chosen = persons if settled else _who_spoke(cast, persons, earlier, since, gender)
        if len(chosen) == 1:
            return again(of_person(chosen[0]), chosen[0].spans[0])
    return replace(open_between(persons), sourcing="named") if persons else Source(None)


def _office_before(cast: Cast, statement: Statement, span: Span, gender: str) -> Source | None:
    """The office without a name that opens the sentence right before a quotation, in its paragraph: "Chile's
    president reached out. “We will listen,” he said"."""
    scene = cast.scene
    here = scene.sentence(min(span.start, statement.extent.start))
    before = scene.sentence_before(here.start)
    if before is None or before.start < scene.paragraph_start(here.start):
        return None
    if not any(scene.text.startswith(mark, statement.extent.start) for mark in ('"', "“")):
        return None
    phrase = voice_opening(scene, before) or voice_ending(scene, before)
    if phrase is None or phrase.gender not in (None, gender):
        return None
    return again(resolve_source(cast, phrase.span), phrase.span)


def _chain(cast: Cast, span: Span, gender: str) -> int:
    """Where the row of sentences begins that have the pronoun as their subject: whom they name beside it
    is another."""
    scene, at = cast.scene, span.start
    own = "He " if gender == "m" else "She "
    while (before := scene.sentence_before(at)) is not None:
        near = before.start >= scene.paragraphs_before(at)
        if not (near and scene.text.startswith(own, before.start)):
            break
        at = before.start
    return at


def _named_behind(cast: Cast, span: Span, gender: str) -> Person | None:
    """Whom the main clause names as its subject after an opening with "his" or "her": "In her message, Queen
    Ana said"."""
    scene = cast.scene
    start = scene.sentence(span.start).start
    opening = _WITH_HIS.match(scene.text, start, scene.sentence(span.start).end)
    if opening is None or opening.start("his") != span.start:
        return None
    titles = {n.span: n.title.start for n in scene.found.names if n.title is not None}
    for name in cast.people.at:
        begins = min(titles.get(name, name.start), name.start)
        led = re.fullmatch(r"(?:the )?(?:[A-Z]\w+ ){0,2}(?:leader )?", scene.text[opening.end() : begins])
        if begins >= opening.end() and led is not None:
            meant = cast.people.meant(name)
            return meant[0] if len(meant) == 1 and _fits(meant[0], gender) else None
    return None


def _told_of(cast: Cast, statement: Statement) -> frozenset[Span]:
    """The name that the words are about: Bush in "met Bush, whom he called a friend"."""
    text = cast.scene.text
    starts = [c.start for c in statement.content if re.match(r"whom\b", text[c.start : c.end])]
    return frozenset(
        name for name in cast.people.at for start in starts if re.fullmatch(r",? ", text[name.end : start])
    )


def _together(cast: Cast, statement: Statement, span: Span, gender: str) -> Source | None:
    """Those of one actor between whom a "his" or "her" stays open, as one voice."""
    persons = _of_one_actor(cast, statement, span, gender)
    return replace(open_between(persons), sourcing="named") if persons else None


def _of_one_actor(cast: Cast, statement: Statement, span: Span, gender: str) -> tuple[Person, ...]:
    """The persons before a "his" or "her" in its sentence where they are several, all of one actor: who of
    them it is stays open, for whom they speak does not."""
    here = cast.scene.sentence(span.start).start
    near = tuple(p for p in cast.people.before(span.start, here) if _fits(p, gender) and p.likely)
    actors = {person.actors for person in near}
    own = span.of(cast.scene.text).lower() in ("his", "her")
    same = len(near) > 1 and len(actors) == 1 and all(len(p.actors) == 1 for p in near)
    return near if own and same else ()


def _subject_before(cast: Cast, statement: Statement, span: Span) -> Person | None:
    """The person who opens the sentence right before the words, in their paragraph or, where they open it,
    in the one before, or their own sentence before they begin; if that sentence names nobody else outside
    of them."""
    scene = cast.scene
    here = scene.sentence(min(span.start, statement.extent.start))
    before = scene.sentence_before(here.start)
    titles = {n.span: n.title for n in scene.found.names if n.title is not None}
    opens_paragraph = statement.extent.start == scene.paragraph_start(span.start)
    for stretch in (here, before):
        if stretch is None or (stretch.start < scene.paragraph_start(span.start) and not opens_paragraph):
            continue
        names = [n for n in cast.people.at if stretch.holds(n) and n.end <= span.start]
        names = [n for n in names if not _inside(statement, n)]
        meant = {person for name in names for person in cast.people.meant(name) if person.likely}
        if not meant:
            continue
        start = min(names[0].start, titles.get(names[0], names[0]).start)
        opens = re.fullmatch(
            r"(?:[A-Z][^,.;:]{0,40}, )?(?:[Tt]he )?(?:[A-Z]\w+ )?", scene.text[stretch.start : start]
        )
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
    last = last_outside(earlier)
    if (
        last is None
        or any(_inside(turn.statement, span) for turn in earlier)
        or not (_is_human(last.source) or _is_somebody(last))
    ):
        return None
    start = min(span.start, statement.extent.start)
    topic = scene.sentence(last.statement.extent.start)
    beside = last.words.lower() == "who" and re.match(r"(?:He|She) ", topic.of(scene.text))
    if beside and topic.end <= scene.sentence(start).start:
        return None  # told of beside the subject: "She met Doe, who said no. She said"
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
        and not any(_inside(turn.statement, name) for turn in earlier)
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


def _is_somebody(turn: Turn) -> bool:
    """Whether an unknown source is one person by its noun: "a dealer at a Nordic bank"."""
    return turn.source.person is None and bool(_SOMEBODY.match(turn.words))


def _fits(person: Person, gender: str) -> bool:
    """Whether "he" or "she" may be the person: no plural ("rebels"), nobody known for the other gender."""
    head = re.split(r" (?:of|for) ", person.office or "", maxsplit=1)[0]
    several = bool(_PLURAL_OFFICE.search(head))
    return not several and _gender(person) in (None, gender)


def _gender(person: Person) -> str | None:
    """What the report's words say, else what the given name does."""
    return person.gender or gender_by_given_name(person.name)


def _issuer(words: str, earlier: Sequence[Turn]) -> Source:
    """Return, for "the statement said", whoever last said something in a statement, within the last three
    statements."""
    noun = words.rsplit(maxsplit=1)[-1]
    for turn in reversed(earlier[-3:]):
        if noun in turn.occasion.lower() or noun in turn.words.lower():
            return again(turn.source, turn.statement.evidence)
    return Source(None, sourcing="document")


def _enclosing(span: Span, earlier: Sequence[Turn]) -> Source:
    """Read "we" and "I" inside a statement as the voice that makes it."""
    around = [turn for turn in earlier if any(content.holds(span) for content in turn.statement.content)]
    return again(around[-1].source, around[-1].statement.evidence) if around else Source(None)
