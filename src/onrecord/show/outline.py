"""A report read to the end, laid out for a reader: what `onrecord inspect` prints without --json."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from onrecord.model import Judged, Moment, Position, Reading, Statement, Voice
from onrecord.show.cells import when
from onrecord.show.wording import counted, day, excerpt, joined, named, plain

WORDS = 240  # characters of a statement shown: enough to recognise it; --json has the spans of the whole


def outline(judged: Judged) -> RenderableType:
    """Lay out the statements and positions of a report, in the order of its text."""
    found = judged.known.found
    report = found.report
    head = Text(plain(report.path), style="bold")
    head.append(
        f"  {', '.join(plain(part) for part in (report.outlet, day(report.published)) if part)}", "not bold"
    )
    tally = (
        f"{counted(len(found.statements), 'statement')}, {counted(len(judged.positions), 'position')}, "
        f"{counted(len(found.dates), 'date')}, {counted(len(found.events), 'event')}"
    )
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(justify="right", style="dim")
    grid.add_column(ratio=1, overflow="fold")
    told = zip(found.statements, found.said_on, judged.known.voices, judged.readings, strict=True)
    for statement, said_on, voice, reading in told:
        grid.add_row(statement.id, _statement(statement, said_on, voice, reading))
        grid.add_row("", excerpt(statement.evidence.of(report.text), WORDS))
    for position in judged.positions:
        grid.add_row("=", _position(position))
        grid.add_row("", excerpt(position.evidence.of(report.text), WORDS))
    return Group(head, Text(tally, style="dim"), grid, Text())


def _statement(statement: Statement, said_on: Moment, voice: Voice, reading: Reading) -> Text:
    facts = [reading.act, statement.directness, when(said_on), *_relays([r.name for r in voice.relayed_by])]
    return _line(who(voice), [plain(fact) for fact in facts if fact])


def _position(position: Position) -> Text:
    side = "open" if position.side is None else position.side
    facts = [
        "explicit" if position.explicit else "implied",
        None if position.modality == "asserted" else position.modality,
        None if position.route == "own" else position.route.replace("_", " "),
        None if position.asserted_by == "self" else f"by the word of {position.asserted_by}",
        "unsure" if position.unsure else None,
        None if position.counted else "not counted",
        named(position.speaker, position.office),
        f"confidence {position.confidence:.2f}",
    ]
    line = f"{position.question}: {position.actor or 'actor open'} {side}"
    return _line(line, [plain(fact) for fact in facts if fact])


def _line(head: str, facts: list[str]) -> Text:
    return Text.assemble((head, "bold"), "  ", ", ".join(facts))


def who(voice: Voice) -> str:
    """Name who speaks: name, office and the actor spoken for, as far as the report gives them."""
    speaker = voice.speaker
    if speaker is None:
        names = [c.name or c.office or c.actor or "" for c in voice.candidates]
        return f"open: {plain(' or '.join(names))}" if names else "open"
    name = named(speaker.name, speaker.office)
    actors = " ".join(speaker.actors)
    return plain(f"{name} ({actors})" if name and actors else name or actors or "unnamed")


def _relays(names: list[str]) -> list[str]:
    return [f"relayed by {joined(names)}"] if names else []
