"""A browser without JavaScript on a served record: what the tests of the pages that write go through."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from examples_record import TRAWLING, Clock, keep, position, report
from fastapi.testclient import TestClient

from onrecord.cli.writing import Writer
from onrecord.record import Record
from onrecord.settings import Settings
from onrecord.show.web import Verbs, WebSettings, create_app

HOST = "127.0.0.1:8000"
BACKS = "Norway will back a ban on trawling"
OPPOSES = "Chile will oppose a ban on trawling"
WEIGHS = "Iceland may yet back a ban on trawling"
HINTS = "Peru spoke of a ban on trawling"
TEXT = f"Talks opened in Bergen. {BACKS}, Ida Holm said. {OPPOSES}, an envoy said. Nobody replied to either."
LATER = f"{WEIGHS}, its minister said. {HINTS}, it is told. Norway might oppose it after all, some say."


def small_record(path: Path) -> Record:
    """Two reports: Norway for (settled); Chile, Iceland, Peru and again Norway unsure."""
    record = Record.open(path, clock=Clock())
    with record.unit() as unit:
        unit.keep_question(TRAWLING)
    talks = report(TEXT, id="talks", path="talks.txt", title="Talks in Bergen")
    keep(
        record,
        talks,
        position(talks, BACKS, "NOR", "for", speaker="Ida Holm", office="minister"),
        position(talks, OPPOSES, "CHL", "against", unsure=True, confidence=0.41),
    )
    later = report(LATER, "2023-03-12", id="later", path="later.txt", outlet="Harbour Post")
    keep(
        record,
        later,
        position(later, WEIGHS, "ISL", "for", unsure=True, explicit=False),
        position(later, HINTS, "PER", None, unsure=True),
        position(later, "Norway might oppose it after all", "NOR", "against", unsure=True),
    )
    return record


@dataclass
class Page:
    """An answer, as far as a reader sees it."""

    status: int
    address: str
    source: str

    @property
    def words(self) -> str:
        """What stands on the page, tags left out."""
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", self.source)).split())

    @property
    def passage(self) -> str:
        """The words that are decided on."""
        found = re.search(r'<blockquote.*?<mark class="here">(.*?)</mark>', self.source, re.DOTALL)
        return html.unescape(found[1]) if found else ""

    def forms(self) -> list[tuple[str, dict[str, str]]]:
        """Where each form that posts goes, and its fields as they are filled."""
        found = []
        for head, body in re.findall(r'<form([^>]*method="post"[^>]*)>(.*?)</form>', self.source, re.DOTALL):
            action = re.search(r'action="([^"]*)"', head)
            fields = {}
            for tag in re.findall(r"<input[^>]*>", body):
                name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
                if name and 'type="checkbox"' not in tag and 'type="file"' not in tag:
                    fields[name[1]] = html.unescape(value[1]) if value else ""
            for name, options in re.findall(
                r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', body, re.DOTALL
            ):
                chosen = re.search(r"<option([^>]*) selected>([^<]*)", options) or re.search(
                    r"<option([^>]*)>([^<]*)", options
                )
                if chosen:
                    value = re.search(r'value="([^"]*)"', chosen[1])
                    fields[name] = value[1] if value else chosen[2]
            found.append((html.unescape(action[1]) if action else "", fields))
        return found

    def form(self, action: str, **having: str) -> dict[str, str]:
        """The first form that goes there and has these values."""
        for goes, fields in self.forms():
            if goes == action and having.items() <= fields.items():
                return fields
        raise AssertionError(f"no form goes to {action} with {having}: {self.forms()}")

    def link(self, label: str) -> str:
        """Where a link goes, by the start of its words."""
        for address, words in re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', self.source, re.DOTALL):
            if re.sub(r"<[^>]+>", "", words).strip().startswith(label):
                return html.unescape(address)
        raise AssertionError(f"no link {label!r}")


class Browser:
    """Follows links and sends forms, with a cookie jar of its own; signed in, where the server writes."""

    def __init__(self, app: Any, *, signed_in: bool = True) -> None:
        self.client = TestClient(app, base_url=f"http://{HOST}", raise_server_exceptions=True)
        if signed_in and app.state.site.writes:
            answer = self.client.post("/login", files={"token": (None, app.state.site.settings.token)})
            assert answer.status_code == 200

    def get(self, address: str) -> Page:
        answer = self.client.get(address)
        return Page(answer.status_code, _shown(str(answer.url)), answer.text)

    def post(self, address: str, fields: dict[str, str], **more: Any) -> Page:
        answer = self.client.post(address, data=fields, **more)
        return Page(answer.status_code, _shown(str(answer.url)), answer.text)


def _shown(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def served(path: Path, verbs: Verbs | None = None, **more: Any) -> Any:
    """The application on a record, with what `onrecord serve` hands in where no other verbs are given."""
    settings = WebSettings(record=path, hosts=frozenset({HOST}), **more)
    return create_app(settings, verbs or Writer(Settings(record=path)).verbs())
