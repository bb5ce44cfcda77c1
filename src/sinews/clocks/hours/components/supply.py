"""What there is to give with: depots and fuel that are drawn down, points that open, trucks and staff in each tick.

stock(t) = stock(t-1) - drawn(t), from what is there at the start; fuel alike
places at points(t) = points x per_point x part of them that is open, rising evenly from `first` over `ramp` hours
hours of trucks(t) = trucks x hours(t)
"""

from __future__ import annotations

import numpy as np

from sinews.clocks.hours.components.base import DAY, DEPOT, FUEL, OPEN, POINTS, STAFF, STOCK, THERE, TRUCKS, Reliefs
from sinews.clocks.hours.scope import Homes
from sinews.model.calendar import Array
from sinews.model.journal import CARRIED_IN, CARRIED_OVER, Balance, Subjects
from sinews.model.ledger import Ledger


def build(homes: Homes, _lacking: Array, reliefs: Reliefs, ledger: Ledger) -> None:
    """Depots, points, trucks, staff and fuel."""
    places = reliefs.column("points") * reliefs.column("per_point") * opened(homes, reliefs)
    ledger.flow(OPEN, POINTS, reliefs.place, reliefs.need, places)
    _drawn(homes, ledger, DEPOT, reliefs.subjects, reliefs.column("stock"))
    means = reliefs.rows.unique("place", keep="first", maintain_order=True)
    allies = list(means["place"])
    hours = homes.calendar.days * DAY
    for balance, amount in (
        (TRUCKS, means["trucks"].to_numpy()[:, None] * hours),
        (STAFF, means["staff"].to_numpy()[:, None] * np.ones_like(hours)),
    ):
        ledger.flow(THERE, balance, allies, [balance.name] * len(allies), amount)
    fuel = Subjects({"place": allies, "item": [FUEL.name] * len(allies)}, [FUEL.name] * len(allies))
    _drawn(homes, ledger, FUEL, fuel, means["fuel"].to_numpy()[:, None])


def _drawn(homes: Homes, ledger: Ledger, balance: Balance, subjects: Subjects, stock: Array) -> None:
    """A stock that is there at the start and is drawn down; `stock` of shape (subjects, 1)."""
    places, items = subjects.columns["place"], subjects.columns["item"]
    first = np.zeros(len(homes.calendar))
    first[0] = 1.0
    left = ledger.variable(f"left_{balance.name}", subjects)
    ledger.flow(STOCK, balance, places, items, stock * first)
    ledger.flow(CARRIED_OVER, balance, places, items, -1.0, left)
    ledger.flow(CARRIED_IN, balance, places, items, 1.0, left, carried=True)


def opened(homes: Homes, reliefs: Reliefs) -> Array:
    """Mean part of the points that is open in each tick, 0 to 1; shape (rows, ticks)."""
    first, ramp = reliefs.column("first"), reliefs.column("ramp")
    start, end = homes.calendar.first_day * DAY, homes.calendar.last_day * DAY
    return np.asarray((_so_far(end - first, ramp) - _so_far(start - first, ramp)) / (end - start))


def _so_far(since: Array, ramp: Array) -> Array:
    """Integral of the open part until so many hours after the first point; shape (rows, ticks)."""
    late, safe = np.maximum(since, 0.0), np.where(ramp > 0, ramp, 1.0)
    return np.where(late < ramp, late**2 / (2 * safe), late - ramp / 2)
