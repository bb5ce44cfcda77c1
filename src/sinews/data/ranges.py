"""Numbers of a case at one end of their ranges: where ranges start to travel into what is worked out from them."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

import polars as pl

from sinews.data.case import Case
from sinews.data.tables import BY_NAME

#: A table and a column of numbers.
Column = tuple[str, str]


class End(Enum):
    """Ends of a range, by what the name of their column adds to that of the number."""

    LIKELY = ""
    LOW = "_low"
    HIGH = "_high"


def at_end(case: Case, end: End, *columns: Column) -> Case:
    """The case with the numbers of `columns` (of all, if none are named) at one end of their ranges."""
    return replace(case, tables={name: _moved(name, rows, end, columns) for name, rows in case.tables.items()})


def _moved(name: str, rows: pl.DataFrame, end: End, columns: tuple[Column, ...]) -> pl.DataFrame:
    """A table with its numbers at an end; the very same where none of them is named."""
    numbers = [column.name for column in BY_NAME[name].numbers if not columns or (name, column.name) in columns]
    return rows.with_columns(pl.col(f"{number}{end.value}").alias(number) for number in numbers) if numbers else rows
