"""The actor that "its" goes back to: the subject of the clause, or of the sentence before."""

from __future__ import annotations

import re

from onrecord.model import Span
from onrecord.resolve.scene import Scene
from onrecord.world import ActorMatch

_NO_SUBJECT = re.compile(
    r"\b(?:of|in|at|on|for|from|with|to|into|over|against|between|by|near|under|about|than|like|and|or|that"
    r"|whether|including|despite|toward|towards|urged?|urges|called on|told|asked|accused?|accuses|condemn\w*"
    r"|support\w*|back\w*|reject\w*|oppos\w+|recogni[sz]\w+|\w+ed|\w+ing) (?:the )?$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"[’'ʼ](?:s\b|\s)|s[’'ʼ]\s")
_AND = re.compile(r"(?:And|But|Or) ")
_OWN = re.compile(r"\bits (?:own )?$", re.IGNORECASE)


def owner_of_its(scene: Scene, position: int) -> ActorMatch | None:
    """Return the actor that an "its" right before `position` means: the one that is the subject in front of
    it in the sentence, else in the sentence before; None where there is no "its", or none or several."""
    if not _OWN.search(scene.text[max(0, position - 8) : position]):
        return None
    here = scene.sentence(position)
    before = scene.sentence_before(position)
    for stretch in (Span(here.start, position), before):
        if stretch is None:
            continue
        subjects = {m.actors: m for m in scene.actors_in(stretch) if is_subject(scene, m, stretch)}
        if len(subjects) == 1:
            match = next(iter(subjects.values()))
            return match if len(match.actors) == 1 else None
        if subjects:
            return _opening(scene, stretch, tuple(subjects.values())) if stretch != before else None
    return None


def _opening(scene: Scene, stretch: Span, subjects: tuple[ActorMatch, ...]) -> ActorMatch | None:
    """The subject that opens the sentence on which the words with "its" hang: "Chile should talk to Peru but
    ask others first, its president said"."""
    hangs = re.search(r", its (?:own )?$", stretch.of(scene.text))
    first = min(subjects, key=lambda match: match.span)
    opens = scene.text[stretch.start : first.span.start].strip() in ("", "The")
    return first if hangs and opens and len(first.actors) == 1 else None


def is_subject(scene: Scene, match: ActorMatch, stretch: Span) -> bool:
    """Whether a word for an actor is a subject in `stretch`: nothing governs it, a verb follows."""
    text = scene.text
    if match.how not in ("name", "seat", "capital") or _POSSESSIVE.match(text, match.span.end):
        return False
    opening = _AND.match(text, stretch.start, match.span.start)
    start = opening.end() if opening else stretch.start
    return not _NO_SUBJECT.search(text, start, match.span.start) and bool(
        re.match(r",? [a-z]", text[match.span.end : match.span.end + 3])
    )
