"""The table of positions, for a reader and for a machine: as a table, JSON, CSV or Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.show import cells, export
from onrecord.show.alike import Alike, alike
from onrecord.show.answers import Row, Table
from onrecord.show.formats import Format, as_csv, as_json, as_markdown, markdown_text
from onrecord.show.grid import Grid
from onrecord.show.wording import plain

REFS = 5  # of positions that say the same
WORDS = 150  # characters of the words shown in a cell; json and csv have them whole
STYLES = {"for": "cyan", "against": "yellow", "neutral": "default", "former": "default", "open": "magenta"}
WIDTHS = {"Actor": 14, "Side": 11, "Since": 14, "Who": 18, "Carried by": 14}  # the words have what is left
POSITION_HEADS = ("Actor", "Side", "Since", "Who", "Words", "Carried by")

Printed = RenderableType | str


def positions(tables: Sequence[Table], form: Format) -> Printed:
    """Lay out where the actors stand, question by question.

    Table and Markdown print the rule, the coverage and, apart, what is not counted; JSON and CSV hold it all
    as records that `status` tells apart.
    """
    if form is Format.TABLE:
        return Group(*(part for table in tables for part in _question(table)), *_foot(tables))
    if form is Format.MARKDOWN:
        foot = [markdown_text(line) + "\n" for line in feet(tables)]
        return "\n".join([*(_question_markdown(table) for table in tables), *foot])
    values = [record for table in tables for record in export.position_values(table)]
    if form is Format.JSON:
        return as_json(values)
    return as_csv([export.flat_position(record) for record in values], export.POSITION_COLUMNS)


def _question(table: Table) -> Iterator[RenderableType]:
    yield Text(plain(table.question.title), style="bold")
    yield Text(plain(table.question.proposition), style="italic")
    yield Text(cells.summed(table))
    if table.rows:
        yield Text()
        yield _rows(table)
        yield Text()
    groups = apart(table)
    for head, group in groups:
        yield Text(head, style="bold")
        yield from (Padding(Text(_line(same, table)), (0, 0, 0, 2)) for same in group)
        yield Text()
    if not table.rows and not groups:
        yield Text()


def feet(tables: Sequence[Table]) -> list[str]:
    """Give the lines beneath the tables, each once: by which rule, and over what they were made."""
    rules = dict.fromkeys(f"Rule: {cells.ruled(table)}" for table in tables)
    return [*rules, *dict.fromkeys(f"Coverage: {cells.covered(table)}" for table in tables)]


def _foot(tables: Sequence[Table]) -> list[Text]:
    return [Text(line, style="dim") for line in feet(tables)]


def _rows(table: Table) -> Grid:
    grid = Grid(POSITION_HEADS, WIDTHS)
    for row in table.rows:
        side = Text(cells.marked(row), style=STYLES[cells.stand(row)])
        side.append("\n" + cells.manner(row).replace(", ", ",\n"), style="default")
        grid.add(
            Text.assemble((plain(row.actor_name), "bold"), (f"\n{row.lead.ref}", "dim")),
            side,
            Text("\n".join([cells.when(row.since), *cells.notes(row)])),
            Text(cells.who(row)),
            _words(row, table),
            Text(cells.carried(row)),
        )
    return grid


def _words(row: Row, table: Table) -> Text:
    lead_in, source = cells.lead_in(row.lead), cells.words_from(row)
    words = Text(cells.quoted(row.words, WORDS, table.question.about))
    before = (f"{lead_in} " if lead_in else "", "dim")
    return Text.assemble(before, words, (f" ({source})" if source else "", "dim"))


def apart(table: Table) -> list[tuple[str, list[Alike]]]:
    """Group what is shown but never counted, under a heading each; empty groups are left out, and what says
    the same is one.
    """
    groups = [
        ("Claimed by another, not counted", table.claimed),
        ("Unsure, not counted", table.unsure),
        ("By membership only, not counted", table.by_membership),
        ("Rejected by a person, not counted", table.rejected),
    ]
    return [(head, alike(group)) for head, group in groups if group]


def _line(same: Alike, table: Table) -> str:
    """What says the same, on a line or two: "Comoros, against (explicit), by 2 Nov 2018: ..."."""
    evidence = same.lead
    actor = plain(evidence.actor_name or "actor open")
    said = (cells.who(evidence), cells.when(evidence.said_on), cells.told(evidence), cells.decided(evidence))
    facts = [fact for fact in said if fact]
    words = cells.quoted(evidence.words, WORDS, table.question.about)
    stand = f"{cells.marked(evidence)} ({cells.taken(evidence)})"
    cited = cells.carried(same) if same.reports > 1 else cells.cited(evidence)
    refs = ", ".join(e.ref for e in same.evidence[:REFS])
    return f"{actor}  {stand}  {'; '.join(facts)}: {words} [{cited}; {refs}]"


def _question_markdown(table: Table) -> str:
    rows = [
        (
            row.actor_name,
            f"{cells.side(row)}, {cells.manner(row)}",
            "; ".join([cells.when(row.since), *cells.notes(row)]),
            cells.who(row),
            _words(row, table).plain,
            cells.carried(row),
        )
        for row in table.rows
    ]
    parts = [
        f"## {markdown_text(table.question.title)}",
        markdown_text(table.question.proposition),
        cells.summed(table),
        as_markdown(POSITION_HEADS, rows).rstrip() if rows else "",
        *(_apart_markdown(head, group, table) for head, group in apart(table)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _apart_markdown(head: str, group: Sequence[Alike], table: Table) -> str:
    return "\n".join([f"### {head}\n", *(f"- {markdown_text(_line(same, table))}" for same in group)])
