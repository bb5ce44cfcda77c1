"""What lines could make beyond their rate, and plants of a neighbouring industry, as far as it is called up.

Where a case has no such rows, or a share of 0 in all of them, nothing is called up, and no component posts anything.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from sinews.clocks.years.scope import OfScope, Scope
from sinews.data.kept import Kept
from sinews.model.calendar import Array

#: The column of what a row may make as a whole.
WHOLE = "whole"


@dataclass(frozen=True)
class Called:
    """Rows that are called up, each with `place` and `item`.

    `begins`, `ramp`: months from the start to the first of it, and from there to the whole; shape (rows,).
    `months`: months of the whole in each tick, times the part that is called up; shape (rows, ticks).
    `premium`: what a unit costs more than its price, million EUR; shape (rows,).
    """

    rows: pl.DataFrame
    begins: Array
    ramp: Array
    months: Array
    premium: Array

    def __len__(self) -> int:
        return self.rows.height

    @property
    def places(self) -> list[str]:
        """The host of each row."""
        return self.rows["place"].to_list()

    @property
    def items(self) -> list[str]:
        """What each row makes."""
        return self.rows["item"].to_list()


@OfScope
def surge(scope: Scope) -> Called:
    """Lines inside the group that may make more than their rate, by line; the whole is `most`, a part of the rate."""
    return _called(scope, _of_lines(scope.case.table("surge"), scope.sites))


@Kept
def _of_lines(table: pl.DataFrame, sites: pl.DataFrame) -> pl.DataFrame:
    """Rows on lines by line, with the whole of what each may make more: a part of its rate."""
    rows = table.join(sites.select("site", "place", "item"), on="site", how="inner").sort("site")
    return rows.with_columns((pl.col("most") / 100).alias(WHOLE))


@OfScope
def conversion(scope: Scope) -> Called:
    """Plants inside the group that may be converted, by code; none where lines may not grow."""
    return _called(scope, _plants(scope.case.table("conversion"), growing=scope.question.expansion))


@Kept
def _plants(table: pl.DataFrame, *, growing: bool) -> pl.DataFrame:
    """Plants by code, none where lines may not grow; the whole of each is its rate."""
    rows = table.sort("conversion").with_columns(pl.col("rate").alias(WHOLE))
    return rows if growing else rows.clear()


def _called(scope: Scope, rows: pl.DataFrame) -> Called:
    parts = _parts(rows, scope.allies, scope.needed)
    begins = scope.known + parts["lag"].to_numpy()
    ramp = parts["ramp"].to_numpy() if "ramp" in parts.columns else np.zeros(len(begins))
    served = [scope.calendar.served(*pair) for pair in zip(begins, ramp, strict=True)]
    months = np.array(served).reshape(-1, len(scope.calendar)) * parts["called"].to_numpy()[:, None]
    premium = scope.of_items("price", parts["item"].to_list()) * parts["premium"].to_numpy() / 100
    return Called(parts, begins, ramp, months, premium)


@Kept
def _parts(rows: pl.DataFrame, places: tuple[str, ...], items: tuple[str, ...]) -> pl.DataFrame:
    """Those of some rows that have a part called up in one of some places, of one of some items."""
    ours = pl.col("place").is_in(list(places)) & pl.col("item").is_in(list(items))
    called = (pl.col(WHOLE) * pl.col("share") / 100).alias("called")
    return rows.with_columns(called).filter(ours & (pl.col("called") > 0))
