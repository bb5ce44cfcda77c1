"""Lines: output within capacity; inputs by recipe; all output meets all demand on one market.

output(s, t) <= months(t) x (existing and announced rate + extra capacity before the tick)
                + what arrives of extra capacity in the tick x the months of it for which it is there
output(s, t) <= months(t) x the highest rate that the line may reach, where a promise takes up room for expansion

So a promise takes the place of what the plan has added when it comes, and does not stand in its way before.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from sinews.clocks.years.components import opening
from sinews.clocks.years.components.base import (
    CAPACITY,
    EXTRA_RATE,
    INPUTS,
    KNOWN_RATE,
    LINE,
    MARKET,
    OUTPUT,
    subjects,
)
from sinews.clocks.years.rates import lines
from sinews.clocks.years.scope import Scope
from sinews.data.tables import MARKET as EVERYWHERE
from sinews.model.calendar import Array
from sinews.model.journal import CARRIED_IN, CARRIED_OVER
from sinews.model.ledger import Ledger


def build(scope: Scope, ledger: Ledger) -> None:
    """Output of every line, its inputs, and its limit by capacity (with what the plan adds)."""
    sites = scope.sites
    names, items, places = (sites[column].to_list() for column in ("site", "item", "place"))
    about = subjects(items, site=names, place=places, item=items)
    months, base = scope.calendar.length, scope.calendar.mean(base_rate(scope))
    room = _room(scope, base)
    most = room.max(axis=1, keepdims=True)
    output = ledger.variable("output", about, upper=np.where(room < most, months * (base + room), np.inf))
    ledger.flow(OUTPUT, MARKET, [EVERYWHERE] * len(items), items, 1.0, output)
    recipes = scope.case.table("recipes").filter(pl.col("item").is_in(list(scope.items))).sort("item", "input")
    for whole, part, quantity in recipes.select("item", "input", "quantity").rows():
        use = np.where(np.array(items) == whole, -quantity, 0.0)[:, None]
        ledger.flow(INPUTS, MARKET, [EVERYWHERE] * len(items), [part] * len(items), use, output)

    extra = ledger.variable("extra_capacity", about, upper=most)
    ledger.flow(CARRIED_OVER, CAPACITY, names, items, -1.0, extra)
    ledger.flow(CARRIED_IN, CAPACITY, names, items, 1.0, extra, carried=True)
    ledger.flow(KNOWN_RATE, LINE, names, items, months * base)
    ledger.flow(EXTRA_RATE, LINE, names, items, np.broadcast_to(months, base.shape), extra, carried=True)
    ledger.flow(OUTPUT, LINE, names, items, -1.0, output)
    opening.give(scope, ledger, extra, base, base + most)


def base_rate(scope: Scope) -> Array:
    """Rate of each line of the scope without the plan, as far as the group can have it; shape (sites, months)."""
    known = lines(scope.case, scope.question.trust, scope.case.settings.start)
    middle = np.arange(scope.calendar.months, dtype=np.float64) + 0.5
    none = np.zeros(len(middle))
    rates = [known[site].rate(middle) if site in known else none for site in scope.sites["site"]]
    available: Array = np.array(rates).reshape(-1, len(middle)) * scope.sites["available"].to_numpy()[:, None]
    return available


def _room(scope: Scope, base: Array) -> Array:
    """How far the plan may raise each line above what is there without it (none outside the group), by tick."""
    sites = scope.sites
    inside = np.isin(sites["place"].to_numpy(), scope.allies)
    room = sites["rate_max"].to_numpy()[:, None] - base
    return np.where(inside[:, None] & scope.question.expansion, np.maximum(room, 0.0), 0.0)
