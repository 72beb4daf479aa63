"""Who one source phrase is: a person, several, an office or body, or a voice of which only the words are
known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.model import Reason, Span, Speaker, hull
from onrecord.resolve.bodies_before import of_body_before
from onrecord.resolve.cast import Cast, Source, of_person, open_between
from onrecord.resolve.context import by_context, not_at_home, of_coalition
from onrecord.resolve.coordination import GOVERNMENTS, conjuncts, listed_actors
from onrecord.resolve.documents import document_source
from onrecord.resolve.media import find_media
from onrecord.resolve.nameless import resolve_nameless
from onrecord.resolve.persons import Person, key_of
from onrecord.resolve.phrases import SPEAKING, read_phrase, trim
from onrecord.resolve.placing import placed
from onrecord.resolve.presented import presented
from onrecord.resolve.scene import Scene
from onrecord.resolve.staff import nameless_staff
from onrecord.resolve.tenures import with_table

_BY = re.compile(
    r"^(?:(?:a|an|another|the|its|his|her|their) )?(?:\w+ ){0,2}?(?:statement|letter|readout"
    r"|communiqu[eé]|post"
    r"|tweet|note|declaration|comment|remark|message"
    r"|press release)s? (?:issued |released |published |made |posted )?(?:by|from|of) ",
    re.IGNORECASE,
)
_NUMBER = r"\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_AND_THEIRS = re.compile(
    r",? (?:and|along with|together with|as well as) (?:its|their|his|her|several|some|many|most"
    r"|other|a number of"
    rf"|dozens of|a few|various|{_NUMBER})\s"
)
# "The ministry and medics at the hospital": those who speak for nobody leave the other voice as it is.
_AND_NOBODYS = re.compile(
    r",? and (?:(?:the|an?|several|some|local) )?(?:[\w-]+ ){0,4}?(?:medics|doctors|paramedics|hospitals?"
    r"|witnesses|residents|villagers|opposition parties|eyewitnesses)(?![\w-])"
)
# "Nine other members, Norway and Iceland": who the nine are is not said.
_AMONG_OTHERS = re.compile(
    rf"(?:the )?(?:{_NUMBER}|several|some|many|most|a number of|dozens of)"
    r"(?: [a-z][\w-]*| [A-Z]{2,}){0,3} [a-z][\w-]*s"
    r"(?:, (?=.*\band\b)|,? and )(?=(?:the )?[A-Z])"
)
# "Officials and witnesses": those who saw it say what the officials do.
_AND_ONLOOKERS = re.compile(
    r"(?<=official)(?P<s>s?) and (?:(?:eye)?witnesses|residents|medics|doctors|(?:local |polls? |election )?"
    r"(?:monitors|observers)|villagers|hospital sources)(?: at (?:the|a) [^,]+)?(?=[\s,.]*$)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s\([^()]{2,40}\)\s*$")
_GATHERED = re.compile(
    r"(?<=s),? (?:meeting|gathered|gathering|attending|assembled|taking part) (?:in|at|for|on|the|here)\b"
)
# "Chile and Peru, both large producers of copper,"
_AND_OTHERS = re.compile(r",? and (?:(?:some|many|several) )?others,?$")
_BOTH_OF_THEM = re.compile(
    r", (?:both|all|two|three) (?:of )?[^,]*,?$|(?<=[a-z]), the (?:(?:two|three|four|main|other) )*[a-z]+s,?$"
)
_INCLUDING = re.compile(r",? (?:including|such as|among them) ")
_BOTH = re.compile(r"\s*[Bb]oth (?=.+ and )")
_OFFICES = re.compile(r"(?:the )[\w -]+? and the [\w -]+$", re.IGNORECASE)
_GENITIVE = re.compile(r"[’'ʼ](?:s\b)?")
# "The premier's brother", "the minister's new party" are others.
_THEIR_PEOPLE = re.compile(
    r"[’'ʼ]s? (?:[\w-]+ ){0,3}?(?:party|movement|brother|sister|wife|husband|widow|son|daughter|father|mother"
    r"|family|lawyers?|company|supporters|followers|opponents|critics|rivals?|allies|friends?)(?![\w-])"
)
_RELATIVE = re.compile(r",? (?:which|who|whose|that) ")
_FROM = re.compile(r"(?:of|from|at|with|in)\s")  # "Henry Ramos of the Democratic Action"
# "A broad range of Chilean officials" are Chilean officials.
_MANY = re.compile(
    r"(?:an? |the )?(?:(?:broad|wide|large|small|growing|whole) )?(?:range|number|group|series|string|handful"
    r"|majority|host|variety) of (?=\S)",
    re.IGNORECASE,
)
_BEFORE_MASTER = re.compile(r"(?:(?:top|senior|close|several|some|two) )*(?:[A-Z][\w.]+ )?")
_SERVANTS = re.compile(
    r"(?:[’'ʼ]s?)? (?:(?:top|senior|close|closest|key|own|legal|political|security) )*"
    r"(?:aides?|entourage|office|advis[eo]rs?|deput(?:y|ies)|associates?|team|staff|confidants?"
    r"|chief of staff|(?:press )?secretary|spokes\w+)"
)
# "Maliki", "Benedict XVI"
_A_NAME = re.compile(r"[A-Z][a-z’'-]+(?:[A-Z][a-z]+)?|(?:[A-Z][\w’'-]+ )(?:al-|el-)?[A-Z][\w’'-]+")
_THE_RANK = re.compile(
    r"[Tt]he (?P<rank>general|admiral|colonel|major|captain|lieutenant|brigadier|marshal|commander|sheikh"
    r"|prince|mullah|ayatollah|sergeant)"
)
# What the law says is nobody's statement.
_LAW = re.compile(r"(?:\w+ ){0,3}(?:law|laws|legislation)", re.IGNORECASE)
# Sectors of those who may be an organisation's staff.
_STAFF = frozenset({None, "expert", "international"})
_VERB = re.compile(r" [a-z]+ed (?:to|for|on|against|that|the|its|an?)\b")
_NAME_APPOSED = re.compile(r"(?P<name>(?:[A-Z][\w’'-]+ ){1,3}(?:al-|el-)?[A-Z][\w’'-]+), (?=\S)")
_CLAUSE = re.compile(r"\s?[,(–—]|\s(?:who|which|whom|whose|that)\s")


def resolve_source(cast: Cast, span: Span) -> Source:
    """Resolve the phrase at `span` of the text, pronouns excepted (they need what was said before)."""
    scene = cast.scene
    by = _BY.match(span.of(scene.text))
    if by and by.end() < len(span.of(scene.text)):
        return resolve_source(cast, Span(span.start + by.end(), span.end))
    many = _MANY.match(scene.text, span.start, span.end)
    span = Span(many.end(), span.end) if many else span
    span = _without_both(scene, _until_gathered(scene, span))
    known = _but_for_others(cast, span)
    if known is not None:
        return known
    bracket = _IN_BRACKETS.search(span.of(scene.text))
    if bracket is not None and " and " in span.of(scene.text):
        span = Span(span.start, span.start + bracket.start())
    bodies = [match.span for match in scene.bodies if match.body.sector == "government"]
    if any(span.holds(name) for name in cast.people.at):
        bodies = []  # what is said of a person: "Orla Quinn, servant of the government and a Catholic"
    anchors = [*cast.people.at, *(match.span for match in scene.actors), *bodies]
    parts = _two_offices(scene, span) or conjuncts(scene, span, anchors)
    if len(parts) > 1:
        return _joint(scene, hull(parts), [resolve_source(cast, part) for part in parts])
    inner = parts[0]
    name = _head_name(cast, inner)
    if name is not None:
        return _of_name(cast, name)
    cut = _up_to_verb(cast, inner) or _apposed_to_name(cast, inner)
    return cut or _with_shared_head(cast, inner) or _of_words(cast, inner)


def _but_for_others(cast: Cast, span: Span) -> Source | None:
    """Those of a phrase whom it names, where it goes on to others whom it does not: "France, Germany and
    others", "the EU and its members", "nine other states, Norway and Iceland"; None for another phrase."""
    scene = cast.scene
    others = _AND_OTHERS.search(scene.text, span.start, span.end)
    if others is not None:
        listed = scene.actors_in(Span(span.start, others.start()))
        between = [scene.text[a.span.end : b.span.start] for a, b in pairwise(listed)]
        if len(listed) > 1 and all(re.fullmatch(r",(?: the)? ?", words) for words in between):
            return _joint(scene, span, [resolve_source(cast, match.span) for match in listed])
    theirs = _AND_THEIRS.search(scene.text, span.start, span.end)
    theirs = theirs or _AND_NOBODYS.search(scene.text, span.start, span.end)
    if theirs is not None:
        return _with_theirs(scene, span, resolve_source(cast, Span(span.start, theirs.start())))
    onlookers = _AND_ONLOOKERS.search(scene.text, span.start, span.end)
    if onlookers is not None:
        return _with_theirs(scene, span, resolve_source(cast, Span(span.start, onlookers.end("s"))))
    among = _AMONG_OTHERS.match(scene.text, span.start, span.end)
    if among is not None:
        return _with_theirs(scene, span, resolve_source(cast, Span(among.end(), span.end)))
    return None


