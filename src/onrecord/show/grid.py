"""A table on a terminal: its columns side by side or, where that leaves the words no room, a block a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

LEAST = 24  # columns below which words fall to pieces
# Ids and names: a word of theirs is never cut, the other columns give way.
WHOLE = frozenset({"Actor", "Actors", "Decision", "For", "Found", "Question"})


class Grid:
    """Rows of cells under `heads`; it takes the width that it is printed in.

    A column in `widths` is at most so many characters wide, the others share what is left; one of `WHOLE` is
    as wide as its longest word all the same.
    """

    def __init__(self, heads: Sequence[str], widths: Mapping[str, int]) -> None:
        self._heads = heads
        self._widths = widths
        self._rows: list[tuple[Text, ...]] = []

    def add(self, *cells: Text) -> None:
        """Add a row, a cell a head."""
        self._rows.append(cells)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        yield self._side_by_side() if self._room(options.max_width) >= LEAST else self._blocks()

    def _room(self, width: int) -> int:
        """How wide a column without a width of its own comes out."""
        held = [self._needed(place) for place, head in enumerate(self._heads) if head in self._widths]
        free = max(1, len(self._heads) - len(held))
        return (width - sum(held) - len(self._heads)) // free

    def _needed(self, place: int) -> int:
        cells = [line for row in self._rows for line in row[place].plain.split("\n")]
        head = self._heads[place]
        needed = min(self._widths[head], max(cell_len(line) for line in [head, *cells]))
        if head not in WHOLE:
            return needed
        return max(needed, *(cell_len(word) for line in [head, *cells] for word in line.split()))

    def _side_by_side(self) -> Table:
        table = Table(
            box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), leading=1, pad_edge=False, show_edge=False, expand=True
        )
        for place, head in enumerate(self._heads):
            width = self._needed(place) if head in self._widths else None
            table.add_column(head, width=width, ratio=None if width else 1, overflow="fold")
        for row in self._rows:
            table.add_row(*row)
        return table

    def _blocks(self) -> Table:
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        table.add_column(style="dim", no_wrap=True)
        table.add_column(ratio=1, overflow="fold")
        for number, row in enumerate(self._rows):
            if number:
                table.add_row()
            for head, cell in zip(self._heads, row, strict=True):
                if cell.plain:
                    table.add_row(head, cell)
        return table
