"""Voices without a person's name: offices, spokespersons, bodies, officials, documents.

An office goes back to the one person of the report who holds it; what is left speaks in its own words, for
the actor that the phrase, or the text before it, says it belongs to."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.model import Candidate, Reason, Sourcing, Span, Speaker
from onrecord.resolve.beside import state_beside, turn_before
from onrecord.resolve.cast import Cast, Source, of_person, open_between
from onrecord.resolve.persons import Person
from onrecord.resolve.phrases import OF_THE_STATE, SPEAKING, Phrase, read_phrase
from onrecord.resolve.public_bodies import names_national
from onrecord.resolve.subjects import owner_of_its
from onrecord.world import HELD_BY_ONE

_LEADERS = frozenset({"head of state", "head of government", "supreme leader"})
# Roles that several hold at a time, each for a matter of his own.
_OF_MANY = frozenset({"minister", "deputy minister", "head"})
_NO_MATTER = frozenset("the of for and deputy vice new acting state".split())
_GENITIVE = re.compile(r"[’'ʼ](?:s\b)?")
_HIS = re.compile(r"\b(?:his|her) $", re.IGNORECASE)
_OWN = re.compile(r"\b(?:his|her|its|their) $", re.IGNORECASE)
_STUDIES = re.compile(
    r"reports?$|polls?$|surveys?$|stud(?:y|ies)$|papers?$|articles?$|data$|figures$|records?$|bills?$",
    re.IGNORECASE,
)
# Some of many, each for himself; ministers and leaders speak together as one body.
_SOME_OF_MANY = re.compile(
    r"\b(?:mediator|negotiator|inspector|investigator|monitor|politician|insider|delegate|observer|lawmaker)s$",
    re.IGNORECASE,
)
_OFFICIALS = re.compile(r"officials|authorities|ministry|government|state", re.IGNORECASE)
# "A foreign ministry spokesman", "an army officer" without a country are the report's own, "an official" may
# be anybody's.
_STATE_BODY = re.compile(
    r"(?<![\w-])(?:ministry|government|cabinet|presidential|army|navy|air force|military|armed forces"
    r"|defen[cs]e forces?|coast guard|border guards?|foreign office|royal court|(?:presidential )?palace"
    r"|(?:president|premier|prime minister|chancellor)[’'ʼ]s office)(?!\w)",
    re.IGNORECASE,
)
_AMBASSADOR = re.compile(
    r"\b(?:ambassador|charg[eé] d['’]affaires|consul|high commissioner)\b", re.IGNORECASE
)
_ABROAD = re.compile(r"(?<![\w-])(?:embassy|consulate)(?!\w)", re.IGNORECASE)
# "The North's army": whoever that is.
_ANOTHERS = re.compile(r"(?!Government|President|Ministry)[A-Z][\w-]+(?:[’'ʼ]s|s[’'ʼ]) ")
_BODY_NOUNS = frozenset(
    "ministry government embassy department presidency administration cabinet office".split()
)


def resolve_nameless(cast: Cast, phrase: Phrase, inner: Span) -> Source:
    """Resolve a phrase that holds no person's name; `inner` is its stretch in the text."""
    if phrase.kind == "office":
        return _of_office(cast, phrase, inner)
    if phrase.kind == "spokesperson" and phrase.definite and not phrase.plural:
        owned = _with_its(cast, phrase)
        known = [p for p in cast.people.before(inner.start) if p.kind == "spokesperson" and _agrees(p, owned)]
        if len(known) == 1:
            return of_person(known[0], (Reason("same-office", known[0].spans[0]),))
    return _of_voice(cast, phrase, inner)


def _with_its(cast: Cast, phrase: Phrase) -> Phrase:
    """The phrase with the actor of its "its": another's spokesman is not "its spokesman"."""
    its = None if phrase.actors else owner_of_its(cast.scene, phrase.span.start)
    return phrase if its is None else replace(phrase, actors=its.actors)


def _of_office(cast: Cast, phrase: Phrase, inner: Span) -> Source:
    """Read "the chancellor", "the Russian president", "the EU foreign ministers": a person of the report,
    else the office alone."""
    indefinite = re.match(r"\s*[\"“]?(?:an?|another) ", inner.of(cast.scene.text), re.IGNORECASE)
    if not phrase.plural and phrase.definite and not indefinite:
        owned = _with_its(cast, phrase)
        fitting = [p for p in cast.people.persons if _agrees(p, owned) and _holds(p, phrase)]
        if len(fitting) > 1:
            since = cast.scene.paragraphs_before(inner.start)
            near = [p for p in cast.people.before(inner.end, since) if p in fitting]
            fitting = near if len(near) == 1 else _who_spoke(cast, fitting, inner.start) or fitting
        if len(fitting) > 1:
            return replace(open_between(fitting), sourcing="named")
        if fitting:
            person = fitting[0]
            if person.office is None and not inner.of(cast.scene.text).startswith(("former", "ex-")):
                person = replace(person, office=phrase.words)
            return of_person(person, (Reason("same-office", person.spans[0]),))
    return _of_voice(cast, phrase, inner)


