"""Common factors name columns of numbers of the years clock, and have no more of their variance than there is."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.data.checks.common import Check, Frames, Known, have
from sinews.data.reading import FILE, LINE
from sinews.data.schema import Table
from sinews.data.tables.factors import Among
from sinews.data.tables.years import YEARS
from sinews.errors import Finding

_TABLES = {table.name: table for table in YEARS if table.numbers}

#: By how much shares may sum to more than 100 % and be rounding.
_NEAR = 1e-9


def _columns(frames: Frames) -> Iterator[Finding]:
    """A factor is about a column of numbers with ranges of a table of the years clock."""
    if not have(frames, "factors"):
        return
    names = Known(_TABLES)
    rows = frames["factors"].select(FILE, LINE, "table", "column", "among").drop_nulls()
    for file, line, name, column, among in rows.iter_rows():
        table = _TABLES.get(name)
        if table is None:
            yield Finding(
                file, line, "table", f'"{name}"', f"a table with numbers: {', '.join(sorted(_TABLES))}",
                f"Correct the name, or take the row out.{names.hint(name)}",
            )  # fmt: skip
            continue
        numbers = Known(number.name for number in table.numbers)
        if column not in numbers.codes:
            yield Finding(
                file, line, "column", f'"{column}"', f"a number of {name}: {', '.join(sorted(numbers.codes))}",
                f"Correct the name, or take the row out.{numbers.hint(column)}",
            )  # fmt: skip
        if among in set(Among) - {Among.ALL} and not table.has(among):
            yield Finding(
                file, line, "among", f'"{among}"', _possible(table),
                f"Choose one of these: {name} does not say of which {among} its rows are.",
            )  # fmt: skip


def _possible(table: Table) -> str:
    return " or ".join(str(among) for among in Among if among is Among.ALL or table.has(among))


def _shares(frames: Frames) -> Iterator[Finding]:
    """What factors have of the variance of a column sums to 100 % at most."""
    if not have(frames, "factors"):
        return
    rows = frames["factors"].sort(FILE, LINE).with_columns(
        pl.col("share").sum().over("table", "column").alias("_whole"),
        pl.int_range(pl.len()).over("table", "column").alias("_number"),
    )  # fmt: skip
    over = rows.filter((pl.col("_whole") > 100 + _NEAR) & (pl.col("_number") > 0))
    for file, line, name, column, whole in over.select(FILE, LINE, "table", "column", "_whole").iter_rows():
        yield Finding(
            file, line, "share", f"{whole:g} % of {name}.{column} in all its factors",
            "100 % at most, or correlations of its figures are not positive definite",
            "Lower the shares: what is left is each figure's own.",
        )  # fmt: skip


CHECKS: tuple[Check, ...] = (_columns, _shares)
