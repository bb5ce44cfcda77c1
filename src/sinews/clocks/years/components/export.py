"""Exports: what states outside the group have on order from lines inside it takes its share of their output.

It draws on the market when it falls due, as aid does, and the buyer pays. What cannot be made goes unmet and is charged
like a use that is refused; it is never infeasible. What lines outside the group owe to others stands in their export
shares.

charge: unmet exports / need of the group
"""

from __future__ import annotations

import numpy as np
import polars as pl

from sinews.clocks.years.components.base import EXPORTS, MARKET, subjects
from sinews.clocks.years.scope import Scope
from sinews.data.kept import Kept
from sinews.data.tables import MARKET as EVERYWHERE
from sinews.model.calendar import Array
from sinews.model.ledger import Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """Draw on the market for the orders of others, by item."""
    due = orders(scope)
    rows = np.flatnonzero(due.any(axis=1))
    if not rows.size:
        return
    items, due = [scope.needed[row] for row in rows], due[rows]
    market = [EVERYWHERE] * len(items)
    unmet = ledger.variable("unmet_exports", subjects(items, place=market, item=items), upper=due)
    ledger.flow(EXPORTS, MARKET, market, items, -due)
    ledger.flow(EXPORTS, MARKET, market, items, 1.0, unmet)
    totals = np.array([scope.need_totals[item] for item in items])[:, None]
    ledger.charge("unmet_uses", unmet, scope.calendar.share / totals)


def orders(scope: Scope) -> Array:
    """What falls due of orders of states outside the group at lines inside it; shape (needed items, ticks)."""
    rows = _of_others(scope.trusted("deliveries"), scope.allies, scope.needed)
    monthly = scope.months(rows["start", "end"].rows()) * rows["quantity"].to_numpy()[:, None]
    total = np.zeros((len(scope.needed), scope.calendar.months))
    np.add.at(total, [scope.needed.index(item) for item in rows["item"]], monthly)
    return scope.calendar.sum(total)


@Kept
def _of_others(deliveries: pl.DataFrame, allies: tuple[str, ...], items: tuple[str, ...]) -> pl.DataFrame:
    """What others than allies have on order from them, of some items."""
    here = list(allies)
    return deliveries.filter(
        ~pl.col("place").is_in(here) & pl.col("supplier").is_in(here) & pl.col("item").is_in(list(items))
    )
