"""Running costs: what is added to the stocks of an ally costs money each year, beside those who man it.

running(a, t) >= sum over items of months / 12 x running share(i) x price(i) x (stock(a, i, t) - stock(a, i, start))
running(a, t) >= 0

What the stock at the start costs is in `standing` (`claims`). So what a falling stock no longer costs is kept for what
is added to others of the same ally, and is never money for anything else.
"""

from __future__ import annotations

import numpy as np

from sinews.clocks.years.ageing import at_start
from sinews.clocks.years.components.base import (
    COSTS,
    IN_STANDING,
    MONEY,
    RUNNING,
    UPKEEP_OF_STOCKS,
    subjects,
)
from sinews.clocks.years.scope import Scope
from sinews.model.journal import Variable
from sinews.model.ledger import Ledger


def yearly(scope: Scope) -> np.ndarray:
    """What a unit of each row of the needs costs a year, million EUR; shape (rows of needs,)."""
    items = scope.needs["item"].to_list()
    shares = dict(scope.case.table("running_costs").select("item", "share").iter_rows())
    return np.asarray(scope.of_items("price", items) * np.array([shares.get(item, 0.0) for item in items]) / 100)


def post(scope: Scope, ledger: Ledger, stock: Variable) -> None:
    """Post what stocks cost, what of it is paid already, and the payment of the rest; nothing where nothing costs."""
    cost = yearly(scope)
    if not cost.any():
        return
    places, money = scope.needs["place"].to_list(), ["money"] * len(cost)
    months = scope.calendar.length[None, :] / 12
    known = {(place, item): held for place, item, held in at_start(scope.case)["place", "item", "quantity"].iter_rows()}
    held = np.array([known.get(pair, 0.0) for pair in scope.needs["place", "item"].iter_rows()])
    ledger.flow(UPKEEP_OF_STOCKS, COSTS, places, money, -cost[:, None] * months, stock)
    ledger.flow(IN_STANDING, COSTS, places, money, (cost * held)[:, None] * months)
    allies = sorted(set(places))
    mine = ["money"] * len(allies)
    paid = ledger.variable("running", subjects(mine, place=allies))
    ledger.flow(RUNNING, COSTS, allies, mine, 1.0, paid)
    ledger.flow(RUNNING, MONEY, allies, mine, -1.0, paid)