def _until_gathered(scene: Scene, span: Span) -> Span:
    """The phrase without what its people are at, or whom of them it names: "OPEC ministers meeting in
    Vienna", "Chilean leaders including the president"."""
    ends = [
        m.start()
        for p in (_GATHERED, _INCLUDING, _BOTH_OF_THEM)
        if (m := p.search(scene.text, span.start, span.end))
    ]
    return Span(span.start, min(ends)) if ends and min(ends) > span.start else span


def _without_both(scene: Scene, span: Span) -> Span:
    both = _BOTH.match(scene.text, span.start, span.end)
    return Span(both.end(), span.end) if both else span


def _with_shared_head(cast: Cast, inner: Span) -> Source | None:
    """All of "US and EU officials", "the Sudanese and Chadian governments": what stands behind the last name
    is said of each; None where it is not said so."""
    scene = cast.scene
    span = trim(scene.text, inner)
    listed = listed_actors(scene, span)
    if not listed:
        return None
    actors = tuple(code for match in listed for code in match.actors)
    whole = read_phrase(scene, span)
    if whole is not None and whole.speaks and set(actors) <= set(whole.actors):
        return None  # read as it is
    last = resolve_source(cast, Span(listed[-1].span.start, span.end))
    spoken = last.speaks and last.speaker is not None and last.speaker.actors == listed[-1].actors
    if not spoken and not GOVERNMENTS.fullmatch(scene.text, listed[-1].span.end, span.end):
        return None
    kinds = {scene.are_organisations(match.actors) for match in listed}
    sector = None if len(kinds) > 1 else "international" if kinds.pop() else "government"
    because = tuple(Reason("owner", match.span) for match in listed)
    speaker = Speaker(span.of(scene.text), None, sector, None, actors, because)
    return Source(speaker, (), last.sourcing if spoken else "body", True, plural=True)


