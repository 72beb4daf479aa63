"""The listings of what changed, what does not agree, what people decided, and what a search found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from onrecord.show import cells
from onrecord.show.answers import (
    Agreement,
    Change,
    Conflict,
    DecisionLine,
    Evidence,
    Hit,
    ReportLine,
    Table,
)
from onrecord.show.formats import Format, Record, as_csv, as_json, as_markdown, markdown_text
from onrecord.show.grid import Grid
from onrecord.show.origins import apart
from onrecord.show.overlay import told
from onrecord.show.tables import WORDS, Printed
from onrecord.show.wording import counted, day, plain

CHANGE_COLUMNS = (
    *("question", "day", "kind", "actor", "actor_name", "before", "after", "repeated", "speaker", "office"),
    *("words", "told", "outlet", "published", "path", "url", "ref", "report"),
)
CONFLICT_COLUMNS = (
    *("question", "number", "kind", "actor", "actor_name", "side", "explicit", "modality", "speaker"),
    *("office", "asserted_by", "words", "said_on", "decided", "outlet", "published", "path", "url", "ref"),
    "report",
)
DECISION_COLUMNS = (
    *("ref", "decided_at", "person", "subject", "verdict", "state", "question", "actor", "side", "speaker"),
    *("words", "other", "other_words", "reason", "blind", "disagrees", "replaces"),
    *("outlet", "published", "path", "url", "report"),
)
ORIGIN_COLUMNS = ("question", "actor", "actor_name", "side", "origin", "number", "reports", "because")
AGREEMENT_COLUMNS = ("question", "alpha", "items", "codings", "same", "coders")
HIT_COLUMNS = (
    "kind",
    "ref",
    "words",
    "actor",
    "speaker",
    "outlet",
    "published",
    "title",
    "path",
    "url",
    "report",
)

WIDTHS = {
    "Day": 12,
    "Actor": 14,
    "Origin": 20,
    "Reports": 34,
    "Change": 21,
    "What": 22,
    "Who": 18,
    "Report": 14,
    "Decision": 10,
    "State": 10,
    "Question": 22,
    "Found": 9,
    "Kind": 9,
}
KINDS = {
    "sides": "two sides at one time",
    "accounts": "reports give one statement differently",
    "claimed": "claimed by another against its own word",
    "people": "people decided differently",
}


def changes(lines: Sequence[Change], form: Format) -> Printed:
    """Lay out what changed, by day."""
    if form in (Format.JSON, Format.CSV):
        return _machines([change_values(line) for line in lines], form, CHANGE_COLUMNS)
    rows: list[tuple[str, ...]] = [
        (
            day(line.day),
            line.actor_name or "",
            changed(line),
            _said(line.evidence) if line.evidence else line.told or "",
            f"{cells.cited(line.evidence)} ({line.evidence.ref})" if line.evidence else "",
        )
        for line in lines
    ]
    heads: tuple[str, ...] = ("Day", "Actor", "Change", "Words", "Report")
    if len({line.question for line in lines}) > 1:
        heads = (*heads[:2], "Question", *heads[2:])
        rows = [(*row[:2], line.question, *row[2:]) for row, line in zip(rows, lines, strict=True)]
    return _listing(heads, rows, form, "change")


def conflicts(lines: Sequence[Conflict], form: Format) -> Printed:
    """Lay out what does not agree, its evidence side by side."""
    if form in (Format.JSON, Format.CSV):
        values = [record for n, line in enumerate(lines, 1) for record in conflict_values(line, n)]
        return _machines(values, form, CONFLICT_COLUMNS)
    heads = [
        f"{plain(line.actor_name or 'Actor open')}, {line.question}: {KINDS[line.kind]}" for line in lines
    ]
    if form is Format.MARKDOWN:
        parts = [
            "\n".join(
                [f"### {markdown_text(head)}\n", *(f"- {markdown_text(_stands(e))}" for e in line.evidence)]
            )
            for head, line in zip(heads, lines, strict=True)
        ]
        return "\n\n".join(parts) + "\n" if parts else ""
    printed: list[Any] = []
    for head, line in zip(heads, lines, strict=True):
        printed.append(Text(head, style="bold"))
        printed += (Padding(Text(_stands(e)), (0, 0, 0, 2)) for e in line.evidence)
        printed.append(Text())
    return Group(*printed, Text(counted(len(lines), "conflict"), style="dim"))


def _stands(e: Evidence) -> str:
    """Put it on a line: "✗ against (explicit), by 3 Oct 2022: Olaf Scholz: “...” [ANI, 4 Oct 2022, P7]"."""
    said = [cells.when(e.said_on), cells.told(e), *e.decided]
    facts = "; ".join(plain(fact) for fact in said if fact)
    return f"{cells.marked(e)} ({cells.taken(e)}), {facts}: {_said(e)} [{cells.cited(e)}, {e.ref}]"


def _said(e: Evidence) -> str:
    """Quote who said what, with the words before it where it is too short to be understood alone."""
    lead_in = cells.lead_in(e)
    return f"{cells.who(e)}: {lead_in + ' ' if lead_in else ''}{cells.quoted(e.words, WORDS)}"


def origins(tables: Sequence[Table], form: Format) -> Printed:
    """Lay out what each row can be traced to, and why; the tables must hold all their evidence."""
    values: list[dict[str, Any]] = [
        {
            "question": table.question.id,
            "actor": row.actor,
            "actor_name": row.actor_name,
            "side": row.side,
            "origin": origin.name,
            "number": len(origin.reports),
            "reports": [_cited(reports[ref]) for ref in origin.reports],
            "because": list(origin.because) or [apart(origin, row.held, alone=len(row.origins) == 1)],
        }
        for table in tables
        for row in table.rows
        for reports in ({e.report.ref: e.report for e in row.held},)
        for origin in row.origins
    ]
    if form in (Format.JSON, Format.CSV):
        return _machines(values, form, ORIGIN_COLUMNS)
    rows: list[tuple[str, ...]] = [
        (
            f"{value['actor_name']}, {value['side'] or 'open'}",
            value["origin"],
            "; ".join(value["reports"]),
            "; ".join(value["because"]),
        )
        for value in values
    ]
    heads: tuple[str, ...] = ("Actor", "Origin", "Reports", "Because")
    if len({value["question"] for value in values}) > 1:
        heads = (*heads[:1], "Question", *heads[1:])
        rows = [(row[0], value["question"], *row[1:]) for row, value in zip(rows, values, strict=True)]
    return _listing(heads, rows, form, "origin")


def decisions(lines: Sequence[DecisionLine], form: Format) -> Printed:
    """Lay out what people decided and what became of it."""
    if form in (Format.JSON, Format.CSV):
        return _machines([decision_values(line) for line in lines], form, DECISION_COLUMNS)
    rows = [
        (
            line.ref,
            line.state + (f", disagrees with {', '.join(line.disagrees)}" if line.disagrees else ""),
            line.decision.question or line.decision.subject,
            _what(line),
            cells.quoted(line.words, WORDS) if line.words else "",
            _cited(line.report) if line.report else "report not in this record",
        )
        for line in lines
    ]
    return _listing(("Decision", "State", "Question", "What", "Words", "Report"), rows, form, "decision")


def agreement(lines: Sequence[Agreement], form: Format) -> Printed:
    """Lay out how far coders agree."""
    if form in (Format.JSON, Format.CSV):
        return _machines([agreement_values(line) for line in lines], form, AGREEMENT_COLUMNS)
    rows = [
        (
            line.question,
            "not defined" if line.alpha is None else f"{line.alpha:.2f}",
            f"{line.same} of {line.items}",
            ", ".join(line.coders),
        )
        for line in lines
    ]
    heads = ("Question", "Krippendorff's alpha", "Items coded alike", "Coders")
    return _listing(heads, rows, form, "question")


def hits(lines: Sequence[Hit], form: Format) -> Printed:
    """Lay out what a search found."""
    if form in (Format.JSON, Format.CSV):
        return _machines([hit_values(line) for line in lines], form, HIT_COLUMNS)
    rows = [(line.ref, line.kind, line.speaker or "", line.words, _cited(line.report)) for line in lines]
    return _listing(("Found", "Kind", "Who", "Words", "Report"), rows, form, "hit")


def changed(line: Change) -> str:
    """Say what changed: "against (explicit), was for (implied), said 2 times more"."""
    again = f", said {counted(line.repeated, 'time')} more" if line.repeated else ""
    match line.kind:
        case "new":
            what = f"now {line.after}"
        case "firmer" | "weaker":
            what = f"{line.kind}: {line.after}, was {line.before}"
        case "open":
            what = f"open: reports contradict each other, was {line.before}" if line.before else "open"
        case "side" | "given up":
            what = f"{line.after}, was {line.before}" if line.before else f"now {line.after}"
        case "decided":
            what = f"decided: {line.after}" if line.after else "decided: taken back"
        case "reinstated":
            what = f"counts again: {line.after}"
        case _:
            what = f"{line.kind}: {line.before}"
    return f"{what}{again}"


def change_values(line: Change) -> dict[str, Any]:
    """Lay out one change, with the columns of `CHANGE_COLUMNS`."""
    e = line.evidence
    return {
        "question": line.question,
        "day": line.day.isoformat(),
        "kind": line.kind,
        "actor": line.actor,
        "actor_name": line.actor_name,
        "before": line.before,
        "after": line.after,
        "repeated": line.repeated,
        "speaker": e.speaker if e else None,
        "office": e.office if e else None,
        "words": e.words if e else None,
        "told": line.told,
        "ref": e.ref if e else None,
        **(_report_values(e.report) if e else dict.fromkeys(_REPORT)),
    }


def conflict_values(line: Conflict, number: int) -> list[dict[str, Any]]:
    """Lay out one conflict, a line for each piece of evidence, with the columns of `CONFLICT_COLUMNS`."""
    return [
        {
            "question": line.question,
            "number": number,
            "kind": line.kind,
            "actor": e.actor,
            "actor_name": e.actor_name,
            **_evidence_values(e),
            **_report_values(e.report),
        }
        for e in line.evidence
    ]


def _evidence_values(e: Evidence) -> dict[str, Any]:
    return {
        "side": e.side,
        "explicit": e.explicit,
        "modality": e.modality,
        "speaker": e.speaker,
        "office": e.office,
        "asserted_by": e.asserted_by,
        "words": e.words,
        "said_on": e.said_on.value or (e.said_on.latest.isoformat() if e.said_on.latest else None),
        "decided": list(e.decided),
        "ref": e.ref,
    }


def decision_values(line: DecisionLine) -> dict[str, Any]:
    """Lay out one decision, with the columns of `DECISION_COLUMNS`."""
    made = line.decision
    said = made.position or made.statement
    actors = [made.position.actor] if made.position else list(made.statement.actors if made.statement else ())
    return {
        "ref": line.ref,
        "decided_at": made.decided_at,
        "person": made.person,
        "subject": made.subject,
        "verdict": made.verdict,
        "state": line.state,
        "question": made.question,
        "actor": "; ".join(code for code in actors if code) or None,
        "side": made.position.side if made.position else None,
        "speaker": said.speaker if said else None,
        "words": line.words,
        "other": line.other,
        "other_words": line.other_words,
        "reason": made.reason,
        "blind": made.blind,
        "disagrees": list(line.disagrees),
        "replaces": [f"D{uid[:8]}" for uid in made.replaces],
        **(_report_values(line.report) if line.report else dict.fromkeys(_REPORT)),
    }


def agreement_values(line: Agreement) -> dict[str, Any]:
    """Lay out how far the coders of a question agree, with the columns of `AGREEMENT_COLUMNS`."""
    return {
        "question": line.question,
        "alpha": None if line.alpha is None else round(line.alpha, 3),
        "items": line.items,
        "codings": line.codings,
        "same": line.same,
        "coders": list(line.coders),
    }


def hit_values(line: Hit) -> dict[str, Any]:
    """Lay out what a search found, with the columns of `HIT_COLUMNS`."""
    return {
        "kind": line.kind,
        "ref": line.ref,
        "words": line.words,
        "actor": line.actor,
        "speaker": line.speaker,
        **_report_values(line.report),
    }


_REPORT = ("outlet", "published", "title", "path", "url", "report")


def _report_values(report: ReportLine) -> dict[str, Any]:
    return {
        "outlet": report.outlet,
        "published": report.published.isoformat(),
        "title": report.title,
        "path": report.path,
        "url": report.url,
        "report": report.ref,
    }


def _what(line: DecisionLine) -> str:
    """Say who did what: "corrected by Ana, 1 Mar 2024; NOR for", "D1a2b3c4d undone by Ana: a slip"."""
    said = told(line.decision)
    if line.decision.verdict == "undo":
        return f"D{line.decision.replaces[0][:8]} {said}"
    return "; ".join(part for part in (said, _decided(line)) if part)


def _decided(line: DecisionLine) -> str:
    made = line.decision
    if made.position is not None:
        return f"{made.position.actor or 'actor open'} {made.position.side or 'side open'}"
    if made.statement is not None:
        return ", ".join(part for part in (made.statement.speaker, *made.statement.actors) if part)
    if made.other is None:
        return ""
    there = line.other or f"{made.other[1]} of {made.other[0]}"
    return f"with {cells.quoted(line.other_words, WORDS)} in {there}" if line.other_words else f"with {there}"


def _cited(report: ReportLine) -> str:
    return f"{plain(report.outlet or report.provider)}, {day(report.published)} ({report.ref})"


def _machines(values: Sequence[Record], form: Format, columns: Sequence[str]) -> str:
    return as_json(values) if form is Format.JSON else as_csv(values, columns)


def _listing(heads: Sequence[str], rows: Sequence[Sequence[str]], form: Format, noun: str) -> Printed:
    if form is Format.MARKDOWN:
        return as_markdown(heads, rows)
    grid = Grid(heads, WIDTHS)
    for row in rows:
        grid.add(*(Text(plain(cell)) for cell in row))
    tally = Text(counted(len(rows), noun), style="dim")
    return Group(grid, tally) if rows else tally
