"""What is wrong with the rows of a table, by the rules of `cells`, and the rows with their types."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from weakref import WeakKeyDictionary

import polars as pl

from sinews.data.cells import EXPLANATIONS, Rule, key, month, number, rules
from sinews.data.reading import FILE, LINE, Sheet
from sinews.data.schema import Column, Month, Number, Plain, Table, Year
from sinews.errors import Finding, Hints, did_you_mean

#: So many cells with the same defect are named one by one in each column; of more, their number is said.
NAMED = 1000


#: What was worked out from sheets, for as long as these are kept.
_FOUND: WeakKeyDictionary[Sheet, dict[date | None, tuple[Finding, ...]]] = WeakKeyDictionary()
_TYPED: WeakKeyDictionary[Sheet, pl.DataFrame] = WeakKeyDictionary()


def findings(sheet: Sheet, end: date | None) -> list[Finding]:
    """Everything that is wrong inside one table; `end`: the last month of the horizon, if known."""
    by_end = _FOUND.setdefault(sheet, {})
    if end not in by_end:
        by_end[end] = _found(sheet, end)
    return list(by_end[end])


def _found(sheet: Sheet, end: date | None) -> tuple[Finding, ...]:
    active = rules(sheet.table, frozenset(sheet.raw.columns), end)
    doubts = [rule.doubt.any().alias(f"{index}") for index, rule in enumerate(active)]
    doubtful = sheet.raw.select(doubts).row(0) if doubts else ()
    looked_at = [rule for rule, doubt in zip(active, doubtful, strict=True) if doubt]
    return (*_no_rows(sheet), *(finding for rule in looked_at for finding in _failures(sheet.raw, rule)))


def typed(sheet: Sheet) -> pl.DataFrame:
    """The rows with their types, FILE and LINE; a number without a range is exact: its range is itself."""
    if sheet not in _TYPED:
        _TYPED[sheet] = _types(sheet)
    return _TYPED[sheet]


def _types(sheet: Sheet) -> pl.DataFrame:
    optional = (column for column in sheet.table.columns if column.optional and column.name not in sheet.raw.columns)
    absent = [name for column in optional for name in (column.name, *_parts(column))]
    raw = sheet.raw.with_columns(pl.lit(None, pl.String).alias(name) for name in absent)
    present = set(raw.columns)
    cells = [cell for column in sheet.table.columns if column.name in present for cell in _typed(column, present)]
    return raw.select(*cells, FILE, LINE)


@cache
def empty(table: Table) -> pl.DataFrame:
    """The table without rows, with the types that its columns have in a case."""
    return typed(
        Sheet(table, pl.DataFrame(schema=dict.fromkeys([*names(table), FILE], pl.String) | {LINE: pl.Int64}))
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


def rowless(sheet: Sheet) -> list[Finding]:
    """A warning about a table that a case may leave out and that holds a header only."""
    table = sheet.table
    if sheet.raw.height or not sheet.sound or table.required:
        return []
    return [Finding(f"{table.name}.csv", 0, "", "no rows", f"rows: {table.about}", "Fill the table, or leave it out.")]


def _failures(raw: pl.DataFrame, rule: Rule) -> Iterator[Finding]:
    """The cells that break a rule."""
    cells = rule.column.split(", ")
    failed = raw.select(FILE, LINE, rule.defect.alias("_defect"), *cells).filter(pl.col("_defect").is_not_null())
    hints = Hints(str(rule.context.get("choices", "")).split(", "))
    for file, line, defect, *values in failed.head(NAMED).iter_rows():
        hint = did_you_mean(values[0], hints) if defect == "not_a_choice" else ""
        yield _explained(file, line, shown(*values), rule, defect, hint)
    if failed.height > NAMED:
        file, _, defect, *_ = failed.row(NAMED)
        yield _explained(file, 0, f"{failed.height - NAMED:,} more cells with defects", rule, defect)


def _explained(file: str, line: int, cell: str, rule: Rule, defect: str, hint: str = "") -> Finding:
    expected, remedy = (text.format(**rule.context) for text in EXPLANATIONS[defect])
    return Finding(file, line, rule.column, cell, expected, remedy + hint)


def shown(*values: object) -> str:
    """Cells as a finding shows them: in quotation marks, cut where they are long."""
    texts = ["a blank cell" if value is None else f'"{value}"' for value in values]
    return ", ".join(text if len(text) < 80 else f'{text[:75]} ..."' for text in texts)


# types ------------------------------------------------------------------------


def _parts(column: Column) -> tuple[str, ...]:
    return tuple(f"{column.name}_{part}" for part in ("low", "high", "basis")) if isinstance(column, Number) else ()


def names(table: Table) -> list[str]:
    """The columns of a table in a case: each number with its range and basis."""
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
