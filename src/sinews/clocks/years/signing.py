"""What contracting offices of allies can sign for the modelled items in each tick.

can sign(a, t) = m(t) / 12 x signed in a year(a) x share for the modelled items(a) x (1 + growth(a))^years since then
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from sinews.clocks.years.scope import OfScope, Scope
from sinews.data.kept import Kept
from sinews.data.tables import Status
from sinews.model.calendar import Array


@dataclass(frozen=True)
class Offices:
    """Offices of allies of the group that have a row, sorted; `most`: million EUR, shape (places, ticks)."""

    places: tuple[str, ...]
    most: Array

    def __len__(self) -> int:
        return len(self.places)


@OfScope
def offices(scope: Scope) -> Offices:
    """What the office of each ally of the group can sign by tick; none where the case has no row for it.

    In the tick of the first signature counts what is signed in the months that are left of it: what an office could
    have signed before is of no use.
    """
    rows = _of_allies(scope.case.table("offices"), scope.allies)
    places = tuple(rows["place"])
    yearly = rows["signed"].to_numpy() * rows["share"].to_numpy() / 100
    growth = 1 + rows["growth"].to_numpy() / 100
    years = _years(scope)[None, :] - rows["year"].to_numpy()[:, None]
    monthly = yearly[:, None] / 12 * growth[:, None] ** years
    served = [scope.calendar.served(first) / scope.calendar.length for first in _first(scope, places)]
    most = scope.calendar.sum(monthly) * np.array(served).reshape(len(places), len(scope.calendar))
    return Offices(places, np.asarray(most))


@Kept
def _of_allies(table: pl.DataFrame, allies: tuple[str, ...]) -> pl.DataFrame:
    return table.filter(pl.col("place").is_in(list(allies)))


def _years(scope: Scope) -> Array:
    """The year of each month, as the middle of the month counts from the middle of a year; shape (months,)."""
    start = scope.case.settings.start
    month = start.month - 1 + np.arange(scope.calendar.months) + 0.5
    return np.asarray(start.year + month / 12 - 0.5)


def _first(scope: Scope, places: tuple[str, ...]) -> list[float]:
    """Months from the start to the first signature of each ally: what is approved waits no longer than to be open."""
    approved = _approving(scope)
    wait = scope.of_allies("contracting_delay", places)
    return [
        float(scope.known if ally in approved else scope.known + delay)
        for ally, delay in zip(places, wait, strict=True)
    ]


def _approving(scope: Scope) -> set[str]:
    """Allies with something approved that the question counts."""
    if scope.question.trust.rank > Status.BUDGETED.rank:
        return set()
    return set(of_needs(scope.delivered(scope.case.table("decided")), scope.needs)["place"])


@Kept
def of_needs(rows: pl.DataFrame, needs: pl.DataFrame) -> pl.DataFrame:
    """Those of some rows that are about what a place needs."""
    return rows.join(needs, on=["place", "item"], how="semi")
