"""What of a stock counts: forces need so many things of which a part is planned to be ready, and not all of a stock is.

counts(i) = 1 - share(i) x (1 - min(ready(i), planned(i)) / planned(i)), a part of the stock
most(i)   = the same with the part that spares and repair can keep ready at best, if that is more

An item without a row, or all of which is ready, or with a share of 0, counts whole. None counts for more than one:
what is kept ready beyond what is planned is not in the place of things that forces lack.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinews.clocks.years.scope import OfScope, Scope
from sinews.data.kept import Kept
from sinews.model.calendar import Array, Indices


@dataclass(frozen=True)
class Upkeep:
    """By row of the needs of a scope.

    `counts`: part of a stock that counts without more, shape (rows,). `room`: what of a stock may be kept up beyond
    that, in things that count; shape (rows, ticks), of rows that are `able` alone. `cost`: million EUR a year for each
    of these; shape (rows,).
    """

    counts: Array
    able: NDArray[np.bool_]
    room: Array
    cost: Array

    @property
    def rows(self) -> Indices:
        """Numbers of the rows of the needs in which something may be kept up, one for each of them."""
        return np.flatnonzero(self.able)


@OfScope
def upkeep(scope: Scope) -> Upkeep:
    """What counts of each stock of the scope, and what may be kept up."""
    items = scope.needs["item"].to_list()
    terms = _terms(scope.case.table("serviceability"))
    counts = np.array([terms[item]["counts"] if item in terms else 1.0 for item in items])
    most = np.array([terms[item]["most"] if item in terms else 1.0 for item in items])
    lag = np.array([terms[item]["lag"] if item in terms else 0.0 for item in items])
    yearly = np.array([terms[item]["yearly"] if item in terms else 0.0 for item in items])
    parts = {months: scope.calendar.served(scope.known + months) / scope.calendar.length for months in set(lag)}
    room = np.array([(high - low) * parts[months] for low, high, months in zip(counts, most, lag, strict=True)])
    price = scope.of_items("price", items)
    able = np.array([item in terms and terms[item]["able"] for item in items])
    return Upkeep(counts, able, room.reshape(len(items), len(scope.calendar)), price * yearly)


@Kept
def _terms(table: pl.DataFrame) -> dict[str, dict[str, Any]]:
    """By item: what counts of a stock at first and at best, the months till then, and the part of a price a year."""
    planned, share = pl.col("planned"), pl.col("share") / 100

    def counting(column: str) -> pl.Expr:
        return 1 - share * (1 - pl.min_horizontal(pl.col(column), planned) / planned)

    rows = table.with_columns(counting("ready").alias("counts"))
    better = pl.max_horizontal(counting("best"), "counts").alias("most")
    able = (pl.col("ready") < 100) & (share > 0)  # whatever a lever makes of the rest, there are the same variables
    every = rows.with_columns(better, able.alias("able"), (pl.col("cost") / 100 * planned / 100).alias("yearly"))
    return {row["item"]: row for row in every.iter_rows(named=True)}