def _who_spoke(cast: Cast, fitting: list[Person], before: int) -> list[Person]:
    """The only one of them whom the report let speak by name before a position, else none."""
    spoke = [span for s in cast.scene.found.statements for span in s.source if span.end <= before]
    heard = [p for p in fitting if any(span.holds(name) for span in spoke for name in p.spans)]
    return heard if len(heard) == 1 else []


def _agrees(person: Person, phrase: Phrase) -> bool:
    """Whether person and phrase may be of one actor and one gender."""
    if phrase.gender and person.gender and phrase.gender != person.gender:
        return False
    if phrase.sector == "former" or person.sector == "former":
        return phrase.sector == person.sector
    if phrase.sector == "opposition" and person.sector in SPEAKING:
        return False
    return not phrase.actors or bool(set(phrase.actors) & set(person.actors))


def _holds(person: Person, phrase: Phrase) -> bool:
    """Whether the office is the person's: same role, or the last word of it ("the minister")."""
    words, office = phrase.words.lower().split(), (person.office or "").lower().split()
    if words == ["leader"] and phrase.sector in ("government", "international"):
        return bool(person.roles & _LEADERS) and bool(phrase.actors)
    if words == ["minister"] and office[-1:] == words:
        return office[-2:-1] != ["prime"]
    if phrase.role is not None and person.roles:
        return phrase.role in person.roles and not _of_another_matter(phrase.role, words, office)
    return (
        bool(words and office)
        and words[-1] == office[-1]
        and (len(words) == 1 or phrase.words.lower() == " ".join(office))
    )


def _of_another_matter(role: str, words: list[str], office: list[str]) -> bool:
    """Whether the office of many is one of another matter: "the labour secretary" is no "senior minister"."""
    matter = set(words[:-1]) - _NO_MATTER
    return role in _OF_MANY and bool(matter and office) and not matter & set(office)


def _of_voice(cast: Cast, phrase: Phrase, inner: Span) -> Source:
    """A voice without a person's name: the phrase itself is its name, an office's holder has none."""
    actors, because, left_open = _actors_of(cast, phrase, inner)
    if (
        phrase.sector is None
        and actors
        and not phrase.actors
        and phrase.kind in ("office", "spokesperson", "anonymous")
    ):
        phrase = replace(phrase, sector="government")
    speaks = phrase.speaks or (phrase.kind == "document" and bool(actors) and _is_official(cast, phrase))
    text = phrase.span.of(cast.scene.text)
    single = phrase.kind == "office" and not phrase.plural
    name = None if single and phrase.definite else _named(cast, phrase, text)
    speaker = Speaker(
        name=name,
        office=phrase.words if phrase.kind in ("office", "spokesperson") else None,
        sector=phrase.sector,
        actor=actors[0] if speaks and len(actors) == 1 else None,
        actors=actors if speaks else (),
        because=because if speaks else (),
    )
    candidates = tuple(Candidate(name, speaker.office, code) for code in left_open) if speaks else ()
    if single and name is None and speaker.actor is not None and phrase.role is not None:
        candidates = _holders(cast, speaker.actor, phrase.role)
    plural = phrase.plural or len(actors) > 1
    return Source(speaker, candidates, sourcing_of(phrase), speaks and bool(actors), plural=plural)


def _holders(cast: Cast, actor: str, role: str) -> tuple[Candidate, ...]:
    """Who held the office on the day, by the tables: candidates, for the text names nobody. Of an office that
    many hold, "a minister", nobody is one.
    """
    on = cast.scene.found.report.published
    tenures = cast.scene.world.in_office(actor, role, on)
    if len(tenures) > 1 and role not in HELD_BY_ONE:
        return ()
    return tuple(Candidate(tenure.person, tenure.office, actor) for tenure in tenures)


def _is_official(cast: Cast, phrase: Phrase) -> bool:
    """Whether a document is its actor's word: a state's statements and decrees, not "a US report"."""
    states = all(cast.scene.world.actors[code].kind == "state" for code in phrase.actors)
    return not (states and _STUDIES.search(phrase.head.of(cast.scene.text)))


def _named(cast: Cast, phrase: Phrase, text: str) -> str:
    cut = re.search(r"\s?[,(–—]|\s(?:who|which|that|whom)\s", text)
    return text[: cut.start()] if cut and phrase.span.start + cut.start() >= phrase.head.end else text


