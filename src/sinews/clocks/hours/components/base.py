"""What the components of relief share: the balances in which they meet, and the rows of relief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import polars as pl

from sinews.clocks.hours.scope import Homes
from sinews.model.calendar import Array, Indices
from sinews.model.journal import Balance, Subjects
from sinews.model.ledger import Ledger

# Balances in which components meet. Where disposal is free, what is there may stay unused.
LACKED = Balance("lacked", free_disposal=True, rest="beyond need")  # (ally, need): people without, against relief
DEPOT = Balance("depot")  # (ally, need): supplies of one person for one day
POINTS = Balance("points", free_disposal=True, rest="free")  # (ally, need): people whom open points can supply
TRUCKS = Balance("trucks", free_disposal=True, rest="free")  # (ally, "trucks"): hours of trucks
STAFF = Balance("staff", free_disposal=True, rest="free")  # (ally, "staff"): people at work
FUEL = Balance("fuel")  # (ally, "fuel"): litres

# Headings.
WITHOUT, GIVEN, MISSING = "without", "given", "missing"
STOCK, OPEN, THERE, USED = "stock", "open", "there", "used"

#: Hours of a day.
DAY = 24.0


@dataclass(frozen=True)
class Reliefs:
    """Rows of relief of the allies who are asked about, with the means of their ally; each column as an array."""

    rows: pl.DataFrame
    place: tuple[str, ...]
    need: tuple[str, ...]

    @classmethod
    def of(cls, homes: Homes) -> Reliefs:
        """Those for needs that exist, sorted."""
        means = homes.table("relief_means")
        rows = (
            homes.table("relief")
            .filter(pl.col("place").is_in(list(homes.allies)) & pl.col("need").is_in(list(homes.needs)))
            .join(means, on="place", how="inner")
            .sort("place", "need")
        )
        return cls(rows, tuple(rows["place"]), tuple(rows["need"]))

    def column(self, name: str) -> Array:
        """A number of each row, shape (rows, 1)."""
        return self.rows[name].to_numpy().reshape(-1, 1)

    @property
    def subjects(self) -> Subjects:
        """What the rows are about."""
        return Subjects({"place": self.place, "item": self.need}, self.need)

    def numbers(self, homes: Homes) -> tuple[Indices, Indices]:
        """Numbers of the ally and of the need of each row; two arrays of shape (rows,)."""
        allies, needs = list(homes.allies), list(homes.needs)
        return np.array([allies.index(p) for p in self.place], dtype=np.int64), np.array(
            [needs.index(n) for n in self.need], dtype=np.int64
        )


class Build(Protocol):
    """Add a component's terms to `ledger`; `lacking`: people without, shape (allies, needs, ticks)."""

    def __call__(self, homes: Homes, lacking: Array, reliefs: Reliefs, ledger: Ledger, /) -> None:
        """Write variables, flows and charges."""
