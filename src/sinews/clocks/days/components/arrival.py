"""Needs: what has arrived in an area counts there; what a tier lacks is missing, and late once it is due.

there(a, l, t) = there(a, l, t-1) + arrivals(a, l, t)
there(a, l, t) + sum over tiers of missing(a, l, k, t) >= need(a, l)
charge late:    weight x days of the tick after the tier is due x missing / weighted need of the load
charge waiting: the same for the days before it is due, at a small part of the price
"""

from __future__ import annotations

import numpy as np

from sinews.clocks.days.components.base import ARRIVED, HELD, LATE, NEED, THERE
from sinews.clocks.days.routes import Journeys
from sinews.clocks.days.scope import Moves
from sinews.model.calendar import Array
from sinews.model.journal import CARRIED_IN, CARRIED_OVER, Subjects
from sinews.model.ledger import Ledger


def build(scope: Moves, _journeys: Journeys, ledger: Ledger) -> None:
    """What is there by area, and what is missing by tier."""
    need = scope.need
    areas, loads = list(need.area), list(need.load)
    there = ledger.variable("there", Subjects({"area": areas, "item": loads}, loads))
    ledger.flow(CARRIED_OVER, ARRIVED, areas, loads, -1.0, there)
    ledger.flow(CARRIED_IN, ARRIVED, areas, loads, 1.0, there, carried=True)
    ledger.flow(THERE, HELD, areas, loads, 1.0, there)
    ledger.flow(NEED, HELD, areas, loads, -need.total[:, None])
    late, early = weights(scope)
    for k, tier in enumerate(need.tier):
        about = Subjects({"area": areas, "item": loads}, loads)
        missing = ledger.variable(f"missing_{tier}", about, upper=need.quantity[:, [k]])
        ledger.flow(LATE, HELD, areas, loads, 1.0, missing)
        ledger.charge("late", missing, late[:, k])
        ledger.charge("waiting", missing, early[:, k])


def weights(scope: Moves) -> tuple[Array, Array]:
    """Charges late and waiting for one missing unit, shape (rows of the need, tiers, ticks).

    All missing throughout, every day late counts one: the sum of charges is mean lateness in days.
    """
    need, calendar = scope.need, scope.calendar
    of_load = dict(scope.case.table("loads").select("load", "weight").iter_rows())
    share = np.array([of_load[load] for load in need.load])
    weighted = need.quantity @ need.weight
    by_load = {load: weighted[[other == load for other in need.load]].sum() for load in need.load}
    total = np.array([by_load[load] for load in need.load])
    kinds = sum(of_load[load] for load in by_load)
    price = (share / kinds / np.maximum(total, 1e-12))[:, None] * need.weight
    after = np.clip(calendar.last_day - need.day[:, None], 0.0, calendar.days)
    before = (calendar.days - after) * scope.case.parameter("days_early")
    return price[:, :, None] * after, price[:, :, None] * before
