"""How a question's proposition is read: which of its words "for" is for, and which it is against."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.judge.proposition import matter_of
from onrecord.judge.words import stem, words_of
from onrecord.model import Question


@dataclass(frozen=True, slots=True)
class Direction:
    """What taking the side "for" is for and against, in words of the proposition or of `about`.

    `understood` is False where the proposition does not show what it is about or which way it points; both
    are then empty.
    """

    favours: tuple[str, ...]
    opposes: tuple[str, ...]

    @property
    def understood(self) -> bool:
        """Whether the proposition shows a direction."""
        return bool(self.favours or self.opposes)


def direction_of(question: Question) -> Direction:
    """Read which way a question's proposition points."""
    known = [t for t in matter_of(question).terms if not t.guessed and t.kind != "integrity"]
    # A verb is told only where the proposition is nothing but a doing: "the islands should elect a council".
    signs = {t.stems: t.sign for t in known if not t.verb} or {t.stems: t.sign for t in known}
    words = [w for text in (question.proposition, *question.about) for w in words_of(text)]
    stems = [stem(w.low) if w.is_word else w.low for w in words]
    shown: dict[tuple[str, ...], str] = {}
    for i in range(len(words)):
        found = next(
            (s for s in sorted(signs, key=len, reverse=True) if tuple(stems[i : i + len(s)]) == s), None
        )
        inside = any(set(found or ()) <= set(longer) for longer in shown)
        if found is not None and not inside:
            shown[found] = " ".join(w.text for w in words[i : i + len(found)])
    return Direction(
        tuple(text for key, text in shown.items() if signs[key] > 0),
        tuple(text for key, text in shown.items() if signs[key] < 0),
    )
