"""Answers of the record as plain values for JSON and CSV: whole words, codes beside names, ISO 8601 days."""

from __future__ import annotations

from typing import Any

from onrecord.model import Span
from onrecord.show.alike import Alike, alike
from onrecord.show.answers import (
    Evidence,
    Former,
    Origin,
    QuestionLine,
    ReportLine,
    Row,
    StatementLine,
    Table,
    TimelineLine,
)
from onrecord.show.inspection import moment

Values = dict[str, Any]

POSITION_COLUMNS = (
    *("question", "status", "actor", "actor_name", "side", "explicit", "modality", "firmness"),
    *("firmness_words", "act"),
    *("since", "since_earliest", "since_latest", "since_basis", "confirmed", "speaker", "office", "words"),
    *(
        "asserted_by",
        "route",
        "origins",
        "reports",
        "outlets",
        "conflict",
        "earlier",
        "later_implied",
        "said_on",
        "path",
        "published",
        "url",
        "start",
        "end",
        "decided",
        "ref",
        "report",
    ),
)
STATEMENT_COLUMNS = (
    *("speaker", "office", "sector", "actor", "actor_name", "candidates", "act", "modality", "words"),
    *("directness", "sourcing", "said_on", "said_earliest", "said_latest", "said_basis", "relayed_by"),
    *("occasion", "grounds", "outlet", "published", "title", "url", "path", "statement", "start", "end"),
    *("reports", "variants", "decided", "ref", "report"),
)
TIMELINE_COLUMNS = (
    *("kind", "when", "earliest", "latest", "basis", "words", "actors", "actor_names", "modality"),
    *(
        "speaker",
        "office",
        "act",
        "relayed_by",
        "outlet",
        "published",
        "title",
        "url",
        "path",
        "start",
        "end",
    ),
)
QUESTION_COLUMNS = (
    *("id", "version", "title", "proposition", "about", "since", "until", "categories", "recorded_at"),
)


def position_values(table: Table) -> list[Values]:
    """Lay out a table of positions: its rows, then what is shown but never counted.

    `status` is "counted" for a row of the table, "claimed", "unsure", "by_membership" or "rejected" for the
    rest: filter on it before counting anything.
    """
    apart = (
        *(("claimed", table.claimed), ("unsure", table.unsure), ("by_membership", table.by_membership)),
        ("rejected", table.rejected),
    )
    rows = [_row(table.question.id, row) for row in table.rows]
    return rows + [_uncounted(status, same) for status, group in apart for same in alike(group)]


def flat_position(values: Values) -> Values:
    """Lay out one position for a line of CSV, with the columns of `POSITION_COLUMNS`."""
    lead = values["evidence"][0]
    return {
        **values,
        "since": values["since"]["value"],
        **{f"since_{key}": values["since"][key] for key in ("earliest", "latest", "basis")},
        "confirmed": values["confirmed"]["value"] or values["confirmed"]["latest"],
        "origins": len(values["origins"]) or None,
        "earlier": [f"{was['side']} until {was['until']['latest']}" for was in values["earlier"]],
        "later_implied": [
            f"{later['side']} {later['said_on']['latest']}" for later in values["later_implied"]
        ],
        "said_on": lead["said_on"]["value"] or lead["said_on"]["latest"],
        "decided": lead["decided"],
        "ref": lead["ref"],
        "report": lead["report"]["ref"],
        **{key: lead["report"][key] for key in ("path", "published", "url")},
        **_ends(lead),
    }


def statement_values(line: StatementLine) -> Values:
    """Lay out one statement."""
    return {
        "ref": line.ref,
        "statement": line.statement,
        "speaker": line.speaker,
        "office": line.office,
        "sector": line.sector,
        "actor": line.actor,
        "actor_name": line.actor_name,
        "actors": list(line.actors),
        "candidates": list(line.candidates),
        "words": line.words,
        "span": _span(line.span),
        "directness": line.directness,
        "said_on": moment(line.said_on),
        "sourcing": line.sourcing,
        "act": line.act,
        "modality": line.modality,
        "occasion": line.occasion,
        "grounds": list(line.grounds),
        "relayed_by": list(line.relayed_by),
        "decided": list(line.decided),
        "report": report_values(line.report),
        "reports": line.reports,
        "variants": [
            {
                "ref": variant.ref,
                "words": variant.words,
                "span": _span(variant.span),
                "directness": variant.directness,
                "speaker": variant.speaker,
                "office": variant.office,
                "said_on": moment(variant.said_on),
                "relayed_by": list(variant.relayed_by),
                "report": report_values(variant.report),
            }
            for variant in line.variants
        ],
    }


def flat_statement(values: Values) -> Values:
    """Lay out one statement for a line of CSV, with the columns of `STATEMENT_COLUMNS`."""
    said = values["said_on"]
    days = {f"said_{key}": said[key] for key in ("earliest", "latest", "basis")}
    report = {**values["report"], "report": values["report"]["ref"], "ref": values["ref"]}
    variants = [variant["words"] for variant in values["variants"]]
    return {
        **values,
        **report,
        "said_on": said["value"],
        **days,
        **_ends(values),
        "variants": list(dict.fromkeys(words for words in variants if words != values["words"])),
    }


