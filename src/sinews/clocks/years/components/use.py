"""Uses: aid, training and losses. What cannot be had goes unmet and is charged; it is never infeasible.

Training and losses draw on the ally's stock. Aid is what running contracts deliver: it draws on the market as it is
made, without the ally's wait for new contracts, and the ally that gives it pays the price.

charge: unmet use / need of the group. The item's weight is left out, so with several items a unit refused costs more
than the same unit missing at the test.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from sinews.clocks.years.components.base import AID, MARKET, MONEY, STOCK, USES, subjects
from sinews.clocks.years.scope import Scope
from sinews.data.kept import Kept
from sinews.data.months import months_between
from sinews.data.tables import MARKET as EVERYWHERE
from sinews.data.tables import Use
from sinews.model.calendar import Array
from sinews.model.ledger import Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """Draw on stocks and on the market, by ally and item that it needs."""
    for name, aid in (("unmet_aid", True), ("unmet_uses", False)):
        uses = rates(scope, aid=aid)
        if len(drawn := np.flatnonzero(uses.any(axis=1))):
            _draw(scope, ledger, name, aid, drawn, uses[drawn])


def _draw(scope: Scope, ledger: Ledger, name: str, aid: bool, rows: np.ndarray, uses: Array) -> None:
    places, items = (scope.needs[column].gather(rows).to_list() for column in ("place", "item"))
    unmet = ledger.variable(name, subjects(items, place=places, item=items), upper=uses)
    if aid:
        price, market = scope.of_items("price", items)[:, None], [EVERYWHERE] * len(items)
        ledger.flow(AID, MARKET, market, items, -uses)
        ledger.flow(AID, MARKET, market, items, 1.0, unmet)
        ledger.flow(AID, MONEY, places, ["money"] * len(items), -uses * price, about=items)
        ledger.flow(AID, MONEY, places, ["money"] * len(items), price, unmet)
    else:
        ledger.flow(USES, STOCK, places, items, -uses)
        ledger.flow(USES, STOCK, places, items, 1.0, unmet)
    totals = np.array([scope.need_totals[item] for item in items])[:, None]
    ledger.charge("unmet_uses", unmet, scope.calendar.share / totals)


def rates(scope: Scope, *, aid: bool) -> Array:
    """Aid, or all other uses, by row of the needs and tick, in units of the item."""
    start, months = scope.case.settings.start, scope.calendar.months
    return scope.calendar.sum(_monthly(scope.case.table("uses"), scope.needs, start, months, aid=aid))


@Kept
def _monthly(uses: pl.DataFrame, needs: pl.DataFrame, start: date, count: int, *, aid: bool) -> Array:
    """The same by month; shape (rows of needs, months)."""
    keys = {key: number for number, key in enumerate(needs["place", "item"].rows())}
    months = np.arange(count)
    total = np.zeros((len(keys), count))
    for use, place, item, first, last, rate in uses["use", "place", "item", "start", "end", "rate"].rows():
        if (place, item) in keys and (use == Use.AID) is aid:
            within = (months >= months_between(start, first)) & (months <= months_between(start, last))
            total[keys[place, item]] += np.where(within, rate, 0.0)
    return total
