"""Rows on adversaries, levers and statements that are sound, and that no question reads."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.data.checks.common import DatedCheck, Frames, Known, noted, unread
from sinews.data.package import Settings
from sinews.data.selection import OF_LINE, selection_of
from sinews.data.tables import QUESTION, AdversaryQuantity, StatementCheck
from sinews.data.tables.days import DAYS
from sinews.data.tables.hours import HOURS
from sinews.data.tables.minutes import MINUTES
from sinews.data.tables.years import YEARS
from sinews.errors import Finding

#: Quantities of adversaries that pages and statements read, and the units in which they do.
_READ_IN = {
    AdversaryQuantity.OUTPUT: ("units/month",),
    AdversaryQuantity.REFURBISHMENT: ("units/month",),
    AdversaryQuantity.DEFENCE_EXPENDITURE: ("million_EUR", "million_international_USD"),
}

_MADE = [AdversaryQuantity.OUTPUT, AdversaryQuantity.REFURBISHMENT]


def _rivals(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    """What nobody asks of adversaries, what is in a unit that is not read, what has no counterpart, or no original."""
    rows, pairs = frames["adversary"], frames["counterparts"]
    imports = frames["statements"].filter(pl.col("check") == StatementCheck.IMPORTS)["about"].drop_nulls()
    quantities = [*_READ_IN, *([AdversaryQuantity.IMPORT] if len(imports) else [])]
    unasked = rows.filter(~pl.col("quantity").is_in(quantities))
    yield from unread(unasked, ("quantity",), f"{', '.join(quantities)}, of which pages and statements speak")
    for quantity, units in _READ_IN.items():
        odd = rows.filter((pl.col("quantity") == quantity) & ~pl.col("unit").is_in(units))
        yield from unread(odd, ("entry", "unit"), f"{quantity} in {' or '.join(units)}", Known(units))
    made, twins = rows.filter(pl.col("quantity").is_in(_MADE)), Known(pairs["counterpart"])
    alone = made.filter(~pl.col("item").is_in(list(twins.codes)).fill_null(value=False))
    yield from unread(alone, ("item",), "items with a row in counterparts", twins)
    there = Known(made["item"])
    lost = pairs.filter(~pl.col("counterpart").is_in(list(there.codes)))
    yield from unread(lost, ("counterpart",), "items that an adversary makes", there)


def _levers(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    """Levers that are neither on offer nor a rung."""
    *others, years = ({table.name for table in tables} for tables in (DAYS, HOURS, MINUTES, YEARS))
    changed = dict(frames["changes"].group_by("lever").agg(pl.col("table").unique()).iter_rows())
    moving = [lever for lever, tables in changed.items() if any(set(tables) <= own for own in others)]
    buying = [lever for lever, tables in changed.items() if set(tables) <= years | {QUESTION}]
    offered = pl.col("lever").is_in(moving) | (pl.col("lever").is_in(buying) & pl.col("price").is_not_null())
    idle = frames["levers"].filter(~offered & ~pl.col("lever").is_in(frames["ladder"]["lever"].implode()))
    yield from unread(idle, ("lever",), "levers on the ladder, or for one clock (of the years clock: with a price)")


def _selections(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    """Values of selections that name no row, beside others that do."""
    for row in frames["changes"].filter(pl.col("table") != QUESTION).partition_by("lever", "part"):
        table, selection = row.select("table", "selection").row(0)
        for column, values in selection_of(selection or ""):
            vocabulary = Known(map(str, _values(frames, table, column)))
            for value in values:
                if value not in vocabulary.codes:
                    yield from noted(
                        row.with_columns(pl.lit(value).alias("selection")), ("lever", "selection"),
                        f"with a value of {column} that is in no row of {table}", "values that name some row",
                        "Correct the value, or take it out.", vocabulary,
                    )  # fmt: skip


def _values(frames: Frames, table: str, column: str) -> pl.Series:
    """What a column of a table, of its lines or of the groups of its places holds."""
    if column in frames[table].columns:
        return frames[table][column].drop_nulls()
    return frames["sites" if column in OF_LINE else "groups"][column].drop_nulls()


def _owners(frames: Frames, _settings: Settings) -> Iterator[Finding]:
    """Owners that statements name and no line has."""
    owners, said = frames["sites"]["owner"].unique(), frames["statements"].drop_nulls("owner")
    lost = [owner for owner in said["owner"].unique() if not owners.str.contains(owner, literal=True).any()]
    rows = said.filter(pl.col("owner").is_in(lost))
    remedy = "Correct the owner, or add the line."
    yield from noted(rows, ("statement", "owner"), "on lines of nobody", "owners of lines", remedy, Known(owners))


def _later(frames: Frames, settings: Settings) -> Iterator[Finding]:
    """Statements of a day after the one as of which the case is made."""
    for name in ("threats", "statements"):
        rows = frames[name].filter(pl.col("date") > settings.as_of)
        key = frames[name].columns[0]
        yield from noted(
            rows, (key, "date"), f"said after {settings.as_of:%Y-%m-%d}, the day as of which the case is made",
            "nothing that became known later", "Correct the date, or the day (as_of) of the case.",
        )  # fmt: skip


WARNINGS: tuple[DatedCheck, ...] = (_rivals, _levers, _selections, _owners, _later)
