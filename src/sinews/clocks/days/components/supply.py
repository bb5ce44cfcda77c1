"""Formations: what is ready to leave, where, and from when on; it waits at its start until it leaves.

waiting(n, i, t) = waiting(n, i, t-1) + what becomes ready(n, i, t) - departures(n, i, t)
"""

from __future__ import annotations

import numpy as np

from sinews.clocks.days.components.base import AT, READY
from sinews.clocks.days.routes import Journeys
from sinews.clocks.days.scope import Moves
from sinews.model.journal import CARRIED_IN, CARRIED_OVER, Subjects
from sinews.model.ledger import Ledger


def build(scope: Moves, _journeys: Journeys, ledger: Ledger) -> None:
    """Supply of every item at its starts, and what waits there."""
    pairs = [(node, item) for item, nodes in scope.starts.items() for node in nodes]
    places, items = [node for node, _ in pairs], [item for _, item in pairs]
    waiting = ledger.variable("waiting", Subjects({"place": places, "item": items}, items))
    ledger.flow(CARRIED_OVER, AT, places, items, -1.0, waiting)
    ledger.flow(CARRIED_IN, AT, places, items, 1.0, waiting, carried=True)
    ready = scope.supply
    amounts = np.zeros((ready.height, len(scope.calendar)))
    for row, (day, quantity) in enumerate(ready.select("day", "quantity").iter_rows()):
        amounts[row, np.flatnonzero(scope.calendar.from_day(day))[:1]] = quantity
    ledger.flow(READY, AT, ready["node"].to_list(), ready["item"].to_list(), amounts)
