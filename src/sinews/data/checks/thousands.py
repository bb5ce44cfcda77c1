"""Cells that a reader may take for a thousand times what they hold: `200.000`, with a point between thousands.

Such a cell is a number like any other, so it is read as 200. It is doubtful where its decimals are three zeros, which
nobody writes who means a whole number; and in columns that count whole things, where it is the only kind of cell with
a point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import polars as pl

from sinews.data.checks.common import noted
from sinews.data.reading import Sheet
from sinews.errors import Finding

#: Columns that count whole things, though an estimate of them may have decimals.
COUNTED = (
    ("arrivals", "quantity"),
    ("deliveries", "quantity"),
    ("economy", "population"),
    ("forces", "quantity"),
    ("formation_loads", "quantity"),
    ("pools", "quantity"),
    ("prepositioned", "quantity"),
    ("requirements", "quantity"),
    ("retirements", "quantity"),
    ("stocks", "quantity"),
)

#: Both as polars and Python read them; zeros are a kind of groups.
_ZEROS = r"^-?[1-9][0-9]{0,2}\.000$"
_GROUPED = r"^-?[1-9][0-9]{0,2}\.[0-9]{3}$"


def thousands(sheet: Sheet) -> Iterator[Finding]:
    """Warnings about the cells of a table that may be thousands, one for each column."""
    for number in sheet.table.numbers:
        for column in (number.name, f"{number.name}_low", f"{number.name}_high"):
            if column in sheet.raw.columns:
                yield from _doubtful(sheet, column, counted=(sheet.table.name, number.name) in COUNTED)


def _doubtful(sheet: Sheet, column: str, *, counted: bool) -> Iterator[Finding]:
    cells = list(filter(None, sheet.raw[column].to_list()))
    grouped, zeros = re.compile(_GROUPED), re.compile(_ZEROS)
    pointed = [cell for cell in cells if "." in cell]
    only = counted and len(pointed) < sheet.raw.height and all(map(grouped.match, pointed))
    if not any(map((grouped if only else zeros).match, pointed)):  # as almost always
        return
    rows = sheet.raw.filter(pl.col(column).str.contains(_GROUPED if only else _ZEROS))
    if rows.height:
        value = float(rows[column][0])
        yield from noted(
            rows, (column,), f"read as {value:g} and the like",
            "numbers without separators of thousands, and without decimals that say nothing",
            f"Write {1000 * value:g} if that is meant, or {value:g}.",
        )  # fmt: skip
