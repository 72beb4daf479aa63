"""A line of the record as somebody would cite it elsewhere: in plain words, to copy."""

from __future__ import annotations

from onrecord.show import cells
from onrecord.show.answers import Evidence, ReportLine, StatementLine
from onrecord.show.brief import web_address
from onrecord.show.wording import day, joined, named, plain

WORDING = {
    "direct": "in the speaker's own words",
    "indirect": "as paraphrased",
    "mixed": "partly in the speaker's own words",
}


def citation(of: Evidence | StatementLine) -> str:
    """Cite a position or a statement: actor, speaker, words and how close they are to the speaker's, when
    they were said, by whose report, outlet, day of publication, address, and the refs in this record.
    """
    if isinstance(of, Evidence):
        told_by = "the report itself" if of.statement is None else "speaker not named"
        how = WORDING.get(of.directness or "", "in the report's words")
        claimed = f"according to {plain(of.asserted_by_name)}" if cells.claimed(of) else ""
    else:
        told_by, how, claimed = "speaker not named", WORDING[of.directness], ""
    actor = plain(of.actor_name) if of.actor_name else ""
    who = named(of.speaker, of.office) or told_by
    through = joined([plain(relay) for relay in reversed(of.relayed_by)])
    relays = f"relayed by {through}" if through else ""
    head = ", ".join(part for part in (actor, claimed, "" if who == actor else who) if part)
    said = ", ".join(part for part in (how, cells.when(of.said_on), relays) if part)
    return f"{head}: {_quoted(of.words)} ({said}). {source(of.report)} [{of.report.ref}, {of.ref}]"


def source(line: ReportLine) -> str:
    """Cite a report: "“Vote welcomed”, Coastal Wire, 10 Mar 2023, https://..."."""
    title = f"“{plain(line.title)}”" if line.title else plain(line.path or line.provider)
    outlet = plain(line.outlet) if line.outlet else ""
    parts = [title, outlet, day(line.published), web_address(line.url) or ""]
    return f"{', '.join(part for part in parts if part)}."


def _quoted(words: str) -> str:
    line = plain(words)
    return line if line.startswith(("“", "„", "«", '"')) else f"“{line}”"