def _two_offices(scene: Scene, span: Span) -> tuple[Span, ...]:
    """The two of "the president and the envoy", else none."""
    inner = Span(span.start, trim(scene.text, span).end)
    if not _OFFICES.fullmatch(scene.text, inner.start, inner.end):
        return ()
    link = scene.text.index(" and the ", inner.start)
    parts = (Span(inner.start, link), Span(link + len(" and "), inner.end))
    read = [read_phrase(scene, part) for part in parts]
    return parts if all(phrase is not None and phrase.kind == "office" for phrase in read) else ()


def _of_words(cast: Cast, inner: Span) -> Source:
    phrase = None if _is_outlet(cast.scene, inner) else read_phrase(cast.scene, inner)
    if phrase is not None and phrase.kind == "media":
        return _medium(cast.scene, phrase.span)
    plain = _unknown(cast.scene, inner) if phrase is None else resolve_nameless(cast, phrase, inner)
    if plain.speaks and plain.speaker is not None and _LAW.fullmatch(plain.speaker.name or ""):
        return replace(plain, speaker=replace(plain.speaker, actor=None, actors=(), because=()), speaks=False)
    coalition = None if plain.speaks else of_coalition(cast, inner)
    if coalition is not None:
        return coalition
    ranked = _by_rank(cast, inner, plain)
    if plain.speaks and phrase is not None:
        return ranked or _of_household(cast, inner, not_at_home(cast, phrase, plain))
    if plain.speaker is not None and plain.speaker.sector == "media":
        return plain
    return (
        _by_name_alone(cast, inner, plain)
        or ranked
        or _serving(cast, inner, plain)
        or _of_staff(cast, inner, plain)
        or of_body_before(cast, phrase, inner, resolve_source)
        or by_context(cast, phrase, inner, plain)
        or document_source(cast, inner, resolve_source)
        or plain
    )


