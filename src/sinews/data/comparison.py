"""What differs between two cases or two saved runs, as one table of changes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

import polars as pl

from sinews.data.case import Case
from sinews.data.schema import Table
from sinews.data.tables import TABLES

COLUMNS = ("table", "row", "column", "change", "before", "after")

_SCHEMA = dict.fromkeys(COLUMNS, pl.String)

#: Numbers of two runs that lie closer together than this, relative to their size, count as equal.
_TOLERANCE = 1e-9

Change = tuple[str, str, str, str, str, str]


def compare_cases(first: Case, second: Case) -> pl.DataFrame:
    """Settings and cells that differ, and rows that only one of the cases has (COLUMNS)."""
    changes = list(changed_values("settings", asdict(first.settings), asdict(second.settings)))
    parts = [_tables(table, first.table(table.name), second.table(table.name)) for table in TABLES]
    return pl.concat([changes_frame(changes), *parts])


def changes_frame(changes: list[Change]) -> pl.DataFrame:
    """Changes as a table (COLUMNS)."""
    return pl.DataFrame(changes, schema=_SCHEMA, orient="row")


def changed_values(table: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """Entries that differ between two mappings, as rows of `table`."""
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        if not _equal(old, new):
            change = "added" if key not in before else "removed" if key not in after else "changed"
            yield table, key, "", change, _words(old), _words(new)


def _equal(old: object, new: object) -> bool:
    if isinstance(old, float) and isinstance(new, float):
        return math.isclose(old, new, rel_tol=_TOLERANCE, abs_tol=1e-12)
    return old == new


def _words(value: object) -> str:
    return "" if value is None else f"{value:.10g}" if isinstance(value, float) else str(value)


# cases ------------------------------------------------------------------------


def _tables(table: Table, before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    old, new = (_long(table, frame) for frame in (before, after))
    joined = old.join(new, on=["row", "column"], how="inner", suffix="_after")
    changed = joined.filter(pl.col("cell").ne_missing(pl.col("cell_after"))).select(
        "row", "column", pl.lit("changed").alias("change"), *_cells("cell", "cell_after")
    )
    whole = [_whole(old, new, "removed"), _whole(new, old, "added")]
    named = pl.concat([changed, *whole]).with_columns(pl.lit(table.name).alias("table"))
    return named.select(COLUMNS).sort("row", "column", "change")


def _cells(before: str, after: str) -> list[pl.Expr]:
    return [pl.col(before).fill_null("").alias("before"), pl.col(after).fill_null("").alias("after")]


def _whole(frame: pl.DataFrame, other: pl.DataFrame, change: str) -> pl.DataFrame:
    """Rows that the other case does not have."""
    alone = frame.join(other, on="row", how="anti").select("row").unique()
    blank = {name: pl.lit("") for name in ("column", "before", "after")}
    return alone.with_columns(**blank, change=pl.lit(change)).select("row", *COLUMNS[2:])


def _long(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Every cell as text: row (its key), column, cell."""
    text = frame.with_columns(pl.all().cast(pl.String))
    key = pl.concat_str([pl.col(name).fill_null("") for name in table.key], separator="/")
    others = [name for name in frame.columns if name not in table.key]
    cells = text.select(key.alias("_row"), *others)
    if not others:
        return cells.select(pl.col("_row").alias("row"), column=pl.lit(""), cell=pl.lit(""))
    long = cells.unpivot(others, index="_row", variable_name="_column", value_name="_cell")
    return long.select(row="_row", column="_column", cell="_cell")
