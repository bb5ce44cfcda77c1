"""A case whose figures are the means of what trials draw, for plans that are made by these."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from sinews.clocks.years.scope import Scope
from sinews.clocks.years.trials.draws import MEAN
from sinews.clocks.years.trials.ends import columns
from sinews.data.case import Case


def averaged(scope: Scope) -> Scope:
    """The question asked of the case of means, on the same ticks."""
    return replace(scope, case=expected(scope.case))


def expected(case: Case) -> Case:
    """The case with each figure that trials draw at the mean of its draws; what is nothing when likely stays nothing.

    A range that reaches farther up than down has its mean above the likely value, by MEAN of the difference.
    """
    tables = dict(case.tables)
    for table, number in columns(case):
        likely, low, high = (pl.col(f"{number}{end}") for end in ("", "_low", "_high"))
        mean = likely + MEAN * (low + high - 2 * likely)
        tables[table] = tables[table].with_columns(pl.when(likely == 0).then(likely).otherwise(mean).alias(number))
    return replace(case, tables=tables)
