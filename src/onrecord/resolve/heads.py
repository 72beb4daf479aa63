"""The head of a noun phrase: the office, body, common noun or actor that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.model import Span
from onrecord.resolve.nouns import find_nouns
from onrecord.resolve.scene import Scene, is_movement

PhraseKind = Literal[
    "office", "spokesperson", "anonymous", "body", "people", "document", "media", "actor", "other"
]

_NAMELESS = re.compile(
    r"(?:official|diplomat|source|aide|adviser|advisor|authoritie|staffer)s?$", re.IGNORECASE
)
_RANK = re.compile(
    r"(?:lieutenant |major |brigadier |vice |rear )?(?:general|admiral|colonel|major|captain|lieutenant"
    r"|brigadier|marshal)"
    r"|(?:gen|col|maj|lt|capt|adm)\.?|lt\.? (?:gen|col)\.?|maj\.? gen\.?|dr\.?|professor|prof\.?",
    re.IGNORECASE,
)
# "A top British general", "army colonels": in small letters the noun, behind a word of rank or land.
_OFFICERS = re.compile(
    r"(?<=[\w’'-] )(?<!the )(?<!in )(?<!a )(?:(?:lieutenant|major|brigadier)[ -])?"
    r"(?:generals?|admirals?|colonels?|brigadiers?)(?=$|[ ,.;:]|[’'ʼ]s)"
    r"(?! (?:election|assembly|strike|council|manager|secretary|public|director))"
)
# "US forces", "the air forces"; "market forces" are none.
_FORCES = re.compile(
    r"(?<![\w-])(?:(?:armed|defen[cs]e|military|government|ground|air|naval|coalition|allied) )?forces?"
    r"(?![\w-])",
    re.IGNORECASE,
)
# "Labour Secretary-General": the party's, no minister.
_PARTYS = re.compile(r"(?<=[a-z] [Ss]ecretary)[ -][Gg]eneral\b")
# "the OSCE mission in Kosovo", "the UN monitoring mission"
_MISSIONS = re.compile(
    r"(?<![\w-])(?:(?:observer|observation|monitoring|verification|peacekeeping) )?mission(?![\w-])",
    re.IGNORECASE,
)
# "the Hamas movement", "the al-Qaida terror group"
_MOVEMENTS = re.compile(
    r"(?:(?:militant|armed|terror|terrorist|guerrilla|rebel|resistance|separatist|extremist|radical|political"
    r"|Islamic|Islamist) )*(?:groups?|movement|organi[sz]ation|network|party|faction|militia|leadership"
    r"|militants|guerrillas|rebels|insurgents|fighters|separatists)(?![\w-])",
)
# "APEC members", "OPEC member states": the organisation's, all together; some of them, and legislators, are
# not.
_MEMBERS = re.compile(r"(?:members|member (?:states|countries|economies|nations))(?![\w-])")
_SOME = re.compile(
    r"\b(?:some|several|many|most|other|certain|a few|few|two|three|four|five|individual|new|former)\b",
    re.IGNORECASE,
)
_LEGISLATURE = re.compile(r"\b(?:Parliament\w*|Assembly|Congress)\b")
_CROWD = frozenset({"citizen", "expert", "education", "civil_society"})
# Behind the owner: "Germany's", "the ministers'".
POSSESSIVE = re.compile(r"[’'ʼ](?:s\b|(?=\s))|s[’'ʼ](?=\s)")


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun with what the tables say of it."""

    span: Span
    kind: PhraseKind
    sector: str | None
    role: str | None
    plural: bool


