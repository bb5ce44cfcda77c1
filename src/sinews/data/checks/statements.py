"""What is wrong with rows of `statements`: cells that their check needs, and codes that name nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from sinews.data.reading import FILE, LINE
from sinews.data.tables.statements import REQUIRED, StatementCheck
from sinews.errors import Finding, did_you_mean

Frames = Mapping[str, pl.DataFrame]

#: Column of codes -> the table and column that hold them.
NAMED = {"force": ("scales", "force"), "path": ("paths", "path")}


def findings(frames: Frames) -> Iterator[Finding]:
    """All findings in `statements` and `counterparts` that need more than one cell to see."""
    if "statements" not in frames:
        return
    table = frames["statements"]
    yield from _missing(table)
    yield from _unknown(table, frames)
    yield from _uncompared(table, frames)


def _missing(table: pl.DataFrame) -> Iterator[Finding]:
    """Blank cells that the check of the row cannot do without."""
    checks = set(table["check"])
    for check in (check for check in StatementCheck if check in checks):
        made = table.filter(pl.col("check") == check)
        for column in (column for column in REQUIRED[check] if made[column].null_count()):
            rows = made.filter(pl.col(column).is_null())
            for file, line, statement in rows.select(FILE, LINE, "statement").iter_rows():
                yield Finding(
                    file,
                    line,
                    column,
                    "a blank cell",
                    f"a {column}, for the check {check}",
                    f"Fill the cell of {statement}, or choose a check that does not need it.",
                )


def _unknown(table: pl.DataFrame, frames: Frames) -> Iterator[Finding]:
    """Codes of groups, states, forces, paths and facts that name nothing."""
    if "groups" in frames and "places" in frames:
        codes = set(frames["groups"]["group"]) | set(frames["places"]["place"])
        towns = set(frames["cities"]["city"]) if "cities" in frames else set()
        of_cities = pl.col("check") == StatementCheck.MINUTES_CLOCK
        for column in ("about", "against"):
            yield from _strangers(table.filter(~of_cities), column, codes, "codes of groups or places")
        yield from _strangers(table.filter(of_cities), "about", towns, "codes of cities")
    for column, (name, key) in NAMED.items():
        if name in frames:
            yield from _strangers(table, column, set(frames[name][key]), f"a {column} of the table {name}")
    if "facts" in frames:
        yield from _strangers(
            table, "evidence", set(frames["facts"]["fact"]), "ids of facts, which a check can compare"
        )


def _strangers(table: pl.DataFrame, column: str, codes: set[str], expected: str) -> Iterator[Finding]:
    for file, line, cell in table.drop_nulls(column).select(FILE, LINE, column).iter_rows():
        for token in cell.split():
            if token not in codes:
                hint = did_you_mean(token, codes)
                yield Finding(file, line, column, f'"{token}"', expected, f"Correct the code, or add its row.{hint}")


def _uncompared(table: pl.DataFrame, frames: Frames) -> Iterator[Finding]:
    """Items that are to be set beside an adversary's, and have no counterpart."""
    if "counterparts" not in frames:
        return
    compared = pl.col("check").is_in([StatementCheck.OUTPUT_RATIO, StatementCheck.SMALLER_YET_FASTER])
    lost = table.filter(compared).join(frames["counterparts"], on="item", how="anti", maintain_order="left")
    for file, line, item in lost.drop_nulls("item").select(FILE, LINE, "item").iter_rows():
        yield Finding(
            file,
            line,
            "item",
            f'"{item}"',
            "an item with a row in counterparts",
            "Add the adversary's item to counterparts, or choose another check.",
        )
