"""What leaves service: some of it, and no more than is there."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.data.checks.common import Check, DatedCheck, Frames, flagged, have
from sinews.data.package import Settings
from sinews.data.reading import FILE, LINE
from sinews.data.tables import ItemKind, PlaceKind
from sinews.errors import Finding

#: What a sum of parts may miss a whole by.
_ROUNDING = 1e-6

_WHERE = ["place", "item"]


def _quantities(frames: Frames) -> Iterator[Finding]:
    """Something leaves, or may."""
    if have(frames, "retirements"):
        yield from flagged(
            frames["retirements"], pl.col("quantity_high") == 0, "quantity", "{:g}",
            "more than 0 units, at the high end at least",
            "State how many leave service, or take the row out.",
        )  # fmt: skip


def _there(frames: Frames, settings: Settings) -> Iterator[Finding]:
    """From the start on no more leaves of an ally and item than its stock has: the row is named with which it is more.

    What arrives later does not count: it is no part of a fleet that is known to leave, and it may come late.
    """
    if not have(frames, "retirements", "stocks", "places", "items"):
        return
    rows = frames["retirements"].drop_nulls([*_WHERE, "start", "end", "quantity"])
    rows = rows.filter(pl.col("start") <= pl.col("end"))
    # a place that is no ally, and an item that nobody can need, is one finding by itself
    for name, column, kind in (("places", "place", PlaceKind.ALLY), ("items", "item", ItemKind.NEEDED)):
        rows = rows.join(frames[name].filter(pl.col("kind") == kind), on=column, how="semi", maintain_order="left")
    begin, end = _month("start", settings), _month("end", settings)
    ahead = pl.max_horizontal(end + 1 - pl.max_horizontal(begin, 0), 0) / (end + 1 - begin)
    left = rows.with_columns((pl.col("quantity") * ahead).alias("leaving")).sort("start", "end", LINE)
    sums = left.with_columns(pl.col("leaving").cum_sum().over(_WHERE).alias("together"))
    stocks = frames["stocks"].group_by(_WHERE).agg(pl.col("quantity").sum().alias("held"))
    beside = sums.join(stocks, on=_WHERE, how="left", maintain_order="left").with_columns(pl.col("held").fill_null(0))
    more = pl.col("together") > pl.col("held") * (1 + _ROUNDING)
    excess = beside.filter(more & (pl.col("leaving") > 0)).sort(FILE, LINE)
    for file, line, together, held in excess.select(FILE, LINE, "together", "held").iter_rows():
        yield Finding(
            file, line, "quantity", f"{together:g} that leave from {settings.start:%Y-%m} on, of a stock of {held:g}",
            "no more than the stock of the ally at the start",
            "Correct the quantity or the stock; what is still to be delivered is not what leaves.",
        )  # fmt: skip


def _month(column: str, settings: Settings) -> pl.Expr:
    """Months from the start of the case to that of a column."""
    when, start = pl.col(column).dt, settings.start
    return (when.year().cast(pl.Int64) - start.year) * 12 + when.month().cast(pl.Int64) - start.month


CHECKS: tuple[Check, ...] = (_quantities,)

DATED: tuple[DatedCheck, ...] = (_there,)