def find_head(scene: Scene, inner: Span, stop: int) -> Head | None:
    """Return the head of the phrase `inner`, whose core ends at `stop`; None where the tables know no noun
    there.

    It is the last noun of the core ("spokesman" in "foreign ministry spokesman"), the longest that ends
    there; a possessive is none ("Putin's" in "Putin's spokesman")."""
    text = scene.text
    core = Span(inner.start, stop)
    heads = [head for head in _heads(scene, inner) if head.span.start < stop]
    heads = [head for head in heads if not POSSESSIVE.match(text, head.span.end, inner.end)]
    heads.sort(key=lambda head: (head.span.end, head.span.start - head.span.end))
    if heads and not text[heads[-1].span.end : stop].strip(" -’'\"”"):
        last = [head for head in heads if head.span.end == heads[-1].span.end]
        covering = [
            m for m in scene.actors_in(core) if m.span.end == last[0].span.end and m.span.holds(last[0].span)
        ]
        if covering:
            return _actor_head(covering[0].span, covering[0].how)
        head = min(last, key=lambda head: (head.span.start, head.kind != "media"))
        ranked = [other for other in heads if other.span.end + 1 == head.span.start]
        # in "interior ministry spokesman General" the rank is the name's, the office stands before it
        return (
            max(ranked, key=lambda h: h.span.end) if ranked and _RANK.fullmatch(head.span.of(text)) else head
        )
    actors = [m for m in scene.actors_in(core) if not text[m.span.end : stop].strip(" ’'\"”s")]
    if actors:
        return _actor_head(actors[-1].span, actors[-1].how)
    if heads and re.fullmatch(
        r"[ -](?:elect|designate|general|in exile)[ ]?", text[heads[-1].span.end : stop]
    ):
        return heads[-1]
    return None


def _heads(scene: Scene, inner: Span) -> Iterator[Head]:
    text = scene.text
    for title in scene.titles:
        if inner.holds(title.span) and not _PARTYS.match(text, title.span.end, inner.end):
            kind = _kind_of_title(title.span.of(text), title.title.role, title.title.sector)
            yield Head(title.span, kind, title.title.sector, title.title.role, title.title.plural)
    for body in scene.bodies:
        if inner.holds(body.span):
            is_media = body.body.sector == "media"
            yield Head(body.span, "media" if is_media else "body", body.body.sector, None, False)
    for forces in _FORCES.finditer(text, inner.start, inner.end):
        named = any(match.span.end + 1 == forces.start() for match in scene.actors)
        if named or " " in forces.group():
            yield Head(Span(*forces.span()), "body", "military", None, False)
    for rank in _OFFICERS.finditer(text, inner.start, inner.end):
        yield Head(Span(*rank.span()), "office", "military", None, rank.group().endswith("s"))
    for mission in _MISSIONS.finditer(text, inner.start, inner.end):
        host = next((match for match in scene.actors if match.span.end + 1 == mission.start()), None)
        known = scene.world.actors.get(host.actors[0]) if host else None
        if known is not None and known.kind == "organisation":
            yield Head(Span(*mission.span()), "body", "international", None, False)
    yield from _of_several(scene, inner)
    for span, noun_kind, sector in find_nouns(text, inner):
        plural = bool(re.search(r"(?:s|men|people|women|media)$", span.of(text), re.IGNORECASE))
        yield Head(span, noun_kind, sector, None, plural)


def _of_several(scene: Scene, inner: Span) -> Iterator[Head]:
    """The nouns that make a movement's or an organisation's name one of many people."""
    text = scene.text
    for match in scene.actors_in(inner):
        known = scene.world.actors.get(match.actors[0]) if len(match.actors) == 1 else None
        if known is None:
            continue
        behind = match.span.end + 1
        if is_movement(known) and (movement := _MOVEMENTS.match(text, behind, inner.end)):
            yield Head(Span(*movement.span()), "body", "rebel", None, movement.group().endswith("s"))
        if known.kind != "organisation" or _LEGISLATURE.search(known.name):
            continue
        members = _MEMBERS.match(text, behind, inner.end)
        if members and not _SOME.search(text, max(0, inner.start - 8), match.span.start):
            yield Head(Span(*members.span()), "body", "international", None, True)


def _kind_of_title(words: str, role: str | None, sector: str | None) -> PhraseKind:
    if role == "spokesperson" or "spokes" in words.lower():
        return "spokesperson"
    if _NAMELESS.search(words) and role not in ("presidential adviser", "national security adviser"):
        return "anonymous"
    return "people" if sector in _CROWD else "office"


def _actor_head(span: Span, how: str) -> Head:
    if how in ("people", "demonym"):
        return Head(span, "people", "citizen", None, True)
    return Head(span, "actor", "government", None, False)
