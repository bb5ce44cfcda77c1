"""Running costs: what is added to the stocks of an ally costs money each year, beside those who man it.

running(a, t) + given up(a, t) >= sum over items of months / 12 x cost(i) x
                                  (stock(a, i, t) - laid up(a, i, t) - stock(a, i, start))
cost(i) = running share(i) x price(i);  running >= 0;  0 <= given up(a, t) <= paid to domains(a, t)
0 <= laid up(a, i, t) <= stock(a, i, t)   where an ally's income may not do for the upkeep of what it needs (`claims`)

Upkeep of what is there comes before other domains: they give up what nothing else pays of it, at a small price. What is
laid up costs nothing and counts for no need. What the stock at the start costs is in `standing`, so what a falling
stock no longer costs is kept for what is added to others of the same ally, and is never money for anything else.
"""

from __future__ import annotations

import numpy as np

from sinews.clocks.years.claims import at_first, claims, yearly
from sinews.clocks.years.components.base import (
    COSTS,
    GIVEN_UP,
    HELD,
    IN_STANDING,
    LAID_UP,
    LAYING_UP,
    MANNING,
    MONEY,
    RUNNING,
    STOCKED,
    UPKEEP,
    UPKEEP_OF_STOCKS,
    money_price,
    subjects,
)
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.staffing import staff
from sinews.clocks.years.upkeep import upkeep
from sinews.model.journal import Variable
from sinews.model.ledger import Ledger


def post(scope: Scope, ledger: Ledger, stock: Variable) -> None:
    """Post what stocks cost, what of it is paid already, and the payment of the rest; nothing where nothing costs."""
    cost = yearly(scope)
    if not cost.any():
        return
    places, money = scope.needs["place"].to_list(), ["money"] * len(cost)
    months = scope.calendar.length[None, :] / 12
    ledger.flow(UPKEEP_OF_STOCKS, COSTS, places, money, -cost[:, None] * months, stock)
    ledger.flow(IN_STANDING, COSTS, places, money, (cost * at_first(scope))[:, None] * months)
    allies = sorted(set(places))
    mine = ["money"] * len(allies)
    paid = ledger.variable("running", subjects(mine, place=allies))
    ledger.flow(RUNNING, COSTS, allies, mine, 1.0, paid)
    ledger.flow(RUNNING, MONEY, allies, mine, -1.0, paid)
    _given_up(scope, ledger)
    _laid_up(scope, ledger, stock, cost)


def _given_up(scope: Scope, ledger: Ledger) -> None:
    """What other domains give up for upkeep: it stays in the account, under two headings that cancel out."""
    most = claims(scope).domains
    rows = np.flatnonzero(most.any(axis=1))
    if not len(rows):
        return
    places, money = [scope.allies[row] for row in rows], ["money"] * len(rows)
    given = ledger.variable("given_up", subjects(money, place=places), upper=most[rows])
    ledger.flow(RUNNING, COSTS, places, money, 1.0, given)
    ledger.flow(RUNNING, MONEY, places, money, -1.0, given)
    ledger.flow(GIVEN_UP, MONEY, places, money, 1.0, given)
    ledger.charge("money", given, money_price(scope))


def _laid_up(scope: Scope, ledger: Ledger, stock: Variable, cost: np.ndarray) -> None:
    """What is laid up where income may not pay for upkeep: no cost, and no part of what counts for a need."""
    where = claims(scope).tight[[scope.allies.index(place) for place in scope.needs["place"]]] & (cost > 0)[:, None]
    rows = np.flatnonzero(where.any(axis=1))
    if not len(rows):
        return
    items, places = (scope.needs[column].gather(rows).to_list() for column in ("item", "place"))
    money = ["money"] * len(rows)
    idle = ledger.variable("laid_up", subjects(items, place=places, item=items), upper=np.where(where[rows], np.inf, 0))
    ledger.flow(STOCKED, LAID_UP, places, items, 1.0, stock.part(rows))
    ledger.flow(LAYING_UP, LAID_UP, places, items, -1.0, idle)
    ledger.flow(LAYING_UP, COSTS, places, money, cost[rows, None] * scope.calendar.length[None, :] / 12, idle)
    kept = upkeep(scope)
    holders = [scope.holder[row] for row in rows]
    ledger.flow(LAYING_UP, HELD, holders, items, -kept.counts[rows, None], idle)
    counts = np.broadcast_to(kept.counts[:, None], kept.room.shape)
    for balance, part, able in ((UPKEEP, kept.room, kept.rows), (MANNING, counts, staff(scope).rows)):
        some = np.flatnonzero(np.isin(rows, able))
        if len(some):
            mine = idle.part(some)
            ledger.flow(
                LAYING_UP, balance, mine.subjects.columns["place"], mine.subjects.items, -part[rows[some]], mine
            )
