"""The page of a question: one self-contained HTML file, without scripts, that leads every cell to its words.

Texts of reports are foreign matter: Jinja escapes all of them, links lead to web addresses only, and the
page's own Content-Security-Policy lets nothing load and nothing run.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord import __version__
from onrecord.show import cells
from onrecord.show.alike import alike
from onrecord.show.answers import Evidence, Row, Table
from onrecord.show.tables import apart
from onrecord.show.wording import counted, day, joined, plain

WORDS = 220  # characters of the words in the table itself; the details beneath have them whole
MANNERS = {"direct": "in the speaker's own words", "indirect": "paraphrased", "mixed": "partly in own words"}

SOURCES = {
    "spokesperson": "by a spokesperson",
    "body": "in the name of a body",
    "anonymous": "by an unnamed voice",
    "document": "in a document",
    "unknown": "source unclear",
}


def brief(table: Table, made_on: date) -> str:
    """Write the page of one question; `made_on` is the day printed at its foot."""
    style = files("onrecord.show").joinpath("templates/brief.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = _environment().get_template("brief.html.j2")
    return page.render(
        table=table,
        groups=by_side(table),
        changed=[row for row in table.rows if row.earlier],
        apart=apart(table),
        style=Markup(style),  # our own file: nothing of a report is in it
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        made_on=made_on,
        version=__version__,
    )


def by_side(table: Table) -> list[tuple[str, tuple[Row, ...]]]:
    """Group the rows by stand: for, against, neutral; former and open only where there are any."""
    groups = [(name, tuple(row for row in table.rows if cells.stand(row) == name)) for name in cells.STANDS]
    return [(name, rows) for name, rows in groups if rows or name not in ("former", "open")]


def web_address(url: str | None) -> str | None:
    """Give a link back where it leads to the web (http or https, with a host); anything else is no link."""
    if not url or url != url.strip() or not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def spoken(evidence: Evidence) -> str:
    """Say how close the words are to the speaker's, and what kind of voice it is; "" for the report's own."""
    how = MANNERS.get(evidence.directness or "", "")
    return ", ".join(part for part in (how, SOURCES.get(evidence.sourcing or "", "")) if part)


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.show", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(alike=alike, cells=cells, counted=counted, words_shown=WORDS)
    environment.filters.update(
        day=day, joined=joined, plain=plain, spoken=spoken, web_address=web_address, when=cells.when
    )
    return environment