def sourcing_of(phrase: Phrase) -> Sourcing:
    """What kind of voice a phrase without a name is."""
    kinds: dict[str, Sourcing] = {
        "spokesperson": "spokesperson",
        "anonymous": "anonymous",
        "people": "anonymous",
        "body": "body",
        "actor": "body",
        "document": "document",
    }
    if phrase.kind == "office":
        if phrase.plural:
            return "anonymous" if _SOME_OF_MANY.search(phrase.words) else "body"
        return "named" if phrase.definite else "anonymous"
    return kinds.get(phrase.kind, "unknown")


def _actors_of(
    cast: Cast, phrase: Phrase, inner: Span
) -> tuple[tuple[str, ...], tuple[Reason, ...], tuple[str, ...]]:
    """The actors of a nameless voice, why, and between which it stays open."""
    if phrase.actors:
        rule = "actor-name" if phrase.kind == "actor" else "owner"
        how = next((m.how for m in cast.scene.actors if m.span == phrase.owner), "name")
        return phrase.actors, (Reason("metonym" if how in ("capital", "seat") else rule, phrase.owner),), ()
    if phrase.open_actors or phrase.sector in ("party", "rebel"):
        return (), (), phrase.open_actors  # "his party" is not his country
    told = _told_before(cast, phrase, inner)
    if told is not None:
        return (*told, ())
    return _by_surroundings(cast, phrase) if _at_home(cast, phrase) else ((), (), ())


def _told_before(
    cast: Cast, phrase: Phrase, inner: Span
) -> tuple[tuple[str, ...], tuple[Reason, ...]] | None:
    """The actors of "its", of "Putin's", of the body said in full before, with the reason."""
    its = owner_of_its(cast.scene, phrase.span.start)
    if its is not None:
        return its.actors, (Reason("owner", its.span),)
    sender = _who_sent(cast, phrase)
    if sender is not None:
        return sender.actors, (Reason("introduced", sender.spans[0]),)
    owner = _owning_person(cast, phrase) or _owning_office(cast, phrase)
    if owner is not None:
        return owner.actors, (Reason("owner", owner.spans[0]),)
    opening = _office_opening(cast, phrase)
    if opening is not None:
        return opening.actors, (Reason("owner", opening.owner or opening.head),)
    earlier = _said_in_full(cast, phrase, inner)
    turn = turn_before(cast.scene, phrase.span) if earlier is not None else None
    if turn is not None and earlier is not None and turn.actors != earlier.actors:
        return turn.actors, (Reason("same-subject", turn.span),)
    return None if earlier is None else (earlier.actors, (Reason("same-body", earlier.owner),))


def _who_sent(cast: Cast, phrase: Phrase) -> Person | None:
    """Whose embassy it is: that of the one ambassador whom the paragraph or the one before has named."""
    if not _ABROAD.search(phrase.span.of(cast.scene.text)):
        return None
    since = cast.scene.paragraphs_before(phrase.span.start)
    sent = [p for p in cast.people.before(phrase.span.start, since) if _AMBASSADOR.search(p.office or "")]
    return sent[0] if len({p.actors for p in sent}) == 1 and len(sent[0].actors) == 1 else None


def _by_surroundings(
    cast: Cast, phrase: Phrase
) -> tuple[tuple[str, ...], tuple[Reason, ...], tuple[str, ...]]:
    """The state that has just spoken and goes on in its own name, else the report's own."""
    home = cast.home
    beside = state_beside(cast.scene, phrase.span, home.actor if home else None)
    if beside is not None:
        return ((beside.actor,), (Reason("same-subject", beside.span),), ()) if beside.actor else ((), (), ())
    if home is None or not _own_office(cast, phrase):
        return (), (), ()
    return (home.actor,), (Reason("own-country", home.span),), ()


def _at_home(cast: Cast, phrase: Phrase) -> bool:
    """Whether a voice without a country is of the report's own."""
    words = phrase.span.of(cast.scene.text)
    told = phrase.definite or _STATE_BODY.search(words) or names_national(words)
    own = phrase.sector in OF_THE_STATE and told and not _owned_by_pronoun(cast, phrase)
    if _ABROAD.search(words) or _ANOTHERS.match(words):
        return False  # an embassy is of another state than the one where it stands
    if phrase.plural and phrase.kind in ("anonymous", "office") and not _OFFICIALS.search(phrase.words):
        return False  # "delegates", "the ministers" are anybody's
    of_others = phrase.plural and re.match(r"\s(?:of|for|from)\s", cast.scene.text[phrase.head.end :])
    return bool(own and not of_others)


