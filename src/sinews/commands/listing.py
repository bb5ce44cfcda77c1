"""`--list KIND` of a command: the names that may be said, in the place of the command's answer."""

from __future__ import annotations

import polars as pl

from sinews.answers.progress import Meter
from sinews.commands.arguments import Arguments
from sinews.commands.cases import case_of
from sinews.commands.lists import LISTS
from sinews.commands.output import write_json, write_table
from sinews.data.case import Case
from sinews.errors import UsageError


def run(arguments: Arguments, meter: Meter) -> int:
    """Print what the case has of a kind. UsageError if it has nothing of it."""
    case = case_of(arguments, meter)
    names = listed(case, arguments.listed)
    if names.is_empty():
        table, code = LISTS[arguments.listed]
        raise UsageError(
            f"The case has no {arguments.listed}: the column {code} of its table {table} is empty. Add rows."
        )
    if arguments.json:
        write_json(arguments.command, {"kind": arguments.listed, "list": names}, case)
    else:
        write_table(names)
    return 0


def listed(case: Case, kind: str) -> pl.DataFrame:
    """Codes of a kind, with the name of each where the table has one for each."""
    table, code = LISTS[kind]
    rows = case.table(table)
    one_each = rows[code].is_unique().all() and "name" in rows.columns
    return (
        rows.select(pl.col(code).alias("code"), *([pl.col("name")] if one_each else []))
        .drop_nulls("code")
        .unique(maintain_order=True)
    )