def timeline_values(line: TimelineLine) -> Values:
    """Lay out one line of the timeline."""
    return {
        "kind": line.kind,
        "when": moment(line.when),
        "words": line.words,
        "span": _span(line.span),
        "actors": list(line.actors),
        "actor_names": list(line.actor_names),
        "modality": line.modality,
        "speaker": line.speaker,
        "office": line.office,
        "act": line.act,
        "relayed_by": list(line.relayed_by),
        "report": report_values(line.report),
    }


def flat_timeline(values: Values) -> Values:
    """Lay out one line of the timeline for CSV, with the columns of `TIMELINE_COLUMNS`."""
    when = values["when"]
    days = {key: when[key] for key in ("earliest", "latest", "basis")}
    return {**values, **values["report"], "when": when["value"], **days, **_ends(values)}


def question_values(line: QuestionLine) -> Values:
    """Lay out one kept question."""
    return {
        "id": line.id,
        "version": line.version,
        "title": line.title,
        "proposition": line.proposition,
        "about": list(line.about),
        "since": line.since.isoformat(),
        "until": line.until.isoformat() if line.until else None,
        "categories": [f"{phrase}: {side}" for phrase, side in line.categories],
        "recorded_at": line.recorded_at,
    }


def _row(question: str, row: Row) -> Values:
    return {
        "question": question,
        "status": "counted",
        "actor": row.actor,
        "actor_name": row.actor_name,
        "side": row.side,
        "explicit": row.explicit,
        "modality": row.modality,
        "firmness": row.lead.firmness,
        "firmness_words": row.lead.firmness_words,
        "act": row.act,
        "since": moment(row.since),
        "confirmed": moment(row.confirmed),
        "speaker": row.speaker,
        "office": row.office,
        "words": row.words,
        "asserted_by": row.lead.asserted_by,
        "route": row.lead.route,
        "origins": [_origin(origin) for origin in row.origins],
        "reports": row.reports,
        "outlets": list(row.outlets),
        "conflict": row.conflict,
        "earlier": [_former(former) for former in row.earlier],
        "later_implied": [_stand(evidence) for evidence in row.later_implied],
        "evidence": [
            evidence_values(row.lead),
            *(evidence_values(e) for e in row.evidence if e is not row.lead),
        ],
    }


def _uncounted(status: str, same: Alike) -> Values:
    """One position that no row counts, with the keys of a row."""
    evidence = same.lead
    return {
        "question": evidence.question,
        "status": status,
        "actor": evidence.actor,
        "actor_name": evidence.actor_name,
        "side": evidence.side,
        "explicit": evidence.explicit,
        "modality": evidence.modality,
        "firmness": evidence.firmness,
        "firmness_words": evidence.firmness_words,
        "act": evidence.act,
        "since": moment(evidence.said_on),
        "confirmed": moment(same.last.said_on),
        "speaker": evidence.speaker,
        "office": evidence.office,
        "words": evidence.words,
        "asserted_by": evidence.asserted_by,
        "route": evidence.route,
        "origins": [],
        "reports": same.reports,
        "outlets": list(same.outlets),
        "conflict": False,
        "earlier": [],
        "later_implied": [],
        "evidence": [
            evidence_values(evidence),
            *(evidence_values(e) for e in same.evidence if e is not evidence),
        ],
    }


def evidence_values(evidence: Evidence) -> Values:
    """Lay out one piece of evidence."""
    return {
        "ref": evidence.ref,
        "side": evidence.side,
        "explicit": evidence.explicit,
        "modality": evidence.modality,
        "act": evidence.act,
        "route": evidence.route,
        "asserted_by": evidence.asserted_by,
        "speaker": evidence.speaker,
        "office": evidence.office,
        "sourcing": evidence.sourcing,
        "directness": evidence.directness,
        "statement": evidence.statement,
        "words": evidence.words,
        "span": _span(evidence.span),
        "grounds": list(evidence.grounds),
        "condition": evidence.condition,
        "firmness": evidence.firmness,
        "firmness_words": evidence.firmness_words,
        "said_on": moment(evidence.said_on),
        "relayed_by": list(evidence.relayed_by),
        "confidence": evidence.confidence,
        "because": list(evidence.because),
        "decided": list(evidence.decided),
        "report": report_values(evidence.report),
    }


def _origin(origin: Origin) -> Values:
    return {"name": origin.name, "reports": list(origin.reports), "because": list(origin.because)}


def _stand(evidence: Evidence) -> Values:
    return {"side": evidence.side, "modality": evidence.modality, "said_on": moment(evidence.said_on)}


def _former(former: Former) -> Values:
    return {
        "side": former.side,
        "modality": former.modality,
        "since": moment(former.since),
        "until": moment(former.until),
    }


def report_values(report: ReportLine) -> Values:
    """Lay out where a piece of evidence stands."""
    return {
        "ref": report.ref,
        "outlet": report.outlet,
        "published": report.published.isoformat(),
        "title": report.title,
        "url": report.url,
        "path": report.path,
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _ends(values: Values) -> Values:
    return {"start": values["span"][0], "end": values["span"][1]}
