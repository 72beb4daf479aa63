"""What stands in a cell of the table of positions, in words: shared by terminal, Markdown and page."""

from __future__ import annotations

import re
from datetime import date

from onrecord.model import Moment
from onrecord.show.alike import Alike
from onrecord.show.answers import Evidence, Former, Row, Table
from onrecord.show.origins import RULE as ORIGIN_RULE
from onrecord.show.wording import counted, day, excerpt, joined, named, plain, since

SHORT = 50  # characters: what is shorter is shown with the words before it
LEAD_IN = 80  # at most so many of them

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+|\n")

STANDS = ("for", "against", "neutral", "former", "open")
SYMBOLS = {"for": "✓", "against": "✗", "neutral": "○", "former": "◌", "open": "?"}
# The rule of `origins.RULE`, as it stands in the middle of a sentence.
ORIGINS = ORIGIN_RULE[0].lower() + ORIGIN_RULE[1:]
ROUTES = {"joint": "in a joint statement", "on_behalf": "on its behalf", "by_membership": "by membership"}


def stand(of: Row | Evidence | Former) -> str:
    """Tell which of `STANDS` it is: a side, "former" for one given up, "open" where none is settled."""
    if of.side is None:
        return "open"
    return "former" if of.modality == "former" else of.side


def side(of: Row | Evidence | Former) -> str:
    """Name the side: "for", "against", "neutral", "no longer for", "open"."""
    return f"no longer {of.side}" if stand(of) == "former" else of.side or "open"


def marked(of: Row | Evidence) -> str:
    """Name the side with its symbol before it: "✗ against"."""
    return f"{SYMBOLS[stand(of)]} {side(of)}"


def manner(of: Row | Evidence) -> str:
    """Say how the side is taken: "explicit", "implied", "explicit, conditional"."""
    how = "explicit" if of.explicit else "implied"
    return how if of.modality in ("asserted", "former") else f"{how}, {of.modality}"


def firmness(of: Row | Evidence) -> str:
    """Say how firmly the side is taken, with the words that say so: "firm: “would never”"; "" where the text
    does not say.
    """
    lead = of.lead if isinstance(of, Row) else of
    if lead.firmness is None:
        return ""
    return f"{lead.firmness}: {quoted(lead.firmness_words, SHORT)}" if lead.firmness_words else lead.firmness


def taken(evidence: Evidence) -> str:
    """Say how the side is taken, and how firmly: "explicit, firm: “would never”"."""
    return ", ".join(part for part in (manner(evidence), firmness(evidence)) if part)


def when(moment: Moment) -> str:
    """Put a moment in words, no more exactly than the text does."""
    return since(moment.value, moment.earliest, moment.latest)


def who(of: Row | Evidence) -> str:
    """Name who spoke as the report does: "Olaf Scholz, Chancellor"; the narrator where nobody did, and the
    actor where one is told to claim it and nobody is named. One who spoke for an organisation, and so for
    this member of it, is marked."""
    lead = of.lead if isinstance(of, Row) else of
    nobody = plain(lead.asserted_by_name) if claimed(lead) else "speaker open"
    name = named(of.speaker, of.office) or ("the report itself" if lead.statement is None else nobody)
    return f"{name} ({ROUTES['by_membership']})" if lead.route == "by_membership" else name


def quoted(words: str, limit: int, anchors: tuple[str, ...] = ()) -> str:
    """Quote the report's words, shortened to about `limit` characters; see `excerpt`."""
    short = excerpt(words, limit, anchors)
    return short if short.startswith(("“", "„", "«", '"')) else f"“{short}”"


def lead_in(evidence: Evidence) -> str:
    """Give the words of the sentence before the evidence, where that is too short to be understood alone.

    "Guaido" of "Peru recognised Guaido" gives "Peru recognised"; longer evidence gives "".
    """
    if len(evidence.words) >= SHORT:
        return ""
    sentence = plain(_SENTENCE_END.split(evidence.before)[-1])
    if len(sentence) <= LEAD_IN:
        return sentence
    cut = sentence[-LEAD_IN:]
    return f"… {cut[cut.find(' ') + 1 :]}"


def until(moment: Moment) -> str:
    """Say until when a stand was in force: "until 24 Mar 2023", "until the week of 26 Sep 2022"."""
    if moment.earliest is None:
        return f"until {day(moment.latest)} at the latest" if moment.latest else "until later"
    told_when = when(moment)
    return f"until {'the ' if told_when.startswith('week') else ''}{told_when}"


def changes(row: Row) -> list[str]:
    """Say what the actor stood for before, newest first: "was against until 24 Mar 2023"."""
    return [f"was {stood(former)} {until(former.until)}" for former in reversed(row.earlier)]


def stood(of: Row | Former) -> str:
    """Name a stand in a sentence: "against", "for (conditional)"."""
    return side(of) if of.modality in ("asserted", "former") else f"{side(of)} ({of.modality})"


