"""Retirements: fleets that are known to leave service leave the stock of their ally, evenly over their months.

leaves(a, i, t) = sum over rows of quantity / months of the row x months of the row that fall in t
                  x (1 - loss rate)^(years from the start to the end of t)

Months before the start have passed: what left in them is not in the stock. What is still to leave has aged by then like
the rest of the stock, so that no more of it leaves than is left of it, and what is left at the end of a tick is the
same for any ticks. It was in stock at the start: if the stock is smaller than what is to leave (at an end of its range,
say), as much leaves as there is. So no stock falls below zero, however late lines deliver. Training and losses have
what stays.
"""

from __future__ import annotations

import numpy as np

from sinews.clocks.years.ageing import at_start
from sinews.clocks.years.components.base import RETIREMENTS, STOCK
from sinews.clocks.years.scope import Scope
from sinews.data.months import months_between
from sinews.model.calendar import Array
from sinews.model.ledger import Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """Take what retires out of the stocks of allies and items that they need."""
    leaves = leaving(scope)
    rows = np.flatnonzero(leaves.any(axis=1))
    if rows.size:
        places, items = (scope.needs[column].gather(rows).to_list() for column in ("place", "item"))
        ledger.flow(RETIREMENTS, STOCK, places, items, -leaves[rows])


def leaving(scope: Scope) -> Array:
    """What retires by row of the needs and tick, in units of the item."""
    keys = scope.needs.select("place", "item").rows()
    taken = scope.calendar.sum(_monthly(scope, keys))
    items = [item for _, item in keys]
    years = (scope.calendar.start + scope.calendar.length) / 12
    return np.asarray(taken * (1 - scope.of_items("loss_rate", items)[:, None] / 100) ** years)


def _monthly(scope: Scope, keys: list[tuple[str, str]]) -> Array:
    """What leaves in each month of what was there at the start; shape (rows of needs, months)."""
    number = {key: row for row, key in enumerate(keys)}
    rows = scope.case.table("retirements").join(scope.needs.select("place", "item"), on=["place", "item"], how="semi")
    start, months = scope.case.settings.start, np.arange(scope.calendar.months)
    total, whole = np.zeros((len(keys), len(months))), np.zeros(len(keys))
    for place, item, first, last, quantity in rows.select("place", "item", "start", "end", "quantity").iter_rows():
        begin, end = months_between(start, first), months_between(start, last)
        each = quantity / (end - begin + 1)
        total[number[place, item]] += np.where((months >= begin) & (months <= end), each, 0.0)
        whole[number[place, item]] += each * max(end + 1 - max(begin, 0), 0)
    return total * _there(scope, keys, whole)[:, None] if whole.any() else total


def _there(scope: Scope, keys: list[tuple[str, str]], whole: Array) -> Array:
    """The part of what is to leave that is in stock at the start, 1 as a rule; shape (rows of needs,)."""
    stocks = {(p, i): q for p, i, q in at_start(scope.case).select("place", "item", "quantity").iter_rows()}
    held = np.array([stocks.get(key, 0.0) for key in keys])
    part: Array = np.divide(np.minimum(held, whole), whole, out=np.ones(len(keys)), where=whole > 0)
    return part
