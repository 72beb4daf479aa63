"""The settings of one server, built by the command line and handed in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class WebSettings:
    """Which record is served, and to whom.

    `hosts` are the names by which a browser may address the server (host and port as the Host header has
    them); `token` lets scripts write, and signs browsers in; `login` signs in one browser, once; `secret`
    signs sessions. All three are new with each start. `person` is who decides where the page gives no other
    name. Limits are in bytes.
    """

    record: Path
    hosts: frozenset[str]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    login: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    person: str = ""
    body_limit: int = 16 * MEGABYTE
    report_limit: int = 2 * MEGABYTE
