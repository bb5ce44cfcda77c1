"""Pools: rolling stock, transporters and ships stand idle at home between their trips.

idle(c, t) = idle(c, t-1) + pools of c that become ready - stock that leaves + stock that is home again

The way between home and a node is the fastest for the carrier; of several pools of one carrier, the mean of their
ways, weighted by their stock.
"""

from __future__ import annotations

import numpy as np

from sinews.clocks.days.components.base import POOL, READY, STOCK
from sinews.clocks.days.routes import Journeys
from sinews.clocks.days.scope import Moves
from sinews.model.journal import CARRIED_IN, CARRIED_OVER, Subjects
from sinews.model.ledger import Ledger


def build(scope: Moves, _journeys: Journeys, ledger: Ledger) -> None:
    """What becomes ready, and what stands idle."""
    pools = scope.pools
    carriers = sorted(set(pools["carrier"]))
    places = [STOCK] * len(carriers)
    idle = ledger.variable("idle", Subjects({"place": places, "item": carriers}, carriers))
    ledger.flow(CARRIED_OVER, POOL, places, carriers, -1.0, idle)
    ledger.flow(CARRIED_IN, POOL, places, carriers, 1.0, idle, carried=True)
    ready = np.zeros((pools.height, len(scope.calendar)))
    for row, (day, quantity) in enumerate(pools.select("notice", "quantity").iter_rows()):
        ready[row, np.flatnonzero(scope.calendar.from_day(day))[:1]] = quantity
    ledger.flow(READY, POOL, [STOCK] * pools.height, pools["carrier"].to_list(), ready)
