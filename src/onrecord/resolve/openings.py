"""The voice without a name that opens a sentence as its subject, whether or not it is said to speak there.

"Chile's president reached out. “We will listen,” he said", "A spokesman for the rebels was bitter. “They
lied,” Jan Roe said": who is told of first is who is quoted next."""

from __future__ import annotations

import re

from onrecord.model import Span
from onrecord.resolve.phrases import Phrase, read_phrase
from onrecord.resolve.scene import Scene

# Where the subject ends: at its verb.
_VERB = re.compile(
    r",? (?:who|which) |,? (?:was|is|were|has|had|will|would|did|does|could|seemed|sounded|looked|appeared"
    r"|remained"
    r"|left|took|gave|made|came|went|met|kept|put|sent|flew|spoke|(?!(?:united|armed|allied|exiled|ousted|based"
    r"|retired|unnamed|so-called)\b)[a-z]{2,}ed)\b"
)
_OWNED = re.compile(r"\b(?:its|the|an?|[A-Z][\w-]+(?:[’'ʼ]s?)?) (?:[a-z]+ )?$")
_ONE = frozenset({"office", "spokesperson", "anonymous"})
_LONGEST = 110


def voice_opening(scene: Scene, sentence: Span) -> Phrase | None:
    """Return the office, spokesman or official with which a sentence opens, where it belongs to an actor;
    None for any other beginning."""
    verb = _VERB.search(scene.text, sentence.start, min(sentence.end, sentence.start + _LONGEST))
    if verb is None or verb.start() == sentence.start:
        return None
    phrase = read_phrase(scene, Span(sentence.start, verb.start()))
    if phrase is None or phrase.kind not in _ONE or phrase.plural or not phrase.speaks:
        return None
    named = any(
        n.kind == "person" and n.span.start < verb.start()
        for n in scene.found.names
        if n.span.start >= sentence.start
    )
    return None if named or len(phrase.actors) != 1 else phrase


def voice_ending(scene: Scene, sentence: Span) -> Phrase | None:
    """Return the one office with which a sentence ends that names no person: "Finland sent its minister"."""
    last = [title.span for title in scene.titles if sentence.holds(title.span)]
    if len(last) != 1 or scene.text[last[0].end : sentence.end].strip() not in ("", "."):
        return None
    if any(n.kind == "person" and sentence.holds(n.span) for n in scene.found.names):
        return None
    article = _OWNED.search(scene.text, sentence.start, last[0].start)
    phrase = read_phrase(scene, Span(article.start() if article else last[0].start, last[0].end))
    return phrase if phrase is not None and phrase.kind in _ONE and not phrase.plural else None
