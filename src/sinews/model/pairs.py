"""Pairs of promised and observed of a case, as promises slip by them; all, or without those that may lean."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import polars as pl

from sinews.data.case import Case
from sinews.data.tables.slips import DATED, LookedUp, PromiseKind, SlipKind
from sinews.model.slips import Pair


class Sample(StrEnum):
    """Which pairs count: all, promises at contract, or those that were not looked up because they were late."""

    ALL = "all"
    CONTRACT = "contract"
    NOT_LATE = "not_late"


#: Rows of `slips` that a sample keeps.
KEPT: Mapping[Sample, pl.Expr] = {
    Sample.ALL: pl.lit(value=True),
    Sample.CONTRACT: pl.col("promise") == PromiseKind.CONTRACT,
    Sample.NOT_LATE: pl.col("looked_up") != LookedUp.LATE,
}


def pairs_of(case: Case, sample: Sample = Sample.ALL) -> tuple[Pair, ...]:
    """The pairs of the table `slips` of a case."""
    return pairs_in(case.table("slips").filter(KEPT[sample]))


def pairs_in(rows: pl.DataFrame) -> tuple[Pair, ...]:
    """The pairs of some rows of `slips`: months from the promise for a date, else the rate or the cost itself."""
    dated = pl.col("kind").is_in([kind.value for kind in DATED])
    values = (
        pl.when(dated).then(_months(month)).otherwise(pl.col(amount)).alias(amount)
        for amount, month in (("promised", "due"), ("observed", "came"))
    )
    return tuple(
        Pair(programme, SlipKind(kind), promised, observed, party)
        for programme, kind, promised, observed, party in rows.select("programme", "kind", *values, "party").iter_rows()
    )


def _months(column: str) -> pl.Expr:
    """Whole months from the promise to a month."""
    start, end = pl.col("signed"), pl.col(column)
    years = end.dt.year().cast(pl.Float64) - start.dt.year().cast(pl.Float64)
    return 12.0 * years + end.dt.month().cast(pl.Float64) - start.dt.month().cast(pl.Float64)
