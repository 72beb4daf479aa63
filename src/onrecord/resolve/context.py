"""Nameless voices whose words name no actor, but the report's other words do: its introductions, the meeting
that it is about, its headline, the state that it is of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from onrecord.model import Reason, Span, Speaker
from onrecord.resolve.beside import announced_by
from onrecord.resolve.cast import Cast, Source
from onrecord.resolve.gatherings import (
    gathering_of,
    gathering_speaks,
    headline_speaks,
    opens_with_organisation,
)
from onrecord.resolve.heads import POSSESSIVE
from onrecord.resolve.home import SENT
from onrecord.resolve.introduced import Introduction, introduced_before, introduction_of
from onrecord.resolve.nameless import sourcing_of
from onrecord.resolve.phrases import SPEAKING, Phrase
from onrecord.resolve.subjects import is_subject

_THE_BODY = re.compile(
    r"[Tt]he ((?:[a-z]+ ){0,2}(?:commission|council|ministry|bank|agency|board|committee|secretariat"
    r"|embassy))"
)
_STATING = re.compile(r" (?:stating|saying|warning|telling|calling|insisting|announcing|declaring)\b")
_LEADER = re.compile(
    r"[Tt]he (?:(?:Islamic republic|country|kingdom|nation|island|republic)[’']s )?(?:[a-z-]+ ){0,2}"
    r"(?:leader|strongman|ruler)"
)
# What the officials of a state see to; those of health, schools and the police are often a town's.
_FIELDS = (
    r"government|administration|cabinet|palace|presidential|security|intelligence|defen[cs]e|elections?|electoral"
    r"|agricultur\w+|trade|financ\w+|economic|energy|immigration|customs"
)
_OF_STATE = rf"(?:{_FIELDS}) "
_RANKS = (
    r"(?:(?:some|several|two|three|other|unnamed|anonymous|senior|top|(?:high-)?ranking|well-informed) )*"
)
_OFFICIALS = re.compile(
    rf"(?:{_RANKS}(?:{_OF_STATE})?(?:officials|authorities)"
    rf"|(?:an?|one|another) {_RANKS}(?:{_OF_STATE})?official|(?:the authorities|official sources)"
    r"|(?:an?|the|one|another) (?:official|government) spokes(?:man|woman|person)"
    r"|(?:some |several |senior )*(?:government |cabinet )?ministers"
    r"|(?:the )?ministers (?:of|for) (?!(?:the|all|member|other)\b)[a-z][a-z ,]+"
    r"|(?:an?|another) (?:government |cabinet |senior )?minister)",
    re.IGNORECASE,
)
# "The coalition" is its leader's: "the US-led coalition".
_LED_FORCE = re.compile(
    r"(?:[Tt]he )?(?:[A-Z]\w+-led )?(?:military |multinational |international )*coalition"
    r"(?: (?:forces?|troops|command|military))?"
)
_SOURCES = re.compile(
    rf"(?:an? )?{_RANKS}(?:(?:military|{_FIELDS}) )?(?:officials?|sources?|authorities)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"(?:[Tt]he )?(?P<letters>[A-Z]{2,6})")
_LED = re.compile(r"-led (?:[a-z]+ ){0,3}coalition\b")
HEADS = frozenset({"head of state", "head of government", "supreme leader"})
_LOCAL = re.compile(
    r"(?:prefectur\w+|provincial|county|municipal|metropolitan|district|city|town|local)\b", re.IGNORECASE
)
_POPE = re.compile(r"(?:the )?(?:pope|pontiff|holy father)$", re.IGNORECASE)


def by_context(cast: Cast, phrase: Phrase | None, inner: Span, plain: Source) -> Source | None:
    """Return the voice at `inner` with the actor that the rest of the report gives it, else None."""
    if phrase is None:
        return _before_genitive(cast, inner) or _ministry_by_letters(cast, inner)
    whole = _POPE.match(inner.of(cast.scene.text).strip()) or phrase.kind == "people"
    if not whole and (phrase.actors or phrase.open_actors or plain.speaker is None):
        return None
    for rule, find in _RULES:
        known = find(cast, phrase, inner)
        if known is not None:
            return _for(cast, phrase, known, rule)
    return None


def _the_pope(cast: Cast, phrase: Phrase, inner: Span) -> Introduction | None:
    """There is one pope."""
    pope = _POPE.match(inner.of(cast.scene.text).strip())
    return Introduction(("VAT",), "government", phrase.span) if pope else None


def _headline(cast: Cast, phrase: Phrase, inner: Span) -> Introduction | None:
    titled = headline_speaks(cast, phrase)
    return Introduction(titled, _sector(cast, titled), phrase.head) if titled else None


def _gathering(cast: Cast, phrase: Phrase, inner: Span) -> Introduction | None:
    gathering = gathering_speaks(cast, phrase)
    return Introduction(gathering.actors, "international", gathering.span) if gathering else None


def _introduced(cast: Cast, phrase: Phrase, inner: Span) -> Introduction | None:
    pointing = phrase.kind in ("office", "spokesperson", "anonymous", "body")
    return introduced_before(cast, phrase) if pointing and _is_definite(cast, phrase, inner) else None


def _the_leader(cast: Cast, phrase: Phrase, inner: Span) -> Introduction | None:
    """The one head of state or government whom the report names, for "the hardline leader"."""
    if phrase.plural or not _LEADER.fullmatch(inner.of(cast.scene.text).strip()):
        return None
    if phrase.sector is not None and phrase.sector not in SPEAKING:
        return None  # "the opposition leader"
    heads = [
        p for p in cast.people.before(inner.start) if p.roles & HEADS and p.sector in SPEAKING and p.actors
    ]
    if len(heads) > 1:  # others are named beside the one who speaks
        spoke = [span for s in cast.scene.found.statements for span in s.source if s.extent.end < inner.start]
        heads = [p for p in heads if any(span.holds(name) for span in spoke for name in p.spans)]
    if len(heads) != 1:
        return None
    return Introduction(heads[0].actors, heads[0].sector or "government", heads[0].spans[0])


def _led(cast: Cast, words: Span) -> Introduction | None:
    """The one state that leads the coalition of the report."""
    scene = cast.scene
    if not _LED_FORCE.fullmatch(words.of(scene.text).strip()):
        return None
    leads = {m.actors: m.span for m in scene.actors if _LED.match(scene.text, m.span.end)}
    if len(leads) != 1:
        return None
    actors, span = next(iter(leads.items()))
    return Introduction(actors, "military", span) if len(actors) == 1 else None


def of_coalition(cast: Cast, inner: Span) -> Source | None:
    """The coalition that speaks itself, for the one who leads it."""
    known = _led(cast, inner)
    if known is None:
        return None
    words = re.sub(r"^the ", "", inner.of(cast.scene.text).strip(), flags=re.IGNORECASE)
    reasons = (Reason("introduced", known.span),)
    return Source(Speaker(words, None, "military", known.actors[0], known.actors, reasons), (), "body", True)


def _officials(cast: Cast, phrase: Phrase, inner: Span) -> Introduction | None:
    """The state whose report it is, for officials and ministers of whom nothing else is said."""
    bare = _OFFICIALS.fullmatch(inner.of(cast.scene.text).strip())
    if not bare or cast.home is None or gathering_of(cast) is not None:
        return None  # at a meeting they may be the organisation's
    if phrase.plural and "ministers" in phrase.words.lower() and opens_with_organisation(cast):
        return None
    return Introduction((cast.home.actor,), "government", cast.home.span)


def _in_the_capital(cast: Cast, phrase: Phrase, inner: Span) -> Introduction | None:
    """The state in whose capital they are: "military sources in Rome"."""
    text = cast.scene.text
    if not _SOURCES.fullmatch(text, inner.start, phrase.head.end):
        return None
    capital = next((m for m in cast.scene.actors if m.span.start == phrase.head.end + len(" in ")), None)
    if capital is None or capital.how != "capital" or len(capital.actors) != 1:
        return None
    here = text.startswith(" in ", phrase.head.end)
    return Introduction(capital.actors, phrase.sector or "government", capital.span) if here else None


def _served(cast: Cast, phrase: Phrase, inner: Span) -> Introduction | None:
    """For whom "an aide to Abbas" speaks: for whom the person does."""
    if phrase.kind not in ("anonymous", "spokesperson"):
        return None
    for span in cast.people.at:
        if not inner.holds(span) or span.start < phrase.head.end:
            continue
        link = cast.scene.text[phrase.head.end : span.start]
        meant = cast.people.meant(span)
        if re.fullmatch(r" (?:to|of|for) (?:the )?(?:[\w.-]+ ){0,4}", link) and len(meant) == 1:
            person = meant[0]
            speaks = person.sector in SPEAKING and person.actors
            return Introduction(person.actors, person.sector or "government", span) if speaks else None
    return None


def _whose_sentence(cast: Cast, phrase: Phrase, inner: Span) -> Introduction | None:
    """The state that is the subject of the sentence on which the official's words hang: "Oslo hit back, a
    foreign ministry spokesman stating that"."""
    scene = cast.scene
    if phrase.sector != "government" or not _STATING.match(scene.text, inner.end):
        return None
    clause = Span(scene.sentence(inner.start).start, inner.start)
    subjects = [m for m in scene.actors_in(clause) if is_subject(scene, m, clause) and len(m.actors) == 1]
    if len({m.actors for m in subjects}) != 1 or not scene.text[: inner.start].endswith(", "):
        return None
    return Introduction(subjects[0].actors, "government", subjects[0].span)


