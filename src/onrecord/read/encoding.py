"""From raw bytes to text, code point for code point: nothing is normalised, line ends stay as they stand.

A byte order mark names the encoding (Unicode 15.0, section 23.8) and is no part of the text: offsets count
from the character behind it.
"""

from __future__ import annotations

import codecs
import re

from onrecord.model import Refusal

from .options import TEXT_ALLOWED

_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(raw: bytes, path: str, line: int | None = None) -> str | Refusal:
    """The text of `raw`, or why it is none: broken encoding, or not text at all."""
    if raw.startswith(_MAGIC):
        return Refusal(path, "is not text (its first bytes are those of another format)", TEXT_ALLOWED, line)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding, name = "utf-16", "UTF-16"
    else:
        encoding, name = "utf-8-sig", "UTF-8"
        if b"\0" in raw:
            return Refusal(path, "is not text (it holds zero bytes)", TEXT_ALLOWED, line)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as fault:
        if encoding != "utf-16" and _mostly_control(raw):
            return Refusal(path, "is not text (it holds control bytes)", TEXT_ALLOWED, line)
        reason = f"broken encoding: byte {raw[fault.start]:#04x} at {fault.start} is not {name}"
        return Refusal(path, reason, TEXT_ALLOWED, line)
    return text


def text_fault(text: str) -> tuple[str, str] | None:
    """Why decoded `text` is no text, and what is allowed: zero characters, or more than one control code in
    100."""
    if "\0" in text or len(_CONTROL.findall(text)) * 100 > len(text):
        return "is not text (it holds control characters)", TEXT_ALLOWED
    return None


def _mostly_control(raw: bytes) -> bool:
    """More than one byte in twenty is a control code: prose in any eight-bit code page has next to none."""
    head = raw[:8192]
    return 20 * len(_CONTROL.findall(head.decode("latin-1"))) > len(head)
