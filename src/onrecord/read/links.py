"""Lines that lead elsewhere: "READ MORE: ...", "Also read", "Follow us on Twitter", "Watch the interview
below:"."""

from __future__ import annotations

import re

from .marks import either

_STRONG = either(
    r"(?:also |must |recommended |further )?read(?:ing)?(?: more| also| next| on)?",
    r"also (?:read|see|watch|on [\w ]{2,20})",
    r"see (?:also|more)",
    r"more (?:on this(?: story| topic)?|from [\w ]{2,20}|news|coverage)",
    r"related(?: stor(?:y|ies)| articles?| news| coverage| topics?| content)?",
    r"watch(?: live| now| video)?|listen(?: live| now)?|don['’]t miss|recommended",
)
_WEAK = either(
    r"video|gallery|in pictures|live updates|editor['’]s picks|top stories|trending|most read|follow us",
    "advertisement",
    r"(?:story|article) continues(?: below)?(?: advertisement)?",
)
_LABEL = re.compile(rf"(?i)(?P<before>\W{{0,3}})(?:(?P<strong>{_STRONG})|{_WEAK})(?![\w’'])")
# Behind a strong label a colon, bar or dash begins a link; the weak ones are links only where they stand
# alone, and so are both behind a quotation mark: “Listen: we will wait,” Sapt said.
_MARK = re.compile(r"\s*(?:[:|»>]|\s[-–—]\s).*")
_ALONE = re.compile(r"\s*[:|»>.…\"”]*\s*")
_CALL = re.compile(
    r"[\s(\[*>•\ufeff]{0,3}(?:Read|READ|Watch|WATCH|See|Listen|Click|CLICK|Tap|Subscribe|Sign up|Follow"
    r"|Download|Join|View|Check out|Get)\b[^.!?\n]{0,160}?"
    + either(
        r"\b(?:here|below|above|newsletters?|podcasts?|apps?|full story|full report)\b[^.!?\n]{0,20}",
        r"\b(?:Twitter|Facebook|YouTube|WhatsApp|Telegram|Instagram|iTunes)\b[^.!?\n]{0,60}",
        r"@\w+|https?://\S+",
    )
    + r"[\w@./:-]*\s*[.!:)]{0,2}"
)
_MARKDOWN_LINK = re.compile(r"(?:[-*] )?\[[^\]]*\]\([^)]*\)\s*\.?")
_ADDRESS = re.compile(r"\W?(?:https?://|www\.)\S+")
_RIGHTS = re.compile(r"(?i)\W{0,2}(?:©|\(c\)|copyright\b)[^\n]{0,250}")
_QUOTE = re.compile(r"[\"'“”‘’«»`]")
_CALL_WORDS = 30


def is_link(line: str) -> bool:
    """Whether the line leads to other pages and tells nothing itself."""
    line = line.strip()
    label = _LABEL.match(line)
    if label:
        rest = line[label.end() :]
        if _ALONE.fullmatch(rest) and len(line) > 4:
            return True
        if (
            label["strong"]
            and not _QUOTE.search(label["before"])
            and _MARK.fullmatch(rest)
            and len(line.split()) <= _CALL_WORDS
        ):
            return True
    if _MARKDOWN_LINK.fullmatch(line) or _ADDRESS.fullmatch(line):
        return True
    return len(line.split()) <= _CALL_WORDS and bool(_CALL.fullmatch(line))


def is_rights(line: str) -> bool:
    """Whether the line reserves the rights in the text."""
    return bool(_RIGHTS.fullmatch(line.strip())) and len(line.split()) <= _CALL_WORDS