def _announcing(cast: Cast, phrase: Phrase, inner: Span) -> Introduction | None:
    """The state whose step the spokesman tells: "Austria would expel nobody, a spokesman for the chancellor
    said"."""
    if phrase.kind == "office" and phrase.sector == "international" and not phrase.plural:
        body = announced_by(cast.scene, inner, of_body=True)
        return Introduction(body.actors, "international", body.span) if body is not None else None
    if phrase.kind != "spokesperson" or phrase.plural or phrase.sector not in (None, "government"):
        return None
    state = announced_by(cast.scene, inner)
    return Introduction(state.actors, "government", state.span) if state is not None else None


def _before_genitive(cast: Cast, inner: Span) -> Source | None:
    """The commission of "the commission's plan": a body that only its genitive names here."""
    text = cast.scene.text
    body = _THE_BODY.fullmatch(inner.of(text).strip())
    if body is None or not POSSESSIVE.match(text, inner.end):
        return None
    known = introduction_of(cast, body.group(1).split(), inner.start)
    if known is None:
        return None
    actor = known.actors[0] if len(known.actors) == 1 else None
    reasons = (Reason("introduced", known.span),)
    return Source(Speaker(body.group(1), None, known.sector, actor, known.actors, reasons), (), "body", True)


def _ministry_by_letters(cast: Cast, inner: Span) -> Source | None:
    """The report's own ministry whose letters were given with its name: "the Ministry of Water (MOW)"."""
    text = cast.scene.text
    letters = _LETTERS.fullmatch(inner.of(text).strip(' ,.;:"“”'))
    if letters is None or cast.home is None:
        return None
    named = re.search(
        rf"\b(?:Ministry of [A-Z][A-Za-z, ]{{3,60}}|(?:[A-Z]\w+ )+Ministry) ?\( ?{letters['letters']} ?\)",
        text,
    )
    if named is None or cast.scene.actors_in(Span(max(0, named.start() - 20), named.start())):
        return None  # another's, whose name stands before it
    home = cast.home
    reasons = (Reason("own-country", home.span), Reason("same-body", Span(*named.span())))
    return Source(
        Speaker(letters["letters"], None, "government", home.actor, (home.actor,), reasons), (), "body", True
    )


