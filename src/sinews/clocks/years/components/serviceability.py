"""Serviceability: not all of a stock is ready; spares and repair keep more of it ready, after a while and at a cost.

what counts(a, i, t) = counts(i) x stock(a, i, t) + kept up(a, i, t)
kept up(a, i, t) <= (most(i) - counts(i)) x stock(a, i, t) x the part of t from the day of knowledge + lag(i) on

Needs are stated in things that forces have, of which a part is planned to be ready; so what of a stock is ready counts
over that part (`sinews.clocks.years.upkeep`). What is kept up costs its ally so much a year. Stocks post what counts of
them and what of them may be kept up; where a case has no rows, nothing is posted here, and all of a stock counts.
"""

from __future__ import annotations

from sinews.clocks.years.components.base import (
    HELD,
    KEPT_UP,
    MANNING,
    MONEY,
    UPKEEP,
    UPKEEP_COSTS,
    money_price,
    subjects,
)
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.staffing import staff
from sinews.clocks.years.upkeep import upkeep
from sinews.model.ledger import Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """What is kept up of the stocks of allies and items that they need, and what that costs."""
    maintenance = upkeep(scope)
    rows = [int(row) for row in maintenance.rows]
    if not rows:
        return
    places, items = (scope.needs[column].gather(rows).to_list() for column in ("place", "item"))
    kept = ledger.variable("kept_up", subjects(items, place=places, item=items))
    ledger.flow(KEPT_UP, UPKEEP, places, items, -1.0, kept)
    ledger.flow(KEPT_UP, HELD, [scope.holder[row] for row in rows], items, 1.0, kept)
    man = set(staff(scope).rows.tolist())
    if crewed := [number for number, row in enumerate(rows) if row in man]:
        manned = kept.part(crewed)
        ledger.flow(KEPT_UP, MANNING, manned.subjects.columns["place"], manned.subjects.items, 1.0, manned)
    cost = maintenance.cost[rows][:, None] * scope.calendar.length / 12
    ledger.flow(UPKEEP_COSTS, MONEY, places, ["money"] * len(items), -cost, kept)
    ledger.charge("money", kept, cost * money_price(scope))