def _up_to_verb(cast: Cast, inner: Span) -> Source | None:
    """The state of a source that was cut too long: "Chile" in "Chile appealed to the world"."""
    span = trim(cast.scene.text, inner)
    first = next((m for m in cast.scene.actors_in(span) if m.span.start == span.start), None)
    goes_on = first is not None and _VERB.match(cast.scene.text, first.span.end, span.end)
    if first is None or first.how not in ("name", "capital", "seat") or not goes_on:
        return None
    return resolve_source(cast, first.span) if read_phrase(cast.scene, inner) is None else None


def _apposed_to_name(cast: Cast, inner: Span) -> Source | None:
    """The voice behind a name that was not known for one: "Chea Mon, Cambodian commander in the area"."""
    span = trim(cast.scene.text, inner)
    named = _NAME_APPOSED.match(cast.scene.text, span.start, span.end)
    if named is None or any(span.holds(name) for name in cast.people.at):
        return None
    if read_phrase(cast.scene, inner) is not None:
        return None
    voice = resolve_source(cast, Span(named.end(), span.end))
    if voice.speaker is None or not voice.speaks or voice.plural or voice.person is not None:
        return None
    return replace(voice, speaker=replace(voice.speaker, name=named["name"]), sourcing="named")


def _by_name_alone(cast: Cast, inner: Span, plain: Source) -> Source | None:
    """The person whose bare name the phrase is, where nothing around told that it is one: "Maliki" after
    "Prime Minister Nouri al-Maliki", "Benedict XVI"."""
    span = trim(cast.scene.text, inner)
    words = span.of(cast.scene.text)
    if plain.speaker is None or plain.speaker.sector is not None or not _A_NAME.fullmatch(words):
        return None
    if " " in words:
        known = with_table(cast.scene, Person(words, (span,)), span)
        return of_person(known, (Reason("name", span),)) if known.actors else None
    key = key_of(words)
    meant = [p for p in cast.people.persons if key_of(p.name)[-1:] == key and p.spans[0].start < span.start]
    if len(meant) != 1 or not meant[0].actors:
        return None
    return of_person(meant[0], (Reason("same-name", meant[0].spans[0]),))


def _by_rank(cast: Cast, inner: Span, plain: Source) -> Source | None:
    """The one person whom the report gave the rank before: "the general" after "Major General Jan Roe"; that
    tells more than where the report is at home."""
    rank = _THE_RANK.fullmatch(inner.of(cast.scene.text).strip(' ,.;:"“”'))
    at_home = plain.speaker is not None and any(why.rule == "own-country" for why in plain.speaker.because)
    if rank is None or (plain.speaks and not at_home):
        return None
    held = re.compile(rf"\b{rank['rank']}\W{{1,3}}$", re.IGNORECASE)
    text = cast.scene.text
    persons = [
        person
        for person in cast.people.before(inner.start)
        if any(
            s.end <= inner.start and held.search(text, max(0, s.start - 20), s.start) for s in person.spans
        )
    ]
    return _of_name(cast, persons[0].spans[0]) if len(persons) == 1 else None