def not_at_home(cast: Cast, phrase: Phrase, plain: Source) -> Source:
    """Give a voice taken for the report's own country to the one that introduced it before: the envoy to
    whom sent him, "the defence ministry" to the state whose defence minister opened the report. An envoy
    whom nobody is said to have sent stays open: envoys come from elsewhere."""
    speaker = plain.speaker
    if speaker is not None and _by_home(speaker) and _LOCAL.match(phrase.words):
        return replace(plain, speaker=replace(speaker, actor=None, actors=(), because=()), speaks=False)
    sent = bool(SENT.search(phrase.words))
    if speaker is None or not _by_home(speaker) or not (sent or " " in phrase.words):
        return plain
    known = introduced_before(cast, phrase)
    if known is not None and known.actors != speaker.actors:
        return _for(cast, phrase, known, "introduced")
    if not sent:
        return plain
    return replace(plain, speaker=replace(speaker, actor=None, actors=(), because=()), speaks=False)


def _a_people(cast: Cast, phrase: Phrase, inner: Span) -> Introduction | None:
    """The Palestinians, said with the article and nothing else, are the political side of that name."""
    start = cast.scene.text[max(0, phrase.span.start - len("the ")) : phrase.span.start]
    whole = re.fullmatch(r"(?:the )?Palestinians", inner.of(cast.scene.text).strip(), re.IGNORECASE)
    if phrase.kind != "people" or phrase.actors != ("PSE",) or not whole or start.lower() != "the ":
        return None
    return Introduction(("PSE",), "government", phrase.head)