def _owning_person(cast: Cast, phrase: Phrase) -> Person | None:
    """Putin in "Putin's spokesman"; in "his spokesman" the one person in office named in this sentence before
    it or in the sentence before."""
    for name in cast.people.at:
        if phrase.span.holds(name) and name.end < phrase.head.start:
            meant = cast.people.meant(name)
            if len(meant) == 1 and meant[0].sector in SPEAKING and _GENITIVE.match(cast.scene.text, name.end):
                return meant[0]
    if not _owned_by_pronoun(cast, phrase):
        return None
    before = cast.scene.sentence_before(phrase.span.start)
    since = before.start if before else 0
    near = [p for p in cast.people.before(phrase.span.start, since) if p.likely]
    return near[0] if len(near) == 1 and near[0].sector in SPEAKING else None


def _owning_office(cast: Cast, phrase: Phrase) -> Person | None:
    """Whose spokeswoman "the prime minister's spokeswoman" is: of the one person of the report in that
    office."""
    text = cast.scene.text
    for title in cast.scene.titles:
        if not (phrase.span.holds(title.span) and title.span.start == phrase.span.start):
            continue
        office = read_phrase(cast.scene, title.span)
        if office is None or office.kind != "office" or not _GENITIVE.match(text, title.span.end):
            continue
        fitting = [p for p in cast.people.persons if _agrees(p, office) and _holds(p, office)]
        near = fitting if len(fitting) < 2 else _who_spoke(cast, fitting, phrase.span.start)
        if len(near) == 1 and near[0].sector in SPEAKING:
            return near[0]
    return None


def _office_opening(cast: Cast, phrase: Phrase) -> Phrase | None:
    """The office with which the sentence of "his spokesman" opens, or the one before: "Chile's president will
    come, his office said"."""
    scene, position = cast.scene, phrase.span.start
    if not _HIS.search(scene.text[max(0, position - 6) : position]):
        return None
    before = scene.sentence_before(position)
    for start in (scene.sentence(position).start, before.start if before is not None else position):
        first = next(
            (m for m in scene.actors_in(Span(start, position)) if m.span.start - start in (0, 4)), None
        )
        title = next((t.span for t in scene.titles if first and t.span.start > first.span.end), None)
        if first is None or title is None or title.end > position:
            continue
        if re.fullmatch(r"(?:[’'ʼ]s?)? (?:[a-z]+ ){0,2}", scene.text[first.span.end : title.start]):
            office = read_phrase(scene, Span(start, title.end))
            held = office is not None and office.kind == "office" and office.speaks and not office.plural
            return office if office is not None and held and len(office.actors) == 1 else None
    return None


def _owned_by_pronoun(cast: Cast, phrase: Phrase) -> bool:
    return bool(_OWN.search(cast.scene.text[max(0, phrase.span.start - 6) : phrase.span.start]))


def _said_in_full(cast: Cast, phrase: Phrase, inner: Span) -> Phrase | None:
    """The body that "the ministry" goes back to: the one of that noun said with its country before, if
    one."""
    if phrase.kind not in ("body", "spokesperson", "anonymous") or not phrase.definite:
        return None
    text = cast.scene.text
    noun = phrase.span.of(text).lower().split()
    body = next((word for word in noun if word in _BODY_NOUNS), None)
    if body is None:
        return None
    found: dict[tuple[str, ...], Phrase] = {}
    for match in cast.scene.bodies:
        if match.span.end <= inner.start and _is_called(match.span.of(text).lower(), body):
            owner = next((m for m in reversed(cast.scene.actors) if m.span.end <= match.span.start), None)
            if owner is not None and re.fullmatch(r"(?:[’'ʼ]s?)? ", text[owner.span.end : match.span.start]):
                full = read_phrase(cast.scene, Span(owner.span.start, match.span.end))
                if full is not None and full.actors:
                    found.setdefault(full.actors, full)
    return next(iter(found.values())) if len(found) == 1 else None


def _is_called(full: str, noun: str) -> bool:
    """Whether "the ministry" is short for the body: the foreign ministry, the Ministry of Health."""
    return full.endswith(noun) or full.startswith((f"{noun} of ", f"{noun} for "))


def _own_office(cast: Cast, phrase: Phrase) -> bool:
    """Whether the report's own country has such an office, as far as the table knows."""
    if phrase.kind != "office" or phrase.role is None or cast.home is None:
        return True
    tenures = cast.scene.world.in_office(cast.home.actor, phrase.role, cast.scene.found.report.published)
    last = phrase.words.lower().split()[-1]
    return not tenures or any(
        last in tenure.office.lower() or tenure.office.lower() in last for tenure in tenures
    )
