"""One report with everything in it that the tables know, looked up once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.model import Found, Lesson, Span
from onrecord.resolve.acronyms import redefined
from onrecord.resolve.movements import find_movements
from onrecord.resolve.short_names import find_short_names
from onrecord.resolve.stand_ins import find_stand_ins
from onrecord.world import Actor, ActorMatch, BodyMatch, OutletMatch, TitleMatch, World

# "Russian-installed", "pro-Russian", "US-based": the word names an actor, but what follows is not the
# actor's.
_RIVER_BANK = re.compile(r"\b(?:West|Left|Right|South) Bank\Z")
# "European Union leaders" are no leaders of a trade union.
_TITLE_BEHIND = re.compile(r" (?:spokes|leader|official|minister|chief|secretar|member)")
_HYPHENS = "-‐‑–"


@dataclass(frozen=True)
class Scene:
    """The report, its extraction and the table words in its prose, each in text order.

    `actors` holds no match inside an aside; it holds the nouns at `stand_ins` ("the alliance", with those at
    `movements`: "the Maoists"), too, and of an ambiguous word ("Korea") only the readings that the rest of
    the report leaves."""

    found: Found
    world: World
    text: str
    actors: tuple[ActorMatch, ...]
    titles: tuple[TitleMatch, ...]
    bodies: tuple[BodyMatch, ...]
    outlets: tuple[OutletMatch, ...]
    stand_ins: frozenset[Span]
    lessons: tuple[Lesson, ...] = ()
    movements: frozenset[Span] = frozenset()

    @classmethod
    def of(cls, found: Found, world: World, lessons: tuple[Lesson, ...] = ()) -> Scene:
        """Look everything up."""
        text, on = found.report.text, found.report.published
        asides = [aside.span for aside in found.report.asides]
        actors = tuple(m for m in world.find_actors(text, on) if not any(a.meets(m.span) for a in asides))
        others = redefined(text, actors, world)
        actors = tuple(m for m in actors if m.span.of(text) not in others)
        outlets = tuple(world.find_outlets(text))
        spans = [o.span for o in outlets]
        stand_ins = tuple(
            m
            for m in find_stand_ins(
                text, actors, spans, [a.code for a in world.actors.values() if is_movement(a)]
            )
            if not any(m.span.meets(span) for span in (*asides, *(a.span for a in actors)))
        )
        taken = [*asides, *(a.span for a in (*actors, *stand_ins) if a.how != "demonym")]
        movements = tuple(
            m
            for m in find_movements(text, actors, world.actors, on)
            if not any(m.span.meets(span) for span in taken)
        )
        # "Albanian rebels" are a movement, not Albania's
        actors = tuple(a for a in actors if not any(m.span.holds(a.span) for m in movements))
        stand_ins += movements
        named = tuple(
            m
            for m in world.find_bodies(text)
            if not _RIVER_BANK.search(text, max(0, m.span.start - 6), m.span.end)
        )
        return cls(
            found=found,
            world=world,
            text=text,
            actors=tuple(sorted((*_settle(actors), *stand_ins), key=lambda m: m.span)),
            titles=tuple(_less_actors(text, title, actors, world) for title in world.find_titles(text)),
            bodies=find_short_names(text, actors, named, spans, world),
            outlets=outlets,
            stand_ins=frozenset(m.span for m in stand_ins),
            lessons=lessons,
            movements=frozenset(m.span for m in movements),
        )

    @property
    def terms(self) -> tuple[ActorMatch | TitleMatch | BodyMatch, ...]:
        """All words of the tables: inside one of them no phrase ends."""
        return (*self.actors, *self.titles, *self.bodies)

    def sentence(self, position: int) -> Span:
        """The sentence that holds a position; the whole text where none does."""
        sentences = self.found.sentences
        place = bisect_right(sentences, (position, len(self.text) + 1)) - 1
        if place >= 0 and sentences[place].start <= position <= sentences[place].end:
            return sentences[place]
        return Span(0, len(self.text))

    def sentence_before(self, position: int) -> Span | None:
        """The sentence before the one that holds the position."""
        start = self.sentence(position).start
        return max((s for s in self.found.sentences if s.end <= start), default=None)

    def paragraph_start(self, position: int) -> int:
        """Where the paragraph of a position begins."""
        return max(self.text.rfind("\n", 0, position), -1) + 1

    def paragraphs_before(self, position: int, count: int = 1) -> int:
        """Where the paragraph `count` before that of a position begins, empty lines not counted."""
        start = self.paragraph_start(position)
        for _ in range(count):
            start = self.paragraph_start(len(self.text[:start].rstrip()))
        return start

    def actors_in(self, span: Span) -> tuple[ActorMatch, ...]:
        """The words for actors that lie in a stretch, hyphenated ones ("Russian-backed") left out."""
        return tuple(m for m in self.actors if span.holds(m.span) and not self.hyphenated(m.span))

    def are_organisations(self, actors: Iterable[str]) -> bool:
        """Whether all of these are organisations that the tables know; True for none."""
        known = self.world.actors
        return all(code in known and known[code].kind == "organisation" for code in actors)

    def hyphenated(self, span: Span) -> bool:
        """Whether a word is one half of a hyphenated one."""
        before, behind = self.text[max(0, span.start - 3) : span.start], self.text[span.end : span.end + 2]
        return bool(re.search(rf"\w[{_HYPHENS}] ?$", before) or re.match(rf"[{_HYPHENS}]\w", behind))


def is_movement(actor: Actor) -> bool:
    """Whether a party has neither a land nor a people: Hamas, not Hong Kong."""
    return actor.kind == "party" and not (actor.capitals or actor.peoples or actor.demonyms)


def _less_actors(text: str, match: TitleMatch, actors: tuple[ActorMatch, ...], world: World) -> TitleMatch:
    """The title without what belongs to an actor's name: "president" in "president of the Republic of the
    Congo"."""
    behind = next(
        (a.span for a in actors if a.span.start < match.span.start < a.span.end < match.span.end), None
    )
    if behind is not None and _TITLE_BEHIND.match(text, behind.end, match.span.end):
        span = Span(behind.end + 1, match.span.end)  # "Regional Government" | "spokesman"
        title = world.title(span.of(text))
        return match if title is None else TitleMatch(span, title)
    into = next(
        (a.span for a in actors if match.span.start < a.span.start < match.span.end < a.span.end), None
    )
    link = re.search(r" of (?:the )?$", text[match.span.start : into.start]) if into else None
    if link is None:
        return match
    span = Span(match.span.start, match.span.start + link.start())
    title = world.title(span.of(text))
    return match if title is None else TitleMatch(span, title)


def _settle(actors: tuple[ActorMatch, ...]) -> tuple[ActorMatch, ...]:
    """Leave an ambiguous word the one reading that the report also names without ambiguity, if it is one."""
    plain = {match.actors[0] for match in actors if len(match.actors) == 1}
    settled = []
    for match in actors:
        left = tuple(code for code in match.actors if code in plain)
        settled.append(replace(match, actors=left) if len(match.actors) > 1 and len(left) == 1 else match)
    return tuple(settled)
