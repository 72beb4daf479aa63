"""Photo captions and credits: "Photo: Ana Roth/Reuters", "FILE PHOTO: ...", "Ana Roth via Getty Images", "ANA
ROTH/Courier The minister says ...", "... on Friday. (AP Photo/Ana Roth)".

A line is taken for a caption only by an explicit mark at its beginning or end; a caption without any mark
reads like prose and is left as prose.
"""

from __future__ import annotations

import re

from onrecord.model import AsideKind

from .marks import UPPER, WORD, Knows, either

_AGENCY = either(
    r"(?i:getty(?: images)?|reuters|sputnik|tass|xinhua|anadolu(?: agency)?|dpa|zuma(?: press)?|nurphoto)",
    r"(?i:sipa(?: usa)?|keystone|ukrinform|pool|handout|supplied|shutterstock|alamy|istock(?:photo)?)",
    r"(?i:kyodo|yonhap|bloomberg)",
    r"AFP|AP|Associated Press|EPA(?:-EFE)?|EFE|PA(?: Wire| Images| Media)?|ANI|PTI|AAP|UPI",
)
_AGENCIES = rf"{_AGENCY}(?:/{_AGENCY})*"
_PHOTO = either(
    r"(?i:(?:file |archive |handout )?(?:photo(?:graph)?s?|pictures?|images?|pics?))", r"(?i:illustration)"
)
_NAME = either(WORD, "de", "del", "van", "von", "der", "bin", r"al-\w+")
_NAMES = rf"{_NAME}(?: {_NAME}){{0,4}}"

# "Photo: ..." and its kin; what follows decides between a bare credit and a caption.
_OPENING = re.compile(
    r"[\s(\[*•▲]{0,2}"
    + either(
        rf"(?:{_PHOTO}(?: (?i:credit|courtesy|by|source))?|(?i:credit|caption|pictured))\s*[:：|]\s*\S",
        r"FILE (?:PHOTO|IMAGE|PICTURE|PIC)\b",
        r"FILE\s*[-–—:]",
        r"(?i:file (?:photo|image|picture|pic)s?)(?:\s*[:,–—-]|\s+of\b|\s*$)",
        r"(?:Image|Media|Video) (?:caption|source|copyright)\b[,:\s]",
        rf"(?:PHOTO|Photo|Photograph|PHOTOGRAPH) (?:by|BY) {WORD}",
    )
)
_MARKDOWN_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")

# "ANA ROTH/Courier The minister says ...": a photographer in capitals, a slash, the outlet, a new sentence.
_CAPS_NAME = rf"[{UPPER}][{UPPER}.'’\-]+(?: [{UPPER}][{UPPER}.'’\-]*){{1,3}}"
_OUTLET = rf"[{UPPER}][\w.]*(?: [{UPPER}][\w.]*)*?"
_LEADING = re.compile(rf"(?P<left>{_CAPS_NAME})/{_OUTLET}(?= [{UPPER}“\"‘][\w’']*)")
_LEADING_AGENCY = re.compile(
    rf"(?P<left>{_NAMES})(?:/|\s+via\s+){_AGENCIES}(?:\s+[{UPPER}“\"‘]|\s*[-–—:|]\s)"
)
_POLL = re.compile(r"(?i)\b(?:polls?|polling|surveys?|exit)\b")

_LONE = re.compile(
    rf"\W{{0,2}}(?:{_NAMES}(?:/|\s+(?:via|for|/)\s+|\s*\|\s*))?{_AGENCY}"
    rf"(?:/{_NAMES}|\s+via\s+{_AGENCY})?(?:/{_AGENCY})*(?:/\w+)?\s*[.)\]]{{0,2}}"
)
_GETTY = re.compile(r"(?i)\W?getty(?: images)?(?:/\w+)?\s*\W?")

_LAST_BRACKET = re.compile(r"[(\[](?P<inside>[^()\[\]\n]{3,90})[)\]]\s*\.?\s*$")
_INSIDE = re.compile(
    either(
        rf"(?:(?i:file|pool|screengrab|handout|representat\w+|{_AGENCY}) )?{_PHOTO}"
        r"(?:\s*[:/].*| (?i:by|courtesy|credit) .*)",
        r"(?i:file|file photo.*|representat\w+ (?:image|photo))",
        rf"(?:{_NAME}(?: {_NAME}){{1,4}}|(?i:pool|handout|supplied|file))/{_AGENCIES}",
        rf"{_AGENCY}/\s?{_NAME}(?: {_NAME}){{1,4}}(?:/.*)?",
        rf"{_NAMES} via {_AGENCY}",
        r"(?i:(?:photo |image |picture )?(?:credit|courtesy)s?):? .*",
    )
)
_TAIL = re.compile(
    r"(?<=[.!?”\"’)…])\s+"
    + either(
        rf"(?:{_PHOTO}|(?i:credit))(?: (?i:by|credit))?\s*[:：]\s*\S.{{2,60}}",
        rf"{_NAMES}(?:/|\s+via\s+){_AGENCIES}",
        rf"(?:AP Photo|(?i:reuters)|EPA(?:-EFE)?|AFP|(?i:sputnik)|TASS|Xinhua|(?i:pool))/{_NAMES}",
        r"Getty Images",
    )
    + r"\s*\.?\s*$"
)
_CAPTION_WORDS = 80  # a longer line is prose, of which only the credit at its end is layout
_CREDIT_WORDS = 9


def find_caption(line: str, knows: Knows) -> tuple[int, AsideKind] | None:
    """Where in the line a caption (a sentence about a picture) or bare credit begins, and which it is;
    it reaches to the end of the line. None where the line is prose."""
    words = len(line.split())
    if _GETTY.fullmatch(line) or (words <= _CREDIT_WORDS and _is_lone_credit(line)):
        return 0, "credit"
    tail = _trailing_credit(line)
    if words > _CAPTION_WORDS:
        return (tail, "credit") if tail else None
    if _OPENING.match(line) or _MARKDOWN_IMAGE.fullmatch(line):
        bare = words <= _CREDIT_WORDS and not re.search(r"[a-z]{2,} [a-z]{2,}", line)
        return 0, "credit" if bare else "caption"
    if tail is not None:
        return 0, "caption" if line[:tail].strip(" .") else "credit"
    return (0, "caption") if _has_leading_credit(line, knows) else None


def _trailing_credit(line: str) -> int | None:
    """Where the credit begins that closes the line, in brackets or behind the end of a sentence."""
    last = _LAST_BRACKET.search(line)
    if last and _INSIDE.fullmatch(last["inside"].strip(" .")):
        return last.start()
    tail = _TAIL.search(line)
    return tail.start() + len(tail[0]) - len(tail[0].lstrip()) if tail else None


def _is_lone_credit(line: str) -> bool:
    """A line that is only a credit. An agency's name alone ("Reuters") is not one: it may be the closing
    mark."""
    return bool(_LONE.fullmatch(line)) and bool(re.search(r"/|\bvia\b", line)) and not _POLL.search(line)


def _has_leading_credit(line: str, knows: Knows) -> bool:
    match = _LEADING.match(line) or _LEADING_AGENCY.match(line)
    if match is None or knows(match["left"]) or _POLL.search(" ".join(line.split()[:14])):
        return False  # "Courier/Herald poll shows ..." names two outlets, not a photographer and an outlet
    return len(match["left"].split()) >= 2
