"""Names of persons, bodies and places, with the titles joined to them.

A name is a run of capitalised words that is neither an office, a word for an actor nor the plain beginning of
a sentence. What it names is told by what stands around it: a title or "Mr" before, an apposition behind, a
verb of saying beside it, the same name in full elsewhere in the report. Runs that nothing vouches for are of
kind "other"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from onrecord.extract.appositions import title_before, title_behind, title_of
from onrecord.extract.capitals import HONORIFICS, PLAIN, TIMES, US_STATES, Run, find_runs, find_words
from onrecord.extract.name_words import (
    BODY_WORDS,
    BORNE_BY_PEOPLE,
    OFFICE_LIKE,
    OFFICES_BORNE,
    THING_WORDS,
)
from onrecord.extract.offices import Known
from onrecord.model import Name, NameKind, Report, Span
from onrecord.world import World
from onrecord.world.given_names import gender_of_given_name

_SAYING = (
    r"(?:has |have |had |also |later |earlier |then |further |repeatedly )*(?:said|says|told|tells|added"
    r"|adds|warned|warns"
    r"|insisted|insists|wrote|writes|tweeted|stressed|noted|notes|argued|argues|claimed|claims|declared"
    r"|announced"
    r"|announces|reiterated|explained|replied|responded|recalled|vowed|urged|called|accused|condemned"
    r"|welcomed|asked"
    r"|pledged|denied|refused|rejected|demanded|described|suggested|thanked|spoke|acknowledged|promised"
    r"|threatened)\b"
)
_SAYS_BEHIND = re.compile(rf"[ \u00a0,]+(?:who )?{_SAYING}")
_SAYS_BEFORE = re.compile(
    r"\b(?:said|says|asked|according to|added|adds|by|told|wrote|quoting|quoted|cited) $"
)
_AGE_BEHIND = re.compile(r", (?:aged )?\d\d,")
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|around|from|through|across|into|towards?) $", re.IGNORECASE
)
_ARTICLE_BEFORE = re.compile(r"\b(?:the|this|that|an?) $", re.IGNORECASE)
# What is called so is a medium, whatever its name looks like: "newspaper La Voz del Sur".
_MEDIUM_BEFORE = re.compile(
    r"\b(?:newspaper|daily|weekly|tabloid|magazine|broadcaster|portal|website|channel|(?:news|press) agency"
    r"|news site|radio station|news outlet) [“\"]?$",
    re.IGNORECASE,
)
_LONGEST_NAME = 6
# Surnames that are words for things, too: "President Park".
_THINGS_BORNE = frozenset((word,) for word in "Park Hall Day West North Law Church".split())


def find_names(report: Report, sentences: Sequence[Span]) -> tuple[Name, ...]:
    """Return every name of the report's prose in text order, titles joined to them.

    Persons come without title and honorific. Countries, capitals and seats of power are places, peoples ("the
    Germans") "people"; ministries, parliaments and organisations bodies, with the actor's adjective
    ("Ukrainian foreign ministry"). Nationality adjectives alone, days, months and plain sentence beginnings
    are no names."""
    world = World.load()
    known = Known.read(report.text, world, report.published)
    outlets = tuple(match.span for match in world.find_outlets(report.text))
    runs = _runs(known, sentences, outlets)
    persons = _persons(known, sentences, runs, world, report)
    spans = tuple(span for span, _ in persons)
    names = _less_in_titles(
        [Name(span, "person", title_of(known, span, sentence, spans)) for span, sentence in persons]
    )
    names += [Name(run.span, _other_kind(known.text, run)) for _, run in runs if run.span not in spans]
    names += _bodies(known, sentences, outlets, runs)
    names += _actors(known, sentences, world, names)
    return tuple(sorted(_apart(names), key=lambda name: name.span))


def _less_in_titles(persons: list[Name]) -> list[Name]:
    """The persons without what lies in another's title: "Golan Heights" in "Golan Heights security chief"."""
    titles = [name.title for name in persons if name.title is not None]
    return [name for name in persons if name.title or not any(title.holds(name.span) for title in titles)]


def _runs(known: Known, sentences: Sequence[Span], outlets: tuple[Span, ...]) -> list[tuple[Span, Run]]:
    text = known.text
    common = {match.group() for match in re.finditer(r"(?<![\w’'-])[a-z]+", text)}
    taken = [
        *(span for span in known.actors if not _borne(text, span, BORNE_BY_PEOPLE)),
        *(span for span in known.offices if not _borne(text, span, OFFICES_BORNE)),
        *known.bodies,
        *outlets,
    ]
    found: list[tuple[Span, Run]] = []
    for sentence in sentences:
        here = [span for span in taken if sentence.meets(span)]
        if _capitals(text, sentence):
            continue
        found += ((sentence, run) for run in find_runs(text, sentence, here, common))
    return found


def _borne(text: str, span: Span, words: frozenset[str]) -> bool:
    """Whether a country's or office's name is a person's here: "Jordan Smith", "Michael Jordan", "Julie
    Bishop"."""
    word = span.of(text)
    if word not in words:
        return False
    before = re.search(r"([A-Z][\w’'-]+|[A-Z][a-z]{0,2}\.) $", text[max(0, span.start - 25) : span.start])
    behind = re.match(r" ([A-Z][\w’'-]+)", text[span.end : span.end + 25])
    given = before is not None and before.group(1) not in PLAIN | TIMES and not _is_thing(before.group(1))
    family = (
        behind is not None and not _is_thing(behind.group(1)) and behind.group(1).lower() not in OFFICE_LIKE
    )
    return (given and before is not None and before.group(1).lower() not in OFFICE_LIKE) or (
        family and words is BORNE_BY_PEOPLE
    )


def _is_thing(word: str) -> bool:
    return word in BODY_WORDS or word in THING_WORDS


def _capitals(text: str, sentence: Span) -> bool:
    """Whether a sentence is a headline in capitals: no name in it can be told from a word."""
    letters = [c for c in sentence.of(text) if c.isalpha()]
    return len(letters) > 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def _headline_case(text: str, sentence: Span) -> bool:
    if sentence.of(text).endswith((".", ".”", '."', "?")):
        return False
    words = [word for word in find_words(text, sentence) if len(word.text) > 3]
    return len(words) > 4 and sum(word.text[0].isupper() for word in words) >= 0.8 * len(words)


def _persons(
    known: Known, sentences: Sequence[Span], runs: list[tuple[Span, Run]], world: World, report: Report
) -> list[tuple[Span, Span]]:
    """The spans of persons' names with their sentences: first those that are vouched for, then those like
    them."""
    text = known.text
    prose = [(sentence, run) for sentence, run in runs if not _headline_case(text, sentence)]
    sure = {run.span for sentence, run in prose if _vouched(known, sentence, run)}
    sure |= {
        run.span
        for _, run in prose
        if len(run.words) > 1 and run.span not in sure and _looks_full(known, run)
    }
    words = {word for _, run in prose if run.span in sure for word in run.texts if len(word) > 1}
    persons: list[tuple[Span, Span]] = []
    for sentence, run in runs:
        alone = len(run.words) == 1
        if (
            run.span in sure
            or (alone and run.texts[0] in words)
            or (not alone and len(run.words) <= 4 and all(word in words for word in run.texts))
            or (
                alone
                and len(run.texts[0]) > 2
                and world.holders(run.texts[0], report.published)
                and _bare(text, run)
            )
        ):
            persons.append((run.span, sentence))
    return persons


def _vouched(known: Known, sentence: Span, run: Run) -> bool:
    """Whether something beside the run says that it is a person."""
    text, span = known.text, run.span
    thing = any(_is_thing(word) for word in run.texts) and not _titled_surname(known, run, sentence)
    in_state = span.of(text) in US_STATES and text.endswith(", ", 0, span.start)
    if len(run.words) > _LONGEST_NAME or thing or in_state or _is_medium(text, run):
        return False
    if _of_body(known, run) is not None or _of_office(known, run):
        return False
    honorific = re.search(r"([^\W\d_]+)\.? $", text[max(0, span.start - 14) : span.start])
    if honorific and honorific.group(1).lower() in HONORIFICS and honorific.group(1)[0].isupper():
        return True
    apposed = _bare(text, run) and title_behind(known, span, sentence.end, ())
    if apposed or title_before(known, span, sentence.start):
        return not run.texts[-1].isupper() or len(run.words) > 1
    if _AGE_BEHIND.match(text, span.end):
        return True
    return _says(text, run)


def _titled_surname(known: Known, run: Run, sentence: Span) -> bool:
    """Whether the word for a thing is a surname here, as in "President Park"."""
    titled = run.texts in _THINGS_BORNE and title_before(known, run.span, sentence.start) is not None
    return titled or _given_name_before(run)


def _given_name_before(run: Run) -> bool:
    """Whether the word for a thing is the surname behind a common given name: "Emma Hall"."""
    return run.texts[1:] in _THINGS_BORNE and gender_of_given_name(run.texts[0].lower()) is not None


def _is_medium(text: str, run: Run) -> bool:
    return bool(_MEDIUM_BEFORE.search(text[max(0, run.span.start - 20) : run.span.start]))


def _of_body(known: Known, run: Run) -> Span | None:
    """The body that a run is the first half of: "Party" behind "Green Horizon"."""
    return _capitalised_at(known.text, known.bodies, run.span.end + 1)


def _of_office(known: Known, run: Run) -> bool:
    """Whether a run is the first half of an office: "Humanitarian Aid" before "Commissioner"."""
    return _capitalised_at(known.text, known.offices, run.span.end + 1) is not None


def _capitalised_at(text: str, spans: Iterable[Span], start: int) -> Span | None:
    return next((span for span in spans if span.start == start and text[start].isupper()), None)


def _says(text: str, run: Run) -> bool:
    span = run.span
    if not _bare(text, run):
        return False
    return bool(
        _SAYS_BEHIND.match(text, span.end) or _SAYS_BEFORE.search(text[max(0, span.start - 14) : span.start])
    )


def _bare(text: str, run: Run) -> bool:
    """No article before it, not an acronym, not a known thing: so may a person be called."""
    before = text[max(0, run.span.start - 8) : run.span.start]
    return not (
        _ARTICLE_BEFORE.search(before)
        or (any(_is_thing(word) for word in run.texts) and not _given_name_before(run))
        or (len(run.words) == 1 and run.texts[0].isupper())
    )


def _looks_full(known: Known, run: Run) -> bool:
    """Whether a run of two to four words has the look of a full name: no article, no place's preposition."""
    text = known.text
    if _of_body(known, run) is not None or _of_office(known, run) or _is_medium(text, run):
        return False
    before = text[max(0, run.span.start - 9) : run.span.start]
    shape = all(not word.isupper() or len(word) < 3 or "." in word for word in run.texts)
    return len(run.words) <= 4 and shape and _bare(text, run) and not _PLACE_BEFORE.search(before)


def _other_kind(text: str, run: Run) -> NameKind:
    last = run.texts[-1]
    if (
        _is_medium(text, run)
        or any(word in BODY_WORDS for word in run.texts)
        or (len(run.words) == 1 and last.isupper() and len(last) > 1)
    ):
        return "body"
    before = text[max(0, run.span.start - 9) : run.span.start]
    if _PLACE_BEFORE.search(before) and not any(word in THING_WORDS for word in run.texts):
        return "place"
    return "other"


def _bodies(
    known: Known, sentences: Sequence[Span], outlets: tuple[Span, ...], runs: list[tuple[Span, Run]]
) -> list[Name]:
    """Bodies and outlets, with the rest of their name and an actor's adjective or possessive before them."""
    names = [
        Name(Span(run.span.start, body.end), "body")
        for _, run in runs
        if (body := _of_body(known, run)) is not None
    ]
    for span in (*known.bodies, *outlets):
        if not any(sentence.holds(span) for sentence in sentences):
            continue
        owner = next(
            (
                a
                for a in known.actors
                if re.fullmatch(r"(?:[’'ʼ]s?)? ", known.text[a.end : span.start] or "-")
            ),
            None,
        )
        names.append(Name(Span(owner.start if owner else span.start, span.end), "body"))
    return names


def _actors(known: Known, sentences: Sequence[Span], world: World, names: Iterable[Name]) -> list[Name]:
    """Places, peoples and organisations of the gazetteer that no other name holds."""
    held = [name.span for name in names]
    found: list[Name] = []
    for match in known.matches:
        if match.how == "demonym" or any(span.meets(match.span) for span in held):
            continue
        if any(sentence.holds(match.span) for sentence in sentences):
            state = all(world.actors[code].kind == "state" for code in match.actors)
            kinds: dict[str, NameKind] = {"people": "people", "seat": "body", "capital": "place"}
            found.append(Name(match.span, kinds.get(match.how, "place" if state else "body")))
    return found


def _apart(names: list[Name]) -> list[Name]:
    """The names without those that overlap a longer one."""
    ordered = sorted(names, key=lambda name: (name.span.start, -name.span.end))
    kept: list[Name] = ordered[:1]
    for _, name in pairwise(ordered):
        if not name.span.meets(kept[-1].span):
            kept.append(name)
    return kept
