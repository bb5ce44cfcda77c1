"""Pairs of promised and observed of a case, as promises slip by them."""

from __future__ import annotations

import polars as pl

from sinews.data.case import Case
from sinews.data.tables.slips import DATED, SlipKind
from sinews.model.slips import Pair


def pairs_of(case: Case) -> tuple[Pair, ...]:
    """The pairs of the table `slips`, as the rows stand: months of a date, or the rate or cost itself."""
    return pairs_in(case.table("slips"))


def pairs_in(rows: pl.DataFrame) -> tuple[Pair, ...]:
    """The pairs of some rows of `slips`."""
    dated = pl.col("kind").is_in([kind.value for kind in DATED])
    columns = ("programme", "kind", "promised", "observed")
    read = rows.select(
        "programme",
        "kind",
        *(
            pl.when(dated).then(_months("signed", date)).otherwise(pl.col(value)).alias(value)
            for value, date in (("promised", "due"), ("observed", "came"))
        ),
    )
    return tuple(
        Pair(programme, SlipKind(kind), promised, observed)
        for programme, kind, promised, observed in read.select(columns).iter_rows()
    )


def _months(start: str, end: str) -> pl.Expr:
    """Whole months between two columns of months."""
    first, last = pl.col(start), pl.col(end)
    years = last.dt.year().cast(pl.Float64) - first.dt.year().cast(pl.Float64)
    return 12.0 * years + last.dt.month().cast(pl.Float64) - first.dt.month().cast(pl.Float64)