def notes(row: Row) -> list[str]:
    """Say what a reader must know of a row: how firmly the words shown take the side, former stands, reports
    that contradict each other, and what people decided about the words shown.
    """
    how = [firmness(row)] if row.side is not None and row.lead.firmness else []
    if row.side is None:
        apart = ", ".join(f"{number} {name}" for name, number in row.split)
        doubt = ["reports contradict each other" + (f": {apart}" if apart else "")]
    else:
        doubt = ["another side may be as late"] if row.conflict else []
    return how + changes(row) + doubt + _implied_later(row) + list(row.lead.decided)


def _implied_later(row: Row) -> list[str]:
    """Say which other sides are implied since: "later implied neutral, by 9 Oct 2008"."""
    first: dict[str, Evidence] = {}
    for evidence in row.later_implied:
        first.setdefault(side(evidence), evidence)
    return [f"later implied {name}, {when(evidence.said_on)}" for name, evidence in first.items()]


def words_from(row: Row) -> str:
    """Say where the words shown are from, where that is not what Since says: "4 Jul 2023, NPA"."""
    return "" if row.lead.said_on == row.since else f"{when(row.lead.said_on)}, {source(row.lead)}"


def carried(of: Row | Alike) -> str:
    """Say what carries the stand: "2 independent origins (3 reports): ANI, Tass". Of what is not counted the
    reports alone are told, which are no independent origins.
    """
    outlets = ", ".join(plain(outlet) for outlet in of.outlets)
    reports = counted(of.reports, "report")
    if isinstance(of, Row) and of.reports > 1 and of.origins:
        independent = "independent origin" if len(of.origins) > 1 else "origin"
        reports = f"{counted(len(of.origins), independent)} ({reports})"
    return reports + (f": {outlets}" if outlets else ", no outlet given")


def traced(row: Row) -> list[str]:
    """Explain the origins, a line each: "Tass: 2 reports (they have it from Tass)"."""
    return [
        f"{plain(origin.name)}: {counted(len(origin.reports), 'report')}"
        + (f" ({'; '.join(plain(reason) for reason in origin.because)})" if origin.because else "")
        for origin in row.origins
    ]


def decided(of: Row | Evidence) -> str:
    """Say what people decided about it: "accepted by Ana, 3 Oct 2023"; "" where nobody did."""
    return "; ".join((of.lead if isinstance(of, Row) else of).decided)


def cited(evidence: Evidence) -> str:
    """Cite the report of a piece of evidence: "ANI, 28 Sep 2022"."""
    return f"{source(evidence)}, {day(evidence.report.published)}"


def source(evidence: Evidence) -> str:
    """Name the outlet of a piece of evidence, else the file it stands in."""
    return plain(evidence.report.outlet or evidence.report.provider)


def told(evidence: Evidence) -> str:
    """Say how the words came here, where it is not plain: who asserts them, route and relays."""
    parts = [
        f"claimed by {plain(evidence.asserted_by_name)}" if claimed(evidence) else "",
        "stated by the report itself" if evidence.asserted_by == "narrator" else "",
        ROUTES.get(evidence.route, ""),
        f"relayed by {joined([plain(relay) for relay in evidence.relayed_by])}"
        if evidence.relayed_by
        else "",
    ]
    return ", ".join(part for part in parts if part)


def claimed(evidence: Evidence) -> bool:
    """Tell whether the position is the word of another actor about this one."""
    return evidence.asserted_by not in ("self", "narrator")


def tallied(table: Table) -> str:
    """Count the rows by side: "4 against (3 explicit, 1 implied), 1 for (implied)"."""
    parts = []
    for tally in table.tallies:
        if tally.explicit and tally.implied:
            how = f"{tally.explicit} explicit, {tally.implied} implied"
        else:
            how = "explicit" if tally.explicit else "implied"
        if tally.rows:
            parts.append(f"{tally.rows} {tally.stand} ({how})")
    return ", ".join(parts) or "no position"


def summed(table: Table) -> str:
    """Count the rows, and say of which day and of which state of the record they are."""
    as_of = f", as of {day(table.as_of)}" if table.as_of else ""
    known = f", as the record was on {moment(table.known_at)}" if table.known_at else ""
    return f"{tallied(table)}{as_of}{known}"


def moment(stamp: str) -> str:
    """Write a moment of the record for a reader: "22 Nov 2026, 15:35:24 UTC"."""
    return f"{day(date.fromisoformat(stamp[:10]))}, {stamp[11:19]} UTC"


def ruled(table: Table) -> str:
    """Print the rule by which a row is made, as a sentence."""
    return plain(table.rule).rstrip(".") + "."


def covered(table: Table) -> str:
    """Say what the record holds, so that nobody takes silence for more than it is."""
    coverage = table.coverage
    if coverage.first is None or coverage.last is None:
        held = "The record holds no report that is read"
    else:
        named = ", ".join(plain(outlet) for outlet in coverage.outlets)
        outlets = counted(len(coverage.outlets), "outlet") + (f" ({named})" if named else "")
        held = (
            f"{counted(coverage.reports, 'report')} from {outlets}, "
            f"{day(coverage.first)} to {day(coverage.last)}"
        )
    left = f"{coverage.refused} refused, {coverage.unread} unread, {coverage.withdrawn} withdrawn"
    silent = (
        ""
        if table.narrowed
        else " Who is not listed has no statement in this record that was read as a position."
    )
    return f"{held}; {left}.{silent}"
