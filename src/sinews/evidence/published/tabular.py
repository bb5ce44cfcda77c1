"""What tables as text share: rows with years in their head, cells with places, and columns that have to be there."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from io import StringIO

from sinews.data.workbook.packed import letters
from sinews.errors import Finding
from sinews.evidence.published.cells import is_missing, marked, number, year


def rows_of_text(text: str, delimiter: str) -> list[list[str]]:
    """The rows of a table as text; none for one that is no such table."""
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return []


def years_of(cells: Sequence[str]) -> dict[int, int]:
    """The year of each column of a head that has one."""
    return {column: at[0] for column, cell in enumerate(cells) if (at := year(cell)) is not None}


def lacking(called: str, row: int, cells: Sequence[str], names: Collection[str]) -> list[Finding]:
    """Columns that a head has to have, and does not."""
    remedy = "Look whether it was renamed, and rename it."
    return [
        Finding(called, row + 1, name, "no such column", "the column of the layout", remedy)
        for name in names
        if name not in cells
    ]


def ragged(called: str, row: int, cells: Sequence[str], head: Sequence[str]) -> Finding:
    """A row that is longer or shorter than the head."""
    remedy = "Look whether cells were moved, and put them back."
    return Finding(called, row + 1, "", f"{len(cells)} cells", f"{len(head)}, as in the head", remedy)


def values(
    called: str, row: int, cells: Sequence[str], years: dict[int, int]
) -> Iterator[tuple[int, int, float] | Finding]:
    """Year, column and number of each figure of a row; a finding for a cell that is none."""
    for column, at in years.items():
        text = cells[column] if column < len(cells) else ""
        if is_missing(text):
            continue
        value = number(text)
        yield marked(called, row, column, text) if value is None else (at, column, value)


def cell(row: int, column: int) -> str:
    """A cell of a table without sheets, as in `C12`; row and column from 0."""
    return f"{letters(column)}{row + 1}"
