"""Columns of a table on a terminal: as wide as they need to be, narrower where they have to, and no word cut in two.

Where not even the longest words of all columns stand side by side, each row stands by itself, a line for each column.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sinews.files.sinks import for_terminal

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

#: Blanks between columns.
GAP = 2


def print_table(
    console: Console, headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool]
) -> None:
    """Print cells below their headings; `right`: which columns stand right."""
    headings, rows = [for_terminal(word) for word in headings], [[for_terminal(word) for word in row] for row in rows]
    columns = [[heading, *cells] for heading, cells in zip(headings, _columns(rows, len(headings)), strict=True)]
    widths = fitted([_widest(cells) for cells in columns], [_longest(cells) for cells in columns], console.width)
    if widths:
        console.print(_side_by_side(headings, rows, right, widths))
        return
    for number, row in enumerate(rows):
        if number:
            console.print()
        console.print(_alone(headings, row))


def fitted(natural: Sequence[int], least: Sequence[int], whole: int) -> list[int]:
    """Widths of columns within a whole: those that they like, or less, the widest first; none if that is impossible.

    `natural`: of the longest cell of each column. `least`: of its longest word.
    """
    room = whole - GAP * max(len(natural) - 1, 0)
    if sum(least) > room:
        return []
    widths = list(natural)
    while sum(widths) > room:
        spare = [width if width > word else 0 for width, word in zip(widths, least, strict=True)]
        widths[spare.index(max(spare))] -= 1
    return widths


def _columns(rows: Sequence[Sequence[str]], number: int) -> list[list[str]]:
    return [[row[place] for row in rows] for place in range(number)]


def _widest(cells: Sequence[str]) -> int:
    from rich.cells import cell_len

    return max(cell_len(line) for cell in cells for line in (cell.splitlines() or [""]))


def _longest(cells: Sequence[str]) -> int:
    from rich.cells import cell_len

    return max((cell_len(word) for cell in cells for word in cell.split()), default=0)


def _side_by_side(
    headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool], widths: Sequence[int]
) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="dim")
    for heading, stands_right, width in zip(headings, right, widths, strict=True):
        table.add_column(Text(heading), justify="right" if stands_right else "left", width=width)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _alone(headings: Sequence[str], row: Sequence[str]) -> Table:
    """One row: its cells below one another, each behind its heading."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for heading, cell in zip(headings, row, strict=True):
        table.add_row(Text(heading), Text(cell))
    return table