def _is_definite(cast: Cast, phrase: Phrase, inner: Span) -> bool:
    """Whether the words point back: "the envoy", not "an envoy" or "officials"."""
    words = cast.scene.text[inner.start : phrase.span.end]
    lead = cast.scene.text[max(0, phrase.span.start - 6) : phrase.span.start].lower()
    bare = phrase.kind == "body" and not words.lower().startswith(("a ", "an "))
    return phrase.definite and (bare or bool(re.search(r"\b(?:the|this|that) $", lead)))


def _by_home(speaker: Speaker) -> bool:
    return any(reason.rule == "own-country" for reason in speaker.because)


def _sector(cast: Cast, actors: tuple[str, ...]) -> str:
    kinds = {cast.scene.world.actors[code].kind for code in actors if code in cast.scene.world.actors}
    return "international" if kinds == {"organisation"} else "government"


def _for(cast: Cast, phrase: Phrase, known: Introduction, rule: str) -> Source:
    """The phrase as the voice of these actors."""
    words = phrase.span.of(cast.scene.text)
    single = phrase.kind == "office" and not phrase.plural
    speaker = Speaker(
        name=None if single else words,
        office=phrase.words if phrase.kind in ("office", "spokesperson") else None,
        sector="document" if phrase.kind == "document" else known.sector,
        actor=known.actors[0] if len(known.actors) == 1 else None,
        actors=known.actors,
        because=(Reason(rule, known.span),),
    )
    return Source(speaker, (), sourcing_of(phrase), True, plural=phrase.plural)


_RULES: tuple[tuple[str, Callable[[Cast, Phrase, Span], Introduction | None]], ...] = (
    ("office-holder", _the_pope),
    ("actor-name", _a_people),
    ("owner", _served),
    ("owner", _whose_sentence),
    ("same-subject", _announcing),
    ("headline", _headline),
    ("gathering", _gathering),
    ("introduced", _introduced),
    ("same-office", _the_leader),
    ("owner", _in_the_capital),
    ("own-country", _officials),
)
