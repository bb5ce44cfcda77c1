"""The schema of each table in pandera, and what it finds in the rows.

The rules are those of `defects`. Where none is broken, one pass by polars says so and pandera is not even
loaded; where one is, the pandera schema of the table lists every failure.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from sinews.data.cells import EXPLANATIONS, Rule, key, month, number, rules
from sinews.data.reading import FILE, LINE, Sheet
from sinews.data.schema import Column, Month, Number, Plain, Table, Year
from sinews.errors import Finding, did_you_mean

if TYPE_CHECKING:
    from pandera.api.polars.types import PolarsData
    from pandera.polars import DataFrameSchema


def findings(sheet: Sheet, end: date | None) -> list[Finding]:
    """Everything that is wrong inside one table; `end`: the last month of the horizon, if known."""
    empty = _no_rows(sheet)
    active = rules(sheet.table, set(sheet.raw.columns), end)
    sound = sheet.raw.select(pl.all_horizontal([rule.defect.is_null() for rule in active]).all()).item()
    return empty + ([] if sound else list(_failures(sheet.raw, active)))


def table_schema(table: Table, end: date | None = None) -> DataFrameSchema:
    """The pandera schema of a table whose cells are all text and whose blanks are null."""
    every = {name for column in table.columns for name in (column.name, *_parts(column))}
    return _schema(rules(table, every, end))


def typed(sheet: Sheet) -> pl.DataFrame:
    """The rows with their types, FILE and LINE; a number without a range is exact: its range is itself."""
    present = set(sheet.raw.columns)
    cells = [cell for column in sheet.table.columns if column.name in present for cell in _typed(column, present)]
    return sheet.raw.select(*cells, FILE, LINE)


def empty(table: Table) -> pl.DataFrame:
    """The table without rows, with the types that its columns have in a case."""
    return typed(
        Sheet(table, pl.DataFrame(schema=dict.fromkeys([*_names(table), FILE], pl.String) | {LINE: pl.Int64}))
    ).drop(FILE, LINE)


def overlaid(base: Sheet, over: Sheet) -> Sheet:
    """The rows of `over`, and those of `base` whose key is not among them."""
    on = [f"_key{index}" for index in range(len(base.table.key))]
    named = [field.alias(name) for field, name in zip(key(base.table), on, strict=True)]
    kept = base.raw.with_columns(named).join(over.raw.select(named), on=on, how="anti").drop(on)
    return Sheet(base.table, pl.concat([kept, over.raw], how="diagonal"), base.sound and over.sound)


# failures ---------------------------------------------------------------------


def _no_rows(sheet: Sheet) -> list[Finding]:
    table = sheet.table
    if sheet.raw.height or not sheet.sound or not table.required or table.may_be_empty:
        return []
    return [Finding(f"{table.name}.csv", 0, "", "no rows", f"at least one row: {table.about}", "Add the rows.")]


def _schema(active: list[Rule]) -> DataFrameSchema:
    import pandera.polars as pa

    def check(rule: Rule) -> pa.Check:
        def sound(data: PolarsData) -> pl.LazyFrame:
            return data.lazyframe.select(rule.defect.is_null())

        return pa.Check(sound, name=rule.name, error=rule.name, ignore_na=False)

    return pa.DataFrameSchema(checks=[check(rule) for rule in active])


def _failures(raw: pl.DataFrame, active: list[Rule]) -> Iterator[Finding]:
    from pandera.errors import SchemaErrors

    by_name = {rule.name: rule for rule in active}
    try:
        _schema(active).validate(raw, lazy=True)
    except SchemaErrors as errors:
        for error in errors.schema_errors:
            yield from _explained(raw, by_name[str(error.check.name)])


def _explained(raw: pl.DataFrame, rule: Rule) -> Iterator[Finding]:
    cells = rule.column.split(", ")
    failed = raw.select(FILE, LINE, rule.defect.alias("_defect"), *cells).filter(pl.col("_defect").is_not_null())
    for file, line, defect, *values in failed.iter_rows():
        expected, remedy = EXPLANATIONS[defect]
        hint = did_you_mean(values[0], str(rule.context["choices"]).split(", ")) if defect == "not_a_choice" else ""
        yield Finding(
            file,
            line,
            rule.column,
            shown(*values),
            expected.format(**rule.context),
            remedy.format(**rule.context) + hint,
        )


def shown(*values: object) -> str:
    """Cells as a finding shows them: in quotation marks, cut where they are long."""
    texts = ["a blank cell" if value is None else f'"{value}"' for value in values]
    return ", ".join(text if len(text) < 80 else f'{text[:75]} ..."' for text in texts)


# types ------------------------------------------------------------------------


def _parts(column: Column) -> tuple[str, ...]:
    return tuple(f"{column.name}_{part}" for part in ("low", "high", "basis")) if isinstance(column, Number) else ()


def _names(table: Table) -> list[str]:
    return [name for column in table.columns for name in (column.name, *_parts(column))]


def _typed(column: Column, present: set[str]) -> list[pl.Expr]:
    cell = pl.col(column.name)
    if isinstance(column, Month):
        return [month(cell, after=bool(column.after)).alias(column.name)]
    if isinstance(column, Year):
        return [cell.cast(pl.Int32, strict=False)]
    if isinstance(column, Plain):
        return [number(cell)]
    if isinstance(column, Number):
        low, high, basis = _parts(column)
        ends = [
            pl.coalesce(number(pl.col(end)), number(cell)).alias(end) if end in present else number(cell).alias(end)
            for end in (low, high)
        ]
        return [number(cell), *ends, *([pl.col(basis)] if basis in present else [])]
    return [cell]