def _serving(cast: Cast, inner: Span, plain: Source) -> Source | None:
    """The voice as that of the person in office whom it serves: "Abbas aides", "Abbas's entourage"."""
    span, names = trim(cast.scene.text, inner), cast.scene.found.names
    for name in cast.people.at:
        meant = cast.people.meant(name)
        before = cast.scene.text[span.start : name.start]
        titled = any(n.span == name and n.title == Span(span.start, name.start - 1) for n in names)
        fits = titled or _BEFORE_MASTER.fullmatch(before)
        if not (span.holds(name) and fits) or len(meant) != 1:
            continue
        master = meant[0]
        if _SERVANTS.fullmatch(cast.scene.text, name.end, span.end) and master.sector in SPEAKING:
            because = (Reason("owner", name), *master.because)
            words = span.of(cast.scene.text)
            speaker = Speaker(words, None, master.sector, _only(master.actors), master.actors, because)
            return Source(speaker, (), "anonymous", bool(master.actors))
    return None


def _of_household(cast: Cast, inner: Span, source: Source) -> Source:
    """A minister's chief of staff is no officer: the voice with the sector of the one whom it serves."""
    speaker = source.speaker
    serving = _serving(cast, inner, source) if speaker and speaker.sector == "military" else None
    if speaker is None or serving is None or serving.speaker is None:
        return source
    return replace(source, speaker=replace(speaker, sector=serving.speaker.sector))


def _only(actors: tuple[str, ...]) -> str | None:
    return actors[0] if len(actors) == 1 else None


def _of_staff(cast: Cast, inner: Span, plain: Source) -> Source | None:
    """The voice as the organisation's whose staff it is, else None."""
    speaker = plain.speaker
    staff = nameless_staff(cast.scene, inner) if speaker and speaker.sector in _STAFF else None
    if speaker is None or staff is None:
        return None
    because = (*speaker.because, Reason("owner", staff.span))
    own = replace(speaker, sector=staff.sector, actor=staff.actors[0], actors=staff.actors, because=because)
    return replace(plain, speaker=own, speaks=True)


def _of_name(cast: Cast, name: Span) -> Source:
    meant = cast.people.meant(name)
    if len(meant) > 1:
        # a family name alone is that of the one named in full before, not of one who comes later
        meant = tuple(person for person in meant if person.spans[0].start < name.start) or meant
    if len(meant) != 1:
        return replace(open_between(meant), sourcing="named")
    person = meant[0]
    full = person.spans[0] if len(name.of(cast.scene.text)) < len(person.name) else None
    first = next((s for s in person.spans if s.of(cast.scene.text) == person.name), None)
    source = of_person(person, (Reason("same-name", first),) if full is not None else (Reason("name", name),))
    return presented(cast, placed(cast, source), _of_words)


def _joint(scene: Scene, span: Span, members: list[Source]) -> Source:
    """Several voices in one breath: the actors of all that speak for one."""
    speakers = [source.speaker for source in members if source.speaker is not None]
    speaks = bool(speakers) and all(source.speaks for source in members)
    actors = tuple(dict.fromkeys(code for s in speakers for code in s.actors)) if speaks else ()
    sectors = {speaker.sector for speaker in speakers}
    speaker = Speaker(
        name=trim(scene.text, span).of(scene.text),
        office=None,
        sector=sectors.pop() if len(sectors) == 1 else None,
        actor=actors[0] if len(actors) == 1 else None,
        actors=actors,
        because=tuple(dict.fromkeys(reason for s in speakers for reason in s.because)),
    )
    sourcing = {source.sourcing for source in members}
    return Source(speaker, (), sourcing.pop() if len(sourcing) == 1 else "unknown", speaks, plural=True)


def _with_theirs(scene: Scene, span: Span, source: Source) -> Source:
    """Read "the EU and its member states" as the EU alone: who the others are is not said."""
    if source.speaker is None or source.person is not None:
        return source
    return replace(
        source, speaker=replace(source.speaker, name=trim(scene.text, span).of(scene.text)), plural=True
    )


def _is_outlet(scene: Scene, inner: Span) -> bool:
    """Whether an outlet's name ends the phrase: "the daily The Jakarta Post"."""
    end = trim(scene.text, inner).end
    return any(match.span.end == end and inner.holds(match.span) for match in scene.outlets)


def _medium(scene: Scene, span: Span) -> Source:
    """A medium that speaks itself: "the portal" is the outlet named last."""
    before = Span(scene.sentence(span.start).start, span.end)
    name = next((m.name for m in find_media(scene, before) if m.span.end == span.end), None)
    words = span.of(scene.text)
    back = name is not None and name not in words
    because = (Reason("same-outlet", span),) if back else ()
    return Source(Speaker(name if back else words, None, "media", None, (), because))


