"""Answers of a record, made by hand: what the tests of tables and pages lay out."""

from __future__ import annotations

from datetime import date
from typing import Any

from onrecord.model import Moment, Span
from onrecord.show.answers import Coverage, Evidence, Former, QuestionLine, ReportLine, Row, Table, Tally

QUESTION = QuestionLine(
    id="fisheries-ban",
    version=1,
    title="Ban on deep-sea trawling",
    proposition="Deep-sea trawling should be banned.",
    about=("trawling", "trawlers"),
    since=date(2023, 1, 1),
    until=None,
    recorded_at="2024-01-05T10:00:00.000000",
)
COVERAGE = Coverage(
    reports=12,
    outlets=("Coastal Wire", "Harbour Post"),
    first=date(2023, 2, 1),
    last=date(2023, 6, 30),
    refused=1,
    unread=2,
    withdrawn=0,
)


def on(day: str) -> Moment:
    """The text gives the day."""
    when = date.fromisoformat(day)
    return Moment(day, when, when, "stated")


def by(day: str) -> Moment:
    """The text gives no day."""
    return Moment(None, None, date.fromisoformat(day), "published")


def report(day: str, outlet: str | None = "Coastal Wire", **more: Any) -> ReportLine:
    facts = {
        "title": "Talks on trawling",
        "url": "https://example.org/a",
        "path": "reports/a.txt",
        "key": "a",
        "ref": "R1",
        **more,
    }
    return ReportLine(provider=outlet or "a.txt", outlet=outlet, published=date.fromisoformat(day), **facts)


def evidence(words: str, **more: Any) -> Evidence:
    """A plain one: Norway, against, explicit, by its own foreign minister."""
    facts: dict[str, Any] = {
        "ref": "P1",
        "question": "fisheries-ban",
        "actor": "NOR",
        "actor_name": "Norway",
        "side": "against",
        "explicit": True,
        "unsure": False,
        "modality": "asserted",
        "act": "refuse",
        "route": "own",
        "asserted_by": "self",
        "asserted_by_name": "Norway",
        "speaker": "Ine Dahl",
        "office": "foreign minister",
        "sourcing": "named",
        "directness": "indirect",
        "statement": "s2",
        "words": words,
        "before": "The minister spoke in Bergen. She said ",
        "after": ", and left the hall.",
        "span": Span(38, 38 + len(words)),
        "grounds": (),
        "condition": None,
        "said_on": by("2023-02-03"),
        "day": date(2023, 2, 3),
        "relayed_by": (),
        "confidence": 0.9,
        "because": ("refuses the proposition",),
        "report": report("2023-02-03"),
    }
    return Evidence(**{**facts, **more})


def row(lead: Evidence, **more: Any) -> Row:
    """The row that one piece of evidence fills."""
    facts: dict[str, Any] = {
        "actor": lead.actor,
        "actor_name": lead.actor_name,
        "side": lead.side,
        "explicit": lead.explicit,
        "modality": lead.modality,
        "act": lead.act,
        "since": lead.said_on,
        "confirmed": lead.said_on,
        "speaker": lead.speaker,
        "office": lead.office,
        "words": lead.words,
        "reports": 1,
        "outlets": (lead.report.outlet,) if lead.report.outlet else (),
        "lead": lead,
        "evidence": (lead,),
        "earlier": (),
        "conflict": False,
    }
    return Row(**{**facts, **more})


NORWAY = row(evidence("Norway will not accept a ban on trawling"))
_ICELAND_WAS = evidence(
    "Iceland rejects a ban", actor="ISL", actor_name="Iceland", said_on=on("2023-02-01"), speaker="Jon Ek"
)
_ICELAND_IS = evidence(
    "“we now back the ban”",
    actor="ISL",
    actor_name="Iceland",
    side="for",
    explicit=False,
    modality="conditional",
    act="support",
    speaker="Jon Ek",
    office=None,
    directness="direct",
    said_on=on("2023-05-04"),
    relayed_by=("Harbour Post", "state radio"),
    condition="if the quota stays",
    report=report("2023-05-05", "Harbour Post", url=None),
)
ICELAND = row(
    _ICELAND_IS,
    reports=3,
    outlets=("Coastal Wire", "Harbour Post"),
    evidence=(_ICELAND_WAS, _ICELAND_IS),
    earlier=(Former("against", "asserted", on("2023-02-01"), on("2023-05-04"), (_ICELAND_WAS,)),),
)
CHILE_CLAIMED = evidence(
    "Chile had withdrawn its objection",
    actor="CHL",
    actor_name="Chile",
    side="for",
    asserted_by="PER",
    asserted_by_name="Peru",
    speaker="Rosa Lema",
    office=None,
)
UNSURE = evidence(
    "the ban was a mistake", actor=None, actor_name=None, unsure=True, speaker=None, office="a diplomat"
)
MEMBER = evidence(
    "The bloc condemned trawling", actor="DNK", actor_name="Denmark", side="for", route="by_membership"
)

TABLE = Table(
    question=QUESTION,
    as_of=None,
    rule="A row shows the latest stand.",
    rows=(ICELAND, NORWAY),
    claimed=(CHILE_CLAIMED,),
    unsure=(UNSURE,),
    by_membership=(MEMBER,),
    coverage=COVERAGE,
    tallies=(Tally("for", 0, 1), Tally("against", 1, 0), Tally("neutral", 0, 0)),
)
