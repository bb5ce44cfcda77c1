"""Which rows move the ready date between two editions of a case, and by how many days.

Each table that differs is taken from the second edition into the first, alone, and the date searched again; of a table
that moves it, each row by itself, as long as there are not too many. What rows do together shows in the last line: the
days between the two editions, beside which those of single rows need not add up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce

import polars as pl

from sinews.answers.memory import Memory
from sinews.answers.progress import Count
from sinews.clocks.years.graded import Search, dates, last_of
from sinews.clocks.years.measuring import DAYS
from sinews.clocks.years.options import Question
from sinews.clocks.years.scope import Scope
from sinews.data.case import Case
from sinews.data.schema import Table
from sinews.data.tables.years import YEARS

#: Columns of what moves the date. `days`: by which it comes earlier (negative: later; blank: a date lies beyond).
SCHEMA = {"table": pl.String, "row": pl.String, "ready": pl.Date, "days": pl.Float64}

#: Most rows of a table that are tried one by one, and days from which a move counts.
MOST, LEAST = 24, 0.5

#: The solver that searches.
SOLVER = "highs"

#: Name of the table, or of the row, that stands for all of them.
ALL = "(all)"


def moved(first: Case, second: Case, workers: int, count: Count) -> pl.DataFrame:
    """What moves the date of the family that is ready last (SCHEMA), the most days first, and all together at the end.

    UsageError for cases that cannot be asked, SolveError as the solver does.
    """
    scope = Scope.of(first, Question())
    alone = {family: replace(scope, only=items) for family, items in scope.families.items()}
    own = dates({name: Search(of, SOLVER, None) for name, of in alone.items()}, workers, count, Memory())
    family = last_of(own)

    def found(cases: dict[str, Case]) -> dict[str, float | None]:
        tasks = {name: Search(replace(alone[family], case=case), SOLVER, own[family]) for name, case in cases.items()}
        return dates(tasks, workers, count, Memory())

    tables = {table.name: _with(first, second, table) for table in _differing(first, second)}
    by_table = {name: _row(scope, name, ALL, own[family], instant) for name, instant in found(tables).items()}
    moving = [name for name, row in by_table.items() if _moves(row)]
    rows: list[dict[str, object]] = []
    for table in (table for table in YEARS if table.name in moving):
        single = dict(_rows(first, second, table))
        parts = found(single) if len(single) <= MOST else {}
        lines = [_row(scope, table.name, row, own[family], instant) for row, instant in parts.items()]
        rows += [line for line in lines if _moves(line)] or [by_table[table.name]]
    whole = _row(scope, ALL, ALL, own[family], found({ALL: second})[ALL])
    ordered = sorted(rows, key=lambda row: (-abs(float(str(row["days"] or 0.0))), str(row["table"]), str(row["row"])))
    return pl.DataFrame([*ordered, whole], schema=SCHEMA)


def _differing(first: Case, second: Case) -> Iterator[Table]:
    return (table for table in YEARS if not first.table(table.name).equals(second.table(table.name)))


def _with(first: Case, second: Case, table: Table) -> Case:
    """The first edition with a table of the second one."""
    return replace(first, tables={**first.tables, table.name: second.table(table.name)})


def _rows(first: Case, second: Case, table: Table) -> Iterator[tuple[str, Case]]:
    """The first edition with one row of a table as the second one has it, by the key of the row."""
    old, new, key = first.table(table.name), second.table(table.name), list(table.key)
    same = old.join(new, on=old.columns, how="semi", nulls_equal=True).select(key)
    keys = pl.concat([old.select(key), new.select(key)]).unique(maintain_order=True)
    for row in keys.join(same, on=key, how="anti", maintain_order="left", nulls_equal=True).iter_rows():
        cells = zip(key, row, strict=True)
        here = reduce(lambda one, other: one & other, (pl.col(name).eq_missing(pl.lit(cell)) for name, cell in cells))
        frame = pl.concat([old.filter(~here), new.filter(here)]).sort(key)
        yield "/".join(map(str, row)), replace(first, tables={**first.tables, table.name: frame})


def _row(scope: Scope, table: str, row: str, before: float | None, after: float | None) -> dict[str, object]:
    ready = None if after is None else scope.calendar.month_of(after)
    days = None if before is None or after is None else DAYS * (before - after)
    return {"table": table, "row": row, "ready": ready, "days": days}


def _moves(row: dict[str, object]) -> bool:
    return row["days"] is None or abs(float(str(row["days"]))) >= LEAST
