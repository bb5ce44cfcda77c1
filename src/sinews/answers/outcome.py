"""The outcome of every clock as one long table: what a plan decides and what follows from it, in natural units.

Every table has the leading columns `clock, subject, place, period, quantity, value, low, high, unit, kind`; `kind` is
source (from the case), choice (decided by the plan) or model (follows from both). Low and high are blank where the
model gives a single number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import polars as pl

from sinews.model.calendar import Array

#: Columns of every outcome table, with their types.
SCHEMA: dict[str, type[pl.DataType]] = {
    "clock": pl.String,
    "subject": pl.String,
    "place": pl.String,
    "period": pl.String,
    "quantity": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "unit": pl.String,
    "kind": pl.String,
}

#: Their names.
COLUMNS = tuple(SCHEMA)


class Kind(StrEnum):
    """Where a number of the outcome comes from."""

    SOURCE = "source"
    CHOICE = "choice"
    MODEL = "model"


@dataclass(frozen=True)
class Periods:
    """The clock that an outcome is of, and the labels of its periods."""

    clock: str
    labels: Sequence[str]

    def table(
        self,
        quantity: str,
        subjects: Sequence[str],
        places: Sequence[str],
        values: Array,
        unit: str | Sequence[str],
        kind: Kind,
    ) -> pl.DataFrame:
        """A block of values, shape (subjects, periods), as rows of the outcome; `unit`: of all, or one for each."""
        units = [unit] * len(subjects) if isinstance(unit, str) else list(unit)
        rows = pl.DataFrame(
            {"subject": list(subjects), "place": list(places), "unit": units},
            schema={name: SCHEMA[name] for name in ("subject", "place", "unit")},
        )
        periods = pl.DataFrame({"period": list(self.labels)}, schema={"period": pl.String})
        cells = rows.join(periods, how="cross", maintain_order="left_right")
        return cells.select(
            pl.lit(self.clock).alias("clock"),
            "subject",
            "place",
            "period",
            pl.lit(quantity).alias("quantity"),
            pl.Series("value", np.asarray(values, dtype=float).ravel() + 0.0, dtype=pl.Float64),
            pl.lit(None, dtype=pl.Float64).alias("low"),
            pl.lit(None, dtype=pl.Float64).alias("high"),
            "unit",
            pl.lit(kind.value).alias("kind"),
        )
