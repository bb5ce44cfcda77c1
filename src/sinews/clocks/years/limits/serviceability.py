"""What part of the stocks of an item is ready, and what spares and repair can keep ready."""

from __future__ import annotations

import polars as pl

from sinews.answers.limit import Unit
from sinews.clocks.years.limits.base import Limit, more, only, unpriced
from sinews.clocks.years.scope import Scope
from sinews.data.grounds import rows_of
from sinews.data.levers import Change


def _more_ready(_scope: Scope, item: str) -> tuple[Change, ...]:
    """At first, and at best: else more that is ready would leave less to be kept up."""
    return tuple(more("serviceability", column, only("item", item)) for column in ("ready", "best"))


def _rows(_scope: Scope, every: pl.DataFrame, item: str) -> pl.DataFrame:
    return pl.concat([rows_of(every, "serviceability", column, [item]) for column in ("ready", "best", "planned")])


SERVICEABILITY = Limit(
    "serviceability",
    "10 % more of the stocks ready, by spares and repair",
    "Spares and repair ({item})",
    Unit.PERCENT,
    _more_ready,
    _rows,
    unpriced,
    blocks=("stock",),
)