def _unknown(scene: Scene, inner: Span) -> Source:
    """A voice of which nothing is known but its words; an outlet is a medium's."""
    span = trim(scene.text, inner)
    outlet = any(match.span.meets(span) for match in scene.outlets) or bool(find_media(scene, span))
    name = span.of(scene.text)
    if not name:
        return Source(None)
    body = bool(re.search(r"\b[A-Z]\w+", name)) and not outlet
    return Source(
        Speaker(name, None, "media" if outlet else None, None, (), ()), (), "body" if body else "unknown"
    )


def _head_name(cast: Cast, inner: Span) -> Span | None:
    """The person's name that a phrase is about: "Peskov" in "Putin's spokesman Peskov" and in "the Kremlin's
    spokesman, Dmitry Peskov", none in "Putin's spokesman" or "aides to Putin"."""
    text = cast.scene.text
    names = [span for span in cast.people.at if inner.holds(span)]
    if not names:
        return None
    apposed = _apposed(cast, inner, names)
    if apposed is not None:
        return apposed
    clause = next(
        (m.start() for m in _CLAUSE.finditer(text, inner.start, inner.end) if m.start() > names[0].start),
        inner.end,
    )
    for name in names:
        rest = text[name.end : min(clause, inner.end)].strip(" .\"”’“'")
        genitive = _GENITIVE.match(text, name.end)
        first = name.start == trim(text, inner).start and not genitive and _FROM.match(rest)
        if name.end <= clause and (first or rest in ("", "s", "himself", "herself")):
            return name if _leads(cast, inner, name) else None
    titled = (
        n
        for n in cast.scene.found.names
        if n.kind == "person" and n.title is not None and inner.holds(n.span)
        if not _GENITIVE.match(text, n.span.end)  # "Prime Minister Roos's chief of staff" is not Roos
    )
    return next(
        (
            n.span
            for n in titled
            if not _THEIR_PEOPLE.match(text, n.span.end, inner.end)
            if n.title is not None and inner.holds(n.title) and n.title.start < n.span.start
        ),
        None,
    )


def _apposed(cast: Cast, inner: Span, names: Sequence[Span]) -> Span | None:
    """The name behind the last comma that ends the phrase: Marco in "Pinochet's youngest son, Marco," and
    Siniora in "the heir of Jan Roos, Prime Minister Fuad Siniora", Meri in "Prime Minister Roos's chief of
    staff, Ann Meri"."""
    text, last = cast.scene.text, names[-1]
    title = next((n.title for n in cast.scene.found.names if n.span == last), None)
    start = last.start
    if title is not None and title.end <= start and _owner_before(cast, title, names) is None:
        start = title.start
    before = text[inner.start : start]
    if trim(text, Span(last.start, inner.end)).end != last.end or not re.search(r"\w, (?:the )?$", before):
        return None
    # "Jan Roos, an aide of" ends in no comma; "Roos, Siniora" are two
    alone = any(n.end + 2 == start and n.start == trim(text, inner).start for n in names)
    return None if alone else last


def _owner_before(cast: Cast, title: Span, names: Sequence[Span]) -> Span | None:
    """The name whose title it is only by serving him or her: Roos before "'s chief of staff"."""
    text = cast.scene.text
    genitives = ((name, _GENITIVE.match(text, name.end)) for name in names)
    return next((name for name, mark in genitives if mark and mark.end() + 1 == title.start), None)


def _leads(cast: Cast, inner: Span, name: Span) -> bool:
    """Whether nothing but titles and adjectives stand before the name: not "a spokesman for", not "aides
    to"."""
    before = cast.scene.text[inner.start : name.start]
    return not re.search(
        r"\b(?:of|for|to|from|by|at|with|close to|in|including|such as|like)\s+(?:[\w’'-]+\s+){0,5}$", before
    ) or any(
        n.title is not None and n.span == name and inner.start <= n.title.start < name.start
        for n in cast.scene.found.names
        if n.title and re.search(r"\b(?:of|for)\b", n.title.of(cast.scene.text))
    )
